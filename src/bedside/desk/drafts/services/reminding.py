"""What time alone brings about: who answers hears of what waits, and hears again when it is due; releases that lapse.

Each function looks at one organisation, tells nobody the same thing twice, and writes notices only: nothing of a
draft changes, so there is no entry.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bedside.core.flow import UNDER_REVIEW, State
from bedside.desk.drafts import selectors
from bedside.desk.drafts.models import Decision, Draft, Release
from bedside.desk.drafts.telling import tell, tell_of_question
from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person

Kind = Notice.Kind
DUE_SOON = timedelta(minutes=30)
LAPSES_SOON = timedelta(hours=6)
OF_REVIEW = (Kind.REVIEW_WAITS, Kind.DUE_SOON, Kind.OVERDUE)
Told = dict[tuple[str, UUID], datetime]


@transaction.atomic
def tell_who_answers(at: datetime) -> int:
    """Let whoever answers now know of what waits and was told to others: an absence began or ended, or there is a new
    point of contact. What its author answers for goes to the next in line. How many were told something.
    """
    line = answering_line(at)
    drafts = list(selectors.queue().filter(state=State.IN_REVIEW))
    told = notices.told(OF_REVIEW, about=[d.reference for d in drafts])
    count = 0
    for draft in drafts:
        who = first_who_may(line, draft)
        if who is not None and not _told_since(told, draft.reference, who, draft.submitted_at):
            tell(Kind.REVIEW_WAITS, draft, to=[who], at=at)
            count += 1
    return count + _tell_of_questions(line[:1], at=at)


def _tell_of_questions(answering: Sequence[Person], *, at: datetime) -> int:
    questions = list(selectors.open_questions())
    told = notices.told([Kind.QUESTION_WAITS], about=[q.reference for q in questions])
    count = 0
    for question in questions:
        new = [p for p in answering if not _told_since(told, question.reference, p, question.asked_at)]
        tell_of_question(Kind.QUESTION_WAITS, question, to=new, at=at)
        count += len(new)
    return count


def answering_line(at: datetime) -> list[Person]:
    """Who answers at a moment, then those who would next: here, not away, able to decide."""
    found = people.answer_line(at)
    rest = [p for p in found.line if p != found.now and p.pk not in found.away and people.can_stand_in(p)]
    return [*([found.now] if found.now else []), *rest]


def first_who_may(line: Iterable[Person], draft: Draft) -> Person | None:
    """The first of a line who did not write the draft themselves."""
    return next((p for p in line if p.pk != draft.author_id and str(p.pk) not in draft.current.editors), None)


def _told_since(told: Told, about: str, person: Person, since: datetime | None) -> bool:
    when = told.get((about, person.pk))
    return when is not None and (since is None or when >= since)


@transaction.atomic
def remind_of_due(at: datetime) -> int:
    """Remind, once a round of review: half an hour before a decision is due, whom it waits for; after that, the next
    in line too. How many were told something.
    """
    line = answering_line(at)
    states = [s.value for s in UNDER_REVIEW]
    drafts = list(selectors.queue().filter(state__in=states, due_at__lte=at + DUE_SOON))
    told = notices.told([Kind.DUE_SOON, Kind.OVERDUE], about=[d.reference for d in drafts])
    asked = _asked_for_second_looks(drafts)
    count = 0
    for draft in drafts:
        waits_for = asked.get(draft.pk) or first_who_may(line, draft)
        next_one = first_who_may([p for p in line if p != waits_for], draft) if draft.due_at < at else None
        for kind, who in ((Kind.DUE_SOON, waits_for), (Kind.OVERDUE, next_one)):
            if who is not None and not _told_since(told, draft.reference, who, draft.submitted_at):
                tell(kind, draft, to=[who], at=at)
                count += 1
    return count


def _asked_for_second_looks(drafts: Sequence[Draft]) -> dict[UUID, Person]:
    """Whom the last second look was asked of, by draft, for drafts that wait for one."""
    waiting = [d.pk for d in drafts if d.state == State.SECOND_LOOK]
    rows = Decision.objects.filter(version__draft__in=waiting, outcome=Decision.Outcome.SECOND_ASKED)
    return {d.version.draft_id: d.asked for d in rows.select_related("version", "asked").order_by("at")}


@transaction.atomic
def remind_of_lapsing(at: datetime) -> int:
    """Tell authors, once a release, that its time is nearly over. How many were told."""
    ending = Release.objects.filter(ended_at=None, valid_until__gt=at, valid_until__lte=at + LAPSES_SOON)
    releases = list(ending.select_related("draft", "draft__author"))
    told = notices.told([Kind.LAPSES_SOON], about=[r.draft.reference for r in releases])
    count = 0
    for release in releases:
        author = release.draft.author
        if not _told_since(told, release.draft.reference, author, release.approved_at):
            notices.wait(
                Kind.LAPSES_SOON, to=[author.pk], about=release.draft.reference, number=release.draft.number,
                due_at=release.valid_until, at=at,
            )  # fmt: skip
            count += 1
    return count
