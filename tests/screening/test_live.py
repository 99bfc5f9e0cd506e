"""A draft that is checked while it is written: what is asked again, what is remembered, and that nothing comes out otherwise."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bedside
from bedside import Content, Kind, Weight
from bedside.core.records import content_of
from bedside.screening import engine
from bedside.screening.reading.lazy import cached_property
from bedside.screening.reading.learned.inference import Model
from bedside.screening.reading.learned.memory import Memory, size_of
from bedside.screening.reading.reading import Part
from training.texts import FOLDER
from training.texts import read as drafts_in

CONTEXT = "official post by someone"
SENTENCES = [
    "The garden behind the north wing opens on Monday, and everyone who likes tomatoes is welcome to come.",
    "Our volunteers painted the benches green last weekend, and one of them painted her dog by mistake.",
    "Mrs. Quill rang the bell on March 3, and her sister drove all the way from the coast to hear it.",
    "Parking is free at gate two, but please leave the places near the door for those who need them.",
    "Soup is served at noon in the hall, and nobody has ever asked for the recipe of the green one.",
    "If you can hold a rake you can help, and if you cannot you can tell the others where the weeds are.",
    "Last year the pumpkin weighed more than the mayor, who took it with remarkable grace and a photographer.",
    "Bring a hat, a bottle of water, and a friend who knows the difference between a beet and a radish.",
]
LONG = " ".join(SENTENCES)
STOPS = {Weight.HOLD, Weight.REVIEW}


class Counted:
    """A network that counts how often it is asked."""

    def __init__(self, network: object) -> None:
        self.network = network
        self.times = 0

    def run(self, *asked: object) -> object:
        self.times += 1
        return self.network.run(*asked)  # type: ignore[attr-defined]


@pytest.fixture
def model() -> Model:
    """A reader of our own that counts; nothing remembered yet."""
    own = Model("careful")
    own._session = Counted(own._session)
    return own


def asked(model: Model, text: str) -> int:
    """How often the network was asked to read this."""
    before = model._session.times
    part = Part("body", text)
    model.believe(part.text, CONTEXT, part.sentences)
    return int(model._session.times - before)


def test_the_same_words_are_read_once_and_believed_the_same(model: Model) -> None:
    part = Part("body", LONG)

    first = model.believe(part.text, CONTEXT, part.sentences)
    times = model._session.times
    second = model.believe(part.text, CONTEXT, part.sentences)

    assert times > 2
    assert model._session.times == times
    assert second == first


def test_after_an_edit_only_the_sentences_around_it_are_read_again(model: Model) -> None:
    whole = asked(model, LONG)

    again = asked(model, LONG.replace("the green one", "the red one"))

    assert 1 <= again <= 2 < whole


def test_what_is_remembered_comes_out_as_if_it_were_read_anew(model: Model) -> None:
    edited = Part("body", LONG.replace("the green one", "the red one"))
    asked(model, LONG)

    remembered = model.believe(edited.text, CONTEXT, edited.sentences)
    model.forget()
    anew = model.believe(edited.text, CONTEXT, edited.sentences)

    assert remembered == anew


def test_another_context_is_another_question(model: Model) -> None:
    part = Part("body", SENTENCES[0])

    model.believe(part.text, "official post by someone", part.sentences)
    model.believe(part.text, "personal post by nurse", part.sentences)

    assert model._session.times == 2


def test_words_are_read_alike_whatever_stands_around_them(model: Model) -> None:
    text = " ".join(SENTENCES)
    others = " ".join([*SENTENCES[4:], *SENTENCES[:4]])
    beliefs = []
    for words in (text, others):
        model.forget()
        part = Part("body", words)
        belief = model.believe(part.text, CONTEXT, part.sentences)
        beliefs.append({part.text[p.start : p.end].strip(): p.says for p in belief.passages})

    shared = beliefs[0].keys() & beliefs[1].keys()

    assert shared
    assert all(beliefs[0][words] == beliefs[1][words] for words in shared)


def answer(size: int) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(size, np.uint8), np.zeros(1, np.uint8)


def test_memory_is_bounded_and_the_longest_unasked_goes_first() -> None:
    memory = Memory(most_bytes=350)
    for key in (b"one", b"two", b"three"):
        memory.keep(key, answer(99))
    memory.get(b"one")

    memory.keep(b"four", answer(99))
    memory.keep(b"too large", answer(1_000))

    assert [key for key in (b"one", b"two", b"three", b"four", b"too large") if memory.get(key)] == [
        b"one", b"three", b"four",
    ]  # fmt: skip
    assert len(memory) == 3


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.binary(min_size=1, max_size=2), st.integers(0, 200)), max_size=40))
def test_memory_never_holds_more_than_it_may(kept: list[tuple[bytes, int]]) -> None:
    memory = Memory(most_bytes=500)
    for key, size in kept:
        memory.keep(key, answer(size))
        assert sum(map(size_of, memory._answers.values())) == memory._bytes <= 500


def test_memory_holds_no_words_and_its_keys_differ_from_process_to_process(model: Model) -> None:
    part = Part("body", "Zebulonia gardens")
    model.believe(part.text, CONTEXT, part.sentences)
    ids = np.array([model.tokenizer.encode("Zebulonia").ids], np.int64)
    one, other = Memory(), Memory()

    assert "zebulonia" not in repr(model._memory.__dict__).lower()
    assert all(len(key) == 16 for key in model._memory._answers)
    assert one.key([ids]) == one.key([ids]) != other.key([ids])
    assert one.key([ids]) != one.key([ids.reshape(-1)])


def test_what_is_remembered_cannot_be_changed(model: Model) -> None:
    part = Part("body", SENTENCES[0])
    model.believe(part.text, CONTEXT, part.sentences)

    ((pieces, judged),) = model._memory._answers.values()

    for array in (pieces, judged):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_two_drafts_are_read_at_the_same_time() -> None:
    """Python 3.11's own cached property lets only one instance work at a time."""
    both = threading.Barrier(2, timeout=10)

    class Draft:
        @cached_property
        def read(self) -> int:
            return both.wait()

    with ThreadPoolExecutor(2) as pool:
        reached = sorted(pool.map(lambda draft: draft.read, (Draft(), Draft())))

    assert reached == [0, 1]


