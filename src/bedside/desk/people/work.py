"""A session at work: for which organisation it is, and as whom."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest

from bedside.desk.people import proofs, services
from bedside.desk.people.models import Membership, Person, User
from bedside.desk.people.sessions import AGENT
from bedside.desk.tenancy import scope

WORK = "work"  # {"organization": id, "person": id} in the session's data

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def enter(request: HttpRequest, membership: Membership, *, at: datetime, recorded: bool = False) -> None:
    """Go to work in an organisation, with an entry there unless the act that led here has ``recorded`` one."""
    if not recorded:
        with scope.within(membership.organization_id):
            person: Person = Person.objects.get(pk=membership.person_id)
            factor = proofs.strongest(request, request.user)  # type: ignore[arg-type]
            services.signed_in(person, factor=factor, at=at)
    request.session[WORK] = {"organization": str(membership.organization_id), "person": str(membership.person_id)}
    request.session[AGENT] = agent_of(request)


def is_entered(request: HttpRequest) -> bool:
    return WORK in request.session


def place(request: HttpRequest) -> tuple[UUID, UUID] | None:
    """Organisation and person of the session; None before one was chosen."""
    told = request.session.get(WORK)
    return (UUID(told["organization"]), UUID(told["person"])) if told else None


def leave(request: HttpRequest, *, why: str, at: datetime) -> None:
    """End the session, with an entry where it was at work."""
    told = place(request)
    if told is not None:
        organization, person_id = told
        with scope.within(organization):
            person = Person.objects.filter(pk=person_id).first()
            if person is not None:
                services.signed_out(person, why=why, at=at)
    logout(request)


def agent_of(request: HttpRequest) -> str:
    """Browser and system in words that their owner knows again."""
    said = request.META.get("HTTP_USER_AGENT", "")
    browser = next((name for mark, name in BROWSERS if mark in said), "Some browser")
    system = next((name for mark, name in SYSTEMS if mark in said), "")
    return f"{browser} on {system}" if system else browser


def user_of(request: HttpRequest) -> User | None:
    """The request's user; None where nobody is signed in."""
    return request.user if request.user.is_authenticated else None  # type: ignore[return-value]
