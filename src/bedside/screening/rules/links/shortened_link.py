"""A link that hides where it leads. Cases: shortened_link.md"""

from collections.abc import Iterable

from bedside.core.content import Account
from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

# Services that shorten addresses for anyone. Short domains of one known site (youtu.be) are not among them.
SHORTENERS = frozenset(
    {
        "bit.ly", "bitly.com", "tinyurl.com", "goo.gl", "ow.ly", "buff.ly", "is.gd", "v.gd", "t.co", "t.ly", "rb.gy",
        "cutt.ly", "rebrand.ly", "shorturl.at", "tiny.cc", "bl.ink", "lnkd.in", "fb.me", "trib.al", "dlvr.it",
        "snip.ly", "soo.gd", "s2r.co", "clck.ru", "adf.ly", "shorte.st", "qr.ae", "x.co", "tr.im", "hubs.ly", "spr.ly",
        "ift.tt", "mailchi.mp",
    }
)  # fmt: skip


def find(reading: Reading) -> Iterable[Place]:
    if reading.content.account is Account.PERSONAL:
        return
    for part in reading:
        for link in part.links:
            if link.host in SHORTENERS and len(link.path) > 1:
                yield Place(part=part.name, start=link.start, end=link.end)


RULE = Rule(
    code="LINK-SHORT-1",
    name="shortened-link",
    provision="link-destination",
    severity=Severity.ADVISORY,
    label="URL",
    message="This short link hides where it leads, from readers and from us.",
    advice="Show the full address of your page, or a short one on your own domain.",
    find=find,
)
