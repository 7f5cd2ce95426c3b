"""Method 2: the rate of the reference class, shrunk by empirical Bayes.

Alliances are classed by what a reader would call alike: few members or many, led by a major power or not, a promise of
defence or not; an alliance may change class as it grows. Class rates are gamma variables about the rate of all; the shape of
that gamma is the one that makes the counts likeliest (negative binomial; Robbins 1956, Efron and Morris 1975). Not here: an
alliance's own past (`own`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, lgamma, log

import numpy as np
from numpy.typing import NDArray

from foedus.odds.covariates import CLASSES, FEW
from foedus.odds.methods import Forecast, learned
from foedus.odds.panel import Panel

Floats = NDArray[np.float64]

NAME = "reference"
WORDS = "the rate of alliances of its kind"

SHAPES = tuple(0.25 * 2.0**step for step in range(9))
"""Shapes of the gamma of class rates that are tried: from classes that differ widely to classes all alike."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Events and member-years by class, the gamma prior (shape, rate), and draws of the class rates: classes x draws."""

    events: Floats
    years: Floats
    shape: float
    rate: float
    drawn: Floats

    @property
    def rates(self) -> Floats:
        """Shrunk rate a member-year by class."""
        made: Floats = (self.events + self.shape) / (self.years + self.rate)
        return made


def fit(panel: Panel, outcome: str, n_draws: int = 0, seed: int = 0, start: Model | None = None) -> Model:
    """Count events and member-years by class, find the prior, and draw rates from their gamma posterior."""
    rows, came = learned(panel, outcome)
    places = classes(rows)
    events = np.bincount(places, came, len(CLASSES)).astype(np.float64)
    years = np.bincount(places, minlength=len(CLASSES)).astype(np.float64)
    shape, rate = prior(events, years)
    random = np.random.default_rng(seed)
    drawn = random.gamma((events + shape)[:, None], 1 / (years + rate)[:, None], (len(CLASSES), n_draws))
    return Model(events, years, shape, rate, drawn)


def predict(model: Model, panel: Panel) -> Forecast:
    """The chance within a year at the rate of each row's class."""
    places = classes(panel)
    return Forecast(-np.expm1(-model.rates[places]), -np.expm1(-model.drawn[places]), int(model.events.sum()))


def classes(panel: Panel) -> NDArray[np.int64]:
    """The place in `CLASSES` of each row."""
    large = panel.column("members") > log(FEW) + 1e-9
    unled = panel.column("led") < 0.5
    other = ~(panel.column("defence") > 0.5)
    return (4 * large + 2 * unled + other).astype(np.int64)


def prior(events: Floats, years: Floats) -> tuple[float, float]:
    """Shape and rate of the gamma of rates: the mean is that of all (with half an event more), the shape the likeliest."""
    mean = (events.sum() + 0.5) / max(years.sum(), 1.0)
    there = years > 0

    def likelihood(shape: float) -> float:
        rate = shape / mean
        return fsum(
            lgamma(k + shape) - lgamma(shape) + shape * log(rate / (rate + n)) + k * log(n / (rate + n))
            for k, n in zip(events[there].tolist(), years[there].tolist(), strict=True)
        )

    shape = max(SHAPES, key=likelihood)
    return shape, shape / mean
