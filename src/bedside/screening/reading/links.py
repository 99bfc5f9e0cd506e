"""Links in a text, taken apart: where they lead, and what their addresses carry."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

SHAPE = re.compile(
    r"(?<![\w@.])(?:(https?)://|www\.)[^\s<>\"'\])}|]+|"
    r"(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|gov|edu|health|care|info|ly|io|co|us|me|gl|gd|cc|app|link|example)"
    r"/[^\s<>\"'\])}|]*",
    re.I,
)
TRAILING = ".,;:!?…"
PARAMETER = re.compile(r"(?<![^&=#?/])[^&=#?/]+=[^&#]*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """``key=value`` at ``start:end`` of the raw text; key in lower case, value decoded."""

    key: str
    value: str = field(repr=False)
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link at ``start:end`` of the raw text.

    ``scheme`` is empty where none is written, ``host`` in lower case without "www.", ``path``
    decoded; ``tail`` is where the query or fragment starts.
    """

    start: int
    end: int
    scheme: str
    host: str
    path: str = field(repr=False)
    tail: int
    parameters: tuple[Parameter, ...] = field(repr=False)


def links_of(raw: str) -> list[Link]:
    """Every link of a raw text, in reading order."""
    if "/" not in raw and "www." not in raw.lower():
        return []
    return [link_of(raw, m.start(), m.end(), (m[1] or "").lower()) for m in SHAPE.finditer(raw)]


def link_of(raw: str, start: int, end: int, scheme: str) -> Link:
    while raw[end - 1] in TRAILING:
        end -= 1
    address = start + (len(scheme) + 3 if scheme else 0)
    tail = next((i for i in range(address, end) if raw[i] in "?#"), end)
    host, slash, path = raw[address:tail].partition("/")
    parameters = (
        Parameter(key.lower(), unquote_plus(value), m.start(), m.end())
        for m in PARAMETER.finditer(raw, tail, end)
        for key, _, value in (m[0].partition("="),)
    )
    plain_host = host.lower().partition(":")[0].removeprefix("www.")
    return Link(start, end, scheme, plain_host, unquote_plus(slash + path), tail, tuple(parameters))


def with_separator(parameter: Parameter, raw: str, link_end: int) -> tuple[int, int]:
    """A parameter with the "&" behind or the "?" before it, so that taking it out leaves a whole address."""
    if parameter.end < link_end and raw[parameter.end] == "&":
        return parameter.start, parameter.end + 1
    return parameter.start - (raw[parameter.start - 1] in "?&"), parameter.end
