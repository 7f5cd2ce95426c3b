"""Attacks that ATOP and UCDP tell of, beside a record's own calls: what they add to what is known of how hubs answer.

An attack is no call. Its member called with the chance that any member under threat does, and was helped with the chance that any
call is answered: so one without help says either that nobody asked or that nobody came, and weighs little by itself:

    P(help | attack) = gamma p,   P(no help | attack) = 1 - gamma p,   p as in equation (3) of docs/whatif.md

No weight is chosen. Help means troops alone here, which is narrower than in the record, so that these rows lean to no. Not here:
how attacks are found (`atop_cases`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.whatif.calls import Calls
from foedus.whatif.cases import Cases
from foedus.whatif.design import Centre, Design
from foedus.whatif.facts import state_of
from foedus.whatif.fit import ANSWER, Posterior, fit, of_answers
from foedus.whatif.model import COLUMN, PARAMETERS
from foedus.whatif.sampler import DRAWS, sample

Floats = NDArray[np.float64]

BOTH = (PARAMETERS[COLUMN["call"]], *ANSWER)


@dataclass(frozen=True)
class Attacks:
    """Attacks on members of pacts with a hub that took no part from the start.

    `load` (A): log(1 + the hub's wars elsewhere) less the mean of the record's calls, 0 where unknown; attention and stakes are
    not known. `helped` (A): whether the hub sent troops. `n_known`: how many more were left out, since the record has them.
    """

    load: Floats
    helped: NDArray[np.bool_]
    n_known: int

    def __len__(self) -> int:
        return len(self.load)


def attacks(found: Calls, made: Cases, centre: Centre) -> Attacks:
    """The attacks of `cases_from_atop` by outsiders that a record's own cases do not hold: same state, same year, any alliance.

    Only those that are settled, of pacts with a hub; one war that is an attack for several pacts of one hub counts once.
    """
    own = {(state_of(one.member, one.year), one.year) for one in made.threats.arrivals}
    own |= {
        (state_of(str(caller), int(month) // 12), int(month) // 12)
        for caller, month in zip(made.calls.callers, made.calls.months, strict=True)
    }
    chosen, seen, n_known = [], set(), 0
    for at in np.flatnonzero((found.hubs != "") & (found.kinds == "outside") & found.is_settled):
        year = int(found.months[at]) // 12
        key = (str(found.callers[at]), str(found.hubs[at]), str(found.adversaries[at]), year)
        if key in seen:
            continue
        seen.add(key)
        if key[0::3] in own:
            n_known += 1
        else:
            chosen.append(int(at))
    load = np.nan_to_num(found.load[chosen] - centre.load)
    return Attacks(load, found.hub_given[chosen] > 0, n_known)


def fit_with(design: Design, told: Attacks, *, seed: int = 0, draws: int = DRAWS) -> Posterior:
    """As `fit`, with attacks: calling and answering are then learned together, since an attack tells of both at once."""
    made = fit(design, seed=seed, draws=draws, is_weighed=True)
    if not len(told):
        return made
    found = sample(lambda theta: _likelihood(theta, design, told), BOTH, np.random.default_rng([seed, 1]), draws=draws)
    values = made.draws.copy()
    for place, it in enumerate(BOTH):
        values[:, COLUMN[it.name]] = found[:, place]
    return replace(made, draws=values)


def _likelihood(theta: Floats, design: Design, told: Attacks) -> Floats:
    """Equations (10) and (11), and the attacks, for (n, 5) values."""
    call = np.clip(theta[:, 0], 1e-12, 1 - 1e-12)
    of_calls = design.n_calls * np.log(call) + (design.n_threats - design.n_calls) * np.log1p(-call)
    # Attention and stakes are unknown, which is to stand at the mean; load is the last of the four.
    logit = theta[:, 1:2] + theta[:, 4:5] * told.load
    helped = call[:, None] / (1 + np.exp(-logit))
    of_attacks = np.where(told.helped, np.log(helped), np.log1p(-helped)).sum(axis=1)
    return np.asarray(of_calls + of_answers(theta[:, 1:], design) + of_attacks)
