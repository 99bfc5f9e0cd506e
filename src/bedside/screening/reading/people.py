"""People who are named, and what each is to the telling.

`naming` says where a name stands; here grammar says whose it is. The same name on the same page is
a patient after "rang the bell", a nurse after "welcome", and nobody's secret after "in 1903". Every
role keeps the reason that decided it, so that a reviewer can disagree with it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bedside.core.content import Kind
from bedside.screening.reading import genre
from bedside.screening.reading.naming import CREDENTIALS, SURE, Name

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part, Reading


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


@dataclass(frozen=True, slots=True)
class Person:
    """A name at ``start:end`` of the part's plain text, courtesy title included.

    ``named`` is False where only initials stand for the name. ``why`` is the sign that decided the
    role, in our own words.
    """

    part: str
    start: int
    end: int
    name: str = field(repr=False)
    role: Role
    named: bool = True
    why: str = ""
    odds: float = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A name in its place: the words before and after it within reach, and its sentence."""

    name: Name
    part: "Part"
    reading: "Reading"
    before: str = field(repr=False)
    after: str = field(repr=False)
    sentence: str = field(repr=False)

    @property
    def titled(self) -> str:
        return self.name.title


HEALTH = (
    "condition", "procedure", "drug", "care_verb", "outcome", "body", "care_noun", "patient", "care_place", "measure",
)  # fmt: skip
FAME = frozenset(
    "senator sen congressman congresswoman rep governor gov president pres king queen prince princess pope lord lady bishop".split()
)
STAFF_TITLES = frozenset("dr doctor nurse professor prof chef".split())
CLINICAL_NAME = re.compile(
    r"^,? ?(?:(?:rn|lpn|lvn|cna|np|aprn|crna|md|do|pa|pa-c|dds|dmd|dpm|phd|pharmd|bsn|msn|dnp|emt|pt|dpt|otr|slp|lcsw|lmft|rrt|cnm|fnp|facs|mph)\b(?:[-/, ]+|$)){1,4}"
)
DEPARTMENT = (
    r"(?:billing|registration|admitting|admissions|scheduling|hr|it|ev[s]|housekeeping|dietary|the kitchen|kitchen|nutrition|transport|radiology|imaging|x-ray|"
    r"lab|the lab|pharmacy|security|facilities|maintenance|marketing|communications|accounting|payroll|finance|reception|the front desk|front desk|the desk|"
    r"nights?|days|day shift|night shift|evenings|weekends|the er|er|the ed|ed|icu|the icu|nicu|or|the or|pt|ot|rehab|therapy|infusion|oncology|cardiology|pediatrics|peds|l&d|labor and delivery|"
    r"central supply|medical records|records|volunteer services|guest services|patient relations|environmental services|engineering|our \w+ (?:team|desk|office|clinic|lab|unit|floor|department)|our (?:team|lab|unit|floor|front desk|office|clinic|er|icu|pharmacy|kitchen|desk))"
)
BEFORE_STAFF = re.compile(
    r"(?:\bwelcom\w+(?: aboard)?(?: to)?(?: the team)?|\bcongrat\w*(?: to)?(?: our(?: own)?)?|\bkudos to|\bshout ?-?outs?(?: to)?(?: our)?|\b(?:employee|nurse|doctor|provider|"
    r"volunteer|caregiver|teammate|colleague|resident) (?:of the (?:month|year|week|quarter)|spotlight)[:,]?|\bspotlight[:,]?(?: on)?|\baward (?:goes|went) to|"
    r"\bhonou?r(?:s|ing|ed)?|\bnominat\w+|\brecogni[sz]\w+|\bwork (?:wife|husband|bestie|bff|mom|mama|twin|sister|brother)|\bpreceptor|\bmentor|\bboss|\bmanager|\bsupervisor|"
    r"\bcolleague|\bco-?worker|\bteammate|\bretirement,?(?: to)?|\bworkiversary,?|\banniversary,?(?: to)?|\bask for|\bask|\bthanks to|\btaught by|\bled by|\bhosted by|\bwith|\bjoin|"
    r"\bcall|\bcontact|\btext|\bemail|\bsee|\bbook with|\bpresented by|\bvolunteers?|\bintern|\bfounder|\bfrom our)[ ,:!]*(?:to |our |own |the )*$"
)
HARD_BEFORE_STAFF = re.compile(
    r"(?:\bwork (?:wife|husband|bestie|bff|mom|mama|twin)|\bof the (?:month|year|week|quarter)[:,]?|\baward (?:goes|went) to|\bspotlight[:,]?(?: on)?|\bnominat\w+|\bwelcome aboard,?|"
    r"\bhappy (?:\w+ )?(?:retirement|workiversary)[^.!?]{0,20}|\bask our [a-z ]{0,30}|\bco-?worker|\bcolleague|\bteammate|\bpreceptor|\bmentor|\bvolunteer|\bwelcome (?:our )?(?:new|newest) [a-z ]{0,30})[ ,:!]*(?:to |our |own |the )*$"
)
AFTER_STAFF = re.compile(
    rf"^(?:'s)?,? (?:(?:who )?(?:has |have |is |are |was |just |also |now |will |hereby )?(?:(?:works?|worked|working|volunteers?|volunteered|volunteering|retir\w+|joins?|joined|joining|leads?|leading|runs our|explains?|teaches|presents|"
    r"presenting|sees patients|see patients|accepting|accepts new|answers?|hosts?|hosting|speaks?|reads every|reads your|trained at|earned|passed (?:her|his|their)|received|receives|wins?|won (?:the|our)|named|"
    r"promoted|celebrat\w+ (?:\d+|\w+) years|been (?:here|with us|with our|part of our|on our|a nurse|at)|served (?:our|this|as)|taught (?:me|us)|covering|draws|staffs?|organi[sz]es|"
    r"on vacation|on leave|off today|rocked|rocks|bakes|cooks|cleans|greets)\b)"
    rf"|(?:from|in|on|at|of|over in|down in|up in) {DEPARTMENT}\b"
    r"|(?:,? )?(?:our|the|a|an) (?:\w+[ -]){0,3}(?:nurse|doctor|physician|surgeon|therapist|tech|technician|technologist|aide|pharmacist|"
    r"dentist|hygienist|optometrist|midwife|doula|chaplain|counselor|dietitian|cook|chef|manager|director|coordinator|receptionist|volunteer|"
    r"specialist|practitioner|pulmonologist|cardiologist|\w+ologist|\w+iatrician|\w+iatrist|\w+ogist|navigator|educator|clerk|scheduler|custodian|housekeeper|"
    r"intern|resident physician|fellow|provider|paramedic|emt|medic|assistant|officer|president|ceo|cfo|cno|administrator|supervisor|lead)\b)"
)
AFTER_COMMA_JOB = re.compile(
    r"^, (?:(?:our|the|a|an|head|chief|senior|lead|longtime|new|night|day|charge|clinic|unit|hospital|registered|environmental|patient|food|medical) ){0,3}"
    r"(?:nurs\w+|doctor|physician|surgeon|therapist|tech\w*|aide|pharmac\w+|dentist|hygienist|optometrist|midwife|doula|chaplain|counselor|dietitian|cook|chef|"
    r"manager|director|coordinator|receptionist|volunteer|specialist|practitioner|\w+ologist|\w+iatrician|navigator|educator|clerk|scheduler|custodian|housekeep\w+|"
    r"intern|fellow|provider|paramedic|emt|services|assistant|ceo|cfo|president|administrator|supervisor|peer support)\b"
)
YEARS_HERE = re.compile(
    r"\b(?:\d+|\w+(?:-\w+)?) (?:years|yrs|decades) (?:of service|with us|at the bedside|in (?:this|our)|here|on (?:this|our) (?:unit|team|floor)|as (?:a|an|our)|and never|of caring)|"
    r"\b(?:retires?|retiring|retirement|promoted|promotion|new hire|first day on the job|joins? our|joined our|our team since|here since|with us since|passed (?:her|his|their) (?:boards|nclex|ccrn|exam)|"
    r"award|nominat\w+|certification|certified|accepting (?:new )?patients|sees? patients|office hours|employee|staff|on our team|our team|our crew|team lead|scholarship|graduat\w+ from (?:nursing|medical|pharmacy|dental))\b"
)
SUBJECT_PATIENT = re.compile(
    r"^(?:'s)?,?(?: \w+){0,4}? ?\b(?:was (?:told|given|diagnosed|admitted|airlifted|rushed|flown|treated|discharged|intubated|paralyzed|paralysed|injured|shot|stabbed|born|pronounced|hit|struck|burned|one of our patients|our (?:first |last |youngest |oldest )?patient|our (?:first|youngest|oldest))|"
    r"is (?:home|recovering|stable|in surgery|in recovery|in remission|in (?:our|the) (?:icu|nicu|er|ed|hospital|ward)|our (?:first|youngest|oldest|newest) patient|(?:back )?in our|cancer[- ]free|sober|clean|on the mend|being discharged|out of surgery|going home|pregnant|not doing|on dialysis)|"
    r"(?:just |finally |recently )?(?:had (?:her|his|their|a|an|surgery|two|three)|came (?:in|to (?:us|our|the er|see))|coded|collapsed|survived|rang (?:the|our|that) bell|graduated from (?:our|the) (?:nicu|picu|icu|rehab|program)|went home|"
    r"left (?:our|the) (?:nicu|picu|icu|hospital|unit)|checked in|got (?:her|his|their) (?:\w+ )?(?:cast|braces|results|port|implant|hearing|new|stitches|stent|biopsy|pathology)|passed away|died|threw|bit me|pulled (?:out )?(?:her|his)|finished (?:chemo|radiation|proton|treatment)|"
    r"beat (?:cancer|sepsis|leukemia|pneumonia|covid|\w+ cancer)|lost (?:\d+|\w+) (?:pounds|lbs)|turned 9\d|turned 1[01]\d|has (?:been battling|cystic|cancer|diabetes|autism|epilepsy|sickle|asthma|leukemia|\d+ days|down syndrome|dementia|alzheimer)|"
    r"walked (?:out|again)|can (?:walk|see|hear|read|dance|finally|talk|swallow|breathe|run) |gave (?:a|her|his) (?:kidney|liver)|needs? (?:a )?(?:kidney|liver|heart|transplant|surgery)|starts? (?:chemo|radiation|dialysis|treatment)|arrived at \d|weighed in|finally pooped))"
)
BEFORE_PATIENT = re.compile(
    r"(?:\b(?:my|our|the|a|this|another|fellow|first|last|favorite) (?:\w+ )?(?:patient|pt|client|resident|survivor|warrior|fighter|superhero|champion|hero|graduate|preemie|newborn|frequent flyer)s?(?: named)?|"
    r"\bpatient(?: named| is| was)?|\bpt|\bpray\w*(?: for)?(?: our)?|\bprayers (?:up )?for|\brip|\brest in peace,?|\brest easy,?|\bjustice for|\bteam|\bbaby|\blittle|\bbig (?:brother|sister)|\bhero|\bwarrior|"
    r"\bwelcome (?:to the world|earthside),?|\bsurvivor|\bdonor|\bone of our patients,?|\bin memory of|\bcpr on|\bcare of|\bdelivered|\btreated|\bdiagnosed|\bsending love to|\bhugs to|\bget well,?(?: soon,?)?|\bfundraiser for|"
    r"\bdine out for|\bdonate (?:to|for)|\bstory of|\bmeet|\bfor|\bwhen|\bremember)[ ,:!#]*(?:our |sweet |little |tiny )*$"
)
OWN_KIN = re.compile(
    r"\b(?:my|mi|our) (?:own |sweet |little |big |late |dear |work )?(?:\w+ )?(?:son|daughter|kid|kiddo|baby|boy|girl|twins?|mom|mother|mama|mum|mommy|dad|father|papa|daddy|wife|hubby|husband|partner|fiance\w?|girlfriend|boyfriend|sister|sis|brother|bro|"
    r"aunt|auntie|uncle|cousin|niece|nephew|grandma|grandmother|granny|nana|grandpa|grandfather|grandson|granddaughter|grandbaby|stepson|stepdaughter|godson|goddaughter|best friend|bestie|roommate|abuel[oa]|tia|tio|hij[oa]|espos[oa]|herman[oa]|suegra|comadre|compadre|familia|family)[, ]*(?:named )?$"
)
WORK_FRIEND = re.compile(r"\bwork (?:wife|husband|bestie|bff|mom|mama|twin|sister|brother)[, ]*$")
KIN_TITLES = frozenset("grandma grandpa granny nana papa aunt auntie uncle tia tio abuela abuelo".split())
THEIR_KIN = re.compile(
    r"\b(?:his|her|their|'s|su|whose) (?:\w+ )?(?:son|daughter|kid|baby|mom|mother|mama|dad|father|wife|husband|hubby|partner|fiance\w?|girlfriend|boyfriend|sister|brother|twin(?: brother| sister)?|aunt|uncle|cousin|niece|nephew|"
    r"grandm\w+|grandp\w+|grandson|granddaughter|grandfather|stepson|stepdaughter|parents|hij[oa]|espos[oa]|herman[oa]|mamá|mama|abuel[oa]|niet[oa])[, ]*(?:named )?$"
    r"|\b(?:mom|mama|mother|dad|father|sister|brother|twin|husband|wife|son|daughter|granddaughter|grandson|nephew|niece)[, ]+$"
)
KIN_AFTER = re.compile(
    r"^(?:'s|s) (?:\w+ )?(?:mom|mother|mama|dad|father|wife|husband|parents|sister|brother|son|daughter|twin|grandm\w+|grandp\w+|family|kid|boyfriend|girlfriend|partner|aunt|uncle|nephew|niece|cousin)\b"
)
GRATITUDE_FOR_GIFT = re.compile(
    r"\b(?:gift|gave|giv(?:es?|ing)|donat\w+|generous\w*|generosity|gala|raised|fundrais\w+|foundation|sponsor\w*|endow\w+|naming|ribbon|auction\w*|credit union|grant|scholarship|memorial fund|in honor of|"
    r"keynote|speaker|lecture|concert|performs?|performing|book(?: club| signing)|author|library|exhibit|gallery|band|dj|mc|emcee)\b"
)
ANIMAL_BEFORE = re.compile(
    r"\b(?:(?:facility|therapy|service|comfort|support|emotional support|my|our|her|his|the) (?:\w+ )?(?:dog|doggo|pup|puppy|cat|kitty|kitten|horse|pony|goat|rabbit|bunny|llama|hamster|parrot|pig|tabby|beagle|lab|labrador|retriever|poodle|doodle|goldendoodle|corgi|fish|hedgehog|turtle|robot)|"
    r"beagle|tabby|retriever|poodle|goldendoodle|corgi|dog|cat|pup|puppy|kitten|raccoon)s?(?: named| called)?,? $"
)
ANIMAL_AFTER = re.compile(
    r"^(?:'s)?,?(?: is| was)?,? (?:the |our |a |my )?(?:\w+ ){0,2}(?:dog|doggo|pup|puppy|cat|kitty|kitten|horse|pony|goat|rabbit|bunny|llama|hamster|parrot|tabby|beagle|labrador|retriever|poodle|doodle|goldendoodle|corgi|manikin|mannequin|robot|skeleton|bear|fish|hedgehog|turtle)\b"
)
ANIMAL_NEAR = re.compile(
    r"\b(?:therapy dog|facility dog|service dog|golden retriever|paws|tail wag\w*|wags|belly rubs|ear rubs|treats and naps|good boy|best boy)\b"
)
INVENTED = re.compile(
    r"\b(?:isn't real|is not real|not a real|made (?:her|him|them|it|\w+) up|made[- ]up|fictional|fictitious|invented|imaginary|composite|pretend|sample patient|test patient|dummy patient|training environment|"
    r"simulat\w+|manikin|mannequin|plush\w*|stuffed|teddy|cartoon|mascot|halloween|once upon a time|storybook|puppet|lego|plaster)\b"
)
INVENTED_NAME = frozenset(
    "sample example test testpatient donotuse placeholder dummy zzztest doe fakename demo anonymous".split()
)
FAME_BEFORE = re.compile(
    r"\b(?:senator|congress(?:wo)?man|representative|governor|president|prime minister|first lady|secretary|actor|actress|singer|rapper|comedian|comic|novelist|bestselling author|celebrity|olympian|gold medalist|"
    r"nobel laureate|astronaut|tv host|talk show host|quarterback|nba star|nfl star|pop star|rock star|film star|movie star|superstar|legend) $"
)
SPOKE_OUT = re.compile(
    r"\b(?:on tv|talk\w* about|open\w* up|speak\w* out|spoke out|shared|announc\w+|interview|podcast|tweet\w*|documentary|magazine|memoir|toured|visited our|visits our|rally|vote|bill|law|signed into|fund|election|speech)\b"
)
CARED_FOR = re.compile(
    r"\b(?:our er|our ed|our icu|my er|our unit|my unit|came in|brought in|by ambulance|admitted|checked in|our patient|my patient|we treated|i treated|chart)\b"
)
SELF = re.compile(r"(?:\bi'm|\bi am|\bmy name is|\bme llamo|\bsoy|\bthis is|\bit's me,?|\bhi,? i'm) $")
BIRTHDAY = re.compile(r"\b(?:turns?|turned|turning|birthday|candles)\b")
PASS_ON = re.compile(
    r"\b(?:thrilled|tickled|delighted|pass(?:ing|ed)? (?:this|it|that|your|along|on)|forward\w*|shar\w+ (?:this|it|your)|let (?:\w+ )know|tell|nominate|deserves?|blush\w*|grin\w*|insufferable|embarrassed|"
    r"hear (?:it|this|that)|made (?:his|her|their) (?:day|week)|proud of|lucky to have|love having|happy to hear|so pleased|will be|so are we|agree|steals?|credit|gladly|accepted)\b"
)
PRAISE = re.compile(
    r"\b(?:is|was|are|were) (?:\w+ ){0,3}(?:the best|amazing|great|wonderful|kind|sweet|so \w+|awesome|gentle|angel|magician|reason|fantastic|lovely|rude|mean|patient|caring|incredible|a gem|best)\b|\b(?:best|love|loved|thank\w*|shout ?out|kudos|rude|rushed)\b"
)
RATED_AS_PATIENT = re.compile(
    r"\b(?:my|our) (?:\w+ )?(?:son|daughter|kid|baby|boy|girl|mom|mother|dad|father|wife|husband|sister|brother|grand\w+|aunt|uncle|friend|nephew|niece|cousin)\b|\bloves\b"
)
DONE_TO = re.compile(r"\b(?:in your|at your facility|in there|is he|is she|did (?:he|she)|was it|ok\?|okay\?)\b")
LATE = 1950
DEAD_YEAR = re.compile(r"\b(1[5-8]\d\d|19[0-4]\d)s?\b")
LIVING = re.compile(
    r"\b(?:turns?|turned|turning|years? old|birthday|born|class of|vet|veteran|survivor|still|today|now)\b"
)
FOUNDER = re.compile(r"\b(?:founder|founded|co-founder|founding|namesake|established)\b")

