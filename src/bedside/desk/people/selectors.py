"""Who is here, who answers now, and who may do what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from bedside.core.answering import Away, stand_in
from bedside.core.errors import NotPermitted, NotThere
from bedside.core.roles import Right, Role
from bedside.desk.people.models import Absence, Facility, Invitation, Membership, Person, SignIn, User
from bedside.desk.tenancy import scope

__all__ = ["NotPermitted", "NotThere"]

ANSWERING_TAKES = frozenset({Right.ANSWER, Right.APPROVE})
LINE = (Role.POINT_OF_CONTACT, Role.DEPUTY, Role.PRIVACY_OFFICER)


def _here() -> QuerySet[Person]:
    found: QuerySet[Person] = Person.objects.filter(left_at=None).prefetch_related("grants").select_related("facility")
    return found


def everyone() -> list[Person]:
    """Everybody who is here, by name."""
    return list(scope.kept("everyone", lambda: list(_here().order_by("name"))))


def person(person_id: UUID) -> Person | None:
    """Someone who is here."""
    return _here().filter(pk=person_id).first()


def anyone(person_id: UUID) -> Person:
    """Someone who is here or was.

    Raises:
        NotThere: nobody of this organisation.
    """
    everybody = Person.objects.prefetch_related("grants").select_related("facility")
    found: Person | None = everybody.filter(pk=person_id).first()
    if found is None:
        raise NotThere("There is nobody here by that address.")
    return found


def gone() -> list[Person]:
    """Those who left, the latest first."""
    return list(Person.objects.exclude(left_at=None).prefetch_related("grants").order_by("-left_at", "name"))


def with_role(*roles: Role, among: Collection[Person] | None = None) -> list[Person]:
    """Those who have one of these roles; deputies in their order."""
    found = []
    for one in everyone() if among is None else among:
        ranks = [g.rank for g in one.grants.all() if g.role in roles]
        if ranks:
            found.append((min(ranks), one.name, one))
    return [one for _, _, one in sorted(found, key=lambda f: f[:2])]


def with_right(right: Right) -> list[Person]:
    return [p for p in everyone() if p.may(right)]


def require(by: Person, right: Right) -> None:
    """Raise unless someone may do this.

    Raises:
        NotPermitted: says who may instead.
    """
    if not by.may(right):
        raise NotPermitted(f"You may not do this here. Who may: {_who_may(right)}.")


def _who_may(right: Right) -> str:
    """Some who may do this, those who answer first."""
    able_to, line = with_right(right), line_of_answer()
    names = [p.short_name for p in sorted(able_to, key=lambda p: line.index(p) if p in line else len(line))]
    if not names:
        return "nobody yet; an owner can change that"
    return ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")


def point_of_contact(among: Collection[Person] | None = None) -> Person | None:
    return next(iter(with_role(Role.POINT_OF_CONTACT, among=among)), None)


def deputies(among: Collection[Person] | None = None) -> list[Person]:
    """In the order in which they answer."""
    return with_role(Role.DEPUTY, among=among)


def line_of_answer(among: Collection[Person] | None = None) -> list[Person]:
    """The point of contact, then the deputies in their order, then the privacy officers."""
    people = everyone() if among is None else among
    found: list[Person] = []
    for role in LINE:
        found += [p for p in with_role(role, among=people) if p not in found]
    return found


def can_stand_in(someone: Person) -> bool:
    """Whether someone may answer and approve for the point of contact, and can sign in to do so."""
    return someone.left_at is None and someone.user_id is not None and someone.rights >= ANSWERING_TAKES


def absences(*, since: datetime) -> list[Absence]:
    """Absences that are not over at a moment, the soonest first."""

    def find() -> list[Absence]:
        found = Absence.objects.filter(until__gt=hour, ended_at=None).select_related("person", "cover")
        return list(found.order_by("starts", "pk"))

    hour = since.replace(minute=0, second=0, microsecond=0)
    return [a for a in scope.kept(("absences", hour), find) if a.until > since]


def absences_at(at: datetime) -> list[Absence]:
    return [a for a in absences(since=at) if a.starts <= at]


def spans(*, since: datetime) -> list[Away]:
    """The same absences, as `core.answering` weighs them."""
    return [a.span for a in Absence.objects.filter(until__gt=since, ended_at=None)]


def able(among: Collection[Person]) -> frozenset[UUID]:
    return frozenset(p.pk for p in among if can_stand_in(p))


def answering(at: datetime) -> Person | None:
    """Who answers now: the point of contact, or who stands in for them.

    The services see to it that this is always somebody who is here and not away. Should the rows say otherwise
    all the same, the next of the line who is here answers. None only where no point of contact was named yet.
    """
    return answer_line(at).now


def answers_to(person: Person, at: datetime) -> Person | None:
    """Who answers this person: whoever answers now, or the next of the line where that is themselves."""
    strip = answer_line(at)
    if strip.now is not None and strip.now.pk != person.pk:
        return strip.now
    return next((p for p in strip.line if p.pk != person.pk and p.pk not in strip.away), None)


@dataclass(frozen=True)
class AnswerLine:
    """Who answers at a moment, until when, and who after that."""

    line: list[Person]
    now: Person | None
    until: datetime | None
    then: Person | None
    away: dict[UUID, Absence]

    @property
    def deputy(self) -> bool:
        """Whether someone answers in the place of the point of contact."""
        return self.now is not None and Role.POINT_OF_CONTACT not in self.now.roles


def answer_line(
    at: datetime, *, people: list[Person] | None = None, planned: list[Absence] | None = None
) -> AnswerLine:
    """The line of answer, who of it is away, who answers now, until when, and who then.

    Args:
        people, planned: `everyone` and `absences` since ``at``, where they were read already.
    """
    people = everyone() if people is None else people
    planned = absences(since=at) if planned is None else planned
    line = line_of_answer(people)
    now = _who(at, people=people, line=line, planned=planned)
    turns = sorted(t for a in planned for t in (a.starts, a.until) if t > at)
    changes = ((t, _who(t, people=people, line=line, planned=planned)) for t in turns)
    until, then = next(((t, who) for t, who in changes if who != now), (None, None))
    return AnswerLine(line, now, until, then, {a.person_id: a for a in planned if a.starts <= at})


def _who(at: datetime, *, people: list[Person], line: list[Person], planned: list[Absence]) -> Person | None:
    contact = next((p for p in line if Role.POINT_OF_CONTACT in p.roles), None)
    if contact is None:
        return None
    away = [a.span for a in planned]
    found = stand_in(contact.pk, at=at, away=away, able=able(people))
    out = {a.person for a in away if a.includes(at)}
    fallback = next((p for p in line if p.pk not in out), contact)
    return next((p for p in people if p.pk == found), fallback)


def invitations(at: datetime) -> list[Invitation]:
    """Those that still wait for an answer, the newest first; run-out ones too, so that they can be made anew."""
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None).select_related("invited_by")
    return list(waiting.order_by("-invited_at"))


def facilities(*, closed: bool = False) -> list[Facility]:
    found = Facility.objects.all() if closed else Facility.objects.filter(closed_at=None)
    return list(found.order_by("closed_at", "name"))


def facility(facility_id: UUID) -> Facility:
    """One facility, open or closed.

    Raises:
        NotThere: none of this organisation.
    """
    found: Facility | None = Facility.objects.filter(pk=facility_id).first()
    if found is None:
        raise NotThere("There is no such facility here.")
    return found


def memberships(user: User) -> list[Membership]:
    """Where a user works, by the organisation's name; asked outside any organisation."""
    return list(user.memberships.select_related("organization").order_by("organization__name"))


def home_of(user: User) -> Membership | None:
    """Where a user went to work last; what happens to a sign-in itself is recorded there."""
    newest = user.memberships.select_related("organization").order_by("-used_at", "pk")
    return newest.exclude(used_at=None).first() or newest.first()


def sign_ins(user: User, *, at: datetime) -> list[SignIn]:
    """Where someone is signed in, the latest seen first."""
    return list(SignIn.objects.filter(user=user, expire_date__gt=at).order_by("-seen_at"))
