"""A finger, voice, face or eye print of one person. Cases: biometric_print.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

PRINT = (
    r"(?:finger|thumb|palm|hand|foot|voice|face|iris|retinal?|gait|vein|ear|lip|dna|heartbeat)[ -]?(?:prints?|scans?|"
    r"templates?|signatures?|profiles?|recognition (?:file|data|template))"
)
WHOSE = (
    r"(?:his|her|(?:the|this|that|our|my|a) (?:patient|pt|client|resident|woman|man|boy|girl|child|baby|teen|lady|guy|"
    r"kid)|(?:patient|pt|client|resident)(?:'s)?|mom's|dad's)"
)
THEIR_PRINT = re.compile(
    rf"\b{WHOSE}(?:'s)? (?:\w+ ){{0,2}}{PRINT}\b|\b{PRINT} (?:of|from|for) {WHOSE}\b|"
    rf"\b{PRINT}s? (?:id|hash|file|match|number)\s?[:#]?\s?[\w-]{{0,12}}\d[\w-]{{2,20}}"
)
# A print that is kept as a keepsake or taken as an exam names no one by itself.
KEEPSAKE = re.compile(r"\b(?:footprints?|handprints?|keepsakes?|clay|ink\w*|paint\w*|ornaments?|memory box|turkey)\b")


def find(reading: Reading) -> Iterable[Place]:
    for part in reading:
        if part.has("biometric"):
            for m in THEIR_PRINT.finditer(part.low):
                if not KEEPSAKE.search(m[0]):
                    yield part.place(*m.span())


RULE = Rule(
    code="PHI-P1",
    name="biometric-print",
    provision="safe-harbor-P",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="distinctive",
    identifier_class="P",
    message="This tells of a print of someone's body, which can never be changed.",
    advice="Leave it out, and any recording or scan with it. Say that sign-in is safe, not whose print it was.",
    find=find,
)
