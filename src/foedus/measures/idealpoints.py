"""Ideal points: one position per state and session from yes, abstention and no in roll calls, with standard errors.

The dynamic ordinal model of Bailey, Strezhnev and Voeten 2017 (Journal of Conflict Resolution 61), fitted by variational
EM after Imai, Lo and Olmsted 2016 (American Political Science Review 110) instead of by sampling. Here: labels, checks,
starting values, scale and errors; the model and its passes are in `ordinal`. Reading votes from a record does not belong
here.

Where this departs from the published estimates:

- They let resolutions put again in other sessions share cutpoints, by a hand-made list. Give such roll calls one id and
  they share all parameters here too; with an id per vote, only the random walk and the prior tie sessions together.
  Positions then compare well within a session, and over time as far as states as a whole did not move.
- They rescale every draw to mean 0 and standard deviation 1; here a prior of each position holds the scale while
  fitting, and the result is rescaled once.
- They centre each state's prior on its last draw, going forward only; here the whole walk is smoothed, so a position
  uses later sessions too. For what was known as of a session, fit on votes up to it: nothing else hides the future.
- They report posterior means and quantiles; here, the maximum of the bound and standard errors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.measures.climb import Climb, climb
from foedus.measures.normal import Floats
from foedus.measures.ordinal import (
    Parts,
    Places,
    Problem,
    Walk,
    improve,
    observed_variance,
    pose,
    sort_ballots,
    split,
)

YES, ABSTAIN, NO = 1, 2, 3
POWER_STEPS = 100


@dataclass(frozen=True, slots=True, eq=False)
class IdealPoints:
    """Estimates. Rows of the first block are states in sessions, by session and then state; of the second, roll calls.

    `positions` have mean 0 and standard deviation 1 over all rows, and the state named as `positive` is above 0 on
    average. `errors` are standard errors on the same scale (see `fit`). `n_votes` counts the votes of the row.
    A state at x votes yes with probability cdf(low_cuts - discriminations * x) and no with probability
    1 - cdf(high_cuts - discriminations * x); a positive discrimination means that the positive side votes no.
    `bounds` is the lower bound of the log posterior (up to a constant) at each pass that was kept; it never falls.
    """

    states: NDArray[Any]
    sessions: NDArray[np.int64]
    positions: Floats
    errors: Floats
    n_votes: NDArray[np.int64]
    rollcalls: NDArray[Any]
    discriminations: Floats
    low_cuts: Floats
    high_cuts: Floats
    bounds: tuple[float, ...]
    n_passes: int
    is_converged: bool


@dataclass(frozen=True, slots=True)
class _Votes:
    """Checked votes by number, in an order that does not depend on the order they came in; labels of the numbers."""

    state: Places
    session: Places
    item: Places
    vote: NDArray[np.int64]
    states: NDArray[Any]
    sessions: NDArray[np.int64]
    rollcalls: NDArray[Any]

    @property
    def shape(self) -> tuple[int, int]:
        """Sessions and states."""
        return self.sessions.size, self.states.size

    @property
    def cell(self) -> Places:
        """Number of each vote's session and state."""
        return np.ravel_multi_index((self.session, self.state), self.shape)

    @property
    def n_by_cell(self) -> NDArray[np.intp]:
        """Votes of each state in each session, (T, N)."""
        return np.bincount(self.cell, minlength=self.sessions.size * self.states.size).reshape(self.shape)


