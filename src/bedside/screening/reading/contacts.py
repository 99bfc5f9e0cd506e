"""Ways to reach someone: telephone, fax, e-mail, pages, internet addresses.

Every contact is marked, whoever it belongs to; `owners` says whose it is. A telephone number
shows itself by its form, by the numbering plan, or by a telephone word beside it.
"""

import ipaddress
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bedside.screening.reading import check_digits as check
from bedside.screening.reading.candidates import Candidate, Taken
from bedside.screening.reading.text import Text
from bedside.screening.reading.words import listed

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part

SEVEN_DIGITS = re.compile(r"\d(?:[^\d\n]{0,4}\d){6}")
EXTENSION = r"(?:[ ,]{0,2}(?:x|ext\.?|extension|#)[ :]?\d{1,6}(?!\d))?"
NANP = re.compile(
    r"(?<![\w@])(?<!\d[-.])(?P<country>(?:\+|00)?1[-. ]{0,2}|001-)?(?P<open>\()?(?P<area>\d{3})(?(open)\))"
    rf"(?P<gap>[-. /]{{0,3}})(?P<exchange>\d{{3}})(?P<gap2>[-. ]{{0,3}})(?P<line>\d{{4}})(?!\d|-\d){EXTENSION}",
    re.I,
)
ABROAD = re.compile(r"(?<![\w+])\+(?!1\b)[1-9](?:[ ().-]{0,3}\d){7,14}(?!\d)")
LOCAL = re.compile(rf"(?<![\w@$/])(?<!\d[-. ,])(\d{{3}})[-. ](\d{{4}})(?![\w-]|[.,]\d){EXTENSION}", re.I)
NO_START, NO_END = r"(?<![\w.,/$-])", r"(?![\w/%-]|[.,:]\d)"
LOOSE = re.compile(
    rf"{NO_START}(?:(?:\(\d{{1,5}}\)|\d{{2,5}})(?:[ .-]{{1,2}}(?:\(\d{{1,4}}\)|\d{{2,7}})){{1,5}}|\d{{7,11}}){NO_END}"
)
DATES = re.compile(
    r"(?:19|20)\d\d[-. ](?:(?:19|20)\d\d|\d{1,2}[-. ]\d{1,2}\b.*)|\d{1,2}[-. ]\d{1,2}[-. ](?:19|20)\d\d\b.*"
)
NOUNS = (
    "phone|ph|tel|telephone|cell|cellphone|mobile|mob|landline|fax|pager|beeper|whatsapp|hotline|helpline|line|number|contact|"
    "contacts|telefono|celular|voicemail|rsvp"
)
VERBS = (
    "call|calls|called|calling|text|texted|txt|dial|ring|rang|reach|reached|reachable|phoned|paged|fax|faxed|"
    "answering|notified|contacted|llame|llama"
)
# A telephone word right before the digits: "cell: ", "reach the family at ", "my number is ".
BESIDE = re.compile(
    rf"(?:\b(?:{NOUNS}|desk|office|work|home|registered)\b(?: no\.?| number)?(?: is| was)?[\s:#.\"=(]{{0,4}}|"
    rf"\b(?:{VERBS}|contact)\b(?: [\w']+){{0,4}}(?: at| on| to|:)?[\s:@\"(]{{0,3}})$"
)
NEAR = re.compile(rf"\b(?:{NOUNS}|{VERBS}|ext)\b")
AFTER = re.compile(r"\s?[(,]?\s?(?:cell|mobile|home|office|work|fax|phone|landline|ext)\b")
FAX_BEFORE = re.compile(r"\b(?:fax|faxed|faxes|facsimile|efax|f:)(?:\W{1,3}\w+){0,4}\W{0,4}$")
# Who can be dialled free of charge is a public line, unless it is said to be one person's.
ONE_PERSON_BEFORE = re.compile(
    r"\b(?:patient|pt|patient's|his|her|mom|mother|dad|father|wife|husband|spouse|son|daughter|family|nok|kin|caregiver|"
    r"parent|parents|guardian|my)\b[^.!?\n]{0,40}$|\b(?:reach|called|call) you\b[^.!?\n]{0,12}$|\|\s?(?:phone:\s?)?$"
)
LOCAL_PART = re.compile(r"[A-Za-z0-9._%+'-]{1,64}$")
DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,5}[A-Za-z]{2,24}(?![\w@])")
EDGE = "'%+.-"
DOT = r"(?: dot | ?[(\[{]dot[)\]}] ?|\.)"
TOP = "com|org|net|edu|gov|info|health|io|us|co|biz|me|care|clinic|example"
SPELLED = re.compile(
    rf"(?<![\w.])([a-z0-9_+-]{{1,30}}(?:{DOT}[a-z0-9_+-]{{1,30}}){{0,3}})(?: at | ?[(\[{{]at[)\]}}] ?| @ )"
    rf"(?!the |our |your |my |this |a |every |any )[a-z0-9-]{{1,40}}(?:{DOT}[a-z0-9-]{{2,20}}){{0,2}}{DOT}(?:{TOP})"
    r"(?![\w.])"
)
ROLES = listed("role_mailboxes")
IN_LINK = r"[^\s<>\"')\]}|]"
LINK = re.compile(rf"(?:https?://|www\.){IN_LINK}{{3,300}}", re.I)
HOST_END = re.compile(r"\.(?:com|org|me|net|ee)/")
HOSTS = (
    "facebook|fb|instagram|twitter|x|tiktok|linkedin|youtube|snapchat|threads|gofundme|gofund|caringbridge|givesendgo|"
    "plumfund|mealtrain|legacy|linktr|wa|t|m|everloved|tributearchive|venmo|patreon"
)
BARE_LINK = re.compile(rf"(?<![\w@./-])(?:{HOSTS})\.(?:com|org|me|net|ee)/{IN_LINK}{{2,200}}", re.I)
SCHEME = re.compile(r"^(?:https?://)?(?:www\.|m\.|mobile\.)?", re.I)
PROFILE = re.compile(
    r"(?:facebook\.com|fb\.com|fb\.me)/(?!events|groups/|watch|share|hashtag|photo|login)[\w./?=-]{3,}|"
    r"instagram\.com/(?!p/|reel|explore|stories)[\w.]{2,}|(?:twitter|x)\.com/(?!search|hashtag|i/|home)\w{2,}|"
    r"tiktok\.com/@[\w.]{2,}|linkedin\.com/in/[\w-]{2,}|youtube\.com/(?:@|user/|channel/)[\w-]{2,}|"
    r"snapchat\.com/add/[\w.-]+|threads\.net/@[\w.]+|wa\.me/\+?\d{7,15}|venmo\.com/[\w/-]{2,}|medium\.com/@[\w.]+|"
    r"[\w-]+\.(?:blogspot|wordpress|tumblr|substack)\.com|linktr\.ee/[\w.]+|reddit\.com/u(?:ser)?/[\w-]+"
)
FUNDRAISER = re.compile(
    r"gofundme\.com|gofund\.me|givesendgo\.com|caringbridge\.org|mealtrain\.com|plumfund\.com|fundrazr\.com|"
    r"lotsahelpinghands\.com|takethemameal\.com|spotfund\.com"
)
OBITUARY = re.compile(r"legacy\.com|tributearchive\.com|everloved\.com|dignitymemorial\.com|findagrave\.com|\S*obit")
KEYED = re.compile(
    r"[?&/;](?:mrn|ssn|dob|patient(?:_?id|_?name)?|pid|pt_?id|member(?:_?id)?|chart|encounter|appt|appointment(?:_?id)?|"
    r"visit(?:_?id)?|result(?:_?id)?|order_?id|claim(?:_?id)?|acct|account(?:_?id)?|invoice(?:_?id)?|e-?mail|phone|"
    r"user(?:_?id|name)?|uid|first_?name|last_?name|name|token|case(?:_?id)?)(?:=|/(?=[\w-]{0,40}\d))[^\s&#/]{2,}",
    re.I,
)
OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
IPV4 = re.compile(rf"(?<![\w.-]){OCTET}(?:\.{OCTET}){{3}}(?![\w-]|\.\d)")
IPV6 = re.compile(r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])", re.I)
IP_CUE = re.compile(
    r"\b(?:ips?|ipv[46]|client_ip|host|hostname|server|address|log(?:ged|s)? ?in|login|connected|from)\b"
)
NOT_IP = re.compile(
    r"\b(?:version|ver|v|firmware|release|build|section|sec|chapter|update|ios|android|rev|standard|clause|table)\.? ?$"
)


