"""Asking before posting: a private question, an answer from the desk, and guidance in words of its own."""

from datetime import datetime, timedelta

from django.db import transaction

from bedside.core.errors import DeskError, NotPermitted
from bedside.core.events import Event
from bedside.core.roles import Right
from bedside.desk.audit import erasing
from bedside.desk.audit import services as audit
from bedside.desk.drafts import selectors
from bedside.desk.drafts.models import Guidance, Question
from bedside.desk.drafts.services.writing import Empty, actor, numbered
from bedside.desk.drafts.telling import tell_of_question
from bedside.desk.drafts.words import clean
from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person

MOST_CHARS = 10_000
SOMEONE = "system:ask-first"  # the record says that someone asked, and never who: it is read by more than the desk
SENT_TWICE = timedelta(minutes=1)
VERDICTS = ("yes", "change", "no")


class RepeatsWords(DeskError):
    """Guidance would repeat the words of a question."""


@transaction.atomic
def ask(*, by: Person, at: datetime, words: str, where: str) -> Question:
    """Ask the one who answers now. Nobody else than the desk sees it, and no line manager ever.

    Sent twice within a minute it is asked once; the question that stands is given back.
    """
    people.require(by, Right.ASK)
    words = clean(words).strip()
    if not words:
        raise Empty("Write or paste what you would like to post.")
    if len(words) > MOST_CHARS:
        raise DeskError(f"This is longer than a question can be ({MOST_CHARS:,} characters).")
    audit.in_turn()
    if (standing := _asked_just_now(by, words, at)) is not None:
        return standing
    where = " ".join(clean(where).split())[:40]
    question = Question(number=numbered("questions"), asked_by=by, words=words, where=where, asked_at=at)
    question.save(force_insert=True)
    audit.append(Event.QUESTION_ASKED, about=question.reference, actor=SOMEONE, at=at)
    answering = people.answers_to(by, at)
    if answering is not None:
        tell_of_question(Notice.Kind.QUESTION_WAITS, question, to=[answering], at=at)
    return question


def _asked_just_now(by: Person, words: str, at: datetime) -> Question | None:
    last: Question | None = selectors.my_questions(by).filter(answered_at=None, forgotten_at=None).first()
    if last is None or at - last.asked_at >= SENT_TWICE or last.words != words:
        return None
    return last


def _locked(question: Question) -> Question:
    found: Question = Question.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=question.pk)
    return found


@transaction.atomic
def answer(question: Question, *, by: Person, at: datetime, verdict: str, words: str) -> Question:
    """Answer a question once; who asked hears of it."""
    people.require(by, Right.ANSWER)
    question = _locked(question)
    if question.asked_by_id == by.pk:
        raise NotPermitted("You asked this, so someone else has to answer.")
    if question.answered_at is not None or question.forgotten_at is not None:
        raise DeskError("This question was answered or taken back meanwhile.")
    words = clean(words).strip()
    if verdict not in VERDICTS or not words:
        raise Empty("Choose an answer and say a few words with it.")
    question.answer, question.verdict = words[:MOST_CHARS], verdict
    question.answered_by, question.answered_at = by, at
    question.save()
    audit.append(Event.QUESTION_ANSWERED, about=question.reference, actor=actor(by), at=at, facts={"answer": verdict})
    notices.settled(question.reference, at=at)
    tell_of_question(Notice.Kind.ANSWERED, question, to=[question.asked_by], at=at)
    return question


@transaction.atomic
def forget(question: Question, *, by: Person, at: datetime) -> None:
    """Take one's question back: its words and the answer are erased for good; that something was asked stays."""
    question = _locked(question)
    if question.asked_by_id != by.pk:
        raise NotPermitted("Only who asked can take a question back.")
    if question.forgotten_at is not None:
        return
    question.forgotten_at = at
    question.save(update_fields=["forgotten_at"])
    notices.settled(question.reference, at=at)
    erasing.erase(question, actor=SOMEONE, at=at, reason="")


@transaction.atomic
def publish_guidance(
    *, by: Person, at: datetime, heading: str, text: str, question: Question | None = None
) -> Guidance:
    """Tell everyone, in words that tell nothing of who asked. What is told already is not told again.

    Raises:
        RepeatsWords: six words in a row are those of the question it came of.
    """
    people.require(by, Right.ANSWER)
    heading, text = " ".join(clean(heading).split()), clean(text).strip()
    if not heading or not text:
        raise Empty("Guidance needs a heading and a text.")
    if question is not None and repeats(f"{heading}\n{text}", question.words):
        raise RepeatsWords("This repeats words of the question. Say it in general words, so that nobody is recognized.")
    heading, text = heading[:120], text[:MOST_CHARS]
    audit.in_turn()
    if (told := selectors.guidance().filter(heading=heading, text=text).first()) is not None:
        standing: Guidance = told
        return standing
    made: Guidance = Guidance.objects.create(heading=heading, text=text, published_by=by, published_at=at)
    audit.append(Event.GUIDANCE_PUBLISHED, about=f"guidance:{made.pk}", actor=actor(by), at=at)
    return made


@transaction.atomic
def withdraw_guidance(guidance: Guidance, *, by: Person, at: datetime) -> None:
    people.require(by, Right.ANSWER)
    if guidance.withdrawn_at is None:
        guidance.withdrawn_at = at
        guidance.save(update_fields=["withdrawn_at"])
        audit.append(Event.GUIDANCE_WITHDRAWN, about=f"guidance:{guidance.pk}", actor=actor(by), at=at)


RUN = 6


def repeats(text: str, words: str) -> bool:
    """Whether six words in a row of ``words`` stand in ``text``."""
    have, asked = text.casefold().split(), words.casefold().split()
    if len(asked) < RUN:
        return bool(asked) and " ".join(asked) in " ".join(have)
    runs = {tuple(asked[i : i + RUN]) for i in range(len(asked) - RUN + 1)}
    return any(tuple(have[i : i + RUN]) in runs for i in range(len(have) - RUN + 1))
