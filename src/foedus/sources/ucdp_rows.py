"""Conflict-years and events of UCDP as conflict rows: sides, dates as far as they are known, deaths.

A conflict-year gives one row for each pair of sides: each state of side A, and each that sent troops to help it, with each of
side B; a state that helped both in turn (Vietnam in Cambodia, 1979) is no opponent of itself, and in a war inside a third state
two that only helped are no pair. Sides that are no states keep UCDP's name. Deaths of the whole conflict are given where there is
one pair only. `began_on` and `ended_on` are the year where the fighting began before it or went on after it. Dates keep UCDP's
precision: of `start_prec` 1 is a day, 2 and 3 a month, more a year; of GED's `date_prec` 1 to 3 is a day, 4 a month, 5 a year.

Columns of GED that are not read: sources and headlines, coordinates, names in other data sets, deaths by side, clarity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, product

from foedus.rows import Row, row_id
from foedus.sources.card import Report
from foedus.sources.columns import Cells
from foedus.sources.naming import coded
from foedus.sources.origin import Known, Origin

SLIM = (
    *("conflict_id", "year", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "intensity_level", "type_of_conflict"),
    *("start_date2", "start_prec2", "ep_end", "ep_end_date"),
)
YEARS = (*SLIM, "location", "side_a", "side_a_2nd", "side_b", "side_b_2nd", "ep_end_prec", "version")
EVENTS = (
    *(
        "id",
        "year",
        "active_year",
        "type_of_violence",
        "conflict_name",
        "side_a",
        "side_b",
        "where_description",
        "adm_1",
    ),
    *("country", "country_id", "date_prec", "date_start", "date_end", "best", "high", "low", "gwnoa", "gwnob"),
)

DEATHS: dict[int, tuple[int, int | None]] = {1: (25, 999), 2: (1000, None)}
"""Fewest and most deaths of a conflict-year by level of intensity."""

TYPES = {
    **dict.fromkeys(("1", "extrasystemic"), "a state against a group outside its territory"),
    **dict.fromkeys(("2", "interstate"), "between states"),
    **dict.fromkeys(("3", "intrastate"), "inside a state"),
    **dict.fromkeys(("4", "ii"), "inside a state, with troops of other states"),
}
INSIDE = ("3", "intrastate", "4", "ii")
"""Types of conflict inside one state."""

VIOLENCE = {1: "state-based conflict", 2: "fighting between groups that are no states", 3: "violence against civilians"}

SERBIA = ("345", 2006, "340")
"""UCDP keeps the number of Yugoslavia for Serbia after 2006; Gleditsch and Ward have a new one."""


@dataclass(slots=True)
class ConflictYear:
    """One conflict in one year: its rows, and the sides by role in the order in which they are named."""

    rows: list[Cells]
    sides: dict[str, dict[str, None]] = field(
        default_factory=lambda: {role: {} for role in ("a", "a_2nd", "b", "b_2nd")}
    )


def year_rows(
    made: Origin, rows: Iterable[Cells], known: Callable[[int], Known], report: Report
) -> Iterator[tuple[str, Row]]:
    """Rows of all conflict-years, in order; rows of the slim file that tell one conflict-year are put together."""
    whole = sorted(rows, key=lambda cells: (cells.needed("conflict_id"), cells.needed("year"), cells.number))
    for (conflict, year), group in groupby(
        whole, key=lambda cells: (cells.needed("conflict_id"), cells.needed("year"))
    ):
        told = ConflictYear(list(group))
        report.n_read += len(told.rows)
        for cells in told.rows:
            for role, names in told.sides.items():
                names.update(dict.fromkeys(_states(cells, role, year)))
        yield from _pairs(made, told, conflict, year, known)
        report.n_used += len(told.rows)


def event_rows(
    made: Origin, rows: Iterable[Cells], known: Callable[[int, int | None], Known], report: Report
) -> Iterator[tuple[str, Row]]:
    """One row per event of GED."""
    for cells in rows:
        report.n_read += 1
        year = cells.needed("year")
        violence = cells.needed("type_of_violence")
        if violence not in VIOLENCE:
            raise cells.bad("type_of_violence", "is none of 1, 2, 3")
        sides = sorted(
            _side(cells, column, number, year) for column, number in (("side_a", "gwnoa"), ("side_b", "gwnob"))
        )
        where = [cells.text(column) for column in ("where_description", "adm_1", "country")]
        below = "" if cells.whole("active_year") else "; the conflict stayed below 25 deaths in the year"
        began, ended = _event_days(cells)
        row = made.row(
            f"{cells.file}, id {cells.text('id')}",
            known(year, cells.whole("country_id")),
            side_a=sides[0],
            side_b=sides[1],
            began_on=began,
            ended_on=ended,
            place=", ".join(dict.fromkeys(part for part in where if part)) or None,
            deaths_low=cells.needed("low"),
            deaths_best=cells.needed("best"),
            deaths_high=cells.needed("high"),
            note=f"UCDP: {VIOLENCE[violence]}, {cells.text('conflict_name')}{below}",
        )
        yield "conflict", row
        report.n_used += 1


def _states(cells: Cells, role: str, year: int) -> list[str]:
    """The states of a role; several numbers stand in one cell with commas between them."""
    return [_state(number, year) for number in cells.text(f"gwno_{role}").split(",") if number.strip()]


def _state(number: str, year: int) -> str:
    number = number.strip().removesuffix(".0")
    if number == SERBIA[0] and year >= SERBIA[1]:
        number = SERBIA[2]
    place = coded(number, "gw", year)
    return place.code or (place.name if place.exists else f"GW {number}")


def _pairs(
    made: Origin, told: ConflictYear, conflict: int, year: int, known: Callable[[int], Known]
) -> Iterator[tuple[str, Row]]:
    first = told.rows[0]
    level, kind = first.needed("intensity_level"), first.text("type_of_conflict").lower()
    if level not in DEATHS:
        raise first.bad("intensity_level", "is neither 1 nor 2")
    if kind not in TYPES:
        raise first.bad("type_of_conflict", "is none of 1 to 4")
    sides = product(_side_of(told, "a", conflict), _side_of(told, "b", conflict))
    pairs = [
        (one, other) for one, other in sides if one != other and not (kind in INSIDE and _only_help(told, one, other))
    ]
    if not pairs:
        raise first.bad("gwno_b", "is the same state as side A")
    low, high = DEATHS[level]
    began, ended = _year_days(first, year)
    helpers = sorted({*told.sides["a_2nd"], *told.sides["b_2nd"]})
    for one, other in pairs:
        sent = [name for name in (one, other) if name in helpers]
        side_a, side_b = sorted((one, other))
        own = {
            "side_a": side_a,
            "side_b": side_b,
            "began_on": began,
            "place": first.text("location") or None if "location" in first.values else None,
            "deaths_low": low if len(pairs) == 1 else None,
            "deaths_high": high if len(pairs) == 1 else None,
            "note": (
                f"UCDP conflict {conflict}, {TYPES[kind]}: {low} deaths or more in the year"
                + (f", among {len(pairs)} pairs of sides" if len(pairs) > 1 else "")
                + (f"; {' and '.join(sent)} sent troops in support" if sent else "")
            ),
        }
        yield from _as_known(made, f"{first.file}, conflict {conflict}, {year}", own, (str(year), ended), known, year)


def _only_help(told: ConflictYear, one: str, other: str) -> bool:
    """Whether two states only sent troops to help: in a war inside a third state UCDP makes no dyad of them."""
    main = {*told.sides["a"], *told.sides["b"]}
    helpers = {*told.sides["a_2nd"], *told.sides["b_2nd"]} - main
    return one in helpers and other in helpers


def _as_known(
    made: Origin, locator: str, own: Row, ends: tuple[str, str], known: Callable[[int], Known], year: int
) -> Iterator[tuple[str, Row]]:
    """The row of a year as first published, then, where fighting ended in it, the row with the day, which supersedes it.

    UCDP sets the end of an episode when a year without fighting has passed: a release later.
    """
    first = made.row(locator, known(year), **own, ended_on=ends[0])
    yield "conflict", first
    if ends[1] == ends[0]:
        return
    later = known(year + 1)
    last = made.row(locator, later, **own, ended_on=ends[1])
    yield "conflict", last
    ids = {"from_id": row_id("co", last), "relation": "supersedes", "to_id": row_id("co", first)}
    yield "link", made.row(locator, later, **ids, reason="the end was published after a year without fighting")


def _side_of(told: ConflictYear, role: str, conflict: int) -> list[str]:
    """States of a side and its helpers; where the side itself is no state, UCDP's name for it or the number of the conflict."""
    own = list(told.sides[role])
    if not own:
        first = told.rows[0]
        own = [first.text(f"side_{role}") or f"UCDP conflict {conflict}, side {role.upper()}"]
    return list(dict.fromkeys((*own, *told.sides[f"{role}_2nd"])))


