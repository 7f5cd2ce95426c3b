"""Make a publisher's files into a record folder on the shelf, and take one off it.

Every row of a file is used or left out for a named reason; the counts are kept. The old state stays in use until the new one
is whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from foedus.record import Record
from foedus.record.schema import TABLES
from foedus.rows import Row
from foedus.shelf import fetch as download
from foedus.shelf.place import ENTRY, File, Installed, ShelfError, installed, root, write
from foedus.sources import FileSpec, Source, source
from foedus.sources.card import BadSource, Loaded
from foedus.sources.tabular import sha256_of

BATCH = 50_000
"""Rows checked and stored at a time, so that memory does not hold a data set twice."""

LOCK = "installing.lock"

Told = Callable[[str, int, int | None], None]
"""Hears of progress: what is being done, how much of it is done, and how much there is where that is known."""


def add(name: str, files: Sequence[Path], *, is_more: bool = False, told: Told | None = None) -> Installed:
    """Put a data set on the shelf from the user's own files; it replaces what stood there, or joins it (`is_more`).

    Raises `BadSource` for a file that the card does not describe, `UnknownName` for a name of no data set, `ShelfError`
    where the shelf cannot be written. Nothing changes then.
    """
    module = source(name)
    return _install(module, [(Path(file), None) for file in files], is_more, told or _silent)


def get(name: str, specs: Sequence[FileSpec] = (), *, is_more: bool = False, told: Told | None = None) -> Installed:
    """Fetch a data set's files and put it on the shelf; `specs` are other files than those of its card.

    Raises `FetchError` where a download fails: what came is kept, and the next call resumes it.
    """
    module = source(name)
    card, wanted, hear = module.CARD, list(specs or module.CARD.files), told or _silent
    by_hand = [spec.name for spec in wanted if not spec.url]
    if by_hand:
        raise ShelfError(
            f"{card.name} cannot be fetched: its publisher asks for a form or a click; download {', '.join(by_hand)} from "
            f"{card.home}, then run `foedus data add {card.name} FILE`"
        )
    folder = root() / card.name / "downloads"
    found: list[tuple[Path, str | None]] = []
    for spec in wanted:
        path, url = folder / spec.name, str(spec.url)
        if not path.exists():
            try:
                download.fetch(url, path, sha256=spec.sha256, told=partial(hear, spec.name))
            except download.FetchError as bad:
                raise download.FetchError(
                    f"{bad}; or download {spec.name} from {card.home} and run `foedus data add {card.name} FILE`"
                ) from None
        found.append((path, url))
    try:
        made = _install(module, found, is_more, hear)
    except BadSource:
        # A file that came whole and is not what the card says would only be found again.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
    return made


def remove(name: str) -> None:
    """Take a data set off the shelf; raises `ShelfError` where it is not there."""
    own = source(name).CARD.name
    folder = root() / own
    if not (folder / ENTRY).exists() and not folder.exists():
        listed = ", ".join(installed()) or "nothing"
        raise ShelfError(f"{own} is not installed; on the shelf: {listed}")
    try:
        (folder / ENTRY).unlink(missing_ok=True)
        shutil.rmtree(folder)
    except OSError as bad:
        raise ShelfError(f"{folder} cannot be removed: {bad.strerror}") from None


def _install(module: Source, files: list[tuple[Path, str | None]], is_more: bool, told: Told) -> Installed:
    name = module.CARD.name
    before = installed().get(name) if is_more else None
    with _locked(name) as folder:
        loaded = module.load([path for path, _ in files])
        record = Record.open(before.folder) if before else Record.in_memory()
        _take(record, loaded, name, told)
        report = loaded.report
        if not report.is_complete:
            raise AssertionError(f"{name}: {report.n_read} rows read, but {report.n_used} used and {report.left_out}")
        stamp = datetime.now(UTC)
        target = folder / f"record-{stamp:%Y%m%dT%H%M%S%f}"
        record.save(target)
        own = tuple(File(path.name, sha256_of(path), path.stat().st_size, url) for path, url in files)
        entry = Installed(
            name=name,
            folder=target,
            files=tuple(dict.fromkeys([*(before.files if before else ()), *own])),
            added_at=stamp.isoformat(timespec="seconds"),
            rows={table: n for table, n in record.counts().items() if n},
            n_read=report.n_read + (before.n_read if before else 0),
            n_used=report.n_used + (before.n_used if before else 0),
            left_out=_sum(before.left_out if before else {}, report.left_out),
        )
        write(entry)
        for old in folder.glob("record-*"):
            if old != target:
                shutil.rmtree(old, ignore_errors=True)
    return entry


def _take(record: Record, loaded: Loaded, name: str, told: Told) -> None:
    """Rows into the record, a batch at a time; within a batch tables in the schema's order: rows refer to those before."""
    done = 0
    while batch := list(islice(loaded.rows, BATCH)):
        by_table: dict[str, list[Row]] = {}
        for table, row in batch:
            by_table.setdefault(table, []).append(row)
        for table in TABLES:
            if table in by_table:
                record.add(table, by_table[table], where=name)
        done += len(batch)
        told(f"{name}: rows", done, None)


def _sum(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {why: one.get(why, 0) + other.get(why, 0) for why in (*one, *(why for why in other if why not in one))}


def _silent(what: str, done: int, whole: int | None) -> None:
    """Nobody listens."""


@contextmanager
def _locked(name: str) -> Iterator[Path]:
    """The data set's folder, held against another foedus; raises `ShelfError`."""
    folder = root() / name
    lock = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        raise ShelfError(
            f"{name} is being installed by another foedus; if none is running, delete {lock} and repeat"
        ) from None
    except OSError as bad:
        raise ShelfError(f"{folder} cannot be written: {bad.strerror}; {_hint()}") from None
    os.write(handle, f"{os.getpid()}\n".encode())
    os.close(handle)
    try:
        yield folder
    except OSError as bad:
        raise ShelfError(f"{folder} cannot be written: {bad.strerror or bad}; {_hint()}") from None
    finally:
        lock.unlink(missing_ok=True)
        with suppress(OSError):
            # A first try that failed leaves no empty folder behind.
            folder.rmdir()


def _hint() -> str:
    return "set FOEDUS_DATA to a folder that can"