def fit(
    states: ArrayLike,
    sessions: ArrayLike,
    rollcalls: ArrayLike,
    votes: ArrayLike,
    *,
    seed: int,
    positive: int | str = 2,
    step_variance: float = 0.5,
    position_variance: float = 1.0,
    discrimination_variance: float = 1.0,
    tolerance: float = 2e-5,
    most_passes: int = 500,
    n_bootstrap: int = 0,
) -> IdealPoints:
    """Positions of states by session from their votes.

    The first four are arrays of one length, a row per vote cast: any label of the state, the number of the session (a
    step of the walk is one session; gaps count), any label of the roll call, and 1 yes, 2 abstention or 3 no. Absence
    is a missing row. A roll call label used in several sessions is one resolution put again.

    `positive` is the state whose mean position is above 0 (default: COW code of the United States). The variances are
    those of the prior: of a step between sessions, of a position, of a discrimination (published: 0.5 on a unit scale,
    none, 1). Passes end when the last 5 raised the bound by less than `tolerance` per vote.

    `errors` come from the observed information of the votes and the prior, roll calls held at their estimates. They
    leave out what is unknown about the roll calls and the common location and scale of a session: distances within
    a session are what they are good for. (On the whole General Assembly they are 1.03 times the posterior deviation by
    Gibbs sampling, 0.8 to 1.3 for nine in ten positions; the variances of q(x) would give half: bench/idealpoints.py.)
    With `n_bootstrap` > 1, they are instead the standard deviation over refits to votes simulated from the estimates
    (parametric bootstrap; Imai, Lo and Olmsted 2016), which leaves out the bias of the prior. Each refit takes almost
    as long as the fit. `seed` fixes the start of the search and the simulated votes: the same seed, the same result.

    Raises ValueError, naming the rows or labels, for votes that are not such an array or cannot be placed.
    """
    given = _checked(states, sessions, rollcalls, votes)
    if not (given.states == positive).any():
        raise ValueError(f"the state {positive!r}, which is to be positive, has no vote; name another as `positive`")
    variances = (step_variance, position_variance, discrimination_variance)
    if not min(*variances, tolerance) > 0:
        raise ValueError(f"variances and tolerance must be above 0, not {(*variances, tolerance)}")
    rng = np.random.default_rng(seed)
    walk = _walk(given, step_variance, position_variance)
    problem = _problem(given, given.vote, walk, discrimination_variance)
    search = _search(problem, _start(given, rng), tolerance, most_passes)
    parts = split(problem, search.point)
    spread = np.sqrt(observed_variance(problem, parts)) if n_bootstrap < 2 else None
    estimate = _named(given, parts, spread, positive, search)
    if n_bootstrap < 2:
        return estimate

    def again() -> Floats:
        other = _problem(given, _simulated(given, parts, rng), walk, discrimination_variance)
        refit = _search(other, search.point, tolerance, most_passes)
        return _named(given, split(other, refit.point), None, positive, refit).positions

    return replace(estimate, errors=_deviation(again, n_bootstrap))


def _checked(states: ArrayLike, sessions: ArrayLike, rollcalls: ArrayLike, votes: ArrayLike) -> _Votes:
    """The votes by number; ValueError where they are not what `fit` says."""
    columns = {"states": states, "sessions": sessions, "rollcalls": rollcalls, "votes": votes}
    arrays = {name: np.asarray(column) for name, column in columns.items()}
    sizes = {name: array.shape for name, array in arrays.items()}
    if len(set(sizes.values())) != 1 or arrays["votes"].ndim != 1 or not arrays["votes"].size:
        raise ValueError(f"states, sessions, rollcalls and votes must be of one length above 0, not {sizes}")
    bad = np.flatnonzero(~np.isin(arrays["votes"], (YES, ABSTAIN, NO)))
    if bad.size:
        shown = arrays["votes"][bad[0]]
        raise ValueError(f"row {bad[0]}: the vote {shown!s} is not 1 yes, 2 abstention or 3 no; leave absences out")
    if arrays["sessions"].dtype.kind not in "iu":
        raise ValueError(f"sessions must be whole numbers, not {arrays['sessions'].dtype}")
    state_labels, state = np.unique(arrays["states"], return_inverse=True)
    session_labels, session = np.unique(arrays["sessions"].astype(np.int64), return_inverse=True)
    item_labels, item = np.unique(arrays["rollcalls"], return_inverse=True)
    order = np.lexsort((state, item, session))
    found = _Votes(
        state[order],
        session[order],
        item[order],
        arrays["votes"][order].astype(np.int64),
        state_labels,
        session_labels,
        item_labels,
    )
    _check_rows(found)
    return found


def _check_rows(votes: _Votes) -> None:
    """No vote twice, enough states to scale, and every session tied to those before it by a state."""
    key = np.stack([votes.session, votes.item, votes.state])
    twice = np.flatnonzero((key[:, 1:] == key[:, :-1]).all(axis=0))
    if twice.size:
        session, item, state = key[:, twice[0]]
        where = f"roll call {votes.rollcalls[item]!s} of session {votes.sessions[session]!s}"
        raise ValueError(f"state {votes.states[state]!s} votes more than once in {where}")
    if votes.states.size < 3:
        raise ValueError(f"{votes.states.size} states are too few to scale; at least 3")
    seen = votes.n_by_cell > 0
    before = np.logical_or.accumulate(seen)[:-1]
    loose = np.flatnonzero(~(seen[1:] & before).any(axis=1))
    if loose.size:
        session = votes.sessions[loose[0] + 1]
        raise ValueError(f"no state of session {session} voted in an earlier one: nothing ties its scale to theirs")


def _walk(votes: _Votes, step_variance: float, position_variance: float) -> Walk:
    """The prior of positions: each state's walk from its first session to its last, steps as long as the gaps."""
    seen = votes.n_by_cell > 0
    inside = np.logical_or.accumulate(seen) & np.logical_or.accumulate(seen[::-1])[::-1]
    own = np.where(inside, seen / position_variance, 1.0)
    steps = step_variance * np.diff(votes.sessions)[:, None]
    return Walk(own, (inside[1:] & inside[:-1]) / steps, inside)


