"""Ideal points by vintage: for each year, the positions that could be known at its end, from the votes up to it alone.

The model smooths over time, so that a fit to all votes would let a later vote move an earlier position. Here each year has
its own fit; positions of the year and of five years before come from one fit, and may be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import numpy as np

from foedus.figures.agreement import ALL
from foedus.figures.votes import Votes
from foedus.measures.idealpoints import IdealPoints, fit
from foedus.rows import Row
from foedus.sources.origin import Known, Origin

NAME, ERROR = "ideal_point", "ideal_point_error"
APART = "ideal_point_distance"
"""Median distance of all states from a hub: the background of a member's own."""

UNIT = "standard deviations of all positions up to the vintage"
BACK_YEARS = 5
SEED = 1
USA = "2"


def position_rows(
    votes: Votes,
    made: Origin,
    *,
    hubs: Iterable[str] = (),
    first: int = 0,
    told: Callable[[int], None] = lambda year: None,
) -> Iterator[Row]:
    """Indicator rows of every vintage from `first` on, with the distance of all states from each hub; `told` hears each year."""
    around = sorted(hubs)
    for year in np.unique(votes.years).tolist():
        if year >= first:
            told(year)
            yield from _vintage(votes, year, made, around)


def _vintage(votes: Votes, year: int, made: Origin, hubs: list[str]) -> Iterator[Row]:
    known = votes.up_to(year)
    points = fit(known.actors.astype(str), known.years, known.roll_calls, known.scores, seed=SEED, positive=USA)
    here = votes.of(year)
    codes = dict(zip(here.actors.tolist(), here.states.tolist(), strict=True))
    when = Known(date(year + 1, 1, 1), "inferred")
    at: dict[int, dict[str, float]] = {year - BACK_YEARS: {}, year: {}}
    for number in np.flatnonzero(np.isin(points.sessions, (year - BACK_YEARS, year))).tolist():
        code = codes.get(str(points.states[number]))
        if code is not None:
            at[int(points.sessions[number])][code] = float(points.positions[number])
            yield from _position(points, number, code, year, when, made)
    yield from (
        _background(at[session], hub, session, year, when, made) for session in at for hub in hubs if hub in at[session]
    )


def _background(of: dict[str, float], hub: str, session: int, vintage: int, when: Known, made: Origin) -> Row:
    """The median distance of all other states from a hub in one session."""
    apart = [abs(position - of[hub]) for code, position in of.items() if code != hub]
    return made.row(
        f"votes to the end of {vintage}",
        when,
        subject=ALL,
        partner=hub,
        year=session,
        name=APART,
        value=round(float(np.median(apart)), 4),
        unit=UNIT,
        n_cases=len(apart),
    )


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
            unit=UNIT,
            n_cases=int(points.n_votes[number]),
        )
