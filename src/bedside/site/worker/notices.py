"""Writing to people about what waits for them.

A notice counts as sent only after the mail server took the letter. A worker that dies between the two leaves it
unsent, and the letter goes out once more with the same Message-ID, which mail servers know again: no notice is ever
lost, and one may come twice.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from uuid import UUID

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from bedside.core.quiet import HowOften, Wish, is_due
from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people import mail
from bedside.desk.people.models import Person
from bedside.desk.people.zones import zone_of
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.site.worker.letters import ABOUT_RIGHTS, Letter, letter
from bedside.site.worker.shifts import Shift

# This one letter is refused, by the server or because its address is none; others may get through.
REFUSED = (SMTPRecipientsRefused, SMTPDataError, SMTPSenderRefused, ValueError)


def write_to_people(shift: Shift) -> int:
    """Send every letter whose time has come. Raises whatever a mail server does that takes none at all."""
    if not mail.works():
        return 0
    count = 0
    connection = get_connection()
    try:
        for organization in shift.organizations():
            for one in due(organization, at=shift.now()):
                if not shift.goes_on():  # and by that, the duty is this worker's for longer than a letter takes
                    return count
                count += _send(one, organization, connection=connection, shift=shift)
    finally:
        _hang_up(connection)
    return count


def due(organization: UUID, *, at: datetime) -> list[Letter]:
    """The letters of an organisation whose time has come, one a person."""
    with scope.within(organization):
        waiting: dict[UUID, list[Notice]] = defaultdict(list)
        for notice in notices.unsent(at):
            waiting[notice.to_person].append(notice)
        name = Organization.objects.get(pk=organization).name if waiting else ""
        people = Person.objects.filter(pk__in=list(waiting), left_at=None).exclude(email="").order_by("pk")
        return [
            letter(person, news, organization=name, at=at)
            for person in people
            if (news := list(_now(person, waiting[person.pk], at=at)))
        ]


def _now(person: Person, waiting: list[Notice], *, at: datetime) -> Iterator[Notice]:
    """What a person is written about now; all or nothing, but for their rights, of which they always hear."""
    wanted = [n for n in waiting if person.notices != HowOften.NONE or n.kind in ABOUT_RIGHTS]
    oldest = min((n.made_at for n in wanted), default=None)
    if oldest is not None and is_due(oldest, at=at, wish=wish_of(person)):
        yield from wanted


def wish_of(person: Person) -> Wish:
    """How a person wants to be written to; who wants no letters gets those about rights once a day."""
    how_often = HowOften(person.notices)
    return Wish(
        how_often=HowOften.DAILY if how_often is HowOften.NONE else how_often,
        zone=zone_of(person),
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
    )


def _send(one: Letter, organization: UUID, *, connection: BaseEmailBackend, shift: Shift) -> int:
    """Send a letter and keep that it was taken, or that it was not; how many notices it told."""
    message = one.as_message()
    message.connection = connection
    try:
        connection.open()  # kept for the next letter
        taken = message.send() == 1
    except REFUSED as trouble:
        shift.note(trouble)
        taken = False
    with scope.within(organization):
        if taken:
            notices.sent(one.notices, at=shift.now())
        else:
            notices.not_sent(one.notices, at=shift.now())
    return len(one.notices) if taken else 0


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (SMTPException, OSError):  # it went away first
        return
