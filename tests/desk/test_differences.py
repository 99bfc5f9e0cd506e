"""What changed between two versions is shown to the word, and nothing of either is lost."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.desk.drafts.differences import Change, Row, between, pieces, rows
from bedside.desk.drafts.words import Shown, Words

TOKENS = st.sampled_from(["Ada", "walks", "again", "😀", "e\u0301", " ", "  ", "\n", "\n\n", ".", ",", "\u2028", "the"])
TEXTS = st.lists(TOKENS, max_size=30).map("".join)


def read(found: tuple[Row, ...], *changes: Change) -> str:
    return "".join(p.text for row in found for p in row.pieces if p.change in changes)


@given(TEXTS, TEXTS)
def test_the_rows_give_back_both_versions_exactly(before: str, after: str) -> None:
    found = rows(before, after)

    assert read(found, Change.SAME, Change.GONE) == before
    assert read(found, Change.SAME, Change.NEW) == after


@given(st.text(max_size=60), st.text(max_size=60))
def test_so_they_do_for_any_text_at_all(before: str, after: str) -> None:
    found = rows(before, after)

    assert read(found, Change.SAME, Change.GONE) == before
    assert read(found, Change.SAME, Change.NEW) == after


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_no_two_neighbours_are_of_one_kind(before: str, after: str) -> None:
    found = pieces(before, after)

    assert all(p.text for p in found)
    assert all(one.change is not other.change for one, other in pairwise(found))


@given(TEXTS)
def test_a_version_compared_with_itself_has_not_changed(text: str) -> None:
    words = Words(body=text, in_reply_to=text, pictures=(Shown("a", "digest", text),))

    assert between(words, words).same
    assert read(rows(text, text), Change.GONE, Change.NEW) == ""


def test_a_phrase_that_changed_reads_as_a_phrase() -> None:
    found = pieces("She ran after the crash on Route 9.", "She ran after a serious accident.")

    assert [(p.change.value, p.text) for p in found] == [
        ("same", "She ran after "),
        ("gone", "the crash on Route 9"),
        ("new", "a serious accident"),
        ("same", "."),
    ]


def test_a_paragraph_that_was_put_in_leaves_the_others_as_they_were() -> None:
    found = rows("one\ntwo\n", "one\nbetween\ntwo\n")

    assert [(r.change, r.text) for r in found] == [
        (Change.SAME, "one"),
        (Change.NEW, "between"),
        (Change.SAME, "two"),
    ]


def test_a_paragraph_that_says_something_else_is_not_mixed_with_the_old_one() -> None:
    found = rows("Come and meet the team.", "Our lot is closed on Friday.")

    assert [r.change for r in found] == [Change.GONE, Change.NEW]


def test_a_picture_that_came_and_one_whose_description_changed_are_told_apart() -> None:
    before = Words(body="x", pictures=(Shown("a", "1", "A door"), Shown("b", "2", "A garden")))
    after = Words(body="x", pictures=(Shown("b", "2", "A green garden"), Shown("c", "3", "")))

    comparison = between(before, after)

    assert [(p.id, p.change) for p in comparison.pictures] == [
        ("a", Change.GONE),
        ("b", Change.SAME),
        ("c", Change.NEW),
    ]
    assert not comparison.same


def test_words_are_counted_for_the_summary() -> None:
    comparison = between(Words(body="one two three"), Words(body="one four five three"))

    assert (comparison.count(Change.GONE), comparison.count(Change.NEW)) == (1, 2)


def test_neither_rows_nor_pieces_show_words_in_a_repr() -> None:
    assert "Ada" not in repr(rows("Ada walks", "Ada runs"))


@pytest.mark.parametrize("between_words", [" ", "\n"])
def test_long_versions_that_share_little_are_compared_in_a_moment(between_words: str) -> None:
    before = between_words.join(f"a{n % 700}" for n in range(30_000))
    after = between_words.join(f"a{n * 7 % 700}" for n in range(1, 30_000))
    begun = time.process_time()

    found = rows(before, after)

    assert time.process_time() - begun < 5
    assert read(found, Change.SAME, Change.GONE) == before
