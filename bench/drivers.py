"""The expert's claim, tried on the record: every number of docs/drivers.md.

Run with the Python that has foedus and numpy: `python bench/drivers.py`. Prints in about two minutes; the same seed gives the
same numbers. `--as-of YYYY-MM-DD` takes the record of another day, `--quick` a tenth of the draws.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import drivers_months
from foedus.record import Record, embedded
from foedus.whatif import drivers
from foedus.whatif import facts as read_facts
from foedus.whatif.aftermath import Aftermath, aftermath
from foedus.whatif.calls import Calls, calls
from foedus.whatif.chance import holm
from foedus.whatif.months import CHOICES, Months, months

SEED = 20221128
Flags = NDArray[np.bool_]


class Data(NamedTuple):
    """What is tested: calls, member-months, what followed each call, the arm of each, and which calls are eligible."""

    calls: Calls
    months: Months
    after: Aftermath
    arm: NDArray[np.str_]
    eligible: Flags

    @property
    def chosen(self) -> Flags:
        """Eligible calls of the two arms that are compared."""
        return np.asarray(self.eligible & (self.arm != drivers.CONSULTED), np.bool_)


class Draws(NamedTuple):
    """How many draws each kind of test takes."""

    calls: int
    shifts: int
    labels: int
    worlds: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--as-of", type=date.fromisoformat, default=embedded.COMPILED_AT.date())
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args(arguments)
    draws = Draws(1000, 49, 19, 20) if given.quick else Draws(10_000, 499, 199, 200)
    data = read(given.as_of)
    print(f"as of {given.as_of}, seed {SEED}, draws {draws}")
    told(data)
    primary = {**events(data, draws), **drivers_months.member_months(data, draws)}
    robustness(data, draws)
    drivers_months.robustness(data)
    can_find(data, draws)
    print("\n## All primary tests together (Holm 1979)")
    for name, adjusted in holm(primary).items():
        print(f"{name:60s} p {primary[name]:.3f}  adjusted {adjusted:.3f}")


def read(day: date) -> Data:
    """The embedded record as of a day."""
    view = Record.open(*embedded.folders()).as_of(day)
    facts = read_facts.read(view, "as it happened")
    made = calls(facts)
    after = aftermath(facts, view, made)
    return Data(made, months(facts, view), after, drivers.arms(made)[after.place], drivers.eligible(made, after))


def told(data: Data) -> None:
    """What there is."""
    print("\n## Data")
    it, arm, member_months = data.after, data.arm, data.months
    to_hub = data.calls.answerers[it.place] == "hub"
    print(f"calls {len(data.calls)}, by members to alliances with a hub {int(to_hub.sum())}: {counted(arm[to_hub])}")
    print(f"followed 12 months on either side {int(data.eligible.sum())}: {counted(arm[data.eligible])}")
    pairs = np.char.add(np.char.add(it.alliances, " "), arm)
    print(f"compared, by alliance: {counted(pairs[data.chosen])}")
    n_acts = sum(len(ids) for ids in it.where(data.chosen).evidence)
    distinct = {id_ for ids in it.where(data.chosen).evidence for id_ in ids}
    print(f"dissenting acts in their windows {n_acts}, of which distinct {len(distinct)}, as windows overlap")
    choices = dict(zip(CHOICES, np.bincount(member_months.choices, minlength=len(CHOICES)).tolist(), strict=True))
    print(f"member-months {len(member_months)} of {len(np.unique(member_months.alliances))} alliances: {choices}")
    print(f"months with dissent by alliance: {counted(member_months.alliances[member_months.choices > 0])}")
    print(f"member-months followed without their dissent {int(member_months.is_followed_otherwise.sum())}")
    print(f"dissenting acts dated to the year only, left out {len(member_months.undated)}")
    for name in ("attention", "overlap", "dependence", "outside", "vote_drift", "regime_gap"):
        print(f"known for {np.mean(~np.isnan(getattr(member_months, name))):.0%} of member-months: {name}")
    for at in np.flatnonzero(data.chosen).tolist():
        print(
            f"  {it.alliances[at]:12s} {it.callers[at]} {data.calls.days[it.place[at]]} {arm[at]:10s} "
            f"{data.calls.classes[it.place[at]]:12s} own {it.before[at]} in {it.months_before[at]} months, "
            f"then {it.after[at]} in {it.months_after[at]}; others {it.others_before[at]}, then {it.others_after[at]}"
        )


def counted(labels: NDArray[np.str_]) -> str:
    """How often each label occurs."""
    return ", ".join(f"{label} {n}" for label, n in sorted(Counter(labels.tolist()).items()))


def show(name: str, it: drivers.Change) -> None:
    """One comparison of arms."""
    arms = "; ".join(
        f"{arm} {it.n[arm]} calls, {it.before[arm]} then {it.after[arm]} "
        f"({it.rates_before[arm]:.2f} to {it.rates_after[arm]:.2f} a year)"
        for arm in (drivers.UNANSWERED, drivers.ANSWERED)
    )
    print(
        f"{name}: {arms}; ratio {it.ratio:.2f}, exact 95% {it.low:.2f} to {it.high:.2f}, p exact {it.p_exact:.3f}, "
        f"p by relabelling {it.p:.3f}"
    )


def show_shares(name: str, it: drivers.Shares) -> None:
    """One comparison of shares."""
    arms = "; ".join(
        f"{arm} {it.k[arm]} of {it.n[arm]} ({it.bounds[arm][0]:.0%} to {it.bounds[arm][1]:.0%})"
        for arm in (drivers.UNANSWERED, drivers.ANSWERED)
    )
    print(
        f"{name}: {arms}; odds ratio exact 95% {it.odds_ratio_low:.2f} to {it.odds_ratio_high:.2f}, p exact {it.p_exact:.3f}"
    )


def events(data: Data, draws: Draws) -> dict[str, float]:
    """Primary tests on calls: own dissent, the others', steps aside."""
    print("\n## After calls")
    it, missed = data.after.where(data.chosen), data.arm[data.chosen] == drivers.UNANSWERED
    own, others = (
        drivers.own_dissent(it, missed, n_draws=draws.calls, seed=SEED),
        drivers.others_dissent(it, missed, n_draws=draws.calls, seed=SEED),
    )
    show("own dissent", own)
    show("dissent of the others", others)
    aside = _asides(data)
    prior = drivers.dissent_before(it, missed, n_draws=draws.calls, seed=SEED)
    print(
        f"reverse: dissent before calls then unanswered {prior.rates[drivers.UNANSWERED]:.2f} a year, before answered ones "
        f"{prior.rates[drivers.ANSWERED]:.2f}; ratio {prior.ratio:.2f}, p by relabelling {prior.p:.3f}"
    )
    return {
        "neglect: own dissent after a call": own.p,
        "neglect: dissent of the others after a call": others.p,
        "neglect: step aside within five years": aside,
    }