Test = Callable[[Seen], str]


def people_of(reading: "Reading") -> tuple[Person, ...]:
    """Everyone named in the parts that are judged, in reading order."""
    seen = [s for part in reading for s in seen_in(part, reading)]
    decided = [(s, *role_of(s)) for s in seen]
    return tuple(
        person(s, role, why)
        for s, role, why in agreed(decided)
        if s.name.points >= SURE or (role is not Role.UNKNOWN and s.name.points >= needed(s, why))
    )


STRONG = -2.6  # where grammar says outright that a name stands here
WEAK = -1.2  # where the context only suggests it


def needed(seen: Seen, why: str) -> float:
    return STRONG if why in OUTRIGHT or seen.name.initials else WEAK


OUTRIGHT = frozenset(
    [
        "called by name at the start",
        "called by name at the end",
        "named as a patient",
        "given as a patient's name",
        "a hashtag of support",
    ]
)


def roster_of(staff: tuple[str, ...]) -> frozenset[frozenset[str]]:
    """The words of each name on a roster, titles and credentials left out."""
    return frozenset(
        frozenset(
            w for w in re.findall(r"[a-z'-]+", entry.lower()) if len(w) > 2 and w not in STAFF_TITLES | CREDENTIALS
        )
        for entry in staff
    )


