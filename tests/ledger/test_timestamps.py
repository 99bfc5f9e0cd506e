import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bedside.core.errors import LedgerError
from bedside.ledger import checkpoints, timestamps, tree
from bedside.ledger.asking import NoAnswer
from bedside.ledger.checkpoints import Checkpoint
from bedside.ledger.notes import COSIGNATURE, Signer
from bedside.ledger.timestamps import BadToken
from benchmarks.ledger_proof import Authority

LOG = Signer.from_seed("log.example.org", b"\1" * 32)
WITNESS = Signer.from_seed("witness.example.net", b"\3" * 32, kind=COSIGNATURE)
NOTE = checkpoints.signed(Checkpoint("log.example.org", 1, tree.leaf_hash(b"a")), LOG)
OTHER = checkpoints.signed(Checkpoint("log.example.org", 2, tree.leaf_hash(b"b")), LOG)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def token(authority: Authority) -> bytes:
    return authority.answer(timestamps.request_for(NOTE))


@contextmanager
def running(authority: Authority, *, status: int = 200, kind: str = "application/timestamp-reply") -> Iterator[str]:
    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(authority.answer(asked))

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Desk)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_authority_says_when_it_saw_a_checkpoint(authority: Authority) -> None:
    with running(authority) as url:
        token = timestamps.ask(url, NOTE, timeout=10)
    when = timestamps.check(token, NOTE, roots=authority.roots)

    assert when.tzinfo == UTC
    assert abs(when - datetime.now(UTC)) < timedelta(minutes=5)


def test_cosignatures_that_come_later_do_not_spoil_the_stamp(authority: Authority, token: bytes) -> None:
    cosigned = NOTE.with_signatures([checkpoints.cosign(NOTE, WITNESS, at=1_763_985_600)])

    assert timestamps.check(token, cosigned, roots=authority.roots)


def test_the_stamp_of_another_checkpoint_is_refused(authority: Authority, token: bytes) -> None:
    with pytest.raises(BadToken, match="does not hold"):
        timestamps.check(token, OTHER, roots=authority.roots)


def test_an_authority_that_is_not_trusted_stamps_nothing(authority: Authority, token: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadToken, match="does not hold"):
        timestamps.check(token, NOTE, roots=Authority(tmp_path).roots)


def test_no_cut_or_garbled_stamp_is_taken_for_one(authority: Authority, token: bytes) -> None:
    for cut in range(0, len(token), 41):
        with pytest.raises(BadToken):
            timestamps.check(token[:cut], NOTE, roots=authority.roots)


def test_a_changed_bit_gives_another_answer_or_none_but_never_a_crash(authority: Authority, token: bytes) -> None:
    right = timestamps.check(token, NOTE, roots=authority.roots)
    for at in range(0, len(token), 3):
        changed = bytearray(token)
        changed[at] ^= 0x10
        try:
            assert timestamps.check(bytes(changed), NOTE, roots=authority.roots) == right
        except BadToken:
            continue


def test_a_refusal_is_no_stamp(authority: Authority) -> None:
    refusal = authority.answer(b"not a request")

    with pytest.raises(BadToken):
        timestamps.check(refusal, NOTE, roots=authority.roots)


def test_trusted_certificates_have_to_be_certificates(token: bytes) -> None:
    with pytest.raises(LedgerError, match="PEM"):
        timestamps.check(token, NOTE, roots=b"none")


def test_an_answer_of_another_kind_is_no_stamp(authority: Authority) -> None:
    with running(authority, status=503) as url, pytest.raises(BadToken, match="answered 503"):
        timestamps.ask(url, NOTE, timeout=10)
    with running(authority, kind="text/html") as url, pytest.raises(BadToken):
        timestamps.ask(url, NOTE, timeout=10)
    with pytest.raises(NoAnswer):
        timestamps.ask("ftp://example.org", NOTE, timeout=10)
