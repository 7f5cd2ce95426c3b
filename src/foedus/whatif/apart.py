"""What the data behind the parameters do not tell: which they hardly moved, whose sign is open, which stand for each other.

Read off the draws, beside the priors. Not here: how the parameters were learned (`fit`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from foedus.whatif.model import COLUMN, NAMES, PARAMETERS, prior_draws
from foedus.whatif.shares import SHORT

if TYPE_CHECKING:
    from foedus.whatif.fit import Posterior
    from foedus.whatif.model import Floats

WIDE = 0.85
"""A posterior this wide beside its prior (ratio of the middle 90%) has hardly been moved."""

TOGETHER = 0.4
"""From this correlation on two parameters stand for each other in part."""

PRIORS = 20_000
SIGNED = tuple(it.name for it in PARAMETERS if it.shape == "normal" and it.name != "answer")


def told_apart(learned: Posterior) -> tuple[str, ...]:
    """What the parameters were learned from, and what that does not tell, in sentences."""
    draws = learned.draws
    found = [_learned(learned)]
    open_ = [name for name in SIGNED if np.prod(np.quantile(draws[:, COLUMN[name]], (0.05, 0.95))) <= 0]
    if open_:
        found.append(
            f"The data do not show whether these raise or lower anything (their 90% intervals cover 0): {_list(open_)}."
        )
    idle = [name for name, ratio in zip(NAMES, _widths(draws), strict=True) if ratio > WIDE]
    if idle:
        found.append(f"The data hardly say more than was assumed beforehand of {_list(idle)}.")
    found += [
        f"The data cannot tell {SHORT[first]} from {SHORT[second]}: over the draws they move {way} (correlation {value:+.2f})."
        for first, second, value in _pairs(draws)
        for way in ("together" if value > 0 else "against each other",)
    ]
    return tuple(found)


def _learned(learned: Posterior) -> str:
    dissent, freeze, leave = learned.n_acts
    if not learned.n_calls:
        return "No case was known by the day: the parameters are as they were assumed beforehand."
    return (
        f"The parameters were learned from {learned.n_threats} months of threat, {learned.n_calls} calls of which "
        f"{learned.n_answers} had a hub to answer them, and {dissent} months with dissent, {freeze} with a freeze and {leave} "
        "with an exit, in all alliances with a hub."
    )


def _widths(draws: Floats) -> list[float]:
    """Width of the middle 90% of each parameter beside that of its prior; logarithms where the prior is one of them."""
    prior = prior_draws(PRIORS, 0)
    found = []
    for place, it in enumerate(PARAMETERS):
        before, after = prior[:, place], draws[:, place]
        if it.shape == "lognormal":
            before, after = np.log(before), np.log(after)
        wide = [float(np.quantile(one, 0.95) - np.quantile(one, 0.05)) for one in (before, after)]
        found.append(wide[1] / wide[0])
    return found


def _pairs(draws: Floats) -> list[tuple[str, str, float]]:
    """Pairs of parameters that correlate over the draws, the closest first."""
    varies = [place for place in range(len(NAMES)) if np.ptp(draws[:, place]) > 0]
    correlation = np.atleast_2d(np.corrcoef(draws[:, varies].T))
    found = [
        (NAMES[varies[a]], NAMES[varies[b]], float(correlation[a, b]))
        for a in range(len(varies))
        for b in range(a + 1, len(varies))
        if abs(correlation[a, b]) >= TOGETHER
    ]
    return sorted(found, key=lambda it: -abs(it[2]))


def _list(names: list[str]) -> str:
    return "; ".join(SHORT[name] for name in names)
