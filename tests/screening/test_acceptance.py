"""The acceptance lines that concern words: what comes in, and what must come out."""

from dataclasses import dataclass, field
from typing import Any

import pytest

import bedside
from bedside import Organization, Verdict
from bedside.core.authorizations import ROWS, Answer
from bedside.core.records import content_of

MILLFIELD = Organization(names=("Millfield Clinic",), phones=("555-201-0134",), staff=("Grace Foley",), known=True)
STORY = {"kind": "story", "account": "official"}
REPLY = {"kind": "rating_reply", "account": "official"}
NURSE = {"kind": "post", "account": "personal", "author_role": "nurse"}
POST = {"kind": "post", "account": "official"}
ADA = "Meet Ada, 91, home after hip repair on March 3!"


def signed(note: str, state: str = "active", *covers: str) -> dict[str, Any]:
    return {**STORY, "authorization": {"state": state, "note": note, "covers": list(covers)}}


@dataclass(frozen=True)
class Line:
    """A text with its context, the verdict, and the rules that must be among those that stop it."""

    number: str
    text: str
    context: dict[str, Any]
    verdict: Verdict
    rules: set[str] = field(default_factory=set)
    alt: tuple[str, ...] = ()


CLEAR, HOLD = Verdict.CLEAR, Verdict.HOLD
LINES = (
    Line("1", "World Diabetes Day: know the signs.", POST, CLEAR),
    Line("2", "Grace Foley, RN, wins our nursing award", POST, CLEAR),
    Line("3", ADA, STORY, HOLD, {"AUTH-1", "PHI-A1", "PHI-C1", "PHI-C2"}),
    Line("4", ADA, signed("name and hip repair, until 2027-12-31", "active", "name", "procedure"), HOLD, {"AUTH-3"}),
    Line("5", "In 2024 we did 1,204 knee replacements.", POST, CLEAR),
    Line(
        "6", "Tiny fighter left our NICU this morning", POST, HOLD, {"AUTH-1", "PHI-A1"},
        alt=("Newborn feet beside a name card reading Baby Okafor",),
    ),
    Line("7", "lost a kid from the bus crash tonight", NURSE, HOLD, {"IND-1"}),
    Line("8", "We need safe ratios. 9 patients each is not care.", NURSE, CLEAR),
    Line("9", "Thank you for choosing us for your surgery!", REPLY, HOLD, {"ACK-CARE-1"}),
    Line(
        "10", "Thanks for the feedback. Privacy law keeps us from saying whether any person is or was in our care. "
        "Please reach Patient Relations at 555-201-0134.", REPLY, CLEAR,
    ),
    Line("11", "You were never our patient, this is slander", REPLY, HOLD, {"ACK-DENY-2", "ACK-HOSTILE-1"}),
    Line("12", "Our atrium in the morning light", POST, CLEAR, alt=("An empty atrium with palms",)),
    Line("13", "CT head 3-D render, cool case, no name", POST, HOLD, {"PHI-Q4"}),
    Line("14", "Call 555-201-0134", POST, CLEAR),
    Line("15", "Dr. Mina Park, cardiologist. NPI 1234567893.", POST, CLEAR),
    Line("16", "Ada is home after hip repair.", signed("name and hip repair", "revoked"), HOLD, {"AUTH-2"}),
    Line("17", "Ada is home after hip repair.", signed("name, hip repair; valid until revoked"), HOLD, {"AUTH-2"}),
    Line("18", "Ada is home after hip repair.", signed("photo consent paragraph in the intake packet"), HOLD, {"AUTH-2"}),
    Line(
        "19", "Ada, de Cedar Falls, ya está en casa después de su operación de cadera.",
        signed("name and hip repair, until 2027-12-31", "active", "name", "procedure"), HOLD, {"AUTH-3"},
    ),
    Line("20", "room 12 bed B is the sweetest", NURSE, HOLD, {"IND-1"}),
)  # fmt: skip


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.number)
def test_acceptance_line(line: Line) -> None:
    record = {"text": line.text, **line.context, "alt_texts": list(line.alt), "publish_at": "2026-11-24T10:00:00Z"}
    screening = bedside.screen(content_of(record, organization=MILLFIELD))

    assert screening.verdict is line.verdict
    assert line.rules <= {f.rule for f in screening.findings}


def test_a_town_that_is_the_persons_name_is_no_town() -> None:
    record = {"text": "Ada is home after hip repair.", **signed("name and hip repair, until 2027-12-31")}

    assert bedside.screen(content_of(record)).verdict is CLEAR


NOTES = {
    "AUTH_UNREVIEWED": "name and hip repair, until 2027-12-31; form not yet signed",
    "AUTH_EXPIRED": "name and hip repair, until 2026-01-31",
    "AUTH_NO_EXPIRY": "name and hip repair, in perpetuity",
    "AUTH_REVOCATION_PENDING": "name and hip repair, until 2027-12-31; has asked by phone to take it down",
    "AUTH_COMPOUND": "name and hip repair, part of the intake packet",
    "REP_AUTHORITY": "name and hip repair, until 2027-12-31; former guardian signed",
    "MINOR_NOW_ADULT": "name and hip repair, until 2027-12-31; mother signed, now 18",
    "SUBJECT_DECEASED": "name and hip repair, until 2027-12-31; has since died",
    "LEGAL_HOLD": "name and hip repair, until 2027-12-31; complaint on file",
    "PART2": "name and hip repair, until 2027-12-31; Part 2 consent missing",
}


@pytest.mark.parametrize("code", NOTES)
def test_every_answer_of_the_table_that_a_note_gives_reaches_the_verdict(code: str) -> None:
    record = {"text": "Ada is home after hip repair.", **signed(NOTES[code]), "publish_at": "2026-11-24T10:00:00Z"}

    wanted = HOLD if ROWS[code].answer is Answer.NO else Verdict.REVIEW
    assert bedside.screen(content_of(record)).verdict is wanted
