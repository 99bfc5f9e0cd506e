"""A scan or render from which a face could be told. Cases: image_of_head.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading, genre
from bedside.screening.rule import Rule

SOLID = r"(?:3-? ?d|three-dimensional|volume|surface)[- ](?:(?:ct|mr|mri|skull|head|face|facial|cranial) )?(?:render\w*|reconstruct\w*|recons?|volume|views?)"
HEAD = r"(?:head|face|facial|skull|crani\w+|jaw|maxillofacial)"
FACE_SCAN = re.compile(
    rf"\b(?:(?:ct|cta|mri?) )?{HEAD}\b[^.!?\n]{{0,24}}\b{SOLID}|\b{SOLID}[^.!?\n]{{0,32}}\b{HEAD}\b|\b(?:cbct|full[- ]face) (?:scan|render\w*)\b"
)
NOBODYS = re.compile(
    r"\b(?:phantom|model|manikin|mannequin|print(?:ed|er|ing)?|cadaver lab|skeleton|training|teaching|demo|sample|stock|public (?:domain|atlas)|my own|mine|dog|cat|horse|"
    r"fossil|mummy|museum|offers?|now (?:available|open)|courses?|class|learn|software)\b"
)


def find(reading: Reading) -> Iterable[Place]:
    authorization = reading.content.authorization
    if authorization is not None and authorization.permits:
        return  # how far it goes is judged by the authorization rules
    for part in reading:
        if genre.FICTION.search(part.low) or NOBODYS.search(part.low):
            continue
        for m in FACE_SCAN.finditer(part.low):
            yield part.place(*m.span())


RULE = Rule(
    code="PHI-Q4",
    name="image-of-head",
    provision="safe-harbor-Q",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER, Guideline.AUTHORIZATION),
    label="image",
    identifier_class="Q",
    message="A face can be rebuilt from this scan, so it is as good as a photograph of the person.",
    advice="Use a phantom or a licensed teaching picture, or ask the person for a signed authorization.",
    find=find,
)
