"""Marks stand where the words stand, whatever was done to the text for matching."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

import bedside
from bedside import Account, Content, Kind
from bedside.screening.reading.text import normalise, with_spoken_digits, without_masks

# Text as it comes: any code point, and the kinds of trouble that normalisation undoes.
TROUBLE = st.sampled_from(
    ["\u200b", "\u00ad", "e\u0301", "é", "ﬁ", "①", "2️⃣", "ｆｕｌｌ", "іd", "&amp;", "&#39;", "#PrayForAda", "@ada_example",
     "five five five, oh one three four", "1d10t", "👩‍⚕️", "\x00", "\r\n", "Ⅷ", "ß", "İ", "[photo: Ada]", "219-09-4321",
     "my 3pm", "rm 12", "https://a.example/x?id=1", "(555) 201-0134", "94 yo", "March 3"]
)  # fmt: skip
TEXT = st.lists(st.one_of(st.text(max_size=12), TROUBLE, st.sampled_from([" ", "\n", ". "])), max_size=30).map("".join)


@given(TEXT)
@example("\u0301")
@example("&")
@example("#A_B")
@example("#Ⅱa")  # one code point that reads as two letters, split between them
def test_every_span_of_every_view_lies_inside_the_original(raw: str) -> None:
    plain = normalise(raw)
    for view in (plain, with_spoken_digits(plain), without_masks(plain)):
        assert len(view.low) == len(view.text)
        last = 0
        for i in range(len(view.text)):
            start, end = view.span(i, i + 1)
            assert 0 <= start <= end <= len(raw)
            assert start >= last
            last = start


@given(TEXT, st.sampled_from(list(Kind)), st.sampled_from(list(Account)))
def test_no_text_makes_screening_raise_and_marks_lie_inside(raw: str, kind: Kind, account: Account) -> None:
    content = Content(body=raw, kind=kind, account=account, author_role="ED nurse", alt_texts=(raw,), in_reply_to=raw)

    screening = bedside.screen(content)

    for finding in screening.findings:
        part = raw if finding.part == "body" or finding.part.startswith("alt_texts") else ""
        assert 0 <= finding.start <= finding.end <= len(part)


@given(TEXT)
def test_composed_and_decomposed_spelling_are_found_alike(raw: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", raw), unicodedata.normalize("NFD", raw)

    one, other = bedside.screen(composed), bedside.screen(decomposed)

    assert one.verdict == other.verdict
    assert [f.rule for f in one.findings] == [f.rule for f in other.findings]
    for a, b in zip(one.findings, other.findings, strict=True):
        if a.part == "body":
            marked = composed[a.start : a.end], decomposed[b.start : b.end]
            assert unicodedata.normalize("NFC", marked[0]) == unicodedata.normalize("NFC", marked[1])


def test_what_is_disguised_is_marked_as_it_was_typed() -> None:
    draft = "Her social is 2\u200b19-０9-4321, please call."

    (finding,) = [f for f in bedside.screen(draft).findings if f.name == "social-security-number"]

    assert draft[finding.start : finding.end] == "2\u200b19-０9-4321"


def test_a_place_inside_another_that_says_the_same_is_not_told_twice() -> None:
    body = "The man from the fire on Route 9 last week is awake, and the boy from bed 4 went home on Monday."
    found = bedside.screen(Content(body=body, account=Account.PERSONAL)).findings
    assert {f.rule for f in found} >= {"IND-1"}
    for one in found:
        for other in found:
            same = (one.rule, one.label, one.message) == (other.rule, other.label, other.message)
            assert one is other or not same or not (one.start <= other.start and other.end <= one.end)
