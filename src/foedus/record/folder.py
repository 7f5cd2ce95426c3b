"""A record on disk: one folder of Parquet files and a manifest that names them.

The manifest is the only pointer: data files carry their hash in their name and are written first, then the manifest is
replaced in one step. A crash leaves the last good state.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import duckdb

from foedus._version import __version__
from foedus.errors import RecordBusy, RecordError
from foedus.record.schema import SCHEMA_VERSION, TABLES

FORMAT = "foedus-record"
MANIFEST = "manifest.json"
LOCK = "writing.lock"
PARQUET = b"PAR1"
"""The first and last bytes of every Parquet file."""


def read_manifest(folder: Path) -> tuple[dict[str, Any], str]:
    """The manifest of a folder and its hash; raises `RecordError` where there is none that this program can read."""
    path = folder / MANIFEST
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise RecordError(f"{folder} is not a record: it has no {MANIFEST}; `foedus record export` makes one") from None
    except OSError as bad:
        raise RecordError(f"{path} cannot be read: {bad.strerror}") from None
    try:
        manifest = json.loads(raw)
    except ValueError:
        raise RecordError(f"{path} is damaged: it is not JSON; restore it from a copy") from None
    if (
        not isinstance(manifest, dict)
        or manifest.get("format") != FORMAT
        or not isinstance(manifest.get("tables"), dict)
    ):
        raise RecordError(f"{path} is not the manifest of a record: format {FORMAT} was expected")
    if not isinstance(manifest.get("schema_version"), int):
        raise RecordError(f"{path} is damaged: schema_version is missing; restore it from a copy")
    return manifest, hashlib.sha256(raw).hexdigest()


class Folder(NamedTuple):
    """What a folder holds: the data files and numbers of rows by table, the schema version, the manifest's hash."""

    files: dict[str, str]
    n_rows: dict[str, int]
    version: int
    manifest_hash: str


def read(folder: Path) -> Folder:
    """Look into a folder and check its files against the manifest; raises `RecordError`."""
    manifest, manifest_hash = read_manifest(folder)
    version = manifest["schema_version"]
    if version > SCHEMA_VERSION:
        raise RecordError(
            f"{folder} was written by a newer foedus ({manifest.get('made_by', 'unknown')}, schema {version}; "
            f"this one reads up to {SCHEMA_VERSION}): upgrade foedus"
        )
    entries = manifest["tables"]
    files = {name: _checked_file(folder, entry) for name, entry in entries.items()}
    n_rows = {name: int(entry.get("rows", 0)) for name, entry in entries.items()}
    return Folder(files, n_rows, version, manifest_hash)


@contextmanager
def told_as_damaged(path: str) -> Iterator[None]:
    """What DuckDB cannot read in a data file becomes a `RecordError` that names the file."""
    try:
        yield
    except duckdb.Error as bad:
        raise RecordError(f"{path} is damaged: {str(bad).splitlines()[0]}; restore it from a copy") from None


def write_from(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    expected: str | None,
    *,
    is_new: bool,
    unchanged: Mapping[str, str],
) -> str:
    """Write all tables of a connection to a folder; returns the new manifest's hash.

    Tables in `unchanged` are taken over from the files named there.
    `expected` is the hash of the manifest that was read: where the folder holds another by now, somebody else wrote,
    and nothing is overwritten. With `is_new` the folder must not hold a record yet.
    """
    with _writing(folder):
        manifest_path = folder / MANIFEST
        before: set[str] = set()
        if manifest_path.exists():
            if is_new:
                raise RecordError(f"{folder} already holds a record: choose another folder")
            if expected != hashlib.sha256(manifest_path.read_bytes()).hexdigest():
                raise RecordBusy(
                    f"{folder} was changed by another program since it was opened: open it again and repeat"
                )
            before = {str(entry["file"]) for entry in read_manifest(folder)[0]["tables"].values()}
        # A table without rows has no file: every file is looked into when a record is opened.
        entries = {
            name: _take_over(Path(unchanged[name]), folder, connection, name)
            if name in unchanged
            else _write_table(connection, folder, name)
            for name in TABLES
            if _count(connection, name)
        }
        manifest = {
            "format": FORMAT,
            "schema_version": SCHEMA_VERSION,
            "made_by": f"foedus {__version__}",
            "licences": _licences(connection),
            "tables": entries,
        }
        raw = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
        _replace(manifest_path, raw)
        # Files of the state before stay for whoever has it open; the next save removes them.
        _sweep(folder, before | {entry["file"] for entry in entries.values()})
    return hashlib.sha256(raw).hexdigest()


