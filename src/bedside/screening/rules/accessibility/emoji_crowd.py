"""More emoji than a screen reader should have to read out. Cases: emoji_crowd.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

PICTURE = (
    r"[\U0001F1E6-\U0001F1FF\U0001F300-\U0001F3FA\U0001F400-\U0001FAFF"
    r"\u2600-\u2604\u260E-\u2712\u2716-\u27BF\u2B50\u2B55\u231A\u231B]"
)
TRIM = r"[\uFE0E\uFE0F\u20E3\U0001F3FB-\U0001F3FF\U000E0020-\U000E007F]*"
# One emoji as people see it: with skin tone and joined parts; two regional letters make a flag.
EMOJI = re.compile(rf"(?:[\U0001F1E6-\U0001F1FF]{{2}}|{PICTURE}){TRIM}(?:\u200D{PICTURE}{TRIM}){{0,6}}")


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal:
        return
    limits = reading.scales.get("accessibility", {})
    for part in reading:
        if part.raw.isascii():
            continue
        spans = [m.span() for m in EMOJI.finditer(part.raw)]
        crowds = [r for r in runs(spans, part.raw) if len(r) >= limits.get("emoji_run", 4)]
        if not crowds and len(spans) > limits.get("emoji_most", 8):
            crowds = [spans]
        for crowd in crowds:
            yield Place(part=part.name, start=crowd[0][0], end=crowd[-1][1], believed=f"{len(crowd)} emoji")


def runs(spans: list[tuple[int, int]], raw: str) -> list[list[tuple[int, int]]]:
    """Emoji that stand side by side, or with spaces between them only."""
    found: list[list[tuple[int, int]]] = []
    for span in spans:
        if found and not raw[found[-1][-1][1] : span[0]].strip():
            found[-1].append(span)
        else:
            found.append([span])
    return found


RULE = Rule(
    code="A11Y-EMOJI-1",
    name="emoji-crowd",
    provision="web-accessibility",
    severity=Severity.ADVISORY,
    label="tone",
    message="Screen readers read every one of these emoji aloud.",
    advice="One or two at the end of a sentence are plenty.",
    find=find,
)
