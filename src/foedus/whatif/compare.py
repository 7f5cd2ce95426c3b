"""Two worlds over the same random numbers as differences: odds before and after, intervals over parameters and over chance apart.

An interval over the parameters is that of the draws: 5% and 95% quantiles of what they give. What chance alone does is told by
quantiles of single runs. Not here: running (`simulate`), and which parameter carries a difference (`shares`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from foedus.questions.wording import count_of, number
from foedus.whatif.outlook import Change, Difference, Luck, Outcome, Path, Size, Spread
from foedus.whatif.words import OUTCOMES, capital, points, share, signed

if TYPE_CHECKING:
    from foedus.whatif.model import Floats
    from foedus.whatif.simulate import Paths

HORIZONS = (12, 24, 60)
"""Months within which odds are told: one, two and five years, as in question 9."""

TAILS = (0.05, 0.95)
SMALL_CHANCE, LARGE_CHANCE = 0.005, 0.05
"""A chance that moves by less than half a percentage point moves little, and from five points on much."""
SMALL_SHARE, LARGE_SHARE = 0.1, 0.5
"""A count of acts that moves by less than a tenth moves little, and from a half on much; a chance too is small below a tenth."""
NOTHING = 1e-9
MOST_TOLD = 2
"""Of so many members that levers touch the odds stand in the headline."""

Rates = Mapping[tuple[bool, Outcome, int], float]
"""Base rates: of a member (True) or of at least one (False), an outcome, within months."""


class Series(NamedTuple):
    """One outcome of a member (None: of at least one), (draws, months): chance, or acts expected, by the end of each month."""

    member: str | None
    outcome: Outcome
    by_draw: Floats


def series(paths: Paths, counted: Floats) -> list[Series]:
    """Every outcome of a run world, that of the alliance first; `counted` as `beyond` gives it for the world before."""
    alone = _alone(paths)
    found = [Series(None, "leave", np.clip(alone + counted, 0, 1))]
    for place, member in enumerate(paths.members):
        found += [
            Series(member, "leave", paths.left[:, place]),
            Series(member, "freeze", paths.frozen[:, place]),
            Series(member, "dissent", np.cumsum(paths.dissent[:, place], axis=1)),
        ]
    return found


def beyond(before: Paths) -> Floats:
    """By how much the chance that at least one member has left, counted over all runs, differs from that of independent members.

    (months,), for the world before. Members learn from the same calls and so are not quite independent; but the runs of a single
    draw are too few to count in, and counts of two worlds differ by luck alone. So what dependence does is counted once, and
    draws and worlds differ by the members' chances.
    """
    if len(before.members) == 1:
        return np.zeros(before.any_left.shape[1])
    found: Floats = (before.any_left - _alone(before)).mean(axis=0)
    return found


def _alone(paths: Paths) -> Floats:
    """The chance that at least one member has left, were they independent: (draws, months)."""
    made: Floats = 1 - np.prod(1 - paths.left, axis=1)
    return made


def horizons(months: int) -> tuple[int, ...]:
    """Months within which odds are told where so many are run."""
    return (*(it for it in HORIZONS if it < months), months)


def changes(before: Paths, after: Paths, rates: Rates, name: Callable[[str], str]) -> tuple[Change, ...]:
    """Every outcome at every horizon, before and after."""
    counted = beyond(before)
    pairs = zip(series(before, counted), series(after, counted), strict=True)
    return tuple(
        _change(old, new, month, rates, name) for old, new in pairs for month in horizons(old.by_draw.shape[1])
    )


def _change(old: Series, new: Series, month: int, rates: Rates, name: Callable[[str], str]) -> Change:
    was, now = old.by_draw[:, month - 1], new.by_draw[:, month - 1]
    before, after, moved = spread(was), spread(now), difference(was, now, is_chance=old.outcome != "dissent")
    rate = rates.get((old.member is not None, old.outcome, month))
    made = Change(old.member, old.outcome, month, before, after, moved, rate, "")
    who = name(old.member) if old.member else "at least one member"
    return Change(old.member, old.outcome, month, before, after, moved, rate, _sentence(made, who))


def spread(by_draw: Floats) -> Spread:
    """Mean and 90% interval over the draws."""
    low, high = np.quantile(by_draw, TAILS)
    return Spread(float(by_draw.mean()), float(low), float(high))


def difference(was: Floats, now: Floats, *, is_chance: bool) -> Difference:
    """After less before, over the draws."""
    moved = now - was
    told = spread(moved)
    size = _size(told, float(was.mean()), is_chance, is_same=bool(np.abs(moved).max() < NOTHING))
    return Difference(told.value, told.low, told.high, float((moved > NOTHING).mean()), size)


def _size(moved: Spread, before: float, is_chance: bool, is_same: bool) -> Size:
    if is_same:
        return "none"
    if moved.low <= 0 <= moved.high:
        return "not shown"
    much = abs(moved.value)
    if much < SMALL_SHARE * before or (is_chance and much < SMALL_CHANCE):
        return "small"
    return "large" if much >= (LARGE_CHANCE if is_chance else LARGE_SHARE * before) else "moderate"


def _sentence(it: Change, who: str) -> str:
    """A change in one sentence, with what its interval allows to say."""
    told = _acts if it.outcome == "dissent" else share
    rate = "" if it.base_rate is None else f" (base rate {told(it.base_rate)})"
    what = f"{who} {OUTCOMES[it.outcome]} within {count_of(it.months, 'month')}"
    return capital(f"{what}: {told(it.before.value)} before, {told(it.after.value)} after{rate}; {verdict(it)}.")


def _acts(value: float) -> str:
    return f"{number(value)} acts"


def verdict(it: Change) -> str:
    """What a difference amounts to, in a clause with its 90% interval."""
    moved, is_chance = it.difference, it.outcome != "dissent"
    if moved.size == "none":
        return "nothing changes"
    way = "higher" if moved.value > 0 else "lower"
    much = points(abs(moved.value)) if is_chance else _acts(abs(moved.value))
    scale = 100 if is_chance else 1
    interval = f"90% interval {signed(scale * moved.low)} to {signed(scale * moved.high)}"
    if moved.size == "not shown":
        return f"{much} {way}, {interval}: the data do not show that it changes"
    return f"{much} {way}, {interval}: a {moved.size} difference"


def paths_of(paths: Paths, counted: Floats) -> tuple[Path, ...]:
    """Chances of leaving and freezing month by month; `counted` as for `series`."""
    return tuple(_path(it) for it in series(paths, counted) if it.outcome != "dissent")


def _path(it: Series) -> Path:
    low, high = np.quantile(it.by_draw, TAILS, axis=0)
    return Path(
        it.member, it.outcome, *(tuple(round(float(x), 6) for x in row) for row in (it.by_draw.mean(axis=0), low, high))
    )


def luck(before: Paths, after: Paths) -> tuple[Luck, ...]:
    """What chance alone does to the number of a member's dissenting acts over all months."""
    was, now = (np.quantile(paths.acts, TAILS, axis=0, method="nearest").astype(int) for paths in (before, after))
    return tuple(
        Luck(member, int(was[0, at]), int(was[1, at]), int(now[0, at]), int(now[1, at]))
        for at, member in enumerate(before.members)
    )


