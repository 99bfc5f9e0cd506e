"""Patients followed, friended or written to from a personal account. Cases: patients_among_friends.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

FRIENDS = re.compile(
    r"\b(?:friends? with|friended|friending|follow(?:ed|ing)?|added|accept(?:ed|ing)?|add|dm(?:ing)?|snap(?:ped|ping|chat(?:ting)?)?|text(?:ing)?) "
    r"(?:\w+ ){0,3}?(?:my |our |old |former |ex-?)(?:\w+ )?(?:patients?|clients?|residents'? famil(?:y|ies))\b|"
    r"\b(?:patients?|clients?) (?:\w+ ){0,3}(?:follow|add|friend|message|dm|text)s? (?:me\b(?!\?)|my (?:private|personal|own) )|"
    r"\b(?:accept|take|approve|say yes to)\w* (?:\w+ )?requests? from (?:my |our |old |former )*(?:patients?|clients?)\b|"
    r"\b(?:patients?|clients?) and (?:i|me) (?:have been |are |keep |were |have )?(?:snapping|texting|dming|messaging|friends|facetiming|following)\b|"
    r"\bfollow(?:ed|ing)? (?:\w+ ){0,3}(?:moms|mothers|families|kids|babies|people) (?:that |who |whom )?i (?:delivered|cared for|nursed|treat(?:ed)?|see|saw at work)\b"
)


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal and not reading.author.veterinary and reading.body.has("patient", "aim_patient"):
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
