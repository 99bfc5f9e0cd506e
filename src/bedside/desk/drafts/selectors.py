"""What can be seen of drafts, by whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from bedside.core.errors import NotThere
from bedside.core.findings import Finding, Weight
from bedside.core.flow import UNDER_REVIEW, State
from bedside.core.releasing import Knowledge, Situation, finding_id
from bedside.core.roles import Right
from bedside.core.screenings import Screening
from bedside.desk.audit import selectors as audit
from bedside.desk.audit.models import Entry
from bedside.desk.drafts import looking
from bedside.desk.drafts.models import (
    Attestation,
    Decision,
    Draft,
    Guidance,
    Look,
    Picture,
    Question,
    Release,
    Version,
    Waiver,
)
from bedside.desk.drafts.words import Words, seal_of, words_of
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors as policies
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.fields import Erased

PRECEDENTS = 6
BEFORE_THE_DESK = frozenset(
    {State.WRITING, State.RETURNED, State.DISCARDED}
)  # what is written then is the author's alone


def may_see(draft: Draft, person: Person) -> bool:
    """Authors see their own; who may see drafts sees those that were shown to the desk, and no one's private start."""
    if draft.author_id == person.pk:
        return True
    return person.may(Right.SEE_DRAFTS) and draft.submitted_at is not None


def by_number(number: int, *, for_person: Person) -> Draft:
    """The draft that people call by this number.

    Raises:
        NotThere: there is none that this person may see; which of the two is not said.
    """
    draft = (
        Draft.objects.filter(number=number)
        .select_related("author", "current")
        .prefetch_related("author__grants")
        .first()
    )
    if draft is None or not may_see(draft, for_person):
        raise NotThere("There is no such draft, or it is not yours to see.")
    found: Draft = draft
    return found


def mine(person: Person) -> QuerySet[Draft]:
    """A person's own drafts, the last changed first, without their words."""
    found = Draft.objects.filter(author=person).select_related("current").order_by("-changed_at")
    return found.defer("current__words", "current__noticed", "current__rules", "current__editors", "channels")  # type: ignore[no-any-return]


def queue() -> QuerySet[Draft]:
    """What waits for a decision, without its words: the soonest due first, then the heaviest."""
    return (  # type: ignore[no-any-return]
        Draft.objects.filter(state__in=[s.value for s in UNDER_REVIEW])
        .select_related("author", "current")
        .defer("current__words", "current__noticed")
        .order_by("due_at", "-current__holds", "-current__reviews", "number")
    )


def queue_for(person: Person, *, tab: str) -> QuerySet[Draft]:
    """One tab of the review queue: ``mine`` to decide, ``second`` looks asked of this person, ``returned``."""
    if tab == "second":
        return queue().filter(state=State.SECOND_LOOK)
    if tab == "returned":
        return Draft.objects.filter(state=State.RETURNED).select_related("author", "current").order_by("-changed_at")  # type: ignore[no-any-return]
    return queue().filter(state=State.IN_REVIEW)


def counts(person: Person) -> dict[str, int]:
    """Numbers beside the rooms: ``review``, ``second``, ``returned`` (drafts of the desk), ``mine`` returned, ``ask``."""
    return dict(scope.kept(("counts", person.pk, person.rights), lambda: _counts(person)))


def _counts(person: Person) -> dict[str, int]:
    sees = person.may(Right.SEE_DRAFTS)
    found = Draft.objects.aggregate(
        review=Count("pk", filter=Q(state=State.IN_REVIEW)),
        second=Count("pk", filter=Q(state=State.SECOND_LOOK)),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
        mine=Count("pk", filter=Q(state=State.RETURNED, author=person)),
    )
    if not sees:
        found = {"review": 0, "second": 0, "returned": 0, "mine": found["mine"]}
    waiting = Question.objects.filter(answered_at=None, forgotten_at=None)
    found["ask"] = waiting.count() if person.may(Right.ANSWER) else 0
    return found


def shown(draft: Draft, *, to: Person) -> Version:
    """The words that someone may read now: the author the newest, the desk those that were sent to it last."""
    current: Version = draft.current
    if draft.author_id == to.pk or State(draft.state) not in BEFORE_THE_DESK:
        return current
    return versions(draft, to=to).order_by("-number").first() or current


def versions(draft: Draft, *, to: Person) -> QuerySet[Version]:
    """The versions that someone may read: the author all of them, the desk those that were sent to it."""
    every: QuerySet[Version] = draft.versions.all()
    return every if draft.author_id == to.pk else every.exclude(screened_at=None)


def version(draft: Draft, number: int, *, to: Person) -> Version:
    """One version of a draft.

    Raises:
        NotThere: it has no such version that this person may read.
    """
    found = versions(draft, to=to).filter(number=number).first()
    if found is None:
        raise NotThere("There is no such version of this draft.")
    return found


