"""Signing the record and showing it to others, whenever there is something new in it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from bedside.core.events import Event
from bedside.desk.audit import anchoring
from bedside.desk.audit import services as audit
from bedside.desk.audit.models import Anchor, Checkpoint, Entry
from bedside.desk.audit.selectors import latest_checkpoint
from bedside.desk.tenancy import scope
from bedside.site.worker.shifts import Shift


class NotShown(Exception):
    """A witness or authority was asked and did not answer well."""


def sign_and_show(shift: Shift) -> int:
    """Sign each record that has grown, and let the authority and the witnesses of the settings see it."""
    count = 0
    for organization in shift.organizations():
        with shift.apart():
            count += _one(organization, at=shift.now())
    return count


def _one(organization: UUID, *, at: datetime) -> int:
    with scope.within(organization):
        last = latest_checkpoint()
        if last is not None and not _news_since(last) and not _unseen(last):
            return 0
        if not expected_anchors():
            audit.sign(at=at)
            return 1
    for _ in anchoring.anchor_now(organization, at=at):
        pass
    with scope.within(organization):
        signed = Checkpoint.objects.filter(signed_at=at).first() or latest_checkpoint()
        if signed is not None and _unseen(signed):
            raise NotShown
    return 1


def expected_anchors() -> int:
    """How many third parties the settings name."""
    return len(settings.BEDSIDE_WITNESSES) + bool(settings.BEDSIDE_TIMESTAMP_URL)


def _news_since(last: Checkpoint) -> bool:
    """Whether anything was recorded since, besides that the record itself was shown."""
    return bool(Entry.objects.filter(seq__gte=last.size).exclude(event=str(Event.CHECKPOINT_ANCHORED)).exists())


def _unseen(last: Checkpoint) -> bool:
    """Whether not everybody who should has seen a checkpoint, or a later one."""
    seen = Anchor.objects.filter(checkpoint__size__gte=last.size).values("kind", "by").distinct().count()
    return seen < expected_anchors()
