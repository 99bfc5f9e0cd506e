"""A policy as one canonical JSON document, and back again, exactly.

What an organisation adopts is kept in this form, so that a later version of the software cannot change what an
adopted pack says, and so that two adoptions can be compared by their digests.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from bedside.core.content import Account
from bedside.core.errors import PolicyError
from bedside.core.findings import Severity, Weight
from bedside.core.policies import Policy, Provision, Term

VERSION = 1
FIELDS = frozenset({"version_of_document", *(f.name for f in fields(Policy))})
DATES = ("effective_from", "effective_to", "reviewed_on")


def document_of(policy: Policy) -> str:
    """The only document of a policy: JSON, keys sorted, no spaces, one line.

    Raises:
        PolicyError: a number of a scale is none (TOML knows ``nan`` and ``inf``).
    """
    for name, scale in policy.scales.items():
        for key, value in scale.items():
            if not math.isfinite(value):
                raise PolicyError(f"policy pack {policy.label}: {key} in [scales.{name}] must be a finite number")
    told = {
        "version_of_document": VERSION,
        "name": policy.name,
        "version": policy.version,
        "title": policy.title,
        "packs": list(policy.packs),
        "weights": {account: dict(row) for account, row in policy.weights.items()},
        "severities": dict(policy.severities),
        "disabled": sorted(policy.disabled),
        "reasons": dict(policy.reasons),
        "provisions": {key: _provision(p) for key, p in policy.provisions.items()},
        "scales": {name: dict(scale) for name, scale in policy.scales.items()},
        "terms": [asdict(term) for term in policy.terms],
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _provision(provision: Provision) -> dict[str, str | None]:
    told = asdict(provision)
    return told | {name: told[name].isoformat() if told[name] else None for name in DATES}


def digest_of(document: str) -> str:
    """SHA-256 of a document, hex."""
    return hashlib.sha256(document.encode()).hexdigest()


def policy_of(document: str) -> Policy:
    """The policy that a document says.

    Raises:
        PolicyError: no such document, or one of a later version.
    """
    try:
        told = json.loads(document)
        if told["version_of_document"] != VERSION:
            raise PolicyError("this policy was adopted with a later version of Bedside; update Bedside")
        if set(told) != FIELDS:
            raise PolicyError("an adopted policy has other fields than a policy")
        return _rebuilt(told)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise PolicyError("an adopted policy cannot be read; adopt a pack again") from None


def _rebuilt(told: Mapping[str, Any]) -> Policy:
    return Policy(
        name=told["name"],
        version=told["version"],
        title=told["title"],
        packs=tuple(told["packs"]),
        weights={
            account: {s: Weight(told["weights"][account][s]) for s in Severity if s in told["weights"][account]}
            for account in Account
            if account in told["weights"]
        },
        severities={code: Severity(s) for code, s in told["severities"].items()},
        disabled=frozenset(told["disabled"]),
        reasons=told["reasons"],
        provisions={key: Provision(**_dated(p)) for key, p in told["provisions"].items()},
        scales=told["scales"],
        terms=tuple(Term(**{**t, "severity": Severity(t["severity"])}) for t in told["terms"]),
    )


def _dated(provision: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(provision[name]) if provision[name] else None for name in DATES}
    return {**provision, **days}
