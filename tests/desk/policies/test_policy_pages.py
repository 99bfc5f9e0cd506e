"""The pages of the rules: what is in force and why, what would change, the decision, one rule, and what is public."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bedside.core.content import Account
from bedside.core.findings import Guideline, Severity
from bedside.core.organizations import SENSITIVE_KINDS
from bedside.desk.audit.models import Entry
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors, services, words
from bedside.desk.policies.forms import KINDS_OF_CARE
from bedside.desk.policies.models import Adoption, PublicFacts
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.policies.differences import SeverityChange, TableChange, WeightChange
from bedside.screening.pages import page_of
from bedside.screening.registry import registry
from tests.desk.acting import signed_in
from tests.desk.conftest import NOON
from tests.desk.policies.test_adopting import OWN

pytestmark = pytest.mark.django_db
ROLES = ["owner", "privacy_officer", "point_of_contact", "deputy", "reviewer", "author", "employee", "auditor"]


@pytest.fixture
def officer(people: dict[str, Person]) -> Client:
    client: Client = signed_in(Client(), people["privacy_officer"])
    return client


def text_of(answer: Any) -> str:
    """What a page says, without its marks."""
    body = re.sub(r"<(svg|script|style).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def adopted(people: dict[str, Person], pack: str, reason: str) -> Adoption:
    return services.adopt(pack, by=people["privacy_officer"], at=NOON, reason=reason)


def hidden(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, name
    return html.unescape(found[1])


def test_the_page_says_what_judges_since_when_by_whom_and_why(
    clinic: Organization, people: dict[str, Person], officer: Client
) -> None:
    said = text_of(officer.get("/policies"))
    assert "Nobody has decided yet" in said
    with scope.within(clinic.pk):
        made = adopted(people, "california", "We opened in Fresno")
    said = text_of(officer.get("/policies"))
    assert "California, on top of the HIPAA baseline, adopted by Imani Vale" in said
    assert "We opened in Fresno" in said
    assert f"entry {made.seq}" in said
    assert "AUTH-6 · 45 CFR 164.508" in said
    assert "changed by this policy" in said
    assert "Cal. Civ. Code 56.11" in said
    assert "general knowledge, not checked against the text" in said
    assert all(code in said for code in registry())


@pytest.mark.parametrize("role", ROLES)
def test_everybody_may_read_the_rules_and_one_decides(
    clinic: Organization, people: dict[str, Person], role: str
) -> None:
    client = signed_in(Client(), people[role])
    for page in ("/policies", "/policies/compare/in-force/texas", "/rules/PHI-G1", "/public"):
        assert client.get(page).status_code == 200, page
    may = 200 if role == "privacy_officer" else 403
    assert client.get("/policies/adopt").status_code == may
    assert client.get("/policies/adopt?pack=texas").status_code == may
    assert client.post("/policies/adopt/look", {"text": OWN.decode()}).status_code == may
    if may == 403:
        answer = client.post("/policies/adopt", {"pack": "texas", "over": "x", "reason": "mine"})
        assert answer.status_code == 403
    with scope.within(clinic.pk):
        assert not Adoption.objects.exists()
    edits = role in {"owner", "privacy_officer", "point_of_contact"}
    assert (b"Save what is public" in client.get("/public").content) == edits
    assert client.post("/public", {"names": "Harbor Elm"}).status_code == (302 if edits else 403)
    assert client.post("/public/paste", {"text": "names = ['x']"}).status_code == (200 if edits else 403)


def test_nobody_reads_them_without_signing_in(clinic: Organization) -> None:
    for page in ("/policies", "/policies/adopt", "/rules/PHI-G1", "/public", "/policies/compare/in-force/texas"):
        assert Client().get(page).status_code == 302, page


def test_rules_are_found_by_what_they_say_and_by_the_law(people: dict[str, Person], officer: Client) -> None:
    said = text_of(officer.get("/policies?q=social+security"))
    assert f"1 of {len(registry())} rules fit" in said
    assert "PHI-G1" in said
    assert "PHI-G1" in text_of(officer.get("/policies?q=164.514(b)(2)(i)(G)"))
    assert "No rule has these words" in text_of(officer.get("/policies?q=zebra+lantern"))
    assert "&lt;script&gt;" in officer.get("/policies?q=<script>").content.decode()


def test_the_difference_of_two_policies_is_told_in_words(people: dict[str, Person], officer: Client) -> None:
    said = text_of(officer.get("/policies/compare/hipaa-baseline/california"))
    assert "AUTH-6 now holds; was: a person should look." in said
    assert "LINK-TRACK-1 now asks for a person to look; was: advice." in said
    assert "Adds: Cal. Civ. Code 56.11, End of an authorization." in said
    assert "2 rules stricter, 4 changes in the law it cites." in said
    back = text_of(officer.get("/policies/compare/california/hipaa-baseline"))
    assert "AUTH-6 now asks for a person to look; was: it held." in back
    assert "2 rules milder" in back
    assert "No difference" in text_of(officer.get("/policies/compare/texas/texas"))
    for unknown in ("/policies/compare/hipaa-baseline/nonsense", "/policies/compare/adopted-1/in-force"):
        assert officer.get(unknown).status_code == 404


def test_differences_that_no_single_weight_shows_are_told() -> None:
    told = words.told(
        [
            WeightChange("PHI-G1", Account.PERSONAL, "hold", "review", "counsel said so"),
            SeverityChange("PHI-A1", None, Severity.HIGH),
            TableChange(Account.OFFICIAL, Severity.NOTE, "info", "advice"),
        ]
    )
    assert [line.text for line in told.rules] == [
        "now asks for a person to look on a personal account; was: it held.",
        "counts every finding as high; was: what each finding says of itself.",
        "Whatever is a note is now advice on the official account; was: good to know.",
    ]
    assert [line.way for line in told.rules] == ["milder", "", "stricter"]
    assert told.rules[0].why == "counsel said so"


def test_the_officer_looks_says_why_and_decides(
    clinic: Organization, people: dict[str, Person], officer: Client
) -> None:
    look = officer.get("/policies/adopt?pack=california")
    assert "2 rules stricter" in text_of(look)
    told = {"pack": "california", "over": hidden(look, "over")}
    size = _size(clinic)

    without = officer.post("/policies/adopt", told)
    assert without.status_code == 422
    assert "Say why. The record keeps it." in text_of(without)
    assert hidden(without, "pack") == "california"

    done = officer.post("/policies/adopt", told | {"reason": "We opened in Fresno"}, follow=True)
    assert "california@2026.11 judges from now on" in text_of(done)
    with scope.within(clinic.pk):
        assert selectors.in_force().label == "california@2026.11"
        assert Entry.objects.count() == size + 1

    again = officer.post("/policies/adopt", told | {"reason": "twice, by a double click"})
    assert again.status_code == 409
    assert "Another policy came into force while you were reading" in text_of(again)
    assert "It is in force already, word for word" in text_of(again)
    late = officer.post("/policies/adopt", {"pack": "texas", "over": told["over"], "reason": "We moved to Austin"})
    assert late.status_code == 409
    assert "We moved to Austin" in late.content.decode()
    assert hidden(late, "over") != told["over"]
    assert _size(clinic) == size + 1


def test_a_decision_asks_who_it_is_when_that_was_long_ago(clinic: Organization, people: dict[str, Person]) -> None:
    client = signed_in(Client(), people["privacy_officer"], ago=700)
    over = hidden(client.get("/policies/adopt?pack=california"), "over")
    answer = client.post("/policies/adopt", {"pack": "california", "over": over, "reason": "We opened in Fresno"})
    assert answer.status_code == 403
    assert "Is it you?" in answer.content.decode()
    with scope.within(clinic.pk):
        assert not Adoption.objects.exists()


def test_a_pack_of_their_own_is_read_shown_and_adopted(
    clinic: Organization, people: dict[str, Person], officer: Client
) -> None:
    size = _size(clinic)
    look = officer.post("/policies/adopt/look", {"text": OWN.decode().replace("\n", "\r\n")})
    said = text_of(look)
    assert "Adopt harbor-elm@1?" in said
    assert "LINK-HTTP-1 now holds; was: advice." in said
    assert "“Project Lantern” is looked for." in said
    assert _size(clinic) == size

    told = {"text": hidden(look, "text"), "over": hidden(look, "over"), "reason": "our launch"}
    assert officer.post("/policies/adopt", told).status_code == 302
    with scope.within(clinic.pk):
        made = Adoption.objects.get()
        assert made.pack == "harbor-elm@1"
        assert made.source == OWN.decode()
    file = officer.get(f"/policies/own/{made.seq}")
    assert file.content == OWN
    assert 'filename="harbor-elm-1.toml"' in file["Content-Disposition"]
    page = text_of(officer.get("/policies"))
    assert "Words of your own Project Lantern This project is not announced yet." in page


def test_a_mistake_in_their_own_pack_is_shown_with_its_line(people: dict[str, Person], officer: Client) -> None:
    answer = officer.post("/policies/adopt/look", {"text": OWN.decode().replace("LINK-HTTP-1", "LINK-HTTP-9")})
    assert answer.status_code == 422
    said = text_of(answer)
    assert "Your pack, line 6: unknown rule LINK-HTTP-9; did you mean LINK-HTTP-1?" in said
    assert "Line 6 [rules.LINK-HTTP-9]" in said
    assert "LINK-HTTP-9" in answer.content.decode().partition("<textarea")[2]
    assert "Choose a file, or paste" in text_of(officer.post("/policies/adopt/look", {}))


def test_another_organizations_decisions_are_not_there(
    clinic: Organization, hospital: Organization, people: dict[str, Person], others: dict[str, Person], officer: Client
) -> None:
    with scope.within(hospital.pk):
        for _ in range(20):
            services.change_public_facts(
                **dict.fromkeys((*selectors.LISTS, "sensitive"), ()),
                state="CA" if _ % 2 else "TX",
                by=others["owner"],
                at=NOON,
            )
        made = services.adopt_own(OWN, by=others["privacy_officer"], at=NOON, reason="theirs")
    assert officer.get(f"/policies/own/{made.seq}").status_code == 404
    assert officer.get(f"/policies/compare/in-force/{made.reference}").status_code == 404
    assert "harbor-elm" not in text_of(officer.get("/policies"))


@pytest.mark.parametrize("code", list(registry()))
def test_every_rule_has_its_page_with_both_sides(code: str, clinic: Organization, people: dict[str, Person]) -> None:
    rule, page = registry()[code], page_of(registry()[code])
    answer = signed_in(Client(), people["employee"]).get(reverse("rule", args=[code]))
    said = text_of(answer)
    assert answer.status_code == 200
    assert rule.message in said
    assert rule.advice in said
    assert answer.content.decode().count('<mark class="f ') == sum(
        len(_apart(c.spans)) for c in (*page.flagged, *page.left_alone)
    )
    for case in (page.flagged[0], page.left_alone[0]):
        assert " ".join(case.content.body.split()) in said.replace(" .", ".") or case.spans


def _apart(spans: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def test_a_rule_is_found_in_any_letters_and_an_unknown_one_is_not(people: dict[str, Person], officer: Client) -> None:
    assert officer.get("/rules/phi-g1")["Location"] == "/rules/PHI-G1"
    assert officer.get("/rules/social-security-number")["Location"] == "/rules/PHI-G1"
    assert officer.get("/rules/PHI-Q99").status_code == 404


def test_the_words_of_an_example_are_marked_and_escaped() -> None:
    assert words.marked("<b>Ada & co", [(3, 6)], kind="hold") == '&lt;b&gt;<mark class="f hold">Ada</mark> &amp; co'
    assert words.marked("one two", [(0, 3), (2, 7)], kind="hold") == '<mark class="f hold">one</mark> two'
    assert (
        words.prose("A `code` & <i>\nmore\n\nSecond") == "<p>A <code>code</code> &amp; &lt;i&gt; more</p><p>Second</p>"
    )


def test_words_for_everything_there_is() -> None:
    assert set(words.GUIDELINES) == set(Guideline)
    assert set(words.SEVERITIES) == set(Severity)
    assert set(KINDS_OF_CARE) == set(SENSITIVE_KINDS)


def test_what_is_public_is_entered_line_by_line(
    clinic: Organization, people: dict[str, Person], officer: Client
) -> None:
    told = {
        "names": "Harbor Elm Clinics\r\nHarbor Elm\r\n",
        "phones": "(555) 555-0142",
        "state": "CA",
        "sensitive": ["hiv"],
    }
    assert officer.post("/public", told).status_code == 302
    with scope.within(clinic.pk):
        facts = selectors.public_facts()
    assert facts.names == ("Harbor Elm Clinics", "Harbor Elm")
    assert (facts.phones, facts.state, facts.sensitive) == (("(555) 555-0142",), "CA", ("hiv",))
    page = officer.get("/public")
    assert "Harbor Elm Clinics\nHarbor Elm" in page.content.decode()
    size = _size(clinic)
    same = officer.post("/public", told | {"seen": hidden(page, "seen")}, follow=True)
    assert "Nothing was different" in text_of(same)
    assert _size(clinic) == size


def test_a_wrong_line_is_told_beside_its_field_and_nothing_is_lost(
    clinic: Organization, people: dict[str, Person], officer: Client
) -> None:
    answer = officer.post("/public", {"names": "Harbor Elm", "phones": "555-0142\ncall us", "sensitive": ["hiv"]})
    assert answer.status_code == 422
    said = text_of(answer)
    assert "There is a problem Line 2 must be a telephone number" in said
    assert "555-0142\ncall us" in answer.content.decode()
    with scope.within(clinic.pk):
        assert not PublicFacts.objects.exists()


def test_two_who_write_at_once_see_each_others_words(
    clinic: Organization, people: dict[str, Person], officer: Client
) -> None:
    officer.post("/public", {"names": "Harbor Elm"})
    seen = hidden(officer.get("/public"), "seen")
    officer.post("/public", {"names": "Harbor Elm Clinics", "seen": seen})
    late = officer.post("/public", {"names": "Harbor", "seen": seen})
    assert late.status_code == 409
    said = text_of(late)
    assert "Someone else saved these facts while you were writing" in said
    assert "Saved by someone else: Harbor Elm Clinics. Yours is below." in said
    assert officer.post("/public", {"names": "Harbor", "seen": hidden(late, "seen")}).status_code == 302
    with scope.within(clinic.pk):
        assert selectors.public_facts().names == ("Harbor",)


def test_an_organization_file_is_pasted_looked_over_and_then_saved(
    clinic: Organization, people: dict[str, Person], officer: Client
) -> None:
    text = 'names = ["Harbor Elm Clinics"]\nphones = ["555-0142"]\nstaff = ["Grace Foley, RN"]\nstate = "wa"\nsensitive = ["oncology"]\n'
    shown = officer.post("/public/paste", {"text": text})
    assert "Nothing is saved yet" in text_of(shown)
    assert "Harbor Elm Clinics" in shown.content.decode()
    assert '<option value="WA" selected>' in shown.content.decode()
    with scope.within(clinic.pk):
        assert not PublicFacts.objects.exists()
    wrong = officer.post("/public/paste", {"text": text.replace("oncology", "dentistry")})
    assert wrong.status_code == 422
    assert "Your organization file, line 5: unknown kind of care dentistry" in text_of(wrong)
    assert "Grace Foley" in wrong.content.decode()


def test_pages_cost_the_same_however_many_decisions_there_are(
    clinic: Organization, people: dict[str, Person], officer: Client
) -> None:
    def cost() -> int:
        officer.get("/policies")
        with CaptureQueriesContext(connection) as asked:
            officer.get("/policies")
        return len(asked)

    with scope.within(clinic.pk):
        adopted(people, "california", "one")
    few = cost()
    with scope.within(clinic.pk):
        for n in range(4):
            adopted(people, ("texas", "california")[n % 2], f"reason {n}")
    assert cost() == few


def _size(clinic: Organization) -> int:
    with scope.within(clinic.pk):
        return Entry.objects.count()
