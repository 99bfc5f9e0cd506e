"""How an event looks and what its facts say: an icon, a kind (which is a color and a line), and short words."""

from collections.abc import Callable, Mapping

from bedside.core.content import Kind
from bedside.core.events import Event
from bedside.core.roles import Role
from bedside.ledger.entries import Fact

Look = tuple[str, str]  # icon, kind

OF_SUBJECT: dict[str, Look] = {
    "absence": ("calendar-blank", "blank"),
    "backup": ("first-aid-kit", "blank"),
    "checkpoint": ("stamp", "clear"),
    "contact": ("user-switch", "advice"),
    "deputies": ("user-switch", "blank"),
    "draft": ("file-text", "blank"),
    "facility": ("buildings", "blank"),
    "factor": ("fingerprint-simple", "blank"),
    "facts": ("buildings", "blank"),
    "finding": ("hand-palm", "review"),
    "guidance": ("lightbulb", "advice"),
    "hold": ("lock-key", "review"),
    "invitation": ("envelope-simple", "blank"),
    "keys": ("key", "blank"),
    "note": ("note-pencil", "blank"),
    "organization": ("buildings", "clear"),
    "password": ("password", "blank"),
    "person": ("user", "blank"),
    "policy": ("scales", "advice"),
    "question": ("chat-circle-dots", "blank"),
    "record": ("list-checks", "blank"),
    "release": ("seal", "blank"),
    "sign_in": ("sign-in", "review"),
    "token": ("plugs-connected", "blank"),
    "webhook": ("webhooks-logo", "blank"),
}
ELSE: Look = ("circle-dashed", "blank")
OF_EVENT: dict[Event, Look] = {
    Event.DRAFT_STARTED: ("file-plus", "blank"),
    Event.DRAFT_SAVED: ("pencil-simple-line", "blank"),
    Event.DRAFT_VERSION_KEPT: ("file-text", "advice"),
    Event.DRAFT_PICTURE_ADDED: ("image", "blank"),
    Event.DRAFT_PICTURE_REMOVED: ("image", "blank"),
    Event.DRAFT_PICTURE_LOOKED_AT: ("eye", "blank"),
    Event.DRAFT_COMMENTED: ("chat-circle", "blank"),
    Event.DRAFT_SUBMITTED: ("paper-plane-tilt", "advice"),
    Event.DRAFT_WITHDRAWN: ("arrow-u-up-left", "blank"),
    Event.DRAFT_DISCARDED: ("trash", "blank"),
    Event.DRAFT_REOPENED: ("lock-simple-open", "blank"),
    Event.DRAFT_READ: ("eye", "blank"),
    Event.DRAFT_SCREENED: ("magnifying-glass", "blank"),
    Event.DRAFT_RETURNED: ("arrow-u-up-left", "review"),
    Event.DRAFT_REJECTED: ("prohibit", "hold"),
    Event.DRAFT_SECOND_ASKED: ("eyes", "review"),
    Event.DRAFT_SECOND_GIVEN: ("eyes-fill", "advice"),
    Event.DRAFT_APPROVED: ("seal-check-fill", "clear"),
    Event.RELEASE_COPIED: ("copy-simple", "clear"),
    Event.RELEASE_EXPORTED: ("download-simple", "clear"),
    Event.RELEASE_TAKEN_BACK: ("arrow-counter-clockwise", "hold"),
    Event.RELEASE_LAPSED: ("hourglass-medium", "review"),
    Event.RECORD_ERASED: ("trash", "review"),
    Event.RECORD_CHECKED: ("shield-check", "clear"),
    Event.RECORD_EXPORTED: ("export", "blank"),
    Event.PERSON_ADDED: ("user-plus", "blank"),
    Event.PERSON_ROLES_CHANGED: ("identification-card", "advice"),
    Event.PERSON_LEFT: ("user-minus", "blank"),
    Event.PERSON_SIGNED_IN: ("sign-in", "blank"),
    Event.PERSON_SIGNED_OUT: ("sign-out", "blank"),
    Event.SIGN_IN_FAILED: ("warning-circle", "review"),
    Event.SIGN_IN_LOCKED: ("lock-simple", "hold"),
    Event.SIGN_IN_RULES_CHANGED: ("clock", "blank"),
    Event.BACKUP_RESTORED: ("arrow-counter-clockwise", "review"),
}
SUBJECTS = {
    "draft": "Drafts",
    "finding": "Drafts",
    "release": "Releases",
    "question": "Ask first",
    "guidance": "Ask first",
    "policy": "Rules and facts",
    "facts": "Rules and facts",
    "person": "People",
    "invitation": "People",
    "contact": "People",
    "deputies": "People",
    "absence": "People",
    "facility": "People",
    "sign_in": "Signing in",
    "password": "Signing in",
    "factor": "Signing in",
}
WHOLE = "The record and the house"  # whatever has no subject above

