"""A worker's turn at one duty, and the worker that goes from duty to duty."""

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from bedside.desk.tenancy.models import Organization
from bedside.site.logs import innermost
from bedside.site.worker import leases

Clock = Callable[[], datetime]
Lost = (OperationalError, InterfaceError)  # the database itself: nothing can be written down
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 3.0, 60.0
SEEN_EVERY = timedelta(seconds=20)


@dataclass(frozen=True)
class Duty:
    """What has to be done again and again. ``does`` says how many things it did; done twice, it does nothing more."""

    name: str
    every: timedelta
    does: Callable[["Shift"], int]
    says: str


class Shift:
    """One worker at one duty. Between two steps, a duty asks whether it `goes_on`."""

    def __init__(self, duty: Duty, worker: "Working") -> None:
        self.duty = duty
        self._worker = worker
        self.trouble = ""

    def now(self) -> datetime:
        return self._worker.clock()

    def goes_on(self) -> bool:
        """Whether to do the next step: False where the worker shall end or another one has taken the duty."""
        now = self.now()
        self._worker.show_alive(now)
        return not self._worker.stopping.is_set() and leases.renew(
            self.duty.name, owner=self._worker.name, at=now, lasts=self._worker.lasts
        )

    def organizations(self) -> Iterator[UUID]:
        """Each organisation in turn, as long as the duty goes on."""
        for organization in Organization.objects.order_by("pk").values_list("pk", flat=True):
            if not self.goes_on():
                return
            yield organization

    @contextmanager
    def apart(self) -> Iterator[None]:
        """A step whose failure keeps nothing else from being done. It is logged, and the duty counts as failing."""
        try:
            yield
        except Lost:
            raise
        except Exception as trouble:
            self.note(trouble)

    def note(self, trouble: Exception) -> None:
        self.trouble = self.trouble or type(trouble).__name__
        log_trouble(self.duty.name, trouble)


def log_trouble(kind: str, trouble: Exception) -> None:
    structlog.get_logger().error(
        "duty", kind=kind, error=type(trouble).__name__, place=innermost(trouble.__traceback__)
    )


@dataclass(frozen=True)
class Done:
    """How one duty went: how many things it did, and the kind of trouble it had, if any."""

    duty: str
    count: int
    trouble: str


def together(lanes: Sequence[Sequence[Duty]], *, stopping: threading.Event) -> list[threading.Thread]:
    """A worker for each list of duties, each in a thread of its own, until ``stopping`` is set."""
    name = new_name()
    workers = [Working(duties, stopping=stopping, name=f"{name}/{i}") for i, duties in enumerate(lanes, 1)]
    threads = [threading.Thread(target=w.run, name=w.name) for w in workers]
    for thread in threads:
        thread.start()
    return threads


def new_name() -> str:
    """What a worker is called while it lives: the machine, the process, and something that never comes again."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass
class Working:
    """A worker. Any number of them may run on any number of machines.

    Attributes:
        lasts: how long a duty stays this worker's if it is not heard of again.
        name: one of its own; what comes before a slash is the process, which is what others see alive.
    """

    duties: Sequence[Duty]
    clock: Clock = leases.clock
    lasts: timedelta = leases.LASTS
    stopping: threading.Event = field(default_factory=threading.Event)
    name: str = field(default_factory=new_name)
    started_at: datetime | None = None
    _seen_at: datetime | None = None

    @property
    def process(self) -> str:
        return self.name.partition("/")[0]

    def once(self) -> list[Done]:
        """Every duty whose time has come and that no other worker is at."""
        leases.register([d.name for d in self.duties])
        by_name = {d.name: d for d in self.duties}
        waiting = leases.due({d.name: d.every for d in self.duties}, at=self.clock())
        done = (self._one(by_name[name]) for name in waiting if not self.stopping.is_set())
        return [d for d in done if d is not None]

    def _one(self, duty: Duty) -> Done | None:
        taken = leases.take(duty.name, owner=self.name, every=duty.every, at=self.clock(), lasts=self.lasts)
        return self._at(duty) if taken else None

    def _at(self, duty: Duty) -> Done:
        shift, begun, count = Shift(duty, self), time.monotonic(), 0
        try:
            count = duty.does(shift)
        except Lost:
            raise
        except Exception as trouble:
            shift.note(trouble)
        if self.stopping.is_set():
            leases.drop(owner=self.name)  # perhaps not done
        else:
            leases.give_back(duty.name, owner=self.name, at=self.clock(), trouble=shift.trouble)
        if count:
            seconds = round(time.monotonic() - begun, 2)
            structlog.get_logger().info("duty", kind=duty.name, count=count, seconds=seconds)
        return Done(duty.name, count, shift.trouble)

    def run(self) -> None:
        """Go on until ``stopping`` is set, whatever happens. What fails as a whole, like a database that does not
        answer, is begun again after growing pauses.
        """
        pause = PAUSE_SECONDS
        while not self.stopping.is_set():
            try:
                close_old_connections()
                self.show_alive(self.clock())
                if pause > PAUSE_SECONDS:
                    leases.drop(owner=self.name)
                self.once()
                pause = PAUSE_SECONDS
            except Exception as trouble:
                log_trouble("worker", trouble)
                connection.close()
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            self.stopping.wait(pause)
        self.end()
        connection.close()

    def show_alive(self, at: datetime) -> None:
        """Let others see that this worker is alive, every now and then."""
        if self._seen_at is not None and timedelta(0) <= at - self._seen_at < SEEN_EVERY:
            return
        self.started_at = self.started_at or at
        leases.show_alive(self.process, started_at=self.started_at, at=at)
        self._seen_at = at

    def end(self) -> None:
        """Leave everything for others to take at once."""
        try:
            leases.drop(owner=self.name)
            leases.gone(self.process, at=self.clock())
        except Lost as trouble:
            log_trouble("worker", trouble)
