"""What replies to ratings, comments and messages may say, and the replies and rewrites we offer."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import bedside
from bedside import Content, Kind, Organization, Verdict, Weight
from bedside.screening.reading import read
from bedside.screening.reading.presuppositions import Presupposed

MILLFIELD = Organization(
    names=("Millfield Clinic",), phones=("(555) 201-0134",), emails=("hello@millfield.example",), known=True
)
STOPS = {Weight.HOLD, Weight.REVIEW}


def reply(body: str, *, to: str = "", kind: Kind = Kind.RATING_REPLY, role: str = "") -> Content:
    return Content(body=body, kind=kind, in_reply_to=to or None, author_role=role)


def rules_of(content: Content) -> set[str]:
    return {f.rule for f in bedside.screen(content).findings if f.weight in STOPS}


def kinds_of(content: Content) -> set[Presupposed]:
    return {p.kind for p in read(content, scales={}).presuppositions}


def test_thanks_for_choosing_us_for_surgery_is_held() -> None:
    screening = bedside.screen(reply("Thank you for choosing us for your surgery!"))

    assert screening.verdict is Verdict.HOLD
    finding = next(f for f in screening.findings if f.rule == "ACK-CARE-1")
    assert finding.guidelines == ("patient_acknowledgement",)
    assert finding.label == "acknowledgement"
    assert "surgery" not in repr(screening)


def test_thanks_for_feedback_a_privacy_sentence_and_a_number_are_clear() -> None:
    body = (
        "Thanks for the feedback. Privacy law keeps us from saying whether any person is or was in our care. "
        "Please reach Patient Relations at 555-0142."
    )

    assert bedside.screen(reply(body, to="Worst hospital ever")).verdict is Verdict.CLEAR


def test_a_denial_with_a_charge_of_slander_is_held_for_both() -> None:
    found = rules_of(reply("You were never our patient, this is slander", to="They botched my filling"))

    assert {"ACK-DENY-2", "ACK-HOSTILE-1"} <= found


def test_a_denial_alone_goes_to_a_person() -> None:
    assert bedside.screen(reply("We have no record of you.", to="Awful")).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Your mother was rounded on every hour.", Presupposed.THIRD_PARTY),
        ("Our records show that you signed.", Presupposed.RECORD),
        ("See you at your next cleaning!", Presupposed.FUTURE),
        ("You still owe us for the crown.", Presupposed.BILLING),
        ("We'll refund you if you change your review.", Presupposed.BARGAIN),
        ("Please reply with your date of birth.", Presupposed.SOLICIT),
        ("Thank you, Marisol!", Presupposed.IDENTITY),
    ],
)
def test_what_a_reply_takes_for_granted_is_read(body: str, kind: Presupposed) -> None:
    assert kind in kinds_of(reply(body, to="My mom had a hard time here"))


@pytest.mark.parametrize("kind", [Kind.POST, Kind.STORY])
def test_posts_and_stories_presuppose_nothing_about_a_reader(kind: Kind) -> None:
    assert not kinds_of(Content(body="Thank you for choosing us for your surgery!", kind=kind))


def test_an_answer_is_never_judged_for_what_it_answers() -> None:
    told = "I am Ada Example, born 3/14/1960, and you botched my root canal at 12 Harbor Street"

    assert bedside.screen(reply("Please call us at 555-0142.", to=told)).verdict is Verdict.CLEAR


def test_the_same_cheer_is_fine_from_a_running_club_and_not_from_a_recovery_center() -> None:
    cheer = "So proud of you!"

    fine = reply(cheer, to="30 days today", kind=Kind.COMMENT_REPLY, role="city running club page")
    told = reply(cheer, to="30 days today", kind=Kind.COMMENT_REPLY, role="recovery center page")

    assert not bedside.screen(fine, reader="off").findings  # the learned reader still stops at it: a known false alarm
    assert bedside.screen(told).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    "body",
    [
        "I'm really glad you wrote. Please call or text 988 now, or 911 if you are in danger.",
        "We can't see schedules from this inbox. The front desk, 555-0133, can help.",
        "For refills please use the app or call 555-0129.",
    ],
)
def test_messages_may_send_people_to_safe_places(body: str) -> None:
    assert bedside.screen(reply(body, to="help", kind=Kind.MESSAGE)).verdict is Verdict.CLEAR


PRAISE = [
    "Best nurses ever!",
    "Dr. Amari saved my knee, thank you",
    "Love this place",
    "¡Excelente atención, mil gracias!",
]
TROUBLE = [
    "Waited 4 hours with my daughter's ear infection",
    "$2,300 for an MRI?? scam",
    "Front desk lady was so rude to my mom",
    "They gave my dad the wrong meds",
    "Racist doctor",
    "Nobody answers the phone, ever",
    "Me dejaron esperando tres horas y nadie me dijo nada",
    "My lawyer will be in touch",
]
QUESTIONS = [
    "Is my sister there?",
    "do you take medicaid",
    "did my labs come back??",
    "was that the mayor's ambulance?",
]
CRISES = ["I want to die", "can't breathe and chest pain", "quiero morirme"]
ratings = st.lists(st.sampled_from([*PRAISE, *TROUBLE, *QUESTIONS, *CRISES]), min_size=1, max_size=3).map(" ".join)
answers = st.sampled_from([Kind.RATING_REPLY, Kind.COMMENT_REPLY, Kind.MESSAGE])
roles = st.sampled_from(["", "recovery center page", "fertility clinic", "hospice administrator", "dentist, owner"])


@example(
    to="¡Excelente atención, mil gracias! ¡Excelente atención, mil gracias! did my labs come back??",
    kind=Kind.RATING_REPLY, role="recovery center page", known=False,
)  # fmt: skip
@given(to=ratings | st.text(max_size=200), kind=answers, role=roles, known=st.booleans())
def test_offered_replies_are_three_and_nothing_stops_them(to: str, kind: Kind, role: str, known: bool) -> None:
    house = MILLFIELD if known else Organization()

    offered = bedside.replies(to, organization=house, kind=kind, role=role)

    assert len(offered) == len(set(offered)) == 3
    for body in offered:
        draft = Content(body=body, kind=kind, in_reply_to=to, organization=house, author_role=role)
        assert bedside.screen(draft).verdict is Verdict.CLEAR, body


def test_no_word_of_a_rating_finds_its_way_into_a_reply() -> None:
    to = "Xiomara Quellenbrook here. Zofran on 3/14 for $412 at bed 12B made my gallbladder worse!"

    for body in bedside.replies(to, organization=MILLFIELD):
        words = body.lower()
        for told in ("xiomara", "quellenbrook", "zofran", "3/14", "412", "12b", "gallbladder"):
            assert told not in words


def test_a_cry_for_help_gets_the_crisis_lines_and_no_office_number() -> None:
    for body in bedside.replies("i cant do this anymore, i want to die", organization=MILLFIELD):
        assert "988" in body
        assert "911" in body
        assert "201-0134" not in body


def test_an_allegation_is_sent_to_those_who_take_complaints() -> None:
    for body in bedside.replies("The aide hit my mother and used a slur", organization=MILLFIELD):
        assert "(555) 201-0134" in body


def test_spanish_is_answered_in_spanish() -> None:
    for body in bedside.replies("Me trataron muy mal y esperé tres horas", organization=MILLFIELD):
        assert any(word in body for word in ("Gracias", "Lamentamos", "Esperar", "tiempo", "nadie"))


def test_the_same_rating_always_gets_the_same_replies() -> None:
    assert bedside.replies("Best nurses ever!") == bedside.replies("Best nurses ever!")


DRAFTS = [
    ("Thank you for choosing us for your surgery!", "Best surgeons"),
    ("We reviewed your chart and your labs were fine.", "Nobody called me"),
    ("Thank you, Lupe!", "Great people - Lupe"),
    ("This is slander and our attorney will call you.", "Scam"),
    ("Please reply with your full name and date of birth.", "Where are my results"),
    ("Gracias por confiar en nosotros con su tratamiento.", "Muy buenos todos"),
    ("See you in six months! We love this note.", "Great hygienist"),
]


@pytest.mark.parametrize(("body", "to"), DRAFTS)
def test_every_rewrite_screens_better_than_what_it_replaces(body: str, to: str) -> None:
    draft = reply(body, to=to)
    before = bedside.screen(draft)

    offered = bedside.rewrites(draft, before)

    assert offered
    for rewrite in offered:
        after = bedside.screen(reply(rewrite.body, to=to))
        assert after.verdict is rewrite.verdict
        assert len([f for f in after.findings if f.weight in STOPS]) < len(
            [f for f in before.findings if f.weight in STOPS]
        )
        assert rewrite.body not in repr(rewrite)


def test_a_name_is_taken_out_and_the_thanks_stay() -> None:
    draft = reply("Thank you, Lupe!", to="Great people - Lupe")

    offered = bedside.rewrites(draft, bedside.screen(draft))

    assert [r.body for r in offered] == ["Thank you!"]
    assert offered[0].verdict is Verdict.CLEAR


@pytest.mark.parametrize(
    "body",
    [
        "Happy birthday to Gladys in room 214, who turned 101 today. Call 555-0123 to wish her well.",
        "We loved having Ada Example in our clinic on Tuesday for her knee. She sends her best.",
    ],
)
def test_a_cut_that_leaves_half_a_sentence_or_nobody_is_not_offered(body: str) -> None:
    draft = Content(body=body)
    for offered in bedside.rewrites(draft, bedside.screen(draft)):
        assert offered.text, f"{body[offered.start : offered.end]!r} was to be cut"


def test_a_name_after_what_its_bearer_is_is_cut() -> None:
    draft = Content(body="Our patient Petra Holm came to us after the crash on Route 9 and walks again.")
    bodies = {r.body for r in bedside.rewrites(draft, bedside.screen(draft))}
    assert "Our patient came to us after the crash on Route 9 and walks again." in bodies


def test_a_name_set_apart_is_cut() -> None:
    draft = reply("Thank you, Karen, for writing.", to="Great")
    assert "Thank you for writing." in {r.body.replace(",", "") for r in bedside.rewrites(draft, bedside.screen(draft))}


def test_a_clear_draft_needs_no_rewrite() -> None:
    draft = reply("Thank you for the kind words!", to="Great")

    assert bedside.rewrites(draft, bedside.screen(draft)) == ()


@given(body=st.text(max_size=300), to=st.text(max_size=100), kind=answers)
def test_any_text_can_be_read_as_a_reply(body: str, to: str, kind: Kind) -> None:
    for p in read(Content(body=body, kind=kind, in_reply_to=to), scales={}).presuppositions:
        assert 0 <= p.start < p.end