def seen_in(part: "Part", reading: "Reading") -> Iterator[Seen]:
    for name in part.names:
        start, end = part.sentence_at(name.start)
        first = name.title_start if name.title else name.start
        yield Seen(
            name=name,
            part=part,
            reading=reading,
            before=part.low[max(0, first - 70, start - 30) : first],
            after=part.low[name.end : min(len(part.low), name.end + 110, end + 60)],
            sentence=part.low[start:end],
        )


def person(seen: Seen, role: Role, why: str) -> Person:
    name = seen.name
    start = name.title_start if name.title else name.start
    return Person(
        part=seen.part.name, start=start, end=name.end, name=seen.part.text[start : name.end], role=role,
        named=not name.initials, why=why, odds=round(name.odds, 2),
    )  # fmt: skip


def role_of(seen: Seen) -> tuple[Role, str]:
    """The role, by the first test that speaks, and its reason."""
    for role, test in TESTS:
        why = test(seen)
        if why:
            return role, why
    return Role.UNKNOWN, "nothing near says who this is"


DECISIVE = (
    Role.FICTIONAL, Role.PET, Role.HISTORICAL, Role.PUBLIC_FIGURE, Role.AUTHOR, Role.ADDRESSEE, Role.RELATIVE, Role.TOLD_ABOUT,
    Role.WORKFORCE, Role.UNKNOWN,
)  # fmt: skip


