"""Telling other programs what happened, in order and at least once, without a word of anybody.

The record is the outbox: a webhook knows the first entry it has not heard of. A delivery is a request between two
short transactions. Whoever dies in between has it sent again, with the same id. Two workers do not deliver to one
webhook at the same time, so the order holds.
"""

import json
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from standardwebhooks import Webhook as Signer

from bedside.core.errors import LedgerError
from bedside.core.events import Event
from bedside.core.roles import Role
from bedside.desk.audit import services as audit
from bedside.desk.audit.models import Entry
from bedside.desk.integrations.models import Webhook
from bedside.desk.integrations.sending import NotSent, post
from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people import selectors as people
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.ledger import entries

BATCH = 20  # messages to one webhook in one go, so that no other waits for long
LOOKED_THROUGH = 1_000  # entries for a batch, wanted or not
LONGEST_SECONDS = 60.0  # for a batch
BUSY = timedelta(minutes=5)  # longer than a batch can take
GIVE_UP_AFTER = timedelta(days=3)
GONE = 410  # the server says that nobody listens there any more (Standard Webhooks)
WAITS = tuple(
    timedelta(seconds=s) for s in (5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 43_200)
)  # the last one is repeated

Send = Callable[[str, bytes, Mapping[str, str]], int]


@dataclass(frozen=True, slots=True)
class Message:
    """One entry as it is sent."""

    seq: int
    id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What one webhook has not heard of yet, and what is needed to send it."""

    hook: UUID
    claim: UUID
    url: str = field(repr=False)
    secret: str = field(repr=False)
    messages: tuple[Message, ...]
    heard_until: int
    broken: bool = False  # the entry after them cannot be read


@dataclass(slots=True)
class Delivered:
    """What came of it: messages that were taken, and webhooks that did not answer well."""

    sent: int = 0
    failed: int = 0


def deliver_due(at: datetime, *, send: Send = post) -> Delivered:
    """Deliver to every webhook of every organisation what is due; a duty of the worker.

    Call it outside any transaction. Several workers may call it at once.

    Args:
        send: sends a body to a URL and gives the status that was answered.
    """
    done, begun = Delivered(), time.monotonic()
    for organization in Organization.objects.order_by("pk").values_list("pk", flat=True):
        with scope.within(organization):
            due = list(_due(at).values_list("pk", flat=True))
        for hook in due:
            now = at + timedelta(seconds=time.monotonic() - begun)
            _deliver(organization, hook, at=now, send=send, done=done)
    return done


def _due(at: datetime) -> QuerySet[Webhook]:
    rested = Q(next_try_at=None) | Q(next_try_at__lte=at)
    free = Q(busy_until=None) | Q(busy_until__lte=at)
    found: QuerySet[Webhook] = Webhook.objects.filter(rested, free, switched_off_at=None)
    return found


def _deliver(organization: UUID, hook: UUID, *, at: datetime, send: Send, done: Delivered) -> None:
    with scope.within(organization):
        batch = _taken(hook, at=at)
    if batch is None:
        return
    begun, until = time.monotonic(), batch.heard_until
    for message in batch.messages:
        spent = time.monotonic() - begun
        if spent > LONGEST_SECONDS:
            until = message.seq
            break
        now = at + timedelta(seconds=spent)
        kind, status = _sent(batch, message, at=now, send=send)
        with scope.within(organization):
            if kind:
                _failed(batch, kind=kind, gone=status == GONE, at=now)
                done.failed += 1
                return
            if not _heard(batch, until=message.seq + 1, at=now):
                return
        done.sent += 1
    with scope.within(organization):
        if batch.broken and until == batch.heard_until:
            _failed(batch, kind="record-broken", gone=False, at=at)
            done.failed += 1
        else:
            _release(batch, until=until)


def _taken(hook_id: UUID, *, at: datetime) -> Batch | None:
    """Make the webhook this worker's for a while, with what it has not heard of; None where there is nothing to do."""
    hook: Webhook | None = _due(at).select_for_update(of=("self",)).filter(pk=hook_id).first()
    if hook is None:
        return None
    messages, until, broken = _news(hook)
    if until == hook.heard_until and not broken:
        return None
    hook.claim, hook.busy_until = uuid.uuid4(), at + BUSY
    hook.save(update_fields=["claim", "busy_until"])
    return Batch(hook.pk, hook.claim, hook.url, hook.secret, messages, until, broken)


