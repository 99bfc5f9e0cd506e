"""May this go out? One answer, one reason, all reasons listed, the same everywhere."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.core.authorizations import (
    PERMITTING,
    ROWS,
    Answer,
    AuthorizationFacts,
    Decision,
    Situation,
    State,
    decide,
)

DAY = date(2026, 11, 24)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
FACTS = st.builds(
    AuthorizationFacts,
    state=st.sampled_from(State),
    until=st.none() | DAYS,
    channels=st.lists(st.sampled_from(["instagram", "Website"]), max_size=2).map(tuple),
    text_digest=st.sampled_from(["", "aa"]),
    covering=st.booleans(),
)
SITUATIONS = st.builds(
    Situation,
    on=st.none() | DAYS,
    channel=st.sampled_from(["", "instagram", "facebook"]),
    text_digest=st.sampled_from(["", "aa", "bb"]),
    troubles=st.lists(st.sampled_from(sorted(set(ROWS) - {"OK"})), max_size=3).map(tuple),
)


def active(**more: object) -> AuthorizationFacts:
    return AuthorizationFacts(state=State.ACTIVE, **more)  # type: ignore[arg-type]


def test_without_an_authorization_the_answer_is_no() -> None:
    assert decide(None, Situation()) == Decision(Answer.NO, "AUTH_MISSING", ("AUTH_MISSING",))


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.DRAFT, "AUTH_UNREVIEWED"),
        (State.SIGNED, "AUTH_UNREVIEWED"),
        (State.EXPIRED, "AUTH_EXPIRED"),
        (State.REVOKED, "AUTH_REVOKED"),
        (State.DEFECTIVE, "AUTH_DEFECTIVE"),
        (State.SUPERSEDED, "AUTH_DEFECTIVE"),
    ],
)
def test_a_state_that_does_not_permit_says_why(state: State, code: str) -> None:
    decision = decide(AuthorizationFacts(state=state), Situation())
    assert (decision.answer, decision.code) == (Answer.NO, code)


def test_a_suspended_authorization_waits_for_a_second_reviewer() -> None:
    assert decide(AuthorizationFacts(state=State.SUSPENDED), Situation()).answer is Answer.HOLD


def test_the_last_day_still_counts_and_the_day_after_does_not() -> None:
    facts = active(until=DAY)
    assert decide(facts, Situation(on=DAY)).answer is Answer.YES
    assert decide(facts, Situation(on=DAY + timedelta(days=1))).code == "AUTH_EXPIRED"


def test_a_channel_that_is_not_named_is_out_of_scope_whatever_its_spelling() -> None:
    facts = active(channels=("Instagram",))
    assert decide(facts, Situation(channel="instagram")).answer is Answer.YES
    assert decide(facts, Situation(channel="facebook")).code == "CHANNEL_OUT_OF_SCOPE"


def test_other_words_than_the_approved_ones_are_drift() -> None:
    facts = active(text_digest="AA")
    assert decide(facts, Situation(text_digest="aa")).answer is Answer.YES
    assert decide(facts, Situation(text_digest="bb")).code == "CONTENT_DRIFT"


def test_every_reason_is_listed_a_refusal_before_a_doubt() -> None:
    facts = active(until=DAY, covering=False)
    decision = decide(facts, Situation(on=DAY + timedelta(days=9), troubles=("LEGAL_HOLD", "SECOND_PERSON")))
    assert decision.all_codes == ("AUTH_EXPIRED", "SCOPE_EXCEEDED", "SECOND_PERSON", "LEGAL_HOLD")
    assert decision.code == "AUTH_EXPIRED"


@given(FACTS, SITUATIONS)
def test_yes_means_in_force_in_time_in_scope_and_unchanged(facts: AuthorizationFacts, situation: Situation) -> None:
    decision = decide(facts, situation)

    assert decision == decide(facts, situation)
    assert decision.code == decision.all_codes[0]
    if decision.answer is Answer.YES:
        assert facts.state in PERMITTING
        assert facts.covering
        assert not situation.troubles
        assert not (facts.until and situation.on and situation.on > facts.until)
    elif decision.answer is Answer.HOLD:
        assert all(ROWS[c].answer is Answer.HOLD for c in decision.all_codes)


@given(FACTS, SITUATIONS, st.sampled_from(sorted(set(ROWS) - {"OK"})))
def test_one_trouble_more_never_makes_a_better_answer(
    facts: AuthorizationFacts, situation: Situation, code: str
) -> None:
    order = [Answer.YES, Answer.HOLD, Answer.NO]
    worse = Situation(
        on=situation.on,
        channel=situation.channel,
        text_digest=situation.text_digest,
        troubles=(*situation.troubles, code),
    )
    assert order.index(decide(facts, worse).answer) >= order.index(decide(facts, situation).answer)
