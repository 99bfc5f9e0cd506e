"""What an organisation has made public about itself; such facts identify no patient."""

from dataclasses import dataclass, field

# Kinds of care whose mere mention with a person tells a health fact (DOMAIN 3.4, row 23).
SENSITIVE_KINDS = ("behavioral", "substance_use", "reproductive", "hiv", "hospice", "oncology", "gender")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """Public names, places and contacts, and the roster of those who work there.

    All values are as the public sees them; matching ignores case and punctuation.
    ``known`` is False for the empty default: then contact data on an official account in a
    text that tells of nobody is taken to be the organisation's own. ``state`` is the two-letter
    code; ``sensitive`` names kinds of care from ``SENSITIVE_KINDS``.
    """

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    staff: tuple[str, ...] = field(default=(), repr=False)
    state: str = ""
    sensitive: tuple[str, ...] = ()
    known: bool = False
