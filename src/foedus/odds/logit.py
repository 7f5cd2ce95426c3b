"""Logits of a rare outcome: logistic regression with a ridge or Firth's penalty, fitted for all draws at once.

A draw is a set of weights on alliances: the fit itself has weight 1 throughout, bootstrap draws weigh whole alliances, so that
members and years of one treaty stay together. Newton's method runs for all draws in step; their information matrices come
from one matrix product. Not here: which rows are fitted (`hazard`).

Ridge: le Cessie and van Houwelingen 1992, on standardised covariates, the intercept free; the same as a normal prior with
variance 1 / ridge on each coefficient. Firth 1993, Heinze and Schemper 2002: the Jeffreys prior, for separated data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_STEPS = 60
TOLERANCE = 1e-8


class Scale(NamedTuple):
    """Mean and standard deviation of each covariate over the rows that have it."""

    mean: Floats
    sd: Floats

    @classmethod
    def of(cls, values: Floats) -> Scale:
        """From rows x covariates with NaN for missing; a covariate that never varies, or is never there, is not scaled."""
        there = np.isfinite(values)
        n = np.maximum(there.sum(axis=0), 1)
        mean = np.where(there, values, 0.0).sum(axis=0) / n
        spread = np.sqrt((np.where(there, values - mean, 0.0) ** 2).sum(axis=0) / n)
        return cls(mean, np.where(spread > 1e-9, spread, 1.0))

    def design(self, values: Floats) -> Floats:
        """Rows x (1 + covariates): an intercept, then standardised values, 0 (the mean) where missing."""
        scaled = (values - self.mean) / self.sd
        return np.column_stack([np.ones(len(values)), np.where(np.isfinite(scaled), scaled, 0.0)])


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Coefficients draws x (1 + covariates) on standardised values, and how many steps the slowest draw took."""

    coefficients: Floats
    n_steps: int


def ridge_fit(
    design: Floats,
    outcome: Floats,
    weights: Floats,
    ridge: Floats,
    start: Floats | None = None,
    tolerance: float = TOLERANCE,
) -> Fit:
    """Ridge logits for all draws: `weights` is rows x draws, `ridge` a penalty a column, `start` coefficients to begin from.

    Raises ValueError where a draw gives no weight to any row with, or to any without, the outcome.
    """
    _check(outcome, weights)
    penalty = np.asarray(ridge, float)
    pairs, square = _pairs(design)
    coarse = pairs.astype(np.float32)
    wanted = (weights * outcome[:, None]).T @ design
    beta = _start(outcome, weights, design.shape[1]) if start is None else start.copy()
    move, size = np.zeros_like(beta), np.full(len(beta), np.inf)
    active = np.arange(len(beta))
    for step in range(1, MOST_STEPS + 1):
        own = weights if len(active) == weights.shape[1] else weights[:, active]
        chance = _expit(design @ beta[active].T)
        own = own * chance
        gradient = wanted[active] - own.T @ design - penalty * beta[active]
        found = np.linalg.norm(gradient, axis=1)
        is_worse = found > np.maximum(size[active], 1e-6)
        if is_worse.any():
            # A whole step may leap over the top and back for ever; a short enough one always shrinks the gradient.
            back = active[is_worse]
            move[back] /= 2
            beta[back] -= move[back]
            own, chance, gradient = own[:, ~is_worse], chance[:, ~is_worse], gradient[~is_worse]
        better = active[~is_worse]
        size[better] = found[~is_worse]
        # Only the way to the top is coarse: where it is, the gradient says.
        chance -= 1
        own *= -chance
        information = square((own.T.astype(np.float32) @ coarse).astype(float)) + np.diag(penalty)
        move[better] = np.linalg.solve(information, gradient[..., None])[..., 0]
        beta[better] += move[better]
        active = active[np.abs(move[active]).max(axis=1) >= tolerance]
        if not len(active):
            return Fit(beta, step)
    return Fit(beta, MOST_STEPS)


def firth_fit(design: Floats, outcome: Floats, weights: Floats) -> Fit:
    """Logits with Firth's penalty for all draws; the coefficients stay finite where the outcome is separated."""
    _check(outcome, weights)
    pairs, square = _pairs(design)
    beta = _start(outcome, weights, design.shape[1])
    for step in range(1, MOST_STEPS + 1):
        chance = _expit(design @ beta.T)
        variance = chance * (1 - chance) * weights
        information = square(variance.T @ pairs)
        inverse = np.linalg.inv(information)
        leverage = np.einsum("ij,bjk,ik->ib", design, inverse, design, optimize=True) * variance
        residual = (outcome[:, None] - chance) * weights + leverage * (0.5 - chance)
        move = np.einsum("bjk,bk->bj", inverse, residual.T @ design)
        beta += move * np.minimum(1.0, 1.0 / np.maximum(np.abs(move).max(axis=1, keepdims=True), 1e-12))
        if np.abs(move).max() < TOLERANCE:
            return Fit(beta, step)
    return Fit(beta, MOST_STEPS)


def cluster_weights(clusters: NDArray[np.int64], n_draws: int, seed: int) -> Floats:
    """Rows x (1 + draws): weight 1, then the Bayesian bootstrap over clusters (Rubin 1981): exponential weights with mean 1.

    Unlike whole resampling, no draw is without an alliance that had an exit.
    """
    n_clusters = int(clusters.max()) + 1 if len(clusters) else 0
    drawn = np.random.default_rng(seed).exponential(size=(n_clusters, n_draws))
    drawn /= np.maximum(drawn.mean(axis=0), 1e-12)
    return np.column_stack([np.ones(len(clusters)), drawn[clusters]])


def chances(design: Floats, coefficients: Floats) -> Floats:
    """Probability by row and draw."""
    return _expit(design @ coefficients.T)


def _check(outcome: Floats, weights: Floats) -> None:
    came, all_ = outcome @ weights, weights.sum(axis=0)
    if not (came > 0).all() or not (came < all_).all():
        raise ValueError("every draw needs weight on rows with the outcome and on rows without it")


def _start(outcome: Floats, weights: Floats, width: int) -> Floats:
    share = (outcome @ weights) / weights.sum(axis=0)
    beta = np.zeros((weights.shape[1], width))
    beta[:, 0] = np.log(share / (1 - share))
    return beta


def _pairs(design: Floats) -> tuple[Floats, Callable[[Floats], Floats]]:
    """Products of all pairs of columns, and how to put sums of them into square matrices."""
    first, second = np.triu_indices(design.shape[1])
    width = design.shape[1]

    def square(sums: Floats) -> Floats:
        made = np.zeros((len(sums), width, width))
        made[:, first, second] = sums
        made[:, second, first] = sums
        return made

    return design[:, first] * design[:, second], square


def _expit(x: Floats) -> Floats:
    """Chances from log odds, in as few passes as may be; `x` is overwritten."""
    np.clip(x, -35, 35, out=x)
    np.negative(x, out=x)
    np.exp(x, out=x)
    x += 1
    return np.divide(1, x, out=x)
