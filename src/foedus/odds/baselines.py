"""Five frozen baselines that any method of odds must beat; each foretells from the past of a panel, and none is ever tuned.

The rate of all, the rate of the type of alliance, last year's, the member's own history, and a logit on the age of the
alliance alone. Half an event is added where a count may be nought, so that no baseline is infinitely sure.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from foedus.odds.covariates import CLASSES
from foedus.odds.logit import Scale, chances, ridge_fit
from foedus.odds.methods import grouped, learned
from foedus.odds.panel import Panel
from foedus.odds.reference import classes

Floats = NDArray[np.float64]
Baseline = Callable[[Panel, str, Panel], Floats]


def pooled(past: Panel, outcome: str, panel: Panel) -> Floats:
    """The share of all earlier member-years."""
    rows, came = learned(past, outcome)
    return np.full(len(panel), _rate(came.sum(), len(rows)))


def by_type(past: Panel, outcome: str, panel: Panel) -> Floats:
    """The share of earlier member-years in alliances of the same class, with ten years of the rate of all added."""
    rows, came = learned(past, outcome)
    places, base = classes(rows), _rate(came.sum(), len(rows))
    events = np.bincount(places, came, len(CLASSES)) + 10 * base
    years = np.bincount(places, minlength=len(CLASSES)) + 10
    made: Floats = (events / years)[classes(panel)]
    return made


def last_year(past: Panel, outcome: str, panel: Panel) -> Floats:
    """The share of the last known year, with half an event in the years that the rate of all needs for one."""
    rows, came = learned(past, outcome)
    base = _rate(came.sum(), len(rows))
    here = rows.years == rows.years.max()
    return np.full(len(panel), (came[here].sum() + 0.5) / (here.sum() + 0.5 / base))


def own_history(past: Panel, outcome: str, panel: Panel) -> Floats:
    """The state's own share over all its alliances, with half an event in the years that the rate of all needs for one."""
    rows, came = learned(past, outcome)
    base = _rate(came.sum(), len(rows))
    names, places = grouped(rows.actors)
    events, years = np.bincount(places, came, len(names)), np.bincount(places, minlength=len(names))
    told = {name: (k, n) for name, k, n in zip(names.tolist(), events.tolist(), years.tolist(), strict=True)}
    counts = np.array([told.get(name, (0.0, 0)) for name in panel.actors.tolist()])
    made: Floats = (counts[:, 0] + 0.5) / (counts[:, 1] + 0.5 / base)
    return made


def age_alone(past: Panel, outcome: str, panel: Panel) -> Floats:
    """A logit on the age of the alliance and its square."""
    rows, came = learned(past, outcome)
    scale = Scale.of(_age(rows))
    found = ridge_fit(scale.design(_age(rows)), came, np.ones((len(came), 1)), np.array([0.0, 0.01, 0.01]))
    return chances(scale.design(_age(panel)), found.coefficients)[:, 0]


def _age(panel: Panel) -> Floats:
    age = panel.column("age")
    return np.column_stack([age, age**2])


def _rate(events: float, years: int) -> float:
    return float((events + 0.5) / (years + 1))


BASELINES: dict[str, Baseline] = {
    "rate of all": pooled,
    "rate of the type": by_type,
    "last year's rate": last_year,
    "the member's own history": own_history,
    "age alone": age_alone,
}