def agreed(decided: list[tuple[Seen, Role, str]]) -> Iterator[tuple[Seen, Role, str]]:
    """Let later mentions of a name have the role of the mention that says most."""
    best: dict[str, tuple[Role, str]] = {}
    for seen, role, why in decided:
        for word in words_in(seen):
            if word not in best or firmness(role, why) > firmness(*best[word]):
                best[word] = (role, why)
    for seen, role, why in decided:
        others = [best[w] for w in words_in(seen)]
        other = max(others, key=lambda o: firmness(*o), default=(role, why))
        if firmness(*other) > firmness(role, why):
            role, why = other
        yield seen, role, why


def firmness(role: Role, why: str) -> int:
    if role is Role.UNKNOWN:
        return 0
    return 1 if why in DEFAULTS else 2


DEFAULTS = frozenset(["a story tells of someone", "words of illness or care are near", "nothing near says who this is"])


def words_in(seen: Seen) -> list[str]:
    return [w for w in re.findall(r"[a-z'-]+", seen.name.text.lower()) if len(w) > 2]


# ---- tests, each a reason or ""


def invented(seen: Seen) -> str:
    if overlaps(seen, "fictional"):
        return "a figure of fiction"
    if INVENTED_NAME & set(seen.name.text.lower().split()):
        return "a made-up name"
    if (INVENTED.search(seen.sentence) and not seen.reading.answered) or INVENTED.search(
        seen.before[-40:] + seen.after[:40]
    ):
        return "the text says that it is made up"
    return ""


