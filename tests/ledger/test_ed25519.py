"""What our one library says to the edge cases of Ed25519. A change here is a change of what our records accept."""

import base64
import json
from pathlib import Path

from bedside.ledger.notes import ED25519, Verifier

VECTORS = json.loads((Path(__file__).parent / "vectors" / "ed25519.json").read_text())
# one bit a vector, the first one highest; as OpenSSL behind `cryptography` decides
PINNED = "155400555402aa8000000000000055500155400555c02aaa0000000000000555400000000000fff800000000000000000000015405502a800005555555555015405502a800005555555555015405502a800005555555555015405502a8000055555555550000000aaa8000000000000155600"


def accepted(key: int, first: int, second: int, number: int) -> bool:
    raw = base64.b64decode
    signature = raw(VECTORS["firsts"][first]) + raw(VECTORS["seconds"][second])
    message = "ed25519vectors" if number < 0 else f"ed25519vectors {number}"
    return Verifier("log", ED25519, raw(VECTORS["keys"][key])).holds(signature, message.encode())


def test_the_library_decides_every_edge_case_as_it_always_did() -> None:
    bits = "".join(str(int(accepted(*case))) for case in VECTORS["cases"])

    assert len(bits) == 914
    assert bits.count("1") == 208
    assert f"{int(bits, 2):0229x}" == PINNED
