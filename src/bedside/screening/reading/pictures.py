"""What a picture shows, as far as its description tells: people in care, readable data, specimens."""

import re
from dataclasses import dataclass

PEOPLE = re.compile(
    r"\b(?:patient|pt|resident|client|man|woman|guy|lady|gentleman|boy|girl|child|kid|teen\w*|toddler|baby|newborn|infant|preemie|"
    r"mom|mother|dad|father|grandma|grandpa|couple|veteran|elder\w*|senior|survivor|face|faces|full face|before[ /-]+(?:and[ -])?after|"
    r"someone|person|visitor|twins|triplets|bride|groom|driver|victim|him|her|smiling|grinning|asleep)\b"
)
STAFF = re.compile(
    r"\b(?:nurses?|staff|team|crew|doctors?|dr|surgeons?|volunteers?|techs?|aides?|interns?|residents in white coats|selfie of me|my face|"
    r"me|us|crowd|families|kids|children|people|participants|runners|donors?|neighbors|employees?|chef|ceo|coworkers?|colleagues?|graduates?|class|students|firefighters?|medics?|pilot|dog|cat|pup\w*|pony|horse|"
    r"mascot|santa|teddy|bear|stuffed|manikin|mannequin|stock|model|actor|cartoon|drawing|clip ?art|illustration|logo|graphic|flyer|infographic)\b"
)
DATA = re.compile(
    r"\b(?:(?:white|assignment|census|door|bed|patient|name|schedul\w+|surgery|or|tracking|status|dry.?erase)[ -]?boards?|whiteboards?|census|charts?|emr|ehr|epic|"
    r"monitors?|screens?|screenshots?|wristbands?|id bands?|arm ?bands?|bracelets?|labels?|stickers?|requisitions?|prescriptions?|rx bottles?|pill bottles?|paperwork|"
    r"clipboards?|sign-?in sheets?|rosters?|lists?|schedules?|appointment books?|calendars?|forms?|face ?sheets?|specimen (?:cup|bag|jar)s?|envelopes?|insurance cards?|"
    r"lab (?:report|result)s?|results?|x-?rays?|ct|mri|scans?|ultrasounds?|sonograms?|films?|strips?|computers?|laptops?|tablets?|tags?|name ?tags?|cards?|notes?|whiteboard)\b"
)
READABLE = re.compile(
    r"\b(?:readable|legible|visible|in view|in (?:the )?background|behind (?:me|us|her|him|them)|behind|showing|shows?|open to|open on|open|on (?:the )?screen|"
    r"with (?:\w+ ){0,3}(?:names?|initials|mrns?|dobs?|birth ?dates?|numbers?|rooms?)|last names?|first names?|names? (?:and|on|in|still|visible|showing)|mrns?|dob|"
    r"date of birth|barcode|bar code|reads?|reading|says?|lists?|name on|name at|name in the corner|uncropped|not cropped|full name|surnames?|room numbers?)\b"
)
SPECIMEN = re.compile(
    r"\b(?:mass|tumou?r|placenta|organ|gallstones?|gallbladder|appendix|specimen|fibroid|kidney stone|cyst|teratoma|foreign (?:body|object)|removed|"
    r"extracted|tooth|teeth|amputated|toe|bullet|cord|heart in|uterus|ovarian|jar|biopsy)\b"
)
BODY = re.compile(
    r"\b(?:hands?|forearms?|abdomen|cheeks?|feet|foot|toes|fingers?|heel|jawline|smile|lips|wound|ulcer|scar|incision|rash|bruise|belly|back|legs?|arm|knee|hip|eye|ear|"
    r"close[- ]?up|booties|tiny)\b"
)
LIMB = re.compile(
    r"\b(?:newborn|baby|infant|patient)(?:'s)? (?:\w+ )?(?:feet|foot|toes|hands?|fingers?|footprints?)\b|\btiny (?:\w+ )?(?:feet|foot\w*|toes|hands?)\b"
)
NOBODY = re.compile(
    r"\b(?:empty|blank|no (?:patient|patients|names?|people|faces?)|blurred|blacked out|covered|turned off|fake|training|dummy|demo|sample|toy|"
    r"test patient|stuffed|teddy|skeleton|nothing but|parking|sunrise|sunset|coffee|cake|donuts?|pizza|potluck|snow|flowers|garden|atrium|lobby tree|"
    r"shelf|shelves|gift shop|for sale|building|logo|badge reel|shoes|scrubs|cat|dog|own)\b"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """What a described picture shows; ``shows`` is people, data, specimen, body or nothing."""

    start: int
    end: int
    shows: str


def picture_at(low: str, start: int, end: int) -> Picture:
    inside = low[start:end]
    return Picture(start, end, shown_in(inside))


def shown_in(inside: str) -> str:
    """What a description says can be seen, the worst first."""
    nobody = NOBODY.search(inside)
    if DATA.search(inside) and READABLE.search(inside) and not nobody:
        return "data"
    if nobody and re.search(r"\b(?:stuffed|teddy|toy|fake|training|dummy|demo|skeleton)\b", inside):
        return "nothing"
    if SPECIMEN.search(inside) and not nobody:
        return "specimen"
    if LIMB.search(inside) and "face" not in inside:
        return "body"
    people = PEOPLE.search(inside)
    if people and not STAFF.search(inside):
        return "body" if re.search(r"\bno faces?\b", inside) else "people"
    if BODY.search(inside) and not STAFF.search(inside) and not (nobody and "no face" not in inside):
        return "body"
    return "nothing"
