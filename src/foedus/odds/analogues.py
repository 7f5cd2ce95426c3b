"""Analogues: past member-years most like a member today, by the covariates of the odds, with what happened after.

They come from what the view knows: the embedded alliances, or all of ATOP's where it is installed. A case counts only where the
five years after it are over by the as-of day, so that what happened after is known for each, and a quiet end is as visible as a
departure. Likeness is no forecast: the nearest few say how such a member fared, not how likely it is; their share is shown beside
that of all cases. Not here: the odds (`predict`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import fsum, sqrt
from typing import NamedTuple

from foedus.errors import UnknownName
from foedus.odds.covariates import COVARIATES, NAMES, Facts, of_alliance, provisions_of
from foedus.odds.outcomes import exit_day, spells
from foedus.odds.signals import DEMOCRACY, POINT, S, Signals
from foedus.record import AsOf
from foedus.rows import Row
from foedus.shown import shown

AFTER_YEARS = 5
FIRST_YEAR = 1950
LEAST_MEMBERS = 3
N_NEAREST = 8

LEAST_SHARED = 0.6
"""Cases that share fewer of the member's known covariates are not compared."""

FURTHEST = 3.0
"""Standard deviations beyond which a value counts as no further from the mean: one odd value must not decide."""

CLOSE, FAR = 0.5, 1.0
"""Differences in standard deviations that are told as alike and as unlike."""

IN_TREATIES = "ATOP "
"""How codes of alliances begin that are known from ATOP."""

OF_ALL_TIES = frozenset({"outside", "overlap", "left_elsewhere"})
"""Covariates that count ties in all alliances known: they do not compare between the embedded alliances and all of ATOP's."""


class Case(NamedTuple):
    """A member of an alliance on 1 January of a year, or on the as-of day, with its covariates by name; None where unknown."""

    alliance: str
    member: str
    actor: str
    day: date
    values: Mapping[str, float | None]


class After(NamedTuple):
    """What happened within five years of a case: the first day out and how, and the first notice and freeze the record holds.

    `exit_on` is None where the member did not leave by its own choice; `ended_on` and `how` tell any other end.
    """

    exit_on: date | None
    ended_on: date | None
    how: str | None
    notice: str | None
    freeze: str | None

    @property
    def words(self) -> str:
        """As a sentence without its subject."""
        told = [f"{what} {on}" for what, on in (("froze", self.freeze), ("gave notice", self.notice)) if on]
        if self.exit_on:
            told.append(f"was out from {self.exit_on} ({(self.how or 'withdrawal').replace('-', ' ')})")
        elif self.ended_on:
            told.append(f"membership ended {self.ended_on} ({(self.how or 'not classed').replace('-', ' ')})")
        else:
            told.append("still a member five years later")
        return "; ".join(told)


class Alike(NamedTuple):
    """A covariate in which two cases are unusual the same way: both above the mean of all cases, or both below it."""

    name: str
    is_high: bool


class Near(NamedTuple):
    """A past case and how far it is: the root mean squared difference of the shared covariates, in standard deviations.

    `alike` are covariates in which both are unusual the same way, the most unusual first; `unlike` those furthest apart.
    """

    case: Case
    distance: float
    n_shared: int
    alike: tuple[Alike, ...]
    unlike: tuple[str, ...]
    after: After
    allies: tuple[str, ...] = ()
    """The other members on that day, by which an alliance is known that has a number for a name."""


@shown
class Analogues(NamedTuple):
    """The nearest cases to one member, and all that were compared: how many, and in how many the member left in five years."""

    of: Case
    near: tuple[Near, ...]
    n_cases: int
    n_exits: int
    n_memberships: int
    is_of_treaties: bool

    @property
    def n_near_exits(self) -> int:
        """In how many of the nearest the member left by its own choice in five years."""
        return sum(one.after.exit_on is not None for one in self.near)


class Spread(NamedTuple):
    """Mean and standard deviation of a covariate over the cases that have it."""

    mean: float
    sd: float

    def z(self, value: float) -> float:
        """A value in standard deviations from the mean, no further than `FURTHEST`."""
        return max(-FURTHEST, min(FURTHEST, (value - self.mean) / self.sd))


