"""Places smaller than a State: street addresses, ZIP codes, towns, counties, and named places of care.

164.514(b)(2)(i)(B) counts every one of them as an identifier, and no State or country. A town's name is often a
word or a person's name as well, so a town counts only with a capital letter, behind a word of place or before its
State, and not where it is part of a longer name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bedside.screening.reading.candidates import Taken
from bedside.screening.reading.words import listed

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part
    from bedside.screening.reading.words import Cue


@dataclass(frozen=True, slots=True)
class Locality:
    """A place at ``start:end`` of the part's plain text.

    ``kind`` is "street", "unit" (an apartment or suite), "zip", "city", "county" or "care" (a hospital or clinic by its name). ``sure`` is False
    where only the telling of someone makes the words a place: a bare name after "seen at", a town without a
    word of place before it.
    """

    start: int
    end: int
    kind: str
    sure: bool = True


# Three-digit ZIP areas of 20,000 people or fewer, by census. By default both censuses count, the stricter reading.
SMALL_ZIP3 = {
    2000: frozenset("036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893".split()),
    2020: frozenset("036 059 102 202 203 204 205 369 556 692 753 772 821 823 878 879 884 893".split()),
}

# Three digits that no ZIP code of delivered homes begins with: unassigned, military, or single mailrooms and post boxes.
NO_HOMES = frozenset(
    "000 001 002 003 004 005 055 090 091 092 093 094 095 096 097 098 099 192 204 213 269 332 340 343 345 348 353 375 399 419 428 429 459 "
    "517 518 519 529 533 536 552 568 569 578 579 589 621 632 642 643 649 659 663 682 694 695 696 697 698 699 702 709 715 732 733 742 771 "
    "817 818 819 839 842 848 849 854 858 861 862 866 867 868 869 872 876 885 886 887 888 889 892 896 899 909 929 938 942 962 963 964 965 "
    "966 987".split()
)

_STATE = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|"
    "OR|PA|PR|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY"
)
ALSO_A_WORD = frozenset("AL CO DE HI ID IN LA MA MD ME MO MS MT OH OK OR PA PR SC VA".split())
_STATE_NAME = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|"
    "Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|"
    "Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South (?:Carolina|Dakota)|Tennessee|Texas|Utah|"
    "Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_SUFFIX = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Circle|Cir|Place|Pl|Terrace|Ter|Way|Parkway|Pkwy|Highway|Hwy|Route|"
    r"Trail|Trl|Square|Sq|Alley|Loop|Crescent|Close|Turnpike|Pike|Row|Plaza)"
)
_CAPITAL = r"[A-Z][A-Za-z'.-]{0,20}"
_TOWN = rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}"
_ZIP = r"\d{5}(?:-\d{4})?(?!\d)"
_REST = (
    rf"(?:,?\s{{1,3}}(?:Apt|Apartment|Unit|Suite|Ste|Rm|Room|#)\.? ?#?\w{{1,5}})?"
    rf"(?:,?\s{{1,3}}{_TOWN},?\s{{1,3}}(?:(?:{_STATE})|(?:{_STATE_NAME}))\b(?:,?\s{{1,3}}{_ZIP})?)?"
)
# Each with the words one of which it cannot do without: a look for them costs less than the pattern.
_WAYS = ("calle", "avenida", "rua", "rue", "via", "paseo", "camino", "piazza")
STREETS = (
    ((), re.compile(rf"(?<![\w.$#/-])\d{{1,5}}[A-Z]?(?:-\d{{1,4}})? (?:[NSEW]\.?[EW]?\.? )?(?:(?:{_CAPITAL}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}?{_SUFFIX}\b\.?(?! [A-Z]\.){_REST}")),
    (_WAYS, re.compile(rf"(?<![\w.$#/-])\d{{1,5}} (?:Calle|Avenida|Rue|Via|Paseo|Camino|Rua|Piazza) {_TOWN}")),
    (_WAYS, re.compile(r"\b(?:Calle|Avenida|Rua|Rue|Via|Paseo|Camino) [A-Z][A-Za-z'-]{1,20}(?: [A-Z][A-Za-z'-]{1,20})? \d{1,5}\b")),
    (("box",), re.compile(rf"\b(?i:P\.? ?O\.? Box) \d{{1,6}}\b{_REST}")),
    (("po a",), re.compile(rf"\b(?:USS|USNS|USCGC|USNV) [^\n,]{{2,25}}?\s{{1,3}}[AFD]PO,? A[AEP] {_ZIP}")),
    (("box",), re.compile(rf"\b(?:PSC|Unit|CMR) \d{{1,5}},? Box \d{{1,5}}\s{{1,3}}[AFD]PO,? A[AEP] {_ZIP}")),
)  # fmt: skip
# Where the words before say that an address comes, it may be written in any country's way: to the end of its line, and on
# over lines of a flat, a town and a postal code.
TOLD_ADDRESS = re.compile(
    r"(?:\b(?:address(?: of [^\n.:]{1,50})?(?: is(?: now)?|:)|address (?:to|with)|liv(?:es?|ed|ing) (?:at|on|in(?= \d))|located at|resid(?:es|ing) at|"
    r"(?:sent|ship(?:ped)?|deliver(?:ed)?|moved) to|meet [^\n.]{0,40}? at(?: [^\n,]{1,40},|(?= \d{2})))[ \t]+"
    r"(?P<told>(?:(?:the )?corner of [^\n,.]{3,50} and [^\n,.?!]{3,40}|(?=[^\n]{0,40}\d)[^\n?!]{3,60}))(?P<lines>(?:\n[^\n]{0,30}){0,4}))",
    re.I,
)
ADDRESS_LINES = re.compile(  # a line with a house number, one of a flat, a town, a country or State with its postal code
    r"(?m)^[^\w\n]{0,5}(?P<told>[^\n]{0,40}\d[^\n]{0,30}\n[^\w\n]{0,5}(?:Apt|Apartment|Suite|Ste|Unit)\.? #?\d{1,4}[A-Z]?(?:\n[^\n]{0,40}){1,2}?\n?[^\n]{0,30}?\b\d{4,6}\b)",
    re.I,
)
WITH_UNIT = re.compile(
    r"(?<![\w.$#/-])(?P<told>\d{1,6} [^\n,.?!]{2,40}?,? (?:Apt|Apartment|Suite|Ste)\.? #?\d{1,4}[A-Z]?(?: (?:Apt|Suite)\.? \d{1,4})?"
    r"(?:,? [^\W\d_][^\n.?!\d]{2,40}?(?:,? \d{4,6}\b|(?= last\b|[.?!\n]|$)))?)",
    re.I,
)
AT_CORNER = re.compile(
    r"(?P<told>\b(?:the )?corner of (?=[^\n,?!]{0,40}[^\W_a-z])[^\n,?!]{3,45} and [^\W_a-z][^\n,.?!;:]{2,30})"
)
GOES_ON = re.compile(
    r" (?:and (?=[a-z])|but|who|where|which|if|when|since|because|with|for|so|after|before|until|last|this|to|he|she|they|we)\b"
)
POSTAL_LINE = re.compile(r"(?:^|.*\s)\d{4,6}\b")
UNIT = re.compile(r"\b(?:Apt|Apartment|Suite|Ste)\.? #?\d{1,4}[A-Z]?\b")
ZIPS = (
    re.compile(rf"\b(?:{_STATE}|{_STATE_NAME}),? (?P<zip>{_ZIP})"),
    re.compile(rf"\b(?i:zip(?: ?code)?|postal code|postcode|codigo postal)(?: is| was|:| #)? ?(?P<zip>{_ZIP})"),
)
ZIP_PREFIX = re.compile(
    r"\bzip(?: ?codes?)?(?: (?:prefix|area|that|which))?(?: (?:starts?|starting|begins?|beginning) with| is|:)? ?(?P<prefix>\d{3})(?:xx|\*\*)?(?![\w-])"
)
TOWN_AND_STATE = re.compile(rf"(?<![\w.])(?P<town>{_TOWN}),? (?P<state>{_STATE})\b(?![-'/]|\.\w)(?: (?P<zip>{_ZIP}))?")
TOWN_AND_STATE_NAME = re.compile(rf"(?<![\w.])(?P<town>{_TOWN}), (?:{_STATE_NAME})\b")
COUNTY = re.compile(
    rf"\b(?P<county>{_CAPITAL}(?: {_CAPITAL})?) (?:County|Parish)\b(?! (?:Fair|Public|Health|Department|Board|Sheriff|Commission))"
)
_CARE_HEAD = (
    r"(?:Hospitals?|Clinics?|[Cc]linic|[Hh]ospital|Medical (?:Center|Centre|Group|Park)|Med Center|Memorial|Regional|General|Infirmary|Health (?:Center|System|Clinic|Services)|Healthcare|Health|"
    r"Hospice|Nursing Home|Rehabilitation Center|Rehab|Urgent Care|Cancer Center|Heart Center|Surgery Center|Care Center|Medical|Physicians|Manor|Sanatorium)"
)
CARE = re.compile(
    rf"\b(?P<name>(?:St\.|Mt\.|Ft\.|[A-Z][\w'&-]{{0,20}})(?: (?:(?:of|the|for) ){{0,2}}(?:St\.|[A-Z][\w'&-]{{0,20}})){{0,3}}?)"
    r"(?: (?:downtown|main|community|outpatient|family|cardiology|primary care))?"
    rf" (?P<head>{_CARE_HEAD})\b(?: {_CARE_HEAD}\b| (?:of|at) [A-Z][a-z]+){{0,2}}"
)
CARE_BEHIND = re.compile(rf" {_CARE_HEAD}\b")
SEEN_AT = re.compile(
    r"\b(?:seen|treated|evaluated|admitted|hospitali[sz]ed|referred|visited|visit(?:ing)?|transferred|presented|currently|discharged|follow(?:ed|s|ing)?|patient|checked in|reviewed|"
    r"appointment|surgery|diagnosed|inpatient|care)"
    r"(?: (?:last|recently|today|here|yesterday|up))?(?: (?:at|to|from|in|by))?(?: (?:the|our))? (?P<name>[A-Z][\w'&-]{1,20}\.?(?: (?:of )?[A-Z][\w'&-]{1,20}\.?){0,3})"
)
AT = re.compile(r"\b(?:at|@)(?: the| our)? (?P<name>[A-Z][\w'&-]{1,20}\.?(?: (?:of )?[A-Z][\w'&-]{1,20}\.?){0,3})")
BEFORE_TOWN = re.compile(
    r"\b(?:in|from|near|of|at|outside|to|around|our|the|downtown|north|south|east|west|live[sd]? in|native of|resident of|via|born in|de|en|desde) $",
    re.I,
)
GREW_UP = re.compile(
    rf"\b(?:liv(?:es?|ed|ing) in|resid(?:es|ing) in|grew up in|raised in|born in|native of|moved (?:back )?to) (?P<town>{_TOWN})"
)
CITY_HEAD = re.compile(
    r"^ (?:clinic|office|hospital|location|campus|branch|facility|practice|er|ed|center|health|medical|resident|native|area|man|woman)\b",
    re.I,
)
CAPITAL_BEHIND = re.compile(r"^(?:-|'s? |'| )?(?=[A-Z])(?! ?I\b)")
NOT_A_TOWN = re.compile(
    r"^(?:'s)? (?:disease|syndrome|score|risk|criteria|guidelines?|recommendations?|heart|study|sign|test|scale|classification|trial|protocol|University|College|School|Times|Post|Journal|Tribune|Globe|Herald|Bell|Marathon|Red|Dodgers|Street|Avenue|Ave|Blvd|Declaration|Jackson)\b"
)
LEAD = frozenset(
    "the a an at in on our my your this that from to for of and or but with by is was if when what how why who new visit call ask see join meet welcome thank thanks "
    "mr mrs ms dr nurse patient pt i we he she they his her their it its public mental women's national american world global best local rural community care good urgent "
    "home behavioral sexual reproductive oral school state federal private free mobile virtual animal pet online digital hello happy about federal british canadian every".split()
)
NEW_TOWNS = frozenset(
    "york orleans jersey haven england hope bedford mexico london rochelle britain brunswick castle hampshire albany port braunfels ulm".split()
)
CARE_PLAIN = frozenset(
    {"health", "medical", "general", "regional", "healthcare", "physicians", "memorial", "manor", "rehab"}
)
NOT_A_PLACE = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday er ed icu nicu or ct mri "
    "dr mr mrs ms copd mrn dob type stage gi ckd hiv hfref afib htn dvt nsclc".split()
)


def zip3_restricted(prefix: str, *, censuses: tuple[int, ...] = (2000, 2020)) -> bool:
    """Whether the first three digits of a ZIP code cover 20,000 people or fewer in any of these censuses.

    A prefix under which no homes are delivered to is restricted as well.

    Raises:
        ValueError: ``prefix`` is not three digits.
    """
    if len(prefix) != 3 or not (prefix.isascii() and prefix.isdigit()):
        raise ValueError("a ZIP prefix has three digits")
    return prefix in NO_HOMES or any(prefix in SMALL_ZIP3[census] for census in censuses)


@cache
def _common() -> frozenset[str]:
    """Words that a dictionary writes in lower case; a town of such a name needs its State."""
    return listed("words")


DIGIT = re.compile(r"\d")
LIVED = re.compile(r"(?:liv|resid|grew|raised|born|native|moved)")
FIVE_DIGITS = re.compile(r"\d{5}")
TELLS_ADDRESS = ("address", "live", "located", "resid", " to ", "meet ")


def places_of(part: "Part") -> tuple[Locality, ...]:
    """Places smaller than a State in reading order; of two that overlap the longer stays."""
    return _without_overlaps(part, _all(part))


def addresses_of(part: "Part") -> tuple[Locality, ...]:
    """Street addresses and ZIP codes alone, which need no text about someone to identify."""
    return _without_overlaps(part, _addresses(part))


def _without_overlaps(part: "Part", places: Iterable[Locality]) -> tuple[Locality, ...]:
    taken = Taken(len(part.text))
    kept: list[Locality] = []
    for place in sorted(places, key=lambda p: (p.start - p.end, not p.sure)):
        if not taken.touches(place.start, place.end):
            taken.add(place.start, place.end)
            kept.append(place)
    return tuple(sorted(kept, key=lambda p: p.start))


def _all(part: "Part") -> Iterator[Locality]:
    yield from _addresses(part)
    yield from _towns(part)
    yield from _care(part)


def _addresses(part: "Part") -> Iterator[Locality]:
    text, low = part.text, part.low
    if "corner of" in low:
        for m in AT_CORNER.finditer(text):
            yield Locality(*m.span("told"), "street")
    if not DIGIT.search(text):
        return
    for needed, pattern in STREETS:
        if not needed or any(word in low for word in needed):
            for m in pattern.finditer(text):
                yield Locality(*m.span(), "street")
    yield from _told_addresses(text, low)
    if "apt" in low or "apartment" in low or "suite" in low or "ste" in low:
        for m in UNIT.finditer(text):
            yield Locality(*m.span(), "unit")
    if FIVE_DIGITS.search(text):
        for pattern in ZIPS:
            for m in pattern.finditer(text):
                yield Locality(*m.span("zip"), "zip")
    if "zip" in low:
        for m in ZIP_PREFIX.finditer(low):
            if zip3_restricted(m["prefix"]):
                yield Locality(*m.span("prefix"), "zip")


def _address_lines(text: str) -> int:
    """How many of the lines below an address still belong to it: up to a postal code, or to two lines below a flat's."""
    lines = text.split("\n")
    last = max((i for i, line in enumerate(lines) if POSTAL_LINE.match(line)), default=0)
    flat = next((i for i, line in enumerate(lines) if UNIT.search(line)), None)
    return last or (0 if flat is None else min(flat + 2, len(lines) - 1))


