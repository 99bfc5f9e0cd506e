"""One JSON document for all drafts."""

from collections.abc import Iterable

import bedside
from bedside.cli.drafts import Screened, Unread
from bedside.cli.reports.output import opened_output
from bedside.cli.reports.record import json_bytes, record_of
from bedside.core.policies import Policy


def write(results: Iterable[Screened | Unread], *, output: str | None, color: str, policy: Policy) -> None:
    with opened_output(output) as stream:
        drafts = [record_of(r) for r in results]
        document = {"version": bedside.__version__, "pack": policy.label, "drafts": drafts}
        stream.write(json_bytes(document, indent=2))
        stream.flush()
