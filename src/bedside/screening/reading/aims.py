"""At whom words are aimed: people spoken of or to, and which of them an unkind word is about.

The grammar is light on purpose: the person an adjective stands before, the one it is said of, the
one addressed, whoever was spoken of last. Work decides the rest: the same word about a brother,
a goalkeeper or a printer is nobody's business here.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bedside.core.content import Kind
from bedside.screening.reading.naming import SURE, Name
from bedside.screening.reading.words import Word

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part, Reading


class Aim(StrEnum):
    """Who an offence is aimed at."""

    COLLEAGUE = "someone at work"
    CREW = "a crew or profession"
    BOSS = "those in charge"
    PATIENT = "someone in care"
    PATIENTS = "people in care or with them"
    READER = "the reader"
    REVIEWER = "whoever wrote first"
    RIVAL = "another place of care"
    PUBLIC = "public life"
    PRIVATE = "private life"
    SELF = "the author"
    SOMEONE = "someone"
    NOBODY = "nobody"


AT_WORK = frozenset([Aim.COLLEAGUE, Aim.CREW, Aim.BOSS])
IN_CARE = frozenset([Aim.PATIENT, Aim.PATIENTS])
ADDRESSED = frozenset([Aim.READER, Aim.REVIEWER])
HARMLESS = frozenset([Aim.SELF, Aim.PRIVATE, Aim.NOBODY])


@dataclass(frozen=True, slots=True)
class Figure:
    """Someone spoken of or to, from word ``first`` to word ``last``; ``named`` by name or sole role."""

    first: int
    last: int
    aim: Aim
    named: bool = False
    bare: bool = False  # a crew word that may be a thing ("days", "lab")


LISTS = (
    ("aim_private", Aim.PRIVATE),
    ("aim_boss", Aim.BOSS),
    ("aim_crew", Aim.CREW),
    ("aim_colleague", Aim.COLLEAGUE),
    ("aim_patient", Aim.PATIENTS),
    ("patient", Aim.PATIENTS),
    ("aim_public", Aim.PUBLIC),
    ("aim_rival", Aim.RIVAL),
    ("staff", Aim.COLLEAGUE),
    ("animal", Aim.PRIVATE),
    ("kin", Aim.PRIVATE),
    ("person_noun", Aim.SOMEONE),
)
RANK = {name: n for n, (name, _) in enumerate(LISTS)}
I_WORDS = frozenset("i i'm im i've i'll i'd me myself mi".split())
WE_WORDS = frozenset("we we're we've we'll ourselves".split())
YOU_WORDS = frozenset("you you're youre you've you'll you'd u ur yall y'all your yourself yourselves ya".split())
THIRD = frozenset(
    "he she him her he's she's he'd she'd he'll she'll himself herself they them they're theyre themselves who".split()
)
OWN = frozenset(["my", "our", "mi"])
# Crew words that are also things, times or places; they count after an article or as a subject.
DOUBTFUL = frozenset(
    "days nights evenings fire lab the lab transport security it medicine surgery coding billing staff team float students "
    "consults consult dispatch radiology anesthesia psych neuro ortho therapy scheduling registration maintenance kitchen "
    "dietary charge float fellow fellows guard cook vet vets partner assistant associate resident residents admits dos "
    "mas pas apps apps days volunteers owner owners they them upstairs corporate the board line drunk drunks members people "
    "kids folks ppl public parents moms families whoever work pt or do".split()
)
TITLED = re.compile(r"\b(?:Dr|Doctor|dr|Nurse|nurse)\.? [A-Z][\w'-]*")
AND_SO = frozenset(
    "and or but as af to in on at that than when if because bc enough asf for with too lol today tonight again they he she i who "
    "people so since like lmao haha honestly imo tbh about from by is was are were the a an this before after until during without again around between every all".split()
)
THIS = frozenset(["the", "our", "my", "that", "this"])
ONE_BOSS = frozenset("boss manager supervisor director administrator ceo cfo coo cno cmo owner sup admin".split())
COPULA = frozenset("is are r was were be can could should will would".split())
NO_SUBJECT = frozenset(
    "it do or pt line charge days nights evenings fire they them medicine surgery work security cook guard float people".split()
)
NARROWS = frozenset("who that in from at on of with tonight today here".split())
# Plural kin who are visitors elsewhere, and the author's own after "my".
HOUSEHOLD = frozenset(
    "parents moms mamas mothers dads family families kids husbands boyfriends wives grandparents".split()
)
ARTICLES = frozenset("a an the this that his her their your and or but to with by of for is was who".split())
REACH = 10


def figures_of(part: "Part", reading: "Reading") -> list[Figure]:
    """Everyone spoken of or to in a part, in reading order, pronouns resolved to whoever came before."""
    words = part.words
    found: list[Figure] = []
    taken = bytearray(len(words))
    for figure in sorted(nouns(part, reading), key=lambda f: (f.first - f.last, f.first)):
        if not any(taken[figure.first : figure.last + 1]):
            taken[figure.first : figure.last + 1] = b"\1" * (figure.last + 1 - figure.first)
            found.append(figure)
    found.sort(key=lambda f: f.first)
    return with_pronouns(part, reading, found, taken)


# What a crew's word may stand before without a person being meant ("billing system", "staff fridge").
OF_A_CREW = frozenset(
    "system app apps software desk printer website portal phone phones room fridge computer machine schedule sheet form forms bill "
    "bills line elevator office password lounge parking entrance door meeting email emails station tube tubes bag truck".split()
)


def nouns(part: "Part", reading: "Reading") -> list[Figure]:
    words = part.words
    found: dict[tuple[int, int], tuple[int, Figure]] = {}
    for category, aim in LISTS:
        for cue in part.cues(category):
            figure = noun_at(part, reading, cue.first, cue.last, category, aim)
            if figure is None:
                continue
            key = (figure.first, figure.last)
            if key not in found or RANK[category] < found[key][0]:
                found[key] = (RANK[category], figure)
    figures = [f for _, f in found.values()]
    for name in part.names:
        if name.points >= SURE and name.last < len(words):
            figures.append(name_at(part, reading, name))
    for m in TITLED.finditer(part.text):
        first = bisect_left(words, m.start(), key=lambda w: w.start)
        if first < len(words):
            figures.append(
                Figure(
                    first, max(first, bisect_left(words, m.end(), key=lambda w: w.start) - 1), Aim.COLLEAGUE, named=True
                )
            )
    return figures


def name_at(part: "Part", reading: "Reading", name: Name) -> Figure:
    """Whom a name means: a patient by courtesy title, private life beside one's kin, otherwise someone at work."""
    first = bisect_left(part.words, name.title_start, key=lambda w: w.start) if name.title_start >= 0 else name.first
    title = name.title.rstrip(".")
    if title in {"mr", "mrs", "ms", "miss", "mister", "madam"}:
        return Figure(first, name.last, Aim.PATIENT if reading.personal else Aim.SOMEONE, named=True)
    if title in {
        "senator",
        "sen",
        "rep",
        "congressman",
        "congresswoman",
        "governor",
        "gov",
        "mayor",
        "president",
        "pres",
    }:
        return Figure(first, name.last, Aim.PUBLIC, named=True)
    private = any(c.last < first and first - c.last <= 2 for c in part.cues("aim_private", "kin", "animal"))
    return Figure(first, name.last, Aim.PRIVATE if private else Aim.COLLEAGUE, named=True)


