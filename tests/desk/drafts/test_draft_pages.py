"""The desk's pages as each person sees them: the queue, a draft to decide on, the certificate, and asking first."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bedside.core.content import Kind
from bedside.core.events import Event
from bedside.core.flow import State
from bedside.core.releasing import SAYS, Knowledge, Obstacle
from bedside.desk.audit.models import Entry
from bedside.desk.drafts.models import Decision, Draft, Guidance, Question, Release, Version, Waiver
from bedside.desk.drafts.services import asking, reviewing, writing
from bedside.desk.drafts.views import weighing
from bedside.desk.drafts.words import words_of
from bedside.desk.people.models import Person
from tests.desk.acting import signed_in
from tests.desk.drafts import making
from tests.desk.people.conftest import give_password

People = dict[str, Person]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_clinic")]
CANARY = "quexilot"
JSON = {"HTTP_ACCEPT": "application/json"}


def as_(person: Person, **more: Any) -> Client:
    return signed_in(Client(), person, **more)  # type: ignore[no-any-return]


def text(answer: Any) -> str:
    """What a page says: its main part without markup, entities and runs of space."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def forms(answer: Any) -> set[str]:
    """Where the forms of the page's main part go, by the name of the address."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return {re.sub(r"^/(review|releases|drafts|ask)/\d+/?", "", a) for a in re.findall(r'action="([^"]+)"', main)}


def size() -> int:
    return int(Entry.objects.count())


def review(draft: Draft) -> str:
    return reverse("review", args=[draft.number])


# ---- who sees what


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("point_of_contact", 200),
        ("deputy", 200),
        ("privacy_officer", 200),
        ("reviewer", 200),
        ("author", 403),
        ("employee", 403),
        ("auditor", 403),
        ("owner", 403),
    ],
)
def test_the_queue_is_for_those_who_see_drafts(people: People, role: str, status: int) -> None:
    making.submitted(people)
    assert as_(people[role]).get("/review").status_code == status


@pytest.mark.parametrize("role", ["employee", "auditor", "owner"])
def test_who_may_not_see_drafts_finds_none_and_leaves_no_trace(people: People, role: str) -> None:
    draft = making.released(people)
    before = size()

    for url in (review(draft), reverse("release", args=[draft.number]), reverse("draft", args=[draft.number])):
        answer = as_(people[role]).get(url)
        assert answer.status_code == 404
        assert making.FINE not in text(answer)
    assert size() == before


def test_an_author_never_meets_a_decision_on_their_own_words(people: People) -> None:
    draft = making.submitted(people, by="deputy")
    client = as_(people["deputy"])

    answer = client.get(review(draft), follow=True)

    assert answer.redirect_chain == [(reverse("draft", args=[draft.number]), 302)]
    assert forms(answer) == {"withdraw", "comments"}
    row = text(client.get("/review"))
    assert "yours, so someone else decides" in row


def test_who_changed_a_word_is_told_that_someone_else_decides(people: People) -> None:
    draft = making.submitted(people)
    version = draft.current
    version.editors = [*version.editors, str(people["deputy"].pk)]
    version.save(update_fields=["editors"])

    answer = as_(people["deputy"]).get(review(draft))

    assert "You wrote this, so someone else decides" in text(answer)
    assert forms(answer) == {"comments"}


def test_a_reviewer_can_accept_and_look_but_not_decide(people: People) -> None:
    draft = making.submitted(people, making.ODD, pictures=("A teal square.",))

    answer = as_(people["reviewer"]).get(review(draft))

    assert {f.split("/")[0] for f in forms(answer)} == {"waive", "pictures", "comments"}
    assert "The decision is not yours" in text(answer)
    assert "Rosa Quill" in text(answer)


def test_the_first_time_someone_opens_a_draft_is_recorded_and_only_that(people: People) -> None:
    draft, client = making.submitted(people), as_(people["point_of_contact"])
    before = size()

    for _ in range(3):
        assert client.get(review(draft)).status_code == 200

    assert size() == before + 1
    assert Entry.objects.order_by("-seq")[0].event == Event.DRAFT_READ


# ---- the queue


def test_the_queue_counts_and_names_what_is_due_next(people: People) -> None:
    soon = timezone.now() + timedelta(minutes=30)
    making.submitted(people, making.ODD)
    making.submitted(people, planned_at=soon)

    page = as_(people["point_of_contact"]).get("/review")

    said = text(page)
    assert "Two drafts wait for you, Rosa" in said
    assert "in 30 minutes" in said
    assert [row["draft"].planned_at for row in page.context["rows"]] == [soon, None]
    assert "1 to look at" in said and "No rule broken" in said


def test_an_empty_queue_says_what_comes_here(people: People) -> None:
    said = text(as_(people["point_of_contact"]).get("/review"))
    assert "Nothing waits for you, Rosa" in said
    assert "asks for review" in said
    for tab in ("second", "returned"):
        assert len(text(as_(people["point_of_contact"]).get(f"/review?tab={tab}"))) > 200


def test_the_queue_says_what_changed_since_it_was_returned(people: People) -> None:
    making.resubmitted(people)
    said = text(as_(people["deputy"]).get("/review"))
    assert "Theo settled one of one concern since Rosa returned version 1." in said


def test_who_cannot_decide_meets_second_looks_first(people: People) -> None:
    making.second_asked(people)
    said = text(as_(people["reviewer"]).get("/review"))
    assert "One draft waits for a second look" in said
    assert "Rosa asked Lena for a second look." in said


def test_five_rows_or_fifty_cost_the_same_number_of_questions(people: People) -> None:
    client = as_(people["point_of_contact"])
    for _ in range(2):
        making.resubmitted(people)
        making.submitted(people, by="deputy")

    def asked_for(count: int) -> int:
        while Draft.objects.count() < count:
            making.submitted(people, channels=("website", "bluesky"))
        client.get("/review")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get("/review")
        assert len(answer.context["rows"]) == min(count, 20)
        return len(queries)

    assert asked_for(5) == asked_for(50)


# ---- one draft to decide on


def test_the_page_gives_words_then_what_to_weigh_then_the_decision(people: People) -> None:
    draft = making.submitted(people, making.ODD, pictures=("A teal square.",))

    page = as_(people["point_of_contact"]).get(review(draft)).content.decode()

    order = ["full moon", "A teal square.", 'id="noticed"', "finding review", 'value="approve"', 'id="comments"']
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert "autofocus" not in page
    assert not re.search(r'name="way"[^>]* checked', page), "nothing is chosen before a person chooses"
    assert 'data-key="a"' in page and 'data-key="r"' in page and 'data-key="s"' in page
    reject = page[page.index('class="way no"') : page.index('value="reject"')]
    assert "data-key" not in reject, "no key rejects"


def test_every_obstacle_is_said_with_a_way_forward_and_approve_explains(people: People) -> None:
    draft = making.submitted(people, making.HELD, kind=Kind.STORY, pictures=("",))

    answer = as_(people["point_of_contact"]).get(review(draft))

    said = text(answer)
    for obstacle in (
        Obstacle.NOT_COVERED, Obstacle.PICTURE_UNSEEN, Obstacle.PICTURE_UNDESCRIBED,
    ):  # fmt: skip
        assert SAYS[obstacle] in said
    assert "approve" not in forms(answer)
    assert "It cannot be approved yet." in said
    assert {"return", "reject"} <= forms(answer)


def test_each_obstacle_has_a_sentence_and_all_but_those_of_the_person_a_way(people: People) -> None:
    ways = {
        o: weighing.ways_forward([o], first_hold="x", asked=None, doubts=None, second_open=True)[0]
        for o in Obstacle
    }  # fmt: skip
    assert {w.says for w in ways.values()} == set(SAYS.values())
    without = {o for o, w in ways.items() if not (w.link or w.again)}
    assert without == {Obstacle.NOT_APPROVER, Obstacle.OWN_WORDS, Obstacle.CHANGED, Obstacle.NO_REASON}


def test_an_approval_that_cannot_be_is_refused_and_the_reason_comes_back(people: People) -> None:
    draft = making.submitted(people, making.HELD, kind=Kind.STORY)
    before = size()
    fields = {"seal": draft.current.seal, "reason": f"{CANARY} said so"}

    answer = as_(people["point_of_contact"]).post(reverse("review-approve", args=[draft.number]), fields)

    assert answer.status_code == 409
    assert SAYS[Obstacle.NOT_COVERED] in text(answer)
    assert f"{CANARY} said so" in text(answer), "what was typed is there to take along"
    assert size() == before
    assert not Release.objects.exists()


def test_approving_after_a_while_asks_who_it_is_and_loses_nothing(people: People) -> None:
    draft = making.submitted(people)
    give_password(people["point_of_contact"])
    client = as_(people["point_of_contact"], ago=1800)
    fields = {"seal": draft.current.seal, "reason": "Nobody is in it."}

    asked = client.post(reverse("review-approve", args=[draft.number]), fields)

    assert asked.status_code == 403
    page = asked.content.decode()
    assert 'name="reason" value="Nobody is in it."' in page
    assert f'name="seal" value="{draft.current.seal}"' in page
    assert making.as_it_is(draft).state == State.IN_REVIEW
    told = client.post(reverse("review-approve", args=[draft.number]), fields, **JSON)
    assert told.json()["type"] == "is-it-you"


def test_approved_words_get_their_certificate(people: People) -> None:
    draft, client = making.submitted(people, pictures=("A door.",)), as_(people["point_of_contact"])
    making.looked_at(people, draft)
    before = size()
    fields = {"seal": draft.current.seal, "reason": "Nobody is in it."}

    answer = client.post(reverse("review-approve", args=[draft.number]), fields, follow=True)

    assert answer.redirect_chain == [(reverse("release", args=[draft.number]), 302)]
    assert size() == before + 1
    said = text(answer)
    for part in (making.FINE, "A door.", "Rosa Quill", "Theo Lark", "Nobody is in it.", "Website", draft.current.seal):
        assert part in said
    assert "Pictures looked at by Lena Park" in said


def test_pressed_twice_it_is_approved_once(people: People) -> None:
    draft, client = making.submitted(people), as_(people["point_of_contact"])
    url, fields = reverse("review-approve", args=[draft.number]), {"seal": draft.current.seal, "reason": "Fine."}
    client.post(url, fields)
    before = size()

    second = client.post(url, fields)

    assert (second.status_code, second.url) == (302, reverse("release", args=[draft.number]))
    assert size() == before
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("act", "outcome"),
    [("review-return", "returned"), ("review-reject", "rejected"), ("review-second", "second_asked")],
)
def test_pressed_twice_it_is_decided_once(people: People, act: str, outcome: str) -> None:
    draft, client = making.submitted(people), as_(people["point_of_contact"])
    fields = {"seal": draft.current.seal, "reason": "Please.", "of": str(people["reviewer"].pk)}

    answers = [client.post(reverse(act, args=[draft.number]), fields) for _ in range(2)]

    assert [a.status_code for a in answers] == [302, 302]
    assert list(Decision.objects.values_list("outcome", flat=True)) == [outcome]


def test_the_second_of_two_reviewers_hears_who_was_faster_and_keeps_what_they_wrote(people: People) -> None:
    draft = making.submitted(people)
    rosa, jonas = as_(people["point_of_contact"]), as_(people["deputy"])
    for client in (rosa, jonas):
        client.get(review(draft))
    jonas.post(reverse("review-return", args=[draft.number]), {"seal": draft.current.seal, "reason": "Say where."})
    fields = {"seal": draft.current.seal, "reason": "Nobody is in it."}

    page = rosa.post(
        reverse("review-approve", args=[draft.number]), fields, HTTP_REFERER=f"http://testserver{review(draft)}"
    )
    told = rosa.post(reverse("review-approve", args=[draft.number]), fields, **JSON)

    assert page.status_code == told.status_code == 409
    assert "Jonas Reed returned this just now. Nothing of yours was done." in text(page)
    assert "Nobody is in it." in text(page)
    assert f'href="{review(draft)}"' in page.content.decode()
    assert told.json()["detail"] == "Jonas Reed returned this just now. Nothing of yours was done."
    assert "Say where." in text(rosa.get(review(draft)))


def test_words_that_changed_while_reading_are_not_decided_on(people: People) -> None:
    draft, client = making.submitted(people), as_(people["point_of_contact"])
    seal = draft.current.seal
    writing.withdraw(draft, by=people["author"], at=timezone.now())
    making.asked(making.rewritten(people, draft, f"{making.FINE} Bring a friend."))

    answer = client.post(reverse("review-return", args=[draft.number]), {"seal": seal, "reason": "Too long."})

    assert answer.status_code == 409
    assert SAYS[Obstacle.CHANGED] in text(answer)
    assert "Too long." in text(answer)
    assert not Decision.objects.exists()


def test_a_concern_is_accepted_at_all_its_places_with_one_reason_and_one_entry(people: People) -> None:
    draft = making.submitted(people, "Numbers to try: 219-09-4321 and 219-09-4322.")
    client = as_(people["reviewer"])
    page = client.get(review(draft)).context
    (concern,) = [c for c in page["open_concerns"] if c["waivable"]]
    assert len(concern["places"]) == 2
    before = size()
    fields = {
        "finding": [p["id"] for p in concern["places"]],
        "reason": "Made up for a form.",
        "seal": draft.current.seal,
    }

    for _ in range(2):  # sent twice, kept once
        assert client.post(reverse("review-waive", args=[draft.number]), fields).status_code == 302

    assert size() == before + 1
    assert Waiver.objects.count() == 2
    after = client.get(review(draft))
    assert not after.context["open_concerns"]
    assert "Made up for a form." in text(after)
    assert "accepted with a reason" in text(after)


def test_concerns_of_two_rules_need_two_reasons(people: People) -> None:
    draft = making.submitted(people, f"{making.ODD} Number 219-09-4321.")
    screening = weighing.selectors.screening_of(draft.current)
    assert screening is not None
    rules = {f.rule: reviewing.finding_id(f) for f in screening.findings if f.weight in {"hold", "review"}}
    assert len(rules) > 1
    fields = {"finding": list(rules.values()), "reason": "All of it.", "seal": draft.current.seal}

    answer = as_(people["reviewer"]).post(reverse("review-waive", args=[draft.number]), fields)

    assert answer.status_code == 409
    assert not Waiver.objects.exists()


def test_advice_of_a_finding_is_carried_into_the_return(people: People) -> None:
    draft, client = making.submitted(people, making.ODD), as_(people["point_of_contact"])
    concern = client.get(review(draft)).context["open_concerns"][0]

    chosen = client.get(review(draft), {"advice": concern["id"]})
    foreign = client.get(review(draft), {"advice": "<script>", "way": "everything", "because": "x", "show": "changes"})

    assert chosen.context["way"] == "return"
    assert concern["advice"] in chosen.context["advice"]
    assert concern["advice"] in unescape(chosen.content.decode())
    assert (foreign.context["way"], foreign.context["advice"], foreign.context["show"]) == ("", "", "words")


def test_changes_since_the_last_decision_are_shown_with_their_marks(people: People) -> None:
    draft = making.resubmitted(people, making.ODD, "Another full moon, another busy night in the emergency room.")

    page = as_(people["point_of_contact"]).get(review(draft), {"show": "changes"})

    changes = {(p.change, p.text.strip()) for p in page.context["changes"]}
    assert {("gone", "crazy"), ("new", "busy")} <= changes
    assert "<del>crazy" in page.content.decode()
    kept = "".join(p.text for p in page.context["changes"] if p.change != "gone")
    assert kept == words_of(draft.current.words).body


def test_what_the_author_writes_after_a_return_is_not_shown_to_the_desk(people: People) -> None:
    draft = making.returned(people)
    making.rewritten(people, draft, f"{CANARY} is a private thought.")

    answer = as_(people["point_of_contact"]).get(review(draft))

    assert CANARY not in answer.content.decode()
    assert "full moon" in text(answer)
    assert "What Theo writes now is not" in text(answer)


def test_a_second_look_is_given_by_who_did_not_ask_for_it(people: People) -> None:
    draft = making.second_asked(people)
    fields = {"opinion": "fine", "reason": "I see nobody.", "seal": draft.current.seal}
    url = reverse("review-opinion", args=[draft.number])

    assert "opinion" not in forms(as_(people["point_of_contact"]).get(review(draft)))
    refused = as_(people["point_of_contact"]).post(url, fields)
    page = as_(people["reviewer"]).get(review(draft))
    given = as_(people["reviewer"]).post(url, fields)

    assert refused.status_code == 403 and "I see nobody." in text(refused)
    assert "Rosa Quill asked you" in text(page) and "A close look, please." in text(page)
    assert given.status_code == 302
    assert making.as_it_is(draft).state == State.IN_REVIEW
    assert "Second look: fine" in text(as_(people["deputy"]).get(review(draft)))


def test_looking_at_a_picture_is_said_by_a_button_and_shown_with_the_name(people: People) -> None:
    draft, client = making.submitted(people, pictures=("A door.",)), as_(people["point_of_contact"])
    shown = words_of(draft.current.words).pictures[0]
    assert "No machine and no reviewer has looked at it yet." in text(client.get(review(draft)))

    client.post(reverse("review-picture", args=[draft.number, shown.id]), {"seal": draft.current.seal})

    said = text(client.get(review(draft)))
    assert "Rosa Quill looked: nobody and nothing to recognize." in said
    assert "Not looked at" not in said


def test_what_the_author_knows_is_told_in_words(people: People) -> None:
    knows = Knowledge(job=True, news=False, family=False, author=True)
    draft = making.submitted(people, kind=Kind.STORY, knowledge=knows, note="Her own idea.")

    said = text(as_(people["point_of_contact"]).get(review(draft)))

    assert "Says it tells of a job or a part in life that only one person has." in said
    assert "Says none of it was in the news" in said
    assert "Her own idea." in said
    assert SAYS[Obstacle.KNOWN] in said


def test_earlier_decisions_on_the_same_rules_stand_beside_a_draft(people: People) -> None:
    earlier = [making.returned(people, advice=f"Reason {i}.") for i in range(3)]
    draft = making.submitted(people, making.ODD)

    said = text(as_(people["point_of_contact"]).get(review(draft)))

    assert "Decided before" in said
    assert all(f"Draft {one.number}" in said for one in earlier)
    assert "1 more like these" in said


def test_a_script_is_told_where_to_go_and_a_browser_is_sent_there(people: People) -> None:
    draft, client = making.submitted(people), as_(people["point_of_contact"])
    fields = {"seal": draft.current.seal, "reason": "Say where."}

    answer = client.post(reverse("review-return", args=[draft.number]), fields, **JSON)

    assert answer.json() == {"to": review(draft)}
    assert "Returned. Theo sees your advice now." in text(client.get(review(draft)))


# ---- what must never be in titles and addresses


def test_no_title_or_address_tells_a_word_of_a_draft(people: People) -> None:
    words = f"{CANARY} came home after her hip repair."
    made = [
        making.lapsed(people, f"Walk in any weekday from nine to five. {CANARY}."),
        making.submitted(people, words, kind=Kind.STORY, in_reply_to=f"{CANARY}?", pictures=(f"{CANARY} smiling.",)),
        making.returned(people, words, advice=f"{CANARY} has to go."),
        making.resubmitted(people, words, f"{CANARY} again."),
        making.second_asked(people, words),
        making.rejected(people, words),
    ]
    asked = making.answered(people, words=f"May I tell of {CANARY}?")
    pages = ["/review", "/review?tab=second", "/review?tab=returned", "/ask", f"/ask/{asked.number}"]
    pages += [url for d in made for url in (review(d), f"{review(d)}?show=changes", reverse("draft", args=[d.number]))]
    pages += [reverse("release", args=[made[0].number])]

    for role in ("point_of_contact", "author", "employee"):
        for url in pages:
            answer = as_(people[role]).get(url, follow=True)
            page = answer.content.decode()
            hidden = re.findall(r"<title>.*?</title>", page, re.S)
            hidden += re.findall(r'(?:href|src|action|alt|title|aria-label|content)="([^"]*)"', page)
            assert not [h for h in hidden if CANARY in h], url
            assert CANARY not in json.dumps(dict(answer.headers))
            assert "no-store" in answer.headers["Cache-Control"]


# ---- the author's own page


@pytest.mark.parametrize(
    ("make", "says", "can"),
    [
        (making.submitted, "is waiting for review", {"withdraw", "comments"}),
        (making.second_asked, "Rosa asked Lena Park to look as well", {"withdraw", "comments"}),
        (making.released, "is released", {"reopen", "comments"}),
        (making.rejected, "That is final for this draft", {"comments"}),
        (making.taken_back, "is taken back", {"reopen", "comments"}),
        (making.lapsed, "was not used in its time", {"reopen", "comments"}),
        (making.discarded, "You put it away", {"reopen", "comments"}),
    ],
)
def test_an_author_reads_where_their_draft_is_and_what_can_be_done(
    people: People, make: Any, says: str, can: set[str]
) -> None:
    draft = make(people)

    answer = as_(people["author"]).get(reverse("draft", args=[draft.number]))

    assert says in text(answer)
    assert forms(answer) == can
    assert words_of(draft.current.words).body.split(",")[0] in text(answer)


def test_an_author_reads_why_it_was_rejected(people: People) -> None:
    draft = making.rejected(people)
    assert "Not ours to tell." in text(as_(people["author"]).get(reverse("draft", args=[draft.number])))


# ---- the certificate


def test_released_words_are_copied_as_they_are_and_that_is_recorded(people: People) -> None:
    draft, client = making.released(people, "Two  spaces.\n\nAnd a line."), as_(people["author"])
    before = size()

    told = client.post(reverse("release-copy", args=[draft.number]), **JSON)
    plain = client.post(reverse("release-copy", args=[draft.number]))

    assert told.json() == {"words": "Two  spaces.\n\nAnd a line."}
    assert plain.content.decode() == "Two  spaces.\n\nAnd a line."
    assert size() == before + 2


def test_before_its_time_a_release_shows_when_and_hands_out_nothing(people: People) -> None:
    draft = making.released(people, planned_at=timezone.now() + timedelta(days=1))
    client = as_(people["author"])

    page = client.get(reverse("release", args=[draft.number]))

    assert "These words may go out from" in text(page)
    assert not {"copy", "export"} & forms(page)
    assert client.post(reverse("release-copy", args=[draft.number])).status_code == 409


def test_a_release_is_taken_back_once_with_a_reason(people: People) -> None:
    draft, client = making.released(people), as_(people["author"])
    url = reverse("release-take-back", args=[draft.number])
    assert client.post(url, {"reason": " "}).status_code == 409
    before = size()

    answers = [client.post(url, {"reason": "The date was wrong."}) for _ in range(2)]

    assert [a.status_code for a in answers] == [302, 302]
    assert size() == before + 1
    page = client.get(reverse("release", args=[draft.number]))
    assert "These words may not go out any more. Theo Lark took it back." in text(page)
    assert forms(page) == {"reopen"}


def test_who_only_reviews_can_copy_but_not_take_back(people: People) -> None:
    draft = making.released(people)
    page = as_(people["reviewer"]).get(reverse("release", args=[draft.number]))
    assert forms(page) == {"copy", "export"}


def test_a_draft_that_goes_on_keeps_the_certificate_of_what_was_released(people: People) -> None:
    draft = making.released(people, channels=["mastodon"])
    writing.reopen(draft, by=people["author"], at=timezone.now())
    making.rewritten(people, draft, f"{CANARY} is new.", channels=["bluesky"], kind=Kind.STORY)

    page = as_(people["point_of_contact"]).get(reverse("release", args=[draft.number]))

    assert CANARY not in page.content.decode()
    assert making.FINE in text(page)
    assert "Theo Lark went on writing" in text(page)
    assert "Bluesky" not in text(page), "the release was not for it"
    assert "Mastodon" in text(page)
    assert "Story" not in text(page).split("Where it may go")[0]
    assert page.context["whole"]


def test_words_changed_in_the_database_raise_an_alarm_and_stay_here(people: People) -> None:
    draft = making.released(people)
    version = Version.objects.get(pk=draft.current_id)
    version.words = version.words.replace("Flu", "Free")
    version.save(update_fields=["words"])
    client = as_(people["point_of_contact"])

    page = client.get(reverse("release", args=[draft.number]))

    assert "These are not the words that were approved." in text(page)
    assert not {"copy", "export"} & forms(page)
    assert client.post(reverse("release-copy", args=[draft.number]), **JSON).status_code == 409


def test_a_draft_that_was_never_released_has_no_certificate(people: People) -> None:
    draft = making.submitted(people)
    assert as_(people["point_of_contact"]).get(reverse("release", args=[draft.number])).status_code == 404


# ---- asking first


def test_a_question_is_between_who_asks_and_who_answers(people: People) -> None:
    asked = making.question(people, f"May I tell of {CANARY}?")
    url = reverse("question", args=[asked.number])

    seen = {role: as_(people[role]).get(url).status_code for role in people}

    assert {role for role, status in seen.items() if status == 200} == {
        "employee", "point_of_contact", "deputy", "privacy_officer",
    }  # fmt: skip
    assert set(seen.values()) == {200, 404}
    for role in ("author", "reviewer", "owner", "auditor"):
        assert CANARY not in as_(people[role]).get("/ask").content.decode()


def test_a_question_travels_to_an_answer_and_back(people: People) -> None:
    ada, rosa = as_(people["employee"]), as_(people["point_of_contact"])
    fields = {"words": "May I post this?", "where": "My own page"}
    assert "Ask Rosa privately" in text(ada.get("/ask"))

    sent = [ada.post("/ask/send", fields) for _ in range(2)]  # pressed twice
    (asked,) = Question.objects.all()
    url = reverse("question", args=[asked.number])
    assert [s.url for s in sent] == [url, url]
    assert "Rosa answers you, nobody else sees it." in text(ada.get(url))
    assert "One question waits for you" in text(rosa.get("/ask"))
    answer = {"verdict": "change", "words": "Leave out the ward."}
    for _ in range(2):
        assert rosa.post(reverse("question-answer", args=[asked.number]), answer).status_code == 302

    assert "With changes" in text(ada.get(url)) and "Leave out the ward." in text(ada.get(url))
    assert Entry.objects.filter(event=Event.QUESTION_ANSWERED).count() == 1


def test_an_answer_without_words_is_refused_and_can_be_taken_along(people: People) -> None:
    asked = making.question(people)
    fields = {"verdict": "", "words": "Leave out the ward."}

    answer = as_(people["point_of_contact"]).post(reverse("question-answer", args=[asked.number]), fields)

    assert answer.status_code == 409
    assert "Leave out the ward." in text(answer)


def test_who_answers_is_offered_someone_else_for_their_own_questions(people: People) -> None:
    asked = making.question(people, by="point_of_contact")
    page = as_(people["point_of_contact"]).get(reverse("question", args=[asked.number]))
    assert "Jonas Reed answers you" in text(page)
    assert "answer" not in forms(page)
    assert "Ask Jonas privately" in text(as_(people["point_of_contact"]).get("/ask"))
    assert "waits for you" not in text(as_(people["point_of_contact"]).get("/ask"))


def test_a_forgotten_question_is_gone_for_everyone(people: People) -> None:
    asked = making.answered(people, words=f"May I tell of {CANARY}?")

    answer = as_(people["employee"]).post(reverse("question-forget", args=[asked.number]), follow=True)

    assert "The words of the question and of the answer are gone for good." in text(answer)
    for role in ("employee", "point_of_contact"):
        assert as_(people[role]).get(reverse("question", args=[asked.number])).status_code == 404
        assert CANARY not in as_(people[role]).get("/ask").content.decode()


def test_guidance_in_the_words_of_a_question_is_refused_with_the_text_kept(people: People) -> None:
    asked = making.answered(people, words="May I post that old Mr. Lund waved at me today?")
    rosa = as_(people["point_of_contact"])
    fields = {"question": asked.number, "heading": "Waving", "text": "Do not say that old Mr. Lund waved at me today."}

    refused = rosa.post("/guidance/publish", fields)

    assert refused.status_code == 409
    assert "This repeats words of the question." in text(refused)
    assert fields["text"] in text(refused)
    assert not Guidance.objects.exists()


def test_guidance_is_published_once_read_by_everyone_and_withdrawn(people: People) -> None:
    rosa, ada = as_(people["point_of_contact"]), as_(people["employee"])
    fields = {"heading": "Badges", "text": "Take them off first."}
    for _ in range(2):
        assert rosa.post("/guidance/publish", fields).status_code == 302
    (made,) = Guidance.objects.all()
    assert "Take them off first." in text(ada.get("/ask"))
    assert not {f for f in forms(ada.get("/ask")) if "guidance" in f}

    rosa.post(reverse("guidance-withdraw", args=[made.pk]))

    assert "Take them off first." not in text(ada.get("/ask"))


def test_the_quick_note_keeps_nothing(people: People) -> None:
    before = size()

    answer = as_(people["employee"]).post(
        "/ask/note", {"words": making.HELD, "where": "My own page"}, content_type="application/json"
    )

    assert answer.json()["findings"]
    assert size() == before
    assert not Question.objects.exists()


def test_a_question_that_was_taken_back_cannot_be_answered(people: People) -> None:
    asked = making.question(people)
    asking.forget(asked, by=people["employee"], at=timezone.now())
    answer = as_(people["point_of_contact"]).post(
        reverse("question-answer", args=[asked.number]), {"verdict": "yes", "words": "Go ahead."}
    )
    assert answer.status_code == 404


def test_what_is_found_in_words_that_were_not_sent_is_nobody_elses_to_see(people: People) -> None:
    draft = making.returned(people)
    making.rewritten(people, draft, "Ada Example came home after her hip repair.", channels=["instagram"])
    for role in ("reviewer", "point_of_contact", "deputy", "privacy_officer"):
        client = as_(people[role])
        for page in (
            client.get(reverse("draft-submit", args=[draft.number])),
            client.post(reverse("draft-submit", args=[draft.number])),
        ):
            assert page.status_code == 403
            assert "to change" not in page.content.decode()
        assert "Instagram" not in text(client.get(reverse("review", args=[draft.number])))


@pytest.mark.parametrize("planned_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-06:00", "9999-12-31T23:00"])
def test_a_plan_that_no_clock_can_show_is_refused_at_once(people: People, planned_at: str) -> None:
    draft = making.started(people)
    told = {"revision": draft.revision, "body": "Flu shots are here.", "planned_at": planned_at}
    author = as_(people["author"])
    saved = author.post(reverse("draft-save", args=[draft.number]), json.dumps(told), content_type="application/json")
    assert saved.status_code == 400
    assert author.post(reverse("draft", args=[draft.number]), told).status_code == 400


def test_a_form_with_files_where_none_belongs_is_told_so(people: People) -> None:
    draft = making.started(people)
    for name in ("draft-save", "draft-check", "draft-wording"):
        assert as_(people["author"]).post(reverse(name, args=[draft.number]), {"body": "x"}).status_code == 400


def test_signs_that_nobody_types_are_refused_calmly(people: People) -> None:
    draft = making.submitted(people, making.ODD)
    told = {"finding": "x\0", "reason": "fine", "seal": "\0"}
    page = as_(people["reviewer"]).post(reverse("review-waive", args=[draft.number]), told)
    assert page.status_code == 409


def test_doubts_of_a_second_look_are_told_as_what_they_are(people: People) -> None:
    draft = making.second_asked(people)
    told = {"fine": False, "reason": "The town is small.", "seal": draft.current.seal}
    reviewing.opine(draft, by=people["reviewer"], at=timezone.now(), **told)
    page = text(as_(people["point_of_contact"]).get(reverse("review", args=[draft.number])))
    assert "had doubts. Return it with advice, or ask somebody else" in page
    assert SAYS[Obstacle.SECOND_LOOK] not in page


def test_where_a_permission_is_missing_nothing_promises_that_accepting_helps(people: People) -> None:
    draft = making.submitted(people, making.HELD, kind=Kind.STORY)
    page = text(as_(people["point_of_contact"]).get(reverse("review", args=[draft.number])))
    assert SAYS[Obstacle.NOT_COVERED] in page
    assert SAYS[Obstacle.HOLD_OPEN] not in page


def test_a_draft_for_no_place_is_asked_about_before_it_is_sent(people: People) -> None:
    draft = making.started(people, channels=())
    page = text(as_(people["author"]).get(reverse("draft-submit", args=[draft.number])))
    assert "No place is chosen." in page


def test_chances_of_the_reader_are_for_machines(people: People) -> None:
    draft = making.submitted(people, "Shoutout to our 4 pm dialysis guy who makes origami for all of us.")
    page = text(as_(people["point_of_contact"]).get(reverse("review", args=[draft.number])))
    assert "noticed by the learned reader" in page
    assert not re.search(r"\d+ ?%", page)


def test_who_may_is_told_with_those_who_answer_first(people: People) -> None:
    page = text(as_(people["employee"]).get(reverse("queue")))
    assert "Who may: Rosa, Jonas, Imani and others." in page
