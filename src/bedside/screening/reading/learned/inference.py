"""The model at work: pieces in, beliefs about names, marks and sayings out.

onnxruntime and tokenizers are an extra; without them `load` says what to install, and what rests on
the reader counts as unchecked.
"""

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

from bedside.core.errors import BadInput, ReaderMissing
from bedside.core.screenings import READERS
from bedside.screening.reading.learned.encoding import MARK, MARKS, NAME, ROLE, ROLES, SAYS, Window, windows_of
from bedside.screening.reading.learned.memory import Memory

if TYPE_CHECKING:
    import numpy as np

FOLDER = "bedside.screening.reading.learned.weights"


@dataclass(frozen=True, slots=True)
class NameBelief:
    """A name at ``start:end`` of the normalised text.

    ``odds`` is the chance that it is a person's name, ``roles`` the chance of each role, in the order of `ROLES`.
    """

    start: int
    end: int
    odds: float
    roles: tuple[float, ...]

    @property
    def role(self) -> str:
        return ROLES[max(range(len(ROLES)), key=self.roles.__getitem__)]


@dataclass(frozen=True, slots=True)
class MarkBelief:
    """Words at ``start:end`` that identify, confirm or offend, with their label and how sure that is."""

    start: int
    end: int
    label: str
    odds: float


@dataclass(frozen=True, slots=True)
class Passage:
    """What the reader makes of the words ``start:end``, read in one piece: the chance of each saying."""

    start: int
    end: int
    says: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Belief:
    """What the reader makes of one text; offsets are of the normalised text."""

    names: tuple[NameBelief, ...] = field(repr=False)
    marks: tuple[MarkBelief, ...] = field(repr=False)
    passages: tuple[Passage, ...]

    def saying(self, word: str) -> float:
        """The greatest chance that any passage says this."""
        return max((passage.says[word] for passage in self.passages), default=0.0)


