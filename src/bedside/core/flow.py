"""The way of a draft from the first word to release, as a table. There is no other way."""

from enum import StrEnum

from bedside.core.errors import DeskError


class State(StrEnum):
    WRITING = "writing"
    IN_REVIEW = "in_review"
    SECOND_LOOK = "second_look"  # a second reviewer looks before the point of contact decides
    RETURNED = "returned"
    RELEASED = "released"
    REJECTED = "rejected"
    DISCARDED = "discarded"  # by its author
    TAKEN_BACK = "taken_back"  # the release was ended by a person
    LAPSED = "lapsed"  # the release was not used in its time

    @property
    def says(self) -> str:
        return SAYS[self]


class Step(StrEnum):
    SAVE = "save"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    DISCARD = "discard"
    REOPEN = "reopen"
    WAIVE = "waive"
    RETURN = "return"
    REJECT = "reject"
    ASK_SECOND = "ask_second"
    OPINE = "opine"
    APPROVE = "approve"
    TAKE_BACK = "take_back"
    LAPSE = "lapse"


class WrongState(DeskError):
    """The step is not open where the draft stands."""


PATH: dict[tuple[State, Step], State] = {
    (State.WRITING, Step.SAVE): State.WRITING,
    (State.WRITING, Step.SUBMIT): State.IN_REVIEW,
    (State.WRITING, Step.DISCARD): State.DISCARDED,
    (State.RETURNED, Step.SAVE): State.RETURNED,
    (State.RETURNED, Step.SUBMIT): State.IN_REVIEW,
    (State.RETURNED, Step.DISCARD): State.DISCARDED,
    (State.IN_REVIEW, Step.WITHDRAW): State.WRITING,
    (State.IN_REVIEW, Step.WAIVE): State.IN_REVIEW,
    (State.IN_REVIEW, Step.RETURN): State.RETURNED,
    (State.IN_REVIEW, Step.REJECT): State.REJECTED,
    (State.IN_REVIEW, Step.ASK_SECOND): State.SECOND_LOOK,
    (State.IN_REVIEW, Step.APPROVE): State.RELEASED,
    (State.SECOND_LOOK, Step.WITHDRAW): State.WRITING,
    (State.SECOND_LOOK, Step.WAIVE): State.SECOND_LOOK,
    (State.SECOND_LOOK, Step.OPINE): State.IN_REVIEW,
    (State.SECOND_LOOK, Step.RETURN): State.RETURNED,
    (State.SECOND_LOOK, Step.REJECT): State.REJECTED,
    (State.RELEASED, Step.TAKE_BACK): State.TAKEN_BACK,
    (State.RELEASED, Step.LAPSE): State.LAPSED,
    (State.RELEASED, Step.REOPEN): State.WRITING,
    (State.TAKEN_BACK, Step.REOPEN): State.WRITING,
    (State.LAPSED, Step.REOPEN): State.WRITING,
    (State.DISCARDED, Step.REOPEN): State.WRITING,
}
SAYS = {
    State.WRITING: "being written",
    State.IN_REVIEW: "waiting for review",
    State.SECOND_LOOK: "waiting for a second look",
    State.RETURNED: "returned with advice",
    State.RELEASED: "released",
    State.REJECTED: "rejected",
    State.DISCARDED: "set aside by its author",
    State.TAKEN_BACK: "taken back",
    State.LAPSED: "released, but its time has passed",
}
WRITABLE = frozenset({State.WRITING, State.RETURNED})
UNDER_REVIEW = frozenset({State.IN_REVIEW, State.SECOND_LOOK})


def after(state: State, step: Step) -> State:
    """Where a step leads.

    Raises:
        WrongState: the step is not open; says which are.
    """
    found = PATH.get((state, step))
    if found is None:
        steps = ", ".join(s.replace("_", " ") for s in open_steps(state)) or "none"
        raise WrongState(
            f"This draft is {state.says}, so “{step.replace('_', ' ')}” is not possible. Open steps: {steps}."
        )
    return found


def open_steps(state: State) -> list[Step]:
    return [step for start, step in PATH if start is state]
