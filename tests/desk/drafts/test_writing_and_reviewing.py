"""What authors and the desk can do with a draft, and what they cannot."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from bedside.core.content import Kind
from bedside.core.errors import DeskError, NotPermitted, NotThere
from bedside.core.events import Event
from bedside.core.flow import PATH, State, Step, WrongState, after, open_steps
from bedside.core.releasing import Knowledge, NotReleasable, Obstacle, finding_id
from bedside.desk.audit.models import Entry
from bedside.desk.drafts import selectors
from bedside.desk.drafts.looking import look_at
from bedside.desk.drafts.models import Decision, Draft, Release, Version
from bedside.desk.drafts.services import asking, releases, reviewing, writing
from bedside.desk.drafts.services.reviewing import DecidedMeanwhile, OwnWords
from bedside.desk.drafts.services.writing import NotYours, Overtaken, StaleScreening, Unanswered
from bedside.desk.drafts.views.releases import ended
from bedside.desk.drafts.words import TooLong, words_of
from bedside.desk.notices.models import Notice
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors as policies
from bedside.desk.policies import services as adopting
from bedside.desk.tenancy.models import Organization
from tests.desk.drafts import making

People = dict[str, Person]
pytestmark = pytest.mark.usefixtures("at_clinic")


def approve(draft: Draft, by: Person, **more: Any) -> Release:
    told = {"reason": "nobody can be recognized", "seal": draft.current.seal, "at": timezone.now(), **more}
    return reviewing.approve(draft, by=by, policy_digest=policies.in_force_digest(), **told)


def why_not(draft: Draft, by: Person, **more: Any) -> tuple[Obstacle, ...]:
    with pytest.raises(NotReleasable) as refused:
        approve(draft, by, **more)
    assert not Release.objects.filter(draft=draft).exists()
    assert not Entry.objects.filter(event=str(Event.DRAFT_APPROVED), about=draft.reference).exists()
    return refused.value.obstacles


def test_exactly_the_words_that_were_read_are_released(people: People) -> None:
    draft = making.submitted(people)
    release = approve(draft, people["point_of_contact"])

    draft = making.as_it_is(draft)
    assert draft.state == State.RELEASED
    assert release.seal == draft.current.seal
    assert release.valid_until - release.valid_from == reviewing.WINDOW
    assert Entry.objects.filter(event="draft.approved").count() == 1
    assert making.copied(people, draft) == making.FINE


def test_whoever_wrote_it_never_approves_it(people: People) -> None:
    draft = making.submitted(people, by="point_of_contact")
    assert Obstacle.OWN_WORDS in why_not(draft, people["point_of_contact"])
    assert approve(draft, people["deputy"]).approved_by == people["deputy"]


@pytest.mark.parametrize("role", ["reviewer", "owner", "auditor", "employee"])
def test_approving_is_for_the_contact_the_deputies_and_the_privacy_officer(people: People, role: str) -> None:
    assert Obstacle.NOT_APPROVER in why_not(making.submitted(people), people[role])


def test_words_that_differ_from_those_on_the_page_are_not_approved(people: People) -> None:
    draft = making.submitted(people)
    assert why_not(draft, people["point_of_contact"], seal="0" * 64) == (Obstacle.CHANGED,)


def test_words_changed_in_the_database_are_not_approved_and_never_copied(people: People) -> None:
    draft, other = making.submitted(people), making.submitted(people, "Come to our open house on Saturday.")
    version = Version.objects.get(pk=draft.current_id)
    version.words = words_of(other.current.words).as_json()
    version.save(update_fields=["words"])
    assert Obstacle.NOT_SCREENED in why_not(draft, people["point_of_contact"])

    frozen = making.released(people)
    version = Version.objects.get(pk=frozen.current_id)
    version.words = words_of(other.current.words).as_json()
    version.save(update_fields=["words"])
    with pytest.raises(releases.SealDiffers):
        making.copied(people, frozen)


def test_a_story_without_a_signed_permission_is_not_released_whatever_is_accepted(people: People) -> None:
    draft = making.submitted(people, making.HELD, kind=Kind.STORY)
    screening = selectors.screening_of(draft.current)
    assert screening is not None
    for finding in screening.findings:
        if finding.weight in {"hold", "review"}:
            told = {"at": timezone.now(), "reason": "she said yes", "seal": draft.current.seal}
            if "authorization" in finding.guidelines and finding.weight == "hold":
                with pytest.raises(NotPermitted, match="signed permission"):
                    reviewing.waive(draft, by=people["reviewer"], finding=finding_id(finding), **told)
            else:
                reviewing.waive(draft, by=people["reviewer"], finding=finding_id(finding), **told)
    assert why_not(draft, people["point_of_contact"]) == (Obstacle.NOT_COVERED,)


def test_what_the_author_knows_stands_in_the_way(people: People) -> None:
    told = Knowledge(job=False, news=True, family=False, author=False)
    draft = making.submitted(people, "A patient of ours ran the marathon last year.", knowledge=told)
    assert Obstacle.KNOWN in why_not(draft, people["point_of_contact"])


def test_the_four_questions_are_asked_where_someone_is_told_about(people: People) -> None:
    draft = making.started(people, "A patient of ours ran the marathon last year.")
    look = look_at(draft)
    assert look.tells
    with pytest.raises(Unanswered):
        writing.submit(draft, by=people["author"], at=timezone.now(), look=look)
    assert making.as_it_is(draft).state == State.WRITING


def test_a_plan_that_has_passed_is_no_plan(people: People) -> None:
    at = timezone.now()
    draft = making.submitted(people, planned_at=at + timedelta(hours=1))
    assert why_not(draft, people["point_of_contact"], at=at + timedelta(hours=2)) == (Obstacle.TOO_LATE,)


def test_rules_adopted_since_ask_for_another_look(people: People) -> None:
    draft = making.submitted(people)
    adopting.adopt("texas", by=people["privacy_officer"], at=timezone.now(), reason="we moved")
    assert why_not(draft, people["point_of_contact"]) == (Obstacle.OTHER_POLICY,)

    reviewing.screen_again(draft, by=people["reviewer"], at=timezone.now(), screened=look_at(draft))
    assert approve(making.as_it_is(draft), people["point_of_contact"])


def test_a_picture_is_looked_at_by_someone_else_and_described_before_it_goes_out(people: People) -> None:
    draft = making.submitted(people, pictures=("",))
    assert why_not(draft, people["point_of_contact"]) == (Obstacle.PICTURE_UNSEEN, Obstacle.PICTURE_UNDESCRIBED)
    seen = making.submitted(people, pictures=("A teal square",))
    making.looked_at(people, seen)
    assert approve(seen, people["point_of_contact"])


def test_a_second_look_that_was_asked_for_is_waited_for_and_given_by_another(people: People) -> None:
    draft = making.second_asked(people)
    with pytest.raises(WrongState):
        approve(draft, people["point_of_contact"])
    told = {"fine": True, "reason": "I looked", "seal": draft.current.seal}
    with pytest.raises(OwnWords):
        reviewing.opine(draft, by=people["point_of_contact"], at=timezone.now(), **told)
    reviewing.opine(draft, by=people["reviewer"], at=timezone.now(), **told)
    assert approve(making.as_it_is(draft), people["point_of_contact"])


def test_doubts_of_a_second_look_are_no_yes(people: People) -> None:
    draft = making.second_asked(people)
    reviewing.opine(
        draft, by=people["reviewer"], at=timezone.now(), fine=False, reason="Too close", seal=draft.current.seal
    )
    assert why_not(making.as_it_is(draft), people["point_of_contact"]) == (Obstacle.SECOND_LOOK,)


def test_the_second_of_two_reviewers_is_told_who_was_faster(people: People) -> None:
    draft = making.submitted(people)
    approve(draft, people["point_of_contact"])
    with pytest.raises(DecidedMeanwhile, match="Rosa Quill approved this"):
        approve(draft, people["deputy"])
    assert Release.objects.count() == 1


def test_an_accepted_finding_is_accepted_for_these_words_only(people: People) -> None:
    draft = making.submitted(people, making.ODD)
    making.accepted(people, draft)
    assert selectors.waived(draft.current)
    writing.withdraw(draft, by=people["author"], at=timezone.now())
    again = making.asked(making.rewritten(people, draft, f"{making.ODD} Truly."))
    assert not selectors.waived(again.current)


def test_authors_accept_nothing_of_their_own(people: People) -> None:
    draft = making.submitted(people, making.ODD, by="reviewer")
    screening = selectors.screening_of(draft.current)
    assert screening is not None
    with pytest.raises(OwnWords):
        reviewing.waive(
            draft, by=people["reviewer"], at=timezone.now(), finding=finding_id(screening.findings[0]), reason="mine",
            seal=draft.current.seal,
        )  # fmt: skip


def test_nobody_overwrites_what_they_have_not_seen(people: People) -> None:
    draft = making.started(people)
    told = {"by": people["author"], "at": timezone.now(), "kind": Kind.POST, "revision": draft.revision}
    writing.save(draft, body="From the telephone.", **told)
    with pytest.raises(Overtaken) as overtaken:
        writing.save(draft, body="From the desk.", **told)
    assert overtaken.value.body == "From the telephone."
    assert "telephone" not in str(overtaken.value) + repr(overtaken.value)


def test_words_are_sent_only_with_the_look_that_was_made_at_them(people: People) -> None:
    draft = making.started(people)
    look = look_at(draft)
    making.rewritten(people, draft, "Other words.")
    with pytest.raises(StaleScreening):
        writing.submit(draft, by=people["author"], at=timezone.now(), look=look)


def test_only_its_author_writes_in_a_draft(people: People) -> None:
    draft = making.started(people)
    with pytest.raises(NotYours):
        writing.discard(draft, by=people["point_of_contact"], at=timezone.now())
    with pytest.raises(NotThere):
        selectors.by_number(draft.number, for_person=people["point_of_contact"])


def test_a_version_that_was_shown_stays_as_it_was(people: People) -> None:
    draft = making.resubmitted(people)
    first, second = draft.versions.order_by("number")
    assert words_of(first.words).body == making.ODD
    assert words_of(second.words).body == making.FINE
    assert first.closed_at is not None


def test_a_text_beyond_the_limit_is_refused_and_nothing_is_lost(people: People) -> None:
    draft = making.started(people)
    with pytest.raises(TooLong, match="200,000"):
        making.rewritten(people, draft, "a" * 200_001)
    assert words_of(making.as_it_is(draft).current.words).body == making.FINE


def test_opening_a_released_draft_again_ends_its_release(people: People) -> None:
    draft = making.released(people)
    release = Release.objects.get()
    writing.reopen(draft, by=people["author"], at=timezone.now())
    with pytest.raises(releases.NotInForce):
        releases.take_out(release, by=people["author"], at=timezone.now(), event=Event.RELEASE_COPIED)
    assert Release.objects.get().ended_by == people["author"]


def test_words_that_were_released_once_can_be_asked_for_and_released_again(people: People) -> None:
    draft = making.lapsed(people)
    writing.reopen(draft, by=people["author"], at=timezone.now())
    making.asked(draft)
    again = approve(making.as_it_is(draft), people["deputy"])

    first = Release.objects.get(version__number=1)
    assert again.version.number == 2
    assert first.ended_at
    assert words_of(again.version.words) == words_of(first.version.words)
    assert making.copied(people, draft) == making.FINE


def test_a_release_ends_with_its_time(people: People) -> None:
    draft = making.released(people)
    release = Release.objects.get()
    assert releases.lapse(release, at=release.valid_until - timedelta(seconds=1)) is None
    assert releases.lapse(release, at=release.valid_until) is not None
    assert releases.lapse(release, at=release.valid_until) is None
    assert making.as_it_is(draft).state == State.LAPSED


def test_earlier_decisions_on_the_same_rules_stand_beside_a_draft(people: People) -> None:
    making.returned(people, making.ODD, advice="Say it was a busy night.")
    making.rejected(people, making.HELD)
    draft = making.submitted(people, "Another full moon, another crazy shift for all of us.")
    found = selectors.precedents(draft.current)
    assert found
    assert found[0].label == "Returned with advice"
    assert found[0].reason == "Say it was a busy night."


def test_words_and_advice_are_sealed_at_rest(people: People) -> None:
    making.returned(people, "Flu shots by Quillfeather.", advice="Leave out Quillfeather.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, noticed FROM drafts_version")
        held = [bytes(v) for row in cursor.fetchall() for v in row if v]
        cursor.execute("SELECT advice FROM drafts_decision")
        held += [bytes(row[0]) for row in cursor.fetchall()]
    assert held
    assert not any(b"Quillfeather" in one for one in held)
    assert Decision.objects.get().advice == "Leave out Quillfeather."


def test_a_question_taken_back_is_gone_and_guidance_never_repeats_it(people: People) -> None:
    asked = making.question(people, "May I post that the mayor was in our waiting room on Monday?")
    told = {"by": people["point_of_contact"], "at": timezone.now(), "heading": "Famous people"}
    with pytest.raises(asking.RepeatsWords):
        asking.publish_guidance(text="You may not post that the mayor was in our waiting room.", question=asked, **told)
    asking.publish_guidance(text="Who is famous is a patient like anyone.", question=asked, **told)
    asking.forget(asked, by=people["employee"], at=timezone.now())
    with pytest.raises(NotThere):
        selectors.question(asked.number, for_person=people["point_of_contact"])


def test_no_one_answers_their_own_question(people: People) -> None:
    asked = making.question(people, by="point_of_contact")
    with pytest.raises(DeskError, match="someone else"):
        asking.answer(asked, by=people["point_of_contact"], at=timezone.now(), verdict="yes", words="Sure")


def test_the_flow_says_what_is_open_instead(clinic: Organization) -> None:
    with pytest.raises(WrongState, match="Open steps: none"):
        after(State.REJECTED, Step.APPROVE)
    assert {start for start, _ in PATH} | {State.REJECTED} == set(State)
    assert Step.APPROVE in open_steps(State.IN_REVIEW)
    assert [s for s in State if Step.APPROVE in open_steps(s)] == [State.IN_REVIEW]


def test_the_guide_says_every_obstacle_in_the_words_of_the_page() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "workspace.md").read_text(encoding="utf-8")
    for obstacle in Obstacle:
        assert f"| `{obstacle}` | {obstacle.says} |" in guide
    for state in State:
        assert f"\n| {state.says} |" in guide


def test_what_is_written_after_a_return_is_the_authors_alone(people: People) -> None:
    draft = making.returned(people, making.ODD)
    author, contact = people["author"], people["point_of_contact"]
    draft = making.rewritten(people, draft, "Not for anybody yet.")
    picture = writing.add_picture(draft, by=author, at=timezone.now(), file=making.picture(), alt="Not yet")
    draft = making.as_it_is(draft)

    assert words_of(selectors.shown(draft, to=contact).words).body == making.ODD
    assert words_of(selectors.shown(draft, to=author).words).body == "Not for anybody yet."
    assert [v.number for v in selectors.versions(draft, to=contact)] == [1]
    with pytest.raises(NotThere):
        selectors.version(draft, 2, to=contact)
    with pytest.raises(NotThere):
        selectors.picture(draft, picture.pk, to=contact)
    assert selectors.picture(draft, picture.pk, to=author) == picture

    draft = making.asked(draft)
    assert words_of(selectors.shown(draft, to=contact).words).body == "Not for anybody yet."
    assert selectors.picture(draft, picture.pk, to=contact) == picture


def test_a_note_to_the_reviewer_is_kept_where_nothing_is_asked(people: People) -> None:
    draft = making.submitted(people, note="For next week, please.")
    assert not draft.current.tells
    assert [c.words for c in draft.comments.all()] == ["For next week, please."]


def test_nobody_is_told_that_their_own_words_wait_for_them(people: People) -> None:
    contact = people["point_of_contact"]
    asked = making.question(people, by="point_of_contact")
    draft = making.submitted(people, by="point_of_contact")
    waiting = Notice.objects.filter(about__in=[asked.reference, draft.reference])
    assert {n.to_person for n in waiting} == {people["deputy"].pk}
    assert contact.pk not in {n.to_person for n in waiting}


def publish(by: Person, **facts: Any) -> None:
    """What is public about the organization, and nothing else."""
    names = ("names", "addresses", "phones", "emails", "domains", "handles", "staff", "sensitive")
    told = dict.fromkeys(names, ()) | {"state": ""} | facts
    adopting.change_public_facts(**told, by=by, at=timezone.now())


def test_a_number_that_is_public_no_more_asks_for_another_look(people: People) -> None:
    officer, contact = people["privacy_officer"], people["point_of_contact"]
    publish(officer, names=["Harbor Elm"], phones=["415-867-5309"])
    draft = making.submitted(people, "Reach her at 415-867-5309.")
    assert not draft.current.holds

    publish(officer, names=["Harbor Elm"])
    assert Obstacle.OTHER_POLICY in why_not(draft, contact)
    reviewing.screen_again(draft, by=people["reviewer"], at=timezone.now(), screened=look_at(draft))
    assert Obstacle.OTHER_POLICY not in why_not(making.as_it_is(draft), contact)
    assert making.as_it_is(draft).current.holds


def test_public_facts_that_change_nothing_in_these_words_ask_for_nothing(people: People) -> None:
    draft = making.submitted(people)
    publish(people["privacy_officer"], names=["Harbor Elm"], handles=["@harborelm"])
    assert approve(draft, people["point_of_contact"])


def own_pack(version: int, severity: str) -> bytes:
    return f"""[pack]
