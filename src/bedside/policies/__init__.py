"""Policy packs: what a finding weighs, under which law, since when."""

from bedside.policies.documents import digest_of, document_of, policy_of
from bedside.policies.load import (
    BASELINE,
    Shipped,
    load_policy,
    load_policy_text,
    looks_like_path,
    pack_of_state,
    shipped,
)
from bedside.policies.organization import load_organization, load_organization_text

__all__ = [
    "BASELINE",
    "Shipped",
    "digest_of",
    "document_of",
    "load_organization",
    "load_organization_text",
    "load_policy",
    "load_policy_text",
    "looks_like_path",
    "pack_of_state",
    "policy_of",
    "shipped",
]
