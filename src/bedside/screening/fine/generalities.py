"""Days, years, ages, places, figures, illnesses and talk of work that point to nobody in care."""

import re
from collections.abc import Iterable, Iterator

from bedside.screening.fine.reason import Reason
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.candidates import Taken
from bedside.screening.reading.genre import is_generic
from bedside.screening.reading.people import Person
from bedside.screening.reading.places import Locality
from bedside.screening.reading.stance import CONDITIONS, LOAD

NOTICE = re.compile(
    r"\b(?:join|register|rsvp|walk-?ins?|hours|open(?:s|ing|ed)?|clos(?:es?|ed|ing)|apply|deadline|awareness|observ(?:e|es|ed)|events?|class(?:es)?|webinar|"
    r"sign up|tickets|drive|gala|5k|lecture|fair|workshop|hiring|start(?:s|ing)?|begin(?:s|ning)?|support group|save the date|celebrat\w+|national|world \w+ day|"
    r"fundrais\w+|benefit|concert|auction|screenings?|meeting|picnic|parade|vaccin\w+|shots?|clinic|launch\w*|ceremony|service of|tours?|season|enroll\w*|holiday|visit us|come (?:see|by|to)|welcome)\b"
)
YEAR = re.compile(r"(?<![\w$#./:,-])(?:19|20)\d\d(?![\w%/:-]|[.,]\d)")
AGES = (
    re.compile(r"(?<![\w.$/-])(?P<age>\d{1,2})(?: ?(?:-|to|–) ?(?P<upto>\d{1,2}))?[- ](?:year|yr)s?(?:[- ]olds?| and (?:older|up|over))\b"),
    re.compile(r"\b(?:ages?|aged) (?P<age>\d{1,2})(?:(?: ?(?:-|to|and|through|–) ?)(?P<upto>\d{1,2}))?(?: (?:and|or) (?:older|up|over|younger|under))?\b(?![.,/]\d|[%°:])"),
    re.compile(r"\b(?P<age>\d{1,2}) (?:and|or) (?:older|up|over|younger|under)\b"),
)  # fmt: skip
HIGHEST_AGE = 89  # 164.514(b)(2)(i)(C): ages over 89 identify
# A number of people or acts, with thousands or on its own. The Centers for Medicare & Medicaid Services publish no
# count of 1 to 10 (cell size suppression policy); so no such count is called fine here.
MANY = re.compile(
    r"(?<![\w$#./:-])(?P<number>\d{1,3}(?:,\d{3})+|\d{2,})\+?(?: (?!years?|yrs?|old\b)[a-z'-]{1,20}){0,2}? (?:patients|people|babies|births|deliveries|visits|cases(?! of)|families|surgeries|"
    r"procedures|transplants|children|kids|adults|donors|volunteers|participants|times|lives|residents|calls|knees|hips|hearts|kidneys|doses|women|men|veterans|replacements|students|"
    r"nurses|employees|neighbou?rs|screenings|vaccinations|shots|tests|exams|appointments|admissions|discharges)\b"
)
LEAST_MANY = 11
SHARE = re.compile(
    r"(?<![\w.$-])\d{1,3}(?:\.\d+)? ?(?:%|percent\b)|\b(?:\d+|one|two|three|four) (?:in|out of)(?: every)? (?:\d+|three|four|five|six|eight|ten|twenty)\b"
)
DAY_OF_AWARENESS = re.compile(
    r"\b(?:(?:world|national|international) (?:[a-z'&-]{1,20} ){1,4}(?:day|week|month)|(?:[a-z'-]{1,20} ){1,3}awareness (?:day|week|month))\b"
)
OWN_STORY = re.compile(
    r"\bmy (?:own )?(?:\w+ )?(?:surgery|diagnosis|cancer|pregnancy|knee|hip|back|teeth|migraine|anxiety|depression|asthma|diabetes|mri|x-?ray|therapist|dentist|"
    r"recovery|health|mammogram|flu shot|checkup)\b"
)
HEALTH = ("condition", "procedure", "drug")


def days(reading: Reading, *, announced: bool) -> Iterator[Place]:
    body = reading.body
    for time in body.times:
        if time.kind in {"day", "month"}:
            start, end = body.sentence_at(time.start)
            if bool(NOTICE.search(body.low, start, end)) is announced:
                yield body.place(time.start, time.end - (body.text[time.end - 1] == "."))


def years(reading: Reading) -> Iterator[Place]:
    """Years that stand alone: in no day, place, number or link."""
    body = reading.body
    found = list(YEAR.finditer(body.low))
    if not found:
        return
    taken = Taken(len(body.raw))
    for start, end in (*((t.start, t.end) for t in body.times), *((p.start, p.end) for p in body.places)):
        taken.add(*body.plain.span(start, end))
    for c in (*body.contacts, *body.numbers):
        taken.add(*(c.view or body.plain).span(c.start, c.end))
    for link in body.links:
        taken.add(link.start, link.end)
    for m in found:
        year = body.place(*m.span())
        if not taken.touches(year.start, year.end):
            yield year


