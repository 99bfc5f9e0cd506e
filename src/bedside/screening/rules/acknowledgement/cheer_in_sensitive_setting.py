"""Encouragement from a place whose name tells the illness. Cases: cheer_in_sensitive_setting.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.ENCOURAGEMENT, states=False)


RULE = Rule(
    code="ACK-CHEER-1",
    name="cheer-in-sensitive-setting",
    provision="part2-presence",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="From a place like this one, a cheer for someone says that they are or were in care.",
    advice='Thank them for sharing, or cheer for everyone: "Every story of recovery gives hope".',
    find=find,
)
