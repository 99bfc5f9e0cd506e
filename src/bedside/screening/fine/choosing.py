"""Which reasons are told: those that no finding contradicts, the most useful first, few."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bedside.core.content import Content
from bedside.core.findings import STOPS, Finding, Fine
from bedside.core.policies import Policy
from bedside.core.screenings import Explained, Screening
from bedside.screening import engine
from bedside.screening.fine import answers, contacts, generalities, people
from bedside.screening.fine.reason import Reason
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.candidates import Taken
from bedside.screening.reading.learned.leading import LEADS, saying

MOST = 8
# The most useful first: what people worry about most, and where the reason is firmest.
REASONS: tuple[Reason, ...] = (
    answers.PRIVACY_SENTENCE,
    answers.THANKS_FOR_WORDS,
    contacts.CRISIS_LINE,
    contacts.WAYS_TO_REACH_US,
    people.AUTHORIZED,
    *people.STAFF,
    *contacts.OWN,
    generalities.PROTECTED_TALK,
    *people.PUBLIC,
    *people.OWN,
    *generalities.DATES,
    generalities.OWN_STORY_TOLD,
    *generalities.ABOUT_HEALTH,
    *generalities.PLACES,
    *people.READ_AS,
    contacts.OPEN_LINE,
    contacts.TAKEN_FOR_OWN,
    *people.OTHERS,
    generalities.YEAR_ALONE,
)


def explain(content: Content, *, policy: Policy, reader: str = "careful") -> Explained:
    """A screening and, from the same reading, what in the body is fine and why.

    Raises:
        UnsupportedContent, BadInput: as `engine.screen` does.
    """
    reading, unchecked = engine.reading_of(content, policy=policy, reader=reader)
    screening = engine.screening_of(reading, policy=policy, unchecked=unchecked)
    return Explained(screening=screening, fine=fine_in(reading, screening))


def fine(content: Content, screening: Screening, *, policy: Policy) -> tuple[Fine, ...]:
    """What in the body a careful reader may stop at and no failing rule marks, each with why.

    Args:
        content: the draft; ``screening`` must be its screening under ``policy``. `explain` gives both from one reading.

    Returns:
        At most eight in reading order, without overlaps among them or with a finding that stops the draft.
    """
    reading, _ = engine.reading_of(content, policy=policy, reader=screening.reader_setting)
    return fine_in(reading, screening)


def fine_in(reading: Reading, screening: Screening) -> tuple[Fine, ...]:
    """`fine`, of a content that has been read."""
    stopping = [f for f in screening.findings if f.weight in STOPS]
    nobody = not stopping and not screening.unchecked and tells_of_nobody(reading)
    taken = places_of_findings(reading, stopping)
    stopped = sentences_with(reading, taken)
    found: list[tuple[int, int, Fine]] = []
    for rank, reason in enumerate(REASONS):
        if reason.nobody and not nobody:
            continue
        for time, place in enumerate(islice(free_places(reason, reading, taken, stopped), MOST)):
            taken.add(place.start, place.end)
            found.append((time, rank, Fine(start=place.start, end=place.end, name=reason.name, why=reason.why)))
    chosen = sorted(found, key=lambda f: f[:2])[:MOST]  # one of each reason before a second of any
    return tuple(sorted((fine for *_, fine in chosen), key=lambda f: f.start))


def free_places(reason: Reason, reading: Reading, taken: Taken, stopped: Taken) -> Iterator[Place]:
    """The places of a reason in reading order, over nothing that is taken; if it is not firm, in no stopped sentence."""
    for place in sorted(reason.find(reading), key=lambda p: (p.start, -p.end)):
        here = place.start, place.end
        if place.end > place.start and not taken.touches(*here) and (reason.firm or not stopped.touches(*here)):
            yield place


def places_of_findings(reading: Reading, findings: Iterable[Finding]) -> Taken:
    """Where findings stand in the body; an empty one takes a character."""
    taken = Taken(len(reading.body.raw))
    for f in findings:
        if f.part == "body":
            taken.add(f.start, max(f.end, f.start + 1))
    return taken


def sentences_with(reading: Reading, taken: Taken) -> Taken:
    """The sentences of the body in which something is taken."""
    body = reading.body
    whole = Taken(len(body.raw))
    for start, end in body.sentences:
        span = body.plain.span(start, end)
        if taken.touches(*span):
            whole.add(*span)
    return whole


def tells_of_nobody(reading: Reading) -> bool:
    """Whether neither grammar nor reader see anybody in care told about, be it too faintly for a rule."""
    told = reading.told_names or any(telling.score > 0 for telling in reading.tellings)
    return not told and saying(reading, "tells", "identifies") < LEADS
