"""What was known beforehand of a member and its hub: attention, stakes, load, dependence, outside options.

Every function gives one value a month (NaN where the record tells nothing), made only of rows whose `usable` month has come: a
row known in a month serves from the next. None of these is a measurement of the thing itself; what stands for it is said in each.
Not here: outcomes (`cases`), and any model.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from foedus.dates import month_of, months_back
from foedus.odds.signals import EVERYONE
from foedus.rows import Row
from foedus.whatif.facts import Facts, Fight, Series, Spell, state_of

Floats = NDArray[np.float64]
Months = NDArray[np.int64]

ATTENTION_MONTHS = 24
EARLIER_MONTHS = 60
TIES_MONTHS = 60
DRIFT_YEARS = 5
SHRINKAGE = 1.0
"""Acts added to both sides of a ratio of counts: a member with no act and a mean of one is at log(1/2), not at minus infinity."""

YEARLY_AGE = 3
"""A yearly value of a data set says nothing after so many years."""

HAND_AGE = 10
"""A share or strength compiled by hand is carried no longer than this."""

FULL_TROOPS = 10_000
"""So many troops of the hub on a member's soil count as 1, on a log scale."""

SHARES = {
    "trade_with_partner_share_of_gdp": 50.0,
    "arms_import_share_from_partner_5y": 100.0,
    "gas_from_partner_share_of_energy": 100.0,
    "remittances_all_origins_share_of_gdp": 50.0,
}
"""Published ties with the hub, and the per cent that counts as 1: half of GDP, or all of a kind of import."""


def spread(firsts: Iterable[int], lasts: Iterable[int], months: Months) -> Floats:
    """How many spans, given by first and last month, cover each of some months."""
    first, last = np.sort(np.array(list(firsts), np.int64)), np.sort(np.array(list(lasts), np.int64))
    return (np.searchsorted(first, months, "right") - np.searchsorted(last, months, "left")).astype(np.float64)


def acts_before(rows: Iterable[Row], months: Months, first: int, last: int) -> Floats:
    """How many acts happened from `last` to `first` months before each month, of those known before it."""
    spans = [
        (
            max(month_of(row["happened_to"]) + first, month_of(row["known_on"]) + 1),
            month_of(row["happened_from"]) + last,
        )
        for row in rows
    ]
    kept = [span for span in spans if span[0] <= span[1]]
    return spread((one for one, _ in kept), (other for _, other in kept), months)


def latest(series: Series, months: Months, age: int, lag: int = 0) -> Floats:
    """The value of the latest year known before each month, NaN where it is older than `age` years.

    With `lag` the value of so many years before that year, as far as it is known too.
    """
    if not series:
        return np.full(len(months), np.nan)
    values: dict[int, list[tuple[int, float]]] = {}
    for year, usable, value in series:
        values.setdefault(year, []).append((usable, value))
    steps = sorted((usable, year) for year, usable, _ in series)
    best = np.maximum.accumulate(np.array([year for _, year in steps]))
    place = np.searchsorted(np.array([usable for usable, _ in steps]), months, "right") - 1
    found = np.full(len(months), np.nan)
    for index, (month, at) in enumerate(zip(months.tolist(), place.tolist(), strict=True)):
        if at < 0 or month // 12 - best[at] > age:
            continue
        year = int(best[at])
        known = [value for usable, value in values.get(year - lag, ()) if usable <= month]
        if known:
            found[index] = known[-1]
    return found


def attention(acts: Sequence[Row], member: str, others: Floats, months: Months) -> tuple[Floats, Floats]:
    """The hub's acts towards a member in 24 months, as log ratios: to its mean over the members, and to the member's own past.

    `acts` are the hub's towards members, `others` the number of members beside the hub. The first is NaN where the record
    holds no act of the hub in the window, or where there is one member only; the second where neither the window nor
    the 60 months before it hold an act towards the member. Acts are reports: coverage differs between members.
    """
    own = [row for row in acts if row["recipient"] == member]
    now = acts_before(own, months, 1, ATTENTION_MONTHS)
    of_all = acts_before(acts, months, 1, ATTENTION_MONTHS)
    before = acts_before(own, months, ATTENTION_MONTHS + 1, ATTENTION_MONTHS + EARLIER_MONTHS)
    beside = np.log((now + SHRINKAGE) / (of_all / np.maximum(others, 1) + SHRINKAGE))
    past = np.log((now + SHRINKAGE) / (before * ATTENTION_MONTHS / EARLIER_MONTHS + SHRINKAGE))
    return np.where((of_all > 0) & (others > 1), beside, np.nan), np.where(now + before > 0, past, np.nan)


