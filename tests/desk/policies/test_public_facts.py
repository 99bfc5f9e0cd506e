"""What is public about the organisation: entered, checked, recorded, and no finding any more."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import bedside
from bedside.core.content import Content
from bedside.core.errors import NotPermitted
from bedside.core.events import Event
from bedside.core.organizations import Organization as Public
from bedside.desk.audit.models import Entry
from bedside.desk.people import services as people_services
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors, services
from bedside.desk.policies.models import PublicFacts
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.conftest import NOON

pytestmark = pytest.mark.django_db
NOTHING: dict[str, Any] = {
    **dict.fromkeys(("names", "addresses", "phones", "emails", "domains", "handles", "staff", "sensitive"), ()),
    "state": "",
}


def saved(by: Person, **told: Any) -> PublicFacts:
    return services.change_public_facts(by=by, **{"at": NOON, **NOTHING, **told})


def test_nothing_entered_is_not_known(at_clinic: Organization, people: dict[str, Person]) -> None:
    assert selectors.public_facts() == Public()
    saved(people["point_of_contact"], state="ca")
    assert selectors.public_facts() == Public(state="CA")


def test_what_is_entered_feeds_the_screen(at_clinic: Organization, people: dict[str, Person]) -> None:
    saved(people["owner"], names=["Harbor Elm Clinics"], phones=["(555) 555-0142"], staff=["Grace Foley, RN"])
    facts = selectors.public_facts()
    assert facts.known
    assert facts.phones == ("(555) 555-0142",)

    def stopped(organization: Public) -> set[str]:
        content = Content(
            body="Call our nurse line at (555) 555-0142 about Maria's surgery.", organization=organization
        )
        return {f.rule for f in bedside.screen(content, reader="off").findings if f.label == "PHONE"}

    assert not stopped(facts)
    assert stopped(replace(facts, phones=("(555) 555-0100",)))


def test_the_change_is_recorded_by_counts_and_never_by_words(
    at_clinic: Organization, people: dict[str, Person]
) -> None:
    size = Entry.objects.count()
    row = saved(people["point_of_contact"], names=["Harbor Elm Clinics"], phones=["555-0142", "555-0143"], state="wa")
    entry = Entry.objects.get(seq=size)
    assert (entry.event, entry.about) == (Event.FACTS_CHANGED, f"facts:{row.pk}")
    assert json.loads(bytes(entry.body))["facts"] == {"names": 1, "phones": 2, "state": "WA"}

    saved(
        people["point_of_contact"], names=["  Harbor   Elm Clinics ", ""], phones=["555-0142", "555-0143"], state="WA"
    )
    assert Entry.objects.count() == size + 1  # the same, said otherwise

    saved(people["point_of_contact"], names=["Harbor Elm Clinics"], phones=["555-0142"], at=NOON + timedelta(hours=1))
    assert json.loads(bytes(Entry.objects.get(seq=size + 1).body))["facts"] == {"phones": 1, "state": "none"}
    assert PublicFacts.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("phones", ["555-0142", "call us"], "Line 2 must be a telephone number"),
        ("emails", ["hello"], "Line 1 must be an e-mail address"),
        ("domains", ["https://example.org"], "Line 1 must be a domain without https://"),
        ("handles", ["clinic"], "Line 1 must be a handle with its @"),
        ("sensitive", ["oncology", "dental"], "from the list"),
        ("state", "ZZ", "two-letter code"),
        ("names", ["x" * 201], "Line 1 has 201 characters"),
        ("staff", [f"Ada Example {n}" for n in range(5001)], "at most 5,000"),
    ],
)
def test_what_has_the_wrong_shape_is_told_by_field_and_line(
    at_clinic: Organization, people: dict[str, Person], field: str, value: Any, said: str
) -> None:
    with pytest.raises(services.FactsRefused) as refused:
        saved(people["owner"], **{field: value})
    assert list(refused.value.problems) == [field]
    assert said in refused.value.problems[field]
    assert "call us" not in str(refused.value)
    assert not PublicFacts.objects.exists()


@pytest.mark.parametrize("role", ["deputy", "reviewer", "author", "employee", "auditor"])
def test_others_do_not_change_it(at_clinic: Organization, people: dict[str, Person], role: str) -> None:
    with pytest.raises(NotPermitted):
        saved(people[role], names=["Harbor Elm Clinics"])


def test_two_who_write_at_once_do_not_overwrite_each_other(at_clinic: Organization, people: dict[str, Person]) -> None:
    first = saved(people["owner"], names=["Harbor Elm"])
    saved(people["owner"], names=["Harbor Elm Clinics"], at=NOON + timedelta(minutes=1), seen=first.updated_at)
    with pytest.raises(services.Overtaken):
        saved(people["owner"], names=["Harbor"], at=NOON + timedelta(minutes=2), seen=first.updated_at)
    assert selectors.public_facts().names == ("Harbor Elm Clinics",)


def test_people_who_agreed_and_addresses_of_facilities_count(
    clinic: Organization, hospital: Organization, people: dict[str, Person], others: dict[str, Person]
) -> None:
    with scope.within(clinic.pk):
        Person.objects.filter(pk__in=[people["reviewer"].pk, people["auditor"].pk]).update(public=True)
        people_services.add_facility("North clinic", address="12 Harbor Street, Elmswell", by=people["owner"], at=NOON)
        saved(people["owner"], staff=["Grace Foley, RN"])
        facts = selectors.public_facts()
        assert facts.staff == ("Emil Stone", "Lena Park, MD", "Grace Foley, RN")
        assert facts.addresses == ("12 Harbor Street, Elmswell",)
        Person.objects.filter(pk=people["auditor"].pk).update(left_at=NOON)
        assert "Emil Stone" not in selectors.public_facts().staff
    with scope.within(hospital.pk):
        assert selectors.public_facts() == Public()
