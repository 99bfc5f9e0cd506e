"""The serial number of one device. Cases: device_number.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule

# Notices about products, and the organisation's own equipment.
PRODUCT = re.compile(
    r"\b(?:recall\w*|warrant\w+|affected|manufactur\w+|asset|inventory|firmware|for sale|auction|stolen from|"
    r"our (?:new )?(?:scanner|mri|ct|robot|printer|laptop|router|server))\b"
)


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "M"):
        if not PRODUCT.search(part.low, max(0, c.start - 160), c.end + 80):
            yield part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


RULE = Rule(
    code="PHI-M1",
    name="device-number",
    provision="safe-harbor-M",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="DEVICE",
    identifier_class="M",
    message="This looks like the number of one single device. It leads to its wearer.",
    advice="Take it out. Model and maker may stay; they name a product, not a person.",
    find=find,
)
