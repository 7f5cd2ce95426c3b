"""Yearly values of states that may foretell an exit, looked up as of a year: votes, ideal points, democracy, wars.

Each look-up names the last year it may see, so that a later value cannot move it. Ideal points have a vintage: the fit to the
votes up to that year, and no other, is asked. Not here: which value goes into which covariate (`covariates`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from foedus.odds.outcomes import Who
from foedus.rows import Row
from foedus.states.actors import actor

POINT, S, DEMOCRACY = "ideal_point", "vote_s", "electoral_democracy"
APART = "ideal_point_distance"
EVERYONE = "UN members"


HELPED = " sent troops in support"
"""How the note of a conflict-year of UCDP ends where a side of it only helped."""


class Signals:
    """Values by actor (COW number) and year; look-ups give None where the data hold nothing."""

    def __init__(self, who: Who = actor) -> None:
        self._who = who
        self.points: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        """Ideal points by (vintage, session), then actor."""
        self.s: dict[int, dict[tuple[str, str], float]] = defaultdict(dict)
        """S by year, then (actor, partner)."""
        self.democracy: dict[tuple[str, int], float] = {}
        self.wars: dict[int, set[tuple[str, str]]] = defaultdict(set)
        """Pairs of states that fought each other, by year, both ways round."""
        self.rebels: dict[int, set[str]] = defaultdict(set)
        """States that fought a group inside or outside their territory, by year."""
        self.backgrounds: dict[tuple[int, int, str], float | None] = {}
        """Median distance of all states from a hub, by vintage, session and hub: given, or found once from the points."""

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[str, Row]], who: Who = actor) -> Signals:
        """Read `(table, row)` pairs of `indicator` and `conflict`; others are passed over."""
        made = cls(who)
        for table, row in rows:
            if table == "indicator":
                made._take(row)
            elif table == "conflict":
                made._fought(row)
        return made

    def _take(self, row: Row) -> None:
        name, year, value = row["name"], row["year"], row["value"]
        if name == POINT:
            vintage = row["known_on"].year - 1
            self.points[vintage, year][self._who(row["subject"], vintage)] = value
        elif name == APART and row["subject"] == EVERYONE:
            vintage = row["known_on"].year - 1
            self.backgrounds[vintage, year, self._who(row["partner"], vintage)] = value
        elif name == S and row.get("partner"):
            self.s[year][self._name(row["subject"], year), self._name(row["partner"], year)] = value
        elif name == DEMOCRACY:
            self.democracy[self._who(row["subject"], year), year] = value

    def _name(self, code: str, year: int) -> str:
        return EVERYONE if code == EVERYONE else self._who(code, year)

    def _fought(self, row: Row) -> None:
        year = int(row["began_on"][:4])
        a, b = row["side_a"], row["side_b"]
        if len(a) == 3 and len(b) == 3:
            one, other = self._who(a, year), self._who(b, year)
            self.wars[year] |= {(one, other), (other, one)}
        elif len(a) == 3 and a not in _helpers(row):
            self.rebels[year].add(self._who(a, year))

    def distance(self, vintage: int, session: int, state: str, hub: str | None, others: Iterable[str]) -> float | None:
        """Distance of a state's ideal point from the hub's, or from the mean of the others where there is no hub."""
        at = self.points.get((vintage, session), {})
        there = [at[one] for one in ([hub] if hub else others) if one in at and one != state]
        return abs(at[state] - sum(there) / len(there)) if state in at and there else None

    def background(self, vintage: int, session: int, hub: str) -> float | None:
        """The median distance of all other states from a hub."""
        key = (vintage, session, hub)
        if key not in self.backgrounds:
            at = self.points.get((vintage, session), {})
            apart = [abs(value - at[hub]) for one, value in at.items() if one != hub] if hub in at else []
            self.backgrounds[key] = median(apart) if apart else None
        return self.backgrounds[key]

    def covers_wars(self, first: int, last: int) -> None:
        """Say that the conflicts of these years are known, so that none is none and not unknown."""
        for year in range(first, last + 1):
            self.wars[year].update()

    def similarity(self, year: int, state: str, hub: str | None, others: Iterable[str]) -> float | None:
        """S of a state with the hub in a year, or its mean with the others where there is no hub."""
        at = self.s.get(year, {})
        values = [at[state, one] for one in ([hub] if hub else others) if (state, one) in at]
        return sum(values) / len(values) if values else None

    def fights(self, state: str, others: Iterable[str], first: int, last: int) -> int:
        """How many of the years held fighting between a state and any of the others."""
        against = {(state, other) for other in others}
        return sum(not against.isdisjoint(self.wars.get(year, ())) for year in range(first, last + 1))

    def at_war(self, state: str, first: int, last: int) -> int:
        """How many of the years held fighting between the state and another state."""
        return sum(any(one == state for one, _ in self.wars.get(year, ())) for year in range(first, last + 1))

    def in_civil_war(self, state: str, first: int, last: int) -> int:
        """How many of the years held fighting between the state and a group that is no state."""
        return sum(state in self.rebels.get(year, ()) for year in range(first, last + 1))


def _helpers(row: Row) -> list[str]:
    """States that a conflict-year of UCDP counts only because they sent troops to help: the war is not in their country."""
    return (row.get("note") or "").rpartition("; ")[2].removesuffix(HELPED).split(" and ") if is_helped(row) else []


def is_helped(row: Row) -> bool:
    """Whether the row says that one of its sides only sent troops."""
    return str(row.get("note") or "").endswith(HELPED)
