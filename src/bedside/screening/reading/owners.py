"""Whose a contact is, and whether a number stands there as a mere sample.

The organisation gives its own telephone number in half of its posts; the same ten digits are a
disclosure when they are a patient's. What decides is the grammar around the contact (who is
reached, who has it), then whether the text tells of anybody at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from bedside.screening.reading.candidates import Candidate

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part, Reading

PATIENT = "patient|pt|client|resident|caller|reviewer|subject|participant"
KIN = (
    "mom|mum|mother|dad|father|wife|husband|spouse|partner|son|daughter|sister|brother|grandma|grandmother|grandpa|"
    "grandfather|grandson|granddaughter|aunt|uncle|niece|nephew|girlfriend|boyfriend|fiance|parents?|family|guardian|"
    "caregiver|caretaker|roommate|next of kin|nok|emergency contact|poa|hcp|surrogate"
)
# "patient relations", "family medicine": an office, not a person.
NO_OFFICE = (
    r"(?! (?:relations?|services?|lines?|advoca\w+|experience|portals?|care|access|desk|liaisons?|support|center|"
    r"centre|resources?|navigators?|navigation|education|hotline|helpline|scheduling|financial|accounts?|transfers?|medicine|"
    r"practice|planning|health|clinic|house|room|help|info\w*|birth|doctors?|physicians?|practitioners?|records?|"
    r"representatives?|safety|satisfaction|feedback|registration|council|office|team|coordinators?|counsel\w+)\b)"
)
THE = r"(?:(?:the|this|that|our|my|his|her|a) )?"
SOMEBODY = rf"(?:{THE}(?:{PATIENT}|{KIN})\b(?:'s?)?{NO_OFFICE})"
HAVING = (
    r"(?:phone|cell|mobile|number|no|email|e-mail|mail|contact|fax|landline|line|home|work|page|profile|blog|website|"
    r"account|handle|facebook|instagram)\b"
)
REACHING = (
    r"\b(?:call|called|calling|text|texted|reach|reached|contact|contacted|phone|phoned|ring|email|emailed|message|messaged|"
    r"notify|notified|dm|page|paged|fax|faxed|visit|follow|find|add)"
)
BE = r"(?:(?:can|may|could) be |is |was |were )?(?:reached|reachable|contacted|notified|called|available|at|on)\b"


def has_or_is_reached(who: str) -> str:
    """Someone who has the contact, is reached by it, or reaches by it; the contact stands at the end."""
    return (
        rf"\b{who} (?:[\w'/-]+ ){{0,2}}{HAVING}[^.!?\n]{{0,25}}$|"
        rf"{REACHING} (?:\w+ )?{who}\b[^.!?\n]{{0,30}}$|"
        rf"\b{who} {BE}[^.!?\n]{{0,20}}$|"
        rf"\b{who} [^.!?\n]{{0,30}}\b(?:faxed|sent|emailed|e-mailed|texted|mailed|forwarded) (?:it )?to\W{{0,3}}$"
    )


SOMEBODYS = re.compile(has_or_is_reached(SOMEBODY))
THE_ONE_SPOKEN_OF = re.compile(has_or_is_reached("(?:his|her|him|he|she)"))
YOURS = re.compile(
    r"\b(?:called|call|calling|text|texted|reached|reach|reaching|emailed|email|phoned|contacted|faxed) you (?:back )?"
    r"(?:at|on|via)\W{1,2}(?:the number )?$|"
    r"\byour (?:\w+ ){0,2}(?:number|cell|email|e-mail)"
    r"(?: address| number| we have| on file| listed| still| as| is| was|[:,(\s])*$|"
    r"\byour (?:\w+ )?phone (?:on file )?(?:listed )?(?:as|is|was)\W{0,3}$"
)
SENT_THERE = re.compile(r"(?<!be )(?<!are )\b(?:sent|emailed|faxed|texted|forwarded|mailed) (?:[\w']+ ){0,4}to\W{0,3}$")
SAID_AFTER = re.compile(
    rf"^\W{{0,3}}(?:is |was |that's |it's )?(?:the )?(?:his|her|(?:{PATIENT}|{KIN})'s) (?:\w+ )?{HAVING}|"
    rf"^\W{{0,3}}(?:is|belongs to|goes to|reaches) (?:him|her|{SOMEBODY})\b|"
    r"^\W{0,3}(?:is |still |really ){0,2}your (?:\w+ )?(?:number|cell|e-?mail|phone)\b"
)
NAMED = re.compile(
    r"(?<!\w)(?!Children|Women|Men|Veterans|Kids|Parents|Today|Let|It|That|What|Here|There|Who|Mother|Father|Valentine)"
    r"[A-Z][a-z]{1,20}'s (?:\w+ ){0,2}(?:cell|mobile|phone|number|email|home number|landline)\b[^.!?\n]{0,20}$"
)
FORM = re.compile(r"\b(?:patient|pt|client|resident|dob|date of birth|mrn|next of kin|nok|emergency contact)\s?[:#]")
WORKPLACE = r"(?! (?:office|clinic|hospital|unit|work|practice|employer|team|department))"
MINE = re.compile(
    rf"\b(?:my|mine)\b{WORKPLACE} (?:[\w'-]+ ){{0,2}}{HAVING}[^.!?\n]{{0,25}}$|\bi'?m (?:at|on)\b[^.!?\n]{{0,10}}$|"
    r"\b(?:call|text|dm|message|msg|email|reach|contact|ring|hit|find|follow|venmo|add|page|ping|write|whatsapp|telegram|facetime) (?:me|my)\b"
    rf"{WORKPLACE}[^.!?\n]{{0,40}}$"
)
MINE_TOO = re.compile(
    r"^,? ?(?:-|\(|that's|that is|it's|it is|which is|is) my (?:own |private |personal |home |cell )*(?:inbox|cell|number|line|phone|e-?mail|mailbox)\b"
)
NOT_A_PERSON = r"(?! (?:patients?|residents?|clients?|baby|babies|mom|dad)\b)"
OURS = re.compile(
    rf"\bour\b{NOT_A_PERSON}|"
    r"\b(?:us|office|clinic|desk|hotline|helpline|lifeline|warmline|front|team|department|dept|scheduling|schedule|"
    r"appointments?|appt|book|booking|register|registration|rsvp|questions?|info|information|pharmacy|referrals?|"
    r"relations|hospital|center|centre|program|nurse line|family line|media line|practice|services|sign up|enroll|"
    r"donate|tickets?|volunteer|apply|jobs?|careers?|hiring|resumes?|sheriff|police|tips|crisis|poison control|library|"
    r"foundation|"
    r"to (?:schedule|book|register|learn|reserve|make|set|get|find|ask|speak|talk|donate|apply|join|sign|order)|"
    r"for (?:more|details|info|information|questions|help|appointments?|an appointment|tickets|directions))\b"
)
STAFF = re.compile(
    r"\b(?:advocate|director|manager|coordinator|supervisor|navigator|liaison|chaplain|owner|administrator|lead|officer|"
    r"nurse|doctor|dr|surgeon|therapist|midwife|dentist|pharmacist|social worker|provider|physician|counselor|"
    r"volunteer)\b"
)
# "He's single, text 555-0147": an invitation to call the one told about.
ABOUT_SOMEBODY = re.compile(
    r"\b(?:he|she)(?:'s| is| was| has)\b[^.!?\n]{0,60}\b(?:call|text|dm|ring|hit (?:him|her) up)\W{0,3}$"
)
# "Call 555-0133": an invitation to every reader.
INVITING = re.compile(
    r"(?:^|[!?:;,\n]\W*|\b(?:please|or|and|to) )"
    r"(?:call|text|dial|phone|fax|e-?mail|write(?: to)?|contact|reach|ask for|see)\b[^.]{0,45}$|"
    r"\btext \W{0,2}\w{2,12}\W{0,2} to\W{0,3}$"
)
SAMPLE = re.compile(
    r"\b(?:test|dummy|fake|sample|fictional|fictitious|made[- ]up|invented|placeholder|mock|zztest|demo|"
    r"not (?:a )?real|training) (?:\w+ )?(?:patients?|mrn|numbers?|ssn|chart|records?|account|card|id|data|name|label|"
    r"wristband)\b|\bfor example\b|\be\.g\.|\bthe format is\b|\blooks like(?: this)?:"
)


class Owner(Enum):
    """Whose a contact is, as far as the draft and the organisation's own facts tell."""

    ORGANIZATION = "it is the organisation's own, or open to everyone"
    AUTHOR = "it is the author's own"
    SOMEONE = "it is said to be one person's"
    UNCLEAR = "nobody says whose it is"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a part as a whole says about the contacts in it.

    ``record``: it looks like a piece of a record, with form fields or a number kept for one
    person. ``directory``: it lists so many contacts that it is a page of contacts. ``tells``: it
    tells of a person in care. ``staff``: it speaks of those who work there.
    """

    record: bool
    directory: bool
    tells: bool
    staff: bool


def standing_of(part: "Part", reading: "Reading") -> Standing:
    return Standing(
        record=bool(FORM.search(part.low)) or any(c.identifier_class in "GHI" for c in part.identified),
        directory=sum(c.label in {"PHONE", "EMAIL"} for c in part.identified) >= 3,
        tells=any(t.part == part.name for t in reading.tellings) or bool(reading.told_names),
        staff=part.has("staff"),
    )


@dataclass(frozen=True, slots=True)
class Owned:
    """A contact, the part it stands in, and whose it is; ``tells`` is of the part."""

    part: "Part" = field(repr=False)
    contact: Candidate
    owner: Owner
    tells: bool


def owned_contacts(reading: "Reading") -> tuple[Owned, ...]:
    """Every telephone number, mailbox and personal page of a draft with its owner."""
    found: list[Owned] = []
    for part in reading:
        contacts = [c for c in part.identified if c.label in {"PHONE", "EMAIL", "URL"}]
        if contacts:
            standing = standing_of(part, reading)
            found += (Owned(part, c, owner_of(c, part, reading, standing), standing.tells) for c in contacts)
    return tuple(found)


def owner_of(c: Candidate, part: "Part", reading: "Reading", standing: Standing) -> Owner:
    """Whose a contact is.

    Without an organisation file, contacts on an official account in a text that tells of nobody
    are taken to be the organisation's own; so are contacts that an answer gives to its reader.
    """
    text = c.view or part.plain
    before = text.low[max(0, c.start - 90) : c.start].rpartition(". ")[2]
    after = text.low[c.end : c.end + 60]
    organization = reading.content.organization
    if organization.known and is_published(text.text[c.start : c.end], c.label, reading):
        return Owner.ORGANIZATION
    named = NAMED.search(text.text, max(0, c.start - 60), c.start)
    if named or is_somebodys(before, after, standing, answers=reading.content.answers):
        return Owner.SOMEONE
    if reading.personal and (MINE.search(before) or MINE_TOO.match(after)):
        return Owner.AUTHOR
    if ABOUT_SOMEBODY.search(before) or (organization.known and not reading.personal):
        return Owner.UNCLEAR
    offered = reading.content.answers or standing.directory or INVITING.search(before) or OURS.search(before)
    if offered or OURS.search(after.partition(". ")[0]) or not standing.tells:
        return Owner.ORGANIZATION
    return Owner.UNCLEAR


def is_somebodys(before: str, after: str, standing: Standing, *, answers: bool) -> bool:
    """Whether the words around a contact give it to one person; to staff only where no one else is told about."""
    if standing.record or SOMEBODYS.search(before) or YOURS.search(before) or (answers and SENT_THERE.search(before)):
        return True
    if THE_ONE_SPOKEN_OF.search(before) or SAID_AFTER.search(after):
        return not STAFF.search(before) and (standing.tells or not standing.staff)
    return False


def is_published(contact: str, label: str, reading: "Reading") -> bool:
    """Whether the organisation's file lists a telephone number, a mailbox or a domain."""
    organization = reading.content.organization
    contact = contact.lower()
    domains = {d.lower() for d in organization.domains}
    if label == "PHONE":
        digits = "".join(filter(str.isdigit, contact))
        own = ("".join(filter(str.isdigit, p))[-10:] for p in organization.phones)
        return any(o and (o in digits or (len(digits) >= 7 and o.endswith(digits))) for o in own)
    if label == "EMAIL":
        return contact in {e.lower() for e in organization.emails} or contact.rpartition("@")[2] in domains
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", contact).partition("/")[0]
    return any(host == d or host.endswith("." + d) for d in domains)


def given(reading: "Reading", letters: str) -> Iterator[tuple["Part", Candidate]]:
    """Numbers of these identifier classes that are neither public nor samples, with the part they stand in."""
    for part in reading:
        for c in part.identified:
            if c.identifier_class in letters and not is_sample(c, part):
                yield part, c


def is_sample(c: Candidate, part: "Part") -> bool:
    """Whether a number is said to be made up, or to show a format."""
    low = (c.view or part.plain).low
    return bool(SAMPLE.search(low, max(0, c.start - 80), c.start) or SAMPLE.search(low, c.end, c.end + 40))