def noun_at(part: "Part", reading: "Reading", first: int, last: int, category: str, aim: Aim) -> Figure | None:
    words = part.words
    head = part.low[words[first].start : words[last].end]
    before = words[first - 1].low if first else ""
    bare = (
        head in DOUBTFUL
        and before not in {"the", "our", "my", "this", "that", "those", "these", "some"}
        and (head in NO_SUBJECT or last + 1 == len(words) or words[last + 1].low not in COPULA)
    )
    role = reading.content.author_role.lower()
    if category in {"aim_crew", "aim_boss"} and last + 1 < len(words) and words[last + 1].low in OF_A_CREW:
        return None
    if category == "aim_patient" and head in HOUSEHOLD and owned(words, first):
        return Figure(first, last, Aim.PRIVATE)
    if category == "kin" and not owned(words, first):
        return None
    if category in {"staff", "aim_colleague"}:
        aim = Aim.CREW if head.endswith("s") and not head.endswith("ss") else aim
        if head in {"resident", "residents"} and re.search(
            r"nursing home|assisted|memory care|snf|aide|cna|home|care facility", role
        ):
            aim = Aim.PATIENTS
    elif (
        category == "animal" and (reading.author.veterinary or before not in {"my", "our", "the", "this", "their"})
    ) or (category == "aim_boss" and head in {"they", "them"}):
        return None
    elif category in {"aim_patient", "patient", "person_noun"} and before in {
        "a",
        "the",
        "this",
        "that",
        "my",
        "another",
        "one",
    }:
        if not head.endswith(("s", "who", "ppl", "people", "public", "folks", "room", "thru")):
            aim = Aim.PATIENT if aim is Aim.PATIENTS else aim
    if category == "person_noun" and words[last].low in {
        "guy",
        "girl",
        "lady",
        "dude",
        "man",
        "woman",
        "gal",
        "kid",
        "boy",
    }:
        if job_follows(part, last):
            aim = Aim.COLLEAGUE
    if category == "aim_private" and not owned(words, first) and head in {
        "mom", "mother", "dad", "father", "son", "sons", "daughter", "daughters", "wife", "husband", "brother", "sister", "neighbor",
        "neighbors", "teacher", "driver", "drivers", "coach", "cousin", "boyfriend", "girlfriend", "sis", "date", "ex", "mil",
    }:  # fmt: skip
        aim = Aim.SOMEONE
    if aim is Aim.CREW and first > 2 and words[first - 2].low == "of" and words[first - 3].low == "one":
        aim = Aim.COLLEAGUE
    named = aim is Aim.COLLEAGUE and before in THIS
    if aim is Aim.BOSS and words[last].low in ONE_BOSS:
        named = any(w.low in THIS for w in words[max(0, first - 3) : first])
    return Figure(first, last, aim, named=named, bare=bare)


