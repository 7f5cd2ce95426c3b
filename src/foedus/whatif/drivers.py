"""Does neglect drive dissent? Tests on the record's calls: what followed those that got no help, beside those that did.

A call is `answered` where force, a mission or material was given within six months, `consulted` where the article it named
promises consultation only and that was held, else `unanswered`. Each call is its own control: dissent in the 24 months after it
against the 24 before. The comparison of the two arms takes out what any crisis does to the caller or to the attention of those
who compiled the record; it does not take out why a call went unanswered. Not here: member-months (`within`), and printing
(`bench/drivers.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedus.measures.intervals import share_interval
from foedus.whatif.aftermath import Aftermath
from foedus.whatif.calls import Calls
from foedus.whatif.chance import fisher, odds_interval, relabelled

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST_FOLLOWED = 12
"""Months on either side of a call that the record must follow."""

UNANSWERED, ANSWERED, CONSULTED = "unanswered", "answered", "consulted"
HELP = ("force", "mission", "material")


def arms(calls: Calls, help_classes: tuple[str, ...] = HELP) -> NDArray[np.str_]:
    """The arm of each call; `help_classes` says what counts as help."""
    consulted = calls.is_consultation & np.isin(calls.classes, ["political", "humanitarian"])
    answered = np.isin(calls.classes, help_classes)
    return np.where(answered, ANSWERED, np.where(consulted, CONSULTED, UNANSWERED))


def eligible(calls: Calls, after: Aftermath, least_months: int = LEAST_FOLLOWED, *, hub_only: bool = True) -> Flags:
    """Settled calls to alliances with a hub (or to all) that the record follows long enough on either side."""
    followed = (after.months_before >= least_months) & (after.months_after >= least_months)
    to_hub = calls.answerers[after.place] == "hub"
    return np.asarray(followed & calls.is_settled[after.place] & (to_hub | (not hub_only)), np.bool_)


def first_calls(calls: Calls, after: Aftermath, months: int = 24, *, of_alliance: bool = False) -> Flags:
    """Calls without another of the same member (or, so asked, of any member) of the alliance in the months before.

    Their windows of so many months do not overlap, so that no act is counted twice.
    """
    at = calls.months[after.place]
    same = (after.callers[:, None] == after.callers) | of_alliance
    same = same & (after.alliances[:, None] == after.alliances)
    since = at[:, None] - at[None, :]
    earlier = (since > 0) | ((since == 0) & (after.place[:, None] > after.place[None, :]))
    return np.asarray(~np.any(same & earlier & (since <= months), axis=1), np.bool_)


@dataclass(frozen=True, slots=True)
class Change:
    """How the rate of dissent changed after calls of two arms, and whether the arms differ.

    `ratio` is the rate ratio of the unanswered over that of the answered, with half an event added to each count; above 1 dissent
    rose more after calls without help. `low`, `high` and `p_exact` are exact, of the pooled counts given their totals, as if
    events were independent (Poisson); `p` is by relabelling the calls, which does without that.
    """

    n: dict[str, int]
    before: dict[str, int]
    after: dict[str, int]
    rates_before: dict[str, float]
    rates_after: dict[str, float]
    ratio: float
    low: float
    high: float
    p_exact: float
    p: float


def change(
    before: NDArray[np.int64],
    after: NDArray[np.int64],
    time_before: NDArray[np.int64],
    time_after: NDArray[np.int64],
    is_unanswered: Flags,
    strata: NDArray[np.int64] | None = None,
    *,
    n_draws: int = 10_000,
    seed: int = 0,
) -> Change:
    """Compare the change of a rate over two arms of calls; times are in months, `strata` keeps relabelling within groups."""
    is_in = {UNANSWERED: is_unanswered, ANSWERED: ~is_unanswered}
    counts = np.stack([before, after, time_before, time_after]).astype(np.float64)

    def statistic(labels: Floats) -> Floats:
        one, other = labels @ counts.T, (1 - labels) @ counts.T
        rise = [
            np.log((it[:, 1] + 0.5) / (it[:, 0] + 0.5)) - np.log((it[:, 3] + 1e-9) / (it[:, 2] + 1e-9))
            for it in (one, other)
        ]
        return np.asarray(rise[0] - rise[1], np.float64)

    own, p = relabelled(statistic, is_unanswered, strata, n_draws, seed)
    totals = {arm: counts[:, chosen].sum(axis=1) for arm, chosen in is_in.items()}
    table = (int(totals[UNANSWERED][1]), int(totals[UNANSWERED][0]), int(totals[ANSWERED][1]), int(totals[ANSWERED][0]))
    low, high = odds_interval(*table)
    # With unequal times the table's odds ratio is the ratio of rate ratios times this.
    lean = _lean(totals[UNANSWERED]) - _lean(totals[ANSWERED])
    return Change(
        {arm: int(chosen.sum()) for arm, chosen in is_in.items()},
        {arm: int(one[0]) for arm, one in totals.items()},
        {arm: int(one[1]) for arm, one in totals.items()},
        {arm: 12 * one[0] / max(one[2], 1) for arm, one in totals.items()},
        {arm: 12 * one[1] / max(one[3], 1) for arm, one in totals.items()},
        exp(own),
        low / exp(lean),
        high / exp(lean),
        fisher(*table, lean),
        p,
    )


def _lean(totals: Floats) -> float:
    """Log of the time after over the time before."""
    return log((totals[3] + 1e-9) / (totals[2] + 1e-9))


def own_dissent(
    after: Aftermath,
    is_unanswered: Flags,
    *,
    deeds: bool = False,
    strata: NDArray[np.int64] | None = None,
    n_draws: int = 10_000,
    seed: int = 0,
) -> Change:
    """Change of the caller's own dissent; with `deeds` of what was not words alone."""
    counts = (after.deeds_before, after.deeds_after) if deeds else (after.before, after.after)
    times = (after.months_before, after.months_after)
    return change(*counts, *times, is_unanswered, strata, n_draws=n_draws, seed=seed)


