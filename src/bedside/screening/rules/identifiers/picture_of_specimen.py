"""A personal account shows a specimen, a wound or a body part from work. Cases: picture_of_specimen.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if not reading.personal:
        return
    for part, picture in reading.pictures:
        if picture.shows in {"specimen", "body"} and not reading.tells_of_own_kin:
            yield part.place(picture.start, picture.end)


RULE = Rule(
    code="PHI-Q3",
    name="picture-of-specimen",
    provision="safe-harbor-Q",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.GOSSIP,),
    label="image",
    message="This picture shows something of a person in care.",
    advice="Leave it out, or use a teaching picture with its licence.",
    liftable=True,
    find=find,
)
