"""The privacy officer decides which pack judges, and the decision stands in the record."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

import bedside
from bedside.core.errors import DeskError, NotPermitted, NotThere, PolicyError
from bedside.core.events import Event
from bedside.desk.audit.models import Entry
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors, services
from bedside.desk.policies.models import Adoption, PublicFacts
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.policies import document_of
from tests.desk.conftest import NOON

pytestmark = pytest.mark.django_db
OWN = b"""[pack]
name = "harbor-elm"
version = "1"
extends = "california"

[rules.LINK-HTTP-1]
severity = "high"

[[terms]]
phrase = "Project Lantern"
severity = "high"
message = "This project is not announced yet."
advice = "Leave it out."
"""


def in_a_state(state: str) -> None:
    PublicFacts.objects.create(state=state, updated_at=NOON)


def test_before_any_decision_the_baseline_judges_with_the_pack_of_the_state(at_clinic: Organization) -> None:
    assert selectors.in_force() == bedside.load_policy()
    in_a_state("WA")
    assert selectors.in_force().label == "washington@2026.11"
    PublicFacts.objects.update(state="OH")  # no pack ships for Ohio
    assert selectors.in_force().label == "hipaa-baseline@2026.11"


def test_an_adoption_is_a_decision_that_the_record_holds(at_clinic: Organization, people: dict[str, Person]) -> None:
    officer = people["privacy_officer"]
    size = Entry.objects.count()

    adopted = services.adopt("california", by=officer, at=NOON, reason="We opened in Fresno")

    assert selectors.in_force() == bedside.load_policy("california")
    entry = Entry.objects.get(seq=size)
    assert (entry.event, entry.about, entry.actor) == (
        Event.POLICY_ADOPTED,
        f"policy:{adopted.pk}",
        f"person:{officer.pk}",
    )
    facts = json.loads(bytes(entry.body))["facts"]
    assert facts == {
        "pack": "california@2026.11",
        "digest": adopted.digest,
        "instead_of": "hipaa-baseline@2026.11",
        "own": False,
    }
    assert entry.reason.words == "We opened in Fresno"
    assert b"Fresno" not in bytes(entry.body)
    assert Entry.objects.count() == size + 1
    assert adopted.packs == ["hipaa-baseline@2026.11", "california@2026.11"]
    assert adopted.seq == entry.seq


@pytest.mark.parametrize("role", ["owner", "point_of_contact", "deputy", "reviewer", "author", "employee", "auditor"])
def test_nobody_else_decides(at_clinic: Organization, people: dict[str, Person], role: str) -> None:
    with pytest.raises(NotPermitted, match="Imani"):
        services.adopt("california", by=people[role], at=NOON, reason="why not")
    with pytest.raises(NotPermitted, match="Imani"):
        services.adopt_own(OWN, by=people[role], at=NOON, reason="why not")
    assert not Adoption.objects.exists()


def test_a_decision_needs_its_reason_and_something_to_decide(
    at_clinic: Organization, people: dict[str, Person]
) -> None:
    officer, size = people["privacy_officer"], Entry.objects.count()
    for reason in ("", "   ", "x" * 501):
        with pytest.raises(DeskError, match="Say why"):
            services.adopt("california", by=officer, at=NOON, reason=reason)
    with pytest.raises(NotThere):
        services.adopt("../../etc/passwd", by=officer, at=NOON, reason="r")
    services.adopt("hipaa-baseline", by=officer, at=NOON, reason="on purpose, not by default")
    with pytest.raises(services.AlreadyInForce, match="word for word"):
        services.adopt("hipaa-baseline", by=officer, at=NOON, reason="again")
    assert Entry.objects.count() == size + 1
    assert Adoption.objects.count() == 1


def test_two_who_decide_at_once_do_not_overrule_each_other_unseen(
    at_clinic: Organization, people: dict[str, Person]
) -> None:
    officer, looked_at = people["privacy_officer"], selectors.in_force_digest()
    services.adopt("california", by=officer, at=NOON, reason="first", over=looked_at)
    with pytest.raises(services.Overtaken, match="Look at what would change now"):
        services.adopt("texas", by=officer, at=NOON, reason="second", over=looked_at)
    assert selectors.in_force().label == "california@2026.11"
    services.adopt("texas", by=officer, at=NOON, reason="second, having looked", over=selectors.in_force_digest())
    assert selectors.in_force().label == "texas@2026.11"


def test_a_pack_of_their_own_is_adopted_and_judges(at_clinic: Organization, people: dict[str, Person]) -> None:
    adopted = services.adopt_own(OWN, by=people["privacy_officer"], at=NOON, reason="our launch")

    assert adopted.source == OWN.decode()
    assert adopted.packs == ["hipaa-baseline@2026.11", "california@2026.11", "harbor-elm@1"]
    screening = bedside.screen("Project Lantern opens soon!", policy=selectors.in_force(), reader="off")
    assert screening.pack == "harbor-elm@1"
    assert screening.verdict.value == "hold"
    assert json.loads(bytes(Entry.objects.get(seq=adopted.seq).body))["facts"]["own"] is True


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((b"LINK-HTTP-1", b"LINK-HTTP-9"), "your pack, line 6: unknown rule LINK-HTTP-9; did you mean"),
        (
            (b'severity = "high"', b'severity = "highest"'),
            "your pack, line 7: unknown severity highest; did you mean high?",
        ),
        ((b'extends = "california"\n', b""), "your pack, line 8: missing provision house-words"),
        ((b"california", b"/etc/hostname.toml"), "your pack, line 4: a pack that is handed in extends packs that ship"),
        ((b"version =", b"version :"), "your pack, line 3: not valid TOML"),
    ],
)
def test_a_mistake_in_their_own_pack_says_the_line(
    at_clinic: Organization, people: dict[str, Person], change: tuple[bytes, bytes], said: str
) -> None:
    with pytest.raises(PolicyError) as refused:
        services.adopt_own(OWN.replace(*change), by=people["privacy_officer"], at=NOON, reason="our launch")
    assert said in str(refused.value)
    assert not Adoption.objects.exists()


def test_a_pack_that_extends_nothing_is_told_what_it_lacks(at_clinic: Organization, people: dict[str, Person]) -> None:
    weights = "".join(
        f"[weights.{account}]\n"
        + "".join(f'{s} = "hold"\n' for s in ("critical", "high", "may_be_fine", "medium", "advisory", "note"))
        for account in ("official", "personal")
    )
    alone = f'[pack]\nname = "alone"\nversion = "1"\n{weights}'.encode()
    with pytest.raises(DeskError, match='Add extends = "hipaa-baseline"'):
        services.adopt_own(alone, by=people["privacy_officer"], at=NOON, reason="r")
    with pytest.raises(DeskError, match="at most 300,000 bytes"):
        services.adopt_own(b"#" * 300_001, by=people["privacy_officer"], at=NOON, reason="r")


def test_a_changed_pack_needs_a_new_version(at_clinic: Organization, people: dict[str, Person]) -> None:
    officer = people["privacy_officer"]
    services.adopt_own(OWN, by=officer, at=NOON, reason="first")
    changed = OWN.replace(b'"high"', b'"medium"')
    with pytest.raises(DeskError, match="harbor-elm@1 was adopted before"):
        services.adopt_own(changed, by=officer, at=NOON, reason="second")
    services.adopt_own(changed.replace(b'version = "1"', b'version = "2"'), by=officer, at=NOON, reason="second")
    services.adopt_own(OWN, by=officer, at=NOON, reason="back to the first, which says what it said")
    assert selectors.in_force().label == "harbor-elm@1"


def test_each_organization_has_its_own_policy(
    clinic: Organization, hospital: Organization, people: dict[str, Person], others: dict[str, Person]
) -> None:
    with scope.within(clinic.pk):
        adopted = services.adopt("california", by=people["privacy_officer"], at=NOON, reason="ours")
    with scope.within(hospital.pk):
        assert selectors.in_force().label == "hipaa-baseline@2026.11"
        assert selectors.adoptions() == []
        with pytest.raises(NotThere):
            selectors.named(f"adopted-{adopted.seq}")


def test_a_live_check_pays_one_query_for_the_policy(
    at_clinic: Organization, people: dict[str, Person], django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        selectors.in_force()
    services.adopt("california", by=people["privacy_officer"], at=NOON, reason="ours")
    selectors.in_force()
    with django_assert_num_queries(1):
        assert selectors.in_force().label == "california@2026.11"


def test_the_database_refuses_to_change_what_was_adopted(at_clinic: Organization, people: dict[str, Person]) -> None:
    services.adopt("california", by=people["privacy_officer"], at=NOON, reason="ours")
    for act in (lambda: Adoption.objects.update(pack="x@1"), lambda: Adoption.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()


def test_an_adopted_document_that_somebody_changed_judges_nothing(
    at_clinic: Organization, people: dict[str, Person]
) -> None:
    services.adopt("california", by=people["privacy_officer"], at=NOON, reason="ours")
    selectors.adopted_policy.cache_clear()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER policies_adoption_never ON policies_adoption")
        else:
            cursor.execute("DROP TRIGGER policies_adoption_never_changed")
    loose = document_of(bedside.load_policy()).replace('"critical":"hold"', '"critical":"info"')
    Adoption.objects.update(document=loose)
    with pytest.raises(DeskError, match="was changed"):
        selectors.in_force()


def test_a_policy_adopted_before_the_software_learnt_more_still_screens(at_clinic: Organization) -> None:
    whole = bedside.load_policy()
    old = replace(
        whole,
        name="old",
        scales={k: v for k, v in whole.scales.items() if not k.startswith("reader")},
        provisions={k: v for k, v in whole.provisions.items() if k != "indirect"},
    )
    filled = selectors.completed(old)
    assert filled.scales == whole.scales
    assert filled.provisions == whole.provisions
    assert selectors.completed(whole) is whole
    assert bedside.screen("Free parking on Friday.", policy=filled).verdict


def test_what_ships_is_listed_with_how_far_it_is(at_clinic: Organization, people: dict[str, Person]) -> None:
    packs = {a.shipped.name: a for a in selectors.available()}
    assert packs["hipaa-baseline"].in_force
    assert packs["california"].differences == len(
        selectors.changes(bedside.load_policy(), bedside.load_policy("california"))
    )
    services.adopt("california", by=people["privacy_officer"], at=NOON + timedelta(days=1), reason="ours")
    packs = {a.shipped.name: a for a in selectors.available()}
    assert packs["california"].in_force
    assert packs["california"].differences == 0
    assert not packs["hipaa-baseline"].in_force
