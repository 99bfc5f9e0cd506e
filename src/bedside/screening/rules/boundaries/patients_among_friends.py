"""Patients followed, friended or written to from a personal account. Cases: patients_among_friends.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

FRIENDS = re.compile(
    r"\b(?:friends? with|follow(?:ing)?|added|accept(?:ed|ing)?|add|dm(?:ing)?|snapchat(?:ting)?|text(?:ing)?) (?:\w+ ){0,3}?(?:my |our |old |former |ex-?)"
    r"(?:\w+ )?(?:patients?|clients?|residents'? famil(?:y|ies))\b|\bpatients? (?:\w+ ){0,3}(?:follow|add|friend|message|dm|text)s? me\b"
)


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal and not reading.author.veterinary and reading.body.has("patient"):
        for m in FRIENDS.finditer(reading.body.low):
            yield reading.body.place(*m.span())


RULE = Rule(
    code="BND-FRIEND-2",
    name="patients-among-friends",
    provision="professional-boundaries",
    severity=Severity.ADVISORY,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="boundary",
    message="Patients among your contacts see more of you, and of each other, than care needs.",
    advice="Decline new requests with the same kind words for everyone, and keep a separate page if you want to share with patients.",
    find=find,
)
