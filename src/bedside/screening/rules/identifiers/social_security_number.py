"""A Social Security number. Cases: social_security_number.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

SHAPE = re.compile(r"(?<![\d-])(\d{3})([- ])(\d{2})\2(\d{4})(?![\d-])")


def find(reading: Reading) -> Iterable[Place]:
    for part in reading:
        for m in SHAPE.finditer(part.text):
            if could_be_issued(area=m[1], group=m[3], serial=m[4]):
                yield part.place(*m.span(), replacement="")


def could_be_issued(*, area: str, group: str, serial: str) -> bool:
    """Whether the Social Security Administration ever hands out this number.

    Areas 000, 666 and 900-999, group 00 and serial 0000 are never assigned
    (SSA, randomization FAQ, 2011).
    """
    return area not in {"000", "666"} and area < "900" and group != "00" and serial != "0000"


RULE = Rule(
    code="PHI-G1",
    name="social-security-number",
    provision="safe-harbor-G",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="SSN",
    identifier_class="G",
    message="This looks like a Social Security number.",
    advice="Take it out. No patient story needs one.",
    find=find,
)
