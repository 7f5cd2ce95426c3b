"""Exact tests against published values, and relabelling that holds its level."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from foedus.whatif.chance import fisher, holm, odds_interval, relabelled, two_sided


def test_fisher_of_the_lady_tasting_tea() -> None:
    """Fisher (1935): three of four cups told right. The interval solves its definition; R's, found coarsely, is near it."""
    assert fisher(3, 1, 1, 3) == pytest.approx(34 / 70)
    low, high = odds_interval(3, 1, 1, 3)
    assert 1 - high**4 / sum(n * high**k for k, n in enumerate((1, 16, 36, 16, 1))) == pytest.approx(0.025)
    assert (16 * low**3 + low**4) / sum(n * low**k for k, n in enumerate((1, 16, 36, 16, 1))) == pytest.approx(0.025)
    assert (low, high) == pytest.approx((0.2117329, 621.9337505), rel=0.01)


def test_fisher_of_convicted_twins() -> None:
    """Fisher (1962), the example of R's help page: 2, 15 / 10, 3, p = 0.0005367, interval 0.003325764 to 0.363182271."""
    assert fisher(2, 15, 10, 3) == pytest.approx(0.0005367, rel=1e-3)
    assert odds_interval(2, 15, 10, 3) == pytest.approx((0.003325764, 0.363182271), rel=0.01)


def test_a_table_at_its_end_has_an_open_interval() -> None:
    assert odds_interval(0, 5, 3, 2)[0] == 0.0
    assert odds_interval(5, 0, 2, 3)[1] == inf
    assert fisher(0, 0, 0, 0) == 1.0


def test_a_tested_ratio_other_than_one_moves_the_p() -> None:
    """Ten after and ten before in one group, five and ten in the other: just what a ratio of 2 gives."""
    assert fisher(10, 10, 5, 10, np.log(2)) == pytest.approx(1.0)
    assert fisher(10, 10, 5, 10) < 1.0


def test_holm_by_hand() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})


def test_relabelling_gives_uniform_p_values_where_nothing_is_to_be_found() -> None:
    random = np.random.default_rng(1)
    labels = np.arange(20) < 9
    found = []
    for seed in range(200):
        values = random.normal(size=20)
        found.append(relabelled(lambda it, v=values: it @ v, labels, n_draws=199, seed=seed)[1])  # type: ignore[misc]
    assert np.mean(np.array(found) <= 0.05) <= 0.10
    assert np.mean(np.array(found) <= 0.5) == pytest.approx(0.5, abs=0.12)


def test_relabelling_within_groups_keeps_each_groups_number() -> None:
    labels = np.array([True, False, False, True, True])
    groups = np.array([0, 0, 1, 1, 1])
    seen: list[np.ndarray] = []

    def statistic(rows: np.ndarray) -> np.ndarray:
        seen.append(rows)
        return rows[:, 0]

    relabelled(statistic, labels, groups, n_draws=50)
    drawn = seen[1]
    assert (drawn[:, :2].sum(axis=1) == 1).all()
    assert (drawn[:, 2:].sum(axis=1) == 2).all()
    assert 0 < drawn[:, 0].mean() < 1


def test_a_two_sided_p_counts_the_value_itself() -> None:
    assert two_sided(10.0, np.zeros(9)) == pytest.approx(0.2)
    assert two_sided(0.0, np.zeros(9)) == 1.0
