"""Released words: the certificate, copying, the proof to take along, taking back."""

import base64
import io
import json
import zipfile
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from bedside.core.errors import NotThere
from bedside.core.events import Event
from bedside.core.flow import State
from bedside.core.roles import Right
from bedside.desk.audit.models import Entry
from bedside.desk.audit.selectors import latest_checkpoint
from bedside.desk.drafts import selectors
from bedside.desk.drafts.models import Draft, Picture, Release
from bedside.desk.drafts.services import releases
from bedside.desk.drafts.views import weighing
from bedside.desk.drafts.views.common import done, person_of, walk_of
from bedside.desk.drafts.words import Shown, seal_of, words_of
from bedside.desk.people import refusals


def _release(request: HttpRequest, number: int) -> tuple[Draft, Release]:
    draft = selectors.by_number(number, for_person=person_of(request))
    release = selectors.latest_release(draft)
    if release is None:
        raise NotThere("This draft was not released.")
    return draft, release


@require_GET
def release(request: HttpRequest, number: int) -> HttpResponse:
    """The certificate: exact words, seal, who wrote and approved, under which rules, and what proves it."""
    draft, found = _release(request, number)
    return render(request, "drafts/release.html", certificate_context(draft, found, request))


def certificate_context(draft: Draft, found: Release, request: HttpRequest) -> dict[str, Any]:
    """Everything on the certificate, and what this person can do with the release now.

    ``whole`` is whether the words, their kind and their channels still have the seal that was approved.
    """
    now, person = timezone.now(), person_of(request)
    version = found.version
    words = words_of(version.words)
    screening = selectors.screening_of(version)
    pictures = weighing.pictures_of(draft, version, words)
    checkpoint = latest_checkpoint()
    whole = seal_of(words, kind=found.kind, channels=found.channels) == found.seal
    runs = found.runs(now) and draft.state == State.RELEASED
    author = draft.author_id == person.pk
    return {
        "draft": draft,
        "release": found,
        "version": version,
        "words": words,
        "pictures": pictures,
        "walk": walk_of(draft),
        "channels": weighing.fits(found.channels, words.body),
        "whole": whole,
        "reason": selectors.reasons_of([found.seq]).get(found.seq, ""),
        "ended": ended(found, now),
        "unseen": weighing.unseen(screening, pictures),
        "lookers": sorted({one.name for p in pictures for one in p["looks"]}),
        "waived": selectors.waivers(version, screening),
        "entry": Entry.objects.get(seq=found.seq),
        "checkpoint": checkpoint if checkpoint and checkpoint.size > found.seq else None,
        "may_see_record": person.may(Right.SEE_RECORD),
        "runs": runs,
        "waits": runs and now < found.valid_from,
        "may_copy": whole and runs and now >= found.valid_from and (author or person.may(Right.SEE_DRAFTS)),
        "may_take_back": draft.state == State.RELEASED and (author or person.may(Right.APPROVE)),
        "may_reopen": author and draft.state in AFTER_RELEASE,
        "author": author,
    }


AFTER_RELEASE = frozenset({State.RELEASED, State.LAPSED, State.TAKEN_BACK})


def ended(found: Release, now: datetime) -> str:
    """Why these words may not go out any more, in a sentence; "" while they may, or will."""
    if found.ended_at is None and now < found.valid_until:
        return ""
    if found.end == Release.End.TAKEN_BACK and found.ended_by:
        return f"{found.ended_by.name} took it back."
    if found.ended_by:
        return f"{found.ended_by.name} went on writing, and that ended this release."
    return "Its time has passed."


@require_POST
def copy(request: HttpRequest, number: int) -> HttpResponse:
    """The exact words, for the clipboard or, without scripts, to copy by hand; that they were taken is recorded."""
    _, found = _release(request, number)
    frozen = releases.take_out(found, by=person_of(request), at=timezone.now(), event=Event.RELEASE_COPIED)
    if refusals.wants_json(request):
        return JsonResponse({"words": frozen.words.body})
    return HttpResponse(frozen.words.body, content_type="text/plain; charset=utf-8")


@require_POST
def export(request: HttpRequest, number: int) -> HttpResponse:
    """The words, their pictures and the certificate as one file."""
    draft, found = _release(request, number)
    frozen = releases.take_out(found, by=person_of(request), at=timezone.now(), event=Event.RELEASE_EXPORTED)
    context = certificate_context(draft, found, request)
    certificate = {
        "draft": draft.number,
        "version": found.version.number,
        "seal": found.seal,
        "kind": found.kind,
        "channels": found.channels,
        "written_by": draft.author.name,
        "approved_by": found.approved_by.name,
        "approved_at": found.approved_at.isoformat(),
        "valid_from": found.valid_from.isoformat(),
        "valid_until": found.valid_until.isoformat(),
        "policy_pack": found.version.pack,
        "reader": found.version.reader,
        "not_looked_at": context["unseen"],
        "pictures_looked_at_by": context["lookers"],
        "accepted_findings": [{"rule": w.rule, "by": w.by.name, "at": w.at.isoformat()} for w in context["waived"]],
        "record_entry": found.seq,
        "organization": str(draft.organization_id),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("words.txt", frozen.words.body)
        pack.writestr("certificate.json", json.dumps(certificate, indent=2, sort_keys=True))
        for i, shown in enumerate(frozen.words.pictures, 1):
            _add_picture(pack, selectors.picture(draft, UUID(shown.id), to=draft.author), shown, i)
    answer = HttpResponse(file.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="draft-{draft.number}-release.zip"'
    return answer


def _add_picture(pack: zipfile.ZipFile, row: Picture, shown: Shown, number: int) -> None:
    pack.writestr(f"picture-{number}.{row.media_type.partition('/')[2]}", base64.b64decode(row.content))
    pack.writestr(f"picture-{number}-description.txt", shown.alt)


@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    draft, found = _release(request, number)
    person = person_of(request)
    if not (draft.state == State.TAKEN_BACK and found.ended_by_id == person.pk):  # sent twice, done once
        releases.take_back(found, by=person, at=timezone.now(), reason=request.POST.get("reason", ""))
        messages.success(request, "Taken back. These words may not go out any more.")
    return done(request, "release", number=number)