def analogues(
    view: AsOf, alliance: str, member: str, *, k: int = N_NEAREST, weights: Mapping[str, float] | None = None
) -> Analogues:
    """The nearest past cases to a member as of the day of a view; raises `UnknownName` where it is no member then.

    `weights` by covariate say how much each counts, those not named nothing; all 1 unless given. Of one membership only its
    nearest year is taken, and none of the member's own years in the same alliance.
    """
    facts = facts_of(view)
    here = next((case for case in cases(facts, alliance, view.day) if case.member == member), None)
    if here is None:
        raise UnknownName(f"{member} is no member of {alliance} as of {view.day}")
    is_of_treaties = any(name.startswith(IN_TREATIES) for name in facts.spells)
    own = {spell.actor for spell in facts.members(alliance, view.day)}
    pool = [
        case
        for case in past(facts, view.day, is_of_treaties)
        if case.actor != here.actor or not _is_same(facts, case, alliance, own)
    ]
    if is_of_treaties:
        here = here._replace(values={name: v for name, v in here.values.items() if name not in OF_ALL_TIES})
    events = _events(view)
    ends = {_key(case): _after(facts, case, events) for case in pool}
    near = nearest(here, pool, k=k, weights=weights)
    return Analogues(
        of=here,
        near=tuple(one._replace(after=ends[_key(one.case)], allies=_allies(facts, one.case)) for one in near),
        n_cases=len(pool),
        n_exits=sum(after.exit_on is not None for after in ends.values()),
        n_memberships=len({(case.alliance, case.member) for case in pool}),
        is_of_treaties=is_of_treaties,
    )


def facts_of(view: AsOf) -> Facts:
    """Spells, promises and yearly values that the view knows."""
    wanted = ", ".join(f"'{name}'" for name in (POINT, S, DEMOCRACY))
    values = view.query(f"SELECT * FROM indicator WHERE name IN ({wanted}) OR starts_with(name, 'atop_')")
    indicators = [("indicator", row) for row in values]
    fights = [("conflict", row) for row in view.query("SELECT * FROM conflict WHERE starts_with(method, 'ucdp@')")]
    provisions = provisions_of(indicators) | promises(view.query("SELECT * FROM obligation"))
    return Facts(spells(view.query("SELECT * FROM membership")), provisions, Signals.from_rows([*indicators, *fights]))


def promises(rows: Iterable[Row]) -> dict[str, dict[str, dict[int, float]]]:
    """A promise of defence by alliance of the record and year of signature; no promise where it holds only others."""
    found: dict[str, dict[str, dict[int, float]]] = {}
    for row in rows:
        if not row["alliance"].startswith(IN_TREATIES) and row["signed_on"]:
            codes = found.setdefault(row["alliance"], {"defense": {}})["defense"]
            year = int(row["signed_on"][:4])
            codes[year] = max(codes.get(year, 0.0), float(row["obligation_kind"] == "defence"))
    for codes in (own["defense"] for own in found.values()):
        # A later instrument adds to the promises made before.
        so_far = 0.0
        for year in sorted(codes):
            codes[year] = so_far = max(so_far, codes[year])
    return found


def cases(facts: Facts, alliance: str, day: date) -> list[Case]:
    """Every member of an alliance on a day as a case."""
    if not facts.members(alliance, day):
        return []
    return [Case(alliance, spell.member, spell.actor, day, known) for spell, known in of_alliance(facts, alliance, day)]


def past(facts: Facts, day: date, is_of_treaties: bool) -> list[Case]:
    """Members on each 1 January since 1950 whose next five years are over by a day, in alliances of three members or more."""
    names = [name for name in sorted(facts.spells) if name.startswith(IN_TREATIES) == is_of_treaties]
    found = []
    for year in range(FIRST_YEAR, day.year - AFTER_YEARS + 1):
        first = date(year, 1, 1)
        for name in names:
            if len(facts.members(name, first)) >= LEAST_MEMBERS:
                found += cases(facts, name, first)
    return found


def nearest(
    here: Case, pool: Sequence[Case], *, k: int = N_NEAREST, weights: Mapping[str, float] | None = None
) -> list[Near]:
    """The `k` nearest cases of different memberships, nearest first; what happened after is left open."""
    spread = spreads([*pool, here])
    own = {name: spread[name].z(v) for name in NAMES if (v := here.values.get(name)) is not None and name in spread}
    weigh = {name: weights.get(name, 0.0) if weights else 1.0 for name in own}
    best: dict[tuple[str, str], tuple[float, date, Case, dict[str, float]]] = {}
    for case in pool:
        other = {name: spread[name].z(v) for name in own if (v := case.values.get(name)) is not None}
        weight = fsum(weigh[name] for name in other)
        if weight <= 0 or weight < LEAST_SHARED * fsum(weigh.values()):
            continue
        distance = sqrt(fsum(weigh[name] * (own[name] - z) ** 2 for name, z in other.items()) / weight)
        key = case.alliance, case.member
        if key not in best or (distance, case.day) < best[key][:2]:
            best[key] = distance, case.day, case, other
    chosen = sorted(best.items(), key=lambda item: (item[1][0], item[0]))[:k]
    return [_near(own, weigh, *told) for _, told in chosen]


