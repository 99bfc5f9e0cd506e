"""The terms of an authorization, read from the words of its note.

Records are kept by people: "Valid: first name and photo, Instagram only, until Dec 2027; no
diagnosis". What such a note covers, excludes, limits and warns of is read here; where it is silent,
nothing is inferred.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

KINDS = {
    "name": r"names?\b|nombres?\b|nickname|identity",
    "image": r"photos?\b|pictures?\b|pics?\b|portraits?|images?\b|videos?\b|clips?\b|footage|faces?\b|fotos?\b|reels?\b|b&a|headshot|likeness",
    "age": r"\bages?\b|edad|birthday|years old",
    "date": r"\bdates?\b|\bmonths?\b|timeline|length of|fechas?",
    "condition": r"diagnos\w+|\bdx\b|conditions?\b|illness|disease|injur\w+|medical|treatment|surger\w+|procedure|cancer|stroke|"
    r"transplant|recovery|rehab|therapy|burns?\b|lab|outcome|history|health|clinical|operation",
    "quote": r"quotes?\b|words\b|testimonial|remarks|voice|interview|statement|review",
    "place": r"\bcity\b|\bcities\b|towns?\b|hometown|locations?\b|where\b|address|\bplace\b|unit\b|room\b",
    "occupation": r"\bjobs?\b|occupation|trade\b|branch|employer|work\b|career|profession|rank|service",
    "relative": r"famil\w+|wife|husband|spouse|mother|father|mom|dad|parents?|siblings?|brother|sister|twins?\b|sons?\b|daughters?\b|children|kids|relatives",
    "story": r"stor(?:y|ies)|narrative|history|experience|journey|everything|all of it|anything|full feature",
}
KIND = {kind: re.compile(rf"\b(?:{pattern})", re.I) for kind, pattern in KINDS.items()}
CHANNELS = {
    "facebook": r"facebook|\bfb\b",
    "instagram": r"instagram|\binsta\b|\big\b|reels?\b|grid\b",
    "tiktok": r"tik ?tok",
    "linkedin": r"linked ?in",
    "x": r"\btwitter\b|\bx\.com\b|\btweet",
    "youtube": r"you ?tube",
    "website": r"web ?sites?|\bweb\b|\bblog|\bsite\b|\bpage\b",
    "newsletter": r"newsletters?|\be-?mail|mailing",
    "print": r"\bprint(?:ed)?\b|brochure|calendar|annual report|poster|magazine|program\b|billboard",
    "internal": r"internal|intranet|lobby|hallway|staff (?:only|room)|inside the office|bulletin|corkboard|in[- ]house|grand rounds|closed",
    "podcast": r"podcast",
    "radio": r"\bradio|streaming|\btv\b|television|broadcast",
    "substack": r"substack",
    "threads": r"\bthreads\b",
    "mastodon": r"mastodon",
    "bluesky": r"blue ?sky",
}
CHANNEL = {name: re.compile(pattern, re.I) for name, pattern in CHANNELS.items()}
SOCIAL = frozenset("facebook instagram tiktok linkedin x youtube threads mastodon bluesky".split())
ANY_CHANNEL = re.compile(
    r"\b(?:social(?: media)?|all (?:platforms|channels|outlets)|any (?:outlet|place|channel|platform|paper)\w*|our (?:platforms|channels|socials)|"
    r"any(?:where| of our)|all brand channels|agency socials|online)\b",
    re.I,
)
EXCLUDES = re.compile(
    r"\b(?:no(?! (?:end|limit))|not?t? (?:to )?(?:include|mention|name|show|use|share)|excludes?|excluding|excluded:?|except(?: for)?|without|sin|never|"
    r"do(?:es)? not (?:name|mention|cover|include|show)|leave out|keep out|nothing about|other than)\b[: ]+([^.;)]{2,80})|"
    r"([^.;,(]{2,60}?) (?:must not|not to|may not|should not|is not to|are not to|cannot|can't) be (?:named|mentioned|shown|used|identified|disclosed|included|appear)|"
    r"([^.;,(]{2,60}?) (?:not to (?:appear|be)|off limits|stays? out|stay out|not covered|not included|withheld|pending)|"
    r"(?:asked|wants?) (?:that )?([^.;]{2,80}?) (?:stay|stays|be left|left) out",
    re.I,
)
ONLY = re.compile(
    r"\bonly\b|\bsolely\b|\bsólo\b|\bsolo\b|\bnothing else\b|\bnothing more\b|\bjust\b|\blimited to\b", re.I
)
MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)} | {
    "ene": 1, "abr": 4, "ago": 8, "dic": 12, "set": 9,
}  # fmt: skip
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|set)[a-z]*\.?"
DATE = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|(?P<us>\d{{1,2}}/\d{{1,2}}/\d{{2,4}})|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?P<m1>{MONTH}),? (?P<y1>\d{{4}})|"
    rf"(?P<m2>{MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})|(?P<m3>{MONTH}),? (?P<y3>\d{{4}})|(?P<y4>20\d\d))\b",
    re.I,
)
UNTIL = re.compile(
    r"\b(?:until|till|through|thru|to|by|ends?|ended|ending|expires?|expired|lapses?|lapsed|hasta|vence|venció|valid for|good through)\b[ :]*(?:on )?",
    re.I,
)
SCHEDULED = re.compile(
    r"\b(?:scheduled|schedule|posting|post(?:ed)?|publish\w*|goes out|runs?|draft)(?: \w+){0,2}[ :]+", re.I
)
# Relative moments in order; a later one than the end means the authorization is over by then.
MOMENTS = (
    "yesterday",
    "today",
    "tonight",
    "tomorrow",
    "this week",
    "next week",
    "this month",
    "next month",
    "this year",
    "next year",
)
MOMENT = re.compile(rf"\b(?:{'|'.join(MOMENTS)})\b", re.I)
WARNINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("LEGAL_HOLD", re.compile(r"complain|disput|lawsuit|litigation|attorney|objection|objects?\b|contested|custody|investigat|abuse", re.I)),
    ("REP_AUTHORITY", re.compile(r"foster|adopt|guardianship (?:ended|expired|lapsed)|former guardian|ex-?(?:husband|wife) signed|no longer (?:guardian|proxy)|poa (?:ended|expired)|stepmother signed|stepfather signed|grandmother signed", re.I)),
    ("MINOR_NOW_ADULT", re.compile(r"turn(?:s|ed|ing) 18|now 18|came of age|(?:is|now) an adult|as a minor|when (?:he|she|they) (?:was|were) (?:\d+|a minor|a child)", re.I)),
    ("SUBJECT_DECEASED", re.compile(r"(?:has |have )?(?:since )?died since|since died|died (?:after|last|in|on|this)|passed away (?:since|after|last|in|on|this)|now deceased|since passed", re.I)),
    ("AUTH_REVOCATION_PENDING", re.compile(r"(?:asked|wants|requested|e-?mailed|called|texted)[^.;]{0,40}(?:take (?:it|this|me|them|everything)? ?(?:down|off)|remove|stop|withdraw)|changed (?:her|his|their) mind|withdr[ae]w|rescind|(?<!until )revo(?:ke|cation)", re.I)),
    ("AUTH_UNREVIEWED", re.compile(r"not (?:yet )?(?:signed|validated|reviewed|received)|unsigned|signature (?:missing|pending)|verbal(?:ly)? (?:ok|yes|consent|only)|oral(?:ly)?\b|form (?:pending|missing)|awaiting|release pending(?! for)|to be signed", re.I)),
    ("AUTH_NO_EXPIRY", re.compile(r"until (?:i (?:say|tell|change)|revoked|withdrawn|further notice)|no (?:end|expir\w+|expiration)(?: date)?\b|indefinite\w*|forever|in perpetuity|perpetual|open[- ]ended|never expires|does not expire", re.I)),
    ("PART2", re.compile(r"no part 2|without part 2|part 2 (?:consent )?(?:missing|not on file|pending)", re.I)),
    ("AUTH_COMPOUND", re.compile(r"(?:in|inside|part of|bundled|within) (?:the )?(?:intake|admission|treatment consent|registration)|intake (?:packet|form)|general (?:media|photo) (?:release|waiver)", re.I)),
)  # fmt: skip
NAME = re.compile(r"\b[A-Z][a-zà-ÿ'’]+(?:[ -][A-Z][a-zà-ÿ'’.]*)*")
SIGNER = re.compile(
    r"\b(?:mother|father|mom|mum|dad|parent|guardian|daughter|son|wife|husband|widow|widower|sister|brother|executor|poa|proxy|representative|"
    r"grandmother|grandfather|aunt|uncle|attorney|signed by|photo by)\W{1,3}([A-Z][a-z'’]+)",
    re.I,
)
SEVERAL = re.compile(
    r"\b(?:both|each signed|first names|all (?:two|three|four|of them)|couple|twins|triplets|brothers|sisters|mother and baby|and (?:his|her|their) (?:wife|husband|"
    r"son|daughter|mother|father|brother|sister|partner)|family of|donor and recipient|everyone (?:in|pictured)|also signed|signed (?:a page )?as well)\b",
    re.I,
)
NOT_NAMES = frozenset(
    "valid scope covers cover signed release consent authorization authorized agreed agrees expired revoked website facebook instagram tiktok linkedin "
    "youtube internal photo video first full last name names age quote all any until through form mother father parent parents guardian she he they the "
    "this only no not part yes ok given may can january february march april june july august september october november december jan feb mar apr jun jul "
    "aug sep oct nov dec executor personal representative donor widow daughter son wife husband member client patient family spanish english adult "
    "guardian's hipaa written web social media print blog newsletter insta podcast".split()
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a note says.

    Attributes:
        covers: kinds it lists (keys of ``KINDS``); empty when it lists none.
        broad: it allows the whole story, so that details are not judged one by one.
        excludes: clauses it rules out, in its own words.
        channels: channels it names; empty when it names none or allows all.
        until: the last day it names.
        scheduled: a day of publishing that the note itself mentions.
        ends_first: it says in relative words that it ends before the draft goes out.
        warnings: codes of rows that its words point to.
        names: capitalised names in it; ``signers`` are those that stand behind a word such as "daughter".
        several: it speaks of more than one person who signed.
    """

    covers: frozenset[str]
    broad: bool
    excludes: tuple[str, ...] = field(repr=False)
    channels: frozenset[str]
    until: date | None
    scheduled: date | None
    ends_first: bool
    warnings: tuple[str, ...]
    names: tuple[str, ...] = field(repr=False)
    signers: tuple[str, ...] = field(repr=False)
    several: bool
    only: bool


