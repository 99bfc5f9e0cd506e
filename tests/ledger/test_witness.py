import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bedside.core.errors import LedgerError
from bedside.ledger import checkpoints, notes, tree, witness
from bedside.ledger.asking import NoAnswer
from bedside.ledger.checkpoints import Checkpoint, cosigned_at
from bedside.ledger.notes import COSIGNATURE, BadNote, Note, Signature, Signer
from bedside.ledger.witness import Behind, Request, Witness, WitnessTrouble, ask, origin_hash, server_for

NOW = 1_763_985_600
LOG = Signer.from_seed("log.example.org", b"\1" * 32)
STRANGER = Signer.from_seed("log.example.org", b"\2" * 32)
ONE = Signer.from_seed("witness.example.net/one", b"\3" * 32, kind=COSIGNATURE)
TWO = Signer.from_seed("witness.example.net/two", b"\4" * 32, kind=COSIGNATURE)

LEAVES = [tree.leaf_hash(str(n).encode()) for n in range(64)]


def kept(leaves: list[tree.Hash]) -> Callable[[tree.Subtree], tree.Hash]:
    found: dict[tree.Subtree, tree.Hash] = {}
    for index, leaf in enumerate(leaves):
        found.update(tree.completed_by(index, leaf, found.__getitem__))
    return found.__getitem__


SUBTREES = kept(LEAVES)


def at(size: int, *, by: Signer = LOG) -> Note:
    return checkpoints.signed(Checkpoint("log.example.org", size, tree.root_of(LEAVES[:size])), by)


def request(old: int, size: int) -> bytes:
    return bytes(Request(old, tuple(tree.consistency_proof(old, size, SUBTREES)), at(size)))


@pytest.fixture
def one(tmp_path: Path) -> Witness:
    return Witness(ONE, logs={"log.example.org": LOG.verifier}, folder=tmp_path / "one")


@contextmanager
def running(who: Witness) -> Iterator[str]:
    server = server_for(who, host="127.0.0.1", port=0, clock=lambda: NOW)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_growing_log_is_cosigned_and_remembered(one: Witness) -> None:
    first = one.add_checkpoint(request(0, 5), at=NOW)
    second = one.add_checkpoint(request(5, 9), at=NOW + 60)

    assert (first.status, second.status) == (200, 200)
    cosigned = at(9).with_signatures(notes.signatures_of(second.body.decode()))
    assert cosigned_at(cosigned, ONE.verifier) == NOW + 60
    assert one.checkpoint_for(origin_hash("log.example.org")) == cosigned


def test_the_same_checkpoint_may_be_cosigned_again(one: Witness) -> None:
    one.add_checkpoint(request(0, 5), at=NOW)

    assert one.add_checkpoint(request(5, 5), at=NOW + 60).status == 200


def test_an_empty_log_may_be_cosigned(one: Witness) -> None:
    assert one.add_checkpoint(request(0, 0), at=NOW).status == 200
    assert one.add_checkpoint(request(0, 5), at=NOW).status == 200


def test_who_says_another_size_is_told_the_right_one(one: Witness) -> None:
    one.add_checkpoint(request(0, 5), at=NOW)
    answer = one.add_checkpoint(request(3, 9), at=NOW)

    assert (answer.status, answer.body, answer.content_type) == (409, b"5\n", "text/x.tlog.size")


def test_a_log_that_shrank_is_not_cosigned(one: Witness) -> None:
    one.add_checkpoint(request(0, 9), at=NOW)

    assert one.add_checkpoint(request(0, 5), at=NOW).status == 409
    assert one.add_checkpoint(bytes(Request(9, (), at(5))), at=NOW).status == 400


