"""One concern at one place, and how much it weighs."""

from dataclasses import dataclass, field
from enum import StrEnum


class Weight(StrEnum):
    """How a finding acts on the verdict; advice and info never change it."""

    HOLD = "hold"
    REVIEW = "review"
    ADVICE = "advice"
    INFO = "info"


STOPS = frozenset({Weight.HOLD, Weight.REVIEW})  # the weights that keep a draft from going out as it is


class Severity(StrEnum):
    """How bad a rule's subject is (DOMAIN 5); the policy pack turns it into a weight."""

    CRITICAL = "critical"
    HIGH = "high"
    MAY_BE_FINE = "may_be_fine"  # high, but the page of the rule says it may be fine
    MEDIUM = "medium"
    ADVISORY = "advisory"
    NOTE = "note"


class Guideline(StrEnum):
    """The five guidelines, with the law's two own concerns, as CONTRACT names them."""

    GOSSIP = "gossip"
    COWORKER_TEST = "coworker_test"
    TONE = "tone"
    PROFESSIONAL_IN_PERSONAL = "professional_in_personal"
    PHI_IDENTIFIER = "phi_identifier"
    PATIENT_ACKNOWLEDGEMENT = "patient_acknowledgement"
    AUTHORIZATION = "authorization"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One concern at one place.

    ``start`` and ``end`` are code points of the part named by ``part`` ("body",
    "alt_texts[0]", "thread[1]"). ``replacement`` is wording that may stand there instead;
    "" means: take it out; None means that no wording is proposed. The words themselves are
    never part of ``repr``.
    """

    rule: str
    name: str
    weight: Weight
    guidelines: tuple[Guideline, ...]
    identifier_class: str | None
    label: str
    start: int
    end: int
    part: str = "body"
    message: str
    advice: str
    citation: str
    replacement: str | None = field(default=None, repr=False)
    believed: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fine:
    """Words of the body that a careful reader may stop at, and why no failing rule marks them.

    ``start`` and ``end`` are code points of the body. ``why`` is one plain sentence that repeats none of the
    words and promises nothing; ``name`` is its token, such as "own-event-date".
    """

    start: int
    end: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A check that did not run, and why; it keeps the verdict from being clear."""

    check: str
    why: str


@dataclass(frozen=True, slots=True)
class Span:
    """What identifies an individual: code points ``start:end``, a label such as PHONE, the class letter A-R."""

    start: int
    end: int
    label: str
    identifier_class: str
