"""The record: what happened, and what was signed."""

from typing import Annotated, Any

from django.http import HttpRequest
from pydantic import Field

from bedside.api import cursors, shapes
from bedside.api.door import token_of
from bedside.api.serving import operation
from bedside.core.errors import LedgerError, NotThere
from bedside.core.events import Event
from bedside.core.scopes import Scope
from bedside.desk.audit import selectors
from bedside.desk.audit.models import Entry
from bedside.desk.audit.selectors import HASH_BYTES, Filter
from bedside.ledger import entries

TAG = "The record"
About = Annotated[str, Field(max_length=200, pattern=r"^([a-z][a-z0-9_-]*:[A-Za-z0-9._:/+@-]+)?$")]


def entry_record(entry: Entry) -> dict[str, Any]:
    """An entry out of its canonical form, which is what was signed."""
    body = bytes(entry.body)
    told: dict[str, Any] = {
        "seq": entry.seq,
        "event": entry.event,
        "about": entry.about,
        "actor": entry.actor,
        "at": entries.time_text(entry.at),
        "facts": {},
        "reason": entry.reason_id is not None,
    }
    try:
        read = entries.parse(body)
        told |= {"event": read.event, "about": read.about, "actor": read.actor, "at": entries.time_text(read.at)}
        told |= {"facts": dict(read.facts), "reason": read.reason is not None}
    except LedgerError:
        told["says"] = "This entry cannot be read: its row was changed. Check the record."
    else:
        told["says"] = Event(read.event).sentence if read.event in set(Event) else "An event of a later version."
    return told | {"body": body.decode(errors="replace"), "leaf": bytes(entry.hashes[:HASH_BYTES]).hex()}


@operation("GET", "/record", answer=shapes.Record, scope=Scope.RECORD_READ, tag=TAG, query=True)
def list_entries(
    request: HttpRequest,
    about: About = "",
    actor: About = "",
    event: Event | None = None,
    since: shapes.Moment | None = None,
    until: shapes.Moment | None = None,
    limit: shapes.Limit = cursors.USUAL,
    cursor: shapes.Cursor = "",
) -> dict[str, Any]:
    """List entries, the newest first.

    `about` and `actor` are kind and id, such as `draft:8b1c...` or `person:41aa...`. `until` is not part of the time.
    Reasons are people's words, and are read in the workspace.
    """
    chosen = Filter(about=about, actor=actor, event=event or "", since=since, until=until)
    after = cursors.read(cursor, int)
    found = selectors.listed(chosen, before=after[0] if after else None, limit=limit + 1)
    items, following = cursors.page(found, limit=limit, key=lambda e: (e.seq,))
    return {"items": [entry_record(e) for e in items], "next": following}


@operation("GET", "/record/checkpoint", answer=shapes.Checkpoint, scope=Scope.RECORD_READ, tag=TAG, missing=True)
def get_checkpoint(request: HttpRequest) -> dict[str, Any]:
    """Read the newest signed state of the record.

    Keep it: a later record that is no continuation of it was tampered with.
    """
    found = selectors.latest_checkpoint()
    if found is None:
        raise NotThere("The record was not signed yet. A worker does that in a while.")
    return {
        "origin": token_of(request).organization.origin,
        "size": found.size,
        "signed_at": found.signed_at,
        "note": found.note,
    }
