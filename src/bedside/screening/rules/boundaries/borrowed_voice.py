"""A personal account that speaks for the organisation. Cases: borrowed_voice.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.phrases import phrase
from bedside.screening.rule import Rule

WORDS = frozenset(
    "speaking clinic hospital practice office now hours we behalf official formal statement now proudly officially pleased proud message dm text inbox pm "
    "regret apologize apologise voice spokesperson representative patients comment openings closed lab".split()
)


def find(reading: Reading) -> Iterable[Place]:
    if not reading.personal or reading.content.answers or reading.stance.protected:
        return
    part = reading.body
    if any(w.low in WORDS for w in part.words) and not part.has("aim_private"):
        if m := phrase("boundaries", "official voice").search(part.low):
            yield part.place(*m.span(), believed="speaks for the organisation from a personal account")


RULE = Rule(
    code="BND-VOICE-1",
    name="borrowed-voice",
    provision="official-voice",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="boundary",
    message="On your own page this speaks for the organisation.",
    advice="Share the official post instead, or say it as yourself: I work there, and I am glad that...",
    liftable=True,
    find=find,
)