def _told_addresses(text: str, low: str) -> Iterator[Locality]:
    """Addresses that the words before, or the lines they are written in, make one in whatever country."""
    if any(word in low for word in TELLS_ADDRESS):
        for m in TOLD_ADDRESS.finditer(text):
            goes_on = GOES_ON.search(text, m.start("told"), m.end("told"))
            end = goes_on.start() if goes_on else m.end("told")
            first = text[m.start("told")]
            if not DIGIT.search(text, m.start("told"), end) or (first.islower() and text != low):
                continue
            if not goes_on:
                end += len("\n".join(m["lines"].split("\n")[: _address_lines(m["lines"]) + 1]))
            yield Locality(m.start("told"), len(text[:end].rstrip(" .,;")), "street")
    if "apt" in low or "suite" in low:
        for m in WITH_UNIT.finditer(text):
            yield Locality(*m.span("told"), "street")
    if "\n" in text and ("apt" in low or "suite" in low or "unit" in low or "ste" in low):
        for m in ADDRESS_LINES.finditer(text):
            yield Locality(*m.span("told"), "street")


def _towns(part: "Part") -> Iterator[Locality]:
    text, low = part.text, part.low
    people = _people(part)
    towns = {(c.start, c.end): c for c in part.cues("us_city", "city_abroad") if text[c.start].isupper()}
    if towns or "," in text:
        ends = {end for _, end in towns}
        for m in TOWN_AND_STATE.finditer(text):
            start = _without_lead(text, *m.span("town"))
            comma = text[m.end("town")] == ","
            listed_town = m.end("town") in ends
            if m["state"] in ALSO_A_WORD and people.touches(start, m.end("town")):
                continue
            if start < m.end("town") and (m["zip"] or listed_town or (comma and m["state"] not in ALSO_A_WORD)):
                yield Locality(start, m.end(), "city")
        for m in TOWN_AND_STATE_NAME.finditer(text):
            start = _without_lead(text, *m.span("town"))
            if start < m.end("town") and (m.end("town") in ends or BEFORE_TOWN.search(low, max(0, start - 16), start)):
                yield Locality(start, m.end(), "city")
    regions = {c.start for c in part.cues("region")}
    for m in GREW_UP.finditer(text) if LIVED.search(low) else ():
        end = m.start("town") + len(m["town"].rstrip("."))
        start = _without_lead(text, m.start("town"), end)
        if start < end and start not in regions and m["town"].split()[0].lower() not in NOT_A_PLACE:
            yield Locality(start, end, "city", sure=False)
    for (start, end), cue in towns.items():
        if start not in regions and (place := _town(part, cue, start, end, people)):
            yield place
    if "County" in text or "Parish" in text:
        for m in COUNTY.finditer(text):
            start = _without_lead(text, *m.span("county"))
            if start < m.end("county"):
                yield Locality(start, m.end(), "county")


