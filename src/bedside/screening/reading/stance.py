"""How a text stands towards people: what stings, at whom, and whether the talk is protected.

Words are weighed by whom they strike. A word list or a turn of phrase gives a sting; grammar gives
its aim (see `aims`); teasing, self-mockery, rage at printers and private life drop out; what
employees say of pay, hours, staffing, safety, discipline and organising, or to those who oversee
care, drops out whole (29 U.S.C. 157; 45 CFR 164.502(j)).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from bedside.screening.reading.aims import (
    ADDRESSED,
    AT_WORK,
    HARMLESS,
    IN_CARE,
    TITLED,
    Aim,
    Figure,
    aimed_at,
    figures_of,
    modifies_a_thing,
)
from bedside.screening.reading.candidates import Taken
from bedside.screening.reading.lazy import cached_property
from bedside.screening.reading.turns import Sting, turns_in
from bedside.screening.reading.words import Cue, cues_of, lexicon, words_of

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part, Reading


class Concern(StrEnum):
    """What an offence comes to, once its aim and weight are known; each belongs to one rule."""

    INSULT_TO_COLLEAGUE = "insult to a colleague"
    BELITTLED_COLLEAGUE = "belittled colleague"
    CONTEMPT = "contempt for people in care"
    JAB = "jab at people in care"
    MOCKERY = "laughing at someone in care"
    NICKNAME = "demeaning name"
    DIAGNOSIS = "diagnosis joke"
    INSULT_TO_READER = "insult to a reader"
    SLUR = "slur"
    PREJUDICE = "prejudice"
    DISDAIN = "disdain for a group"
    SUBTWEET = "subtweet"
    THREAT = "threat"
    VEILED_THREAT = "veiled threat"
    SARCASM = "sarcasm"
    ARGUING = "arguing"
    PROFANITY = "profanity"
    GALLOWS = "dark humour"
    RIVAL = "another place belittled"
    POLITICS = "votes held against readers"


class Grade(IntEnum):
    """How much an offence weighs."""

    REVIEW = 1
    HOLD = 2


@dataclass(frozen=True, slots=True)
class Offence:
    """Words that sting at ``start:end`` of the part's plain text, and whom they strike.

    ``named``: the one struck is named or can be told from the words. ``tied``: those struck are met
    at work when a clinician speaks of them (parents, visitors). ``why`` holds what made it a sting,
    in our own words.
    """

    part: "Part" = field(repr=False)
    start: int
    end: int
    first: int
    last: int
    sting: Sting
    weight: int
    aim: Aim
    named: bool
    why: str
    grade: Grade = Grade.REVIEW
    tied: bool = False

    @property
    def believed(self) -> str:
        return f"{self.why}; aimed at {self.aim.value}"

    @property
    def concern(self) -> Concern:
        if self.sting is Sting.NICKNAME and self.aim in AT_WORK:
            return Concern.BELITTLED_COLLEAGUE
        if self.sting in OWN_CONCERN:
            light, heavy = OWN_CONCERN[self.sting]
            return heavy if self.grade is Grade.HOLD else light
        if self.sting is Sting.PROFANITY and self.grade is not Grade.HOLD:
            return Concern.PROFANITY
        if self.aim in IN_CARE or (self.sting is Sting.CONTEMPT and self.aim is not Aim.REVIEWER):
            return Concern.CONTEMPT if self.grade is Grade.HOLD else Concern.JAB
        if self.aim in ADDRESSED:
            return Concern.INSULT_TO_READER if self.grade is Grade.HOLD else Concern.ARGUING
        if self.aim is Aim.RIVAL:
            return Concern.RIVAL
        if self.aim is Aim.PUBLIC:
            return Concern.POLITICS
        if self.aim is Aim.CREW or (self.aim is Aim.BOSS and not self.named):
            return Concern.DISDAIN
        return Concern.INSULT_TO_COLLEAGUE if self.grade is Grade.HOLD else Concern.BELITTLED_COLLEAGUE


OWN_CONCERN: dict[Sting, tuple[Concern, Concern]] = {
    Sting.MOCKERY: (Concern.MOCKERY, Concern.MOCKERY),
    Sting.NICKNAME: (Concern.NICKNAME, Concern.NICKNAME),
    Sting.DIAGNOSIS: (Concern.DIAGNOSIS, Concern.DIAGNOSIS),
    Sting.SLUR: (Concern.SLUR, Concern.SLUR),
    Sting.PREJUDICE: (Concern.DISDAIN, Concern.PREJUDICE),
    Sting.DISDAIN: (Concern.DISDAIN, Concern.DISDAIN),
    Sting.SUBTWEET: (Concern.SUBTWEET, Concern.SUBTWEET),
    Sting.THREAT: (Concern.VEILED_THREAT, Concern.THREAT),
    Sting.LEGAL: (Concern.THREAT, Concern.THREAT),
    Sting.SARCASM: (Concern.SARCASM, Concern.SARCASM),
    Sting.ARGUING: (Concern.ARGUING, Concern.INSULT_TO_READER),
    Sting.GALLOWS: (Concern.GALLOWS, Concern.CONTEMPT),
    Sting.RIVAL: (Concern.RIVAL, Concern.RIVAL),
    Sting.POLITICS: (Concern.POLITICS, Concern.POLITICS),
}
LISTS: dict[str, tuple[Sting, int]] = {
    "insult": (Sting.INSULT, 3),
    "insult_weak": (Sting.INSULT, 2),
    "trait": (Sting.INSULT, 3),
    "trait_weak": (Sting.INSULT, 1),
    "demeaning_name": (Sting.NICKNAME, 3),
    "diagnosis_joke": (Sting.DIAGNOSIS, 2),
    "slur": (Sting.SLUR, 3),
    "threat": (Sting.THREAT, 3),
    "threat_weak": (Sting.THREAT, 1),
    "legal_threat": (Sting.LEGAL, 3),
    "gallows": (Sting.GALLOWS, 2),
    "sarcasm": (Sting.SARCASM, 2),
    "sarcasm_weak": (Sting.SARCASM, 1),
    "subtweet": (Sting.SUBTWEET, 1),
    "disdain": (Sting.DISDAIN, 2),
    "swearing": (Sting.PROFANITY, 2),
    "swearing_mild": (Sting.PROFANITY, 1),
}
NOUNS = frozenset(["insult", "insult_weak", "demeaning_name", "slur"])
HIDDEN = frozenset(["insult", "trait", "slur", "swearing", "demeaning_name"])
STARRED = re.compile(r"(?<![\w*])(?=[a-z]*[*#@$!_-]{1,6}[a-z]*)[a-z]{1,4}[*#@$!_]{1,6}[a-z]{0,6}(?![\w*])")
JEERS = {
    "\N{FACE WITH ROLLING EYES}": 1, "\N{CLOWN FACE}": 2, "\N{SNAKE}": 1, "\N{RAT}": 1, "\N{NAIL POLISH}": 1,
    "\N{REVERSED HAND WITH MIDDLE FINGER EXTENDED}": 3, "\N{FACE WITH OPEN MOUTH VOMITING}": 2, "\N{PIG FACE}": 1,
    "\N{COW FACE}": 1, "\N{SMIRKING FACE}": 1, "\N{SPOUTING WHALE}": 1, "\N{WHALE}": 1, "\N{UPSIDE-DOWN FACE}": 1,
    "\N{PILE OF POO}": 2, "\N{HOCHO}": 1, "\N{PISTOL}": 1, "\N{COFFIN}": 1, "\N{FROG FACE}": 1, "\N{UNAMUSED FACE}": 1,
    "\N{SKULL}": 0,
}  # fmt: skip
JEER = re.compile("[" + "".join(JEERS) + "]")
LAUGH = re.compile(
    r"\b(?:can't stop laughing|l+o+l+|lmf?ao+|rofl|ha(?:ha)+|he(?:he)+|ja(?:ja)+|im (?:dead|crying|deceased)|i'm (?:dead|crying|deceased|screaming)|i am (?:dead|deceased|screaming))\b|"
    "[\N{FACE WITH TEARS OF JOY}\N{ROLLING ON THE FLOOR LAUGHING}\N{SKULL}\N{SPEAK-NO-EVIL MONKEY}\N{LOUDLY CRYING FACE}]"
)
SAID_OF = re.compile(
    r"(?:\b(?:is|are|was|were|be|being|been|am|such|you|u|lying|lazy|fat|ugly|fake|old|miserable|stupid|dumb|little|absolute|total|complete|"
    r"literal|biggest|calls?|called|what|that|those|spineless|pathetic|selfish|sneaky|nasty|corrupt|greedy|mean|actual|two-faced|like|disgusting|gross|filthy|awful|horrible|malignant|petty|"
    r"walking|damn|damned|fucking|freaking|this|these|of|bunch of|bigger|spoiled|jealous|entitled|arrogant|pack of|full of|become|"
    r"dirty|whiny|crusty|rotten|evil|crazy|own|mere|ex|ol)\b|'s|'re)(?: an?| the| some| such| just| literally| really| basically| honestly)* "
    r"?(?:\w+ )?$"
)
IT_IS = re.compile(
    r"\b(?:it|it's|its|that|that's|this|there|there's|which|everything|something|nothing|how)(?: is| was| are| feels?| seems?| looks?)?(?: [a-z]+)? $"
)
GOES_ON = re.compile(
    r"^,? (?:who|that|in (?:a |the |her |his )?(?:suit|scrubs|figs|clogs|polo|charge|billing|hr|coding|lab)|with a badge|of a)\b"
)
MANAGING = re.compile(
    r"\b(?:manager|director|executive|administrator|owner|ceo|cfo|coo|cno|cmo|chief (?:executive|financial|operating|nurs\w+|medical)|"
    r"hr|human resources|supervisor|president|administration|recruiter|head of|leadership|dean)\b"
)
UNION = re.compile(r"\bunion|local \d+|nurses'? association|workers'?|guild|labor\b|steward")
LOAD = re.compile(
    r"\b\d{1,2}(?:[ :-]to[ -]| ?: ?)(?:1|one)\b|\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:patients|pts|residents|clients|babies|"
    r"admits|beds|scripts)(?: \w+)? (?:per|each|a|an|to one|to a|for one|for a|on one|apiece)\b|\bone (?:nurse|aide|cna|tech|pharmacist|rn)\b[^.!?\n]{0,25}\b\d+|"
    r"\b(?:one|two|three|1|2|3) (?:nurses?|aides?|cnas?|techs?|pharmacists?|rns?|of us) (?:for|to|on|with|and) \d+|\$ ?\d[\d.,]*(?:k| ?/ ?hr| an hour| per hour| an hr| hourly)|"
    r"\bi(?:'m)? (?:make|making|made|get paid|earn) \$? ?\d|\b(?:pays?|paid|paying|wage|wages|mine is|starting at|starts at) (?:\w+ ){0,3}\$? ?\d|\b(?:1[2-9]|2[0-4]|36|48)[ -]?(?:hr|hrs|hour|hours) (?:straight|without|on our feet|no break)\b"
)
CONDITIONS = ("working_conditions", "whistleblowing")
WORK = (
    "work_setting", "aim_crew", "aim_colleague", "staff", "patient", "care_place", "work", "care_noun", "drug", "procedure",
    "condition", "care_verb", "demeaning_name",
)  # fmt: skip
FIXED = frozenset([Sting.SUBTWEET, Sting.CONTEMPT, Sting.NICKNAME, Sting.DIAGNOSIS])
DISEASE = re.compile(
    r" ?(?:this |you,? |off,? |the )?(?:cancer|covid|als|leukemia|sarcoma|lymphoma|glioblastoma|alzheimer|parkinson|diabetes|endo|"
    r"cystic|dementia|strokes?|sepsis|malaria|addiction|mondays?|traffic)"
)
LINK = re.compile(r"(?:https?://|www\.)\S+")
ENDEARED = re.compile(
    r"\b(?:gorgeous|beautiful|lovely|sweet|dear|darling|adorable|precious|wonderful|magnificent|my favorite|best|furry|glorious|cute|lovable|happy)(?: \w+)? $"
)
SPEAKERS = re.compile(r"\b(?:you|your|you're|u|our|my|we|i|i'll|we'll)\b")
ROOM = re.compile(
    r"\b(?:room|rm|bed|bay|hallway|hall|pod) ?#?\d{1,4}\b|\b(?:my|the|this|our|another|a) (?:patient|pt|client|resident|admit)\b|\btriage\b|\bstretcher\b"
)
SOMEONE_THERE = re.compile(
    r"\b(?:guy|lady|dude|man|woman|gentleman|grandma|grandpa|kid|drunk|patient|pt|someone|somebody|girl|one) (?:in|from|at|on|up in) (?:the |my |our )?"
    r"(?:triage|(?:room|rm|bed|bay|pod|hall|hallway) ?#?\w{1,3}|\d{1,3}|waiting room|counter|window|drive-?thru|stretcher|table|chair|er|ed|icu|trauma bay|front desk)\b"
)
SOME_BODY = re.compile(r"(?:^|[.!?] )dude\b|\b(?:grown (?:man|woman|adult)|some (?:guy|lady|dude|man|woman))\b")
OWN = re.compile(
    r"\b(?:my (?:own|kid|son|daughter|mom|dad|husband|wife|partner|cat|dog|grandma|grandpa|abuel[oa]|sister|brother)|myself|me and my|mannequin|manikin|training|dummy)\b"
)
REFERS = re.compile(
    r"\b(?:open too|also open|is open|are open|can help|low-cost|happy to send|ask us for names|good (?:offices|places|clinics|vets)|partners?|"
    r"congratulat\w+|thanks? to|welcome|refer(?:red|ral)?|recommend|is closer|has (?:room|space|openings))\b"
)
NOT_A = re.compile(
    r"\b(?:not|never|isn't|ain't|aren't|called myself|call myself|i'm|i am|im|me|myself)(?: \w+)? ?\"?(?: ?(?:an?|the))? ?\"?$"
)
PLAINLY_PATIENTS = frozenset(["tonight's winner", "where it does not go", "off the scale", "caught out"])
# Words put into another's mouth, or named as words: "..., says my trainer", "... is the first line of the book".
SAID_BY_ANOTHER = re.compile(r"^[\"',.!?]* ?(?:says?|said|sings?|yells?|whispers?) ")
A_TITLE = re.compile(
    r"\bis (?:the|an?) (?:\w+ )?(?:line|title|name|song|lyric|chorus|quote|slogan|chapter|movie|episode)\b"
)
ENDS_CLAUSE = re.compile(r"^\"? ?(?:[.,!?;:)\n-]|$)")
REPORTED = re.compile(
    r"\b(?:(?:someone|anyone|somebody|anybody|he|she|they|who|patient|visitor|caller|(?:six|five|four|\w+)[- ]year[- ]old) (?:\w+ )?(?:says?|said|tells?|told|writes?|wrote|yells?|yelled|texts?|texted|threatens?)|called|titled|named)(?: (?:me|you|us|to me|to you))?[:,]?(?: the| an?)? ?$"
)
MINDS_HOW = re.compile(r"^ (?:when|while|as|if|during|at|on|in) (?:you|lifting|turning|moving|the|a|your)\b")
# What stands at home and breaks or withers there; a joke of the trade about it strikes nobody.
HOMELY = re.compile(
    r"\bmy (?:own )?(?:\w+ )?(?:plants?|fern|orchid|cactus|sourdough|starter|car|truck|phone|laptop|tablet|garden|fridge|dishwasher|washer|roof|couch|"
    r"knitting|novel|thesis|diet|budget)\b|\b(?:sink|toilet|dishwasher|printer|fax machine|copier|microwave)\b"
)
LISTED = frozenset(["a name that insults", "a name, said lightly too", "an unkind word"])
AT_THE_DOOR = frozenset("parents visitors families visitor parent moms dads callers caller clients husbands".split())
# Weak words that weigh once someone in care "is" so.
CONTEMPTUOUS = frozenset(
    "disgusting gross nasty ugly fugly smelly stinky trash garbage entitled greedy rude evil toxic whiny insufferable selfish ghetto "
    "dense ignorant creepy horrible awful terrible".split()
)
SAID_IS = re.compile(
    r"\b(?:is|was|are|were|looks like|became)(?: such| just| a| an| the| total| complete| absolute| real| little)* ?$"
)
YOU_ARE_A = re.compile(r"\byou(?:'re| are)(?: such| just)? an? $")
WHOEVER = re.compile(r"\b(?:only|takes?|kind of) an? ?$")
# Said not to be so, or said of oneself: "are not lazy", "says she is a jerk".
UNSAID = re.compile(
    r"\b(?:not|never|nobody is|no one is|isn't|aren't|wasn't|weren't|ain't|hardly)(?: (?!only\b|just\b)\w+)?(?: an?)? ?$|"
    r"\b(?:says?|said|swears|claims|jokes|calls?|called|calling) (?:that )?(?:she|he|herself|himself|they|themselves)(?: is| was| are|'s)?(?: such| just)?(?: an?)? ?$"
)
# Words that demean and also mean a thing, a place, a plant, an animal or a journey.
LITERAL = re.compile(
    r"frequent fl[iy]ers?(?= (?:miles?|points?|status|programs?|cards?|lounge|numbers?|accounts?|perks|seat)| (?:on|to|with|at) (?:the |my |our )?(?:\w+ )?(?:route|flights?|airlines?|airport|ferry|train|bus))|"
    r"(?:vegetable garden|veggie farm)(?=[^.!?\n]{0,60}\b(?:grow\w*|plant\w*|seeds?|tomato\w*|beans|harvest\w*|soil|water\w*|weed\w*|club|behind|wing|courtyard|volunteers?))|"
    r"seekers?(?= of\b)|chinks? in (?:the|his|her|our|my|their|its)\b|spick?(?= and span)|coons?(?= (?:rapids|hounds?|cats?|skin))|"
    r"nips?(?= (?:in|it|at|of|and)\b)|honky(?= tonk)|homo(?= (?:sapiens|erectus))|redskins?(?= potato)|squaw(?= (?:valley|creek|peak))|dykes?(?= (?:van|road|street))"
)
OTHER_SEEKERS = re.compile(
    r"\b(?:asylum|job|care|thrill|treasure|truth|peace|adventure|sun|knowledge|shade|comfort)[ -]$"
)
QUOTES = re.compile(r"\"[^\"\n]{1,160}\"")
WARM = re.compile(
    "[\N{HEAVY BLACK HEART}\N{TWO HEARTS}\N{SPARKLING HEART}\N{BLUE HEART}\N{YELLOW HEART}\N{PURPLE HEART}\N{SMILING FACE WITH HEART-SHAPED EYES}]"
)
MENTIONABLE = frozenset(
    [Sting.SLUR, Sting.PREJUDICE, Sting.NICKNAME, Sting.DIAGNOSIS, Sting.CONTEMPT, Sting.INSULT, Sting.DISDAIN]
)
LIGHT = frozenset([Sting.INSULT, Sting.SARCASM, Sting.SUBTWEET, Sting.DISDAIN, Sting.PROFANITY, Sting.ARGUING])


class Stance:
    """How a content stands towards people; computed once, when a rule first asks."""

    def __init__(self, reading: "Reading") -> None:
        self.reading = reading
        self.role = reading.content.author_role.lower()
        self._warmth: dict[str, int] = {}

    @cached_property
    def protected(self) -> bool:
        """Whether working conditions, or reporting to those who oversee care, are what it talks about.

        What managers say of those under them is not (29 U.S.C. 152(11)), unless they report.
        """
        if UNION.search(self.role):
            return True
        body = self.reading.body
        found = body.cues(*CONDITIONS)
        conditions = {c.phrase for c in found if c.category == CONDITIONS[0]}
        reports = {c.phrase for c in found if c.category == CONDITIONS[1]}
        load = bool(LOAD.search(body.low)) if any(c.isdigit() for c in body.low) or conditions else False
        if not (conditions or reports or load):
            return False
        if MANAGING.search(self.role):
            return False
        return body.has("worker_voice")

    @cached_property
    def offences(self) -> tuple[Offence, ...]:
        """Everything that stings, graded; protected talk and harmless aims left out."""
        graded: list[Offence] = []
        for part in self.reading:
            hits = list(self.hits(part))
            if hits:
                graded += self.graded(part, hits)
        return tuple(graded)

    def of(self, *concerns: Concern) -> list[Offence]:
        """The offences that come to these concerns; of overlapping ones the heaviest."""
        return widest(o for o in self.offences if o.concern in concerns)

    def hits(self, part: "Part") -> Iterator[Offence]:
        """Stings of a part outside its links, before anyone asks whom they strike."""
        links = [m.span() for m in LINK.finditer(part.low)] if "/" in part.low else []
        for o in self.all_hits(part):
            if not any(a <= o.start < b for a, b in links):
                yield o

    def all_hits(self, part: "Part") -> Iterator[Offence]:
        for category, (sting, weight) in LISTS.items():
            for cue in part.cues(category):
                yield hit(part, cue, category, sting, weight)
        yield from masked(part)
        for turn, start, end in turns_in(part):
            first, last = word_span(part, start, end)
            yield Offence(
                part, start, end, first, last, turn.sting, turn.weight, turn.aim or Aim.NOBODY, False, turn.name
            )
        if not part.low.isascii():
            for m in JEER.finditer(part.low):
                first, last = word_span(part, m.start(), m.end())
                yield Offence(part, *m.span(), first, last, Sting.SARCASM, JEERS[m[0]], Aim.NOBODY, False, "jeer")

    def graded(self, part: "Part", hits: list[Offence]) -> list[Offence]:
        figures = figures_of(part, self.reading)
        aimed = [o for h in hits if (o := self.aimed(part, figures, h)) is not None]
        return self.weighed(part, aimed)

    def aimed(self, part: "Part", figures: list[Figure], offence: Offence) -> Offence | None:
        """The offence with its aim; None where it strikes no one who matters here."""
        fixed = offence.aim is not Aim.NOBODY
        if offence.why == "jeer":
            return offence
        if offence.sting is Sting.PROFANITY and is_a_name(part, offence):
            return None
        sort = "noun" if offence.why.startswith("a name") else "adjective" if offence.why == "an unkind word" else ""
        figure = aimed_at(part, figures, offence.first, offence.last, sort=sort)
        if part.words[offence.last].low in {"to", "for"}:
            figure = next((f for f in figures if offence.last < f.first <= offence.last + 3), figure)
        lightly = offence.why == "a name, said lightly too" or part.low[offence.start : offence.end] == "fraud"
        if lightly and not said_of_someone(part, offence):
            return None
        if offence.sting is Sting.NICKNAME and SAID_IS.search(part.low, max(0, offence.start - 30), offence.start):
            if figure is None and not ROOM.search(part.low):
                return None  # a desk is a train wreck, a cat a drama queen
            if figure and figure.aim in AT_WORK and figure.last < offence.first:
                return replace(offence, aim=figure.aim, named=figure.named)
        if offence.why == "an unkind word" and YOU_ARE_A.search(part.low, max(0, offence.start - 24), offence.start):
            return None  # "you are a terrible parent" is a turn of its own
        if offence.why == "an unkind word" and IT_IS.search(part.low[max(0, offence.start - 24) : offence.start]):
            return None
        aim = offence.aim if fixed else figure.aim if figure else Aim.NOBODY
        named = bool(figure and figure.named)
        if self.reading.content.answers and WHOEVER.search(part.low, max(0, offence.start - 14), offence.start):
            aim, named = Aim.REVIEWER, False
        if fixed and figure and figure.aim in (Aim.SELF, Aim.PRIVATE) and offence.aim not in ADDRESSED:
            near = offence.first - figure.last
            if figure.aim is Aim.PRIVATE or (0 < near <= 2 and offence.sting in (Sting.NICKNAME, Sting.SUBTWEET)):
                return None
        if aim is Aim.NOBODY and offence.sting is Sting.DIAGNOSIS and ROOM.search(part.low):
            aim = Aim.PATIENTS
        if aim is Aim.NOBODY and self.reading.content.answers:
            aim, named = self.aim_by_answer(offence)
        if (
            aim is Aim.NOBODY
            and not self.reading.personal
            and offence.sting in (Sting.SARCASM, Sting.ARGUING, Sting.CONTEMPT)
            and (offence.why != "sarcasm" or ENDS_CLAUSE.match(part.low[offence.end : offence.end + 3]))
        ):
            aim = Aim.READER
        if aim in IN_CARE and part.low[offence.start : offence.end] in CONTEMPTUOUS:
            if SAID_IS.search(part.low, max(0, offence.start - 30), offence.start):
                offence = replace(offence, weight=max(2, offence.weight))
        tied = figure is not None and aim is Aim.PATIENTS and part.words[figure.last].low in AT_THE_DOOR
        return replace(offence, aim=aim, named=named, tied=tied)

    def aim_by_answer(self, offence: Offence) -> tuple[Aim, bool]:
        """Whom an answer strikes that names no one: who was asked about, or whoever wrote first."""
        if not self.reading.personal or offence.sting in (Sting.ARGUING, Sting.CONTEMPT):
            return Aim.REVIEWER, False
        answered = self.reading.answered
        asked = figures_of(answered, self.reading) if answered else []
        about = [f for f in asked if f.aim in (*AT_WORK, Aim.SOMEONE)]
        if about:
            return Aim.COLLEAGUE, True
        return (Aim.REVIEWER if offence.sting is Sting.SARCASM else Aim.NOBODY), False

    def weighed(self, part: "Part", offences: list[Offence]) -> list[Offence]:
        """Offences with their grade, each weak one only beside others of the same aim."""
        kept = [o for o in offences if not self.dropped(part, o, offences)]
        jeers = sum(o.weight for o in kept if o.why == "jeer")
        totals: dict[str, int] = {}
        for o in widest(o for o in kept if o.why != "jeer" and o.sting is not Sting.PROFANITY):
            totals[side(o.aim)] = totals.get(side(o.aim), 0) + o.weight
        found = []
        for o in kept:
            if o.why == "jeer":
                continue
            total = totals.get(side(o.aim), 0) + min(jeers, 2)
            grade = self.grade(part, o, total, kept)
            if grade is not None:
                found.append(replace(o, grade=grade))
        return found

    def dropped(self, part: "Part", o: Offence, offences: list[Offence]) -> bool:
        """Whether an offence is none: harmless aim, affection, words mentioned and not used, protected talk."""
        if o.why == "jeer":
            return False
        if self.mentions_only(part, o) or is_literal(part, o):
            return True
        if o.sting in (Sting.INSULT, Sting.NICKNAME) and o.why in LISTED and unsaid(part, o):
            return True
        if o.sting is Sting.MOCKERY:
            return not self.laughs_at(part, o)
        if o.sting is Sting.NICKNAME and NOT_A.search(part.low, max(0, o.start - 28), o.start):
            return True
        if o.sting is Sting.INSULT and ENDEARED.search(part.low, max(0, o.start - 24), o.start):
            return True
        if o.sting in (Sting.SLUR, Sting.LEGAL):
            return False
        if o.sting is Sting.THREAT:
            return (
                o.aim is Aim.PRIVATE
                or spoken_by_another(part, o)
                or bool(MINDS_HOW.match(part.low[o.end : o.end + 20]))
            )
        if o.sting is Sting.PREJUDICE:
            return o.aim in (Aim.SELF, Aim.PRIVATE)
        if self.protected and not self.outside_protection(o):
            return True
        if o.sting is Sting.GALLOWS:
            return self.reading.personal and self.at_home(part, o)
        if o.sting is Sting.POLITICS:
            return False
        if o.aim in HARMLESS and not (o.sting is Sting.PROFANITY and not self.reading.personal):
            return not (o.aim is Aim.NOBODY and not self.reading.personal and o.sting is Sting.RIVAL)
        if o.sting in LIGHT and o.aim in (*AT_WORK, Aim.SOMEONE, *ADDRESSED) and self.affection(part, offences, o):
            return True
        if o.tied and self.reading.author.clinical:
            return False
        return self.reading.personal and not self.works(part, fixed=o.sting in FIXED)

    def at_home(self, part: "Part", o: Offence) -> bool:
        """Whether a joke of the trade is made in a sentence about one's own kin, things or exams."""
        start, end = part.sentence_at(o.start)
        if part.has_within(start, end, "patient", "demeaning_name", "care_place"):
            return False
        return part.has_within(start, end, "private", "kin", "animal") or bool(HOMELY.search(part.low, start, end))

    def outside_protection(self, o: Offence) -> bool:
        """Personal abuse of a named colleague and contempt for people in care are not protected."""
        if o.aim in IN_CARE or o.aim is Aim.REVIEWER:
            return o.sting in (Sting.INSULT, Sting.CONTEMPT, Sting.NICKNAME) and o.weight >= 3
        return o.sting is Sting.INSULT and o.weight >= 3 and o.aim is Aim.COLLEAGUE and o.named

    def mentions_only(self, part: "Part", o: Offence) -> bool:
        """Whether a bad name is spoken about: in quotes or beside words about words."""
        if o.sting not in MENTIONABLE:
            return False
        start, end = part.sentence_at(o.start)
        near = [
            c for c in part.cues("advocacy") if start - 120 <= c.start < end + 120 and not o.start <= c.start < o.end
        ]
        if not near:
            return False
        if o.sting in (Sting.SLUR, Sting.INSULT):
            return any(m.start() < o.start < m.end() for m in QUOTES.finditer(part.low))
        return True

    def laughs_at(self, part: "Part", o: Offence) -> bool:
        """Whether someone in care is laughed at: a laugh, someone cared for, nobody of one's own."""
        if part.has("affection") or self.own_people(part) or self.reading.author.veterinary or self.tells_of_own(part):
            return False
        if o.weight >= 3:
            return True
        cared_for = (
            part.has("demeaning_name", "patient")
            or ROOM.search(part.low)
            or any(t.part == part.name and t.clinical for t in self.reading.tellings)
        )
        return bool(LAUGH.search(part.low)) and bool(cared_for or o.why in PLAINLY_PATIENTS)

    def gentle(self, part: "Part") -> bool:
        """Whether a laugh is a warm one, or at the author's own people, animals or mishaps."""
        return (
            part.has("affection")
            or self.own_people(part)
            or self.reading.author.veterinary
            or self.tells_of_own(part)
            or bool(WARM.search(part.text))
        )

    def own_people(self, part: "Part") -> bool:
        """Whether someone of private life is spoken of, and not "her husband" or "the driver"."""
        return any(f.aim is Aim.PRIVATE for f in figures_of(part, self.reading))

    def laughed_at(self, part: "Part") -> tuple[int, int] | None:
        """The sentence in which someone in a bed, at triage or at the counter is told of, where a part laughs."""
        if not self.reading.personal or not LAUGH.search(part.low) or self.gentle(part):
            return None
        who = SOMEONE_THERE.search(part.low)
        if who is None and part.has("care_noun", "procedure", "medicine", "drug", "condition"):
            who = SOME_BODY.search(part.low)
        return part.sentence_at(who.start()) if who else None

    def tells_of_own(self, part: "Part") -> bool:
        return bool(OWN.search(part.low))

    def warmth(self, part: "Part") -> int:
        """How many warm words and signs a part has."""
        if part.name not in self._warmth:
            self._warmth[part.name] = len(part.cues("affection")) + bool(WARM.search(part.text))
        return self._warmth[part.name]

    def affection(self, part: "Part", offences: list[Offence], o: Offence) -> bool:
        """Whether warm words outside the offence itself weigh more than what stings."""
        warm = self.warmth(part) - sum(o.start <= c.start < o.end for c in part.cues("affection"))
        heavy = sum(1 for o in widest(o for o in offences if o.sting is Sting.INSULT) if o.weight >= 3)
        return warm > 0 and warm >= heavy

    def works(self, part: "Part", *, fixed: bool) -> bool:
        """Whether a part speaks of work in care, by its words or, for turns that belong to work, by default."""
        if fixed and not part.has("aim_private"):
            return True
        answered = self.reading.answered
        return (
            not self.reading.personal
            or part.has(*WORK)
            or bool(TITLED.search(part.text))
            or (answered is not None and answered.has(*WORK))
        )

    def grade(self, part: "Part", o: Offence, total: int, kept: list[Offence]) -> Grade | None:
        """How much an offence weighs, given whom it strikes and what stands beside it."""
        match o.sting:
            case Sting.SLUR:
                return Grade.HOLD
            case Sting.PREJUDICE:
                return Grade.HOLD if o.weight >= 3 else Grade.REVIEW
            case Sting.THREAT:
                if o.weight >= 3 or total > o.weight:
                    return Grade.HOLD
                if o.weight < 2 or (o.aim in (Aim.SELF, Aim.NOBODY) and not self.reading.content.answers):
                    return None
                known = o.why == "friends with your boss" and not self.reading.content.answers
                return None if known else Grade.REVIEW
            case Sting.LEGAL:
                start, end = part.sentence_at(o.start)
                spoken = bool(SPEAKERS.search(part.low, start, end))
                return (
                    Grade.HOLD
                    if self.reading.content.answers or (spoken and not self.reading.personal) or o.aim in ADDRESSED
                    else None
                )
            case Sting.GALLOWS:
                return Grade.HOLD if o.weight >= 3 else Grade.REVIEW
            case Sting.NICKNAME | Sting.MOCKERY:
                return Grade.REVIEW if o.aim in AT_WORK else Grade.HOLD
            case Sting.DIAGNOSIS:
                return Grade.REVIEW
            case Sting.PROFANITY:
                return self.grade_of_swearing(o, kept)
            case Sting.POLITICS:
                return Grade.REVIEW
            case Sting.RIVAL if refers(part, o):
                return None
            case Sting.RIVAL:
                return Grade.REVIEW if not self.reading.personal else None
            case Sting.ARGUING:
                if self.reading.personal and not self.reading.content.answers:
                    return None
                alone = self.reading.content.answers or sum(k.sting in (Sting.ARGUING, Sting.SARCASM) for k in kept) > 1
                return None if total < 2 or not alone else Grade.HOLD if o.weight >= 3 else Grade.REVIEW
        if total < 2:
            return None
        if o.aim is Aim.PUBLIC:
            return None if self.reading.personal else Grade.REVIEW
        if o.sting is Sting.INSULT and o.weight >= 2:
            if o.aim in (Aim.COLLEAGUE, Aim.SOMEONE, Aim.PATIENT, *ADDRESSED):
                return Grade.HOLD if o.weight >= 3 or total >= 4 else Grade.REVIEW
            if o.aim is Aim.PATIENTS:
                return Grade.HOLD if o.weight >= 3 else Grade.REVIEW
        if o.sting is Sting.CONTEMPT:
            return Grade.HOLD if o.weight >= 3 or total >= 5 else Grade.REVIEW
        return Grade.REVIEW

    def grade_of_swearing(self, o: Offence, kept: list[Offence]) -> Grade | None:
        """Swearing counts at people in care, readers and colleagues, and in an organisation's own voice."""
        struck = any(
            k.sting in (Sting.INSULT, Sting.CONTEMPT, Sting.NICKNAME, Sting.THREAT) and k.weight >= 2
            for k in kept
            if k is not o
        )
        if self.reading.personal and DISEASE.match(o.part.low, o.end):
            return None
        if o.aim in (*IN_CARE, *ADDRESSED, *AT_WORK, Aim.SOMEONE) and struck:
            return Grade.HOLD if o.weight >= 2 else None
        if self.reading.personal:
            return Grade.REVIEW if o.weight >= 2 and o.aim in (*IN_CARE, Aim.REVIEWER) else None
        return (
            Grade.REVIEW
            if o.weight >= 2 or (o.aim in (*IN_CARE, *ADDRESSED) and o.part.low[o.start : o.end] != "hell")
            else None
        )