def _problem(votes: _Votes, vote: NDArray[np.int64], walk: Walk, discrimination_variance: float) -> Problem:
    """The engine's problem for these votes, or for others cast in the same places."""
    return pose(sort_ballots(votes.cell, votes.item, vote, votes.rollcalls.size), walk, discrimination_variance)


def _search(problem: Problem, start: Floats, tolerance: float, most_passes: int) -> Climb:
    """Climb the bound from a start."""
    least_gain = tolerance * problem.ballots.cell.size
    return climb(lambda point: improve(problem, point), start, least_gain, most_passes)


def _start(votes: _Votes, rng: np.random.Generator) -> Floats:
    """Where the search starts: each session's first principal component, and roll calls regressed on it.

    Power iteration from the session before, so that signs agree over time; a little noise moves what has no past.
    """
    n_sessions, n_states = votes.shape
    score = rng.standard_normal(n_states)
    position = np.zeros(votes.shape)
    bounds = np.searchsorted(votes.session, np.arange(n_sessions + 1))
    for t in range(n_sessions):
        here = slice(bounds[t], bounds[t + 1])
        present, row = np.unique(votes.state[here], return_inverse=True)
        item, column = np.unique(votes.item[here], return_inverse=True)
        answers = np.zeros((present.size, item.size))
        mean = np.bincount(column, votes.vote[here]) / np.bincount(column)
        answers[row, column] = votes.vote[here] - mean[column]
        score[present] = _component(answers, score[present] + 1e-3 * rng.standard_normal(present.size))
        position[t, present] = score[present]
    return _regressed(votes, position)


def _component(answers: Floats, guess: Floats) -> Floats:
    """Scores of the rows on the first principal component, mean 0 and deviation 1, on the side of the guess."""
    gram = answers @ answers.T
    score = guess
    for _ in range(POWER_STEPS):
        after = gram @ score
        length = np.linalg.norm(after)
        if not length > 0:
            return np.zeros_like(guess)  # everybody voted alike
        score = after / length
    score = score - score.mean()
    return np.asarray(score / (score.std() or 1.0))


def _regressed(votes: _Votes, position: Floats) -> Floats:
    """A point with these positions and roll calls from a linear regression of votes on them."""
    x, y, item = position.ravel()[votes.cell], votes.vote - 2.0, votes.item
    n = np.bincount(item)
    mean_x, mean_y = np.bincount(item, x) / n, np.bincount(item, y) / n
    slope = (np.bincount(item, x * y) / n - mean_x * mean_y) / (np.bincount(item, x * x) / n - mean_x**2 + 0.05)
    return Parts(position.ravel(), mean_y - slope * mean_x, slope, np.full(n.size, 0.3)).flat()


def _named(votes: _Votes, parts: Parts, spread: Floats | None, positive: int | str, search: Climb) -> IdealPoints:
    """The result: scaled to mean 0 and deviation 1, turned so that the named state is positive, with its labels."""
    position = parts.position.reshape(votes.shape)
    session, state = np.nonzero(votes.n_by_cell)
    found = position[session, state]
    mean, deviation = found.mean(), found.std()
    if not deviation > 0:
        raise ValueError("every state voted alike in every roll call: there is nothing to scale")
    turn = 1.0 if (found[votes.states[state] == positive] - mean).mean() > 0 else -1.0
    centre = -parts.intercept - parts.slope * mean
    return IdealPoints(
        states=votes.states[state],
        sessions=votes.sessions[session],
        positions=turn * (found - mean) / deviation,
        errors=np.zeros_like(found) if spread is None else spread[session, state] / deviation,
        n_votes=votes.n_by_cell[session, state].astype(np.int64),
        rollcalls=votes.rollcalls,
        discriminations=turn * parts.slope * deviation,
        low_cuts=centre - parts.reach,
        high_cuts=centre + parts.reach,
        bounds=search.heights,
        n_passes=search.n_passes,
        is_converged=search.is_converged,
    )


def _simulated(votes: _Votes, parts: Parts, rng: np.random.Generator) -> NDArray[np.int64]:
    """Votes drawn from the model at a point, in the places of those given."""
    z = parts.intercept[votes.item] + parts.slope[votes.item] * parts.position[votes.cell]
    z += rng.standard_normal(z.size)
    reach = parts.reach[votes.item]
    return np.where(z < -reach, YES, np.where(z > reach, NO, ABSTAIN)).astype(np.int64)


def _deviation(draw: Callable[[], Floats], n_draws: int) -> Floats:
    """Standard deviation over draws, holding none of them."""
    first = draw()
    total, square = np.zeros_like(first), np.zeros_like(first)
    for _ in range(n_draws - 1):
        change = draw() - first
        total, square = total + change, square + change**2
    return np.asarray(np.sqrt((square - total**2 / n_draws) / (n_draws - 1)))
