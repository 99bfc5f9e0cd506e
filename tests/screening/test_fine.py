"""Why this is fine: what a careful reader may stop at, and why no failing rule marks it."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import bedside
from bedside import Account, AuthorizationFacts, Content, Kind, Organization, Verdict, Weight
from bedside.core.findings import Finding
from bedside.screening import fine
from bedside.screening.fine import REASONS
from benchmarks.growth import WORST

STOPS = {Weight.HOLD, Weight.REVIEW}
HARBOR_ELM = Organization(
    names=("Harbor Elm Clinics",),
    addresses=("12 Elm Street, Millfield",),
    phones=("(555) 201-0134",),
    emails=("hello@harborelm.example",),
    domains=("harborelm.example",),
    handles=("@harborelm",),
    staff=("Grace Foley, RN", "Dr. Omar Haddad"),
    known=True,
)
VALID = AuthorizationFacts(state="active", covering=True, note="first name and story, website")  # type: ignore[arg-type]


def reasons(body: str, **context: object) -> dict[str, str]:
    """The words that are called fine, by the name of the reason; the last where there are several."""
    content = Content(body=body, **context)  # type: ignore[arg-type]
    return {f.name: body[f.start : f.end] for f in bedside.explain(content).fine}


def test_what_an_invitation_gives_of_the_house_itself_is_explained() -> None:
    body = (
        "Join us at 12 Elm Street on Saturday, March 14. Call (555) 201-0134, write to hello@harborelm.example, or see "
        "harborelm.example and @harborelm. Grace Foley, RN, will be there!"
    )

    told = bedside.explain(Content(body=body, organization=HARBOR_ELM))

    assert told.screening.verdict is Verdict.CLEAR
    assert {f.name: body[f.start : f.end] for f in told.fine} == {
        "own-address": "12 Elm Street",
        "own-event-date": "Saturday, March 14",
        "own-telephone": "(555) 201-0134",
        "own-email": "hello@harborelm.example",
        "own-page": "harborelm.example",
        "own-handle": "@harborelm",
        "on-roster": "Grace Foley",
    }
    assert [f.start for f in told.fine] == sorted(f.start for f in told.fine)


def test_what_the_house_has_not_published_is_not_called_its_own() -> None:
    body = (
        "Flu shots on Monday. Call (555) 201-0199 or see otherclinic.example, notharborelm.example or @harborelm_fans."
    )

    told = reasons(body, organization=HARBOR_ELM)

    assert not {"own-telephone", "own-page", "own-handle"} & set(told)


def test_without_a_list_a_telephone_in_a_notice_is_taken_for_the_offices_and_that_is_said() -> None:
    told = bedside.explain("Flu shots are free on Monday. Questions? Call our front desk at 555-0134.")

    (one,) = [f for f in told.fine if f.name == "office-contact"]
    assert "taken for the office's" in one.why


@pytest.mark.parametrize(
    ("name", "words", "body"),
    [
        ("crisis-line", "988", "Hard night? Call or text 988 at any hour."),
        ("crisis-line", "911", "In an emergency please call 911."),
        ("crisis-line", "1-800-222-1222", "Poison control: 1-800-222-1222, day or night."),
        ("open-line", "info@clinic.example", "Write to info@clinic.example for a map."),
        ("staff-by-title", "Dr. Omar Haddad", "Dr. Omar Haddad sees new families from Monday on."),
        ("named-for-work", "Rosa Quill", "Our volunteer Rosa Quill waters the garden."),
        ("public-role", "Governor Rosa Quill", "Governor Rosa Quill signed the nurse licensing bill."),
        ("age-under-90", "ages 5 to 11", "Vaccines for ages 5 to 11 are here."),
        ("age-under-90", "65 and older", "Free exams for everyone 65 and older."),
        ("state-or-wider", "Ohio", "Nurses from all over Ohio are hiring."),
        ("illness-or-method", "Parkinson's", "Our Parkinson's group meets in the library."),
        ("illness-or-method", "Down syndrome", "Down syndrome is nobody's fault."),
        ("awareness-day", "World Kidney Day", "Happy World Kidney Day to all who drink water."),
        ("figure-over-many", "3,412 visits", "Our emergency room had 3,412 visits, more than ever."),
        ("figure-over-many", "1 in 4", "About 1 in 4 of us skips breakfast."),
        ("general-health", "flu", "Ask your pharmacist about the flu vaccine."),
        ("year-alone", "1998", "We opened our doors in 1998."),
        ("of-another-time", "Rosa Quill", "Rosa Quill opened this ward in 1903."),
    ],
)
def test_a_worry_is_answered_by_its_reason(name: str, words: str, body: str) -> None:
    assert reasons(body)[name] == words


@pytest.mark.parametrize(
    "body",
    [
        "She turned 94 and asked for cake.",
        "We saw 3 cases this week.",
        "The building is 90 years old.",
        "He was ages 88 to 93 at the time.",
    ],
)
def test_high_ages_and_small_counts_are_never_called_fine(body: str) -> None:
    assert not {"age-under-90", "figure-over-many"} & set(reasons(body))


@pytest.mark.parametrize("body", ["Part 1998-2 is in.", "It is $2025 a year.", "Call 555-2014 or 2019 Elm Street."])
def test_digits_that_are_no_year_are_not_called_one(body: str) -> None:
    assert "year-alone" not in reasons(body)


def test_a_good_reply_is_explained_sentence_by_sentence() -> None:
    body = (
        "Thank you for the feedback. Privacy law keeps us from saying whether any person is or was in our care. "
        "Please reach Patient Relations at 555-0142."
    )

    told = reasons(body, kind=Kind.RATING_REPLY, in_reply_to="Worst hospital ever")

    assert told == {
        "thanks-for-words": "Thank you for the feedback",
        "privacy-sentence": "Privacy law keeps us from saying whether any person is or was in our care.",
        "way-to-reach-us": "555-0142",
    }


def test_thanks_that_tell_of_care_are_not_called_fine() -> None:
    body = "Thank you for choosing us for your surgery! Please call our front desk."

    told = reasons(body, kind=Kind.RATING_REPLY, in_reply_to="Best surgeons")

    assert told == {"way-to-reach-us": "call our front desk"}


def test_the_same_thanks_in_a_post_answer_nobody() -> None:
    assert "thanks-for-words" not in reasons("Thank you for the feedback on our new garden.")


def test_talk_of_pay_and_staffing_is_said_to_be_left_alone_on_an_own_page_only() -> None:
    body = "We need safe staffing. Nine patients for each nurse is not care, and management knows it."
    told = bedside.explain(Content(body=body, account=Account.PERSONAL, author_role="nurse"))

    assert told.screening.verdict is Verdict.CLEAR
    assert "protected-talk" in {f.name for f in told.fine}
    assert "protected-talk" not in reasons(body, author_role="hospital")


def test_the_authors_own_family_is_the_authors_own() -> None:
    told = reasons("My cousin Ada is riding fifty miles on Sunday!", account=Account.PERSONAL, author_role="nurse")

    assert told == {"own-family": "Ada"}


def test_a_name_under_an_authorization_is_explained_by_it_and_without_one_is_not() -> None:
    story = Content(body="Ada is home after hip repair. She walks her dog again.", kind=Kind.STORY)

    signed = bedside.explain(replace(story, authorization=VALID))
    unsigned = bedside.explain(story)

    assert {f.name for f in signed.fine} == {"under-authorization"}
    assert unsigned.screening.verdict is Verdict.HOLD
    assert not unsigned.fine


def test_where_someone_in_care_is_told_about_no_day_or_place_or_age_is_called_fine() -> None:
    body = "Our clinic is at 12 Main Street in Springfield. Mrs. Quill, 71, rang the bell on March 3. Classes start on April 4."

    told = bedside.explain(Content(body=body))

    assert told.screening.verdict is Verdict.HOLD
    names = {f.name for f in told.fine}
    assert not names & {r.name for r in REASONS if r.nobody}


def test_nothing_that_rests_on_the_reader_is_said_without_it() -> None:
    notice = "Our flu clinic opens on Saturday, March 14, for ages 5 to 11. In a crisis call 988."

    with_reader = {f.name for f in bedside.explain(notice).fine}
    without = {f.name for f in bedside.explain(notice, reader="off").fine}

    assert {"own-event-date", "age-under-90", "crisis-line"} <= with_reader
    assert without == {"crisis-line"}


def test_eight_are_told_and_every_reason_before_a_second_of_one() -> None:
    lines = [f"Dr. {name}" for name in ("Quill", "Lund", "Haddad", "Okafor", "Amari", "Foley", "Voss", "Reyes")]
    body = f"New here: {', '.join(lines)}. In a crisis call 988. Since 1998."

    told = [f.name for f in bedside.explain(body).fine]

    assert len(told) == 8
    assert "crisis-line" in told
    assert "year-alone" in told
    assert told.count("staff-by-title") == 6


def test_explaining_screens_as_screening_does() -> None:
    for body in ("Her social is 219-09-4321.", "Our garden opens on March 14.", "Mrs. Quill rang the bell on March 3."):
        content = Content(body=body, organization=HARBOR_ELM)
        told = bedside.explain(content)

        assert told.screening == bedside.screen(content)
        assert told.fine == fine.fine(content, told.screening, policy=bedside.load_policy())


def test_sentences_are_plain_short_and_promise_nothing() -> None:
    assert len({r.name for r in REASONS}) == len({r.why for r in REASONS}) == len(REASONS)
    for reason in REASONS:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", reason.name)
        assert 10 < len(reason.why) <= 110, reason.name
        assert reason.why.endswith(".")
        assert reason.why.count(". ") == 0
        assert not re.search(r"(?i)\b(?:safe|compliant|guarantee\w*|always|allowed|ok|okay)\b", reason.why)


PIECES = st.sampled_from(
    ["Mrs. Quill", "Ada Example", "rang the bell", "on March 3", "since 1998", "ages 5 to 11", "call 988", "(555) 201-0134", "12 Elm Street",
     "219-09-4321", "Grace Foley, RN,", "Thank you for the feedback", "your surgery", "went home today", "Parkinson's", "Ohio", "1 in 4",
     "3,412 visits", "harborelm.example", "@harborelm", "Privacy law keeps us from saying who is here", "short staffed", "my nurse", "\u200b",
     "é", "&amp;", "１２ Elm Street", "😀", "\r\n", "hello@harborelm.example", "five five five", "#PrayForAda", "room 12", "lazy idiots"]
)  # fmt: skip
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=8), st.sampled_from([". ", " ", "! "])), max_size=24).map(" ".join)
SENTENCES = {r.why for r in REASONS}


@given(TEXT, st.sampled_from(list(Kind)), st.sampled_from(list(Account)), st.booleans(), st.booleans())
@example("call 988", Kind.POST, Account.OFFICIAL, True, False)
def test_reasons_lie_in_the_body_apart_from_each_other_and_from_what_stops_it(
    body: str, kind: Kind, account: Account, known: bool, signed: bool
) -> None:
    content = Content(
        body=body, kind=kind, account=account, author_role="nurse", in_reply_to="hello",
        organization=HARBOR_ELM if known else Organization(), authorization=VALID if signed else None,
    )  # fmt: skip

    told = bedside.explain(content)

    stopping = [f for f in told.screening.findings if f.weight in STOPS and f.part == "body"]
    last = 0
    assert len(told.fine) <= 8
    for one in told.fine:
        assert last <= one.start < one.end <= len(body)
        assert one.why in SENTENCES  # written beforehand, so no word of the draft can be in it
        assert not any(overlap(one, f) for f in stopping)
        last = one.end


def overlap(one: bedside.Fine, f: Finding) -> bool:
    return one.start < max(f.end, f.start + 1) and f.start < one.end


def test_reasons_are_found_in_time_that_grows_with_the_text() -> None:
    policy = bedside.load_policy()
    calm = bedside.screen("Hello there.")

    def seconds(piece: str, size: int) -> float:
        content = Content(body=(piece * (size // len(piece) + 1))[:size], organization=HARBOR_ELM)
        reading, _ = fine.choosing.engine.reading_of(content, policy=policy, reader="off")
        fine.choosing.fine_in(reading, calm)  # names, places and numbers are found by rules anyway
        taken = []
        for _ in range(3):  # the least: now and then the garbage of the whole run is collected in between
            start = time.process_time()
            fine.choosing.fine_in(reading, calm)
            taken.append(time.process_time() - start)
        return min(taken)

    for piece in (
        *WORST.values(),
        "call 988 or the office ",
        "Texas Parkinson since 2019 ",
        "national nurses awareness ",
        "60 people at 12 Elm Street ",
    ):
        assert seconds(piece, 40_000) < 14 * max(seconds(piece, 5_000), 0.004), piece