def owned(words: Sequence[Word], first: int) -> bool:
    """Whether "my" stands before a noun, with no other owner or article between ("my 90 year old neighbor")."""
    for word in reversed(words[max(0, first - 4) : first]):
        if word.low in OWN:
            return True
        if word.low in ARTICLES:
            return False
    return False


def job_follows(part: "Part", last: int) -> bool:
    """Whether "the new girl" goes on "in billing", "on days", "at the front desk"."""
    if last + 2 >= len(part.words) or part.words[last + 1].low not in {"in", "on", "from", "at"}:
        return False
    return any(last + 2 <= c.first <= last + 4 for c in part.cues("aim_crew"))


def with_pronouns(part: "Part", reading: "Reading", found: list[Figure], taken: bytearray) -> list[Figure]:
    kept: list[Figure] = []
    nouns_left = iter(found)
    upcoming = next(nouns_left, None)
    you = Aim.REVIEWER if reading.content.answers and reading.kind is not Kind.MESSAGE else Aim.READER
    for n, word in enumerate(part.words):
        if upcoming and upcoming.first == n:
            kept.append(upcoming)
            upcoming = next(nouns_left, None)
        if taken[n]:
            continue
        low = word.low
        if low in I_WORDS or low in WE_WORDS:
            kept.append(Figure(n, n, Aim.SELF))
        elif low in YOU_WORDS:
            kept.append(Figure(n, n, you))
        elif low in THIRD:
            if (who := spoken_of(part, kept, word.start)) is not None:
                kept.append(Figure(n, n, who.aim, named=who.named))
            elif low != "who":
                kept.append(Figure(n, n, Aim.SOMEONE if low not in {"they", "them", "they're"} else Aim.NOBODY))
    return kept


