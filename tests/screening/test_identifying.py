"""Marks of contacts and numbers: what is marked, as what, how far, and at what cost."""

import sys
import time
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import bedside
from bedside import Account, Content, Kind, Organization
from bedside.screening.reading import read
from bedside.screening.registry import registry

identifiers = partial(bedside.identifiers, reader="off")  # lists and grammar alone; test_reader.py has the rest

NUMBERS = frozenset({"PHONE", "EMAIL", "SSN", "MRN", "PLAN_ID", "ACCOUNT", "LICENSE", "VEHICLE", "DEVICE", "URL", "IP"})
LABELS = NUMBERS | {"PERSON", "LOCATION", "DATE", "AGE_OVER_89", "USERNAME"}
MARKED = [
    ("Reach her at (555) 201-0134 tonight.", "PHONE", "(555) 201-0134"),
    ("Reach her at +1 555.201.0134 x12 tonight.", "PHONE", "+1 555.201.0134 x12"),
    (
        "His cell: five five five, two oh one, oh one three four",
        "PHONE",
        "five five five, two oh one, oh one three four",
    ),
    ("Fax: 555-0134", "PHONE", "555-0134"),
    ("Next of kin at +44 20 7946 0958.", "PHONE", "+44 20 7946 0958"),
    ("Write ada.example+news@mail.example today", "EMAIL", "ada.example+news@mail.example"),
    ("Write ada at mail dot com today", "EMAIL", "ada at mail dot com"),
    ("SSN 987-65-4321", "SSN", "987-65-4321"),
    ("a social of 401229876", "SSN", "401229876"),
    ("last 4 of the SSN are 4417", "SSN", "4417"),
    ("MRN: 123-45-6789", "MRN", "123-45-6789"),
    ("patient ID 67890", "MRN", "67890"),
    ("mrn#mp98765.", "MRN", "mp98765"),
    ("insurance ID number is XJ 4410297", "PLAN_ID", "XJ 4410297"),
    ("Medicare 1EG4-TE5-MK73", "PLAN_ID", "1EG4-TE5-MK73"),
    ('{"insurance_id": "NID-900182931"}', "PLAN_ID", "NID-900182931"),
    ("card 4111-1111-1111-1111", "ACCOUNT", "4111-1111-1111-1111"),
    ("IBAN DE89370400440532013000", "ACCOUNT", "DE89370400440532013000"),
    ("NPI 1234567893", "LICENSE", "1234567893"),
    ("passport no. P44102977", "LICENSE", "P44102977"),
    ("VIN 1M8GDM9AXKP042788", "VEHICLE", "1M8GDM9AXKP042788"),
    ("MAC 5b:ed:7f:a3:35:59", "DEVICE", "5b:ed:7f:a3:35:59"),
    ("logged in from 81.2.69.144", "IP", "81.2.69.144"),
    ("my page is https://www.facebook.com/ada.example.9", "URL", "https://www.facebook.com/ada.example.9"),
]
UNMARKED = [
    "Call 988, or 911, or text HOME to 741741.",
    "Toll-free: 1-800-555-0199.",
    "Write to info@millfield.example or press@millfield.example.",
    "Version 10.2.1.4 of the app, printer 192.168.1.20, and 203.0.113.9 in our slides.",
    "In 2025 we gave 12,204 flu shots, 4,410 of them on 10/12/2025, at 7:30 am, for $25.00.",
    "HbA1c 7.2, BP 120/80, SpO2 98%, 650mg every 6 hours, COVID-19, H1N1, CPT 99213, ICD-10.",
    "Zoom meeting ID 812 3456 7890, passcode 441029. Job ID 204417. NCT04410297. ISBN 9780306406157.",
    "ZIP 12345-6789, room 4417, model 8300ACD, (01)00844588003288.",
    "News: https://ow.ly/4410297ABCD and https://news.example/story-20251012-4410297",
    "Our tax ID is 94-1234567. Bill HB 4410. Executive Order 13765.",
]


