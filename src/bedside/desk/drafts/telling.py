"""Who hears by e-mail that something happened to a draft or question; never a word of it."""

from collections.abc import Iterable
from datetime import datetime

from bedside.desk.drafts.models import Draft, Question
from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people.models import Person

WAITING = (
    Notice.Kind.REVIEW_WAITS,
    Notice.Kind.DUE_SOON,
    Notice.Kind.OVERDUE,
    Notice.Kind.SECOND_LOOK_WAITS,
    Notice.Kind.RETURNED,
    Notice.Kind.RELEASED,
    Notice.Kind.LAPSES_SOON,
)


def tell(kind: Notice.Kind, draft: Draft, *, to: Iterable[Person], at: datetime) -> None:
    """Put a notice about a draft into the outbox of these people."""
    notices.wait(kind, to=[p.pk for p in to], about=draft.reference, number=draft.number, due_at=draft.due_at, at=at)


def settle(draft: Draft, *, at: datetime) -> None:
    """What waited for someone about this draft waits no more."""
    notices.settled(draft.reference, at=at, kinds=WAITING)


def tell_of_question(kind: Notice.Kind, question: Question, *, to: Iterable[Person], at: datetime) -> None:
    notices.wait(kind, to=[p.pk for p in to], about=question.reference, number=question.number, at=at)
