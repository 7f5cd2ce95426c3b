"""Cases made by the model itself: for calibration, where the truth must be known, and for checks of what a fit foretells.

Not here: the fast runs of `simulate`, which need no record of what happened when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedus.whatif.design import DISSENT, FREEZE, LEAVE, STAY, Centre, Design, Rows, ToldCalls, build, held_of
from foedus.whatif.fit import FRAILTY, SHAPE, WEIGHT

if TYPE_CHECKING:
    from foedus.whatif.cases import Cases

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Skeleton:
    """What is given and not foretold: member-months by alliance, member and month, and months of threat with their covariates.

    `held` (R, 2) and `covariates` (N, 3) as in `Design`. Threats lie in order of month.
    """

    alliances: NDArray[np.str_]
    members: NDArray[np.str_]
    months: Ints
    held: Floats
    threat_alliances: NDArray[np.str_]
    threat_members: NDArray[np.str_]
    threat_months: Ints
    covariates: Floats
    centre: Centre
    fixed: ToldCalls | None = None
    """Calls that came as they came whatever the parameters say: those that no hub had to answer."""


class Happened(NamedTuple):
    """What came of a skeleton: calls (those fixed first), which threats brought one, which had help; choices, what could be
    chosen (R, 3), and which member-months there were, in all of the skeleton's rows."""

    calls: ToldCalls
    called: NDArray[np.bool_]
    answered: NDArray[np.bool_]
    choice: Ints
    at_risk: Floats
    kept: NDArray[np.bool_]


def skeleton_of(made: Cases, centre: Centre) -> Skeleton:
    """The member-months of a record, and its calls as months of threat: with `call` at 1 they come where they came.

    Months after a real exit are not there, and a member that freezes in an invented story stays so: the record's own returns are
    not invented. `centre` is that of the design of the same cases.
    """
    months, calls = made.months, made.calls
    order = np.lexsort((months.months, months.members, months.alliances))
    values = held_of(months)[order] - np.array([centre.dependence, centre.outside])
    led = np.isin(calls.alliances, np.unique(months.alliances))
    asked = led & calls.is_settled & (calls.answerers == "hub")
    raw = np.column_stack([calls.attention / log(2), calls.stakes, calls.load])[asked]
    rest = led & ~asked
    return Skeleton(
        months.alliances[order],
        months.members[order],
        months.months[order],
        np.nan_to_num(values),
        calls.alliances[asked],
        calls.callers[asked],
        calls.months[asked],
        np.nan_to_num(raw - np.array([centre.attention, centre.stakes, centre.load])),
        centre,
        ToldCalls(calls.alliances[rest], calls.callers[rest], calls.months[rest], calls.given[rest]),
    )


def plain(rng: np.random.Generator, alliances: int = 3, members: int = 5, months: int = 240) -> Skeleton:
    """A skeleton of some alliances of one size and age, a threat every four years to each member, covariates of spread 1."""
    names = np.repeat(np.array([f"A{k}" for k in range(alliances)]), members * months)
    who = np.tile(np.repeat(np.array([f"M{k}" for k in range(members)]), months), alliances)
    when = np.tile(np.arange(months), alliances * members)
    of_member = rng.uniform(-0.5, 0.5, (alliances * members, 2))
    n = int(alliances * members * months / 48)
    threat = np.sort(rng.integers(1, months, n))
    return Skeleton(
        names,
        who,
        when,
        np.repeat(of_member, months, axis=0),
        np.array([f"A{k}" for k in rng.integers(0, alliances, n)]),
        np.array([f"M{k}" for k in rng.integers(0, members, n)]),
        threat,
        rng.normal(0, 1, (n, 3)),
        Centre(0, 0, 0, 0, 0, belief=0.4, help=0.8, dissent=0.03, freeze=0.002, leave=0.002),
    )


def invent(skeleton: Skeleton, theta: Mapping[str, float], rng: np.random.Generator) -> Design:
    """Cases of a skeleton under one value of each parameter; the rates of members and alliances are drawn from their gammas."""
    made = happen(skeleton, theta, rng)
    rows = Rows(
        skeleton.alliances[made.kept],
        skeleton.members[made.kept],
        skeleton.months[made.kept],
        made.choice[made.kept],
        made.at_risk[made.kept],
        skeleton.held[made.kept],
    )
    return build(
        rows,
        made.calls,
        covariates=skeleton.covariates[made.called],
        answered=made.answered[made.called],
        n_threats=len(made.called),
        n_calls=int(made.called.sum()),
        centre=skeleton.centre,
    )


