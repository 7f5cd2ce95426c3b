"""Method 1: a discrete-time hazard on covariates of all multilateral alliances' member-years.

A ridge logit with two strengths of penalty: weak on the signals that the literature and earlier runs name, strong on the rest.
Draws weigh whole alliances (Bayesian bootstrap). Ties and exits outside the alliance, whether a
member is the hub, and the drift of S beside that of ideal points are in the panel but not in the model: they added noise. Not
here: the fit itself (`logit`).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from foedus.odds.logit import Scale, chances, cluster_weights, firth_fit, ridge_fit
from foedus.odds.methods import Forecast, grouped, learned
from foedus.odds.panel import Panel

Floats = NDArray[np.float64]

NAME = "covariates"
WORDS = "a hazard on covariates of all multilateral alliances"

NAMED, OTHER = 4.0, 32.0
"""Penalties on a squared standardised coefficient: prior sd .5 and .18 on the log odds of one standard deviation."""

CLOSE = 1e-3
"""A Newton step so short is the last: it squares the error, so that coefficients are right to six digits."""

RIDGES = MappingProxyType(
    dict.fromkeys(("drift", "autocracy", "military_only", "members", "war_inside", "others_left", "led"), NAMED)
    | dict.fromkeys(
        (
            *("apart", "regime_change", "regime_gap", "age", "tenure", "war", "civil_war"),
            *("defence", "offence", "institution"),
        ),
        OTHER,
    )
)
"""Covariates of the model in the order of its coefficients, each with its penalty."""

NAMES = tuple(RIDGES)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Scale of the covariates, coefficients (1 + draws) x (1 + covariates), the first the fit itself; events it learned
    from."""

    scale: Scale
    coefficients: Floats
    n_events: int
    n_rows: int
    n_steps: int


def fit(
    panel: Panel,
    outcome: str,
    n_draws: int = 0,
    seed: int = 0,
    start: Model | None = None,
    penalty: str = "ridge",
) -> Model:
    """Fit all draws; `penalty` is `ridge` or `firth`. Raises ValueError where the panel holds no event."""
    rows, came = learned(panel, outcome)
    values = columns(rows)
    scale = Scale.of(values)
    design = scale.design(values)
    weights = cluster_weights(grouped(rows.alliances)[1], n_draws, seed)
    if penalty == "firth":
        found = firth_fit(design, came, weights)
    else:
        begin = start.coefficients if start is not None and len(start.coefficients) == n_draws + 1 else None
        found = ridge_fit(design, came, weights, np.array([0.0, *RIDGES.values()]), begin, CLOSE)
    return Model(scale, found.coefficients, int(came.sum()), len(came), found.n_steps)


def predict(model: Model, panel: Panel) -> Forecast:
    """Chances by row: of the fit itself, and of each draw."""
    made = chances(model.scale.design(columns(panel)), model.coefficients)
    return Forecast(made[:, 0], made[:, 1:], model.n_events)


def columns(panel: Panel) -> Floats:
    """The covariates of the model, rows x covariates."""
    return panel.values[:, [panel.names.index(name) for name in NAMES]]
