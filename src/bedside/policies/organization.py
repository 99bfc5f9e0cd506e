"""The organisation file: what is public about an organisation, so that it is not flagged."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bedside.core.organizations import SENSITIVE_KINDS, Organization
from bedside.policies.source import Source, near, read_source, source_of

LISTS = ("names", "addresses", "phones", "emails", "domains", "handles", "staff", "sensitive")
STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI"
)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.I)
HANDLE = re.compile(r"@[\w.-]+")


def load_organization(path: str | Path) -> Organization:
    """What an organisation file says.

    Raises:
        PolicyError: not to be read, or a mistake in it; says file, line, what and what next.
    """
    return organization_of(read_source(Path(path), label=f"organization file {Path(path).name}"))


def load_organization_text(raw: bytes, *, label: str = "your organization file") -> Organization:
    """What an organisation file says that somebody hands in.

    Raises:
        PolicyError: a mistake in it; says line, what and what next.
    """
    return organization_of(source_of(raw, label=label))


def organization_of(source: Source) -> Organization:
    source.check_keys(known=(*LISTS, "state"))
    return Organization(
        names=source.texts("names"),
        addresses=source.texts("addresses"),
        phones=checked(source, "phones"),
        emails=checked(source, "emails"),
        domains=checked(source, "domains"),
        handles=checked(source, "handles"),
        staff=source.texts("staff"),
        state=state_of(source),
        sensitive=sensitive_of(source),
        known=True,
    )


def checked(source: Source, key: str) -> tuple[str, ...]:
    values = source.texts(key)
    if say := mistake(key, values):
        raise source.wrong(key, say=say)
    return values


def mistake(key: str, values: Sequence[str]) -> str:
    """What is wrong with a list of this kind, in words that count items and quote none; "" where nothing is."""
    right, meant = SHAPES.get(key, (bool, "words"))
    for n, value in enumerate(values, 1):
        if not right(value):
            return f"item {n} of {key} must be {meant}"
    return ""


def is_phone(value: str) -> bool:
    return 7 <= sum(c.isdigit() for c in value) <= 15 and not re.search(r"[A-Za-z]{6,}", value)


SHAPES: Mapping[str, tuple[Callable[[str], object], str]] = {
    "phones": (is_phone, 'a telephone number such as "(555) 555-0134"'),
    "emails": (EMAIL.fullmatch, 'an e-mail address such as "hello@example.org"'),
    "domains": (DOMAIN.fullmatch, 'a domain without https:// such as "example.org"'),
    "handles": (HANDLE.fullmatch, 'a handle with its @, such as "@exampleclinic"'),
}


def state_of(source: Source) -> str:
    state = source.text("state", default="").strip().upper()
    if state and state not in STATES.split():
        raise source.wrong("state", say='state must be a two-letter code, such as "CA"')
    return state


def sensitive_of(source: Source) -> tuple[str, ...]:
    for kind in source.texts("sensitive"):
        if kind not in SENSITIVE_KINDS:
            raise source.wrong("sensitive", say=f"unknown kind of care {kind}; {near(kind, SENSITIVE_KINDS)}")
    return source.texts("sensitive")
