"""Everything that can be done with a draft, in any order, by anyone; after each act, what must hold holds.

What a release rests on is worked out here anew from the rows and the engine, not from `core.releasing`.
"""

import io
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PIL import Image

from bedside.core.content import Kind
from bedside.core.errors import BedsideError
from bedside.core.findings import Guideline, Weight
from bedside.core.flow import State
from bedside.core.releasing import Knowledge
from bedside.core.roles import Role
from bedside.desk.audit.models import Entry, Tree
from bedside.desk.drafts import looking, selectors
from bedside.desk.drafts.looking import look_at
from bedside.desk.drafts.models import Attestation, Decision, Draft, Look, Release, Version, Waiver
from bedside.desk.drafts.services import releases, reviewing, writing
from bedside.desk.drafts.words import content_of, seal_of, words_of
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors as policies
from bedside.desk.policies import services as adopting
from bedside.desk.tenancy import scope
from tests.desk.acting import roster
from tests.desk.conftest import founded

START = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
TEXTS = (
    "Flu shots are here. Walk in any weekday from nine to five, no appointment needed.",
    "Our rehab team won the county award. Come and say hello on Saturday.",
    "Ada Example came home after her hip repair on March 3 and is dancing again.",
    "The man from the crash on Route 9 was a mess in our ER last night.",
    "She is the youngest transplant patient we have ever had, and she made it.",
    "Another full moon, another crazy night with the frequent flyers.",
    "One of our patients found the courage to talk about her depression with us.",
    "Wear a helmet. Our trauma nurses thank you.",
    "",
)
APPROVERS = {Role.POINT_OF_CONTACT, Role.DEPUTY, Role.PRIVACY_OFFICER}
LOOKS: dict[tuple[str, str, str, int], Any] = {}


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "PNG")
    return out.getvalue()


PICTURE = png()
REACHED: Counter[str] = Counter()  # how often walks came to what they are about


def looked(draft: Draft) -> Any:
    """A look at the draft's words. The engine gives the same for the same, so it is asked once for each."""
    words = words_of(draft.current.words)
    key = (words.as_json(), draft.kind, draft.current.seal, policies.in_force_digest())
    if key not in LOOKS:
        LOOKS[key] = look_at(draft)
    return LOOKS[key]


