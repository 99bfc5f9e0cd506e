"""A policy as a document: exact both ways, one form only, and what two of them say differently."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bedside
from bedside.core.content import Account
from bedside.core.errors import PolicyError
from bedside.core.findings import Severity, Weight
from bedside.core.policies import Policy, Provision, Term
from bedside.policies import digest_of, document_of, policy_of, shipped
from bedside.policies.differences import (
    Fate,
    ProvisionChange,
    ScaleChange,
    SeverityChange,
    TableChange,
    TermChange,
    WeightChange,
    differences,
)
from bedside.screening.engine import screen
from bedside.screening.registry import registry

RULES = {code: rule.severity for code, rule in registry().items()}
PACKS = [p.name for p in shipped()]

words = st.text(max_size=20)
names = st.text(min_size=1, max_size=12)
weights = st.fixed_dictionaries({s: st.sampled_from(Weight) for s in Severity})
provisions = st.builds(
    Provision,
    key=names,
    citation=words,
    title=words,
    effective_from=st.dates(),
    effective_to=st.none() | st.dates(),
    status=words,
    source=words,
    reviewed_on=st.none() | st.dates(),
    holds=words,
)
numbers = st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6)
policies = st.builds(
    Policy,
    name=names,
    version=names,
    title=words,
    packs=st.lists(names, max_size=3).map(tuple),
    weights=st.fixed_dictionaries(dict.fromkeys(Account, weights)),
    severities=st.dictionaries(names, st.sampled_from(Severity), max_size=4),
    disabled=st.frozensets(names, max_size=3),
    reasons=st.dictionaries(names, words, max_size=3),
    provisions=st.lists(provisions, max_size=4).map(lambda ps: {p.key: p for p in ps}),
    scales=st.dictionaries(names, st.dictionaries(names, numbers, max_size=4), max_size=3),
    terms=st.lists(
        st.builds(Term, phrase=names, severity=st.sampled_from(Severity), message=words, advice=words, provision=names),
        max_size=3,
    ).map(tuple),
)


@given(policies)
def test_a_policy_comes_back_as_it_went(policy: Policy) -> None:
    document = document_of(policy)
    back = policy_of(document)
    assert back == policy
    assert document_of(back) == document
    assert "\n" not in document


@pytest.mark.parametrize("name", PACKS)
def test_a_shipped_pack_survives_and_screens_the_same(name: str) -> None:
    pack = bedside.load_policy(name)
    back = policy_of(document_of(pack))
    assert back == pack
    found = 0
    for body in DRAFTS:
        one, other = (screen(bedside.Content(body=body), policy=p, reader="off") for p in (pack, back))
        assert one == other
        found += len(one.findings)
    assert found


DRAFTS = [
    "Her social is 219-09-4321, please call.",
    "The youngest ever heart transplant at our clinic in Elmswell went home on Monday at age 3!",
    "We guarantee a miracle 🎉🎉🎉🎉 http://harborelm.example/?utm_campaign=diabetes",
]


@given(st.lists(st.sampled_from(sorted(RULES)), min_size=1, max_size=5, unique=True), st.sampled_from(DRAFTS))
def test_an_own_pack_survives_and_screens_the_same(codes: list[str], body: str) -> None:
    own = replace(bedside.load_policy("house"), severities=dict.fromkeys(codes, Severity.HIGH), disabled=frozenset())
    back = policy_of(document_of(own))
    content = bedside.Content(body=body)
    assert screen(content, policy=back, reader="off") == screen(content, policy=own, reader="off")


def test_the_same_policy_has_the_same_digest_whatever_the_order_it_was_joined_in() -> None:
    pack = bedside.load_policy("california")
    turned = replace(pack, provisions=dict(reversed(list(pack.provisions.items()))))
    assert digest_of(document_of(turned)) == digest_of(document_of(pack))
    assert digest_of(document_of(pack)) != digest_of(document_of(bedside.load_policy()))


@pytest.mark.parametrize("document", ["", "[]", "{}", "nonsense", '{"version_of_document":1}'])
def test_what_is_no_document_is_refused(document: str) -> None:
    with pytest.raises(PolicyError, match=r"cannot be read|other fields"):
        policy_of(document)


def test_a_document_of_a_later_version_asks_for_an_update() -> None:
    document = document_of(bedside.load_policy()).replace('"version_of_document":1', '"version_of_document":2')
    with pytest.raises(PolicyError, match="update Bedside"):
        policy_of(document)


def test_a_number_that_is_none_has_no_document() -> None:
    pack = bedside.load_policy()
    with pytest.raises(PolicyError, match="finite"):
        document_of(replace(pack, scales={"indirect": {"room": float("nan")}}))


def test_every_kind_of_difference_is_told() -> None:
    before = bedside.load_policy()
    law = Provision(key="handbook", citation="Handbook 4.2", title="Outcomes", effective_from=date(2026, 1, 1))
    term = Term(phrase="miracle~", severity=Severity.MEDIUM, message="m", advice="a", provision="handbook")
    after = replace(
        before,
        severities={**before.severities, "LINK-HTTP-1": Severity.HIGH, "PHI-G1": Severity.CRITICAL},
        disabled=frozenset({"A11Y-READ-1"}),
        reasons={"A11Y-READ-1": "our editor has one"},
        weights={
            **before.weights,
            Account.PERSONAL: {**before.weights[Account.PERSONAL], Severity.NOTE: Weight.ADVICE},
        },
        provisions={
            **before.provisions,
            "handbook": law,
            "indirect": replace(before.provisions["indirect"], title="x"),
        },
        scales={**before.scales, "accessibility": {**before.scales["accessibility"], "emoji_run": 9}},
        terms=(term,),
    )
    found = list(differences(before, after, rules=RULES))

    assert WeightChange("A11Y-READ-1", Account.OFFICIAL, "info", "off", "our editor has one") in found
    assert WeightChange("LINK-HTTP-1", Account.OFFICIAL, "advice", "hold") in found
    assert SeverityChange("PHI-G1", None, Severity.CRITICAL) in found
    assert TableChange(Account.PERSONAL, Severity.NOTE, "info", "advice") in found
    assert ProvisionChange(Fate.ADDED, law) in found
    assert [c.provision.title for c in found if isinstance(c, ProvisionChange) and c.fate is Fate.CHANGED] == ["x"]
    assert ScaleChange("accessibility", "emoji_run", before.scales["accessibility"]["emoji_run"], 9) in found
    assert TermChange(Fate.ADDED, term) in found

    back = list(differences(after, before, rules=RULES))
    assert ProvisionChange(Fate.GONE, law) in back
    assert TermChange(Fate.GONE, term) in back
    assert len(back) == len(found)


@given(policies)
def test_a_policy_does_not_differ_from_itself(policy: Policy) -> None:
    assert not list(differences(policy, policy_of(document_of(policy)), rules={}))
