"""A person in care laughed at. Cases: mockery_of_patient.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import LAUGH, Concern
from bedside.screening.rule import Rule

SHOWN = 0.6  # points of the scale ``indirect`` from which a telling is of someone, not of anyone


def find(reading: Reading) -> Iterable[Place]:
    mocked = reading.stance.of(Concern.MOCKERY)
    for o in mocked:
        yield o.part.place(o.start, o.end, believed=o.believed)
    if mocked or not reading.personal:
        return
    told = False
    for telling in reading.tellings:
        part = reading.part(telling.part)
        if telling.score < SHOWN or not telling.clinical or telling.hypothetical:
            continue
        laugh = LAUGH.search(part.low)
        others = [m.start for m in telling.mentions if m.how != "schedule"]
        if laugh and others and not reading.stance.gentle(part):
            told = True
            start = min(others)
            yield part.place(start, part.sentence_at(start)[1], believed="someone in care is told about with a laugh")
    if not told and (sentence := reading.stance.laughed_at(reading.body)):
        yield reading.body.place(*sentence, believed="someone in care is told about with a laugh")


RULE = Rule(
    code="GOS-MOCK-1",
    name="mockery-of-patient",
    provision="respect-for-patients",
    severity=Severity.HIGH,
    guidelines=(Guideline.GOSSIP, Guideline.COWORKER_TEST),
    label="disparagement",
    message="This laughs at someone in care.",
    advice="Leave it out. If it taught you something that others can use, tell that without the person.",
    liftable=True,
    find=find,
)
