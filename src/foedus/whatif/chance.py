"""Exact and randomised tests for small counts: two by two tables, relabelling of calls, several tests at once.

Not here: what is counted (`aftermath`), and regressions (`within`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import exp, inf, lgamma

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _table(a: int, b: int, c: int, d: int, log_odds: float = 0.0) -> tuple[range, list[float]]:
    """Values that the first cell may take with the margins fixed, and their probabilities under an odds ratio.

    The noncentral hypergeometric distribution of Fisher (1935).
    """
    rows, column = (a + b, c + d), a + c
    cells = range(max(0, column - rows[1]), min(rows[0], column) + 1)
    logs = [_log_choose(rows[0], k) + _log_choose(rows[1], column - k) + k * log_odds for k in cells]
    top = max(logs)
    weights = [exp(one - top) for one in logs]
    total = sum(weights)
    return cells, [one / total for one in weights]


def fisher(a: int, b: int, c: int, d: int, log_odds: float = 0.0) -> float:
    """Two-sided p of Fisher's exact test of the table a, b / c, d: the sum over tables no likelier than this one.

    `log_odds` is the log odds ratio that is tested: nought, unless the groups had unequal times.
    """
    cells, chances = _table(a, b, c, d, log_odds)
    own = chances[a - cells.start]
    return min(1.0, sum(one for one in chances if one <= own * (1 + 1e-7)))


def odds_interval(a: int, b: int, c: int, d: int, level: float = 0.95) -> tuple[float, float]:
    """Exact conditional interval of the odds ratio of a table (Cornfield 1956): 0 or infinity where a margin is at its end.

    For counts of events before and after in two groups with equal times it is the interval of the ratio of their rate ratios.
    """
    tail = (1 - level) / 2
    cells, _ = _table(a, b, c, d)

    def at_least(log_odds: float) -> float:
        return sum(_table(a, b, c, d, log_odds)[1][a - cells.start :])

    def at_most(log_odds: float) -> float:
        return sum(_table(a, b, c, d, log_odds)[1][: a - cells.start + 1])

    low = 0.0 if a == cells.start else exp(_root(lambda it: at_least(it) - tail))
    high = inf if a == cells[-1] else exp(_root(lambda it: tail - at_most(it)))
    return low, high


def _root(rises: Callable[[float], float], low: float = -20.0, high: float = 20.0) -> float:
    """Where a rising function is nought."""
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if rises(middle) < 0 else (low, middle)
    return (low + high) / 2


def relabelled(
    statistic: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    labels: Flags,
    strata: NDArray[np.int64] | None = None,
    n_draws: int = 10_000,
    seed: int = 0,
) -> tuple[float, float]:
    """The statistic and its two-sided p, if the labels had fallen on the cases by chance (Fisher 1935).

    `statistic` takes labels as rows of 0 and 1 and gives one value a row. With `strata`, labels are shuffled within each. The
    p is twice the smaller tail; the true labelling counts among the draws, so that p is never nought and holds its level.
    """
    random = np.random.default_rng(seed)
    order = random.random((n_draws, len(labels)))
    if strata is not None:
        order = order + strata[None, :]
        home = np.argsort(strata, kind="stable")
    else:
        home = np.arange(len(labels))
    drawn = np.empty((n_draws, len(labels)))
    drawn[:, home] = labels[np.argsort(order, axis=1)]
    own = float(statistic(labels[None, :].astype(np.float64))[0])
    values = statistic(drawn.astype(np.float64))
    return own, two_sided(own, values)


def two_sided(own: float, drawn: NDArray[np.float64]) -> float:
    """Twice the smaller share of draws at or beyond a value, the value itself counted among them, at most 1."""
    tails = [int(np.sum(drawn >= own - 1e-12)), int(np.sum(drawn <= own + 1e-12))]
    return min(1.0, 2 * (min(tails) + 1) / (len(drawn) + 1))


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p-values of several tests (Holm 1979): the chance of one false finding among them stays at the level."""
    ranked = sorted(p_values.items(), key=lambda item: item[1])
    found, worst = {}, 0.0
    for index, (name, p) in enumerate(ranked):
        worst = max(worst, min(1.0, p * (len(ranked) - index)))
        found[name] = worst
    return found
