"""How good forecasts of rare events were: ranking inside a year, proper scores against a base rate, calibration, with intervals.

Intervals come from a bootstrap over clusters (alliances): every measure takes the weights of all draws, of which the first is
the sample itself, and gives one value a draw. Not here: whose forecasts they are (`backtest`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EDGES = (0.0, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 1.0)
"""Bins of chances for reliability, each twice the one before: events are too rare for tenths."""

FLOOR = 1e-7


class Estimate(NamedTuple):
    """A measure on the sample with the interval of its bootstrap; NaN where it cannot be had."""

    value: float
    low: float
    high: float


class Weights(NamedTuple):
    """Weights of clusters: the cluster of each row, and clusters x (1 + draws), of which the first column is the sample
    itself."""

    places: NDArray[np.int64]
    drawn: Floats

    def sums(self, values: Floats) -> Floats:
        """The weighted sum of one value a row, by draw."""
        made: Floats = np.bincount(self.places, values, len(self.drawn)) @ self.drawn
        return made

    def of(self, rows: NDArray[np.int64]) -> Floats:
        """Weights of some rows, rows x draws."""
        made: Floats = self.drawn[self.places[rows]]
        return made


def estimate(drawn: Floats, level: float = 0.95) -> Estimate:
    """A measure by draw, the first the sample, as one value with the interval between quantiles of the others."""
    others = drawn[1:][np.isfinite(drawn[1:])]
    if len(others) < 20:
        return Estimate(float(drawn[0]), float("nan"), float("nan"))
    low, high = np.quantile(others, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(float(drawn[0]), float(low), float(high))


def resampled(places: NDArray[np.int64], n_draws: int, seed: int) -> Weights:
    """Weight 1 for the sample, then how often each cluster was drawn with replacement."""
    n = int(places.max()) + 1 if len(places) else 1
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), n_draws).T.astype(float)
    return Weights(places, np.column_stack([np.ones(n), drawn]))


def within_year_auc(came: Floats, chance: Floats, years: NDArray[np.int64], weights: Weights) -> Floats:
    """Chance that a member that exits was ranked above one that does not, of the same year; ties count half. 1 / 2 is no skill.

    The mean over exits, so that each counts alike; a year without exits, or without others, says nothing.
    """
    above, total = np.zeros(weights.drawn.shape[1]), np.zeros(weights.drawn.shape[1])
    for year in np.unique(years[came == 1]).tolist():
        stayed, left = (np.flatnonzero((years == year) & (came == what)) for what in (0, 1))
        if not len(stayed):
            continue
        lower = (chance[stayed] < chance[left][:, None]) + 0.5 * (chance[stayed] == chance[left][:, None])
        at_risk, own = weights.of(stayed), weights.of(left)
        share = (lower @ at_risk) / np.maximum(at_risk.sum(axis=0), 1e-12)
        above += (share * own).sum(axis=0)
        total += own.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        made: Floats = above / total
    return made


def log_loss(came: Floats, chance: Floats) -> Floats:
    """Minus the log of the chance given to what happened, by row."""
    safe = np.clip(chance, FLOOR, 1 - FLOOR)
    made: Floats = -(came * np.log(safe) + (1 - came) * np.log1p(-safe))
    return made


def squared_loss(came: Floats, chance: Floats) -> Floats:
    """Squared distance of the chance from what happened, by row (Brier 1950, one sided)."""
    made: Floats = (came - chance) ** 2
    return made


def skill(loss: Floats, base: Floats, weights: Weights) -> Floats:
    """1 less the ratio of two mean losses: 0 is as good as the base, 1 perfect, below 0 worse."""
    with np.errstate(invalid="ignore", divide="ignore"):
        made: Floats = 1 - weights.sums(loss) / weights.sums(base)
    return made


N_POINTS = 400
"""Calibration lines are fitted to so many groups of like chances: a fit to each row gives the same to three digits."""


def calibration(came: Floats, chance: Floats, weights: Weights, prior: float = 0.0) -> tuple[Floats, Floats]:
    """Intercept and slope of the logit of what happened on the logit of the chance, by draw (Cox 1958): 0 and 1 are perfect.

    A slope below 1 means chances too far apart. `prior` pulls to 0 and 1 with the weight of a normal of variance 1 / prior.
    """
    x, n, events = _points(came, chance, weights)
    intercept, slope = np.zeros(n.shape[1]), np.ones(n.shape[1])
    for _ in range(60):
        fitted = 1 / (1 + np.exp(-np.clip(intercept + x[:, None] * slope, -35, 35)))
        residual, variance = events - n * fitted, n * fitted * (1 - fitted)
        to_a = residual.sum(axis=0) - prior * intercept
        to_b = x @ residual - prior * (slope - 1)
        aa, ab, bb = variance.sum(axis=0) + prior, x @ variance, (x**2) @ variance + prior
        det = np.maximum(aa * bb - ab**2, 1e-12)
        move_a, move_b = (bb * to_a - ab * to_b) / det, (aa * to_b - ab * to_a) / det
        # Where events are few a whole step may leap: none is longer than half the scale.
        scale = np.minimum(1.0, 1.0 / np.maximum(np.maximum(np.abs(move_a), 4 * np.abs(move_b)), 1e-12))
        intercept, slope = intercept + scale * move_a, slope + scale * move_b
        if max(np.abs(move_a).max(), np.abs(move_b).max()) < 1e-9:
            break
    return intercept, slope


def _points(came: Floats, chance: Floats, weights: Weights) -> tuple[Floats, Floats, Floats]:
    """Mean logit of each group of like chances, weighted rows and events in it, groups x draws."""
    x = np.log(np.clip(chance, FLOOR, 1 - FLOOR) / np.clip(1 - chance, FLOOR, 1))
    group = np.argsort(np.argsort(x, kind="stable"), kind="stable") * min(N_POINTS, len(x)) // len(x)
    n_groups, n_clusters = int(group.max()) + 1, len(weights.drawn)
    cell = group * n_clusters + weights.places
    size = n_groups * n_clusters
    n = np.bincount(cell, minlength=size).reshape(n_groups, n_clusters) @ weights.drawn
    events = np.bincount(cell, came, size).reshape(n_groups, n_clusters) @ weights.drawn
    return np.bincount(group, x) / np.bincount(group), n, events


class Bin(NamedTuple):
    """Forecasts of one bin: how many, their mean chance, the share that came and how many that were."""

    low: float
    high: float
    n: int
    chance: float
    share: float
    came: int


def reliability(came: Floats, chance: Floats) -> list[Bin]:
    """The data of a reliability diagram, bins without forecasts left out."""
    places = _bins(chance)
    found = []
    for place in range(len(EDGES) - 1):
        here = places == place
        if here.any():
            share, mean = float(came[here].mean()), float(chance[here].mean())
            found.append(Bin(EDGES[place], EDGES[place + 1], int(here.sum()), mean, share, int(came[here].sum())))
    return found


class Murphy(NamedTuple):
    """The Brier score of binned chances in parts (Murphy 1973): score = reliability - resolution + uncertainty."""

    reliability: float
    resolution: float
    uncertainty: float


def murphy(came: Floats, chance: Floats) -> Murphy:
    """Parts of the Brier score, each chance taken at the mean of its bin."""
    bins, n, base = reliability(came, chance), len(came), float(came.mean())
    return Murphy(
        sum(one.n * (one.chance - one.share) ** 2 for one in bins) / n,
        sum(one.n * (one.share - base) ** 2 for one in bins) / n,
        base * (1 - base),
    )


def calibration_error(came: Floats, chance: Floats, weights: Weights) -> Floats:
    """Expected calibration error: the mean over forecasts of the distance between a bin's mean chance and its share that
    came."""
    places = _bins(chance)
    parts = [np.abs(weights.sums(np.where(places == one, chance - came, 0.0))) for one in np.unique(places).tolist()]
    made: Floats = np.sum(parts, axis=0) / weights.sums(np.ones(len(came)))
    return made


def count_interval(drawn: NDArray[np.int64], level: float = 0.9) -> tuple[int, int]:
    """The central interval of drawn counts, both ends whole numbers inside it."""
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
    return int(low), int(high)


def pit(drawn: NDArray[np.int64], came: int, random: np.random.Generator) -> float:
    """Where a count lies among drawn ones, between 0 and 1, randomised within ties (Czado, Gneiting and Held 2009)."""
    return float((drawn < came).mean() + random.random() * (drawn == came).mean())


def _bins(chance: Floats) -> NDArray[np.int64]:
    return np.clip(np.searchsorted(EDGES, chance, side="right") - 1, 0, len(EDGES) - 2).astype(np.int64)
