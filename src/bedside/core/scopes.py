"""What a program may be allowed: scopes of a token, and the rights that each draws on.

A token acts for one person and never has more than that person's rights; where someone else made it, never more
than theirs either. No scope leads to an approval: approving asks a person to show again who they are, and a
program cannot.
"""

from collections.abc import Collection
from enum import StrEnum

from bedside.core.roles import Right


class Scope(StrEnum):
    """One kind of request that a token may be good for."""

    SCREEN = "screen"
    DRAFTS_READ = "drafts:read"
    DRAFTS_WRITE = "drafts:write"
    REVIEW = "review"
    RECORD_READ = "record:read"
    RELEASES_READ = "releases:read"

    @property
    def says(self) -> str:
        return SAYS[self]


SAYS = {
    Scope.SCREEN: "Look at words; nothing of them is kept",
    Scope.DRAFTS_READ: "Read the drafts that its person may read",
    Scope.DRAFTS_WRITE: "Start, change and submit drafts, and comment on them",
    Scope.REVIEW: "Read the queue, return drafts with advice, accept findings, give second looks; never approve",
    Scope.RECORD_READ: "Read the record",
    Scope.RELEASES_READ: "Read released words; each time stands in the record",
}
# What a scope may draw on. One of these is enough to hold it; which of them an act needs, its service says.
DRAWS_ON: dict[Scope, frozenset[Right]] = {
    Scope.SCREEN: frozenset({Right.ASK}),
    Scope.DRAFTS_READ: frozenset({Right.WRITE, Right.SEE_DRAFTS}),
    Scope.DRAFTS_WRITE: frozenset({Right.WRITE, Right.SEE_DRAFTS}),
    Scope.REVIEW: frozenset({Right.SEE_DRAFTS, Right.REVIEW, Right.APPROVE}),
    Scope.RECORD_READ: frozenset({Right.SEE_RECORD}),
    Scope.RELEASES_READ: frozenset({Right.WRITE, Right.SEE_DRAFTS}),
}


def holds(scope: Scope, *, person: Collection[Right], maker: Collection[Right]) -> bool:
    """Whether a token of a person, made by ``maker``, is good for this now.

    The person needs one of the rights it draws on. Whatever they could do with it, the maker has to be allowed as
    well: the maker saw the secret.
    """
    usable = DRAWS_ON[scope] & frozenset(person)
    return bool(usable) and usable <= frozenset(maker)


def listed(scopes: Collection[Scope]) -> str:
    """Scopes as one token of an entry, in their own order."""
    return "+".join(s.value for s in Scope if s in scopes)
