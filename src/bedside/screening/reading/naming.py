"""Where names of people stand: evidence for and against each word, added up in points.

A word could be a name by the lists (`names`), by its letters, and by its neighbours. Every piece of
evidence has a key ("title before", "C given 4"); data/name_points.txt says how many points it gives.
The points are logarithms of odds, set once by logistic regression on public corpora
(training/name_points.py), so that they can be read, questioned and changed one by one.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from bedside.screening.reading.candidates import Taken
from bedside.screening.reading.lazy import cached_property
from bedside.screening.reading.names import UNKNOWN, Rank, ranks, text_of

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part

TITLES = frozenset(
    "mr mrs ms miss mister madam sir dr doctor prof professor coach sgt sergeant lt capt captain col colonel gen general "
    "cpl corporal pvt private officer chief sheriff deputy judge justice senator sen rep congressman congresswoman governor "
    "gov mayor president pres minister rev reverend pastor deacon father fr sister brother rabbi imam bishop pope saint st "
    "king queen prince princess lord lady duke aunt auntie uncle grandma grandpa granny nana papa tia tio abuela abuelo don "
    "dona senor senora sra sr nurse baby lil dj cantor chef".split()
)
COURTESY = TITLES - frozenset(
    "st saint king queen prince princess lord lady duke general private sir father sister brother baby".split()
)
SMALL_TITLES = frozenset(
    "mr mrs ms miss mister dr doctor coach pastor don dona senor senora sra sr aunt uncle auntie tia tio".split()
)
PLACE_WORDS = frozenset(
    "hospital hosp clinic clinics center centre medical health healthcare regional university college school elementary middle "
    "church parish street st ave avenue road rd lane ln blvd boulevard drive court circle highway hwy county park district institute "
    "foundation fund house hall academy cathedral temple mosque synagogue stadium arena city town township village lake river creek island "
    "bridge beach valley mountain mount bay harbor heights hills springs falls company inc corp llc ltd group bank credit store market restaurant diner "
    "hotel inn club team disease syndrome palsy lymphoma sarcoma score scale sign maneuver catheter law act award awards prize cup "
    "league fc tour week month movie band album airport station pharmacy dental dentistry orthopedics orthopaedics pediatrics dermatology "
    "surgery imaging radiology oncology cardiology manor estates plaza square tower library memorial museum theater theatre lodge farm farms "
    "ranch pavilion wing hospice rehab wellness therapy associates partners services systems family".split()
)
OF_EPONYMS = frozenset(
    "score scores scale scales test tests sign signs disease syndrome palsy bag bags catheter care index classification criteria "
    "procedure maneuver position reflex stain lymphoma sarcoma tumor phenomenon contracture fracture virus valve method".split()
)
SAINTLY = frozenset(
    "hurricane tropical st saint san santa santo sao los las el la del fort ft port mount mt camp lake new north south east west nueva".split()
)
CREDENTIALS = frozenset(
    "rn lpn lvn cna np aprn crna md do pa pac dds dmd dpm phd pharmd bsn msn dnp emt paramedic pt dpt ot otr slp ccc lcsw lmft "
    "rd ma rrt cnm fnp facs mph mba esq jr sr ii iii iv".split()
)
CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept "
    "oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun".split()
)
LISTED = {
    "region": "region", "people_of": "peoples", "brand": "brand", "eponym": "eponym", "condition": "health", "drug": "health",
    "procedure": "health", "body": "health", "care_noun": "health", "care_place": "health", "event": "thing", "object": "thing",
    "animal": "thing", "occupation": "job", "staff": "job", "kin": "kin", "person_noun": "person", "patient": "person",
    "famous": "famous", "fictional": "fictional", "us_city": "city", "city_abroad": "city", "hospital": "hospital",
    "us_county": "county",
}  # fmt: skip
WHOLE = frozenset(
    ["region", "brand", "eponym", "famous", "fictional", "city", "hospital"]
)  # a phrase of several words says more
PARTICLES = frozenset(
    "de del de la da do dos di du van von der den ter ten bin ibn al el la le st mc mac o y e".split()
)
GLUE = frozenset([" ", "-", ".", " - ", "- ", " -", "\n"])
STOPS = re.compile(r"[.!?:\n\"'*|(\[>~]|- ")
AGE_AFTER = re.compile(r"(?:, (?:age )?| \()\d{1,3}[,.)!?;]")
GREETING = re.compile(
    r"(?:\bmeet|welcom\w+|congrat\w*(?: to)?|birthday(?: to)?|\brip|\bhi|\bhello|\bhey|\bdear|thanks?(?: you)?(?: so much)?|"
    r"\bnamed|\bcalled|name is|shout ?-?out(?: to)?|kudos to|pray\w*(?: for)?|justice for|bravo|felicidades|gracias|"
    r"remember|tell|yess+|proud of you|love you|love)[ ,:!]*$"
)
GREETING_ENDS = frozenset(  # the first four letters of the words that a greeting may end with
    "meet welc cong to birt rip hi hell hey dear than you much name call is shou out kudo for pray just brav feli grac reme tell yess love".split()
)
TAG_ENDS = frozenset("strong warrior warriors fighter fighters army family tribe squad nation".split())  # "#EliStrong"
DOTTED = re.compile(r"\.(?<=\w\.)\w")  # the stop first: its search is the fastest
HANDLE = re.compile(r"@ ?\w[\w.]*")
TOP_LEVEL = re.compile(r"://|^www\.|\.(?:com|org|net|gov|edu|example|info|ly|me|co|uk|ca|us|tv|io|gl|be)\b", re.I)
CHARTED = re.compile(r"\b([A-Z]{3,20}), ([A-Z]{3,15}|[A-Z])(?: [A-Z])?\b(?!')")
INITIALS = re.compile(
    r"\b(?:(Mr|Mrs|Ms|Miss|Mx)\.? (?P<one>[A-Z]\.?)(?![\w.'])|(?P<more>(?<![A-Z]\.)(?:[A-Z]\. ?){2}(?<! )(?![A-Z]\.))(?![\w]| ?[A-Z][a-z]))"
)
STOP_BEHIND_CAPITAL = re.compile(r"\.(?<=[A-Z]\.)")
NO_INITIALS = frozenset(
    "US UK DC LA NY NYC NJ NC SC ND SD NH NM RI AM PM ER OR ED MD RN DO PA NP BS BA MA PHD IV OT PT TV DJ PS NPO PRN BID TID EG IE "
    "RIP USA UN EU OK AI AC AD BC BCE CE QA HR IT IQ PE PR TB UTI MI CT MRI XR VS OB GYN ID IRS FAQ ASAP FYI TLC".split()
)
IN_PLACES = re.compile(
    r"\b([Ii]n|[Nn]ear|[Aa]round|[Oo]utside|[Ss]erving|[Aa]cross|[Ff]rom|[Tt]o|[Oo]f|[Aa]t) (?:[A-Z][a-z]+(?:, and |, | and | & ))*$"
)
SURELY_IN = frozenset(["in", "near", "around", "outside", "serving", "across"])
HYPHENED = re.compile(r"-[a-z0-9]")  # "De-stress", "Esme-28"
POSSIBLE = -2.6  # points below which nothing speaks for a name any more
SURE = -0.5  # points for a word to be a name by itself: odds of one to two
NEAR = -1.1  # points for a word to belong to a name beside it


@dataclass(frozen=True, slots=True)
class Name:
    """``start:end`` of the part's plain text, words ``first`` to ``last``.

    ``points`` are the best word's; ``title`` is the courtesy, rank or kin word before it ("mr",
    "coach", ""), which the span leaves out; ``given`` and ``family`` say what the lists take its
    first and last word for.
    """

    start: int
    end: int
    first: int
    last: int
    points: float
    text: str = field(repr=False)
    title: str = ""
    title_start: int = -1
    given: bool = False
    family: bool = False
    initials: bool = False
    common: bool = False  # one word that is an everyday word as well ("Hope")
    why: str = ""

    @property
    def odds(self) -> float:
        """Chance that this is a person's name, 0 to 1."""
        return 1 / (1 + math.exp(-self.points))


