"""What the likelihood reads: calls, threats and member-months as arrays, made from cases of a record or invented for a check.

Quiet months that are alike are kept as one row with their number, so that a fit reads some thousand rows instead of all
member-months. Not here: the likelihood (`fit`), and how cases are made (`cases`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from foedus.whatif.cases import Cases
    from foedus.whatif.months import Months

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STAY, DISSENT, FREEZE, LEAVE = range(4)
QUARTER = 3
BLOCK_MONTHS = 24
OUTSIDE_LAG = 24
"""Months before which outside options are measured: ties to others and distance in votes come with dissent and may be part of
leaving already, and what is measured two years before is not (see docs/drivers.md)."""

SMOOTH = 0.5
"""Cases added to each side of a share, so that none is 0 or 1 (Jeffreys)."""


@dataclass(frozen=True)
class Centre:
    """Means that covariates are told against, and the constants of belief: all of the cases, none of one alliance alone."""

    attention: float
    stakes: float
    load: float
    dependence: float
    outside: float
    belief: float
    help: float
    dissent: float
    freeze: float
    leave: float


@dataclass(frozen=True)
class Design:
    """The cases as arrays. N calls that a hub had to answer, R rows of member-months, P pairs of a row and an earlier call.

    `covariates` (N, 3): attention in doublings, stakes, load, less their means; 0 where unknown. `answered` (N): whether help
    came. `n_threats`, `n_calls`: months of threat, and those with a call. Rows lie by stratum of dissent (a member of an
    alliance); `first` holds where each begins, and `league` the stratum of freeze and leaving (the alliance) of each row.
    `times` (R, 3): for how many months the row stands in which dissent, freeze and leaving could be chosen. `choice` (R).
    `held` (R, 2): dependence and outside options less their means; 0 where unknown. `pair_row`, `lag` (months), `is_own`,
    `blow` (expected less given): P long, in order of rows.
    """

    covariates: Floats
    answered: NDArray[np.bool_]
    n_threats: int
    n_calls: int
    first: Ints
    league: Ints
    times: Floats
    choice: Ints
    held: Floats
    pair_row: Ints
    lag: Floats
    is_own: NDArray[np.bool_]
    blow: Floats
    centre: Centre
    threats_a_year: float = 0.06
    """Months of threat a member and year; where no years are covered, one in sixteen years."""
    dispersion: float = 1.0
    """How much more the dissents of two years vary than chance alone has them: they come in bursts."""

    @property
    def n_acts(self) -> tuple[int, int, int]:
        """Dissents, freezes and exits in the rows."""
        dissent, freeze, leave = (int((self.choice == kind).sum()) for kind in (DISSENT, FREEZE, LEAVE))
        return dissent, freeze, leave


def from_cases(made: Cases) -> Design:
    """The design of a record's cases; what a record does not tell adds nothing, as a value at the mean does."""
    calls, months = made.calls, made.months
    asked = calls.is_settled & (calls.answerers == "hub")
    raw = np.column_stack([calls.attention / log(2), calls.stakes, calls.load])[asked]
    means = _means(raw)
    given = calls.given[asked]
    led = np.unique(months.alliances)
    from_members = (calls.answerers == "hub") & np.isin(calls.alliances, led)
    # A call about unrest or about another member is a threat of its own; the arrivals hold only those from outside.
    not_arrived = int((from_members & (calls.kinds != "outside")).sum())
    arrived = int(made.threats.n[~made.threats.is_hub & np.isin(made.threats.alliances, led)].sum())
    n_calls = int(from_members.sum())
    years = float(made.threats.years[~made.threats.is_hub & np.isin(made.threats.alliances, led)].sum())
    values = held_of(months)
    middle = _means(values)
    order = np.lexsort((months.months, months.members, months.alliances))
    at_risk = at_risk_of(months.choices[order], months.is_frozen[order])
    counts = [int((months.choices == kind).sum()) for kind in (DISSENT, FREEZE, LEAVE)]
    rates = [float((n + SMOOTH) / (risk + 1)) for n, risk in zip(counts, at_risk.sum(axis=0), strict=True)]
    belief = float((given.sum() + SMOOTH) / (len(given) + 2 * SMOOTH))
    helped = float(given[given > 0].mean()) if (given > 0).any() else 1.0
    centre = Centre(*(float(x) for x in (*means, *middle, belief, helped, *rates)))
    rows = Rows(
        months.alliances[order],
        months.members[order],
        months.months[order],
        months.choices[order].astype(np.int64),
        at_risk,
        np.nan_to_num(values[order] - middle),
    )
    told = ToldCalls(calls.alliances, calls.callers, calls.months, calls.given)
    return build(
        rows,
        told,
        covariates=np.nan_to_num(raw - means),
        answered=given > 0,
        n_threats=max(arrived + not_arrived, n_calls),
        n_calls=n_calls,
        centre=centre,
        dispersion=_dispersion(rows),
        threats_a_year=(max(arrived + not_arrived, n_calls) + 1) / (years + 16) if years else 0.06,
    )