def _town(part: "Part", cue: "Cue", start: int, end: int, people: Taken) -> Locality | None:
    text = part.text
    if NOT_A_TOWN.match(text[end : end + 16]) or (" " not in cue.phrase and cue.phrase in _common()):
        return None
    if part.low[start - 2 : start].strip(" ") in {"@", "#"}:
        return None
    before = BEFORE_TOWN.search(part.low, max(0, start - 16), start)
    if not before and (CAPITAL_BEHIND.match(text[end : end + 4]) or text[start:end].isupper()):
        return None
    if people.touches(start, end):
        return None
    return Locality(start, end, "city", sure=bool(before) or bool(CITY_HEAD.match(text[end : end + 12])))


def _people(part: "Part", *, sure: float | None = None) -> Taken:
    """Where names of people stand: of two words or more, or all of more points than ``sure``."""
    taken = Taken(len(part.text))
    for name in part.names:
        if name.points > sure if sure is not None else name.last > name.first:
            taken.add(name.start, name.end)
    return taken


def _care(part: "Part") -> Iterator[Locality]:
    text = part.text
    for cue in part.cues("hospital"):
        if text[cue.start].isupper() and (" " in cue.phrase or cue.phrase not in _common()):
            behind = CARE_BEHIND.match(text, cue.end)
            yield Locality(cue.start, behind.end() if behind else cue.end, "care")
    for m in CARE.finditer(text):
        start = _without_lead(text, *m.span("name"))
        if start < m.end("name"):
            yield Locality(start, m.end(), "care", sure=m["head"].lower() not in CARE_PLAIN)
    people = _people(part, sure=0.0)
    clinical = Taken(len(text))
    for cue in part.cues("condition", "drug", "eponym", "procedure", "region"):
        clinical.add(cue.start, cue.end)
    for pattern in (SEEN_AT, AT):
        for m in pattern.finditer(text):
            start, end = _without_lead(text, *m.span("name")), m.end("name")
            first = m["name"].split()[0].strip(".,").lower()
            if start >= end or first in NOT_A_PLACE or clinical.touches(start, end):
                continue
            if not people.touches(start, end):
                yield Locality(start, end, "care", sure=False)


def _without_lead(text: str, start: int, end: int) -> int:
    """The start of the name itself, without words of the sentence before it; ``end`` where nothing is left."""
    while start < end:
        word, _, rest = text[start:end].partition(" ")
        if word == "New" and rest.split(" ", 1)[0].strip(".,-").lower().split("-")[0] in NEW_TOWNS:
            return start
        if word.strip(".,").lower() not in LEAD:
            return start
        start = min(end, start + len(word) + 1)
    return end