@pytest.mark.parametrize(("old", "size"), [(5, 9), (5, 5)])
def test_a_log_with_another_past_is_not_cosigned(one: Witness, old: int, size: int) -> None:
    one.add_checkpoint(request(0, 5), at=NOW)
    before = one.checkpoint_for(origin_hash("log.example.org"))
    forged = [tree.leaf_hash(b"forged"), *LEAVES[1:size]]
    note = checkpoints.signed(Checkpoint("log.example.org", size, tree.root_of(forged)), LOG)
    proof = tuple(tree.consistency_proof(old, size, kept(forged)))

    assert one.add_checkpoint(bytes(Request(old, proof, note)), at=NOW).status == 422
    assert one.checkpoint_for(origin_hash("log.example.org")) == before


def test_a_proof_from_nothing_has_to_be_empty(one: Witness) -> None:
    assert one.add_checkpoint(bytes(Request(0, (LEAVES[0],), at(5))), at=NOW).status == 422


def test_an_empty_log_with_a_root_is_not_cosigned(one: Witness) -> None:
    note = checkpoints.signed(Checkpoint("log.example.org", 0, LEAVES[0]), LOG)

    assert one.add_checkpoint(bytes(Request(0, (), note)), at=NOW).status == 422


def test_an_unknown_log_is_not_cosigned(one: Witness) -> None:
    note = checkpoints.signed(Checkpoint("other.example.org", 5, LEAVES[0]), LOG)

    assert one.add_checkpoint(bytes(Request(0, (), note)), at=NOW).status == 404
    assert one.checkpoint_for(origin_hash("other.example.org")) is None


def test_a_checkpoint_by_another_key_is_not_cosigned(one: Witness) -> None:
    unsigned = Note(at(5).text, (Signature(LOG.name, LOG.verifier.key_id, bytes(64)),))

    assert one.add_checkpoint(bytes(Request(0, (), at(5, by=STRANGER))), at=NOW).status == 403
    assert one.add_checkpoint(bytes(Request(0, (), unsigned)), at=NOW).status == 403
    spoiled = at(5).with_signatures(unsigned.signatures)
    assert one.add_checkpoint(bytes(Request(0, (), spoiled)), at=NOW).status == 403


def test_signatures_of_strangers_are_not_kept(one: Witness) -> None:
    note = at(5).with_signatures(at(5, by=STRANGER).signatures)
    one.add_checkpoint(bytes(Request(0, (), note)), at=NOW)
    found = one.checkpoint_for(origin_hash("log.example.org"))

    assert found is not None
    assert [s.key_id for s in found.signatures] == [LOG.verifier.key_id, ONE.verifier.key_id]


def test_lines_that_another_log_adds_are_cosigned_with_it(one: Witness) -> None:
    note = notes.sign(at(5).text + "an extension\n", LOG)
    answer = one.add_checkpoint(bytes(Request(0, (), note)), at=NOW)

    assert answer.status == 200
    signed = note.with_signatures(notes.signatures_of(answer.body.decode()))
    assert cosigned_at(signed, ONE.verifier) == NOW
    assert one.add_checkpoint(request(5, 9), at=NOW).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n\n",
        b"old 0\n",
        b"old 0\n\n",
        b"old 0\n\nno note",
        b"old 00\n\n" + str(at(5)).encode(),
        b"old -1\n\n" + str(at(5)).encode(),
        b"old 99999999999999999999\n\n" + str(at(5)).encode(),
        b"new 0\n\n" + str(at(5)).encode(),
        b"old 0\nAAAA\n\n" + str(at(5)).encode(),
        b"old 0\n!\n\n" + str(at(5)).encode(),
        b"old 0\n\xff\n\n" + str(at(5)).encode(),
        b"old 0\n" + b"".join([notes.as_base64(LEAVES[0]).encode() + b"\n"] * 64) + b"\n" + str(at(5)).encode(),
        b"old 0\n\n" + str(notes.sign("two\nlines\n", LOG)).encode(),
        b"old 6\n\n" + str(at(5)).encode(),
        b"old 0\n\n" + b"x" * 300_000,
    ],
    ids=lambda body: repr(body[:16]),
)
def test_what_is_no_request_is_answered_as_such(one: Witness, body: bytes) -> None:
    assert one.add_checkpoint(body, at=NOW).status == 400
    assert one.checkpoint_for(origin_hash("log.example.org")) is None