# Who has a draft after an event, in the words of a pause that follows it.
HANDS = {
    Event.DRAFT_STARTED: "with the author",
    Event.DRAFT_SUBMITTED: "waiting for review",
    Event.DRAFT_WITHDRAWN: "with the author",
    Event.DRAFT_RETURNED: "with the author",
    Event.DRAFT_SECOND_ASKED: "waiting for a second look",
    Event.DRAFT_SECOND_GIVEN: "waiting for the decision",
    Event.DRAFT_APPROVED: "released",
    Event.DRAFT_REJECTED: "rejected",
    Event.DRAFT_DISCARDED: "set aside",
    Event.DRAFT_REOPENED: "with the author",
    Event.RELEASE_TAKEN_BACK: "taken back",
    Event.RELEASE_LAPSED: "lapsed",
}


EVENTS = {str(event): event for event in Event}


def event_of(name: str) -> Event | None:
    """The event of this name; None for one of a later version."""
    return EVENTS.get(name)


def look_of(name: str, facts: Mapping[str, Fact]) -> Look:
    event = event_of(name)
    if event is Event.RECORD_CHECKED and facts.get("fine") is False:
        return ("warning-circle-fill", "hold")
    if event is Event.DRAFT_SUBMITTED and facts.get("holds"):
        return ("hand-palm-fill", "hold")
    if event is Event.DRAFT_SUBMITTED and facts.get("reviews"):
        return ("eyes", "review")
    if event is not None and event in OF_EVENT:
        return OF_EVENT[event]
    return OF_SUBJECT.get(name.partition(".")[0], ELSE)


def heading_of(name: str, facts: Mapping[str, Fact]) -> str:
    """What stands over an entry; of an event of a later version, its name."""
    event = event_of(name)
    if event is None:
        return name.replace(".", " ").replace("_", " ").capitalize()
    if event is Event.DRAFT_SUBMITTED and (found := _findings(facts)):
        return f"{event.short} with {found} finding{'' if found == 1 else 's'}"
    if event is Event.RECORD_CHECKED and facts.get("fine") is False:
        return f"{event.short}: it does not fit"
    if event is Event.POLICY_ADOPTED and "pack" in facts:
        return f"{event.short}: {facts['pack']}"
    return event.short


def _findings(facts: Mapping[str, Fact]) -> int:
    return sum(int(facts.get(name, 0)) for name in ("holds", "reviews"))


def group_of(event: Event) -> str:
    return SUBJECTS.get(event.partition(".")[0], WHOLE)


def _plural(one: str, many: str) -> Callable[[Fact], str]:
    return lambda value: f"{value} {one if value == 1 else many}" if value else ""


KINDS = {
    Kind.POST: "a post",
    Kind.STORY: "a story",
    Kind.RATING_REPLY: "a reply to a rating",
    Kind.COMMENT_REPLY: "a reply to a comment",
    Kind.MESSAGE: "a message",
}
FACTORS = {
    "totp": "with a code",
    "webauthn": "with a passkey",
    "recovery_codes": "with a recovery code",
    "password": "with a password only",
    "oidc": "by the organization’s own sign-in",
    "one-time-link": "by a one-time link of the demo",
    "all": "all of them",
}
WHY_OUT = {
    "idle": "after a quiet while",
    "long": "after half a day",
    "left": "because they left",
    "locked": "after wrong answers",
    "elsewhere": "from another place",
    "asked": "",
}
PUBLIC = ("names", "addresses", "phones", "emails", "domains", "handles", "staff", "sensitive")

# What a fact says in a timeline, by its name; a fact without words here stands on the page of its entry only.
SAYS: dict[str, Callable[[Fact], str]] = {
    "version": lambda value: f"version {value}",
    "holds": _plural("to change", "to change"),
    "reviews": _plural("to look at", "to look at"),
    "kind": lambda value: KINDS.get(str(value), str(value)),  # type: ignore[call-overload]
    "rule": lambda value: f"rule {value}",
    "roles": lambda value: roles(str(value)),
    "factor": lambda value: FACTORS.get(str(value), str(value)),
    "why": lambda value: WHY_OUT.get(str(value), str(value).replace("-", " ")),
    "instead_of": lambda value: f"instead of {value}",
    "own": lambda value: "a pack of your own" if value else "",
    "size": _plural("entry", "entries"),
    "entries": _plural("entry", "entries"),
    "first_bad": lambda value: f"the first that does not fit is entry {value}",
    "minutes": lambda value: f"{value} minutes",
    "fields": lambda value: str(value).replace("+", ", ").replace("_", " "),
    "answer": lambda value: {"yes": "yes", "change": "with changes", "no": "better not"}.get(str(value), str(value)),
    "replayed": lambda value: "again, after a restore" if value else "",
    "state": lambda value: f"State {value}",
    **{name: (lambda value, name=name: f"{value} {name}") for name in PUBLIC},  # type: ignore[misc]
}


def roles(token: str) -> str:
    known = {role.value: role.title for role in Role}
    return ", ".join(known.get(part, part) for part in token.split("+")).lower()


def details_of(name: str, facts: Mapping[str, Fact]) -> list[str]:
    """What the facts add to the heading, as short words in the order in which they are told."""
    quiet = {"holds", "reviews"} if name == Event.DRAFT_SUBMITTED else set()
    said = (say(facts[key]) for key, say in SAYS.items() if key in facts and key not in quiet)
    return [words for words in said if words]
