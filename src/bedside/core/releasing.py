"""May these very words be released by this person now? Every reason why not, each with a way forward.

The answer is worked out from plain values, so that the same table serves the review page, the act itself and
the proof that no other way leads to a release.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bedside.core.errors import DeskError
from bedside.core.findings import Finding, Guideline, Weight


class Obstacle(StrEnum):
    """One reason why a draft cannot be released, most fundamental first."""

    NOT_APPROVER = "not_approver"
    OWN_WORDS = "own_words"
    NOT_SCREENED = "not_screened"
    OTHER_POLICY = "other_policy"
    CHANGED = "changed"
    NOT_COVERED = "not_covered"
    HOLD_OPEN = "hold_open"
    NOT_ASKED = "not_asked"
    KNOWN = "known"
    PICTURE_UNSEEN = "picture_unseen"
    PICTURE_UNDESCRIBED = "picture_undescribed"
    SECOND_LOOK = "second_look"
    TOO_LATE = "too_late"
    NO_REASON = "no_reason"

    @property
    def says(self) -> str:
        return SAYS[self]


SAYS = {
    Obstacle.NOT_APPROVER: "Approving is for the point of contact, a deputy or the privacy officer.",
    Obstacle.OWN_WORDS: "You wrote this, so someone else has to approve it.",
    Obstacle.NOT_SCREENED: "These words have not been screened yet. Look again in a moment.",
    Obstacle.OTHER_POLICY: "The rules, or what is public about you, changed after these words were screened. Screen them again.",
    Obstacle.CHANGED: "This draft changed while you were reading. Nothing is lost: look at the newest version, then decide.",
    Obstacle.NOT_COVERED: "This tells of someone, and no signed permission covers it. Return it, so that it is told without the person.",
    Obstacle.HOLD_OPEN: "Something has to change before this goes out. Return it, or accept each point with a reason.",
    Obstacle.NOT_ASKED: "The four questions about what the author knows are not answered. Return it, so that they are asked.",
    Obstacle.KNOWN: "The author knows a way in which someone could be recognized. Return it, saying what to leave out.",
    Obstacle.PICTURE_UNSEEN: "Nobody but the author has looked at every picture yet. Look, then say so beside it.",
    Obstacle.PICTURE_UNDESCRIBED: "A picture has no description yet. Return it, so that one is written.",
    Obstacle.SECOND_LOOK: "A second look was asked for, or is needed here. Ask someone who has not decided yet.",
    Obstacle.TOO_LATE: "The planned time has passed. Return it, so that a new time is chosen.",
    Obstacle.NO_REASON: "Say in a few words why this may go out. It is kept in the record.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The author's four answers about what is left in the words (45 CFR 164.514(b)(2)(ii)); True means yes.

    ``job``: a job or part that only one person holds; ``news``: in the news or local talk; ``family``: readers
    who know the family could tell; ``author``: the author could tell from what they know themselves.
    """

    job: bool
    news: bool
    family: bool
    author: bool

    @property
    def any(self) -> bool:
        return self.job or self.news or self.family or self.author


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything that the answer rests on.

    Attributes:
        may_approve: the person has the right to approve.
        wrote: the person is the author or changed a word of this version.
        seal: of the words as they are now; ``seen`` of the words on the approver's page; ``screened`` of the
            words that were screened ("" where they never were).
        pack_in_force, pack_used: labels of the policy now and at the screening.
        findings: of the screening; ``waived`` the ids of those that a reviewer accepted with a reason.
        covered: a usable authorization covers these words on these channels at the planned time.
        tells: the words tell about a person, so that the four questions are asked.
        knowledge: the answers given for these very words, if any.
        pictures, looked_at, described: counts of pictures, and of those looked at by a reviewer and described.
        second_needed: a second look is asked for or prescribed; ``second_given`` by whom else than the approver.
        planned_at: when it is to go out; None means as soon as it is released.
    """

    may_approve: bool
    wrote: bool
    seal: str
    seen: str
    screened: str
    pack_in_force: str
    pack_used: str
    findings: tuple[Finding, ...]
    waived: frozenset[str]
    covered: bool
    tells: bool
    knowledge: Knowledge | None
    pictures: int
    looked_at: int
    described: int
    second_needed: bool
    second_given: bool
    planned_at: datetime | None
    at: datetime
    reason: str


class NotReleasable(DeskError):
    """A draft cannot be released as it is; ``obstacles`` says all reasons."""

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__(" ".join(o.says for o in obstacles))
        self.obstacles = obstacles


def finding_id(finding: Finding) -> str:
    """What names a finding within one version: the rule and the place."""
    return f"{finding.rule}:{finding.part}:{finding.start}:{finding.end}"


def waivable(finding: Finding) -> bool:
    """Whether a reviewer may accept it with a reason. What asks for an authorization, only an authorization settles."""
    return finding.weight is not Weight.HOLD or Guideline.AUTHORIZATION not in finding.guidelines


def open_holds(findings: Iterable[Finding], waived: frozenset[str]) -> list[Finding]:
    return [f for f in findings if f.weight is Weight.HOLD and waivable(f) and finding_id(f) not in waived]


def uncovered(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if f.weight is Weight.HOLD and not waivable(f)]


def obstacles(now: Situation) -> tuple[Obstacle, ...]:
    """Every reason why these words cannot be released by this person now; empty means they can."""
    table = (
        (Obstacle.NOT_APPROVER, not now.may_approve),
        (Obstacle.OWN_WORDS, now.wrote),
        (Obstacle.NOT_SCREENED, not now.screened or now.screened != now.seal),
        (Obstacle.OTHER_POLICY, bool(now.screened) and now.pack_used != now.pack_in_force),
        (Obstacle.CHANGED, now.seen != now.seal),
        (Obstacle.NOT_COVERED, bool(uncovered(now.findings)) and not now.covered),
        (Obstacle.HOLD_OPEN, bool(open_holds(now.findings, now.waived))),
        (Obstacle.NOT_ASKED, now.tells and not now.covered and now.knowledge is None),
        (Obstacle.KNOWN, not now.covered and now.knowledge is not None and now.knowledge.any),
        (Obstacle.PICTURE_UNSEEN, now.looked_at < now.pictures),
        (Obstacle.PICTURE_UNDESCRIBED, now.described < now.pictures),
        (Obstacle.SECOND_LOOK, now.second_needed and not now.second_given),
        (Obstacle.TOO_LATE, now.planned_at is not None and now.at > now.planned_at),
        (Obstacle.NO_REASON, not now.reason.strip()),
    )
    return tuple(obstacle for obstacle, stands in table if stands)
