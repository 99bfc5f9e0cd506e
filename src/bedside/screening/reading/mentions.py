"""Who is spoken of without a name: described people, pronouns, rooms and hours that stand for someone.

A mention has a role. Words alone do not give it: "the nurse" works here, "the nurse in bed 4" does
not; "my mom" is the author's, "her mom" belongs to someone told about; "he" is whoever came before.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bedside.screening.reading.words import Cue, Word


class Role(StrEnum):
    """What someone is to the telling."""

    TOLD_ABOUT = "told about"
    RELATIVE = "relative of someone told about"
    WORKFORCE = "works here"
    OWN_KIN = "the author's family"
    AUTHOR = "the author"
    ANIMAL = "an animal"
    FICTIONAL = "invented"
    PUBLIC = "public figure"
    GENERIC = "anyone"
    READER = "the reader"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person spoken of at ``start:end``; ``how`` is noun, pronoun, room, schedule, count or implied."""

    start: int
    end: int
    how: str
    role: Role
    head: str = field(repr=False, default="")
    number: int = 1
    belongs: bool = False  # "his dog", "her son": spoken of through someone else


ANTECEDENTS = frozenset(
    [Role.TOLD_ABOUT, Role.WORKFORCE, Role.OWN_KIN, Role.ANIMAL, Role.PUBLIC, Role.RELATIVE, Role.FICTIONAL]
)
DETERMINERS = frozenset(
    "a an the this that my our his her their your ur some one another first last next poor dear sweet little local "
    "certain same younger older oldest youngest tiniest smallest biggest first-ever other only yet every each any no all un una el la mi su".split()
)
# A determiner does not reach its noun across these.
BETWEEN = frozenset(
    "for of in to at with and or is was are were be been on from who that by as like than but because so when if has have had do does did "
    "said says came went got per vs about into over through".split()
)
POSSESSIVE_OTHER = frozenset("his her their hers theirs su".split())
POSSESSIVE_OWN = frozenset(["my", "our", "mi"])
SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "both": 2, "dos": 2, "tres": 3,
}  # fmt: skip
PLURAL = re.compile(
    r"(?:ies|[^su]s|men|women|people|children|kids|folks|ladies|families|parents|triplets|twins|couple)$"
)
PLURAL_ONE = frozenset("twins triplets couple family".split())  # several people, yet one case
PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself|he's|she's|he'd|she'd|he'll|she'll)\b")
SCHEDULE = re.compile(
    r"\bmy (?:(?:first|last|next|only|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?) )?(?:\d{1,2}(?::\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock)?(?! ?(?:years?|yr|yo|month|week|day|"
    r"hour|min|kids?|child|dogs?|cats?|mile|th\b|st\b|nd\b|rd\b|patients|%|,\d))|noon|new patient|last patient|"
    r"first (?:pt|patient|case)|next (?:pt|patient|case)|walk-?in)(?=\s|[.,!?']|$)"
    r"|\b(?:our|the) \d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)(?= (?:was|just|no-?show\w*|cancel\w*|brought|came|said|asked|never|didn't|"
    r"had|called|cried|again|who|walked|showed|threw|wants|wanted)\b)"
)
ROOM = re.compile(
    r"\b(?:(?:room|rm|bed|bay|hallway bed|hall bed|pod|cubicle|chair|stall) ?#?(?:\d{1,4}[a-d]?|[a-d])\b(?!\s?(?:%|percent|am|pm|minutes|people|beds?\b)))"
    r"|\b\d{1,3}[a-d]\b(?= (?:is|was|has|had|needs|wants|won't|keeps|just|pulled|threw|called|got|went|said|asked|\w+ed|\w+s (?:his|her|the|my))\b)"
    r"|\bthe (?:\w+ ){1,3}in (?:room |rm |bed )?\d{1,3}[a-d]?\b(?! (?:minutes|hours|days|weeks|years|of))"
)
ROOM_NOT = re.compile(
    r"(?:conference|meeting|class|break|board|ball|testing center|training|lecture|community|supply|elevator|renovat|"
    r"repair|paint|repaint|construction|open|hiring|new)\w*|at the testing"
)
COUNT = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|[1-9]|10|both|a couple(?: of)?|couple of|several)(?: of)?(?: (?:them|em|these|those|our|the|my|us))?"
    r"(?: (?!of\b)\w+){0,2}? (patients?|pts?|people|kids?|children|babies|newborns|moms|mothers|men|women|girls|boys|teens|"
    r"residents|clients|victims|drivers|passengers|overdoses?|ods?|codes?|deaths?|traumas?|gsws?|cases?|admits?|admissions|"
    r"intubations?|suicides?|stabbings|survivors|siblings|brothers|sisters|students|workers|of them|of em)\b"
    r"|\bboth of (?:em|them)\b|\b(?:all )?(?:two|three|four) of (?:em|them)\b"
)
ONE_OF = re.compile(
    r"\b(?:one|another|two|three|some) of (?:my|our|the|these|mis|nuestros) (?:\w+ ){0,2}?(?:patients|pts|kids|teens|residents|clients|moms|mamas|"
    r"babies|regulars|families|girls|boys|guys|people|ladies|dialysis|preemies|them|neighbors|elders|vets|veterans|seniors|students|pacientes)\b|"
    r"\b(?:our|my) (?:oldest|youngest|littlest|tiniest|sickest|favorite|favourite|longest|last|first) (?:resident|patient|pt|client|one|baby|mama|lady|guy|regular)?\b"
)
# "the X who fell", "some Y whose wife": the relative clause makes a person of any noun.
WHO = re.compile(
    r"\b(?:a|an|the|this|that|some|one|another|our|my|to the) ((?:[a-z'-]+ ){1,4}?)(?:from (?:[a-z]+ ){1,3})?(?:who|who's|whose)\b(?! (?:want|need|love|care|are|can|may|might|should|would like|have|qualify|work|help|make))"
)
WHO_NOT = re.compile(
    r"\b(?:nurses?|doctors?|staff|team|crew|people|those|patients|anyone|everyone|families|volunteers?|heroes|teams|folks|person|men|women|ones|"
    r"moms|parents|kids|children|employees?|surgeon|physicians?|donors?|friends|colleagues?|coworkers?|boss|manager|supervisor|ceo|mentor|preceptor|intern|resident physician)\b"
)
WE_TREATED = re.compile(
    r"\b(?:the|a|an|that|this) (?:[a-z'-]+ ){1,3}(?:that |who |whom )?(?:we|our team|our crew) (?:just )?(?:flew|saved|treated|admitted|delivered|fixed|rescued|"
    r"pulled out|operated on|discharged|transported|met in (?:the )?(?:er|ed|icu)|sent home|revived|stabilized)\b"
)
WHOEVER = re.compile(r"\b(?:whoever|the (?:one|person|guy|lady)) (?:left|lost|forgot)\b")
IMPLIED = re.compile(
    r"\b(?:lost (?:one|a patient|another)|lost one|(?:he|she) didn't make it|coded (?:on|for|in)|delivered (?:in|on|at)|"
    r"(?:just|we|i) (?:intubated|coded|delivered|narcanned|pronounced|cracked|tubed)|(?:first|my) (?:code|death|delivery|save|catch|loss)\b|"
    r"pulled an? \w+ out of|removed an? [\w ]{1,30} from)"
)
AGED = re.compile(
    r"\b(?:a |an |my |our |this |the )?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine)[ -]?(?:year|yr|month|mo|week|wk|day)s?[ -]?old\b"
    r"(?: \w+)?|\b\d{1,3} ?(?:yo|y/o|y o|yof|yom)\b(?: ?[mf]\b)?|\b\d{2}[mf]\b"
)


