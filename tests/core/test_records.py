"""JSON objects become contents, or say which field is wrong; the words never show."""

from datetime import timedelta
from typing import Any

import pytest

from bedside import Account, Kind
from bedside.core.authorizations import State
from bedside.core.errors import BadInput
from bedside.core.records import content_of, speaks_for_self


@pytest.mark.parametrize(
    ("channel", "kind", "account"),
    [
        ("official", Kind.POST, Account.OFFICIAL),
        ("personal", Kind.POST, Account.PERSONAL),
        ("review_reply", Kind.RATING_REPLY, Account.OFFICIAL),
        ("comment_reply", Kind.COMMENT_REPLY, Account.OFFICIAL),
        ("direct_message", Kind.MESSAGE, Account.OFFICIAL),
        ("story", Kind.STORY, Account.OFFICIAL),
    ],
)
def test_a_channel_says_kind_and_account(channel: str, kind: Kind, account: Account) -> None:
    content = content_of({"text": "Hello", "context": {"channel": channel, "author_role": "clinic page admin"}})
    assert (content.kind, content.account) == (kind, account)


@pytest.mark.parametrize("role", ["ED nurse, personal", "hospital employee on news site", "CNA", "physical therapist"])
def test_an_individual_answers_for_themselves(role: str) -> None:
    assert speaks_for_self(role)


@pytest.mark.parametrize("role", ["clinic page admin", "practice manager", "hospital communications", "dental office"])
def test_a_page_answers_for_the_organisation(role: str) -> None:
    assert not speaks_for_self(role)


@pytest.mark.parametrize(
    ("word", "state", "covering"),
    [("valid", State.ACTIVE, True), ("scope_mismatch", State.ACTIVE, False), ("expired", State.EXPIRED, True)],
)
def test_the_authorization_of_a_case(word: str, state: State, covering: bool) -> None:
    content = content_of({"text": "Hello", "context": {"channel": "story", "authorization": word}})
    assert content.authorization is not None
    assert (content.authorization.state, content.authorization.covering) == (state, covering)


def test_fields_beside_the_text() -> None:
    content = content_of(
        {"text": "Hello", "kind": "story", "account": "official", "publish_at": "2026-11-24T09:00:00-05:00",
         "alt_texts": ["a porch"], "thread": ["before"], "channel": "instagram",
         "authorization": {"state": "active", "covers": ["name"], "channels": ["instagram"], "until": "2027-05-31"}}
    )  # fmt: skip
    assert content.publish_at is not None
    assert content.publish_at.utcoffset() == timedelta(hours=-5)
    assert content.authorization is not None
    assert content.authorization.until is not None


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ({}, '"text"'),
        ({"text": 7}, '"text"'),
        ({"text": "Zebulon", "kind": "tweet"}, '"kind"'),
        ({"text": "Zebulon", "account": "mine"}, '"account"'),
        ({"text": "Zebulon", "publish_at": "tomorrow"}, '"publish_at"'),
        ({"text": "Zebulon", "publish_at": "2026-11-24T09:00:00"}, '"publish_at"'),
        ({"text": "Zebulon", "alt_texts": "one"}, '"alt_texts"'),
        ({"text": "Zebulon", "authorization": "valid"}, '"authorization"'),
        ({"text": "Zebulon", "authorization": {"state": "fine"}}, '"state"'),
        ({"text": "Zebulon", "authorization": {"state": "active", "until": "soon"}}, '"until"'),
        ({"text": "Zebulon", "context": []}, '"context"'),
        ({"text": "Zebulon", "context": {"channel": "fax"}}, '"channel"'),
        ({"text": "Zebulon", "context": {"authorization": "maybe"}}, '"authorization"'),
    ],
)
def test_a_wrong_field_is_named_and_the_words_are_not(record: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as wrong:
        content_of(record)
    assert field in str(wrong.value)
    assert "Zebulon" not in str(wrong.value)
