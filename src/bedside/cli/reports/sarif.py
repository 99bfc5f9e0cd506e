"""SARIF 2.1.0, for code review tools and dashboards that read it.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0, 2020.
"""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import bedside
from bedside.cli.drafts import Draft, Screened, Unread
from bedside.cli.inputs import STDIN
from bedside.cli.reports.output import opened_output
from bedside.cli.reports.record import json_bytes
from bedside.core.findings import Finding, Weight
from bedside.core.policies import Policy
from bedside.core.screenings import Screening
from bedside.screening.registry import registry
from bedside.screening.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Weight.HOLD: "error", Weight.REVIEW: "warning", Weight.ADVICE: "note", Weight.INFO: "none"}
LINE_END = re.compile(r"\r\n|\n|\r")


def write(results: Iterable[Screened | Unread], *, output: str | None, color: str, policy: Policy) -> None:
    with opened_output(output) as stream:
        stream.write(json_bytes(document_of(results, policy), indent=2))
        stream.flush()


def document_of(results: Iterable[Screened | Unread], policy: Policy) -> dict[str, Any]:
    rules = [r for r in registry().values() if r.code not in policy.disabled]
    numbers = {rule.code: i for i, rule in enumerate(rules)}
    found: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    complete = True
    for result in results:
        if isinstance(result, Unread):
            complete = False
            notes.append(notification("error", result.why, location(result.path, line=result.line)))
            continue
        found += [result_of(f, result.draft, numbers) for f in result.screening.findings]
        notes += unchecked_notes(result.draft, result.screening)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver(rules, policy)},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": complete, "toolExecutionNotifications": notes}],
                "results": found,
                "properties": {"pack": policy.label},
            }
        ],
    }


def driver(rules: Iterable[Rule], policy: Policy) -> dict[str, Any]:
    return {
        "name": "Bedside",
        "version": bedside.__version__,
        "semanticVersion": bedside.__version__,
        "rules": [descriptor(rule, policy) for rule in rules],
    }


def descriptor(rule: Rule, policy: Policy) -> dict[str, Any]:
    weight = policy.weigh(rule.code, severity=rule.severity, account=bedside.Account.OFFICIAL)
    provision = policy.provisions.get(rule.provision)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.message},
        "help": {"text": rule.advice},
        "defaultConfiguration": {"level": LEVELS[weight]},
        "properties": {
            "tags": [g.value for g in rule.guidelines],
            "citation": provision.citation if provision else "",
        },
    }


def result_of(finding: Finding, draft: Draft, numbers: dict[str, int]) -> dict[str, Any]:
    level = LEVELS[finding.weight]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "kind": "informational" if level == "none" else "fail",
        "level": level,
        "message": {"text": f"{finding.message} {finding.advice}"},
        "locations": [location(draft.path, line=draft.line, finding=finding, draft=draft)],
        "properties": {
            "weight": finding.weight.value,
            "label": finding.label,
            "guidelines": [g.value for g in finding.guidelines],
            "citation": finding.citation,
        },
    }
    if finding.replacement is not None and in_file(draft, finding):
        result["fixes"] = [fix_of(finding, draft)]
    return result


def in_file(draft: Draft, finding: Finding) -> bool:
    """Whether offsets of a finding are offsets of the file it came from."""
    return draft.line is None and finding.part == "body"


def fix_of(finding: Finding, draft: Draft) -> dict[str, Any]:
    region = {"charOffset": finding.start, "charLength": finding.end - finding.start}
    replacement: dict[str, Any] = {"deletedRegion": region}
    if finding.replacement:
        replacement["insertedContent"] = {"text": finding.replacement}
    return {
        "description": {"text": finding.advice},
        "artifactChanges": [{"artifactLocation": {"uri": uri_of(draft.path)}, "replacements": [replacement]}],
    }


def location(
    path: str, *, line: int | None, finding: Finding | None = None, draft: Draft | None = None
) -> dict[str, Any]:
    """Where a finding stands: characters of a file, or a line of a file of lines and a part of its draft."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri_of(path)}}
    place: dict[str, Any] = {"physicalLocation": physical}
    if line is not None:
        physical["region"] = {"startLine": line}
    if finding is None or draft is None:
        return place
    if in_file(draft, finding):
        physical["region"] = region_of(draft.content.body, finding.start, finding.end)
    else:
        place["logicalLocations"] = [{"name": finding.part, "fullyQualifiedName": f"{draft.name}/{finding.part}"}]
        place["properties"] = {"start": finding.start, "end": finding.end}
    return place


def region_of(text: str, start: int, end: int) -> dict[str, int]:
    first_line, first_column = line_and_column(text, start)
    last_line, last_column = line_and_column(text, end)
    return {
        "charOffset": start,
        "charLength": end - start,
        "startLine": first_line,
        "startColumn": first_column,
        "endLine": last_line,
        "endColumn": last_column,
    }


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Both counted from 1."""
    ends = [m.end() for m in LINE_END.finditer(text, 0, offset)]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1


def unchecked_notes(draft: Draft, screening: Screening) -> list[dict[str, Any]]:
    place = location(draft.path, line=draft.line)
    return [notification("warning", f"Not looked at: {u.check}. {u.why}", place) for u in screening.unchecked]


def notification(level: str, text: str, place: dict[str, Any]) -> dict[str, Any]:
    return {"level": level, "message": {"text": text}, "locations": [place]}


def uri_of(path: str) -> str:
    return "stdin" if path == STDIN else quote(PurePath(path).as_posix())
