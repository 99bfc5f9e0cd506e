"""A link that is not encrypted. Cases: unencrypted_link.md"""

from collections.abc import Iterable

from bedside.core.content import Account
from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if reading.content.account is Account.PERSONAL:
        return
    for part in reading:
        for link in part.links:
            if link.scheme == "http":
                yield Place(part=part.name, start=link.start, end=link.start + len("http://"), replacement="https://")


RULE = Rule(
    code="LINK-HTTP-1",
    name="unencrypted-link",
    provision="link-transport",
    severity=Severity.ADVISORY,
    label="URL",
    message="This link starts with http, so others on the same network can see what people look at.",
    advice="Use the https address. If the page has none, ask whoever runs it.",
    find=find,
)
