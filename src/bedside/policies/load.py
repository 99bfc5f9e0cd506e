"""Read policy packs from TOML."""

import tomllib
from functools import cache
from importlib import resources

from bedside.core.content import Account
from bedside.core.findings import Severity, Weight
from bedside.core.policies import Policy, Provision


@cache
def load_policy(name: str = "hipaa-baseline") -> Policy:
    """The policy of one pack."""
    text = (resources.files("bedside.policies") / "packs" / f"{name}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Policy(
        name=table["pack"]["name"],
        version=table["pack"]["version"],
        weights={
            Account(account): {Severity(s): Weight(w) for s, w in row.items()}
            for account, row in table["weights"].items()
        },
        severities={
            code: Severity(row["severity"]) for code, row in table.get("rules", {}).items() if "severity" in row
        },
        provisions={k: Provision(key=k, **row) for k, row in table.get("provisions", {}).items()},
        scales=table.get("scales", {}),
    )