def votes(facts: Facts, member: str, hub: str, months: Months) -> tuple[Floats, Floats, Floats]:
    """Distance of UN votes from the hub's, (1 - S) / 2 in 0..1; the same beyond that of all states; and its drift in five years.

    S after Signorino and Ritter 1999. The drift is the rise of the distance over five years beyond that of all states.
    """
    own = np.full((4, len(months)), np.nan)
    for code in codes_of(facts, hub):
        for row, (subject, lag) in enumerate(
            ((member, 0), (EVERYONE, 0), (member, DRIFT_YEARS), (EVERYONE, DRIFT_YEARS))
        ):
            found = (1 - latest(facts.series.get(("vote_s", subject, code), []), months, YEARLY_AGE, lag)) / 2
            own[row] = np.where(np.isnan(found), own[row], found)
    apart = own[0] - own[1]
    return own[0], apart, apart - (own[2] - own[3])


def codes_of(facts: Facts, hub: str) -> list[str]:
    """Codes that a hub has had in votes: the Soviet Union's stand for Russia's in its time."""
    partners = {partner for name, _, partner in facts.series if name == "vote_s" and partner}
    return sorted(one for one in partners if one == hub or state_of(one, 1990) == state_of(hub, 2000))


def regime_gap(facts: Facts, member: str, hub: str, months: Months) -> Floats:
    """Difference of V-Dem's electoral democracy index, 0..1, of the latest year known of both."""
    one, other = (
        latest(facts.series.get(("electoral_democracy", who, None), []), months, YEARLY_AGE) for who in (member, hub)
    )
    return np.asarray(np.abs(one - other), np.float64)


def elsewhere(facts: Facts, alliance: str, member: str, hub: str, months: Months) -> tuple[Floats, Floats]:
    """In how many other alliances of the record the member is without the hub, and with it. Never NaN; the record is not all."""
    without, beside = np.zeros(len(months)), np.zeros(len(months))
    for code, spells in facts.spells.items():
        if code == alliance:
            continue
        own = _in(spells, member, months)
        if own.any():
            with_hub = _in(spells, hub, months)
            without += own & ~with_hub
            beside += own & with_hub
    return without, beside


