"""Tokens: made by a person for a program, shown once, counted at each use, and ended."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When

from bedside.core.errors import DeskError, NotPermitted
from bedside.core.events import Event
from bedside.core.roles import Right
from bedside.core.scopes import Scope, holds, listed
from bedside.desk.audit import services as audit
from bedside.desk.integrations import selectors
from bedside.desk.integrations.models import PER_MINUTE, Token
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person
from bedside.desk.tenancy import scope as tenancy

PREFIX = "bsd"
LONGEST = timedelta(days=365)
MOST_OPEN = 20  # tokens of one person that work at the same time
MOST_NAME_CHARS = 80


class NoEntry(DeskError):
    """A request came without a token that lets it in. Never says which part of it was wrong."""

    status = 401


@dataclass
class TooManyRequests(DeskError):
    """A token was used more often than it may be; says after how many seconds it can be used again."""

    seconds: int
    per_minute: int

    status = 429

    def __str__(self) -> str:
        return f"This token is good for {self.per_minute} requests a minute. Try again in {self.seconds} seconds."


@dataclass(frozen=True, slots=True)
class Made:
    """A new token, and the text that a program shows to come in. Nobody can read the text again."""

    token: Token
    text: str = field(repr=False)


@transaction.atomic
def make_token(
    *,
    name: str,
    person: Person,
    scopes: Collection[Scope],
    lasts: timedelta,
    by: Person,
    at: datetime,
    per_minute: int = PER_MINUTE,
) -> Made:
    """Let a program act for someone.

    Args:
        name: what the program is, for people.
        person: for whom it acts; oneself, or for who manages tokens, anybody here.
        scopes: what it is good for; at least one.
        lasts: from a day to a year.

    Raises:
        NotPermitted: ``by`` may not make it, or one of the two may not do what it would be good for.
        DeskError: no name, no scope, another time, or too many tokens; says which.
    """
    name = " ".join(name.split())
    if person.pk != by.pk:
        people.require(by, Right.MANAGE_TOKENS)
    if not name or len(name) > MOST_NAME_CHARS:
        raise DeskError(f"A token needs a name of at most {MOST_NAME_CHARS} characters, so that you know it again.")
    if not timedelta(days=1) <= lasts <= LONGEST:
        raise DeskError(f"A token lasts from 1 to {LONGEST.days} days.")
    _require_scopes(scopes, person=person, by=by)
    if len(selectors.working(at, of=person)) >= MOST_OPEN:
        raise DeskError(f"{person.name} has {MOST_OPEN} tokens already. Revoke one that is not used any more.")
    secret = secrets.token_urlsafe(32)
    token = Token(
        name=name, person=person, secret_digest=digest(secret), ending=secret[-4:], per_minute=per_minute,
        scopes=[s.value for s in Scope if s in scopes], made_by=by, made_at=at, expires_at=at + lasts,
    )  # fmt: skip
    token.save(force_insert=True)
    _record(Event.TOKEN_MADE, token, by=by, at=at, days=lasts.days)
    return Made(token, f"{PREFIX}_{tenancy.current().hex}_{secret}")


def _require_scopes(wanted: Collection[Scope], *, person: Person, by: Person) -> None:
    if not wanted:
        raise DeskError("Choose what the token is good for.")
    for one in wanted:
        if holds(one, person=person.rights, maker=by.rights):
            continue
        if holds(one, person=person.rights, maker=person.rights):
            raise NotPermitted(
                f"“{one.value}” is more than you may do yourself, and you would see the token. "
                f"{person.short_name} can make it on their own page."
            )
        raise NotPermitted(f"“{one.value}” is more than {person.name} may do here. Leave it out.")


@transaction.atomic
def revoke_token(token: Token, *, by: Person, at: datetime) -> Token:
    """End a token at once: one's own, or for who manages tokens, anybody's.

    Raises:
        NotPermitted: it is someone else's.
        DeskError: it was revoked already.
    """
    found: Token = Token.objects.select_for_update(of=("self",)).select_related("person").get(pk=token.pk)
    if by.pk not in {found.person_id, found.made_by_id}:
        people.require(by, Right.MANAGE_TOKENS)
    if found.revoked_at is not None:
        raise DeskError("This token was revoked already.")
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    _record(Event.TOKEN_REVOKED, found, by=by, at=at)
    return found


def _record(event: Event, token: Token, *, by: Person, at: datetime, **facts: int) -> None:
    told = {"person": str(token.person_id), "scopes": listed(token.allows)}
    audit.append(event, about=token.reference, actor=f"person:{by.pk}", at=at, facts={**told, **facts})


def digest(secret: str) -> str:
    """What is kept of a secret; it has 256 random bits, so that a plain digest gives nothing away."""
    return hashlib.sha256(secret.encode()).hexdigest()


def use_token(text: str, *, at: datetime) -> Token:
    """The token that a request came with, with its people and organisation at hand; this use is counted.

    Opens the organisation's scope itself, and commits before the request acts, so that refused requests count too.
    The count is in the database: it is the same for all processes.

    Raises:
        NoEntry: no such token, or it has ended.
        TooManyRequests: it was used too often within this minute.
    """
    organization, secret = _parts(text)
    with tenancy.within(organization):
        token = selectors.token_by_digest(digest(secret))
        if token is None or not token.works(at):
            raise _no_entry()
        used = _count(token, at=at)
    if used > token.per_minute:
        raise TooManyRequests(seconds=60 - at.second, per_minute=token.per_minute)
    return token


def _count(token: Token, *, at: datetime) -> int:
    """How often the token was used in this minute, with this use."""
    minute = at.replace(second=0, microsecond=0)
    counted = Case(When(minute=minute, then=F("counted") + 1), default=Value(1))
    Token.objects.filter(pk=token.pk).update(counted=counted, minute=minute, last_used_at=at)
    token.counted = Token.objects.values_list("counted", flat=True).get(pk=token.pk)
    return int(token.counted)


def _parts(text: str) -> tuple[UUID, str]:
    """Whose token it is, and its secret."""
    prefix, _, rest = text.partition("_")
    named, _, secret = rest.partition("_")
    if prefix != PREFIX or len(named) != 32 or not secret or not text.isascii() or len(text) > 200:
        raise _no_entry()
    try:
        return UUID(hex=named), secret
    except ValueError:
        raise _no_entry() from None


def _no_entry() -> NoEntry:
    return NoEntry("Send a token that works: Authorization: Bearer bsd_... People make theirs on the page Programs.")
