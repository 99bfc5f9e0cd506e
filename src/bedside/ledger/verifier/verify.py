"""Check a bundle of a Bedside record; needs `cryptography`. Get --key from the log's operator and --witness from each
witness, not from the bundle; --seen is a checkpoint somebody else was shown. Exit: 0 fine, 1 tampered, 2 unreadable.
"""

import argparse
import base64
import json
import time
import zipfile
from functools import reduce
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIELDS = {"about", "actor", "at", "event", "facts", "organization", "reason", "seq", "version"}
FINE = """Nothing was changed. Not proven: that entries tell the truth; that the operator, who holds the log's key, did not
write anew what nobody above has seen; keys that came with the bundle; signatures in tokens (README.txt)."""


def signed(note: str, vkey: str) -> int:
    """When this key signed the note (0 for a key that says no time), -1 if it did not; an error if it only seems so."""
    (name, key_id, material), (text, _, lines), at = vkey.split("+", 2), note.rpartition("\n\n"), -1
    key = base64.b64decode(material, validate=True)
    if sha256(f"{name}\n".encode() + key).hexdigest()[:8] != key_id or key[0] not in (1, 4):
        raise ValueError("a key's id does not belong to it")
    for line in lines.split("\n"):
        value = base64.b64decode(line[len(name) + 3 :], validate=True) if line.startswith(f"— {name} ") else b""
        if value[:4].hex() == key_id:  # keys of kind 1 sign the text, those of kind 4 a time and the text
            when, rest = (0, value[4:]) if key[0] == 1 else (int.from_bytes(value[4:12], "big"), value[12:])
            said = ("" if key[0] == 1 else f"cosignature/v1\ntime {when}\n") + text + "\n"
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(rest, said.encode())
            at = max(at, when)
    return at


def roots_of(leaves: bytes, sizes: set[int]) -> dict[int, bytes]:
    """The roots over the first so many leaves, of 32 bytes each (RFC 6962, 2.1)."""
    edge, found = list[bytes](), {0: sha256().digest()}
    for number in range(1, len(leaves) // 32 + 1):
        edge.append(leaves[32 * number - 32 : 32 * number])
        for _ in range((number & -number).bit_length() - 1):
            edge[-2:] = [sha256(b"\x01" + edge[-2] + edge[-1]).digest()]
        if number in sizes:
            found[number] = reduce(lambda right, left: sha256(b"\x01" + left + right).digest(), edge[::-1])
    return found


def time_of(line: bytes, seq: int, organization: str) -> str:
    """The time of the entry in this line; empty if it is none in the only form, or of another place or record."""
    try:
        entry = json.loads(line)
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
        found = [text.encode(), set(entry), entry["version"], str(entry["seq"]), entry["organization"]]
        return str(entry["at"]) if found == [line, FIELDS, 1, str(seq), organization] else ""
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""


def check(bundle: zipfile.ZipFile, keys: list[str], witnesses: list[str], seen: list[str]) -> list[str]:
    """What is wrong, a sentence each; prints who saw the record when."""
    manifest = json.loads(stated := bundle.read("manifest.json").decode())
    leaves, roots, bad = bundle.read("leaves.bin"), set[tuple[int, bytes]](), list[str]()
    known, log = {*manifest["witnesses"], *witnesses}, (keys or [manifest["log"]])[0]
    shown, silent = [f"checkpoints/{size}.note" for size in manifest["checkpoints"]], set(known)
    files = ["README.txt", "entries.jsonl", "leaves.bin", "manifest.json", "verify.py", *shown]
    files += [f"tokens/{size}.tsr" for size in manifest["tokens"]]
    if manifest["version"] != 1 or len(manifest) != 9 or sorted(files) != sorted(bundle.namelist()):
        raise ValueError("a bundle of a later version, or files are missing, doubled or strange")
    if {log} != {manifest["log"], *keys} or json.dumps(manifest, indent=1, sort_keys=True) + "\n" != stated:
        bad.append("The manifest was changed, or names another key for the log than you do.")
    for name in shown + seen:
        try:
            note = bundle.read(name).decode() if name in shown else Path(name).read_text("utf-8")
            (origin, size, root), times = note.split("\n")[:3], {key: signed(note, key) for key in {log, *known}}
            if times[log] < 0 or origin != log.split("+")[0] or (name in shown and f"/{size}." not in name):
                raise ValueError("it is not by this log, or of another size")
            roots.add((int(size), base64.b64decode(root)))
            for key in (key for key in known if times[key] > 0):
                silent.discard(key)
                print(f"{key.split('+')[0]} saw the first {size} entries, {time.asctime(time.gmtime(times[key]))} UTC.")
        except Exception as why:  # a note that cannot be understood is never fine
            bad.append(f"{name} does not hold: {why!r}.")
    bad += [f"The witness {key.split('+')[0]} cosigned nothing here." for key in silent]
    for size, digest in manifest["tokens"].items():
        token, text = bundle.read(f"tokens/{size}.tsr"), bundle.read(f"checkpoints/{size}.note").rpartition(b"\n\n")[0]
        if sha256(token).hexdigest() != digest or sha256(text + b"\n").digest() not in token:
            bad.append(f"tokens/{size}.tsr is not a time stamp of that checkpoint.")
    found = roots_of(leaves, {size for size, _ in roots})
    wrong = min((size for size, root in roots if found.get(size) != root), default=-1)
    safe, before = max((size for size, _ in roots if wrong < 0 or size < wrong), default=0), "0"
    if wrong >= 0 or len(leaves) != 32 * safe or not 0 <= manifest["first"] <= manifest["last"] < safe:
        bad.append(f"Among the first {max(wrong, safe + 1)} entries one is not as it was signed or shown, or missing.")
    lines = bundle.open("entries.jsonl")
    for seq in range(manifest["first"], manifest["last"] + 1):
        at = time_of(line := lines.readline(16_001), seq, manifest["organization"])
        if at < before or (seq < safe and sha256(b"\x00" + line[:-1]).digest() != leaves[32 * seq : 32 * seq + 32]):
            return [*bad, f"Entry {seq} is the first that is wrong: changed, missing, foreign, or older than the last."]
        before = at
    return bad + ["There are more entries than the manifest says."] * bool(lines.read(1))


def main(*arguments: str) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle")
    for option in ("--key", "--witness", "--seen"):
        parser.add_argument(option, action="append", default=[])
    given = parser.parse_args(arguments or None)
    try:
        _ = [signed("\n\n", key) for key in given.key + given.witness]  # a wrong key is no tampering
        bad = check(zipfile.ZipFile(given.bundle), given.key, given.witness, given.seen)
    except Exception as trouble:  # what cannot be understood is never fine
        print(f"CANNOT BE READ: {trouble!r}")
        return 2
    print(*bad or [FINE], sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
