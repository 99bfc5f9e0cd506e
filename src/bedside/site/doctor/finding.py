"""What a doctor can say."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How one thing stands. Only ``FINE`` asks for nothing."""

    FINE = "fine"
    LOOK = "look"  # works, but a person should look at it
    WRONG = "wrong"
    UNCHECKED = "unchecked"  # could not be looked at from here


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that was looked at. ``about`` is the organisation's origin where it is one organisation's."""

    check: str
    state: State
    says: str
    cure: str = ""
    about: str = ""


def fine(check: str, says: str, *, about: str = "") -> Found:
    return Found(check=check, state=State.FINE, says=says, about=about)


def look(check: str, says: str, cure: str, *, about: str = "") -> Found:
    return Found(check=check, state=State.LOOK, says=says, cure=cure, about=about)


def wrong(check: str, says: str, cure: str, *, about: str = "") -> Found:
    return Found(check=check, state=State.WRONG, says=says, cure=cure, about=about)


def unchecked(check: str, says: str, cure: str, *, about: str = "") -> Found:
    return Found(check=check, state=State.UNCHECKED, says=says, cure=cure, about=about)
