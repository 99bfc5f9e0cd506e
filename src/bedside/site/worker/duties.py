"""Every duty of the worker, in the order in which they are gone through."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bedside.desk.audit import erasing
from bedside.desk.drafts import selectors as drafts
from bedside.desk.drafts.services import releases, reminding
from bedside.desk.integrations import services as integrations
from bedside.desk.notices import services as notices
from bedside.desk.people import tidying
from bedside.desk.tenancy import scope
from bedside.site.worker.notices import write_to_people
from bedside.site.worker.record import sign_and_show
from bedside.site.worker.shifts import Duty, Shift

InOrganization = Callable[[datetime], int]


def in_each(*acts: InOrganization) -> Callable[[Shift], int]:
    """A duty that does the same short acts in every organisation, each in a transaction of its own."""

    def does(shift: Shift) -> int:
        count = 0
        for organization in shift.organizations():
            for act in acts:
                with shift.apart(), scope.within(organization):
                    count += act(shift.now())
        return count

    return does


def lapse_releases(shift: Shift) -> int:
    """End each release whose time has passed, one at a time."""
    count = 0
    for organization in shift.organizations():
        with scope.within(organization):
            over = list(drafts.lapsing(shift.now()))
        for release in over:
            if not shift.goes_on():
                return count
            with shift.apart(), scope.within(organization):
                count += releases.lapse(release, at=shift.now()) is not None
    return count


def complete_erasures(shift: Shift) -> int:
    """Write down erasures that a process died before it could."""
    return erasing.complete() if shift.goes_on() else 0


def tell_programs(shift: Shift) -> int:
    """Deliver to webhooks what happened. Each webhook is claimed by itself, so several workers may be at this."""
    done = integrations.deliver_due(shift.now())
    return done.sent


tidy_each = in_each(notices.tidy, tidying.forget_links, lambda at: integrations.forget_old(at=at))


def tidy(shift: Shift) -> int:
    """Delete what nothing needs any more."""
    count = 0
    for act in (tidying.end_old_sign_ins, tidying.forget_failures):
        if shift.goes_on():
            with shift.apart():
                count += act(shift.now())
    return count + tidy_each(shift)


DUTIES = (
    Duty("releases", timedelta(minutes=1), lapse_releases, "End releases whose time has passed"),
    Duty(
        "reminders",
        timedelta(minutes=1),
        in_each(reminding.tell_who_answers, reminding.remind_of_due, reminding.remind_of_lapsing),
        "Tell who answers now, and remind of what is due",
    ),
    Duty("invitations", timedelta(hours=1), in_each(tidying.tell_of_run_out_invitations), "Tell of unused invitations"),
    Duty("erasures", timedelta(minutes=10), complete_erasures, "Complete the list of erasures"),
    Duty("tidying", timedelta(hours=1), tidy, "End old sign-ins, delete what is long past"),
    Duty("letters", timedelta(seconds=10), write_to_people, "Write to people about what waits for them"),
    Duty("webhooks", timedelta(seconds=5), tell_programs, "Tell other programs what happened"),
    Duty("record", timedelta(hours=1), sign_and_show, "Sign the record and show it to others"),
)
# Duties that ask others, who may be slow, keep none of the rest waiting: each list has a thread of its own.
LANES = tuple(
    [d for d in DUTIES if d.name in names]
    for names in (
        {"releases", "reminders", "invitations", "erasures", "tidying"},
        {"letters"},
        {"webhooks"},
        {"record"},
    )
)
