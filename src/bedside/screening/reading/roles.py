"""What a named person is to the telling, by the grammar around the name.

Each test looks at a name in its place and gives a reason, or "" where it has nothing to say; `TESTS`
says in which order they are asked. The first reason decides, and is kept.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bedside.core.content import Kind
from bedside.screening.reading import genre
from bedside.screening.reading.lazy import cached_property
from bedside.screening.reading.naming import Name

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part, Reading
    from bedside.screening.reading.words import Cue


class Role(StrEnum):
    """What a named person is to the telling."""

    TOLD_ABOUT = "told about"
    RELATIVE = "relative of someone told about"
    WORKFORCE = "works here"
    PUBLIC_FIGURE = "public figure"
    AUTHOR = "the author, or the author's own"
    FICTIONAL = "invented"
    ADDRESSEE = "spoken to"
    HISTORICAL = "of another time"
    PET = "an animal"
    UNKNOWN = "named, and nothing more is known"


# ---- words of the field, for the patterns below

_KIN = (
    r"son|daughter|kid|kiddo|baby|boy|girl|twins?|mom|mother|mama|mum|mommy|dad|father|papa|daddy|wife|hubby|husband|partner|"
    r"fiancee?|girlfriend|boyfriend|sister|sis|brother|bro|aunt|auntie|uncle|cousin|niece|nephew|grandma|grandmother|granny|"
    r"nana|grandpa|grandfather|grandson|granddaughter|grandbaby|grandkid|stepson|stepdaughter|stepmom|stepdad|godson|"
    r"goddaughter|abuel[oa]|tia|tio|hij[oa]|espos[oa]|herman[oa]|suegra|niet[oa]|comadre|compadre"
)
_FRIEND = r"best friend|bestie|roommate|friend|neighbor|neighbour|boss|teacher|landlord|ex"
_PATIENT = (
    r"patient|pt|client|resident|inpatient|survivor|warrior|fighter|superhero|champion|preemie|newborn|micropreemie|"
    r"frequent fl[yi]er|graduate|regular|paciente"
)
_DEPARTMENT = (
    r"billing|registration|admitting|admissions|scheduling|hr|it|evs|housekeeping|dietary|(?:the )?kitchen|nutrition|transport|"
    r"radiology|imaging|x-ray|(?:the )?lab|(?:the )?pharmacy|security|facilities|maintenance|marketing|communications|"
    r"accounting|payroll|finance|reception|(?:the )?front desk|the desk|nights?|days|day shift|night shift|evenings|weekends|"
    r"(?:the )?(?:er|ed|icu|or)|nicu|pt|ot|rehab|therapy|infusion|oncology|cardiology|pediatrics|peds|l&d|"
    r"labor and delivery|central supply|medical records|records|volunteer services|guest services|patient relations|"
    r"environmental services|engineering|\d{1,2} ?(?:west|east|north|south|tower)|"
    r"our (?:\w+ )?(?:team|desk|office|clinic|lab|unit|floor|department|pharmacy|kitchen|er|icu|crew)"
)
_WORKS = (
    r"works?|worked|working|volunteers?|volunteered|volunteering|retir\w+|joins?|joined|joining|leads?|leading|runs (?:our|it|this)|"
    r"explains?|teaches|presents|presenting|sees? patients|accept(?:s|ing) new|hosts?|hosting|reads (?:every|your)|trained at|earned|"
    r"passed (?:her|his|their) (?:boards|nclex|ccrn|exam)|receives|wins?|won (?:the|our)|promoted|celebrat\w+ (?:\d+|\w+) years|"
    r"been (?:here|with us|with our|part of our|on our|a nurse)|taught (?:me|us|our)|covering|draws|staffs?|organi[sz]es|on vacation|"
    r"on leave|off today|rocked|rocks|bakes|cooks|cleans|greets|opened (?:this|our|the)|inspect\w*|has fed|built (?:our|this|it)|"
    r"interprets|inks|makes|shows|shares|holds|speaks|helps|can (?:help|explain)|plays (?:on|at|in our|for)|picks up|answers|"
    r"takes (?:calls|reports)|fix(?:ed|es)|will see patients"
)

STAFF_TITLES = frozenset("dr doctor nurse professor prof".split())
FAME = frozenset(
    "senator sen congressman congresswoman rep governor gov president pres mayor king queen prince princess pope lord lady duke".split()
)
COURTESY = frozenset(
    "mr mrs ms miss mister sr sra don dona senor senora coach pastor deacon chief judge sgt sergeant".split()
)
KIN_TITLES = frozenset("grandma grandpa granny nana papa aunt auntie uncle tia tio abuela abuelo".split())
INVENTED_NAMES = frozenset(
    "sample example test testpatient donotuse placeholder dummy zzztest fakename demo anonymous google".split()
)

ENDS = r"[ ,:!#]*$"
CREDENTIALS_AFTER = re.compile(
    r"^,? ?(?:(?:rn|lpn|lvn|cna|np|aprn|crna|md|do|pa|pa-c|dds|dmd|dpm|phd|pharmd|bsn|msn|dnp|emt|pt|dpt|ot|otr|slp|lcsw|lmft|"
    r"rrt|cnm|fnp|facs|mph)\b(?:[-/, ]+|$)){1,4}"
)
SPOKEN_OF_AS_STAFF = re.compile(
    r"(?:\b(?:\w+ )?of the (?:month|year|week|quarter)[:,]?|\bspotlight[:,]?(?: on)?|\baward (?:goes|went) to|\bnominat\w+|"
    r"\bhonou?r(?:s|ing)|\bwelcome aboard,?|\bhappy (?:\w+ )?(?:retirement|workiversary)[^.!?]{0,20}|\bask our [a-z ]{0,30}|"
    r"\bask for|\bco-?worker|\bcolleague|\bteammate|\bpreceptor|\bmentor|\bvolunteer|\bwork (?:wife|husband|bestie|bff|mom|mama|twin)|"
    r"\bwelcome (?:our )?(?:new|newest) [a-z ]{0,30}|\btaught by|\bled by|\bpresented by|\bhosted by|\bbook with|\bgets you|\breach|"
    r"\bcall|\bcontact|\btips from|\bask)[ ,:!]*(?:to |our |own |the )*$"
)
WORK_FOLLOWS = re.compile(
    rf"^(?:'s)?,? (?:(?:who |which )?(?:has |have |is |are |was |just |also |now |will |here )*(?:{_WORKS})\b"
    rf"|(?:from|in|on|at|over in|down in|up in) (?:{_DEPARTMENT})\b)"
)
ABOUT_WORK = re.compile(
    r"\b(?:\d+|\w+(?:-\w+)?) (?:years|yrs|decades) (?:of service|with us|at the bedside|in (?:this|our)|here|on (?:this|our) (?:unit|team|floor)|"
    r"as (?:a|an|our)|and never|of caring|on (?:\d|nights|days|our))|\bhere for \d+|\b(?:retires?|retiring|retirement|promoted|promotion|"
    r"new hire|joins? our|joined our|on our team|team member|here since|with us since|accepting (?:new )?patients|sees? patients|office hours)\b"
)
LATER_RETIRES = re.compile(r"\b(?:he|she|they) (?:is |are )?retir\w+")
TOLD_OF_PATIENT = re.compile(
    r"^(?:'s)?,?(?: \w+){0,4}? ?\b(?:was (?:told|given|diagnosed|admitted|airlifted|rushed|flown|treated|discharged|intubated|paralyzed|"
    r"paralysed|injured|shot|stabbed|pronounced|hit|struck|burned|(?:one of )?our (?:\w+ )?patients?|our (?:first|last|youngest|oldest))|"
    r"is (?:home|recovering|stable|in surgery|in recovery|in remission|[io]n (?:our|the|my) (?:\w+ )?(?:icu|nicu|er|ed|hospital|ward|unit|floor)|"
    r"our (?:\w+ )?patient|(?:up here|back|here) (?:in our|on dialysis|for)|cancer[- ]free|sober|clean|on the mend|being discharged|"
    r"out of surgery|going home|pregnant|on dialysis|in (?:room |bed )?\d{1,4}[a-d]?\b)|"
    r"(?:just |finally |recently )?(?:came (?:in|to (?:us|our|the er|see))|coded|collapsed|survived|rang (?:the|our|that) bell|"
    r"graduated from (?:our|the) (?:nicu|picu|icu|rehab|program)|went home|left (?:our|the) (?:nicu|picu|icu|hospital|unit)|checked in|"
    r"passed away|threw|bit me|finished (?:chemo|radiation|proton|treatment)|lost (?:\d+|\w+) (?:pounds|lbs)|"
    r"turned (?:9\d|1[01]\d)|walked (?:out|again)|rolled out|can (?:walk|see|hear|read|dance|finally|talk|swallow|breathe|run) |"
    r"gave (?:a|her|his) (?:kidney|liver)|needs? (?:a )?(?:kidney|liver|heart|transplant|surgery)|"
    r"starts? (?:chemo|radiation|dialysis|treatment)|arrived (?:at|this|on|just)|weighed in|finally pooped|presented (?:a|with)|"
    r"has (?:been battling|\d+ days)))"
)
TOLD_AFTER = re.compile(
    r"^(?:, (?:your (?:\w+ )?(?:glasses|crown|results?|order|prescription|labs?|contacts|aligners|records|appointment|cleaning|x-rays?|"
    r"referral|refill)\b|no cavities)| says (?:her|his) new | is down \d+ | is (?:in|on) (?:my|our) | fell (?:again|and|out|in)\b|"
    r" made us (?:laugh|cry|smile)|, who spent \d+ )"
)
HAS_A = re.compile(
    r"^(?:'s)? (?:\w+ )?(?:has|had|have|having|got|gets|getting|needs?|needed|beat|beats|beating|fought|fights|finished|started|survived|"
    r"after|before|with|without|gave|lost|battl\w+|overcame|conquered|faces?|faced) (?:(?:her|his|their|a|an|the|two|three|that|new|last|first|both) ){0,3}"
)
OWNED = re.compile(r"^'?s (?:(?!mom|dad|family|wife|husband|son|daughter)[\w-]+ ){0,3}$")
BY_DEPARTMENT = re.compile(rf"^(?: (?:from|in|on|at|over in|down in) (?:{_DEPARTMENT}))")
PRONOUN_FOLLOWS = re.compile(r"[,.!] (?:she|he)(?:'s| is| was| has| had)\b")
LED_BY = re.compile(r"\b(?:after|with|for|from|having|had|has|her|his|a|an|the|in|on)(?: \w+){0,2} $")
UNPAID = re.compile(r"\b(?:no-?shows?|owes?|past due|collections|unpaid|overdue)\b")
PATIENT_BEFORE = re.compile(rf"\b(?:{_PATIENT})s?(?: named| is| was)?,? ?:? ?$")
DOCTOR_RESIDENT = re.compile(
    r"\b(?:(?:chief|senior|medicine|surgery|surgical|medical|psychiatry|pediatric|emergency) |co-?)resident"
)
# Verbs of care whose object is whoever is in care: "we discharged Ada Example".
CARED_FOR_BEFORE = re.compile(
    r"\b(?:(?:re)?admitted|discharged|intubated|extubated|triaged|sedated|resuscitated|transfused|biopsied|catheterized|"
    r"(?:operated|operating|operates) on|(?:cared|caring|cares) for|(?:took|taking|takes) care of) $"
)
PATIENT_AFTER = re.compile(rf"^, (?:our|my|a|one of our) (?:[\w-]+ ){{0,3}}(?:{_PATIENT})\b")
OLD_BEFORE = re.compile(r"\b(?:\d{1,3}|\w+)[- ](?:year|month|week|day)s?[- ]old (?:\w+ )?$")
SUPPORT_BEFORE = re.compile(
    r"\b(?:pray\w*(?: for)?|prayers (?:up )?for|rip|rest in peace,?|rest easy,?|justice for|get well(?: soon)?,?|"
    r"welcome (?:to the world|earthside|back to [a-z ]{3,20}),?|(?:so |we're |we are )?proud of you,?|cpr on|one of our patients,?|"
    r"in (?:loving )?memory of|we mourn|we lost|said goodbye to|never forget|dine out for|fundraiser for|donate (?:to|for)|off for|"
    r"ring that bell,?|way to go,?|braces off:?|(?:patient|client|smile|baby|kid|warrior|fighter|camper|star) "
    rf"(?:of the (?:day|week|month)|spotlight)(?: is|:)?|transformation \w+:|before and after:|guess who(?:'s|se)? [^.!?:]{{3,30}}:){ENDS}"
)
LOVE_BEFORE = re.compile(r"\bsen[dt](?:ing)? (?:\w+ )?(?:love|hugs|prayers) to|\bhugs (?:to|for)")
RESIDENT_OF = re.compile(rf"\bresident (?:of the (?:day|week|month)|spotlight)(?: is|:)?{ENDS}")
LIVES_WITH_US = re.compile(
    r"nursing home|assisted living|memory care|senior|long[- ]term care|skilled nursing|hospice|group home|veterans home|residential",
    re.I,
)
STRONG_TAG = re.compile(r"^ ?(?:strong|gets his|gets her|warrior|fights|beats)\b")
SUPPORT_TAG = re.compile(r"#(?:team|pray(?:ers)?(?: )?for|justice(?: )?for|\w*strong)[ ]?$")
MADE_BY = re.compile(
    r"\b(?:by|artist|photographer|musician|pianist|guitarist|teacher|principal|mayor|commissioner|councilm[ae]n|superintendent|leader|"
    r"auctioneer|emcee|organist|designer|architect|essayist|poet|from the|essay by|join)[ ,:]*$"
)
OWN_KIN = re.compile(
    rf"\b(?:my|mi|our) (?:own |sweet |little |big |late |dear )?(?:\w+ )?(?:{_KIN}|{_FRIEND})[, ]*(?:named )?$"
)
WORK_FRIEND = re.compile(
    r"\b(?:work (?:wife|husband|bestie|bff|mom|mama|twin|sister|brother)|my (?:boss|manager))[, ]*$"
)
READERS_KIN = re.compile(rf"\b(?:your|tu|su) (?:\w+ )?(?:{_KIN}|{_FRIEND})[, ]*$")
THEIR_KIN = re.compile(
    rf"\b(?:his|her|their|su|whose)(?: \w+)? (?:{_KIN})[, ]*(?:named )?$|'s (?:\w+ )?(?:{_KIN})[, ]*$"
    r"|\b(?:mom|mama|mother|dad|father|sister|brother|twin|husband|wife|daughter|granddaughter|grandson|nephew|niece)[, ]+$"
)
KIN_AFTER = re.compile(rf"^(?:'s|s) (?:\w+ )?(?:{_KIN}|parents|family)\b")
GIFT_OR_STAGE = re.compile(
    r"\b(?:gifts?|donat\w+|generous\w*|generosity|gala|raised|fundrais\w+|foundation|sponsor\w*|endow\w+|naming|"
    r"ribbon|auction\w*|credit union|grant|scholarship|memorial fund|in honor of|keynote|speaker|lecture|concert|performs?|"
    r"performing|book(?: club| signing)|author|library|exhibit|gallery|band|dj|emcee)\b"
)
_BEAST = (
    r"dog|doggo|pup|puppy|cat|kitty|kitten|horse|pony|goat|rabbit|bunny|llama|hamster|parrot|pig|tabby|beagle|labrador|retriever|"
    r"poodle|doodle|goldendoodle|corgi|fish|hedgehog|turtle|axolotl|robot|manikin|mannequin|skeleton|raccoon"
)
ANIMAL_BEFORE = re.compile(
    rf"\b(?:(?:facility|therapy|service|comfort|support|my|our|her|his|the|a|an) (?:\w+ )?)?(?:{_BEAST})s?(?: named| called)?,? $"
)
ANIMAL_AFTER = re.compile(rf"^(?:'s)?,?(?: is| was)?,? (?:the |our |a |my )(?:\w+ ){{0,2}}(?:{_BEAST}|bear)\b")
ANIMALS = re.compile(
    r"\b(?:therapy dog|facility dog|service dog|golden retriever|tail wag\w*|belly rubs|ear rubs|good boy|best boy|robot #?\d|new robot)\b"
)
MADE_UP = re.compile(
    r"\b(?:isn't real|is not real|not a real (?:person|patient)|made (?:her|him|them|it|\w+) up|made[- ]up|fictional|fictitious|imaginary|"
    r"composite|sample patient|test patient|dummy patient|training environment|manikin|mannequin|practice (?:scenario|case|question)|"
    r"teddy bear clinic|once upon a time|storybook|happy halloween)\b"
)
TOY = re.compile(r"\b(?:plush\w*|stuffed|teddy|cartoon|mascot|puppet|plaster|lego)\b")
FAME_BEFORE = re.compile(
    r"\b(?:senator|congress(?:wo)?man|representative|governor|president|prime minister|first lady|secretary|actor|actress|singer|rapper|"
    r"comedian|comic|novelist|bestselling author|celebrity|olympian|gold medalist|nobel laureate|astronaut|tv host|talk show host|"
    r"nba star|nfl star|pop star|rock star|film star|movie star|superstar) $"
)
CARED_FOR = re.compile(
    r"\b(?:our er|our ed|our icu|my er|our unit|my unit|came in|brought in|by ambulance|admitted|checked in|our patient|my patient|"
    r"we treated|i treated|chart)\b"
)
FOUNDER = re.compile(r"\b(?:founder|founded|co-founder|founding|namesake)\b")
OLD_YEAR = re.compile(r"\b(?:1[5-8]\d\d|19[0-4]\d)s?\b")
LIVING = re.compile(
    r"\b(?:turns?|turned|turning|years? old|birthday|born|class of|vet|veteran|survivor|still with us|today)\b"
)
SELF = re.compile(r"(?:\bi'm|\bi am|\bmy name is|\bme llamo|\bsoy|\bit's me,?|\bhi,? i'm) $")
GREETED = re.compile(
    r"(?:^|[.!?\n] ?|\baww+,? )[\"'(]?(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hola|estimad[oa]|querid[oa]|thanks?|thank you|"
    r"thanks (?:so much|a million|a lot|a bunch)|thank you (?:so|very) much|many thanks|mil gracias|gracias|bravo|way to go|yess+|"
    r"welcome back|congrat\w*|sorry(?: to hear (?:this|that))?|(?:so )?proud of you|love you|girl|omg)[ ,!:]*$"
)
OF_OTHERS = re.compile(r"^(?:'s)? (?:and (?:the|our)|from|in|on|for (?:teaching|leading)|is|was|will|has|who)\b")
CALLED_START = re.compile(r"^(?:,|!+|:| you\b| your\b| we\b| that\b| thank| so sorry| please\b| i\b| -)")
CALLED_END_BEFORE = re.compile(
    r"(?:, ?|(?:proud of|love|thank|miss|bless|with|for|hear|see|know) (?:you|u|it|this|that|ya) |congrats |felicidades )$"
)
CALLED_END_AFTER = re.compile(r"^(?:[.!?]|,| ?[^\w\s.,;:'\"()-]|\s*$|\n)")
OUR_SOMEONE = re.compile(r"\b(?:our|the|my|a) [\w' -]{2,40}, ?$")
PASS_ON = re.compile(
    r"\b(?:thrilled|tickled|delighted|pass(?:ing|ed)? (?:this|it|that|your|along|on)|forward\w*|shar\w+ (?:this|it|your)|let (?:\w+ )know|"
    r"nominate|deserves?|blush\w*|grin\w*|insufferable|embarrassed|hear (?:it|this|that)|made (?:his|her|their) (?:day|week)|lucky to have|"
    r"love having|happy to hear|so pleased|will be|so are we|agree|steals?|credit|gladly|accepted|missed)\b"
)
PRAISE = re.compile(
    r"\b(?:is|was|are|were) (?:\w+ ){0,3}(?:the best|amazing|great|wonderful|kind|sweet|so \w+|awesome|gentle|angel|magician|reason|"
    r"fantastic|lovely|rude|mean|patient|caring|incredible|a gem|best)\b|\b(?:best|love|loved|thank\w*|shout ?out|kudos|rude|rushed|desk)\b"
)
ABOUT_KIN = re.compile(rf"\b(?:my|our|mi) (?:\w+ )?(?:{_KIN}|friend|neighbor)\b|\bloves\b")
ASKED_AFTER = re.compile(
    r"\b(?:in your|at your|is that|in there|there\?|is he|is she|did (?:he|she)|was it|ok\?|okay\?|out so long|doing\?|funeral|make it)\b"
)
SHOWN = re.compile(
    r"\b(?:board|screen|monitor|chart|wristband|bracelet|label|whiteboard|door card|census|schedule|list|mrn|room|gown|bed|reads?|"
    r"reading|showing|strip|card)\b"
)
LISTED_THERE = re.compile(
    r"\b(?:on there|on (?:the|my|our) (?:\w+ )?(?:list|board|census|schedule)|(?:draw|surgery|or) list)\b"
)
SECRET = re.compile(
    r"\b(?:(?:didn't|did not) hear (?:it|this) from me|(?:don't|dont) (?:say|tell (?:\w+ )?) ?i (?:said|told)|(?:don't|dont) say (?:it came|i said|i told)|"
    r"keep (?:this|it) (?:between us|quiet)|between us|not supposed to (?:say|tell)|i peeked|i looked (?:him|her) up|shouldn't be telling)\b"
)
CARE_WORDS_ES = re.compile(
    r"\b(?:cita|presion|cirugia|azucar|insulina|parto|operacion|operad[oa]|tratamiento|receta|embarazo|bebe|dialisis|diabetes|cancer|vacuna|"
    r"hospitalizad[oa]|paciente|camina sin|ya no necesita)\b"
)
_AGE = r"(?:1[01]\d|\d{1,2})"
AGED = re.compile(rf"^(?:, (?:age )?| \(){_AGE}[,.)!?;]|^,? (?:is|turns|turned|who is) {_AGE}\b(?![:/%])")
IN_ROOM = re.compile(
    r"^,? (?:is )?(?:in|from|over in) (?:room |rm |bed |bay )?\d{1,4}[a-d]?\b(?! ?(?:minutes|hours|days|weeks|years|am|pm|%))"
)
HIS_OR_HER = re.compile(r"\b(?:her|his|their)(?: [\w-]+){0,2} $")

NEAR_WORDS = ("condition", "procedure", "drug", "care_verb", "outcome", "number_record")
OWNED_WORDS = ("condition", "procedure", "drug", "body", "outcome", "care_noun", "record_noun", "bill_noun")


class Scene:
    """What the tests ask of a part as a whole, found once."""

    def __init__(self, part: "Part") -> None:
        self.part = part
        self.low = part.low

    @cached_property
    def near(self) -> list[int]:
        """Where words of illness and care stand, and words for one patient."""
        cues = self.part.cue_map
        singular = (c for c in cues.get("patient", ()) if not c.phrase.endswith("s"))
        return sorted(c.start for c in (*(c for k in NEAR_WORDS for c in cues.get(k, ())), *singular))

    @cached_property
    def owned(self) -> list["Cue"]:
        return sorted((c for k in OWNED_WORDS for c in self.part.cue_map.get(k, ())), key=lambda c: c.start)

    @cached_property
    def jobs(self) -> list["Cue"]:
        return sorted(self.part.cues("staff", "occupation"), key=lambda c: (c.start, c.end))

    @cached_property
    def quotes(self) -> list[int]:
        return [m.start() for m in re.finditer('"', self.part.text)]

    @cached_property
    def pictures(self) -> list[tuple[int, int]]:
        return sorted(self.part.pictures)

    @cached_property
    def old_ages(self) -> list[int]:
        return [t.start for t in self.part.times if t.kind in {"age", "age_tail"}]

    @cached_property
    def made_up(self) -> bool:
        return MADE_UP.search(self.low) is not None

    @cached_property
    def animals(self) -> bool:
        return ANIMALS.search(self.low) is not None

    @cached_property
    def secret(self) -> bool:
        return SECRET.search(self.low) is not None

    @cached_property
    def long_ago(self) -> bool:
        return (
            OLD_YEAR.search(self.low) is not None
            and genre.NEW_YEAR.search(self.low) is None
            and LIVING.search(self.low) is None
        )

    @cached_property
    def retires(self) -> bool:
        return LATER_RETIRES.search(self.low) is not None

    def any_near(self, start: int, end: int) -> bool:
        at = bisect_left(self.near, start)
        return at < len(self.near) and self.near[at] < end

    def first(self, cues: list["Cue"], start: int, end: int) -> "Cue | None":
        """The first of these cues that begins within a stretch."""
        at = bisect_left(cues, start, key=lambda c: c.start)
        return cues[at] if at < len(cues) and cues[at].start < end else None


@dataclass(frozen=True, slots=True)
class Seen:
    """A name in its place: the words before and after it within reach, and its sentence."""

    name: Name
    part: "Part"
    scene: Scene
    reading: "Reading"
    start: int  # of the title, where there is one
    before: str = field(repr=False)
    after: str = field(repr=False)
    sentence: str = field(repr=False)
    span: tuple[int, int]  # of the sentence

    @property
    def titled(self) -> str:
        return self.name.title

    @property
    def words(self) -> list[str]:
        return [w for w in re.findall(r"[a-z'-]+", self.name.text.lower()) if len(w) > 2]

    @property
    def answers(self) -> bool:
        return self.reading.content.answers


def seen_at(name: Name, part: "Part", scene: Scene, reading: "Reading") -> Seen:
    start, end = part.sentence_at(name.start)
    first = name.title_start if name.title else name.start
    return Seen(
        name=name, part=part, scene=scene, reading=reading, start=first,
        before=part.low[max(0, first - 70, start - 30) : first],
        after=part.low[name.end : min(len(part.low), name.end + 110, max(end, name.end) + 60)],
        sentence=part.low[max(start, first - 400) : min(end, name.end + 400)], span=(start, end),
    )  # fmt: skip


# ---- tests: a reason, or ""


def invented(seen: Seen) -> str:
    if overlaps(seen, "fictional"):
        return "a figure of fiction"
    if INVENTED_NAMES & set(seen.name.text.lower().split()):
        return "a made-up name"
    if seen.scene.made_up or TOY.search(seen.before[-30:] + " " + seen.after[:14]):
        return "the text says that it is made up"
    return ""


def animal(seen: Seen) -> str:
    if ANIMAL_BEFORE.search(seen.before) or (ANIMAL_AFTER.match(seen.after) and not KIN_AFTER.match(seen.after)):
        return "called an animal"
    if seen.scene.animals and not seen.name.family and not seen.titled:
        return "an animal is told about"
    if seen.reading.author.veterinary and not seen.titled:
        return "the patients here are animals"
    return ""


def historical(seen: Seen) -> str:
    if seen.scene.long_ago:
        return "a year before 1950 stands beside"
    if FOUNDER.search(seen.before[-30:] + " " + seen.after[:30]):
        return "a founder"
    return ""


def public_figure(seen: Seen) -> str:
    return "a well-known person" if overlaps(seen, "famous") and not CARED_FOR.search(seen.sentence) else ""


def office_holder(seen: Seen) -> str:
    if (seen.titled in FAME or FAME_BEFORE.search(seen.before)) and not CARED_FOR.search(seen.sentence):
        return "a public office or fame is named"
    return ""


def told_outright(seen: Seen) -> str:
    """The words around the name call the person a patient, or mourn and support one."""
    if PATIENT_BEFORE.search(seen.before) and not DOCTOR_RESIDENT.search(seen.before):
        return "named as a patient"
    if PATIENT_AFTER.match(seen.after) or OLD_BEFORE.search(seen.before):
        return "named as a patient"
    if CARED_FOR_BEFORE.search(seen.before) and seen.titled not in STAFF_TITLES and not seen.after.startswith("'s "):
        return "someone in care by what was done"
    if RESIDENT_OF.search(seen.before) and LIVES_WITH_US.search(seen.reading.content.author_role):
        return "named as a patient"
    if TOLD_AFTER.match(seen.after) and seen.titled not in STAFF_TITLES:
        return "what follows is told of a patient"
    if SUPPORT_TAG.search(seen.before) or (seen.before.endswith("#") and STRONG_TAG.match(seen.after)):
        return "a hashtag of support"
    if SUPPORT_BEFORE.search(seen.before):
        return "words of support or mourning stand before"
    if (seen.titled == "baby" or seen.before.endswith("baby ")) and not seen.before.endswith("my baby "):
        return "a newborn is named"
    return ""


def self_named(seen: Seen) -> str:
    if SELF.search(seen.before) and not in_quotes(seen):
        return "the author's own name"
    return ""


def own_kin(seen: Seen) -> str:
    if not seen.reading.personal or seen.answers or WORK_FRIEND.search(seen.before):
        return ""
    if OWN_KIN.search(seen.before):
        return "the author's own family or friend"
    if seen.titled in KIN_TITLES and not seen.part.has("patient", "work"):
        return "the author's own family"
    return ""


def on_roster(seen: Seen) -> str:
    roster, words = seen.reading.roster, seen.words
    if not roster or not words:
        return ""
    by_title = len(words) == 1 and seen.titled in STAFF_TITLES and any(words[0] in entry for entry in roster)
    return "on the roster of staff" if by_title or frozenset(words) in roster else ""


def credentialed(seen: Seen) -> str:
    typed = seen.part.text[seen.name.end : seen.name.end + 5].strip(" ,")
    if CREDENTIALS_AFTER.match(seen.after) and typed[:2].isupper():
        return "credentials follow the name"
    if seen.titled in STAFF_TITLES:
        return "a professional title"
    return ""


def relative_of_told(seen: Seen) -> str:
    if seen.reading.personal and re.search(r"\bmy (?:\w+ )?\w+[, ]*$", seen.before):
        return ""
    if THEIR_KIN.search(seen.before):
        return "family of someone told about"
    if KIN_AFTER.match(seen.after) and not seen.titled and seen.reading.kind is not Kind.STORY:
        return "family of this person is told about"
    return ""


def gone_to_care(seen: Seen) -> str:
    """What follows the name is told of a patient, whoever it is: staff can be patients."""
    department = BY_DEPARTMENT.match(seen.after)
    beyond = department.end() if department else 0
    if TOLD_OF_PATIENT.match(seen.after[beyond:]):
        return "what follows is told of a patient"
    if not department and IN_ROOM.match(seen.after):
        return "a room or bed follows"
    end = seen.name.end + beyond
    owned = seen.scene.first(seen.scene.owned, end + 1, end + 60)
    if owned is not None:
        between = seen.part.low[end : owned.start]
        if OWNED.match(between) and seen.titled not in STAFF_TITLES:
            return "the name owns a word of illness or care"
        has = HAS_A.match(between)
        if has and has.end() == len(between) and owned.category not in {"bill_noun", "record_noun"}:
            return "the name is said to have or to go through it"
    pronoun = PRONOUN_FOLLOWS.search(seen.after[:60]) if seen.titled not in STAFF_TITLES else None
    if pronoun:
        near = seen.name.end + pronoun.end()
        told = seen.scene.first(seen.scene.owned, near, near + 40)
        if told is not None and told.category in {"condition", "procedure", "outcome"}:
            if LED_BY.search(seen.part.low, near, told.start):
                return "the pronoun that follows is told to have or to go through it"
    return ""


def staff_by_grammar(seen: Seen) -> str:
    if SPOKEN_OF_AS_STAFF.search(seen.before):
        return "spoken of as staff"
    if WORK_FOLLOWS.match(seen.after):
        return "work or a department follows"
    if job_beside(seen):
        return "a job stands beside"
    about_work = ABOUT_WORK.search(seen.sentence) or ABOUT_WORK.search(seen.after) or seen.scene.retires
    return "the sentence is about work" if about_work and not seen.part.has("outcome") else ""


def job_beside(seen: Seen) -> bool:
    """Whether a job stands right before the name or in apposition ("our nurse Ana", "Bo, 34, our plumber")."""
    low, scene = seen.part.low, seen.scene
    at = bisect_left(scene.jobs, max(0, seen.start - 50), key=lambda c: c.start)
    for cue in scene.jobs[at : at + 8]:
        if cue.start >= seen.start:
            break
        link = JOB_LINK.fullmatch(low[cue.end : seen.start])
        if link is None:
            continue
        if link["named"]:
            return True
        lead = low[max(0, cue.start - 40) : cue.start]
        if re.search(r"\b(?:your|his|her|their) (?:\w+ )?$", lead):
            continue
        if cue.category == "staff" or re.search(r"\bour (?:\w+ ){0,3}$", lead):
            return True
    after = scene.first(scene.jobs, seen.name.end + 1, seen.name.end + 48)
    if after is None:
        return False
    lead_in = APPOSITION.fullmatch(low[seen.name.end : after.start])
    if lead_in is None or not (low[seen.name.end] == "," or lead_in["whose"]):
        return False
    return after.category == "staff" or lead_in["whose"] == "our"


JOB_LINK = re.compile(
    r"(?P<named>'s name is|: named|: called|, named)? ?[ ,:(]*(?:named |emeritus |extraordinaire |chief |supervisor |manager |\w+ist )?"
)
APPOSITION = re.compile(
    r"(?:, (?:age )?\d{1,3})?,? (?:is |was )?(?P<whose>our|the|a|an|one of our|head|chief|senior|lead|longtime|charge)?(?: [\w-]+){0,3} ?"
)


def addressed(seen: Seen) -> str:
    if not seen.answers or seen.titled in STAFF_TITLES or CREDENTIALS_AFTER.match(seen.after):
        return ""
    before = seen.before.rstrip("¡¿ \"'").rstrip()
    if GREETED.search(seen.before) and not OF_OTHERS.match(seen.after):
        return "called by name at the start"
    starts = not before or before[-1] in ".!?\n"
    if starts and (CALLED_START.match(seen.after) or not seen.after.strip()):
        return "called by name at the start"
    at_end = CALLED_END_BEFORE.search(seen.before) and CALLED_END_AFTER.match(seen.after)
    return "called by name at the end" if at_end and not OUR_SOMEONE.search(seen.before) else ""


def staff_in_reply(seen: Seen) -> str:
    """Someone the rating speaks of, praised or blamed, whom the reply answers for."""
    around = said_in_answered(seen)
    if not around:
        return ""
    titled = (rf"\b(?:nurse|dr|doctor|tech|aide|therapist)\.? {re.escape(w)}\b" for w in seen.words)
    if any(re.search(pattern, around) for pattern in titled):
        return "the rating speaks of this person's work"
    if ABOUT_KIN.search(around) or ASKED_AFTER.search(around):
        return ""
    return "the rating speaks of this person's work" if PASS_ON.search(seen.sentence) or PRAISE.search(around) else ""


def told_in_reply(seen: Seen) -> str:
    """Someone the comment asks about, or the reader's family, of whom the answer then tells."""
    answered = seen.reading.answered
    if not seen.answers or answered is None:
        return ""
    if READERS_KIN.search(seen.before):
        return "family or friend of the reader"
    if said_in_answered(seen) and (ABOUT_KIN.search(answered.low) or ASKED_AFTER.search(answered.low)):
        return "the comment asks about this person"
    return ""


