"""Run the rules over a reading and let the policy weigh what they find."""

from collections.abc import Iterable

from bedside.core.content import LIMIT_CHARS, Content
from bedside.core.errors import ReaderMissing, UnsupportedContent
from bedside.core.findings import STOPS, Finding, Guideline, Unchecked, Weight
from bedside.core.policies import Policy
from bedside.core.screenings import Screening
from bedside.screening.reading import Place, Reading, read
from bedside.screening.reading.learned.inference import Model, model_of
from bedside.screening.registry import registry
from bedside.screening.rule import Rule
from bedside.screening.weighing import weighed

RULES_ALONE = "rules@1.0"
OFF = "off"


def screen(content: Content, *, policy: Policy, reader: str = "careful") -> Screening:
    """Find what publishing this content would disclose or say amiss.

    Args:
        content: the draft.
        policy: weighs what is found.
        reader: "careful", "fast" or "off"; without the learned reader, what rests on it is unchecked.

    Raises:
        UnsupportedContent: longer than ``LIMIT_CHARS`` code points, or not text.
        BadInput: no such reader.
    """
    reading, unchecked = reading_of(content, policy=policy, reader=reader)
    return screening_of(reading, policy=policy, unchecked=unchecked)


def reading_of(
    content: Content, *, policy: Policy, reader: str = "careful", like: Reading | None = None
) -> tuple[Reading, tuple[Unchecked, ...]]:
    """A content as the rules look at it, and what its reading leaves unchecked.

    Args:
        like: a reading of almost the same; parts with the same words are taken over as they are.

    Raises:
        UnsupportedContent, BadInput: as `screen` does.
    """
    check_size(content)
    model, missing = model_for(reader)
    return read(content, scales=policy.scales, terms=policy.terms, model=model, like=like), missing


def screening_of(reading: Reading, *, policy: Policy, unchecked: tuple[Unchecked, ...]) -> Screening:
    """What the rules find in a reading under the policy that it was made with."""
    findings = [
        finding
        for rule in registry().values()
        if rule.code not in policy.disabled
        for finding in findings_of(rule, reading, policy)
    ]
    findings = weighed(reading, findings)
    findings.sort(key=lambda f: (f.part != "body", f.part, f.start, f.end, f.rule))
    model = reading.body.model
    return Screening(
        findings=tuple(findings),
        unchecked=unchecked,
        pack=policy.label,
        reader=model.version if model else RULES_ALONE,
    )


def model_for(reader: str) -> tuple[Model | None, tuple[Unchecked, ...]]:
    """The model of a setting, or what its absence leaves unchecked."""
    if reader == OFF:
        return None, (Unchecked(check="reader", why="the learned reader is switched off"),)
    try:
        return model_of(reader), ()
    except ReaderMissing as trouble:
        return None, (Unchecked(check="reader", why=str(trouble)),)


def stops(rule: Rule, content: Content, *, policy: Policy, alone: bool) -> bool:
    """Whether a draft is stopped by this rule, or (not ``alone``) by any, once rules and reader are heard together."""
    found = {f.rule for f in screen(content, policy=policy).findings if f.weight in STOPS}
    return rule.code in found if alone else bool(found)


def check_size(content: Content) -> None:
    size = len(content.body) + sum(map(len, content.alt_texts)) + sum(map(len, content.thread))
    if size > LIMIT_CHARS:
        raise UnsupportedContent(
            f"the draft has {size:,} characters; at most {LIMIT_CHARS:,} are screened in one piece. Split it."
        )


def findings_of(rule: Rule, reading: Reading, policy: Policy) -> Iterable[Finding]:
    for place in outermost(rule.find(reading)):
        weight = policy.weigh(rule.code, severity=place.severity or rule.severity, account=reading.content.account)
        provision = policy.provisions.get(place.provision or rule.provision)
        yield Finding(
            rule=rule.code,
            name=rule.name,
            weight=weight,
            guidelines=guidelines_of(rule if place.guidelines is None else place, weight, reading),
            identifier_class=rule.identifier_class,
            label=place.label or rule.label,
            start=place.start,
            end=place.end,
            part=place.part,
            message=place.message or rule.message,
            advice=place.advice or rule.advice,
            citation=provision.citation if provision else "",
            replacement=place.replacement,
            believed=place.believed,
        )


def outermost(places: Iterable[Place]) -> list[Place]:
    """Places in reading order: the first of those at one place, and none inside another that says the same."""
    first: dict[tuple[str, int, int], Place] = {}
    for place in places:
        first.setdefault((place.part, place.start, place.end), place)
    kept, reach = [], dict[tuple[object, ...], int]()
    for place in sorted(first.values(), key=lambda p: (p.part, p.start, -p.end)):
        said = (place.part, place.label, place.severity, place.message)
        if place.end > reach.get(said, -1):
            kept.append(place)
            reach[said] = place.end
    return kept


def guidelines_of(told: Rule | Place, weight: Weight, reading: Reading) -> tuple[Guideline, ...]:
    """The guidelines of a rule or of one of its places, with what the context adds to words that stop a draft."""
    found = set(told.guidelines or ())
    if weight in STOPS and found and reading.personal:
        found.add(Guideline.PROFESSIONAL_IN_PERSONAL)
    return tuple(sorted(found))