def _year_days(cells: Cells, year: int) -> tuple[str, str]:
    """First and last day in a year, as far as known: the year itself where the fighting began before or went on after it."""
    began, ended = cells.day("start_date2"), cells.day("ep_end_date")
    starts, ends = str(year), str(year)
    if began and began.first.year == year:
        starts = _known_part(began.text, cells.whole("start_prec2") or 1)
    if cells.whole("ep_end") == 1 and ended:
        ends = _known_part(ended.text, cells.whole("ep_end_prec") or 1)
    return starts, ends


def _known_part(day: str, precision: int) -> str:
    return day if precision <= 1 else day[:7] if precision <= 3 else day[:4]


def _event_days(cells: Cells) -> tuple[str, str]:
    began, ended = cells.day("date_start"), cells.day("date_end")
    if began is None or ended is None:
        raise cells.bad("date_start", "or the end is empty; every event has both")
    if ended.last < began.first:
        raise cells.bad("date_end", f"is before the start, {began}")
    precision = cells.needed("date_prec")
    length = 10 if precision <= 3 else 7 if precision == 4 else 4
    return began.text[:length], ended.text[:length]


def _side(cells: Cells, column: str, number: str, year: int) -> str:
    """A side of an event: the state, or UCDP's name for a group, or civilians."""
    gw = cells.text(number)
    return _state(gw, year) if gw else cells.text(column) or "unknown"