@dataclass(frozen=True)
class Rows:
    """Member-months by alliance, member and month: what was chosen, what could be (R, 3), dependence and options (R, 2)."""

    alliances: NDArray[np.str_]
    members: NDArray[np.str_]
    months: Ints
    choice: Ints
    at_risk: Floats
    held: Floats


@dataclass(frozen=True)
class ToldCalls:
    """Calls that members saw: whose, when (months), and how much help came (0 to 1)."""

    alliances: NDArray[np.str_]
    callers: NDArray[np.str_]
    months: Ints
    given: Floats


def build(
    rows: Rows,
    calls: ToldCalls,
    *,
    covariates: Floats,
    answered: NDArray[np.bool_],
    n_threats: int,
    n_calls: int,
    centre: Centre,
    threats_a_year: float = 0.06,
    dispersion: float = 1.0,
) -> Design:
    """The design of member-months in order, with the calls before each."""
    kept, times = _together(rows, calls)
    names = np.char.add(np.char.add(rows.alliances[kept], "|"), rows.members[kept])
    first = np.flatnonzero(np.r_[True, names[1:] != names[:-1]]) if len(kept) else np.zeros(0, dtype=np.int64)
    _, league = np.unique(rows.alliances[kept], return_inverse=True)
    pairs = _pairs(rows, calls, kept, centre.belief)
    return Design(
        covariates, answered, n_threats, n_calls, first, league.astype(np.int64), times,
        rows.choice[kept], rows.held[kept], *pairs, centre, threats_a_year, dispersion,
    )  # fmt: skip


def _means(raw: Floats) -> Floats:
    """Means of what is known; 0 for a column of which nothing is."""
    known = ~np.isnan(raw)
    return np.asarray(np.where(known, raw, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1))


def held_of(months: Months) -> Floats:
    """Dependence of each member-month, and outside options as they were `OUTSIDE_LAG` months before; NaN where not known."""
    return np.column_stack([months.dependence, _before(months, months.outside)])


def _before(months: Months, values: Floats) -> Floats:
    """A value of each member-month as it was `OUTSIDE_LAG` months before; NaN where that month is not followed."""
    keys = zip(months.alliances.tolist(), months.members.tolist(), months.months.tolist(), strict=True)
    place = {key: at for at, key in enumerate(keys)}
    earlier = [place.get((a, m, t - OUTSIDE_LAG)) for a, m, t in place]
    return np.array([np.nan if at is None else values[at] for at in earlier], dtype=float)