def terms_of(note: str) -> Terms:
    """Read the terms of a note; an empty note has none."""
    excludes = tuple(clause.strip() for m in EXCLUDES.finditer(note) for clause in m.groups() if clause)
    covered = note
    for clause in excludes:
        covered = covered.replace(clause, " ")
    covers = frozenset(kind for kind, pattern in KIND.items() if pattern.search(covered))
    channels = frozenset(name for name, pattern in CHANNEL.items() if pattern.search(covered))
    return Terms(
        covers=covers,
        broad="story" in covers,
        excludes=excludes,
        channels=frozenset() if ANY_CHANNEL.search(note) else channels,
        until=day_after(UNTIL, note),
        scheduled=day_after(SCHEDULED, note),
        ends_first=ends_first(note),
        warnings=tuple(code for code, pattern in WARNINGS if pattern.search(note)),
        names=tuple(n for n in NAME.findall(note) if n.split()[0].lower().strip("'’") not in NOT_NAMES),
        signers=tuple(m[1] for m in SIGNER.finditer(note)),
        several=bool(SEVERAL.search(note)),
        only=bool(ONLY.search(note)),
    )


def day_after(lead: re.Pattern[str], note: str) -> date | None:
    """The latest day that stands right behind a lead-in such as "until"."""
    days = [d for m in lead.finditer(note) if (found := DATE.match(note, m.end())) and (d := day_of(found))]
    return max(days, default=None)