def _near(
    own: Mapping[str, float],
    weigh: Mapping[str, float],
    distance: float,
    _: date,
    case: Case,
    other: Mapping[str, float],
) -> Near:
    both = [name for name in NAMES if name in other and weigh[name] > 0]
    gaps = {name: abs(own[name] - other[name]) for name in both}
    unusual = {name: min(abs(own[name]), abs(other[name])) for name in both if own[name] * other[name] > 0}
    alike = sorted((n for n in unusual if gaps[n] <= CLOSE and unusual[n] >= CLOSE), key=lambda n: -unusual[n])
    unlike = sorted((n for n in both if gaps[n] >= FAR), key=lambda n: -gaps[n])
    told = tuple(Alike(name, own[name] > 0) for name in alike[:4])
    return Near(case, distance, len(both), told, tuple(unlike[:2]), NOTHING)


NOTHING = After(None, None, None, None, None)


def spreads(pool: Sequence[Case]) -> dict[str, Spread]:
    """Mean and standard deviation of each covariate; one that never varies is left out: it tells no two cases apart."""
    found = {}
    for name in NAMES:
        values = [v for case in pool if (v := case.values.get(name)) is not None]
        if len(values) > 1:
            mean = fsum(values) / len(values)
            sd = sqrt(fsum((value - mean) ** 2 for value in values) / len(values))
            if sd > 1e-9:
                found[name] = Spread(mean, sd)
    return found


WORDS = {one.name: one for one in COVARIATES}


def why(one: Near) -> str:
    """Why a case is near, and in what it is not, in words."""
    alike = ", ".join(f"{WORDS[it.name].words} ({_level(it)})" for it in one.alike)
    unlike = ", ".join(WORDS[name].words for name in one.unlike)
    return f"alike: {alike or 'nothing unusual on either side'}" + (f"; unlike: {unlike}" if unlike else "")


def _level(it: Alike) -> str:
    is_yes_or_no = WORDS[it.name].unit.startswith("0 or 1")
    return ("yes" if it.is_high else "no") if is_yes_or_no else ("high" if it.is_high else "low")


def _key(case: Case) -> tuple[str, str, date]:
    return case.alliance, case.member, case.day


def _allies(facts: Facts, case: Case) -> tuple[str, ...]:
    return tuple(spell.member for spell in facts.members(case.alliance, case.day) if spell.member != case.member)


def _is_same(facts: Facts, case: Case, alliance: str, own: set[str]) -> bool:
    """Whether a case is the alliance itself, or the same one under the number of a data set: half of its members are."""
    there = {spell.actor for spell in facts.members(case.alliance, case.day)}
    return case.alliance == alliance or len(own & there) * 2 >= len(own | there)


Events = dict[tuple[str, str, str], list[Row]]


def _events(view: AsOf) -> Events:
    """Notices and freezes by alliance, member and act, oldest first."""
    found: Events = {}
    wanted = "alliance_act IN ('give_notice', 'freeze') AND modality = 'actual'"
    for row in view.query(f"SELECT * FROM event WHERE {wanted} ORDER BY happened_from, id"):
        found.setdefault((row["alliance"], row["actor"], row["alliance_act"]), []).append(row)
    return found


def _after(facts: Facts, case: Case, events: Events) -> After:
    until = date(case.day.year + AFTER_YEARS, 1, 1)
    beside = facts.spells[case.alliance]
    spell = next(one for one in facts.members(case.alliance, case.day) if one.member == case.member)
    out, ended = exit_day(spell, beside), spell.out_on

    def first(act: str) -> str | None:
        rows = events.get((case.alliance, case.member, act), ())
        return next(
            (str(r["happened_on"]) for r in rows if case.day <= r["happened_from"] and r["happened_to"] < until), None
        )

    return After(
        exit_on=out if out and out < until else None,
        ended_on=ended if ended and ended < until else None,
        how=spell.how if ended and ended < until else None,
        notice=first("give_notice"),
        freeze=first("freeze"),
    )
