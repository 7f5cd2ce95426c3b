"""Day files of machine-coded events (GDELT, POLECAT) put into a record as they come, those of an alliance's members only.

They stand under the code `ALL` as on the shelf: thousands of machine-coded acts beside hundreds that were read would turn
every count of an alliance into a count of the news. Source, method (`gdelt@2.0`) and day of publication are those of
`foedus.sources`; none is verified.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from foedus.errors import FoedusError
from foedus.record import Record, embedded
from foedus.rows import Row
from foedus.sources import source
from foedus.watch import items
from foedus.watch.state import State

LOG = logging.getLogger("foedus.watch")

BATCH = 50_000
INCOMING = "incoming"
"""Folder beside the state for files that were fetched, until they are put in: the readers open files by name."""

LARGEST_BYTES = 500_000_000


class Members:
    """The states that were ever in an alliance; with none given every state is one."""

    def __init__(self, alliance: str | None) -> None:
        self._codes: frozenset[str] | None = None
        if alliance is not None:
            record = Record.open(*embedded.folders())
            found = record.query("SELECT DISTINCT member FROM membership WHERE alliance = $code", {"code": alliance})
            self._codes = frozenset(row["member"] for row in found)

    def concerns(self, row: Row) -> bool:
        """Whether a member acted or was acted upon."""
        return self._codes is None or row["actor"] in self._codes or row["recipient"] in self._codes


def arrived(state: State, row: sqlite3.Row, data: bytes) -> None:
    """A day file came over the net: it is laid beside the state under its own name, then marked as ready."""
    folder = state.folder / INCOMING / str(row["id"])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / row["address"].rpartition("/")[2].partition("?")[0]
    path.write_bytes(data)
    state.do("UPDATE item SET status = 'ready', address = ? WHERE id = ?", str(path), row["id"])


def put(state: State, row: sqlite3.Row, members: Members) -> int:
    """Put one day file into the folder's record and mark it; returns how many rows were new. A bad file is given up."""
    path = Path(row["address"])
    try:
        n = _put(state.folder, path, row["kind"], members)
    except (FoedusError, OSError) as bad:
        items.give_up(state, row["id"], str(bad))
        LOG.warning("%s: given up: %s", path.name, bad)
        return 0
    with state.whole():
        state.do("UPDATE item SET status = 'put' WHERE id = ?", row["id"])
        state.set_meta("is_to_judge", "1")
    if state.folder / INCOMING in path.parents:
        shutil.rmtree(path.parent, ignore_errors=True)
    return n


def _put(folder: Path, path: Path, kind: str, members: Members) -> int:
    record = Record.open(folder)
    n = 0
    told = _concerning(source(kind).load([path]).rows, members)
    while batch := list(islice(told, BATCH)):
        for table in ("source", "event"):
            n += record.add(table, [row for name, row in batch if name == table], where=path.name)
    if n:
        record.save()
    return n


def _concerning(rows: Iterator[tuple[str, Row]], members: Members) -> Iterator[tuple[str, Row]]:
    """Sources, and the acts that concern a member."""
    return ((table, row) for table, row in rows if table == "source" or members.concerns(row))
