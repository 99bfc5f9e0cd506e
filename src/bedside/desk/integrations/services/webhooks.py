"""Webhooks: where another program hears what happens. Added and removed by who manages tokens."""

import base64
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from bedside.core.errors import DeskError, NotThere
from bedside.core.events import Event
from bedside.core.roles import Right
from bedside.desk.audit import services as audit
from bedside.desk.audit.models import Entry
from bedside.desk.integrations.models import Webhook
from bedside.desk.integrations.sending import checked_url
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person

MOST = 20
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Added:
    """A new webhook, and the secret that its signatures are checked with. It is shown once."""

    webhook: Webhook
    secret: str = field(repr=False)


@transaction.atomic
def add_webhook(*, url: str, events: Collection[Event], by: Person, at: datetime) -> Added:
    """Let another program hear of events from now on.

    Args:
        url: https, on port 443, of a public server.
        events: which; empty means all.

    Raises:
        NotPermitted: ``by`` does not manage tokens.
        BadAddress: the URL is not one we send to; says why.
        DeskError: there are too many already.
    """
    people.require(by, Right.MANAGE_TOKENS)
    url = checked_url(url)
    audit.in_turn()
    if any(hook.url == url for hook in Webhook.objects.all()):
        raise DeskError("There is a webhook to this address already.")
    if Webhook.objects.count() >= MOST:
        raise DeskError(f"There are {MOST} webhooks already. Remove one that is not used any more.")
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"
    hook = Webhook(
        host=urlsplit(url).hostname, url=url, events=[e.value for e in Event if e in events], secret=secret,
        made_by=by, made_at=at,
    )  # fmt: skip
    entry = _record(Event.WEBHOOK_ADDED, hook, by=by, at=at)
    hook.heard_until = entry.seq + 1
    hook.save(force_insert=True)
    return Added(hook, secret)


@transaction.atomic
def remove_webhook(hook: Webhook, *, by: Person, at: datetime) -> None:
    """Send nothing more, and forget the secret.

    Raises:
        NotPermitted: ``by`` does not manage tokens.
        NotThere: it was removed meanwhile.
    """
    people.require(by, Right.MANAGE_TOKENS)
    found = _locked(hook)
    _record(Event.WEBHOOK_REMOVED, found, by=by, at=at)
    found.delete()


@transaction.atomic
def switch_on(hook: Webhook, *, by: Person, at: datetime) -> Webhook:
    """Go on where it was switched off; what happened meanwhile is sent first.

    Raises:
        NotPermitted: ``by`` does not manage tokens.
        DeskError: it is on.
    """
    people.require(by, Right.MANAGE_TOKENS)
    found = _locked(hook)
    if found.switched_off_at is None:
        raise DeskError("This webhook is on.")
    found.switched_off_at = found.failing_since = found.next_try_at = None
    found.attempts, found.trouble = 0, ""
    found.save(update_fields=["switched_off_at", "failing_since", "next_try_at", "attempts", "trouble"])
    _record(Event.WEBHOOK_SWITCHED_ON, found, by=by, at=at)
    return found


def _locked(hook: Webhook) -> Webhook:
    found: Webhook | None = Webhook.objects.select_for_update(of=("self",)).filter(pk=hook.pk).first()
    if found is None:
        raise NotThere("This webhook was removed.")
    return found


def _record(event: Event, hook: Webhook, *, by: Person, at: datetime) -> Entry:
    return audit.append(event, about=hook.reference, actor=f"person:{by.pk}", at=at, facts={"events": len(hook.events)})
