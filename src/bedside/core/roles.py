"""Who may do what in an organisation: a table, so that it can be read to an auditor.

Nobody approves what they wrote themselves; that is not a right but a law of the flow (`core.releasing`), and no
role is exempt.
"""

from collections.abc import Collection
from enum import StrEnum


class Role(StrEnum):
    """What someone is for their organisation; one person may be several things."""

    OWNER = "owner"
    PRIVACY_OFFICER = "privacy_officer"
    POINT_OF_CONTACT = "point_of_contact"  # exactly one person at any time
    DEPUTY = "deputy"  # stands in for the point of contact, in a fixed order
    REVIEWER = "reviewer"
    AUTHOR = "author"
    EMPLOYEE = "employee"
    AUDITOR = "auditor"

    @property
    def title(self) -> str:  # type: ignore[override]
        return TITLES[self]


class Right(StrEnum):
    """What can be allowed."""

    ASK = "ask"
    WRITE = "write"
    SEE_DRAFTS = "see_drafts"  # words of others' drafts; asks for a second factor
    REVIEW = "review"  # comment, waive a finding, give a second look
    APPROVE = "approve"
    ANSWER = "answer"  # questions of "ask first", and guidance that comes of them
    MANAGE_PEOPLE = "manage_people"
    NAME_CONTACT = "name_contact"  # the point of contact, deputies and absences
    ADOPT_POLICY = "adopt_policy"
    EDIT_PUBLIC_FACTS = "edit_public_facts"
    SEE_RECORD = "see_record"
    EXPORT_RECORD = "export_record"
    MANAGE_TOKENS = "manage_tokens"

    @property
    def words(self) -> str:
        return WORDS[self]


TITLES = {
    Role.OWNER: "Owner",
    Role.PRIVACY_OFFICER: "Privacy officer",
    Role.POINT_OF_CONTACT: "Point of contact",
    Role.DEPUTY: "Deputy",
    Role.REVIEWER: "Reviewer",
    Role.AUTHOR: "Author",
    Role.EMPLOYEE: "Employee",
    Role.AUDITOR: "Auditor",
}
WORDS = {
    Right.ASK: "ask before posting",
    Right.WRITE: "write drafts, and see their own",
    Right.SEE_DRAFTS: "see drafts of others",
    Right.REVIEW: "comment, waive a finding, give a second look",
    Right.APPROVE: "approve, return or reject what others wrote",
    Right.ANSWER: "answer questions of people who ask first",
    Right.MANAGE_PEOPLE: "invite people, change roles, let people go",
    Right.NAME_CONTACT: "name the point of contact and deputies",
    Right.ADOPT_POLICY: "adopt a policy pack",
    Right.EDIT_PUBLIC_FACTS: "say what is public about the organisation",
    Right.SEE_RECORD: "read the record",
    Right.EXPORT_RECORD: "take the record along",
    Right.MANAGE_TOKENS: "let other programs in",
}
_DESK = {Right.ASK, Right.WRITE, Right.SEE_DRAFTS, Right.REVIEW, Right.APPROVE, Right.ANSWER, Right.SEE_RECORD}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(
        {
            Right.ASK,
            Right.MANAGE_PEOPLE,
            Right.NAME_CONTACT,
            Right.EDIT_PUBLIC_FACTS,
            Right.SEE_RECORD,
            Right.EXPORT_RECORD,
            Right.MANAGE_TOKENS,
        }
    ),
    Role.PRIVACY_OFFICER: frozenset(
        _DESK
        | {Right.NAME_CONTACT, Right.ADOPT_POLICY, Right.EDIT_PUBLIC_FACTS, Right.EXPORT_RECORD, Right.MANAGE_PEOPLE}
    ),
    Role.POINT_OF_CONTACT: frozenset(_DESK | {Right.EDIT_PUBLIC_FACTS}),
    Role.DEPUTY: frozenset(_DESK),
    Role.REVIEWER: frozenset({Right.ASK, Right.WRITE, Right.SEE_DRAFTS, Right.REVIEW}),
    Role.AUTHOR: frozenset({Right.ASK, Right.WRITE}),
    Role.EMPLOYEE: frozenset({Right.ASK}),
    Role.AUDITOR: frozenset({Right.ASK, Right.SEE_RECORD, Right.EXPORT_RECORD}),
}
SECOND_FACTOR_FOR = frozenset(set(Right) - {Right.ASK})  # whoever sees words of drafts, or decides anything


def rights_of(roles: Collection[Role]) -> frozenset[Right]:
    """Everything that these roles together allow."""
    return frozenset().union(*(RIGHTS[role] for role in roles)) if roles else frozenset()


def needs_second_factor(roles: Collection[Role]) -> bool:
    """Whether signing in asks for more than a password (45 CFR 164.312(d))."""
    return bool(rights_of(roles) & SECOND_FACTOR_FOR)
