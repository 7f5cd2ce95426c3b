"""What may happen to a membership and to an alliance, kept apart: exit, notice, freeze; a member lost, an end by break.

Spells come from rows of `membership`, of ATOP or of a record. Spells of one state in one alliance that run beside each other
are one. Not here: what may foretell an outcome (`covariates`), and the count of who was at risk (`panel`).

`exit` is a membership that ends by the member's own choice while others stay: withdrawal, suspension at own request, or a term
that the member let run out while others went on (Azerbaijan, Georgia and Uzbekistan in 1999). ATOP does not tell withdrawal
from suspension or expulsion (Cuba in 1962, Syria in 2011, both counted). A dissolution, a succession and the end of a state
are no exits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from foedus.dates import PartialDate
from foedus.rows import Row, row_id
from foedus.states.actors import actor

OWN_CHOICE = frozenset({"withdrawal", "suspension-at-own-request"})

OUTCOMES = {
    "exit": "membership ends by the member's own choice while others stay",
    "notice": "formal announcement of leaving, or of suspended membership",
    "freeze": "the member stops taking part while its membership stays in law",
}
"""Outcomes of a member, never mixed."""

OF_ALLIANCES = {
    "lost a member": "at least one member exits while others stay",
    "end by break": "the treaty ends for all before its term by an act of members (ATOP, `term` 2)",
    "hollow": "a call for help under the treaty gets no help, or is refused",
}
"""Outcomes of an alliance."""

BROKEN = "ATOP codes the end: term 2,"
"""How the note of a spell begins whose alliance ended before its term: the Warsaw Pact in 1991, CENTO in 1979."""


class Spell(NamedTuple):
    """One unbroken membership; `out_on` is the first day out, None while it lasts; `how` is its end mode."""

    alliance: str
    member: str
    actor: str
    first: date
    out_on: date | None
    how: str | None
    is_broken: bool = False

    def holds(self, day: date) -> bool:
        """Whether the state is a member at the end of a day."""
        return self.first <= day and (self.out_on is None or self.out_on > day)


def standing(rows: Iterable[tuple[str, Row]]) -> list[Row]:
    """Membership rows that no later row supersedes, from `(table, row)` pairs as a reader makes them."""
    superseded, found = set(), []
    for table, row in rows:
        if table == "link" and row["relation"] == "supersedes":
            superseded.add(row["to_id"])
        elif table == "membership":
            found.append(row)
    return [row for row in found if (row.get("id") or row_id("me", row)) not in superseded]


Who = Callable[[str, int], str]
"""One name for a state through all its codes, from a code and a year: `foedus.states.actors.actor`, or one that knows fewer."""


def spells(rows: Iterable[Row], who: Who = actor) -> dict[str, list[Spell]]:
    """Spells by alliance, in order of their first day; rows of one state that touch or overlap are one spell."""
    by_member: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for row in rows:
        spell = _spell(row, who)
        by_member[spell.alliance, spell.member].append(spell)
    found: dict[str, list[Spell]] = defaultdict(list)
    for (alliance, _), own in sorted(by_member.items()):
        found[alliance].extend(_joined(own))
    return {name: sorted(own, key=lambda one: (one.first, one.member)) for name, own in found.items()}


def _spell(row: Row, who: Who) -> Spell:
    first, end = PartialDate.parse(row["from_on"]).first, row.get("to_on")
    out_on = None
    if end:
        last = PartialDate.parse(end)
        # A day is the last day in; of a month or year that is all we know, its last day is taken as the first day out.
        out_on = max(last.last + timedelta(days=1) if last.basis == "day" else last.last, first)
    is_broken = (row.get("note") or "").startswith(BROKEN)
    member = row["member"]
    return Spell(row["alliance"], member, who(member, first.year), first, out_on, row.get("end_mode"), is_broken)


def _joined(own: Sequence[Spell]) -> list[Spell]:
    joined: list[Spell] = []
    for spell in sorted(own, key=lambda one: (one.first, one.out_on or date.max)):
        before = joined[-1] if joined else None
        if before and (before.out_on is None or spell.first <= before.out_on):
            later = max(before, spell, key=lambda one: one.out_on or date.max)
            joined[-1] = later._replace(first=before.first, actor=before.actor)
        else:
            joined.append(spell)
    return joined


def exit_day(spell: Spell, beside: Sequence[Spell]) -> date | None:
    """The first day out where the spell ended by own choice, given all spells of the alliance; None otherwise."""
    if spell.out_on is None:
        return None
    out_on = spell.out_on
    if spell.how in OWN_CHOICE:
        return out_on
    stays = spell.how == "lapse" and any(other.member != spell.member and other.holds(out_on) for other in beside)
    return out_on if stays and len({other.member for other in beside}) > 2 else None


def broken_on(beside: Sequence[Spell]) -> date | None:
    """The day on which an alliance ended by break: its last members went out together, and ATOP codes an end before the
    term."""
    if any(spell.out_on is None for spell in beside):
        return None
    last = max(spell.out_on for spell in beside if spell.out_on)
    ends = [spell for spell in beside if spell.out_on == last]
    return last if any(spell.is_broken and spell.how == "dissolution" for spell in ends) else None


def exits(by_alliance: Mapping[str, Sequence[Spell]]) -> list[tuple[Spell, date]]:
    """Every exit with its first day out, oldest first."""
    found = [(spell, out) for own in by_alliance.values() for spell in own if (out := exit_day(spell, own))]
    return sorted(found, key=lambda pair: (pair[1], pair[0].alliance, pair[0].member))
