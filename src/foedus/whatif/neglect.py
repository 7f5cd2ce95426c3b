"""The columns by which the claim is tried on member-months: calls without help, attention, dependence, outside options.

Months here are those of `months.Months`; every column is as of the beginning of the month. Not here: the regression (`within`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from foedus.whatif import within
from foedus.whatif.calls import Calls, Texts
from foedus.whatif.chance import two_sided
from foedus.whatif.drivers import ANSWERED, UNANSWERED
from foedus.whatif.months import DISSENT, Months

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MEMORY_MONTHS = 24
LAGGED = "_lagged"
TENTHS = frozenset({"outside", "dependence", "vote_distance", "vote_apart", "vote_drift", "regime_gap"})


def recent(calls: Calls, months: Months, chosen: Flags, *, own: bool = True, within: int = MEMORY_MONTHS) -> Floats:
    """1 where one of the chosen calls by the member (or, with `own` False, by another) was made in the months before, else 0."""
    found = np.zeros(len(months))
    for at in np.flatnonzero(chosen).tolist():
        since = months.months - calls.months[at]
        same = (months.alliances == calls.alliances[at]) & (since > 0) & (since <= within)
        is_caller = months.members == calls.callers[at]
        found[same & (is_caller if own else ~is_caller)] = 1.0
    return found


def columns(calls: Calls, months: Months, arm: Texts, names: Sequence[str]) -> Floats:
    """The columns of these names: `unanswered` and `answered` (own calls of 24 months), `..._others`, or a value of the months.

    `arm` is that of each call (`drivers.arms`); settled calls to a hub count. What lies in 0..1 is taken in tenths (`TENTHS`),
    `ties` as log(1 + n), `elsewhere` and `overlap` as they are; attention is turned round as `inattention`; `trend` is time in
    decades; `..._lagged` is the value of two years before.
    """
    by_hub = (calls.answerers == "hub") & calls.is_settled
    answered, unanswered = by_hub & (arm == ANSWERED), by_hub & (arm == UNANSWERED)
    made: dict[str, Callable[[], Floats]] = {
        "unanswered": lambda: recent(calls, months, unanswered),
        "answered": lambda: recent(calls, months, answered),
        "unanswered_others": lambda: recent(calls, months, unanswered, own=False),
        "answered_others": lambda: recent(calls, months, answered, own=False),
        "inattention": lambda: -months.attention,
        "inattention_own": lambda: -months.attention_own,
        "ties": lambda: np.log1p(months.ties),
        "trend": lambda: (months.months - 2000 * 12) / 120,
    }

    def column(name: str) -> Floats:
        if name.endswith(LAGGED):
            return lagged(months, column(name.removesuffix(LAGGED)))
        if name in made:
            return made[name]()
        value: Floats = getattr(months, name)
        return value * 10 if name in TENTHS else value

    return np.column_stack([column(name) for name in names])


def lagged(months: Months, values: Floats, lag: int = MEMORY_MONTHS) -> Floats:
    """The value of the same member some months before; NaN where the record did not follow it then."""
    keys = zip(months.alliances.tolist(), months.members.tolist(), months.months.tolist(), strict=True)
    place = {key: at for at, key in enumerate(keys)}
    then = [place.get((one, member, month - lag), -1) for one, member, month in place]
    return np.where(np.array(then) < 0, np.nan, values[np.array(then)])


def outcome(months: Months) -> Floats:
    """1 in a month with a dissenting act, a step aside or a leaving, else 0."""
    return (months.choices >= DISSENT).astype(np.float64)


def groups(months: Months) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of the member in its alliance, and of the alliance."""
    pairs = np.char.add(np.char.add(months.alliances, "/"), months.members) if len(months) else np.zeros(0, np.str_)
    of_pair = np.unique(pairs, return_inverse=True)[1]
    return of_pair.astype(np.int64), np.unique(months.alliances, return_inverse=True)[1].astype(np.int64)


CONTRAST = ("unanswered", "answered")


def contrast(
    calls: Calls, months: Months, arm: Texts, controls: Floats, chosen: Flags, *, n_draws: int = 199, seed: int = 0
) -> tuple[float, float]:
    """The rate ratio of months after own calls without help over months after answered ones, and its p by relabelling the calls.

    `controls` are columns beside these two, `chosen` the months that are used. Calls keep their dates; only what came of them is
    dealt out anew, so that what a call by itself goes with is no part of the ratio.
    """
    random = np.random.default_rng(seed)
    dealt_out = np.flatnonzero((calls.answerers == "hub") & calls.is_settled & np.isin(arm, CONTRAST))
    y, (group, _) = outcome(months), groups(months)

    def difference(labels: Texts) -> float:
        x = np.column_stack([columns(calls, months, labels, CONTRAST), controls])[chosen]
        beta = within.coefficients(x, y[chosen], group[chosen])
        return float(beta[0] - beta[1])

    own, drawn = difference(arm), []
    for _ in range(n_draws):
        labels = arm.copy()
        labels[dealt_out] = random.permutation(arm[dealt_out])
        drawn.append(difference(labels))
    return exp(own), two_sided(own, np.array(drawn))
