"""What calls and answers say of the parameters: the likelihood, which is exact given who called and who answered, and draws.

Belief is no hidden state: it follows from the calls that all could see. So the likelihood splits into three parts that share no
parameter: calls under threat (closed form), answers (a logit of four), and choices (five, with each member's rate of dissent and
each alliance's rates of freeze and exit integrated out). Equations (10) to (13) are in docs/whatif.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.whatif.design import DISSENT, FREEZE, LEAVE, Centre, Design
from foedus.whatif.model import COLUMN, NAMES, PARAMETERS
from foedus.whatif.sampler import DRAWS, sample, sample_and_weigh

Floats = NDArray[np.float64]

WEIGHT = 2.0
"""How many calls the belief counts for that members hold before they saw any: a choice, see docs/whatif.md."""

SHAPE = 0.5
"""Shape of the gamma from which a member's rate of dissent comes: few rates are near the mean, many near 0."""

FRAILTY = 1.0
"""The same of an alliance's rates of freeze and exit."""

NODES = 33
CHUNK = 50
"""Draws worked on together: in single precision their rows fit a cache."""
ANSWER = tuple(PARAMETERS[COLUMN[name]] for name in ("answer", "attention", "stakes", "load"))
CHOICE = tuple(PARAMETERS[COLUMN[name]] for name in ("half_life", "spill", "disbelief", "dependence", "outside"))


@dataclass(frozen=True)
class Posterior:
    """Draws (D, parameters) and what they were learned from; `centre` holds the means that covariates are told against."""

    draws: Floats
    centre: Centre
    n_threats: int
    n_calls: int
    n_answers: int
    n_acts: tuple[int, int, int]
    threats_a_year: float = 0.06
    """Months of threat a member and year, of all cases; where no member's years are covered, one in sixteen years."""
    dispersion: float = 1.0
    """How much more dissents vary than chance has them: each counts for so much less."""
    day: date | None = None
    """By which day the cases were known; None where none were."""
    log_alike: float | None = None
    """Log Bayes factor for choices that follow having called at all, against choices that follow whether help came: above 0 the
    cases are foretold better where every call counts as unanswered. None where it was not asked."""


def fit(design: Design, *, seed: int = 0, draws: int = DRAWS, is_weighed: bool = False) -> Posterior:
    """Draws from the posterior given a design; with `is_weighed` also against the rival in which answers do not matter."""
    rng = np.random.default_rng(seed)
    made = np.empty((draws, len(NAMES)))
    a, b = PARAMETERS[COLUMN["call"]].prior
    made[:, COLUMN["call"]] = rng.beta(a + design.n_calls, b + design.n_threats - design.n_calls, draws)
    answers = sample(lambda theta: of_answers(theta, design), ANSWER, rng, draws=draws)
    choices, evidence = sample_and_weigh(Choices(design), CHOICE, rng, draws=draws)
    log_alike = None
    if is_weighed:
        alike = replace(design, blow=np.full(len(design.blow), design.centre.belief))
        log_alike = sample_and_weigh(Choices(alike), CHOICE, rng, draws=draws)[1] - evidence
    for parameters, values in ((ANSWER, answers), (CHOICE, choices)):
        for place, it in enumerate(parameters):
            made[:, COLUMN[it.name]] = values[:, place]
    return Posterior(
        made,
        design.centre,
        design.n_threats,
        design.n_calls,
        len(design.answered),
        design.n_acts,
        design.threats_a_year,
        design.dispersion,
        log_alike=log_alike,
    )


def of_answers(theta: Floats, design: Design) -> Floats:
    """Equation (11): log likelihood of the answers for (n, 4) values of the parameters in `ANSWER`."""
    logit = theta[:, :1] + theta[:, 1:] @ design.covariates.T
    signed = np.where(design.answered, logit, -logit)
    return np.asarray(-np.logaddexp(0, -signed).sum(axis=1))


