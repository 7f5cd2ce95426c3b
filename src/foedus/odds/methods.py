"""What a method of odds offers, so that a fourth is one file: `fit(panel, outcome)` and `predict(model, panel)`.

A method is a module with `NAME`, `WORDS`, `fit` and `predict`. It is given a panel as it could be seen at the end of some
year, and foretells the outcome within one year of each row; longer horizons compound the year's hazard (`compounded`), which
in the back-test was better than a fit of its own for each horizon and never lets odds fall with time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.odds.panel import Panel

Floats = NDArray[np.float64]


class Forecast(NamedTuple):
    """One-year chances by row, the same by row and draw of what is not known of the method's parameters, events behind it."""

    chance: Floats
    draws: Floats
    n_events: int


class Method(Protocol):
    """The three methods of foedus, and any other."""

    NAME: str
    WORDS: str

    def fit(self, panel: Panel, outcome: str, n_draws: int = 0, seed: int = 0, start: Any = None) -> Any:
        """A model of the outcome from all that a panel holds; `start` is an earlier model of the method, to begin from."""

    def predict(self, model: Any, panel: Panel) -> Forecast:
        """What the model foretells of each row of another panel."""


def learned(panel: Panel, outcome: str) -> tuple[Panel, Floats]:
    """Rows whose first year after the forecast is known, and whether the outcome came in it."""
    came = panel.outcome(outcome, 1)
    known = np.isfinite(came)
    return panel.where(known), came[known]


def compounded(chance: Floats, horizon: int) -> Floats:
    """The chance within several years, each with the same hazard."""
    made: Floats = 1 - (1 - chance) ** horizon
    return made


def grouped(names: Sequence[str] | NDArray[np.str_]) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
    """The distinct names in order, and the place of each row's."""
    found, places = np.unique(np.asarray(names, np.str_), return_inverse=True)
    return found, places.astype(np.int64)