def screening_of(version: Version) -> Screening | None:
    """The screening of exactly these words; None where there is none yet."""
    if not version.noticed or version.screened_seal != version.seal:
        return None
    return looking.screening_of(version.noticed)


def waivers(version: Version, screening: Screening | None) -> list[Waiver]:
    """What was accepted of these words and counts: a finding that weighs more by now was not accepted as that."""
    held = {finding_id(f) for f in screening.findings if f.weight is Weight.HOLD} if screening else set()
    rows = version.waivers.filter(seal=version.seal).select_related("by").order_by("at")
    return [w for w in rows if w.weight == Weight.HOLD or w.finding not in held]


def waived(version: Version) -> frozenset[str]:
    """The ids of findings that were accepted (see `waivers`)."""
    return frozenset(w.finding for w in waivers(version, screening_of(version)))


def still_found(draft: Draft, version: Version, screening: Screening | None) -> bool:
    """Whether the same is found in these words today. They are looked at again only where the public facts changed."""

    def same() -> bool:
        if screening is None or version.facts_digest == looking.facts_digest(policies.public_facts()):
            return True
        return looking.look_at(draft).screening.findings == screening.findings

    return scope.kept(("still found", version.pk, version.screened_at), same)


def picture(draft: Draft, picture_id: UUID, *, to: Person) -> Picture:
    """A picture in a version that this person may read.

    Raises:
        NotThere: none of these.
    """
    found: Picture | None = draft.pictures.filter(pk=picture_id).first()
    seen = draft.author_id == to.pk or any(
        str(picture_id) == p.id for v in versions(draft, to=to) for p in words_of(v.words).pictures
    )
    if found is None or not seen:
        raise NotThere("There is no such picture.")
    return found


def looked_at(version: Version, words: Words) -> dict[str, list[Look]]:
    """Who looked at each picture, by the picture's id; the author's own look does not count."""
    shown = {p.id for p in words.pictures}
    looks: dict[str, list[Look]] = {i: [] for i in shown}
    if not shown:
        return looks
    rows = Look.objects.filter(picture__in=shown).exclude(by__in=version.editors).select_related("by")
    for look in scope.remembered(("looks", version.pk, version.seal), lambda: list(rows)):
        looks[str(look.picture_id)].append(look)
    return looks


def attestation(version: Version) -> Attestation | None:
    said = Attestation.objects.filter(version=version, seal=version.seal).select_related("by").order_by("-at")
    found: Attestation | None = scope.remembered(("attestation", version.pk, version.seal), said.first)
    return found


def knowledge_of(said: Attestation | None) -> Knowledge | None:
    if said is None:
        return None
    return Knowledge(job=said.told_job, news=said.told_news, family=said.told_family, author=said.told_author)


def second_given(version: Version, *, besides: Person) -> bool:
    """Whether someone other than the one who decides, and not a writer, gave a second look to these words."""
    writers = {str(besides.pk), *version.editors}
    return any(d.outcome == Decision.Outcome.SECOND_FINE and str(d.by_id) not in writers for d in on_these(version))


def second_asked(version: Version) -> bool:
    return any(d.outcome == Decision.Outcome.SECOND_ASKED for d in on_these(version))


def on_these(version: Version) -> list[Decision]:
    """Decisions on exactly these words."""
    return [d for d in _history(version.draft_id) if d.version_id == version.pk and d.seal == version.seal]


def situation(draft: Draft, *, by: Person, policy_digest: str, seen: str, reason: str, at: datetime) -> Situation:
    """Everything that a release of the current version would rest on, read from the rows as they are now.

    The seal is worked out anew from the words themselves, not taken from the row.
    """
    version: Version = draft.current
    words = words_of(version.words)
    screening = screening_of(version)
    findings: tuple[Finding, ...] = screening.findings if screening else ()
    looks = looked_at(version, words)
    return Situation(
        may_approve=by.may(Right.APPROVE),
        wrote=str(by.pk) in version.editors or draft.author_id == by.pk,
        seal=seal_of(words, kind=draft.kind, channels=draft.channels),
        seen=seen,
        screened=version.screened_seal if screening else "",
        pack_in_force=policy_digest,
        pack_used=version.policy_digest if still_found(draft, version, screening) else "",
        findings=findings,
        waived=frozenset(w.finding for w in waivers(version, screening)),
        covered=False,  # no authorization can be linked before there is a register of them
        tells=version.tells,
        knowledge=knowledge_of(attestation(version)),
        pictures=len(words.pictures),
        looked_at=sum(bool(found) for found in looks.values()),
        described=sum(bool(p.alt.strip()) for p in words.pictures),
        second_needed=draft.second_needed or second_asked(version),
        second_given=second_given(version, besides=by),
        planned_at=draft.planned_at,
        at=at,
        reason=reason,
    )


def running(draft: Draft) -> list[Release]:
    """Releases of a draft that were not ended; at most one."""
    return list(draft.releases.filter(ended_at=None).select_related("version", "approved_by"))