@cache
def points() -> Mapping[str, float]:
    """Points of every piece of evidence; what is not listed gives none."""
    table = {}
    for line in text_of("name_points.txt").splitlines():
        if line and not line.startswith("#"):
            key, _, value = line.rpartition("\t")
            table[key] = float(value)
    return table


class Letters:
    """What naming asks about the words of a part, found once."""

    def __init__(self, part: "Part") -> None:
        self.text, self.low, self.words = part.text, part.low, part.words
        text = self.text
        table = ranks()
        self.typed = [text[start : start + len(low)] for start, _, low in self.words]
        self.ranks: list[Rank] = [table.get(word[2]) or inflected(word[2], table) for word in self.words]
        self.skipped = skipped(part)
        self.in_tags, self.after_tags = tags(part) if "#" in text else (frozenset(), frozenset())
        self.cap = [typed[:1].isupper() for typed in self.typed]
        capitals = [i for i, cap in enumerate(self.cap) if cap]
        if self.skipped:
            capitals = [i for i in capitals if i not in self.skipped]
        self.without_capitals = not capitals
        self.headline = self.shouted = False
        if capitals:
            inner = {i for i, typed in enumerate(self.typed) if i and len(typed) > 3} - self.skipped
            raised = [i for i in capitals if i in inner]
            self.headline = len(inner) > 2 and len(raised) >= 0.6 * len(inner)
            self.shouted = len(inner) > 1 and sum(self.typed[i].isupper() for i in raised) >= 0.7 * len(inner)
        self._cues = part.cue_map

    @cached_property
    def listed(self) -> dict[int, set[str]]:
        """The word lists that matter to names, by word number."""
        found: dict[int, set[str]] = {}
        for category, cues in self._cues.items():
            sort = LISTED.get(category)
            if sort:
                for cue in cues:
                    mark = sort + "+" if cue.last > cue.first and sort in WHOLE else sort
                    for j in range(cue.first, cue.last + 1):
                        found.setdefault(j, set()).add(mark)
        return found

    def gap(self, i: int) -> str:
        """What stands before word ``i``; with the number of words, what stands after the last."""
        start = self.words[i - 1].end if i else 0
        end = self.words[i].start if i < len(self.words) else len(self.text)
        return self.text[start:end]

    def glued(self, i: int) -> bool:
        """Whether word ``i`` follows the one before it within a phrase."""
        if not 0 < i < len(self.words) or i in self.skipped or i - 1 in self.skipped or i in self.after_tags:
            return False
        gap = self.gap(i)
        if gap == ". ":
            before = self.words[i - 1].low
            return len(before) == 1 or before in TITLES or before in CREDENTIALS
        return gap in GLUE

    def shape(self, i: int, *, starts: bool) -> str:
        typed = self.typed[i]
        if self.cap[i]:
            if len(typed) > 1 and typed.isupper():
                return "A" if self.shouted else "U"
            return "H" if self.headline else "S" if starts else "C"
        if typed.islower():
            return "n" if self.without_capitals else "l"
        return "m"

    def sort(self, i: int) -> str:
        """What a neighbour looks like: given or family name, word, one letter, in lower case, nothing."""
        if not self.cap[i]:
            return "x"
        if self.is_initial(i):
            return "i"
        rank = self.ranks[i]
        return (
            ("g" if rank.given > ADMITTED else "")
            + ("f" if rank.family > ADMITTED else "")
            + ("w" if rank.word else "o")
        )

    def is_initial(self, i: int) -> bool:
        return (
            len(self.words[i].low) == 1 and self.cap[i] and self.text[self.words[i].end : self.words[i].end + 1] == "."
        )


