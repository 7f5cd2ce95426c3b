"""How much each two members of an alliance would be on one side, from the record as of a day, traced to its rows.

`p = a + (1 - |a|) * b`, from -1 to 1, but `p = b * (1 - |a|)` where `a` is below 0 and all that was hostile were words:
words loosen what two have in common, and only deeds and threats set allies against each other. `a` is what they did to
each other of late; `b`, never below 0, is what they have in common; where acts are clear they decide.

- `a`: -1 where they fought in the recent window; else `(c - h) / (c + h + 1)` with `c` cooperative and `h` hostile acts of
  it (question 7). A member's dissent towards the alliance as a whole counts as an act towards the hub, where there is one.
- `b`: mean of votes and treaties, or treaties alone where one has no votes. Votes: `max(0, 1 - d / D)`, `d` the distance of
  their ideal points in the General Assembly in the last year known, `D` the mean distance of all pairs of states in it.
  Treaties: `k / (k + 1)`, `k` the alliances that both are in, this one included.

The weights are a choice of ours, fitted to nothing. Voting far apart is no hostility, so it takes nothing away.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from foedus.questions.friction import Pair, Tie, ties
from foedus.questions.panel import Panel, inside
from foedus.rows import Row

DEEDS = frozenset({"THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
"""Hostile PLOVER types that are more than words of reproach or refusal; threats among them."""


class Propensity(NamedTuple):
    """How much two members would be on one side, and why."""

    pair: Pair
    value: float
    """`p`, -1 to 1; above 0 they would be on one side."""
    acts: float | None
    """`a`, -1 to 1; None where the record holds no act between them in the window."""
    n_cooperative: int
    n_hostile: int
    n_clashes: int
    n_acts: int
    """Rows of acts and fighting; the first in `evidence`."""
    votes: float | None
    """0 to 1; None where one of them has no ideal point known by the day."""
    treaties: float
    """0 to 1."""
    shared: tuple[str, ...]
    """Codes of the alliances that both are in."""
    evidence: tuple[str, ...]
    """Ids of the rows that it rests on: acts and fighting first, then ideal points, then memberships."""


def propensities(panel: Panel, members: Sequence[str]) -> list[Propensity]:
    """Of each pair of these members, in alphabetical order, as of the panel's day."""
    between = ties(panel)
    for pair, more in _dissent(panel).items():
        between.setdefault(pair, []).extend(more)
    votes, treaties = _Votes(panel), _treaties(panel)
    return [_one(pair, between.get(pair, []), votes, treaties) for pair in combinations(sorted(members), 2)]


def _one(pair: Pair, acts: Sequence[Tie], votes: _Votes, treaties: dict[str, dict[str, Row]]) -> Propensity:
    n_clashes = sum(tie.is_clash for tie in acts)
    n_good = sum(tie.way > 0 for tie in acts)
    # An outbreak stands in the record as fighting and, where it was told as news, as an act: it is one thing.
    n_bad = sum(
        tie.way < 0 and not (tie.is_clash or (n_clashes and tie.row["alliance_act"] == "clash")) for tie in acts
    )
    a = -1.0 if n_clashes else (n_good - n_bad) / (n_good + n_bad + 1)
    is_deed = n_clashes > 0 or any(tie.way < 0 and tie.row["plover_type"] in DEEDS for tie in acts)
    mine, yours = (treaties.get(one, {}) for one in pair)
    shared = tuple(sorted(mine.keys() & yours.keys()))
    in_common = [len(shared) / (len(shared) + 1)]
    alike = votes.likeness(pair)
    if alike is not None:
        in_common.append(alike)
    rows = [tie.row for tie in acts] + votes.rows(pair)
    rows += [spells[code] for code in shared for spells in (mine, yours)]
    return Propensity(
        pair=pair,
        value=(a if a > 0 or is_deed else 0.0) + (1 - abs(a)) * sum(in_common) / len(in_common),
        acts=a if acts else None,
        n_cooperative=n_good,
        n_hostile=n_bad,
        n_clashes=n_clashes,
        n_acts=len({tie.row["id"] for tie in acts}),
        votes=alike,
        treaties=in_common[0],
        shared=shared,
        evidence=tuple(dict.fromkeys(row["id"] for row in rows)),
    )


def _dissent(panel: Panel) -> dict[Pair, list[Tie]]:
    """Dissent of the recent window towards the alliance as a whole, as acts towards the hub."""
    found: dict[Pair, list[Tie]] = {}
    hub = panel.hub
    if hub is None or hub not in panel.members:
        return found
    for row in inside(panel.dissent, panel.recent):
        actor = row["actor"]
        if row["recipient"] == panel.alliance and actor != hub and actor in panel.members:
            found.setdefault((min(actor, hub), max(actor, hub)), []).append(Tie(-1, row))
    return found


def _treaties(panel: Panel) -> dict[str, dict[str, Row]]:
    """For each member its spell in this alliance and in every other that lasts on the day, by the alliance's code."""
    found = {member: {panel.alliance: panel.spell_of(member)} for member in panel.members}
    for row in panel.memberships_elsewhere:
        found[row["member"]][row["alliance"]] = row
    return found


POINTS = """
SELECT * FROM indicator WHERE name = 'ideal_point'
AND known_on = (SELECT max(known_on) FROM indicator WHERE name = 'ideal_point')
ORDER BY subject, year, id
"""


class _Votes:
    """Ideal points of the last year of the last vintage known by the day."""

    def __init__(self, panel: Panel) -> None:
        known = panel.query(POINTS)
        last = max((row["year"] for row in known), default=None)
        # What was published long ago says nothing of a later day.
        is_late = last is None or panel.day.year - last > STALE_YEARS
        self._rows = {} if is_late else {row["subject"]: row for row in known if row["year"] == last}
        self._mean = _mean_distance([row["value"] for row in self._rows.values()])

    def rows(self, pair: Pair) -> list[Row]:
        """The ideal points of both, or nothing where one has none."""
        found = [self._rows[one] for one in pair if one in self._rows]
        return found if len(found) == 2 and self._mean else []

    def likeness(self, pair: Pair) -> float | None:
        """0 to 1, or None where one of them has no ideal point."""
        found = self.rows(pair)
        return max(0.0, 1 - abs(found[0]["value"] - found[1]["value"]) / self._mean) if found else None


STALE_YEARS = 3
"""Votes of an earlier year than this many before the day are not used."""


def _mean_distance(values: Sequence[float]) -> float:
    """Mean of |x - y| over all pairs; 0 for fewer than two."""
    n = len(values)
    # In order, the i-th of n stands above i others and below n - 1 - i.
    total = sum((2 * i - n + 1) * value for i, value in enumerate(sorted(values)))
    return total / (n * (n - 1) / 2) if n > 1 else 0.0