def test_a_property_is_worked_out_once() -> None:
    times = []

    class Draft:
        @cached_property
        def read(self) -> str:
            """What was read."""
            times.append(1)
            return "words"

    draft = Draft()

    assert draft.read == draft.read == "words"
    assert len(times) == 1
    assert Draft.read.__doc__ == "What was read."


def test_a_reading_takes_over_parts_that_stayed_the_same_and_no_others() -> None:
    policy = bedside.load_policy()
    content = Content(
        body="Thank you!", kind=Kind.COMMENT_REPLY, in_reply_to="Best nurses", alt_texts=("A garden", "A dog")
    )
    first, _ = engine.reading_of(content, policy=policy, reader="off")

    edited, _ = engine.reading_of(replace(content, body="Thanks!"), policy=policy, reader="off", like=first)
    by_another, _ = engine.reading_of(replace(content, author_role="nurse"), policy=policy, reader="off", like=first)

    assert edited.body is not first.body
    assert edited.alt_texts == first.alt_texts
    assert edited.answered is first.answered
    assert by_another.body is not first.body  # the reader knows who writes, so all is read anew
    assert by_another.answered is first.answered


def test_every_rewrite_was_screened_and_no_whole_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    body = (
        "Thank you for choosing us for your surgery, Lupe! We reviewed your chart and your labs were fine. "
        "See you at your next cleaning. You still owe us for the crown."
    )
    content = Content(body=body, kind=Kind.RATING_REPLY, in_reply_to="Great people - Lupe")
    before = bedside.screen(content)
    screened = []
    screening_of = engine.screening_of
    monkeypatch.setattr(
        engine,
        "screening_of",
        lambda reading, **more: screened.append(reading.content.body) or screening_of(reading, **more),
    )

    offered = bedside.rewrites(content, before)

    assert len(offered) >= 4
    assert {rewrite.body for rewrite in offered} <= set(screened)
    assert len(screened) == len(set(screened))


def test_a_rewrite_says_what_a_screening_of_its_own_says() -> None:
    """Also where nothing is remembered and no part was taken over."""
    rows = [t for name in ("replies", "copper") for t in drafts_in(FOLDER / f"{name}.jsonl")][:60]
    offers = 0
    for row in rows:
        content = content_of({"text": row.text, "context": row.context})
        before = bedside.screen(content)
        for rewrite in bedside.rewrites(content, before):
            offers += 1
            engine.model_for("careful")[0].forget()  # type: ignore[union-attr]
            after = bedside.screen(replace(content, body=rewrite.body))
            assert after.verdict is rewrite.verdict
            assert {f.rule for f in after.findings if f.weight in STOPS} <= {
                f.rule for f in before.findings if f.weight in STOPS
            }

    assert offers > 10
