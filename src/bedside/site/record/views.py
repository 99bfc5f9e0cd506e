"""The record in pages: newest first, of one draft, of one person, one entry with its proof; checking and handing out."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bedside.core.errors import BadInput, DeskError, LedgerError, NotThere
from bedside.core.events import Event
from bedside.core.roles import Right
from bedside.desk.audit import exporting, keys
from bedside.desk.audit import services as audit
from bedside.desk.audit.checking import Report, check_and_record
from bedside.desk.audit.models import Checkpoint, Entry, Tree
from bedside.desk.audit.selectors import Filter, LastCheck, last_check, latest_checkpoint, listed, subtrees_of
from bedside.desk.drafts import selectors as drafts
from bedside.desk.drafts.models import Draft
from bedside.desk.people import selectors as people
from bedside.desk.people.doors import own_scope
from bedside.desk.people.models import Person
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.ledger import notes, proofs
from bedside.ledger.proofs import Proof
from bedside.site.record import entries, timeline
from bedside.site.record.entries import Names, Shown
from bedside.site.record.forms import ExportForm, FilterForm
from bedside.site.record.timeline import NOBODY, SeenBy

PAGE = 50
LONGEST_LINE = 400  # entries of one draft on a page
LARGEST_CHECK = 200_000  # entries, looked at in half a minute
SLOW_CHECK = 20_000  # from here on the page says how long it takes
CHECKED_A_SECOND = 6_000
LARGEST_EXPORT = 100_000
NOT_TWICE_WITHIN = timedelta(minutes=1)


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.person)  # type: ignore[attr-defined]


def scope_of(request: HttpRequest) -> UUID:
    return cast(UUID, request.organization.pk)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class State:
    """Whether the record is whole, as far as anybody looked."""

    size: int
    check: LastCheck | None
    checked_by: str
    checkpoint: Checkpoint | None
    seen_by: SeenBy
    first_bad: int | None  # the first entry known not to fit
    broken: bool

    @property
    def since_check(self) -> int:
        """Entries that came after the last check."""
        return self.size - self.check.size if self.check else self.size

    @property
    def too_large(self) -> bool:
        return self.size > LARGEST_CHECK

    @property
    def seconds(self) -> int:
        """About how long a check takes; 0 where that is not worth a word."""
        return round(self.size / CHECKED_A_SECOND) if self.size > SLOW_CHECK else 0


def state_of(shown: Sequence[Shown], *, to: Person, report: Report | None = None) -> State:
    """The state of the record, with what the entries on this page, or a check made just now, tell by themselves."""
    check, checkpoint = last_check(), latest_checkpoint()
    bad = [entry.seq for entry in shown if not entry.fits]
    if report is not None and report.first_bad is not None:
        bad.append(report.first_bad)
    if check is not None and not check.fine and check.first_bad is not None:
        bad.append(check.first_bad)
    return State(
        size=Tree.objects.values_list("size", flat=True).get(),
        check=check,
        checked_by=_called(check.actor, to=to) if check else "",
        checkpoint=checkpoint,
        seen_by=timeline.seen_by(checkpoint) if checkpoint else NOBODY,
        first_bad=min(bad, default=None),
        broken=bool(bad) or not (check is None or check.fine) or not (report is None or report.fine),
    )


def _called(reference: str, *, to: Person) -> str:
    return Names([Entry(about=reference, actor=reference)], to=to).of(reference).words


def shell(request: HttpRequest, shown: Sequence[Shown], *, report: Report | None = None) -> dict[str, Any]:
    """What every page of the record shows beside its entries."""
    to = person_of(request)
    return {
        "state": state_of(shown, to=to, report=report),
        "may_check": to.may(Right.SEE_RECORD),
        "may_export": to.may(Right.EXPORT_RECORD),
    }


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The newest entries first, with filters."""
    people.require(person_of(request), Right.SEE_RECORD)
    form = FilterForm(request.GET or None)
    filtered = any(request.GET.get(name) for name in form.fields)
    chosen = form.chosen() if form.is_bound and form.is_valid() else Filter()
    page = page_of(request, chosen) if not form.errors else Page([], "", "")
    shown = entries.shown(page.rows, to=person_of(request))
    context = {
        "form": form,
        "filtered": filtered,
        "days": timeline.days_of(timeline.of_all(shown)),
        "page": page,
        "export_form": ExportForm(),
    }
    return render(request, "record/record.html", context | shell(request, shown), status=422 if form.errors else 200)


