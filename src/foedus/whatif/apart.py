"""What the cases tell of the parameters and what they do not: how much of the prior is left, signs, and which mechanism it is.

    learned(posterior)      a line a parameter: prior and posterior, chance of a sign, share of the prior's spread that is left
    mattering(posterior)    for mechanisms that explain the same thing, how likely each matters at all
    told_apart(posterior)   sentences on what the data cannot tell, for every form that shows the model

Everything is made of the draws, in coordinates in which each prior is a standard normal. Not here: the fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import exp, log, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from foedus.questions.wording import count_of, day_words, number, percent, signed
from foedus.whatif.fit import Posterior
from foedus.whatif.model import COLUMN, NAMES, PARAMETERS
from foedus.whatif.sampler import from_normal, to_normal

Floats = NDArray[np.float64]

Z90 = 1.6448536269514722
SURE = 0.95
"""Share of draws with one sign from which on the sign counts as told."""

TOGETHER = 0.5
"""Correlation of draws from which on two parameters are said to stand for each other."""

ENOUGH = 3.0
"""Bayes factor from which on one of two rivals is said to be told from the other (Kass & Raftery 1995, JASA 90)."""

EVEN = 1.5
"""Bayes factor below which two rivals are said to be alike."""

LITTLE = 0.8
"""Share of the prior's spread above which next to nothing was learned of a parameter."""

TESTED = ("attention", "stakes", "load", "disbelief", "dependence", "outside")
"""Parameters of which 0 says that the mechanism is not there."""

RIVALS = (("attention", "stakes", "load"), ("dependence", "outside"))
"""Mechanisms that explain the same thing: what makes hubs answer, and what holds members."""

SHORT = {
    "call": "how readily members call",
    "answer": "how readily the hub answers",
    "attention": "attention",
    "stakes": "forces on the spot",
    "load": "wars elsewhere",
    "half_life": "how long a call is remembered",
    "spill": "how far others' treatment counts",
    "disbelief": "lost belief",
    "dependence": "dependence",
    "outside": "outside options",
}


@dataclass(frozen=True)
class Learned:
    """What was learned of one parameter.

    `prior` and `posterior`: the ends of the 90% interval with the median between. `p_positive`: share of draws above 0, None for
    a parameter that cannot be below. `share_left`: standard deviation of the draws in coordinates in which the prior's is 1,
    with the error of as many draws in `share_left_error`. `bayes_factor`: how many times likelier the cases are where the
    mechanism is there than where it is not (parameter 0), by the ratio of densities at 0 (Dickey 1971, Annals of Mathematical
    Statistics 42), the posterior's taken as normal; `log_error` the standard error of its logarithm from the number of draws.
    None for parameters of which 0 says nothing.
    """

    name: str
    prior: tuple[float, float, float]
    posterior: tuple[float, float, float]
    p_positive: float | None
    share_left: float
    share_left_error: float
    bayes_factor: float | None
    log_error: float | None


def learned(posterior: Posterior) -> tuple[Learned, ...]:
    """A line for every parameter."""
    z = to_normal(posterior.draws, PARAMETERS)
    ends = from_normal(np.array([[-Z90] * len(NAMES), [0.0] * len(NAMES), [Z90] * len(NAMES)]), PARAMETERS)
    found = []
    for place, it in enumerate(PARAMETERS):
        values = posterior.draws[:, place]
        low, middle, high = (float(x) for x in np.percentile(values, [5, 50, 95]))
        left = float(z[:, place].std(ddof=1))
        factor, error = _against_none(z[:, place]) if it.name in TESTED else (None, None)
        found.append(
            Learned(
                it.name,
                (float(ends[0, place]), float(ends[1, place]), float(ends[2, place])),
                (low, middle, high),
                float((values > 0).mean()) if it.low < 0 else None,
                left,
                left / sqrt(2 * len(values)),
                factor,
                error,
            )
        )
    return tuple(found)


def _against_none(z: Floats) -> tuple[float, float]:
    """The Bayes factor for a mechanism against none, and the standard error of its logarithm: both in closed form for normals.

    Prior means are 0, so that nothing is 0 in either coordinate.
    """
    spread, n = float(z.std(ddof=1)), len(z)
    away = float(z.mean()) / spread
    return exp(min(log(spread) + away**2 / 2, 700.0)), sqrt((away**2 + (away**2 - 1) ** 2 / 2) / n)


def mattering(posterior: Posterior, rivals: Sequence[str]) -> dict[str, float]:
    """For mechanisms that explain the same thing, the chance of each to matter (parameter not 0), even beforehand.

    Every subset of them may be the one at work, all equally likely beforehand; what the cases say of each subset follows from the
    densities at 0 of the others (Dickey 1971), the draws taken as jointly normal. 0.5 where nothing is known.
    """
    z = to_normal(posterior.draws, PARAMETERS)[:, [COLUMN[name] for name in rivals]]
    mean, spread = z.mean(axis=0), np.asarray(np.cov(z.T), dtype=float).reshape(len(rivals), len(rivals))
    subsets = list(product((False, True), repeat=len(rivals)))
    told = np.array([_log_density_at_none(mean, spread, ~np.array(subset)) for subset in subsets])
    weights = np.exp(told - told.max())
    weights /= weights.sum()
    return {name: float(weights[[s[place] for s in subsets]].sum()) for place, name in enumerate(rivals)}


