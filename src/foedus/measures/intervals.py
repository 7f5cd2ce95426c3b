"""Exact intervals and probabilities for small counts, in closed form for whole numbers of events.

Binomial and Poisson tails give Beta and gamma quantiles exactly, so that the core needs no numerical library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, exp, fsum, lgamma, log


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

    Gamma-Poisson with a flat prior on each rate (Gelman and others 2013, section 2.6): the ratio of two gamma
    variables is a Beta variable, whose distribution at whole shapes is a binomial tail.
    """
    if before_exposure <= 0 or after_exposure <= 0:
        raise ValueError("both periods need a length above zero")
    trials = before + after + 1
    return _at_least(before + 1, trials, before_exposure / (before_exposure + after_exposure))


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """Whether and where a count series changed its rate: `p_change` in 0..1, `first` the index that begins the new rate.

    `early` and `late` bound the index with 95% of the probability, given that there was a change.
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
        early=places[next(i for i, share in enumerate(cumulative) if share >= 0.025)],
        late=places[next(i for i, share in enumerate(cumulative) if share >= 0.975 - 1e-12)],
        rate_before=sum(counts[:first]) / first,
        rate_after=sum(counts[first:]) / (len(counts) - first),
    )


def _log_marginal(counts: Sequence[int], mean: float) -> float:
    """Log marginal likelihood of counts under a gamma prior with shape 1, up to factorials that cancel."""
    events, prior_rate = sum(counts), 1 / mean
    return log(prior_rate) + lgamma(events + 1) - (events + 1) * log(prior_rate + len(counts))


def _at_least(k: int, n: int, p: float) -> float:
    """Probability of at least `k` successes in `n` trials: the Beta(k, n - k + 1) distribution at `p`."""
    if k <= 0:
        return 1.0
    return min(1.0, fsum(comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k, n + 1)))


def _poisson_below(k: int, mean: float) -> float:
    """Probability of fewer than `k` events at a Poisson mean: 1 minus the gamma(k) distribution at the mean."""
    if mean == 0:
        return 1.0
    return fsum(exp(j * log(mean) - mean - lgamma(j + 1)) for j in range(k))


def _solve(rising: Callable[[float], float], top: float) -> float:
    """The root of a rising function between 0 and `top`, by halving to double precision."""
    low, high = 0.0, top
    while high - low > 1e-13 * max(1.0, high):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
        if middle in (low, high) and high - low < 1e-15:
            break
    return (low + high) / 2
