"""Exact intervals and probabilities for small counts, in closed form for whole numbers of events.

Binomial and Poisson tails give Beta and gamma quantiles exactly, so that the core needs no numerical library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import asin, exp, fsum, lgamma, log, log1p, pi, sqrt
from typing import NamedTuple


def share_interval(successes: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Exact Beta interval of a share of `successes` in `n` independent cases (Clopper and Pearson 1934).

    Both bounds are shares in 0..1 and hold the observed share. Raises ValueError unless 0 <= successes <= n and n > 0.
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is not a share")
    tail = (1 - level) / 2
    low = 0.0 if successes == 0 else _solve(lambda p: _at_least(successes, n, p) - tail, 1.0)
    high = 1.0 if successes == n else _solve(lambda p: _at_least(successes + 1, n, p) - (1 - tail), 1.0)
    return low, high


def rate_interval(events: int, exposure: float, level: float = 0.95) -> tuple[float, float]:
    """Exact gamma interval of a Poisson rate: `events` in `exposure` units of time (Garwood 1936).

    Bounds are events per unit of exposure and hold events / exposure. Raises ValueError for no exposure.
    """
    if events < 0 or exposure <= 0:
        raise ValueError(f"{events} events in {exposure} is not a rate")
    tail = (1 - level) / 2
    top = 20.0 + 5.0 * events
    low = 0.0 if events == 0 else _solve(lambda m: 1 - _poisson_below(events, m) - tail, top)
    high = _solve(lambda m: 1 - _poisson_below(events + 1, m) - (1 - tail), top)
    return low / exposure, high / exposure


def probability_rate_rose(before: int, before_exposure: float, after: int, after_exposure: float) -> float:
    """Probability, in 0..1, that the later Poisson rate is above the earlier one; .5 means no evidence either way.

    Gamma-Poisson with the Jeffreys prior, shape 1/2, on each rate (Gelman and others 2013, sections 2.6 and 2.8): the
    ratio of two gamma variables is a Beta variable. A flat prior leans to a rise wherever the later period is the shorter:
    it gives .59 to 5 events in 5 years and then 2 in 2. Raises ValueError for a period without length.
    """
    if before_exposure <= 0 or after_exposure <= 0:
        raise ValueError("both periods need a length above zero")
    return _beta_half(before, after, before_exposure / (before_exposure + after_exposure))


def probability_share_rose(before: int, n_before: int, after: int, n_after: int) -> float:
    """Probability, in 0..1, that a later share is above an earlier one; .5 means no evidence either way.

    Beta-binomial with a uniform prior on each share: the sum in closed form (Miller 2015, Formulas for Bayesian A/B
    Testing). Raises ValueError where a count is above its cases.
    """
    if not (0 <= before <= n_before and 0 <= after <= n_after):
        raise ValueError(f"{before} of {n_before} and {after} of {n_after} are no shares")
    a, b = before + 1, n_before - before + 1
    c, d = after + 1, n_after - after + 1

    def log_beta(one: float, other: float) -> float:
        return lgamma(one) + lgamma(other) - lgamma(one + other)

    terms = (exp(log_beta(a + i, b + d) - log(d + i) - log_beta(1 + i, d) - log_beta(a, b)) for i in range(c))
    return min(1.0, fsum(terms))


class ChangePoint(NamedTuple):
    """Whether and where a count series changed its rate: `p_change` in 0..1, `first` the index that begins the new rate.

    `early` and `late` bound the index with at least 95% of the probability, given that there was a change; they hold `first`.
    """

    p_change: float
    first: int
    early: int
    late: int
    rate_before: float
    rate_after: float


def change_point(counts: Sequence[int]) -> ChangePoint:
    """One change of a Poisson rate in equally long periods, against none (Raftery and Akman 1986; Carlin and others 1992).

    Even prior odds of a change, every place equally likely; gamma prior with shape 1 and the series' own mean.
    Raises ValueError for fewer than 3 periods.
    """
    if len(counts) < 3:
        raise ValueError("a change needs at least 3 periods")
    mean = max(sum(counts), 1) / len(counts)
    places = range(1, len(counts))
    split = [_log_marginal(counts[:k], mean) + _log_marginal(counts[k:], mean) for k in places]
    whole = _log_marginal(counts, mean)
    top = max(*split, whole)
    weights = [exp(value - top) / len(split) for value in split]
    total = fsum(weights)
    best = max(range(len(weights)), key=weights.__getitem__)
    cumulative = [fsum(weights[: i + 1]) / total for i in range(len(weights))]
    first = places[best]
    return ChangePoint(
        p_change=total / (total + exp(whole - top)),
        first=first,
        early=min(first, places[next(i for i, share in enumerate(cumulative) if share >= 0.025)]),
        late=max(first, places[next(i for i, share in enumerate(cumulative) if share >= 0.975 - 1e-12)]),
        rate_before=sum(counts[:first]) / first,
        rate_after=sum(counts[first:]) / (len(counts) - first),
    )


def _log_marginal(counts: Sequence[int], mean: float) -> float:
    """Log marginal likelihood of counts under a gamma prior with shape 1, up to factorials that cancel."""
    events, prior_rate = sum(counts), 1 / mean
    return log(prior_rate) + lgamma(events + 1) - (events + 1) * log(prior_rate + len(counts))


def _at_least(k: int, n: int, p: float) -> float:
    """Probability of at least `k` successes in `n` trials: the Beta(k, n - k + 1) distribution at `p`.

    The shorter tail is summed from its largest term outwards: from the other end the first term is nought in floating point
    where `n` is some hundreds, and all that follow it.
    """
    if k <= 0 or p >= 1:
        return 1.0
    if p <= 0 or k > n:
        return 0.0
    is_upper = k > n * p
    j = k if is_upper else k - 1
    term = exp(lgamma(n + 1) - lgamma(j + 1) - lgamma(n - j + 1) + j * log(p) + (n - j) * log1p(-p))
    terms = [term]
    odds = p / (1 - p)
    while term > 0 and (j < n if is_upper else j > 0):
        term *= (n - j) / (j + 1) * odds if is_upper else j / (n - j + 1) / odds
        j += 1 if is_upper else -1
        terms.append(term)
    tail = min(1.0, fsum(terms))
    return tail if is_upper else 1.0 - tail


def _beta_half(a: int, b: int, x: float) -> float:
    """The Beta(a + 1/2, b + 1/2) distribution at `x`: the arcsine law, and one term for each step of a shape."""

    def step(first: float, second: float, raised: float) -> float:
        log_beta = lgamma(first) + lgamma(second) - lgamma(first + second)
        return exp(first * log(x) + second * log(1 - x) - log_beta) / raised

    ups = [step(0.5, j + 0.5, j + 0.5) for j in range(b)]
    downs = [-step(i + 0.5, b + 0.5, i + 0.5) for i in range(a)]
    return min(1.0, max(0.0, fsum([2 / pi * asin(sqrt(x)), *ups, *downs])))


def _poisson_below(k: int, mean: float) -> float:
    """Probability of fewer than `k` events at a Poisson mean: 1 minus the gamma(k) distribution at the mean."""
    if mean == 0:
        return 1.0
    term = exp(-mean)
    terms = [term]
    for j in range(1, k):
        term *= mean / j
        terms.append(term)
    # Far above a mean of 700 the first term is nought, and each is found by itself.
    return fsum(terms) if mean < 700 else fsum(exp(j * log(mean) - mean - lgamma(j + 1)) for j in range(k))


def _solve(rising: Callable[[float], float], top: float) -> float:
    """The root of a rising function between 0 and `top`: false position with halved ends (Dowell and Jarratt 1971)."""
    low, high, at_low, at_high = 0.0, top, rising(0.0), rising(top)
    side = 0
    for _ in range(200):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        value = rising(middle)
        if abs(value) < 1e-14 or high - low < 1e-13 * max(1.0, high):
            return middle
        if value < 0:
            low, at_low = middle, value
            at_high = at_high / 2 if side == -1 else at_high
            side = -1
        else:
            high, at_high = middle, value
            at_low = at_low / 2 if side == 1 else at_low
            side = 1
    return (low + high) / 2
