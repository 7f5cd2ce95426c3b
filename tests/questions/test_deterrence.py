"""Did it deter: fighting with outsiders per year under obligation, and whether that changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.intervals import probability_rate_rose, rate_interval
from foedus.questions.deterrence import answer
from foedus.record import Record
from foedus.rows import Row
from tests.questions.ask import (
    THIN_RECORDS,
    ask,
    ask_panel,
    bare,
    evidence_of,
    joined,
    one,
    quick,
    record_of,
    rejoined,
    thin_panel,
    what_is_known_later_changes_nothing,
)
from tests.rows import conflict, ids, link

SPELL_YEARS = 7670 / 365.2425
"""1 January 1990 to 31 December 2010, both included: 21 * 365 + 5 leap days."""


def fights(record: Record, *rows: tuple[str, str, str]) -> Record:
    """Fighting between two sides; the key is the two and the date."""
    record.add("conflict", [fight(*row) for row in rows])
    return record


def fight(side_a: str, side_b: str, began_on: str, known_on: str = "2010-12-30") -> Row:
    return conflict(side_a, side_b, began_on, key=f"{side_a} {side_b} {began_on}", known_on=known_on)


def test_the_rate_is_per_member_year_of_members_other_than_the_hub() -> None:
    record = fights(
        record_of("AAA", "BBB"),
        ("AAA", "OUT", "1995-06-01"),
        ("BBB", "OUT", "2009-06-01"),
        ("HUB", "OUT", "2009-07-01"),  # the hub's own
        ("AAA", "BBB", "2009-08-01"),  # inside
        ("OUT", "WHO", "2009-09-01"),  # of no member
        ("AAA", "OUT", "1989-12-31"),  # before
        ("AAA", "OUT", "1990"),  # the year of the founding, which was its first day
    )
    found = one(ask(answer, record), "fighting with outsiders")
    years = 2 * SPELL_YEARS
    assert found.value == pytest.approx(3 / years)
    assert (found.low, found.high) == pytest.approx(rate_interval(3, years))
    assert evidence_of(found, record) == {"AAA OUT 1995-06-01", "BBB OUT 2009-06-01", "AAA OUT 1990"}
    # 2 * 21 = 42 member-years; 3 / 42 = .071; Garwood's limits of 3 are .619 and 8.77, over 42: .015 and .21.
    assert found.sentence == (
        "In 42 member-years the record holds 3 dated outbreaks of fighting between members other than HUB and outsiders: "
        "0.071 a member-year (95% interval 0.015 to 0.21). It does not say who began, and holds no such series from "
        "before the treaty."
    )


def test_the_change_is_between_the_two_windows() -> None:
    record = fights(
        record_of("AAA"),
        ("AAA", "OUT", "2003-12-31"),
        ("AAA", "OUT", "2004-01-01"),
        ("AAA", "OUT", "2008-12"),
        ("AAA", "OUT", "2009-01-01"),
        ("AAA", "OUT", "2009"),
        ("AAA", "OUT", "2010-12-30"),
    )
    found = one(ask(answer, record), "change in fighting with outsiders")
    p_rose = probability_rate_rose(2, 1827 / 365.2425, 3, 730 / 365.2425)
    assert (found.value, found.n) == pytest.approx((p_rose, 5))
    assert "AAA OUT 2003-12-31" not in evidence_of(found, record)
    assert found.sentence == (
        "The record holds 3 such outbreaks in the 24 months to 31 December 2010, 2 in the 60 months before; on these counts "
        "the rate very likely rose (probability that it rose 0.93)."
    )
    assert found.label == "3 in 24 months, 2 in 60 months before"


def test_a_date_that_may_lie_in_either_window_is_in_neither() -> None:
    record = record_of("AAA", last_news="2010-06-28")
    fights(record, ("AAA", "OUT", "2008"), ("AAA", "OUT", "2008-06"), ("AAA", "OUT", "2008-07"))
    # As the record ends on 29 June 2010, the recent window begins on 30 June 2008.
    found = one(ask(answer, record), "change in fighting with outsiders")
    assert found.label == "1 in 24 months, 0 in 60 months before"
    assert "to 29 June 2010" in found.sentence
    assert evidence_of(found, record) == {"AAA OUT 2008-07"}
    assert one(ask(answer, record), "fighting with outsiders").n == 3


def test_no_fighting_in_either_window_is_no_change() -> None:
    found = one(ask(answer, record_of("AAA")), "change in fighting with outsiders")
    assert (found.value, found.n, found.is_thin) == (None, 0, True)
    assert found.sentence == (
        "The record holds no such outbreaks in the 24 months to 31 December 2010, none in the 60 months before; with none "
        "in either there is no change to tell."
    )


def test_a_member_is_counted_while_it_was_one() -> None:
    record = fights(
        rejoined(),
        ("AAA", "OUT", "2005-06-30"),  # its last day
        ("AAA", "OUT", "2005-07-01"),  # after
        ("AAA", "OUT", "2009-07-01"),  # back
        ("AAA", "OUT", "2005"),  # either
        ("AAA", "BBB", "2007-01-01"),  # between spells an outsider, with whom BBB fought
        ("AAA", "BBB", "2005"),  # either inside or not
    )
    found = ask(answer, record)
    own, other = (one(found, "fighting with outsiders", member) for member in ("AAA", "BBB"))
    assert evidence_of(own, record) == {"AAA OUT 2005-06-30", "AAA OUT 2009-07-01"}
    assert evidence_of(other, record) == {"AAA BBB 2007-01-01"}
    # 1 January 1990 to 30 June 2005 is 5,660 days; 1 July 2009 to 31 December 2010 is 549.
    assert own.value == pytest.approx(2 / ((5660 + 549) / 365.2425))
    assert own.sentence == (
        "AAA: 2 dated outbreaks of fighting with outsiders in 17 years under obligation (0.12 a year, 95% interval 0.014 to "
        "0.42), the latest of 1 July 2009."
    )


def test_a_former_members_fighting_stays_with_the_time_it_was_one() -> None:
    record = bare("HUB", joined("HUB", "1990-01-01"), joined("BBB", "1990-01-01"))
    record.add("membership", [joined("AAA", "1990-01-01", to_on="2005-06-30", known_on="2005-07-01")])
    fights(record, ("AAA", "OUT", "2004-01-01"), ("AAA", "OUT", "2006-01-01"))
    found = ask(answer, record)
    whole = one(found, "fighting with outsiders")
    assert evidence_of(whole, record) == {"AAA OUT 2004-01-01"}
    assert whole.value == pytest.approx(1 / ((5660 + 7670) / 365.2425))
    assert {it.member for it in found} == {None, "BBB", "HUB"}


def test_corrected_and_doubled_rows_count_once() -> None:
    record = fights(record_of("AAA"), *(("AAA", "OUT", f"2009-0{month}-01") for month in (1, 2, 3)))
    first, second, third = sorted(ids(record, "conflict"))
    record.add(
        "link", [link(first, "supersedes", second, "2010-12-30"), link(third, "duplicates", first, "2010-12-30")]
    )
    assert one(ask(answer, record), "fighting with outsiders").evidence == (first,)


def test_the_alliance_of_last_month_has_a_month_and_no_change() -> None:
    record = fights(THIN_RECORDS["founded last month"](), ("AAA", "OUT", "2010-12-11"))
    found = ask(answer, record)
    # 31 days are .085 years, 1 / .085 = 11.8 a year.
    assert one(found, "fighting with outsiders").sentence.startswith(
        "In 0.1 member-years the record holds 1 dated outbreak"
    )
    assert one(found, "fighting with outsiders", "AAA").label == "1 in 1 month"
    change = one(found, "change in fighting with outsiders")
    assert (change.value, change.is_thin) == (None, True)
    assert change.sentence == (
        "The record holds 1 such outbreak in the 1 month to 31 December 2010, with no earlier time to compare; too short a "
        "time to tell a change."
    )


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_a_record_without_fighting_says_so(name: str) -> None:
    found = one(ask_panel(answer, thin_panel(name)), "fighting with outsiders")
    assert (found.n, found.evidence, found.is_thin) == (0, (), True)
    assert "no dated outbreaks" in found.sentence or "holds no time of membership" in found.sentence


def test_where_the_hub_is_alone_there_is_no_rate() -> None:
    found = one(ask_panel(answer, thin_panel("the hub alone")), "fighting with outsiders")
    assert found.value is None
    assert found.sentence == "The record holds no time of membership in XYZ but of its hub known by 31 December 2010."


@given(st.data())
@quick
def test_later_knowledge_changes_nothing(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(answer, data)
