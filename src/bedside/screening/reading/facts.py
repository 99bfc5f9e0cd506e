"""Facts that narrow down who is meant: quasi-identifiers, each with its kind and place.

What a kind is worth is policy data (scale ``indirect``), not code.
"""

import re
from dataclasses import dataclass

from bedside.screening.reading.genre import NEAR_TIME
from bedside.screening.reading.words import Cue


@dataclass(frozen=True, slots=True)
class Fact:
    """A narrowing fact of some ``kind`` at ``start:end``; ``label`` is CONTRACT's."""

    kind: str
    label: str
    start: int
    end: int


CUE_KINDS = {
    "condition": ("condition", "condition"),
    "procedure": ("procedure", "condition"),
    "drug": ("drug", "condition"),
    "body": ("body", "condition"),
    "care_verb": ("care", "condition"),
    "outcome": ("outcome", "condition"),
    "care_place": ("care_place", "geo"),
    "occupation": ("occupation", "occupation"),
    "event": ("event", "event"),
    "superlative": ("superlative", "superlative"),
    "guess": ("guess", "distinctive"),
    "object": ("object", "distinctive"),
}
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("time_near", "date_time", NEAR_TIME),
    (
        "time_exact",
        "date_time",
        re.compile(
            rf"\b\d{{1,2}}:\d\d(?: ?[ap]m)?\b|\b(?:at|around|about) (?:0\d{{3}}|1\d{{3}}|2[0-3]\d\d|\d{{1,2}} ?[ap]m)\b|"
            rf"\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b|"
            r"\b(?:christmas|easter|thanksgiving|halloween|new year's|valentine's|mother's day|father's day|labor day|memorial day)(?: (?:day|eve|night|morning))?\b|"
            r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
        ),
    ),
    (
        "age",
        "age",
        re.compile(
            r"\b\d{1,3}[ -]?(?:years?|yrs?|yr|months?|mos?|weeks?|wks?|days?)[ -]old\b|\b\d{1,3} ?(?:yo|y/o|yof|yom)\b|\b\d{2}[mf]\b|"
            r"\b(?:turned|turns|turning|age|aged|is|was|at|he's|she's|only|just) (?:[1-9]\d|10\d|11\d)\b(?=[ ,.!?;]|$)(?! (?:minutes|hours|days|weeks|"
            r"months|years|miles|percent|people|patients|beds|nurses|times|to|and counting))|"
            r"\b(?:nineteen|eighteen|seventeen|sixteen|fifteen|fourteen|thirteen|twenty-?\w+|thirty-?\w+|forty-?\w+|fifty-?\w+|sixty-?\w+|"
            r"seventy-?\w+|eighty-?\w+|ninety-?\w+)(?:[ -]year[ -]old)?,|\b\w+[ -]year[ -]old\b|\b\d{1,2} weeks? (?:\d days?|gestation)|\b\d\d-?weeker\b"
        ),
    ),
    ("age_vague", "age", re.compile(r"\b(?:elderly|young|little|tiny|middle[- ]aged|in (?:his|her|their) (?:teens|\d0'?s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)|older|old)\b")),
    (
        "place",
        "geo",
        re.compile(
            r"\b(?:route|rt|rte|highway|hwy|interstate|i-|us|sr|county road|cr|exit|mile marker|mm) ?\d{1,4}\b|"
            r"\b(?:by|near|behind|outside|across from|next to|off|at|from|down at|over at) the (?:\w+ ){0,2}(?:store|mill|school|church|diner|bar|"
            r"laundromat|gas station|walmart|bank|bridge|dam|lake|river|creek|farm|ranch|plant|factory|stadium|arena|fairgrounds|park|pool|beach|"
            r"marina|airport|mall|motel|hotel|casino|jail|prison|courthouse|quarry|mine|grain elevator|silo|auction|car ?wash|library|market|deli|bakery|gym)\b|"
            r"\b(?:in|at) the (?:parking (?:lot|deck|garage)|elevator|lobby|waiting room|driveway|cafeteria|gift shop|ambulance|chapel)\b"
        ),
    ),
    ("place_vague", "geo", re.compile(r"\b(?:in (?:this|our|a small) town|small town|around here|in town|local|our little|this side of|our county|this county|neighbou?rhood|next door|down the street|hometown)\b")),
    ("measure", "number", re.compile(r"\b\d+ ?(?:lbs?|pounds?|oz|ounces?|kg|grams?|inches|stitches|staples|units|liters?|bags|hours in surgery|days on|rounds of|sessions of|surgeries|procedures)\b|\b(?:bmi|bac|a1c|hgb|potassium|glucose|sugar|temp|hr|bp|sat|lactate|troponin)(?: (?:of|was|is))? \.?\d+")),
    ("quote", "quote", re.compile(r"[\"“][^\"“”]{8,200}[\"”]")),
    ("relation", "relation", re.compile(r"\b\w+'s (?:kid|son|daughter|wife|husband|mom|mother|dad|father|brother|sister|grandson|granddaughter|baby|boy|girl|cousin|niece|nephew|ex|girlfriend|boyfriend|uncle|aunt|widow|teacher|coach)\b|\bmy (?:\w+ )?(?:neighbou?r|ex|landlord|boss's \w+|kid's \w+|old (?:teacher|coach|boss)|high school \w+|classmate|pastor|hairdresser|mail ?man|barber|mechanic|cousin's \w+|friend's \w+|son's \w+|daughter's \w+|roommate|bully|prom date)\b|\b(?:his|her) (?:poor |own )?(?:wife|husband|mom|mother|dad|father|son|daughter|sister|brother|kids|girlfriend|boyfriend|mistress|side chick|baby daddy|fiance|twin|family|parents|granddaughter|grandson)\b")),
)  # fmt: skip
NAMED_PLACE = re.compile(
    r"\b(?:in|from|at|near|off|of|to|over in|up in|out in|outside)\s+(?:the\s+)?((?:[A-Z][a-z]+(?:'s)?\s?){1,3}(?:County|Creek|Ridge|Beach|Falls|Hollow|Street|St\b|Ave|Road|Rd|River|Lake|Harbor|Heights|Valley|Point|Springs|Bay|Park|Bridge|High|Middle|Elementary|Farms?)?)"
)
COUNTY = re.compile(
    r"\b((?:[A-Z][a-z]+ ){1,2}(?:County|Creek|Ridge|Beach|Falls|Hollow|River|Harbor|Heights|Valley|Springs|Bay|Bridge|High|Middle School|Elementary|Avenue|Ave|Street|St|Road|Rd|Blvd|Lane))\b"
)


def facts_of(text: str, low: str, cues: dict[str, list[Cue]]) -> list[Fact]:
    """Every narrowing fact of a part, in reading order; overlapping facts of one kind only once."""
    found = [
        Fact(kind, label, cue.start, cue.end)
        for category, (kind, label) in CUE_KINDS.items()
        for cue in cues.get(category, ())
    ]
    for kind, label, pattern in PATTERNS:
        found += [Fact(kind, label, *m.span()) for m in pattern.finditer(low)]
    found += [Fact("place", "geo", *m.span(1)) for m in COUNTY.finditer(text)]
    return sorted(found, key=lambda f: (f.start, f.end))
