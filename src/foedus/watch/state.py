"""The state of a watch: one SQLite file in the record's folder, in which every step is whole or not there.

What came from the net is written here before the server's marks (ETag) are, and leaves only after the record was saved: a
kill at any moment loses nothing. The file is locked as long as a watch runs, and by the system, so that a kill unlocks it.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from foedus.errors import FoedusError
from foedus.record import Record
from foedus.record.folder import LOCK, MANIFEST

FILE = "watch.sqlite"
VERSION = 1

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE feed (
  name TEXT PRIMARY KEY, address TEXT NOT NULL, etag TEXT NOT NULL DEFAULT '', modified TEXT NOT NULL DEFAULT '',
  due_at REAL NOT NULL DEFAULT 0, n_failed INTEGER NOT NULL DEFAULT 0, is_gone INTEGER NOT NULL DEFAULT 0,
  why TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE host (
  name TEXT PRIMARY KEY, due_at REAL NOT NULL, n_failed INTEGER NOT NULL, robots TEXT, asked_at REAL, told_at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE item (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, digest TEXT NOT NULL, feed TEXT NOT NULL, kind TEXT NOT NULL,
  title TEXT NOT NULL, address TEXT NOT NULL, host TEXT NOT NULL,
  told TEXT NOT NULL, seen_on TEXT NOT NULL, listed_at REAL NOT NULL,
  status TEXT NOT NULL, due_at REAL NOT NULL DEFAULT 0, n_tries INTEGER NOT NULL DEFAULT 0,
  n_crashes INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '', body BLOB, summary BLOB, UNIQUE (key, digest)
);
CREATE INDEX item_waiting ON item (status, host, due_at) WHERE status IN ('wanted', 'ready');
CREATE TABLE story (
  id INTEGER PRIMARY KEY, source_id TEXT NOT NULL UNIQUE, known_on TEXT NOT NULL, seen_at REAL NOT NULL,
  n INTEGER NOT NULL, marks BLOB NOT NULL, numbers TEXT NOT NULL, words TEXT NOT NULL
);
CREATE INDEX story_words ON story (words);
CREATE TABLE band (hash INTEGER NOT NULL, story INTEGER NOT NULL, PRIMARY KEY (hash, story)) WITHOUT ROWID;
CREATE INDEX band_story ON band (story);
CREATE TABLE rule (text TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outbox (
  id TEXT PRIMARY KEY, body TEXT NOT NULL, made_at REAL NOT NULL, printed_at REAL, sent_at REAL,
  is_to_send INTEGER NOT NULL, due_at REAL NOT NULL DEFAULT 0, n_tries INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT ''
);
"""

CLOCK_SLACK_SECONDS = 2 * 86_400.0
"""A time that is further ahead than anything may be put off was written by a clock that was wrong."""


class WatchError(FoedusError):
    """A watch that cannot run: its folder, its state, or what it was told to watch."""


class State:
    """The open state. Every method of the modules beside it takes one; only one thread uses it."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self.connection, self.folder = connection, folder

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Rows of a query."""
        return self.connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Any:
        """The first value of the first row; None where there is none."""
        row = self.connection.execute(sql, values).fetchone()
        return row[0] if row else None

    def do(self, sql: str, *values: Any) -> int:
        """Run one statement; returns the number of rows it changed."""
        return self.connection.execute(sql, values).rowcount

    @contextmanager
    def whole(self) -> Iterator[None]:
        """All statements of the block, or none."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def meta(self, name: str, default: str = "") -> str:
        """A value kept under a name."""
        found = self.one("SELECT value FROM meta WHERE name = ?", name)
        return default if found is None else str(found)

    def set_meta(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        self.do("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def close(self) -> None:
        """Close the file, which unlocks it."""
        self.connection.close()


@contextmanager
def opened(folder: Path) -> Iterator[State]:
    """The state of a folder, locked against another watch; the folder and its record are made where there is none.

    Raises `WatchError` where another watch runs on the folder or the file is damaged, `RecordError` where the record is.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as bad:
        raise WatchError(f"{folder} cannot be made: {bad.strerror}; choose another with --into") from None
    path = folder / FILE
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=0.2)
        connection.row_factory = sqlite3.Row
        state = State(connection, folder)
        _lock(state)
    except sqlite3.Error as bad:
        raise _worded(path, bad) from None
    try:
        _unlock_record(state)
        if not (folder / MANIFEST).exists():
            Record.in_memory().save(folder)
        state.set_meta("pid", str(os.getpid()))
        yield state
    finally:
        state.close()


