"""Where someone in care lives, down to the street or the ZIP code. Cases: street_level_place.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Part, Place, Reading
from bedside.screening.rule import Rule

OURS = re.compile(
    r"\b(?:visit us|find us|join us|stop by|come (?:see|by|to)|located|our (?:new )?(?:office|clinic|hospital|location|lobby|building|front door)|"
    r"doors|open(?:s|ing|ed)?|register|rsvp|hours|walk-?ins?|schedule|book|event|fair|blood drive|class(?:es)?|workshop|parking|"
    r"send (?:cards|flowers)|mail|donat\w+|support group|screening|fundrais\w+|benefit|gala)\b"
)
YOURS = re.compile(r"\byour (?:home|house|address|place|apartment|street|building)\b|\byou (?:still )?live\b")
HOME = re.compile(
    r"\b(?:lives?|lived|living|resid\w+|home|house|address|apartment|apt|neighbou?r|vive|casa|domicilio)\b"
)
NOT_LETTERS = re.compile(r"[\W_]+")


def find(reading: Reading) -> Iterable[Place]:
    if reading.authorized or reading.body.long_ago or reading.tells_of_own_kin:
        return
    own = [key(a) for a in reading.content.organization.addresses]
    for part in reading:
        for place in part.places:
            if place.kind not in {"street", "zip"}:
                continue
            start, end = part.sentence_at(place.start)
            sentence, here = part.low[start:end], key(part.low[place.start : place.end])
            if OURS.search(sentence) or any(a.startswith(here) or here.startswith(a) for a in own):
                continue
            if is_told(reading, part, start, end) or (reading.content.answers and YOURS.search(sentence)):
                yield part.place(place.start, place.end, believed="an address in one sentence with someone told about")
            elif HOME.search(sentence) and any(t.part == part.name and not t.hypothetical for t in reading.tellings):
                yield part.place(place.start, place.end, believed="a home address in a text about someone in care")


def key(address: str) -> str:
    return NOT_LETTERS.sub(" ", address.lower()).strip()


def is_told(reading: Reading, part: Part, start: int, end: int) -> bool:
    """Whether the sentence speaks of someone told about."""
    names = (p.start for p in reading.told_names if p.part == part.name)
    mentions = (m.start for t in reading.tellings if t.part == part.name and not t.hypothetical for m in t.mentions)
    return any(start <= at < end for at in (*names, *mentions))


RULE = Rule(
    code="PHI-B1",
    name="street-level-place",
    provision="safe-harbor-B",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="geo",
    identifier_class="B",
    message="This tells where someone in care lives, down to the street or the ZIP code.",
    advice="Leave the address out. No place smaller than a State is needed to tell the story.",
    find=find,
)
