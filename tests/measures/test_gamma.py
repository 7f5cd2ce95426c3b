"""The gamma distribution against closed forms."""

from __future__ import annotations

from math import erf, exp, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.gamma import gamma_below, gamma_quantile


@pytest.mark.parametrize("x", [0.01, 0.5, 1.0, 3.0, 20.0])
def test_whole_and_half_shapes_have_closed_forms(x: float) -> None:
    assert gamma_below(1, x) == pytest.approx(1 - exp(-x))
    assert gamma_below(2, x) == pytest.approx(1 - exp(-x) * (1 + x))
    assert gamma_below(0.5, x) == pytest.approx(erf(sqrt(x)))


@given(st.floats(0.001, 0.999), st.floats(0.1, 60))
def test_a_quantile_is_where_its_probability_is(p: float, shape: float) -> None:
    assert gamma_below(shape, gamma_quantile(p, shape)) == pytest.approx(p, abs=1e-8)


def test_a_rate_scales_and_a_bad_shape_is_an_error() -> None:
    assert gamma_quantile(0.5, 3, 2) == pytest.approx(gamma_quantile(0.5, 3) / 2)
    with pytest.raises(ValueError, match="not above 0"):
        gamma_below(0, 1)
