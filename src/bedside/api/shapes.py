"""What programs send and get, field by field. Where a field may be left out, its default says what then."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from bedside.core.authorizations import State as AuthorizationState
from bedside.core.content import LIMIT_CHARS, Account, Kind
from bedside.core.findings import Guideline, Severity, Weight
from bedside.core.flow import State
from bedside.core.records import CHANNELS as CASE_CHANNELS
from bedside.core.records import plannable
from bedside.core.roles import Role
from bedside.core.scopes import Scope
from bedside.core.screenings import Verdict
from bedside.desk.drafts.models import Decision
from bedside.desk.drafts.offered import CHANNELS
from bedside.desk.drafts.services.reviewing import MOST_ADVICE_CHARS
from bedside.desk.drafts.services.writing import MOST_COMMENT_CHARS
from bedside.desk.drafts.words import MOST_ALT_CHARS, MOST_PICTURES

RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
EXAMPLE_MOMENT = "2026-11-24T09:00:00-05:00"


def moment(said: Any) -> datetime:
    """A moment of this age with its offset, out of RFC 3339."""
    found = None
    if isinstance(said, str) and RFC3339.fullmatch(said):
        try:
            found = datetime.fromisoformat(said.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            found = None
    if found is None or not plannable(found):
        raise PydanticCustomError("moment", f"Should be RFC 3339 with an offset, such as {EXAMPLE_MOMENT}")
    return found


def one_of(names: Iterable[str]) -> tuple[AfterValidator, WithJsonSchema]:
    """What makes a text one of these."""
    known = list(names)

    def check(said: str) -> str:
        if said not in known:
            raise PydanticCustomError("one_of", f"Should be one of {', '.join(known)}")
        return said

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": known})


Moment = Annotated[datetime, BeforeValidator(moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Text = Annotated[StrictStr, Field(max_length=LIMIT_CHARS)]
Channel = Annotated[StrictStr, *one_of(CHANNELS)]
Seal = Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$", description="of the words that you decided on")]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Limit = Annotated[int, Field(ge=1, le=100)]
Cursor = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9_-]*$")]
PARAMETERS = {
    "number": "of the draft, as people call it",
    "limit": "how many at most",
    "cursor": "`next` of the page before; leave it out to begin",
    "state": "only drafts that are here",
    "kind": "only drafts of this kind",
    "mine": "only one's own",
    "id": "of one draft, as it stands in entries and webhooks",
    "running": "only those that may be used now",
    "about": "kind and id, such as `draft:8b1c...`",
    "actor": "kind and id, such as `person:41aa...`",
    "event": "by its name",
    "since": "RFC 3339",
    "until": "RFC 3339; not part of the time",
    "code": "of the rule, such as `PHI-G1`",
}


class Read(BaseModel):
    """What a program sends. Not ninja's own kind of schema, which takes any value for an object without its fields."""


class Sent(Read):
    """Here a field that is not known is refused, so that a slip of the pen is not passed over."""

    model_config = ConfigDict(extra="forbid")


class Page(Schema):
    items: list[Any]
    next: str | None = Field(description="cursor of the next page; null on the last")


class WrongField(Schema):
    at: str = Field(description="such as body.words or query.limit")
    says: str


class Theirs(Schema):
    """What somebody else saved meanwhile."""

    body: str
    by: str
    revision: int


class Problem(Schema):
    """RFC 9457."""

    type: str = Field(description="about:blank, or an address on this page that tells of the problem")
    title: str
    status: int
    detail: str = Field(description="one sentence for a person: what, and what now")
    errors: list[WrongField] = Field(default=[], description="with 422: which fields")
    theirs: Theirs | None = Field(default=None, description="with 409, when you saved over newer words")


# looking at words


class Authorization(Read):
    """Facts of a linked authorization (45 CFR 164.508)."""

    state: AuthorizationState | Literal["none"] | None = Field(None, description="only active and expiring permit")
    note: StrictStr | None = Field(None, description="its terms in words")
    covers: list[StrictStr] | None = Field(None, description="facts: name, face, age, diagnosis, ...")
    channels: list[StrictStr] | None = None
    until: StrictStr | None = Field(None, description="last day it holds, as 2027-05-31")
    persons: list[StrictStr] | None = None
    text_digest: StrictStr | None = Field(None, description="SHA-256 (hex) of the text that was approved")
    covering: StrictBool = Field(True, description="false when a person found that it does not cover this")


class Context(Read):
    """The short form; where it stands, the fields beside it are not read."""

    channel: Annotated[StrictStr, *one_of(CASE_CHANNELS)] = "official"
    author_role: StrictStr | None = None
    in_reply_to: StrictStr | None = None
    authorization: Literal["none", "valid", "expired", "revoked", "scope_mismatch"] | None = None
    authorization_note: StrictStr | None = None


