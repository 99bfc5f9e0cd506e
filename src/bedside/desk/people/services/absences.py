"""When someone does not answer, and who does."""

from datetime import datetime, timedelta

from django.db import transaction

from bedside.core.errors import DeskError, NotThere
from bedside.core.events import Event
from bedside.core.roles import Right, Role
from bedside.desk.audit import services as audit
from bedside.desk.people import selectors
from bedside.desk.people.models import Absence, Person
from bedside.desk.people.services.contacts import NobodyAnswers, require_no_gap
from bedside.desk.people.services.recording import record
from bedside.desk.people.zones import spoken

LONGEST_AHEAD = timedelta(days=731)


@transaction.atomic
def plan_absence(
    person: Person, *, starts: datetime, until: datetime, cover: Person | None, by: Person, at: datetime
) -> Absence:
    """Say when someone is away, and who covers.

    Args:
        starts: the first moment away; one that has passed begins now.
        until: the first moment back.
        cover: who answers meanwhile. The point of contact needs one, as does whoever covers for them then.
        by: they themselves, or someone who names the point of contact.

    Raises:
        NotPermitted: ``by`` may not.
        NobodyAnswers: nobody would answer at some moment; says from when.
        DeskError: the times are the wrong way round or over, they are away then already, or the cover cannot answer.
    """
    if by.pk != person.pk:
        selectors.require(by, Right.NAME_CONTACT)
    audit.in_turn()
    person = _here(person)
    starts = max(starts, at)
    if until > at + LONGEST_AHEAD:
        raise DeskError("An absence is planned for the next two years at most. Look at the year of both times.")
    if until <= starts:
        raise DeskError("An absence ends after it begins, and not in the past. Look at both times.")
    _require_free(person, starts=starts, until=until, reader=by)
    cover = _able(cover, person) if cover else None
    if cover is None and Role.POINT_OF_CONTACT in person.roles:
        raise NobodyAnswers(f"{person.name} is the point of contact. Say who answers while they are away.")
    absence: Absence = Absence.objects.create(person=person, starts=starts, until=until, cover=cover, planned_at=at)
    require_no_gap(at=at, for_reader=by)
    facts = {"absence": str(absence.pk), "starts": starts.isoformat(), "until": until.isoformat()}
    facts |= {"cover": str(cover.pk)} if cover else {}
    record(Event.ABSENCE_PLANNED, person, by=by, at=at, facts=facts)
    return absence


def _here(person: Person) -> Person:
    found = selectors.person(person.pk)
    if found is None:
        raise NotThere("They are not here any more.")
    return found


def _able(cover: Person, person: Person) -> Person:
    cover = _here(cover)
    if cover.pk == person.pk:
        raise DeskError(f"{person.name} cannot cover for themselves. Choose someone else.")
    if not selectors.can_stand_in(cover):
        raise DeskError(
            f"{cover.name} may not approve, or cannot sign in yet. A deputy or a privacy officer who can sign in covers."
        )
    return cover


def _require_free(person: Person, *, starts: datetime, until: datetime, reader: Person) -> None:
    other = Absence.objects.filter(person=person, ended_at=None, starts__lt=until, until__gt=starts).first()
    if other is not None:
        raise DeskError(
            f"{person.name} is away then already, from {spoken(other.starts, reader)} to {spoken(other.until, reader)}. "
            "End that absence first."
        )


@transaction.atomic
def end_absence(absence: Absence, *, by: Person, at: datetime) -> Absence:
    """Call an absence off, or be back sooner than planned.

    Raises:
        NotPermitted: ``by`` may not.
        NotThere: it is over or was ended.
        NobodyAnswers: does not happen by coming back; the rule is held all the same.
    """
    audit.in_turn()
    found = Absence.objects.select_for_update().filter(pk=absence.pk, ended_at=None, until__gt=at).first()
    if found is None:
        raise NotThere("This absence is over, or was called off already.")
    if by.pk != found.person_id:
        selectors.require(by, Right.NAME_CONTACT)
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    require_no_gap(at=at, for_reader=by)
    record(Event.ABSENCE_ENDED, found.person, by=by, at=at, facts={"absence": str(found.pk)})
    ended: Absence = found
    return ended
