"""Columns and codes of ATOP 5.1, and when each year's coding was published. The codebook is at atopdata.org."""

from __future__ import annotations

from datetime import date, timedelta

from foedus.sources.card import BadSource
from foedus.sources.columns import Cells
from foedus.sources.naming import Place, on_day
from foedus.sources.origin import Known, end_of_year
from foedus.states.gazetteer import State, gazetteer

_DAY = timedelta(days=1)

_FIRST_DAY = date(1816, 1, 1)
"""The gazetteer's first day: ATOP begins a year before it."""

LAST_DAY = date(2018, 12, 31)
"""The last day that version 5.1 covers."""

NEAR = timedelta(days=60)
"""Within so many days of a member's exit the end of its state counts as the reason: data sets differ on the day."""

RELEASED = ((1944, end_of_year(2002)), (2003, end_of_year(2005)), (2016, end_of_year(2018)), (2018, end_of_year(2022)))
"""Last year covered, and the end of the year in which a version that covers it came out: Leeds and others 2002; version 3.0
of July 2005; version 4.01 of August 2018; version 5.1 of 2022 (5.0 came in 2020, but what 5.1 changed is not marked)."""

FIRST_RELEASE = RELEASED[0][1]
LAST_RELEASE = RELEASED[-1][1]

KINDS = {
    "defense": ("defence", "come to the defence of a member that is attacked"),
    "consul": ("consultation", "consult or co-operate to settle crises that may lead to war"),
    "nonagg": ("non-aggression", "refrain from the use of force against each other"),
}
"""Columns that have a kind in the table `obligation`; offence and neutrality have none and are in `indicator` alone."""

PROMISES = ("defense", "offense", "neutral", "nonagg", "consul")

PROVISIONS = (
    *("bilat", "wartime", "estmode", "pubsecr", "length", "renounce", "proren"),
    *("active", "conditio", "asymm", "notaiden", "specthrt", "conwtin", "medarb"),
    *("milcon", "milaid", "intcom", "subord", "organ1", "organ2", "base", "contrib", "armred"),
    *("compag", "nomicoop", "conres", "ecaid", "interv", "natrefal"),
)
"""Provisions that become indicator rows. The other columns of the file are not read: identifiers of other data sets, single
conditions of promises (they are summed up in `conditio`), purposes of organs, territory, threats named, sources and notes."""

_DATES = ("yrent", "moent", "dayent", "yrexit", "moexit", "dayexit")
MEMBERS = (
    *(
        "atopid",
        "cowid",
        "member",
        *_DATES,
        "ineffect",
        "phase",
        "term",
        "termmode",
        "termcaus",
        "new5",
        "rev5",
        "version",
    ),
    *PROMISES,
    *PROVISIONS,
)
WHOLE = (
    *("atopid", "cowid", "begyr", "begmo", "begday", "endyr", "endmo", "endday", "ineffect", "term", "new5", "rev5"),
    *("version", *PROMISES, *PROVISIONS),
)
STATES = ("state", "year", *PROMISES)
PAIRS = ("statea", "stateb", "year", *PROMISES)
SLIM = ("ccode1", "ccode2", "year", *(f"atop_{name}" for name in PROMISES))


def known(year: int, is_new: bool = False) -> Known:
    """When a coding of a year was known; `is_new` for alliances that version 5 added or revised."""
    if year > LAST_DAY.year:
        raise BadSource(f"atop: a row is of {year}, after the last year of version 5.1 ({LAST_DAY.year})")
    return LAST_RELEASE if is_new else next(release for covered, release in RELEASED if year <= covered)


def check_version(row: Cells) -> None:
    """Raise `BadSource` where a row is of another version; files of years that state none pass."""
    if row.text("version") not in ("5.1", ""):
        raise row.bad("version", "is another version of ATOP than 5.1, whose codes differ")


def member_of(cow: int, day: date) -> Place:
    """The state that ATOP means by a COW number on a day.

    ATOP counts members that COW does not count yet (Egypt before 1937, West Germany in 1954) or no longer: then it is the
    state that bears the number next, else the one that bore it last. A number that COW never gave keeps its number.
    """
    place = on_day(str(cow), "cow", max(day, _FIRST_DAY))
    if place.exists:
        return place
    bearers = gazetteer().by_code.get(("cow", cow), [])
    later = [state for state in bearers if state.from_on > day]
    state = (
        min(later, key=lambda one: one.from_on) if later else max(bearers, key=lambda one: one.from_on, default=None)
    )
    if state is None:
        return Place(None, f"COW {cow}", f"no state: COW {cow}")
    return Place(state.iso3, state.name, "" if state.iso3 else f"no ISO 3166 code: {state.name}")


def changes_of(cow: int, after: date, before: date) -> list[date]:
    """Days between two days on which the state that bears a COW number gets another ISO code, or another name without one."""
    starts = sorted(
        {state.from_on for state in gazetteer().by_code.get(("cow", cow), []) if after < state.from_on < before}
    )
    return [day for day in starts if name_in_rows(member_of(cow, day)) != name_in_rows(member_of(cow, _eve(day)))]


def name_in_rows(state: Place) -> str:
    """How rows call a state: by its ISO code, else by its name; a new name under the same code is no other state."""
    return state.code or state.name


def _eve(day: date) -> date:
    return day - _DAY


def has_ended(cow: int, day: date) -> bool:
    """Whether the state of a COW number ended about a day, and neither another bears the number at once nor it another number.

    West Germany's number ended in October 1990 and Germany went on under its old one: that is no end of a state.
    """
    bearers = gazetteer().by_code.get(("cow", cow), [])
    ended = [state for state in bearers if state.to_on and abs(state.to_on - day) <= NEAR]
    return any(not _goes_on(state, bearers) for state in ended)


def _goes_on(state: State, bearers: list[State]) -> bool:
    """Whether COW counts a state on the day after a spell: another bearer of its number, or itself under any number."""
    itself = [spell for spell in gazetteer().by_key[state.key] if spell.cow is not None]
    return any(spell.covers((state.to_on or date.max - _DAY) + _DAY) for spell in (*bearers, *itself))