def spoken_of(part: "Part", figures: Sequence[Figure], at: int) -> Figure | None:
    """Whom a pronoun means: the last one in its sentence, otherwise the first of the sentence before."""
    words = part.words
    start, _ = part.sentence_at(at)
    found: Figure | None = None
    for f in reversed(figures):
        if f.aim in (Aim.SELF, *ADDRESSED) or f.bare:
            continue
        here = words[f.first].start
        if found is None:
            if here >= start:
                return f
            start, _ = part.sentence_at(here)
        elif here < start:
            break
        found = f
    return found


def aimed_at(part: "Part", figures: Sequence[Figure], first: int, last: int, *, sort: str) -> Figure | None:
    """Who the words ``first`` to ``last`` are about: the nearest by grammar; None where there is nobody.

    Args:
        sort: "noun" ("idiot"), which may be followed by "in billing"; "adjective", which must stand
            before a person or be said of one; "" for a turn of phrase, which may hold its own aim.
    """
    words = part.words
    start, end = part.sentence_at(words[first].start)
    low = bisect_left(figures, start, key=lambda f: words[f.first].start)
    high = bisect_left(figures, end, key=lambda f: words[f.first].start)
    here = figures[low:high]
    after = [f for f in here if f.first > last]
    before = [f for f in here if f.last < first]
    over = [f for f in here if f.first <= last and f.last >= first]
    if sort == "adjective":
        if (
            after
            and after[0].first - last <= 3
            and after[0].aim not in (Aim.SELF, *ADDRESSED)
            and joined(part, last, after[0].first)
        ):
            return after[0]
        if modifies_a_thing(part, last):
            return None
    elif (
        (
            sort == "noun"
            and after
            and words[last + 1].low in {"in", "on", "from", "at", "of"}
            and after[0].first - last <= 3
        )
        or (sort == "noun" and after and after[0].first == last + 1 and after[0].named)
        or (
            sort == "noun"
            and after
            and after[0].first == last + 1
            and words[after[0].first].low != "who"
            and after[0].aim not in (Aim.SELF, *ADDRESSED)
        )
    ):
        return after[0]
    if over and (over[0].named or not before or before[-1].aim is Aim.SELF):
        return next((f for f in over if f.named), over[0])
    if before:
        if sort and (subject := subject_of(part, before, first)):
            return subject
        nearest = before[-1]
        if nearest.bare and len(before) > 1:
            nearest = before[-2]
        return None if nearest.bare and sort == "adjective" else nearest
    if after and not after[0].bare:
        return after[0]
    return spoken_of(part, [f for f in figures if words[f.first].start < start], start)


def subject_of(part: "Part", before: Sequence[Figure], first: int) -> Figure | None:
    """Who a word behind "is" or "are" is said of, past what narrows them ("people who come to the ER are ...")."""
    words = part.words
    verb = next(
        (k for k in range(first - 1, max(-1, first - 5), -1) if words[k].low in {"is", "are", "r", "was", "were"}), -1
    )
    if verb < 0 or len(before) < 2:
        return None
    head = before[0]
    if head.last + 1 >= verb or not {words[head.last].low, words[head.last + 1].low} & NARROWS or head.aim is Aim.SELF:
        return None
    between = part.low[words[head.last].end : words[verb].start]
    return None if re.search(r"[,.;:!?\n]| (?:is|are|was|were|and|but|because) ", between) else head


def joined(part: "Part", last: int, first: int) -> bool:
    """Whether nothing but blanks and other words stand between two words (no comma, no full stop)."""
    between = part.low[part.words[last].end : part.words[first].start]
    return not re.search(r"[,.;:!?\n()]", between) and not any(w.low in AND_SO for w in part.words[last + 1 : first])


def modifies_a_thing(part: "Part", last: int) -> bool:
    """Whether an adjective stands before a noun that is nobody ("stupid printer")."""
    words: list[Word] = part.words
    if last + 1 >= len(words):
        return False
    gap = part.low[words[last].end : words[last + 1].start]
    return gap == " " and words[last + 1].low not in AND_SO
