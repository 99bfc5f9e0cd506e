"""`bedside init`, `bedside erase`: begin an installation; make words unreadable for good."""

import os
from datetime import UTC, datetime

import click

from bedside.cli.installation import at_work, begin, key_paths, option_organization
from bedside.core.errors import BadInput


@click.command()
@click.argument("name")
@click.option(
    "--origin", required=True, metavar="ADDRESS", help="What names the record to outsiders: record.example.org/name."
)
def init(name: str, origin: str) -> None:
    """Set up the database, the keys and one organisation called NAME. Nothing that is there is changed."""
    from bedside import site

    site.set_up()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    from bedside.desk.audit import keys as signing
    from bedside.desk.audit import services as audit
    from bedside.desk.tenancy.models import Organization
    from bedside.vault.keyring import LocalKeyRing

    if not origin or any(c.isspace() or c == "+" for c in origin) or "://" in origin:
        raise BadInput("an origin is an address without https://, spaces or plus signs, like record.example.org/st-ada")
    ring, key = key_paths()
    if not settings.BEDSIDE_KEY_RING_TEXT and not ring.exists():
        LocalKeyRing.create(ring)
    if not settings.BEDSIDE_SIGNING_KEY_TEXT and not key.exists():
        signing.create(key)
    os.umask(0o077)  # what SQLite makes is its owner's alone
    call_command("migrate", interactive=False, verbosity=0)
    if Organization.objects.filter(origin=origin).exists():
        raise BadInput("there is an organisation with this origin already")
    at = datetime.now(UTC)
    with transaction.atomic():
        organization = Organization.objects.create(name=name, origin=origin, created_at=at)
        audit.found(organization, actor="system:init", at=at)
    click.echo(f"{name} is set up. Its record is signed as {signing.signer(origin).verifier}")


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
