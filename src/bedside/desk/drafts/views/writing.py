"""The author's pages: what I write, the composer and what it asks for, versions, pictures, comments, submitting."""

import base64
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import bedside
from bedside.core.content import LIMIT_CHARS, Kind
from bedside.core.errors import DeskError, UnsupportedContent
from bedside.core.findings import Weight
from bedside.core.flow import WRITABLE, State
from bedside.core.records import FIRST_YEAR, LAST_YEAR
from bedside.core.releasing import Knowledge, finding_id
from bedside.core.roles import Right
from bedside.desk.drafts import looking, selectors
from bedside.desk.drafts.differences import between
from bedside.desk.drafts.looking import findings_for_page
from bedside.desk.drafts.models import KINDS, Draft
from bedside.desk.drafts.offered import CHANNELS
from bedside.desk.drafts.services import writing
from bedside.desk.drafts.services.writing import Overtaken, channels_known
from bedside.desk.drafts.views import weighing
from bedside.desk.drafts.views.common import (
    BadRequest,
    alts_in,
    json_of,
    kind_in,
    moment_in,
    person_of,
    text_in,
    texts_in,
    walk_of,
    within,
    words_in,
)
from bedside.desk.drafts.words import TooLong, words_of
from bedside.desk.people import selectors as people
from bedside.desk.people.doors import own_scope
from bedside.desk.people.models import Person
from bedside.desk.people.selectors import require

ANSWERS = {"yes": True, "no": False}
GROUPS = (
    ("returned", "Returned to you", (State.RETURNED,)),
    ("writing", "Being written", (State.WRITING,)),
    ("review", "Waiting for review", (State.IN_REVIEW, State.SECOND_LOOK)),
    ("released", "Released", (State.RELEASED,)),
    ("ended", "Ended", (State.REJECTED, State.TAKEN_BACK, State.LAPSED, State.DISCARDED)),
)
MOST_SHOWN = 100


@require_GET
def write(request: HttpRequest) -> HttpResponse:
    """My drafts, by where they are."""
    person = person_of(request)
    require(person, Right.WRITE)
    drafts = list(selectors.mine(person)[:MOST_SHOWN])
    groups = [
        {"key": key, "label": label, "drafts": [d for d in drafts if d.state in states]}
        for key, label, states in GROUPS
    ]
    return render(request, "drafts/write.html", {"groups": groups, "kinds": KINDS, "any": bool(drafts)})


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    kind = kind_in({"kind": request.POST.get("kind", "")})
    draft = writing.start(by=person_of(request), kind=kind, at=timezone.now())
    return redirect("draft", number=draft.number)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """The composer where it can be written, else the page to read. A form's POST saves, for pages without scripts."""
    person = person_of(request)
    found = selectors.by_number(number, for_person=person)
    if found.author_id != person.pk:
        return redirect("review", number=number)
    if request.method == "POST":
        return _saved_by_form(request, found)
    if State(found.state) in WRITABLE:
        return render(request, "drafts/compose.html", composer_context(found))
    return render(request, "drafts/reading.html", reading_context(found))


def _saved_by_form(request: HttpRequest, found: Draft) -> HttpResponse:
    body: dict[str, Any] = {name: request.POST.get(name, "") for name in ("body", "in_reply_to", "kind", "planned_at")}
    body |= {"channels": request.POST.getlist("channels"), "alt_texts": request.POST.getlist("alt_texts")}
    body["planned_at"] = on_the_clock(body["planned_at"])
    writing.save(
        found,
        by=person_of(request),
        at=timezone.now(),
        revision=whole_number(request.POST.get("revision", "")),
        **fields_of(body, found),
    )
    return redirect("draft", number=found.number)


def on_the_clock(local: str) -> str:
    """The time of a datetime-local field, which is the reader's, with its offset; anything else as it is."""
    try:
        moment = datetime.fromisoformat(local)
    except ValueError:
        return local
    if not FIRST_YEAR < moment.year < LAST_YEAR:
        return local
    return timezone.make_aware(moment).isoformat() if moment.tzinfo is None else local


def whole_number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise BadRequest("The page did not say which words it was made from. Load it again.")


def fields_of(body: dict[str, Any], found: Draft) -> dict[str, Any]:
    """What a save keeps, out of what a page sent."""
    return {
        "body": text_in(body, "body"),
        "kind": kind_in({"kind": body.get("kind") or found.kind}),
        "in_reply_to": text_in(body, "in_reply_to"),
        "channels": channels_known(texts_in(body, "channels")),
        "planned_at": moment_in(body.get("planned_at")),
        "alts": alts_in(body, found.current),
    }


