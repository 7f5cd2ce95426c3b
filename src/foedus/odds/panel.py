"""Member-years of every alliance of three members or more, with what was known at each forecast date and what came of it.

One row a member and a year t: the forecast is made on 1 January of t + 1, of who is a member then. Not here: what a covariate
is (`covariates`), what an outcome is (`outcomes`), and what any model makes of them.

Two clocks. `as it happened` (the default): treaty facts are taken as public the day after they happened, although the data set
that tells them came out later; yearly values as said in `covariates`. `as published`: a row of a data set counts from its
`known_on`, so that the panel is empty before ATOP first came out in 2002. Back-tests use the first and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.odds.covariates import NAMES, Facts, of_alliance, provisions_of
from foedus.odds.outcomes import broken_on, exit_day, spells, standing
from foedus.odds.signals import Signals
from foedus.rows import Row

Floats = NDArray[np.float64]
Clock = Literal["as it happened", "as published"]

LEAST_MEMBERS = 3
FIRST_YEAR, LAST_YEAR = 1816, 2018
NEVER = 9999


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Member-years in order of year, alliance and member.

    `values` is rows x covariates, NaN where the data hold nothing. `exit_year` is the year of the member's next exit,
    `broken_year` that of the alliance's end by break, NEVER where none came by `last_year`, after which nothing is known.
    """

    alliances: NDArray[np.str_]
    members: NDArray[np.str_]
    actors: NDArray[np.str_]
    years: NDArray[np.int64]
    values: Floats
    exit_year: NDArray[np.int64]
    broken_year: NDArray[np.int64]
    last_year: int
    names: tuple[str, ...] = NAMES

    def __len__(self) -> int:
        return len(self.years)

    def where(self, chosen: NDArray[np.bool_]) -> Panel:
        """The chosen rows."""
        return Panel(
            self.alliances[chosen],
            self.members[chosen],
            self.actors[chosen],
            self.years[chosen],
            self.values[chosen],
            self.exit_year[chosen],
            self.broken_year[chosen],
            self.last_year,
            self.names,
        )

    def column(self, name: str) -> Floats:
        """One covariate."""
        return self.values[:, self.names.index(name)]

    def outcome(self, name: str, horizon: int) -> Floats:
        """Whether an outcome comes within `horizon` years of the forecast: 1, 0, NaN where that is not known by `last_year`.

        `exit` is of the member, `end by break` of its alliance. A membership that ends otherwise meanwhile counts as 0.
        """
        came = {"exit": self.exit_year, "end by break": self.broken_year}[name] - self.years
        found = ((came > 0) & (came <= horizon)).astype(float)
        found[self.years + horizon > self.last_year] = np.nan
        return found

    def seen_at(self, year: int) -> Panel:
        """What can be learned from at the end of a year: rows up to it; exits after it have not come."""
        past = self.where(self.years <= year)
        return Panel(
            past.alliances,
            past.members,
            past.actors,
            past.years,
            past.values,
            np.where(past.exit_year <= year, past.exit_year, NEVER),
            np.where(past.broken_year <= year, past.broken_year, NEVER),
            min(year, self.last_year),
            self.names,
        )


def facts_of(treaties: Sequence[tuple[str, Row]], signals: Signals) -> Facts:
    """Facts from `(table, row)` pairs of ATOP or of a record."""
    return Facts(spells(standing(treaties)), provisions_of(treaties), signals)


def build(
    treaties: Iterable[tuple[str, Row]],
    signals: Signals,
    *,
    first: int = FIRST_YEAR,
    last: int = LAST_YEAR,
    clock: Clock = "as it happened",
) -> Panel:
    """Member-years from `first` to `last`; `last` is also the last year of which outcomes are known."""
    rows = list(treaties)
    facts = facts_of(rows, signals)
    if clock == "as it happened":
        found = [row for year in range(first, last + 1) for row in _of_year(facts, year)]
        return _panel(found, last)
    found = []
    for year in range(first, last + 1):
        day = date(year + 1, 1, 1)
        known = [(table, row) for table, row in rows if row["known_on"] <= day]
        if any(table == "membership" for table, _ in known):
            found += _of_year(facts_of(known, signals), year)
    return _panel(found, last)


Made = tuple[str, str, str, int, list[float], int, int]


def _of_year(facts: Facts, year: int) -> Iterable[Made]:
    day = date(year + 1, 1, 1)
    for alliance in sorted(facts.spells):
        beside = facts.spells[alliance]
        if len(facts.members(alliance, day)) < LEAST_MEMBERS:
            continue
        broken = broken_on(beside)
        for spell, known in of_alliance(facts, alliance, day):
            out = exit_day(spell, beside)
            values = [np.nan if known[name] is None else float(known[name] or 0.0) for name in NAMES]
            yield (
                alliance,
                spell.member,
                spell.actor,
                year,
                values,
                out.year if out else NEVER,
                broken.year if broken else NEVER,
            )


def _panel(found: Sequence[Made], last: int) -> Panel:
    exit_year, broken_year = (np.array([row[place] for row in found], np.int64) for place in (5, 6))
    return Panel(
        np.array([row[0] for row in found], np.str_),
        np.array([row[1] for row in found], np.str_),
        np.array([row[2] for row in found], np.str_),
        np.array([row[3] for row in found], np.int64),
        np.array([row[4] for row in found], np.float64).reshape(len(found), len(NAMES)),
        np.where(exit_year <= last, exit_year, NEVER),
        np.where(broken_year <= last, broken_year, NEVER),
        last,
    )