@pytest.mark.parametrize(("text", "label", "words"), MARKED, ids=lambda v: str(v)[:30])
def test_a_number_is_marked_whole_and_as_what_it_is(text: str, label: str, words: str) -> None:
    marked = [(text[s.start : s.end], s.label) for s in identifiers(text) if s.label in NUMBERS]

    assert marked == [(words, label)]


@pytest.mark.parametrize("text", UNMARKED, ids=lambda t: t[:20])
def test_what_only_looks_like_a_number_of_someone_is_not_marked(text: str) -> None:
    assert [text[s.start : s.end] for s in identifiers(text) if s.label in NUMBERS] == []


def test_the_office_number_passes_and_the_same_number_of_a_patient_does_not() -> None:
    office = bedside.screen("Call our front desk at 555-0133 to book.")
    patient = bedside.screen("Call the patient's wife at 555-0133, she was there.")

    assert office.verdict.value == "clear"
    assert patient.verdict.value == "hold"
    assert identifiers("Call our front desk at 555-0133 to book.")


def test_with_a_file_of_the_organisation_an_unknown_number_is_asked_about() -> None:
    ours = Organization(phones=("(555) 201-0134",), known=True)

    known = bedside.screen(Content(body="Call 555-201-0134 after hours.", organization=ours))
    unknown = bedside.screen(Content(body="Call 555-201-0177 after hours.", organization=ours))

    assert known.verdict.value == "clear"
    assert [f.name for f in unknown.findings if f.label == "PHONE"] == ["contact-of-unclear-owner"]


def test_a_number_is_found_in_lower_case_and_behind_invisible_characters() -> None:
    for text in (
        "patient id ab-772014",
        "PATIENT ID AB-772014",
        "patient\u200b id ab-77\u200b2014",
        "ｐatient id ab-７72014",
    ):
        (span,) = [s for s in identifiers(text) if s.label in NUMBERS]
        assert text[span.start : span.end].endswith("14")
        assert span.label == "MRN"


# Text as it comes, seeded with what the finders look for.
SEED = st.sampled_from(
    ["MRN ", "SSN: ", "member ID ", "call ", "fax ", "card ", "VIN ", "plate ", "S/N ", "last 4 of ", "(555) 201-0134",
     "219-09-4321", "4111 1111 1111 1111", "1EG4-TE5-MK73", "a@b.example", "a at b dot com", "81.2.69.144", "::1",
     "DE89", "https://x.example/?mrn=44102", "five five ", "oh ", "(01)00844588003288(21)", "+A123BJC5D6E71G", "|", "#",
     "\t", "x", "-", "0", "\u200b", "é", "①"]
)  # fmt: skip
TEXT = st.lists(st.one_of(st.text(max_size=8), SEED, st.sampled_from([" ", "\n", ". ", ": "])), max_size=40).map(
    "".join
)


@given(TEXT)
@example("MRN ")
@example("@.@")
@example("(21)")
def test_no_text_makes_marking_raise_and_marks_lie_apart_inside_it(text: str) -> None:
    spans = identifiers(text)

    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert span.label in LABELS
        assert span.identifier_class in "ABCDEFGHIJKLMNOPQR"
        end = span.end


@given(TEXT, st.sampled_from(list(Kind)), st.sampled_from(list(Account)))
def test_whose_a_contact_is_can_always_be_said(text: str, kind: Kind, account: Account) -> None:
    content = Content(
        body=text, kind=kind, account=account, organization=Organization(phones=("555-0133",), known=True)
    )

    assert bedside.screen(content).verdict


HARD = [
    "1", "1-", "a1", "a1-", "MRN ", "MRN 4410297 ", "MRN: ", "id ", "id number ", "(555) ", "555-", "555-0133 ",
    "(555) 201-0134 ", "call ", "call 555 ", "@", "a@", "a@b.", "a@b.example ", "a.", "www.", "http://a?b=1&", "1.1.1.",
    "https://x.example/?mrn=44102 ", "81.2.69.144 ", "a:", ":", "::1 ", "|1", "|4410297", "MRN-44102|", "a dot ",
    "a at b dot com ", "ABCD ", "AB12 ", "4111 1111 1111 1111 ", "one two ", "one ", "(21)a", "+A$", "219-09-4321 ",
    "123-45-", "xx-", "x.com/", "t.me/a ", "wears number 1 ", "1EG4", "last four ",
]  # fmt: skip


