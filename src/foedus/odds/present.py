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
from foedus.odds.signals import APART, DEMOCRACY, POINT, Signals
from foedus.questions.panel import DAYS_PER_YEAR, TREATIES, YEARLY, Panel
from foedus.rows import Row

OLDEST_VOTES = 3
"""Ideal points of a vintage older than so many years say nothing of today."""

ACTS = {"notice": "give_notice", "freeze": "freeze"}
"""Outcomes that only the record's events tell, and the act that each is."""

SIGNS = ("threaten_leave", "freeze", "stop_paying", "give_notice", "refuse_attend", "refuse_host", "refuse_sign")
"""Acts that may come before an exit and that the record watches for."""

AFTER = timedelta(days=BACK_YEARS * DAYS_PER_YEAR)

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

    def _who(self, code: str, year: int) -> str:
        """The record's own list of states: quicker to read than the whole gazetteer."""
        return self.panel.numbers.get(code, code)

    @cached_property
    def spells(self) -> dict[str, list[Spell]]:
        """Spells of the named alliances: those that ATOP knows by number only repeat them."""
        named = (row for row in self.panel.every_spell if not row["method"].startswith(TREATIES))
        return spells((row for row in named if row["happened_to"] <= self.panel.day), self._who)

    @cached_property
    def promises(self) -> dict[str, set[str]]:
        """Kinds of obligation by alliance."""
        found: dict[str, set[str]] = {}
        for row in self.panel.every_obligation:
            found.setdefault(row["alliance"], set()).add(row["obligation_kind"])
        return found

    @cached_property
    def signals(self) -> Signals:
        """The last vintage of ideal points, democracy, and the fighting of five years, of the members."""
        values = [row for row in self.panel.indicators if row["name"] in (POINT, APART, DEMOCRACY)]
        yearly = [row for row in self.panel.fighting if row["method"].startswith(YEARLY)]
        rows = [*(("indicator", row) for row in values), *(("conflict", row) for row in yearly)]
        made = Signals.from_rows(rows, self._who)
        last = self._wars_to(yearly)
        if last:
            made.covers_wars(last - BACK_YEARS + 1, last)
        hub = hub_of((spell.actor for spell in self._now), self.day.year - 1)
        if hub and made.points and not any(partner == hub for _, _, partner in made.backgrounds):
            # Distances of all states ship for the hubs of the record alone: for others they are taken from all states' points.
            known = "known_on = (SELECT max(known_on) FROM indicator WHERE name = $name)"
            every = self.panel.query(f"SELECT * FROM indicator WHERE name = $name AND {known}", {"name": POINT})
            made = Signals.from_rows([*rows, *(("indicator", row) for row in every)], self._who)
            made.covers_wars(last - BACK_YEARS + 1, last)
        return made

    @cached_property
    def _now(self) -> list[Spell]:
        """Spells of the alliance that hold on the day."""
        return [spell for spell in self.spells.get(self.panel.alliance, ()) if spell.holds(self.panel.day)]

    def _wars_to(self, yearly: list[Row]) -> int:
        """The last year that UCDP's conflict-years cover; 0 where the record holds none."""
        if yearly:
            return int(yearly[-1]["wars_to"])
        last = "SELECT max(left(began_on, 4)) AS year FROM conflict WHERE starts_with(method, $yearly)"
        return int(self.panel.query(last, {"yearly": YEARLY})[0]["year"] or 0)

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
        return self._years.get(alliance, 0.0)

    @cached_property
    def _years(self) -> dict[str, float]:
        days = {
            name: sum((min(one.out_on or self.day, self.day) - one.first).days for one in own)
            for name, own in self.spells.items()
        }
        return {name: max(n, 0) / DAYS_PER_YEAR for name, n in days.items()}

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
        found: dict[str, list[Row]] = {one: [] for one in SIGNS}
        for row in self.panel.acts:
            is_done = row["modality"] == "actual" and row["happened_to"] <= self.panel.day
            if row["alliance_act"] in found and is_done and self._was_member(row):
                found[row["alliance_act"]].append(row)
        return found

    def _was_member(self, row: Row) -> bool:
        own = self.spells.get(row["alliance"], ())
        return any(one.member == row["actor"] and one.holds(row["happened_from"] - timedelta(days=1)) for one in own)

    def rate(self, outcome: str, alliances: list[str]) -> Rate:
        """Notices or freezes in some alliances: each member once a year, over their member-years."""
        counted = self._counted[outcome]
        return Rate(sum(counted[name] for name in alliances), sum(self.years(name) for name in alliances))

    @cached_property
    def _counted(self) -> dict[str, Counter[str]]:
        """Notices and freezes by alliance."""
        found = {}
        for outcome, act in ACTS.items():
            acts = {(row["alliance"], row["actor"], row["happened_from"].year) for row in self.acts[act]}
            found[outcome] = Counter(alliance for alliance, _, _ in acts)
        return found

    def followed(self, act: str) -> tuple[int, int]:
        """Members that did an act, of those whose five years are over or who left, and how many of them left in five years."""
        first: dict[tuple[str, str], date] = {}
        for row in self.acts[act]:
            if row["alliance"] in self.multilateral:
                first.setdefault((row["alliance"], row["actor"]), row["happened_from"])
        seen = left = 0
        for (alliance, member), began in first.items():
            out = [day for spell, day in self.exits[alliance] if spell.member == member and day >= began]
            gone = bool(out) and min(out) - began <= AFTER
            if gone or self.panel.day - began > AFTER:
                seen, left = seen + 1, left + gone
        return seen, left

    def recent(self, act: str) -> list[Row]:
        """Rows of an act in the alliance in the last five years, oldest first."""
        own = [row for row in self.acts[act] if row["alliance"] == self.panel.alliance]
        return [row for row in own if self.panel.day - row["happened_to"] <= AFTER]

    def unanswered(self) -> tuple[Rate, Rate]:
        """Calls without help among those of the alliance, and among all of the record."""
        helped = {row["call_id"] for row in self.panel.answers if row["answer_class"] in HELP}
        counted = Counter(
            (row["alliance"] == self.panel.alliance, row["id"] in helped)
            for row in self.panel.every_call
            if row["happened_to"] <= self.panel.day
        )
        own, rest = ((counted[is_own, False], counted[is_own, True]) for is_own in (True, False))
        return Rate(own[0], sum(own)), Rate(own[0] + rest[0], sum(own) + sum(rest))
