"""The page beside every rule: documentation that is also its test.

A page is Markdown: a title, prose, then the lists "Flagged" and "Left alone". In a flagged line
[[double brackets]] mark what the rule must find. Context stands in braces, for a whole page in a
line of its own before the lists, for one case before its text:

    {kind=rating_reply; to=They lost my chart}
    - {account=personal; role=nurse} What must be found is [[here]].

Fields: kind, account, role, to (what is answered), publish (a date or moment), auth (a state,
"active" or "not covering"), note (its terms), until, digest (SHA-256 of the approved text), channel,
alt (an alt text), thread (an earlier post), organization (phones, staff, ...: see `ORGANIZATION`),
words (an organisation's own words, separated by commas).
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from importlib import resources

from bedside.core.authorizations import AuthorizationFacts, State
from bedside.core.content import Account, Content, Kind
from bedside.core.findings import Severity
from bedside.core.organizations import Organization
from bedside.core.policies import Policy, Term
from bedside.screening.reading import Reading, read
from bedside.screening.registry import module_of
from bedside.screening.rule import Rule

MARK = re.compile(r"\[\[(?!\[)(.+?)\]\]", re.S)
BRACES = re.compile(r"^\{([^{}]*)\}\s*")
ORGANIZATION = Organization(
    names=("Millfield Clinic",),
    addresses=("12 Harbor Street, Millfield",),
    phones=("(555) 201-0134",),
    emails=("hello@millfield.example",),
    domains=("millfield.example",),
    handles=("@millfieldclinic",),
    staff=("Grace Foley, RN", "Dr. Omar Haddad"),
    state="CA",
    known=True,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a page: a content, and the spans of its body that the rule must find."""

    content: Content
    spans: tuple[tuple[int, int], ...]
    terms: tuple[Term, ...] = ()

    def reading(self, policy: Policy) -> Reading:
        return read(self.content, scales=policy.scales, terms=self.terms)


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page taken apart; ``prose`` is Markdown without title and lists."""

    title: str
    prose: str
    flagged: tuple[Case, ...] = field(repr=False)
    left_alone: tuple[Case, ...] = field(repr=False)


def page_of(rule: Rule) -> Page:
    """The page that lies beside a rule's module."""
    package, _, name = module_of(rule).rpartition(".")
    return parse((resources.files(package) / f"{name}.md").read_text(encoding="utf-8"))


def parse(markdown: str) -> Page:
    """Take a page apart.

    Raises:
        ValueError: a list item outside the two lists, or an unknown field in braces.
    """
    title, prose = "", []
    common: dict[str, str] = {}
    lists: dict[str, list[Case]] = {"flagged": [], "left alone": []}
    section = None
    for line in markdown.splitlines():
        if line.startswith("# "):
            title = line[2:].strip()
        elif line.startswith("## "):
            section = line[3:].strip().lower()
        elif section in lists:
            if line.startswith("- "):
                lists[section].append(case_of(line[2:].strip(), common))
            elif line.strip():
                raise ValueError(f"page {title}: a case must stand on one line that starts with '- '")
        elif m := BRACES.match(line):
            common = fields_of(m[1])
        else:
            prose.append(line)
    return Page(title, "\n".join(prose).strip(), tuple(lists["flagged"]), tuple(lists["left alone"]))


def fields_of(inside: str) -> dict[str, str]:
    pairs = (p.partition("=") for p in inside.split(";") if p.strip())
    return {key.strip(): value.strip() for key, _, value in pairs}


def case_of(line: str, common: dict[str, str]) -> Case:
    fields = dict(common)
    if m := BRACES.match(line):
        fields |= fields_of(m[1])
        line = line[m.end() :]
    line = line.replace("\\n", "\n")
    spans: list[tuple[int, int]] = []
    body = ""
    at = 0
    for m in MARK.finditer(line):
        body += line[at : m.start()]
        spans.append((len(body), len(body) + len(m[1])))
        body += m[1]
        at = m.end()
    return Case(content_with(body + line[at:], fields), tuple(spans), terms_of(fields))


def terms_of(fields: dict[str, str]) -> tuple[Term, ...]:
    phrases = (p.strip() for p in fields.get("words", "").split(",") if p.strip())
    return tuple(
        Term(phrase=p, severity=Severity.MEDIUM, message="A word of ours.", advice="Ask.", provision="house-words")
        for p in phrases
    )


def content_with(body: str, fields: dict[str, str]) -> Content:
    known = {
        "kind",
        "account",
        "role",
        "to",
        "publish",
        "auth",
        "note",
        "until",
        "digest",
        "channel",
        "alt",
        "thread",
        "organization",
        "words",
    }
    if unknown := set(fields) - known:
        raise ValueError(f"unknown field {sorted(unknown)[0]!r}; a case may have {', '.join(sorted(known))}")
    return Content(
        body=body,
        kind=Kind(fields.get("kind", "post")),
        account=Account(fields.get("account", "official")),
        author_role=fields.get("role", ""),
        in_reply_to=fields.get("to"),
        publish_at=moment(fields["publish"]) if "publish" in fields else None,
        alt_texts=(fields["alt"],) if "alt" in fields else (),
        thread=(fields["thread"],) if "thread" in fields else (),
        authorization=authorization(fields),
        organization=ORGANIZATION if "organization" in fields else Organization(),
        channel=fields.get("channel", ""),
    )


def moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else datetime.combine(value.date(), time(12), UTC)


def authorization(fields: dict[str, str]) -> AuthorizationFacts | None:
    state = fields.get("auth")
    if state is None:
        return None
    return AuthorizationFacts(
        state=State.ACTIVE if state == "not covering" else State(state),
        note=fields.get("note", ""),
        until=date.fromisoformat(fields["until"]) if "until" in fields else None,
        text_digest=fields.get("digest", ""),
        covering=state != "not covering",
    )