def _dispersion(rows: Rows) -> float:
    """Pearson's statistic over its degrees of freedom (McCullagh & Nelder 1989, section 4.5) of the dissents in two years.

    Each member is held against its own mean rate. Never under 1: fewer bursts than chance has are chance.
    """
    names = np.char.add(np.char.add(rows.alliances, "|"), rows.members)
    _, member = np.unique(names, return_inverse=True)
    _, block = np.unique(
        np.char.add(np.char.add(names, "|"), (rows.months // BLOCK_MONTHS).astype(str)), return_inverse=True
    )
    is_dissent, at_risk = rows.choice == DISSENT, rows.at_risk[:, 0]
    if not is_dissent.any():
        return 1.0
    rate = np.bincount(member, is_dissent) / np.maximum(np.bincount(member, at_risk), 1)
    expected = np.bincount(block, at_risk * rate[member])
    seen = expected > 0
    n_rates = int((np.bincount(member, is_dissent) > 0).sum())
    gap = (np.bincount(block, is_dissent) - expected)[seen]
    return max(1.0, float((gap**2 / expected[seen]).sum() / max(int(seen.sum()) - n_rates, 1)))


def at_risk_of(choices: NDArray[np.int8], is_frozen: NDArray[np.bool_]) -> Floats:
    """Whether dissent, freeze and leaving could be chosen: a member that has stepped aside can only leave."""
    free = (~is_frozen | np.isin(choices, (DISSENT, FREEZE))).astype(float)
    return np.column_stack([free, free, np.ones(len(free))])


def _together(rows: Rows, calls: ToldCalls) -> tuple[Ints, Floats]:
    """Which rows are kept, and for how many months each stands.

    Runs of quiet months that are alike, with the same calls before them, are one: all of them before any call, and a quarter at
    a time after, for which the middle month stands (in a quarter belief moves by less than a tenth of itself).
    """
    n = len(rows.choice)
    if not n:
        return np.zeros(0, dtype=np.int64), np.zeros((0, 3))
    earlier = _earlier(rows, calls)
    same = (
        (rows.alliances[1:] == rows.alliances[:-1])
        & (rows.members[1:] == rows.members[:-1])
        & (rows.held[1:] == rows.held[:-1]).all(axis=1)
        & (rows.at_risk[1:] == rows.at_risk[:-1]).all(axis=1)
        & (rows.choice[1:] == STAY)
        & (rows.choice[:-1] == STAY)
        & (earlier[1:] == earlier[:-1])
        & ((rows.months[1:] // QUARTER == rows.months[:-1] // QUARTER) | (earlier[1:] == 0))
    )
    begins = np.flatnonzero(np.r_[True, ~same])
    sizes = np.diff(np.append(begins, n))
    kept = begins + sizes // 2
    return kept, rows.at_risk[kept] * sizes[:, None]


def _earlier(rows: Rows, calls: ToldCalls) -> Ints:
    """How many calls of the alliance came in an earlier month, in each row."""
    found = np.zeros(len(rows.months), dtype=np.int64)
    for code in np.unique(rows.alliances):
        here = rows.alliances == code
        found[here] = np.searchsorted(np.sort(calls.months[calls.alliances == code]), rows.months[here])
    return found


def _pairs(rows: Rows, calls: ToldCalls, kept: Ints, belief: float) -> tuple[Ints, Floats, NDArray[np.bool_], Floats]:
    """Each kept row with each call of its alliance in an earlier month."""
    row, lag, own, blow = [], [], [], []
    for code in np.unique(rows.alliances[kept]):
        here = np.flatnonzero(rows.alliances[kept] == code)
        for at in np.flatnonzero(calls.alliances == code):
            gap = rows.months[kept][here] - calls.months[at]
            later = here[gap > 0]
            row.append(later)
            lag.append(gap[gap > 0].astype(float))
            own.append(rows.members[kept][later] == calls.callers[at])
            blow.append(np.full(len(later), belief - calls.given[at]))
    if not row:
        return np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0, dtype=bool), np.zeros(0)
    order = np.argsort(np.concatenate(row), kind="stable")
    return (
        np.concatenate(row)[order],
        np.concatenate(lag)[order],
        np.concatenate(own)[order],
        np.concatenate(blow)[order],
    )
