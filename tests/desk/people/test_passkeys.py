"""Passkeys in a real browser, with Chromium's own virtual authenticator: set up, sign in, show who you are again."""

from allauth.mfa.models import Authenticator
from django.utils import timezone

from bedside.desk.people import services
from bedside.desk.people.models import Person
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.acting import signed_in
from tests.desk.people.conftest import events, facts, give_password, size
from tests.desk.people.windows import HOME, Window

People = dict[str, Person]


def made_by(window: Window, person: Person) -> None:
    """Somebody's passkey, set up on its page, with the recovery codes put away."""
    signed_in(window.client, person, kind="password")
    window.page.goto("/people")
    window.page.get_by_role("link", name="Set up a passkey").click()
    window.page.get_by_label("What to call it").fill("Laptop in the office")
    window.page.get_by_role("button", name="Make the passkey").click()
    window.page.wait_for_url("**/second-factor/codes")


def test_a_passkey_is_set_up_and_signs_in_by_itself(people: People, clinic: Organization, window: Window) -> None:
    rosa = people["point_of_contact"]
    before = size(clinic)

    made_by(window, rosa)

    assert events(clinic, since=before) == ["factor.added"]
    assert window.page.locator("#codes li").count() == 10
    window.page.goto("/me")
    assert window.page.get_by_text("Laptop in the office").first.is_visible()
    window.client.post("/sign-out", {"csrfmiddlewaretoken": _token(window)}, HTTP_HOST="localhost:8999")
    window.client.cookies.clear()

    window.page.goto("/sign-in?next=/people")
    window.page.get_by_role("button", name="Sign in with a passkey").click()
    window.page.wait_for_url(f"{HOME}/people")

    assert events(clinic, since=before)[-1] == "person.signed_in"
    assert '"factor":"webauthn"' in facts(clinic)


def _token(window: Window) -> str:
    token: str = window.page.locator("meta[name=csrf-token]").get_attribute("content")
    return token


def test_after_the_password_the_passkey_is_the_second_factor(
    people: People, clinic: Organization, window: Window
) -> None:
    rosa = people["point_of_contact"]
    made_by(window, rosa)
    give_password(rosa)
    window.client.cookies.clear()
    window.page.goto("/sign-in")
    window.page.get_by_label("E-mail address").fill(rosa.email)
    window.page.get_by_label("Password").fill("four words in a row")
    window.page.get_by_role("button", name="Sign in", exact=True).click()
    window.page.wait_for_url("**/second-factor")
    window.page.get_by_role("button", name="Use my passkey").click()
    window.page.wait_for_url(lambda url: "second-factor" not in url)

    assert '"factor":"webauthn"' in facts(clinic)
    assert window.client.get("/people").status_code == 200


def test_a_passkey_answers_is_it_you_and_what_was_chosen_is_done(
    people: People, clinic: Organization, window: Window
) -> None:
    owner = people["owner"]
    made_by(window, owner)
    signed_in(window.client, owner, ago=700)
    window.page.goto(f"/people/{people['author'].pk}")
    window.page.get_by_role("checkbox", name="Reviewer").check()
    window.page.get_by_role("button", name="Change the roles").click()
    assert window.page.get_by_role("heading", name="Is it you?").is_visible()
    window.page.get_by_role("button", name="Use my passkey").click()
    window.page.wait_for_url(f"**/people/{people['author'].pk}")

    assert window.page.get_by_role("checkbox", name="Reviewer").is_checked()
    assert events(clinic)[-1] == "person.roles_changed"


def test_a_passkey_of_somebody_else_or_one_that_was_removed_does_not_sign_in(
    people: People, clinic: Organization, window: Window
) -> None:
    made_by(window, people["point_of_contact"])
    Authenticator.objects.all().delete()
    window.client.cookies.clear()
    before = size(clinic)
    window.page.goto("/sign-in")
    window.page.get_by_role("button", name="Sign in with a passkey").click()
    window.page.get_by_text("This passkey is not known here").wait_for()
    assert window.client.get("/me")["Location"].startswith("/sign-in")
    assert size(clinic) == before


def test_who_left_does_not_come_back_by_passkey(people: People, clinic: Organization, window: Window) -> None:
    made_by(window, people["reviewer"])
    with scope.within(clinic.pk):
        services.leave(people["reviewer"], by=people["owner"], at=timezone.now())
    window.client.cookies.clear()
    window.page.goto("/sign-in")
    window.page.get_by_role("button", name="Sign in with a passkey").click()
    window.page.get_by_text("You are not signed in").wait_for()
    assert window.client.get("/me")["Location"].startswith("/sign-in")


def test_without_anybody_at_the_device_nothing_happens_and_the_page_says_so(people: People, window: Window) -> None:
    window.device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": window.name})
    window.device.send("WebAuthn.disable")
    window.page.add_init_script(
        "navigator.credentials.get = async () => { throw new DOMException('', 'NotAllowedError') }"
    )
    window.page.goto("/sign-in")
    window.page.get_by_role("button", name="Sign in with a passkey").click()
    window.page.get_by_text("No passkey was chosen").wait_for()
