"""What a fit and a back-test read: treaties of ATOP and yearly values of states, from what is installed and what ships.

Not here: what is made of them (`panel`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from foedus.errors import FoedusError
from foedus.odds.covariates import PROVISIONS
from foedus.odds.signals import DEMOCRACY, POINT, S, Signals
from foedus.record import Record, embedded
from foedus.rows import Row
from foedus.shelf import folders

TREATIES = "atop@"
FIRST_OF_SHIPPED_VDEM = 2005


class NotInstalled(FoedusError):
    """A data set that a fit or a back-test cannot do without."""


class Data(NamedTuple):
    """Treaties as `(table, row)` pairs, yearly signals, and what is missing, in words."""

    treaties: list[tuple[str, Row]]
    signals: Signals
    missing: tuple[str, ...]


def installed() -> Data:
    """From the shelf and the data folders that ship; raises `NotInstalled` where ATOP is not on the shelf."""
    record = Record.open(*embedded.folders(folders()))
    treaties = list(_treaties(record))
    if not treaties:
        raise NotInstalled(
            "ATOP is not installed, and foedus may not pass it on: `foedus data get atop` fetches it, or "
            "`foedus data add atop FILE` takes your download"
        )
    signals = Signals.from_rows(_signals(record))
    missing = []
    if min((year for _, year in signals.democracy), default=9999) >= FIRST_OF_SHIPPED_VDEM:
        missing.append(
            "V-Dem before 2005 (`foedus data get vdem`): autocracy and its change are unknown for earlier years"
        )
    return Data(treaties, signals, tuple(missing))


def _treaties(record: Record) -> Iterator[tuple[str, Row]]:
    for table in ("membership", "link"):
        for row in record.query(f"SELECT * FROM {table} WHERE starts_with(method, '{TREATIES}')"):
            yield table, row
    names = ", ".join(f"'atop_{name}'" for name in PROVISIONS)
    wanted = f"starts_with(method, '{TREATIES}') AND name IN ({names})"
    for row in record.query(f"SELECT * FROM indicator WHERE {wanted}"):
        yield "indicator", row


def _signals(record: Record) -> Iterator[tuple[str, Row]]:
    for row in record.query(f"SELECT * FROM indicator WHERE name IN ('{POINT}', '{S}', '{DEMOCRACY}')"):
        yield "indicator", row
    for row in record.query("SELECT * FROM conflict WHERE starts_with(method, 'ucdp@')"):
        yield "conflict", row
