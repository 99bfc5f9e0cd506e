"""The age of someone in care, over 89. Cases: age_over_89.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Part, Place, Reading
from bedside.screening.reading.people import Role
from bedside.screening.reading.times import Time
from bedside.screening.rule import Rule

NO_SECRET = frozenset({Role.WORKFORCE, Role.PUBLIC_FIGURE, Role.HISTORICAL, Role.FICTIONAL, Role.AUTHOR, Role.PET})
STAFF = re.compile(
    r"\b(?:nurse|doctor|dr|physician|surgeon|volunteer|founder|employee|colleague|co-?worker|teammate|chaplain|retire[sd]?|"
    r"donor|benefactor|speaker|author|president|queen|king|actor|actress|singer)\b"
)
THING = re.compile(
    r"\b(?:our|the|this|a|old) (?:\w+ ){0,2}(?:hospital|clinic|center|building|wing|chapel|auxiliary|foundation|school|institution|"
    r"department|program|unit|organi[sz]ation|agency|church|tower|oak|tree|elevator|machine|law|act|vaccine|insulin|discovery)"
    r"(?:'s| (?:\w+ )?(?:turn|is|was|celebrat|mark|reach))|\bbirthday (?:of|for|to) (?:our|the) (?:\w+ )?(?:hospital|clinic|center|"
    r"building|foundation|school|wing|program|unit)\b|\bwe(?:'re| are)? (?:turn\w*|are) "
)
ANYONE = re.compile(r"^(?: ?\+| (?:and|or) (?:older|over|up|above|beyond)\b)")
RANGE = re.compile(
    r"\b(?:over|above|under|until|past|between|to|through|by|beyond|reach(?:ing)?|live to|than) (?:age |the age of )?$"
)
KIN = re.compile(
    r"\b(?:my|our|mi) (?:\w+ ){0,2}(?:mom|mother|dad|father|grand\w+|nana|nanny|papa|pop|gram\w*|aunt\w*|uncle|great-\w+|abuel\w+|"
    r"neighbou?r|mother-in-law|father-in-law|cat|dog|parrot|tortoise)\b"
)
HERE = re.compile(
    r"\b(?:our|nuestr[ao]) (?:\w+ ){0,3}(?:resident|patient|guest|survivor|graduate|paciente|residente)s?\b"
)


def find(reading: Reading) -> Iterable[Place]:
    if reading.authorized or reading.body.long_ago or reading.tells_of_own_kin:
        return
    for part in reading:
        for time in part.times:
            if time.kind in {"age", "age_tail"} and is_of_someone_in_care(time, part, reading):
                yield part.place(time.start, time.end, believed="an age over 89 of someone told about")


def is_of_someone_in_care(time: Time, part: Part, reading: Reading) -> bool:
    start, end = part.sentence_at(time.start)
    sentence, before, after = part.low[start:end], part.low[start : time.start], part.low[time.end : end]
    if STAFF.search(sentence) or THING.search(sentence) or ANYONE.match(after) or RANGE.search(before):
        return False
    if reading.personal and KIN.search(sentence):
        return False
    if any(p.part == part.name and start <= p.start < end and p.role in NO_SECRET for p in reading.people):
        return False
    told = any(t.part == part.name and not t.hypothetical for t in reading.tellings)
    named = any(p.part == part.name for p in reading.told_names)
    return told or named or (not reading.personal and bool(HERE.search(sentence)))


RULE = Rule(
    code="PHI-C2",
    name="age-over-89",
    provision="safe-harbor-C",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="age",
    identifier_class="C",
    message="This tells the age of someone in care, and an age over 89 points to one person.",
    advice='Leave the age out, also "in her nineties", or link an authorization that covers it.',
    find=find,
)
