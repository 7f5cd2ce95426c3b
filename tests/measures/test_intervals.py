"""Exact intervals against published tables, other forms of the same sum, and what an interval must do."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp, fsum, gamma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.intervals import (
    change_point,
    probability_rate_rose,
    probability_share_rose,
    rate_interval,
    share_interval,
)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Clopper and Pearson's interval in closed form at the ends: 1 - (alpha/2)^(1/n).
        (0, 10, 0.0, 1 - 0.025**0.1),
        (10, 10, 0.025**0.1, 1.0),
        # Newcombe 1998, Statistics in Medicine 17, table I, method 5.
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_share_interval_against_published_values(k: int, n: int, low: float, high: float) -> None:
    assert share_interval(k, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [
        # Garwood 1936: limits of the mean of a Poisson variable, as tabled since by Pearson and Hartley.
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (50, 37.111, 65.919),
    ],
)
def test_rate_interval_against_published_values(events: int, low: float, high: float) -> None:
    assert rate_interval(events, 1.0) == pytest.approx((low, high), abs=1e-3)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_share_interval_holds_the_share_and_mirrors(case: tuple[int, int]) -> None:
    k, n = case
    low, high = share_interval(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert share_interval(n - k, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(st.integers(0, 80), st.floats(0.1, 500))
def test_rate_interval_holds_the_rate_and_scales_with_exposure(events: int, exposure: float) -> None:
    low, high = rate_interval(events, exposure)
    assert low <= events / exposure <= high
    assert rate_interval(events, exposure * 2) == pytest.approx((low / 2, high / 2))


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0.5, 10), st.floats(0.5, 10))
def test_probability_of_a_rise_is_one_minus_that_of_a_fall(a: int, b: int, s: float, t: float) -> None:
    assert probability_rate_rose(a, s, b, t) + probability_rate_rose(b, t, a, s) == pytest.approx(1)


def test_probability_of_a_rise_against_the_integral() -> None:
    before, s, after, t = 2, 5.0, 6, 2.0

    def density(n: int, exposure: float, rate: float) -> float:
        # Jeffreys: a gamma prior of shape 1/2 makes the posterior's shape n + 1/2.
        return float(exposure ** (n + 0.5) * rate ** (n - 0.5) * exp(-exposure * rate) / gamma(n + 0.5))

    step = 0.002
    grid = [step * (i + 0.5) for i in range(12000)]
    below = 0.0
    terms = []
    for rate in grid:
        mass = density(before, s, rate) * step
        terms.append(density(after, t, rate) * step * (below + mass / 2))
        below += mass
    assert probability_rate_rose(before, s, after, t) == pytest.approx(fsum(terms), abs=1e-5)


def test_equal_counts_in_equal_times_tell_nothing() -> None:
    assert probability_rate_rose(3, 2.0, 3, 2.0) == pytest.approx(0.5)


@pytest.mark.parametrize(("before", "after"), [(5, 2), (10, 4), (50, 20)])
def test_the_same_rate_over_a_shorter_time_is_no_rise(before: int, after: int) -> None:
    # One event a year throughout: 5 years, then 2. A flat prior gave .59 for 5 and 2, which reads as "likely rose".
    assert 0.45 < probability_rate_rose(before, 5.0, after, 2.0) < 0.55


def test_probability_of_a_rise_without_events_is_the_arcsine_law() -> None:
    # Both shapes 1/2: 2/pi * asin(sqrt(s / (s + t))); for s = 3, t = 1 that is 2/pi * pi/3.
    assert probability_rate_rose(0, 3.0, 0, 1.0) == pytest.approx(2 / 3)


def test_a_clear_change_is_found_where_it_is() -> None:
    found = change_point([0] * 40 + [3] * 20)
    assert found.p_change > 0.99
    assert found.first == 40
    assert found.early <= 40 <= found.late
    assert (found.rate_before, found.rate_after) == (0, 3)


def test_an_even_series_shows_no_change() -> None:
    assert change_point([1] * 60).p_change < 0.3


@given(st.lists(st.integers(0, 5), min_size=3, max_size=60))
def test_change_point_is_a_place_inside_the_series(counts: list[int]) -> None:
    found = change_point(counts)
    assert 1 <= found.early <= found.late < len(counts)
    assert found.early <= found.first <= found.late
    assert 0 <= found.p_change <= 1


@pytest.mark.parametrize(
    "call", [lambda: share_interval(2, 1), lambda: share_interval(0, 0), lambda: rate_interval(1, 0)]
)
def test_what_is_no_share_or_rate_is_refused(call: object) -> None:
    with pytest.raises(ValueError, match="is not a"):
        call()  # type: ignore[operator]


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_probability_that_a_share_rose_mirrors_that_it_fell(a: int, more_a: int, b: int, more_b: int) -> None:
    rose = probability_share_rose(a, a + more_a, b, b + more_b)
    assert 0 <= rose <= 1
    assert rose + probability_share_rose(b, b + more_b, a, a + more_a) == pytest.approx(1)


def test_probability_that_a_share_rose_against_the_integral() -> None:
    # Beta(3, 8) before and Beta(7, 4) after, by sums over a fine grid.
    grid = [(i + 0.5) / 20_000 for i in range(20_000)]
    below, terms = 0.0, []
    for p in grid:
        mass = p**2 * (1 - p) ** 7 * gamma(11) / (gamma(3) * gamma(8)) / 20_000
        terms.append(p**6 * (1 - p) ** 3 * gamma(11) / (gamma(7) * gamma(4)) / 20_000 * (below + mass / 2))
        below += mass
    assert probability_share_rose(2, 9, 6, 9) == pytest.approx(fsum(terms), abs=1e-6)


def test_a_share_of_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no shares"):
        probability_share_rose(3, 2, 1, 1)


@pytest.mark.parametrize(("k", "n"), [(2, 259), (0, 400), (1, 1000), (399, 400), (150, 3000), (5, 18_890)])
def test_the_interval_of_a_share_of_many_cases_against_exact_fractions(k: int, n: int) -> None:
    def at_least(j: int, p: Fraction) -> Fraction:
        low = sum((comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(j)), Fraction(0)) if j <= n // 2 else None
        if low is not None:
            return 1 - low
        return sum((comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(j, n + 1)), Fraction(0))

    low, high = share_interval(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert high - low < 0.06, "many cases make a narrow interval"
    if n <= 400:
        if k > 0:
            assert float(at_least(k, Fraction(low))) == pytest.approx(0.025, rel=1e-6)
        if k < n:
            assert float(1 - at_least(k + 1, Fraction(high))) == pytest.approx(0.025, rel=1e-6)


@given(st.integers(1, 3000), st.data())
def test_a_share_of_many_cases_lies_inside_its_interval(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    low, high = share_interval(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert high - low < 4 / n**0.5 + 1e-9
