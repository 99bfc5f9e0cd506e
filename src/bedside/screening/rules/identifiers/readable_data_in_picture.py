"""A picture, as described, shows a board, screen, label or wristband that can be read. Cases: readable_data_in_picture.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for part, picture in reading.pictures:
        if picture.shows == "data":
            yield part.place(picture.start, picture.end)


RULE = Rule(
    code="PHI-Q2",
    name="readable-data-in-picture",
    provision="safe-harbor-Q",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="image",
    identifier_class="R",
    message="A board, screen, label or wristband in this picture can be read.",
    advice="Take the picture again with nothing readable in it. Cropping or blurring is not enough.",
    find=find,
)