def others_dissent(after: Aftermath, is_unanswered: Flags, *, n_draws: int = 10_000, seed: int = 0) -> Change:
    """Change of the dissent of the other members, without the hub and the caller; times are their member-months."""
    counts = (after.others_before, after.others_after)
    times = (after.others_months_before, after.others_months_after)
    return change(*counts, *times, is_unanswered, n_draws=n_draws, seed=seed)


def share_of_acts(after: Aftermath, is_unanswered: Flags, *, n_draws: int = 10_000, seed: int = 0) -> Change:
    """Change of dissent over all recorded acts of the caller: denser reporting moves both and leaves the share.

    Acts take the place of months, so that rates are dissenting acts in twelve acts.
    """
    counts, acts = (after.before, after.after), (after.acts_before, after.acts_after)
    return change(*counts, *acts, is_unanswered, n_draws=n_draws, seed=seed)


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of two arms of calls that were followed by something, with exact Beta intervals and Fisher's p."""

    k: dict[str, int]
    n: dict[str, int]
    bounds: dict[str, tuple[float, float]]
    odds_ratio_low: float
    odds_ratio_high: float
    p_exact: float


def shares(came: Flags, is_unanswered: Flags) -> Shares:
    """Compare how often something came after calls of two arms."""
    is_in = {UNANSWERED: is_unanswered, ANSWERED: ~is_unanswered}
    k = {arm: int((came & chosen).sum()) for arm, chosen in is_in.items()}
    n = {arm: int(chosen.sum()) for arm, chosen in is_in.items()}
    table = (k[UNANSWERED], n[UNANSWERED] - k[UNANSWERED], k[ANSWERED], n[ANSWERED] - k[ANSWERED])
    bounds = {arm: share_interval(k[arm], n[arm]) if n[arm] else (0.0, 1.0) for arm in k}
    return Shares(k, n, bounds, *odds_interval(*table), fisher(*table))


class Prior(NamedTuple):
    """Dissent before calls that then went unanswered, and before those that were answered: rates a year, and the difference."""

    rates: dict[str, float]
    ratio: float
    p: float


def dissent_before(after: Aftermath, is_unanswered: Flags, *, n_draws: int = 10_000, seed: int = 0) -> Prior:
    """Whether those who dissented before were the ones left without help: the reverse of the claim."""
    counts = np.stack([after.before, after.months_before]).astype(np.float64)

    def statistic(labels: Floats) -> Floats:
        one, other = labels @ counts.T, (1 - labels) @ counts.T
        return np.asarray(
            np.log((one[:, 0] + 0.5) / np.maximum(one[:, 1], 1))
            - np.log((other[:, 0] + 0.5) / np.maximum(other[:, 1], 1)),
            np.float64,
        )

    own, p = relabelled(statistic, is_unanswered, n_draws=n_draws, seed=seed)
    rates = {
        arm: 12 * float(counts[0, chosen].sum() / max(counts[1, chosen].sum(), 1))
        for arm, chosen in ((UNANSWERED, is_unanswered), (ANSWERED, ~is_unanswered))
    }
    return Prior(rates, exp(own), p)


def power(
    after: Aftermath,
    is_unanswered: Flags,
    ratio: float,
    *,
    spread: float,
    n_worlds: int = 200,
    n_draws: int = 199,
    seed: int = 0,
) -> float:
    """The share of invented worlds in which `own_dissent` would find a true ratio of rate ratios at p < .05.

    Worlds keep the calls, arms, months and the total of each call. Its after-count is drawn around what no change would give,
    times `ratio` in the unanswered arm, with a gamma spread of shape 1 / `spread` between calls (0: none), so that calls
    differ as much as the real ones do.
    """
    random = np.random.default_rng(seed)
    rate = (after.before + after.after + 0.5) / (after.months_before + after.months_after)
    n_found = 0
    for world in range(n_worlds):
        level = random.gamma(1 / spread, spread, len(after)) if spread > 0 else np.ones(len(after))
        lift = np.where(is_unanswered, ratio, 1.0)
        before = random.poisson(rate * after.months_before)
        later = random.poisson(rate * after.months_after * lift * level)
        it = change(
            before, later, after.months_before, after.months_after, is_unanswered, n_draws=n_draws, seed=seed + world
        )
        n_found += it.p < 0.05
    return n_found / n_worlds


def spread_between(after: Aftermath) -> float:
    """How much more the after-counts vary than Poisson would: the variance of a gamma factor of mean 1, by moments."""
    total, share = after.before + after.after, after.months_after / (after.months_before + after.months_after)
    expected = total * share
    excess = float(np.sum((after.after - expected) ** 2 - expected * (1 - share)))
    scale = float(np.sum(expected**2))
    return max(0.0, excess / scale) if scale > 0 else 0.0
