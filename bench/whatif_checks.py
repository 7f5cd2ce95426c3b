"""What was learned of the parameters, and whether stories made by the fitted model look like the record (posterior predictive).

Stories keep the record's member-months and calls, and invent answers and choices from draws of the posterior, with new rates for
members and alliances from their gammas (Gelman, Meng & Stern 1996, Statistica Sinica 6). Beside each figure of the record stand
the middle and the 90% interval of the stories, and the share of stories above it (ties half): near 0 or 1 the model does not
bring forth what happened. Usage: python bench/whatif_checks.py [DAY] [STORIES]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedus.record import Record, embedded
from foedus.whatif.apart import RIVALS, learned, mattering, together, told_apart
from foedus.whatif.cases import Cases, cases
from foedus.whatif.design import DISSENT, FREEZE, LEAVE, ToldCalls, from_cases
from foedus.whatif.fit import Posterior
from foedus.whatif.invent import happen, skeleton_of
from foedus.whatif.model import NAMES
from foedus.whatif.shipped import posterior

DAY, STORIES, SEED = date(2026, 6, 30), 300, 20221128
AFTER, LONG_AFTER, BLOC, MANY = 24, 60, 12, 5
FAILS = 0.025
SOVIET = ("RUS", "SUN")

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Story(NamedTuple):
    """What happened, in the record or in a story: member-months, calls that members saw, and calls that a hub had to answer."""

    alliances: NDArray[np.str_]
    members: NDArray[np.str_]
    months: Ints
    choice: Ints
    calls: ToldCalls
    hubs: NDArray[np.str_]
    asked_months: Ints
    helped: Flags


def of_record(made: Cases) -> Story:
    """The record's own story."""
    months, calls = made.months, made.calls
    order = np.lexsort((months.months, months.members, months.alliances))
    led = np.isin(calls.alliances, np.unique(months.alliances))
    asked = led & calls.is_settled & (calls.answerers == "hub")
    return Story(
        months.alliances[order],
        months.members[order],
        months.months[order],
        months.choices[order].astype(np.int64),
        ToldCalls(calls.alliances[led], calls.callers[led], calls.months[led], calls.given[led]),
        calls.hubs[asked],
        calls.months[asked],
        calls.given[asked] > 0,
    )


def after(story: Story, is_helped: bool, of_caller: bool, within: int) -> Flags:
    """Member-months within so many months after a call that was answered, or was not, of the caller or of the others."""
    found = np.zeros(len(story.months), dtype=bool)
    calls = story.calls
    for code, caller, month, given in zip(calls.alliances, calls.callers, calls.months, calls.given, strict=True):
        if (given > 0) == is_helped:
            lag = story.months - month
            near = (story.alliances == code) & (lag > 0) & (lag <= within)
            found |= near & ((story.members == caller) == of_caller)
    return found


def share(chosen: Flags, of: Flags) -> float:
    """A share; NaN where there is nothing to take it of."""
    return float(chosen[of].mean()) if of.any() else float("nan")


def measures(story: Story) -> dict[str, float]:
    """All figures by name."""
    choice = story.choice
    found: dict[str, float] = {}
    decades = story.asked_months // 120 * 10
    everything = np.ones(len(decades), dtype=bool)
    found["calls answered, share"] = share(story.helped, everything)
    for decade in np.unique(decades):
        found[f"calls answered, {decade}s"] = share(story.helped, decades == decade)
    is_soviet, is_american = np.isin(story.hubs, SOVIET), story.hubs == "USA"
    found["calls answered, Soviet Union and Russia"] = share(story.helped, is_soviet)
    found["calls answered, United States"] = share(story.helped, is_american)
    found["calls answered, other hubs"] = share(story.helped, ~is_soviet & ~is_american)
    for name, kind in (("dissents", DISSENT), ("freezes", FREEZE), ("exits", LEAVE)):
        found[f"{name} in all"] = float((choice == kind).sum())
    for helped, words in ((False, "an unanswered"), (True, "an answered")):
        for own, who in ((True, "the caller"), (False, "others")):
            near = after(story, helped, own, AFTER)
            found[f"dissent of {who} a year, {AFTER} months after {words} call"] = 12 * share(choice == DISSENT, near)
    for own, who in ((True, "the caller"), (False, "others")):
        near = after(story, False, own, LONG_AFTER)
        found[f"freezes and exits of {who}, {LONG_AFTER} months after an unanswered call"] = float(
            np.isin(choice[near], (FREEZE, LEAVE)).sum()
        )
    return found | _shapes(story)


def _shapes(story: Story) -> dict[str, float]:
    """Figures of how acts are spread over members and months."""
    names = np.char.add(np.char.add(story.alliances, "|"), story.members)
    who, member = np.unique(names, return_inverse=True)
    dissents = np.bincount(member[story.choice == DISSENT], minlength=len(who))
    frozen_before, n_left, bloc = 0, 0, 0
    for at in np.flatnonzero(story.choice == LEAVE):
        own = (member == member[at]) & (story.months < story.months[at])
        n_left += 1
        frozen_before += bool((story.choice[own] == FREEZE).any())
        gap = story.months - story.months[at]
        beside = (story.alliances == story.alliances[at]) & (gap >= 0) & (gap < BLOC)
        bloc = max(bloc, int((story.choice[beside] == LEAVE).sum()))
    return {
        f"members with more than {MANY} dissents": float((dissents > MANY).sum()),
        "most dissents of a member": float(dissents.max()),
        "months of the longest quiet of an alliance": float(_quiet(story)),
        "exits of members that had frozen, share": frozen_before / n_left if n_left else float("nan"),
        f"most exits from one alliance in {BLOC} months": float(bloc),
    }


