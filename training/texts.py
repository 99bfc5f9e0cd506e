"""The labelled texts of this folder, read and checked: `python -m training.texts FILE...` says what is wrong where."""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "drafts"
CHANNELS = ("official", "personal", "review_reply", "comment_reply", "direct_message", "story")
STATES = ("none", "valid", "expired", "revoked", "scope_mismatch")
VERDICTS = ("allow", "review", "block")
GUIDELINES = (
    "gossip", "coworker_test", "tone", "professional_in_personal", "phi_identifier", "patient_acknowledgement", "authorization",
)  # fmt: skip
ROLES = ("told_about", "relative", "addressee", "workforce", "public_figure", "author", "fictional", "other")
LABELS = (
    "name", "date_time", "geo", "age", "contact", "number", "image", "room_unit", "condition", "occupation", "relation", "event",
    "superlative", "small_count", "distinctive", "quote", "schedule", "payment", "scope_gap", "snooping", "internal",
    "acknowledgement", "disparagement", "tone", "boundary",
)  # fmt: skip
SAYS = (
    "tells", "identifies", "presupposes", "confirms", "demeaning", "hostile", "mocking", "advice", "boundary", "solicits",
    "internal", "protected", "general", "own", "staff", "notice",
)  # fmt: skip
TEST_AUTHORS = frozenset({"spa", "wre"})
_MARK = re.compile(r"\{\{(\w+)(?::(\w+))?\|([^{}|]+)\}\}")


@dataclass(frozen=True)
class Mark:
    """A marked phrase: code points `start` to `end` of the text, its label and, for a name, the role."""

    start: int
    end: int
    label: str
    role: str | None = None


@dataclass(frozen=True)
class Text:
    """One labelled draft. `says` is None where nobody has said yet what the draft says."""

    id: str
    text: str
    marks: tuple[Mark, ...]
    context: dict[str, str]
    verdict: str
    guidelines: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    says: frozenset[str] | None = None
    scene: str = ""
    row: dict[str, object] = field(default_factory=dict, repr=False)

    @property
    def author(self) -> str:
        return self.id.rsplit("-", 1)[0]

    @property
    def part(self) -> str:
        """train, dev or test: one author whole, and blocks of neighbouring scenes of all others, so that twins stay together."""
        if self.author in TEST_AUTHORS:
            return "test"
        block = f"{self.author}/{int(re.sub(r'[^0-9]', '', self.id.rsplit('-', 1)[1]) or 0) // 8}"
        drawn = hashlib.sha256(block.encode()).digest()[0] / 256
        return "test" if drawn < 0.1 else "dev" if drawn < 0.22 else "train"


class BadText(ValueError):
    """A row that does not follow GUIDE.md."""


def unmarked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and the marks with their offsets."""
    pieces: list[str] = []
    marks: list[Mark] = []
    at = last = 0
    for hit in _MARK.finditer(marked):
        label, role, phrase = hit.groups()
        before = marked[last : hit.start()]
        pieces += [before, phrase]
        at += len(before)
        marks.append(Mark(at, at + len(phrase), label, role))
        at += len(phrase)
        last = hit.end()
    pieces.append(marked[last:])
    return "".join(pieces), tuple(marks)


def text_of(row: dict[str, object]) -> Text:
    """One row of a file.

    Raises:
        BadText: what is wrong, in words.
    """
    context = row.get("context")
    if not isinstance(context, dict) or context.get("channel") not in CHANNELS:
        raise BadText(f"context.channel is none of {', '.join(CHANNELS)}")
    if context.get("authorization", "none") not in STATES:
        raise BadText(f"context.authorization is none of {', '.join(STATES)}")
    if row.get("verdict") not in VERDICTS:
        raise BadText(f"verdict is none of {', '.join(VERDICTS)}")
    text, marks = unmarked(str(row["marked"]))
    if "{{" in text or "}}" in text:
        raise BadText("a mark is broken or nested")
    for mark in marks:
        phrase = text[mark.start : mark.end]
        if mark.label not in LABELS:
            raise BadText(f"unknown mark {mark.label!r}")
        if phrase != phrase.strip():
            raise BadText(f"a {mark.label} mark has a space at its edge")
        if mark.role is not None and (mark.label != "name" or mark.role not in ROLES):
            raise BadText(f"unknown role {mark.role!r}, or a role on a mark that is no name")
    guidelines = tuple(row.get("guidelines") or ())  # type: ignore[call-overload]
    says = row.get("says")
    for words, known in ((guidelines, GUIDELINES), (says or (), SAYS)):
        if unknown := set(words) - set(known):  # type: ignore[call-overload]
            raise BadText(f"unknown words {sorted(unknown)}")
    if row["verdict"] == "allow" and (guidelines or any(mark.label != "name" for mark in marks)):
        raise BadText("an allow draft has no guidelines, and no marks but names")
    return Text(
        id=str(row["id"]),
        text=text,
        marks=marks,
        context={key: str(value) for key, value in context.items()},
        verdict=str(row["verdict"]),
        guidelines=guidelines,
        mechanisms=tuple(row.get("mechanisms") or ()),  # type: ignore[call-overload]
        says=None if says is None else frozenset(says),  # type: ignore[call-overload]
        scene=str(row.get("scene", "")),
        row=row,
    )


def read(path: Path) -> Iterator[Text]:
    """Every draft of a file.

    Raises:
        BadText: with file and line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            yield text_of(json.loads(line))
        except (BadText, KeyError, json.JSONDecodeError) as error:
            raise BadText(f"{path.name}:{number}: {error}") from error


def main(names: list[str]) -> int:
    """Check files, a line for every row that is wrong; the exit status counts none or some."""
    wrong = 0
    seen: dict[str, str] = {}
    for name in names:
        texts = 0
        for number, line in enumerate(Path(name).read_text(encoding="utf-8").splitlines(), 1):
            try:
                text = text_of(json.loads(line))
                if text.says is None:
                    raise BadText("says is missing")
                if unroled := [text.text[m.start : m.end] for m in text.marks if m.label == "name" and m.role is None]:
                    raise BadText(f"names without a role: {unroled}")
            except (BadText, KeyError, json.JSONDecodeError) as error:
                print(f"{name}:{number}: {error}")
                wrong += 1
                continue
            key = re.sub(r"\W+", " ", text.text.casefold()).strip()
            if key in seen:
                print(f"{name}:{number}: same words as {seen[key]}")
                wrong += 1
            seen[key] = text.id
            texts += 1
        print(f"{name}: {texts} good rows")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
