"""Telephone numbers, mailboxes, pages, handles and addresses that are nobody's in care."""

import re
from collections.abc import Callable, Iterable, Iterator

from bedside.screening.fine.reason import Reason
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.candidates import Candidate
from bedside.screening.reading.owners import Owner, is_published

# Lines that anyone can call: 988 and 211 by name or after a word of calling, and the national lines by number.
CRISIS = re.compile(
    r"\b(?:call|text|dial|ring|chat|contact|or|llam\w+|marque|al)(?: \w+){0,2}? (?P<line>988|911|9-1-1|211)\b(?![-.]?\d)|"
    r"(?<![\d.-])(?P<named>988)(?= (?:suicide|lifeline|crisis|is |works|answers))|"
    r"(?<![\d.-])(?P<number>(?:1[-. ]?)?\(?800\)?[-. ]{0,2}(?:222[-. ]?1222|273[-. ]?8255|273[-. ]?talk|799[-. ]?7233|662[-. ]?4357|656[-. ]?4673)|741[- ]?741)\b(?!-?\d)"
)
# An invitation to turn to an office; a contact in the same sentence says it better.
INVITES = re.compile(
    r"\b(?:call|reach|contact|e-?mail|write to|message|ask for|speak with|talk to|llame a|escriba a)(?: (?!(?:and|or|their|your|his|her)\b)[\w'-]+){0,4}? "
    r"(?:us|office|desk|relations|advocate|ombuds\w+|website|department|oficina)\b"
)


def published(label: str) -> Callable[[Reading], Iterator[Place]]:
    """Contacts of a label that the organisation's own list has."""

    def find(reading: Reading) -> Iterator[Place]:
        if reading.content.organization.known:
            for c in contacts(reading, label):
                text = c.view or reading.body.plain
                if is_published(text.text[c.start : c.end], label, reading):
                    yield at(reading, c)

    return find


def contacts(reading: Reading, label: str) -> Iterator[Candidate]:
    return (c for c in reading.body.contacts if c.label == label)


def at(reading: Reading, c: Candidate) -> Place:
    return reading.body.place(c.start, c.end, view=c.view)


def crisis_lines(reading: Reading) -> Iterator[Place]:
    if any(c.isdigit() for c in reading.body.low):
        for m in CRISIS.finditer(reading.body.low):
            yield reading.body.place(*m.span(m.lastgroup or 0))


def open_lines(reading: Reading) -> Iterator[Place]:
    """Toll-free lines and mailboxes of an office, such as "info"."""
    return (at(reading, c) for label in ("PHONE", "EMAIL") for c in contacts(reading, label) if c.public)


def own_domains(reading: Reading) -> Iterator[Place]:
    yield from published("URL")(reading)
    for domain in reading.content.organization.domains:
        yield from said(reading, domain, before=r"(?<![\w@.-])", after=r"(?![\w-]|\.\w)")


def own_handles(reading: Reading) -> Iterator[Place]:
    for handle in reading.content.organization.handles:
        if name := handle.lstrip("@"):
            yield from said(reading, f"@{name}", before=r"(?<![\w@./])", after=r"(?![\w]|\.\w)")


def own_addresses(reading: Reading) -> Iterator[Place]:
    """Addresses of the organisation's list, whole or as far as the first comma."""
    for address in reading.content.organization.addresses:
        street, *rest = (piece for piece in map(str.strip, address.split(",")) if piece)
        if any(c.isdigit() for c in street):
            yield from said(reading, street, rest, before=r"(?<!\w)", after=r"(?!\w)")


def said(reading: Reading, words: str, rest: Iterable[str] = (), *, before: str, after: str) -> Iterator[Place]:
    """Where the body says these words, and as much of the rest as follows; case and spacing make no difference."""
    plain = reading.body.plain
    if not words.strip():
        return
    further = "".join(rf"(?:,?\s+{loose(piece)}{after})?" for piece in rest)
    for m in re.finditer(before + loose(words) + after + further, plain.low):
        yield reading.body.place(*m.span())


def loose(words: str) -> str:
    return r"\.?\s+".join(re.escape(word.rstrip(".")) for word in words.lower().split())


def ways_to_reach_us(reading: Reading) -> Iterator[Place]:
    """In an answer of the organisation: contacts that are its own, and invitations to turn to it."""
    body = reading.body
    if not reading.content.answers or reading.personal:
        return
    told = set()
    for owned in reading.owned_contacts:
        if owned.part is body and owned.owner is Owner.ORGANIZATION and owned.contact.sort != "profile":
            place = at(reading, owned.contact)
            told.add(body.sentence_number(owned.contact.start))
            yield place
    for m in INVITES.finditer(body.low):
        if body.sentence_number(m.start()) not in told:
            yield body.place(*m.span())


def taken_for_own(reading: Reading) -> Iterator[Place]:
    """Contacts of nobody else, where the organisation has published no list or has them not on it."""
    for owned in reading.owned_contacts:
        if (
            owned.part is reading.body
            and owned.owner is Owner.ORGANIZATION
            and owned.contact.label in {"PHONE", "EMAIL"}
        ):
            yield at(reading, owned.contact)


CRISIS_LINE = Reason(name="crisis-line", firm=True, why="A help line that is open to anyone.", find=crisis_lines)
WAYS_TO_REACH_US = Reason(
    name="way-to-reach-us",
    firm=True,
    why="A way to reach your organization that is open to anyone; it confirms nobody.",
    find=ways_to_reach_us,
)
OWN = (
    Reason(
        name="own-telephone",
        firm=True,
        why="A telephone number that your organization has published.",
        find=published("PHONE"),
    ),
    Reason(name="own-email", firm=True, why="A mailbox that your organization has published.", find=published("EMAIL")),
    Reason(name="own-page", firm=True, why="A page of your organization's own.", find=own_domains),
    Reason(name="own-handle", firm=True, why="Your organization's own account.", find=own_handles),
    Reason(name="own-address", firm=True, why="An address that your organization has published.", find=own_addresses),
)
OPEN_LINE = Reason(name="open-line", firm=True, why="A line or mailbox that is open to everyone.", find=open_lines)
TAKEN_FOR_OWN = Reason(
    name="office-contact",
    why="Nothing here gives this to one person, so it is taken for the office's.",
    find=taken_for_own,
)