def test_a_new_witness_over_the_same_folder_remembers(one: Witness, tmp_path: Path) -> None:
    one.add_checkpoint(request(0, 5), at=NOW)
    again = Witness(ONE, logs={"log.example.org": LOG.verifier}, folder=tmp_path / "one")

    assert again.add_checkpoint(request(0, 5), at=NOW).status == 409
    assert again.add_checkpoint(request(5, 9), at=NOW).status == 200


def test_a_memory_that_was_changed_cosigns_nothing(one: Witness, tmp_path: Path) -> None:
    one.add_checkpoint(request(0, 9), at=NOW)
    (kept_in,) = (tmp_path / "one").glob("*.note")
    kept_in.write_text(str(at(5)), encoding="utf-8")

    with pytest.raises(WitnessTrouble, match="was changed"):
        one.add_checkpoint(request(5, 9), at=NOW)
    kept_in.write_text("", encoding="utf-8")
    with pytest.raises(LedgerError):
        one.add_checkpoint(request(0, 9), at=NOW)


def test_a_log_key_cannot_be_a_witness(tmp_path: Path) -> None:
    with pytest.raises(WitnessTrouble):
        Witness(LOG, logs={}, folder=tmp_path)


def test_racing_requests_never_fork_nor_roll_back(one: Witness) -> None:
    one.add_checkpoint(request(0, 1), at=NOW)
    bodies = [request(1, size) for size in range(2, 34)]
    statuses: list[int] = []
    start = threading.Barrier(len(bodies))

    def race(body: bytes) -> None:
        start.wait()
        statuses.append(one.add_checkpoint(body, at=NOW).status)

    threads = [threading.Thread(target=race, args=[body]) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [200] + [409] * 31


def test_two_witnesses_cosign_one_checkpoint_over_http(one: Witness, tmp_path: Path) -> None:
    two = Witness(TWO, logs={"log.example.org": LOG.verifier}, folder=tmp_path / "two")
    note = at(5)
    with ExitStack() as stack:
        for who in (one, two):
            url = stack.enter_context(running(who))
            note = note.with_signatures(ask(url, note, old=0, proof=[], keys=[who.verifier], timeout=5))

    assert cosigned_at(note, ONE.verifier) == cosigned_at(note, TWO.verifier) == NOW
    assert checkpoints.opened(note, LOG.verifier).size == 5
    assert len(note.signatures) == 3


def test_who_asks_with_an_old_size_learns_the_right_one_and_goes_on(one: Witness) -> None:
    one.add_checkpoint(request(0, 5), at=NOW)
    with running(one) as url:
        with pytest.raises(Behind) as behind:
            ask(url, at(9), old=0, proof=[], keys=[ONE.verifier], timeout=5)
        proof = tree.consistency_proof(behind.value.size, 9, SUBTREES)
        found = ask(f"{url}/", at(9), old=behind.value.size, proof=proof, keys=[ONE.verifier], timeout=5)

    assert behind.value.size == 5
    assert [s.name for s in found] == ["witness.example.net/one"]


def test_a_refusal_and_a_strange_key_are_told_apart(one: Witness) -> None:
    with running(one) as url:
        with pytest.raises(WitnessTrouble, match="status 403"):
            ask(url, at(5, by=STRANGER), old=0, proof=[], keys=[ONE.verifier], timeout=5)
        with pytest.raises(WitnessTrouble, match="without a cosignature"):
            ask(url, at(5), old=0, proof=[], keys=[TWO.verifier], timeout=5)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://witness.example.net", "witness.example.net", ""])
def test_only_http_is_asked(url: str) -> None:
    with pytest.raises(NoAnswer, match="begins with http"):
        ask(url, at(5), old=0, proof=[], keys=[ONE.verifier], timeout=5)


def test_nobody_there_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NoAnswer):
        ask(f"http://127.0.0.1:{port}", at(5), old=0, proof=[], keys=[ONE.verifier], timeout=2)


