"""Member-years: who was at risk, what was known, what came; nothing planted later moves a row."""

from __future__ import annotations

from datetime import date
from math import log, log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.odds.panel import NEVER, Panel, build
from foedus.rows import Row
from tests.odds.world import Pairs, democracy, member, point, provision, signals, treaties, values, war


def small(more: Pairs | None = None, late: Pairs | None = None, last: int = 1980) -> Panel:
    return build([*treaties(), *(more or [])], signals(late), first=1950, last=last)


def row(panel: Panel, alliance: str, code: str, year: int) -> int:
    found = np.flatnonzero((panel.alliances == alliance) & (panel.members == code) & (panel.years == year))
    assert len(found) == 1
    return int(found[0])


def test_a_member_is_at_risk_from_the_end_of_its_first_year_to_the_last_31_december_that_it_holds() -> None:
    panel = small()
    years = panel.years[(panel.alliances == "A") & (panel.members == "MEX")]
    assert years.tolist() == list(range(1950, 1960))


def test_an_exit_counts_in_every_horizon_that_reaches_it() -> None:
    panel = small()
    for horizon, years in ((1, [1959]), (2, [1958, 1959]), (5, [1955, 1956, 1957, 1958, 1959])):
        came = panel.outcome("exit", horizon) == 1
        assert panel.years[came & (panel.members == "MEX")].tolist() == years


def test_what_is_not_over_by_the_last_year_is_not_known() -> None:
    panel = small()
    assert np.isnan(panel.outcome("exit", 5)[panel.years > 1975]).all()
    assert np.isfinite(panel.outcome("exit", 5)[panel.years <= 1975]).all()


def test_alliances_of_two_have_no_rows() -> None:
    two = [member("C", "USA", "1960-01-01"), member("C", "CAN", "1960-01-01")]
    assert "C" not in small(two).alliances


@pytest.mark.parametrize(
    ("how", "others_stay", "is_exit"),
    [
        ("withdrawal", True, True),
        ("suspension-at-own-request", True, True),
        ("lapse", True, True),
        ("lapse", False, False),
        ("dissolution", True, False),
        ("state-ended", True, False),
        ("succession", True, False),
        ("expulsion", True, False),
    ],
)
def test_only_an_own_choice_while_others_stay_is_an_exit(how: str, others_stay: bool, is_exit: bool) -> None:
    until = None if others_stay else "1964-12-31"
    spells = [member("C", code, "1960-01-01", until, how if until else None) for code in ("BRA", "ARG", "CHL")]
    panel = small([*spells, member("C", "COL", "1960-01-01", "1964-12-31", how)])
    came = panel.outcome("exit", 1)[(panel.alliances == "C") & (panel.members == "COL")]
    assert bool((came == 1).any()) == is_exit


def test_covariates_are_those_worked_by_hand() -> None:
    panel = small()
    told = dict(zip(panel.names, panel.values[row(panel, "A", "PER", 1968)].tolist(), strict=True))
    assert told["members"] == pytest.approx(log(7))
    assert told["led"] == 1 and told["is_hub"] == 0
    assert told["age"] == told["tenure"] == pytest.approx(log1p((date(1969, 1, 1) - date(1950, 6, 1)).days / 365.2425))
    assert told["autocracy"] == pytest.approx(1 - (0.2 + 0.05 * 6 + 0.001 * 22))
    assert told["regime_change"] == pytest.approx(0.005)
    assert told["military_only"] == 1 and told["defence"] == 1
    assert np.isnan(told["institution"])
    # Peru moved .3 from the hub in five years, the median of the seven others .2 (places 1 to 7, .05 each).
    assert told["drift"] == pytest.approx(0.3 - 0.2)
    assert told["civil_war"] == 0  # the rebellion of 1968 is not yet coded on 1 January 1969
    assert panel.column("civil_war")[row(panel, "A", "PER", 1969)] == 1
    assert told["others_left"] == 0
    assert panel.column("others_left")[row(panel, "A", "PER", 1964)] == pytest.approx(log(2))


LATE: tuple[tuple[str, Row], ...] = (
    member("A", "COL", "1950-06-01", "1970-01-01", "withdrawal"),
    member("B", "PER", "1970-01-01"),
    member("D", "PER", "1970-01-01"),
    provision("A", "nomicoop", 1970, 3.0),
)
LATE_VALUES: tuple[tuple[str, Row], ...] = (
    point("CHL", 1970, 1970, 9.0),
    point("CHL", 1965, 1970, -9.0),
    democracy("CHL", 1969, 0.99),
    war("CHL", "COL", 1969),
)


@pytest.mark.parametrize("planted", [[one] for one in LATE], ids=["exit", "entry", "alliance", "provision"])
def test_a_treaty_fact_of_the_next_day_changes_no_row_before_it(planted: Pairs) -> None:
    """The forecast of 1969 is made on 1 January 1970: what happens on that day is not known yet."""
    others = [one for one in treaties() if not (planted[0][0] == "membership" and same_spell(one, planted[0]))]
    made = build([*others, *planted], signals(), first=1950, last=1980)
    assert_same(made.where(made.years <= 1969), small().where(small().years <= 1969))


@pytest.mark.parametrize(
    "planted", [[one] for one in LATE_VALUES], ids=["vintage", "vintage of old", "democracy", "war"]
)
def test_a_value_that_comes_out_later_changes_no_row_before_it(planted: Pairs) -> None:
    made = small(late=planted)
    assert_same(made.where(made.years <= 1969), small().where(small().years <= 1969))


def test_the_same_value_does_change_the_rows_after_it() -> None:
    for planted in LATE_VALUES:
        made, before = small(late=[planted]), small()
        assert not np.array_equal(made.values, before.values, equal_nan=True)


@given(st.integers(1955, 1979), st.sampled_from(["MEX", "PER"]))
def test_what_is_seen_at_a_year_holds_no_later_exit(year: int, code: str) -> None:
    seen = small().seen_at(year)
    exits = seen.exit_year[seen.members == code]
    assert ((exits <= year) | (exits == NEVER)).all() and (seen.years <= year).all()
    assert np.isnan(seen.outcome("exit", 1)[seen.years == year]).all()


def test_the_clock_of_publication_shows_nothing_before_the_first_release() -> None:
    made = build(treaties(), signals(), first=1990, last=2005, clock="as published")
    assert sorted(set(made.years.tolist())) == [2002, 2003, 2004, 2005]


def same_spell(one: tuple[str, Row], other: tuple[str, Row]) -> bool:
    return one[0] == "membership" and all(one[1][name] == other[1][name] for name in ("alliance", "member"))


def assert_same(one: Panel, other: Panel) -> None:
    assert one.members.tolist() == other.members.tolist() and one.alliances.tolist() == other.alliances.tolist()
    np.testing.assert_array_equal(one.values, other.values)


def test_the_world_has_values() -> None:
    assert len(values()) > 100