def composer_context(found: Draft) -> dict[str, Any]:
    version, words = found.current, words_of(found.current.words)
    screening = selectors.screening_of(version)
    decisions = selectors.history(found)
    return {
        "draft": found,
        "kind_label": found.kind_label,
        "version": version.number,
        "body": words.body,
        "in_reply_to": words.in_reply_to,
        "media": media_of(found, words),
        "seal": version.seal,
        "walk": walk_of(found),
        "kinds": KINDS,
        "answers_someone": Kind(found.kind) in {Kind.RATING_REPLY, Kind.COMMENT_REPLY, Kind.MESSAGE},
        "channels_offered": list(CHANNELS.values()),
        "screening": answer_of(screening) if screening else None,
        "comments": comments_of(found),
        "versions": versions_of(found, to=found.author),
        "advice": next((d for d in decisions if d.outcome == "returned"), None),
        "saved_at": version.saved_at,
        "limit_chars": LIMIT_CHARS,
    }


def reading_context(found: Draft) -> dict[str, Any]:
    """A draft that cannot be written now, for its author: what it says, where it is, what can be done."""
    return composer_context(found) | weighing.reading(found)


def media_of(found: Draft, words: Any) -> list[dict[str, Any]]:
    looks = selectors.looked_at(found.current, words) if words.pictures else {}
    return [
        {"id": p.id, "url": f"/drafts/{found.number}/pictures/{p.id}", "alt": p.alt, "looked_at": bool(looks.get(p.id))}
        for p in words.pictures
    ]


def comments_of(found: Draft) -> list[Any]:
    return list(found.comments.select_related("by").order_by("at"))


def versions_of(found: Draft, *, to: Person) -> list[dict[str, Any]]:
    rows = (
        selectors.versions(found, to=to).order_by("number").values("number", "saved_at", "closed_at", "verdict", "seal")
    )
    return list(rows)


def answer_of(screening: Any, *, fine: tuple[Any, ...] = (), serial: int = 0) -> dict[str, Any]:
    """A screening as the composer takes it."""
    return {
        "serial": serial,
        "verdict": screening.verdict.value,
        "findings": findings_for_page(screening),
        "unchecked": [{"check": u.check, "why": u.why} for u in screening.unchecked],
        "fine": [{"start": f.start, "end": f.end, "why": f.why} for f in fine],
        "pack": screening.pack,
        "reader": screening.reader,
    }


@require_POST
@own_scope
def check(request: HttpRequest, number: int) -> JsonResponse:
    """Look at words as they are being typed. Nothing is stored."""
    body = json_of(request)
    look = looking.look(**_prepared(request, number, body))
    return JsonResponse(answer_of(look.screening, fine=look.fine, serial=_serial(body)))


@require_POST
@own_scope
def wording(request: HttpRequest, number: int) -> JsonResponse:
    """Other words for what was found, each of which screens better."""
    ready = _prepared(request, number, json_of(request))
    content, policy = ready["content"], ready["policy"]
    try:
        screening = bedside.screen(content, policy=policy)
        found = bedside.rewrites(content, screening, policy=policy)
    except UnsupportedContent as trouble:
        raise TooLong(str(trouble)) from None
    return JsonResponse(
        {
            "rewrites": [
                {
                    "finding": finding_id(r.finding),
                    "start": r.start,
                    "end": r.end,
                    "replacement": r.text,
                }
                for r in found
            ]
        }
    )


def _serial(body: dict[str, Any]) -> int:
    serial = body.get("serial", 0)
    return serial if isinstance(serial, int) and not isinstance(serial, bool) else 0


def _prepared(request: HttpRequest, number: int, body: dict[str, Any]) -> dict[str, Any]:
    with within(request):
        person = person_of(request)
        found = selectors.by_number(number, for_person=person)
        return looking.prepared(
            words_in(body, selectors.shown(found, to=person)),
            kind=kind_in({"kind": body.get("kind") or found.kind}),
            channels=channels_known(texts_in(body, "channels")),
            planned_at=moment_in(body.get("planned_at")),
        )


@require_POST
def save(request: HttpRequest, number: int) -> JsonResponse:
    body = json_of(request)
    person = person_of(request)
    found = selectors.by_number(number, for_person=person)
    try:
        saved = writing.save(
            found, by=person, at=timezone.now(), revision=whole_number(body.get("revision")), **fields_of(body, found)
        )
    except Overtaken as theirs:
        return JsonResponse(
            {
                "type": "about:blank",
                "title": "Changed in another place",
                "status": 409,
                "detail": str(theirs),
                "theirs": {"body": theirs.body, "by": theirs.by, "revision": theirs.revision},
            },
            status=409,
            content_type="application/problem+json",
        )
    version = saved.current
    return JsonResponse(
        {
            "revision": saved.revision,
            "version": version.number,
            "saved_at": version.saved_at.isoformat(),
            "seal": version.seal,
        }
    )


