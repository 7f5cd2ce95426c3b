"""What a notebook shows of odds and of analogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.brief.notebook.frame import NONE, Block, Fold, Grid, Say, Sayings, Show
from foedus.brief.oddsform import HORIZONS, MEANS, OUTCOMES, columns, share, span
from foedus.odds.analogues import why

if TYPE_CHECKING:
    from foedus.assessment import Odds, OutcomeOdds
    from foedus.odds.analogues import Analogues


def odds(it: Odds) -> Show:
    """Members by outcome and horizon with the base rate, the alliance in words, drivers, and what the odds cannot say."""
    if not it.is_available:
        return Show("Odds", it.sentence, ())
    whole = tuple(Say(one.sentence) for one in it.outcomes if one.member is None)
    blocks: list[Block] = [_grid(it), Sayings(whole)]
    if it.drivers:
        blocks.append(Fold("What drives them", (Sayings(tuple(Say(one.sentence) for one in it.drivers)),)))
    if it.signs:
        blocks.append(Fold("Signs to watch", (Sayings(tuple(Say(one.sentence, one.evidence) for one in it.signs)),)))
    limits = tuple(Say(one) for one in (it.score, *it.limits) if one)
    if limits:
        blocks.append(Fold("Back-test and limits", (Sayings(limits),)))
    return Show("Odds", it.sentence, tuple(blocks))


def _grid(it: Odds) -> Grid:
    keys = [(outcome, years) for outcome in OUTCOMES for years in HORIZONS]
    found: dict[tuple[str, str, int], OutcomeOdds] = {
        (one.member, one.outcome, one.horizon_years): one for one in it.outcomes if one.member
    }
    members = dict.fromkeys(member for member, _, _ in found)
    rows = [
        (member, *(span(one.low, one.high) if (one := found.get((member, *key))) else NONE for key in keys))
        for member in members
    ]
    base = {(outcome, years): one.base_rate for (_, outcome, years), one in found.items()}
    rows.append(("Base rate", *(share(base[key]) if key in base else NONE for key in keys)))
    return Grid("Members", ("Member", *columns()), tuple(rows), frozenset(range(1, len(keys) + 1)), MEANS)


def analogues(it: Analogues) -> Show:
    """The nearest cases, nearest first, with what happened after; and the share of all cases."""
    rows = tuple(
        (
            f"{one.case.alliance}, {one.case.member}",
            one.case.day.isoformat(),
            f"{one.distance:.2f}",
            one.after.words,
            why(one),
        )
        for one in it.near
    )
    told = (
        f"{it.n_near_exits} of these {len(it.near)} left by their own choice within five years; of all {it.n_cases:,} "
        f"member-years compared {it.n_exits:,}. Likeness is no forecast."
    )
    grid = Grid("", ("Case", "On", "Distance", "Within five years", "Why"), rows, frozenset({2}), told)
    return Show(f"Nearest past cases to {it.of.member} in {it.of.alliance}, {it.of.day.isoformat()}", "", (grid,))
