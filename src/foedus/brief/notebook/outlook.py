"""What a notebook shows of a what-if: that it is a model, what was changed, and each outcome before and after.

It is read by its published fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from foedus.brief.notebook.frame import Block, Fold, Grid, Say, Sayings, Show
from foedus.brief.oddsform import share

HEADS = ("Member", "Outcome", "Months", "Before", "After", "Difference", "Size")


def outlook(it: Any) -> Show:
    """The mark of a model first, then each scenario: its levers, its headline, and the changes."""
    blocks: list[Block] = [Sayings((Say(it.mark, (), "model"),))]
    for one in it.scenarios:
        levers = tuple(Say(f"{lever.text}: {lever.sentence}", lever.evidence) for lever in one.levers)
        told = tuple(Say(sentence) for sentence in one.headline)
        blocks.append(Sayings((*levers, *told)))
        last = max((change.months for change in one.changes), default=0)
        blocks.append(_grid(one.name, [change for change in one.changes if change.months == last]))
        sooner = [change for change in one.changes if change.months != last]
        if sooner:
            blocks.append(Fold("Sooner", (_grid("", sooner),)))
        if one.carriers:
            blocks.append(Fold("What carries it", (Sayings(tuple(Say(each.sentence) for each in one.carriers)),)))
    notes = tuple(Say(note) for note in (*it.told_apart, *it.notes))
    if notes:
        blocks.append(Fold("Notes", (Sayings(notes),)))
    under = f"As of {it.as_of}; {it.runs:,} runs over {it.n_draws:,} draws of the parameters, seed {it.seed}."
    return Show(f"What if: {it.alliance_name}", under, tuple(blocks))


def _grid(caption: str, changes: Sequence[Any]) -> Grid:
    return Grid(caption, HEADS, tuple(_row(change) for change in changes), frozenset({2, 3, 4, 5}))


def _row(change: Any) -> tuple[str, ...]:
    is_acts = change.outcome == "dissent"
    cells = [_span(one, is_acts) for one in (change.before, change.after)]
    gap = _span(change.difference, is_acts, is_signed=True)
    return (change.member or "at least one", change.outcome, str(change.months), *cells, gap, change.difference.size)


def _span(one: Any, is_acts: bool, is_signed: bool = False) -> str:
    """A value with its interval: acts as numbers, chances as per cent, a difference with its sign."""

    def words(value: float) -> str:
        if not is_signed:
            return f"{value:.2f}" if is_acts else share(value)
        points = round(value if is_acts else 100 * value, 2) + 0.0  # no minus before nothing
        return f"{points:+.2f}" + ("" if is_acts else " pp")

    return f"{words(one.value)} ({words(one.low)} to {words(one.high)})"
