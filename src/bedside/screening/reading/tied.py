"""Days, high ages and places that stand in a text about someone in care, as candidates.

A day or a town identifies nobody by itself: news, events and opening hours are full of them. They are
marked where the text speaks of one person and of care, as a clinical question or a chart note does.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bedside.screening.reading.candidates import Candidate
from bedside.screening.reading.places import addresses_of

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part

ONE_PERSON = re.compile(
    r"\b(?:(?:a|an|the|my|our|this|for|of|with) (?:\d{1,3}[- ]?(?:year|yr|month|week|day)s?[- ]?old |\w+ ){0,2}(?:patient|pt|client|resident|inpatient|paciente)\b(?! (?:care|safety|portal|advocate|education|experience|data|rights|"
    r"outcomes|groups?|access|physician|nurse|dies\b))|^(?:patient|pt)\b|\b(?:patient|pt|paciente):? (?=[a-z])(?!(?:care|safety|portal|advoca\w+|education|experience|data|rights|outcomes|groups?|access|who|is|was|dies)\b)|"
    r"\d{1,3}[- ]?(?:year|yr)s?[- ]?old|\d{1,3} ?y/?o[mf]?\b|\d{2} ?[mf]\b|mrn\b|dob\b|medical record)"
)
MAY_BE_ONE = re.compile(r"\d|pa[tc]i|pt|client|resident|mrn|dob|medical r")  # what `ONE_PERSON` cannot do without
CLINICAL_ASK = re.compile(
    r"\b(?:h/o|hx|s/p|c/o|dx|rx|tx|presents? with|history of|diagnosed with|last seen|was seen|seen (?:at|on|in|by)|admitted|discharged|treated (?:at|on|for)|evaluated|referred|contraindicat\w+|dos(?:e|ing|age)|guidelines?|"
    r"management|treatment|lives? (?:at|in|on)|resid(?:es|ing) (?:in|at)|born)\b"
)
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Sr|Sra)\.? [A-Z]")
INITIAL = re.compile(r"\b[A-Z][a-z]+ [A-Z]\.(?=[\s,?')(:-]|$)")
CARE = ("condition", "procedure", "care_verb", "drug")
NAMES_A_PLACE = frozenset({"street", "care", "county"})
PERSON = ("person_noun", "kin", "patient")
LIVES = re.compile(
    r"\b(?:lives?|living|grew up|raised|resid(?:es|ing|ent)|home(?:town)?(?: address)?|address|billing address|born|stays?|moved)\b[^.!?]{0,40}$"
)
LIVES_SOMEWHERE = re.compile(r"\b(?:grew up|raised|liv(?:es?|ing)|resid(?:es|ing|ent)|home|address|born|stays?|moved)")
OF_A_FORM = re.compile(r"(?:^|\n)\W{0,6}(?:date(?: of birth)?|when|dob|born|admitted|dos|d/c): ?$")
RECENT = re.compile(
    r"\blast (?:night|week(?:end)?|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b"
)
HEADLINE = re.compile(r"https?://|\bvia @|^rt @")


def is_about_someone(part: "Part") -> bool:
    """Whether the text speaks of one person and of that person's care.

    A patient word or an age at the head of a name, chart shorthand, or someone named or titled with a
    cue of care. News with a link needs the name or the chart number as well.
    """
    low, text = part.low, part.text
    person = MAY_BE_ONE.search(low) is not None and ONE_PERSON.search(low) is not None
    named = any(n.points > 0 for n in part.names) or bool(TITLED.search(text) or INITIAL.search(text))
    if not person and not named:
        return False
    cared = part.has(*CARE) or CLINICAL_ASK.search(low) is not None
    if not cared and not person:
        return False
    if HEADLINE.search(low):
        return "mrn" in low and named
    if person:
        return cared or named
    return named and cared


def time_candidates(part: "Part") -> Iterator[Candidate]:
    """Days and ages over 89 of someone in care."""
    times = part.times
    recent = list(RECENT.finditer(part.low)) if "last " in part.low else []
    if not times and not recent:
        return
    about = part.about_someone
    for m in recent if about else ():
        yield Candidate(
            start=m.start(),
            end=m.end(),
            label="DATE",
            identifier_class="C",
            sort="recent",
            why="a time that can be counted back to a day, in a text about someone in care",
        )
    for time in times:
        if time.kind == "age" and (about or time_has_person(part, time.start)):
            yield Candidate(
                start=time.start,
                end=time.end,
                label="AGE_OVER_89",
                identifier_class="C",
                sort="age",
                why="an age over 89",
            )
        elif time.kind == "age_tail" and about:
            yield Candidate(
                start=time.start,
                end=time.end,
                label="AGE_OVER_89",
                identifier_class="C",
                sort="age",
                why="a number over 89 behind a name",
            )
        elif time.kind in {"day", "month"} and (
            about or OF_A_FORM.search(part.low, max(0, time.start - 16), time.start)
        ):
            yield Candidate(
                start=time.start,
                end=time.end,
                label="DATE",
                identifier_class="C",
                sort=time.kind,
                why="a day in a text about someone in care",
            )


def time_has_person(part: "Part", offset: int) -> bool:
    """Whether the sentence around an age speaks of a person, and links to no news."""
    start, end = part.sentence_at(offset)
    return not HEADLINE.search(part.low) and (
        part.has_within(start, end, *PERSON) or any(start <= n.start < end for n in part.names)
    )


def place_candidates(part: "Part") -> Iterator[Candidate]:
    """Addresses wherever they stand; towns, counties and places of care in a text about someone in care."""
    about = part.about_someone
    lives = about or LIVES_SOMEWHERE.search(part.low) is not None
    for place in part.places if lives else addresses_of(part):
        if (
            place.kind in {"street", "unit", "zip"}
            or about
            or (place.kind == "city" and LIVES.search(part.low, max(0, place.start - 60), place.start))
        ):
            yield Candidate(
                start=place.start,
                end=place.end,
                label="LOCATION",
                identifier_class="B",
                sort=place.kind,
                why=f"a place: {place.kind}",
                rank=(3 if place.kind in NAMES_A_PLACE else 1) if place.sure else 0,
            )