def told_of_family(seen: Seen) -> str:
    answered = seen.reading.answered
    if not seen.answers or answered is None:
        return ""
    if ABOUT_KIN.search(answered.low) and genre.is_episode(seen.sentence):
        return "the comment speaks of family, and the answer tells of someone"
    return ""


def told_by_sight(seen: Seen) -> str:
    """Names laid open in a picture, on a list, or in confidence."""
    at = bisect_left(seen.scene.pictures, (seen.name.start + 1, 0)) - 1
    if at >= 0 and seen.name.start < seen.scene.pictures[at][1] and SHOWN.search(seen.sentence):
        return "shown in a picture with a chart, board or wristband"
    if LISTED_THERE.search(seen.sentence):
        return "stands on a list"
    return "told in confidence" if seen.scene.secret else ""


def told_by_story(seen: Seen) -> str:
    if seen.reading.kind is not Kind.STORY:
        return ""
    return "a story tells of someone" if seen.scene.near or not GIFT_OR_STAGE.search(seen.sentence) else ""


def maker_or_guest(seen: Seen) -> str:
    return "someone who made, gave or led something" if MADE_BY.search(seen.before) else ""


def told_by_health(seen: Seen) -> str:
    """Words of illness or care in the same sentence or the one beside it."""
    official = not seen.reading.personal and not seen.answers
    if (official and GIFT_OR_STAGE.search(seen.sentence)) or READERS_KIN.search(seen.before):
        return ""
    start, end = seen.span
    reach = 90 if official else 40
    near = seen.scene.any_near(max(start - reach, seen.name.start - 400), min(end + reach, seen.name.end + 400))
    if seen.titled in COURTESY and (near or seen.scene.old_ages or seen.scene.owned):
        return "a courtesy title, and words of illness or care"
    age = AGED.match(seen.after)
    if age and (int(re.findall(r"\d+", age[0])[0]) > 89 or (official and age[0][0] in ",( ")):
        return "an age follows the name"
    if official and UNPAID.search(seen.sentence):
        return "a debt is told"
    if LOVE_BEFORE.search(seen.before):
        return "words of support stand before"
    at = bisect_left(seen.scene.old_ages, start)
    if at < len(seen.scene.old_ages) and seen.scene.old_ages[at] < end:
        return "an age over 89 is near"
    if not near and not (official and CARE_WORDS_ES.search(seen.sentence)):
        return ""
    if age or genre.is_episode(seen.sentence) or genre.NEAR_TIME.search(seen.sentence):
        return "words of illness or care are near"
    return "words of illness or care belong to the person" if official and owns_care(seen) else ""


