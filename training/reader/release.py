"""Put a trained reader where the package looks for it, with its card.

usage: python -m training.reader.release careful=FOLDER [fast=FOLDER] --version 1.0
"""

import argparse
import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

WEIGHTS = Path("src/bedside/screening/reading/learned/weights")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("settings", nargs="+", metavar="SETTING=FOLDER")
    parser.add_argument("--version", required=True)
    options = parser.parse_args(words)
    WEIGHTS.mkdir(parents=True, exist_ok=True)
    (WEIGHTS / "__init__.py").write_text(
        '"""Weights and word pieces of the learned reader, as training wrote them."""\n'
    )
    card_file = WEIGHTS / "card.json"
    card = json.loads(card_file.read_text()) if card_file.exists() else {"settings": {}}
    for setting in options.settings:
        name, _, folder = setting.partition("=")
        shutil.copy(Path(folder) / "tokenizer.json", WEIGHTS / "tokenizer.json")
        shutil.copy(Path(folder) / "reader.onnx", WEIGHTS / f"{name}.onnx")
        card["settings"][name] = {
            "version": options.version,
            "file": f"{name}.onnx",
            "sha256": digest(WEIGHTS / f"{name}.onnx"),
            "tokenizer_sha256": digest(WEIGHTS / "tokenizer.json"),
        }
    card_file.write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
