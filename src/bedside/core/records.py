"""From plain mappings (a JSON line, a case, an API body) to a content, and from a screening to plain values.

The shapes are those of docs/format.md.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from bedside.core.authorizations import AuthorizationFacts, State
from bedside.core.content import Account, Content, Kind
from bedside.core.errors import BadInput
from bedside.core.findings import Finding
from bedside.core.organizations import Organization
from bedside.core.screenings import Screening

T = TypeVar("T", Kind, Account, State)

CHANNELS = {
    "official": (Kind.POST, Account.OFFICIAL),
    "personal": (Kind.POST, Account.PERSONAL),
    "review_reply": (Kind.RATING_REPLY, Account.OFFICIAL),
    "comment_reply": (Kind.COMMENT_REPLY, Account.OFFICIAL),
    "direct_message": (Kind.MESSAGE, Account.OFFICIAL),
    "story": (Kind.STORY, Account.OFFICIAL),
}
# Words that say a role speaks for a page or an organisation, not for one person.
SPEAKS_FOR_PAGE = re.compile(
    r"\b(?:page|admin\w*|clinic|hospital|center|centre|office|practice|group|team|agency|department|foundation|"
    r"manager|management|owner|coordinator|director|marketing|communications|social media|pr|spokes\w+|vendor|"
    r"program|service|system|company|account|institute|pharmacy|network|school|newsroom|front desk|receptionist|support)\b",
    re.I,
)
SPEAKS_FOR_SELF = re.compile(
    r"\b(?:personal|personally|private|off duty|own (?:account|page|profile)|employee|volunteer|aide|nurse|rn|cna|lpn|"
    r"emt|paramedic|medic|tech|technician|resident|student|physician|doctor|surgeon|therapist|pharmacist|dentist|"
    r"hygienist|clerk|housekeeper|dispatcher|phlebotomist|worker|staffer|neighbou?r|on (?:news|a news|facebook|reddit)\b.*)\b",
    re.I,
)


def speaks_for_self(role: str) -> bool:
    """Whether the author of an answer is an individual, not a page.

    "ED nurse, personal" and "hospital employee on news site" are; "clinic page admin" is not.
    """
    if re.search(
        r"\bpersonal\b|\bown (?:account|page|profile)\b|\bon (?:a )?(?:news|neighbou?rhood|local)\b|\bemployee\b",
        role,
        re.I,
    ):
        return True
    if re.search(r"\bvolunteer\b(?! coordinator)", role, re.I) and not re.search(r"\bpage\b|\badmin", role, re.I):
        return True
    return bool(SPEAKS_FOR_SELF.search(role)) and not SPEAKS_FOR_PAGE.search(role)


def content_of(record: Mapping[str, Any], *, organization: Organization | None = None) -> Content:
    """The content in a JSON object with ``text`` and either ``context`` or the fields beside it.

    Raises:
        BadInput: names the field and what it may be; never quotes the text.
    """
    text = record.get("text")
    if not isinstance(text, str):
        raise BadInput('"text" must be a string')
    context = record.get("context")
    if context is None:
        return _content_of_fields(text, record, organization)
    if not isinstance(context, Mapping):
        raise BadInput('"context" must be an object')
    return _content_of_case(text, context, organization)


def _content_of_case(text: str, context: Mapping[str, Any], organization: Organization | None) -> Content:
    channel = context.get("channel", "official")
    if channel not in CHANNELS:
        raise BadInput(f'"channel" must be one of {", ".join(CHANNELS)}')
    kind, account = CHANNELS[channel]
    role = _text(context, "author_role")
    if kind in {Kind.COMMENT_REPLY, Kind.MESSAGE} and speaks_for_self(role):
        account = Account.PERSONAL
    return Content(
        body=text,
        kind=kind,
        account=account,
        author_role=role,
        in_reply_to=_text(context, "in_reply_to") or None,
        authorization=_authorization_of_case(context),
        organization=organization or Organization(),
    )


def _authorization_of_case(context: Mapping[str, Any]) -> AuthorizationFacts | None:
    state = context.get("authorization", "none")
    note = _text(context, "authorization_note")
    match state:
        case "none" | None:
            return None
        case "valid":
            return AuthorizationFacts(state=State.ACTIVE, note=note)
        case "scope_mismatch":
            return AuthorizationFacts(state=State.ACTIVE, note=note, covering=False)
        case "expired" | "revoked":
            return AuthorizationFacts(state=State(state), note=note)
    raise BadInput('"authorization" must be none, valid, expired, revoked or scope_mismatch')


def _content_of_fields(text: str, record: Mapping[str, Any], organization: Organization | None) -> Content:
    return Content(
        body=text,
        kind=_choice(record, "kind", Kind, Kind.POST),
        account=_choice(record, "account", Account, Account.OFFICIAL),
        author_role=_text(record, "author_role"),
        in_reply_to=_text(record, "in_reply_to") or None,
        publish_at=moment_of(record.get("publish_at")),
        alt_texts=_texts(record, "alt_texts"),
        thread=_texts(record, "thread"),
        authorization=authorization_of(record.get("authorization")),
        organization=organization or Organization(),
        channel=_text(record, "channel"),
    )


def authorization_of(value: Any) -> AuthorizationFacts | None:
    """The facts in an authorization object; None for null.

    Raises:
        BadInput: names the field and what it may be.
    """
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise BadInput('"authorization" must be an object with "state"')
    if value.get("state") in {None, "none"}:
        return None
    covering = value.get("covering", True)
    if not isinstance(covering, bool):
        raise BadInput('"covering" must be true or false')
    return AuthorizationFacts(
        state=_choice(value, "state", State, State.DRAFT),
        note=_text(value, "note"),
        covers=_texts(value, "covers"),
        channels=_texts(value, "channels"),
        until=_day(value, "until"),
        persons=_texts(value, "persons"),
        text_digest=_text(value, "text_digest"),
        covering=covering,
    )


FIRST_YEAR, LAST_YEAR = 1970, 2200  # of moments that somebody plans; any zone can show them


def plannable(moment: datetime) -> bool:
    """Whether something can be planned for this moment: it is one of this age."""
    try:
        return FIRST_YEAR <= moment.astimezone(UTC).year <= LAST_YEAR
    except OverflowError:
        return False


def moment_of(value: Any) -> datetime | None:
    """An RFC 3339 moment with its offset; None for null.

    Raises:
        BadInput: not such a moment.
    """
    if value is None or value == "":
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadInput('"publish_at" must be RFC 3339 with an offset, such as 2026-11-24T09:00:00-05:00')
    return moment


def _day(value: Mapping[str, Any], field: str) -> date | None:
    given = value.get(field)
    if given is None or given == "":
        return None
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise BadInput(f'"{field}" must be a date such as 2027-05-31') from None


def _choice(value: Mapping[str, Any], field: str, options: type[T], default: T) -> T:
    given = value.get(field)
    if given is None:
        return default
    try:
        return options(given)
    except ValueError:
        raise BadInput(f'"{field}" must be one of {", ".join(options)}') from None


def _text(value: Mapping[str, Any], field: str) -> str:
    given = value.get(field)
    if given is None:
        return ""
    if not isinstance(given, str):
        raise BadInput(f'"{field}" must be a string')
    return given


def _texts(value: Mapping[str, Any], field: str) -> tuple[str, ...]:
    given = value.get(field) or []
    if not isinstance(given, list) or not all(isinstance(t, str) for t in given):
        raise BadInput(f'"{field}" must be a list of strings')
    return tuple(given)


def screening_record(screening: Screening) -> dict[str, Any]:
    """A screening as it stands in a JSON line, without the id of its draft."""
    return {
        "verdict": screening.verdict.value,
        "pack": screening.pack,
        "reader": screening.reader,
        "findings": [finding_record(f) for f in screening.findings],
        "unchecked": [{"check": u.check, "why": u.why} for u in screening.unchecked],
    }


def finding_record(f: Finding) -> dict[str, Any]:
    """One finding. Outside the text ``start`` and ``end`` are null and the part says its own offsets."""
    in_text = f.part == "body"
    record: dict[str, Any] = {
        "rule": f.rule,
        "name": f.name,
        "weight": f.weight.value,
        "guidelines": [g.value for g in f.guidelines],
        "class": f.identifier_class,
        "label": f.label,
        "start": f.start if in_text else None,
        "end": f.end if in_text else None,
        "message": f.message,
        "advice": f.advice,
        "citation": f.citation,
        "replacement": f.replacement,
        "believed": f.believed,
    }
    if not in_text:
        record |= {"part": f.part, "part_start": f.start, "part_end": f.end}
    return record