name = "strict"
version = "{version}"
extends = "hipaa-baseline"

[[terms]]
phrase = "guarantee+"
severity = "{severity}"
message = "We do not promise."
advice = "Say what we do."
""".encode()


def test_who_accepted_what_should_be_looked_at_has_not_accepted_what_has_to_change(people: People) -> None:
    officer = people["privacy_officer"]
    adopting.adopt_own(own_pack(1, "medium"), by=officer, at=timezone.now(), reason="our words")
    draft = making.accepted(people, making.submitted(people, "We guarantee a seat for everyone on Saturday."))
    assert selectors.waived(draft.current)

    adopting.adopt_own(own_pack(2, "high"), by=officer, at=timezone.now(), reason="it went wrong once")
    reviewing.screen_again(draft, by=people["reviewer"], at=timezone.now(), screened=look_at(draft))
    draft = making.as_it_is(draft)
    assert not selectors.waived(draft.current)
    assert why_not(draft, people["point_of_contact"]) == (Obstacle.HOLD_OPEN,)
    assert approve(making.accepted(people, draft), people["point_of_contact"])


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, tzinfo=UTC),
        datetime(9999, 12, 31, 23, tzinfo=timezone.get_fixed_timezone(-360)),
    ],
)
def test_nothing_is_planned_for_a_time_that_some_clock_cannot_show(people: People, moment: datetime) -> None:
    draft = making.started(people)
    with pytest.raises(DeskError, match="Choose another"):
        making.rewritten(people, draft, "Flu shots are here.", planned_at=moment)


def test_a_certificate_says_who_ended_a_release_and_how(people: People) -> None:
    draft = making.taken_back(people)
    writing.reopen(draft, by=people["author"], at=timezone.now())
    assert ended(Release.objects.get(), timezone.now()) == "Rosa Quill took it back."


def test_what_is_sent_twice_is_asked_and_published_once(people: People) -> None:
    at = timezone.now()
    asked = [asking.ask(by=people["employee"], at=at, words="May I post this?", where="my page\0") for _ in range(2)]
    assert asked[0] == asked[1]
    told = {"by": people["point_of_contact"], "at": at, "heading": "Pictures\0", "text": "Ask first."}
    assert asking.publish_guidance(**told) == asking.publish_guidance(**told)
    assert Entry.objects.filter(event=str(Event.GUIDANCE_PUBLISHED)).count() == 1


def test_opened_in_two_windows_at_the_same_moment_it_is_read_once(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = making.submitted(people)
    monkeypatch.setattr(QuerySet, "exists", lambda rows: False)  # what each saw before either had written
    for _ in range(2):
        reviewing.read(draft, by=people["reviewer"], at=timezone.now())
    assert Entry.objects.filter(event=str(Event.DRAFT_READ), about=draft.reference).count() == 1
