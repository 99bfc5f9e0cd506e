"""The words of a version: their form at rest, their seal, and the content a screening reads."""

import hashlib
import hmac
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bedside.core.content import LIMIT_CHARS, Account, Content, Kind
from bedside.core.errors import DeskError
from bedside.core.organizations import Organization
from bedside.desk.tenancy import rings, scope
from bedside.vault.sealing import joined

MOST_PICTURES = 10
MOST_ALT_CHARS = 1_000
SEAL_PURPOSE = "drafts.version.seal"


class TooLong(DeskError):
    """The text is longer than can be looked at in one piece."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a version shows it: which, the keyed digest of its content, and its description."""

    id: str
    digest: str
    alt: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a version says. Never shows in ``repr``."""

    body: str = field(default="", repr=False)
    in_reply_to: str = field(default="", repr=False)
    pictures: tuple[Shown, ...] = field(default=(), repr=False)

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def empty(self) -> bool:
        return not self.body.strip() and not self.pictures

    def described(self, alts: dict[str, str]) -> tuple[Shown, ...]:
        """The pictures with new descriptions where ``alts`` has some, by id."""
        return tuple(Shown(p.id, p.digest, alts.get(p.id, p.alt)) for p in self.pictures)


def words_of(text: str) -> Words:
    """The words in the form of `Words.as_json`."""
    held: dict[str, Any] = json.loads(text)
    return Words(
        body=held["body"], in_reply_to=held["in_reply_to"], pictures=tuple(Shown(**p) for p in held["pictures"])
    )


def clean(text: str) -> str:
    """Line ends as one character, and nothing that no person can have meant to write.

    Raises:
        TooLong: more than ``LIMIT_CHARS`` code points.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LIMIT_CHARS:
        raise TooLong(f"This text is longer than we can look at in one piece (limit {LIMIT_CHARS:,} characters).")
    return "".join(
        c for c in text if c in "\n\t" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) != 127)
    )


def seal_of(words: Words, *, kind: str, channels: Collection[str]) -> str:
    """The keyed digest of everything an approval binds: text, pictures, descriptions, kind, channels. Hex, 64 digits.

    Keyed, because a plain digest of guessable words would give them away. The same words have the same seal
    within one organisation, and no other's.
    """
    bound = json.dumps(
        {
            "body": words.body,
            "in_reply_to": words.in_reply_to,
            "pictures": [[p.digest, p.alt] for p in words.pictures],
            "kind": kind,
            "channels": sorted(channels),
        },
        ensure_ascii=False,
        sort_keys=True,
    )
    key = rings.ring().index_key(SEAL_PURPOSE)
    return hmac.new(key, joined(str(scope.current()).encode(), bound.encode()), hashlib.sha256).hexdigest()


def keyed_digest(content: bytes) -> str:
    """A digest of a picture that tells nobody without the key which picture it is."""
    key = rings.ring().index_key("drafts.picture")
    return hmac.new(key, joined(str(scope.current()).encode(), content), hashlib.sha256).hexdigest()


def content_of(
    words: Words, *, kind: str, organization: Organization, channels: Collection[str], publish_at: datetime | None
) -> Content:
    """What a screening reads. Drafts of the desk always speak for the organisation."""
    return Content(
        body=words.body,
        kind=Kind(kind),
        account=Account.OFFICIAL,
        in_reply_to=words.in_reply_to or None,
        publish_at=publish_at,
        alt_texts=tuple(p.alt for p in words.pictures),
        organization=organization,
        channel=next(iter(channels)) if len(channels) == 1 else "",
    )
