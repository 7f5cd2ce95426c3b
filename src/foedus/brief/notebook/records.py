"""What a notebook shows of a record, of a view of it, and of rows taken out of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.brief.notebook.frame import Grid, Show, values
from foedus.record.schema import TABLES

if TYPE_CHECKING:
    from foedus.record import AsOf, Record
    from foedus.tables import Rows

ROWS_SHOWN = 20
LONGEST_CELL = 160


def record(it: Record) -> Show:
    """Its folder and how many rows each table has."""
    counts = it.counts()
    grid = _tables({name: f"{n:,}" for name, n in counts.items() if n})
    where = it.folder.name if it.folder else "in memory or of several folders"
    return Show(f"Record ({where})", "record.as_of(day) gives the view that questions read.", (grid,))


def asof(it: AsOf) -> Show:
    """The day, and what can be asked."""
    under = 'view.query("SELECT ...") reads these tables, and with `_all` after the name superseded rows and duplicates too.'
    return Show(f"The record as of {it.day.isoformat()}", under, (_tables(None),))


def _tables(counts: dict[str, str] | None) -> Grid:
    if counts is None:
        return Grid("", ("Table", "A row is"), tuple((name, table.meaning) for name, table in TABLES.items()))
    rows = tuple((name, n, TABLES[name].meaning) for name, n in counts.items())
    return Grid("", ("Table", "Rows", "A row is"), rows, frozenset({1}))


def rows(it: Rows) -> Show:
    """The first rows."""
    heads = tuple(it[0]) if it else ()
    shown = tuple(tuple(_cut(values(row.get(name))) for name in heads) for row in it[:ROWS_SHOWN])
    numbers = frozenset(
        place for place, name in enumerate(heads) if any(_is_number(row.get(name)) for row in it[:ROWS_SHOWN])
    )
    more = f"and {len(it) - ROWS_SHOWN} more" if len(it) > ROWS_SHOWN else ""
    blocks = (Grid("", heads, shown, numbers, more),) if heads else ()
    return Show(f"{len(it)} row{'' if len(it) == 1 else 's'}", "", blocks)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