def contacts_of(part: "Part") -> list[Candidate]:
    """Every contact in a part, in no order; overlapping ones are all kept."""
    found = list(phones(part.plain, view=None))
    if part.spoken is not part.plain:
        found += phones(part.spoken, view=part.spoken)
    found += emails(part)
    found += links(part)
    found += addresses(part)
    return found


def phones(text: Text, *, view: Text | None) -> Iterator[Candidate]:
    if not SEVEN_DIGITS.search(text.low):
        return
    taken = Taken(len(text.text))
    for m in NANP.finditer(text.text):
        if why := why_phone(text, m, view):
            taken.add(*m.span())
            free = check.is_toll_free(m["area"]) and not ONE_PERSON_BEFORE.search(*window(text, m, 60))
            yield phone(text, m, why=why, rank=5, public=free, view=view)
    for pattern, accepts, why, rank in OTHER_FORMS:
        for m in pattern.finditer(text.text):
            if not taken.touches(*m.span()) and accepts(text, m):
                taken.add(*m.span())
                yield phone(text, m, why=why, rank=rank, public=False, view=view)


def window(text: Text, m: re.Match[str], size: int) -> tuple[str, int, int]:
    """What a pattern searches: the characters before a match."""
    return text.low, max(0, m.start() - size), m.start()