def _log_density_at_none(mean: Floats, spread: Floats, none: NDArray[np.bool_]) -> float:
    """Log of posterior over prior density where some coordinates are 0."""
    if not none.any():
        return 0.0
    m, v = mean[none], spread[none][:, none]
    of_posterior = -0.5 * float(m @ np.linalg.solve(v, m)) - 0.5 * float(np.linalg.slogdet(2 * pi * v)[1])
    return of_posterior + 0.5 * int(none.sum()) * log(2 * pi)


def together(posterior: Posterior, least: float = TOGETHER) -> tuple[tuple[str, str, float], ...]:
    """Pairs of parameters whose draws are correlated by so much or more, either way, strongest first."""
    r = np.asarray(np.corrcoef(to_normal(posterior.draws, PARAMETERS).T), dtype=float).reshape(len(NAMES), -1)
    pairs = [(NAMES[a], NAMES[b], float(r[a, b])) for a, b in combinations(range(len(NAMES)), 2)]
    return tuple(sorted((pair for pair in pairs if abs(pair[2]) >= least), key=lambda pair: -abs(pair[2])))


def told_apart(posterior: Posterior) -> tuple[str, ...]:
    """What the parameters were learned from, and what that does not tell: signs, mechanisms, memory, a sentence each."""
    if not posterior.n_calls + posterior.n_answers + sum(posterior.n_acts):
        return ("No case was known by the day: the parameters are as they were assumed beforehand.",)
    lines = {it.name: it for it in learned(posterior)}
    found = [_from(posterior)]
    found += [sentence for rivals in RIVALS if (sentence := _signs(lines, posterior, rivals))]
    belief = lines["disbelief"]
    if not _is_told(belief):
        found.append(
            "They do not tell whether lost belief in the hub moves dissent, freezes and exits at all: "
            f"{_above(belief)} of 100 draws say that it brings more, where 50 did before any case."
        )
    if posterior.log_alike is not None and posterior.log_alike > -log(ENOUGH):
        found.append(_alike(posterior.log_alike))
    vague = [line for name in ("half_life", "spill") if (line := lines[name]).share_left > LITTLE]
    if vague:
        found.append(
            f"They hardly tell {' or '.join(SHORT[line.name] for line in vague)}: "
            f"{' and '.join(_left(line) for line in vague)} of the spread that was assumed is left."
        )
    found += [
        f"In the fit these two stand for each other, so that both together are known better than either: {SHORT[a]} and "
        f"{SHORT[b]} (correlation of the draws {signed(r)})."
        for a, b, r in together(posterior)
    ]
    return tuple(found)


def _from(posterior: Posterior) -> str:
    """The cases, counted."""
    dissents, freezes, exits = posterior.n_acts
    day = f" known by {day_words(str(posterior.day))}" if posterior.day else ""
    calls = f"{count_of(posterior.n_calls, 'call')} on a hub in them"
    answers = f"{count_of(posterior.n_answers, 'call')} with what came of them"
    acts = f"{count_of(dissents, 'dissent')}, {count_of(freezes, 'freeze')} and {count_of(exits, 'exit')}"
    return (
        f"The parameters were learned from {count_of(posterior.n_threats, 'month')} of threat, {calls}, {answers}, and months "
        f"with {acts}, of all alliances with a hub{day}."
    )


def _signs(lines: dict[str, Learned], posterior: Posterior, rivals: Sequence[str]) -> str | None:
    """Of some rivals those whose sign is open, with the chance of each to matter; None where no sign is."""
    untold = [name for name in rivals if not _is_told(lines[name])]
    if not untold:
        return None
    chances = mattering(posterior, rivals)
    parts = [f"{SHORT[name]} {_above(lines[name])}, matters {percent(chances[name])}" for name in untold]
    question, more = (
        ("moves a hub's answer", "make help likelier")
        if "attention" in rivals
        else ("moves freezes and exits", "bring more of them")
    )
    return (
        f"They do not tell whether each of these {question}, or which way: {'; '.join(parts)} (of 100 draws so many {more}, "
        "and the chance to matter at all; 50 and 50% before any case)."
    )


def _alike(log_alike: float) -> str:
    """That neglect is not told from having called at all."""
    times = exp(abs(log_alike))
    how = (
        "alike with and without regard to the answer"
        if times < EVEN
        else f"{number(times)} times better {'without' if log_alike > 0 else 'with'} regard to the answer than "
        f"{'with' if log_alike > 0 else 'without'}"
    )
    return f"They do not tell neglect from having called at all: what members did after their calls is foretold {how}."


def _is_told(line: Learned) -> bool:
    share = line.p_positive or 0.0
    return max(share, 1 - share) >= SURE


def _above(line: Learned) -> int:
    """Of 100 draws how many lie above 0."""
    return round((line.p_positive or 0.0) * 100)


def _left(line: Learned) -> str:
    """How much of the prior's spread is left, never more than all of it."""
    return percent(min(line.share_left, 1.0))
