"""Each organisation: somebody answers and somebody else can approve, factors, rules, the record, backups."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings

from bedside.core.answering import first_gap
from bedside.core.events import Event
from bedside.core.roles import Right
from bedside.desk.audit.models import Anchor, Entry
from bedside.desk.audit.selectors import latest_checkpoint
from bedside.desk.audit.services import AT_ONCE
from bedside.desk.notices.models import Notice
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors as policies
from bedside.desk.policies.models import Adoption
from bedside.site.doctor.finding import Found, fine, look, wrong
from bedside.site.worker.record import expected_anchors

BACKUP_OLD, BACKUP_TOO_OLD = timedelta(hours=36), timedelta(days=8)
SEEN_OLD = timedelta(hours=26)
STUCK = 3  # tries of one letter
LATE_LETTER = timedelta(hours=25)  # more than a day's letter and quiet hours explain


def _answering(at: datetime) -> Iterator[Found]:
    everyone = people.everyone()
    contact = people.point_of_contact(everyone)
    if contact is None:
        cure = "`bedside init NAME --origin ADDRESS --owner NAME --email ADDRESS`, or name one on the people page."
        yield wrong("point of contact", "Nobody is named.", cure)
        return
    able = people.able(everyone)
    if contact.pk not in able:
        cure = "They open the link of their invitation; said again, `bedside init` with --owner prints a new one."
        yield wrong("point of contact", "The point of contact cannot sign in yet.", cure)
        return
    gap = first_gap(contact.pk, since=at, away=people.spans(since=at), able=able)
    if gap is not None:
        cure = "On the people page, say who covers the absence."
        yield wrong("point of contact", f"From {gap:%Y-%m-%d %H:%M} UTC on, nobody answers.", cure)
    elif len(able) < 2:
        yield look("point of contact", "Nobody could stand in.", "Name a deputy on the people page, who can sign in.")
    else:
        yield fine("point of contact", f"Named, and {len(able) - 1} could stand in.")


def _approvers(at: datetime) -> Iterator[Found]:
    count = sum(p.user_id is not None for p in people.with_right(Right.APPROVE))
    if count < 2:
        says = (
            f"{'One person' if count == 1 else 'Nobody'} can approve, and nobody approves what they wrote themselves."
        )
        yield wrong("approvers", says, "Invite a deputy or a second privacy officer on the people page.")
    else:
        yield fine("approvers", f"{count} people can approve.")


def _factors(at: datetime) -> Iterator[Found]:
    if settings.BEDSIDE_DEMO:
        return
    needing = [p for p in people.everyone() if p.user_id is not None and p.needs_second_factor]
    having = set(
        Authenticator.objects.filter(user__in=[p.user_id for p in needing])
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user_id", flat=True)
    )
    lacking = sum(p.user_id not in having for p in needing)
    if lacking and settings.BEDSIDE_OIDC_MFA:
        cure = "See at your provider that it asks everybody for one."
        yield look(
            "second factors", f"For {lacking} of {len(needing)}, the provider answers for the second factor.", cure
        )
    elif lacking:
        cure = "They are asked for one when they sign in next, and see no draft before. Remind them."
        yield look("second factors", f"{lacking} of {len(needing)} who need a second factor have none yet.", cure)
    elif needing:
        yield fine("second factors", f"All {len(needing)} who need one have one.")


def _rules(at: datetime) -> Iterator[Found]:
    if not Adoption.objects.exists():
        says = "The rules that ship judge, but nobody has adopted them."
        yield look("rules", says, "The privacy officer adopts a pack on the rules page.")
    elif any(a.newer for a in policies.available()):
        says = "The pack in force has a newer version."
        yield look("rules", says, "On the rules page, the privacy officer sees what would change, and decides.")
    else:
        yield fine("rules", f"{policies.in_force().label} is in force.")
    if not policies.public_facts().known:
        says = "What is public about the organisation is not known, so its own phone and names count as somebody's."
        yield look("rules", says, "Fill in “What is public about us”.")


def _clock(at: datetime) -> Iterator[Found]:
    last = Entry.objects.order_by("-seq").values_list("at", flat=True).first()
    if last is not None and last - at > AT_ONCE:
        says = f"The last entry is {_span(last - at)} ahead of this machine's clock, so nothing can be recorded."
        yield wrong("clock", says, "Set the clock right (a time server keeps it so).")
    else:
        yield fine("clock", "Not behind the last entry.")


def _seen(at: datetime) -> Iterator[Found]:
    last = latest_checkpoint()
    if not expected_anchors():
        says = "Nobody outside sees the record, so who holds the signing key could write it anew."
        yield look("record", says, "Set BEDSIDE_WITNESSES or BEDSIDE_TIMESTAMP_URL.")
    if last is None or (_news_after(last.size) and at - last.signed_at > SEEN_OLD):
        says = (
            "The record was never signed." if last is None else f"It was signed last {_span(at - last.signed_at)} ago."
        )
        yield wrong("record", says, "Start `bedside worker`, which signs it every hour.")
        return
    shown = Anchor.objects.order_by("-checkpoint__size").values_list("checkpoint__size", "at").first()
    if not expected_anchors():
        return
    if shown is None or (_news_after(shown[0]) and at - shown[1] > SEEN_OLD):
        says = (
            "No third party has seen it." if shown is None else f"A third party saw it last {_span(at - shown[1])} ago."
        )
        yield wrong("record", says, "`bedside audit anchor` says what the witnesses and the authority answer.")
    else:
        yield fine("record", "Signed, and seen by others.")


def _news_after(size: int) -> bool:
    """Whether something besides being shown was recorded from there on."""
    news = Entry.objects.filter(seq__gte=size).exclude(event=str(Event.CHECKPOINT_ANCHORED))
    return bool(news.exists())


def _backups(at: datetime) -> Iterator[Found]:
    made = Entry.objects.filter(event=str(Event.BACKUP_MADE)).order_by("-seq").values_list("at", flat=True).first()
    cure = "Run `bedside backup FILE` every night, keep it elsewhere, and `bedside drill FILE` now and then."
    if made is None:
        yield wrong("backups", "There is no backup.", cure)
    elif at - made > BACKUP_OLD:
        found = wrong if at - made > BACKUP_TOO_OLD else look
        yield found("backups", f"The last backup is {_span(at - made)} old.", cure)
    else:
        yield fine("backups", f"The last one is {_span(at - made)} old.")


def _letters(at: datetime) -> Iterator[Found]:
    waiting = Notice.objects.filter(sent_at=None, seen_at=None)
    stuck = waiting.filter(attempts__gte=STUCK).values("to_person").distinct().count()
    if stuck:
        cure = "Look at their addresses on the people page; the worker's log says what the mail server answered."
        yield wrong("letters", f"Letters to {stuck} people are refused again and again.", cure)
    silent = Person.objects.filter(notices=Person.Notices.NONE).values("pk")
    late = waiting.filter(made_at__lt=at - LATE_LETTER, made_at__gt=at - timedelta(days=7)).exclude(
        to_person__in=silent
    )
    here = Person.objects.filter(left_at=None).exclude(email="").values("pk")
    if not stuck and late.filter(to_person__in=here).exists():
        cure = "Look whether a worker is at work and the mail server answers."
        yield wrong("letters", "Letters wait for more than a day.", cure)
    elif not stuck:
        yield fine("letters", "None is overdue.")


def _span(length: timedelta) -> str:
    """A length of time in words: "40 minutes", "7 hours", "12 days"."""
    minutes = int(length.total_seconds() // 60)
    for size, unit in ((2 * 1440, "days"), (120, "hours")):
        if minutes >= size:
            return f"{minutes // (1440 if unit == 'days' else 60)} {unit}"
    return f"{minutes} minutes"


# Each part looks at the organisation at work.
PARTS: dict[str, Callable[[datetime], Iterator[Found]]] = {
    "point of contact": _answering,
    "approvers": _approvers,
    "second factors": _factors,
    "rules": _rules,
    "clock": _clock,
    "record": _seen,
    "backups": _backups,
    "letters": _letters,
}
