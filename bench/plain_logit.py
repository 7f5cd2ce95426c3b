"""Logistic regression by Newton's method: plain maximum likelihood or Firth's, with covariance, also by cluster.

Small on purpose: what a published logit needs to be fitted again, and an independent reference for `foedus.odds.logit`, which
fits many draws at once. A part of `bench/replications.py`; nothing that ships needs it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.errors import FoedusError

Floats = NDArray[np.float64]

MOST_STEPS = 100
HALVINGS = 40
TOLERANCE = 1e-10
"""Newton stops where the largest step, in units of a coefficient, is smaller."""

NOT_UNIQUE = "the logit has no estimate: columns are collinear, or the outcome is separated by them (then use Firth's)"


class NoFit(FoedusError):
    """Data for which a logit has no finite estimate, or none that is unique."""


class Logit(NamedTuple):
    """A fitted logit: log odds per unit of each column of the design, in its order.

    `covariance` is the inverse of the information, k by k. `log_likelihood` is that of the data, without Firth's penalty.
    """

    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    n: int

    @property
    def errors(self) -> Floats:
        """Standard errors of the coefficients."""
        return np.asarray(np.sqrt(np.diag(self.covariance)), dtype=float)


def fit_logit(design: ArrayLike, outcome: ArrayLike, *, is_firth: bool = False) -> Logit:
    """The logit of an outcome (n values, 0 or 1) on a design (n by k; its constant is a column of ones like any other).

    `is_firth` maximises the likelihood times the root of the information's determinant, which takes the first-order bias
    away and stays finite where an outcome is separated (Firth 1993, Biometrika 80; Heinze and Schemper 2002, Statistics in
    Medicine 21). Raises `NoFit` where plain likelihood has no maximum, or columns are collinear.
    """
    x, y = _checked(design, outcome)
    at = np.zeros(x.shape[1])
    value, information = _value(x, y, at, is_firth), _information(x, at)
    for _ in range(MOST_STEPS):
        step = _step(x, y, at, information, is_firth)
        for _ in range(HALVINGS):
            new = at + step
            better = _value(x, y, new, is_firth)
            if better >= value - 1e-12 * abs(value):
                break
            step = step / 2
        at, value, information = new, better, _information(x, new)
        if np.max(np.abs(step)) < TOLERANCE * max(1.0, float(np.max(np.abs(at)))):
            break
    else:
        raise NoFit("the logit does not settle: the outcome is separated by the columns; use Firth's")
    scale = np.sqrt(np.diag(information))
    if np.linalg.cond(information / np.outer(scale, scale)) > 1e12:
        raise NoFit(NOT_UNIQUE)
    return Logit(at, np.asarray(np.linalg.inv(information), dtype=float), log_likelihood(x, y, at), len(y))


def probability(design: ArrayLike, coefficients: ArrayLike) -> Floats:
    """The probability, in 0..1, of each row of a design."""
    eta = np.asarray(design, dtype=float) @ np.asarray(coefficients, dtype=float)
    return np.asarray(0.5 * (1 + np.tanh(eta / 2)), dtype=float)


def log_likelihood(design: Floats, outcome: Floats, coefficients: Floats) -> float:
    """The log likelihood of 0/1 outcomes; never above 0."""
    eta = design @ coefficients
    return -float(np.sum(np.logaddexp(0.0, np.where(outcome > 0.5, -eta, eta))))


def clustered(fit: Logit, design: ArrayLike, outcome: ArrayLike, clusters: ArrayLike) -> Floats:
    """The covariance of the coefficients, k by k, where rows of one cluster go together (Liang and Zeger 1986, Biometrika 73).

    With the factor m / (m - 1) for m clusters. Raises `NoFit` for fewer than two.
    """
    x, y = _checked(design, outcome)
    names, place = np.unique(np.asarray(clusters), return_inverse=True)
    if len(names) < 2:
        raise NoFit("a covariance by cluster needs two clusters or more")
    scores = x * (y - probability(x, fit.coefficients))[:, None]
    sums = np.zeros((len(names), x.shape[1]))
    np.add.at(sums, place, scores)
    middle = sums.T @ sums * (len(names) / (len(names) - 1))
    return np.asarray(fit.covariance @ middle @ fit.covariance, dtype=float)


def _checked(design: ArrayLike, outcome: ArrayLike) -> tuple[Floats, Floats]:
    x, y = np.asarray(design, dtype=float), np.asarray(outcome, dtype=float)
    if x.ndim != 2 or y.shape != (len(x),):
        raise ValueError(f"a design of shape {x.shape} and an outcome of shape {y.shape} do not belong together")
    if not (np.isfinite(x).all() and np.isin(y, (0.0, 1.0)).all()):
        raise ValueError("a design needs finite numbers, an outcome 0 and 1")
    return x, y


def _information(x: Floats, at: Floats) -> Floats:
    p = probability(x, at)
    return np.asarray((x * (p * (1 - p))[:, None]).T @ x, dtype=float)


def _step(x: Floats, y: Floats, at: Floats, information: Floats, is_firth: bool) -> Floats:
    p = probability(x, at)
    if not is_firth:
        return _solve(information, x.T @ (y - p))
    # Firth's score is that of rows with half of their leverage added to events and non-events: 1 + h trials each.
    leverage = p * (1 - p) * np.sum(x * _solve(information, x.T).T, axis=1)
    score = x.T @ (y + leverage / 2 - (1 + leverage) * p)
    return _solve((x * ((1 + leverage) * p * (1 - p))[:, None]).T @ x, score)


def _value(x: Floats, y: Floats, at: Floats, is_firth: bool) -> float:
    value = log_likelihood(x, y, at)
    return value + 0.5 * float(np.linalg.slogdet(_information(x, at))[1]) if is_firth else value


def _solve(information: Floats, right: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.solve(information, right), dtype=float)
    except np.linalg.LinAlgError:
        raise NoFit(NOT_UNIQUE) from None
