"""What a rule is: a name, a reason, a citation, and a small function over a reading."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One concern, found one way. Its page (``<module>.md``) is documentation and test.

    Attributes:
        code: stays for ever; records cite it.
        name: says what is wrong; reads well after "waive".
        provision: key of what it cites, in the policy pack.
        severity: how bad its subject is; the pack turns it into a weight and may replace it.
        guidelines: which guidelines a finding breaks; context may add others.
        label: of its places, unless a place has its own.
        identifier_class: letter A-R of 164.514(b)(2)(i), for identifiers.
        liftable: whether the learned reader may take what it finds for harmless after all.
        message, advice: plain, kind, short; what it is and the way forward.
        find: the places, in any order; must not raise for any text.
    """

    code: str
    name: str
    provision: str
    severity: Severity
    guidelines: tuple[Guideline, ...] = ()
    label: str
    identifier_class: str | None = None
    message: str
    advice: str
    liftable: bool = False
    find: Callable[[Reading], Iterable[Place]]

    @property
    def reads(self) -> bool:
        """Whether it says what the learned reader believes; its page tells where it speaks, not which words it marks."""
        return self.code.startswith("READ-")
