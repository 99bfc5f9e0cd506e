"""Hashtags read as the words they are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.screening.reading.segmentation import split_hashtag


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("PrayForElias", "Pray For Elias"),
        ("prayforelias", "pray for elias"),
        ("hometownhero", "hometown hero"),
        ("nursesofinstagram", "nurses of instagram"),
        ("breastcancerawareness", "breast cancer awareness"),
        ("Elistrong", "Eli strong"),
        ("ICUnurse", "ICU nurse"),
        ("covid19", "covid 19"),
        ("orthopedics", "orthopedics"),
        ("grandmother", "grandmother"),
        ("xqzvkjw", "xqzvkjw"),
    ],
)
def test_a_tag_reads_as_its_words(tag: str, words: str) -> None:
    assert " ".join(split_hashtag(tag)) == words


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCÉß_019", max_size=60))
def test_the_words_of_a_tag_join_back_to_it(tag: str) -> None:
    assert "".join(split_hashtag(tag)) == tag
