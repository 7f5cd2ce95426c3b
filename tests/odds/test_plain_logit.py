"""The logit: closed forms, symmetry, separation, clusters."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plain_logit import Floats, NoFit, clustered, fit_logit, log_likelihood, probability

counts = st.integers(1, 40)


def two_groups(a: int, b: int, c: int, d: int) -> tuple[Floats, Floats]:
    """`a` events and `b` others where the column is 1, `c` and `d` where it is 0."""
    column = np.repeat([1.0, 1.0, 0.0, 0.0], [a, b, c, d])
    return np.column_stack([np.ones(len(column)), column]), np.repeat([1.0, 0.0, 1.0, 0.0], [a, b, c, d])


@settings(deadline=None)
@given(counts, counts, counts, counts)
def test_one_column_gives_the_odds_ratio_of_the_table(a: int, b: int, c: int, d: int) -> None:
    fit = fit_logit(*two_groups(a, b, c, d))
    assert fit.coefficients == pytest.approx([log(c / d), log(a * d / (b * c))], abs=1e-7)
    # Woolf 1955: the variance of a log odds ratio.
    assert fit.errors[1] == pytest.approx((1 / a + 1 / b + 1 / c + 1 / d) ** 0.5, rel=1e-6)


@settings(deadline=None)
@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_firth_adds_a_half_to_each_cell_of_a_table(a: int, b: int, c: int, d: int) -> None:
    assume(a + b > 0 and c + d > 0)
    fit = fit_logit(*two_groups(a, b, c, d), is_firth=True)
    expected = log((a + 0.5) * (d + 0.5) / ((b + 0.5) * (c + 0.5)))
    assert fit.coefficients[1] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("table", [(5, 0, 3, 3), (5, 0, 0, 5), (0, 4, 0, 4)])
def test_plain_likelihood_refuses_a_separated_outcome(table: tuple[int, int, int, int]) -> None:
    with pytest.raises(NoFit, match="Firth"):
        fit_logit(*two_groups(*table))


def test_collinear_columns_are_refused() -> None:
    with pytest.raises(NoFit, match="collinear"):
        fit_logit([[1, 2], [1, 2], [1, 2]], [0, 1, 1])


@pytest.mark.parametrize(
    ("design", "outcome"), [([[1.0]], [0, 1]), ([[float("nan")]], [1]), ([[1.0]], [2]), ([1.0], [1])]
)
def test_data_that_are_no_design_are_refused(design: Any, outcome: list[int]) -> None:
    with pytest.raises(ValueError, match="design"):
        fit_logit(design, outcome)


@settings(deadline=None)
@given(counts, counts, counts, counts)
def test_the_fit_is_a_maximum(a: int, b: int, c: int, d: int) -> None:
    design, outcome = two_groups(a, b, c, d)
    fit = fit_logit(design, outcome)
    for step in ([0.01, 0.0], [-0.01, 0.0], [0.0, 0.01], [0.0, -0.01]):
        assert log_likelihood(design, outcome, fit.coefficients + step) <= fit.log_likelihood
    assert probability(design, fit.coefficients).sum() == pytest.approx(a + c)


def test_rows_that_are_copies_of_each_other_in_a_cluster_do_not_count_as_more() -> None:
    design, outcome = two_groups(7, 5, 4, 9)
    alone = clustered(fit_logit(design, outcome), design, outcome, np.arange(25))
    twice = np.vstack([design, design]), np.concatenate([outcome, outcome])
    together = clustered(fit_logit(*twice), *twice, np.tile(np.arange(25), 2))
    assert together == pytest.approx(alone)
    with pytest.raises(NoFit, match="two clusters"):
        clustered(fit_logit(design, outcome), design, outcome, np.zeros(25))


def test_far_out_rows_do_not_overflow() -> None:
    assert probability([[800.0], [-800.0], [0.0]], [1.0]) == pytest.approx([1.0, 0.0, 0.5])


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_the_fits_of_many_draws_agree_with_it(seed: int) -> None:
    """Without a penalty, and with Firth's, on data of three columns."""
    from foedus.odds.logit import firth_fit, ridge_fit

    random = np.random.default_rng(seed)
    design = np.column_stack([np.ones(60), random.normal(size=(60, 2))])
    outcome = (random.random(60) < probability(design, [-0.5, 0.8, 0.0])).astype(float)
    assume(5 < outcome.sum() < 55)
    once = np.ones((60, 1))
    try:
        plain = fit_logit(design, outcome)
    except NoFit:
        assume(False)
    assert ridge_fit(design, outcome, once, np.zeros(3)).coefficients[0] == pytest.approx(plain.coefficients, abs=1e-5)
    firth = fit_logit(design, outcome, is_firth=True)
    assert firth_fit(design, outcome, once).coefficients[0] == pytest.approx(firth.coefficients, abs=1e-5)