def animal(seen: Seen) -> str:
    if ANIMAL_BEFORE.search(seen.before) or (ANIMAL_AFTER.match(seen.after) and not KIN_AFTER.match(seen.after)):
        return "called an animal"
    if ANIMAL_NEAR.search(seen.part.low) and not seen.name.family:
        return "an animal is told about"
    if seen.reading.author.veterinary and not seen.titled:
        return "the patients here are animals"
    return ""


def historical(seen: Seen) -> str:
    year = DEAD_YEAR.search(seen.sentence) or DEAD_YEAR.search(seen.before + seen.after)
    if year and int(year[1]) < LATE and not LIVING.search(seen.sentence) and not genre.NEW_YEAR.search(seen.sentence):
        return "a year before 1950 stands beside"
    if FOUNDER.search(seen.before[-30:] + seen.after[:30]):
        return "a founder"
    return ""


def public_figure(seen: Seen) -> str:
    cared_for = CARED_FOR.search(seen.sentence)
    if overlaps(seen, "famous") and not cared_for:
        return "a well-known person"
    if (seen.titled in FAME or FAME_BEFORE.search(seen.before)) and not cared_for:
        if SPOKE_OUT.search(seen.sentence) or not seen.part.has("care_verb", "outcome"):
            return "a public office or fame is named"
    return ""