def headline(found: Sequence[Change], touched: Sequence[str], name: Callable[[str], str]) -> tuple[str, ...]:
    """What a scenario comes to: the alliance, the members that its levers touch, any that moves more, and what is not shown."""
    last = max(it.months for it in found)
    leaving = [it for it in found if it.outcome == "leave" and it.months == last]
    each = sorted((it for it in leaving if it.member), key=lambda it: -abs(it.difference.value))
    shown = [it for it in each if it.difference.size not in ("none", "not shown")]
    told = [it for it in each if it.member in touched][:MOST_TOLD]
    told += [it for it in shown[:1] if it not in told]
    if all(it.difference.size == "none" for it in found):
        return ("Nothing changes: what is asked is what the record has, or what the model gives no effect.",)
    lines = [it.sentence for it in leaving if it.member is None] + [it.sentence for it in told]
    if not shown:
        lines.append("The data do not show that this changes any member's odds of leaving.")
    elif all(it.difference.size == "small" for it in shown):
        lines.append("Every difference in the odds of leaving that the data show is small.")
    unmoved = [name(it.member) for it in each if it.member and it.difference.size == "none"]
    if unmoved and len(unmoved) < len(each):
        lines.append(f"Nothing changes for {', '.join(unmoved)}.")
    return tuple(lines)
