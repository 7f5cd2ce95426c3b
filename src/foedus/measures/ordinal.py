"""The engine of `idealpoints`: variational EM for an ordinal probit whose positions follow a random walk.

Arrays by number only: roll calls 0..J-1; cells 0..T*N-1, session by session, one per state. Labels, checks, the final
scale and standard errors belong to `idealpoints`.

The model. A state at x answers roll call j by z = a_j + b_j x + e, e standard normal: yes below -h_j, abstention
between -h_j and h_j, no above h_j. So the cutpoints of Bailey, Strezhnev and Voeten 2017 are -a_j - h_j and h_j - a_j,
and b_j is their discrimination. Priors: b_j ~ N(0, v_b); a_j ~ N(0, 25); density of h_j proportional to
h exp(-h^2 / 2), which keeps the cutpoints of a roll call without abstentions apart; x_it - x_i,t-1 ~ N(0, v_s) for each
session passed, times x_it ~ N(0, v_x) for each session with a vote, which holds location and scale.

The algorithm. Coordinate ascent on a lower bound of the log posterior as in Imai, Lo and Olmsted 2016 (ordinal and
dynamic models): normal q(x), truncated normal q(z), point estimates of a, b and h, every step in closed form. Their
scale tau is a parameter expansion here (Liu, Rubin and Wu 1998): the regression finds a variance of z, and a, b and h
are divided by its root. A second expansion moves all positions of a session together. No pass lowers the bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from foedus.measures.normal import Floats, above, around

Places = NDArray[np.intp]

INTERCEPT_VARIANCE = 25.0
LOG_REACH = (-8.0, 4.0)  # beyond these a reach says nothing more; wild jumps of the search stay in them
CHUNK = 15_000  # votes handled at once: their intermediate results stay in a core's cache and are not mapped anew


def sums(places: Places, values: Floats, size: int) -> Floats:
    """Sum of the values at each place 0..size-1."""
    return np.bincount(places, values, size).astype(np.float64, copy=False)


@dataclass(frozen=True, slots=True)
class Ballots:
    """Votes in order of roll call, first those for or against, then abstentions.

    `cell` and `item` have a number per vote; `side` is -1 (yes) or 1 (no) for the first `side.size` votes. `starts` are
    the first votes of each run of one roll call, `owners` its number, `counts` the votes per roll call.
    """

    cell: Places
    item: Places
    side: Floats
    starts: Places
    owners: Places
    counts: Floats

    def by_item(self, values: Floats) -> Floats:
        """Sum of a number per vote over each roll call."""
        return sums(self.owners, np.add.reduceat(values, self.starts), self.counts.size)


@dataclass(frozen=True, slots=True)
class Walk:
    """Prior of positions, (T, N) by session and state: precisions `own` of each, `link` (T - 1, N) of each step.

    A state's chain runs from its first session to its last (`inside`); cells outside have own precision 1, no links,
    and stay at 0. Cells inside without a vote have no precision of their own: the walk passes through them.
    """

    own: Floats
    link: Floats
    inside: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is held fixed while fitting.

    `item_group` (J,) and `session_group` (T,) number the sets of sessions that share roll calls: each session by itself
    unless a roll call was put again. `stiffness` (G, G) is the prior precision of moving each set's positions together.
    """

    ballots: Ballots
    walk: Walk
    slope_variance: float
    item_group: Places
    session_group: Places
    stiffness: Floats


@dataclass(frozen=True, slots=True)
class Parts:
    """A point of the search in its parts: positions by cell; intercept a, slope b and reach h by roll call."""

    position: Floats
    intercept: Floats
    slope: Floats
    reach: Floats

    def flat(self) -> Floats:
        """One vector, the reach as its logarithm."""
        return np.concatenate([self.position, self.intercept, self.slope, np.log(self.reach)])


@dataclass(frozen=True, slots=True)
class Latent:
    """Per vote: mean and second moment of z, and slope times the mean error; the log likelihood of all votes."""

    mean: Floats
    square: Floats
    pull: Floats
    log_likelihood: float