ADMITTED = 3
COMMON = 4  # neighbours among the commonest words (bands 1-3) count one by one


INFLECTED = Rank(0, 0, 4)
ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ers", "er"),
)


def inflected(low: str, table: Mapping[str, Rank]) -> Rank:
    """What a word is when the lists have only another form of it ("O'Shea" as "oshea", "worsens" as "worsen")."""
    if "'" in low:
        return table.get(low.replace("'", ""), UNKNOWN)
    if len(low) > 4 and low[-1] in "sdg":
        for ending, base in ENDINGS:
            if low.endswith(ending) and table.get(low[: -len(ending)] + base, UNKNOWN).word:
                return INFLECTED
    return UNKNOWN


def tags(part: "Part") -> tuple[frozenset[int], frozenset[int]]:
    """Words inside hashtags, and words right after one, which belong to no phrase with it."""
    within, after = set(), set()
    inside = False
    for i, word in enumerate(part.words):
        if part.text[word.start - 1 : word.start] == "#":
            inside = True
        elif inside:
            first, _ = part.plain.span(word.start, word.end)
            _, before = part.plain.span(part.words[i - 1].start, part.words[i - 1].end)
            if first > before:
                inside = False
                after.add(i)
        if inside:
            within.add(i)
    return frozenset(within), frozenset(after)


