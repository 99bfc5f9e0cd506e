"""What the model sees of a draft: pieces of words with their places in the text, and the context before them.

Training and reading share this module, so that a model never meets a shape it was not trained on.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bedside.core.content import Account, Kind

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ROLES = ("told_about", "relative", "addressee", "workforce", "public_figure", "author", "fictional", "other")
MARKS = (
    "date_time", "geo", "age", "contact", "number", "image", "room_unit", "condition", "occupation", "relation", "event",
    "superlative", "small_count", "distinctive", "quote", "schedule", "payment", "scope_gap", "snooping", "internal",
    "acknowledgement", "disparagement", "tone", "boundary",
)  # fmt: skip
SAYS = (
    "tells", "identifies", "presupposes", "confirms", "demeaning", "hostile", "mocking", "advice", "boundary", "solicits",
    "internal", "protected", "general", "own", "staff", "notice", "stop", "block",
)  # fmt: skip
NAME, ROLE, MARK = slice(0, 3), slice(3, 3 + len(ROLES)), slice(3 + len(ROLES), 4 + len(ROLES) + len(MARKS))
TOKEN_WIDTH = MARK.stop
CONTEXT_PIECES = 56  # of the context; the end is cut
LONGEST_WORD = 100  # characters; the tokenizer takes longer ones for one unknown piece
TEXT_PIECES = 128  # of a text that is read in one window
LONG_PIECES = 56  # of each window of a longer text: about two sentences, so that one cannot hide among many
LETTER = re.compile(r"[^\W\d_]")
SPOKEN = {
    (Kind.POST, Account.OFFICIAL): "official post",
    (Kind.POST, Account.PERSONAL): "personal post",
    (Kind.STORY, Account.OFFICIAL): "official story",
    (Kind.STORY, Account.PERSONAL): "personal story",
    (Kind.RATING_REPLY, Account.OFFICIAL): "official reply to a review",
    (Kind.RATING_REPLY, Account.PERSONAL): "personal reply to a review",
    (Kind.COMMENT_REPLY, Account.OFFICIAL): "official reply to a comment",
    (Kind.COMMENT_REPLY, Account.PERSONAL): "personal reply to a comment",
    (Kind.MESSAGE, Account.OFFICIAL): "official message",
    (Kind.MESSAGE, Account.PERSONAL): "personal message",
}


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of text as numbers.

    Attributes:
        ids: piece numbers, context first.
        capitals: 1 for the pieces of words that begin with a capital letter.
        first: where the text's own pieces begin among ``ids``; the last piece is a separator.
        offsets: start and end of each of the text's pieces, in the text.
    """

    ids: tuple[int, ...]
    capitals: tuple[int, ...]
    first: int
    offsets: tuple[tuple[int, int], ...]


def context_of(kind: Kind, account: Account, author_role: str, in_reply_to: str | None) -> str:
    """The context in words: what it is, who writes, what is answered."""
    words = f"{SPOKEN[kind, account]} by {author_role.lower() or 'someone'}"
    return f"{words}: {in_reply_to[:400].lower()}" if in_reply_to else words


def windows_of(
    tokenizer: "Tokenizer", text: str, context: str, sentences: Sequence[tuple[int, int]]
) -> Iterator[Window]:
    """The text in windows of whole sentences, each behind the context.

    Args:
        tokenizer: without padding, truncation or special pieces of its own.
        text: normalised, case kept.
        context: from `context_of`; "" where nothing is known.
        sentences: start and end of each sentence of ``text``.
    """
    head = tokenizer.encode(context, add_special_tokens=False).ids[:CONTEXT_PIECES] if context else []
    start, stop = tokenizer.token_to_id("[CLS]") or 0, tokenizer.token_to_id("[SEP]") or 0
    lead = (start, *head, stop)
    body = tokenizer.encode(text, add_special_tokens=False)
    all_ids, all_offsets = body.ids, body.offsets  # each asking copies them whole
    for first, last in cut(all_offsets, sentences):
        offsets = tuple(all_offsets[first:last])
        if not LETTER.search(text, offsets[0][0], offsets[-1][1]):
            continue  # rows of signs say nothing, however long
        capitals = tuple(int(is_capital(text, at)) for at, _ in offsets)
        yield Window(
            ids=(*lead, *all_ids[first:last], stop),
            capitals=(*(0 for _ in lead), *capitals, 0),
            first=len(lead),
            offsets=offsets,
        )


def is_capital(text: str, at: int) -> bool:
    """Whether the word around an offset begins with a capital letter."""
    for _ in range(LONGEST_WORD):
        if not at or not text[at - 1].isalnum():
            break
        at -= 1
    return text[at : at + 1].isupper()


def cut(offsets: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """First and last piece of every window: as many whole sentences as fit, or a part of one too long."""
    size = len(offsets)
    if size <= TEXT_PIECES:
        if size:
            yield 0, size
        return
    ends = []
    at = 0
    for _, end in sentences:
        while at < size and offsets[at][0] < end:
            at += 1
        ends.append(at)
    first = 0
    while first < size:
        number = bisect_right(ends, first + LONG_PIECES) - 1
        whole = number >= 0 and ends[number] > first
        last = ends[number] if whole else min(size, first + LONG_PIECES)
        yield first, last
        first = last
