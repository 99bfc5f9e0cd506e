"""The internet address of someone who read, wrote or logged in. Cases: ip_address.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule

PERSON = re.compile(
    r"\b(?:patients?|pt|users?|reviewers?|commenters?|visitors?|reviews?|comments?|account|login|logged|portal|"
    r"posted|wrote|his|her|their|someone|person|caller|member|screenshot|tracked|traced|ip address)\b"
)


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "O"):
        if PERSON.search(part.low, max(0, c.start - 160), c.end + 80):
            yield part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


RULE = Rule(
    code="PHI-O1",
    name="ip-address",
    provision="safe-harbor-O",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="IP",
    identifier_class="O",
    message="This internet address can lead to the person who used it.",
    advice="Take it out of text and screenshots. Hand log lines to IT inside your own systems.",
    find=find,
)
