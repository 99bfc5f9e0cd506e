"""Who is at Harbor Elm Clinics, and what they wrote, asked and decided. All people, places and numbers are invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bedside.core.content import Kind
from bedside.core.releasing import Knowledge
from bedside.core.roles import Role
from bedside.site.demo.pictures import slipper_with_duck
from bedside.site.demo.stage import Stage

NAME, ORIGIN = "Harbor Elm Clinics", "record.example.org/harbor-elm-demo"
CLINIC, REHAB = ("Harbor Elm Main Clinic", "12 Elm Street, Harborview"), ("Elm Street Rehab", "4 Mill Lane, Harborview")


@dataclass(frozen=True, kw_only=True)
class Member:
    """Someone of the demo; ``tries`` is what their sign-in link says to try first, with {numbers} of drafts."""

    key: str
    name: str
    title: str
    roles: Sequence[Role]
    hours: str = ""
    public: bool = False
    place: str = CLINIC[0]
    tries: str = ""


CAST = (
    Member(
        key="odette",
        name="Odette Finch",
        title="Director",
        roles=[Role.OWNER],
        public=True,
        tries="Invite someone. Then try to let Rosa leave while she is the point of contact.",
    ),
    Member(
        key="imani",
        name="Imani Vale",
        title="Privacy officer",
        roles=[Role.PRIVACY_OFFICER],
        public=True,
        hours="Monday to Thursday",
        tries="Read the rules in force with the law behind each, and what another pack would change.",
    ),
    Member(
        key="rosa",
        name="Rosa Quill",
        title="Head of communications",
        roles=[Role.POINT_OF_CONTACT],
        public=True,
        hours="Weekdays, 8 to 6",
        tries="Decide on draft {fish}, due in a few minutes. Then see what stands in the way of draft {dance}.",
    ),
    Member(
        key="jonas",
        name="Jonas Weir",
        title="Communications",
        roles=[Role.DEPUTY],
        hours="Weekdays, 10 to 7",
        tries="Look at the picture of draft {slipper} before you approve it.",
    ),
    Member(
        key="nora",
        name="Nora Lund",
        title="PT",
        roles=[Role.REVIEWER],
        public=True,
        place=REHAB[0],
        tries="Give the second look at draft {grief} that Jonas asked you for.",
    ),
    Member(
        key="theo",
        name="Theo Marsh",
        title="Marketing",
        roles=[Role.AUTHOR],
        tries="Open draft {bay}, which came back to you, or finish draft {biscuit} and watch the marks as you type.",
    ),
    Member(key="lena", name="Lena Ortiz", title="Marketing", roles=[Role.AUTHOR]),
    Member(key="sam", name="Sam Adeyo", title="Patient relations", roles=[Role.AUTHOR]),
    Member(
        key="ada",
        name="Ada Example",
        title="RN",
        roles=[Role.EMPLOYEE],
        tries="Ask first: paste what you would like to post on your own page. Only Rosa will see it.",
    ),
    Member(key="bo", name="Bo Winter", title="Billing", roles=[Role.EMPLOYEE]),
    Member(
        key="emil",
        name="Emil Stone",
        title="Auditor",
        roles=[Role.AUDITOR],
        tries="Check the whole record, then take it along with a program that checks it without Bedside.",
    ),
)
STAFF = ("Grace Foley, RN", "Milo Frost, PharmD", "Ruth Abel", "Dr. Walter Elm", "Dr. Priya Moss")
FACTS: dict[str, Any] = {
    "names": ["Harbor Elm Clinics", "Harbor Elm", "Elm Street Rehab"],
    "addresses": [CLINIC[1], REHAB[1]],
    "phones": ["555-555-0134", "555-555-0150"],
    "emails": ["hello@harborelm.example.org"],
    "domains": ["harborelm.example.org"],
    "handles": ["@HarborElm"],
    "staff": list(STAFF),
    "state": "",
    "sensitive": [],
}
REPLY_DESK = "please call our patient relations desk at 555-555-0134: a person picks up"


def told(stage: Stage) -> None:
    """Put the whole story on the stage; `Stage.play` plays it."""
    house = open_house(stage.now)
    _what_went_before(stage)
    _what_waits(stage, house)
    _what_is_being_written(stage)
    _what_was_asked(stage)


def open_house(now: datetime) -> datetime:
    """The next Saturday that is more than a week away, at 5 pm; like every date of the story, in the future."""
    days = (5 - now.weekday()) % 7 + 7
    return (now + timedelta(days=days)).replace(hour=17, minute=0, second=0, microsecond=0)


def spoken(day: datetime) -> str:
    return f"{day:%A, %B} {day.day}"


def _what_went_before(s: Stage) -> None:
    """Decided drafts: released, lapsed, taken back, rejected, set aside. They are the precedents of what comes."""
    s.writes(
        s.day(12, 9, 10),
        "sam",
        "hallway",
        "Thank you for choosing us for your surgery, and we are so sorry about your wait on Tuesday!",
        kind=Kind.RATING_REPLY,
        channels=["google"],
        answers="Two hours in a cold hallway. Two stars for the nice nurse.",
    )
    s.submits(s.day(12, 9, 14), "hallway")
    s.returns(
        s.day(12, 9, 41),
        "rosa",
        "hallway",
        "Warm, and I like it. But thanking them for “your surgery” tells everyone they had one. Answer so that it would "
        "be just as true if they had never been here.",
    )
    s.rewrites(
        s.day(12, 10, 5),
        "hallway",
        "Thank you for telling us. A cold hallway is nobody's idea of care. Privacy law keeps us from saying who was "
        f"here, so {REPLY_DESK}.",
    )
    s.submits(s.day(12, 10, 6), "hallway")
    s.approves(s.day(12, 10, 20), "rosa", "hallway", "True for every reader, and kind. This is how we answer.")
    s.copies(s.day(12, 10, 31), "sam", "hallway")
    s.lapses("hallway", hours_after=49, approved=s.day(12, 10, 20))

    s.writes(
        s.day(9, 15, 2),
        "theo",
        "youngest",
        "History made at Harbor Elm: the youngest heart transplant patient this county has ever seen went home yesterday!",
        channels=["facebook", "x"],
    )
    s.submits(s.day(9, 15, 6), "youngest", knows=Knowledge(job=False, news=True, family=True, author=False))
    s.comments(s.day(9, 15, 20), "rosa", "youngest", "What a story. Did anybody ask the family yet?")
    s.comments(s.day(9, 15, 31), "theo", "youngest", "Not yet. I got carried away; everybody here did.")
    s.rejects(
        s.day(9, 16, 10),
        "imani",
        "youngest",
        "The operation, the county and the day together are one person. We tell it gladly once the family has said yes "
        "in writing, and not before.",
    )

    s.writes(
        s.day(6, 11, 0),
        "lena",
        "knees",
        f"In {s.now.year - 1} our surgeons replaced 1,204 knees. Thank you for walking with us.",
        channels=["facebook", "linkedin"],
    )
    s.submits(s.day(6, 11, 3), "knees")
    s.approves(s.day(6, 11, 25), "rosa", "knees", "A year and a number, nobody in it. Made me smile.")
    s.takes_back(
        s.day(5, 9, 12), "lena", "knees", "The number is from an old report. The right one comes in a new draft."
    )

    s.writes(
        s.day(4, 16, 40), "theo", "pizza", "National Pizza Day! Our dietitians say one slice. They are not in the room."
    )
    s.discards(s.day(3, 9, 5), "pizza")

    s.writes(
        s.day(1, 10, 15),
        "lena",
        "ambulance",
        "Thank you for coming to see us on Saturday! The ambulance is still recovering from your kids.",
        kind=Kind.COMMENT_REPLY,
        channels=["facebook"],
        answers="The open house was lovely, my kids want to live in the ambulance now.",
    )
    s.submits(
        s.day(1, 10, 17),
        "ambulance",
        note="They came to look at the ambulance. It was the open house, there were balloons.",
    )
    s.accepts_findings(
        s.day(1, 10, 33),
        "jonas",
        "ambulance",
        "An open house is no visit for care; the whole town was invited, and they say themselves that they came.",
    )
    s.approves(s.day(1, 10, 36), "jonas", "ambulance", "About the open house only. Nobody's care is in it.")
    s.copies(s.day(1, 10, 50), "lena", "ambulance")

    s.writes(
        s.day(1, 14, 20),
        "sam",
        "soap",
        "Grace Foley, RN, wins this year's golden soap dispenser, our award for clean hands. She has been heard humming "
        "the birthday song at the sink. Twice. Congratulations, Grace!",
        channels=["website", "facebook", "linkedin"],
    )
    s.submits(s.day(1, 14, 22), "soap", note="Grace has read it and laughed.")
    s.approves(
        s.day(1, 14, 40), "rosa", "soap", "Grace is on our public list and agreed to this one. No patient near it."
    )
    s.copies(s.day(1, 15, 1), "sam", "soap")


def _what_waits(s: Stage, house: datetime) -> None:
    """The queue: due in a few minutes, reworded, with a picture, at a second look."""
    s.writes(
        s.ago(226),
        "sam",
        "fish",
        "The fish say thank you. We cannot say who has been here, but we can say this: nobody should wait ninety minutes "
        f"with a toddler. To help us make it right, {REPLY_DESK}.",
        kind=Kind.RATING_REPLY,
        channels=["google"],
        answers="Waited ninety minutes with a screaming toddler. The fish tank is nice though. Two stars, both for the fish.",
    )
    s.submits(s.ago(220), "fish")

    dance = (
        "{who} thought she would never dance again{after}. With Nora Lund, PT, and our rehab team on Elm Street she found "
        "her feet, one step at a time. She is the youngest hip patient we have ever had, and she is dancing.\n\n"
        f"Come and meet the team at our open house on {spoken(house)}, 5 pm. We save you a seat."
    )
    tuesday = s.now + timedelta(days=(1 - s.now.weekday()) % 7 or 7)
    s.writes(
        s.day(1, 15, 30),
        "theo",
        "dance",
        dance.format(who="Ada", after=" after the crash on Route 9"),
        kind=Kind.STORY,
        channels=["website", "facebook"],
        planned_at=tuesday.replace(hour=9, minute=0, second=0, microsecond=0),
    )
    s.submits(s.day(1, 15, 41), "dance", knows=Knowledge(job=False, news=True, family=False, author=True))
    s.returns(
        s.day(1, 16, 20),
        "rosa",
        "dance",
        "It gave me goosebumps. Two things: her name is hers to give, and the crash was in the news, so anyone can look "
        "up who was in it. Can it work without both?",
    )
    s.rewrites(s.ago(170), "dance", dance.format(who="One of our patients", after=""))
    s.comments(
        s.ago(168), "theo", "dance", "Name and road are gone. Is “youngest” still too close? I can ask her for a yes."
    )
    s.submits(s.ago(165), "dance")

    s.writes(
        s.ago(150),
        "lena",
        "slipper",
        "Found in the main lobby: one left slipper, size 10, with a duck on it. The duck is at the front desk and answers "
        "to nobody.",
        channels=["facebook", "instagram"],
    )
    s.illustrates(
        s.ago(147),
        "slipper",
        slipper_with_duck(),
        alt="A green left slipper on a wooden floor; on its toe sits a yellow duck.",
    )
    s.submits(s.ago(144), "slipper")

    s.writes(
        s.ago(130),
        "sam",
        "grief",
        "Grief has no opening hours, but our group does: Thursdays at 6 pm, Mill Lane, room 2, free, no sign-up. Come as "
        "you are. Leave when you like. Depression and loss are not the same, and both are welcome.",
        channels=["website", "newsletter"],
    )
    s.submits(s.ago(126), "grief")
    s.asks_second(
        s.ago(95),
        "jonas",
        "grief",
        of="nora",
        reason="You know the people who run the group. Would it read right to someone who comes for the first time?",
    )

    s.writes(
        s.ago(70),
        "lena",
        "born",
        "Good morning to everybody, and a special one to the baby who was born in our parking lot at 4:12 this morning. "
        "Next time, try the lobby: it is heated.",
        channels=["facebook", "x"],
    )
    s.submits(
        s.ago(64),
        "born",
        knows=Knowledge(job=False, news=True, family=True, author=True),
        note="The whole ER talks of it.",
    )


def _what_is_being_written(s: Stage) -> None:
    """Drafts that are with their authors: fresh ones, and one that came back."""
    s.writes(
        s.ago(118),
        "theo",
        "bay",
        "Dear people who park in the ambulance bay: are you idiots? Love, the ambulances.",
        channels=["x", "bluesky"],
    )
    s.submits(s.ago(115), "bay")
    s.returns(
        s.ago(88),
        "rosa",
        "bay",
        "We all think it. Now make them want to move the car: say what thirty seconds mean in an ambulance.",
    )
    s.writes(
        s.ago(45),
        "theo",
        "biscuit",
        "Best moment of my week: the boy in bed 4 laughed for the first time since his surgery on Monday. All it took was "
        "Biscuit, our therapy dog, and a stolen sock.",
        channels=["instagram"],
    )
    s.writes(
        s.ago(30),
        "sam",
        "results",
        "Hi! Your lab results came back and your A1C is fine. See you Thursday at 3 for the follow-up.",
        kind=Kind.MESSAGE,
        channels=["facebook"],
        answers="hi any news for me?",
    )
    s.writes(
        s.ago(55),
        "lena",
        "flu",
        "Flu shots, no appointment, both clinics, Monday to Friday, 8 am to 6 pm. Bring a sleeve that rolls up. We bring "
        "the stickers, and yes, grown-ups get one too.",
        channels=["website", "facebook"],
    )
    s.submits(s.ago(52), "flu")
    s.approves(s.ago(40), "jonas", "flu", "Hours and stickers. Nobody in it but all of us.")


def _what_was_asked(s: Stage) -> None:
    s.asks(
        s.day(3, 12, 10),
        "ada",
        "ratios",
        "We need safe ratios. Nine patients for each nurse is not care, and management knows it.",
        where="My own page",
    )
    s.answers(
        s.day(3, 12, 24),
        "rosa",
        "ratios",
        "yes",
        "Yours to say, and the law protects it. No patient is in it, so there is nothing for us to change. Thank you for "
        "asking all the same.",
    )
    s.publishes(
        s.day(3, 14, 0),
        "rosa",
        "Pay, hours, staffing, safety: yours to talk about",
        "You may write about your work and its conditions on your own pages, also when we do not like to hear it. Only "
        "leave patients out, even without names: a day, a place and an illness are often enough to know someone.",
        of="ratios",
    )
    s.asks(
        s.ago(34),
        "bo",
        "fruit",
        "Costume day at the nurses' station! All of us as fruit. The whiteboard is behind us but you can hardly read it.",
        where="My own page",
    )
    s.asks(
        s.ago(12),
        "ada",
        "quiet",
        "My first code where everybody lived. I would like to say how quiet the room got afterwards, without saying who or when.",
        where="A group or forum",
    )
