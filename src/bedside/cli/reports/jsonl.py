"""One JSON object a draft and line, written as soon as the draft is screened."""

from collections.abc import Iterable

from bedside.cli.drafts import Screened, Unread
from bedside.cli.reports.output import opened_output
from bedside.cli.reports.record import json_bytes, record_of
from bedside.core.policies import Policy


def write(results: Iterable[Screened | Unread], *, output: str | None, color: str, policy: Policy) -> None:
    with opened_output(output) as stream:
        for result in results:
            stream.write(json_bytes(record_of(result)))
            stream.flush()
