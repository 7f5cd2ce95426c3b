"""Regressions within members on invented data: a planted effect is found, and without one p-values are uniform."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.whatif import within

N_GROUPS, N_MONTHS = 40, 120
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def world(beta: float, seed: int, level: float = 0.05) -> tuple[Floats, Floats, Ints, Ints]:
    """Member-months with a level of each member's own, of which the first column's mean depends, and runs in the columns."""
    random = np.random.default_rng(seed)
    group = np.repeat(np.arange(N_GROUPS), N_MONTHS)
    own = random.normal(0, 1, N_GROUPS)
    walk = np.cumsum(random.normal(0, 0.3, (N_GROUPS, N_MONTHS)), axis=1)
    walk = walk - walk.mean(axis=1, keepdims=True)
    x = np.column_stack([walk.ravel() + own[group], random.random(len(group)) < 0.1])
    p = np.minimum(level * np.exp(own[group] + beta * walk.ravel()), 1.0)
    return x, (random.random(len(group)) < p).astype(np.float64), group.astype(np.int64), (group // 4).astype(np.int64)


def test_a_planted_effect_is_found_and_the_members_level_is_not_taken_for_it() -> None:
    x, y, group, cluster = world(0.5, seed=1)
    it = within.fit(x, y, group, cluster, ("walk", "noise"))
    low, high = it.interval("walk")[1:]
    assert low < np.exp(0.5) < high
    assert low > 1
    low, high = it.interval("noise")[1:]
    assert low < 1 < high
    assert (it.n_clusters, it.n_rows) == (10, int(sum(np.bincount(group, y)[group] > 0)))


def test_the_same_coefficients_as_a_regression_with_a_column_for_each_member() -> None:
    """The conditional and the unconditional Poisson estimate agree (Cameron and Trivedi 2013, 9.3)."""
    x, y, group, cluster = world(0.5, seed=2)
    few = group < 8
    x, y, group, cluster = x[few], y[few], group[few], cluster[few]
    kept = np.bincount(group, y)[group] > 0
    x, y, group, cluster = x[kept], y[kept], group[kept], cluster[kept]
    dummies = (group[:, None] == np.unique(group)).astype(np.float64)
    whole = np.hstack([x, dummies])
    beta = np.zeros(whole.shape[1])
    beta[2:] = np.log(np.bincount(group, y)[np.unique(group)] / N_MONTHS)
    for _ in range(50):
        mean = np.exp(whole @ beta)
        beta += np.linalg.solve((whole * mean[:, None]).T @ whole, whole.T @ (y - mean))
    assert within.fit(x, y, group, cluster, ("a", "b")).coefficients == pytest.approx(beta[:2], abs=1e-6)
    assert within.coefficients(x, y, group) == pytest.approx(beta[:2], abs=1e-6)


def test_two_months_by_hand() -> None:
    """One member, dissent in the one month of two whose column is 1, and another with it in the other: the ratio is 1."""
    x, y = np.array([[1.0], [0.0], [1.0], [0.0]]), np.array([1.0, 0.0, 0.0, 1.0])
    it = within.fit(x, y, np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), ("x",))
    assert it.coefficients[0] == pytest.approx(0, abs=1e-8)
    assert it.log_likelihood == pytest.approx(2 * np.log(0.5))


def test_shifting_finds_a_planted_effect() -> None:
    x, y, group, _ = world(0.5, seed=3)
    p = within.shifted(x, y, group, ("walk", "noise"), n_draws=99)
    assert p["walk"] == 0.01
    assert p["noise"] > 0.05


def test_shifting_gives_uniform_p_values_where_nothing_is_to_be_found() -> None:
    """Outcomes with runs of their own and columns with runs, unrelated."""
    found = []
    for seed in range(40):
        random = np.random.default_rng(1000 + seed)
        group = np.repeat(np.arange(4), 60).astype(np.int64)
        runs = np.repeat(random.random((4, 10)) < 0.3, 6, axis=1).ravel() * (random.random(240) < 0.7)
        walk = np.repeat(random.normal(size=(4, 5)), 12, axis=1).reshape(-1, 1)
        found.append(within.shifted(walk, runs.astype(np.float64), group, ("walk",), n_draws=39, seed=seed)["walk"])
    assert np.mean(np.array(found) <= 0.05) <= 0.15
    assert 0.3 < np.mean(np.array(found) <= 0.5) < 0.7
