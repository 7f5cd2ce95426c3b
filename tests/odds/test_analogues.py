"""Analogues: nearest past member-years, what happened after, and that nothing known later moves them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.errors import UnknownName
from foedus.odds.analogues import (
    Alike,
    Analogues,
    Case,
    analogues,
    facts_of,
    nearest,
    past,
    promises,
    why,
)
from foedus.odds.covariates import NAMES
from foedus.record import Record
from tests.rows import ORIGIN, act, conflict, ids, indicator, link, membership, obligation

DAY = date(2010, 12, 31)


def case(member: str, year: int = 2000, **values: float | None) -> Case:
    return case_of(member, values, year)


def case_of(member: str, values: Mapping[str, float | None], year: int = 2000) -> Case:
    return Case("XYZ", member, member, date(year, 1, 1), dict.fromkeys(NAMES) | dict(values))


def test_distance_is_in_standard_deviations_of_the_shared_covariates() -> None:
    # Over the four cases drift is 0, 1, 2, 1 (mean 1, variance .5); age 0, 0, 2, 2 (mean 1, variance 1).
    pool = [case("AAA", drift=0.0, age=0.0), case("BBB", drift=1.0, age=0.0), case("CCC", drift=2.0, age=2.0)]
    found = nearest(case("HHH", drift=1.0, age=2.0), pool)
    assert [one.case.member for one in found] == ["CCC", "BBB", "AAA"]
    # CCC: (1 / sqrt .5)^2 = 2 over two covariates; BBB: 2^2 = 4; AAA: both.
    assert [one.distance for one in found] == pytest.approx([1.0, 2**0.5, 3**0.5])
    assert found[0].alike == (Alike("age", True),)
    assert found[0].unlike == ("drift",)
    assert why(found[0]) == "alike: age of the alliance (high); unlike: ideal point moved from the hub"


def test_weights_say_what_counts() -> None:
    pool = [case("AAA", drift=0.0, age=0.0), case("BBB", drift=1.0, age=0.0), case("CCC", drift=2.0, age=2.0)]
    found = nearest(case("HHH", drift=1.0, age=2.0), pool, weights={"drift": 1.0})
    assert (found[0].case.member, found[0].distance, found[0].n_shared) == ("BBB", 0.0, 1)


def test_what_is_unknown_is_not_compared_and_too_little_is_no_comparison() -> None:
    whole: dict[str, float | None] = {"drift": 1.0, "age": 1.0, "war": 1.0, "apart": 1.0, "members": 1.0}
    other = dict.fromkeys(whole, 0.0)
    half = other | {"war": None, "apart": None, "members": None}
    most = whole | {"war": None, "apart": None}
    found = nearest(case_of("HHH", whole), [case_of("AAA", other), case_of("BBB", half), case_of("CCC", most)])
    assert [(one.case.member, one.n_shared) for one in found] == [("CCC", 3), ("AAA", 5)]


def test_of_one_membership_only_the_nearest_year_is_taken() -> None:
    pool = [case("AAA", year, drift=year - 2000.0) for year in range(2000, 2010)] + [case("BBB", drift=9.0)]
    found = nearest(case("HHH", drift=4.2), pool)
    assert [(one.case.member, one.case.day.year) for one in found] == [("AAA", 2004), ("BBB", 2000)]


values = st.one_of(st.none(), st.floats(-5, 5))
some_cases = st.lists(
    st.builds(
        lambda member, year, a, b, c: case(member, year, drift=a, age=b, war=c),
        st.sampled_from(("AAA", "BBB", "CCC", "DDD")),
        st.integers(1990, 2000),
        values,
        values,
        values,
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None)
@given(some_cases, some_cases.map(lambda found: found[0]), st.randoms())
def test_nearest_is_in_order_whatever_the_order_of_the_pool(pool: list[Case], here: Case, random: Any) -> None:
    found = nearest(here, pool)
    assert [one.distance for one in found] == sorted(one.distance for one in found)
    assert all(one.distance >= 0 for one in found)
    assert len({one.case.member for one in found}) == len(found)
    again = nearest(here, random.sample(pool, len(pool)))
    assert [one.distance for one in again] == pytest.approx([one.distance for one in found])


@settings(deadline=None)
@given(some_cases, st.integers(0, 11))
def test_a_case_is_nearest_to_itself(pool: list[Case], place: int) -> None:
    here = pool[place % len(pool)]
    found = nearest(here, pool)
    if found:
        assert found[0].distance == 0


# From a record.


def spell(
    alliance: str, member: str, since: str, until: str | None = None, how: str = "withdrawal"
) -> list[dict[str, Any]]:
    """The open row of a spell and, where it ended, the closed one known the day after."""
    opened = membership(member, alliance=alliance, from_on=since, known_on=since)
    if not until:
        return [opened]
    known_on = date.fromisoformat(until).replace(day=28).isoformat()
    return [membership(member, alliance=alliance, from_on=since, known_on=known_on, to_on=until, end_mode=how)]


def record() -> Record:
    """`XYZ` since 1990 with Armenia; an old pact that Iraq left in 1959 and Iran in 1979 was dissolved; a quiet one."""
    made = Record.in_memory()
    for code in ("XYZ", "OLD", "CALM"):
        made.add("alliance", [{"code": code, "name": code, "hub": None} | ORIGIN | {"known_on": "1950-01-02"}])
    rows = [row for member in ("ARM", "RUS", "BLR", "KAZ") for row in spell("XYZ", member, "1992-05-15")]
    rows += spell("OLD", "IRQ", "1955-02-24", "1959-03-24")
    for member in ("TUR", "GBR", "PAK", "IRN"):
        rows += spell("OLD", member, "1955-09-23", "1979-08-16", "dissolution")
    rows += [row for member in ("GHA", "NGA", "SEN") for row in spell("CALM", member, "1975-05-28")]
    made.add("membership", rows)
    made.add("event", [act("PAK", "OLD", "1976-07-01", "freeze", alliance="OLD")])
    made.add(
        "obligation", [obligation("defence", "4", alliance="XYZ"), obligation("consultation", "1", alliance="CALM")]
    )
    wars = [conflict("PAK", "IND", str(year), method="ucdp@1") for year in (1965, 1971)]
    made.add("conflict", [*wars, conflict("ARM", "AZE", "2008", method="ucdp@1")])
    return made


def found_in(of: Record, day: date = DAY) -> Analogues:
    return analogues(of.as_of(day), "XYZ", "ARM", k=20)


def test_cases_are_those_whose_next_five_years_are_over() -> None:
    facts = facts_of(record().as_of(DAY))
    days = {case.day for case in past(facts, DAY, is_of_treaties=False)}
    assert max(days) == date(2005, 1, 1)
    # The first: members on 1 January 1956. Two members were no case.
    assert min(days) == date(1956, 1, 1)


def test_what_happened_after_is_told_for_each() -> None:
    found = found_in(record())
    near = {(one.case.alliance, one.case.member): one for one in found.near}
    assert ("XYZ", "ARM") not in near
    assert ("XYZ", "KAZ") in near
    assert near["OLD", "IRQ"].after.exit_on == date(1959, 3, 25)
    assert near["OLD", "IRQ"].after.words == "was out from 1959-03-25 (withdrawal)"
    assert near["CALM", "GHA"].after.words == "still a member five years later"
    assert near["CALM", "GHA"].allies == ("NGA", "SEN")
    # Iraq was a member on 1 January of 1956 to 1959, and left within five years of each.
    assert found.n_exits == 4
    assert found.n_near_exits == 1
    assert (found.n_memberships, found.is_of_treaties) == (11, False)


def test_an_end_that_is_no_choice_is_no_exit() -> None:
    facts = facts_of(record().as_of(DAY))
    assert any(case.alliance == "OLD" and case.day.year == 1975 for case in past(facts, DAY, is_of_treaties=False))
    turkey = next(one for one in found_in(record()).near if one.case.member == "TUR")
    assert turkey.after.exit_on is None


def test_promises_add_up_and_what_is_not_told_is_unknown() -> None:
    facts = facts_of(record().as_of(DAY))
    assert [facts.provision(code, "defense", 2000) for code in ("XYZ", "CALM", "OLD")] == [1.0, 0.0, None]
    rows = [
        {"alliance": "A", "signed_on": year, "obligation_kind": kind}
        for year, kind in (("1950", "aid"), ("1960", "defence"), ("1970", "aims"))
    ]
    assert promises(rows) == {"A": {"defense": {1950: 0.0, 1960: 1.0, 1970: 1.0}}}


def test_nothing_known_later_moves_an_analogue() -> None:
    plain, planted = record(), record()
    late = {"known_on": "2011-01-01"}
    (senegal,) = [row["id"] for row in planted.query("SELECT id FROM membership WHERE member = 'SEN'")]
    others = set(ids(planted, "membership"))
    left = membership("SEN", alliance="CALM", from_on="1975-05-28", to_on="2003-01-01", end_mode="withdrawal")
    planted.add("membership", [left | late, membership("MLI", alliance="CALM", from_on="1990-01-01") | late])
    closed = next(
        row["id"]
        for row in planted.query("SELECT id, member FROM membership")
        if row["id"] not in others and row["member"] == "SEN"
    )
    planted.add("link", [link(closed, "supersedes", senegal, **late)])
    planted.add("event", [act("GHA", "CALM", "2001-01-01", "freeze", alliance="CALM", **late)])
    planted.add("obligation", [obligation("defence", "9", alliance="CALM", **late)])
    planted.add("conflict", [conflict("GHA", "NGA", "1999", method="ucdp@1", **late)])
    planted.add("indicator", [indicator("GHA", year, 0.5, name="electoral_democracy", **late) for year in (1994, 1999)])
    assert found_in(planted) == found_in(plain)
    # And known, they do.
    assert found_in(planted, date(2011, 1, 1)) != found_in(plain, date(2011, 1, 1))


def test_who_is_no_member_has_no_analogues() -> None:
    with pytest.raises(UnknownName, match="no member"):
        analogues(record().as_of(DAY), "XYZ", "GHA")
    with pytest.raises(UnknownName, match="no member"):
        analogues(record().as_of(DAY), "NONE", "GHA")


def test_the_same_alliance_under_a_number_of_atop_is_no_analogue_of_itself() -> None:
    made = record()
    made.add("alliance", [{"code": "ATOP 1", "name": "one", "hub": None} | ORIGIN | {"known_on": "2005-01-01"}])
    twin = [row for member in ("ARM", "RUS", "BLR", "KAZ") for row in spell("ATOP 1", member, "1992-05-15")]
    made.add("membership", twin)
    found = found_in(made)
    assert found.is_of_treaties
    assert {(one.case.alliance, one.case.member) for one in found.near} == {
        ("ATOP 1", m) for m in ("RUS", "BLR", "KAZ")
    }
    assert "outside" not in found.of.values


def test_the_embedded_record_has_analogues_for_a_member_of_the_csto() -> None:
    from foedus.build import open_view

    found = analogues(open_view("2022-11-28"), "CSTO", "ARM")
    assert len(found.near) == 8
    assert all(one.case.day <= date(2017, 1, 1) for one in found.near)
    assert found.n_cases > 10_000
    assert 0 < found.n_exits < found.n_cases / 50