def latest_release(draft: Draft) -> Release | None:
    found: Release | None = (
        draft.releases.select_related("version", "approved_by", "ended_by").order_by("-approved_at").first()
    )
    return found


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier decision on words that met the same rules, with its reason; "" where that was erased."""

    number: int
    outcome: str
    label: str
    by: str
    at: datetime
    reason: str
    shared: int


def precedents(version: Version) -> list[Precedent]:
    """Earlier decisions on other drafts that met the same rules: those that share most first, then the newest."""
    wanted = set(version.rules)
    if not wanted:
        return []
    final = [Decision.Outcome.APPROVED, Decision.Outcome.RETURNED, Decision.Outcome.REJECTED]
    rows = (
        Decision.objects.filter(outcome__in=final)
        .exclude(version__draft_id=version.draft_id)
        .select_related("version", "version__draft", "by")
        .defer("version__words", "version__noticed")
        .order_by("-at")[:400]
    )
    ranked = sorted(
        ((len(wanted & set(d.version.rules)), d) for d in rows if wanted & set(d.version.rules)),
        key=lambda pair: (-pair[0], -pair[1].at.timestamp()),
    )[:PRECEDENTS]
    reasons = reasons_of([d.seq for _, d in ranked])
    return [
        Precedent(
            d.version.draft.number,
            d.outcome,
            d.get_outcome_display(),
            d.by.name,
            d.at,
            reasons.get(d.seq) or advice_of(d),
            n,
        )
        for n, d in ranked
    ]


def advice_of(decision: Decision) -> str:
    """What was said to the author; "" where it was erased."""
    try:
        return decision.advice or ""
    except Erased:
        return ""


def reasons_of(seqs: Collection[int]) -> dict[int, str]:
    """The reasons that stand with these entries of the record, where they were not erased."""
    entries = Entry.objects.filter(seq__in=seqs, reason__isnull=False).select_related("reason")
    return {seq: words or "" for seq, words in audit.reasons_of(list(entries)).items()}


def history(draft: Draft) -> list[Decision]:
    """Decisions on a draft, the newest first."""
    return _history(draft.pk)


def _history(draft_id: UUID) -> list[Decision]:
    rows = Decision.objects.filter(version__draft=draft_id).select_related("version", "by", "asked").order_by("-at")
    return list(scope.remembered(("history", draft_id), lambda: list(rows)))


def lapsing(at: datetime) -> QuerySet[Release]:
    """Releases whose time has passed and that nobody ended."""
    return Release.objects.filter(ended_at=None, valid_until__lte=at).select_related("draft", "draft__author")  # type: ignore[no-any-return]


def today(at: datetime) -> dict[str, Any]:
    """What the desk did in the last day: released, returned, median wait of decided drafts."""
    day = at - timedelta(hours=24)
    final = Decision.objects.filter(at__gte=day, outcome__in=["approved", "returned", "rejected"])
    rows = list(final.values_list("outcome", "at", "version__draft__submitted_at"))
    waits = sorted(decided - submitted for _, decided, submitted in rows if submitted)
    return {
        "released": sum(outcome == "approved" for outcome, *_ in rows),
        "returned": sum(outcome == "returned" for outcome, *_ in rows),
        "median": waits[len(waits) // 2] if waits else None,
    }


def my_questions(person: Person) -> QuerySet[Question]:
    return (
        Question.objects.filter(asked_by=person, forgotten_at=None).select_related("answered_by").order_by("-asked_at")
    )  # type: ignore[no-any-return]


def open_questions() -> QuerySet[Question]:
    return Question.objects.filter(answered_at=None, forgotten_at=None).select_related("asked_by").order_by("asked_at")  # type: ignore[no-any-return]


def question(number: int, *, for_person: Person) -> Question:
    """A question, for who asked it and for who answers.

    Raises:
        NotThere: none that this person may see.
    """
    found: Question | None = (
        Question.objects.filter(number=number, forgotten_at=None).select_related("asked_by", "answered_by").first()
    )
    if found is None or not (found.asked_by_id == for_person.pk or for_person.may(Right.ANSWER)):
        raise NotThere("There is no such question, or it is not yours to see.")
    return found


def guidance() -> QuerySet[Guidance]:
    return Guidance.objects.filter(withdrawn_at=None).select_related("published_by").order_by("-published_at")  # type: ignore[no-any-return]


def with_latest_decision(rows: QuerySet[Draft]) -> QuerySet[Draft]:
    """Drafts with their decisions at hand, so that a list asks once for all."""
    decisions = Decision.objects.select_related("by", "asked").order_by("-at").defer("advice")
    return rows.prefetch_related(
        Prefetch("versions", queryset=Version.objects.order_by("number").defer("words", "noticed")),
        Prefetch("versions__decisions", queryset=decisions),
    )