class Words(Read):
    """A draft with its context, as a line of `bedside check --jsonl`. Other fields are passed over."""

    id: StrictStr | StrictInt | StrictFloat | StrictBool | None = Field(None, description="comes back as it was given")
    text: Text = Field(description="the draft, as it would appear")
    context: Context | None = None
    kind: Kind | None = Field(None, description="post when left out")
    account: Account | None = Field(None, description="official when left out")
    author_role: StrictStr | None = Field(None, description='free words, such as "ED nurse"')
    in_reply_to: StrictStr | None = Field(None, description="what is answered; read, never judged")
    publish_at: Moment | None = Field(None, description="when it goes out; relative dates resolve against it")
    alt_texts: list[StrictStr] | None = Field(None, description='one a picture, "" where one is missing')
    thread: list[StrictStr] | None = Field(None, description="earlier posts of the same author, oldest first")
    authorization: Authorization | None = None
    channel: StrictStr | None = Field(None, description="where it goes, such as instagram")


class Unchecked(Schema):
    check: str
    why: str


class Finding(Schema):
    """One concern at one place."""

    rule: str
    name: str
    weight: Weight
    guidelines: list[Guideline]
    identifier_class: str | None = Field(alias="class", description="letter A-R of 45 CFR 164.514(b)(2)(i)")
    label: str
    start: int | None = Field(description="code points of the text; null when it stands in another part")
    end: int | None
    message: str
    advice: str
    citation: str
    replacement: str | None = Field(description='wording that may stand there; "" takes it out')
    believed: str | None
    part: str | None = Field(None, description="only where it stands in another part, such as alt_texts[0]")
    part_start: int | None = None
    part_end: int | None = None


class Screened(Schema):
    """As a line that `bedside check --jsonl` writes."""

    id: str | int | float | bool | None
    verdict: Verdict
    pack: str
    reader: str
    findings: list[Finding]
    unchecked: list[Unchecked]


# drafts


class Person(Schema):
    id: str
    name: str


class Draft(Schema):
    """A draft without its words."""

    id: str = Field(description="as it stands in entries and webhooks, after draft:")
    number: int = Field(description="as people call it")
    kind: Kind
    state: State
    author: Person
    channels: list[str]
    planned_at: datetime | None
    version: int
    revision: int = Field(description="send it with the next change")
    seal: str = Field(description="keyed digest of everything that an approval binds; changes with every comma")
    verdict: Verdict | None = Field(description="of these words; null where they were not looked at yet")
    started_at: datetime
    changed_at: datetime
    submitted_at: datetime | None
    due_at: datetime | None = Field(description="when the decision is due")


class Drafts(Page):
    items: list[Draft]


class Picture(Schema):
    id: str
    alt: str


class FindingOfDraft(Finding):
    id: str = Field(description="names it when it is accepted")
    waived: bool = Field(description="a reviewer accepted it, with a reason")


class ScreeningOfDraft(Schema):
    verdict: Verdict
    pack: str
    reader: str
    findings: list[FindingOfDraft]
    unchecked: list[Unchecked]


class DecisionMade(Schema):
    outcome: Decision.Outcome
    version: int
    by: Person
    at: datetime
    advice: str | None = Field(description="what the author is told; null where nothing was said, or it was erased")


class DraftWithWords(Draft):
    """A draft with its words as they are now."""

    body: str
    in_reply_to: str
    pictures: list[Picture]
    screening: ScreeningOfDraft | None
    decisions: list[DecisionMade] = Field(description="the newest first")


class NewDraft(Sent):
    kind: Kind = Kind.POST
    body: Text = ""
    in_reply_to: Text = Field("", description="the rating, comment or message that is answered")
    channels: list[Channel] = Field(default=[], max_length=len(CHANNELS), description="where it is meant to go")
    planned_at: Moment | None = Field(None, description="when it is meant to go out; null: as soon as it may")


class ChangedDraft(Sent):
    """What is left out stays as it is."""

    revision: Annotated[StrictInt, Field(ge=0, le=2**31 - 1)] = Field(
        description="of the words that these were made from"
    )
    body: Text | None = Field(None, description="null or left out: as it is")
    kind: Kind | None = None
    in_reply_to: Text | None = None
    channels: Annotated[list[Channel], Field(max_length=len(CHANNELS))] | None = None
    planned_at: Moment | None = Field(None, description="null takes the time away; left out it stays")
    alt_texts: (
        Annotated[
            dict[
                Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")],
                Annotated[StrictStr, Field(max_length=MOST_ALT_CHARS)],
            ],
            Field(max_length=MOST_PICTURES),
        ]
        | None
    ) = Field(None, description="descriptions of pictures, by the picture's id")


