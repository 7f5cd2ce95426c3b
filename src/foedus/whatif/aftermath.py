"""What followed each call: dissent of the caller and of the others before and after it, and steps aside within five years.

Windows are of 24 months on either side of the day of the call, cut to the months of membership that the record follows (see
`months`). Acts on the day itself, or dated so vaguely that they may be on either side, count on neither. Windows of one member's
calls overlap where it called again, so that one act may be counted after several. Not here: tests (`drivers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.dates import month_of, months_back
from foedus.questions.panel import Panel
from foedus.record import AsOf
from foedus.rows import Row
from foedus.whatif import covariates
from foedus.whatif.calls import Calls, Evidence, Flags, Texts
from foedus.whatif.facts import Facts, state_of
from foedus.whatif.months import GAP_MONTHS, LEAST_MONTHS, STEPPED_ASIDE, left

Ints = NDArray[np.int64]

WINDOW_MONTHS = 24
ASIDE_YEARS = 5
VERBAL = frozenset({"criticise", "threaten_leave"})
"""Dissent in words; the rest is refused, frozen or given up in deed."""


@dataclass(frozen=True, slots=True, eq=False)
class Aftermath:
    """One place a call. Counts are of recorded acts, times in months.

    `before`, `after`: dissenting acts of the caller; `deeds_...` those of them that are not words alone; `acts_...` all its
    recorded acts in the alliance but calls. `others_...`: dissenting acts of the other members without the hub, and their
    member-months.
    `is_aside`: the caller froze, gave notice or left within five years; `is_any_aside`: any member did; `is_told`: five years
    have passed or the membership ended before.
    """

    place: Ints
    callers: Texts
    alliances: Texts
    before: Ints
    after: Ints
    deeds_before: Ints
    deeds_after: Ints
    acts_before: Ints
    acts_after: Ints
    months_before: Ints
    months_after: Ints
    others_before: Ints
    others_after: Ints
    others_months_before: Ints
    others_months_after: Ints
    is_aside: Flags
    is_any_aside: Flags
    is_told: Flags
    evidence: Evidence

    def __len__(self) -> int:
        return len(self.place)

    def where(self, chosen: Flags) -> Aftermath:
        """The chosen calls."""
        ids = tuple(one for one, kept in zip(self.evidence, chosen.tolist(), strict=True) if kept)
        arrays = {one.name: getattr(self, one.name)[chosen] for one in fields(self) if one.name != "evidence"}
        return Aftermath(**arrays, evidence=ids)


@dataclass(frozen=True, slots=True)
class _World:
    """What the record tells of one alliance."""

    code: str
    hub: str | None
    stretches: list[tuple[int, int]]
    dissent: list[Row]
    asides: list[tuple[str, date]]


def aftermath(facts: Facts, view: AsOf, calls: Calls, months: int = WINDOW_MONTHS) -> Aftermath:
    """What followed each call by a member, the hub's own calls left out; `place` is the call's place among the calls."""
    worlds = {code: _world(facts, view, code) for code in sorted(set(calls.alliances.tolist()))}
    rows: list[Row] = []
    for at in range(len(calls)):
        code, caller, day = str(calls.alliances[at]), str(calls.callers[at]), calls.days[at].item()
        hub = worlds[code].hub
        if hub and state_of(hub, 2000) == state_of(caller, day.year):
            continue
        rows.append(
            {"place": at, "callers": caller, "alliances": code} | _of_call(facts, worlds[code], caller, day, months)
        )
    kinds: dict[str, type] = {
        "callers": np.str_,
        "alliances": np.str_,
        "is_aside": np.bool_,
        "is_any_aside": np.bool_,
        "is_told": np.bool_,
    }
    arrays: dict[str, NDArray[Any]] = {
        one.name: np.array([row[one.name] for row in rows], kinds.get(one.name, np.int64))
        for one in fields(Aftermath)
        if one.name != "evidence"
    }
    return Aftermath(**arrays, evidence=tuple(row["evidence"] for row in rows))


def _world(facts: Facts, view: AsOf, code: str) -> _World:
    events = facts.events.get(code, [])
    dated = [month_of(row["happened_from"]) for row in events if _is_dated(row) and row["happened_to"] <= facts.day]
    dissent = Panel(view, code).dissent
    asides = [
        (row["actor"], row["happened_from"])
        for row in dissent
        if row["alliance_act"] in STEPPED_ASIDE and row["modality"] == "actual"
    ]
    asides += [
        (spell.member, spell.out_on)
        for member in sorted({spell.member for spell in facts.spells.get(code, ())})
        for spell in left(facts, code, member)
        if spell.out_on
    ]
    stretches = covariates.runs(dated, GAP_MONTHS, LEAST_MONTHS)
    return _World(code, facts.hubs.get(code), stretches, [row for row in dissent if _is_dated(row)], asides)


def _is_dated(row: Row) -> bool:
    return month_of(row["happened_from"]) == month_of(row["happened_to"])


def _of_call(facts: Facts, world: _World, caller: str, day: date, months: int) -> Row:
    since, until = months_back(day, months), months_back(day, -months)
    own = [row for row in world.dissent if row["actor"] == caller]
    others = [row for row in world.dissent if row["actor"] not in (caller, world.hub)]
    deeds = [row for row in own if row["alliance_act"] not in VERBAL]
    acts = [
        row
        for row in facts.events.get(world.code, ())
        if row["actor"] == caller and row["alliance_act"] != "call" and row["modality"] != "disputed" and _is_dated(row)
    ]
    found: Row = {}
    for name, rows in (("", own), ("deeds_", deeds), ("acts_", acts), ("others_", others)):
        found[f"{name}before"] = sum(since <= row["happened_from"] and row["happened_to"] < day for row in rows)
        found[f"{name}after"] = sum(day < row["happened_from"] <= until for row in rows)
    month = month_of(day)
    spans = {"before": range(month - months, month), "after": range(month + 1, month + months + 1)}
    members = {spell.member for spell in facts.spells.get(world.code, ())} - {world.hub or ""}
    for name, span in spans.items():
        found[f"months_{name}"] = _followed(facts, world, {caller}, span)
        found[f"others_months_{name}"] = _followed(facts, world, members - {caller}, span)
    late = months_back(day, -12 * ASIDE_YEARS)
    within = [who for who, when in world.asides if day < when <= late]
    ended = max(
        (spell.last or 10**9 for spell in facts.spells.get(world.code, ()) if spell.member == caller), default=0
    )
    counted = [row["id"] for row in own if since <= row["happened_from"] <= until]
    return found | {
        "is_aside": caller in within,
        "is_any_aside": bool(within),
        "is_told": late <= facts.day or ended < month_of(facts.day),
        "evidence": tuple(counted),
    }


def _followed(facts: Facts, world: _World, members: set[str], span: Sequence[int]) -> int:
    """Months of membership of some states in a span that the record follows."""
    last = month_of(facts.day)
    kept = [month for month in span if month <= last and covariates.within(world.stretches, month)]
    return sum(
        spell.holds(month) for spell in facts.spells.get(world.code, ()) if spell.member in members for month in kept
    )
