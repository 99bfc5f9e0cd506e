"""Everything that makes the learned reader, in order: `python -m training.reader CORPORA`; see training/README.md."""

import sys
import tempfile
from pathlib import Path

from training.reader import crf, evaluate, export, fit_weighing, release, train

VERSION = "1.0"


def run(main, *words: object) -> None:  # type: ignore[no-untyped-def]
    print(f"== {main.__module__} {' '.join(map(str, words))}", flush=True)
    sys.argv = [main.__module__, *map(str, words)]
    main()


def make(corpora: Path, work: Path) -> None:
    careful, fast, tagger = work / "careful", work / "fast", work / "crf.model"
    run(train.main, work / "first", "--corpora", corpora, "--epochs", 6)
    run(
        train.main,
        careful,
        "--corpora",
        corpora,
        "--start",
        work / "first",
        "--epochs",
        4,
        "--rate",
        1.2e-4,
        "--joins",
        0.15,
    )
    run(export.main, careful, careful / "reader.onnx")
    run(train.main, fast, "--corpora", corpora, "--layers", 0, 5, "--teacher", careful, "--epochs", 5)
    run(export.main, fast, fast / "reader.onnx")
    run(release.main, f"careful={careful}", f"fast={fast}", "--version", VERSION)
    run(fit_weighing.main, "--write")
    run(crf.main, tagger, "--corpora", corpora)
    run(evaluate.main, "--corpora", corpora, "--crf", tagger)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        make(Path(sys.argv[1]), Path(folder))