@dataclass(frozen=True)
class Page:
    """Some entries, and the addresses of those before and after; "" where there are none."""

    rows: list[Entry]
    newer: str
    older: str


def page_of(request: HttpRequest, chosen: Filter) -> Page:
    """A page of entries that fit, newest first, found by the place of its neighbor, so that it costs the same anywhere."""
    before, after = _place(request, "before"), _place(request, "after")
    if after is not None:
        rows = listed(chosen, after=after, limit=PAGE + 1)
        more_newer, rows = len(rows) > PAGE, rows[-PAGE:]
        more_older = True
    else:
        rows = listed(chosen, before=before, limit=PAGE + 1)
        more_older, rows = len(rows) > PAGE, rows[:PAGE]
        more_newer = before is not None
    kept = {k: v for k, v in request.GET.items() if k not in {"before", "after"} and v}
    return Page(
        rows,
        newer=f"?{urlencode(kept | {'after': rows[0].seq})}" if more_newer and rows else "",
        older=f"?{urlencode(kept | {'before': rows[-1].seq})}" if more_older and rows else "",
    )


def _place(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else None


@require_safe
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """What happened to one draft; for who may see the record, and for its author."""
    to = person_of(request)
    found = Draft.objects.filter(number=number).select_related("author", "current").defer("current__words").first()
    if found is None or not (to.may(Right.SEE_RECORD) or found.author_id == to.pk):
        raise NotThere("There is no such draft, or it is not yours to see.")
    before = _place(request, "before")
    rows = listed(Filter(about=found.reference), before=before, limit=LONGEST_LINE + 1)
    older = f"?before={rows[LONGEST_LINE - 1].seq}" if len(rows) > LONGEST_LINE else ""
    rows = rows[:LONGEST_LINE]
    shown = entries.shown(rows, to=to)
    context = {
        "draft": found,
        "days": timeline.days_of(timeline.of_draft(shown, timeline.sealing(rows))),
        "older": older,
        "newer": before is not None,
        "release": drafts.latest_release(found),
        "first": rows[-1].seq if rows else 0,
        "last": rows[0].seq if rows else 0,
        "mine": found.author_id == to.pk,
    }
    return render(request, "record/draft.html", context | shell(request, shown))


@require_safe
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """What one person did, and what was done about them."""
    people.require(person_of(request), Right.SEE_RECORD)
    found = people.anyone(person)
    page = page_of(request, Filter(of=f"person:{found.pk}"))
    shown = entries.shown(page.rows, to=person_of(request))
    context = {"found": found, "days": timeline.days_of(timeline.of_all(shown)), "page": page}
    return render(request, "record/person.html", context | shell(request, shown))


@dataclass(frozen=True)
class Standing:
    """How one entry stands in the tree, tried just now. ``holds`` is None while no checkpoint covers it."""

    checkpoint: Checkpoint | None = None
    proof: Proof | None = None
    holds: bool | None = None
    trouble: str = ""
    seen_by: SeenBy = NOBODY

    @property
    def hashes(self) -> list[str]:
        return [h.hex() for h in self.proof.hashes] if self.proof else []


def standing_of(row: Entry) -> Standing:
    """The proof of an entry to the newest checkpoint that covers it, and whether it holds."""
    checkpoint = Checkpoint.objects.filter(size__gt=row.seq).order_by("-size").first()
    if checkpoint is None:
        return Standing()
    seen = timeline.seen_by(checkpoint)
    try:
        note = notes.parse(checkpoint.note)
        made = proofs.proof_of(row.seq, note=note, subtrees=subtrees_of(checkpoint.size))
        notes.opened(note, [keys.signer(Organization.objects.get(pk=scope.current()).origin).verifier])
    except (LedgerError, ValueError, Entry.DoesNotExist):
        return Standing(checkpoint, holds=False, trouble="no proof can be made of it", seen_by=seen)
    return Standing(checkpoint, made, made.shows(bytes(row.body)), seen_by=seen)


def _row(seq: int) -> Entry:
    row: Entry | None = Entry.objects.filter(seq=seq).select_related("reason").first()
    if row is None:
        raise NotThere(f"The record has no entry {seq}.")
    return row


@require_safe
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry: what it says, word for word, and how it stands in the tree."""
    people.require(person_of(request), Right.SEE_RECORD)
    row = _row(seq)
    (shown,) = entries.shown([row], to=person_of(request))
    context = {
        "entry": shown,
        "fields": sorted(shown.facts.items()),
        "body": pretty(bytes(row.body)),
        "standing": standing_of(row),
        "size": Tree.objects.values_list("size", flat=True).get(),
    }
    return render(request, "record/entry.html", context | shell(request, [shown]))


def pretty(body: bytes) -> str:
    """An entry's body with each field on a line of its own; as it is, where it cannot be read."""
    try:
        return json.dumps(json.loads(body), indent=2, sort_keys=True)
    except ValueError:
        return body.decode(errors="replace")


@require_safe
def proof(request: HttpRequest, seq: int) -> HttpResponse:
    """The proof of one entry as a file (C2SP tlog-proof)."""
    people.require(person_of(request), Right.SEE_RECORD)
    standing = standing_of(_row(seq))
    if standing.proof is None or not standing.holds:
        raise NotThere("There is no proof of this entry yet. The next checkpoint brings one.")
    answer = HttpResponse(str(standing.proof), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="entry-{seq}.tlog-proof"'
    return answer


@require_safe
def proves(request: HttpRequest) -> HttpResponse:
    """What a checkpoint proves and what not, and how to check a bundle without us."""
    to = person_of(request)
    if not to.may(Right.SEE_RECORD) and not to.may(Right.WRITE):
        people.require(to, Right.SEE_RECORD)
    origin = Organization.objects.get(pk=scope.current()).origin
    context = {"key": str(keys.signer(origin).verifier), "origin": origin}
    return render(request, "record/proves.html", context | shell(request, []))


@require_POST
@own_scope
def check(request: HttpRequest) -> HttpResponse:
    """Check the whole record now, and record that it was checked and what came of it."""
    by, organization, now = person_of(request), scope_of(request), timezone.now()
    with scope.within(organization):
        people.require(by, Right.SEE_RECORD)
        before = last_check()
        if Tree.objects.values_list("size", flat=True).get() > LARGEST_CHECK:
            raise DeskError(
                f"This record has more than {LARGEST_CHECK:,} entries. Whoever runs Bedside checks it with "
                "`bedside audit verify`."
            )
    if before is not None and before.fine and now - before.at < NOT_TWICE_WITHIN:
        messages.info(request, "It was checked less than a minute ago. Nothing is looked at twice in a minute.")
        return redirect("record")
    report = check_and_record(organization, actor=f"person:{by.pk}", at=now)
    with scope.within(organization):
        return render(request, "record/checked.html", {"report": report} | shell(request, [], report=report))


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Hand out a part of the record as a bundle that proves itself. That it was handed out is an entry, and in it."""
    by = person_of(request)
    people.require(by, Right.EXPORT_RECORD)
    form, size = ExportForm(request.POST), Tree.objects.values_list("size", flat=True).get()
    if not form.is_valid():
        raise BadRange("Entries are numbers, such as 0 and 4816.")
    first, last = form.cleaned_data["first"] or 0, form.cleaned_data["last"]
    if first >= size or (last is not None and not first <= last < size):
        raise BadRange(f"The record has entries 0 to {size - 1}. Choose a first and a last one among them.")
    if (size if last is None else last + 1) - first > LARGEST_EXPORT:
        raise BadRange(
            f"At most {LARGEST_EXPORT:,} entries at once. Whoever runs Bedside has `bedside audit export` for more."
        )
    return _bundle(by, first=first, last=last)


class BadRange(DeskError):
    """These entries cannot be handed out; says which can."""

    status = 422


def _bundle(by: Person, *, first: int, last: int | None) -> HttpResponse:
    now = timezone.now()
    facts: dict[str, int | bool] = {"first": first, "whole": last is None}
    if last is not None:
        facts["last"] = last
    audit.append(
        Event.RECORD_EXPORTED, about=f"organization:{scope.current()}", actor=f"person:{by.pk}", at=now, facts=facts
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        try:
            exporting.export(path, first=first, last=last, at=now)
        except (LedgerError, BadInput):
            raise DeskError(
                "The record does not fit together, so no bundle was made. Check it now; the page says where it breaks."
            ) from None
        answer = HttpResponse(path.read_bytes(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="record-{now:%Y-%m-%d}.zip"'
    return answer