def self_named(seen: Seen) -> str:
    if SELF.search(seen.before) and not in_quotes(seen):
        return "the author's own name"
    return ""


def own_kin(seen: Seen) -> str:
    reading = seen.reading
    if not reading.personal or WORK_FRIEND.search(seen.before):
        return ""
    if OWN_KIN.search(seen.before):
        return "the author's own family or friend"
    if seen.titled in KIN_TITLES and not seen.part.has("patient", "work"):
        return "the author's own family"
    return ""


def on_roster(seen: Seen) -> str:
    roster = seen.reading.roster
    words = words_in(seen)
    if (
        roster
        and words
        and (
            frozenset(words) in roster
            or (len(words) == 1 and seen.titled in STAFF_TITLES and any(words[0] in r for r in roster))
        )
    ):
        return "on the roster of staff"
    return ""


def credentialed(seen: Seen) -> str:
    if CLINICAL_NAME.match(seen.after) and seen.part.text[seen.name.end : seen.name.end + 5].strip(" ,")[:2].isupper():
        return "credentials follow the name"
    if seen.titled in STAFF_TITLES:
        return "a professional title"
    return ""


def staff_by_grammar(seen: Seen) -> str:
    if seen.titled in STAFF_TITLES or HARD_BEFORE_STAFF.search(seen.before):
        return "spoken of as staff"
    if AFTER_STAFF.match(seen.after) or AFTER_COMMA_JOB.match(seen.after):
        return "a job or department follows"
    if job_before(seen):
        return "a job stands before"
    if YEARS_HERE.search(seen.sentence) and not seen.part.has("outcome"):
        return "the sentence is about work"
    return ""


