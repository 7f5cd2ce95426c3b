"""Rows from CSV files: cells as the columns' types, places for error messages."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from foedus.errors import BadRow, UnknownName
from foedus.record.schema import TABLES


def read_cells(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row of a CSV file with its place (`votes.csv, line 12`); raises `BadRow` for a file that is not CSV."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            reader = csv.DictReader(handle, strict=True)
            for row in reader:
                place = f"{path.name}, line {reader.line_num}"
                if None in row or None in row.values():
                    raise BadRow(f"{place}: this row has not as many columns as the header")
                yield place, row
    except OSError as bad:
        raise BadRow(f"{path} cannot be read: {bad.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as bad:
        raise BadRow(f"{path.name} is not a CSV file in UTF-8: {bad}") from None


def typed(table_name: str, name: str, value: str) -> Any:
    """A cell as the column's type; text that does not fit is left for the checks to name."""
    column = TABLES[table_name].column(name)
    if value == "":
        return None
    if column is not None and column.kind == "boolean":
        return {"true": True, "false": False}.get(value.lower(), value)
    return value


def read_rows(table_name: str, path: Path) -> list[dict[str, Any]]:
    """The rows of a CSV file for one table."""
    if table_name not in TABLES:
        raise UnknownName(f'"{table_name}" is not a table of a record; tables: {", ".join(TABLES)}')
    return [{name: typed(table_name, name, value) for name, value in row.items()} for _, row in read_cells(path)]
