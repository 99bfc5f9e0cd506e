"""Who answers: the point of contact and the deputies. There is never nobody."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bedside.core.answering import first_gap
from bedside.core.errors import DeskError
from bedside.core.events import Event
from bedside.core.roles import Right, Role
from bedside.desk.audit import services as audit
from bedside.desk.people import selectors
from bedside.desk.people.models import Grant, Person
from bedside.desk.people.services.recording import actor_of, record
from bedside.desk.people.zones import spoken
from bedside.desk.tenancy import scope


class NobodyAnswers(DeskError):
    """After this there would be a moment in which nobody answers."""


def require_no_gap(*, at: datetime, for_reader: Person | None) -> None:
    """Raise where nobody would answer at some moment from ``at`` on; for the end of an act, which then undoes itself.

    Raises:
        NobodyAnswers: says from when, in the reader's time, and what can be done.
    """
    people = selectors.everyone()
    contact = selectors.point_of_contact(people)
    if contact is None:
        return
    gap = first_gap(contact.pk, since=at, away=selectors.spans(since=at), able=selectors.able(people))
    if gap is not None:
        when = "now" if gap == at else spoken(gap, for_reader)
        raise NobodyAnswers(
            f"From {when} on, nobody would answer for {contact.name}. First say who covers then: someone who is there, "
            "can sign in, and is a deputy or privacy officer."
        )


@transaction.atomic
def name_contact(person: Person, *, by: Person, at: datetime) -> None:
    """Make someone the point of contact; who was it before no longer is.

    Raises:
        NotPermitted: ``by`` may not.
        NobodyAnswers: they are away then and nobody covers.
        DeskError: they left, or cannot sign in yet.
    """
    selectors.require(by, Right.NAME_CONTACT)
    audit.in_turn()
    person = selectors.anyone(person.pk)
    if person.left_at is not None or person.user_id is None:
        why = "left" if person.left_at else "has no sign-in yet"
        raise DeskError(f"{person.name} {why}, so the words would wait. Name someone who can sign in.")
    before = selectors.point_of_contact()
    if before == person:
        raise DeskError(f"{person.name} is the point of contact already.")
    Grant.objects.filter(role=Role.POINT_OF_CONTACT).delete()
    Grant.objects.filter(person=person, role=Role.DEPUTY).delete()
    Grant.objects.create(person=person, role=Role.POINT_OF_CONTACT, since=at)
    if before is not None and not before.grants.exists():
        Grant.objects.create(person=before, role=Role.EMPLOYEE, since=at)
    require_no_gap(at=at, for_reader=by)
    record(Event.CONTACT_NAMED, person, by=by, at=at, facts={"before": str(before.pk)} if before else {})


@transaction.atomic
def set_deputies(people: Sequence[Person], *, by: Person, at: datetime, seen: Sequence[Person] | None = None) -> None:
    """Say who stands in for the point of contact, the first who is there first. Nothing is done where it is so already.

    Args:
        seen: the order that was looked at; None where nobody looked.

    Raises:
        NotPermitted: ``by`` may not.
        NobodyAnswers: one who covers a planned absence would no longer be able to.
        DeskError: the point of contact, someone who left, or someone twice.
    """
    selectors.require(by, Right.NAME_CONTACT)
    audit.in_turn()
    here = {p.pk: p for p in selectors.everyone()}
    contact = selectors.point_of_contact(here.values())
    ids = [p.pk for p in people]
    if len(set(ids)) < len(ids) or any(i not in here for i in ids):
        raise DeskError("A deputy is someone who is here, and stands in the order once. Look at the list again.")
    if contact is not None and contact.pk in ids:
        raise DeskError(f"{contact.name} is the point of contact. A deputy is someone else.")
    before = selectors.deputies(here.values())
    if ids == [p.pk for p in before]:
        return
    if seen is not None and [p.pk for p in seen] != [p.pk for p in before]:
        raise DeskError("Somebody changed the order while you were looking. Look again, then decide.")
    Grant.objects.filter(role=Role.DEPUTY).delete()
    for rank, person_id in enumerate(ids):
        Grant.objects.create(person=here[person_id], role=Role.DEPUTY, rank=rank, since=at)
    for dropped in before:
        if not Grant.objects.filter(person=dropped).exists():
            Grant.objects.create(person=dropped, role=Role.EMPLOYEE, since=at)
    require_no_gap(at=at, for_reader=by)
    _record_order(ids, by=by, at=at)


def _record_order(ids: Sequence[object], *, by: Person, at: datetime) -> None:
    facts: dict[str, str | int] = {"count": len(ids)}
    facts |= {f"deputy_{rank}": str(i) for rank, i in enumerate(ids[:20], start=1)}
    about = f"organization:{scope.current()}"
    audit.append(Event.DEPUTIES_SET, about=about, actor=actor_of(by), at=at, facts=facts)
