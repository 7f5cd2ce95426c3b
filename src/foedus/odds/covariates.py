"""What may foretell an exit, as it could be known on a forecast date; each covariate once, with unit, source and clock.

Treaty facts are public the day after they happen. Votes and ideal points are those of the last whole year, from the vintage of
that year; V-Dem's and UCDP's values end a year earlier, as both come out in the year after. A value that the data do not hold
is None, never nought: the model puts its mean there and widens the range. Not here: outcomes, and models.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import log, log1p
from typing import NamedTuple

from foedus.odds.outcomes import Spell, exits
from foedus.odds.signals import EVERYONE, Signals
from foedus.rows import Row

BACK_YEARS = 5
DAYS_PER_YEAR = 365.2425


class Covariate(NamedTuple):
    """A covariate: its name in code, in words, its unit, where it comes from and what a high value means."""

    name: str
    words: str
    unit: str
    source: str
    reading: str


TREATY, UN, VDEM, UCDP = "ATOP or the record", "UN roll calls", "V-Dem", "UCDP/PRIO"

COVARIATES = (
    Covariate("drift", "ideal point moved from the hub", "sd of positions, 5 years", UN, "away, beyond all states"),
    Covariate("s_drift", "votes moved from the hub", "S, 5 years", UN, "away, beyond all states"),
    Covariate("apart", "ideal point apart from the hub", "sd of positions", UN, "far, beyond all states"),
    Covariate("autocracy", "autocracy", "1 - electoral democracy", VDEM, "autocratic"),
    Covariate("regime_change", "change of regime", "index points, 5 years", VDEM, "large change either way"),
    Covariate("regime_gap", "regime apart from the allies", "index points", VDEM, "unlike the other members"),
    Covariate("members", "number of members", "log", TREATY, "many members"),
    Covariate("led", "a major power among the members", "0 or 1", TREATY, "led by one"),
    Covariate("is_hub", "the member is the hub", "0 or 1", TREATY, "the hub itself"),
    Covariate("age", "age of the alliance", "log years + 1", TREATY, "old alliance"),
    Covariate("tenure", "years as a member", "log years + 1", TREATY, "long a member"),
    Covariate("war_inside", "fighting with another member", "years of the last 5", UCDP, "fought an ally"),
    Covariate("war", "fighting with any state", "years of the last 5", UCDP, "at war"),
    Covariate("civil_war", "fighting inside the state", "years of the last 5", UCDP, "rebellion"),
    Covariate("others_left", "other members left", "log count + 1, 5 years", TREATY, "others left lately"),
    Covariate("left_elsewhere", "the member left another alliance", "0 or 1, 5 years", TREATY, "left lately"),
    Covariate("outside", "defence pacts beside this one", "log count + 1", TREATY, "many other ties"),
    Covariate("overlap", "other pacts with the hub", "log count + 1", TREATY, "tied to the hub otherwise too"),
    Covariate("defence", "a promise of defence", "0 or 1", TREATY, "a defence pact"),
    Covariate("offence", "a promise of offence", "0 or 1", TREATY, "an offensive pact"),
    Covariate("military_only", "no non-military co-operation", "0 or 1", TREATY, "military only"),
    Covariate("institution", "an organ of its own", "0 or 1", TREATY, "organised"),
)
"""In the order of every row of a panel."""

NAMES = tuple(one.name for one in COVARIATES)

MAJORS = (
    ("2", 1898, None),
    ("365", 1816, 1917),
    ("365", 1922, None),
    ("200", 1816, None),
    ("255", 1816, 1918),
    ("255", 1925, 1945),
    ("255", 1991, None),
    ("220", 1816, 1940),
    ("220", 1945, None),
    ("710", 1950, None),
    ("300", 1816, 1918),
    ("740", 1895, 1945),
    ("740", 1991, None),
    ("325", 1860, 1943),
)
"""Major powers of Correlates of War (2016) as COW number, first and last year; where an alliance has several, the first is
its hub."""

FEW = 10
"""At most so many members make a small alliance."""

CLASSES = tuple(
    f"{size} {lead} {promise}"
    for size in ("small", "large")
    for lead in ("led", "unled")
    for promise in ("defence pact", "other pact")
)
"""Kinds of alliance: few members or many, led by a major power or not, with a promise of defence or without."""

PROVISIONS = ("defense", "offense", "nomicoop", "organ1", "compag")


class Cut(NamedTuple):
    """The last year that a forecast may see of each kind of yearly value."""

    votes: int
    democracy: int
    wars: int

    @classmethod
    def of(cls, day: date) -> Cut:
        """For a forecast made on 1 January of t + 1: votes to t, democracy and wars to t - 1."""
        return cls(day.year - 1, day.year - 2, day.year - 2)


class Facts:
    """Spells, exits and provisions of all alliances, and yearly signals; every look-up is as of a day."""

    def __init__(
        self,
        by_alliance: Mapping[str, Sequence[Spell]],
        provisions: Mapping[str, Mapping[str, Mapping[int, float]]],
        signals: Signals,
    ) -> None:
        self.spells = by_alliance
        self.provisions = provisions
        self.signals = signals
        self.out: dict[str, list[tuple[str, date]]] = defaultdict(list)
        """Exits by alliance: actor and first day out."""
        self.out_of: dict[str, list[tuple[str, date]]] = defaultdict(list)
        """Exits by actor: alliance and first day out."""
        for spell, day in exits(by_alliance):
            self.out[spell.alliance].append((spell.actor, day))
            self.out_of[spell.actor].append((spell.alliance, day))
        self._ties: dict[date, dict[str, set[str]]] = {}

    def members(self, alliance: str, day: date) -> list[Spell]:
        """Spells that hold on the day before: a forecast made on a day knows what happened to the end of the one before."""
        eve = day - timedelta(days=1)
        held = {spell.member: spell for spell in self.spells.get(alliance, ()) if spell.holds(eve)}
        return [held[name] for name in sorted(held)]

    def founded(self, alliance: str) -> date:
        """The first day of its first members."""
        return min(spell.first for spell in self.spells[alliance])

    def provision(self, alliance: str, name: str, year: int) -> float | None:
        """The code in force in a year: that of the last phase begun by then."""
        codes = self.provisions.get(alliance, {}).get(name, {})
        begun = [since for since in codes if since <= year]
        return codes[max(begun)] if begun else None

    def defence_pacts(self, day: date) -> dict[str, set[str]]:
        """Alliances with a promise of defence, by actor, the day before."""
        if day not in self._ties:
            found: dict[str, set[str]] = defaultdict(set)
            for alliance in self.spells:
                if self.provision(alliance, "defense", day.year - 1):
                    for spell in self.members(alliance, day):
                        found[spell.actor].add(alliance)
            self._ties = {day: found}
        return self._ties[day]


def provisions_of(rows: Iterable[tuple[str, Row]]) -> dict[str, dict[str, dict[int, float]]]:
    """Codes of ATOP by alliance, provision and first year of the phase: the largest of its members' codes."""
    found: dict[str, dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    wanted = {f"atop_{name}": name for name in PROVISIONS}
    for table, row in rows:
        if table == "indicator" and row["name"] in wanted and row.get("partner"):
            codes = found[row["partner"]][wanted[row["name"]]]
            codes[row["year"]] = max(codes.get(row["year"], 0.0), row["value"])
    return found


def hub_of(members: Iterable[str], year: int) -> str | None:
    """The first of Correlates of War's major powers among some actors in a year; None where there is none."""
    there = set(members)
    return next(
        (who for who, first, last in MAJORS if who in there and first <= year and (last is None or year <= last)), None
    )


def of_alliance(
    facts: Facts, alliance: str, day: date, cut: Cut | None = None
) -> list[tuple[Spell, dict[str, float | None]]]:
    """Every member of an alliance on a forecast date with its covariates by name."""
    cut, members = cut or Cut.of(day), facts.members(alliance, day)
    if not members:
        return []
    actors = [spell.actor for spell in members]
    hub = hub_of(actors, day.year - 1)
    shared = _shared(facts, alliance, day, len(members), hub)
    return [
        (
            spell,
            shared
            | _treaty(facts, spell, hub, day)
            | _votes(facts.signals, spell.actor, hub, actors, cut.votes)
            | _regime(facts.signals, spell.actor, actors, cut.democracy)
            | _wars(facts.signals, spell.actor, actors, cut.wars),
        )
        for spell in members
    ]


def _shared(facts: Facts, alliance: str, day: date, n_members: int, hub: str | None) -> dict[str, float | None]:
    """What all members of an alliance have in common."""
    year = day.year - 1

    def code(name: str) -> float | None:
        value = facts.provision(alliance, name, year)
        return None if value is None else float(value > 0)

    civil = [code("nomicoop")]
    return {
        "members": log(n_members),
        "led": float(hub is not None),
        "age": log1p((day - facts.founded(alliance)).days / DAYS_PER_YEAR),
        "defence": code("defense"),
        "offence": code("offense"),
        "military_only": None if civil[0] is None else 1.0 - civil[0],
        "institution": code("organ1"),
    }


def _treaty(facts: Facts, spell: Spell, hub: str | None, day: date) -> dict[str, float | None]:
    since = date(day.year - BACK_YEARS, 1, 1)
    left = [who for who, out in facts.out.get(spell.alliance, ()) if since <= out < day and who != spell.actor]
    elsewhere = [one for one, out in facts.out_of.get(spell.actor, ()) if since <= out < day and one != spell.alliance]
    pacts = facts.defence_pacts(day)
    own = pacts.get(spell.actor, set()) - {spell.alliance}
    with_hub = own & pacts.get(hub, set()) if hub and hub != spell.actor else set()
    return {
        "is_hub": float(spell.actor == hub),
        "tenure": log1p((day - spell.first).days / DAYS_PER_YEAR),
        "others_left": log1p(len(left)),
        "left_elsewhere": float(bool(elsewhere)),
        "outside": log1p(len(own) - len(with_hub)),
        "overlap": log1p(len(with_hub)),
    }


def _votes(signals: Signals, state: str, hub: str | None, actors: Sequence[str], year: int) -> dict[str, float | None]:
    """Drift and distance of the year's vintage; against all states' where there is a hub."""
    hub = None if hub == state else hub
    now, before = (signals.distance(year, at, state, hub, actors) for at in (year, year - BACK_YEARS))
    drift = None if now is None or before is None else now - before
    apart = now
    if hub:
        all_now, all_before = (signals.background(year, at, hub) for at in (year, year - BACK_YEARS))
        drift = None if drift is None or all_now is None or all_before is None else drift - (all_now - all_before)
        apart = None if now is None or all_now is None else now - all_now
    return {"drift": drift, "apart": apart, "s_drift": _s_drift(signals, state, hub, actors, year)}


def _s_drift(signals: Signals, state: str, hub: str | None, actors: Sequence[str], year: int) -> float | None:
    now, before = (signals.similarity(at, state, hub, actors) for at in (year, year - BACK_YEARS))
    if now is None or before is None:
        return None
    if hub:
        all_now, all_before = (signals.similarity(at, EVERYONE, hub, ()) for at in (year, year - BACK_YEARS))
        return None if all_now is None or all_before is None else (before - now) - (all_before - all_now)
    return before - now


def _regime(signals: Signals, state: str, actors: Sequence[str], year: int) -> dict[str, float | None]:
    at = signals.democracy
    now, before = at.get((state, year)), at.get((state, year - BACK_YEARS))
    others = [at[one, year] for one in actors if one != state and (one, year) in at]
    return {
        "autocracy": None if now is None else 1.0 - now,
        "regime_change": None if now is None or before is None else abs(now - before),
        "regime_gap": None if now is None or not others else abs(now - sum(others) / len(others)),
    }


def _wars(signals: Signals, state: str, actors: Sequence[str], year: int) -> dict[str, float | None]:
    first = year - BACK_YEARS + 1
    if first not in signals.wars and not any(at in signals.wars for at in range(first, year + 1)):
        return {"war_inside": None, "war": None, "civil_war": None}
    return {
        "war_inside": float(signals.fights(state, [one for one in actors if one != state], first, year)),
        "war": float(signals.at_war(state, first, year)),
        "civil_war": float(signals.in_civil_war(state, first, year)),
    }