def gone_to_care(seen: Seen) -> str:
    """Staff and others who are told about as patients all the same."""
    if SUBJECT_PATIENT.match(seen.after):
        return "what follows is told of a patient"
    return ""


def named_as_patient(seen: Seen) -> str:
    m = re.search(
        r"\b(?:patient|pt|client|resident|survivor|warrior|superhero|preemie|frequent flyer)s?(?: named| is| was)?[ ,:]*$",
        seen.before,
    )
    if m and not re.search(
        r"\b(?:chief|senior|medicine|surgery|surgical|medical|intern|psychiatry|pediatric|emergency) resident",
        seen.before,
    ):
        return "named as a patient"
    if re.match(
        r"^, (?:our|my|a|one of our) (?:\w+ ){0,2}(?:patient|frequent flyer|resident|client|survivor|warrior|preemie|graduate)\b",
        seen.after,
    ):
        return "named as a patient"
    if re.search(
        r"\b(?:pray\w*(?: for)?|prayers (?:up )?for|rip|rest in peace,?|rest easy,?|justice for|sending love to|get well(?: soon)?,?|welcome (?:to the world|earthside),?|cpr on|one of our patients,?|in memory of)[ ,:!#]*(?:our |sweet |little )*$",
        seen.before,
    ):
        return "words of support or mourning stand before"
    if re.search(r"#(?:team|pray(?:ers)?(?: )?for|justice(?: )?for)[ ]?$", seen.before):
        return "a hashtag of support"
    return ""


def relative_of_told(seen: Seen) -> str:
    if seen.reading.personal and re.search(r"\bmy (?:\w+ )?\w+[, ]*$", seen.before):
        return ""
    if THEIR_KIN.search(seen.before):
        return "family of someone told about"
    if KIN_AFTER.match(seen.after) and not seen.titled and seen.reading.kind is not Kind.STORY:
        return "family of this person is told about"
    return ""


def addressed(seen: Seen) -> str:
    if not seen.reading.content.answers or seen.titled in STAFF_TITLES:
        return ""
    before, after = seen.before.rstrip(), seen.after
    if GREETED.search(seen.before) and not OF_OTHERS.match(after):
        return "called by name at the start"
    starts = not before or before[-1] in ".!?\n"
    if starts and (CALLED_START.match(after) or not after.strip()):
        return "called by name at the start"
    if CALLED_END_BEFORE.search(seen.before) and CALLED_END_AFTER.match(after):
        return "called by name at the end"
    return ""


GREETED = re.compile(
    r"(?:^|[.!?\n] ?|\baww+,? )(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hola|estimad[oa]|querid[oa]|thanks?|thank you|thanks (?:so much|a million|a lot|a bunch)|thank you (?:so|very) much|many thanks|mil gracias|gracias|bravo|way to go|yess+|yay|welcome back|congrat\w*|sorry|proud of you|so proud of you|love you|girl|omg)(?: to hear this| to hear that)?[ ,!:]*$"
)
OF_OTHERS = re.compile(r"^(?:'s)? (?:and (?:the|our)|from|in|on|for (?:teaching|leading)|is|was|will|has|who)\b")
CALLED_START = re.compile(r"^(?:,|!+|:| you\b| your\b| we\b| that\b| thank| so sorry| please\b| i\b| -)")
CALLED_END_BEFORE = re.compile(r"(?:, ?| you | u | it |\bthis |\bthat )$")
CALLED_END_AFTER = re.compile(r"^(?:[.!?]|,| ?[^\w\s.,;:'\"()-]|\s*$|\n)")


def staff_in_reply(seen: Seen) -> str:
    """Someone the rating speaks of, praised or blamed, whom the reply answers for."""
    answered = seen.reading.answered
    if not seen.reading.content.answers or answered is None:
        return ""
    words = words_in(seen)
    if not words or not any(w in answered.low for w in words):
        return ""
    around = next(
        (answered.low[slice(*answered.sentence_at(answered.low.find(w)))] for w in words if w in answered.low), ""
    )
    if RATED_AS_PATIENT.search(around) or DONE_TO.search(around):
        return ""
    if PASS_ON.search(seen.sentence) or PRAISE.search(around):
        return "the rating speaks of this person's work"
    return ""


