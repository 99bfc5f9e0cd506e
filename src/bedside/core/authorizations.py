"""Authorizations under 45 CFR 164.508: the facts that travel with a draft, and what follows from them.

`decide` answers "may this go out?" from the rows of one table (DOMAIN 3.4) that words and given
facts can settle; the rows about documents, signatures and capacity need the record itself.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where an authorization stands (DOMAIN 3.5); only ``ACTIVE`` and ``EXPIRING`` permit."""

    DRAFT = "draft"
    OFFERED = "offered"
    SIGNED = "signed"
    UNDER_REVIEW = "under_review"
    ACTIVE = "active"
    EXPIRING = "expiring"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    REVOKED = "revoked"
    DEFECTIVE = "defective"
    SUPERSEDED = "superseded"


PERMITTING = frozenset({State.ACTIVE, State.EXPIRING})


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationFacts:
    """What is known of the authorization linked to a draft.

    Attributes:
        state: where the record stands now.
        note: its terms in words ("first name and photo, Instagram only, until May 2027").
        covers: facts it covers, from the info_scope kinds of DOMAIN 3.3 (name, face, age, ...).
        channels: channels it allows; empty when the record does not say.
        until: last day it holds, in the organisation's time zone.
        persons: who signed or is covered, as named in the record.
        text_digest: SHA-256 (hex) of the UTF-8 text that was approved, if the record binds one.
        covering: False when a person has already found that it does not cover this content.
    """

    state: State
    note: str = field(default="", repr=False)
    covers: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    until: date | None = None
    persons: tuple[str, ...] = field(default=(), repr=False)
    text_digest: str = ""
    covering: bool = True

    @property
    def permits(self) -> bool:
        """Whether the record is in a state that permits anything at all."""
        return self.state in PERMITTING


class Answer(StrEnum):
    """What the table says; HOLD asks for a second reviewer."""

    YES = "yes"
    HOLD = "hold"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table "may this story go on this channel today?" (DOMAIN 3.4)."""

    number: int
    code: str
    answer: Answer
    says: str


ROWS = {
    row.code: row
    for row in (
        Row(1, "AUTH_MISSING", Answer.NO, "No authorization is linked."),
        Row(2, "AUTH_UNREVIEWED", Answer.NO, "A privacy reviewer has not validated the authorization yet."),
        Row(3, "AUTH_DEFECTIVE", Answer.NO, "The authorization lacks something the law requires."),
        Row(4, "AUTH_EXPIRED", Answer.NO, "The authorization has ended, or ends before this goes out."),
        Row(6, "AUTH_NO_EXPIRY", Answer.NO, "The authorization names no end; outside research it needs one."),
        Row(7, "AUTH_REVOKED", Answer.NO, "The authorization was revoked."),
        Row(8, "AUTH_REVOCATION_PENDING", Answer.NO, "A revocation has come in and is not entered yet."),
        Row(9, "CHANNEL_OUT_OF_SCOPE", Answer.NO, "The authorization does not name this channel."),
        Row(12, "CONTENT_DRIFT", Answer.NO, "The words differ from those that were approved."),
        Row(13, "SCOPE_EXCEEDED", Answer.NO, "This tells more than the authorization covers."),
        Row(14, "SECOND_PERSON", Answer.NO, "Someone else is told about who has not signed."),
        Row(15, "REP_AUTHORITY", Answer.HOLD, "The signer's authority may have ended."),
        Row(17, "MINOR_NOW_ADULT", Answer.HOLD, "The person may have come of age since a parent signed."),
        Row(18, "SUBJECT_DECEASED", Answer.HOLD, "The person has died since signing."),
        Row(21, "PART2", Answer.NO, "Substance-use treatment needs a Part 2 consent."),
        Row(23, "SCOPE_DOUBTFUL", Answer.HOLD, "Something here may lie outside the authorization."),
        Row(25, "AUTH_COMPOUND", Answer.NO, "The authorization was bundled with another form."),
        Row(29, "LEGAL_HOLD", Answer.HOLD, "A complaint or dispute is on file."),
        Row(37, "OK", Answer.YES, "Everything the words can show lies within the authorization."),
    )
}
UNUSABLE = {
    State.DRAFT: "AUTH_UNREVIEWED",
    State.OFFERED: "AUTH_UNREVIEWED",
    State.SIGNED: "AUTH_UNREVIEWED",
    State.UNDER_REVIEW: "AUTH_UNREVIEWED",
    State.SUSPENDED: "LEGAL_HOLD",
    State.EXPIRED: "AUTH_EXPIRED",
    State.REVOKED: "AUTH_REVOKED",
    State.DEFECTIVE: "AUTH_DEFECTIVE",
    State.SUPERSEDED: "AUTH_DEFECTIVE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the words show, as far as it bears on an authorization.

    Attributes:
        on: the day it goes out, if known.
        channel: where it goes, if known.
        text_digest: SHA-256 (hex) of the text now.
        troubles: codes of rows that the terms and the words together point to.
    """

    on: date | None = None
    channel: str = ""
    text_digest: str = ""
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer with its reason, and every other reason that also holds, most severe first."""

    answer: Answer
    code: str
    all_codes: tuple[str, ...]


def decide(facts: AuthorizationFacts | None, situation: Situation) -> Decision:
    """May words that tell of an individual go out under this authorization?

    All failing rows are collected, NO before HOLD, then by row number (DOMAIN 3.6); no row is YES.
    """
    codes = set(situation.troubles)
    if facts is None:
        codes.add("AUTH_MISSING")
    else:
        codes |= set(_failing(facts, situation))
    if not codes:
        return Decision(Answer.YES, "OK", ("OK",))
    rows = sorted((ROWS[c] for c in codes), key=lambda r: (r.answer is not Answer.NO, r.number))
    return Decision(rows[0].answer, rows[0].code, tuple(r.code for r in rows))


def _failing(facts: AuthorizationFacts, situation: Situation) -> list[str]:
    codes = []
    if not facts.permits:
        codes.append(UNUSABLE[facts.state])
    if not facts.covering:
        codes.append("SCOPE_EXCEEDED")
    if facts.until and situation.on and situation.on > facts.until:
        codes.append("AUTH_EXPIRED")
    if facts.channels and situation.channel and situation.channel.lower() not in {c.lower() for c in facts.channels}:
        codes.append("CHANNEL_OUT_OF_SCOPE")
    if facts.text_digest and situation.text_digest and facts.text_digest.lower() != situation.text_digest:
        codes.append("CONTENT_DRIFT")
    return codes
