"""Moments of cut normals against exact tails and sums over a fine grid."""

from __future__ import annotations

from math import erfc, exp, log, pi, sqrt

import numpy as np
import pytest

from foedus.measures.normal import above, around, mills


@pytest.mark.parametrize("x", [0.0, 0.3, 1.0, 2.5, 5.0, 12.0, 25.0])
def test_mills_ratio_against_the_exact_tail(x: float) -> None:
    exact = sqrt(pi / 2) * exp(x * x / 2) * erfc(x / sqrt(2))
    assert mills(np.array([x]))[0] == pytest.approx(exact, rel=1e-8)


def test_mills_ratio_far_out_is_one_over_x() -> None:
    assert mills(np.array([1e4]))[0] == pytest.approx(1e-4, rel=1e-7)


def by_grid(low: float, high: float) -> tuple[float, float, float]:
    """Mean, second moment and log probability of a standard normal between two bounds, by the midpoint rule."""
    edges = np.linspace(low, high, 200_001)
    x = (edges[1:] + edges[:-1]) / 2
    lift = min(x**2) / 2
    mass = np.exp(lift - x**2 / 2) * (high - low) / x.size
    total = mass.sum()
    return float((x * mass).sum() / total), float((x**2 * mass).sum() / total), log(total / sqrt(2 * pi)) - float(lift)


@pytest.mark.parametrize("bound", [-9.0, -1.2, 0.0, 0.7, 4.0, 11.0])
def test_above_a_bound(bound: float) -> None:
    found = [float(value[0]) for value in above(np.array([bound]))]
    assert found == pytest.approx(by_grid(bound, max(bound, 0) + 12), rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("centre", [-8.0, -2.0, -0.4, 0.0, 0.4, 3.0, 15.0])
@pytest.mark.parametrize("reach", [0.01, 0.5, 2.0, 6.0])
def test_around_a_centre(centre: float, reach: float) -> None:
    found = [float(value[0]) for value in around(np.array([centre]), np.array([reach]))]
    assert found == pytest.approx(by_grid(centre - reach, centre + reach), rel=2e-5, abs=2e-6)


def test_a_reach_beyond_all_sense_stays_finite() -> None:
    assert all(np.isfinite(value).all() for value in around(np.array([0.0, 20.0]), np.array([54.0, 54.0])))
