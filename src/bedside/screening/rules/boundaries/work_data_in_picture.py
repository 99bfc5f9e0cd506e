"""A picture from work with boards, screens, badges or papers in it. Cases: work_data_in_picture.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

WORK = re.compile(
    r"\b(?:(?:tracking|census|assignment|patient|door|unit|status|surgery|or|er|ed|bed|staffing|clinic|call|rounding) ?(?:board|list|screen|monitor|schedule)s?|white ?boards?|"
    r"face ?sheets?|census|charts?|emr|ehr|epic|monitors?|(?:computer |telemetry |work )?screens?|schedules? (?:on|behind|open)|report sheets?|"
    r"brain sheets?|badges?(?! reel)|name ?tags?|id badge|wristbands?|labels?|stickers?|specimens?|requisitions?|med cart|pyxis)\b"
)
# Charts, labels, screens and schedules of home and town.
ELSEWHERE = re.compile(
    r"\b(?:wedding|kids?|son|daughter|fridge|pantry|marina|tides?|drive-?in|movie|theater|bus|train|ferry|garden|kitchen|living room|classroom|school|"
    r"reward|seating|growth|flight|airport|gym|spice|recipe|concert|home|grocery|birthday|bakery|museum|stadium|porch)\b"
)
BLIND = re.compile(
    r"\b(?:blank|empty|off|(?:turned|flipped) (?:around|off|over)|covered|blurred|no (?:names?|patients?|screens?)|fake|training|demo|stock|drawn|cartoon|toy|"
    r"reel shaped|not|without|nothing|mock|sample|black|dark|locked|cropped out)\b"
)


def find(reading: Reading) -> Iterable[Place]:
    if not reading.personal:
        return
    for part, picture in reading.pictures:
        inside = part.low[picture.start : picture.end]
        m = WORK.search(inside)
        if m and not BLIND.search(inside) and not ELSEWHERE.search(inside):
            yield part.place(picture.start, picture.end, believed=f"a picture from work with {m[0]!r} in it")


RULE = Rule(
    code="BND-PICTURE-1",
    name="work-data-in-picture",
    provision="safeguards",
    severity=Severity.HIGH,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="image",
    message="A board, a screen, a badge or papers from work are in this picture.",
    advice="Take it again where nothing of work is in view. Zoom in yourself: others will.",
    liftable=True,
    find=find,
)
