"""ATOP's state-years and directed dyad-years as indicator rows: one row for each promise in force.

A promise that is not in force has no row: the file states years with an alliance only, and 0 in them means "not promised".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from foedus.rows import Row
from foedus.sources.atop_codes import PROMISES, check_version, known, member_of, name_in_rows
from foedus.sources.card import Report
from foedus.sources.columns import Cells
from foedus.sources.naming import Place, coded
from foedus.sources.origin import Origin

UNIT = "1: promised"


def state_years(made: Origin, rows: Iterable[Cells], report: Report) -> Iterator[tuple[str, Row]]:
    """One row for each kind of promise that a state had made to anybody in a year."""
    for cells in rows:
        report.n_read += 1
        check_version(cells)
        yield from _promises(made, cells, ("state",), PROMISES, report)


def pair_years(
    made: Origin, rows: Iterable[Cells], columns: tuple[str, ...], report: Report
) -> Iterator[tuple[str, Row]]:
    """One row for each kind of promise of one state to another in a year; `columns` are two codes, the year, promises."""
    for cells in rows:
        report.n_read += 1
        check_version(cells)
        yield from _promises(made, cells, columns[:2], columns[3:], report)


def _promises(
    made: Origin, cells: Cells, codes: tuple[str, ...], columns: tuple[str, ...], report: Report
) -> Iterator[tuple[str, Row]]:
    year = cells.needed("year")
    names = [name_in_rows(_state(cells.needed(column), year)) for column in codes]
    kept = [column for column in columns if cells.whole(column) == 1]
    if not kept:
        report.left_out["none of the five promises"] += 1
        return
    for column in kept:
        own = {
            "subject": names[0],
            "partner": names[1] if len(names) > 1 else None,
            "year": year,
            "name": f"atop_{column.removeprefix('atop_')}",
            "value": 1.0,
            "unit": UNIT,
        }
        yield "indicator", made.row(cells.where, known(year), **own)
    report.n_used += 1


@lru_cache(maxsize=50_000)
def _state(cow: int, year: int) -> Place:
    """The state of a COW number in a year; where COW counts none then, the one that the member file means too."""
    place = coded(str(cow), "cow", year)
    return place if place.exists else member_of(cow, date(year, 7, 1))