def phone(text: Text, m: re.Match[str], *, why: str, rank: int, public: bool, view: Text | None) -> Candidate:
    letter, sort = ("E", "fax") if FAX_BEFORE.search(*window(text, m, 24)) else ("D", "phone")
    return Candidate(
        start=m.start(), end=m.end(), label="PHONE", identifier_class=letter, sort=sort, why=why, rank=rank,
        public=public, view=view,
    )  # fmt: skip


def why_phone(text: Text, m: re.Match[str], view: Text | None) -> str:
    """What makes ten digits a telephone number; "" when nothing does."""
    could = check.could_be_phone(m["area"] + m["exchange"] + m["line"])
    spaced = bool(m["gap"] and m["gap2"])
    if (m["open"] and (m["gap2"] or could)) or (m["country"] or "").startswith("+"):
        return "written as a telephone number"
    if could and spaced and m["gap"].strip():
        return "can be dialled"
    if (could or spaced) and is_beside(text, m):
        return "beside a telephone word"
    if could and view and said_aloud(view, m):
        return "spelled-out digits"
    return ""


def is_beside(text: Text, m: re.Match[str]) -> bool:
    return bool(BESIDE.search(*window(text, m, 48)) or AFTER.match(text.low, m.end()))


def said_aloud(view: Text, m: re.Match[str]) -> bool:
    """Whether digits were spelled out or spaced one by one."""
    first, last = view.span(*m.span())
    return last - first != m.end() - m.start()


def is_local(text: Text, m: re.Match[str]) -> bool:
    """Seven digits that could be an exchange and a line, near a telephone word or kept for fiction (555-01xx)."""
    if not check.could_be_exchange(m[1]) or DATES.fullmatch(m[0]):
        return False
    fiction = m[1] == "555" and m[2].startswith("01")
    return fiction or bool(NEAR.search(*window(text, m, 60)) or AFTER.match(text.low, m.end()))


