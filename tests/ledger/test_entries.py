import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.ledger.entries import BadEntry, Entry, UnknownVersion, canonical, parse

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ENTRY = Entry(
    seq=7,
    organization="6f1c",
    event="draft.approved",
    about="draft:8b1c",
    actor="person:41",
    at=NOON,
    reason="ab" * 32,
    facts={"rule": "PHI-G1", "size": 12, "urgent": True},
)
LINE = (
    b'{"about":"draft:8b1c","actor":"person:41","at":"2026-11-24T12:00:00.000000Z","event":"draft.approved",'
    b'"facts":{"rule":"PHI-G1","size":12,"urgent":true},"organization":"6f1c","reason":"'
    + b"ab" * 32
    + b'","seq":7,"version":1}'
)

tokens = st.from_regex(r"[A-Za-z0-9._:/+@-]{1,20}", fullmatch=True)
some_entries = st.builds(
    Entry,
    seq=st.integers(0, 2**53 - 1),
    organization=tokens,
    event=st.sampled_from(["draft.approved", "hold.placed", "a.b.c"]),
    about=tokens.map(lambda t: f"draft:{t}"),
    actor=tokens.map(lambda t: f"person:{t}"),
    at=st.datetimes(timezones=st.just(UTC)),
    reason=st.none() | st.binary(min_size=32, max_size=32).map(bytes.hex),
    facts=st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True),
        st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | tokens,
        max_size=5,
    ),
)


def test_an_entry_has_one_form() -> None:
    assert canonical(ENTRY) == LINE
    assert parse(LINE) == ENTRY


@given(some_entries)
def test_every_entry_comes_back_as_it_was(entry: Entry) -> None:
    line = canonical(entry)

    assert parse(line) == entry
    assert b"\n" not in line
    assert b" " not in line


@given(some_entries, st.data())
def test_no_changed_byte_goes_unnoticed(entry: Entry, data: st.DataObject) -> None:
    line = bytearray(canonical(entry))
    at = data.draw(st.integers(0, len(line) - 1))
    line[at] ^= data.draw(st.integers(1, 255))

    try:
        other = parse(bytes(line))
    except (BadEntry, UnknownVersion):
        return
    assert other != entry
    assert canonical(other) == bytes(line)


@pytest.mark.parametrize(
    "field",
    [
        {"about": "Get well soon, Ada Example!"},
        {"about": "draft"},
        {"actor": "robot:1"},
        {"actor": "person:Ada Example"},
        {"event": "Ada went home"},
        {"event": "draft"},
        {"organization": "St. Example Hospital"},
        {"organization": ""},
        {"organization": "x" * 201},
        {"reason": "because Ada asked"},
        {"reason": "AB" * 32},
        {"facts": {"words": "Ada is in room 12"}},
        {"facts": {"Ada Example": 1}},
        {"facts": {"share": 0.5}},
        {"facts": {"list": ["a"]}},
        {"facts": {"nothing": None}},
        {"facts": {"large": 2**53}},
        {"facts": {f"f{n}": n for n in range(33)}},
        {"facts": ["a"]},
        {"seq": -1},
        {"seq": True},
        {"seq": 1.0},
        {"at": NOON.replace(tzinfo=None)},
        {"at": NOON.astimezone(timezone(timedelta(hours=1)))},
        {"at": "2026-11-24"},
    ],
    ids=str,
)
def test_no_sentence_and_no_strange_value_gets_into_an_entry(field: dict[str, object]) -> None:
    with pytest.raises(BadEntry) as trouble:
        replace(ENTRY, **field)

    assert "Ada" not in str(trouble.value)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"{}",
        b"7",
        LINE + b"\n",
        b" " + LINE,
        LINE.replace(b'"seq":7', b'"seq": 7'),
        LINE.replace(b'"seq":7', b'"seq":7.0'),
        LINE.replace(b'"seq":7', b'"seq":07'),
        LINE.replace(b'"seq":7', b'"seq":7,"seq":7'),
        LINE.replace(b'"seq":7', b'"seq":NaN'),
        LINE.replace(b'"seq":7', b'"seq":' + b"9" * 5000),
        LINE.replace(b"12:00:00.000000Z", b"12:00:00Z"),
        LINE.replace(b"000000Z", b"000000+00:00"),
        LINE.replace(b"PHI-G1", b"PHI\\u002dG1"),
        LINE.replace(b"PHI-G1", b"\xff\xfe"),
        LINE.replace(b'"seq":7,', b""),
        LINE.replace(b'"version":1', b'"version":1,"words":"hello"'),
        LINE.replace(b'"version":1', b'"version":0'),
        LINE.replace(b'"version":1', b'"version":true'),
        LINE.replace(b'"at":"2026-11-24T12:00:00.000000Z"', b'"at":7'),
        b"[" * 15_000,
        b'"' + b"x" * 20_000,
    ],
    ids=lambda line: line[:40].decode(errors="replace"),
)
def test_nothing_but_the_one_form_is_read(line: bytes) -> None:
    with pytest.raises((BadEntry, UnknownVersion)):
        parse(line)


def test_an_entry_of_a_later_version_asks_for_an_update() -> None:
    later = json.dumps({"version": 2, "anything": "else"}).encode()

    with pytest.raises(UnknownVersion, match=r"version 2; this Bedside reads 1: update Bedside"):
        parse(later)
