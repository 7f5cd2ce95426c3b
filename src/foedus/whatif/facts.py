"""What the cases are made of, read once through an as-of view: spells, acts, calls, fighting and yearly values.

Months are counted from the year 0: `year * 12 + month - 1`. Every row carries `usable`, the first month for which it may serve
as a covariate: the month after that in which it became known. Not here: what a case is (`cases`), and any number made of these
rows (`covariates`).

Two clocks, as in the odds. `as published`: a row counts from its `known_on`. `as it happened`: the conflict-years and indices of
data sets count from the end of the year after theirs, as if the yearly release had been made then; rows compiled by hand keep
their `known_on`. Under either clock nothing known after the day of the view exists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from foedus.dates import month_of
from foedus.errors import FoedusError
from foedus.odds.panel import Clock
from foedus.odds.signals import is_helped
from foedus.record import AsOf
from foedus.record.schema import TABLES
from foedus.rows import Row
from foedus.states.actors import actor

HAND = "hand"
YEARLY = "ucdp@"
TREATIES = "atop@"
"""Memberships that a data set knows by number only repeat those of named alliances, and are left out."""

DISPUTES = "cow_mid@"
LATE_MONTH_DAY = (12, 31)
"""By this day of the year after, the release of a yearly data set is out (see the cards of UCDP and V-Dem)."""

CONFLICT_NUMBER = re.compile(r"UCDP conflict ([0-9]+)")

Series = list[tuple[int, int, float]]
"""Year of a value, first month for which it may be used, value."""


@lru_cache(maxsize=20_000)
def state_of(code: str, year: int) -> str:
    """One name for a state through its codes (the Soviet Union and Russia are one); other actors keep theirs."""
    return actor(code, year) if len(code) == 3 and code.isupper() else code


@dataclass(frozen=True, slots=True)
class Spell:
    """One membership: first and last month in it, `last` None while it lasts, and how and with which rows it ended."""

    alliance: str
    member: str
    first: int
    last: int | None
    usable: int
    how: str | None
    out_on: date | None
    id: str

    def holds(self, month: int) -> bool:
        """Whether the state is a member on the first day of a month."""
        return self.first < month and (self.last is None or self.last >= month)


@dataclass(frozen=True, slots=True)
class Fight:
    """Fighting of two sides: `number` is UCDP's of the conflict, `month` None where only the year is told."""

    sides: tuple[str, str]
    helpers: tuple[str, ...]
    number: str
    year: int
    month: int | None
    is_onset: bool
    seen_on: date
    id: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All rows that cases are made of, as of one day."""

    day: date
    clock: Clock
    hubs: dict[str, str | None]
    spells: dict[str, list[Spell]]
    events: dict[str, list[Row]]
    calls: list[Row]
    answers: dict[str, list[Row]]
    obligations: dict[str, list[Row]]
    fights: list[Fight]
    series: dict[tuple[str, str, str | None], Series]
    indicators: dict[tuple[str, str, str | None], list[Row]]


NAMES = ("vote_s", "electoral_democracy")
"""Yearly values of data sets that covariates are made of."""


def read(view: AsOf, clock: Clock = "as published") -> Facts:
    """Read the record of a view once. Rows of `conflict` are kept with those that only a later end of the fighting replaced."""
    hubs = {row["code"]: row["hub"] for row in view.query("SELECT code, hub FROM alliance ORDER BY code")}
    events: dict[str, list[Row]] = {}
    for row in view.query(
        "SELECT id, alliance, happened_on, happened_from, happened_to, actor, recipient, alliance_act, modality, plover_type, "
        "known_on FROM event ORDER BY happened_to, happened_from, key, id"
    ):
        events.setdefault(row["alliance"], []).append(row)
    series, indicators = _values(view, clock)
    return Facts(
        view.day,
        clock,
        hubs,
        _spells(view),
        events,
        view.query("SELECT * FROM call ORDER BY happened_to, happened_from, id"),
        _answers(view),
        _obligations(view),
        _fights(view, clock),
        series,
        indicators,
    )


def seen_on(row: Row, year: int, clock: Clock) -> date:
    """From when a yearly value may be used."""
    known: date = row["known_on"]
    if clock == "as published" or row["method"] == HAND:
        return known
    return min(known, date(year + 1, *LATE_MONTH_DAY))


def _spells(view: AsOf) -> dict[str, list[Spell]]:
    """Spells by alliance; one is known from the first row that told of it, though a later one tells its end."""
    told: dict[tuple[str, str, int], date] = {}
    for row in view.query("SELECT alliance, member, spell, known_on FROM membership_all"):
        key = (row["alliance"], row["member"], row["spell"])
        told[key] = min(row["known_on"], told.get(key, row["known_on"]))
    found: dict[str, list[Spell]] = {}
    for row in view.query("SELECT * FROM membership ORDER BY alliance, member, spell, id"):
        if row["method"].startswith(TREATIES):
            continue
        out = row["ended_to"]
        found.setdefault(row["alliance"], []).append(
            Spell(
                row["alliance"],
                row["member"],
                month_of(row["happened_to"]),
                None if out is None else month_of(out),
                month_of(told[row["alliance"], row["member"], row["spell"]]) + 1,
                row["end_mode"],
                out,
                row["id"],
            )
        )
    return found


def _answers(view: AsOf) -> dict[str, list[Row]]:
    """Answers by the call that stands."""
    prefix = f"{TABLES['call'].prefix}-"
    standing: dict[str, str] = {old: new for old, new in view.standing.items() if old.startswith(prefix)}
    found: dict[str, list[Row]] = {}
    for row in view.query("SELECT * FROM answer ORDER BY happened_to, happened_from, id"):
        call_id = str(row["call_id"])
        found.setdefault(standing.get(call_id, call_id), []).append(row)
    return found


def _obligations(view: AsOf) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in view.query("SELECT alliance, article, obligation_kind FROM obligation ORDER BY alliance, article, id"):
        found.setdefault(row["alliance"], []).append(row)
    return found


def _fights(view: AsOf, clock: Clock) -> list[Fight]:
    """Fighting compiled by hand as it stands, and every conflict-year of UCDP once, from its first release."""
    rows = view.query(
        "SELECT id, method, side_a, side_b, began_on, happened_from, happened_to, note, known_on, superseded_by "
        f"FROM conflict_all WHERE NOT starts_with(method, '{DISPUTES}') ORDER BY known_on, id"
    )
    found: list[Fight] = []
    seen: set[tuple[str, str, str, str]] = set()
    for row in rows:
        is_yearly = row["method"].startswith(YEARLY)
        note, year = row["note"] or "", row["happened_from"].year
        number = match[1] if is_yearly and (match := CONFLICT_NUMBER.search(note)) else ""
        key = (number, row["side_a"], row["side_b"], row["began_on"][:4])
        if (is_yearly and key in seen) or (not is_yearly and row["superseded_by"]):
            continue
        seen.add(key)
        is_dated = month_of(row["happened_from"]) == month_of(row["happened_to"])
        found.append(
            Fight(
                (row["side_a"], row["side_b"]),
                tuple(note.rpartition("; ")[2].removesuffix(" sent troops in support").split(" and "))
                if is_yearly and is_helped(row)
                else (),
                number,
                year,
                month_of(row["happened_from"]) if is_dated else None,
                not is_yearly or is_dated,
                seen_on(row, year, clock),
                row["id"],
            )
        )
    return found


def _values(
    view: AsOf, clock: Clock
) -> tuple[dict[tuple[str, str, str | None], Series], dict[tuple[str, str, str | None], list[Row]]]:
    series: dict[tuple[str, str, str | None], Series] = {}
    indicators: dict[tuple[str, str, str | None], list[Row]] = {}
    names = ", ".join(f"'{name}'" for name in NAMES)
    for row in view.query(
        "SELECT id, method, name, subject, partner, year, value, unit, known_on FROM indicator "
        f"WHERE name IN ({names}) OR method = '{HAND}' ORDER BY name, subject, partner, year, known_on, id"
    ):
        key = (row["name"], row["subject"], row["partner"])
        if row["name"] in NAMES:
            usable = month_of(seen_on(row, row["year"], clock)) + 1
            series.setdefault(key, []).append((row["year"], usable, row["value"]))
        else:
            indicators.setdefault(key, []).append(row)
    return series, indicators


def named_states(text: str, day: date) -> list[str]:
    """Codes of the states that a short phrase names on a day: a code, a name, or several joined by `and` or a comma."""
    from foedus.states.lookup import find

    found = []
    for part in re.split(r",| and ", text):
        try:
            code = find(part.strip(), day).iso3
        except FoedusError:
            continue
        found += [code] if code else []
    return found
