"""Rows as a list of dicts that pandas, polars and DuckDB take as they are, and that shows itself in a notebook.

No data frame library is needed or loaded. Arrow comes from DuckDB, through the interface that all of them speak
(`__arrow_c_stream__`, the Arrow PyCapsule interface).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from foedus.shown import shown

SQL_TYPES = ((bool, "BOOLEAN"), (int, "BIGINT"), (float, "DOUBLE"), (tuple, "VARCHAR[]"), (list, "VARCHAR[]"))
"""The SQL type of a column by the type of its values; anything else is text."""


@shown
class Rows(list[dict[str, Any]]):
    """Rows with the same columns: `pandas.DataFrame(rows)`, `polars.DataFrame(rows)`, and other readers of dicts or Arrow."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows as an Arrow stream; whole numbers beside fractions become fractions, a column of nothing becomes text."""
        import duckdb

        names = list(self[0]) if self else []
        lists = {f"c{place}": [_cell(row[name]) for row in self] for place, name in enumerate(names)}
        cells = [
            f"unnest(CAST($c{place} AS {_sql_type(lists[f'c{place}'])}[])) AS {_quoted(name)}"
            for place, name in enumerate(names)
        ]
        sql = f"SELECT {', '.join(cells)}" if cells else "SELECT 1 AS nothing WHERE false"
        made = duckdb.connect().sql(sql, params=lists)
        return made.__arrow_c_stream__(requested_schema)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _cell(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _sql_type(values: Iterable[Any]) -> str:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int, float}:
        return "DOUBLE"
    return next((name for kind, name in SQL_TYPES if kinds == {kind}), "VARCHAR")


PLAIN = re.compile(r"(?:str|int|float|bool|None|tuple\[str, \.\.\.\]|[ |])+")
"""Annotations of fields that fit a cell: text, numbers, truth values, lists of text."""


def rows_of(objects: Iterable[Any]) -> Rows:
    """Dataclasses of one kind as rows, a column a field; fields that hold dataclasses in their turn are left out."""
    return Rows(
        {it.name: getattr(one, it.name) for it in fields(one) if PLAIN.fullmatch(str(it.type))} for one in objects
    )
