"""A screening as plain values, in the shapes of docs/format.md."""

import json
from typing import Any

from bedside.cli.drafts import Screened, Unread
from bedside.cli.inputs import name_of
from bedside.core.findings import Finding
from bedside.core.screenings import Screening


def record_of(result: Screened | Unread) -> dict[str, Any]:
    if isinstance(result, Unread):
        whole_file = name_of(result.path) if result.line is None else None
        return {"id": whole_file, "line": result.line, "error": result.why}
    return {"id": result.draft.id, **screening_record(result.screening)}


def screening_record(screening: Screening) -> dict[str, Any]:
    return {
        "verdict": screening.verdict.value,
        "pack": screening.pack,
        "reader": screening.reader,
        "findings": [finding_record(f) for f in screening.findings],
        "unchecked": [{"check": u.check, "why": u.why} for u in screening.unchecked],
    }


def finding_record(f: Finding) -> dict[str, Any]:
    """One finding. Outside the text ``start`` and ``end`` are null and the part says its own offsets."""
    in_text = f.part == "body"
    record: dict[str, Any] = {
        "rule": f.rule,
        "name": f.name,
        "weight": f.weight.value,
        "guidelines": [g.value for g in f.guidelines],
        "class": f.identifier_class,
        "label": f.label,
        "start": f.start if in_text else None,
        "end": f.end if in_text else None,
        "message": f.message,
        "advice": f.advice,
        "citation": f.citation,
        "replacement": f.replacement,
        "believed": f.believed,
    }
    if not in_text:
        record |= {"part": f.part, "part_start": f.start, "part_end": f.end}
    return record


def json_bytes(value: Any, *, indent: int | None = None) -> bytes:
    """JSON in UTF-8 with a line end; half characters that UTF-8 cannot carry are escaped."""
    try:
        return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode("utf-8")
    except UnicodeEncodeError:
        return (json.dumps(value, indent=indent) + "\n").encode("ascii")
