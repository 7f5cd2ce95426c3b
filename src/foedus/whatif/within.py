"""Regressions within members: what goes with a member's months of dissent, beside its own other months.

Conditional Poisson with a level of its own for each member in each alliance (Hausman, Hall and Griliches 1984): what is
constant of a member drops out, and members that never dissented say nothing. It estimates the mean of a 0-1 outcome as well as
of a count (Wooldridge 1999). Intervals by the sandwich over alliances are too narrow for few alliances (Cameron and Miller
2015); p-values come from shifting each member's outcomes in time, which keeps their runs. Not here: what goes in (`neglect`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROUNDS = 30
RIDGE = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Coefficients (log rate ratios a unit), robust standard errors, and what they rest on."""

    names: tuple[str, ...]
    coefficients: Floats
    errors: Floats
    n_rows: int
    n_events: int
    n_groups: int
    n_clusters: int
    log_likelihood: float

    def interval(self, name: str) -> tuple[float, float, float]:
        """Rate ratio and its 95% interval."""
        at = self.names.index(name)
        middle, error = self.coefficients[at], self.errors[at]
        low, high = np.exp([middle - 1.96 * error, middle + 1.96 * error])
        return float(np.exp(middle)), float(low), float(high)


@dataclass(frozen=True, slots=True, eq=False)
class _Data:
    """Rows in order of group; `starts` is the first row of each."""

    x: Floats
    y: Floats
    group: Ints
    starts: Ints
    order: Ints


def _kept(x: Floats, y: Floats, group: Ints) -> _Data:
    """Rows of groups with an event, in order of group."""
    _, places = np.unique(group, return_inverse=True)
    has_event = np.bincount(places, y) > 0
    order = np.flatnonzero(has_event[places])
    order = order[np.argsort(places[order], kind="stable")]
    _, starts, index = np.unique(places[order], return_index=True, return_inverse=True)
    return _Data(x[order], y[order].astype(np.float64), index.astype(np.int64), starts.astype(np.int64), order)


def _solve(data: _Data, start: Floats | None = None) -> tuple[Floats, Floats, float, Floats]:
    """Newton's method: coefficients, Hessian, log likelihood and the score of each group."""
    beta = np.zeros(data.x.shape[1]) if start is None else start.copy()
    totals = np.add.reduceat(data.y, data.starts)
    for _ in range(ROUNDS):
        gradient, hessian, _, _ = _at(data, beta, totals)
        step = np.linalg.solve(hessian + RIDGE * np.eye(len(beta)), gradient)
        step *= min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        beta += step
        if float(np.abs(step).max()) < 1e-8:
            break
    _, hessian, likelihood, scores = _at(data, beta, totals)
    return beta, hessian, likelihood, scores


def _at(data: _Data, beta: Floats, totals: Floats) -> tuple[Floats, Floats, float, Floats]:
    linear = data.x @ beta
    linear = linear - np.maximum.reduceat(linear, data.starts)[data.group]
    weight = np.exp(linear)
    sums = np.add.reduceat(weight, data.starts)
    p = weight / sums[data.group]
    mean = np.add.reduceat(data.x * p[:, None], data.starts)
    scores = np.add.reduceat(data.x * data.y[:, None], data.starts) - totals[:, None] * mean
    weighted = data.x * (p * totals[data.group])[:, None]
    hessian = weighted.T @ data.x - (mean * totals[:, None]).T @ mean
    likelihood = float(np.sum(data.y * np.log(np.maximum(p, 1e-300))))
    return scores.sum(axis=0), hessian, likelihood, scores


def fit(x: Floats, y: Floats, group: Ints, cluster: Ints, names: tuple[str, ...]) -> Fit:
    """Fit dissent `y` on columns `x`; rows with a missing value must have been left out. Clusters hold whole groups."""
    data = _kept(x, y, group)
    beta, hessian, likelihood, scores = _solve(data)
    of_group = cluster[data.order][data.starts]
    _, places = np.unique(of_group, return_inverse=True)
    n = int(places.max()) + 1
    summed = np.zeros((n, x.shape[1]))
    np.add.at(summed, places, scores)
    inverse = np.linalg.pinv(hessian + RIDGE * np.eye(x.shape[1]))
    covariance = inverse @ (summed.T @ summed) @ inverse * (n / max(n - 1, 1))
    return Fit(
        names,
        beta,
        np.sqrt(np.maximum(np.diag(covariance), 0)),
        len(data.y),
        int(data.y.sum()),
        len(data.starts),
        n,
        likelihood,
    )


def coefficients(x: Floats, y: Floats, group: Ints) -> Floats:
    """Coefficients alone."""
    return _solve(_kept(x, y, group))[0]


def shifted(
    x: Floats, y: Floats, group: Ints, names: tuple[str, ...], n_draws: int = 499, seed: int = 0
) -> dict[str, float]:
    """Two-sided p of each coefficient: how often outcomes moved round in time within each member fit one as far from nought.

    Each member's outcomes are turned by a number of months of its own, drawn at random, so that their number and their runs stay
    and their link with the covariates goes. Valid where a member's outcomes have no trend of their own; where they have, too
    small a p may come of two trends.
    """
    random = np.random.default_rng(seed)
    data = _kept(x, y, group)
    own = _solve(data)[0]
    sizes = np.diff([*data.starts.tolist(), len(data.y)])
    places = np.arange(len(data.y)) - data.starts[data.group]
    n_far = np.zeros(len(own))
    for _ in range(n_draws):
        turn = random.integers(0, sizes)
        index = data.starts[data.group] + (places + turn[data.group]) % sizes[data.group]
        moved = _Data(data.x, data.y[index], data.group, data.starts, data.order)
        n_far += np.abs(_solve(moved)[0]) >= np.abs(own) - 1e-12
    return {name: float((far + 1) / (n_draws + 1)) for name, far in zip(names, n_far.tolist(), strict=True)}
