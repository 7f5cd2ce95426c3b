"""ATOP's state-years and directed dyad-years as indicator rows: one row for each promise in force.

A promise that is not in force has no row: the file states years with an alliance only, and 0 in them means "not promised".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foedus.rows import Row
from foedus.sources.atop_codes import PROMISES, check_version, known
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
    places: list[Place] = [coded(cells.text(column), "cow", year) for column in codes]
    lost = next((place.why_not for place in places if not place.exists), None)
    kept = [column for column in columns if cells.whole(column) == 1]
    if lost or not kept:
        report.left_out[lost or "none of the five promises"] += 1
        return
    subject, partner = places[0], places[1] if len(places) > 1 else None
    for column in kept:
        own = {
            "subject": subject.code or subject.name,
            "partner": (partner.code or partner.name) if partner else None,
            "year": year,
            "name": f"atop_{column.removeprefix('atop_')}",
            "value": 1.0,
            "unit": UNIT,
        }
        yield "indicator", made.row(cells.where, known(year), **own)
    report.n_used += 1
