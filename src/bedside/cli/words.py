"""How the screen says things: verdicts, weights, and names that are safe to repeat."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bedside.core.content import Account, Kind
from bedside.core.findings import Weight
from bedside.core.screenings import Verdict

VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.HOLD: "Change before it goes out",
        Verdict.REVIEW: "A person should look",
        Verdict.CLEAR: "No rule broken",
    }
)
WEIGHTS: Mapping[Weight, str] = MappingProxyType(
    {
        Weight.HOLD: "Change before it goes out",
        Weight.REVIEW: "A person should look",
        Weight.ADVICE: "Advice, yours to take or leave",
        Weight.INFO: "Good to know",
    }
)
KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.POST: "post",
        Kind.STORY: "story",
        Kind.RATING_REPLY: "answer to a rating",
        Kind.COMMENT_REPLY: "answer to a comment",
        Kind.MESSAGE: "direct message",
    }
)
ACCOUNTS: Mapping[Account, str] = MappingProxyType(
    {Account.OFFICIAL: "official account", Account.PERSONAL: "personal account"}
)
LIKE_A_NAME = re.compile(
    r"[\w./\\:@~+*?-]{1,120}|"
    r"[\w ./\\:@~+&(),'-]{1,120}\.(?:txt|text|md|rst|html?|jsonl?|toml|csv|docx?|odt|rtf|pdf|sarif)",
    re.I,
)


def named(word: str) -> str:
    """A file, command or option value as given, if it looks like a name and not like a draft.

    Whoever types a draft where a file belongs must not find it in a log.
    """
    return word if LIKE_A_NAME.fullmatch(word) else "by the name you gave"


def count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def tally(numbers: Mapping[Weight, int]) -> str:
    """How many findings of each weight, in words: "2 to change, 1 to look at"."""
    phrases = {
        Weight.HOLD: "to change",
        Weight.REVIEW: "to look at",
        Weight.ADVICE: "for advice",
        Weight.INFO: "good to know",
    }
    return ", ".join(f"{numbers[w]} {phrase}" for w, phrase in phrases.items() if numbers.get(w))


def part_name(part: str) -> str:
    """What the screen calls a part of a draft."""
    kind, _, index = part.partition("[")
    number = int(index[:-1]) + 1 if index else 0
    return {"body": "text", "alt_texts": f"description of picture {number}", "thread": f"earlier post {number}"}.get(
        kind, part
    )
