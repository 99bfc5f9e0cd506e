"""Better wording for what was found: proposed per finding, offered only when the whole screens better."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bedside.core.content import Account, Content
from bedside.core.findings import Finding, Weight
from bedside.core.policies import Policy
from bedside.core.screenings import Screening, Verdict
from bedside.screening import engine
from bedside.screening.reading.answered import Answered
from bedside.screening.reading.reading import Part, Reading
from bedside.screening.rewriting.composer import reach_of, situation_of
from bedside.screening.rewriting.wordings import Situation

MOST = 40  # findings of one draft for which words are sought
LOAD = {Weight.HOLD: 10, Weight.REVIEW: 1}
GAP = re.compile(r"[ \t]{2,}")
BEFORE_STOP = re.compile(r"\s+([.,!?;:])")
# Whoever a later sentence calls by one of these was named before; without that sentence it is about nobody.
HE_OR_SHE = re.compile(r"\b(?:he|she|him|her|hers|his|himself|herself)\b", re.I)
SET_OFF_BEFORE = re.compile(
    r"(?:^|[,.!?;:\n]|\b(?:hi|hello|hey|dear|thanks|thank you|congrats|congratulations|welcome))\s*$", re.I
)
SET_OFF_AFTER = re.compile(r"\s*(?:[,.!?;:\n]|$)")
# Who it is stands before the name already: "our patient Ada Example came home".
CALLED_BEFORE = re.compile(
    r"\b(?:patient|resident|client|survivor|nurse|doctor|volunteer|colleague|coworker|friend|neighbor|guest|winner|"
    r"boy|girl|man|woman|son|daughter|mother|father|mom|dad|wife|husband|brother|sister|baby|teen|toddler) $",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Other words for one finding. ``start:end`` are code points of the body that ``text`` replaces.

    ``body`` is the whole with the other words in it, ``verdict`` what a screening of it says.
    """

    finding: Finding
    start: int
    end: int
    text: str = field(repr=False)
    body: str = field(repr=False)
    verdict: Verdict


def rewrites(content: Content, screening: Screening, *, policy: Policy) -> tuple[Rewrite, ...]:
    """For each finding in the body that stops the draft, other words with which it screens better.

    At most one a place: the first that takes the finding away, brings no new one and leaves the
    whole lighter. Findings for which nothing helps have none. Each rewrite stands by itself.

    Args:
        content: the draft; ``screening`` must be its screening under ``policy``.
    """
    trials = Trials(content, screening, policy=policy)
    part = Part("body", content.body)
    found: dict[str, Rewrite] = {}
    places: set[tuple[int, int]] = set()
    stopping = [f for f in screening.findings if f.part == "body" and f.weight in LOAD]
    for finding in stopping[:MOST]:
        if (finding.start, finding.end) in places:
            continue
        places.add((finding.start, finding.end))
        tries = (trials.tried(finding, *p) for p in proposals(content, finding, part))
        better = next((t for t in tries if t), None)
        if better and better.body not in found:
            found[better.body] = better
    return tuple(found.values())


class Trials:
    """Candidates for one draft, each whole screened again in full before it is offered.

    Findings in one sentence propose much the same, so every whole is screened once; what is answered, the
    descriptions of pictures and the thread stay the same and are read once.
    """

    def __init__(self, content: Content, screening: Screening, *, policy: Policy) -> None:
        self.content = content
        self.policy = policy
        self.reader = screening.reader_setting
        self._load = load_of(screening)
        self._rules = rules_of(screening)
        self._better: dict[str, Verdict | None] = {}
        self._reading: Reading | None = None

    def tried(self, finding: Finding, start: int, end: int, text: str) -> Rewrite | None:
        """The draft with these words at this place, where it screens better."""
        body = joined(self.content.body[:start], text, self.content.body[end:])
        if not body or body == self.content.body:
            return None
        if body not in self._better:
            self._better[body] = self._verdict_if_better(body)
        verdict = self._better[body]
        if verdict is None:
            return None
        return Rewrite(finding=finding, start=start, end=end, text=text, body=body, verdict=verdict)

    def _verdict_if_better(self, body: str) -> Verdict | None:
        """What a screening of the whole says, where it is lighter than before and no new rule speaks."""
        draft = replace(self.content, body=body)
        self._reading, unchecked = engine.reading_of(draft, policy=self.policy, reader=self.reader, like=self._reading)
        after = engine.screening_of(self._reading, policy=self.policy, unchecked=unchecked)
        better = load_of(after) < self._load and not rules_of(after) - self._rules
        return after.verdict if better else None


def load_of(screening: Screening) -> int:
    """How heavy the findings weigh together; less is better."""
    return sum(LOAD.get(f.weight, 0) for f in screening.findings)


