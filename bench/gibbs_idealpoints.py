"""The peer of `bench/idealpoints.py`: the same model of ideal points by Gibbs sampling, in plain NumPy.

Data augmentation (Albert and Chib 1993) with cutpoints drawn together with z by a Metropolis step (Cowles 1996), whole
walks drawn forward and backward (Carter and Kohn 1994), intercept and discrimination of a roll call drawn together.
Priors are those of `foedus.measures.ordinal`. It shares the tails of the normal with the library, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from foedus.measures.normal import Floats, above, around
from foedus.measures.ordinal import INTERCEPT_VARIANCE, Parts, Places, Problem

PROPOSAL = 0.25  # standard deviation of the step of a log reach: six in ten are accepted
ROBERT_FROM = 0.45  # bound above which exponential proposals are accepted more often than normal ones
WIDE = 2.5  # intervals around 0 wider than this are hit by normal proposals often enough


@dataclass(frozen=True, slots=True)
class Draw:
    """One state of the chain: positions (T, N); intercept, slope and reach of each roll call."""

    position: Floats
    intercept: Floats
    slope: Floats
    reach: Floats


def sample(problem: Problem, start: Parts, seed: int) -> Iterator[Draw]:
    """The chain from a start, draw by draw, without end."""
    rng = np.random.default_rng(seed)
    draw = Draw(start.position.reshape(problem.walk.own.shape), start.intercept, start.slope, start.reach)
    while True:
        reach, centre = _reaches(problem, draw, rng)
        z = _latent(problem, centre, reach, rng)
        position = _walks(problem, draw, z, rng)
        intercept, slope = _lines(problem, position, z, rng)
        draw = Draw(position, intercept, slope, reach)
        yield draw


def _reaches(problem: Problem, draw: Draw, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """New reaches, z integrated out, and the centre of each vote's z."""
    votes, n_sided = problem.ballots, problem.ballots.side.size
    centre = draw.intercept.take(votes.item) + draw.slope.take(votes.item) * draw.position.take(votes.cell)

    def height(reach: Floats) -> Floats:
        by_vote, log_p = reach.take(votes.item), np.empty(centre.size)
        log_p[:n_sided] = above(by_vote[:n_sided] - votes.side * centre[:n_sided])[2]
        log_p[n_sided:] = around(-centre[n_sided:], by_vote[n_sided:])[2]
        log_prior: Floats = 2 * np.log(reach) - 0.5 * reach**2  # one of the two is for the step being in logarithms
        return votes.by_item(log_p) + log_prior

    proposed = draw.reach * np.exp(PROPOSAL * rng.standard_normal(draw.reach.size))
    is_taken = np.log(rng.random(proposed.size)) < height(proposed) - height(draw.reach)
    return np.where(is_taken, proposed, draw.reach), centre


def _latent(problem: Problem, centre: Floats, reach: Floats, rng: np.random.Generator) -> Floats:
    """z of every vote, from normals cut to what the vote says."""
    votes, n_sided = problem.ballots, problem.ballots.side.size
    by_vote = reach.take(votes.item)
    z = centre.copy()
    z[:n_sided] += votes.side * normal_above(by_vote[:n_sided] - votes.side * centre[:n_sided], rng)
    z[n_sided:] += normal_between(-by_vote[n_sided:] - centre[n_sided:], by_vote[n_sided:] - centre[n_sided:], rng)
    return z


def normal_above(bound: Floats, rng: np.random.Generator) -> Floats:
    """Standard normals above their bounds, by rejection: normal proposals, or exponential ones (Robert 1995)."""
    drawn = np.empty_like(bound)
    waiting = np.flatnonzero(bound < ROBERT_FROM)
    while waiting.size:
        x = rng.standard_normal(waiting.size)
        is_in = x > bound[waiting]
        drawn[waiting[is_in]] = x[is_in]
        waiting = waiting[~is_in]
    waiting = np.flatnonzero(bound >= ROBERT_FROM)
    while waiting.size:
        low = bound[waiting]
        rate = (low + np.sqrt(low * low + 4)) / 2
        x = low + rng.standard_exponential(waiting.size) / rate
        is_in = rng.random(waiting.size) <= np.exp(-0.5 * (x - rate) ** 2)
        drawn[waiting[is_in]] = x[is_in]
        waiting = waiting[~is_in]
    return drawn


def normal_between(low: Floats, high: Floats, rng: np.random.Generator) -> Floats:
    """Standard normals in intervals, by rejection: normal proposals where wide and around 0, else uniform ones."""
    drawn = np.empty_like(low)
    is_wide = (low < 0) & (high > 0) & (high - low > WIDE)
    waiting = np.flatnonzero(is_wide)
    while waiting.size:
        x = rng.standard_normal(waiting.size)
        is_in = (x > low[waiting]) & (x < high[waiting])
        drawn[waiting[is_in]] = x[is_in]
        waiting = waiting[~is_in]
    densest = np.clip(0.0, low, high)
    waiting = np.flatnonzero(~is_wide)
    while waiting.size:
        x = low[waiting] + (high[waiting] - low[waiting]) * rng.random(waiting.size)
        is_in = rng.random(waiting.size) <= np.exp(0.5 * (densest[waiting] ** 2 - x * x))
        drawn[waiting[is_in]] = x[is_in]
        waiting = waiting[~is_in]
    return drawn


def _walks(problem: Problem, draw: Draw, z: Floats, rng: np.random.Generator) -> Floats:
    """Positions (T, N): filter forward, draw backward, all states at once."""
    votes, walk = problem.ballots, problem.walk
    slope = draw.slope.take(votes.item)
    mean = _grid(votes.cell, slope * (z - draw.intercept.take(votes.item)), walk.own)
    pivot = walk.own + _grid(votes.cell, slope * slope, walk.own)
    pivot[1:] += walk.link
    pivot[:-1] += walk.link
    for t in range(1, len(pivot)):
        carried = walk.link[t - 1] / pivot[t - 1]
        pivot[t] -= walk.link[t - 1] * carried
        mean[t] += carried * mean[t - 1]
    position = mean / pivot + rng.standard_normal(pivot.shape) / np.sqrt(pivot)
    for t in range(len(pivot) - 2, -1, -1):
        position[t] += walk.link[t] * position[t + 1] / pivot[t]
    return position * walk.inside


def _grid(cell: Places, values: Floats, like: Floats) -> Floats:
    """Sum of a number per vote over each cell, (T, N)."""
    return np.bincount(cell, values, like.size).reshape(like.shape).astype(np.float64, copy=False)


def _lines(problem: Problem, position: Floats, z: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Intercepts and slopes: each roll call's regression of z on positions, drawn from its bivariate normal."""
    votes = problem.ballots
    x = position.take(votes.cell)
    n = votes.counts + 1 / INTERCEPT_VARIANCE
    sum_x, sum_z, sum_xz = votes.by_item(x), votes.by_item(z), votes.by_item(x * z)
    sum_xx = votes.by_item(x * x) + 1 / problem.slope_variance
    determinant = n * sum_xx - sum_x**2
    intercept = (sum_xx * sum_z - sum_x * sum_xz) / determinant
    slope = (n * sum_xz - sum_x * sum_z) / determinant
    off_slope = rng.standard_normal(n.size) / np.sqrt(determinant / n)
    off_intercept = rng.standard_normal(n.size) / np.sqrt(n) - sum_x / n * off_slope
    return intercept + off_intercept, slope + off_slope