class Model:
    """Weights, word pieces and thresholds of one setting, ready to run on one core."""

    def __init__(self, setting: str) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ReaderMissing(
                "the learned reader needs onnxruntime and tokenizers: install bedside[reader]"
            ) from error
        card = card_of(setting)
        weights = intact(card["file"], card["sha256"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Without VNNI, int8 sums overflow and are cut off, so that a verdict would depend on the processor.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self.setting = setting
        self.version = f"{setting}@{card['version']}"
        self.tokenizer = Tokenizer.from_buffer(intact("tokenizer.json", card["tokenizer_sha256"]))
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._memory = Memory()

    def forget(self) -> None:
        """Let go of all answers that were kept (see `memory`)."""
        self._memory = Memory()

    def believe(self, text: str, context: str, sentences: Sequence[tuple[int, int]]) -> Belief:
        """Read one text in its context.

        Args:
            text: normalised, case kept.
            context: from `encoding.context_of`.
            sentences: start and end of each sentence of ``text``.
        """
        names: list[NameBelief] = []
        marks: list[MarkBelief] = []
        passages: list[Passage] = []
        for window in windows_of(self.tokenizer, text, context, sentences):
            pieces, judged = self.run(window)
            names += names_in(window, pieces, text)
            marks += marks_in(window, pieces, text)
            says = dict(zip(SAYS, map(float, judged), strict=True))
            passages.append(Passage(window.offsets[0][0], window.offsets[-1][1], says))
        return Belief(tuple(names), tuple(marks), tuple(passages))

    def run(self, window: Window) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
        """Chances for every piece of its text and for the window as a whole.

        One window at a time: the network's numbers are rounded by the largest among all that it is given at once,
        so beside others the same words would be read a little differently. It costs nothing on one core, and what
        did not change since the last asking need not be asked again.
        """
        import numpy as np

        asked = arrays_of(window)
        key = self._memory.key(asked.values())
        answer = self._memory.get(key)
        if answer is None:
            tokens, whole = self._session.run(None, asked)
            first, last = window.first, window.first + len(window.offsets)
            answer = chances_of(tokens[0, first:last]), 1 / (1 + np.exp(-whole[0]))
            self._memory.keep(key, answer)
        return answer


def arrays_of(window: Window) -> "dict[str, np.ndarray[Any, Any]]":
    """A window as the network takes it, each array (1, pieces)."""
    import numpy as np

    size = len(window.ids)
    text_mask = np.zeros((1, size), np.int64)
    text_mask[0, window.first : window.first + len(window.offsets)] = 1
    return {
        "input_ids": np.array([window.ids], np.int64),
        "attention_mask": np.ones((1, size), np.int64),
        "token_type_ids": np.array([window.capitals], np.int64),
        "text_mask": text_mask,
    }


def chances_of(tokens: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """What the network gives for pieces as chances, (pieces, `TOKEN_WIDTH`): softmax within names, roles and marks."""
    import numpy as np

    chances = np.empty_like(tokens)
    for part in (NAME, ROLE, MARK):
        piece = np.exp(tokens[:, part] - tokens[:, part].max(-1, keepdims=True))
        chances[:, part] = piece / piece.sum(-1, keepdims=True)
    return chances


NAME_FROM = 0.15  # chance from which a piece may belong to a name; who asks decides what is enough
MARK_FROM = 0.3


def names_in(window: Window, pieces: "np.ndarray[Any, Any]", text: str) -> list[NameBelief]:
    """Names among the pieces of a window, whole words only."""
    found: list[NameBelief] = []
    run: list[int] = []
    inside = 1 - pieces[:, 0]
    words = words_at(window, text)
    for first, last in words:
        odds = float(max(inside[first:last]))
        begins = float(pieces[first, 1]) > float(pieces[first, 2])
        if odds < NAME_FROM or (run and begins):
            found += name_of(window, pieces, run)
            run = []
        if odds >= NAME_FROM:
            run += range(first, last)
    return found + name_of(window, pieces, run)


def name_of(window: Window, pieces: "np.ndarray[Any, Any]", run: list[int]) -> list[NameBelief]:
    if not run:
        return []
    inside = 1 - pieces[run, 0]
    best = int(run[int(inside.argmax())])
    roles = tuple(float(x) for x in pieces[best, ROLE])
    return [NameBelief(window.offsets[run[0]][0], window.offsets[run[-1]][1], float(inside.max()), roles)]


def marks_in(window: Window, pieces: "np.ndarray[Any, Any]", text: str) -> list[MarkBelief]:
    """Marked phrases among the pieces of a window, whole words only."""
    found: list[MarkBelief] = []
    for first, last in words_at(window, text):
        odds = pieces[first:last, MARK].mean(0)
        if odds[0] > 1 - MARK_FROM:
            continue
        number = int(odds[1:].argmax())
        label, start, end = MARKS[number], window.offsets[first][0], window.offsets[last - 1][1]
        sure = float(1 - odds[0])
        if found and found[-1].label == label and text[found[-1].end : start].strip() == "":
            found[-1] = MarkBelief(found[-1].start, end, label, max(found[-1].odds, sure))
        else:
            found.append(MarkBelief(start, end, label, sure))
    return found


def words_at(window: Window, text: str) -> list[tuple[int, int]]:
    """First and last piece of each word, so that no word is cut in two."""
    words: list[tuple[int, int]] = []
    for i, (start, _) in enumerate(window.offsets):
        if words and start == window.offsets[i - 1][1] and text[start - 1].isalnum() and text[start].isalnum():
            words[-1] = (words[-1][0], i + 1)
        else:
            words.append((i, i + 1))
    return words


def card_of(setting: str) -> dict[str, Any]:
    """Version, file and digests of a setting, from the card that training writes."""
    try:
        text = (resources.files(FOLDER) / "card.json").read_text(encoding="utf-8")
        card: dict[str, Any] = json.loads(text)["settings"][setting]
    except (FileNotFoundError, ModuleNotFoundError, KeyError) as error:
        raise ReaderMissing(f"the learned reader has no setting {setting!r} here") from error
    return card


def intact(name: str, digest: str) -> bytes:
    """A file of the reader's, when it is what the card says it is."""
    data = (resources.files(FOLDER) / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise ReaderMissing(f"{name} of the learned reader is not the file its card describes; install Bedside again")
    return data


class Shelf:
    """Models by setting, each loaded once in a process."""

    def __init__(self) -> None:
        self._models: dict[str, Model] = {}
        self._lock = threading.Lock()

    def get(self, setting: str) -> Model:
        """The model of a setting.

        Raises:
            ReaderMissing: an extra is not installed, or a file is missing or changed.
        """
        model = self._models.get(setting)
        if model is None:
            with self._lock:
                model = self._models.get(setting)
                if model is None:
                    model = self._models[setting] = Model(setting)
        return model


shelf = Shelf()


def model_of(setting: str) -> Model:
    """The model of a setting.

    Raises:
        BadInput: no such setting.
        ReaderMissing: a part of it is missing.
    """
    if setting not in READERS:
        raise BadInput(f"there is no reader {setting!r}; there are {', '.join(READERS)}")
    return shelf.get(setting)
