"""How the pages say what a policy says: weights, guidelines, and what one policy says otherwise than another."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from bedside.core.content import Account, Content, Kind
from bedside.core.findings import Guideline, Severity
from bedside.policies.differences import (
    OFF,
    Difference,
    Fate,
    ProvisionChange,
    ScaleChange,
    SeverityChange,
    TableChange,
    TermChange,
    WeightChange,
)
from bedside.screening.registry import registry
from bedside.screening.rule import Rule

GUIDELINES: Mapping[Guideline, tuple[str, str]] = {
    Guideline.PHI_IDENTIFIER: ("What identifies a patient", "Names, dates, numbers, pictures, and details that together point to one person."),
    Guideline.PATIENT_ACKNOWLEDGEMENT: ("Saying that someone was here", "A reply must read equally true if the writer was never near the place."),
    Guideline.AUTHORIZATION: ("Signed permissions", "A story about a person needs one, and goes no further than it says."),
    Guideline.GOSSIP: ("Gossip", "Talking of people in care for the sake of talking."),
    Guideline.COWORKER_TEST: ("The co-worker test", "Would you say this to a co-worker there?"),
    Guideline.TONE: ("Tone", "What a reader in pain would hear."),
    Guideline.PROFESSIONAL_IN_PERSONAL: ("Work on personal pages", "Where a private page begins to speak for the house."),
}  # fmt: skip
OTHERS = (
    "Reading, links and house words",
    "Easy to read for everyone, links that tell nothing of who clicks, and words of your own.",
)
NOW = {
    "hold": "now holds",
    "review": "now asks for a person to look",
    "advice": "is now advice",
    "info": "is now only good to know",
    OFF: "is switched off",
}
WAS = {
    "hold": "it held",
    "review": "a person should look",
    "advice": "advice",
    "info": "good to know",
    OFF: "switched off",
}
STRICT = ("hold", "review", "advice", "info", OFF)
SEVERITIES = {
    Severity.CRITICAL: "critical",
    Severity.HIGH: "high",
    Severity.MAY_BE_FINE: "high, but may be fine",
    Severity.MEDIUM: "medium",
    Severity.ADVISORY: "advisory",
    Severity.NOTE: "a note",
}
KINDS = {
    Kind.POST: "a post",
    Kind.STORY: "a story",
    Kind.RATING_REPLY: "a reply to a rating",
    Kind.COMMENT_REPLY: "a reply to a comment",
    Kind.MESSAGE: "a message",
}
ACCOUNTS = {Account.OFFICIAL: "on the official account", Account.PERSONAL: "on a personal account"}


def heading_of(rule: Rule) -> str:
    """The guideline that a rule stands under on the page: of several, the one that is told first."""
    return next((heading for guideline, (heading, _) in GUIDELINES.items() if guideline in rule.guidelines), OTHERS[0])


def where(content: Content) -> str:
    """What an example is, and on whose account: "a reply to a rating, on the official account"."""
    return f"{KINDS[content.kind]}, {ACCOUNTS[content.account]}"


def strictness(was: str, now: str) -> str:
    """What the step from one weight to another is: stricter, milder, or "" where it is none."""
    step = STRICT.index(was) - STRICT.index(now)
    return "stricter" if step > 0 else "milder" if step < 0 else ""


@dataclass(frozen=True)
class Line:
    """One difference in words. ``code`` is of the rule it is about; ``way`` is "stricter", "milder" or ""."""

    text: str
    code: str = ""
    way: str = ""
    why: str = ""
    more: str = ""

    @property
    def name(self) -> str:
        rule = registry().get(self.code)
        return rule.name.replace("-", " ") if rule else ""


@dataclass
class Told:
    """All differences in words, as the page shows them."""

    rules: list[Line] = field(default_factory=list)
    law: list[Line] = field(default_factory=list)
    numbers: list[Line] = field(default_factory=list)
    words: list[Line] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        return bool(self.rules or self.law or self.numbers or self.words)

    @property
    def summary(self) -> str:
        """The whole in one sentence."""
        ways = [line.way for line in self.rules]
        parts = [
            _counted(ways.count("stricter"), "rule stricter", "rules stricter"),
            _counted(ways.count("milder"), "rule milder", "rules milder"),
            _counted(ways.count(""), "rule counted otherwise", "rules counted otherwise"),
            _counted(len(self.law), "change in the law it cites", "changes in the law it cites"),
            _counted(len(self.numbers), "number", "numbers"),
            _counted(len(self.words), "word of your own", "words of your own"),
        ]
        return ", ".join(p for p in parts if p) or "Nothing"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def told(changes: Iterable[Difference]) -> Told:
    """Differences in words; a rule that changes alike on both accounts is told of once."""
    found = Told()
    weights: dict[str, list[WeightChange]] = {}
    for change in changes:
        match change:
            case WeightChange():
                weights.setdefault(change.code, []).append(change)
            case SeverityChange(code, was, now):
                found.rules.append(Line(_severity(was, now), code))
            case TableChange(account, severity, was, now):
                text = f"Whatever is {SEVERITIES[severity]} {NOW[now]} {ACCOUNTS[account]}; was: {WAS[was]}."
                found.rules.append(Line(text, way=strictness(was, now)))
            case ProvisionChange():
                found.law.append(_law(change))
            case ScaleChange(scale, key, before, after):
                name = f"{key.replace('_', ' ')}, in {scale.replace('_', ' ')}"
                found.numbers.append(Line(f"{name}: {_number(after)}; was: {_number(before)}."))
            case TermChange(fate, term):
                say = {
                    Fate.ADDED: "is looked for",
                    Fate.GONE: "is not looked for any more",
                    Fate.CHANGED: "is told of otherwise",
                }
                found.words.append(Line(f"“{term.phrase}” {say[fate]}.", more=term.message))
    found.rules = [line for group in weights.values() for line in _weights(group)] + found.rules
    return found


def _weights(group: Sequence[WeightChange]) -> list[Line]:
    steps = {(c.was, c.now) for c in group}
    if len(steps) == 1 and len(group) == len(Account):
        group = group[:1]
        where = [""]
    else:
        where = [f" {ACCOUNTS[c.account]}" for c in group]
    return [
        Line(f"{NOW[c.now]}{place}; was: {WAS[c.was]}.", c.code, strictness(c.was, c.now), c.why)
        for c, place in zip(group, where, strict=True)
    ]


def _severity(was: Severity | None, now: Severity | None) -> str:
    before = SEVERITIES[was] if was else "what each finding says of itself"
    after = SEVERITIES[now] if now else "what it says of itself"
    return f"counts every finding as {after}; was: {before}."


def _law(change: ProvisionChange) -> Line:
    law = change.provision
    name = f"{law.citation}, {law.title}"
    if change.fate is Fate.CHANGED:
        return Line(f"Says something else: {name}.", more=_what_changed(change))
    return Line(f"{'Adds' if change.fate is Fate.ADDED else 'Leaves out'}: {name}.", more=law.holds)


def _what_changed(change: ProvisionChange) -> str:
    names = {
        "effective_from": "start",
        "effective_to": "end",
        "reviewed_on": "date of review",
        "holds": "what it holds",
    }
    fields = ("citation", "title", "effective_from", "effective_to", "status", "source", "reviewed_on", "holds")
    changed = [names.get(f, f) for f in fields if getattr(change.provision, f) != getattr(change.was, f)]
    return f"What changed: {', '.join(changed)}."


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"


CODE = re.compile(r"`([^`\n]+)`")


def prose(markdown: str) -> SafeString:
    """The paragraphs of a rule's page; of Markdown they use nothing but `code`."""
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", markdown) if p.strip()]
    coded = (CODE.sub(r"<code>\1</code>", escape(p)) for p in paragraphs)
    return mark_safe("".join(f"<p>{p}</p>" for p in coded))  # noqa: S308 - escaped above


def marked(body: str, spans: Sequence[tuple[int, int]], *, kind: str) -> SafeString:
    """An example with its places marked as the composer marks them; escaped.

    Args:
        spans: code points of ``body``, any order; where they overlap, the first has the place.
        kind: hold, review, advice or info; how the marks look.
    """
    parts, at = [], 0
    for start, end in sorted(spans):
        if start < at:
            continue
        parts += [escape(body[at:start]), format_html('<mark class="f {}">{}</mark>', kind, body[start:end])]
        at = end
    return mark_safe("".join([*parts, escape(body[at:])]))  # noqa: S308
