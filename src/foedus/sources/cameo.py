"""CAMEO event codes as PLOVER types and modes, from the table `cameo.csv` (its head says where the facts come from)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("cameo.csv")


@dataclass(frozen=True, slots=True)
class Plover:
    """A PLOVER type and mode (None where PLOVER drops the code or has no mode), and whether actor and recipient change places."""

    type: str | None
    mode: str | None
    is_swapped: bool


@cache
def _table() -> dict[str, Plover]:
    with _TABLE.open(newline="", encoding="utf-8") as handle:
        rows = csv.DictReader(line for line in handle if not line.startswith("#"))
        return {
            row["cameo"]: Plover(row["plover_type"] or None, row["plover_mode"] or None, row["swap"] == "yes")
            for row in rows
        }


@cache
def plover(code: str) -> Plover | None:
    """What a CAMEO code is in PLOVER: the row of its longest beginning in the table; None where it is no CAMEO code."""
    if not (code.isdigit() and 2 <= len(code) <= 4):
        return None
    known = _table()
    return next((known[code[:end]] for end in range(len(code), 1, -1) if code[:end] in known), None)
