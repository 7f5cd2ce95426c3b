"""The watch itself: ask what is due, take what came, read and store a batch, judge the alerts, deliver, wait; once or for weeks.

Order is what makes it safe: what came is in the state before the server's marks are, in the record before it leaves the
state, and judged before it is told. A stop (SIGTERM, Ctrl-C) ends it after the text being read; a kill costs at most that.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from foedus.errors import RecordError
from foedus.intake.inputs import InputError
from foedus.watch import dayfiles, ingest, items, outbox, sources
from foedus.watch.alerts import Watcher
from foedus.watch.asking import Asking, Came, Job
from foedus.watch.fetch import Got, Later, Limits, Never, Same, day_now
from foedus.watch.pace import Pace
from foedus.watch.state import State, ahead, prune

LOG = logging.getLogger("foedus.watch")

BATCH = 100
"""Texts that are read before the record is saved; a kill costs the reading of these, not the texts."""

MOST_READY = 1_000
"""Texts that may wait to be read before no more pages are fetched."""

FLUSH_SECONDS, WORTH_WAITING_SECONDS = 30.0, 1.0
"""Times after which texts that wait are read even if the batch is not full: while more comes, and for what may come."""

PATIENCE_SECONDS = 20.0
"""With `--once`: what may be asked only later than this is left for the next run."""

ASK_SECONDS = 0.1
"""How often the state is looked through for pages to fetch while others wait."""

BROKEN_TRIES = 2
"""Tries after which what cannot be read as a feed is taken to be none."""

RECORD_WAIT_SECONDS = 5.0
LONGEST_FEED_WAIT_SECONDS = 86_400.0


@dataclass(frozen=True)
class Settings:
    """What to watch, and how."""

    names: Sequence[str]
    alliance: str | None = None
    alerts: Sequence[str] = ()
    every_seconds: float = 900.0
    is_once: bool = False
    webhook: str = ""
    key: bytes = b""
    pause_seconds: float = 1.0
    limits: Limits = field(default_factory=Limits)
    kept_days: float = 90.0
    most_stories: int = 50_000
    actors: Path | None = None


Told = Callable[[dict[str, Any]], None]
"""Takes what is to be shown: alerts and, after each batch, what was new; may show it twice after a kill, never not."""


class Watch:
    """One run over an open state."""

    def __init__(self, state: State, settings: Settings, told: Told) -> None:
        self.state, self.settings, self.told = state, settings, told
        self.stopped = threading.Event()
        self.failed: dict[str, str] = {}
        """Feeds that could not be had in this run for a reason that will stay, and why."""
        self._asking = Asking(state, Pace(settings.pause_seconds), settings.limits, dayfiles.LARGEST_BYTES)
        self._polled: set[str] = set()
        self._world: ingest.World | None = None
        self._members: dayfiles.Members | None = None
        self._watcher: Watcher | None = None
        self._flushed_at = time.monotonic()
        self._pruned_at = 0.0
        self._asked_at = 0.0
        self._record_due_at = 0.0

    def run(self) -> None:
        """Watch until stopped, or once."""
        self._start()
        while not self.stopped.is_set():
            self._housekeep()
            soonest = min(self._ask_feeds(), self._ask_pages(), self._asking.start())
            self._judge_and_deliver()
            n_put = self._read_some(soonest)
            for came in self._asking.came(0.0):
                self._take(came)
            if n_put:
                continue
            if self.settings.is_once and self._is_done(soonest):
                break
            self._wait(soonest)
        self._judge_and_deliver()

    def _start(self) -> None:
        ingest.count_crash(self.state)
        if not self.state.meta("name"):
            self.state.set_meta("name", uuid.uuid4().hex)
        with self.state.whole():
            for name in self.settings.names:
                self.state.do("INSERT OR IGNORE INTO feed (name, address) VALUES (?, ?)", name, name)
        if self.settings.alerts and self.settings.alliance:
            self._watcher = Watcher(
                self.state, self.settings.alliance, self.settings.alerts, self._today(), bool(self.settings.webhook)
            )
            # A batch of a run that was killed may not have been judged.
            self.state.set_meta("is_to_judge", "1")
        elif not self.settings.alerts:
            self.state.set_meta("is_to_judge", "")

    def _today(self) -> date:
        """The day in UTC, by which items are first seen and findings are as of."""
        return date.fromisoformat(day_now(time.time()))

    def _housekeep(self) -> None:
        now = time.monotonic()
        if self._pruned_at and now - self._pruned_at < 3_600:
            return
        self._pruned_at = now
        self._asking.forget()
        n = prune(self.state, time.time(), self.settings.kept_days, self.settings.most_stories)
        if n:
            LOG.info("%d old items and stories forgotten", n)

    # --- asking ------------------------------------------------------------------------------------------------------

    def _ask_feeds(self) -> float:
        """Ask for feeds and look into folders that are due; returns the seconds until the next is."""
        now, soonest = time.time(), 1e9
        for name in self.settings.names:
            row = self.state.rows("SELECT * FROM feed WHERE name = ?", name)[0]
            due_at = ahead(row["due_at"], now)
            if row["is_gone"] or self._asking.has(name) or (self.settings.is_once and name in self._polled):
                continue
            is_now = due_at <= now or (self.settings.is_once and not row["n_failed"])
            if not is_now:
                soonest = min(soonest, due_at - now)
            elif name.startswith(("http://", "https://")):
                self._polled.add(name)
                kind = sources.kind_of(row["address"])
                self._asking.add(Job(name, row["address"], row["etag"], row["modified"], kind != "text"))
            else:
                self._polled.add(name)
                self._look(name)
        return soonest

    def _look(self, name: str) -> None:
        """Note what is new in a folder or file."""
        now = time.time()
        if self.settings.is_once:
            self.stopped.wait(sources.unsettled_seconds(name, self.state.folder))
        try:
            found = sources.on_disk(name, self.state.folder)
        except (InputError, OSError) as bad:
            self._feed_failed(name, str(bad), self.settings.every_seconds, is_lasting=True)
            return
        with self.state.whole():
            n = items.note(self.state, found, name, now, day_now(now))
            self._feed_done(name, now)
        if n:
            LOG.info("%s: %d new", name, n)

    def _ask_pages(self) -> float:
        """Let pages wait for their hosts, as many as there is room for; returns the seconds until the next is due."""
        now = time.time()
        if now - self._asked_at < ASK_SECONDS and self._asking.n > self._asking.n_flying:
            return ASK_SECONDS
        self._asked_at = now
        if self.state.one("SELECT count(*) FROM item WHERE status = 'ready'") >= MOST_READY:
            return ASK_SECONDS
        soonest = 1e9
        for host, due_at in items.hosts(self.state, now).items():
            room = self._asking.room(host)
            for row in items.wanted(self.state, host, now, 2 * room) if room > 0 else ():
                if not self._asking.has(row["id"]):
                    self._asking.add(Job(row["id"], row["address"], is_any_kind=row["kind"] != "text"))
            soonest = min(soonest, max(due_at - now, self._asking.wait_seconds(host), ASK_SECONDS))
        return soonest

    def _take(self, came: Came) -> None:
        """Note what came of a request."""
        job, answer = came.job, came.answer
        if isinstance(answer, Later):
            LOG.info("%s", answer.why)
            if answer.is_of_host:
                self._put_back(job.host, came.wait_seconds)
        if isinstance(job.what, str):
            self._take_feed(job, answer, came.wait_seconds)
        else:
            self._take_page(job, job.what, answer, came.wait_seconds)

    def _put_back(self, host: str, wait_seconds: float) -> None:
        """What waits for a host that has to be left alone waits in the state, not in memory."""
        due_at = time.time() + wait_seconds
        for job in self._asking.drop(host):
            if isinstance(job.what, int):
                self.state.do("UPDATE item SET due_at = ? WHERE id = ?", due_at, job.what)
            else:
                self.state.do("UPDATE feed SET due_at = ? WHERE name = ?", due_at, job.what)
                self._polled.discard(job.what)

    def _take_feed(self, job: Job, answer: object, wait_seconds: float) -> None:
        name, now = str(job.what), time.time()
        if isinstance(answer, Later):
            self._feed_failed(name, answer.why, wait_seconds, is_lasting=False)
        elif isinstance(answer, Never):
            self._feed_failed(name, answer.why, self.settings.every_seconds, is_lasting=True, is_gone=answer.is_gone)
        elif isinstance(answer, Same):
            self._feed_done(name, now)
        elif isinstance(answer, Got):
            try:
                found = self._found(job, name, answer)
            except InputError as bad:
                # A feed that broke off on its way is whole the next time; one that is none stays so.
                n_failed = self.state.one("SELECT n_failed FROM feed WHERE name = ?", name)
                is_lasting = n_failed >= BROKEN_TRIES
                wait_seconds = self.settings.every_seconds if is_lasting else wait_seconds
                self._feed_failed(name, str(bad), wait_seconds, is_lasting=is_lasting)
                return
            with self.state.whole():
                n = items.note(self.state, found, name, now, day_now(now))
                self._feed_done(name, now)
                marks = (answer.etag, answer.modified, job.new_address, job.new_address, name)
                sql = "UPDATE feed SET etag = ?, modified = ?, address = CASE ? WHEN '' THEN address ELSE ? END WHERE name = ?"
                self.state.do(sql, *marks)
            if job.new_address:
                LOG.warning("%s has moved for good to %s; it is asked for there from now on", name, job.new_address)
            if n:
                LOG.info("%s: %d new of %d", name, n, len(found))

    def _found(self, job: Job, name: str, answer: Got) -> list[items.Found]:
        if job.is_any_kind:
            raise InputError(f"{name}: is one day file; fetch it into a folder and watch the folder")
        return sources.in_answer(answer.data, name, job.url)

    def _feed_done(self, name: str, now: float) -> None:
        self.failed.pop(name, None)
        due_at = now + self.settings.every_seconds
        self.state.do("UPDATE feed SET due_at = ?, n_failed = 0, why = '' WHERE name = ?", due_at, name)

    def _feed_failed(self, name: str, why: str, wait: float, *, is_lasting: bool, is_gone: bool = False) -> None:
        row = self.state.rows("SELECT n_failed, why FROM feed WHERE name = ?", name)[0]
        if is_lasting:
            self.failed[name] = why
            wait = min(wait * 2 ** min(row["n_failed"], 10), LONGEST_FEED_WAIT_SECONDS)
        else:
            wait = max(wait, self._asking.back_off(row["n_failed"] + 1))
        if why != row["why"]:
            LOG.warning("%s%s", why, "; it says that it is gone for good, and is not asked again" if is_gone else "")
        self.state.do(
            "UPDATE feed SET due_at = ?, n_failed = n_failed + 1, why = ?, is_gone = ? WHERE name = ?",
            *(time.time() + wait, why[:500], int(is_gone), name),
        )
        if not is_lasting:
            # A passing fault is asked about again, also with `--once`, as long as its time is near.
            self._polled.discard(name)

    def _take_page(self, job: Job, id_: int, answer: object, wait_seconds: float) -> None:
        if isinstance(answer, Later):
            n_tries = self.state.one("SELECT n_tries FROM item WHERE id = ?", id_)
            wait = max(wait_seconds, self._asking.back_off(n_tries + 1))
            given_up = items.put_off(self.state, id_, answer.why, time.time() + wait)
            why = answer.why
        elif isinstance(answer, Got):
            row = self.state.rows("SELECT id, kind, address FROM item WHERE id = ?", id_)[0]
            if row["kind"] != "text":
                dayfiles.arrived(self.state, row, answer.data)
            else:
                items.arrived(self.state, id_, answer.data, job.moves[0] if job.moves else job.url)
            return
        else:
            why = answer.why if isinstance(answer, Never) else f"{job.url}: nothing was sent"
            given_up = items.give_up(self.state, id_, why)
        if given_up:
            LOG.warning("given up: %s", why)

    # --- reading, judging, telling -----------------------------------------------------------------------------------

    def _read_some(self, soonest: float) -> int:
        """Read and store a batch where there is one to read; returns how many items it had."""
        batch, now = items.ready(self.state, BATCH), time.monotonic()
        if not batch or now < self._record_due_at:
            self._flushed_at = now
            return 0
        is_more_coming = self._asking.n > 0 or soonest < WORTH_WAITING_SECONDS
        if len(batch) < BATCH and is_more_coming and now - self._flushed_at < FLUSH_SECONDS:
            return 0
        self._flushed_at = time.monotonic()
        try:
            return self._put(batch)
        except RecordError as bad:
            if self.settings.is_once:
                raise
            LOG.warning("%s; tried again in %.0f s", bad, RECORD_WAIT_SECONDS)
            self._record_due_at = time.monotonic() + RECORD_WAIT_SECONDS
            return 0

    def _put(self, batch: Sequence[Any]) -> int:
        for row in [row for row in batch if row["kind"] != "text"]:
            self._members = self._members or dayfiles.Members(self.settings.alliance)
            n = dayfiles.put(self.state, row, self._members)
            self.told({"kind": "day file", "file": Path(row["address"]).name, "rows": n})
        texts = [row for row in batch if row["kind"] == "text"]
        found = ingest.read_batch(self.state, texts, self.settings.actors, self.stopped.is_set)
        if found:
            self._world = self._world or ingest.World()
            new = ingest.put(self.state, self._world, found, time.time(), self._today())
            self.told({"kind": "batch", **new._asdict()})
            LOG.info("batch: %s", new)
        return len(batch)

    def _judge_and_deliver(self) -> None:
        now = time.time()
        if self._watcher is not None and self.state.meta("is_to_judge"):
            self._watcher.judge(now, self._today())
        outbox.print_new(self.state, self.told, now)
        if self.settings.webhook:
            outbox.send_due(self.state, self.settings.webhook, self.settings.key, now)

    # --- waiting -----------------------------------------------------------------------------------------------------

    def _is_done(self, soonest: float) -> bool:
        """With `--once`: whether nothing is in flight and nothing comes due soon."""
        due_at = outbox.next_due(self.state) if self.settings.webhook else None
        mail = 1e9 if due_at is None else due_at - time.time()
        is_read = not items.ready(self.state, 1)
        return not self._asking.n_flying and is_read and min(soonest, mail) > PATIENCE_SECONDS

    def _wait(self, soonest: float) -> None:
        seconds = min(max(soonest, 0.0), 0.5)
        if self._asking.n_flying:
            for came in self._asking.came(seconds or 0.01):
                self._take(came)
        else:
            self.stopped.wait(seconds)