def _news(hook: Webhook) -> tuple[tuple[Message, ...], int, bool]:
    """What it has not heard of, the first entry after that, and whether that one cannot be read."""
    rows = Entry.objects.filter(seq__gte=hook.heard_until).order_by("seq").values_list("seq", "body")
    messages: list[Message] = []
    until = hook.heard_until
    for seq, body in rows[:LOOKED_THROUGH]:
        try:
            message = message_of(bytes(body), hook.events)
        except LedgerError:
            return tuple(messages), until, True
        until = seq + 1
        if message is not None:
            messages.append(message)
        if len(messages) == BATCH:
            break
    return tuple(messages), until, False


def message_of(body: bytes, wanted: list[str]) -> Message | None:
    """An entry as another program hears of it; None where it does not want to. Never a reason, never a word."""
    entry = entries.parse(body)
    if wanted and entry.event not in wanted:
        return None
    told = {
        "type": entry.event,
        "timestamp": entries.time_text(entry.at),
        "data": {
            "about": entry.about,
            "seq": entry.seq,
            "facts": dict(entry.facts),
            "organization": entry.organization,
        },
    }
    name = f"entry_{UUID(entry.organization).hex}_{entry.seq}"
    return Message(entry.seq, name, json.dumps(told, separators=(",", ":"), sort_keys=True).encode())


def _sent(batch: Batch, message: Message, *, at: datetime, send: Send) -> tuple[str, int]:
    """Why it was not taken, "" where it was; and the status that was answered, 0 without an answer."""
    try:
        status = send(batch.url, message.body, headers_of(batch.secret, message, at=at))
    except NotSent as trouble:
        return trouble.kind, 0
    return ("" if 200 <= status < 300 else f"status-{status}"), status


def headers_of(secret: str, message: Message, *, at: datetime) -> dict[str, str]:
    """The headers of a message, signed as Standard Webhooks wants it: id, time and body."""
    at = at.astimezone(UTC)
    return {
        "Content-Type": "application/json",
        "User-Agent": "Bedside-Webhooks",
        "webhook-id": message.id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Signer(secret).sign(message.id, at, message.body.decode()),
    }


def _heard(batch: Batch, *, until: int, at: datetime) -> bool:
    """Remember how far it has heard. False where another worker has it by now, or it was removed."""
    return bool(
        Webhook.objects.filter(pk=batch.hook, claim=batch.claim).update(
            heard_until=until, heard_at=at, failing_since=None, next_try_at=None, attempts=0, trouble=""
        )
    )


def _release(batch: Batch, *, until: int) -> None:
    """Let the next worker have it, which goes on from ``until``."""
    Webhook.objects.filter(pk=batch.hook, claim=batch.claim).update(heard_until=until, claim=None, busy_until=None)


def _failed(batch: Batch, *, kind: str, gone: bool, at: datetime) -> None:
    """Try again later, ever later; after three days, or when the server says so, not at all."""
    hook: Webhook | None = (
        Webhook.objects.select_for_update(of=("self",)).filter(pk=batch.hook, claim=batch.claim).first()
    )
    if hook is None:
        return
    hook.failing_since = hook.failing_since or at
    hook.next_try_at = at + WAITS[min(hook.attempts, len(WAITS) - 1)]
    hook.attempts += 1
    hook.trouble, hook.claim, hook.busy_until = kind, None, None
    if gone or at - hook.failing_since >= GIVE_UP_AFTER:
        _switch_off(hook, at=at)
    hook.save(
        update_fields=["failing_since", "next_try_at", "attempts", "trouble", "claim", "busy_until", "switched_off_at"]
    )


def _switch_off(hook: Webhook, *, at: datetime) -> None:
    hook.switched_off_at = at
    facts: dict[str, str | int] = {"attempts": hook.attempts, "trouble": hook.trouble}
    audit.append(Event.WEBHOOK_SWITCHED_OFF, about=hook.reference, actor="system:worker", at=at, facts=facts)
    tell = {p.pk for p in people.with_role(Role.OWNER)} | {hook.made_by_id}
    notices.wait(Notice.Kind.WEBHOOK_OFF, to=tell, about=hook.reference, at=at)