def steps(text: str, act: Callable[[str], object] = identifiers) -> int:
    """How many functions, ours and those of the language, are called for a text."""
    count = 0

    def counted(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        act(text)
    finally:
        sys.setprofile(before)
    return count


def work(text: str) -> float:
    """Processor time for a text, the best of three, so that what else runs counts little."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        identifiers(text)
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.parametrize("seed", HARD, ids=lambda s: repr(s)[:20])
def test_eight_times_the_text_is_about_eight_times_the_work(seed: str) -> None:
    identifiers(seed)
    short, long = (seed * (size // len(seed)) for size in (4_000, 32_000))

    assert steps(long) <= 8.5 * steps(short) + 200
    assert work(long) <= 32 * max(work(short), 0.0005)


RULES = [r for r in registry().values() if r.code.startswith("PHI-") and r.identifier_class in set("DEFGHIJKLMNOPR")]


@pytest.mark.parametrize(
    "seed", ["555-0133 ", "ada@mail.example ", "MRN 4410297 ", "acct 7718203 ", "plate 7ABC123 ", "gofund.me/a1 "]
)
def test_rules_about_numbers_cost_no_more_per_number_in_a_long_text(seed: str) -> None:
    def find(text: str) -> None:
        reading = read(Content(body=text, account=Account.PERSONAL), scales={})
        for rule in RULES:
            list(rule.find(reading))

    find(seed)
    short, long = (seed * (size // len(seed)) for size in (4_000, 32_000))

    assert steps(long, find) <= 8.5 * steps(short, find) + 200


@pytest.mark.parametrize(
    ("prefix", "restricted"), [("036", True), ("340", True), ("987", True), ("606", False)]
)  # few people, military, no homes, Chicago
def test_a_zip_prefix_identifies_where_few_people_or_none_live_under_it(prefix: str, restricted: bool) -> None:
    text = f"He lives somewhere in zip {prefix}xx now."

    assert [s.label for s in identifiers(text)] == (["LOCATION"] if restricted else [])


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Please change my address to 4410 Via dei Gelsi 12, Montefosco, and call first.", "4410 Via dei Gelsi 12, Montefosco"),
        ("Oda lives on Brattbakken 77.", "Brattbakken 77"),
        ("Send it here:\n1207 Lindeveld 9\nApt. 31\nOostermeer\nNetherlands 40921", "1207 Lindeveld 9\nApt. 31\nOostermeer\nNetherlands 40921"),
        ("She waits at the corner of Almond Road and Pier Street.", "the corner of Almond Road and Pier Street"),
        ("Mail goes to USNS Cormorant\nFPO AA 20417", "USNS Cormorant\nFPO AA 20417"),
        ("The 34-year-old patient grew up in Vellmora.", "Vellmora"),
        ("Pt was last seen in clinic last Thursday with her sister.", "last Thursday"),
    ],
)  # fmt: skip
def test_addresses_of_any_country_and_times_that_can_be_counted_back(text: str, marked: str) -> None:
    assert marked in [text[s.start : s.end] for s in bedside.identifiers(text, reader="off")]


@pytest.mark.parametrize(
    "text",
    [
        "He lives on his own terms and walks 20 minutes a day.",
        "Our office moved to a new floor in 2019 and everyone loves it.",
        "The last Thursday of every month is free screening day.",
        "Turn the corner of your eye and smile.",
    ],
)
def test_no_address_where_none_is_told(text: str) -> None:
    assert bedside.identifiers(text, reader="off") == []


def test_lists_and_reader_together_name_the_whole_person_and_no_drug() -> None:
    text = "Kwabena Ofosuhene asked whether losartan or Enbrel is safer; his email is kwabena.o@example.com"
    people = [text[s.start : s.end] for s in bedside.identifiers(text) if s.label == "PERSON"]
    assert people == ["Kwabena Ofosuhene"]