@require_POST
def keep(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    writing.keep_version(selectors.by_number(number, for_person=person), by=person, at=timezone.now())
    return redirect("draft", number=number)


@require_GET
def versions(request: HttpRequest, number: int, before: int, after: int) -> HttpResponse:
    """Two versions of a draft, word for word."""
    person = person_of(request)
    found = selectors.by_number(number, for_person=person)
    old, new = (selectors.version(found, number, to=person) for number in (before, after))
    context = {
        "draft": found,
        "before": old,
        "after": new,
        "comparison": between(words_of(old.words), words_of(new.words)),
        "versions": versions_of(found, to=person),
    }
    return render(request, "drafts/versions.html", context)


@require_POST
def comment(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    found = selectors.by_number(number, for_person=person)
    writing.comment(found, by=person, at=timezone.now(), words=request.POST.get("words", ""))
    if getattr(request, "htmx", False):
        return render(request, "drafts/_comments.html", {"draft": found, "comments": comments_of(found)})
    return redirect("draft", number=number)


@require_POST
def pictures(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    found = selectors.by_number(number, for_person=person)
    file = request.FILES.get("picture")
    if file is None:
        raise DeskError("Choose a picture first.")
    writing.add_picture(
        found,
        by=person,
        at=timezone.now(),
        file=file.read(),
        alt=request.POST.get("alt", ""),  # type: ignore[union-attr]
    )
    return _pictures(request, number)


@require_POST
def remove_picture(request: HttpRequest, number: int, picture: UUID) -> HttpResponse:
    person = person_of(request)
    found = selectors.by_number(number, for_person=person)
    writing.remove_picture(found, by=person, at=timezone.now(), picture_id=picture)
    return _pictures(request, number)


def _pictures(request: HttpRequest, number: int) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return redirect("draft", number=number)
    found = selectors.by_number(number, for_person=person_of(request))
    words = words_of(found.current.words)
    context = {"draft": found, "media": media_of(found, words), "version": found.current.number}
    answer = render(request, "drafts/_pictures.html", context)
    answer["X-Draft-Revision"] = str(found.revision)
    return answer


@require_GET
def picture(request: HttpRequest, number: int, picture: UUID) -> HttpResponse:
    """The picture itself, for those who may see the draft."""
    person = person_of(request)
    found = selectors.by_number(number, for_person=person)
    row = selectors.picture(found, picture, to=person)
    answer = HttpResponse(base64.b64decode(row.content), content_type=row.media_type)
    answer["Content-Disposition"] = f'inline; filename="picture-{found.number}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def own_draft(request: HttpRequest, number: int) -> Draft:
    """A draft of the reader's own: what is found in its newest words is nobody else's to see before they are sent.

    Raises:
        NotYours, NotThere.
    """
    person = person_of(request)
    found = selectors.by_number(number, for_person=person)
    writing.require_author(found, person)
    return found


@require_http_methods(["GET", "POST"])
@own_scope
def submit(request: HttpRequest, number: int) -> HttpResponse:
    """The four questions where someone is told about, then to the point of contact. For its author alone."""
    with within(request):
        found = own_draft(request, number)
        words = words_of(found.current.words)
        if words.empty:
            raise writing.Empty("There is nothing to review yet. Write a few words first.")
        ready = looking.prepared(words, kind=found.kind, channels=found.channels, planned_at=found.planned_at)
    look = looking.look(**ready)
    with within(request):
        person = person_of(request)
        found = own_draft(request, number)
        said = {name: request.POST.get(f"told_{name}", "") for name in ("job", "news", "family", "author")}
        answered = all(v in ANSWERS for v in said.values())
        if request.method == "POST" and (answered or not look.tells):
            knowledge = Knowledge(**{k: ANSWERS[v] for k, v in said.items()}) if answered else None
            writing.submit(
                found, by=person, at=timezone.now(), look=look, knowledge=knowledge, note=request.POST.get("note", "")
            )
            return redirect("draft", number=number)
        context = composer_context(found) | {
            "look": look,
            "asks_knowledge": look.tells,
            "said": said,
            "note": request.POST.get("note", ""),
            "missing": [k for k, v in said.items() if v not in ANSWERS] if request.method == "POST" else [],
            "contact": people.answering(timezone.now()),
            "screening": answer_of(look.screening, fine=look.fine),
            "holds": look.concerns(Weight.HOLD),
            "reviews": look.concerns(Weight.REVIEW),
            "unchecked": len({u.why for u in look.screening.unchecked}),
        }
        status = 422 if request.method == "POST" else 200
        return render(request, "drafts/submit.html", context, status=status)


@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    writing.discard(selectors.by_number(number, for_person=person), by=person, at=timezone.now())
    return redirect("write")


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    writing.withdraw(selectors.by_number(number, for_person=person), by=person, at=timezone.now())
    return redirect("draft", number=number)


@require_POST
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    writing.reopen(selectors.by_number(number, for_person=person), by=person, at=timezone.now())
    return redirect("draft", number=number)