def skipped(part: "Part") -> frozenset[int]:
    """Words inside handles, links and addresses."""
    text = part.text
    spans = [m.span() for m in HANDLE.finditer(text)] if "@" in text else []
    if DOTTED.search(text) or "://" in text or "www." in text:
        spans += [m.span() for m in re.finditer(r"\S+", text) if TOP_LEVEL.search(m[0]) or "@" in m[0]]
    if not spans:
        return frozenset()
    taken = Taken(len(text))
    for span in spans:
        taken.add(*span)
    return frozenset(i for i, w in enumerate(part.words) if taken.touches(w.start, w.end))


def could_be_name(letters: Letters, i: int) -> bool:
    """Whether a word is worth the weighing."""
    word = letters.words[i]
    if i in letters.skipped or not word.low[0].isalpha():
        return False
    if HYPHENED.match(letters.text, word.end) and (
        i + 1 >= len(letters.words) or letters.ranks[i + 1].word or not letters.words[i + 1].low.isalpha()
    ):
        return False
    if len(word.low) == 1:
        return letters.cap[i] and any(
            letters.cap[j] and len(letters.words[j].low) > 1
            for j, k in ((i - 1, i), (i + 1, i + 1))
            if letters.glued(k)
        )
    if letters.cap[i] or not letters.typed[i].islower():
        rank = letters.ranks[i]
        everyday = 0 < rank.word < COMMON and not rank.given and not rank.family
        return not everyday or (letters.glued(i) and letters.words[i - 1].low in TITLES)
    if letters.text[word.start - 1 : word.start] == "-" or len(word.low) < 3 or word.low in PARTICLES:
        return False
    rank = letters.ranks[i]
    if not rank.word and (
        rank.given > ADMITTED or rank.family > ADMITTED or (letters.without_capitals and rank.given > 1)
    ):
        return True
    return rank.word in {0, 4} and letters.glued(i) and letters.words[i - 1].low in SMALL_TITLES


def band(value: int) -> int:
    return 0 if not value else 1 if value <= ADMITTED else 2 if value <= 5 else 3 if value <= 7 else 4


@cache
def by_lists(rank: Rank, shape: str, length: int) -> tuple[str, ...]:
    """Evidence in what the lists say of a word, and in how it is written."""
    given, family = band(rank.given), band(rank.family)
    return (
        f"own {given}{family}{rank.word}", shape, f"{shape} given {given}", f"{shape} family {family}",
        f"{shape} word {rank.word}", f"given {rank.given}", f"length {length}",
    )  # fmt: skip


@cache
def by_neighbours(rank: Rank, before: str, after: str) -> tuple[str, ...]:
    """Evidence in what stands on either side."""
    given, family = band(rank.given) > 1, band(rank.family) > 1
    return (
        f"before {before}", f"after {after}", f"given {given} after {after}", f"family {family} before {before}",
        f"odd {not rank.word} before {before}", f"odd {not rank.word} after {after}",
    )  # fmt: skip


@cache
def summed(keys: tuple[str, ...]) -> float:
    table = points()
    return sum(table.get(k, 0.0) for k in keys)


