"""Quantiles of the gamma distribution for any shape, in plain Python: for ranges of rates, which load no numerical library."""

from __future__ import annotations

from math import exp, inf, lgamma, log

TINY = 1e-300


def gamma_below(shape: float, x: float) -> float:
    """Probability that a gamma variable of rate 1 is below `x`: a series, or a continued fraction above shape + 1.

    Raises ValueError for a shape that is not above 0.
    """
    if shape <= 0:
        raise ValueError(f"shape {shape} is not above 0")
    if x <= 0:
        return 0.0
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        k = shape
        while term > total * 1e-16:
            k += 1
            term *= x / k
            total += term
        return min(1.0, front * total)
    # Lentz's method for the upper tail (Press and others 2007, section 6.2).
    b, c = x + 1 - shape, 1 / TINY
    d = 1 / b
    fraction = d
    for i in range(1, 1000):
        an = -i * (i - shape)
        b += 2
        d = 1 / (an * d + b or TINY)
        c = b + an / c or TINY
        fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return max(0.0, 1 - front * fraction)


def gamma_quantile(p: float, shape: float, rate: float = 1.0) -> float:
    """The value below which a gamma variable lies with probability `p`; found by halving, to ten digits."""
    if not 0 <= p <= 1:
        raise ValueError(f"{p} is no probability")
    if p in (0, 1):
        return 0.0 if p == 0 else inf
    high = shape + 1
    while gamma_below(shape, high) < p:
        high *= 2
    low = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        if gamma_below(shape, middle) < p:
            low = middle
        else:
            high = middle
        if high - low < 1e-11 * high:
            break
    return (low + high) / 2 / rate
