"""Ideal points on the whole record of the General Assembly, against the published ones and against Gibbs sampling.

`python bench/idealpoints.py [LONGEST]` reads the shared data folder (`FOEDUS_SHARED`, or beside the repository) and
prints: CPU seconds of the fit; its correlation with the published estimates (all votes) within each session; where the
United States and Russia lie after 1992; and the CPU seconds in which a sampler of the same model from the same start
(`gibbs_idealpoints.py`) reaches the same correlation, its mean taken over the later half of its draws. The sampler is
stopped after LONGEST CPU seconds (300). Exits 1 where the bar of correlation (.97) or of speed (10 times) is missed.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import duckdb
import numpy as np
from numpy.typing import NDArray

import gibbs_idealpoints
from foedus.measures import idealpoints
from foedus.measures.idealpoints import IdealPoints, fit
from foedus.measures.normal import Floats
from foedus.measures.ordinal import Problem, split

SHARED = Path(os.environ.get("FOEDUS_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
USA, RUSSIA = 2, 365
LEAST_STATES = 10  # of a session that correlations are computed for; session 19 has no published estimates
FIRST_AFTER_1992 = 48  # session 48 opened in September 1993
LOOK_EVERY = 10  # draws
FITS = 3
SEED = 1

Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Published:
    """The published positions, one per row of our estimates; NaN where there is none."""

    values: Floats
    sessions: NDArray[np.int64]

    def correlations(self, positions: Floats) -> dict[int, float]:
        """Pearson correlation with other positions in the same rows, by session."""
        known = ~np.isnan(self.values)
        found = {}
        for session in np.unique(self.sessions):
            here = known & (self.sessions == session)
            if here.sum() > LEAST_STATES:
                found[int(session)] = float(np.corrcoef(positions[here], self.values[here])[0, 1])
        return found

    def median(self, positions: Floats) -> float:
        """Median of the correlations."""
        return float(np.median(list(self.correlations(positions).values())))


def read_votes() -> Columns:
    """States (COW), sessions, roll calls and votes of the whole record."""
    found = duckdb.execute(
        f"SELECT ccode, session, resid, vote FROM '{SHARED / 'un_votes.parquet'}' "  # noqa: S608
        f"JOIN '{SHARED / 'un_rollcalls.parquet'}' USING (resid)"
    ).fetchnumpy()
    states, sessions, rollcalls, votes = (np.asarray(found[n], np.int64) for n in ("ccode", "session", "resid", "vote"))
    return states, sessions, rollcalls, votes


def read_published(points: IdealPoints) -> Published:
    """The published estimates beside ours. Session n met in the autumn of 1945 + n, which is their year."""
    rows = duckdb.execute(
        f"SELECT ccode, year::INT - 1945, idealpointall FROM '{SHARED / 'ideal_points.parquet'}'"  # noqa: S608
    ).fetchall()
    known = {(state, session): value for state, session, value in rows if value is not None}
    keys = zip(points.states.tolist(), points.sessions.tolist(), strict=True)
    return Published(np.array([known.get(key, np.nan) for key in keys]), points.sessions)


def timed_fit(columns: Columns) -> tuple[IdealPoints, float]:
    """The fit, and the median of its CPU seconds in `FITS` runs."""
    spent = []
    for _ in range(FITS):
        begun = time.process_time()
        points = fit(*columns, seed=SEED)
        spent.append(time.process_time() - begun)
    return points, median(spent)


def tell_correlations(points: IdealPoints, published: Published) -> float:
    """Print them; return their median."""
    by_session = published.correlations(points.positions)
    values = np.array(list(by_session.values()))
    worst = sorted((value, session) for session, value in by_session.items())[:6]
    print(f"correlation with the published estimates within {values.size} sessions: median {np.median(values):.4f}")
    print(f"  share of sessions at .95 or more: {(values >= 0.95).mean():.3f}")
    print("  worst: " + ", ".join(f"session {session} {value:.3f}" for value, session in worst))
    return float(np.median(values))


def tell_two_states(points: IdealPoints, published: Published) -> None:
    """Where the two states lie in each session after 1992, ours and published.

    "Opposite" means: the United States among the 3 most positive states and Russia below the median of the session.
    "Apart" is the distance between them in standard deviations of the session's positions.
    """
    print("session  USA: place from the top, Russia: share of states above it, apart (sd), opposite; then published")
    counts = np.zeros(2, np.int64)
    sessions = [session for session in np.unique(points.sessions) if session >= FIRST_AFTER_1992]
    least = np.inf
    for session in sessions:
        here = points.sessions == session
        told = []
        for number, values in enumerate((points.positions, published.values)):
            known = here & ~np.isnan(values)
            usa, russia = (float(values[known & (points.states == state)][0]) for state in (USA, RUSSIA))
            place = int((values[known] > usa).sum()) + 1
            apart = (usa - russia) / values[known].std()
            is_opposite = place <= 3 and russia < np.median(values[known])
            counts[number] += is_opposite
            least = min(least, apart) if number == 0 else least
            share = (values[known] > russia).mean()
            told.append(f"{place:3d} {share:5.2f} {apart:5.2f} {'yes' if is_opposite else 'no':>3}")
        print(f"  {session}   " + "   |   ".join(told))
    print(
        f"opposite: ours {counts[0]}, published {counts[1]} of {len(sessions)} sessions; apart at least {least:.2f} sd"
    )


def tell_passes(columns: Columns, published: Published) -> None:
    """What correlation the fit has when it is stopped early, and after how long."""
    for most_passes in (5, 10, 20, 40):
        begun = time.process_time()
        points = fit(*columns, seed=SEED, most_passes=most_passes)
        seconds = time.process_time() - begun
        print(f"  stopped after {most_passes} passes: {seconds:.1f} s, median {published.median(points.positions):.4f}")


def same_model(columns: Columns) -> tuple[Problem, Floats]:
    """The problem and the starting point that `fit` makes of the votes, for the sampler."""
    votes = idealpoints._checked(*columns)
    problem = idealpoints._problem(votes, votes.vote, idealpoints._walk(votes, 0.5, 1.0), 1.0)
    return problem, idealpoints._start(votes, np.random.default_rng(SEED))


def race(columns: Columns, points: IdealPoints, published: Published, longest: float) -> tuple[float, bool]:
    """CPU seconds of the sampler until the mean of the later half of its draws correlates as the fit does."""
    problem, start = same_model(columns)
    seen = np.bincount(problem.ballots.cell, minlength=problem.walk.own.size) > 0
    target = published.median(points.positions)
    draws: list[Floats] = []
    spent, best = 0.0, 0.0
    chain = gibbs_idealpoints.sample(problem, split(problem, start), SEED)
    while spent < longest and best < target:
        begun = time.process_time()
        draws.append(next(chain).position.ravel()[seen])
        spent += time.process_time() - begun
        if len(draws) % LOOK_EVERY == 0:
            best = published.median(np.mean(draws[len(draws) // 2 :], axis=0))
            if len(draws) % (5 * LOOK_EVERY) == 0 or best >= target:
                print(f"  {len(draws)} draws: {spent:.1f} s, median {best:.4f}")
    tell_errors(points, np.array(draws[len(draws) // 2 :]))
    return spent, best >= target


def tell_errors(points: IdealPoints, draws: Floats) -> None:
    """Standard errors of the fit beside the deviation of the draws, each draw scaled as the fit is; and the positions."""
    scaled = (draws - draws.mean(axis=1, keepdims=True)) / draws.std(axis=1, keepdims=True)
    ratio = points.errors / scaled.std(axis=0)
    low, middle, high = np.quantile(ratio, [0.05, 0.5, 0.95])
    print(f"  standard error / deviation of {len(draws)} draws: median {middle:.2f}, 5-95% {low:.2f}-{high:.2f}")
    against = Published(scaled.mean(axis=0), points.sessions)
    print(f"  fit and sampler correlate within sessions: median {against.median(points.positions):.4f}")


def main() -> int:
    """Print all of it."""
    longest = float(sys.argv[1]) if len(sys.argv) > 1 else 300.0
    columns = read_votes()
    print(f"{columns[0].size} votes, {np.unique(columns[2]).size} roll calls, {np.unique(columns[1]).size} sessions")
    points, seconds = timed_fit(columns)
    ended = "converged" if points.is_converged else "NOT converged"
    print(f"fit: {seconds:.1f} CPU s, {points.n_passes} passes, {ended}, {points.positions.size} positions")
    published = read_published(points)
    correlation = tell_correlations(points, published)
    tell_passes(columns, published)
    tell_two_states(points, published)
    print("Gibbs sampling:")
    spent, is_there = race(columns, points, published, longest)
    ratio = spent / seconds
    print(f"Gibbs / fit: {'' if is_there else 'more than '}{ratio:.1f} times the CPU time (bar 10)")
    return 0 if correlation >= 0.97 and ratio >= 10 else 1


if __name__ == "__main__":
    raise SystemExit(main())
