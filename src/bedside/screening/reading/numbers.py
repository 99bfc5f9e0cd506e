"""Numbers and codes that are given to one person, one thing of theirs, or one event of their care.

Two ways lead to a candidate: a cue word with a code behind it and nothing but filler between
("her member ID is XJ-4410297"), or a shape that says for itself what it is, by its grammar or its
check digit (see `shapes`). A cue is worth more than a shape. Cue words are the lists
``lexicon/number_*.txt``; those that end in ``_weak`` mean other things too and ask for a mark
("#", ":") or a code that mixes letters and digits. ``number_public.txt`` lists numbers that
identify no one; after such a word nothing is found.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

from bedside.screening.reading import check_digits as check
from bedside.screening.reading import words as w
from bedside.screening.reading.candidates import Candidate, Taken
from bedside.screening.reading.shapes import SSN, shapes
from bedside.screening.reading.sheet import DATE, KINDS, Code, Kind, Sheet, codes_of, letters_of, sheet_of

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part

DIGIT = re.compile(r"\d")
LINK = re.compile(r"(?:https?://|www\.)\S+")
NO_STOP_AFTER = r"(?<!\bno)(?<!\bnum)(?<!\brec)(?<!\bacct)(?<!\bref)(?<!\bins)(?<!\blic)(?<!\bpol)"
STOP = re.compile(NO_STOP_AFTER + r"[.!;]\s|\n\s*\n|\|")
MARK = re.compile(r"[:#=>]|\b(?:no|num|nbr|number|id|code)\b")
ONLY_MARKS = re.compile(r"[\s:#.()=-]{0,4}(?:(?:no|num|nbr|number|is|id|code)\b[\s:#.()=-]{0,4}){0,2}")
MARK_RIGHT_BEFORE = re.compile(r"[#:]\s?$")
LAST_FOUR = re.compile(r"\b(?:last|final) (?:four|4)\b|\bend(?:s|ing)?(?: in| with)?\b|\blast digits\b|[x*]{2}-?$")
FIRST_LETTERS = re.compile(r"(?:(?<![A-Za-z])[A-Z]{1,5}|(?<=#)[A-Za-z]{1,6}) $")
NAMED = re.compile(r"\s?(?:\(|(?:is|as|on|in) (?:(?:the|his|her|their|my|a|that|patient) )?)")
BORNE = frozenset(
    {"wristband", "label", "sticker", "bracelet", "id band", "armband", "chart", "face sheet", "cassette", "slide"}
)
PHONE_SHAPE = re.compile(r"(\d{3})[-. ](\d{3})[-. ](\d{4})|(\d{3})[-.](\d{4})")
# "88-20417": parts joined as a number is, and not a range of counts or years.
JOINED = re.compile(r"\d{1,2}-\d{3,8}|\d{1,4}-\d{5,8}|\d{1,6}(?:-\d{1,8}){2,3}")
# What stands on a wristband or label: a name, a birth date, and then a number of the chart.
BESIDE_BIRTH = re.compile(
    r"\b(?:dob|date of birth)\b[^.!?\n\d]{0,6}\d[^.!?\n]{4,36}(?<![\d-])$|"
    r"\b(?:wristband|id band|arm ?band|patient label)\b[^.!?\n]{2,40}(?<![\d-])$"
)
ROW_CELL = re.compile(r"[^|\t\r\n]+")
ROW_CODE = re.compile(r"(?=.{6})[A-Z0-9]{1,20}(?:[- ][A-Z0-9]{1,20}){0,5}")
JERSEY = re.compile(
    r"\b(?:jersey|uniform|wears|wearing|wore) (?:number |no\.? ?|# ?)\d{1,2}\b|"
    r"(?<!\w)(?:number |no\.? ?|# ?)\d{1,2} (?:jersey|on (?:the|our) (?:field|court|ice|team|varsity|jv))\b"
)
FILLERS = w.listed("number_fillers")
GENERIC = w.listed("number_generic")
NOUNS = w.listed("number_nouns")  # seven digits right behind them are a number
SURE_NOUNS = w.listed("number_sure_nouns")  # five are enough
# Letters that begin a code and say what it is: "MRN-1209934", "INS-884120".
PREFIXES = {
    letters: "number_" + kind
    for kind, row in {
        "record": "mrn mr pid pat patid empi chart",
        "ssn": "ssn",
        "plan": "ins pol mem mbr sub subid grp hmo ppo hic bcbs uhc mbi",
        "account": "acct acc inv bill stmt",
        "licence": "dl cdl ppt",
        "npi": "npi",
        "vehicle": "vin",
        "device": "imei",
        "other": "clm claim rx csn enc acn accn auth case fin subj",
        "staff": "emp",
    }.items()
    for letters in row.split()
}
starts = attrgetter("start")


def numbers_of(part: "Part") -> list[Candidate]:
    """Every number of a part that is given to one person or thing; overlapping ones are all kept.

    Ranks: 8 a strong cue, 7 a shape with a grammar of its own, 6 a weak cue or letters that say it, 5 a
    common shape, 2 a mere guess.
    """
    found: list[Candidate] = []
    if DIGIT.search(part.low):
        found += on(sheet_of(part.plain, part.words, part.cue_map, view=None))
        if part.low.count("|") >= 3 or part.low.count("\t") >= 3:
            found += in_rows(part, found)
    if part.spoken is not part.plain:
        words = w.words_of(part.spoken.low)
        found += on(sheet_of(part.spoken, words, w.cues_of(part.spoken.low, words, w.lexicon()), view=part.spoken))
    return found


def on(sheet: Sheet) -> Iterator[Candidate]:
    """Candidates of one view: what cues announce, then what shapes show outside of silenced codes.

    Inside a link only what follows "=" counts, or says by its first letters what it is.
    """
    linked = Taken(len(sheet.text))
    if "://" in sheet.low or "www." in sheet.low:
        for m in LINK.finditer(sheet.text):
            linked.add(*m.span())
    silenced = Taken(len(sheet.text))
    size = 0
    for code in codes_of(sheet):
        if linked.touches(code.start, code.start + 1) and not tells_in_link(sheet, code):
            silenced.add(code.start, code.end)
            continue
        size += code.end - code.start
        if not code.counts:
            continue
        cue = cue_before(sheet, code) if sheet.cues else None
        if cue is not None and cue.phrase in GENERIC and linked.touches(code.start, code.start + 1):
            continue  # "?id=44102" is the number of a page
        if cue is not None and cue.category == "number_public":
            silenced.add(code.start, code.end)
        elif candidate := cued(sheet, code, cue):
            yield candidate
    if size >= 9:
        for c in shapes(sheet):
            if not silenced.touches(c.start, c.end):
                yield c


def tells_in_link(sheet: Sheet, code: Code) -> bool:
    return sheet.text[code.start - 1] == "=" or letters_of(code.text) in PREFIXES


def cue_before(sheet: Sheet, code: Code) -> w.Cue | None:
    """The cue that announces a code: the nearest before it with nothing but filler between.

    Of cues that overlap or touch, the one that starts first says more ("insurance ID number").
    """
    i = bisect_left(sheet.cue_ends, code.start + 1) - 1
    if i < 0 or not leads_to(sheet, sheet.cues[i], code):
        return None
    cue = sheet.cues[i]
    if cue.category == "number_public" and not ONLY_MARKS.fullmatch(sheet.low, cue.end, code.start):
        return None
    for earlier in reversed(sheet.cues[max(0, i - 6) : i]):
        overlaps = earlier.start < cue.start < earlier.end
        if overlaps or (cue.phrase in GENERIC and not sheet.low[earlier.end : cue.start].strip(" :#-(_")):
            cue = earlier
    return cue


def leads_to(sheet: Sheet, cue: w.Cue, code: Code) -> bool:
    first = bisect_left(sheet.words, code.start, key=starts)
    if code.start - cue.end > 48 or first - cue.last > 6:
        return False
    between = sheet.words[cue.last + 1 : first]
    if between and letters_before(sheet, code):
        between = between[:-1]
    return all(x.low in FILLERS for x in between) and not STOP.search(sheet.low, cue.end, code.start)


def letters_before(sheet: Sheet, code: Code) -> int:
    """Where capital letters begin that stand before the digits as part of the code ("XJ 441029"), or 0."""
    m = FIRST_LETTERS.search(sheet.text, max(0, code.start - 8), code.start)
    if not m:
        return 0
    i = bisect_left(sheet.cue_ends, m.end() - 1)
    is_cue = i < len(sheet.cue_ends) and sheet.cue_ends[i] == m.end() - 1
    return 0 if is_cue else m.start()


def cued(sheet: Sheet, code: Code, cue: w.Cue | None) -> Candidate | None:
    """A code that a cue announces, that a cue names afterwards, or whose first letters are a cue."""
    if cue is not None and (sort := sort_of(sheet, code, cue)):
        kind = KINDS[cue.category]
        first = letters_before(sheet, code)
        start = first if first >= cue.end else code.start
        rank = 6 if kind.weak else 8
        return sheet.candidate(kind, start, code.end, why=f"after {cue.phrase!r}", rank=rank, sort=sort)
    if named := named_after(sheet, code):
        return sheet.candidate(named, code.start, code.end, why="its name follows it", rank=6)
    if (
        6 <= len(code.digits) <= 10
        and code.plain(len(code.digits))
        and BESIDE_BIRTH.search(sheet.low, max(0, code.start - 48), code.start)
    ):
        return sheet.candidate(KINDS["number_record"], code.start, code.end, why="beside a birth date", rank=5)
    letters = letters_of(code.text)
    if letters in PREFIXES and len(code.digits) >= 5:
        kind = KINDS[PREFIXES[letters]]
        return sheet.candidate(kind, code.start, code.end, why=f"begins with {letters.upper()!r}", rank=6)
    return None


def sort_of(sheet: Sheet, code: Code, cue: w.Cue) -> str:
    """The sort of number a code is after this cue; "" when it has not the shape of one."""
    kind = KINDS[cue.category]
    gap = sheet.low[cue.end : code.start]
    if kind.sort in {"ssn", "account"} and code.plain(4):
        before = max(0, cue.start - 40)
        colon = kind.sort == "ssn" and ":" in gap and not kind.weak and not code.year
        if colon or LAST_FOUR.search(sheet.low, before, code.start):
            return "last_four"
    if code.year and not MARK_RIGHT_BEFORE.search(gap):
        return ""
    return kind.sort if fits(sheet, code, cue, kind, gap) else ""


def fits(sheet: Sheet, code: Code, cue: w.Cue, kind: Kind, gap: str) -> bool:
    """Whether a code has the shape of what the cue announces."""
    match kind.sort:
        case "ssn":
            return len(code.digits) == 9 and code.letters <= 1 and code.digits not in check.SAMPLE_SSN
        case "npi":
            return code.plain(10)
        case "dea":
            return code.size == 9 and len(code.digits) in {7, 8}
        case "vehicle":
            first = letters_before(sheet, code)
            size = code.size + (code.start - first - 1 if first else 0)
            plate = 5 <= size <= 8 and size > len(code.digits) and code.text == code.text.upper()
            return plate or code.size == 17 or (not kind.weak and code.size >= 5 and bool(MARK.search(gap)))
    if (kind.weak or kind.sort in {"other", "account"}) and looks_like_phone(code):
        return False
    if kind.weak:
        straight = gap in {" ", "? "} and not code.letters and stands_straight(code, cue)
        return straight or (code.size >= 5 and bool(code.mixed or MARK.search(gap)))
    if cue.phrase in {"patient number", "record number"}:  # also a milestone: "a record number: 1204 births"
        return len(code.digits) >= 5 and sheet.low[max(0, cue.start - 2) : cue.start] != "a "
    return code.size >= 4


def stands_straight(code: Code, cue: w.Cue) -> bool:
    """Whether digits right after a noun are its number and not a count: "chart 88213", "account 88-20417"."""
    nouns = {cue.phrase, cue.phrase.split()[-1]}
    if nouns & SURE_NOUNS and len(code.digits) >= 5 and not code.digits.endswith("000"):
        return True
    return bool(nouns & NOUNS) and (
        len(code.digits) >= 7 or (len(code.digits) >= 5 and bool(JOINED.fullmatch(code.text)))
    )


def looks_like_phone(code: Code) -> bool:
    shape = PHONE_SHAPE.fullmatch(code.text)
    if not shape:
        return False
    return check.could_be_phone(code.digits) if shape[1] else check.could_be_exchange(code.digits[:3])


def named_after(sheet: Sheet, code: Code) -> Kind | None:
    """What a code is called after it: "4410297 is her MRN", "4410297 (MRN)"."""
    m = NAMED.match(sheet.low, code.end) if code.size >= 5 and not code.year else None
    cue = sheet.cue_at.get(m.end()) if m else None
    if cue is None or cue.category == "number_public":
        return None
    kind = KINDS[cue.category]
    if kind.sort == "ssn":
        return kind if code.plain(9) and code.digits not in check.SAMPLE_SSN else None
    if kind.weak:  # "00418827 on the wristband"
        return kind if cue.phrase in BORNE and len(code.digits) >= 6 and not looks_like_phone(code) else None
    return None if kind.sort in {"npi", "dea"} else kind


def in_rows(part: "Part", found: list[Candidate]) -> Iterator[Candidate]:
    """Bare codes in the row of a table about one person: a line of cells, one of which identifies."""
    sure = Taken(len(part.text))
    for c in (*found, *part.contacts):
        if c.rank >= 5 and c.view is None:
            sure.add(c.start, c.end)
    at = 0
    for line in part.text.splitlines(keepends=True):
        cells = list(ROW_CELL.finditer(line)) if sure.touches(at, at + len(line)) else []
        for m in cells if len(cells) >= 4 else ():
            code = m[0].strip()
            if ROW_CODE.fullmatch(code) and not DATE.fullmatch(code) and sum(map(str.isdigit, code)) >= 4:
                start = at + m.start() + m[0].index(code)
                label, letter = ("SSN", "G") if SSN.fullmatch(code) else ("ACCOUNT", "R")
                yield Candidate(
                    start=start, end=start + len(code), label=label, identifier_class=letter, sort="row",
                    why="a code in a row about one person", rank=2,
                )  # fmt: skip
        at += len(line)


def jersey_numbers(part: "Part") -> Iterator[tuple[int, int]]:
    """Where a player's number stands; it tells who someone is only beside a patient."""
    if part.has("number_jersey"):
        for m in JERSEY.finditer(part.low):
            yield m.span()
