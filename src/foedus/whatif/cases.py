"""The cases that the hub-and-member model is fitted on: calls, member-months and threats of a record as of a day.

    made = cases(record.as_of(day))            # or cases(record, day=day), or cases(view, ["CSTO"])
    made.calls.given, made.months.choices, made.threats.n

Nothing known after the day is in any of the three; a covariate of a month uses only rows known by the end of the month before,
one of a call those known the day before it. Cases of ATOP's alliances are made in `atop_cases`. Nothing is written to disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.errors import UnknownName
from foedus.odds.panel import Clock
from foedus.record import AsOf, Record
from foedus.whatif import facts as read_facts
from foedus.whatif.calls import WEIGHTS, Calls, calls
from foedus.whatif.months import Months, months
from foedus.whatif.threats import Threats, threats


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Calls, member-months and threats as of `day`."""

    calls: Calls
    months: Months
    threats: Threats
    day: date


def cases(
    source: Record | AsOf,
    alliances: Sequence[str] | None = None,
    *,
    day: date | None = None,
    clock: Clock = "as published",
    weights: Mapping[str, float] = WEIGHTS,
) -> Cases:
    """The cases of some alliances, or of all, from a view or from a record as of a day (today where none is given).

    Member-months are of alliances with a hub; calls and threats of all. Raises `UnknownName` for an alliance that the record
    does not hold as of the day.
    """
    view = source if isinstance(source, AsOf) else source.as_of(day or date.today())
    facts = read_facts.read(view, clock)
    for code in alliances or ():
        if code not in facts.hubs:
            raise UnknownName(f"the record holds no alliance {code} as of {view.day}")
    made = calls(facts, alliances, weights)
    return Cases(made, months(facts, view, alliances), threats(facts, made, alliances), view.day)