def is_literal(part: "Part", o: Offence) -> bool:
    """Whether a word that demeans stands for a thing here ("frequent flyer miles", "a chink in the armor")."""
    if o.sting not in (Sting.SLUR, Sting.NICKNAME):
        return False
    if LITERAL.match(part.low, o.start) or (o.sting is Sting.SLUR and is_a_name(part, o)):
        return True
    if o.sting is Sting.NICKNAME and spoken_by_another(part, o):
        return True
    return bool(OTHER_SEEKERS.search(part.low, max(0, o.start - 12), o.start))


def unsaid(part: "Part", o: Offence) -> bool:
    """Whether a bad name is denied, or is what someone calls themselves."""
    return bool(UNSAID.search(part.low, max(0, o.start - 40), o.start))


def is_a_name(part: "Part", o: Offence) -> bool:
    """Whether what also is a swear word is someone's name here ("Dick Van Dyke")."""
    return part.text[o.start].isupper() and any(n.first <= o.first <= n.last for n in part.names)


def spoken_by_another(part: "Part", o: Offence) -> bool:
    """Whether the words are another's: quoted in a report, put into a mouth, or the title of something."""
    if SAID_BY_ANOTHER.match(part.low[o.end : o.end + 12]) or A_TITLE.search(part.low, o.start, o.end + 30):
        return True
    quoted = next((m for m in QUOTES.finditer(part.low) if m.start() < o.start < m.end()), None)
    at = quoted.start() if quoted else o.start
    return bool(REPORTED.search(part.low[max(0, at - 50) : at]))


