"""Everything that makes the learned reader, in order: `python -m training.reader CORPORA`; see training/README.md."""

import shlex
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from training.reader import crf, evaluate, export, fit_weighing, release, train

VERSION = "1.1"


def make(corpora: Path, work: Path) -> None:
    first, careful, fast, tagger = work / "first", work / "careful", work / "fast", work / "crf.model"
    given = f"--corpora {corpora}"
    steps: tuple[tuple[Callable[[Sequence[str]], None], str], ...] = (
        (train.main, f"{first} {given} --epochs 5"),
        (train.main, f"{careful} {given} --start {first} --epochs 3 --rate 1.2e-4 --joins 0.15"),
        (export.main, f"{careful} {careful}/reader.onnx"),
        (train.main, f"{fast} {given} --layers 0 5 --teacher {careful} --epochs 5"),
        (export.main, f"{fast} {fast}/reader.onnx"),
        (release.main, f"careful={careful} fast={fast} --version {VERSION}"),
        (fit_weighing.main, "--write"),
        (fit_weighing.main, "--setting fast --write"),
        (crf.main, f"{tagger} {given}"),
        (evaluate.main, f"{given} --crf {tagger}"),
    )
    for main, words in steps:
        print(f"== {main.__module__} {words}", flush=True)
        main(shlex.split(words))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        make(Path(sys.argv[1]), Path(folder))
    print(f"all of it took {(time.monotonic() - begun) / 60:.0f} minutes")