def living_with_us(seen: Seen) -> str:
    """Someone on the page of a home, where those who are named live there unless they work there."""
    role = seen.reading.content.author_role
    if seen.reading.personal or seen.answers or not LIVES_WITH_US.search(role) or GIFT_OR_STAGE.search(seen.sentence):
        return ""
    return "named on the page of a home" if re.match(r"'?s? \w+", seen.after) else ""


# ---- what the tests share


def owns_care(seen: Seen) -> bool:
    """Whether "her", "his" or "their" in the sentence owns a word of illness or care."""
    start, end = max(seen.span[0], seen.name.start - 300), min(seen.span[1], seen.name.end + 300)
    at = bisect_left(seen.scene.owned, start, key=lambda c: c.start)
    for cue in seen.scene.owned[at : at + 12]:
        if cue.start >= end:
            break
        if HIS_OR_HER.search(seen.part.low, max(start, cue.start - 30), cue.start):
            return True
    return False


def overlaps(seen: Seen, category: str) -> bool:
    cues = seen.part.cue_map.get(category, [])
    at = max(0, bisect_left(cues, seen.start, key=lambda c: c.start) - 1)
    return any(c.start < seen.name.end and seen.start < c.end for c in cues[at : at + 4])


def in_quotes(seen: Seen) -> bool:
    return bisect_left(seen.scene.quotes, seen.name.start) % 2 == 1