def ages(reading: Reading) -> Iterator[Place]:
    for pattern in AGES:
        for m in pattern.finditer(reading.body.low):
            told = m.groupdict()
            if all(int(age) <= HIGHEST_AGE for age in (told["age"], told.get("upto")) if age):
                yield reading.body.place(*m.span())


def regions(reading: Reading) -> Iterator[Place]:
    """States and what is wider, written as names, and not the end of an address or a town's State."""
    yield from capitalised(reading, "region", apart=(*reading.body.places, *people_in_body(reading)))


def illnesses_and_methods(reading: Reading) -> Iterator[Place]:
    """Names of people that stand for an illness, a scale or an operation."""
    yield from capitalised(reading, "eponym", apart=people_in_body(reading))


def capitalised(reading: Reading, category: str, *, apart: Iterable[Person | Locality]) -> Iterator[Place]:
    """Phrases of a word list that begin with a capital letter and touch none of these."""
    body = reading.body
    cues = [cue for cue in body.cues(category) if body.text[cue.start].isupper()]
    taken = Taken(len(body.text))
    for thing in apart if cues else ():
        taken.add(thing.start, thing.end)
    for cue in cues:
        if not taken.touches(cue.start, cue.end):
            yield body.place(cue.start, cue.end)


def people_in_body(reading: Reading) -> list[Person]:
    return [p for p in reading.people if p.part == "body"]


def localities(reading: Reading) -> Iterator[Place]:
    for place in reading.body.places:
        if place.sure:
            yield reading.body.place(place.start, place.end)


def days_of_awareness(reading: Reading) -> Iterator[Place]:
    for m in DAY_OF_AWARENESS.finditer(reading.body.low):
        yield reading.body.place(*m.span())


def figures(reading: Reading) -> Iterator[Place]:
    low = reading.body.low
    if not any(c.isdigit() for c in low) and " in " not in low and " out of " not in low:
        return
    for m in MANY.finditer(low):
        if int(m["number"].replace(",", "")) >= LEAST_MANY:
            yield reading.body.place(*m.span())
    for m in SHARE.finditer(low):
        yield reading.body.place(*m.span())


def general_health(reading: Reading) -> Iterator[Place]:
    """Words of health in a sentence that is meant for everyone."""
    body = reading.body
    for cue in body.cues(*HEALTH):
        start, end = body.sentence_at(cue.start)
        if is_generic(body.low[start:end]):
            yield body.place(cue.start, cue.end)


def own_story(reading: Reading) -> Iterator[Place]:
    if reading.personal and not reading.content.answers:
        for m in OWN_STORY.finditer(reading.body.low):
            yield reading.body.place(*m.span())


def protected_talk(reading: Reading) -> Iterator[Place]:
    if not (reading.personal and reading.stance.protected):
        return
    for cue in reading.body.cues(*CONDITIONS):
        yield reading.body.place(cue.start, cue.end)
    for m in LOAD.finditer(reading.body.low):
        yield reading.body.place(*m.span())


PROTECTED_TALK = Reason(
    name="protected-talk",
    why="Talk of pay, hours, staffing or safety at work; rules on conduct and tone leave it alone.",
    nobody=True,
    find=protected_talk,
)
DATES = (
    Reason(
        name="own-event-date",
        why="A day of an event or notice; as we read it, nobody in care is told about.",
        nobody=True,
        find=lambda reading: days(reading, announced=True),
    ),
    Reason(
        name="date-without-person",
        why="A day in a text that, as we read it, tells of nobody in care.",
        nobody=True,
        find=lambda reading: days(reading, announced=False),
    ),
)
OWN_STORY_TOLD = Reason(
    name="own-story",
    why="The author's own story; as we read it, nobody known through care is told about.",
    nobody=True,
    find=own_story,
)
ABOUT_HEALTH = (
    Reason(
        name="age-under-90",
        why="An age of 89 or less is no identifier by itself, and we read nobody in care beside it.",
        nobody=True,
        find=ages,
    ),
    Reason(
        name="figure-over-many",
        why="A figure over many people; it singles out none of them.",
        nobody=True,
        find=figures,
    ),
    Reason(
        name="illness-or-method",
        why="It stands for an illness, a scale or a method, not for a person.",
        find=illnesses_and_methods,
    ),
    Reason(
        name="awareness-day", why="A day, week or month of its own name; it tells of nobody.", find=days_of_awareness
    ),
    Reason(
        name="general-health",
        why="Words of health in a sentence that is meant for everyone.",
        nobody=True,
        find=general_health,
    ),
)
PLACES = (
    Reason(name="state-or-wider", why="A State, or anything wider, is no identifier.", find=regions),
    Reason(
        name="place-without-person",
        why="A place in a text that, as we read it, tells of nobody in care.",
        nobody=True,
        find=localities,
    ),
)
YEAR_ALONE = Reason(name="year-alone", why="A year by itself is no identifier.", find=years)
