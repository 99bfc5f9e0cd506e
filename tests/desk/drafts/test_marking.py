"""Marks never change a text, and counts, names and lengths are said as people say them."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.desk.drafts.differences import rows
from bedside.desk.drafts.marking import marked, marked_changes
from bedside.desk.drafts.saying import characters, counted, lasted, listed, since
from bedside.desk.drafts.views.weighing import to_weigh, where_of


def concern(n: int, *spans: tuple[int, int], weight: str = "hold", part: str = "body") -> dict[str, Any]:
    return {"n": n, "weight": weight, "places": [{"start": a, "end": b, "part": part} for a, b in spans]}


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=4)
CONCERNS = st.lists(st.tuples(SPANS, st.sampled_from(["hold", "review", "advice"])), max_size=4).map(
    lambda drawn: [concern(i, *spans, weight=weight) for i, (spans, weight) in enumerate(drawn, 1)]
)


@given(st.text(max_size=40), CONCERNS)
def test_the_pieces_are_the_text(text: str, concerns: list[dict[str, Any]]) -> None:
    assert "".join(piece.text for piece in marked(text, concerns)) == text


@given(st.text(max_size=40), CONCERNS)
def test_every_marked_letter_is_under_a_mark_and_no_other(text: str, concerns: list[dict[str, Any]]) -> None:
    at = 0
    for piece in marked(text, concerns):
        for i in range(at, at + len(piece.text)):
            over = {c["n"] for c in concerns for p in c["places"] if p["start"] <= i < p["end"]}
            assert bool(over) == (piece.concern is not None)
            assert over <= set(piece.numbers)
        at += len(piece.text)


@given(st.text(max_size=40), st.text(max_size=40), CONCERNS)
def test_with_changes_the_pieces_that_stayed_or_came_are_the_later_text(
    before: str, after: str, concerns: list[dict[str, Any]]
) -> None:
    pieces = marked_changes(rows(before, after), concerns)
    assert "".join(p.text for p in pieces if p.change != "gone") == after


def test_the_heavier_mark_wins_the_line_and_each_place_is_numbered_once() -> None:
    pieces = marked("one two three", [concern(1, (0, 7), weight="review"), concern(2, (4, 13))])

    assert [(p.text, p.concern and p.concern["n"], p.first) for p in pieces] == [
        ("one ", 1, True),
        ("two three", 2, True),
    ]
    assert pieces[1].numbers == (1, 2)


def test_two_places_of_one_concern_both_carry_its_number() -> None:
    pieces = marked("one two three", [concern(1, (0, 3), (4, 7))])
    assert [p.text for p in pieces if p.first] == ["one", "two"]


def test_a_mark_that_was_there_before_moves_with_its_words() -> None:
    pieces = marked_changes(rows("Hello Ada.", "Well, hello Ada."), [concern(1, (12, 15))])
    assert [p.text for p in pieces if p.concern] == ["Ada"]


def test_marks_of_a_description_are_not_in_the_words() -> None:
    found = [concern(1, (0, 3), part="alt_texts[1]")]
    assert not [p for p in marked("one two", found) if p.concern]
    assert [p.text for p in marked("one two", found, part="alt_texts[1]") if p.concern] == ["one"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("e\N{COMBINING ACUTE ACCENT}", 1),
        ("\N{WAVING HAND SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}", 1),
        ("\N{WOMAN}\N{ZERO WIDTH JOINER}\N{STETHOSCOPE}", 1),
        ("\U0001f1fa\U0001f1f8", 1),
        ("\U0001f1fa\U0001f1f8\U0001f1e8\U0001f1e6", 2),
        ("a\nb", 3),
    ],
)
def test_characters_are_counted_as_people_see_them(text: str, count: int) -> None:
    assert characters(text) == count


def test_counts_and_names_read_as_sentences() -> None:
    assert counted(1, "draft") == "one draft"
    assert counted(0, "draft") == "no drafts"
    assert counted(12, "person", "people") == "12 people"
    assert [listed(names) for names in ([], ["Rosa"], ["Rosa", "Jonas"], ["Rosa", "Jonas", "Imani"])] == [
        "", "Rosa", "Rosa and Jonas", "Rosa, Jonas and Imani",
    ]  # fmt: skip
    assert to_weigh(1, 0, 3) == "One thing to change"
    assert to_weigh(2, 1, 0) == "Two things to change and one to look at"
    assert to_weigh(1, 2, 0) == "One thing to change and two to look at"
    assert to_weigh(0, 2, 0) == "Two things to look at"
    assert to_weigh(0, 2, 0) == "Two things to look at"
    assert to_weigh(0, 0, 2) == "Advice only"
    assert to_weigh(0, 0, 0) == "No rule broken"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0.2, "under a minute"),
        (1, "1 minute"),
        (26, "26 minutes"),
        (119, "119 minutes"),
        (180, "3 hours"),
        (3000, "2 days"),
    ],
)
def test_lengths_of_time_are_rounded(minutes: float, said: str) -> None:
    assert lasted(timedelta(minutes=minutes)) == said


def test_how_long_ago_is_said_in_seconds_first() -> None:
    said = [since(timedelta(seconds=seconds)) for seconds in (0, 20, 90, 7200)]
    assert said == ["just now", "20 seconds ago", "2 minutes ago", "2 hours ago"]


def test_where_a_concern_is_is_said_where_it_helps() -> None:
    def places(*parts: str) -> list[dict[str, Any]]:
        return [{"part": part} for part in parts]

    assert where_of(places("body")) == ""
    assert where_of(places("body", "body")) == "At two places in the words"
    assert where_of(places("alt_texts[1]")) == "In the description of picture 2"
    assert where_of(places("body", "alt_texts[0]")) == "In the words and in the description of picture 1"
