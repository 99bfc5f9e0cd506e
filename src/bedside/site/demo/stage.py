"""Plays a story: acts with the moments at which they are said to have happened, in the order of time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from bedside.core.content import Kind
from bedside.core.events import Event
from bedside.core.releasing import Knowledge, finding_id, open_holds
from bedside.desk.drafts import selectors
from bedside.desk.drafts.looking import look_at
from bedside.desk.drafts.models import Draft, Question
from bedside.desk.drafts.services import asking, releases, reviewing, writing
from bedside.desk.drafts.words import words_of
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors as policies

NOBODY_COULD_TELL = Knowledge(job=False, news=False, family=False, author=False)


@dataclass
class Stage:
    """Where the story plays. Drafts and questions go by names of the story's own.

    Attributes:
        now: when the story ends; nothing happens after it.
        zone: of everybody in it.
        cast: ids of people by the names that the story calls them; persons are read anew for every act.
    """

    now: datetime
    zone: ZoneInfo
    cast: Mapping[str, Any]
    drafts: dict[str, Any] = field(default_factory=dict)
    questions: dict[str, Any] = field(default_factory=dict)
    _acts: list[tuple[datetime, int, Callable[[datetime], object]]] = field(default_factory=list)

    def day(self, ago: int, hour: int, minute: int = 0) -> datetime:
        """A time of an earlier day, by the clock on the wall."""
        date = self.now.astimezone(self.zone).date() - timedelta(days=ago)
        return datetime.combine(date, time(hour, minute), tzinfo=self.zone)

    def ago(self, minutes: int) -> datetime:
        return self.now - timedelta(minutes=minutes)

    def on(self, at: datetime, act: Callable[[datetime], object]) -> None:
        """Let something happen at a moment."""
        self._acts.append((at, len(self._acts), act))

    def play(self) -> None:
        for at, _, act in sorted(self._acts, key=lambda a: a[:2]):
            act(at)
        self._acts.clear()

    def person(self, name: str) -> Person:
        return people.anyone(self.cast[name])

    def draft(self, name: str) -> Draft:
        found: Draft = Draft.objects.select_related("author", "current").get(pk=self.drafts[name])
        return found

    # What authors do

    def writes(
        self,
        at: datetime,
        who: str,
        name: str,
        body: str,
        *,
        kind: Kind = Kind.POST,
        channels: Sequence[str] = ("website",),
        answers: str = "",
        planned_at: datetime | None = None,
    ) -> None:
        """A new draft, saved once."""

        def act(at: datetime) -> None:
            draft = writing.start(by=self.person(who), kind=kind, at=at)
            self.drafts[name] = draft.pk
            self._save(
                at + timedelta(seconds=40), name, body, channels=channels, answers=answers, planned_at=planned_at
            )

        self.on(at, act)

    def rewrites(self, at: datetime, name: str, body: str, **changes: Any) -> None:
        self.on(at, lambda at: self._save(at, name, body, **changes))

    def _save(self, at: datetime, name: str, body: str, **changes: Any) -> None:
        draft = self.draft(name)
        words = words_of(draft.current.words)
        writing.save(
            draft,
            by=draft.author,
            at=at,
            revision=draft.revision,
            body=body,
            kind=changes.get("kind", Kind(draft.kind)),
            in_reply_to=changes.get("answers", words.in_reply_to),
            channels=list(changes.get("channels", draft.channels)),
            planned_at=changes.get("planned_at", draft.planned_at),
            alts={p.id: p.alt for p in words.pictures},
        )

    def illustrates(self, at: datetime, name: str, picture: bytes, *, alt: str) -> None:
        def act(at: datetime) -> None:
            draft = self.draft(name)
            writing.add_picture(draft, by=draft.author, at=at, file=picture, alt=alt)

        self.on(at, act)

    def comments(self, at: datetime, who: str, name: str, words: str) -> None:
        self.on(at, lambda at: writing.comment(self.draft(name), by=self.person(who), at=at, words=words))

    def submits(self, at: datetime, name: str, *, knows: Knowledge = NOBODY_COULD_TELL, note: str = "") -> None:
        def act(at: datetime) -> None:
            draft = self.draft(name)
            look = look_at(draft)
            said = knows if look.tells else None
            writing.submit(draft, by=draft.author, at=at, look=look, knowledge=said, note=note)

        self.on(at, act)

    def discards(self, at: datetime, name: str) -> None:
        self.on(at, lambda at: writing.discard(self.draft(name), by=self.draft(name).author, at=at))

    # What the desk does

    def _seal(self, name: str) -> str:
        return str(self.draft(name).current.seal)

    def reads(self, at: datetime, who: str, name: str) -> None:
        self.on(at, lambda at: reviewing.read(self.draft(name), by=self.person(who), at=at))

    def looks_at_pictures(self, at: datetime, who: str, name: str) -> None:
        def act(at: datetime) -> None:
            for picture in words_of(self.draft(name).current.words).pictures:
                reviewing.look_at_picture(
                    self.draft(name), by=self.person(who), at=at, picture_id=UUID(picture.id), seal=self._seal(name)
                )

        self.on(at, act)

    def returns(self, at: datetime, who: str, name: str, advice: str) -> None:
        self.reads(at - timedelta(minutes=2), who, name)
        self.on(
            at,
            lambda at: reviewing.return_with_advice(
                self.draft(name), by=self.person(who), at=at, advice=advice, seal=self._seal(name)
            ),
        )

    def rejects(self, at: datetime, who: str, name: str, reason: str) -> None:
        self.reads(at - timedelta(minutes=4), who, name)
        self.on(
            at,
            lambda at: reviewing.reject(
                self.draft(name), by=self.person(who), at=at, reason=reason, seal=self._seal(name)
            ),
        )

    def accepts_findings(self, at: datetime, who: str, name: str, reason: str) -> None:
        """Accept every finding that stops the draft and that a reviewer may accept, all with one reason."""

        def act(at: datetime) -> None:
            version = self.draft(name).current
            screening = selectors.screening_of(version)
            findings = screening.findings if screening else ()
            for found in open_holds(findings, selectors.waived(version)):
                reviewing.waive(
                    self.draft(name),
                    by=self.person(who),
                    at=at,
                    finding=finding_id(found),
                    reason=reason,
                    seal=version.seal,
                )

        self.on(at, act)

    def asks_second(self, at: datetime, who: str, name: str, *, of: str, reason: str) -> None:
        self.reads(at - timedelta(minutes=3), who, name)
        self.on(
            at,
            lambda at: reviewing.ask_second(
                self.draft(name), by=self.person(who), at=at, of=self.person(of), reason=reason, seal=self._seal(name)
            ),
        )

    def approves(self, at: datetime, who: str, name: str, reason: str) -> None:
        self.reads(at - timedelta(minutes=3), who, name)
        self.on(
            at,
            lambda at: reviewing.approve(
                self.draft(name),
                by=self.person(who),
                at=at,
                reason=reason,
                seal=self._seal(name),
                policy_digest=policies.in_force_digest(),
            ),
        )

    # What happens to releases

    def _release(self, name: str) -> Any:
        return selectors.latest_release(self.draft(name))

    def copies(self, at: datetime, who: str, name: str) -> None:
        self.on(
            at,
            lambda at: releases.take_out(self._release(name), by=self.person(who), at=at, event=Event.RELEASE_COPIED),
        )

    def takes_back(self, at: datetime, who: str, name: str, reason: str) -> None:
        self.on(at, lambda at: releases.take_back(self._release(name), by=self.person(who), at=at, reason=reason))

    def lapses(self, name: str, *, hours_after: int, approved: datetime) -> None:
        self.on(approved + timedelta(hours=hours_after), lambda at: releases.lapse(self._release(name), at=at))

    # Asking first

    def asks(self, at: datetime, who: str, name: str, words: str, *, where: str) -> None:
        def act(at: datetime) -> None:
            self.questions[name] = asking.ask(by=self.person(who), at=at, words=words, where=where).pk

        self.on(at, act)

    def question(self, name: str) -> Question:
        found: Question = Question.objects.get(pk=self.questions[name])
        return found

    def answers(self, at: datetime, who: str, name: str, verdict: str, words: str) -> None:
        self.on(
            at,
            lambda at: asking.answer(self.question(name), by=self.person(who), at=at, verdict=verdict, words=words),
        )

    def publishes(self, at: datetime, who: str, heading: str, text: str, *, of: str) -> None:
        self.on(
            at,
            lambda at: asking.publish_guidance(
                by=self.person(who), at=at, heading=heading, text=text, question=self.question(of)
            ),
        )