def _quiet(story: Story) -> int:
    """The longest run of followed months in which nobody in an alliance did anything but stay."""
    longest = 0
    for code in np.unique(story.alliances):
        here = story.alliances == code
        months = np.unique(story.months[here])
        loud = np.isin(months, story.months[here & (story.choice > 0)])
        run = 0
        for place, is_loud in enumerate(loud):
            is_next = place > 0 and months[place] == months[place - 1] + 1
            run = 0 if is_loud else run + 1 if is_next else 1
            longest = max(longest, run)
    return longest


def stories(made: Cases, learned_by_day: Posterior, n: int) -> list[Story]:
    """Stories of the model, a draw each."""
    bones = skeleton_of(made, from_cases(made).centre)
    rng = np.random.default_rng(SEED)
    told = of_record(made)
    found = []
    for at in rng.integers(0, len(learned_by_day.draws), n):
        theta = dict(zip(NAMES, learned_by_day.draws[at], strict=True)) | {"call": 1.0}
        it = happen(bones, theta, rng)
        found.append(
            Story(
                bones.alliances[it.kept],
                bones.members[it.kept],
                bones.months[it.kept],
                it.choice[it.kept],
                it.calls,
                told.hubs,
                told.asked_months,
                it.answered,
            )
        )
    return found


def callers(made: Cases, tell: Callable[[str], object]) -> None:
    """Whether members of all alliances call alike when threatened: a chi-square of calls by alliance against its own stories."""
    calls, threats = made.calls, made.threats
    codes = np.unique(made.months.alliances)
    n_calls = np.array([((calls.alliances == c) & (calls.answerers == "hub")).sum() for c in codes])
    inside = np.array(
        [((calls.alliances == c) & (calls.answerers == "hub") & (calls.kinds != "outside")).sum() for c in codes]
    )
    n = np.maximum(
        np.array([threats.n[(threats.alliances == c) & ~threats.is_hub].sum() for c in codes]) + inside, n_calls
    )
    kept = n > 0
    rng = np.random.default_rng(SEED)
    p = n_calls.sum() / n.sum()

    def apart(counts: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(((counts - p * n[kept]) ** 2 / (p * (1 - p) * n[kept])).sum(axis=-1), float)

    invented = apart(rng.binomial(n[kept], p, (4000, int(kept.sum()))))
    found, above = apart(n_calls[kept]), float((invented >= apart(n_calls[kept])).mean())
    low, high = np.percentile(invented, [5, 95])
    tell(
        f"\ncalls by alliance, chi-square over {int(kept.sum())} alliances: record {found:.1f}, stories {low:.1f} to {high:.1f}, "
        f"share of stories above {above:.3f}"
    )


def table_of_learned(found: Posterior) -> None:
    """Priors and what was learned, a line a parameter."""
    counts = f"{found.n_calls} calls in {found.n_threats} months of threat, {found.n_answers} answers"
    print(f"\nLearned by {found.day}: {counts}, dissents, freezes and exits {found.n_acts}\n")
    print("| parameter | prior 90% | learned 90% | P(> 0) | prior's spread left | Bayes factor against none |")
    print("|---|---|---|---|---|---|")
    for it in learned(found):
        prior, now = (f"{x[1]:.2f} ({x[0]:.2f} to {x[2]:.2f})" for x in (it.prior, it.posterior))
        sign = "" if it.p_positive is None else f"{it.p_positive:.2f}"
        factor = "" if it.bayes_factor is None or it.log_error is None else _factor(it.bayes_factor, it.log_error)
        print(f"| {it.name} | {prior} | {now} | {sign} | {it.share_left:.2f} | {factor} |")
    for rivals in RIVALS:
        print(
            "chance to matter:", ", ".join(f"{name} {chance:.2f}" for name, chance in mattering(found, rivals).items())
        )
    print("correlations of .5 and more:", together(found) or "none")
    for sentence in told_apart(found):
        print(f"- {sentence}")


def _factor(value: float, error: float) -> str:
    """A Bayes factor with its error as a factor; above a thousand the normal tail carries no more than that it is large."""
    return "over 1000" if value > 1000 else f"{value:.2f} (times or over {np.exp(1.645 * error):.2f})"


def main() -> None:
    """Print what was learned by three days, and the checks of the last."""
    day = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else DAY
    n = int(sys.argv[2]) if len(sys.argv) > 2 else STORIES
    for vintage in (date(2009, 12, 31), date(2022, 6, 30), DAY):
        table_of_learned(posterior(vintage))
    made = cases(Record.open(*embedded.folders()).as_of(day))
    observed = measures(of_record(made))
    invented = [measures(story) for story in stories(made, posterior(day), n)]
    print(f"\nPosterior predictive checks, record of {day}, {n} stories\n")
    print("| figure | record | stories (90%) | share of stories above | |")
    print("|---|---|---|---|---|")
    for name, value in observed.items():
        told = np.array([it.get(name, np.nan) for it in invented])
        told = told[~np.isnan(told)]
        above = float((told > value).mean() + (told == value).mean() / 2)
        low, middle, high = np.percentile(told, [5, 50, 95])
        verdict = "fails" if min(above, 1 - above) < FAILS else ""
        print(f"| {name} | {value:.3g} | {middle:.3g} ({low:.3g} to {high:.3g}) | {above:.2f} | {verdict} |")
    callers(made, print)


if __name__ == "__main__":
    main()