OWN_AGED = re.compile(
    r"old (?:\w+ )?(?:son|daughter|kid|nephew|niece|brother|sister|dad|mom|grand\w+|self|dog|cat|car|truck|laptop|house|twins|baby)|old$|old[,.!]"
)


def mentions_of(
    low: str,
    words: list[Word],
    cues: dict[str, list[Cue]],
    *,
    personal: bool,
    clinical: bool,
    veterinary: bool,
    named: list[Mention],
) -> list[Mention]:
    """Everyone spoken of, in reading order; those with a name are given."""
    found = [
        *described(low, words, cues, personal=personal, veterinary=veterinary),
        *standing_for_someone(low, clinical=clinical, personal=personal),
    ]
    found.sort(key=lambda m: (m.start, -m.end))
    found = without_names(found, named)
    found = with_predicates(low, without_overlaps(sorted([*found, *named], key=lambda m: (m.start, -m.end))))
    found += pronouns(low, found)
    return sorted(found, key=lambda m: m.start)


def without_names(found: list[Mention], named: list[Mention]) -> list[Mention]:
    """Leave out nouns inside a name, or right before the name of someone who is not told about ("singer Ana")."""
    starts = [n.start for n in named]
    kept = []
    for m in found:
        at = bisect_right(starts, m.end + 2) - 1
        if at >= 0:
            n = named[at]
            before = m.end <= n.start and n.role is not Role.TOLD_ABOUT
            if before or n.start <= m.start < n.end:
                continue
        kept.append(m)
    return kept


