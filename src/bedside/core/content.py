"""What someone wants to say, and everything about it that a screening may take into account."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bedside.core.authorizations import AuthorizationFacts
from bedside.core.organizations import Organization

LIMIT_CHARS = 200_000


class Kind(StrEnum):
    """What the words are for; separate from whose account says them."""

    POST = "post"
    STORY = "story"
    RATING_REPLY = "rating_reply"
    COMMENT_REPLY = "comment_reply"
    MESSAGE = "message"


class Account(StrEnum):
    """Whose voice it is: the organisation's, or one person's own."""

    OFFICIAL = "official"
    PERSONAL = "personal"


ANSWERS = frozenset({Kind.RATING_REPLY, Kind.COMMENT_REPLY, Kind.MESSAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One draft with its context. Its words never show in ``repr``.

    Attributes:
        body: the text, as it would appear; pictures may be described in [square brackets].
        kind, account: what it is and whose account says it.
        author_role: free text such as "ED nurse" or "practice manager"; may be empty.
        in_reply_to: the rating, comment or message being answered; never judged itself.
        publish_at: when it goes out, timezone-aware; relative dates resolve against it.
        alt_texts: descriptions of pictures, one a picture; "" where one is missing.
        thread: earlier posts of the same author in the same thread, oldest first.
        authorization: facts of a linked authorization, or None when none is linked.
        organization: what is public about the organisation, so that it is not flagged.
        channel: the name of the place it goes to ("instagram"), if known.
    """

    body: str = field(repr=False)
    kind: Kind = Kind.POST
    account: Account = Account.OFFICIAL
    author_role: str = field(default="", repr=False)
    in_reply_to: str | None = field(default=None, repr=False)
    publish_at: datetime | None = None
    alt_texts: tuple[str, ...] = field(default=(), repr=False)
    thread: tuple[str, ...] = field(default=(), repr=False)
    authorization: AuthorizationFacts | None = None
    organization: Organization = field(default_factory=Organization, repr=False)
    channel: str = ""

    @property
    def answers(self) -> bool:
        """Whether it speaks to someone who wrote first."""
        return self.kind in ANSWERS