def named_in_answer(seen: Seen) -> str:
    """Someone the comment asks about, whom the answer then tells about."""
    answered = seen.reading.answered
    if not seen.reading.content.answers or answered is None:
        return ""
    if any(w in answered.low for w in words_in(seen)) and (
        RATED_AS_PATIENT.search(answered.low) or DONE_TO.search(answered.low)
    ):
        return "the comment asks about this person"
    return ""


def giver_or_speaker(seen: Seen) -> str:
    return ""


def told_by_story(seen: Seen) -> str:
    if seen.reading.kind is Kind.STORY and not GRATITUDE_FOR_GIFT.search(seen.sentence):
        return "a story tells of someone"
    return ""


def told_by_picture(seen: Seen) -> str:
    """Names that a picture lays open: on boards, screens, wristbands."""
    if any(a <= seen.name.start < b for a, b in seen.part.pictures) and SHOWN.search(seen.sentence + seen.before):
        return "shown in a picture with a chart, board or wristband"
    return ""


SHOWN = re.compile(
    r"\b(?:board|screen|monitor|chart|wristband|bracelet|label|whiteboard|door card|census|schedule|list|mrn|room|gown|bed|reads?|reading|showing)\b"
)


def told_by_health(seen: Seen) -> str:
    """Words of illness or care in the same sentence or the one beside it."""
    if seen.reading.kind is Kind.POST and not seen.reading.personal and GRATITUDE_FOR_GIFT.search(seen.sentence):
        return ""
    start, end = seen.part.sentence_at(seen.name.start)
    reach = 60 if seen.reading.content.answers or seen.reading.personal else 90
    near = [
        c
        for k in HEALTH
        for c in seen.part.cue_map.get(k, ())
        if start - reach <= c.start < end + reach and not seen.name.start <= c.start < seen.name.end
    ]
    if near and (
        genre.is_episode(seen.sentence)
        or seen.part.has("outcome", "care_verb")
        or AGED.match(seen.after)
        or genre.NEAR_TIME.search(seen.sentence)
    ):
        return "words of illness or care are near"
    if AGED.match(seen.after) and near:
        return "words of illness or care are near"
    return ""


AGED = re.compile(r"^(?:, (?:age )?| \()\d{1,3}[,.)!?;]|^,? (?:is|turns|turned) \d{1,3}\b")


def job_before(seen: Seen) -> bool:
    """Whether a job or a place at work stands right before the name ("our nurse Ana")."""
    start = seen.name.title_start if seen.name.title else seen.name.start
    for cue in (*seen.part.cue_map.get("staff", ()), *seen.part.cue_map.get("job", ())):
        if (
            cue.end <= start
            and start - cue.end <= 12
            and re.fullmatch(r"[ ,:(]*(?:emeritus |extraordinaire |\w+ist )?", seen.part.low[cue.end : start])
        ):
            return not re.search(r"\b(?:my|the|a|his|her|their|from) (?:ex|neighbor|patient)", seen.before)
    return False


def overlaps(seen: Seen, category: str) -> bool:
    start = seen.name.title_start if seen.name.title else seen.name.start
    return any(c.start < seen.name.end and start < c.end for c in seen.part.cue_map.get(category, ()))


def in_quotes(seen: Seen) -> bool:
    return seen.part.text.count('"', 0, seen.name.start) % 2 == 1


TESTS: tuple[tuple[Role, Test], ...] = (
    (Role.FICTIONAL, invented),
    (Role.PET, animal),
    (Role.HISTORICAL, historical),
    (Role.PUBLIC_FIGURE, public_figure),
    (Role.ADDRESSEE, addressed),
    (Role.AUTHOR, self_named),
    (Role.AUTHOR, own_kin),
    (Role.TOLD_ABOUT, named_as_patient),
    (Role.WORKFORCE, on_roster),
    (Role.WORKFORCE, credentialed),
    (Role.RELATIVE, relative_of_told),
    (Role.TOLD_ABOUT, gone_to_care),
    (Role.WORKFORCE, staff_by_grammar),
    (Role.WORKFORCE, staff_in_reply),
    (Role.TOLD_ABOUT, named_in_answer),
    (Role.TOLD_ABOUT, told_by_picture),
    (Role.TOLD_ABOUT, told_by_story),
    (Role.TOLD_ABOUT, told_by_health),
)
