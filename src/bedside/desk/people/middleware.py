"""Runs every view as a person of an organisation, inside that organisation's transaction; lets nobody else in."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone

from bedside.core.errors import BedsideError, DeskError
from bedside.desk.audit import selectors as record
from bedside.desk.people import again, proofs, refusals, selectors, work
from bedside.desk.people.doors import IsItYou
from bedside.desk.people.models import Membership, SignIn, User
from bedside.desk.people.zones import zone_of
from bedside.desk.tenancy import scope

LONGEST = timedelta(hours=12)
DEFAULT_IDLE = 15  # minutes, before an organisation was chosen
SEEN_EVERY = timedelta(seconds=20)  # how exactly it is kept when somebody was last seen


class AtWork:
    """The last middleware. Sets ``request.person`` and ``request.organization``, None where nobody is at work.

    A `DeskError` that leaves a view undoes what the view did and becomes a calm page with its sentence.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.person = request.organization = None  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if getattr(view, "open_to_all", False):
            return None
        user, now = work.user_of(request), timezone.now()
        if user is None:
            return refusals.to_sign_in(request)
        membership = membership_of(request, user)
        over = run_out(request, now, idle=idle_of(membership))
        if over:
            work.leave(request, why=over, at=now)
            return refusals.to_sign_in(request, why=over)
        if not getattr(view, "quiet", False):
            note_seen(request, now)
        if getattr(view, "for_users", False):
            return None
        if membership is None:
            return refusals.on_the_way(request, "choose")
        return self._at_work(request, membership, view, args, kwargs)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponseBase | None:
        """Of views that open no organisation's work: the same calm page."""
        return answer_to(request, trouble) if isinstance(trouble, BedsideError) else None

    def _at_work(
        self, request: HttpRequest, membership: Membership, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase:
        organization = membership.organization
        try:
            with scope.within(organization.pk), _memory_of(request):
                stopped = self._enter(request, membership, view)
                if stopped is not None:
                    return stopped
                if not getattr(view, "own_scope", False):
                    return _rendered(view(request, *args, **kwargs))
            return _rendered(view(request, *args, **kwargs))
        except BedsideError as trouble:
            with scope.within(organization.pk):
                return _rendered(answer_to(request, trouble))
        finally:  # what is rendered from here on, as for an address that is not there, is not at work any more
            request.person = request.organization = None  # type: ignore[attr-defined]

    def _enter(self, request: HttpRequest, membership: Membership, view: Callable[..., Any]) -> HttpResponseBase | None:
        """Make the request its person's; an answer where they do not get in."""
        person = selectors.person(membership.person_id)
        user: User = request.user  # type: ignore[assignment]
        if person is None:
            work.leave(request, why="left", at=timezone.now())
            return refusals.to_sign_in(request)
        request.person, request.organization = person, membership.organization  # type: ignore[attr-defined]
        timezone.activate(zone_of(person))
        if not proofs.is_strong(request, user):
            if proofs.has_factor(user):  # added since, elsewhere: who only knows the password does not add another
                work.leave(request, why="factor", at=timezone.now())
                return refusals.to_sign_in(request, why="factor")
            if person.needs_second_factor and not getattr(view, "before_second_factor", False):
                return HttpResponseRedirect(resolve_url("second-factor-needed"))
        return again.take_answer(request, person, user)


def _memory_of(request: HttpRequest) -> AbstractContextManager[None]:
    """Pages that are only read ask for the same people more than once, and the next page asks for them again."""
    return scope.remembering(record.state()) if request.method in {"GET", "HEAD"} else nullcontext()


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    """Render now what would be rendered outside the organisation's work."""
    render = getattr(response, "render", None)
    if callable(render) and not getattr(response, "is_rendered", True):
        rendered: HttpResponseBase = render()
        return rendered
    return response


def answer_to(request: HttpRequest, trouble: BedsideError) -> HttpResponse:
    if isinstance(trouble, IsItYou):
        return again.ask(request, trouble)
    if not isinstance(trouble, DeskError):
        structlog.get_logger().error("refused", error=type(trouble).__name__)
    return refusals.refuse(request, trouble)


def row_of(request: HttpRequest) -> SignIn | None:
    row: SignIn | None = getattr(request.session, "row", None)
    return row


def idle_of(membership: Membership | None) -> timedelta:
    """After how long a session without anybody doing something ends; of the organisation at work."""
    minutes = membership.organization.idle_minutes if membership else DEFAULT_IDLE
    return timedelta(minutes=minutes)


def run_out(request: HttpRequest, now: datetime, *, idle: timedelta) -> str:
    """Why the session is over: "idle", "long", or "" where it is not."""
    row = row_of(request)
    if row is None:
        return "long"
    if now - row.seen_at >= idle:
        return "idle"
    return "long" if now - row.began_at >= LONGEST else ""


def seconds_left(request: HttpRequest, now: datetime, *, idle: timedelta) -> int:
    """Until the session ends, if nothing happens."""
    row = row_of(request)
    if row is None:
        return 0
    return max(0, int((min(row.seen_at + idle, row.began_at + LONGEST) - now).total_seconds()))


def note_seen(request: HttpRequest, now: datetime, *, exactly: bool = False) -> None:
    row = row_of(request)
    if row is not None and (exactly or now - row.seen_at >= SEEN_EVERY):
        request.session.seen(now)  # type: ignore[attr-defined]
        row.seen_at = now


def membership_of(request: HttpRequest, user: User) -> Membership | None:
    """Where this session is at work; None before that was chosen, or when it ended there."""
    place = work.place(request)
    if place is None:
        return None
    organization, person = place
    found = Membership.objects.select_related("organization")
    return found.filter(user=user, organization_id=organization, person_id=person).first()