def _in(spells: Sequence[Spell], state: str, months: Months) -> NDArray[np.bool_]:
    held = np.zeros(len(months), bool)
    for spell in spells:
        year = max(spell.first // 12, 1)
        if spell.member == state or state_of(spell.member, year) == state_of(state, year):
            last = np.inf if spell.last is None else spell.last
            held |= (max(spell.first + 1, spell.usable) <= months) & (months <= last)
    return held


def ties(facts: Facts, alliance: str, member: str, months: Months) -> Floats:
    """Acts by which a member tied itself to outsiders in the 60 months before, counted."""
    rows = [
        row
        for row in facts.events.get(alliance, ())
        if row["alliance_act"] == "outside_tie"
        and row["modality"] != "disputed"
        and member in (row["actor"], row["recipient"])
    ]
    return acts_before(rows, months, 1, TIES_MONTHS)


def shares(facts: Facts, member: str, hub: str, months: Months) -> Floats:
    """Mean of the published shares of a member's ties with the hub, each scaled to 0..1; NaN where none is known."""
    found = []
    for name, full in SHARES.items():
        rows = [row for partner in (hub, None) for row in facts.indicators.get((name, member, partner), ())]
        told = [(row["year"], month_of(row["known_on"]) + 1, min(row["value"] / full, 1.0)) for row in rows]
        found.append(latest(sorted(told), months, HAND_AGE))
    return _mean(found)


def _mean(columns: Sequence[Floats]) -> Floats:
    """Mean over what is known."""
    stack = np.array(columns)
    known = ~np.isnan(stack)
    total = np.where(known, stack, 0.0).sum(axis=0)
    n = known.sum(axis=0)
    return np.where(n > 0, total / np.maximum(n, 1), np.nan)


def forces(facts: Facts, alliance: str, member: str, hub: str, months: Months) -> Floats:
    """The hub's forces on a member's soil, 0..1: 0 where it is told that they left, NaN where the record tells nothing.

    A known strength counts as log(1 + troops) over log(1 + 10,000), a base of unknown strength as 1/2; each is carried for ten
    years, a base with an agreed end to that year.
    """
    strengths = [
        (row["year"], month_of(row["known_on"]) + 1, min(1.0, log1p(row["value"]) / log1p(FULL_TROOPS)))
        for row in facts.indicators.get(("partner_troops", member, hub), ())
    ]
    counted = latest(sorted(strengths), months, HAND_AGE)
    told = latest(sorted(_told_bases(facts, alliance, member, hub)), months, HAND_AGE)
    return np.where(np.isnan(counted), told, counted)


AWAY = "RETREAT"
SENT = frozenset({"deploy_for", "base"})
BASE = 0.5


def _told_bases(facts: Facts, alliance: str, member: str, hub: str) -> list[tuple[int, int, float]]:
    """Year, first usable month and level of every row that tells of a base or troops without their strength."""
    found = []
    for row in facts.indicators.get(("partner_base_agreement_end", member, hub), ()):
        known = row["known_on"]
        found += [(year, max(month_of(known) + 1, year * 12), BASE) for year in range(known.year, row["year"] + 1)]
    for row in facts.events.get(alliance, ()):
        pair = (row["actor"], row["recipient"])
        is_theirs = pair == (hub, member) or (pair == (member, hub) and row["alliance_act"] == "base")
        if row["alliance_act"] in SENT and row["modality"] != "disputed" and is_theirs:
            level = 0.0 if row["plover_type"] == AWAY else BASE
            found.append((row["happened_to"].year, month_of(row["known_on"]) + 1, level))
    return found


def load(fights: Sequence[Fight], hub: str, apart_from: str | None, day: date) -> float:
    """log(1 + armed conflicts that the hub fights in elsewhere) in the latest year that was known by a day; NaN before any was.

    UCDP's conflicts of that year in which the hub is a side or sends troops, with fighting of the last twelve months that was
    compiled by hand against a side not among them. Conflicts to which the caller is a party are left out.
    """
    known = [one for one in fights if one.seen_on <= day]
    year = max((one.year for one in known if one.number), default=None)
    if year is None or day.year - year > YEARLY_AGE:
        return float("nan")
    own = [one for one in known if _is_side(one, hub) and not (apart_from and _is_side(one, apart_from))]
    yearly = [one for one in own if one.number and one.year == year]
    against = {side for one in yearly for side in one.sides}
    since, until = month_of(months_back(day, 12)), month_of(day)
    late = {
        side
        for one in own
        if not one.number and one.month is not None and since <= one.month <= until
        for side in one.sides
        if state_of(side, one.year) != state_of(hub, one.year) and side not in against
    }
    return log1p(len({one.number for one in yearly}) + len(late))


def _is_side(fight: Fight, state: str) -> bool:
    return any(state_of(side, fight.year) == state_of(state, fight.year) for side in fight.sides)


def attention_on(acts: Sequence[Row], member: str, n_members: int, day: date) -> tuple[float, float]:
    """As `attention`, for one day: of acts that happened and were known before it."""
    eve = day - timedelta(days=1)
    since, earlier = months_back(day, ATTENTION_MONTHS), months_back(day, ATTENTION_MONTHS + EARLIER_MONTHS)
    seen = [row for row in acts if row["known_on"] <= eve and row["happened_to"] <= eve]
    of_all = sum(row["happened_from"] >= since for row in seen)
    own = [row for row in seen if row["recipient"] == member]
    now = sum(row["happened_from"] >= since for row in own)
    before = sum(earlier <= row["happened_from"] < since for row in own)
    beside = log((now + SHRINKAGE) / (of_all / max(n_members, 1) + SHRINKAGE))
    past = log((now + SHRINKAGE) / (before * ATTENTION_MONTHS / EARLIER_MONTHS + SHRINKAGE))
    return (
        beside if of_all and n_members > 1 else float("nan"),
        past if now + before else float("nan"),
    )


def runs(months: Sequence[int], gap: int, least: int) -> list[tuple[int, int]]:
    """Stretches of months between events at most `gap` apart, as first and last month; shorter ones than `least` are dropped."""
    found: list[tuple[int, int]] = []
    for month in sorted(set(months)):
        if found and month - found[-1][1] <= gap:
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    return [(first, last) for first, last in found if last - first + 1 >= least]


def within(stretches: Sequence[tuple[int, int]], month: int) -> bool:
    """Whether a month lies in one of some stretches."""
    place = bisect_right([first for first, _ in stretches], month) - 1
    return place >= 0 and month <= stretches[place][1]
