"""Ideal points by vintage: for each year, the positions that could be known at its end, from the votes up to it alone.

The model smooths over time, so that a fit to all votes would let a later vote move an earlier position. Here each year has
its own fit; positions of the year and of five years before come from one fit, and may be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np

from foedus.figures.votes import Votes
from foedus.measures.idealpoints import IdealPoints, fit
from foedus.rows import Row
from foedus.sources.origin import Known, Origin

NAME, ERROR = "ideal_point", "ideal_point_error"
BACK_YEARS = 5
SEED = 1
USA = "2"


def position_rows(
    votes: Votes, made: Origin, *, first: int = 0, told: Callable[[int], None] = lambda year: None
) -> Iterator[Row]:
    """Indicator rows of every vintage from `first` on; `told` hears of each year before its fit."""
    for year in np.unique(votes.years).tolist():
        if year >= first:
            told(year)
            yield from _vintage(votes, year, made)


def _vintage(votes: Votes, year: int, made: Origin) -> Iterator[Row]:
    known = votes.up_to(year)
    points = fit(known.actors.astype(str), known.years, known.roll_calls, known.scores, seed=SEED, positive=USA)
    here = votes.of(year)
    codes = dict(zip(here.actors.tolist(), here.states.tolist(), strict=True))
    when = Known(date(year + 1, 1, 1), "inferred")
    for number in np.flatnonzero(np.isin(points.sessions, (year - BACK_YEARS, year))).tolist():
        code = codes.get(str(points.states[number]))
        if code is not None:
            yield from _position(points, number, code, year, when, made)


def _position(points: IdealPoints, number: int, code: str, vintage: int, when: Known, made: Origin) -> Iterator[Row]:
    values = ((NAME, points.positions[number]), (ERROR, points.errors[number]))
    for name, value in values:
        yield made.row(
            f"votes to the end of {vintage}",
            when,
            subject=code,
            year=int(points.sessions[number]),
            name=name,
            value=round(float(value), 4),
            unit="standard deviations of all positions up to the vintage",
            n_cases=int(points.n_votes[number]),
        )
