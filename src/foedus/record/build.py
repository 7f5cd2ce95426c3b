"""Make the embedded record's Parquet files from its reviewable text files: `python -m foedus.record.build`.

Text files name other rows by key; ids are made here. A file whose rows name no alliance is about that of its folder.
`known_on` is found by one rule where the text gives none: the day of publication of the row's source; else the last day
of its month or year; else the day after the act.
"""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

from foedus.dates import PartialDate
from foedus.errors import BadRow, FoedusError
from foedus.record import embedded
from foedus.record.checks import checked
from foedus.record.schema import TABLES
from foedus.record.store import Record
from foedus.record.texts import read_cells, typed
from foedus.rows import KnownBasis, Row

KEY_COLUMNS = {
    "source": "source_id",
    "responds_to": "responds_to",
    "event": "event_id",
    "call": "call_id",
    "resolution": "resolution_id",
    "from": "from_id",
    "to": "to_id",
}
"""Columns of the text files that hold keys of other rows, and the columns of the record they become."""

ACT_DATE = {
    "alliance": "signed_on",
    "membership": "from_on",
    "obligation": "signed_on",
    "event": "happened_on",
    "statement": "said_on",
    "call": "called_on",
    "answer": "answered_on",
    "resolution": "voted_on",
    "vote": "voted_on",
    "conflict": "began_on",
    "indicator": "year",
}


def build(text_folder: Path) -> Record:
    """A record from all `TABLE*.csv` files below a folder; raises `BadRow` with file, row and column."""
    texts = _Texts(text_folder)
    made: dict[str, Row] = {}
    for key in texts.rows:
        _make(key, texts, made, ())
    record = Record.in_memory()
    for name in TABLES:
        rows = sorted((made[key] for key in texts.rows if texts.tables[key] == name), key=lambda row: str(row["id"]))
        record.add(name, rows, where=f"embedded {name}")
    return record


def main() -> int:
    """Rebuild the shipped files in place; returns the exit code."""
    try:
        record = build(embedded.TEXT_FOLDER)
        shutil.rmtree(embedded.FOLDER, ignore_errors=True)
        record.save(embedded.FOLDER)
    except FoedusError as bad:
        sys.stderr.write(f"{bad}\n")
        return 2
    counts = ", ".join(f"{name} {n}" for name, n in record.counts().items())
    sys.stdout.write(f"{embedded.FOLDER.name}: {counts}\n")
    return 0


class _Texts:
    """Every row of the text files by key, with its table, its place and, for sources, who cites it."""

    def __init__(self, folder: Path) -> None:
        self.rows: dict[str, dict[str, str]] = {}
        self.tables: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.citing: dict[str, list[str]] = {}
        for path in sorted(folder.rglob("*.csv")):
            for place, row in read_cells(path):
                self._take(path, place, row)

    def _take(self, path: Path, place: str, row: dict[str, str]) -> None:
        table = next((name for name in TABLES if path.stem == name or path.stem.startswith(f"{name}_")), None)
        key = row.get("key")
        if table is None:
            raise BadRow(f"{path.name}: the file name must begin with the name of a table: {', '.join(TABLES)}")
        if not key:
            raise BadRow(f"{place}, column `key`: every embedded row needs a key")
        if key in self.rows:
            raise BadRow(f"{place}: the key {key} is used twice (also in {self.places[key]})")
        if "alliance" not in row and TABLES[table].column("alliance"):
            row["alliance"] = path.parent.name.upper()
        self.rows[key], self.tables[key], self.places[key] = row, table, place
        if row.get("source"):
            self.citing.setdefault(row["source"], []).append(key)


def _make(key: str, texts: _Texts, made: dict[str, Row], waiting: tuple[str, ...]) -> Row:
    """The record row of a key, after the rows that it refers to."""
    if key in made:
        return made[key]
    if key in waiting:
        raise BadRow(f"{texts.places[key]}: rows refer to each other in a circle: {' -> '.join((*waiting, key))}")
    text, table_name, place = texts.rows[key], texts.tables[key], texts.places[key]
    values: dict[str, Any] = {"method": "hand", "recorded_at": embedded.COMPILED_AT}
    for name, value in text.items():
        if name in KEY_COLUMNS and value:
            if value not in texts.rows:
                raise BadRow(f"{place}, column `{name}`: no row has the key {value}")
            values[KEY_COLUMNS[name]] = _make(value, texts, made, (*waiting, key))["id"]
        elif name not in KEY_COLUMNS:
            values[name] = typed(table_name, name, value)
    if not text.get("known_on"):
        values["known_on"], values["known_basis"] = _known(key, texts)
    row = checked(TABLES[table_name], values, place)
    made[key] = row
    return row


def _known(key: str, texts: _Texts) -> tuple[date, KnownBasis]:
    """When the public could have known a row, by the rule in the module's first lines."""
    text, table_name, place = texts.rows[key], texts.tables[key], texts.places[key]
    if text.get("known_on"):
        return date.fromisoformat(text["known_on"]), text["known_basis"]  # type: ignore[return-value]
    source = text if table_name == "source" else texts.rows.get(text.get("source", ""), {})
    if source.get("published"):
        published = PartialDate.parse(source["published"])
        bases: dict[str, KnownBasis] = {
            "day": "published_day",
            "month": "published_month",
            "year": "published_year",
        }
        return published.last, bases[published.basis]
    if table_name == "source":
        cited = [_known(citing, texts)[0] for citing in texts.citing.get(key, [])]
        if not cited:
            raise BadRow(f"{place}: the source has no date and no row cites it; remove it or date it")
        return min(cited), "inferred"
    if table_name not in ACT_DATE:
        raise BadRow(f"{place}, column `known_on`: a row of {table_name} without a dated source needs a day")
    return PartialDate.parse(text[ACT_DATE[table_name]]).day_after, "inferred"


if __name__ == "__main__":
    raise SystemExit(main())