class Choices:
    """Equation (13): log likelihood of the choices for (n, 5) values of the parameters in `CHOICE`.

    Forgetting enters by its sums over earlier calls, made once on a grid of half-lives and interpolated between, with an error
    far under that of any draw.
    """

    def __init__(self, design: Design) -> None:
        self.design = design
        mean, spread = PARAMETERS[COLUMN["half_life"]].prior
        self.grid = np.linspace(mean - 4 * spread, mean + 4 * spread, NODES)
        self.touched, of_pair = np.unique(design.pair_row, return_inverse=True)
        self.sums = np.zeros((4, NODES, len(self.touched)), dtype=np.float32)
        for node, log_half in enumerate(self.grid):
            left = 2.0 ** (-design.lag / np.exp(log_half))
            for place, (weight, chosen) in enumerate(
                (
                    (design.blow, design.is_own),
                    (design.blow, ~design.is_own),
                    (1.0, design.is_own),
                    (1.0, ~design.is_own),
                )
            ):
                self.sums[place, node] = np.bincount(of_pair, left * weight * chosen, len(self.touched))
        self.times = design.times.T.astype(np.float32)
        self.held = design.held.T.astype(np.float32)
        self.acts = {kind: np.flatnonzero(design.choice == kind) for kind in (DISSENT, FREEZE, LEAVE)}
        self.gone = np.concatenate([self.acts[FREEZE], self.acts[LEAVE]])
        of_first = np.searchsorted(design.first, self.acts[DISSENT], side="right") - 1
        self.told = np.bincount(of_first, minlength=len(design.first))
        n_league = int(design.league.max(initial=-1)) + 1
        self.n_gone = [np.bincount(design.league[self.acts[kind]], minlength=n_league) for kind in (FREEZE, LEAVE)]
        self.leagues = np.flatnonzero(np.r_[True, np.diff(design.league) != 0]) if n_league else np.zeros(0, dtype=int)

    def __call__(self, theta: Floats) -> Floats:
        return np.concatenate([self._some(theta[place : place + CHUNK]) for place in range(0, len(theta), CHUNK)])

    def exposures(self, draws: Floats) -> tuple[NDArray[np.intp], Floats]:
        """Dissents of each member, and its months at risk weighted by lost belief under each draw, (D, members)."""
        if not len(self.design.choice):
            return self.told, np.zeros((len(draws), 0))
        made = []
        for some in (draws[place : place + CHUNK] for place in range(0, len(draws), CHUNK)):
            push = np.zeros((len(some), len(self.design.choice)), dtype=np.float32)
            lost = self.lost(some[:, COLUMN["half_life"]], some[:, COLUMN["spill"]])
            push[:, self.touched] = some[:, COLUMN["disbelief"], None].astype(np.float32) * lost
            made.append(np.add.reduceat(np.exp(push) * self.times[0], self.design.first, axis=1).astype(float))
        return self.told, np.concatenate(made)

    def lost(self, half_life: Floats, spill: Floats) -> Floats:
        """Equation (6): lost belief in each row that has an earlier call, (n, rows touched)."""
        at = np.interp(np.log(half_life), self.grid, np.arange(NODES))
        low = np.minimum(at.astype(int), NODES - 2)
        share = (at - low)[:, None].astype(np.float32)
        own, others, n_own, n_others = (sums[low] * (1 - share) + sums[low + 1] * share for sums in self.sums)
        weight = spill[:, None].astype(np.float32)
        lost: Floats = (own + weight * others) / (np.float32(WEIGHT) + n_own + weight * n_others)
        return lost

    def _some(self, theta: Floats) -> Floats:
        design, n = self.design, len(theta)
        if not len(design.choice):
            return np.zeros(n)
        half_life, spill, disbelief = theta.T[:3]
        push = np.zeros((n, len(design.choice)), dtype=np.float32)
        push[:, self.touched] = disbelief[:, None].astype(np.float32) * self.lost(half_life, spill)
        told: Floats = push[:, self.acts[DISSENT]].sum(axis=1, dtype=float)
        exposed = np.add.reduceat(np.exp(push) * self.times[0], design.first, axis=1)
        told /= design.dispersion
        told -= _integrated(self.told / design.dispersion, exposed / design.dispersion, SHAPE, design.centre.dissent)
        push += theta[:, 3:].astype(np.float32) @ self.held
        told += push[:, self.gone].sum(axis=1, dtype=float)
        pull = np.exp(push, out=push)
        for place, mean in ((1, design.centre.freeze), (2, design.centre.leave)):
            by_league = np.add.reduceat(pull * self.times[place], self.leagues, axis=1)
            told -= _integrated(self.n_gone[place - 1], by_league, FRAILTY, mean)
        return told


def _integrated(counts: NDArray[Any], exposed: Floats, shape: float, mean: float) -> Floats:
    """Equation (12): less log likelihood of Poisson counts whose rates come from a gamma, without what does not vary."""
    return np.asarray(((counts + shape) * np.log(shape / mean + exposed.astype(float))).sum(axis=1))