def rules_of(screening: Screening) -> set[str]:
    """The rules that stop a draft."""
    return {f.rule for f in screening.findings if f.weight in LOAD}


def joined(before: str, text: str, after: str) -> str:
    """The pieces as one text, without doubled blanks or a blank before a stop."""
    if not text:
        before = before.rstrip(" ,") if re.match(r"\s*[.!?]", after) else before
        if not before.strip() or before.rstrip().endswith((".", "!", "?")):
            after = after.lstrip(" ,;:-")
            after = after[:1].upper() + after[1:]
    whole = GAP.sub(" ", before + text + after)
    return BEFORE_STOP.sub(r"\1", whole).strip(" \t,;:-")


def proposals(content: Content, finding: Finding, part: Part) -> Iterator[tuple[int, int, str]]:
    """Places of the body (read as ``part``) and what may stand there instead, the smallest change first."""
    if finding.replacement is not None:
        yield finding.start, finding.end, finding.replacement
    if finding.label == "name" and set_off(content.body, finding.start, finding.end):
        yield finding.start, finding.end, ""
    start, end = sentence_around(part, finding.start, finding.end)
    if content.answers and content.account is Account.OFFICIAL:
        for text in instead(content, finding, part):
            if text not in content.body:
                yield start, end, text
    if not HE_OR_SHE.search(content.body, end):
        yield start, end, ""


def set_off(body: str, start: int, end: int) -> bool:
    """Whether a sentence reads whole without the name in it: "Thank you, Ada, for writing", "our patient Ada came"."""
    if CALLED_BEFORE.search(body[max(0, start - 20) : start]) and not body.startswith(("'s", "\u2019s"), end):
        return True
    return bool(SET_OFF_BEFORE.search(body[max(0, start - 40) : start]) and SET_OFF_AFTER.match(body, end))


def sentence_around(part: Part, start: int, end: int) -> tuple[int, int]:
    """The sentences that hold a finding, at offsets of the original."""
    first, last = start, end
    for a, b in part.sentences:
        raw_start, raw_end = part.plain.span(a, b) if a < b else (a, b)
        if raw_start < end and start < raw_end:
            first, last = min(first, raw_start), max(last, raw_end)
    while first < last and part.raw[first].isspace():
        first += 1
    return first, last


THANKS = ("Thank you for taking the time to write.", "Thank you for these kind words.")
HEARD = ("We are sorry to read this, and we'd like to listen.", "Thank you for the honest feedback.")
SILENT = ("Privacy law keeps us from saying whether any person is or was in our care.",)
OPEN = ("Anyone with questions is welcome to {reach}.",)
MOVED = ("We can't talk about this here. Please {reach}.",)
SHARED = ("Thank you for sharing this.",)
SAFE_ASK = ("Please {reach}, and keep personal details off this page.",)
SPANISH = {
    THANKS: ("Gracias por tomarse el tiempo de escribir.",),
    HEARD: ("Lamentamos leer esto y queremos escuchar.",),
    SILENT: ("La ley de privacidad no nos permite decir quién está o estuvo en nuestro cuidado.",),
    OPEN: ("Cualquier persona con preguntas puede comunicarse: {reach}.",),
    MOVED: ("No podemos hablar de esto aquí. Por favor {reach}.",),
    SHARED: ("Gracias por compartir esto.",),
    SAFE_ASK: ("Por favor {reach}, y no publique datos personales en esta página.",),
}
INSTEAD: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("ACK-DENY", (SILENT,)),
    ("ACK-TALK", (SILENT,)),
    ("ACK-THIRD", (SILENT,)),
    ("ACK-DM", (MOVED,)),
    ("ACK-SOLICIT", (SAFE_ASK,)),
    ("ACK-CHEER", (SHARED, THANKS)),
    ("ACK-FUTURE", (OPEN, THANKS)),
    ("ACK-HOSTILE", (HEARD, OPEN)),
    ("ACK-BARGAIN", (OPEN,)),
)


def instead(content: Content, finding: Finding, part: Part) -> Iterator[str]:
    """Sentences that may stand for one that says too much, by rule and by what is answered."""
    answered = Answered(Part("in_reply_to", content.in_reply_to or ""))
    spanish = Answered(part).spanish
    groups = next((g for code, g in INSTEAD if finding.rule.startswith(code)), None)
    if groups is None:
        glad = situation_of(answered, kind=content.kind) in {Situation.PRAISE, Situation.OTHER}
        groups = (THANKS, HEARD) if glad and not answered.complaint else (HEARD, THANKS)
    reach = reach_of(content.organization, spanish=spanish)
    for group in groups:
        for text in SPANISH[group] if spanish else group:
            yield text.format(reach=reach)
