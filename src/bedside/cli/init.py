"""`bedside init`, `bedside erase`: begin an installation; make words unreadable for good."""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bedside.cli.installation import at_work, begin, key_paths, option_organization
from bedside.core.errors import BadInput

if TYPE_CHECKING:
    from bedside.desk.tenancy.models import Organization


@click.command()
@click.argument("name")
@click.option(
    "--origin", required=True, metavar="ADDRESS", help="What names the record to outsiders: record.example.org/name."
)
@click.option("--owner", default="", metavar="NAME", help="The first person: owner, privacy officer, point of contact.")
@click.option("--email", default="", metavar="ADDRESS", help="Where the first person is reached.")
def init(name: str, origin: str, owner: str, email: str) -> None:
    """Set up the database, the keys and one organisation called NAME. Nothing that is there is changed.

    With --owner and --email it prints the link by which the first person comes in, who invites the others. Said again
    with the same origin, before they came in, it prints a new one.
    """
    from bedside import site

    site.set_up()
    if not origin or any(c.isspace() or c == "+" for c in origin) or "://" in origin:
        raise BadInput("an origin is an address without https://, spaces or plus signs, like record.example.org/st-ada")
    if bool(owner.strip()) != bool(email.strip()):
        raise BadInput("the first person needs both: --owner NAME and --email ADDRESS")
    make_keys_and_tables()
    from django.db import transaction

    at = datetime.now(UTC)
    with transaction.atomic():
        organization, new = found(name, origin, at=at)
        if not new and not owner:
            raise BadInput("there is an organisation with this origin already")
        link = invited(organization, owner, email, at=at) if owner else ""
    if new:
        from bedside.desk.audit import keys as signing

        click.echo(f"{name} is set up. Its record is signed as {signing.signer(origin).verifier}")
    click.echo(welcome(owner, link) if link else FIRST_PERSON)


FIRST_PERSON = "Nobody can sign in yet: run this again with --owner NAME and --email ADDRESS to get the first one in."


def make_keys_and_tables() -> None:
    """The key ring, the signing key and the database, whatever of them is not there."""
    from django.conf import settings
    from django.core.management import call_command

    from bedside.desk.audit import keys as signing
    from bedside.vault.keyring import LocalKeyRing

    ring, key = key_paths()
    if not settings.BEDSIDE_KEY_RING_TEXT and not settings.BEDSIDE_KEY_RING_CLASS and not ring.exists():
        LocalKeyRing.create(ring)
    if not settings.BEDSIDE_SIGNING_KEY_TEXT and not key.exists():
        signing.create(key)
    os.umask(0o077)  # what SQLite makes is its owner's alone
    call_command("migrate", interactive=False, verbosity=0)


def found(name: str, origin: str, *, at: datetime) -> "tuple[Organization, bool]":
    """The organisation with this origin, with its record begun, and whether it is new."""
    from bedside.desk.audit import services as audit
    from bedside.desk.tenancy.models import Organization

    known = Organization.objects.filter(origin=origin).first()
    if known is not None:
        return known, False
    organization = Organization.objects.create(name=name, origin=origin, created_at=at)
    audit.found(organization, actor="system:init", at=at)
    return organization, True


def invited(organization: "Organization", owner: str, email: str, *, at: datetime) -> str:
    """The link by which the first person comes in."""
    from django.conf import settings
    from django.urls import reverse

    from bedside.desk.people import services as people

    _, _, secret = people.begin(organization, name=owner, email=email, at=at)
    return f"{settings.BEDSIDE_URL}{reverse('invitation', args=[secret])}"


def welcome(owner: str, link: str) -> str:
    return (
        f"\n{owner} comes in by this link, once, within a week:\n\n  {link}\n\n"
        "Start `bedside serve` and `bedside worker` first. Nobody approves what they wrote themselves, so invite a second\n"
        "person who may approve; `bedside doctor` says what else is missing."
    )


@click.command()
@option_organization
@click.argument("record")
@click.option("--reason", required=True, help="Why; it goes into the record, sealed.")
@click.option("--by", default="system:operator", show_default=True, metavar="WHO", help="Who decided (person:ID).")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(organization: str, record: str, reason: str, by: str, yes: bool) -> None:
    """Erase the words of RECORD (reason:ID) for good by deleting their key.

    What the law or a legal hold wants kept is refused, with the date. The entry that something was there, and
    the proof of it, stay.
    """
    begin()
    table, _, row = record.partition(":")
    with at_work(organization):
        from django.core.exceptions import ValidationError

        from bedside.desk.audit import erasing
        from bedside.desk.tenancy.models import sealed_models

        kinds = {str(m._meta.model_name): m for m in sealed_models()}
        if table not in kinds:
            raise BadInput(f"there is no kind of record like this; there are: {', '.join(sorted(kinds))}")
        try:
            found = kinds[table].objects.filter(pk=row).first()
        except ValidationError:
            found = None
        if found is None:
            raise BadInput(f"there is no such {table}")
        if not yes:
            click.confirm(f"The words of {found.reference} will be gone for good. Erase them?", abort=True)
        erasing.erase(found, actor=by, at=datetime.now(UTC), reason=reason)
    click.echo(
        f"The words of {record} are gone. Backups made before still hold them until they are restored with the list."
    )
