"""Bedside: share widely, never wrongly.

>>> import bedside
>>> screening = bedside.screen("Her social is 219-09-4321, please call.")
>>> screening.verdict.value
'hold'
"""

from bedside.core.authorizations import AuthorizationFacts
from bedside.core.content import Account, Content, Kind
from bedside.core.errors import BedsideError
from bedside.core.findings import Finding, Guideline, Severity, Unchecked, Weight
from bedside.core.organizations import Organization
from bedside.core.policies import Policy
from bedside.core.screenings import Screening, Verdict
from bedside.policies import load_policy
from bedside.screening import engine

__version__ = "0.1.0"

__all__ = [
    "Account",
    "AuthorizationFacts",
    "BedsideError",
    "Content",
    "Finding",
    "Guideline",
    "Kind",
    "Organization",
    "Policy",
    "Screening",
    "Severity",
    "Unchecked",
    "Verdict",
    "Weight",
    "load_policy",
    "screen",
]


def screen(content: Content | str, *, policy: Policy | None = None) -> Screening:
    """Find what publishing this would disclose or say amiss, why, and how to say it well.

    Args:
        content: a draft with its context, or just words (then: a post on the official account).
        policy: from `load_policy`; the HIPAA baseline when left out.

    Raises:
        UnsupportedContent: too long to be screened in one piece.
    """
    draft = Content(body=content) if isinstance(content, str) else content
    return engine.screen(draft, policy=policy or load_policy())
