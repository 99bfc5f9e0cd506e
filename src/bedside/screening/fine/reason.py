"""A reason why words that a careful reader may stop at are marked by no failing rule."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bedside.screening.reading import Place, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One way of being fine, found one way.

    Attributes:
        name: a token that stays, such as "own-event-date".
        why: one plain sentence that holds of every place it finds, so it repeats no words, and promises nothing.
        firm: whether it holds whatever else its sentence says; others are told only of sentences that nothing stops.
        nobody: whether it holds only in a text that nothing stops and in which rules and reader see nobody in care.
        find: places in the body, in any order; must not raise for any text.
    """

    name: str
    why: str
    firm: bool = False
    nobody: bool = False
    find: Callable[[Reading], Iterable[Place]]
