"""Cases of ATOP's multilateral defence pacts: a member comes under attack in a conflict of UCDP, and the hub or others join it.

ATOP does not tell calls. What stands for one is the first year of an armed conflict to which a member is a main party; what
stands for an answer is that an ally sent troops to its side in that year, or entered on it in the next. That is narrower than
help (arms and words are not seen) and wider than honouring a promise (nobody need have asked). UCDP does not say who began, so
that a war a member chose (Suez 1956) is among them; one in which the hub is a main party from the start is left out. Wars inside
a state are given too, as `inside`: those with foreign troops, taken alone, would be chosen by the answer. Not here: the record's
own calls (`calls`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import log1p
from typing import NamedTuple

import numpy as np

from foedus.odds import data
from foedus.odds.covariates import Facts, hub_of, provisions_of
from foedus.odds.outcomes import spells, standing
from foedus.odds.panel import LAST_YEAR
from foedus.odds.signals import Signals, is_helped
from foedus.record import Record, embedded
from foedus.rows import Row
from foedus.shelf import folders
from foedus.whatif.calls import Calls
from foedus.whatif.facts import CONFLICT_NUMBER, state_of

LEAST_MEMBERS = 3
ANSWER_YEARS = 1
"""An ally that joins in the year after still counts."""


class War(NamedTuple):
    """One conflict in one year: main parties by side of a pair, who sent troops against whom, and the rows that tell it."""

    number: str
    year: int
    pairs: frozenset[tuple[str, str]]
    helpers: frozenset[str]
    began: date
    known_on: date
    ids: tuple[str, ...]

    @property
    def main(self) -> set[str]:
        """Parties that fought on their own account."""
        return {side for pair in self.pairs for side in pair} - self.helpers

    def against(self, state: str) -> set[str]:
        """Whom a state fought."""
        return {other for pair in self.pairs if state in pair for other in pair if other != state}


def cases_from_atop(day: date | None = None, record: Record | None = None) -> Calls:
    """Attacks on members of multilateral defence pacts and whether the hub, or any ally, sent troops, known by a day.

    Reads ATOP from the shelf and the conflict-years that ship; raises `NotInstalled` where ATOP is not on the shelf. `given` is 1
    where any ally joined, `hub_given` where the hub did; `hubs` is the alliance's strongest member by the rule of the odds, a COW
    number, empty where there is none; `callers` and `hubs` are COW numbers. Attention, stakes and overlap are not known.
    """
    treaties = data.installed().treaties
    opened = record or Record.open(*embedded.folders(folders()))
    rows = opened.query("SELECT * FROM conflict WHERE starts_with(method, 'ucdp@') ORDER BY known_on, id")
    return from_rows(treaties, rows, day)


def from_rows(treaties: Sequence[tuple[str, Row]], conflicts: Iterable[Row], day: date | None = None) -> Calls:
    """As `cases_from_atop`, from rows. Treaty facts count from the day after they happened, conflicts from their `known_on`."""
    facts = Facts(spells(standing(treaties)), provisions_of(treaties), Signals())
    found = wars(row for row in conflicts if day is None or row["known_on"] <= day)
    years = sorted({war.year for war in found.values() if war.year <= LAST_YEAR})
    pacts = {year: _pacts(facts, year) for year in years}
    made = [one for at in sorted(found) for one in _attacked(pacts, found, found[at])]
    return _calls(sorted(made, key=lambda one: (one.began, one.alliance, one.caller)))


def wars(rows: Iterable[Row]) -> dict[tuple[str, int], War]:
    """Conflict-years by number and year, of the rows first known of each."""
    grouped: dict[tuple[str, int], list[Row]] = {}
    for row in sorted(rows, key=lambda one: (one["known_on"], one["id"])):
        match = CONFLICT_NUMBER.search(row["note"] or "")
        if match:
            grouped.setdefault((match[1], int(row["began_on"][:4])), []).append(row)
    return {key: _war(key, own) for key, own in grouped.items()}


def _war(key: tuple[str, int], rows: Sequence[Row]) -> War:
    number, year = key
    pairs = {(state_of(row["side_a"], year), state_of(row["side_b"], year)) for row in rows}
    helpers = {
        state_of(code, year)
        for row in rows
        if is_helped(row)
        for code in row["note"].rpartition("; ")[2].removesuffix(" sent troops in support").split(" and ")
    }
    began = min(row["began_on"] for row in rows)
    day = date(year, *(int(part) for part in [*began.split("-"), "1", "1"][1:3]))
    ids = tuple(dict.fromkeys(row["id"] for row in rows))
    return War(number, year, frozenset(pairs), frozenset(helpers), day, rows[0]["known_on"], ids)


class _Attack(NamedTuple):
    alliance: str
    hub: str
    caller: str
    began: date
    adversary: str
    kind: str
    is_helped: bool
    is_helped_by_hub: bool
    is_settled: bool
    load: float
    ids: tuple[str, ...]


class _Pact(NamedTuple):
    alliance: str
    members: set[str]
    hub: str


def _pacts(facts: Facts, year: int) -> list[_Pact]:
    """Defence pacts of three members or more at the beginning of a year."""
    found = []
    for alliance in sorted(facts.spells):
        if facts.provision(alliance, "defense", year - 1):
            members = {spell.actor for spell in facts.members(alliance, date(year, 1, 1))}
            if len(members) >= LEAST_MEMBERS:
                found.append(_Pact(alliance, members, hub_of(members, year - 1) or ""))
    return found


def _attacked(pacts: dict[int, list[_Pact]], found: dict[tuple[str, int], War], war: War) -> list[_Attack]:
    """The attacks that the first year of a war is, for each pact of its main parties."""
    if (war.number, war.year - 1) in found:
        return []
    return [
        _attack(found, war, pact, caller)
        for pact in pacts.get(war.year, [])
        if pact.hub not in war.main
        for caller in sorted(war.main & pact.members)
        if caller.isdigit()
    ]


def _attack(found: dict[tuple[str, int], War], war: War, pact: _Pact, caller: str) -> _Attack:
    alliance, members, hub = pact
    later = [found[key] for year in range(ANSWER_YEARS + 1) if (key := (war.number, war.year + year)) in found]
    enemies = war.against(caller)
    joined = {
        ally
        for one in later
        for ally in (one.helpers | (one.main - war.main)) & members - {caller}
        if one.against(ally) & enemies and ally not in enemies
    }
    states = {one for one in enemies if one.isdigit()}
    kind = "member" if states & members else "outside" if states else "inside"
    last = max((year for _, year in found), default=war.year)
    return _Attack(
        alliance,
        hub,
        caller,
        war.began,
        " and ".join(sorted(enemies)),
        kind,
        bool(joined),
        hub in joined,
        war.year + ANSWER_YEARS <= last,
        _load(found, hub, war) if hub else float("nan"),
        tuple(id_ for one in later for id_ in one.ids),
    )


def _load(found: dict[tuple[str, int], War], hub: str, war: War) -> float:
    """log(1 + other conflicts that the hub was in during the year before)."""
    before = [one for one in found.values() if one.year == war.year - 1 and one.number != war.number]
    return log1p(sum(any(hub in pair for pair in one.pairs) for one in before))


def _calls(made: Sequence[_Attack]) -> Calls:
    n = len(made)
    unknown = np.full(n, np.nan)
    joined = np.array([one.is_helped for one in made], np.bool_)
    by_hub = np.array([one.is_helped_by_hub for one in made], np.bool_)
    began = np.array([one.began for one in made], "datetime64[D]")
    return Calls(
        alliances=np.array([one.alliance for one in made], np.str_),
        hubs=np.array([one.hub for one in made], np.str_),
        callers=np.array([one.caller for one in made], np.str_),
        adversaries=np.array([one.adversary for one in made], np.str_),
        kinds=np.array([one.kind for one in made], np.str_),
        answerers=np.array(["hub" if one.hub else "alliance" for one in made], np.str_),
        classes=np.where(joined, "force", "none").astype(np.str_),
        days=began,
        months=np.array([one.began.year * 12 + one.began.month - 1 for one in made], np.int64),
        is_settled=np.array([one.is_settled for one in made], np.bool_),
        is_formal=np.zeros(n, np.bool_),
        is_consultation=np.zeros(n, np.bool_),
        given=joined.astype(np.float64),
        hub_given=by_hub.astype(np.float64),
        attention=unknown,
        attention_own=unknown.copy(),
        stakes=unknown.copy(),
        load=np.array([one.load for one in made], np.float64),
        overlap=unknown.copy(),
        evidence=tuple(one.ids for one in made),
    )
