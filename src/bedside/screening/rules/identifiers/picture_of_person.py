"""A picture, as described, shows someone in care on a personal account. Cases: picture_of_person.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if not reading.personal:
        return  # on the organisation's own accounts the authorization rules judge pictures
    for part, picture in reading.pictures:
        if picture.shows == "people" and not reading.tells_of_own_kin:
            yield part.place(picture.start, picture.end)


RULE = Rule(
    code="PHI-Q1",
    name="picture-of-person-in-care",
    provision="safe-harbor-Q",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.GOSSIP, Guideline.PHI_IDENTIFIER),
    label="image",
    identifier_class="Q",
    message="This picture shows someone who may be in our care.",
    advice="Leave the picture out. A private account is no place for a person in care, not even from behind.",
    liftable=True,
    find=find,
)