def _asides(data: Data) -> float:
    """Steps aside within five years, call by call and by first calls; the p of the caller's by first calls."""
    it, missed = data.after, data.arm == drivers.UNANSWERED
    to_hub = (data.calls.answerers[it.place] == "hub") & data.calls.is_settled[it.place]
    chosen = to_hub & (data.arm != drivers.CONSULTED) & it.is_told
    own = drivers.first_calls(data.calls, it, 60)
    first = drivers.first_calls(data.calls, it, 60, of_alliance=True)
    sets = {
        "the caller stepped aside within five years, every call": (it.is_aside, chosen),
        "the same, first calls of a member in five years": (it.is_aside, chosen & own),
        "any member stepped aside within five years, every call": (it.is_any_aside, chosen),
        "the same, first calls of an alliance in five years": (it.is_any_aside, chosen & first),
        "the caller, first calls, without CSTO": (it.is_aside, chosen & own & (it.alliances != "CSTO")),
    }
    found = {}
    for name, (came, kept) in sets.items():
        found[name] = drivers.shares(came[kept], missed[kept])
        show_shares(name, found[name])
    stepped = np.flatnonzero(chosen & it.is_aside)
    print(
        "  they were:",
        ", ".join(f"{it.alliances[at]} {it.callers[at]} {data.calls.days[it.place[at]]}" for at in stepped.tolist()),
    )
    return found["the same, first calls of a member in five years"].p_exact