def happen(skeleton: Skeleton, theta: Mapping[str, float], rng: np.random.Generator) -> Happened:
    """What comes of a skeleton under one value of each parameter."""
    logit = theta["answer"] + skeleton.covariates @ np.array([theta["attention"], theta["stakes"], theta["load"]])
    called = rng.random(len(logit)) < theta["call"]
    answered = rng.random(len(logit)) < 1 / (1 + np.exp(-logit))
    calls = ToldCalls(
        skeleton.threat_alliances[called],
        skeleton.threat_members[called],
        skeleton.threat_months[called],
        np.where(answered, skeleton.centre.help, 0.0)[called],
    )
    if skeleton.fixed is not None:
        first = skeleton.fixed
        calls = ToldCalls(
            np.concatenate([first.alliances, calls.alliances]),
            np.concatenate([first.callers, calls.callers]),
            np.concatenate([first.months, calls.months]),
            np.concatenate([first.given, calls.given]),
        )
    return Happened(calls, called, answered, *_choices(skeleton, calls, theta, rng))


def _choices(
    skeleton: Skeleton, calls: ToldCalls, theta: Mapping[str, float], rng: np.random.Generator
) -> tuple[Ints, Floats, NDArray[np.bool_]]:
    """Choices month by month, what could be chosen, and which rows there are: none after a member has left."""
    push = np.exp(theta["disbelief"] * lost(skeleton, calls, theta))
    pull = np.exp(skeleton.held @ np.array([theta["dependence"], theta["outside"]]))
    names = np.char.add(np.char.add(skeleton.alliances, "|"), skeleton.members)
    _, member = np.unique(names, return_inverse=True)
    _, league = np.unique(skeleton.alliances, return_inverse=True)
    rate = {
        DISSENT: _gamma(SHAPE, skeleton.centre.dissent, member, rng) * push,
        FREEZE: _gamma(FRAILTY, skeleton.centre.freeze, league, rng) * push * pull,
        LEAVE: _gamma(FRAILTY, skeleton.centre.leave, league, rng) * push * pull,
    }
    drawn = rng.random(len(push))
    choice, at_risk, kept = np.zeros(len(push), dtype=np.int64), np.ones((len(push), 3)), np.ones(len(push), dtype=bool)
    gone, frozen = False, False
    for row in range(len(push)):
        if row == 0 or names[row] != names[row - 1]:
            gone, frozen = False, False
        kept[row] = not gone
        at_risk[row, :2] = not frozen
        leave = rate[LEAVE][row]
        freeze, dissent = (0.0, 0.0) if frozen else (rate[FREEZE][row], rate[DISSENT][row])
        x = drawn[row] * (1 + leave + freeze + dissent)
        choice[row] = (
            LEAVE if x < leave else FREEZE if x < leave + freeze else DISSENT if x < leave + freeze + dissent else STAY
        )
        if not gone:
            gone, frozen = choice[row] == LEAVE, frozen or choice[row] == FREEZE
    return choice, at_risk, kept


def lost(skeleton: Skeleton, calls: ToldCalls, theta: Mapping[str, float]) -> Floats:
    """Equation (6): lost belief in each row."""
    z, seen = np.zeros(len(skeleton.months)), np.zeros(len(skeleton.months))
    for code, caller, month, given in zip(calls.alliances, calls.callers, calls.months, calls.given, strict=True):
        lag = skeleton.months - month
        share = np.where(skeleton.members == caller, 1.0, theta["spill"]) * 2.0 ** (-lag / theta["half_life"])
        share = np.where((skeleton.alliances == code) & (lag > 0), share, 0.0)
        z += share * (skeleton.centre.belief - given)
        seen += share
    return z / (WEIGHT + seen)


def _gamma(shape: float, mean: float, group: Ints, rng: np.random.Generator) -> Floats:
    """A rate for each group, in each row."""
    return rng.gamma(shape, mean / shape, int(group.max()) + 1)[group]
