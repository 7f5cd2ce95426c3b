"""Conflict-years of states: under obligation, before it, and between members; a year partly inside counts nowhere."""

from __future__ import annotations

import pytest

from foedus.questions import deterrence, friction
from foedus.record import Record
from tests.questions.ask import ask, bare, joined, one, record_of
from tests.rows import ORIGIN, Row, conflict, membership

HUB = membership("HUB")


def war(side_a: str, side_b: str, year: int) -> Row:
    return conflict(side_a, side_b, str(year), method="ucdp@1", known_on=f"{year + 1}-06-30")


def state(code: str, from_on: str) -> Row:
    return {"code": code, "name": code, "actor_kind": "state", "from_on": from_on} | ORIGIN | {"known_on": "1990-01-01"}


def fought(record: Record, *rows: Row) -> Record:
    record.add("conflict", list(rows))
    return record


def test_years_under_obligation_stand_beside_the_same_states_before() -> None:
    record = bare("HUB", HUB, joined("AAA", "2000-01-01"))
    record.add("actor", [state("AAA", "1980-01-01")])
    found = ask(
        deterrence.answer,
        fought(
            record, war("AAA", "OUT", 1985), war("AAA", "OUT", 1986), war("AAA", "OUT", 2005), war("OUT", "ZZZ", 2009)
        ),
    )
    it = one(found, "wars with outside states")
    assert it.n == 1
    # The last conflict-year known by the day, of whatever states, is 2009: ten member-years.
    assert it.value == pytest.approx(10, rel=0.01)
    assert "2 in 20 years" in it.sentence
    assert it.period_to == "2009-12-31"


def test_what_several_rows_tell_of_one_year_counts_once() -> None:
    record = fought(record_of("AAA"), war("AAA", "OUT", 2005), war("AAA", "OUT", 2005) | {"note": "another conflict"})
    assert one(ask(deterrence.answer, record), "wars with outside states").n == 1


def test_the_year_of_joining_counts_nowhere() -> None:
    record = bare("HUB", HUB, joined("AAA", "2000-07-01"))
    record.add("actor", [state("AAA", "1980-01-01")])
    it = one(ask(deterrence.answer, fought(record, war("AAA", "OUT", 2000))), "wars with outside states")
    assert it.n == 0
    assert "none in 20 years" in it.sentence


def test_wars_of_the_hub_and_inside_states_are_not_the_members() -> None:
    record = fought(
        record_of("AAA"), war("HUB", "OUT", 2005), conflict("AAA", "a rebel group", "2005", method="ucdp@1")
    )
    assert one(ask(deterrence.answer, record), "wars with outside states").n == 0


def test_wars_between_members_are_friction() -> None:
    record = fought(record_of("AAA", "BBB"), war("AAA", "BBB", 2004), war("AAA", "BBB", 2005), war("AAA", "OUT", 2005))
    it = one(ask(friction.answer, record), "wars between members")
    assert (it.value, it.n) == (2.0, 2)
    assert "(AAA and BBB 2004 to 2005, 2 years)" in it.sentence
    assert one(ask(deterrence.answer, record), "wars with outside states").n == 1


def test_without_conflict_years_nothing_is_said() -> None:
    record = fought(record_of("AAA"), conflict("AAA", "OUT", "2005-03-01"))
    assert not [it for it in ask(deterrence.answer, record) if it.measure == "wars with outside states"]
    assert not [it for it in ask(friction.answer, record) if it.measure == "wars between members"]


def test_conflict_years_are_no_dated_outbreaks() -> None:
    record = fought(record_of("AAA"), war("AAA", "OUT", 2005))
    assert one(ask(deterrence.answer, record), "fighting with outsiders").n == 0