class Flow(RuleBasedStateMachine):
    """One draft of one organisation, with everyone who works there."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.clinic = founded("clinic")
        self.people: dict[str, Person] = roster(self.clinic, at=START)
        self.at = START
        self.within = scope.within(self.clinic.pk)
        self.within.__enter__()
        self.draft = writing.start(by=self.people["author"], kind=Kind.POST, at=self.at)
        self.approvals = 0
        self.frozen: dict[Any, bytes] = {}

    def teardown(self) -> None:
        self.within.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def act(self, what: Any) -> Any:
        """Do something. If it is refused, nothing has changed and nothing is recorded; else there is one entry more."""
        before, rows = self._size(), self._rows()
        self.at += timedelta(seconds=20)
        try:
            with transaction.atomic():
                done = what()
        except BedsideError as refusal:
            refused = refusal
        else:
            assert self._size() == before + 1, "one act, one entry"
            return done
        assert str(refused)
        assert self._size() == before
        assert self._rows() == rows
        return None

    def _size(self) -> int:
        return Tree.objects.get().size  # type: ignore[no-any-return]

    def _rows(self) -> tuple[Any, ...]:
        draft = Draft.objects.get(pk=self.draft.pk)
        version = Version.objects.get(pk=draft.current_id)
        return (
            draft.state,
            draft.revision,
            version.number,
            version.seal,
            bytes(version.__dict__["words"]),
            Waiver.objects.count(),
            Decision.objects.count(),
            Release.objects.count(),
            Attestation.objects.count(),
        )

    @property
    def now(self) -> Draft:
        return selectors.by_number(self.draft.number, for_person=self.people["author"])

    someone = st.sampled_from("owner privacy_officer point_of_contact deputy reviewer author employee auditor".split())
    desk = st.sampled_from("privacy_officer point_of_contact deputy reviewer author".split())

    @initialize(text=st.sampled_from(TEXTS), kind=st.sampled_from(list(Kind)))
    def first_words(self, text: str, kind: Kind) -> None:
        self._save("author", text, kind, None)

    def _save(self, who: str, text: str, kind: Kind, planned_at: datetime | None, alt: str = "") -> None:
        draft = self.now
        alts = {p.id: alt for p in words_of(draft.current.words).pictures} if alt else {}
        self.act(
            lambda: writing.save(
                draft, by=self.people[who], at=self.at, revision=draft.revision, body=text, kind=kind,
                in_reply_to="How are you?" if kind is Kind.COMMENT_REPLY else "", planned_at=planned_at, alts=alts,
            )
        )  # fmt: skip

    @rule(
        who=someone, text=st.sampled_from(TEXTS), kind=st.sampled_from(list(Kind)),
        plan=st.sampled_from([None, 1, 600]), alt=st.sampled_from(["", "A teal square"]),
    )  # fmt: skip
    def save(self, who: str, text: str, kind: Kind, plan: int | None, alt: str) -> None:
        self._save(who, text, kind, self.at + timedelta(minutes=plan) if plan else None, alt)

    @rule()
    def save_from_an_old_page(self) -> None:
        draft = self.now
        done = self.act(
            lambda: writing.save(
                draft, by=self.people["author"], at=self.at, revision=draft.revision - 1, body="old", kind=Kind.POST
            )
        )
        assert done is None

    @rule(who=someone)
    def add_picture(self, who: str) -> None:
        if len(words_of(self.now.current.words).pictures) < 2:
            self.act(lambda: writing.add_picture(self.now, by=self.people[who], at=self.at, file=PICTURE))

    @rule(who=someone)
    def keep_version(self, who: str) -> None:
        self.act(lambda: writing.keep_version(self.now, by=self.people[who], at=self.at))

    @rule(
        who=someone,
        knows=st.sampled_from([None, (), (), (), ("news",), ("job", "author")]),
        stale=st.sampled_from([False, False, False, True]),
    )
    def submit(self, who: str, knows: Any, stale: bool) -> None:
        draft = self.now
        look = looked(draft)
        if stale:
            self._save("author", "Other words meanwhile.", Kind.POST, None)
        knowledge = None
        if knows is not None:
            knowledge = Knowledge(**{k: k in knows for k in ("job", "news", "family", "author")})
        self.act(lambda: writing.submit(draft, by=self.people[who], at=self.at, look=look, knowledge=knowledge))

    @rule(who=someone, step=st.sampled_from([writing.withdraw, writing.discard, writing.reopen]))
    def move(self, who: str, step: Any) -> None:
        self.act(lambda: step(self.now, by=self.people[who], at=self.at))

    @rule(who=desk, reason=st.sampled_from(["fine here", ""]), data=st.data())
    def waive(self, who: str, reason: str, data: st.DataObject) -> None:
        screening = selectors.screening_of(self.now.current)
        ids = [looking.finding_id(f) for f in screening.findings] if screening else []
        finding = data.draw(st.sampled_from([*ids, "PHI-A1:body:0:1"]))
        draft = self.now
        self.act(
            lambda: reviewing.waive(
                draft, by=self.people[who], at=self.at, finding=finding, reason=reason, seal=draft.current.seal
            )
        )

    @rule(who=desk)
    def waive_everything(self, who: str) -> None:
        self._waive_all(self.people[who])

    @rule(who=desk)
    def look_at_pictures(self, who: str) -> None:
        self._look(self.people[who])

    @rule(who=someone, how=st.sampled_from(["return", "reject"]))
    def decide_against(self, who: str, how: str) -> None:
        draft, by = self.now, self.people[who]
        if how == "return":
            self.act(
                lambda: reviewing.return_with_advice(
                    draft, by=by, at=self.at, advice="Shorter", seal=draft.current.seal
                )
            )
        else:
            self.act(lambda: reviewing.reject(draft, by=by, at=self.at, reason="No", seal=draft.current.seal))

    @rule(who=someone, of=someone)
    def ask_second(self, who: str, of: str) -> None:
        draft = self.now
        self.act(
            lambda: reviewing.ask_second(
                draft, by=self.people[who], at=self.at, of=self.people[of], reason="Please", seal=draft.current.seal
            )
        )

    @rule(who=someone, fine=st.booleans())
    def opine(self, who: str, fine: bool) -> None:
        draft = self.now
        self.act(
            lambda: reviewing.opine(
                draft, by=self.people[who], at=self.at, fine=fine, reason="I looked", seal=draft.current.seal
            )
        )

    @rule(
        text=st.sampled_from(TEXTS[:-1]), left_out=st.sets(st.sampled_from(range(8)), max_size=1),
        who=st.sampled_from(["point_of_contact", "point_of_contact", "deputy", "privacy_officer", "reviewer", "author"]),
        plan=st.sampled_from([None, None, 600]), picture=st.booleans(), second=st.booleans(),
    )  # fmt: skip
    def everything_but_perhaps_one_step(
        self, text: str, left_out: set[int], who: str, plan: int | None, picture: bool, second: bool
    ) -> None:
        """The whole way in its right order, with at most one step forgotten, and not always by the right person."""
        back = {State.IN_REVIEW: writing.withdraw, State.SECOND_LOOK: writing.withdraw}
        state = State(self.now.state)
        if state not in {State.WRITING, State.RETURNED, State.REJECTED}:
            step_back = back.get(state, writing.reopen)
            self.act(lambda: step_back(self.now, by=self.people["author"], at=self.at))
        steps: list[Any] = [
            lambda: (
                picture
                and self.act(lambda: writing.add_picture(self.now, by=self.people["author"], at=self.at, file=PICTURE))
            ),
            lambda: self._save(
                "author", text, Kind.POST, self.at + timedelta(minutes=plan) if plan else None, "A square"
            ),
            lambda: self._submit("author", Knowledge(job=False, news=False, family=False, author=False)),
            lambda: self._look(self.people[who]),
            lambda: self._waive_all(self.people["reviewer"]),
            lambda: second and self._second(self.people[who]),
            lambda: second and self._opine(),
            lambda: self._approve(self.people[who], "nobody can be recognized", old=False),
        ]
        for number, step in enumerate(steps):
            if number not in left_out:
                step()

    def _submit(self, who: str, knowledge: Knowledge | None) -> None:
        draft = self.now
        look = looked(draft)
        self.act(lambda: writing.submit(draft, by=self.people[who], at=self.at, look=look, knowledge=knowledge))

    def _look(self, by: Person) -> None:
        draft = self.now
        for shown in words_of(draft.current.words).pictures:
            self.act(
                lambda shown=shown: reviewing.look_at_picture(
                    draft, by=by, at=self.at, picture_id=shown.id, seal=draft.current.seal
                )
            )

    def _waive_all(self, by: Person) -> None:
        draft = self.now
        screening = selectors.screening_of(draft.current)
        for finding in screening.findings if screening else ():
            found = looking.finding_id(finding)
            self.act(
                lambda found=found: reviewing.waive(
                    draft, by=by, at=self.at, finding=found, reason="seen", seal=draft.current.seal
                )
            )

    def _second(self, by: Person) -> None:
        draft, of = self.now, self.people["reviewer"]
        self.act(
            lambda: reviewing.ask_second(draft, by=by, at=self.at, of=of, reason="Please", seal=draft.current.seal)
        )

    def _opine(self) -> None:
        draft, by = self.now, self.people["reviewer"]
        self.act(lambda: reviewing.opine(draft, by=by, at=self.at, fine=True, reason="Fine", seal=draft.current.seal))

    @rule(who=desk)
    def screen_again(self, who: str) -> None:
        draft = self.now
        look = looked(draft)
        self.act(lambda: reviewing.screen_again(draft, by=self.people[who], at=self.at, screened=look))

    @rule(pack=st.sampled_from(["hipaa-baseline", "california", "texas"]))
    def adopt(self, pack: str) -> None:
        self.act(lambda: adopting.adopt(pack, by=self.people["privacy_officer"], at=self.at, reason="our State"))

    @rule(minutes=st.sampled_from([5, 60, 24 * 60, 72 * 60]))
    def wait(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(
        who=someone, reason=st.sampled_from(["nobody can be recognized", ""]), old=st.sampled_from([False, False, True])
    )
    def approve(self, who: str, reason: str, old: bool) -> None:
        self._approve(self.people[who], reason, old=old)

    def _approve(self, by: Person, reason: str, *, old: bool) -> None:
        draft = self.now
        seal = "0" * 64 if old else draft.current.seal
        digest = policies.in_force_digest()
        release = self.act(
            lambda: reviewing.approve(draft, by=by, at=self.at, reason=reason, seal=seal, policy_digest=digest)
        )
        if release is None:
            return
        assert reason
        assert not old
        self._stands(release, by)
        self.approvals += 1
        REACHED["released"] += 1
        REACHED["released with an accepted hold"] += release.version.holds > 0
        REACHED["released with a picture"] += bool(words_of(release.version.words).pictures)
        REACHED["released after a second look"] += selectors.second_given(release.version, besides=by)
        self.frozen[release.pk] = bytes(Version.objects.get(pk=release.version_id).__dict__["words"])

    def _stands(self, release: Release, by: Person) -> None:
        """Everything that a release must rest on, worked out anew."""
        draft = Draft.objects.get(pk=self.draft.pk)
        version = Version.objects.get(pk=release.version_id)
        words = words_of(version.words)
        author = self.people["author"]
        assert by.pk != author.pk
        assert set(by.roles) & APPROVERS
        assert release.seal == seal_of(words, kind=draft.kind, channels=draft.channels)
        content = content_of(
            words, kind=draft.kind, organization=policies.public_facts(), channels=draft.channels,
            publish_at=draft.planned_at,
        )  # fmt: skip
        fresh = looking.look(
            content, seal=release.seal, pictures=len(words.pictures), policy=policies.in_force(),
            policy_digest=policies.in_force_digest(),
        )  # fmt: skip
        stored = selectors.screening_of(version)
        assert stored is not None
        assert stored.findings == fresh.screening.findings
        accepted = {w.finding: w.by_id for w in Waiver.objects.filter(version=version)}
        for finding in fresh.screening.findings:
            if finding.weight is Weight.HOLD:
                assert Guideline.AUTHORIZATION not in finding.guidelines, "no permission is linked"
                assert accepted[looking.finding_id(finding)] != author.pk
        if fresh.tells:
            said = Attestation.objects.filter(version=version).order_by("-at").first()
            assert said is not None
            assert not (said.told_job or said.told_news or said.told_family or said.told_author)
        if fresh.sensitive:
            seconds = Decision.objects.filter(version=version, outcome=Decision.Outcome.SECOND_FINE)
            assert {d.by_id for d in seconds} - {by.pk, author.pk}
        for shown in words.pictures:
            assert shown.alt.strip()
            assert Look.objects.filter(picture=shown.id).exclude(by=author).exists()
        assert draft.planned_at is None or draft.planned_at >= self.at

    @precondition(lambda self: self.approvals)
    @rule(who=someone, how=st.sampled_from(["copy", "take_back", "lapse"]))
    def use_release(self, who: str, how: str) -> None:
        release = selectors.latest_release(self.now)
        assert release is not None
        by = self.people[who]
        if how == "copy":
            out = self.act(lambda: releases.take_out(release, by=by, at=self.at, event=releases.Event.RELEASE_COPIED))
            if out is not None:
                assert release.valid_from <= self.at < release.valid_until
                assert out.words.as_json() == words_of(Version.objects.get(pk=release.version_id).words).as_json()
        elif how == "take_back":
            self.act(lambda: releases.take_back(release, by=by, at=self.at, reason="a mistake"))
        elif self.at >= release.valid_until and release.ended_at is None:
            self.act(lambda: releases.lapse(release, at=self.at))
        else:
            assert releases.lapse(release, at=self.at) is None

    @invariant()
    def released_only_by_release(self) -> None:
        draft = Draft.objects.get(pk=self.draft.pk)
        running = Release.objects.filter(draft=draft, ended_at=None).count()
        assert running == (1 if draft.state == State.RELEASED else 0)
        assert Release.objects.count() == self.approvals == Entry.objects.filter(event="draft.approved").count()

    @invariant()
    def released_words_never_change(self) -> None:
        for release in Release.objects.all():
            assert bytes(Version.objects.get(pk=release.version_id).__dict__["words"]) == self.frozen[release.pk]

    @invariant()
    def words_are_sealed(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT words FROM drafts_version")
            held = b"".join(bytes(row[0]) for row in cursor.fetchall())
        assert b"Route 9" not in held
        assert b"Flu shots" not in held
