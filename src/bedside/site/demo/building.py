"""Building the demo: the organisation, its people, and then the story."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db import transaction

from bedside.core.roles import Role
from bedside.desk.audit import services as audit
from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people import selectors, services
from bedside.desk.people.models import Person
from bedside.desk.people.zones import DEFAULT
from bedside.desk.policies import services as policies
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.site.demo import story
from bedside.site.demo.stage import Stage

BEGAN = timedelta(days=21)  # before the demo was built, as its story says


@dataclass(frozen=True)
class Link:
    """A way in for one person of the demo, once."""

    name: str
    role: str
    url: str
    tries: str


def zone_of_this_machine() -> ZoneInfo:
    """The time zone on this machine's wall, as far as it says; else the one that people start with."""
    named = os.environ.get("TZ", "").lstrip(":")
    where = str(Path("/etc/localtime").resolve())
    named = named or where.partition("/zoneinfo/")[2]
    return ZoneInfo(named if named in available_timezones() else DEFAULT)


@transaction.atomic
def build(*, now: datetime, zone: ZoneInfo) -> tuple[Organization, dict[str, int]]:
    """The whole demo in one transaction, so that it is there or not. Everything in it happened before ``now``.

    Returns:
        The organisation, and the numbers of the drafts by the story's names for them.
    """
    begun = now - BEGAN
    organization = Organization.objects.create(name=story.NAME, origin=story.ORIGIN, created_at=begun)
    audit.found(organization, actor="system:demo", at=begun)
    with scope.within(organization.pk):
        cast = _people(zone, at=begun)
        stage = Stage(now=now.astimezone(zone), zone=zone, cast=cast)
        _decisions(stage, organization)
        story.told(stage)
        stage.play()
        _letters_of_the_past(now)
        numbers = {name: stage.draft(name).number for name in stage.drafts}
    return organization, numbers


def _people(zone: ZoneInfo, *, at: datetime) -> dict[str, UUID]:
    """Everybody, with a sign-in but without a password."""
    cast: dict[str, UUID] = {}
    places: dict[str, Any] = {}
    owner: Person | None = None
    for member in story.CAST:
        person = services.add(
            member.name,
            email=f"{member.key}@harborelm.example.org",
            title=member.title,
            roles=member.roles,
            by=owner,
            at=at,
            facility=places.get(member.place),
            public=member.public,
            time_zone=zone.key,
            hours=member.hours,
        )
        services.give_sign_in(person, at=at)
        cast[member.key] = person.pk
        if owner is None:
            owner = selectors.anyone(person.pk)
            places = {n: services.add_facility(n, address=a, by=owner, at=at) for n, a in (story.CLINIC, story.REHAB)}
    return cast


def _decisions(stage: Stage, organization: Organization) -> None:
    """What the desk decided about itself: rules, public facts, sign-in, absences, an invitation."""
    person, day = stage.person, stage.day
    stage.on(
        day(20, 9, 30),
        lambda at: policies.adopt(
            "hipaa-baseline",
            by=person("imani"),
            at=at,
            reason="What the law asks of everyone. State law comes on top later.",
        ),
    )
    stage.on(day(20, 10, 0), lambda at: policies.change_public_facts(**story.FACTS, by=person("rosa"), at=at))
    stage.on(day(20, 11, 0), lambda at: services.change_idle_minutes(organization, 60, by=person("odette"), at=at))
    stage.on(
        day(4, 17, 0),
        lambda at: services.plan_absence(
            person("rosa"), starts=day(2, 15, 0), until=day(1, 12, 0), cover=person("jonas"), by=person("rosa"), at=at
        ),
    )
    goes = (stage.now + timedelta(hours=3)).replace(minute=0, second=0, microsecond=0)
    back = (goes + timedelta(days=1)).replace(hour=9)
    stage.on(
        stage.ago(200),
        lambda at: services.plan_absence(
            person("rosa"), starts=goes, until=back, cover=person("jonas"), by=person("rosa"), at=at
        ),
    )
    stage.on(
        day(2, 16, 0),
        lambda at: services.invite(
            email="pia@harborelm.example.org", name="Pia North", roles=[Role.AUTHOR], by=person("odette"), at=at
        ),
    )


def _letters_of_the_past(now: datetime) -> None:
    """What was news hours ago was written about hours ago; the worker begins with what is news now."""
    for notice in Notice.objects.filter(sent_at=None, made_at__lt=now - timedelta(hours=1)):
        notices.sent([notice], at=notice.made_at + timedelta(minutes=1))


def age(organization: Organization, *, at: datetime) -> timedelta:
    """How long ago the demo was built, by which its story has grown old."""
    return at - organization.created_at - BEGAN


def links(organization: Organization, *, numbers: Mapping[str, int], at: datetime) -> list[Link]:
    """New one-time sign-in links, for one person of each role who is still there."""
    with scope.within(organization.pk):
        return [
            Link(
                name=person.name,
                role=", ".join(role.title for role in person.roles),
                url=f"{settings.BEDSIDE_URL}/one-time/{services.one_time_link(person, at=at)}",
                tries=member.tries.format_map(numbers),
            )
            for member in story.CAST
            if member.tries and (person := Person.objects.filter(name=member.name, left_at=None).first()) is not None
        ]