def robustness(data: Data, draws: Draws) -> None:
    """The first comparison under other definitions, and the regression without each alliance."""
    print("\n## Other definitions: own dissent")
    after, missed = data.after, data.arm == drivers.UNANSWERED
    chosen = data.chosen
    force = drivers.arms(data.calls, ("force",))[after.place]
    wide = drivers.eligible(data.calls, after, hub_only=False)
    loose = drivers.eligible(data.calls, after, 6)
    variants: dict[str, tuple[Flags, Flags]] = {
        "help is force only": (data.eligible & (force != drivers.CONSULTED), force == drivers.UNANSWERED),
        "help is force or material, a mission is none": _of(data, ("force", "material")),
        "held consultations count as unanswered": (data.eligible, data.arm != drivers.ANSWERED),
        "held consultations count as answered": (data.eligible, missed),
        "help by the hub or the body only": (chosen, data.calls.hub_given[after.place] == 0),
        "calls to alliances without a hub too": (wide & (data.arm != drivers.CONSULTED), missed),
        "first calls only (24 months apart)": (chosen & drivers.first_calls(data.calls, after), missed),
        "followed 6 months on either side": (loose & (data.arm != drivers.CONSULTED), missed),
        "outside threats only": (chosen & (data.calls.kinds[after.place] == "outside"), missed),
        "formal calls only": (chosen & data.calls.is_formal[after.place], missed),
    }
    for code in sorted(set(after.alliances[chosen].tolist())):
        variants[f"without {code}"] = (chosen & (after.alliances != code), missed)
    for name, (kept, labels) in variants.items():
        show(name, drivers.own_dissent(after.where(kept), labels[kept], n_draws=draws.calls, seed=SEED))
    it, labels = after.where(chosen), missed[chosen]
    show("deeds only, no words", drivers.own_dissent(it, labels, deeds=True, n_draws=draws.calls, seed=SEED))
    strata = np.unique(it.alliances, return_inverse=True)[1].astype(np.int64)
    show("relabelled within alliances", drivers.own_dissent(it, labels, strata=strata, n_draws=draws.calls, seed=SEED))
    show("share of all acts (rates for 12 acts)", drivers.share_of_acts(it, labels, n_draws=draws.calls, seed=SEED))
    show(
        "without CSTO, dissent of the others",
        drivers.others_dissent(
            after.where(chosen & (after.alliances != "CSTO")),
            missed[chosen & (after.alliances != "CSTO")],
            n_draws=draws.calls,
            seed=SEED,
        ),
    )


def _of(data: Data, help_classes: tuple[str, ...]) -> tuple[Flags, Flags]:
    arm = drivers.arms(data.calls, help_classes)[data.after.place]
    return data.eligible & (arm != drivers.CONSULTED), arm == drivers.UNANSWERED


def can_find(data: Data, draws: Draws) -> None:
    """The smallest ratio that the comparison of own dissent would have found four times in five."""
    print("\n## Power of the comparison of own dissent, relabelling at .05")
    it, missed = data.after.where(data.chosen), data.arm[data.chosen] == drivers.UNANSWERED
    spread = drivers.spread_between(it)
    print(f"spread between calls beyond Poisson (variance of a factor of mean 1): {spread:.2f}")
    for shape in dict.fromkeys((0.0, round(spread, 2))):
        found = {
            ratio: drivers.power(it, missed, ratio, spread=shape, n_worlds=draws.worlds, seed=SEED)
            for ratio in (1.0, 2.0, 3.0, 5.0, 8.0, 12.0)
        }
        print(f"spread {shape}: " + ", ".join(f"ratio {ratio:g} found {share:.0%}" for ratio, share in found.items()))


if __name__ == "__main__":
    main()
