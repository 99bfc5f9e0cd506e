"""One look at words: the screening, what it says is fine, and what the flow needs to know of it.

A look takes tens of milliseconds, so it is made outside the transaction that stores it; it names the seal of
the words it was made for, and is stored only with those very words.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bedside.core.content import Content, Kind
from bedside.core.findings import Finding, Fine, Guideline, Unchecked, Weight
from bedside.core.organizations import Organization
from bedside.core.policies import Policy
from bedside.core.releasing import finding_id
from bedside.core.screenings import Screening, Verdict
from bedside.desk.drafts.models import Draft
from bedside.desk.drafts.words import Words, content_of, seal_of, words_of
from bedside.desk.policies import selectors as policies
from bedside.screening import engine, topics
from bedside.screening.fine.choosing import fine_in

PICTURE = Unchecked(check="picture", why="No machine has looked at this picture. A reviewer looks before it goes out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The screening of the words with this ``seal`` under the policy and with the public facts of these digests."""

    seal: str
    policy_digest: str
    facts_digest: str
    screening: Screening
    fine: tuple[Fine, ...] = field(default=(), repr=False)
    tells: bool
    sensitive: bool

    @property
    def verdict(self) -> Verdict:
        return self.screening.verdict

    def count(self, weight: Weight) -> int:
        return sum(f.weight is weight for f in self.screening.findings)

    def concerns(self, weight: Weight) -> int:
        """How many different things were found: a rule that was met at nine places is one."""
        return len({(f.rule, f.message) for f in self.screening.findings if f.weight is weight})


def look(content: Content, *, seal: str, pictures: int, policy: Policy, policy_digest: str) -> Look:
    """Screen words with their pictures; a picture that no machine looks at is unchecked."""
    reading, missing = engine.reading_of(content, policy=policy)
    screening = engine.screening_of(reading, policy=policy, unchecked=(*missing, *(PICTURE for _ in range(pictures))))
    someone = bool(reading.tellings or reading.told_names)
    tells = content.kind is Kind.STORY or someone or any(about_someone(f) for f in screening.findings)
    return Look(
        seal=seal,
        policy_digest=policy_digest,
        facts_digest=facts_digest(content.organization),
        screening=screening,
        fine=fine_in(reading, screening),
        tells=tells,
        sensitive=tells and (bool(content.organization.sensitive) or topics.sensitive(content.body)),
    )


def facts_digest(public: Organization) -> str:
    """Stands for everything that is public about an organisation: what was found rests on it."""
    return hashlib.sha256(json.dumps(asdict(public), sort_keys=True).encode()).hexdigest()


def prepared(words: Words, *, kind: str, channels: list[str], planned_at: datetime | None) -> dict[str, Any]:
    """Everything a look needs, read inside the organisation's work, so that the look itself can be made outside."""
    return {
        "content": content_of(
            words, kind=kind, organization=policies.public_facts(), channels=channels, publish_at=planned_at
        ),
        "seal": seal_of(words, kind=kind, channels=channels),
        "pictures": len(words.pictures),
        "policy": policies.in_force(),
        "policy_digest": policies.in_force_digest(),
    }


def look_at(draft: Draft) -> Look:
    """A fresh screening of a draft's current words."""
    words = words_of(draft.current.words)
    return look(**prepared(words, kind=draft.kind, channels=draft.channels, planned_at=draft.planned_at))


def about_someone(finding: Finding) -> bool:
    """Whether a finding says that someone is told about."""
    asked = {Guideline.PHI_IDENTIFIER, Guideline.GOSSIP, Guideline.AUTHORIZATION}
    return finding.weight in {Weight.HOLD, Weight.REVIEW} and bool(asked & set(finding.guidelines))


def as_json(screening: Screening) -> str:
    """A screening as it is kept, sealed, with the version it was made for."""
    return json.dumps(
        {
            "findings": [asdict(f) for f in screening.findings],
            "unchecked": [asdict(u) for u in screening.unchecked],
            "pack": screening.pack,
            "reader": screening.reader,
        },
        ensure_ascii=False,
    )


def screening_of(text: str) -> Screening:
    """The screening in the form of `as_json`."""
    held = json.loads(text)
    return Screening(
        findings=tuple(_finding(f) for f in held["findings"]),
        unchecked=tuple(Unchecked(**u) for u in held["unchecked"]),
        pack=held["pack"],
        reader=held["reader"],
    )


def _finding(held: Mapping[str, Any]) -> Finding:
    return Finding(
        **{
            **held,
            "weight": Weight(held["weight"]),
            "guidelines": tuple(Guideline(g) for g in held["guidelines"]),
        }
    )


READ = re.compile(r"the reader: [\w %,]+")
SURE = re.compile(r"is \d+% sure")


def in_words(believed: str) -> str:
    """What a finding rests on, for people: chances are for machines, and would be taken for odds of being right."""
    return SURE.sub("is sure", READ.sub("noticed by the learned reader", believed))


def findings_for_page(screening: Screening, *, waived: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """Findings as the composer and the review page take them."""
    return [
        {
            "id": finding_id(f),
            "rule": f.rule,
            "name": f.name,
            "weight": f.weight.value,
            "part": f.part,
            "start": f.start,
            "end": f.end,
            "message": f.message,
            "advice": f.advice,
            "citation": f.citation,
            "sure": in_words(f.believed or ""),
            "label": f.label,
            "waived": finding_id(f) in waived,
        }
        for f in screening.findings
        if f.weight is not Weight.INFO
    ]
