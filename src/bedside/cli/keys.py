"""`bedside keys`: make, look at and change the keys that seal words and sign the record."""

from datetime import UTC, datetime
from pathlib import Path

import click

from bedside.cli.installation import begin, key_paths
from bedside.core.errors import BadInput


@click.group()
def keys() -> None:
    """The key ring that seals words at rest, and the key that signs the record.

    Both are files outside the database. Keep a copy of them apart from the backups of the database: without
    the ring nobody reads the words again, and with both nothing is sealed.
    """


@keys.command()
def create() -> None:
    """Make the key ring and the signing key where the settings say; refuses where there are some."""
    from bedside import site

    site.set_up()
    from bedside.desk.audit import keys as signing
    from bedside.vault.keyring import LocalKeyRing

    ring, key = key_paths()
    LocalKeyRing.create(ring)
    signing.create(key)
    click.echo("A key ring and a signing key were made. Keep a copy of both apart from the database's backups.")


@keys.command()
def status() -> None:
    """Which keys there are, and how many records each has wrapped."""
    begin()
    from bedside.desk.audit import rotation
    from bedside.desk.tenancy import rings

    counts = rotation.counted()
    for line in rings.ring().status():
        click.echo(f"{line.key_id}  {'active' if line.active else 'kept  '}  {counts.pop(line.key_id, 0):>8} data keys")
    for missing, count in counts.items():
        click.echo(f"{missing}  MISSING  {count:>8} data keys cannot be opened", err=True)
    if counts:
        raise SystemExit(1)


@keys.command()
@click.option("--new/--no-new", default=True, help="Make a new key first, or only go on where a rotation stopped.")
def rotate(new: bool) -> None:
    """Make a new active key and wrap every data key with it. The words themselves are not touched.

    May be stopped at any time and run again with --no-new; everything stays readable meanwhile.
    """
    begin()
    from django.conf import settings

    from bedside.desk.audit import rotation
    from bedside.desk.tenancy import rings
    from bedside.vault.keyring import LocalKeyRing

    if new:
        if settings.BEDSIDE_KEY_RING_TEXT:
            raise BadInput("the key ring comes from the environment; add the new key there, then run with --no-new")
        path = Path(settings.BEDSIDE_KEY_RING)
        LocalKeyRing.load(path).with_new_key().save(path)
        rings.reread()
    with click.progressbar(length=rotation.left(), label="Wrapping data keys") as bar:
        for count in rotation.rotate(at=datetime.now(UTC)):
            bar.update(count)
    click.echo(f"Every data key is wrapped by {rings.ring().active}.")


@keys.command()
@click.argument("key_id")
@click.option("--yes", is_flag=True, help="Do not ask.")
def retire(key_id: str, yes: bool) -> None:
    """Take KEY_ID out of the ring, once it wraps nothing any more. Backups that it wrapped are lost with it."""
    begin()
    from django.conf import settings

    from bedside.desk.audit import rotation
    from bedside.vault.keyring import LocalKeyRing

    wraps = rotation.counted().get(key_id, 0)
    if wraps:
        raise BadInput(f"{key_id} still wraps {wraps} data keys; `bedside keys rotate --no-new` wraps them anew")
    if settings.BEDSIDE_KEY_RING_TEXT:
        raise BadInput("the key ring comes from the environment; take the key out there")
    path = Path(settings.BEDSIDE_KEY_RING)
    ring = LocalKeyRing.load(path).without(key_id)
    if not yes:
        click.confirm(f"Backups that {key_id} has wrapped cannot be opened afterwards. Take it out?", abort=True)
    ring.save(path)
    click.echo(f"{key_id} is no longer in the ring.")