def said_in_answered(seen: Seen) -> str:
    """The sentence of what is answered that has this name; "" where none has."""
    answered = seen.reading.answered
    if not seen.answers or answered is None:
        return ""
    for word in seen.words:
        m = re.search(rf"\b{re.escape(word)}\b", answered.low)
        if m:
            return answered.low[slice(*answered.sentence_at(m.start()))]
    return ""


Test = Callable[[Seen], str]
TESTS: tuple[tuple[Role, Test], ...] = (
    (Role.FICTIONAL, invented),
    (Role.PET, animal),
    (Role.HISTORICAL, historical),
    (Role.PUBLIC_FIGURE, public_figure),
    (Role.WORKFORCE, on_roster),
    (Role.ADDRESSEE, addressed),
    (Role.TOLD_ABOUT, told_outright),
    (Role.AUTHOR, self_named),
    (Role.AUTHOR, own_kin),
    (Role.RELATIVE, relative_of_told),
    (Role.TOLD_ABOUT, gone_to_care),
    (Role.PUBLIC_FIGURE, office_holder),
    (Role.WORKFORCE, credentialed),
    (Role.WORKFORCE, staff_in_reply),
    (Role.TOLD_ABOUT, told_in_reply),
    (Role.WORKFORCE, staff_by_grammar),
    (Role.TOLD_ABOUT, told_of_family),
    (Role.TOLD_ABOUT, told_by_sight),
    (Role.TOLD_ABOUT, told_by_story),
    (Role.UNKNOWN, maker_or_guest),
    (Role.TOLD_ABOUT, told_by_health),
    (Role.TOLD_ABOUT, living_with_us),
)
# Reasons so plain that they make a name of a word which the lists doubt.
OUTRIGHT = frozenset(
    [
        "called by name at the start", "called by name at the end", "named as a patient", "a hashtag of support",
        "family of someone told about", "family or friend of the reader", "a newborn is named",
    ]
)  # fmt: skip
# Reasons by which someone works in care, whatever else is told.
STAFF_FOR_SURE = frozenset(["on the roster of staff", "credentials follow the name", "a professional title"])
# Reasons that call someone a patient in so many words.
CALLED_PATIENT = frozenset(["named as a patient", "someone in care by what was done"])
# Reasons that give way to one told of the same name elsewhere.
BY_DEFAULT = frozenset(
    [
        "a story tells of someone",
        "words of illness or care are near",
        "the sentence is about work",
        "told in confidence",
    ]
)


def role_of(seen: Seen) -> tuple[Role, str]:
    """The role, by the first test that speaks, and its reason."""
    for role, test in TESTS:
        why = test(seen)
        if why:
            return role, why
    return Role.UNKNOWN, "nothing near says who this is"