def refers(part: "Part", o: Offence) -> bool:
    """Whether another place is spoken of to send people there, not to belittle it."""
    start, end = part.sentence_at(o.start)
    return bool(REFERS.search(part.low, start, end))


def side(aim: Aim) -> str:
    """Aims that add up: those at work, those in care, those addressed."""
    if aim in AT_WORK or aim is Aim.SOMEONE:
        return "work"
    if aim in IN_CARE or aim in ADDRESSED:
        return "care"
    return aim.value


def hit(part: "Part", cue: Cue, category: str, sting: Sting, weight: int) -> Offence:
    aim = Aim.PATIENTS if category in {"demeaning_name", "diagnosis_joke"} else Aim.NOBODY
    if category in {"insult", "demeaning_name", "slur"}:
        why = "a name that insults"
    elif category == "insult_weak":
        why = "a name, said lightly too"
    elif category in {"trait", "trait_weak"}:
        why = "an unkind word"
    else:
        why = sting.value
    return Offence(part, cue.start, cue.end, cue.first, cue.last, sting, weight, aim, False, why)


def masked(part: "Part") -> Iterator[Offence]:
    """Words in disguise: "1d10t", "sh!t", "b****"."""
    low = part.low
    if part.unmasked is not part.plain:
        words = words_of(part.unmasked.low)
        if len(words) == len(part.words):
            for category, cues in cues_of(part.unmasked.low, words, lexicon()).items():
                if category in HIDDEN:
                    for cue in cues:
                        if low[cue.start : cue.end] != cue.phrase:
                            yield hit(part, cue, category, *LISTS[category])
    if "*" in low or "#" in low or "_" in low or "$" in low:
        for m in STARRED.finditer(low):
            if swear := unstarred(m[0]):
                first, last = word_span(part, *m.span())
                sting, weight = LISTS[swear]
                why = "a name that insults" if swear in NOUNS else sting.value
                yield Offence(part, *m.span(), first, last, sting, weight, Aim.NOBODY, False, why)


