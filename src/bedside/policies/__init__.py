"""Policy packs: what a finding weighs, under which law, since when."""

from bedside.policies.load import load_policy

__all__ = ["load_policy"]
