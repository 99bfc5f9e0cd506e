"""`bedside hold`: keep a record from being erased while a dispute or an inquiry needs it."""

from datetime import UTC, datetime

import click

from bedside.cli.installation import at_work, option_organization
from bedside.core.errors import BadInput


@click.group()
def hold() -> None:
    """Legal holds. While one stands, what it is about is not erased, whatever its age."""


@hold.command()
@option_organization
@click.argument("record")
@click.option("--reason", required=True, help="Why; sealed, and kept with the hold.")
@click.option("--by", default="system:operator", show_default=True, metavar="WHO", help="Who decided (person:ID).")
def place(organization: str, record: str, reason: str, by: str) -> None:
    """Put RECORD (reason:ID) on hold."""
    with at_work(organization):
        from bedside.desk.audit import services

        made = services.place_hold(record, why=reason, actor=by, at=datetime.now(UTC))
    click.echo(f"{record} is on hold {made.pk}.")


@hold.command()
@option_organization
@click.argument("hold_id", metavar="HOLD", type=click.UUID)
@click.option("--reason", required=True, help="Why it is over; it goes into the record, sealed.")
@click.option("--by", default="system:operator", show_default=True, metavar="WHO", help="Who decided (person:ID).")
def lift(organization: str, hold_id: object, reason: str, by: str) -> None:
    """End HOLD."""
    with at_work(organization):
        from bedside.desk.audit import services
        from bedside.desk.audit.models import Hold

        if not Hold.objects.filter(pk=hold_id, lifted_at=None).exists():
            raise BadInput("there is no such hold, or it was lifted already")
        lifted = services.lift_hold(hold_id, actor=by, at=datetime.now(UTC), reason=reason)  # type: ignore[arg-type]
    click.echo(f"{lifted.about} is no longer on this hold.")


@hold.command("list")
@option_organization
@click.option("--all", "every", is_flag=True, help="Those that were lifted as well.")
def listed(organization: str, every: bool) -> None:
    """The holds that stand, oldest first."""
    with at_work(organization):
        from bedside.desk.audit.models import Hold
        from bedside.desk.tenancy.fields import Erased

        rows = Hold.objects.order_by("placed_at")
        for row in rows if every else rows.filter(lifted_at=None):
            try:
                why = row.why
            except Erased:
                why = "(erased)"
            lifted = f", lifted {row.lifted_at:%Y-%m-%d}" if row.lifted_at else ""
            click.echo(f"{row.pk}  {row.about}  since {row.placed_at:%Y-%m-%d}{lifted}  {why}")
