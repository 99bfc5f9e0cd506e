"""A card, bank or billing account. Cases: account_number.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule

# An account that the public is asked to pay into.
PUBLISHED = re.compile(
    r"\b(?:donat\w+|donors?|gifts?|giving|contribut\w+|wire|foundation|memorial fund|relief fund|fundrais\w+|sponsors?|"
    r"tax[- ]deductible|501\W?c\W{0,2}3)\b"
)


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "J"):
        asked = PUBLISHED.search(part.low, max(0, c.start - 160), c.end + 80)
        if reading.personal or c.sort == "card" or not asked:
            yield part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


RULE = Rule(
    code="PHI-J1",
    name="account-number",
    provision="safe-harbor-J",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="ACCOUNT",
    identifier_class="J",
    message="This looks like an account or card number.",
    advice="Take it out. Billing talk belongs on the phone or in the portal.",
    find=find,
)
