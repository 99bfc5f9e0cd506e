"""The same request again: one that comes with a key it came with before is answered as it was then.

A key is claimed before the act, in a transaction of its own, and the answer is written in the transaction of the
act. So whoever dies in between leaves either both or neither, and of two that come at once only one acts.
What was refused did nothing and is not kept: the same key may be tried again.
"""

import hashlib
import hmac
import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from bedside.core.errors import DeskError
from bedside.desk.integrations.models import Answered, Token
from bedside.desk.tenancy import rings, scope
from bedside.vault.sealing import joined

KEPT = timedelta(hours=24)
BUSY = timedelta(seconds=60)  # how long an act may take before its key may be claimed by another request
KEY = re.compile(r"[\x21-\x7e]{1,80}")
DIGEST_PURPOSE = "integrations.request"
SWEPT_AT_ONCE = 2_000


class BadKey(DeskError):
    """A key of another form."""

    status = 400


class BusyKey(DeskError):
    """A request with this key is being answered right now."""


class OtherRequest(DeskError):
    """The key came before with another request."""

    status = 422


class Overdue(DeskError):
    """The act took so long that its key was given to another request; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A key that is this request's to answer; or, where ``status`` is set, what it was answered before."""

    row: Any = field(repr=False)
    claim: uuid.UUID
    status: int | None = None
    body: str = field(default="", repr=False)


@transaction.atomic
def claim(token: Token, *, key: str, method: str, path: str, body: bytes, at: datetime) -> Claim:
    """Make a key this request's own; call it in a transaction that is committed before the act.

    Args:
        path: with its query.

    Raises:
        BadKey: other than 1 to 80 visible characters.
        BusyKey: another request with it is at work.
        OtherRequest: it was used for another request in the last 24 hours.
    """
    if not KEY.fullmatch(key):
        raise BadKey("An Idempotency-Key has 1 to 80 visible characters; a random UUID will do.")
    digest, mine = _digest(method, path, body), uuid.uuid4()
    row = _row(token, key)
    if row is not None and row.status is not None and at - row.at >= KEPT:
        row.delete()
        row = None
    if row is None:
        row = Answered(token=token, key=key, request_digest=digest, claim=mine, busy_until=at + BUSY, at=at)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:  # another request was first by a moment
            raise _busy() from None
        return Claim(row, mine)
    if row.request_digest != digest:
        raise OtherRequest("This Idempotency-Key came before with another request. Take a new key for a new request.")
    if row.status is not None:
        return Claim(row, row.claim, row.status, row.body)
    if at < row.busy_until:
        raise _busy()
    row.claim, row.busy_until, row.at = mine, at + BUSY, at
    row.save(update_fields=["claim", "busy_until", "at"])
    return Claim(row, mine)


def _row(token: Token, key: str) -> Answered | None:
    found: Answered | None = Answered.objects.select_for_update(of=("self",)).filter(token=token, key=key).first()
    return found


def _busy() -> BusyKey:
    return BusyKey("A request with this Idempotency-Key is being answered. Ask again in a moment.")


def finish(claimed: Claim, *, status: int, body: str) -> None:
    """Keep the answer, in the transaction of the act.

    Raises:
        Overdue: the key is another request's by now; the act has to be undone.
    """
    row: Answered | None = Answered.objects.select_for_update(of=("self",)).filter(pk=claimed.row.pk).first()
    if row is None or row.claim != claimed.claim or row.status is not None:
        raise Overdue("This took too long and was undone. Send it again.")
    row.status, row.body = status, body
    row.save(update_fields=["status", "body"])


def give_up(claimed: Claim) -> None:
    """Let the key be used again: what it was claimed for was refused, and nothing was done."""
    row = Answered.objects.filter(pk=claimed.row.pk, claim=claimed.claim, status=None).first()
    if row is not None:
        row.delete()


def forget_old(*, at: datetime) -> int:
    """Delete answers that are old enough, with their words; returns how many. Inside an organisation's scope."""
    old = list(Answered.objects.filter(at__lte=at - KEPT, busy_until__lte=at)[:SWEPT_AT_ONCE])
    for row in old:
        row.delete()
    return len(old)


def _digest(method: str, path: str, body: bytes) -> str:
    key = rings.ring().index_key(DIGEST_PURPOSE)
    bound = joined(str(scope.current()).encode(), method.encode(), path.encode(), body)
    return hmac.new(key, bound, hashlib.sha256).hexdigest()