def sort_ballots(cell: Places, item: Places, votes: NDArray[np.int64], n_items: int) -> Ballots:
    """Votes (1 yes, 2 abstention, 3 no) as `Ballots`; the order they come in does not matter."""
    order = np.lexsort((cell, item, votes == 2))
    cell, item, votes = cell[order], item[order], votes[order]
    n_sided = int(np.count_nonzero(votes != 2))
    is_start = np.r_[True, item[1:] != item[:-1]]
    if n_sided < item.size:
        is_start[n_sided] = True
    starts = np.flatnonzero(is_start)
    counts = np.bincount(item, minlength=n_items).astype(np.float64)
    side = (votes[:n_sided] - 2).astype(np.float64)
    return Ballots(cell, item, side, starts, item[starts], counts)


def pose(ballots: Ballots, walk: Walk, slope_variance: float) -> Problem:
    """A problem from votes and prior: finds the sets of sessions that can be moved without moving any vote's odds."""
    n_sessions, n_states = walk.own.shape
    session = ballots.cell // n_states
    label = np.arange(n_sessions)
    while True:
        of_item = np.full(ballots.counts.size, n_sessions)
        np.minimum.at(of_item, ballots.item, label[session])
        found = label.copy()
        np.minimum.at(found, session, of_item[ballots.item])
        if np.array_equal(found, label):
            break
        label = found
    session_group = np.unique(label, return_inverse=True)[1]
    together = np.eye(session_group.max() + 1)[session_group]
    links = walk.link.sum(axis=1)
    tied = np.diag(np.where(walk.inside, walk.own, 0.0).sum(axis=1) + np.r_[links, 0.0] + np.r_[0.0, links])
    tied -= np.diag(links, 1) + np.diag(links, -1)
    item_group = np.zeros(ballots.counts.size, np.intp)
    item_group[ballots.item] = session_group[session]
    return Problem(ballots, walk, slope_variance, item_group, session_group, together.T @ tied @ together)


def split(problem: Problem, point: Floats) -> Parts:
    """The parts of a flat point."""
    n_cells, n_items = problem.walk.own.size, problem.ballots.counts.size
    position, intercept, slope, log_reach = np.split(point, [n_cells, n_cells + n_items, n_cells + 2 * n_items])
    return Parts(position, intercept, slope, np.exp(np.clip(log_reach, *LOG_REACH)))


def expect(votes: Ballots, parts: Parts) -> Latent:
    """The E step for z: moments of normals cut to what each vote says."""
    n_votes, n_sided = votes.cell.size, votes.side.size
    latent = np.empty((3, n_votes))
    total = 0.0
    edges = [*range(0, n_sided, CHUNK), *range(n_sided, n_votes, CHUNK), n_votes]
    for first, after in pairwise(edges):
        here = slice(first, after)
        item = votes.item[here]
        slope, reach = parts.slope.take(item), parts.reach.take(item)
        centre = parts.position.take(votes.cell[here])
        centre *= slope
        centre += parts.intercept.take(item)
        if first < n_sided:
            side = votes.side[here]
            reach -= side * centre
            error, square, log_p = above(reach)
            error *= side
        else:
            error, square, log_p = around(-centre, reach)
        mean, squares, pull = latent[:, here]
        np.add(centre, error, out=mean)
        np.multiply(slope, error, out=pull)
        np.add(square, centre * (mean + error), out=squares)
        total += float(log_p.sum())
    return Latent(latent[0], latent[1], latent[2], total)


def smooth(walk: Walk, precision: Floats, pull: Floats) -> tuple[Floats, Floats, float]:
    """Means and variances (T, N) of positions seen with `precision` and precision-weighted value `pull`, both (T, N).

    The Kalman smoother in information form: a tridiagonal system per state (Rue and Held 2005, section 2.4), all
    states at once. Also returns the log determinant of the posterior precision.
    """
    pivot = walk.own + precision
    pivot[1:] += walk.link
    pivot[:-1] += walk.link
    mean = pull.copy()
    for t in range(1, len(pivot)):
        carried = walk.link[t - 1] / pivot[t - 1]
        pivot[t] -= walk.link[t - 1] * carried
        mean[t] += carried * mean[t - 1]
    variance = 1.0 / pivot
    mean[-1] *= variance[-1]
    for t in range(len(pivot) - 2, -1, -1):
        gain = walk.link[t] * variance[t]
        mean[t] = mean[t] * variance[t] + gain * mean[t + 1]
        variance[t] += gain * gain * variance[t + 1]
    return mean, variance, float(np.log(pivot).sum())


