"""Which record the tools read and write: said once when the server starts, never by an argument of a tool."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from foedus.dates import parse_day
from foedus.errors import RecordError
from foedus.shelf.place import folders as installed_folders

if TYPE_CHECKING:
    from foedus.record import AsOf, Record

MANIFEST = "manifest.json"


class Desk(NamedTuple):
    """How the server was started."""

    record: Path | None = None
    """A record folder in place of the embedded record."""
    write: Path | None = None
    """The record that tools may add to; without it no such tool exists."""
    texts: Path | None = None
    """The folder whose files `check` may be asked to open by name; without it texts come in as text only."""


def opened(desk: Desk) -> Record:
    """The record that the tools read: each call opens it anew, so that calls side by side share nothing.

    What was written is read with it; a record to write to that has alliances of its own stands alone.
    """
    from foedus.record import Record, embedded

    base = [desk.record] if desk.record else embedded.folders(installed_folders())
    own = desk.write
    if own is None or own == desk.record or not (own / MANIFEST).exists():
        return Record.open(*base)
    if desk.record is None:
        alone = Record.open(own)
        if alone.query("SELECT code FROM alliance LIMIT 1"):
            return alone
    return Record.open(*base, own)


def view(desk: Desk, as_of: str | None) -> AsOf:
    """That record as of a day, today where none is given; raises `BadDate`, `RecordError`."""
    from foedus.build import open_view

    return open_view(as_of or None, opened(desk))


def check_folders(desk: Desk) -> None:
    """Refuse folders that no call could use, when the server starts; raises `RecordError`."""
    if desk.record is not None:
        from foedus.record import Record

        Record.open(desk.record)
    if desk.write is not None and (desk.write / MANIFEST).exists():
        opened(desk)
    elif desk.write is not None and desk.write.exists() and (not desk.write.is_dir() or any(desk.write.iterdir())):
        raise RecordError(f"{desk.write} is not empty and no record: name a record or a new folder")
    if desk.texts is not None and not desk.texts.is_dir():
        raise RecordError(f"{desk.texts} is no folder: name the folder whose texts may be opened")


def day(as_of: str | None) -> str:
    """The as-of day as text, today where none is given; raises `BadDate`."""
    return (parse_day(as_of) if as_of else date.today()).isoformat()


def state(desk: Desk) -> tuple[tuple[str, int, int], ...]:
    """What tells whether the record has changed since: each folder's manifest with its time and size."""
    folders = [desk.record, desk.write, *installed_folders()]
    found = [(one / MANIFEST) for one in folders if one is not None]
    return tuple((str(one), one.stat().st_mtime_ns, one.stat().st_size) for one in found if one.exists())
