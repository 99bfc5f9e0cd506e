"""What ends by itself: sign-ins that nobody came back to, links, counted failures, invitations that nobody took up."""

from datetime import datetime, timedelta
from uuid import UUID

from axes.models import AccessAttempt, AccessFailureLog
from django.db import transaction
from django.db.models import Q

from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people import services
from bedside.desk.people.models import Invitation, OneTimeLink, Person, SignIn
from bedside.desk.people.work import WORK
from bedside.desk.tenancy import scope

LONGEST = timedelta(hours=12)  # as `middleware.LONGEST`: after that, nobody goes on
FAILURES_KEPT = timedelta(days=1)  # a lock lasts a quarter of an hour; the record keeps that there was one
LINKS_KEPT = timedelta(days=1)
ANNOUNCED_FOR = timedelta(days=7)  # an invitation that ran out longer ago is not told of any more


def end_old_sign_ins(at: datetime) -> int:
    """End the sign-ins that lasted as long as one may, each with its entry; outside any organisation's work. How many.

    Until then they stay, so that whoever comes back hears why they were signed out.
    """
    old = SignIn.objects.filter(Q(began_at__lte=at - LONGEST) | Q(expire_date__lte=at)).order_by("began_at")
    return sum(_end(row, at=at) for row in list(old[:1000]))


def _end(row: SignIn, *, at: datetime) -> bool:
    told = row.get_decoded().get(WORK)
    if told is None:
        return bool(SignIn.objects.filter(pk=row.pk).delete()[0])
    with scope.within(UUID(told["organization"])):
        mine, _ = SignIn.objects.filter(pk=row.pk).delete()
        person = Person.objects.filter(pk=UUID(told["person"])).first() if mine else None
        if person is not None:
            services.signed_out(person, why="long", at=at)
    return bool(mine)


def forget_failures(at: datetime) -> int:
    """Delete failed sign-ins that no lock counts any more; outside any organisation's work. How many."""
    before = at - FAILURES_KEPT
    return sum(m.objects.filter(attempt_time__lt=before).delete()[0] for m in (AccessAttempt, AccessFailureLog))


def forget_links(at: datetime) -> int:
    """Delete the demo's one-time links that nobody can use any more. How many."""
    count, _ = OneTimeLink.objects.filter(expires_at__lt=at - LINKS_KEPT).delete()
    return count


@transaction.atomic
def tell_of_run_out_invitations(at: datetime) -> int:
    """Tell those who invited somebody, once, that the link ran out unused. How many invitations."""
    over = Invitation.objects.filter(
        accepted_at=None, withdrawn_at=None, expires_at__lte=at, expires_at__gt=at - ANNOUNCED_FOR
    )
    rows = {f"invitation:{i.pk}": i.invited_by_id for i in over.exclude(invited_by=None)}
    told = {about for about, _ in notices.told([Notice.Kind.INVITATION_RAN_OUT], about=list(rows))}
    for about, inviter in rows.items():
        if about not in told:
            notices.wait(Notice.Kind.INVITATION_RAN_OUT, to=[inviter], about=about, at=at)
    return len(rows.keys() - told)
