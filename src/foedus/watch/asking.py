"""Requests in flight: each host's own queue, one request at a time, paced, by its robots.txt; redirects followed as new ones.

Threads only ask; what they bring is taken by the one thread that owns the state. They are daemons: a watch that is stopped
leaves a slow server behind, and asks again the next time.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from foedus.watch.fetch import Answer, Later, Limits, Moved, Never, ask
from foedus.watch.items import host_of
from foedus.watch.pace import Host, Pace
from foedus.watch.robots import Robots, fetch_robots
from foedus.watch.state import State, ahead

MOST_MOVES = 5
MOST_IN_FLIGHT = 8
MOST_WAITING = 16
"""Requests that wait for one host in memory; the others wait in the state."""

LONG_SECONDS = 20.0
"""A host that is to be left alone for longer has nothing waiting in memory."""

WORTH_KEEPING_SECONDS = 2.0
"""A pause that is shorter need not outlive the program."""


class Job(NamedTuple):
    """One thing to ask for: a feed by its name, or an item by its number."""

    what: str | int
    url: str
    etag: str = ""
    modified: str = ""
    is_any_kind: bool = False
    moves: tuple[str, ...] = ()
    """Addresses that led here."""
    new_address: str = ""
    """Where a feed moved for good, as far as every move so far was for good."""

    @property
    def host(self) -> str:
        """The host with its port, by which requests are paced."""
        return host_of(self.url)


class Came(NamedTuple):
    """What became of a job, and when its host may be asked again (seconds from now)."""

    job: Job
    answer: Answer
    wait_seconds: float


class Asking:
    """All requests of a watch. One thread calls the methods."""

    def __init__(self, state: State, pace: Pace, limits: Limits, day_file_bytes: int) -> None:
        self.state, self.pace, self.limits, self.day_file_bytes = state, pace, limits, day_file_bytes
        self._waiting: dict[str, deque[Job]] = {}
        self._there: set[str | int] = set()
        self._came: queue.Queue[tuple[Job, Robots | None, Answer]] = queue.Queue()
        self._n_flying = 0
        self._robots: dict[str, Robots] = {}

    def has(self, what: str | int) -> bool:
        """Whether a feed or item is waiting or in flight."""
        return what in self._there

    def room(self, host: str) -> int:
        """How many more jobs for a host may wait in memory; none while it is to be left alone for long."""
        return 0 if self.wait_seconds(host) > LONG_SECONDS else MOST_WAITING - len(self._waiting.get(host, ()))

    @property
    def n(self) -> int:
        """Jobs waiting and in flight."""
        return len(self._there)

    @property
    def n_flying(self) -> int:
        """Requests in flight."""
        return self._n_flying

    def add(self, job: Job) -> None:
        """Let a job wait for its host."""
        self._there.add(job.what)
        self._waiting.setdefault(job.host, deque()).append(job)

    def wait_seconds(self, host: str) -> float:
        """Seconds until a host may be asked."""
        return max(self._host(host).due_at - time.monotonic(), 0.0)

    def back_off(self, n_failed: int) -> float:
        """Seconds to wait for one page or feed that failed so often, whatever its host does otherwise."""
        return self.pace.back_off(n_failed)

    def start(self) -> float:
        """Send off what may be sent now; returns the seconds until more may be, a large number where nothing waits."""
        now, soonest = time.monotonic(), 1e9
        for host in [host for host, jobs in self._waiting.items() if jobs]:
            one = self._host(host)
            if one.is_busy:
                continue
            if one.due_at > now or self._n_flying >= MOST_IN_FLIGHT:
                soonest = min(soonest, max(one.due_at - now, 0.01))
                continue
            self._fly(one, self._waiting[host].popleft())
        for host in [host for host, jobs in self._waiting.items() if not jobs]:
            del self._waiting[host]
        return soonest

    def _fly(self, host: Host, job: Job) -> None:
        host.is_busy = True
        self._n_flying += 1
        limits = self.limits._replace(is_any_kind=job.is_any_kind)
        if job.is_any_kind:
            limits = limits._replace(n_bytes=self.day_file_bytes, seconds=10 * limits.seconds)
        known = self._robots.get(job.host)
        threading.Thread(
            target=lambda: self._came.put((job, *_visit(job, known, limits, self.pace.pause_seconds))), daemon=True
        ).start()

    def came(self, wait_seconds: float) -> Iterator[Came]:
        """What came since the last call, after waiting for the first so long; redirects go back to wait for their host."""
        while True:
            try:
                job, robots, answer = self._came.get(timeout=wait_seconds) if wait_seconds else self._came.get_nowait()
            except queue.Empty:
                return
            wait_seconds = 0.0
            self._n_flying -= 1
            wait = self._after(job.host, robots, answer)
            self._there.discard(job.what)
            told = _moved(job, answer) if isinstance(answer, Moved) else answer
            if isinstance(told, Job):
                self.add(told)
            else:
                yield Came(job, told, wait)

    def drop(self, host: str) -> list[Job]:
        """Take back all jobs that wait for a host."""
        jobs = list(self._waiting.pop(host, ()))
        self._there.difference_update(job.what for job in jobs)
        return jobs

    def forget(self) -> None:
        """Drop what is known of hosts that were not asked for long."""
        self.pace.forget(time.monotonic())
        for host in self._robots.keys() - self.pace.hosts.keys():
            del self._robots[host]

    def _after(self, host: str, robots: Robots | None, answer: Answer) -> float:
        """Note how a host answered; returns the seconds until it may be asked again."""
        if robots is not None and self._robots.get(host) != robots:
            self._robots[host] = robots
            self._keep(host, 0.0, robots)
        before, now = self.pace.of(host).n_failed, time.monotonic()
        if isinstance(answer, Later) and answer.is_of_host:
            self.pace.failed(host, now, answer.wait_seconds)
        elif isinstance(answer, Later):
            self.pace.went_badly(host, now)
        else:
            self.pace.went_well(host, now, robots.delay_seconds if robots else 0.0)
        wait = self.pace.of(host).due_at - now
        if wait > WORTH_KEEPING_SECONDS or before != self.pace.of(host).n_failed:
            self._keep(host, wait, self._robots.get(host))
        return wait

    def _keep(self, host: str, wait: float, robots: Robots | None) -> None:
        now = time.time()
        self.state.do(
            "INSERT OR REPLACE INTO host VALUES (?, ?, ?, ?, ?, ?)",
            *(host, now + wait, self.pace.of(host).n_failed),
            *((robots.text, robots.asked_at) if robots else (None, None)),
            now,
        )

    def _host(self, name: str) -> Host:
        """How a host stands, also from the run before."""
        if name not in self.pace.hosts:
            one = self.pace.of(name)
            for row in self.state.rows("SELECT * FROM host WHERE name = ?", name):
                now = time.time()
                one.due_at = time.monotonic() + max(ahead(row["due_at"], now) - now, 0.0)
                one.n_failed = row["n_failed"]
                if row["robots"] is not None:
                    self._robots[name] = Robots(row["robots"], row["asked_at"])
        return self.pace.of(name)


def _visit(job: Job, known: Robots | None, limits: Limits, pause_seconds: float) -> tuple[Robots | None, Answer]:
    """In a thread of its own: the host's rules where they are not fresh, then the address itself."""
    try:
        now = time.time()
        rules: Robots | Later = known if known and known.is_fresh(now) else fetch_robots(job.url, limits, now)
        if isinstance(rules, Later):
            return None, rules
        if not rules.allows(job.url):
            return rules, Never(f"{job.url}: the host's robots.txt does not allow it")
        if rules is not known:
            time.sleep(max(pause_seconds, rules.delay_seconds))
        return rules, ask(job.url, limits, job.etag, job.modified)
    except Exception as bug:  # a thread that ends without a word would leave its host busy for ever
        return None, Later(f"{job.url}: {type(bug).__name__}: {bug}")


def _moved(job: Job, answer: Moved) -> Job | Never:
    """The job at its new address; `Never` where it goes round in circles or too far."""
    moves = (*job.moves, job.url)
    if answer.to in moves:
        return Never(f"{moves[0]}: is sent round in circles")
    if len(moves) > MOST_MOVES:
        return Never(f"{moves[0]}: is sent on more than {MOST_MOVES} times")
    is_for_good = answer.is_for_good and (not job.moves or bool(job.new_address))
    return job._replace(url=answer.to, moves=moves, new_address=answer.to if is_for_good else "")
