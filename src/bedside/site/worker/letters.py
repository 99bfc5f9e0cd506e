"""A letter to one person: everything that waits for them, in one mail, without a word of any draft."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage

from bedside.desk.notices.models import Notice
from bedside.desk.people.models import Person
from bedside.desk.people.zones import spoken, zone_of

Kind = Notice.Kind
Line = Callable[[Notice, str], str]  # of a notice, and "due 12:30 pm" where it is due

# What each kind says. First what waits for an answer, then what is good to know; a letter keeps this order.
LINES: dict[Kind, Line] = {
    Kind.OVERDUE: lambda n, due: f"Draft {n.number} {due or 'is late'} and still waits; you are next in line.",
    Kind.DUE_SOON: lambda n, due: f"Draft {n.number} still waits for you{_after_comma(due)}.",
    Kind.REVIEW_WAITS: lambda n, due: f"Draft {n.number} waits for you{_after_comma(due)}.",
    Kind.SECOND_LOOK_WAITS: lambda n, due: f"Draft {n.number} waits for your second look{_after_comma(due)}.",
    Kind.QUESTION_WAITS: lambda n, _: f"Question {n.number} waits for your answer.",
    Kind.RETURNED: lambda n, _: f"Draft {n.number} came back to you with advice.",
    Kind.LAPSES_SOON: lambda n, due: (
        f"Draft {n.number} can be used {due.replace('due', 'until', 1) or 'not much longer'}."
    ),
    Kind.RELEASED: lambda n, _: f"Draft {n.number} is released.",
    Kind.REJECTED: lambda n, _: f"Draft {n.number} will not go out. The reason stands with it.",
    Kind.LAPSED: lambda n, _: f"The time of draft {n.number} has passed. It can be opened again.",
    Kind.ANSWERED: lambda n, _: f"Your question {n.number} is answered.",
    Kind.COMMENTED: lambda n, _: f"Someone commented on draft {n.number}.",
    Kind.ROLES_CHANGED: lambda n, _: _roles(n),
    Kind.WEBHOOK_OFF: lambda n, _: "A webhook did not answer any more and was switched off.",
    Kind.WEBHOOK_OFF: lambda n, _: "A webhook was switched off, since its server did not answer for days.",
    Kind.INVITATION_RAN_OUT: lambda n, _: "An invitation of yours ran out before it was used.",
}
PLACES: dict[Kind, str] = {
    Kind.QUESTION_WAITS: "/ask/{number}",
    Kind.ANSWERED: "/ask/{number}",
    Kind.ROLES_CHANGED: "/people",
    Kind.WEBHOOK_OFF: "/integrations",
    Kind.INVITATION_RAN_OUT: "/people",
    Kind.WEBHOOK_OFF: "/integrations",
    Kind.RELEASED: "/releases/{number}",
    Kind.LAPSES_SOON: "/releases/{number}",
}
# What is no news any more beside another notice about the same record.
OVERTAKEN: dict[Kind, frozenset[Kind]] = {
    Kind.OVERDUE: frozenset({Kind.DUE_SOON, Kind.REVIEW_WAITS}),
    Kind.DUE_SOON: frozenset({Kind.REVIEW_WAITS}),
    Kind.LAPSED: frozenset({Kind.LAPSES_SOON}),
}
ABOUT_RIGHTS = frozenset({Kind.ROLES_CHANGED})  # told to everybody whom it concerns, whatever they wished
MOST_LINES = 20
HOW_OFTEN = "How often we write is yours to choose, on your own page in Bedside."


@dataclass(frozen=True)
class Letter:
    """What one person is told; ``notices`` are settled by it."""

    to: str
    subject: str
    body: str
    notices: tuple[Notice, ...]

    def as_message(self) -> EmailMessage:
        """The mail, whose id stays the same when it is sent once more after a crash."""
        told = "".join(sorted(f"{n.pk}{n.made_at.timestamp()}" for n in self.notices))
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
        headers = {
            "Message-ID": f"<{hashlib.sha256(told.encode()).hexdigest()[:40]}@{domain}>",
            "Auto-Submitted": "auto-generated",
        }
        return EmailMessage(self.subject, self.body, settings.DEFAULT_FROM_EMAIL, [self.to], headers=headers)


def letter(person: Person, notices: Sequence[Notice], *, organization: str, at: datetime) -> Letter:
    """One letter with all of these. Where they make one line, it is the subject, and the link leads to it."""
    order = list(LINES)
    ordered = sorted(notices, key=lambda n: (order.index(Kind(n.kind)), n.due_at or n.made_at, str(n.pk)))
    overtaken = {(n.about, kind) for n in ordered for kind in OVERTAKEN.get(Kind(n.kind), ())}
    news = [n for n in ordered if (n.about, Kind(n.kind)) not in overtaken]
    lines = list(dict.fromkeys(LINES[Kind(n.kind)](n, due_words(n, person, at=at)) for n in news))
    if len(lines) == 1:
        subject, said, place = lines[0], f"{lines[0]} Open it in Bedside:", place_of(news[0])
    else:
        shown = lines[:MOST_LINES] + ([f"And {len(lines) - MOST_LINES} more."] if len(lines) > MOST_LINES else [])
        subject, place = f"{len(lines)} things for you in Bedside", "/"
        said = "\n".join([*shown, "", "Open Bedside:"])
    body = f"{said}\n\n{settings.BEDSIDE_URL}{place}\n\n{organization}. {HOW_OFTEN}\n"
    return Letter(person.email, subject, body, tuple(ordered))


def place_of(notice: Notice) -> str:
    """Where what a notice tells of is found."""
    return PLACES.get(Kind(notice.kind), "/drafts/{number}").format(number=notice.number)


def due_words(notice: Notice, reader: Person, *, at: datetime) -> str:
    """When it is due: "due 12:30 pm", "due Tue, Dec 1, 9 am", "was due 12:30 pm"; "" where nothing is due."""
    if notice.due_at is None:
        return ""
    zone = zone_of(reader)
    words = spoken(notice.due_at, reader)
    if notice.due_at.astimezone(zone).date() == at.astimezone(zone).date():
        words = words.rpartition(", ")[2]
    return f"{'was due' if notice.due_at < at else 'due'} {words}"


def _after_comma(due: str) -> str:
    return f", {due}" if due else ""


def _roles(notice: Notice) -> str:
    if notice.about == f"person:{notice.to_person}":
        return "What you may do in Bedside was changed."
    return "What somebody may do in Bedside was changed."
