"""What a record holds, as of a day, of everything that odds are made from: memberships, promises, values, acts, calls.

Reads through the as-of view alone. Not here: the odds (`predict`).
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from foedus.odds.covariates import BACK_YEARS, FEW, Cut, Facts, hub_of, of_alliance
from foedus.odds.outcomes import Spell, exit_day, spells
from foedus.odds.signals import DEMOCRACY, POINT, Signals
from foedus.questions.panel import DAYS_PER_YEAR, TREATIES, YEARLY, Panel
from foedus.rows import Row

OLDEST_VOTES = 3
"""Ideal points of a vintage older than so many years say nothing of today."""

ACTS = {"notice": "give_notice", "freeze": "freeze"}
"""Outcomes that only the record's events tell, and the act that each is."""

SIGNS = ("threaten_leave", "freeze", "stop_paying", "give_notice", "refuse_attend", "refuse_host", "refuse_sign")
"""Acts that may come before an exit and that the record watches for."""

HELP = frozenset({"force", "mission", "material"})

MILITARY_ONLY = frozenset(
    {
        "CSTO",
        "RIO",
        "ANZUS",
        "CENTO",
        "US-KOREA",
        "US-PHILIPPINES",
        "AUKUS",
        "FPDA",
        "SUN-DPRK",
        "RUSSIA-DPRK",
        "CHINA-DPRK",
    }
)
"""Embedded alliances whose treaty promises no co-operation outside military matters; for the larger ones as ATOP codes it."""


class Rate(NamedTuple):
    """Events in so many member-years."""

    events: int
    years: float