def observed_variance(problem: Problem, parts: Parts) -> Floats:
    """Variance (T, N) of positions from the observed information of the votes and the prior, roll calls held fixed.

    A vote's information about z is 1 less the variance of z given the vote (Louis 1982); q(x) of the EM itself leaves
    this out, and its variances are far too small.
    """
    votes, shape = problem.ballots, problem.walk.own.shape
    latent = expect(votes, parts)
    information = 1.0 - (latent.square - latent.mean**2)
    precision = sums(votes.cell, information * parts.slope[votes.item] ** 2, problem.walk.own.size)
    return smooth(problem.walk, precision.reshape(shape), np.zeros(shape))[1]


def improve(problem: Problem, point: Floats) -> tuple[Floats, float]:
    """One pass of EM: the next point, and the bound on the log posterior at the point given (up to a constant)."""
    votes, walk = problem.ballots, problem.walk
    old = split(problem, point)
    latent = expect(votes, old)
    weight = sums(votes.cell, (old.slope * old.slope).take(votes.item), walk.own.size)
    pull = sums(votes.cell, latent.pull, walk.own.size) + weight * old.position
    mean, variance, log_det = smooth(walk, weight.reshape(walk.own.shape), pull.reshape(walk.own.shape))
    bound = latent.log_likelihood + _log_prior(problem, old) - 0.5 * log_det
    new = _regress(problem, old, latent, mean.ravel(), variance.ravel())
    return _move_together(problem, new).flat(), bound


def _log_prior(problem: Problem, parts: Parts) -> float:
    """Log prior density of a point, up to a constant."""
    walk = problem.walk
    position = parts.position.reshape(walk.own.shape)
    spread = (walk.own * position**2).sum() + (walk.link * np.diff(position, axis=0) ** 2).sum()
    items = parts.intercept**2 / INTERCEPT_VARIANCE + parts.slope**2 / problem.slope_variance + parts.reach**2
    return float(np.log(parts.reach).sum() - 0.5 * (spread + items.sum()))


def _regress(problem: Problem, old: Parts, latent: Latent, position: Floats, variance: Floats) -> Parts:
    """The M step for roll calls: regress expected z on positions, then divide by the standard deviation found."""
    votes = problem.ballots
    x = position.take(votes.cell)
    sum_x, sum_z, sum_zz = votes.by_item(x), votes.by_item(latent.mean), votes.by_item(latent.square)
    x *= latent.mean
    sum_xz = votes.by_item(x)
    sum_xx = votes.by_item((position * position + variance).take(votes.cell)) + 1.0 / problem.slope_variance
    n = votes.counts + 1.0 / INTERCEPT_VARIANCE
    determinant = n * sum_xx - sum_x * sum_x
    intercept = (sum_xx * sum_z - sum_x * sum_xz) / determinant
    slope = (n * sum_xz - sum_x * sum_z) / determinant
    squares = sum_zz - intercept * sum_z - slope * sum_xz + old.reach * old.reach
    scale = np.sqrt(squares / (votes.counts + 1.0))
    return Parts(position, intercept / scale, slope / scale, old.reach / scale)


def _move_together(problem: Problem, parts: Parts) -> Parts:
    """Move each session's positions by what the prior likes best, and intercepts so that no vote's odds change.

    EM alone needs hundreds of passes for this, because each session's roll calls hold its positions in place.
    """
    walk, n_groups = problem.walk, len(problem.stiffness)
    position = parts.position.reshape(walk.own.shape)
    tension = walk.link * np.diff(position, axis=0)
    force = -(walk.own * position).sum(axis=1)
    force[:-1] += tension.sum(axis=1)
    force[1:] -= tension.sum(axis=1)
    items = sums(problem.item_group, parts.slope**2, n_groups) / INTERCEPT_VARIANCE
    lift = sums(problem.item_group, parts.intercept * parts.slope, n_groups) / INTERCEPT_VARIANCE
    lift += sums(problem.session_group, force, n_groups)
    move = np.linalg.solve(problem.stiffness + np.diag(items), lift)
    moved = position + move[problem.session_group, None] * walk.inside
    intercept = parts.intercept - parts.slope * move[problem.item_group]
    return Parts(moved.ravel(), intercept, parts.slope, parts.reach)
