"""Bedside: share widely, never wrongly.

>>> import bedside
>>> screening = bedside.screen("Her social is 219-09-4321, please call.")
>>> screening.verdict.value
'hold'
"""

import warnings
from functools import cache
from typing import TYPE_CHECKING

from bedside.core.authorizations import AuthorizationFacts
from bedside.core.content import Account, Content, Kind
from bedside.core.errors import BedsideError
from bedside.core.findings import Finding, Fine, Guideline, Severity, Span, Unchecked, Weight
from bedside.core.organizations import Organization
from bedside.core.policies import Policy
from bedside.core.screenings import Explained, Screening, Verdict
from bedside.policies import BASELINE, load_organization, looks_like_path
from bedside.policies import load_policy as load_pack

if TYPE_CHECKING:
    from bedside.screening.rewriting import Rewrite

__version__ = "0.1.0"

__all__ = [
    "Account",
    "AuthorizationFacts",
    "BedsideError",
    "Content",
    "Explained",
    "Finding",
    "Fine",
    "Guideline",
    "Kind",
    "Organization",
    "Policy",
    "Screening",
    "Severity",
    "Span",
    "Unchecked",
    "Verdict",
    "Weight",
    "explain",
    "identifiers",
    "load_organization",
    "load_policy",
    "replies",
    "rewrites",
    "screen",
]


def screen(content: Content | str, *, policy: Policy | None = None, reader: str = "careful") -> Screening:
    """Find what publishing this would disclose or say amiss, why, and how to say it well.

    Args:
        content: a draft with its context, or just words (then: a post on the official account).
        policy: from `load_policy`; the HIPAA baseline when left out.
        reader: the learned reader's setting: "careful" for drafts, "fast" for archives, or "off".
            Without it (or without the extra ``bedside[reader]``) the screening says what is unchecked,
            and its verdict is at least review.

    Raises:
        UnsupportedContent: too long to be screened in one piece.
        BadInput: no such reader.
    """
    from bedside.screening import engine  # the word lists; `bedside --help` need not wait for them

    return engine.screen(draft_of(content), policy=policy or load_policy(), reader=reader)


def explain(content: Content | str, *, policy: Policy | None = None, reader: str = "careful") -> Explained:
    """Screen a draft, and say as well what in it is fine and why.

    Args:
        content, policy, reader: as for `screen`, whose answer is the ``screening`` of this one. Both come
            from one reading, so that this takes hardly longer.

    Returns:
        The screening, and up to eight places of the body that a careful reader may stop at and no failing
        rule marks: your own telephone, someone on your roster, the day of an event. That no rule speaks there
        is all it says: rules do not know who will recognize whom.

    Raises:
        UnsupportedContent: too long to be screened in one piece.
        BadInput: no such reader.
    """
    from bedside.screening import fine

    return fine.explain(draft_of(content), policy=policy or load_policy(), reader=reader)


def draft_of(content: Content | str) -> Content:
    return Content(body=content) if isinstance(content, str) else content


def identifiers(text: str, *, reader: str = "careful") -> list[Span]:
    """What in ``text`` identifies an individual, in reading order and without overlaps.

    Args:
        text: any text.
        reader: "careful" and "fast" ask the learned reader for names as well; "off" finds names by lists
            and grammar alone, in a fraction of a millisecond. Where the reader is not installed a
            warning says so, and names are found as with "off".

    Returns:
        Spans with ``start`` and ``end`` (code points of ``text``), ``label`` and
        ``identifier_class``. Marking is not judging: a clinic's own telephone number is marked too.

    Raises:
        BadInput: no such reader.
    """
    from bedside.screening import engine, identifying

    model, missing = engine.model_for(reader)
    if missing and reader != engine.OFF:
        warnings.warn(missing[0].why, stacklevel=2)
    return identifying.identifiers(text, model=model)


def replies(
    to: str,
    *,
    organization: Organization | None = None,
    kind: Kind = Kind.RATING_REPLY,
    role: str = "",
    policy: Policy | None = None,
) -> tuple[str, ...]:
    """Three kind and different replies to a rating, comment or message, none of which tells of anyone.

    Args:
        to: what is answered; no word of it enters a reply.
        organization: whose telephone and e-mail are given; without them the website stands in.
        kind: a rating reply, a comment reply or a message.
        role: who will post it; a place of sensitive care is judged more strictly.
        policy: from `load_policy`; the HIPAA baseline when left out.

    Returns:
        Replies in English or Spanish, as ``to`` is; every one has passed a screening. A cry for
        help gets 988 and 911, and nothing else.
    """
    from bedside.screening import rewriting

    return rewriting.replies(to, organization=organization, kind=kind, role=role, policy=policy or load_policy())


def rewrites(content: Content, screening: Screening, *, policy: Policy | None = None) -> "tuple[Rewrite, ...]":
    """Other words for what a screening found, each with the whole as it would then read.

    Args:
        content: the draft; ``screening`` must be its screening under the same policy.

    Returns:
        At most one a finding in the body, and only where the whole screens better with it.
    """
    from bedside.screening import rewriting

    return rewriting.rewrites(content, screening, policy=policy or load_policy())


def load_policy(name: str = BASELINE) -> Policy:
    """The policy of a pack, checked against the rules that exist.

    Args:
        name: a pack that ships with Bedside ("california", or "CA"), or the path of a TOML file.
            Shipped packs are read once, files every time.

    Raises:
        PolicyError: no such pack, or a mistake in it; says file, line, what and what next.
    """
    return pack_from_file(name) if looks_like_path(name) else shipped_pack(name)


def pack_from_file(name: str) -> Policy:
    from bedside.screening.registry import registry

    return load_pack(name, known={code: rule.severity for code, rule in registry().items()})


shipped_pack = cache(pack_from_file)
