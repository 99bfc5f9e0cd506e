"""A whole organisation for tests that walk over every address: people in every role, and one record of every kind.

Its words hold a canary, by which a leak is known wherever it shows.
"""

import io
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone
from PIL import Image

from bedside.core.content import Kind
from bedside.core.releasing import Knowledge
from bedside.core.roles import Role
from bedside.core.scopes import Scope
from bedside.desk.drafts.looking import look_at
from bedside.desk.drafts.models import Draft
from bedside.desk.drafts.services import asking, reviewing, writing
from bedside.desk.integrations import services as integrations
from bedside.desk.people import services as people
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors as policies
from bedside.desk.policies import services as adopting
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.acting import roster, session_of
from tests.desk.conftest import founded

NONE = Knowledge(job=False, news=False, family=False, author=False)


@dataclass
class World:
    """One organisation with its people by role, its drafts by state, and ids of everything else by name."""

    organization: Organization
    canary: str
    people: dict[str, Person]
    drafts: dict[str, Draft] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """What must not be seen from elsewhere."""
        return (self.canary, str(self.organization.pk))


def built(name: str, *, canary: str, offset: int) -> World:
    """An organisation with one of everything.

    Args:
        offset: how many drafts are made and set aside first, so that numbers of two worlds differ.
    """
    organization = founded(f"{name} {canary}")
    at = timezone.now() - timedelta(hours=3)
    world = World(organization, canary, roster(organization, at=at))
    with scope.within(organization.pk):
        for _ in range(offset):
            writing.start(by=world.people["author"], kind=Kind.POST, at=at)
        _adopted(world, at=at)
        _drafts(world, at=at)
        for n in range(offset // 10):
            asking.ask(by=world.people["employee"], at=at, words=f"May I? {n}", where="My own page")
        _others(world, at=at)
    return world


def _draft(world: World, text: str, *, at: datetime, kind: Kind = Kind.POST, picture: bool = False) -> Draft:
    author = world.people["author"]
    draft = writing.start(by=author, kind=kind, at=at)
    if picture:
        made = writing.add_picture(draft, by=author, at=at, file=square(), alt=f"A square. {world.canary}")
        world.ids["picture"] = made.pk
        world.ids.setdefault("pictures", {})[draft.number] = made.pk
        draft.refresh_from_db()
    return writing.save(
        draft,
        by=author,
        at=at,
        revision=draft.revision,
        body=f"{text} {world.canary}.",
        kind=kind,
        channels=["website"],
    )


def _submitted(world: World, text: str, *, at: datetime, **more: Any) -> Draft:
    draft = _draft(world, text, at=at, **more)
    look = look_at(draft)
    return writing.submit(draft, by=world.people["author"], at=at, look=look, knowledge=NONE if look.tells else None)


def _adopted(world: World, *, at: datetime) -> None:
    adopted = adopting.adopt("california", by=world.people["privacy_officer"], at=at, reason=world.canary)
    world.ids["adoption"] = adopted.seq


def _drafts(world: World, *, at: datetime) -> None:
    contact, author = world.people["point_of_contact"], world.people["author"]
    fine = "Flu shots are here. Walk in any weekday."
    made = world.drafts
    made["writing"] = _draft(world, fine, at=at, picture=True)
    made["in_review"] = _submitted(world, "Another full moon, another crazy night.", at=at, picture=True)
    made["second_look"] = second = _submitted(world, fine, at=at)
    reviewing.ask_second(
        second, by=contact, at=at, of=world.people["reviewer"], reason=world.canary, seal=second.current.seal
    )
    made["returned"] = back = _submitted(world, fine, at=at)
    reviewing.return_with_advice(back, by=contact, at=at, advice=world.canary, seal=back.current.seal)
    made["rejected"] = no = _submitted(world, fine, at=at)
    reviewing.reject(no, by=contact, at=at, reason=world.canary, seal=no.current.seal)
    made["released"] = yes = _submitted(world, fine, at=at)
    reviewing.approve(
        yes, by=contact, at=at, reason=world.canary, seal=yes.current.seal, policy_digest=policies.in_force_digest()
    )
    made["approvable"] = _submitted(world, fine, at=at)
    made["discarded"] = gone = _draft(world, fine, at=at)
    writing.discard(gone, by=author, at=at)
    writing.comment(made["in_review"], by=contact, at=at, words=world.canary)
    for draft in made.values():
        draft.refresh_from_db()


def _others(world: World, *, at: datetime) -> None:
    employee, contact, owner = (world.people[r] for r in ("employee", "point_of_contact", "owner"))
    ids = world.ids
    ids["question"] = asking.ask(by=employee, at=at, words=f"May I? {world.canary}", where="My own page").number
    ids["guidance"] = asking.publish_guidance(by=contact, at=at, heading="Pictures", text=world.canary).pk
    ids["facility"] = people.add_facility(f"Clinic {world.canary}", address="1 Elm Street", by=owner, at=at).pk
    invitation, _ = people.invite(
        name="Nora Lund", email=f"{world.canary.lower()}@example.org", roles=[Role.EMPLOYEE], by=owner, at=at
    )
    ids["invitation"] = invitation.pk
    ids["absence"] = people.plan_absence(
        contact, starts=at + timedelta(days=30), until=at + timedelta(days=31), cover=world.people["deputy"], by=contact,
        at=at,
    ).pk  # fmt: skip
    auditor = world.people["auditor"]  # nobody in a story signs in as them by password
    Authenticator.objects.create(user=auditor.user, type=Authenticator.Type.TOTP, data={"secret": "never used"})
    ids.setdefault("by_address", {})["person-factors-reset"] = {"person": auditor.pk}
    made = integrations.make_token(
        name=world.canary, person=owner, scopes=[Scope.RECORD_READ], lasts=timedelta(days=30), by=owner, at=at
    )
    ids["token"] = made.token.pk
    hooked = integrations.add_webhook(url=f"https://{world.canary.lower()}.example.org/in", events=[], by=owner, at=at)
    ids["webhook"] = hooked.webhook.pk
    session_of(employee)  # signed in somewhere
    ids["seq"] = 1
    ids["code"] = "PHI-G1"
    ids["person"] = world.people["employee"].pk


def square() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "PNG")
    return out.getvalue()