IS_A = re.compile(r"^[ ,]*(?:is|was|'s|are|were|became|,|being)(?: (?:just|now|still|once|also|only|born))*[ ,]*$")


def with_predicates(low: str, found: list[Mention]) -> list[Mention]:
    """Give "a 25-weeker" in "my son was a 25-weeker" the role of its subject."""
    kept: list[Mention] = []
    for m in found:
        if kept and m.how == "noun" and IS_A.match(low[kept[-1].end : m.start]):
            m = replace(m, role=kept[-1].role)
        kept.append(m)
    return kept


def without_overlaps(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for m in found:
        if kept and m.start < kept[-1].end:
            continue
        kept.append(m)
    return kept


NOT_CARE = re.compile(
    r"(?:turbine|hvac|band|choir|funeral|movie|camp|cable|phone|bank|school|town|city|county|road|athletic|stage|fire|"
    r"theat(?:er|re)|casino|hotel|store|bar|restaurant|plant|factory|mill|music|program|museum|auto|car|nail|hair|tax|"
    r"parking|library|daycare|farm|ranch|zoo|park)[ -]$"
)


def described(
    low: str, words: list[Word], cues: dict[str, list[Cue]], *, personal: bool, veterinary: bool
) -> list[Mention]:
    found = []
    others = {(c.first, c.last) for c in cues.get("occupation", ())}
    for category in ("person_noun", "patient", "occupation", "kin", "staff", "animal"):
        for cue in cues.get(category, ()):
            if category == "staff" and (
                NOT_CARE.search(low, max(0, cue.start - 12), cue.start)
                or any(a <= cue.first and cue.last <= b and (a, b) != (cue.first, cue.last) for a, b in others)
            ):
                category_here = "person_noun"
            else:
                category_here = category
            mention = mention_at(cue, category_here, low, words, personal=personal, veterinary=veterinary)
            if mention:
                found.append(mention)
    for m in AGED.finditer(low):
        before = low[max(0, m.start() - 24) : m.start()]
        if re.search(r"\bmy (?:own )?$", before) or m[0].startswith("my "):
            own = bool(OWN_AGED.search(low, m.start(), m.end() + 20))
            found.append(Mention(m.start(), m.end(), "noun", Role.OWN_KIN if own else Role.TOLD_ABOUT, m[0]))
        elif re.search(r"\b(?:ages?|for|under|over|than|from|to|any|every|if your) $", low[: m.start()]):
            continue
        else:
            found.append(Mention(m.start(), m.end(), "noun", Role.TOLD_ABOUT, m[0]))
    order = {Role.ANIMAL: 0, Role.WORKFORCE: 1, Role.OWN_KIN: 2}
    found.sort(key=lambda m: (m.start, -m.end, order.get(m.role, 3)))
    return found


def mention_at(
    cue: Cue, category: str, low: str, words: list[Word], *, personal: bool, veterinary: bool
) -> Mention | None:
    """The mention whose head is this cue, with its determiner; None where the word names nobody."""
    at = cue.first
    determiner, first = "", at
    for back in range(at - 1, max(-1, at - 6), -1):
        gap = low[words[back].end : words[back + 1].start]
        if any(c in gap for c in ".!?;:\n,") or words[back].low in BETWEEN:
            break
        if (
            words[back].low in DETERMINERS
            or words[back].low in SMALL
            or low[words[back].start : words[back].end].endswith("'s")
        ):
            determiner, first = words[back].low, back
            if low[words[back].start : words[back].end].endswith("'s"):
                determiner = "'s"
            break
    if SELF.search(low, max(0, words[first].start - 24), words[first].start):
        return Mention(words[first].start, cue.end, "noun", Role.AUTHOR, cue.phrase)
    head = cue.phrase.removesuffix("'s").removesuffix("s'")
    plural = bool(PLURAL.search(head)) and head not in PLURAL_ONE
    role = role_of(category, head, determiner, personal=personal, veterinary=veterinary)
    if role is None:
        return None
    if plural and determiner not in SMALL:
        role = Role.GENERIC if role is Role.TOLD_ABOUT else role
    number = SMALL.get(determiner, 1)
    if NOT_ONE.search(low, max(0, cue.end - 30), cue.end) or RATIO.match(low[cue.end : cue.end + 10]):
        role = Role.GENERIC
    belongs = determiner in POSSESSIVE_OTHER or determiner == "'s"
    return Mention(words[first].start, cue.end, "noun", role, head, number, belongs)


# On a personal account these without an article are the author's own ("Mom's last radiation").
OWN_BARE = frozenset(
    "mom mother mama mum dad father daddy papa papi mami grandma grandmother granny nana grandpa grandfather granddad abuelo abuela".split()
)
# Words that name one person even without an article ("lady in 4 threw a shoe").
BARE = frozenset(
    "someone somebody dude baby guy fella fellow lady man woman kid kiddo girl boy "
    "couple twins triplets newborn preemie toddler teen gentleman neighbor bride groom driver biker hunter veteran "
    "viejito viejita senora senor muchacho muchacha nino nina hombre mujer bebe".split()
)


SELF = re.compile(
    r"\b(?:i'm|i am|i'll be|i was|i've been|im|me as|i feel like|i'm just|i am just)(?: (?:either|just|also|now|still|officially|only|basically|the|not))* $"
)
NOT_ONE = re.compile(r"\b(?:hav(?:e|ing)|expecting|want(?:s|ed)?|making|raise|raising) an? (?:baby|child|kid)$")
RATIO = re.compile(r"^ ?(?:a nurse|an? aide|per |each\b|to one|: ?1|to a)")


def role_of(category: str, head: str, determiner: str, *, personal: bool, veterinary: bool) -> Role | None:
    if category == "animal":
        return Role.ANIMAL
    if category == "staff":
        return Role.WORKFORCE
    if determiner in {"every", "each", "any", "no", "all"}:
        return Role.GENERIC
    if determiner in {"your", "ur"}:
        return Role.READER
    if category == "kin" and not determiner and personal and head in OWN_BARE:
        return Role.OWN_KIN
    if category == "kin":
        if determiner in POSSESSIVE_OWN:
            return Role.OWN_KIN if personal else Role.GENERIC
        return Role.RELATIVE if determiner in POSSESSIVE_OTHER or determiner == "'s" else None
    if category == "occupation" and not determiner:
        return None
    if category == "person_noun" and not determiner and head not in BARE:
        return None
    if veterinary and category == "patient":
        return Role.ANIMAL
    return Role.TOLD_ABOUT


def standing_for_someone(low: str, *, clinical: bool, personal: bool) -> list[Mention]:
    found = []
    for m in SCHEDULE.finditer(low):
        if clinical:
            found.append(Mention(*m.span(), "schedule", Role.TOLD_ABOUT))
    for m in ROOM.finditer(low) if personal else ():
        if low[: m.start()].endswith(("ambulance ", "loading ", "parking ")):
            continue
        if not ROOM_NOT.search(low, max(0, m.start() - 30), min(len(low), m.end() + 25)):
            found.append(Mention(*m.span(), "room", Role.TOLD_ABOUT))
    for m in COUNT.finditer(low):
        if (m[1] or "").startswith(("one", "1")) and not (m[2] or "").endswith(("patient", "death", "case")):
            continue
        found.append(Mention(*m.span(), "count", Role.TOLD_ABOUT, number=SMALL.get(m[1] or "two", 2)))
    for m in WHO.finditer(low):
        if not WHO_NOT.search(m[0]):
            found.append(Mention(*m.span(), "noun", Role.TOLD_ABOUT, "who"))
    for m in WE_TREATED.finditer(low):
        if not WHO_NOT.search(m[0]):
            found.append(Mention(*m.span(), "noun", Role.TOLD_ABOUT, "patient"))
    for m in WHOEVER.finditer(low):
        found.append(Mention(*m.span(), "noun", Role.TOLD_ABOUT, "whoever"))
    for m in ONE_OF.finditer(low):
        found.append(Mention(*m.span(), "noun", Role.TOLD_ABOUT, "patient"))
    for m in IMPLIED.finditer(low):
        found.append(Mention(*m.span(), "implied", Role.TOLD_ABOUT))
    return found


def pronouns(low: str, known: list[Mention]) -> list[Mention]:
    """Third-person pronouns, each with the role of whoever was spoken of last before it."""
    found = []
    at, role, until = 0, Role.TOLD_ABOUT, 0
    for m in PRONOUN.finditer(low):
        while at < len(known) and known[at].start <= m.start():
            k = known[at]
            until = max(until, k.end)
            if k.end <= m.start() and k.how in {"noun", "name"} and k.role in ANTECEDENTS and not k.belongs:
                role = k.role
            at += 1
        if m.start() >= until:
            found.append(Mention(*m.span(), "pronoun", role))
    return found
