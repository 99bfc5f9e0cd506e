"""Authorizations under 45 CFR 164.508: the facts that travel with a draft."""

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
