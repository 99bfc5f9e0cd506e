"""Policy packs: what a finding weighs, under which law, since when."""

from bedside.policies.load import BASELINE, Shipped, load_policy, looks_like_path, pack_of_state, shipped
from bedside.policies.organization import load_organization

__all__ = ["BASELINE", "Shipped", "load_organization", "load_policy", "looks_like_path", "pack_of_state", "shipped"]
