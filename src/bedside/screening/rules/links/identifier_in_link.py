"""A link whose address carries who someone is. Cases: identifier_in_link.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.links import Link, Parameter, with_separator
from bedside.screening.rule import Rule

# Keys whose value is about one person, whatever it is.
PERSONAL_KEY = re.compile(
    r"(?:patient|pt|client|resident|member|subscriber|guest|parent|child|user)_?-?(?:id|no|num|number|name|key)|patient|pt|"
    r"mrn|ssn|dob|birth_?-?(?:date|day)|date_?-?of_?-?birth|(?:first|last|full|sur|f|l|middle|given|family)_?-?name|"
    r"(?:appointment|appt|visit|encounter|chart|record|case|claim|invoice|statement|referral|rx|prescription|result|order)_?-?"
    r"(?:id|no|num|number)"
)
NAME_KEY = re.compile(r"(?:your_?-?|contact_?-?)?name|who|for|to|honoree")
MAIL_KEY = re.compile(r"e_?-?mail(?:_?-?address)?|user|username|login|contact|to|u")
PHONE_KEY = re.compile(r"(?:tele|cell_?-?|mobile_?-?)?phone(?:_?-?(?:no|number))?|tel|mobile|cell|sms")
PERSON = re.compile(r"[A-Z][a-z'-]{1,20}(?:[ ._+-]+[A-Z][a-z'-]{1,20}){1,2}")
MAIL = re.compile(r"([\w.%-]{2,64}(?:\+[\w.-]{1,30})?)@[\w-]{1,60}\.[\w.-]{2,40}")
ROLE_BOX = re.compile(
    r"(?:info|hello|contact|press|media|news|newsletter|office|admin|support|help|jobs|careers|events?|volunteers?|marketing|"
    r"give|giving|foundation|frontdesk|reception|billing|privacy|feedback|no-?reply)\b",
    re.I,
)
# A folder of people or their papers, and then a number: one person's page.
PERSONAL_PATH = re.compile(
    r"/(?:patients?|pt|charts?|records?|mrn|appointments?|appts?|visits?|encounters?|results?|claims?|statements?|invoices?|"
    r"members?|residents?|clients?|referrals?)/(?:[a-z]{1,3}-?)?\d[\d-]{3,19}(?=/|$)",
    re.I,
)
EMPTY_VALUE = re.compile(
    r"[\[{<%$(].{0,40}|x{2,}|your.{0,20}|[0_-]*|null|none|undefined|true|false|yes|no|all|any|new", re.I
)


def find(reading: Reading) -> Iterable[Place]:
    for part in reading:
        for link in part.links:
            for start, end in spans_in(link, part.raw):
                yield Place(part=part.name, start=start, end=end, replacement="")


def spans_in(link: Link, raw: str) -> Iterable[tuple[int, int]]:
    taken = 0
    for parameter in filter(tells_of_person, link.parameters):
        start, end = with_separator(parameter, raw, link.end)
        yield max(start, taken), end
        taken = end
    for pattern in (PERSONAL_PATH, MAIL):
        for m in pattern.finditer(raw, link.start, link.tail):
            if pattern is PERSONAL_PATH or not ROLE_BOX.match(m[1]):
                yield m.start(), m.end()


def tells_of_person(parameter: Parameter) -> bool:
    """Whether a parameter says who someone is: by its key, or by key and value together."""
    key, value = parameter.key, parameter.value.strip()
    if EMPTY_VALUE.fullmatch(value):
        return False
    if PERSONAL_KEY.fullmatch(key):
        return True
    if mail := MAIL.fullmatch(value):
        return bool(MAIL_KEY.fullmatch(key)) and not ROLE_BOX.match(mail[1])
    if PHONE_KEY.fullmatch(key):
        return 10 <= sum(c.isdigit() for c in value) <= 13
    return bool(NAME_KEY.fullmatch(key) and PERSON.fullmatch(value))


RULE = Rule(
    code="LINK-ID-1",
    name="identifier-in-link",
    provision="link-identifiers",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="URL",
    identifier_class="N",
    message="This web address carries something that tells who one person is.",
    advice="Link to a page that is the same for everyone. Browsers and logs keep addresses for years.",
    find=find,
)
