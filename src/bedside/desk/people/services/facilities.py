"""The places of the organisation."""

from datetime import datetime

from django.db import transaction

from bedside.core.errors import DeskError
from bedside.core.events import Event
from bedside.core.roles import Right
from bedside.desk.audit import services as audit
from bedside.desk.people import selectors
from bedside.desk.people.models import Facility, Person
from bedside.desk.people.services.names import readable


@transaction.atomic
def add_facility(name: str, *, address: str, by: Person, at: datetime) -> Facility:
    """Raises: NotPermitted; DeskError where there is an open one of this name."""
    selectors.require(by, Right.MANAGE_PEOPLE)
    audit.in_turn()
    facility: Facility = Facility.objects.create(name=_free(name), address=address.strip())
    _record(Event.FACILITY_ADDED, facility, by=by, at=at)
    return facility


@transaction.atomic
def change_facility(facility: Facility, *, name: str, address: str, by: Person, at: datetime) -> Facility:
    """Raises: NotPermitted; NotThere; DeskError where it is closed or another open one has this name."""
    selectors.require(by, Right.MANAGE_PEOPLE)
    audit.in_turn()
    found = selectors.facility(facility.pk)
    if found.closed_at is not None:
        raise DeskError(f"{found.name} is closed. Add it anew if it opens again.")
    found.name, found.address = _free(name, but=found), address.strip()
    found.save(update_fields=["name", "address"])
    _record(Event.FACILITY_CHANGED, found, by=by, at=at)
    return found


@transaction.atomic
def close_facility(facility: Facility, *, by: Person, at: datetime) -> Facility:
    """Close a place that nobody belongs to any more; what was said about it stays.

    Raises: NotPermitted; NotThere; DeskError where people belong to it.
    """
    selectors.require(by, Right.MANAGE_PEOPLE)
    audit.in_turn()
    found = selectors.facility(facility.pk)
    if found.closed_at is not None:
        raise DeskError(f"{found.name} is closed already.")
    still = Person.objects.filter(facility=found, left_at=None).count()
    if still:
        raise DeskError(f"{still} people belong to {found.name}. Give them another place first.")
    found.closed_at = at
    found.save(update_fields=["closed_at"])
    _record(Event.FACILITY_CLOSED, found, by=by, at=at)
    return found


def _free(name: str, *, but: Facility | None = None) -> str:
    name = readable(name)
    if not name:
        raise DeskError("A facility needs a name.")
    same = Facility.objects.filter(name__iexact=name, closed_at=None)
    if same.exclude(pk=but.pk if but else None).exists():
        raise DeskError(f"There is a facility called {name} already.")
    return name


def _record(event: Event, facility: Facility, *, by: Person, at: datetime) -> None:
    audit.append(event, about=f"facility:{facility.pk}", actor=f"person:{by.pk}", at=at)