def evidence(letters: Letters, i: int) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Keys of everything that speaks for or against word ``i``: by the lists, by neighbours, by the rest."""
    word, rank = letters.words[i], letters.ranks[i]
    before, after = letters.gap(i), letters.gap(i + 1)
    last = len(letters.words) - 1
    shape = letters.shape(i, starts=i == 0 or STOPS.search(before) is not None)
    given, family = band(rank.given), band(rank.family)
    found: list[str] = []
    glued_before, glued_after = letters.glued(i), letters.glued(i + 1)
    sort_before = letters.sort(i - 1) if glued_before else "N"
    sort_after = letters.sort(i + 1) if glued_after else "N"
    for listed in letters.listed.get(i, ()):
        namely = "n" if given > 1 or family > 1 else "-"
        found += [f"list {listed}", f"list {listed} {namely}{'g' if sort_before[0] == 'g' else ''}"]
    found += own_form(letters, i, shape)
    if glued_before:
        found += neighbour(letters, i - 1, "before")
        if letters.words[i - 1].low in TITLES:
            found.append(
                "title in a headline"
                if shape == "H"
                else "title before"
                if letters.cap[i - 1]
                else "small title before"
            )
            if letters.cap[i] and letters.words[i - 1].low in {"mr", "mrs", "ms", "miss", "sr", "sra", "don", "dona"}:
                found.append("courtesy before")
    if glued_after:
        found += neighbour(letters, i + 1, "after")
        following = letters.words[i + 1].low
        if following in PLACE_WORDS and letters.cap[i + 1]:
            found.append("place word after")
        if letters.ranks[i + 1].word and letters.typed[i + 1].islower():
            found.append(f"ending {ending(following)}")
    if i < last and letters.typed[i + 1].isupper() and letters.words[i + 1].low in CREDENTIALS:
        found.append("credential after")
    sign_before = before.strip()[:3] or ("_" if i else "^")
    sign_after = after.strip()[:3] or ("_" if i < last else "$")
    found += [f"sign before {sign_before}", f"sign after {sign_after}"]
    if sign_before == "," and sign_after[0] in ".!?$":
        found.append("at the end of a call")
    if i and i - 1 in letters.skipped:
        found.append("handle before")
    greeted = i and letters.words[i - 1].low[:4] in GREETING_ENDS
    if greeted and GREETING.search(letters.low, max(0, word.start - 24), word.start):
        found += ["greeting before", f"greeting before {given > 0 or not rank.word}"]
    if letters.text[word.end : word.end + 1] in {",", " "} and AGE_AFTER.match(letters.low, word.end):
        found.append("age after")
    return by_lists(rank, shape, min(len(word.low), 9)), by_neighbours(rank, sort_before, sort_after), found


def own_form(letters: Letters, i: int, shape: str) -> Iterator[str]:
    """Evidence in the word itself."""
    word = letters.words[i]
    if word.low in CALENDAR or word.low.removesuffix("s") in CALENDAR:
        yield "calendar"
    if word.low in TITLES:
        yield "is title"
    if word.low in PLACE_WORDS:
        yield "is place word"
    if len(word.low) == 1:
        yield "one letter"
    if not word.low.isalpha():
        if any(c.isdigit() for c in word.low):
            yield "digit"
        if "'" in word.low:
            yield "apostrophe"
    if word.end - word.start > len(word.low):
        yield f"possessive {shape}"
    if word.start and letters.text[word.start - 1] == "#":
        yield "hashtag"


def neighbour(letters: Letters, j: int, side: str) -> Iterator[str]:
    rank = letters.ranks[j]
    if letters.is_initial(j):
        return
    yield f"word {side} {letters.words[j].low if 0 < rank.word < COMMON else '?'}"
    for listed in letters.listed.get(j, ()):
        yield f"{side} list {listed}"


def ending(word: str) -> str:
    tail = word[-2:]
    return tail if tail in {"ed", "ng", "ly"} else "s" if word.endswith("s") else "-"


def weighed(part: "Part") -> tuple[Letters, dict[int, float]]:
    """The points of every word that could be a name."""
    letters = Letters(part)
    table = points()
    base = table.get("base", 0.0)
    get = table.get
    found = {}
    titles = {i + 1 for i, word in enumerate(letters.words) if word[2] in TITLES}
    for i, (cap, (given, family, word)) in enumerate(zip(letters.cap, letters.ranks, strict=True)):
        if cap:
            if 0 < word < COMMON and not given and not family and i not in titles and len(letters.typed[i]) > 1:
                continue  # an everyday word
        elif 0 < word < COMMON or (
            given <= 1 and family <= ADMITTED and i not in titles and letters.typed[i].islower()
        ):
            continue  # an everyday word in lower case, or one that no list knows as a name
        if could_be_name(letters, i):
            lists, neighbours, rest = evidence(letters, i)
            score = base + summed(lists) + summed(neighbours)
            for key in rest:
                score += get(key, 0.0)
            found[i] = score
    return letters, found


def names_of(part: "Part", *, sure: float = POSSIBLE, near: float = NEAR) -> tuple[Name, ...]:
    """Names of people in a part, in reading order and without overlaps.

    Those below ``SURE`` points are only possible: grammar has to speak for them.
    """
    letters, scores = weighed(part)
    found: list[Name] = []
    run: list[int] = []
    for i, score in scores.items():
        if score < near:
            if score >= sure and is_possible(letters, scores, i, near):
                found += named(letters, scores, [i], sure)
            continue
        if run and run[-1] == i - 1 and letters.glued(i):
            run.append(i)
            continue
        found += named(letters, scores, run, sure)
        run = [i]
    found += named(letters, scores, run, sure)
    return tuple(without_overlaps([*charted(letters), *abbreviated(letters), *found]))


def is_possible(letters: Letters, scores: Mapping[int, float], i: int, near: float) -> bool:
    """Whether a doubtful word stands alone, with a capital or in a hashtag, and is no everyday word."""
    if (
        not (letters.cap[i] or i in letters.in_tags)
        or 0 < letters.ranks[i].word < COMMON
        or len(letters.words[i].low) < 3
    ):
        return False
    return not any(letters.glued(k) and scores.get(j, near - 1) >= near for j, k in ((i - 1, i), (i + 1, i + 1)))


def abbreviated(letters: Letters) -> Iterator[Name]:
    """People behind initials: "Mr. D.", "J.R."."""
    text = letters.text
    if not ("Mr" in text or "Ms" in text or "Mx" in text or "Miss" in text or STOP_BEHIND_CAPITAL.search(text)):
        return
    for m in INITIALS.finditer(text):
        if m[1] is None and m[0].replace(".", "").replace(" ", "") in NO_INITIALS:
            continue
        start, end = m.span("one" if m[1] else "more")
        inside = range(bisect_left(letters.words, start, key=start_of), bisect_left(letters.words, end, key=start_of))
        if not inside or inside[0] in letters.skipped:
            continue
        title = letters.words[inside[0] - 1].low if m[1] else ""
        yield Name(
            start=start, end=end, first=inside[0], last=inside[-1], points=SURE if title else POSSIBLE,
            text=letters.text[start:end], title=title, title_start=m.start() if title else -1, initials=True, why="initials",
        )  # fmt: skip


start_of = attrgetter("start")


def charted(letters: Letters) -> Iterator[Name]:
    """Names as charts write them: "DOE, JANE"."""
    if letters.shouted or letters.without_capitals or "," not in letters.text:
        return
    for m in CHARTED.finditer(letters.text):
        i = bisect_left(letters.words, m.start(), key=start_of)
        if i + 1 >= len(letters.words) or letters.words[i].start != m.start():
            continue
        one, other = letters.ranks[i], letters.ranks[i + 1]
        if (other.given > ADMITTED or one.family > ADMITTED or len(m[2]) == 1) and not 0 < one.word < 3:
            last = i + len(re.findall(r"[A-Z]+", m[0])) - 1
            yield Name(
                start=m.start(), end=m.end(), first=i, last=last, points=3.0, text=m[0], given=True, family=True,
                why="written as in a chart",
            )  # fmt: skip


def without_overlaps(found: list[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def named(letters: Letters, scores: Mapping[int, float], run: list[int], sure: float) -> Iterator[Name]:
    """The name in a run of words that may belong to one."""
    while run and letters.words[run[0]].low in TITLES and len(run) > 1 and letters.ranks[run[0]].given < 7:
        run = run[1:]
    while len(run) > 1 and letters.words[run[-1]].low in CREDENTIALS and len(letters.words[run[-1]].low) < 5:
        run = run[:-1]
    if not run or (len(run) == 1 and letters.words[run[0]].low in TITLES and letters.ranks[run[0]].given < 6):
        return  # nobody, or only a title
    best = max(scores[i] for i in run)
    if best < sure:
        return
    run = extended(letters, run)
    if len(run) > 1 and run[-1] in letters.in_tags and letters.words[run[-1]].low in TAG_ENDS:
        run = run[:-1]
    if is_place(letters, run):
        return
    first, last = run[0], run[-1]
    title, title_start = "", -1
    if first and is_title(letters, first - 1) and letters.gap(first) in {" ", ". ", "."}:
        title, title_start = letters.words[first - 1].low, letters.words[first - 1].start
    end = letters.words[last].end
    if letters.words[last].low == letters.low[letters.words[last].start : end - 2]:
        end -= 2  # a possessive 's is no part of the name
    yield Name(
        start=letters.words[first].start, end=end, first=first, last=last, points=round(best, 2),
        text=letters.text[letters.words[first].start : end], title=title, title_start=title_start,
        given=letters.ranks[first].given > ADMITTED, family=letters.ranks[last].family > 1,
        common=first == last and letters.ranks[first].word > 0, why=reason(letters, run, title),
    )  # fmt: skip


def is_title(letters: Letters, i: int) -> bool:
    """Whether a word is a courtesy title; those that are words as well ("brother", "chief") need a capital."""
    word = letters.words[i].low
    return word in TITLES and (letters.cap[i] or word in SMALL_TITLES)


def extended(letters: Letters, run: list[int]) -> list[int]:
    """The run with what surely belongs to it: an initial, particles and names on either side."""
    first, last = run[0], run[-1]
    while letters.glued(last + 1) and belongs(letters, last + 1, after=last):
        last += 1
    if letters.glued(last + 1) and letters.words[last + 1].low in PARTICLES and letters.cap[last]:
        ahead = last + 2
        if letters.glued(ahead) and letters.words[ahead].low in PARTICLES:
            ahead += 1
        if letters.glued(ahead) and letters.cap[ahead] and letters.ranks[ahead].word in {0, 4}:
            last = ahead
    while letters.glued(first) and letters.gap(first) != "-" and is_forename(letters, first - 1):
        first -= 1
    return list(range(first, last + 1))


def belongs(letters: Letters, i: int, *, after: int) -> bool:
    """Whether a capitalised word continues the name before it."""
    if not letters.cap[i] or letters.headline or letters.shouted or letters.words[i].low in PLACE_WORDS | CALENDAR:
        return False
    if letters.typed[i - 1].isupper() and len(letters.typed[i - 1]) > 1 and not letters.typed[i].isupper():
        return False
    if len(letters.words[i].low) == 1:
        return letters.typed[i] != "I" and letters.gap(i) in {" ", "-"}
    rank = letters.ranks[i]
    if letters.gap(i) == "-":
        return rank.word == 0
    return letters.ranks[after].given > ADMITTED and not rank.word and letters.words[i].low not in CREDENTIALS


def is_forename(letters: Letters, i: int) -> bool:
    if not letters.cap[i] or letters.words[i].low in TITLES | CALENDAR or letters.headline:
        return False
    if letters.is_initial(i):
        return letters.gap(i + 1) == ". "
    rank = letters.ranks[i]
    return rank.given > 4 and not 0 < rank.word < 3


def is_place(letters: Letters, run: list[int]) -> bool:
    """Whether the words name a place, an organisation, an illness or a thing after all."""
    first, last = run[0], run[-1]
    for after in range(last + 1, min(last + (3 if letters.headline else 4), len(letters.words))):
        if not letters.glued(after) or not letters.cap[after]:
            break
        if letters.words[after].low in PLACE_WORDS:
            return True
    if (
        any(letters.words[i].low in PLACE_WORDS and letters.cap[i] for i in run[1:])
        and len(run) > 1
        and not letters.shouted
    ):
        return letters.words[last].low in PLACE_WORDS
    if first and letters.glued(first) and letters.cap[first - 1] and letters.words[first - 1].low in SAINTLY:
        return not (
            first > 1
            and letters.glued(first - 1)
            and letters.ranks[first - 2].given > ADMITTED
            and letters.cap[first - 2]
        )
    marks: set[str] = set().union(*(letters.listed.get(i, set()) for i in run))
    if marks & {"city", "city+", "county"} and first and letters.words[first - 1].low not in TITLES:
        lead = IN_PLACES.search(letters.text, max(0, letters.words[first].start - 60), letters.words[first].start)
        if lead and (lead[1].lower() in SURELY_IN or letters.ranks[first].given < 5):
            return True
    if "eponym" in marks and last + 1 < len(letters.words) and letters.words[last + 1].low in OF_EPONYMS:
        return True
    if "eponym" in marks and len(run) == 1 and not (first and letters.words[first - 1].low in TITLES):
        possessive = letters.words[last].end - letters.words[last].start > len(letters.words[last].low)
        return possessive or letters.ranks[first].given < 5
    return bool(marks & {"eponym+", "brand+", "region+", "hospital+"}) and not marks & {"famous+"}


def reason(letters: Letters, run: list[int], title: str) -> str:
    """The strongest sign in a few words, without the name."""
    if title:
        return f"after {title!r}"
    rank = letters.ranks[run[0]]
    if len(run) > 1 and rank.given > ADMITTED:
        return "a given name with more names"
    if rank.given > ADMITTED:
        return "a given name"
    if letters.ranks[run[-1]].family > ADMITTED:
        return "a family name"
    return "a capitalised word that stands where a name stands"
