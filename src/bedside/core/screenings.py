"""What a screening found, and the verdict that follows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bedside.core.findings import Finding, Fine, Unchecked, Weight

READERS = ("careful", "fast", "off")  # settings of the learned reader


class Verdict(StrEnum):
    """The machine's word on a draft: no rule broken, a person should look, or change it first."""

    CLEAR = "clear"
    REVIEW = "review"
    HOLD = "hold"


def judge(findings: Iterable[Finding], *, unchecked: Collection[Unchecked]) -> Verdict:
    """Weigh what was found and what could not be looked at.

    Args:
        findings: everything the rules reported, weighed by the policy pack, in any order.
            Advice and info never change the verdict.
        unchecked: checks that did not run; a draft with any of these is never ``CLEAR``.
    """
    weights = {f.weight for f in findings}
    if Weight.HOLD in weights:
        return Verdict.HOLD
    if Weight.REVIEW in weights or unchecked:
        return Verdict.REVIEW
    return Verdict.CLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The answer to one draft: findings in reading order, what was not checked, under which policy."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    pack: str
    reader: str

    @property
    def reader_setting(self) -> str:
        """The setting that the learned reader had: "careful", "fast" or "off"."""
        setting = self.reader.partition("@")[0]
        return "off" if setting == "rules" else setting

    @property
    def verdict(self) -> Verdict:
        return judge(self.findings, unchecked=self.unchecked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A screening, and what in the body is fine and why, in reading order."""

    screening: Screening
    fine: tuple[Fine, ...]
