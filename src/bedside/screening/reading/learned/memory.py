"""What the model answered before, so that an edited draft is read anew only where it changed.

Kept in memory alone, for as long as the process lives and newer answers leave room. No word is kept: an answer is
a table of chances, and its key a digest of what was asked, under a secret that each process draws for itself.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Answer = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]

MOST_BYTES = 4_000_000  # about 20 long drafts, or 400 short ones
DIGEST_BYTES = 16


class Memory:
    """Answers by what was asked; when there is no more room, the one that was longest not asked for goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._secret = secrets.token_bytes(32)
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def key(self, asked: "Iterable[np.ndarray[Any, Any]]") -> bytes:
        """A digest of arrays and their shapes."""
        digest = hashlib.blake2b(digest_size=DIGEST_BYTES, key=self._secret)
        for array in asked:
            digest.update(f"{array.dtype}{array.shape}".encode())
            digest.update(array.tobytes())
        return digest.digest()

    def get(self, key: bytes) -> "Answer | None":
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: bytes, answer: "Answer") -> None:
        """Keep an answer, which nobody may change from now on."""
        size = size_of(answer)
        if size > self._most_bytes:
            return
        for array in answer:
            array.setflags(write=False)
        with self._lock:
            if key in self._answers:
                return
            self._answers[key] = answer
            self._bytes += size
            while self._bytes > self._most_bytes:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= size_of(oldest)

    def __len__(self) -> int:
        return len(self._answers)


def size_of(answer: "Answer") -> int:
    return sum(array.nbytes for array in answer)
