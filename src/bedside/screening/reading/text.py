"""Text made plain for matching, with a map back to the code points someone typed.

Matching wants one spelling: no accents, no full-width or look-alike letters, no zero-width
characters, straight quotes, hashtags taken apart into words. Findings want the original.
A `Text` keeps both: offsets of ``text`` go through `Text.span` to offsets of ``raw``.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bedside.screening.reading.segmentation import split_hashtag

NOT_ASCII = re.compile(r"[^\x00-\x7f]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
HASHTAG = re.compile(r"(?<![\w&])#([A-Za-z][\w]{2,99})")
STRAIGHT = {
    **dict.fromkeys("‘’‚‛′ʼ´`", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘﹣", "-"),
    "\u2028": "\n",
    "\u2029": "\n",
}
# Cyrillic and Greek letters that readers take for Latin ones (Unicode TR39 confusables).
LOOK_ALIKE = str.maketrans(
    "аеіјорсуԁһвкмнтхАВЕІЈКМНОРСТУХѕЅԛԝοανρικτυχεΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeijopcydhbkmhtxABEIJKMHOPCTYXsSqwoavpiktuxeABEZHIKMNOPTYX",
)
MIXED_WORD = re.compile(r"[^\W\d_]*[A-Za-z][^\W\d_]*")
DIGIT_WORDS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\d)"
SAID = frozenset(DIGIT_WORDS)
LEAST_SAID = 5  # digits said one by one before they can be a number
SPOKEN = re.compile(rf"(?<!\w){_DIGIT}(?:[ ,.-]{{1,3}}{_DIGIT}){{4,30}}(?!\w)", re.I)
MASKED = re.compile(r"(?<!\w)(?=[\w@$!|]{0,23}[A-Za-z])(?=[\w@$!|]{0,23}[0134578@$!|])[\w@$!|]{3,24}(?!\w)")
LEET = str.maketrans("0134578@$!|", "oieastbasil")


@dataclass(frozen=True, slots=True)
class Text:
    """``text`` for matching, ``low`` the same in lower case (same length), ``raw`` as typed."""

    raw: str = field(repr=False)
    text: str = field(repr=False)
    low: str = field(repr=False)
    starts: Sequence[int] | None = field(default=None, repr=False)
    ends: Sequence[int] | None = field(default=None, repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of ``raw`` behind ``text[start:end]``; never empty for a non-empty span."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], max(self.ends[end - 1], self.starts[start])

    def rewritten(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> "Text":
        """Another view in which every match reads differently; the map back stays exact.

        Every character of a replacement maps to the whole match.
        """
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for m in pattern.finditer(self.text):
            value = new(m)
            if value == m[0] or not value:
                continue
            self._keep(pieces, starts, ends, at, m.start())
            first, last = self.span(m.start(), m.end())
            pieces.append(value)
            starts += [first] * len(value)
            ends += [last] * len(value)
            at = m.end()
        if not at:
            return self
        self._keep(pieces, starts, ends, at, len(self.text))
        text = "".join(pieces)
        return Text(self.raw, text, lowered(text), starts, ends)

    def _keep(self, pieces: list[str], starts: list[int], ends: list[int], first: int, last: int) -> None:
        pieces.append(self.text[first:last])
        if self.starts is None or self.ends is None:
            starts += range(first, last)
            ends += range(first + 1, last + 1)
        else:
            starts += self.starts[first:last]
            ends += self.ends[first:last]


def normalise(raw: str) -> Text:
    """Make text plain for matching.

    Decodes HTML entities, drops accents, zero-width and control characters, folds
    compatibility forms (full-width, circled, keycap and mathematical characters) and letters
    of other scripts inside Latin words, straightens quotes and dashes, and sets spaces
    between the words of a hashtag. The outcome is the same for NFC and NFD spellings.
    """
    if raw.isascii():
        text = Text(raw, raw, raw.lower())
        if "&" in raw:
            text = text.rewritten(ENTITY, decoded)
    else:
        text = folded(raw)
    if "#" in text.text:
        text = with_split_hashtags(text)
    return text


def decoded(m: re.Match[str]) -> str:
    value = html.unescape(m[0])
    return value if value.isprintable() else " "


def folded(raw: str) -> Text:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for m in ENTITY.finditer(raw):
        _fold_chars(raw, at, m.start(), pieces, starts, ends)
        value = "".join(plain(c) for c in decoded(m)) or " "
        pieces.append(value)
        starts += [m.start()] * len(value)
        ends += [m.end()] * len(value)
        at = m.end()
    _fold_chars(raw, at, len(raw), pieces, starts, ends)
    text = MIXED_WORD.sub(lambda m: m[0].translate(LOOK_ALIKE), "".join(pieces))
    return Text(raw, text, lowered(text), starts, ends)


def _fold_chars(raw: str, first: int, last: int, pieces: list[str], starts: list[int], ends: list[int]) -> None:
    at = first
    for m in NOT_ASCII.finditer(raw, first, last):
        i = m.start()
        if at < i:
            pieces.append(raw[at:i])
            starts += range(at, i)
            ends += range(at + 1, i + 1)
        at = i + 1
        value = plain(m[0])
        if value:
            pieces.append(value)
            starts += [i] * len(value)
            ends += [i + 1] * len(value)
        elif ends and ends[-1] == i:
            ends[-1] = i + 1  # a combining mark belongs to the letter before it
    if at < last:
        pieces.append(raw[at:last])
        starts += range(at, last)
        ends += range(at + 1, last + 1)


@lru_cache(maxsize=4096)
def plain(c: str) -> str:
    """One character as matching sees it; "" for marks and characters without width."""
    if c in STRAIGHT:
        return STRAIGHT[c]
    kept = []
    for d in unicodedata.normalize("NFKD", c):
        category = unicodedata.category(d)
        if category in {"Mn", "Me", "Cf", "Cs"}:
            continue
        if d != "\n" and (category[0] == "Z" or category == "Cc"):
            d = " "
        kept.append(STRAIGHT.get(d, d))
    return "".join(kept)


def lowered(text: str) -> str:
    """Lower case of the same length: the few letters that grow when lowered stay as they are."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(x if len(x) == 1 else c for c, x in ((c, c.lower()) for c in text))


def with_split_hashtags(text: Text) -> Text:
    def words(m: re.Match[str]) -> list[str]:
        return split_hashtag(m[1])

    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for m in HASHTAG.finditer(text.text):
        parts = words(m)
        if len(parts) < 2:
            continue
        here = m.start(1)
        for part in parts[:-1]:
            here += len(part)
            text._keep(pieces, starts, ends, at, here)
            edge = text.span(here, here + 1)[0]
            pieces.append(" ")
            starts.append(edge)
            ends.append(edge)
            at = here
    if not at:
        return text
    text._keep(pieces, starts, ends, at, len(text.text))
    joined = "".join(pieces)
    return Text(text.raw, joined, lowered(joined), starts, ends)


def with_spoken_digits(text: Text) -> Text:
    """The view in which "five five five, oh one" and "5 5 5" read as numbers."""
    return text.rewritten(SPOKEN, said)


def said(m: re.Match[str]) -> str:
    found: list[str] = re.findall(_DIGIT, m[0], re.I)
    return "".join(DIGIT_WORDS.get(d.lower(), d) for d in found)


def without_masks(text: Text) -> Text:
    """The view in which "1d10t" reads "idiot"; for words that people disguise, never for numbers."""
    return text.rewritten(MASKED, lambda m: m[0].translate(LEET))
