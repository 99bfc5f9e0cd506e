"""What the words of an authorization's note say, and what they leave open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.core.terms import MOMENTS, terms_of


@pytest.mark.parametrize(
    ("note", "until"),
    [
        ("Valid: name, photo; until 2027-05-31", date(2027, 5, 31)),
        ("First name only, through Dec 2027", date(2027, 12, 31)),
        ("Name and photo until Feb 2028", date(2028, 2, 29)),
        ("OK until 3/14/27", date(2027, 3, 14)),
        ("good through 2030", date(2030, 12, 31)),
        ("Nombre y foto, hasta dic 2028", date(2028, 12, 31)),
        ("expires 31 Jan 2027", date(2027, 1, 31)),
        ("ends June 30, 2027", date(2027, 6, 30)),
        ("until 2027-02-30", None),
        ("Valid: name, photo", None),
    ],
)
def test_the_last_day_is_read_in_the_spellings_people_use(note: str, until: date | None) -> None:
    assert terms_of(note).until == until


def test_what_is_covered_and_what_is_ruled_out_stay_apart() -> None:
    terms = terms_of("Covers first name and quote; excludes lab values and photographs")
    assert terms.covers == {"name", "quote"}
    assert terms.excludes == ("lab values and photographs",)


@pytest.mark.parametrize(
    ("note", "clause"),
    [
        ("Name, trade; employer's name not to appear", "employer's name"),
        ("Mother signed; unit must not be named", "unit"),
        ("Everything except my last name", "my last name"),
        ("First name and photo, no diagnosis", "diagnosis"),
        ("She asked that the divorce stay out", "the divorce"),
    ],
)
def test_exclusions_are_read_in_the_words_of_the_record(note: str, clause: str) -> None:
    assert clause in " | ".join(terms_of(note).excludes)


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("Signed by executor; complaint from a sibling on file", "LEGAL_HOLD"),
        ("Signed by foster parent 2024; adoption completed", "REP_AUTHORITY"),
        ("Mother signed; he turned 18 in May", "MINOR_NOW_ADULT"),
        ("Valid: name, photo. She has since died", "SUBJECT_DECEASED"),
        ("E-mailed in March, please take it down", "AUTH_REVOCATION_PENDING"),
        ("Name, photo; signature missing", "AUTH_UNREVIEWED"),
        ("Recovery story, no Part 2 consent", "PART2"),
        ("Photo paragraph inside the intake packet", "AUTH_COMPOUND"),
        ("Name and photo, valid until revoked", "AUTH_NO_EXPIRY"),
        ("Full name; no end date", "AUTH_NO_EXPIRY"),
    ],
)
def test_warnings_point_to_their_row(note: str, code: str) -> None:
    assert code in terms_of(note).warnings


def test_a_plain_note_warns_of_nothing() -> None:
    terms = terms_of("Valid: first name, photo, knee surgery; Facebook and website; until Dec 2027")
    assert terms.warnings == ()
    assert terms.channels == {"facebook", "website"}
    assert not terms.ends_first


def test_an_end_before_the_day_it_goes_out_is_seen_in_relative_words() -> None:
    assert terms_of("Valid until tomorrow; draft scheduled for next week").ends_first
    assert not terms_of("Valid until next month; draft scheduled for tomorrow").ends_first


def test_all_channels_is_no_limit() -> None:
    assert terms_of("Name, photo, all social media incl. Instagram").channels == frozenset()


@given(st.text(max_size=300))
def test_no_note_makes_reading_raise(note: str) -> None:
    assert terms_of(note) == terms_of(note)


@given(st.lists(st.sampled_from([*MOMENTS, "until", "expires", "scheduled:", "posts", "2027", "name,", "photo"])))
def test_notes_of_relative_moments_are_always_read(words: list[str]) -> None:
    terms = terms_of(" ".join(words))

    assert not terms.ends_first or any(moment in words for moment in MOMENTS)