def _lock(state: State) -> None:
    """Take the file for this process alone, and make its tables where it is new."""
    # NORMAL: a kill loses nothing; a power cut may lose the last steps, each whole, which are then done again.
    for pragma in (
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "wal_autocheckpoint = 400",
    ):
        state.do(f"PRAGMA {pragma}")
    with state.whole():
        version = state.one("PRAGMA user_version")
        if version == 0:
            for statement in _TABLES.split(";\n"):
                if statement.strip():
                    state.do(statement)
            state.do(f"PRAGMA user_version = {VERSION}")
        elif version != VERSION:
            raise WatchError(
                f"{state.folder / FILE} was written by another version of foedus; upgrade, or move it away"
            )
        state.set_meta("opened_at", str(time.time()))


def _worded(path: Path, bad: sqlite3.Error) -> WatchError:
    if "locked" in str(bad) or "busy" in str(bad):
        return WatchError(f"{path.parent} is being watched by another foedus; stop it first, or choose another --into")
    if isinstance(bad, sqlite3.OperationalError) and "unable to open" in str(bad):
        return WatchError(f"{path} cannot be opened; check the rights of the folder, or choose another with --into")
    return WatchError(
        f"{path} is damaged ({bad}); move it away: texts in the record are recognised and not put in twice"
    )


def _unlock_record(state: State) -> None:
    """Remove the record's lock where a watch that was killed left it: this folder's own, by its number, or nobody's.

    Another program that writes the record now is left alone: it is running, and no watch of this folder is.
    """
    lock = state.folder / LOCK
    for _ in range(20):
        try:
            told = lock.read_text().strip()
        except FileNotFoundError:
            return
        if told and (told == state.meta("pid") or not _is_running(int(told) if told.isdigit() else 0)):
            break
        time.sleep(0.1)
    if not told or told == state.meta("pid") or not _is_running(int(told) if told.isdigit() else 0):
        lock.unlink(missing_ok=True)


def _is_running(pid: int) -> bool:
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def ahead(due_at: float, now: float) -> float:
    """A time of the state, brought back to now where it is so far ahead that the clock must have been wrong."""
    return now if due_at > now + CLOCK_SLACK_SECONDS else due_at


def prune(state: State, now: float, kept_days: float, most_stories: int) -> int:
    """Forget items that no feed listed for so many days and that are done with, and the oldest stories; returns how many.

    An item that comes back later is known again by its text, which the record keeps.
    """
    before = now - kept_days * 86_400
    done = ("put", "given up")
    with state.whole():
        n = state.do("DELETE FROM item WHERE status IN (?, ?) AND listed_at < ?", *done, before)
        old = "SELECT id FROM story WHERE seen_at < ? OR id <= (SELECT max(id) FROM story) - ?"
        state.do(f"DELETE FROM band WHERE story IN ({old})", before, most_stories)  # noqa: S608 (no value inside)
        n += state.do(f"DELETE FROM story WHERE id IN ({old})", before, most_stories)  # noqa: S608
        state.do("DELETE FROM outbox WHERE printed_at < ? AND (sent_at < ? OR is_to_send = 0)", before, before)
        state.do("DELETE FROM host WHERE told_at < ?", before)
    return n
