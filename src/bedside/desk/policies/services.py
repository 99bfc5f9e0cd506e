"""Two decisions: which pack judges from now on, and what is public about the organisation."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from bedside import load_policy
from bedside.core.errors import DeskError, NotThere
from bedside.core.events import Event
from bedside.core.organizations import SENSITIVE_KINDS
from bedside.core.policies import Policy
from bedside.core.roles import Right
from bedside.desk.audit import services as audit
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors
from bedside.desk.policies.models import Adoption, PublicFacts
from bedside.policies import digest_of, document_of, load_policy_text, shipped
from bedside.policies.organization import STATES, mistake
from bedside.screening.registry import registry

MOST_REASON_CHARS = 500
MOST_ITEMS = 5_000
MOST_ITEM_CHARS = 200
MOST_SOURCE_BYTES = 300_000


class AlreadyInForce(DeskError):
    """What was to be adopted judges already."""


class Overtaken(DeskError):
    """Somebody else decided since the person looked."""


class FactsRefused(DeskError):
    """Something entered has the wrong shape; ``problems`` says what, by field."""

    status = 422

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@transaction.atomic
def adopt(pack_name: str, *, by: Person, at: datetime, reason: str, over: str | None = None) -> Adoption:
    """Let a pack that ships judge from now on.

    Args:
        by: the privacy officer.
        reason: why, at most 500 characters; kept in the record.
        over: the digest of the policy that was in force when the person looked; None where nobody looked.

    Raises:
        NotPermitted: ``by`` may not.
        NotThere: no such pack ships.
        AlreadyInForce: it judges already. Overtaken: another policy came into force meanwhile.
        DeskError: no reason, or one too long.
    """
    people.require(by, Right.ADOPT_POLICY)
    if pack_name not in {p.name for p in shipped()}:
        raise NotThere("There is no pack by that name. Choose one of those on the page.")
    return _adopt(load_policy(pack_name), source="", by=by, at=at, reason=reason, over=over)


@transaction.atomic
def adopt_own(source: bytes, *, by: Person, at: datetime, reason: str, over: str | None = None) -> Adoption:
    """Let a pack of the organisation's own judge from now on.

    Args:
        source: TOML, at most 300,000 bytes; may extend packs that ship.

    Raises:
        PolicyError: a mistake in it; says the line.
        DeskError: as `adopt`; also where the same name and version was adopted with other words.
    """
    people.require(by, Right.ADOPT_POLICY)
    policy = own_policy(source)
    return _adopt(policy, source=source.decode("utf-8-sig"), by=by, at=at, reason=reason, over=over)


def own_policy(source: bytes) -> Policy:
    """The policy of a pack that somebody hands in, with all that a screening reads.

    Raises:
        PolicyError: a mistake in it; says the line.
        DeskError: too large, or it lacks what a screening reads.
    """
    if len(source) > MOST_SOURCE_BYTES:
        raise DeskError(f"A pack has at most {MOST_SOURCE_BYTES:,} bytes. Take out what packs that ship say already.")
    policy = load_policy_text(source, known={code: rule.severity for code, rule in registry().items()})
    baseline = load_policy()
    lacks = sorted(baseline.scales.keys() - policy.scales.keys()) + sorted(
        {rule.provision for rule in registry().values()} - policy.provisions.keys()
    )
    if lacks:
        raise DeskError(
            f'This pack says nothing of {lacks[0]}, which a screening reads. Add extends = "hipaa-baseline" below [pack].'
        )
    return policy


def _adopt(policy: Policy, *, source: str, by: Person, at: datetime, reason: str, over: str | None) -> Adoption:
    reason = reason.strip()
    if not reason or len(reason) > MOST_REASON_CHARS:
        raise DeskError(f"Say why, in at most {MOST_REASON_CHARS} characters. The record keeps it.")
    document = document_of(policy)
    digest, adoption_id = digest_of(document), uuid.uuid4()
    before = selectors.in_force()
    entry = audit.append(
        Event.POLICY_ADOPTED,
        about=f"policy:{adoption_id}",
        actor=f"person:{by.pk}",
        at=at,
        reason=reason,
        facts={"pack": policy.label, "digest": digest, "instead_of": before.label, "own": bool(source)},
    )  # the record's head is locked from here on, so that two who decide at once take turns
    now = selectors.in_force_digest()
    if over is not None and now != over:
        raise Overtaken("Another policy came into force while you were reading. Look at what would change now.")
    if now == digest and Adoption.objects.exists():
        raise AlreadyInForce(f"{policy.label} is in force already, word for word. There is nothing to decide.")
    _require_own_version(policy, digest, own=bool(source))
    adopted: Adoption = Adoption.objects.create(
        pk=adoption_id,
        pack=policy.label,
        packs=list(policy.packs),
        document=document,
        digest=digest,
        source=source,
        adopted_by=by,
        adopted_at=at,
        seq=entry.seq,
    )
    return adopted


def _require_own_version(policy: Policy, digest: str, *, own: bool) -> None:
    """Refuse an own pack that changed and kept its version: verdicts name the pack by it.

    Raises:
        DeskError: says which label.
    """
    if own and Adoption.objects.filter(pack=policy.label).exclude(digest=digest).exists():
        raise DeskError(
            f"{policy.label} was adopted before and said something else then. Give the changed pack a new version."
        )


UNSEEN = datetime.min.replace(tzinfo=UTC)  # no facts were ever saved then


@transaction.atomic
def change_public_facts(
    *,
    names: Sequence[str],
    addresses: Sequence[str],
    phones: Sequence[str],
    emails: Sequence[str],
    domains: Sequence[str],
    handles: Sequence[str],
    staff: Sequence[str],
    state: str,
    sensitive: Sequence[str],
    by: Person,
    at: datetime,
    seen: datetime | None = UNSEEN,
) -> PublicFacts:
    """Say what is public about the organisation; what was there before is replaced.

    Nothing is recorded where nothing changes.

    Args:
        staff: names beyond the people whose entry says that they agreed to be named.
        state: two letters, or "".
        sensitive: of `core.organizations.SENSITIVE_KINDS`.
        seen: when the facts that the person looked at were saved, None where there were none then; left out where
            nobody looked.

    Raises:
        NotPermitted: ``by`` may not.
        FactsRefused: something has the wrong shape; by field.
        Overtaken: somebody else saved meanwhile.
    """
    people.require(by, Right.EDIT_PUBLIC_FACTS)
    given = {
        "names": names,
        "addresses": addresses,
        "phones": phones,
        "emails": emails,
        "domains": domains,
        "handles": handles,
        "staff": staff,
        "sensitive": sensitive,
    }
    told: dict[str, Any] = {name: tidy(values) for name, values in given.items()}
    told["state"] = state.strip().upper()
    if problems := problems_of(told):
        raise FactsRefused(problems)
    audit.in_turn()
    found = PublicFacts.objects.select_for_update().first()
    row = found or PublicFacts(updated_at=at)
    changed = {name: value for name, value in told.items() if getattr(row, name) != value}
    if not changed:
        return row
    if seen is not UNSEEN and (found.updated_at if found else None) != seen:
        raise Overtaken("Someone else saved these facts while you were writing. Look at what they say now.")
    for name, value in changed.items():
        setattr(row, name, value)
    row.updated_at = at
    row.save()
    counted = {name: (value or "none") if name == "state" else len(value) for name, value in changed.items()}
    audit.append(Event.FACTS_CHANGED, about=f"facts:{row.pk}", actor=f"person:{by.pk}", at=at, facts=counted)
    return row


def tidy(values: Sequence[str]) -> list[str]:
    """Without empty lines, doubles and spaces around."""
    return list(dict.fromkeys(v for v in (" ".join(value.split()) for value in values) if v))


def problems_of(told: dict[str, Any]) -> dict[str, str]:
    """What is wrong with each field, in words that count lines and quote none of them."""
    found = {}
    for name, values in told.items():
        if name == "state":
            wrong = values and values not in STATES.split()
            say = 'The State is a two-letter code, such as "CA".' if wrong else ""
        else:
            say = _problem(name, values)
        if say:
            found[name] = say
    return found


def _problem(name: str, values: Sequence[str]) -> str:
    if len(values) > MOST_ITEMS:
        return f"There are {len(values):,} lines; at most {MOST_ITEMS:,} are taken."
    for number, value in enumerate(values, 1):
        if len(value) > MOST_ITEM_CHARS:
            return f"Line {number} has {len(value)} characters; at most {MOST_ITEM_CHARS} are taken."
    if name == "sensitive" and not set(values) <= set(SENSITIVE_KINDS):
        return "Choose kinds of care from the list."
    said = mistake(name, values)
    return f"Line {said.removeprefix('item ').replace(f' of {name}', '')}." if said else ""
