"""A screening as plain values, in the shapes of docs/format.md."""

import json
from typing import Any

from bedside.cli.drafts import Screened, Unread
from bedside.cli.inputs import name_of
from bedside.core.records import screening_record


def record_of(result: Screened | Unread) -> dict[str, Any]:
    if isinstance(result, Unread):
        whole_file = name_of(result.path) if result.line is None else None
        return {"id": whole_file, "line": result.line, "error": result.why}
    return {"id": result.draft.id, **screening_record(result.screening)}


def json_bytes(value: Any, *, indent: int | None = None) -> bytes:
    """JSON in UTF-8 with a line end; half characters that UTF-8 cannot carry are escaped."""
    try:
        return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode("utf-8")
    except UnicodeEncodeError:
        return (json.dumps(value, indent=indent) + "\n").encode("ascii")
