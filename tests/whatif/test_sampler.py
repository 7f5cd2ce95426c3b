"""The sampler against posteriors that are known in closed form."""

from __future__ import annotations

from math import lgamma

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.whatif.model import INF, PARAMETERS, Parameter, Shape, prior_draws
from foedus.whatif.sampler import from_normal, sample, sample_and_weigh, to_normal

Floats = NDArray[np.float64]
DRAWS = 2000


def parameter(shape: Shape, first: float, second: float) -> Parameter:
    return Parameter("x", "x", "anything", "", -INF, INF, shape, (first, second), "")


def test_a_beta_prior_with_binomial_data() -> None:
    """Beta(2, 3) and 7 of 10: Beta(9, 6)."""
    made = sample(
        lambda theta: 7 * np.log(theta[:, 0]) + 3 * np.log1p(-theta[:, 0]),
        [parameter("beta", 2, 3)],
        np.random.default_rng(1),
        draws=DRAWS,
    )
    spread = (9 * 6 / (15**2 * 16)) ** 0.5
    assert made.mean() == pytest.approx(9 / 15, abs=5 * spread / DRAWS**0.5)
    assert made.std() == pytest.approx(spread, rel=0.1)


def test_a_normal_prior_with_normal_data_far_in_its_tail() -> None:
    """N(0, 1.5) and 9 seen with error 0.1: the draws have to travel six standard deviations."""
    made = sample(
        lambda theta: -((9 - theta[:, 0]) ** 2) / (2 * 0.1**2),
        [parameter("normal", 0, 1.5)],
        np.random.default_rng(1),
        draws=DRAWS,
    )
    weight = 1.5**2 / (1.5**2 + 0.1**2)
    assert made.mean() == pytest.approx(9 * weight, abs=0.02)
    assert made.std() == pytest.approx(0.1 * weight**0.5, rel=0.1)


def test_two_parameters_of_which_only_the_sum_is_seen() -> None:
    """The posterior of two standard normals whose sum is seen as 2 with error 0.5: strongly against each other."""
    made = sample(
        lambda theta: -((2 - theta.sum(axis=1)) ** 2) / (2 * 0.5**2),
        [parameter("normal", 0, 1), parameter("normal", 0, 1)],
        np.random.default_rng(1),
        draws=DRAWS,
    )
    covariance = np.linalg.inv(np.eye(2) + np.ones((2, 2)) / 0.25)
    assert made.mean(axis=0) == pytest.approx(covariance @ np.array([2, 2]) / 0.25, abs=0.08)
    assert np.cov(made.T) == pytest.approx(covariance, abs=0.06)


def test_without_data_the_draws_are_the_priors() -> None:
    made = sample(lambda theta: np.zeros(len(theta)), PARAMETERS, np.random.default_rng(1), draws=DRAWS)
    of_prior = prior_draws(DRAWS, 2)
    for place, it in enumerate(PARAMETERS):
        ours, theirs = (np.quantile(draws[:, place], [0.1, 0.5, 0.9]) for draws in (made, of_prior))
        scale = float(np.subtract(*np.quantile(of_prior[:, place], [0.9, 0.1])))
        assert ours == pytest.approx(theirs, abs=0.12 * scale), it.name


def test_the_marginal_likelihood_of_binomial_data() -> None:
    """7 of 10 under Beta(2, 3), without the binomial coefficient: B(9, 6) / B(2, 3)."""

    def log_beta(a: float, b: float) -> float:
        return lgamma(a) + lgamma(b) - lgamma(a + b)

    _, told = sample_and_weigh(
        lambda theta: 7 * np.log(theta[:, 0]) + 3 * np.log1p(-theta[:, 0]),
        [parameter("beta", 2, 3)],
        np.random.default_rng(1),
        draws=DRAWS,
    )
    assert told == pytest.approx(log_beta(9, 6) - log_beta(2, 3), abs=0.1)


def test_the_same_seed_gives_the_same_draws() -> None:
    def once(seed: int) -> Floats:
        return sample(lambda theta: -(theta[:, 0] ** 2), PARAMETERS[5:], np.random.default_rng(seed), draws=200)

    assert np.array_equal(once(3), once(3))
    assert not np.array_equal(once(3), once(4))


def test_coordinates_there_and_back() -> None:
    z = np.random.default_rng(0).normal(0, 1, (500, len(PARAMETERS)))
    assert to_normal(from_normal(z, PARAMETERS), PARAMETERS) == pytest.approx(z, abs=2e-3)
