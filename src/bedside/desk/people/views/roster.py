"""The roster: who is here, who answers now, invitations, absences, facilities."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.core.errors import DeskError, NotThere
from bedside.core.roles import Right, Role
from bedside.desk.people import mail, selectors, services
from bedside.desk.people.doors import require_recent
from bedside.desk.people.forms import (
    GIVEN,
    AbsenceForm,
    EntryForm,
    FacilityForm,
    IdleForm,
    InviteForm,
    ReasonForm,
    RolesForm,
    zone_words,
)
from bedside.desk.people.models import Absence, Invitation, Person
from bedside.desk.people.views.own import person_of


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, with the strip of who answers."""
    me, now = person_of(request), timezone.now()
    everyone, planned = selectors.everyone(), selectors.absences(since=now)
    context: dict[str, Any] = {
        "people": everyone,
        "strip": selectors.answer_line(now, people=everyone, planned=planned),
        "absences": planned,
        "manages": me.may(Right.MANAGE_PEOPLE),
        "names_contact": me.may(Right.NAME_CONTACT),
        "deputies": selectors.deputies(everyone),
        "alone": sum(1 for p in everyone if selectors.can_stand_in(p)) < 2,
    }
    if context["manages"]:
        context["invitations"] = [(i, i.is_open(now)) for i in selectors.invitations(now)]
        context["gone"] = selectors.gone()
        context["idle"] = request.organization.idle_minutes  # type: ignore[attr-defined]
    if context["names_contact"]:
        named = {p.pk for p in context["deputies"]}
        contact = selectors.point_of_contact(everyone)
        context["may_be_deputies"] = [p for p in everyone if p.pk not in named and p != contact]
        context["may_be_contact"] = [p for p in everyone if p.user_id is not None and p != contact]
    return render(request, "people/people.html", context)


@require_GET
def someone(request: HttpRequest, person: UUID) -> HttpResponse:
    return _someone(request, selectors.anyone(person))


def _someone(request: HttpRequest, found: Person, *, status: int = 200, **forms: Any) -> HttpResponse:
    me, now = person_of(request), timezone.now()
    manages = me.may(Right.MANAGE_PEOPLE)
    given = [role.value for role in found.roles if role in GIVEN]
    planned = selectors.absences(since=now)
    context = {
        "found": found,
        "is_me": found == me,
        "manages": manages,
        "names_contact": me.may(Right.NAME_CONTACT),
        "named": [role for role in found.roles if role not in GIVEN],
        "absences": [a for a in planned if a.person_id == found.pk],
        "covers": [a for a in planned if a.cover_id == found.pk],
        "invitation": next((i for i in selectors.invitations(now) if i.person_id == found.pk), None),
    }
    if manages and found.left_at is None:
        facilities = selectors.facilities()
        context["roles_form"] = forms.get("roles_form") or RolesForm(initial={"roles": given})
        context["entry_form"] = forms.get("entry_form") or EntryForm(person=found, facilities=facilities)
        context["leave_form"] = ReasonForm(prefix="leave")
        context["reset_form"] = ReasonForm(prefix="reset")
    return render(request, "people/someone.html", context, status=status)


@require_POST
def change_entry(request: HttpRequest, person: UUID) -> HttpResponse:
    found = selectors.anyone(person)
    selectors.require(person_of(request), Right.MANAGE_PEOPLE)
    form = EntryForm(request.POST, person=found, facilities=selectors.facilities())
    if not form.is_valid():
        return _someone(request, found, entry_form=form, status=422)
    services.change_settings(found, by=person_of(request), at=timezone.now(), **form.cleaned_data)
    messages.success(request, "Kept.")
    return redirect("person", person=found.pk)


@require_POST
def change_roles(request: HttpRequest, person: UUID) -> HttpResponse:
    found = selectors.anyone(person)
    selectors.require(person_of(request), Right.MANAGE_PEOPLE)
    form = RolesForm(request.POST, initial={"roles": [role.value for role in found.roles if role in GIVEN]})
    if not form.is_valid():
        return _someone(request, found, roles_form=form, status=422)
    require_recent(request)
    services.set_roles(
        found, form.chosen(), by=person_of(request), at=timezone.now(), reason=form.cleaned_data["reason"]
    )
    messages.success(request, f"{found.name}: changed. The other owners and privacy officers hear of it.")
    return redirect("person", person=found.pk)


@require_POST
def leave(request: HttpRequest, person: UUID) -> HttpResponse:
    found = selectors.anyone(person)
    reason = request.POST.get("leave-reason", "")[:500]
    services.leave(found, by=person_of(request), at=timezone.now(), reason=reason)
    messages.success(request, f"{found.name} can no longer sign in. What they wrote and decided stays in the record.")
    return redirect("people")


