"""The policy in force, the packs there are, and what is public about the organisation."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Subquery

from bedside import load_policy
from bedside.core.errors import DeskError, NotThere
from bedside.core.organizations import Organization as Public
from bedside.core.policies import Policy
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person
from bedside.desk.policies.models import Adoption, PublicFacts
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.policies import BASELINE, Shipped, digest_of, document_of, pack_of_state, policy_of, shipped
from bedside.policies.differences import Difference, differences
from bedside.policies.load import PACKS
from bedside.screening.registry import registry

IN_FORCE = "in-force"  # how addresses name the policy that judges now
EXAMPLE = "house"
ADOPTED = re.compile(r"adopted-(\d{1,15})")
LISTS = ("names", "addresses", "phones", "emails", "domains", "handles", "staff")


def in_force() -> Policy:
    """The policy that judges now: the newest adoption, word for word; before any, what ships for the State.

    One query, as long as this process has met the policy before.

    Raises:
        DeskError: the adopted document is not the one that was adopted; it was changed in the database.
    """
    digest, state = _head()
    return adopted_policy(digest) if digest else shipped_for(state)


def in_force_digest() -> str:
    """The digest of the policy that judges now, whether it was adopted or not."""
    digest, state = _head()
    return digest or _shipped_digest(pack_of_state(state) or BASELINE)


@lru_cache(maxsize=64)
def _shipped_digest(name: str) -> str:
    return digest_of(document_of(load_policy(name)))


def _head() -> tuple[str, str]:
    """The digest of the newest adoption and the State; each "" where there is none."""
    newest = Adoption.objects.order_by("-seq").values("digest")[:1]
    state = PublicFacts.objects.values("state")[:1]
    rows = Organization.objects.filter(pk=scope.current()).values_list(Subquery(newest), Subquery(state))
    found = scope.kept("policy in force", rows.get)
    return found[0] or "", found[1] or ""


def shipped_for(state: str) -> Policy:
    """What judges before anybody decided: the baseline, with the pack of the State on top where one ships."""
    return load_policy(pack_of_state(state) or BASELINE)


@lru_cache(maxsize=64)
def adopted_policy(digest: str) -> Policy:
    """The policy of an adopted document, by its digest; the same digest is the same policy for everybody.

    Raises:
        NotThere: nothing with this digest was adopted here.
        DeskError: the document has another digest.
    """
    document = Adoption.objects.filter(digest=digest).values_list("document", flat=True).first()
    if document is None:
        raise NotThere("No such policy was adopted here.")
    if digest_of(document) != digest:
        raise DeskError(
            "The adopted policy is not the one that was adopted: its row was changed. Check the record, adopt a pack again."
        )
    return completed(policy_of(document))


def completed(policy: Policy) -> Policy:
    """A policy with whole scales and provisions of the baseline that it knows nothing of.

    One that was adopted before the software learnt to read a scale says nothing about it. What it does say stands.
    """
    baseline = load_policy()
    if policy.scales.keys() >= baseline.scales.keys() and policy.provisions.keys() >= baseline.provisions.keys():
        return policy
    return replace(
        policy,
        scales={**baseline.scales, **policy.scales},
        provisions={**baseline.provisions, **policy.provisions},
    )


def adoptions() -> list[Adoption]:
    """Every adoption, the newest first; without their documents."""
    return list(Adoption.objects.defer("document", "source").select_related("adopted_by").order_by("-seq"))


def adoption(seq: int) -> Adoption:
    """The adoption that entry ``seq`` of the record tells of.

    Raises:
        NotThere: none of this organisation.
    """
    found: Adoption | None = Adoption.objects.filter(seq=seq).select_related("adopted_by").first()
    if found is None:
        raise NotThere("No policy was adopted with that entry.")
    return found


@dataclass(frozen=True)
class Named:
    """A policy as an address names it, with words for people."""

    reference: str
    words: str
    policy: Policy


def named(reference: str) -> Named:
    """The policy that a part of an address names: "in-force", "adopted-12", or a pack that ships.

    Raises:
        NotThere: there is none by this name here.
    """
    if reference == IN_FORCE:
        policy = in_force()
        return Named(reference, f"{policy.label}, in force", policy)
    if said := ADOPTED.fullmatch(reference):
        found = adoption(int(said[1]))
        return Named(reference, f"{found.pack}, adopted with entry {found.seq}", adopted_policy(found.digest))
    if reference in {p.name for p in shipped()}:
        policy = load_policy(reference)
        return Named(reference, f"{policy.label}, as it ships", policy)
    raise NotThere("There is no policy by that name here.")


def changes(before: Policy, after: Policy) -> list[Difference]:
    """Everything in which one policy is not the other."""
    return list(differences(before, after, rules={code: rule.severity for code, rule in registry().items()}))


@dataclass(frozen=True)
class Available:
    """A pack that ships, and how far it is from what is in force."""

    shipped: Shipped
    policy: Policy
    differences: int
    in_force: bool  # it is what judges now, to the letter
    newer: bool  # what judges now is this pack in another version

    @property
    def label(self) -> str:
        return self.policy.label


def available() -> list[Available]:
    """The packs that ship to be adopted, with what they would change; the example to copy is none of them."""
    now, digest = in_force(), in_force_digest()
    found = []
    for pack in shipped():
        if pack.name == EXAMPLE:
            continue
        same = _shipped_digest(pack.name) == digest
        count = 0 if same else _differences(digest, pack.name)
        found.append(Available(pack, load_policy(pack.name), count, same, newer=now.name == pack.name and not same))
    return found


@lru_cache(maxsize=512)
def _differences(before: str, name: str) -> int:
    """How many differences a shipped pack has from the policy of a digest, which is in force here."""
    shipped_names = {_shipped_digest(p.name): p.name for p in shipped()}
    policy = load_policy(shipped_names[before]) if before in shipped_names else adopted_policy(before)
    return len(changes(policy, load_policy(name)))


def example() -> str:
    """The text of the pack that ships as an example to copy."""
    return (PACKS / f"{EXAMPLE}.toml").read_text(encoding="utf-8")


def facts() -> PublicFacts | None:
    """What was entered; None before anything was."""
    found: PublicFacts | None = PublicFacts.objects.first()
    return found


def public_facts() -> Public:
    """What is public about the organisation, as a screening takes it: what was entered, the people who agreed to
    be named, and the addresses of its facilities.

    ``known`` once any name, place or contact was entered; a State alone tells nothing of what is the organisation's own.
    """
    row = facts()
    entered = {name: tuple(getattr(row, name)) if row else () for name in LISTS}
    places = tuple(f.address for f in people.facilities() if f.address)
    roster = tuple(as_the_public_knows(p) for p in named_in_public())
    return Public(
        **{
            **entered,
            "addresses": tuple(dict.fromkeys((*entered["addresses"], *places))),
            "staff": tuple(dict.fromkeys((*roster, *entered["staff"]))),
        },
        state=row.state if row else "",
        sensitive=tuple(row.sensitive) if row else (),
        known=any(entered.values()),
    )


def named_in_public() -> list[Person]:
    """Those here who agreed to be named in public, by name."""
    return list(Person.objects.filter(public=True, left_at=None).order_by("name"))


def as_the_public_knows(person: Person) -> str:
    return f"{person.name}, {person.title}" if person.title else person.name
