"""Rules and the learned reader heard together: what either alone gets wrong, the other often knows.

Points of the scale ``reader`` (``reader_fast`` for that setting) are added up: for each saying its log-odds times its points, and for what the
rules found. At zero and more the draft stops; below, findings of rules that may be lifted become notes that
say what the reader took the words for. A room or bed, and findings of all other rules, stand, whatever the reader believes.
The points are fitted by training/reader/fit_weighing.py and stand in the policy pack, where they can be read.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bedside.core.findings import STOPS, Finding, Weight
from bedside.screening.reading import Part, Reading
from bedside.screening.reading.learned.inference import Model, Passage
from bedside.screening.reading.names import UNKNOWN, ranks
from bedside.screening.reading.roles import CALLED_PATIENT, Role
from bedside.screening.registry import registry

SURELY_TOLD = 2.0  # log-odds, a chance of 88 %
ENGLISH = 0.6  # share of words that an English text has at least
LEAST, MOST = 0.002, 0.998  # chances beyond which a model of this size is not believed


def log_odds(chance: float) -> float:
    chance = min(max(chance, LEAST), MOST)
    return math.log(chance / (1 - chance))


@dataclass(frozen=True, slots=True)
class Heard:
    """What is said for and against stopping one passage (code points of the original of ``part``), by name."""

    part: str
    start: int
    end: int
    signs: dict[str, float]

    @property
    def features_someone(self) -> bool:
        """Whether an official story tells of a recognisable patient, as the reader sees it, and no authorization is there.

        The reader knows no authorizations, and has learnt that most such stories have one.
        """
        told = min(self.signs.get("tells", 0.0), self.signs.get("identifies", 0.0))
        return told > SURELY_TOLD and "kind_story_official" in self.signs and "authorized" not in self.signs

    def score(self, points: Mapping[str, float]) -> float:
        return points.get("base", 0.0) + sum(points.get(name, 0.0) * value for name, value in self.signs.items())


def heard(reading: Reading, findings: Sequence[Finding]) -> list[Heard]:
    """Every passage with its signs: log-odds of what it says, and what the rules found in it, family by family."""
    stopping = [f for f in findings if f.weight in STOPS and not reads(f)]
    return [
        signs_of(reading, part, passage, stopping)
        for part in reading
        if part.name in reading.beliefs
        for passage in reading.beliefs[part.name].passages
    ]


def signs_of(reading: Reading, part: Part, passage: Passage, stopping: Sequence[Finding]) -> Heard:
    start, end = part.plain.span(passage.start, passage.end)
    signs = {word: log_odds(chance) for word, chance in passage.says.items()}
    heard = Heard(part.name, start, end, signs)
    inside = [f for f in stopping if overlap(f, heard)]
    signs |= {f"found_{f.rule.split('-')[0].lower()}_{f.weight.value}": 1.0 for f in inside}
    signs |= {f"found_{f.weight.value}": 1.0 for f in inside}
    signs[f"kind_{reading.content.kind.value}_{reading.content.account.value}"] = 1.0
    if reading.authorized:
        signs |= {f"authorized_{word}": signs[word] for word in ("tells", "identifies", "stop")}
        signs["authorized"] = 1.0
    return heard


def reads(finding: Finding) -> bool:
    """Whether a finding is the learned reader's own."""
    return registry()[finding.rule].reads


def scales_of(model: Model | None) -> tuple[str, str]:
    """The scales of a setting of the reader, to stop and to hold: each was fitted to what that one believes."""
    name = "reader_fast" if model is not None and model.setting == "fast" else "reader"
    return name, f"{name}_hold"


def weighed(reading: Reading, findings: Sequence[Finding]) -> list[Finding]:
    """The findings as they stand once the reader has been heard, passage by passage."""
    by_rules = [f for f in findings if not reads(f)]
    if not reading.beliefs:
        return by_rules
    passages = heard(reading, findings)
    stop, hold = (reading.scales[name] for name in scales_of(reading.body.model))
    over = [p for p in passages if p.score(stop) >= 0]
    holds = [p for p in over if p.score(hold) >= 0]
    patients = called_patients(reading)
    kept = []
    for finding in by_rules:
        read = [p for p in passages if overlap(finding, p)]
        harmless = bool(read) and not any(p in over or p.features_someone for p in read)
        harmless = harmless and not foreign(reading.part(finding.part))
        soft = finding.weight in STOPS and registry()[finding.rule].liftable and finding.label != "room_unit"
        soft = soft and not any(overlap(finding, p) for p in patients)
        kept.append(lifted(finding) if soft and harmless else finding)
    stopping = [f for f in kept if f.weight in STOPS]
    for finding in findings:
        if not reads(finding) or not any(overlap(finding, p) for p in over):
            continue
        if not any(overlap(finding, other) for other in stopping):
            weight = Weight.HOLD if any(overlap(finding, p) for p in holds) else Weight.REVIEW
            kept.append(replace(finding, weight=weight))
    return kept


def called_patients(reading: Reading) -> list[Heard]:
    """Where a name stands that the words themselves call a patient's; harmless words beside it change nothing."""
    found = [p for p in reading.people if p.role is Role.TOLD_ABOUT and p.why in CALLED_PATIENT]
    return [Heard(p.part, *reading.part(p.part).plain.span(p.start, p.end), {}) for p in found]


def foreign(part: Part) -> bool:
    """Whether most words are no English ones; of such words the reader learnt too little to lift anything."""
    table = ranks()
    words = [w.low for w in part.words if w.low.isalpha()]
    return sum(table.get(w, UNKNOWN).word > 0 for w in words) < ENGLISH * len(words)


def lifted(finding: Finding) -> Finding:
    why = "a rule spoke here; the learned reader takes the words for harmless"
    return replace(finding, weight=Weight.INFO, believed=f"{why} ({finding.believed})" if finding.believed else why)


def overlap(one: Finding, other: Finding | Heard) -> bool:
    return one.part == other.part and one.start < other.end and other.start < one.end
