"""Released words: the certificate, copying, the proof to take along, taking back."""

import base64
import io
import json
import zipfile
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from bedside.core.errors import NotThere
from bedside.core.events import Event
from bedside.core.flow import State
from bedside.core.roles import Right
from bedside.desk.audit.models import Entry
from bedside.desk.audit.selectors import latest_checkpoint
from bedside.desk.drafts import selectors
from bedside.desk.drafts.models import Draft, Release
from bedside.desk.drafts.offered import CHANNELS
from bedside.desk.drafts.services import releases
from bedside.desk.drafts.views.common import person_of, walk_of
from bedside.desk.drafts.views.writing import media_of
from bedside.desk.drafts.words import words_of
from bedside.desk.policies import selectors as policies


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
    now, person = timezone.now(), person_of(request)
    version = found.version
    words = words_of(version.words)
    screening = selectors.screening_of(version)
    reason = selectors.reasons_of([found.seq]).get(found.seq, "")
    checkpoint = latest_checkpoint()
    runs = found.runs(now) and draft.state == State.RELEASED
    return {
        "draft": draft,
        "release": found,
        "version": version,
        "words": words,
        "paragraphs": words.body.split("\n"),
        "media": media_of(draft, words),
        "walk": walk_of(draft),
        "channels": [CHANNELS[c] for c in draft.channels if c in CHANNELS],
        "reason": reason,
        "pack": version.pack,
        "policy": policies.in_force().label,
        "unchecked": screening.unchecked if screening else (),
        "waived": list(version.waivers.select_related("by").order_by("at")),
        "entry": Entry.objects.get(seq=found.seq),
        "checkpoint": checkpoint if checkpoint and checkpoint.size > found.seq else None,
        "runs": runs,
        "waits": runs and now < found.valid_from,
        "may_copy": runs and now >= found.valid_from and (draft.author_id == person.pk or person.may(Right.SEE_DRAFTS)),
        "may_take_back": draft.state == State.RELEASED and (draft.author_id == person.pk or person.may(Right.APPROVE)),
        "may_reopen": draft.author_id == person.pk,
    }


@require_POST
def copy(request: HttpRequest, number: int) -> JsonResponse:
    """The exact words, for the clipboard; that they were taken is recorded."""
    _, found = _release(request, number)
    frozen = releases.take_out(found, by=person_of(request), at=timezone.now(), event=Event.RELEASE_COPIED)
    return JsonResponse({"words": frozen.words.body})


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
        "kind": draft.kind,
        "channels": draft.channels,
        "written_by": draft.author.name,
        "approved_by": found.approved_by.name,
        "approved_at": found.approved_at.isoformat(),
        "valid_from": found.valid_from.isoformat(),
        "valid_until": found.valid_until.isoformat(),
        "policy_pack": found.version.pack,
        "reader": found.version.reader,
        "not_looked_at": [u.check for u in context["unchecked"]],
        "accepted_findings": [{"rule": w.rule, "by": w.by.name, "at": w.at.isoformat()} for w in context["waived"]],
        "record_entry": found.seq,
        "organization": str(draft.organization_id),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("words.txt", frozen.words.body)
        pack.writestr("certificate.json", json.dumps(certificate, indent=2, sort_keys=True))
        for i, shown in enumerate(frozen.words.pictures, 1):
            _add_picture(pack, draft, shown, i)
    answer = HttpResponse(file.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="draft-{draft.number}-release.zip"'
    return answer


def _add_picture(pack: zipfile.ZipFile, draft: Draft, shown: Any, number: int) -> None:

    row = selectors.picture(draft, UUID(shown.id))
    pack.writestr(f"picture-{number}.{row.media_type.partition('/')[2]}", base64.b64decode(row.content))
    pack.writestr(f"picture-{number}-description.txt", shown.alt)


@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    _, found = _release(request, number)
    releases.take_back(found, by=person_of(request), at=timezone.now(), reason=request.POST.get("reason", ""))
    return redirect("release", number=number)
