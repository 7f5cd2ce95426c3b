"""Which parameter carries a difference: Shapley shares of explained variance over the draws, and mechanisms switched off.

The first says where the interval of a difference comes from: its ranks over the draws are regressed on the ranks of the
parameters, and R2 is shared out by averaging what a parameter adds over all orders (Lindeman, Merenda and Gold 1980, Introduction
to Bivariate and Multivariate Analysis, 119-127; as Shapley values: Owen 2014, SIAM/ASA Journal on Uncertainty Quantification 2).
Ranks as in Iman and Conover 1979, Technometrics 21: differences are skewed, and parameters of different scale. The second says
what the mean difference rests on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.questions.wording import tidy
from foedus.whatif.model import COLUMN, NAMES, World
from foedus.whatif.outlook import Carriers, Mechanism, Outcome, Share
from foedus.whatif.words import OUTCOMES, share

if TYPE_CHECKING:
    from foedus.whatif.model import Floats
    from foedus.whatif.simulate import Paths

TINY = 1e-9
LEAST = 0.01
"""Shares below this are not told."""

ODDS = "odds"
"""Name of what is no parameter of the model: the level of the odds, which question 9 sets."""

SHORT = {
    "call": "how often a threat makes a call",
    "answer": "how often calls are answered",
    "attention": "the weight of attention in answers",
    "stakes": "the weight of the hub's forces on the caller's soil in answers",
    "load": "the weight of wars elsewhere in answers",
    "half_life": "how long treatment is remembered",
    "spill": "how much members learn from others' treatment",
    "disbelief": "the weight of lost belief in choices",
    "dependence": "the weight of dependence in choices",
    "outside": "the weight of outside options in choices",
    ODDS: "the level of the odds, from question 9",
}
"""Each parameter in a few words."""


def shapley(inputs: Floats, output: Floats) -> Floats:
    """Shares of R2, one an input: (draws, k) and (draws,) to (k,), which add up to R2. Inputs that do not vary get 0."""
    k = inputs.shape[1]
    varies = [place for place in range(k) if np.ptp(inputs[:, place]) > 0]
    found = np.zeros(k)
    if np.ptp(output) <= 0 or not varies:
        return found
    found[varies] = _shapley(
        np.corrcoef(np.column_stack([*_ranks(inputs[:, varies]).T, _ranks(output[:, None])[:, 0]]).T)
    )
    return found


def _ranks(columns: Floats) -> Floats:
    return np.argsort(np.argsort(columns, axis=0, kind="stable"), axis=0, kind="stable").astype(float)


def _shapley(correlation: Floats) -> Floats:
    """From the correlations of k inputs and, last, the output."""
    k = len(correlation) - 1
    among, with_output = correlation[:k, :k] + 1e-9 * np.eye(k), correlation[:k, k]
    explained = np.zeros(1 << k)
    for members, masks in _subsets(k):
        part = with_output[members]
        solved = np.linalg.solve(among[members[:, :, None], members[:, None, :]], part[:, :, None])[:, :, 0]
        explained[masks] = np.sum(part * solved, axis=1)
    every = np.arange(1 << k)
    size = np.array([mask.bit_count() for mask in range(1 << k)])
    weight = np.array([factorial(n) * factorial(k - n - 1) / factorial(k) for n in range(k)])
    found = np.zeros(k)
    for place in range(k):
        without = every[(every >> place) & 1 == 0]
        found[place] = np.sum(weight[size[without]] * (explained[without | (1 << place)] - explained[without]))
    return found


@cache
def _subsets(k: int) -> tuple[tuple[NDArray[np.intp], NDArray[np.intp]], ...]:
    """Of k inputs all subsets of each size from 1 on, and each subset's number with a bit an input."""
    some = (np.array(list(combinations(range(k), n)), dtype=np.intp) for n in range(1, k + 1))
    return tuple((members, np.sum(1 << members, axis=1)) for members in some)


def carriers(
    world: World, draws: Floats, was: Floats, now: Floats, member: int, outcome: Outcome, name: Callable[[str], str]
) -> Carriers | None:
    """Shares of one member's difference at the last month, (draws,) before and after; None where nothing changes."""
    moved = now - was
    if np.abs(moved).max() < TINY:
        return None
    rate = world.freeze if outcome == "freeze" else world.leave
    level = rate[member] if rate.ndim == 2 else np.zeros(len(draws))
    found = shapley(np.column_stack([draws, level]), moved)
    shares = sorted(
        (Share(name_, SHORT[name_], max(float(part), 0)) for name_, part in zip((*NAMES, ODDS), found, strict=True)),
        key=lambda it: -it.share,
    )
    unexplained = float(np.clip(1 - found.sum(), 0, 1))
    first = ", ".join(f"{it.words} ({share(it.share)})" for it in shares[:3] if it.share >= LEAST)
    sentence = (
        f"{name(world.members[member])}, {OUTCOMES[outcome]}: the variance of its difference over the draws is carried by "
        f"{first or 'no single parameter'}; {share(unexplained)} is not explained."
    )
    return Carriers(world.members[member], outcome, 0, tuple(shares), unexplained, tidy(sentence))


MECHANISMS = {
    "belief": ("belief in the hub moves no choice", "disbelief", 0.0),
    "spill": ("members learn nothing from how others are treated", "spill", 0.0),
    "forgetting": ("nothing is ever forgotten", "half_life", 1e6),
    "attention": ("attention moves no answer", "attention", 0.0),
    "load": ("wars elsewhere move no answer", "load", 0.0),
    "dependence": ("dependence moves no choice", "dependence", 0.0),
    "outside": ("outside options move no choice", "outside", 0.0),
}
"""Mechanisms, each with what is so without it, its parameter, and the value at which it does nothing."""


def mechanisms(
    member: str, place: int, draws: Floats, run: Callable[[Floats], tuple[Paths, Paths]]
) -> tuple[Mechanism, ...]:
    """A member's difference in the chance to leave with each mechanism off, beside that with all on.

    `run` gives the runs before and after at some draws. The level is not put right anew without a mechanism.
    """

    def moved(at: Floats) -> float:
        old, new = run(at)
        return float((new.left[:, place, -1] - old.left[:, place, -1]).mean())

    whole, found = moved(draws), []
    for name, (words, parameter, value) in MECHANISMS.items():
        changed = draws.copy()
        changed[:, COLUMN[parameter]] = value
        found.append(Mechanism(member, name, words, whole, moved(changed)))
    return tuple(found)