def _checked_file(folder: Path, entry: Any) -> str:
    """The path of one data file, after its hash was compared with the manifest's."""
    if not isinstance(entry, dict) or not {"file", "sha256"} <= entry.keys():
        raise RecordError(f"{folder / MANIFEST} is damaged: a table has no file or hash; restore it from a copy")
    name = str(entry["file"])
    path = folder / name
    if path.name != name:
        raise RecordError(f"{folder / MANIFEST} names a file outside its folder: {name}")
    try:
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
            handle.seek(0)
            ends = handle.read(4) + _last_four(handle)
    except OSError as bad:
        raise RecordError(f"{path} cannot be read: {bad.strerror}; restore it from a copy") from None
    if digest != entry["sha256"]:
        raise RecordError(f"{path} is not the file that the manifest lists (its hash differs): restore it from a copy")
    if ends != PARQUET + PARQUET:
        raise RecordError(f"{path} is damaged: it is not a Parquet file; restore it from a copy")
    return str(path)


def _last_four(handle: BinaryIO) -> bytes:
    size = handle.seek(0, os.SEEK_END)
    handle.seek(max(size - 4, 0))
    return handle.read(4)


def _write_table(connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> dict[str, Any]:
    """Write one table, sorted, and return its manifest entry."""
    part = folder / f".{name}.part"
    quoted = str(part).replace("'", "''")
    order = ", ".join(TABLES[name].sorted_by)
    connection.execute(
        f"COPY (SELECT * FROM main.{name} ORDER BY {order}) TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)"
    )
    with part.open("rb+") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
        os.fsync(handle.fileno())
    final = folder / f"{name}-{digest[:12]}.parquet"
    part.replace(final)
    return _entry(final, connection, name)


def _take_over(file: Path, folder: Path, connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    """Bring a data file that did not change into the folder, where it is not there yet; returns its manifest entry."""
    final = folder / file.name
    if not final.exists():
        part = folder / f".{name}.part"
        shutil.copyfile(file, part)
        part.replace(final)
    return _entry(final, connection, name)


def _entry(file: Path, connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    with file.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return {"file": file.name, "sha256": digest, "rows": _count(connection, name)}


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM main.{name}").fetchone()
    return int(row[0]) if row else 0


def _licences(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = connection.execute("SELECT DISTINCT licence FROM main.source WHERE licence IS NOT NULL ORDER BY 1")
    return [str(row[0]) for row in found.fetchall()]


def _replace(path: Path, raw: bytes) -> None:
    """Put `raw` at `path` in one step."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as handle:
        handle.write(raw)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(path)


def _sweep(folder: Path, kept: set[str]) -> None:
    """Remove data files that the manifest no longer names: what an earlier save or a crash left behind."""
    for path in (*folder.glob("*.parquet"), *folder.glob(".*.part")):
        table = path.name.rpartition("-")[0]
        if path.name not in kept and (table in TABLES or path.name.startswith(".")):
            path.unlink(missing_ok=True)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; raises `RecordError` where it cannot be written or somebody else holds the lock."""
    lock = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _free_of_the_dead(lock)
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        if not folder.is_dir():
            raise RecordError(f"{folder} is a file: a record needs a folder") from None
        raise RecordBusy(
            f"{folder} is being written by another program; if none is running, delete {lock} and repeat"
        ) from None
    except OSError as bad:
        raise RecordError(f"{folder} cannot be written: {bad.strerror}") from None
    os.write(handle, _holder(os.getpid()))
    os.close(handle)
    try:
        yield
    except OSError as bad:
        raise RecordError(f"{folder} cannot be written: {bad.strerror or bad}") from None
    finally:
        lock.unlink(missing_ok=True)


def _holder(pid: int) -> bytes:
    """Who holds a lock: the process and the machine it runs on."""
    return f"{pid} {platform.node()}\n".encode()


def _free_of_the_dead(lock: Path) -> None:
    """Put aside the lock of a process of this machine that runs no more: a crash must not close a record for good."""
    try:
        held = lock.read_bytes()
        pid = int(held.split()[0])
    except (OSError, ValueError, IndexError):
        return
    if pid == os.getpid() or held != _holder(pid) or not hasattr(os, "getpgid"):
        return
    try:
        os.getpgid(pid)
    except ProcessLookupError:
        aside = lock.with_name(f".{lock.name}.{os.getpid()}.part")
        try:
            lock.replace(aside)
        except FileNotFoundError:
            return
        if aside.read_bytes() != held:
            # Another program took it over in between: it is theirs.
            aside.replace(lock)
            return
        aside.unlink(missing_ok=True)