@require_POST
def end_sign_ins(request: HttpRequest, person: UUID) -> HttpResponse:
    found = selectors.anyone(person)
    keep = request.session.session_key if found == person_of(request) else None
    count = services.end_sign_ins(found, but=keep, by=person_of(request), at=timezone.now())
    messages.success(request, f"{found.name} was signed out." if count else f"{found.name} was not signed in.")
    return redirect("person", person=found.pk)


@require_POST
def reset_factors(request: HttpRequest, person: UUID) -> HttpResponse:
    selectors.require(person_of(request), Right.MANAGE_PEOPLE)
    found = selectors.anyone(person)
    require_recent(request)
    reason = request.POST.get("reset-reason", "")[:500]
    services.reset_factors(found, by=person_of(request), at=timezone.now(), reason=reason)
    mail.send_aside("factor_changed", to=found.email, what="reset", by=person_of(request).name)
    messages.success(request, f"{found.name} sets up a second factor when they sign in next.")
    return redirect("person", person=found.pk)


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite someone new, or with ``?person=`` somebody who is on the roster."""
    me = person_of(request)
    selectors.require(me, Right.MANAGE_PEOPLE)
    known = _on_roster(request.GET.get("person", ""))
    usual = {"name": known.name, "email": known.email, "roles": list(known.roles)} if known else {}
    form = InviteForm(request.POST or None, initial=usual or None)
    if known is not None:
        for name in ("name", "title", "roles"):
            del form.fields[name]
    if request.method == "POST" and form.is_valid():
        require_recent(request)
        given = {
            "email": form.cleaned_data["email"],
            "name": known.name if known else form.cleaned_data["name"],
            "roles": known.roles if known else form.chosen(),
            "title": known.title if known else form.cleaned_data["title"],
        }
        try:
            made, secret = services.invite(**given, person=known, by=me, at=timezone.now())
        except DeskError as trouble:
            form.add_error("email", str(trouble))
        else:
            return _invited(request, made, secret)
    context = {"form": form, "known": known}
    return render(request, "people/invite.html", context, status=422 if form.errors else 200)


def _on_roster(said: str) -> Person | None:
    try:
        return selectors.person(UUID(said)) if said else None
    except ValueError:
        raise NotThere("There is nobody here by that address.") from None


def _invited(request: HttpRequest, made: Invitation, secret: str) -> HttpResponse:
    """Send the link. Where no letter goes out, the page shows it once, for the inviter to hand over."""
    url = request.build_absolute_uri(reverse("invitation", args=[secret]))
    told = {"inviter": person_of(request).name, "organization": request.organization.name}  # type: ignore[attr-defined]
    if mail.works() and mail.send("invitation", to=made.email, url=url, invitation=made, **told):
        messages.success(request, f"The invitation is on its way to {made.email}. It works for a week.")
        return redirect("people")
    return render(request, "people/invited.html", {"invitation": made, "url": url}, status=201)


@require_POST
def withdraw(request: HttpRequest, invitation: UUID) -> HttpResponse:
    found = Invitation.objects.filter(pk=invitation).first()
    if found is None:
        raise NotThere("There is no such invitation here.")
    services.withdraw_invitation(found, by=person_of(request), at=timezone.now())
    messages.success(request, f"The invitation of {found.name} no longer works.")
    return redirect("people")


@require_POST
def name_contact(request: HttpRequest) -> HttpResponse:
    selectors.require(person_of(request), Right.NAME_CONTACT)
    found = _chosen(request.POST.get("person", ""))
    require_recent(request)
    services.name_contact(found, by=person_of(request), at=timezone.now())
    messages.success(request, f"{found.name} is the point of contact now.")
    return redirect("people")


def _chosen(said: str) -> Person:
    found = _on_roster(said)
    if found is None:
        raise DeskError("Choose somebody of the list.")
    return found


@require_POST
def deputies(request: HttpRequest) -> HttpResponse:
    """Add one, take one out, or move one up or down; the order as the page saw it comes with it."""
    selectors.require(person_of(request), Right.NAME_CONTACT)
    order = [_chosen(said) for said in request.POST.getlist("order")]
    act, _, said = request.POST.get("act", "").partition(":")
    found = _chosen(said or request.POST.get("person", ""))
    services.set_deputies(_moved(order, found, act), by=person_of(request), at=timezone.now(), seen=order)
    messages.success(request, "The order is kept.")
    return redirect("people")


def _moved(order: list[Person], found: Person, act: str) -> list[Person]:
    if act not in {"add", "remove", "up", "down"}:
        raise DeskError("Choose what to do with the order.")
    if act == "add":
        return order if found in order else [*order, found]
    if found not in order:
        raise DeskError("They are no deputy any more. Look again, then decide.")
    rest = [p for p in order if p != found]
    if act == "remove":
        return rest
    place = order.index(found) + (-1 if act == "up" else 1)
    return [*rest[: max(place, 0)], found, *rest[max(place, 0) :]]


@require_http_methods(["GET", "POST"])
def plan_absence(request: HttpRequest) -> HttpResponse:
    """Plan one's own absence, or, for who names the point of contact, anybody's."""
    me, now = person_of(request), timezone.now()
    everyone = selectors.everyone()
    mine = everyone if me.may(Right.NAME_CONTACT) else [me]
    alone = len(mine) == 1
    covers = [p for p in everyone if selectors.can_stand_in(p) and not (alone and p == me)]
    usual = {"person": request.GET.get("person", str(me.pk)), "cover": _usual_cover(everyone, me)}
    form = AbsenceForm(request.POST or None, people=mine, covers=covers, now=now, initial=usual)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.plan_absence(
                told["person"], starts=told["starts"], until=told["until"], cover=told["cover"], by=me, at=now
            )
        except DeskError as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, f"Planned. {_covered_words(told['person'], told['cover'])}")
            return redirect("people")
    context = {"form": form, "covers": covers, "alone": len(mine) == 1, "zone": zone_words(me.time_zone)}
    return render(request, "people/plan_absence.html", context, status=422 if form.errors else 200)


def _usual_cover(everyone: list[Person], me: Person) -> str:
    """The first who could, where the one who plans is the point of contact."""
    if Role.POINT_OF_CONTACT not in me.roles:
        return ""
    line = selectors.line_of_answer(everyone)
    return next((str(p.pk) for p in line if p != me and selectors.can_stand_in(p)), "")


def _covered_words(person: Person, cover: Person | None) -> str:
    return f"{cover.name} answers while {person.short_name} is away." if cover else ""


@require_POST
def end_absence(request: HttpRequest, absence: UUID) -> HttpResponse:
    found = Absence.objects.filter(pk=absence).select_related("person").first()
    if found is None:
        raise NotThere("There is no such absence here.")
    ended = services.end_absence(found, by=person_of(request), at=timezone.now())
    back = ended.starts <= timezone.now()
    messages.success(request, f"{ended.person.short_name} is back." if back else "The absence is called off.")
    return redirect("people")


@require_http_methods(["GET", "POST"])
def facilities(request: HttpRequest) -> HttpResponse:
    me = person_of(request)
    form = FacilityForm(request.POST or None)
    if request.method == "POST":
        selectors.require(me, Right.MANAGE_PEOPLE)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_facility(**form.cleaned_data, by=me, at=timezone.now())
        except DeskError as trouble:
            form.add_error("name", str(trouble))
        else:
            messages.success(request, "Added.")
            return redirect("facilities")
    places = selectors.facilities(closed=True)
    counts = {p.pk: 0 for p in places}
    for one in selectors.everyone():
        if one.facility_id in counts:
            counts[one.facility_id] += 1
    context = {
        "open": [(p, counts[p.pk]) for p in places if p.closed_at is None],
        "closed": [p for p in places if p.closed_at is not None],
        "form": form,
        "manages": me.may(Right.MANAGE_PEOPLE),
    }
    return render(request, "people/facilities.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def facility(request: HttpRequest, facility: UUID) -> HttpResponse:
    me, found = person_of(request), selectors.facility(facility)
    selectors.require(me, Right.MANAGE_PEOPLE)
    form = FacilityForm(request.POST or None, initial={"name": found.name, "address": found.address})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_facility(found, **form.cleaned_data, by=me, at=timezone.now())
        except DeskError as trouble:
            form.add_error("name", str(trouble))
        else:
            messages.success(request, "Kept.")
            return redirect("facilities")
    return render(request, "people/facility.html", {"form": form, "found": found}, status=422 if form.errors else 200)


@require_POST
def close_facility(request: HttpRequest, facility: UUID) -> HttpResponse:
    found = services.close_facility(selectors.facility(facility), by=person_of(request), at=timezone.now())
    messages.success(request, f"{found.name} is closed.")
    return redirect("facilities")


@require_http_methods(["GET", "POST"])
def sign_in_rules(request: HttpRequest) -> HttpResponse:
    """After how many quiet minutes people are signed out."""
    me, organization = person_of(request), request.organization  # type: ignore[attr-defined]
    selectors.require(me, Right.MANAGE_PEOPLE)
    form = IdleForm(request.POST or None, initial={"minutes": organization.idle_minutes})
    if request.method == "POST" and form.is_valid():
        services.change_idle_minutes(organization, form.cleaned_data["minutes"], by=me, at=timezone.now())
        messages.success(request, "Kept. It holds at once.")
        return redirect("people")
    return render(request, "people/sign_in_rules.html", {"form": form}, status=422 if form.errors else 200)
