"""Proofs about programs, on an installation that is really served; `python -m benchmarks.programs NAME`.

once       the same requests at the same time, with broken lines: each is done once and answered the same
delivered  a worker killed with -9 at random moments: every webhook message comes, in order, under one id
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.api.listening import listening
from tests.api.served import Served, environment, served

WAIT_SECONDS = 30


def asked(
    here: Served,
    method: str,
    path: str,
    *,
    role: str = "author",
    body: Any = None,
    key: str = "",
    wait: float = WAIT_SECONDS,
) -> tuple[int, bytes]:
    """The status and body of an answer; (0, b"") where the line broke before one came."""
    headers = {"Authorization": f"Bearer {here.tokens[role]}", "Content-Type": "application/json"}
    headers |= {"Idempotency-Key": key} if key else {}
    sent = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"{here.url}{path}", data=sent, headers=headers, method=method)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=wait) as answer:  # noqa: S310
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()
    except OSError:
        return 0, b""


def entries(here: Served, event: str) -> int:
    count, cursor = 0, ""
    while True:
        _, said = asked(here, "GET", f"/record?event={event}&limit=100&cursor={cursor}", role="auditor")
        told = json.loads(said)
        count += len(told["items"])
        if told["next"] is None:
            return count
        cursor = told["next"]


def prove_once(folder: Path, *, keys: int = 100, each: int = 8) -> bool:
    """Each key is sent ``each`` times at once, some over a line that breaks, and then until it is answered."""
    dice = random.Random(5)
    with served(folder) as here:
        before = entries(here, "draft.started")
        tries = [(n, dice.random() < 0.3) for n in range(keys) for _ in range(each)]
        dice.shuffle(tries)

        def send(attempt: tuple[int, bool]) -> tuple[int, int, bytes]:
            n, breaks = attempt
            wait = 0.05 if breaks else WAIT_SECONDS
            return n, *asked(here, "POST", "/drafts", body={"body": f"Words {n}"}, key=f"key-{n}", wait=wait)

        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(send, tries))
        statuses = Counter(status for _, status, _ in answers)
        said: dict[int, set[bytes]] = {
            n: {body for m, status, body in answers if m == n and status == 201} for n in range(keys)
        }
        for n in range(keys):
            status, body = 409, b""
            while status == 409:
                _, status, body = send((n, False))
            said[n].add(body if status == 201 else f"answered {status}".encode())
        made = entries(here, "draft.started") - before
    numbers = {json.loads(body)["number"] for bodies in said.values() for body in bodies}
    same = all(len(bodies) == 1 for bodies in said.values())
    print(f"once, {keys} requests, each {each} times at once: {made} done, answers alike: {same}; {dict(statuses)}")
    return made == keys == len(numbers) and same and set(statuses) <= {0, 201, 409}


WORKER = """
import ssl, sys, time
from datetime import timedelta
from functools import partial
import django
django.setup()
from django.utils import timezone
from bedside.desk.integrations.sending import post
from bedside.desk.integrations.services import deliver_due
from bedside.desk.integrations.services.delivering import BUSY
port, trust, life = int(sys.argv[1]), ssl.create_default_context(cafile=sys.argv[2]), int(sys.argv[3])
send = partial(post, resolve=lambda *_: [("127.0.0.1", port)], trust=trust)
print("ready", flush=True)
while True:
    deliver_due(timezone.now() + life * 2 * BUSY, send=send)  # what a dead worker held is free to its successor
    time.sleep(0.02)
"""
ADD = """
import sys
import django
django.setup()
from uuid import UUID
from django.utils import timezone
from bedside.desk.integrations import services
from bedside.desk.people import selectors
from bedside.core.roles import Role
from bedside.desk.tenancy import scope
with scope.within(UUID(sys.argv[1])):
    owner = selectors.with_role(Role.OWNER)[0]
    services.add_webhook(url="https://hooks.example.org/x", events=[], by=owner, at=timezone.now())
"""


def prove_delivered(folder: Path, *, messages: int = 0, kills: int = 25) -> bool:
    messages, dice = messages or 20 * kills, random.Random(7)
    home = folder / "home"
    home.mkdir()
    with served(home) as here, listening(folder) as listener:
        mine = environment(home)
        subprocess.run([sys.executable, "-c", ADD, here.organization], env=mine, check=True)
        first = int(json.loads(asked(here, "GET", "/record?limit=1", role="auditor")[1])["items"][0]["seq"]) + 1

        def write() -> None:
            for n in range(messages):
                asked(here, "POST", "/drafts", body={"body": f"Words {n}"})

        writer = threading.Thread(target=write)
        writer.start()
        life = killed = 0
        ended = time.monotonic() + 600
        while time.monotonic() < ended:
            worker = subprocess.Popen(
                [sys.executable, "-c", WORKER, str(listener.port), str(folder / "certificate.pem"), str(life)],
                env=mine, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            assert worker.stdout is not None
            worker.stdout.readline()
            life += 1
            if killed < kills:
                time.sleep(dice.uniform(0.02, 0.4))
            else:
                while not done(listener, first, messages) and time.monotonic() < ended:
                    time.sleep(0.1)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            worker.stdout.close()
            killed += 1
            if killed > kills:
                break
        writer.join()
    heard = [(json.loads(h.body)["data"]["seq"], h.headers["webhook-id"]) for h in listener.heard]
    seqs = list(dict.fromkeys(seq for seq, _ in heard))
    ids = len(set(heard)) == len(set(seqs))
    lost = set(range(first, first + messages)) - set(seqs)
    print(
        f"delivered, {messages} messages, worker killed {killed} times: {len(lost)} lost, in order: {seqs == sorted(seqs)}, "
        f"one id each: {ids}, {len(heard) - len(seqs)} came twice"
    )
    return not lost and seqs == sorted(seqs) and ids


def done(listener: Any, first: int, messages: int) -> bool:
    return len({json.loads(h.body)["data"]["seq"] for h in list(listener.heard)}) >= messages


def main() -> int:
    name = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        few = {sys.argv[2]: int(sys.argv[3])} if len(sys.argv) > 3 else {}
        return 0 if globals()[f"prove_{name}"](Path(folder), **few) else 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", os.pathsep.join(["src", "."]))
    sys.exit(main())
