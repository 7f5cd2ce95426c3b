"""Method 3: the alliance's own record: a gamma-Poisson rate of what its members did before.

The prior is that of all alliances: its mean the rate of all, its shape the likeliest (`reference.prior`), so that an alliance
without a past is given the rate of all and one with many exits its own. Not here: calls and dissent, which no open data tell
for all alliances; a brief shows them beside the odds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.odds.methods import Forecast, grouped, learned
from foedus.odds.panel import Panel
from foedus.odds.reference import prior

Floats = NDArray[np.float64]

NAME = "own"
WORDS = "the alliance's own record"


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Events and member-years by alliance, the gamma prior, and what draws need."""

    events: dict[str, float]
    years: dict[str, float]
    shape: float
    rate: float
    n_draws: int
    seed: int


def fit(panel: Panel, outcome: str, n_draws: int = 0, seed: int = 0, start: Model | None = None) -> Model:
    """Count events and member-years by alliance, and find the prior over alliances."""
    rows, came = learned(panel, outcome)
    names, places = grouped(rows.alliances)
    events, years = (
        np.bincount(places, came, len(names)).astype(np.float64),
        np.bincount(places, minlength=len(names)).astype(np.float64),
    )
    shape, rate = prior(events, years)
    keys = names.tolist()
    return Model(
        dict(zip(keys, events.tolist(), strict=True)),
        dict(zip(keys, years.tolist(), strict=True)),
        shape,
        rate,
        n_draws,
        seed,
    )


def predict(model: Model, panel: Panel) -> Forecast:
    """The chance within a year at the shrunk rate of each row's alliance."""
    names, places = grouped(panel.alliances)
    events = np.array([model.events.get(name, 0.0) for name in names.tolist()]) + model.shape
    years = np.array([model.years.get(name, 0.0) for name in names.tolist()]) + model.rate
    random = np.random.default_rng(model.seed)
    drawn = random.gamma(events[:, None], 1 / years[:, None], (len(names), model.n_draws))
    return Forecast(-np.expm1(-events / years)[places], -np.expm1(-drawn)[places], int(sum(model.events.values())))
