"""A day that is tied to someone in care. Cases: date_of_care.md"""

import re
from bisect import bisect_left
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Part, Place, Reading
from bedside.screening.rule import Rule

CARE = ("condition", "procedure", "care_verb", "outcome", "drug", "patient")
CARE_WORD = re.compile(
    r"\b(?:dob|date of birth|born|admitted|discharged|surgery|diagnos\w+|died|passed away|went home|rang|graduated|transplant\w*|came in|"
    r"seen|treated|chemo|arrived|nacio|operaron|operacion|quimio|ingres\w+|fallecio)\b"
)
NOTICE = re.compile(
    r"\b(?:join us|register|rsvp|walk-?ins?|hours|open(?:s|ing)?|closed|apply|deadline|awareness|observ(?:e|es|ed)|event|class(?:es)?|"
    r"webinar|sign up|tickets|blood drive|gala|5k|lecture|fair|workshop|hiring|starting|accepting|now seeing|support group|save the date|"
    r"celebrat\w+ (?:national|world)|national|world \w+ day|honou?r|in memory|fundrais\w+|benefit|concert|auction)\b"
)


def find(reading: Reading) -> Iterable[Place]:
    if reading.authorized or reading.body.long_ago or reading.tells_of_own_kin:
        return
    for part in reading:
        told = told_in(reading, part) if part.times else []
        for time in part.times:
            if time.kind != "day":
                continue
            start, end = part.sentence_at(time.start)
            sentence = part.low[start:end]
            if (
                not NOTICE.search(sentence)
                and tells_of_care(part, start, end)
                and bisect_left(told, start) < bisect_left(told, end)
            ):
                yield part.place(time.start, time.end, believed="a day in one sentence with someone in care")


def tells_of_care(part: Part, start: int, end: int) -> bool:
    return bool(CARE_WORD.search(part.low, start, end)) or part.has_within(start, end, *CARE)


def told_in(reading: Reading, part: Part) -> list[int]:
    """Where a part speaks of someone told about, in reading order."""
    names = (p.start for p in reading.told_names if p.part == part.name)
    mentions = (m.start for t in reading.tellings if t.part == part.name and not t.hypothetical for m in t.mentions)
    return sorted((*names, *mentions))


RULE = Rule(
    code="PHI-C1",
    name="date-tied-to-person",
    provision="safe-harbor-C",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="date_time",
    identifier_class="C",
    message="This ties a day to someone in care.",
    advice="Leave the day and the month out, a year may stay. Or link an authorization that covers the date.",
    liftable=True,
    find=find,
)
