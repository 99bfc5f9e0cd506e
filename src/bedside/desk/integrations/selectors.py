"""Tokens and webhooks: whose, which, and what they are good for now."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from bedside.core.errors import NotThere
from bedside.core.roles import Right
from bedside.core.scopes import Scope, holds
from bedside.desk.integrations.models import Token, Webhook
from bedside.desk.people.models import Person


def _tokens() -> QuerySet[Token]:
    found: QuerySet[Token] = Token.objects.select_related("person", "made_by", "organization").prefetch_related(
        "person__grants", "made_by__grants"
    )
    return found


def token_by_digest(secret_digest: str) -> Token | None:
    return _tokens().filter(secret_digest=secret_digest).first()


def usable(token: Token) -> frozenset[Scope]:
    """What a token is good for now: what it was made for, as far as its person and its maker may do it today."""
    person, maker = token.person.rights, token.made_by.rights
    return frozenset(s for s in token.allows if holds(s, person=person, maker=maker))


def seen_by(person: Person) -> QuerySet[Token]:
    """The tokens that someone may see, the newest first: their own, or for who manages tokens, all."""
    found = _tokens().order_by("-made_at", "pk")
    return found if person.may(Right.MANAGE_TOKENS) else found.filter(Q(person=person) | Q(made_by=person))


def working(at: datetime, *, of: Person) -> list[Token]:
    """The tokens of a person that let somebody in now."""
    return [t for t in _tokens().filter(person=of, revoked_at=None, expires_at__gt=at) if t.works(at)]


def token(token_id: UUID, *, for_person: Person) -> Token:
    """A token that someone may see.

    Raises:
        NotThere: none of this organisation that they may.
    """
    found = seen_by(for_person).filter(pk=token_id).first()
    if found is None:
        raise NotThere("There is no such token here.")
    return found


def webhooks() -> Sequence[Webhook]:
    """All webhooks, the oldest first, without their secrets."""
    return list(Webhook.objects.defer("secret", "url").select_related("made_by").order_by("made_at", "pk"))


def webhook(webhook_id: UUID) -> Webhook:
    """One webhook.

    Raises:
        NotThere: none of this organisation.
    """
    found: Webhook | None = Webhook.objects.filter(pk=webhook_id).first()
    if found is None:
        raise NotThere("There is no such webhook here.")
    return found