def is_loose(text: Text, m: re.Match[str]) -> bool:
    """Digits in groups of no known plan, right beside a telephone word."""
    digits = [c for c in m[0] if c.isdigit()]
    fits = 7 <= len(digits) <= 13 and len(set(digits)) > 1 and not DATES.fullmatch(m[0])
    return fits and is_beside(text, m)


OTHER_FORMS = (
    (ABROAD, lambda text, m: True, "international form", 5),
    (LOCAL, is_local, "seven digits near a telephone word", 4),
    (LOOSE, is_loose, "digits beside a telephone word", 2),
)


def emails(part: "Part") -> Iterator[Candidate]:
    text, low = part.text, part.low
    at = low.find("@")
    while at >= 0:
        before = LOCAL_PART.search(text, max(0, at - 64), at)
        after = DOMAIN.match(text, at + 1)
        local = before[0].lstrip(EDGE) if before else ""
        if local and after:
            yield email(at - len(local), after.end(), local=local.lower(), why="form of an address")
        at = low.find("@", at + 1)
    if "dot" in low or "(at)" in low or "[at]" in low or " @ " in low:
        for m in SPELLED.finditer(low):
            yield email(*m.span(), local=m[1], why="spelled-out address")


def email(start: int, end: int, *, local: str, why: str) -> Candidate:
    role = all(w in ROLES for w in re.split(r"[._+-]", local) if w)
    return Candidate(
        start=start, end=end, label="EMAIL", identifier_class="F", sort="role" if role else "email", why=why, rank=7,
        public=role,
    )  # fmt: skip


def links(part: "Part") -> Iterator[Candidate]:
    """Pages; only those that are someone's own or carry someone's ids are not public."""
    patterns = []
    if "://" in part.low or "www." in part.low:
        patterns.append(LINK)
    if "/" in part.low and HOST_END.search(part.low):
        patterns.append(BARE_LINK)
    owned = {cue.end for cue in part.cues("contact_page")} if patterns else set()
    for pattern in patterns:
        for m in pattern.finditer(part.text):
            end = m.start() + len(m[0].rstrip(".,;:!?"))
            own = any(m.start() - gap in owned for gap in range(13))
            yield link(m.start(), end, address=SCHEME.sub("", part.low[m.start() : end]), own=own)


def link(start: int, end: int, *, address: str, own: bool) -> Candidate:
    sort, why = sort_of_link(address)
    if sort == "page" and own:
        sort, why = "own page", "said to be someone's page"
    return Candidate(
        start=start, end=end, label="URL", identifier_class="N", sort=sort, why=why, rank=1, public=sort == "page",
    )  # fmt: skip


def sort_of_link(address: str) -> tuple[str, str]:
    if ("=" in address or "/p" in address or "/mrn" in address) and KEYED.search(address):
        return "keyed", "carries someone's ids"
    if FUNDRAISER.match(address):
        return "fundraiser", "a fundraising page"
    if OBITUARY.match(address):
        return "obituary", "an obituary"
    if PROFILE.match(address):
        return "profile", "a personal profile"
    return "page", "a page"


def addresses(part: "Part") -> Iterator[Candidate]:
    low = part.low
    if low.count(".") >= 3:
        for m in IPV4.finditer(low):
            before = low[max(0, m.start() - 40) : m.start()]
            small = all(int(n) < 32 for n in m[0].split("."))
            if not NOT_IP.search(before) and not (small and not IP_CUE.search(before)):
                yield from address(m, sort="ipv4")
    if low.count(":") >= 2:
        for m in IPV6.finditer(low):
            if sum(map(str.isalnum, m[0])) >= 5:
                yield from address(m, sort="ipv6")


def address(m: re.Match[str], *, sort: str) -> Iterator[Candidate]:
    """An internet address; those of private, local and documentation networks are no one's."""
    try:
        value = ipaddress.ip_address(m[0])
    except ValueError:
        return
    inside = value.is_private or value.is_loopback or value.is_link_local or value.is_unspecified
    yield Candidate(
        start=m.start(), end=m.end(), label="IP", identifier_class="O", sort=sort, why="internet address", rank=4,
        public=inside,
    )  # fmt: skip
