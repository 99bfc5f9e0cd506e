"""The published word pieces with emoji of their own: a skull or a heart changes what a post says."""

import json
from pathlib import Path

from tokenizers import Tokenizer

EMOJI = (
    "😂🤣😭😅😊🙂🙃😉😍🥰😘😎🤩🥳😏😒😞😔😢😤😠😡🤬😱😨😳🥺🥹😴😷🤒🤕🤢🤮🤧🤡💀☠👻💩🙄😬🤐🤔🤫😑😐🫠🫡🫶🙏👏🙌👍👎💪👀👋🤝❤🧡💛💚💙💜🖤🤍💔💕"
    "💯✨🎉🎂🎈🎁🏆🥇🔥⭐🌟☀🌙🌈🚑🏥💉💊🩺🦷👶🐶🐱🚨⚠✅❌📞📣🔔"
)


def build(source: Path) -> Tokenizer:
    """The tokenizer of the published weights; its unused pieces become emoji, which stand alone wherever they are glued."""
    data = json.loads(source.read_text(encoding="utf-8"))
    vocabulary = data["model"]["vocab"]
    free = sorted((number, piece) for piece, number in vocabulary.items() if piece.startswith("[unused"))
    for emoji, (number, piece) in zip(dict.fromkeys(EMOJI), free, strict=False):
        del vocabulary[piece]
        vocabulary[emoji] = number
    data["pre_tokenizer"] = {
        "type": "Sequence",
        "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": "\\p{So}"}, "behavior": "Isolated", "invert": False},
            data["pre_tokenizer"],
        ],
    }
    data["padding"] = data["truncation"] = None
    data["post_processor"] = None
    return Tokenizer.from_str(json.dumps(data))