STARS = {
    "swearing": "fuck fucking fucked fuckin fucker shit shitty bullshit cunt pussy motherfucker fucks".split(),
    "insult": "asshole assholes bitch bitches dumbass dickhead douche idiot moron prick".split(),
    "slur": "faggot retard retarded nigger nigga tranny trannies spic chink kike dyke wetback".split(),
}


def unstarred(word: str) -> str | None:
    """The list that a starred word belongs to ("b****", "f***ing", "tr*nny")."""
    frame = re.compile(re.sub(r"[*#@$!_]+", lambda m: f"[a-z]{{1,{max(2, len(m[0]) + 1)}}}", word))
    return next((k for k, known in STARS.items() if any(frame.fullmatch(w) for w in known)), None)


def word_span(part: "Part", start: int, end: int) -> tuple[int, int]:
    """The numbers of the first and last word within ``start:end``; the word before where there is none."""
    words = part.words
    first = bisect_right(words, start, key=lambda w: w.end)
    last = bisect_left(words, end, key=lambda w: w.start) - 1
    if first <= last:
        return first, last
    before = max(0, first - 1)
    return before, before


def said_of_someone(part: "Part", o: Offence) -> bool:
    """Whether a word that is also an animal or a thing is used as a name for a person."""
    if GOES_ON.match(part.low[o.end : o.end + 20]):
        return True
    start, _ = part.sentence_at(o.start)
    if modifies_a_thing(part, o.last):
        return False
    return bool(SAID_OF.search(part.low, max(start, o.start - 45), o.start))


def widest(offences: Iterator[Offence]) -> list[Offence]:
    """Of overlapping offences the heaviest, then the longest."""
    kept: list[Offence] = []
    taken: dict[str, Taken] = {}
    for o in sorted(offences, key=lambda o: (-o.weight, o.start - o.end)):
        spoken_for = taken.setdefault(o.part.name, Taken(len(o.part.text)))
        if not spoken_for.touches(o.start, o.end):
            spoken_for.add(o.start, o.end)
            kept.append(o)
    return sorted(kept, key=lambda o: o.start)