class Knows(Sent):
    """The four questions about what the author knows (45 CFR 164.514(b)(2)(ii)); true means yes."""

    job: StrictBool = Field(description="a job or part that only one person holds")
    news: StrictBool = Field(description="it was in the news or local talk")
    family: StrictBool = Field(description="readers who know the family could tell who it is")
    author: StrictBool = Field(description="the author could tell, from what they know themselves")


class Submission(Sent):
    answers: Knows | None = Field(None, description="needed where the words tell about someone")
    note: Annotated[StrictStr, Field(max_length=2_000)] = Field("", description="what the reviewer should know")


class NewComment(Sent):
    words: Annotated[StrictStr, Field(min_length=1, max_length=MOST_COMMENT_CHARS)]


class Comment(Schema):
    id: str
    version: int
    by: Person
    words: str | None = Field(description="null where they were erased")
    at: datetime


class Comments(Page):
    items: list[Comment]


class Version(Schema):
    number: int
    seal: str
    opened_at: datetime
    saved_at: datetime
    closed_at: datetime | None = Field(description="when it was shown to others, and can no longer change")
    verdict: Verdict | None
    holds: int
    reviews: int


class Versions(Page):
    items: list[Version]


# review

Reason = Annotated[StrictStr, Field(min_length=1, max_length=500)]


class Return(Sent):
    advice: Annotated[StrictStr, Field(min_length=1, max_length=MOST_ADVICE_CHARS)] = Field(
        description="what would help; the author sees it"
    )
    seal: Seal


class Acceptance(Sent):
    finding: Annotated[StrictStr, Field(min_length=1, max_length=120)] = Field(description="its id")
    reason: Reason = Field(description="why it is fine here; kept in the record, sealed")
    seal: Seal


class Opinion(Sent):
    fine: StrictBool
    reason: Reason
    seal: Seal


# releases


class Release(Schema):
    """Frozen words that may go out within a time. Named by the number of their draft."""

    number: int
    version: int
    kind: Kind
    channels: list[str]
    seal: str
    author: Person
    approved_by: Person
    approved_at: datetime
    valid_from: datetime
    valid_until: datetime
    ended_at: datetime | None
    runs: bool = Field(description="whether it may be used now")
    entry: int = Field(description="of the record, that says it was approved")


class Releases(Page):
    items: list[Release]


class ReleasedPicture(Picture):
    media_type: str
    width: int
    height: int
    content: str = Field(description="Base64")


class ReleaseWithWords(Release):
    body: str
    in_reply_to: str
    pictures: list[ReleasedPicture]
    pack: str
    reader: str


# the record


class Entry(Schema):
    seq: int
    event: str
    says: str = Field(description="the event in a sentence")
    about: str
    actor: str
    at: str = Field(description="UTC, to the microsecond")
    facts: dict[str, str | int | bool]
    reason: bool = Field(description="whether one was given; it is read in the workspace")
    body: str = Field(description="the entry in its canonical form; its bytes are the leaf of the tree")
    leaf: str = Field(description="RFC 6962 hash of the leaf, hex")


class Record(Page):
    items: list[Entry]


class Checkpoint(Schema):
    origin: str
    size: int
    signed_at: datetime
    note: str = Field(description="signed note (C2SP), with the cosignatures it has")


# rules


class InForce(Schema):
    pack: str
    title: str
    packs: list[str]
    digest: str


class Adoption(Schema):
    pack: str
    packs: list[str]
    digest: str
    adopted_by: Person
    adopted_at: datetime
    entry: int


class Policies(Page):
    in_force: InForce
    items: list[Adoption] = Field(description="decisions, the newest first")


class Case(Schema):
    text: str
    marks: list[list[int]] = Field(description="start and end of what the rule must find")


class Rule(Schema):
    code: str
    name: str
    severity: Severity
    weights: dict[Account, Weight]
    disabled: bool
    guidelines: list[Guideline]
    identifier_class: str | None = Field(alias="class")
    label: str
    message: str
    advice: str
    citation: str
    flagged: list[Case]
    left_alone: list[Case]


# who


class TokenTold(Schema):
    id: str
    name: str
    scopes: list[Scope] = Field(description="what it is good for now")
    made_at: datetime
    expires_at: datetime
    per_minute: int


class Organization(Schema):
    id: str
    name: str


class PersonWithRoles(Person):
    roles: list[Role]


class Me(Schema):
    token: TokenTold
    person: PersonWithRoles
    organization: Organization
