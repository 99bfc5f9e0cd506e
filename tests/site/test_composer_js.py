"""The parts of the composer that need no browser: their own tests in Node, and the seal drawn as the server draws it."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bedside.site import seals

WEB = Path(__file__).parents[2] / "web"

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="needs node"),
    pytest.mark.skipif(not (WEB / "node_modules/prosemirror-model").exists(), reason="needs web/node_modules"),
]


def node(*words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", *words], cwd=WEB, input=said, capture_output=True, text=True, timeout=300, check=False
    )


def test_offsets_marks_saving_and_merging_hold_in_node() -> None:
    run = node("--test", *sorted(str(p.relative_to(WEB)) for p in (WEB / "test").glob("*.test.js")))

    assert run.returncode == 0, run.stdout[-4000:]
    assert "# fail 0" in run.stdout


def test_page_and_server_draw_the_same_seal() -> None:
    digests = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(200)]
    script = """
        import { code, rosette } from "./src/composer/seal.js";
        const digests = JSON.parse(await new Response(process.stdin).text());
        console.log(JSON.stringify(digests.map((digest) => [code(digest), rosette(digest)])));
    """

    run = node("--input-type=module", "-e", script, said=json.dumps(digests))

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [[seals.code(d), seals.rosette(seals.number(d))] for d in digests]
