"""A link that tells a statistics service who is interested in which illness. Cases: condition_in_tracking.md"""

import re
from collections.abc import Iterable

from bedside.core.content import Account
from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.links import Link, with_separator
from bedside.screening.reading.reading import Part
from bedside.screening.rule import Rule

CAMPAIGN = re.compile(
    r"utm_\w+|(?:campaign|audience|segment|adset|ad|interest|list|cohort)(?:_?id|_?name)?|mc_cid|hsa_\w+"
)
CLICKER = frozenset(
    {"fbclid", "gclid", "msclkid", "ttclid", "twclid", "li_fat_id", "igshid", "mc_eid", "_hsenc", "dclid"}
)
TELLING = ("condition", "procedure", "drug")


def find(reading: Reading) -> Iterable[Place]:
    if reading.content.account is Account.PERSONAL:
        return
    for part in reading:
        for link in part.links:
            if link.parameters:
                yield from places_in(link, part)


def places_in(link: Link, part: Part) -> Iterable[Place]:
    """The campaign tags that name an illness; with a tag for the person who clicks, the whole tail."""
    named = [span for cue in part.cues(*TELLING) for span in (part.plain.span(cue.start, cue.end),)]
    inside = [(a, b) for a, b in named if link.start < a and b <= link.end]
    for parameter in link.parameters:
        campaign = CAMPAIGN.fullmatch(parameter.key) and any(parameter.start <= a < parameter.end for a, _ in inside)
        if campaign or (parameter.key in CLICKER and inside):
            start, end = with_separator(parameter, part.raw, link.end)
            yield Place(part=part.name, start=start, end=end, replacement="")


RULE = Rule(
    code="LINK-TRACK-1",
    name="condition-in-tracking",
    provision="link-tracking",
    severity=Severity.ADVISORY,
    label="URL",
    message="This link tells a statistics service that whoever clicks cares about one illness.",
    advice="Give the campaign a neutral name, and leave out tags that mark the person who clicks.",
    find=find,
)
