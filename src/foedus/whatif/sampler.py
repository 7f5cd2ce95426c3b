"""Draws from a posterior whose priors are known and whose likelihood can be computed for many parameter values at once.

Sequential Monte Carlo by tempering (Del Moral, Doucet & Jasra 2006, JRSS B 68; Chopin 2002, Biometrika 89): draws from the
prior are led to the posterior in steps small enough that half of them keep their weight, each step followed by Metropolis
moves. It needs no gradient, no start and no tuning, which is what simulation-based calibration wants of a sampler.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from foedus.whatif.model import Parameter

Floats = NDArray[np.float64]

DRAWS = 1000
MOVES = 6
KEPT = 0.5
"""Share of the draws that must keep their weight in one step of tempering."""


def sample(
    likelihood: Callable[[Floats], Floats],
    parameters: Sequence[Parameter],
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
    moves: int = MOVES,
) -> Floats:
    """Draws (n, parameters) from the posterior of `likelihood`, which takes (n, parameters) and gives n log likelihoods.

    Works in coordinates in which every prior is a standard normal.
    """
    return sample_and_weigh(likelihood, parameters, rng, draws=draws, moves=moves)[0]


def sample_and_weigh(
    likelihood: Callable[[Floats], Floats],
    parameters: Sequence[Parameter],
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
    moves: int = MOVES,
) -> tuple[Floats, float]:
    """As `sample`, with the log of the marginal likelihood: the sum of the logs of the mean weights of all steps."""
    z = rng.standard_normal((draws, len(parameters)))
    told = likelihood(from_normal(z, parameters))
    heat = evidence = 0.0
    while heat < 1:
        step = _step(told, heat)
        weights = np.exp(step * (told - told.max()))
        evidence += step * float(told.max()) + float(np.log(weights.mean()))
        spread = _covariance(z, weights)
        kept = _resample(weights, rng)
        z, told, heat = z[kept], told[kept], min(1.0, heat + step)
        scale = 2.38 / np.sqrt(len(parameters))
        for _ in range(moves):
            tried = z + scale * rng.standard_normal(z.shape) @ spread.T
            of_tried = likelihood(from_normal(tried, parameters))
            gain = heat * (of_tried - told) + ((z**2).sum(1) - (tried**2).sum(1)) / 2
            taken = np.log(rng.random(draws)) < gain
            z[taken], told[taken] = tried[taken], of_tried[taken]
            share = taken.mean()
            scale *= 1.4 if share > 0.35 else 0.7 if share < 0.15 else 1.0
    return from_normal(z, parameters), evidence


def _step(told: Floats, heat: float) -> float:
    """The largest step of tempering after which enough draws keep their weight."""
    low, high = 0.0, 1.0 - heat
    if _effective(told * high) >= KEPT:
        return high
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if _effective(told * middle) >= KEPT else (low, middle)
    return max(low, 1e-6)


def _effective(log_weights: Floats) -> float:
    """Share of the draws that weighted draws are worth (Kong 1992)."""
    weights = np.exp(log_weights - log_weights.max())
    return float(weights.sum() ** 2 / (weights**2).sum() / len(weights))


def _covariance(z: Floats, weights: Floats) -> Floats:
    """The root of the draws' weighted covariance."""
    share = weights / weights.sum()
    centred = z - share @ z
    return np.linalg.cholesky((centred * share[:, None]).T @ centred + 1e-9 * np.eye(z.shape[1]))


def _resample(weights: Floats, rng: np.random.Generator) -> NDArray[np.intp]:
    """Systematic resampling: each draw as often as its weight says, up to one."""
    points = (rng.random() + np.arange(len(weights))) / len(weights)
    return np.searchsorted(np.cumsum(weights / weights.sum()), points).clip(max=len(weights) - 1)


def from_normal(z: Floats, parameters: Sequence[Parameter]) -> Floats:
    """Values of parameters from those of standard normals, by each parameter's prior."""
    columns = []
    for place, it in enumerate(parameters):
        first, second = it.prior
        if it.shape == "beta":
            columns.append(np.interp(z[:, place], *_beta_table(first, second)))
        else:
            value = first + second * z[:, place]
            columns.append(np.exp(value) if it.shape == "lognormal" else value)
    return np.column_stack(columns)


def to_normal(theta: Floats, parameters: Sequence[Parameter]) -> Floats:
    """The inverse of `from_normal`; a value beyond five standard deviations of a beta prior is put there."""
    columns = []
    for place, it in enumerate(parameters):
        first, second = it.prior
        value = theta[:, place]
        if it.shape == "beta":
            z, quantile = _beta_table(first, second)
            columns.append(np.interp(value, quantile, z))
        else:
            columns.append(((np.log(value) if it.shape == "lognormal" else value) - first) / second)
    return np.column_stack(columns)


@cache
def _beta_table(a: float, b: float) -> tuple[Floats, Floats]:
    """Quantiles of the normal and of the beta distribution beside each other, over five standard deviations."""
    grid = np.linspace(0, 1, 20_001)[1:-1]
    log_density = (a - 1) * np.log(grid) + (b - 1) * np.log1p(-grid) + lgamma(a + b) - lgamma(a) - lgamma(b)
    below = np.cumsum(np.exp(log_density)) / 20_000
    below = below / below[-1] * (1 - 1e-9)
    z = np.linspace(-5, 5, 4001)
    return z, np.interp(_normal_below(z), below, grid)


def _normal_below(z: Floats) -> Floats:
    """Probability that a standard normal lies below each value."""
    from math import erfc

    return np.array([0.5 * erfc(-value / 2**0.5) for value in z])
