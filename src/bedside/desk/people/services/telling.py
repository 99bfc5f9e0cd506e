"""Who hears, by notice, of what concerns them: rights that change are never changed unseen."""

from datetime import datetime

from bedside.core.roles import Role
from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people import selectors
from bedside.desk.people.models import Person

OVERSEERS = (Role.OWNER, Role.PRIVACY_OFFICER)


def overseers(*, but: Person) -> list[Person]:
    """The owners and privacy officers, without the one who acts."""
    return [p for p in selectors.with_role(*OVERSEERS) if p.pk != but.pk]


def tell_of_roles(person: Person, *, by: Person, at: datetime) -> None:
    """Let the other owners and privacy officers know that somebody's roles were given or taken; and the person."""
    to = {p.pk for p in overseers(but=by)} | ({person.pk} if person.pk != by.pk else set())
    notices.wait(Notice.Kind.ROLES_CHANGED, to=to, about=f"person:{person.pk}", at=at)
