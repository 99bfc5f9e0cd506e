"""Days and high ages: the elements of dates, and the ages, that 164.514(b)(2)(i)(C) counts as identifiers.

A year alone identifies nobody, and neither does a time of day. Ratios, doses, scores, versions,
prices and telephone numbers have digits and slashes too; they are no days.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part


@dataclass(frozen=True, slots=True)
class Time:
    """A day, a month of a year, or an age over 89 at ``start:end`` of the part's plain text.

    Attributes:
        kind: "day" (March 3), "month" (March 2025), "age" (94 years old) or "age_tail" (an age that only
            its place behind a name tells: "Ada, 91,").
        year: whether a day names its year.
    """

    start: int
    end: int
    kind: str
    year: bool = False


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MES = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? (?:the )?)?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:19|20)\d\d"
_DAY_WORD = (
    r"(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
MONTHS = frozenset(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec "
    "december enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre".split()
)
HAS_MONTH = re.compile(rf"(?<![a-z])(?:{_MONTH}|{_MES}\b)")  # a cheap test before the patterns
WRITTEN = (
    re.compile(
        rf"\b{_WEEKDAY}{_MONTH},? ?(?:the )?(?:{_DAY}(?:st|nd|rd|th)?|{_DAY_WORD})\b(?![:/%]|\.\d|,\d{{3}}|-year)"
        rf"(?:(?:,? ?|,? of )(?P<year>{_YEAR})\b)?"
    ),
    re.compile(
        rf"\b{_WEEKDAY}(?:(?<![\d.:/$-]){_DAY}(?:st|nd|rd|th)?|{_DAY_WORD})(?: of |-| ?){_MONTH}(?![a-z])(?:(?:,? ?|-)(?P<year>{_YEAR})\b)?"
    ),
    re.compile(
        rf"\b(?:(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo),? )?(?:el )?(?:{_DAY}|primero) de {_MES}\b(?: del? (?P<year>{_YEAR})\b)?"
    ),
)
MONTH_YEAR = re.compile(rf"\b(?:{_MONTH},? (?:of )?|{_MES} del? ){_YEAR}\b")
NUMERIC = re.compile(
    rf"(?<![\w$./:-])(?:(?P<y1>{_YEAR})([-/.])(?:1[0-2]|0?[1-9])\2{_DAY}(?=T\d|(?![\w/:-]|\.\d))"
    rf"|(?:1[0-2]|0?[1-9])([-/.]){_DAY}\3(?P<y2>{_YEAR}|\d\d)(?![\w/%:-]|\.\d)"
    rf"|{_DAY}([-/.])(?:1[0-2]|0?[1-9])\5(?P<y3>{_YEAR}|\d\d)(?![\w/%:-]|\.\d))"
)
SHORT = re.compile(
    rf"(?:\b(?:on|since|until|till|dated?|dob:?|born|from|admitted|seen|visit(?:ed)?|surgery|appointment|appt|due|d/c|dos:?) )"
    rf"(?P<day>(?:1[0-2]|0?[1-9])/{_DAY})(?![\w/%:-]|\.\d| (?:chance|of |pain|stars?|shifts?|strength|power))"
)
MODAL = re.compile(r"\bmay (?:\d|the )")
OVER_89 = r"(?:9\d|1[01]\d)"
OVER_89_WORD = (
    r"(?:ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a |one )hundred(?:[- ](?:and[- ])?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?)"
)
_OLD = r"[- ]?(?:years?|yrs?\.?|yr\.?)[- ]?(?:old|young|of age)\b"
_UNITS = (
    r"(?! ?(?:%|percent|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|miles?|people|patients?|beds?|nurses?|times|degrees?|pounds?|"
    r"lbs?|pages?|kg|mg|ml|cm|mm|bpm|over|beats|dollars?|points?|cents|countr\w+|states|cases|years (?!old|young|of age))\b|[:/.,-]?\d|[°$%/])"
)
AGES = (
    re.compile(rf"(?<![\w.$/-]){OVER_89}{_OLD}|(?<![\w.$/-]){OVER_89} ?(?:y/?o[mf]?\b|y\.o\.)|\b{OVER_89_WORD}{_OLD}"),
    re.compile(rf"\b(?:turn(?:s|ed|ing)?|age[sd]?:?|edad:?) (?P<age>{OVER_89}|{OVER_89_WORD})\b{_UNITS}"),
    re.compile(
        rf"\b(?P<age>{OVER_89}(?:st|nd|rd|th)|(?:ninetieth|ninety-\w+(?:st|nd|rd|th)|(?:one )?hundredth|hundred and \w+(?:st|nd|rd|th)))"
        r" (?:birthday|bday|b-day|cumpleanos|year of (?:life|her life|his life))\b"
    ),
    re.compile(rf"\b(?:is|was|at|she's|he's|they're|only|almost|nearly|just|to be) (?P<age>{OVER_89}(?! (?:and counting))|{OVER_89_WORD})(?=[.,](?!\d)|[!?;]| and (?:still|just|has|had|she|he|was|walk|sharp|spry|never)| when | years young|$)"),
    re.compile(rf"\b(?P<age>{OVER_89}) anos\b|\b(?P<rising>(?:pushing|nearing|approaching) (?:90|100|ninety|a hundred))\b"),
    re.compile(r"\b(?P<age>centenarian|supercentenarian|nonagenarian)\b"),
)  # fmt: skip
TAIL = re.compile(
    rf"(?<=[a-z.]), \(?(?P<age>{OVER_89}),? ?(?=[,.;!?)(]|(?:is|was|had|has|who|with|from|came|of|in|went)\b|$)|(?<=[a-z] )\((?P<aged>{OVER_89})\)"
)
MEASURED = re.compile(
    r"\b(?:sats?|o2|spo2|bp|hr|rate|temp|temperature|sugar|glucose|pulse|score|number|total|count|high|heat|it|that|this|there) $"
)
BETWEEN_DIGITS = re.compile(r"\d ?[/.-] ?\d")
NINETY = re.compile(r"9\d|1[01]\d|ninet|hundred|centenarian|nonagenarian")
CAPITAL_BEFORE = re.compile(r"[A-Z][\w'-]*\.?$")


def times_of(part: "Part") -> tuple[Time, ...]:
    """Days, months of a year and ages over 89 in reading order, without overlaps."""
    found = sorted((*_days(part), *_ages(part)), key=lambda t: (t.start, -t.end))
    kept: list[Time] = []
    for time in found:
        if not kept or time.start >= kept[-1].end:
            kept.append(time)
    return tuple(kept)


def _days(part: "Part") -> Iterator[Time]:
    low, text = part.low, part.text
    if any(word[2] in MONTHS or word[2][0].isdigit() for word in part.words) and HAS_MONTH.search(low):
        for pattern in WRITTEN:
            for m in pattern.finditer(low):
                month_named = MODAL.search(m[0]) is None or text[m.start() + m[0].index("may")] == "M"
                if month_named:
                    yield Time(m.start(), m.end(), "day", bool(m["year"]))
        for m in MONTH_YEAR.finditer(low):
            yield Time(*m.span(), "month", True)
    if BETWEEN_DIGITS.search(low):
        for m in NUMERIC.finditer(text):
            yield Time(*m.span(), "day", True)
        for m in SHORT.finditer(low):
            yield Time(*m.span("day"), "day")


def _ages(part: "Part") -> Iterator[Time]:
    if not NINETY.search(part.low):
        return
    for pattern in AGES:
        for m in pattern.finditer(part.low):
            if MEASURED.search(part.low, max(0, m.start() - 24), m.start()):
                continue
            group = m.lastgroup or 0
            yield Time(*m.span(group), "age")
    for m in TAIL.finditer(part.low):
        if CAPITAL_BEFORE.search(part.text, max(0, m.start() - 24), m.start() if m["age"] else m.start() - 1):
            yield Time(*m.span("age" if m["age"] else "aged"), "age_tail")