@contextmanager
def saying(status: int, body: bytes, *headers: tuple[str, str]) -> Iterator[str]:
    """A server that says the same to everybody."""

    class Parrot(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Parrot)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


SIZE = ("Content-Type", "text/x.tlog.size")
FORGED = Signature(ONE.name, ONE.verifier.key_id, NOW.to_bytes(8, "big") + bytes(64)).line.encode()


@pytest.mark.parametrize(
    ("status", "body", "headers", "trouble"),
    [
        (200, FORGED, [], BadNote),
        (200, b"", [], BadNote),
        (200, b"\xff\n", [], BadNote),
        (200, b"x" * 1_000_000, [], NoAnswer),
        (301, b"", [("Location", "file:///etc/hostname")], WitnessTrouble),
        (409, b"many\n", [SIZE], BadNote),
        (409, b"5\n", [], WitnessTrouble),
        (500, b"", [], WitnessTrouble),
    ],
)
def test_a_strange_answer_is_never_a_cosignature(
    status: int, body: bytes, headers: list[tuple[str, str]], trouble: type[Exception]
) -> None:
    with saying(status, body, *headers) as url, pytest.raises(trouble):
        ask(url, at(5), old=0, proof=[], keys=[ONE.verifier], timeout=5)


def test_anyone_can_fetch_the_last_checkpoint(one: Witness) -> None:
    with running(one) as url:
        connection = HTTPConnection(url.removeprefix("http://"), timeout=5)
        found = []
        for path in (f"/{origin_hash('log.example.org')}/checkpoint", "/../checkpoint", "/nothing"):
            connection.request("GET", path)
            answer = connection.getresponse()
            found.append((answer.status, answer.read()))
        one.add_checkpoint(request(0, 5), at=NOW)
        connection.request("GET", f"/{origin_hash('log.example.org')}/checkpoint")
        last = connection.getresponse().read()
        connection.close()

    assert [status for status, _ in found] == [404, 404, 404]
    assert cosigned_at(notes.parse(last), ONE.verifier) == NOW


def sent(url: str, raw: bytes) -> bytes:
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(raw)
        found = b""
        while part := line.recv(4096):
            found += part
            if b"\r\n\r\n" in found:
                break
        return found


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"POST /add-checkpoint HTTP/1.1\r\nHost: a\r\n\r\n", 411),
        (b"POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", 411),
        (b"POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 411),
        (b"POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n", 413),
        (b"POST /sign-subtree HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 404),
        (b"POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 400),
        (b"DELETE /add-checkpoint HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        (b"nonsense\r\n\r\n", 400),
    ],
)
def test_bad_requests_are_answered_shortly(one: Witness, raw: bytes, status: int) -> None:
    with running(one) as url:
        answer = sent(url, raw)

    assert f" {status} ".encode() in answer or answer.startswith(f"{status}".encode())
    assert b"Python" not in answer
    assert b"<" not in answer


def test_a_witness_that_cannot_read_its_memory_says_so_and_nothing_else(one: Witness, tmp_path: Path) -> None:
    one.add_checkpoint(request(0, 5), at=NOW)
    (kept_in,) = (tmp_path / "one").glob("*.note")
    kept_in.write_bytes(b"")
    with running(one) as url, pytest.raises(WitnessTrouble, match="status 500"):
        ask(url, at(5), old=5, proof=[], keys=[ONE.verifier], timeout=5)


def test_one_caller_too_many_is_hung_up_on(one: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness, "MOST_AT_ONCE", 1)
    with running(one) as url:
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=5) as idle:
            idle.sendall(b"GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n")
            assert b"404" in idle.recv(4096)  # it holds the only place, and keeps it
            with pytest.raises(NoAnswer):
                ask(url, at(5), old=0, proof=[], keys=[ONE.verifier], timeout=5)
