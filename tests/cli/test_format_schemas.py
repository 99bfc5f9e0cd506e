"""The documented format and the program say the same (docs/schema, docs/format.md)."""

import json
from pathlib import Path

import pytest
from command_line import ROOT, lines
from jsonschema import Draft202012Validator

from bedside.core.authorizations import State
from bedside.core.content import Account, Kind
from bedside.core.findings import Guideline, Weight
from bedside.core.records import CHANNELS, content_of
from bedside.core.screenings import Verdict
from bedside.screening.registry import registry

SCHEMAS = Path(ROOT / "docs/schema")


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


INPUT, OUTPUT, SPANS = (validator(n) for n in ("check-input", "check-output", "identifiers"))
ROWS = [
    {"id": 1, "text": "Her social is 219-09-4321.", "alt_texts": ["", "Card 219-09-4321"], "thread": ["One."]},
    {"id": None, "text": "Fine.", "kind": "rating_reply", "account": "official", "in_reply_to": "Two stars"},
    {"text": "Fine.", "publish_at": "2026-11-24T09:00:00-05:00", "channel": "instagram", "more": 1},
    {
        "text": "Ada dances.",
        "kind": "story",
        "authorization": {"state": "active", "note": "name", "until": "2027-05-31"},
    },
    {"text": "Fine.", "context": {"channel": "comment_reply", "author_role": "ED nurse", "authorization": "none"}},
]


@pytest.mark.parametrize("row", ROWS)
def test_lines_of_the_documented_shape_are_read(row):
    INPUT.validate(row)

    assert content_of(row).body == row["text"]


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"text": None},
        {"text": "x", "kind": "tweet"},
        {"text": "x", "account": "ours"},
        {"text": "x", "alt_texts": "none"},
        {"text": "x", "authorization": {"state": "fine"}},
        {"text": "x", "context": {"channel": "fax"}},
    ],
)
def test_lines_of_another_shape_are_refused_by_both(bedside_says, row):
    assert not INPUT.is_valid(row)

    (answer,) = lines(bedside_says("check", "--jsonl", given=json.dumps(row)))
    assert "error" in answer


def test_every_answer_has_the_documented_shape(bedside_says):
    samples = (ROOT / "samples/drafts.jsonl").read_text()
    given = samples + "".join(json.dumps(r) + "\n" for r in ROWS) + "{\n[]\n"

    answers = lines(bedside_says("check", "--jsonl", given=given))

    for answer in answers:
        OUTPUT.validate(answer)
    assert any(f.get("part") for a in answers for f in a.get("findings", []))
    assert any("error" in a for a in answers)


def test_every_marking_has_the_documented_shape(bedside_says):
    given = (ROOT / "samples/drafts.jsonl").read_text() + "{\n"

    answers = lines(bedside_says("identifiers", "--jsonl", given=given))

    for answer in answers:
        SPANS.validate(answer)
    assert any(answer.get("spans") for answer in answers)


def test_the_words_of_the_schemas_are_the_words_of_the_program():
    finding = OUTPUT.schema["$defs"]["finding"]["properties"]
    screening = OUTPUT.schema["$defs"]["screening"]["properties"]

    assert set(finding["weight"]["enum"]) == set(Weight)
    assert set(finding["guidelines"]["items"]["enum"]) == set(Guideline)
    assert set(screening["verdict"]["enum"]) == set(Verdict)
    assert set(INPUT.schema["properties"]["kind"]["enum"]) == {None, *Kind}
    assert set(INPUT.schema["properties"]["account"]["enum"]) == {None, *Account}
    assert set(INPUT.schema["properties"]["authorization"]["properties"]["state"]["enum"]) == {None, "none", *State}
    assert set(INPUT.schema["$defs"]["context"]["properties"]["channel"]["enum"]) == set(CHANNELS)


def test_every_rule_speaks_in_documented_labels():
    labels = set(OUTPUT.schema["$defs"]["finding"]["properties"]["label"]["enum"])

    assert {r.label for r in registry().values()} <= labels