def day_of(m: re.Match[str]) -> date | None:
    """The last day that a written date can mean ("Dec 2027" is 31 December); None if there is none."""
    try:
        if m["iso"]:
            return date.fromisoformat(m["iso"])
        if m["us"]:
            month, day, year = (int(x) for x in m["us"].split("/"))
            return date(year + 2000 if year < 100 else year, month, day)
        if m["y4"]:
            return date(int(m["y4"]), 12, 31)
        if m["m3"]:
            return end_of_month(int(m["y3"]), month_of(m["m3"]))
        if m["m1"]:
            return date(int(m["y1"]), month_of(m["m1"]), int(m["d1"]))
        return date(int(m["y2"]), month_of(m["m2"]), int(m["d2"]))
    except ValueError:
        return None


def month_of(word: str) -> int:
    return MONTHS[word[:3].lower()]


def end_of_month(year: int, month: int) -> date:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


def ends_first(note: str) -> bool:
    """Whether "valid until tomorrow; scheduled for next week" says that it is over by then."""
    ends = [m for lead in UNTIL.finditer(note) if (m := MOMENT.match(note, lead.end()))]
    if not ends:
        return False
    goes_out = [m for lead in SCHEDULED.finditer(note) for m in MOMENT.finditer(note, lead.end() - 1, lead.end() + 20)]
    end = max(MOMENTS.index(m[0].lower()) for m in ends)
    return any(MOMENTS.index(m[0].lower()) > end for m in goes_out)
