"""One-time sign-in links: for the people of the demo, on this machine only."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from bedside.core.errors import DeskError, NotThere
from bedside.desk.people.models import OneTimeLink, Person
from bedside.desk.people.services.invitations import LinkRanOut, digest, new_secret, organization_of
from bedside.desk.people.services.roster import give_sign_in
from bedside.desk.people.services.signing_in import signed_in
from bedside.desk.tenancy import scope

LASTS = timedelta(hours=12)


def require_demo() -> None:
    """Raise anywhere but in the demo installation."""
    if not settings.BEDSIDE_DEMO:
        raise NotThere("There is nothing at this address.")


@transaction.atomic
def one_time_link(person: Person, *, at: datetime) -> str:
    """The secret of a link that signs this person of the demo in, once. They get a sign-in if they have none.

    Raises:
        NotThere: this is not the demo.
        DeskError: they left, or have no address.
    """
    require_demo()
    if person.user_id is None:
        give_sign_in(person, at=at)
    secret = new_secret()
    OneTimeLink.objects.create(person=person, secret_digest=digest(secret), expires_at=at + LASTS)
    return secret


def open_link(secret: str, *, at: datetime) -> OneTimeLink:
    """A link that still works; inside its organisation's scope.

    Raises:
        NotThere: not the demo, or no such link.
        LinkRanOut: it was used, or is too old.
    """
    require_demo()
    found: OneTimeLink | None = (
        OneTimeLink.objects.select_for_update(of=("self",))
        .select_related("person", "person__user", "organization")
        .filter(secret_digest=digest(secret))
        .first()
    )
    if found is None:
        raise NotThere("There is no such link. Look whether all of it was copied.")
    if found.used_at is not None or found.expires_at <= at:
        raise LinkRanOut("This link was used already. Start the demo again for new ones.")
    if found.person.left_at is not None or found.person.user is None:
        raise DeskError(f"{found.person.name} left. Take the link of someone else.")
    return found


def use_one_time_link(secret: str, *, at: datetime) -> Person:
    """Use a link up; it opens the organisation's scope itself, and records that its person signed in.

    Raises:
        NotThere, LinkRanOut, DeskError: as `open_link`.
    """
    with scope.within(organization_of(secret).pk), transaction.atomic():
        link = open_link(secret, at=at)
        link.used_at = at
        link.save(update_fields=["used_at"])
        signed_in(link.person, factor="one-time-link", at=at)
        person: Person = link.person
    return person
