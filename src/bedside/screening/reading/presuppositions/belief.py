"""One thing that a reply presupposes about its reader or about a third person."""

from dataclasses import dataclass
from enum import StrEnum


class Presupposed(StrEnum):
    """What is taken for granted."""

    CARE = "care"  # that the reader is or was in care
    RECORD = "record"  # that there is a record, and that someone looked
    DENY = "deny"  # that the reader never was in care
    FUTURE = "future"  # that the reader will come (again)
    ECHO = "echo"  # what the answered text told of someone's care
    ADDED_FACT = "added_fact"  # a fact that the public does not have
    SCHEDULE = "schedule"  # when someone comes, came or will be called
    BILLING = "billing"  # what someone owes, paid or is insured for
    IDENTITY = "identity"  # who the reader is
    HOSTILE = "hostile"  # that the reader lies, or will be sorry
    BARGAIN = "bargain"  # something offered for another rating
    SOLICIT = "solicit"  # identifiers asked for in the open
    ENCOURAGEMENT = "sensitive_encouragement"  # what is cheered on where the place tells the illness
    THIRD_PARTY = "third_party"  # someone told about to someone else
    CONFIRMS_TALK = "confirms_talk"  # that what others say of someone is so


class Strength(StrEnum):
    STATES = "states"  # cannot be true of someone who was never near the place
    HINTS = "hints"  # leans that way, may be fine


@dataclass(frozen=True, slots=True)
class Presupposition:
    """``start:end`` are offsets of the plain text of part ``part``; ``why`` is in our own words."""

    kind: Presupposed
    strength: Strength
    part: str
    start: int
    end: int
    why: str

    @property
    def states(self) -> bool:
        return self.strength is Strength.STATES
