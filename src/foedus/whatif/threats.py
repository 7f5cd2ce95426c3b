"""When members were attacked: dated fighting with states or groups that were no members then, counted by month.

From the record's own fighting and clashes, from the first year of each of UCDP's conflicts (those in which the state only sent
troops to help another are no attack on it), and from calls for help against an outside threat. Two rows of one month are one
arrival, and so is a conflict-year dated to the year beside a row of that year. Who began is not told by the data: these are
fights, not aggressions. Not here: fighting between members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from foedus.dates import month_of
from foedus.whatif.calls import Calls, Evidence, Flags, Floats, Texts
from foedus.whatif.facts import Facts, Spell, named_states, state_of
from foedus.whatif.months import Ints

FIRST_YEAR = 1946
"""UCDP begins here: earlier years are not covered."""

UNKNOWN = -1


class Arrival(NamedTuple):
    """One threat to one member: `month` is -1 where only the year is known, `by` is `state` or `group`."""

    alliance: str
    member: str
    year: int
    month: int
    by: str
    id: str


@dataclass(frozen=True, slots=True, eq=False)
class Threats:
    """One place a member of an alliance: how many arrivals in how many years of membership that the data cover.

    `n_state` counts those in which a state was on the other side. `years` ends with the last year of UCDP known by the day, with
    the day itself where none was known yet. `arrivals` are the arrivals themselves, in order of time.
    """

    alliances: Texts
    members: Texts
    is_hub: Flags
    n: Ints
    n_state: Ints
    years: Floats
    evidence: Evidence
    arrivals: tuple[Arrival, ...]

    def __len__(self) -> int:
        return len(self.n)


def threats(facts: Facts, calls: Calls, alliances: Sequence[str] | None = None) -> Threats:
    """Threats to every member, hubs too, of some alliances or of all."""
    wanted = [code for code in facts.spells if alliances is None or code in alliances]
    # Before the first release of UCDP's conflict-years the record's own fighting and calls are all that was known. They count
    # over all years to the day: else every threat would seem to bring a call, and calls to come ten times as often as they do.
    last = max((fight.year for fight in facts.fights if fight.number), default=facts.day.year)
    onsets = _onsets(facts)
    rows, arrivals = [], []
    for code in sorted(wanted):
        spells = facts.spells[code]
        for member in sorted({spell.member for spell in spells}):
            own = [spell for spell in spells if spell.member == member]
            found = _once([*_fought(facts, onsets, code, member, own), *_called(calls, code, member)], last)
            arrivals += found
            rows.append((code, member, _exposure(facts, own, last), found))
    arrivals.sort(key=lambda one: (one.year, one.month, one.alliance, one.member))
    return Threats(
        np.array([row[0] for row in rows], np.str_),
        np.array([row[1] for row in rows], np.str_),
        np.array([facts.hubs.get(row[0]) == row[1] for row in rows], np.bool_),
        np.array([len(row[3]) for row in rows], np.int64),
        np.array([sum(one.by == "state" for one in row[3]) for row in rows], np.int64),
        np.array([row[2] for row in rows], np.float64),
        tuple(tuple(one.id for one in row[3]) for row in rows),
        tuple(arrivals),
    )


class _Onset(NamedTuple):
    year: int
    month: int
    sides: tuple[str, str]
    helpers: tuple[str, ...]
    id: str


def _onsets(facts: Facts) -> dict[str, list[_Onset]]:
    """Beginnings of fighting by side: every dated row, and of conflict-years those without one of the year before."""
    years = {(one.number, one.sides, one.year) for one in facts.fights if one.number}
    found: dict[str, list[_Onset]] = {}
    for one in facts.fights:
        if one.number and (one.number, one.sides, one.year - 1) in years and not one.is_onset:
            continue
        onset = _Onset(one.year, UNKNOWN if one.month is None else one.month, one.sides, one.helpers, one.id)
        for side in one.sides:
            found.setdefault(side, []).append(onset)
    for events in facts.events.values():
        for row in events:
            month = month_of(row["happened_from"])
            if row["alliance_act"] != "clash" or row["modality"] == "disputed" or month != month_of(row["happened_to"]):
                continue
            for side in (row["actor"], row["recipient"]):
                pair = (row["actor"], row["recipient"])
                found.setdefault(side, []).append(_Onset(month // 12, month, pair, (), row["id"]))
    return found


def _fought(
    facts: Facts, onsets: dict[str, list[_Onset]], code: str, member: str, own: Sequence[Spell]
) -> list[Arrival]:
    """Fighting of a member while it certainly was one, with a side that was none."""
    found = []
    for onset in onsets.get(member, ()):
        month = onset.month if onset.month != UNKNOWN else onset.year * 12 + 6
        other = onset.sides[0] if onset.sides[1] == member else onset.sides[1]
        if member in onset.helpers or not any(spell.holds(month) for spell in own):
            continue
        inside = {state_of(spell.member, onset.year) for spell in facts.spells[code] if spell.holds(month)}
        if other == code or state_of(other, onset.year) in inside:
            continue
        by = "state" if len(other) == 3 and other.isupper() and other not in onset.helpers else "group"
        found.append(Arrival(code, member, onset.year, onset.month, by, onset.id))
    return found


def _called(calls: Calls, code: str, member: str) -> list[Arrival]:
    chosen = (calls.alliances == code) & (calls.callers == member) & (calls.kinds == "outside")
    found = []
    for at in np.flatnonzero(chosen).tolist():
        month, day = int(calls.months[at]), calls.days[at].item()
        by = "state" if named_states(str(calls.adversaries[at]), day) else "group"
        found.append(Arrival(code, member, month // 12, month, by, calls.evidence[at][0]))
    return found


def _once(found: Sequence[Arrival], last: int) -> list[Arrival]:
    """One arrival a month, that by a state where there are several; one dated to the year only where no other of it is."""
    best: dict[tuple[int, int], Arrival] = {}
    for one in sorted(found, key=lambda it: (it.by != "state", it.id)):
        best.setdefault((one.year, one.month), one)
    dated = {year for year, month in best if month != UNKNOWN}
    kept = [one for (year, month), one in best.items() if month != UNKNOWN or year not in dated]
    return sorted((one for one in kept if FIRST_YEAR <= one.year <= last), key=lambda it: (it.year, it.month))


def _exposure(facts: Facts, own: Sequence[Spell], last: int) -> float:
    """Years of membership from 1946 to the last year that the conflict-years cover."""
    first, end = FIRST_YEAR * 12, min(last * 12 + 11, month_of(facts.day))
    months = sum(
        max(0, min(end, end if spell.last is None else spell.last) - max(first, spell.first + 1) + 1) for spell in own
    )
    return months / 12
