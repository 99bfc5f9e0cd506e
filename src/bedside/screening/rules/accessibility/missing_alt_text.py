"""A picture that nobody described. Cases: missing_alt_text.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

PICTURE = r"(?:photo|picture|pic|image|img|graphic|gif|flyer|poster|infographic|screenshot)s?"
# A bare marker: "[photo]", "[image 2]", "[pic attached]"; "[photo: Nora at the desk]" describes.
MARKER = re.compile(
    rf"\[ ?((?:see |insert )?(?:the )?{PICTURE}(?: (?:\d{{1,2}}|attached|below|above|here|of event))?) ?\]"
)
# A description that tells nothing: a file name, or only that there is a picture.
EMPTY_WORDS = re.compile(
    rf"(?:an? |the )?{PICTURE}(?: (?:\d{{1,3}}|of|description|here))?\.?|"
    r"(?:img|dsc|dscn|pxl|screenshot|untitled)[\w .-]*|"
    r"[\w ().-]{1,80}\.(?:jpe?g|png|gif|heic|webp)",
)


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal:
        return
    for i, description in enumerate(reading.content.alt_texts):
        if not description.strip():
            yield Place(part=f"alt_texts[{i}]", start=0, end=0)
    for part in reading.alt_texts:
        if EMPTY_WORDS.fullmatch(part.low.strip()):
            yield part.whole(message="This description does not say what the picture shows.")
    if "[" in reading.body.low and not reading.alt_texts:
        for m in MARKER.finditer(reading.body.low):
            yield reading.body.place(*m.span(1))


RULE = Rule(
    code="A11Y-ALT-1",
    name="missing-alt-text",
    provision="web-accessibility",
    severity=Severity.ADVISORY,
    label="image",
    message="This picture has no description, so people who cannot see it get nothing.",
    advice="Say in a sentence what it shows. Leave out names, dates and places of patients there too.",
    find=find,
)
