"""The policies page, one rule, comparing, adopting, and what is public about the organisation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bedside.core.content import Account
from bedside.core.errors import DeskError, NotThere, PolicyError, UnknownRule
from bedside.core.policies import Policy
from bedside.core.roles import Right
from bedside.desk.audit.models import Entry
from bedside.desk.audit.selectors import reasons_of
from bedside.desk.people import selectors as people
from bedside.desk.people.doors import require_recent
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors, services, words
from bedside.desk.policies.forms import AdoptForm, OwnPackForm, PasteForm, PublicFactsForm
from bedside.desk.policies.models import Adoption
from bedside.policies import load_organization_text, pack_of_state
from bedside.policies.differences import OFF, weight_of
from bedside.screening.pages import Case, page_of
from bedside.screening.registry import registry, rule_named
from bedside.screening.rule import Rule

ADOPTIONS_SHOWN = 10
EXAMPLES_SHOWN = 8
SAID_LINE = re.compile(r"\bline (\d+):")


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.person)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Row:
    """A rule as a list shows it: what it weighs on both accounts under one policy."""

    rule: Rule
    official: str
    personal: str
    citation: str
    moved: bool  # the policy says otherwise than the rule's own severity
    why: str

    @property
    def off(self) -> bool:
        return self.official == OFF


def row_of(rule: Rule, policy: Policy) -> Row:
    official, personal = (
        weight_of(policy, rule.code, severity=rule.severity, account=a) for a in (Account.OFFICIAL, Account.PERSONAL)
    )
    provision = policy.provisions.get(rule.provision)
    moved = rule.code in policy.severities and policy.severities[rule.code] is not rule.severity
    return Row(
        rule, official, personal, provision.citation if provision else "", moved, policy.reasons.get(rule.code, "")
    )


def groups_of(policy: Policy, *, wanted: str) -> list[tuple[str, str, list[Row]]]:
    """Rules under their first guideline, in the order of the guidelines; only those with every word of ``wanted``."""
    found: dict[str, list[Row]] = {}
    for rule in registry().values():
        row = row_of(rule, policy)
        if all(word in text_of(row).casefold() for word in wanted.casefold().split()):
            found.setdefault(words.heading_of(rule), []).append(row)
    told = [*words.GUIDELINES.values(), words.OTHERS]
    return [(heading, lead, found[heading]) for heading, lead in told if heading in found]


def text_of(row: Row) -> str:
    rule = row.rule
    return " ".join((rule.code, rule.name.replace("-", " "), rule.message, rule.advice, row.citation))


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """The pack in force: since when, by whom and why, its rules, the law it cites, own words; and what else ships."""
    policy, wanted = selectors.in_force(), request.GET.get("q", "").strip()
    history = selectors.adoptions()
    groups = groups_of(policy, wanted=wanted)
    return render(
        request,
        "policies/policies.html",
        {
            "policy": policy,
            "steps": _steps(history),
            "earlier": max(0, len(history) - ADOPTIONS_SHOWN),
            "groups": groups,
            "q": wanted,
            "shown": sum(len(rows) for _, _, rows in groups),
            "total": len(registry()),
            "provisions": sorted(policy.provisions.values(), key=lambda p: (not p.holds, p.citation)),
            "available": selectors.available(),
            "may_record": person_of(request).may(Right.SEE_RECORD),
            "may_adopt": person_of(request).may(Right.ADOPT_POLICY),
            "officers": [p.short_name for p in people.with_right(Right.ADOPT_POLICY)],
        },
    )


@dataclass(frozen=True)
class Step:
    """One adoption as the page tells of it; ``reason`` is None where its words were erased."""

    adoption: Adoption
    before: Adoption | None
    reason: str | None


def _steps(history: Sequence[Adoption]) -> list[Step]:
    """The newest adoptions, each with the one before it and why."""
    shown = history[:ADOPTIONS_SHOWN]
    entries = Entry.objects.filter(seq__in=[a.seq for a in shown]).select_related("reason")
    reasons = reasons_of(list(entries)) if shown else {}
    return [
        Step(adoption, history[n + 1] if n + 1 < len(history) else None, reasons.get(adoption.seq))
        for n, adoption in enumerate(shown)
    ]


@require_safe
def compare(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """What one policy says otherwise than another, in words."""
    one, other = selectors.named(before), selectors.named(after)
    told = words.told(selectors.changes(one.policy, other.policy))
    context = {"before": one, "after": other, "told": told}
    return render(request, "policies/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest) -> HttpResponse:
    """Choose a pack, see what it would change, and decide."""
    people.require(person_of(request), Right.ADOPT_POLICY)
    if request.method == "POST":
        return _decide(request)
    name = request.GET.get("pack", "")
    if not name:
        return _choose(request, OwnPackForm())
    found = next((a for a in selectors.available() if a.shipped.name == name), None)
    if found is None:
        raise NotThere("There is no pack by that name. Choose one of those on the page.")
    return _look(request, found.policy, AdoptForm(initial={"pack": name}))


def _choose(request: HttpRequest, form: OwnPackForm, *, wrong: str = "", status: int = 200) -> HttpResponse:
    source = form.cleaned_data.get("source", b"").decode(errors="replace") if form.is_bound else ""
    context = {
        "available": selectors.available(),
        "policy": selectors.in_force(),
        "form": form,
        "adopted": selectors.adoptions()[:1],
        "wrong": wrong,
        "wrong_line": line_said(wrong, source),
        "text": source,
        "example": selectors.example(),
    }
    return render(request, "policies/adopt.html", context, status=status)


def line_said(message: str, source: str) -> tuple[int, str] | None:
    """The line that a message names, and what stands there."""
    said = SAID_LINE.search(message)
    lines = source.splitlines()
    if said is None or not 0 < int(said[1]) <= len(lines):
        return None
    return int(said[1]), lines[int(said[1]) - 1].strip()


def _look(request: HttpRequest, policy: Policy, form: AdoptForm, *, status: int = 200) -> HttpResponse:
    """The page of the decision: what would change, and the reason."""
    now = selectors.in_force()
    form.initial["over"] = selectors.in_force_digest()
    context = {
        "policy": policy,
        "current": now,
        "told": words.told(selectors.changes(now, policy)),
        "form": form,
        "over": form.initial["over"],
        "first": not selectors.adoptions(),
    }
    return render(request, "policies/look.html", context, status=status)


@require_POST
def look_at_own(request: HttpRequest) -> HttpResponse:
    """Read a pack that somebody hands in, and show what it would change. Nothing is kept but on the page."""
    people.require(person_of(request), Right.ADOPT_POLICY)
    form = OwnPackForm(request.POST, request.FILES)
    if not form.is_valid():
        return _choose(request, form, status=422)
    source: bytes = form.cleaned_data["source"]
    try:
        policy = services.own_policy(source)
    except (PolicyError, DeskError) as trouble:
        return _choose(request, form, wrong=_sentence(trouble), status=422)
    return _look(request, policy, AdoptForm(initial={"text": source.decode("utf-8-sig")}))


def _decide(request: HttpRequest) -> HttpResponse:
    form = AdoptForm(request.POST)
    text, name = request.POST.get("text", ""), request.POST.get("pack", "")
    source = text.replace("\r\n", "\n").encode()  # a browser sends line ends of its own
    policy = services.own_policy(source) if text else _shipped(name)
    if not form.is_valid():
        form.initial.update(pack=name, text=text)
        return _look(request, policy, form, status=422)
    require_recent(request)
    person, reason, over = person_of(request), form.cleaned_data["reason"], form.cleaned_data["over"]
    try:
        if text:
            made = services.adopt_own(source, by=person, at=timezone.now(), reason=reason, over=over)
        else:
            made = services.adopt(name, by=person, at=timezone.now(), reason=reason, over=over)
    except services.Overtaken as trouble:
        form.add_error(None, str(trouble))
        return _look(request, policy, form, status=409)
    messages.success(request, f"{made.pack} judges from now on. The record says so, with your reason.")
    return redirect("policies")


def _shipped(name: str) -> Policy:
    found = next((a.policy for a in selectors.available() if a.shipped.name == name), None)
    if found is None:
        raise NotThere("There is no pack by that name. Choose one of those on the page.")
    return found


def _sentence(trouble: Exception) -> str:
    said = str(trouble)
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "?")) else ".")


@require_safe
def own_source(request: HttpRequest, seq: int) -> HttpResponse:
    """An adopted pack of their own, as it was handed in."""
    found = selectors.adoption(seq)
    if not found.source:
        raise NotThere("This pack came with Bedside; there is no file of yours.")
    answer = HttpResponse(found.source, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.pack.replace("@", "-")}.toml"'
    return answer


@dataclass(frozen=True)
class Example:
    """A case of a rule's page, with what is around it in words."""

    words: str
    around: list[tuple[str, str]]


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: what it looks for, why, under which law, and examples of both sides."""
    try:
        found = rule_named(code)
    except UnknownRule:
        raise NotThere("There is no rule by that code.") from None
    if code != found.code:
        return HttpResponseRedirect(reverse("rule", args=[found.code]))
    policy, page = selectors.in_force(), page_of(found)
    row = row_of(found, policy)
    kind = row.official if row.official != OFF else "blank"
    places = {words.where(c.content) for c in (*page.flagged, *page.left_alone)}
    context = {
        "rule": found,
        "row": row,
        "name": found.name.replace("-", " "),
        "policy": policy,
        "prose": words.prose(page.prose),
        "provision": policy.provisions.get(found.provision),
        "guidelines": [words.GUIDELINES[g][0] for g in found.guidelines],
        "where": next(iter(places)) if len(places) == 1 else "",
        "flagged": [example_of(c, kind=kind, placed=len(places) > 1) for c in page.flagged],
        "left_alone": [example_of(c, kind=kind, placed=len(places) > 1) for c in page.left_alone],
        "few": f":{EXAMPLES_SHOWN}",
        "more": f"{EXAMPLES_SHOWN}:",
    }
    return render(request, "policies/rule.html", context)


def example_of(case: Case, *, kind: str, placed: bool) -> Example:
    """One example; ``placed``: with what it is and where it stands, because others on the page are something else."""
    content = case.content
    around = [("In answer to", content.in_reply_to)] if content.in_reply_to else []
    around += [("Description of a picture", alt or "none") for alt in content.alt_texts]
    around += [("Posted before", earlier) for earlier in content.thread]
    if placed:
        around.append(("What", words.where(content)))
    if content.authorization is not None:
        note = f", {content.authorization.note}" if content.authorization.note else ""
        around.append(("Signed permission", f"{content.authorization.state.replace('_', ' ')}{note}"))
    return Example(words.marked(content.body, case.spans, kind=kind), around)


@require_http_methods(["GET", "HEAD", "POST"])
def public(request: HttpRequest) -> HttpResponse:
    """What is public about the organisation; who may, changes it."""
    if request.method == "POST":
        people.require(person_of(request), Right.EDIT_PUBLIC_FACTS)
        form = PublicFactsForm(request.POST)
        return _save(request, form)
    facts = selectors.facts()
    return _show(request, PublicFactsForm.showing(facts, seen=facts.updated_at if facts else None))


def _save(request: HttpRequest, form: PublicFactsForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, form, status=422)
    before = selectors.facts()
    try:
        saved = services.change_public_facts(**form.told(), by=person_of(request), at=timezone.now())
    except services.FactsRefused as refused:
        form.refuse(refused.problems)
        return _show(request, form, status=422)
    except services.Overtaken as trouble:
        form.overtaken(str(trouble), selectors.facts())
        return _show(request, form, status=409)
    changed = before is None or before.updated_at != saved.updated_at
    messages.success(
        request, "Saved. Checks use it from now on." if changed else "Nothing was different, so nothing changed."
    )
    return redirect("public")


def _show(request: HttpRequest, form: PublicFactsForm, *, pasted: bool = False, status: int = 200) -> HttpResponse:
    facts = selectors.facts()
    state = facts.state if facts else ""
    context = {
        "form": form,
        "facts": facts,
        "public": selectors.public_facts(),
        "roster": selectors.named_in_public(),
        "places": [f for f in people.facilities() if f.address],
        "state_pack": pack_of_state(state) if state else None,
        "may_edit": person_of(request).may(Right.EDIT_PUBLIC_FACTS),
        "editors": [p.short_name for p in people.with_right(Right.EDIT_PUBLIC_FACTS)],
        "pasted": pasted,
        "paste_form": PasteForm(),
    }
    return render(request, "policies/public.html", context, status=status)


@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """Fill the form from an organization.toml, to be looked over and saved."""
    people.require(person_of(request), Right.EDIT_PUBLIC_FACTS)
    form, facts = PasteForm(request.POST), selectors.facts()
    seen = facts.updated_at if facts else None
    if form.is_valid():
        try:
            told = load_organization_text(form.cleaned_data["text"].encode())
        except PolicyError as trouble:
            form.add_error("text", _sentence(trouble))
        else:
            return _show(request, PublicFactsForm.showing(told, seen=seen), pasted=True)
    answer = {"form": form}
    return render(request, "policies/paste.html", answer, status=422)