class Present:
    """An alliance as of a day, beside all others of the record."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.day = panel.day + timedelta(days=1)
        """A forecast is made at the end of the as-of day."""
        self._kinds: dict[str, int] = {}

    @cached_property
    def _numbers(self) -> dict[str, str]:
        """COW numbers by code: the record's own list of states, which is quicker to read than the whole gazetteer."""
        rows = self.panel.view.query("SELECT code, max(cow) AS cow FROM actor WHERE cow IS NOT NULL GROUP BY code")
        return {row["code"]: str(row["cow"]) for row in rows}

    def _who(self, code: str, year: int) -> str:
        return self._numbers.get(code, code)

    @cached_property
    def spells(self) -> dict[str, list[Spell]]:
        """Spells of the named alliances: those that ATOP knows by number only repeat them."""
        rows = self.panel.view.query("SELECT * FROM membership ORDER BY alliance, member, spell, id")
        named = (row for row in rows if not row["method"].startswith(TREATIES))
        return spells((row for row in named if row["happened_to"] <= self.panel.day), self._who)

    @cached_property
    def promises(self) -> dict[str, set[str]]:
        """Kinds of obligation by alliance."""
        rows = self.panel.view.query("SELECT DISTINCT alliance, obligation_kind AS kind FROM obligation")
        found: dict[str, set[str]] = {}
        for row in rows:
            found.setdefault(row["alliance"], set()).add(row["kind"])
        return found

    @cached_property
    def signals(self) -> Signals:
        """The last vintage of ideal points, democracy, and the fighting of five years."""
        yearly = [row for row in self.panel.fighting if row["method"].startswith(YEARLY)]
        first = max((int(row["began_on"][:4]) for row in yearly), default=0) - BACK_YEARS
        recent = [("conflict", row) for row in yearly if int(row["began_on"][:4]) > first]
        values = [("indicator", row) for row in self.panel.values if row["name"] in (POINT, DEMOCRACY)]
        points = max((row["known_on"] for _, row in values if row["name"] == POINT), default=None)
        last = [one for one in values if one[1]["name"] != POINT or one[1]["known_on"] == points]
        return Signals.from_rows([*last, *recent], self._who)

    @cached_property
    def cut(self) -> Cut:
        """The last year of each kind of value that is known; votes of long ago are not carried on."""
        votes = max((vintage for vintage, _ in self.signals.points), default=0)
        democracy = max((year for _, year in self.signals.democracy), default=0)
        return Cut(
            votes if votes > self.panel.day.year - OLDEST_VOTES - 1 else 0, democracy, max(self.signals.wars, default=0)
        )

    @cached_property
    def facts(self) -> Facts:
        """The same facts that a panel is made from."""
        since = {name: min(spell.first for spell in own).year for name, own in self.spells.items()}
        provisions = {
            name: {
                "defense": {year: float("defence" in self.promises.get(name, ()))},
                "offense": {year: 0.0},
                "nomicoop": {year: float(name not in MILITARY_ONLY)},
                "organ1": {year: float("institution" in self.promises.get(name, ()))},
            }
            for name, year in since.items()
        }
        return Facts(self.spells, provisions, self.signals)

    @cached_property
    def members(self) -> list[tuple[Spell, dict[str, float | None]]]:
        """Members on the day with their covariates by name."""
        return of_alliance(self.facts, self.panel.alliance, self.day, self.cut)

    def kind(self, alliance: str) -> int:
        """The place of an alliance in `CLASSES`."""
        if alliance not in self._kinds:
            self._kinds[alliance] = self._kind(alliance)
        return self._kinds[alliance]

    def _kind(self, alliance: str) -> int:
        members = self.facts.members(alliance, self.day) or self.spells.get(alliance, [])
        actors = {spell.actor for spell in members}
        is_large, hub = len(actors) > FEW, hub_of(actors, self.day.year - 1)
        return 4 * is_large + 2 * (hub is None) + ("defence" not in self.promises.get(alliance, ()))

    def years(self, alliance: str) -> float:
        """Member-years of an alliance up to the day."""
        days = sum((min(one.out_on or self.day, self.day) - one.first).days for one in self.spells.get(alliance, ()))
        return max(days, 0) / DAYS_PER_YEAR

    @cached_property
    def multilateral(self) -> list[str]:
        """Named alliances that ever had three members."""
        return [name for name, own in self.spells.items() if len({spell.member for spell in own}) >= 3]

    @cached_property
    def exits(self) -> dict[str, list[tuple[Spell, date]]]:
        """Exits by alliance up to the day."""
        return {
            name: [(spell, out) for spell in own if (out := exit_day(spell, own)) and out <= self.day]
            for name, own in self.spells.items()
        }

    @cached_property
    def acts(self) -> dict[str, list[Row]]:
        """Acts of members, by kind of act, that happened by the day: what odds count."""
        wanted = ", ".join(f"'{one}'" for one in SIGNS)
        rows = self.panel.view.query(
            f"SELECT * FROM event WHERE alliance_act IN ({wanted}) AND modality = 'actual' ORDER BY happened_to, id"
        )
        found: dict[str, list[Row]] = {one: [] for one in SIGNS}
        for row in rows:
            if row["happened_to"] <= self.panel.day and self._was_member(row):
                found[row["alliance_act"]].append(row)
        return found

    def _was_member(self, row: Row) -> bool:
        own = self.spells.get(row["alliance"], ())
        return any(one.member == row["actor"] and one.holds(row["happened_from"] - timedelta(days=1)) for one in own)

    def rate(self, outcome: str, alliances: list[str]) -> Rate:
        """Notices or freezes in some alliances: each member once a year, over their member-years."""
        acts = {
            (row["alliance"], row["actor"], row["happened_from"].year)
            for row in self.acts[ACTS[outcome]]
            if row["alliance"] in alliances
        }
        return Rate(len(acts), sum(self.years(name) for name in alliances))

    def unanswered(self) -> tuple[Rate, Rate]:
        """Calls without help among those of the alliance, and among all of the record."""
        calls = self.panel.view.query("SELECT id, alliance, happened_to FROM call")
        helped = {
            row["call_id"]
            for row in self.panel.view.query("SELECT call_id, answer_class FROM answer")
            if row["answer_class"] in HELP
        }
        counted = Counter((row["alliance"] == self.panel.alliance, row["id"] in helped) for row in calls)
        own, rest = ((counted[is_own, False], counted[is_own, True]) for is_own in (True, False))
        return Rate(own[0], sum(own)), Rate(own[0] + rest[0], sum(own) + sum(rest))
