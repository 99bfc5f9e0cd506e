"""One view of a part as the number finders see it: its codes, its cues, and what each cue announces."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bedside.screening.reading import words as w
from bedside.screening.reading.candidates import Candidate
from bedside.screening.reading.text import Text

CODE = re.compile(r"\d[A-Za-z0-9]{0,24}(?:(?:[-_]|\.(?=\d))[A-Za-z0-9]{1,24}){0,6}(?![A-Za-z0-9@])")
CODE_LETTERS = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,8}[-_]?){1,2}$")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Groups of digits that go on with a short code ("4410 297 118"), years excepted.
MORE = re.compile(r"(?:[ ](?!(?:19|20)\d\d\b)\d{3,7}(?![\w/:%-]|[.,]\d)){1,6}(?:[ ]\d\d(?![\w/:%-]|[.,]\d))?")
# What looks like a code and counts or dates something.
UNITS = (
    "st|nd|rd|th|s|mg|mcg|ug|ml|cc|kg|g|lbs?|oz|cm|mm|ft|in|mi|km|k|m|b|x|am|pm|a|p|h|hrs?|mins?|sec|yo|y|yrs?|d|wks?|"
    "mos?|f|c|bpm|w|fr|french|gauge|ga|u|iu|units?|cal|kcal|mph|usd|px|gb|mb"
)
MEASURE = re.compile(rf"\d{{1,5}}(?:\.\d+)?(?:{UNITS})", re.I)
DAY, MONTH, YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
DATE = re.compile(
    rf"{YEAR}[-/.]{MONTH}(?:[-/.]{DAY})?(?:t\d.*)?|{DAY}[-/.]{DAY}[-/.](?:(?:19|20)?\d\d)|{YEAR}[-/](?:19|20)?\d\d",
    re.I,
)
BARE_YEAR = re.compile(YEAR)
BEFORE_MEASURE = re.compile(r"(?:[$€£]\s?|\d,|\d:|\d\.)$")
AFTER_MEASURE = re.compile(
    r",\d{3}\b|:\d|\s?%|\s?(?:mg|mcg|ml|percent|million|billion|people|patients|hours|calories|steps)\b"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a list of cues announces; ``weak`` when its words mean other things too."""

    label: str
    identifier_class: str
    sort: str
    weak: bool = False


KINDS = {
    "number_ssn": Kind("SSN", "G", "ssn"),
    "number_ssn_weak": Kind("SSN", "G", "ssn", weak=True),
    "number_record": Kind("MRN", "H", "record"),
    "number_record_weak": Kind("MRN", "H", "record", weak=True),
    "number_plan": Kind("PLAN_ID", "I", "plan"),
    "number_plan_weak": Kind("PLAN_ID", "I", "plan", weak=True),
    "number_account": Kind("ACCOUNT", "J", "account"),
    "number_account_weak": Kind("ACCOUNT", "J", "account", weak=True),
    "number_licence": Kind("LICENSE", "K", "licence"),
    "number_licence_paper": Kind("LICENSE", "K", "licence", weak=True),
    "number_licence_weak": Kind("LICENSE", "K", "professional", weak=True),
    "number_npi": Kind("LICENSE", "K", "npi"),
    "number_dea": Kind("LICENSE", "K", "dea"),
    "number_vehicle": Kind("VEHICLE", "L", "vehicle"),
    "number_vehicle_weak": Kind("VEHICLE", "L", "vehicle", weak=True),
    "number_device": Kind("DEVICE", "M", "device"),
    "number_device_weak": Kind("DEVICE", "M", "device", weak=True),
    "number_other": Kind("MRN", "R", "other"),
    "number_other_weak": Kind("MRN", "R", "other", weak=True),
    "number_staff": Kind("ACCOUNT", "R", "staff"),
}
CUES = frozenset({*KINDS, "number_public"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """Texts, words and number cues of one view; ``view`` is None for the plain text.

    ``cues`` are in order of their ends, the longest last among equals; ``cue_at`` finds the
    longest that starts at an offset.
    """

    text: str = field(repr=False)
    low: str = field(repr=False)
    words: list[w.Word] = field(repr=False)
    cues: list[w.Cue] = field(repr=False)
    cue_ends: list[int] = field(repr=False)
    cue_at: Mapping[int, w.Cue] = field(repr=False)
    view: Text | None = field(repr=False)

    def candidate(self, kind: Kind, start: int, end: int, *, why: str, rank: int, sort: str = "") -> Candidate:
        return Candidate(
            start=start, end=end, label=kind.label, identifier_class=kind.identifier_class,
            sort=sort or kind.sort, why=why, rank=rank, view=self.view,
        )  # fmt: skip


def sheet_of(text: Text, words: list[w.Word], cue_map: Mapping[str, list[w.Cue]], *, view: Text | None) -> Sheet:
    cues = sorted((c for k, found in cue_map.items() if k in CUES for c in found), key=lambda c: (c.end, -c.start))
    return Sheet(text.text, text.low, words, cues, [c.end for c in cues], {c.start: c for c in cues}, view)


@dataclass(frozen=True, slots=True)
class Code:
    """A run of letters and digits with a digit in it.

    ``counts`` is False for what dates, measures or prices something, or has fewer than three digits.
    """

    start: int
    end: int
    text: str = field(repr=False)
    digits: str = field(repr=False)
    letters: int
    counts: bool

    @property
    def size(self) -> int:
        return len(self.digits) + self.letters

    @property
    def mixed(self) -> bool:
        """Letters and digits, and enough of them to be no "B12" or "COVID-19"."""
        return self.letters > 0 and len(self.digits) >= 4

    @property
    def year(self) -> bool:
        return self.plain(4) and bool(BARE_YEAR.match(self.digits))

    def plain(self, size: int) -> bool:
        """Exactly so many digits and no letter."""
        return not self.letters and len(self.digits) == size


def codes_of(sheet: Sheet) -> Iterator[Code]:
    """Runs of letters and digits that hold a digit, parts joined by hyphens included."""
    text = sheet.text
    for m in CODE.finditer(text):
        start = m.start()
        if start and (text[start - 1].isalpha() or text[start - 1] in "-_"):
            before = CODE_LETTERS.search(text, max(0, start - 18), start)
            if before:
                start = before.start()
            elif text[start - 1].isalpha():
                continue
        yield code_at(sheet, start, m.end())


def code_at(sheet: Sheet, start: int, end: int) -> Code:
    """The code at ``start:end``, with the groups of digits that follow a short one."""
    text = sheet.text[start:end]
    digits = "".join(filter(str.isdigit, text))
    letters = sum(map(str.isalpha, text))
    if len(digits) < 3 or DATE.fullmatch(text) or MEASURE.fullmatch(text):
        return Code(start, end, text, digits, letters, counts=False)
    counts = not (
        BEFORE_MEASURE.search(sheet.text, max(0, start - 3), start)
        or AFTER_MEASURE.match(sheet.low, end)
        or (len(set(digits)) == 1 and len(digits) > 3 and not letters)
    )
    if counts and len(digits) <= 6 and (more := MORE.match(sheet.text, end)):
        end = more.end()
        digits += "".join(filter(str.isdigit, more[0]))
    return Code(start, end, sheet.text[start:end], digits, letters, counts)


def letters_of(code: str) -> str:
    """The letters that a code begins with, in lower case."""
    return code[: len(code) - len(code.lstrip(LETTERS))].lower()
