"""Question 5 from flows: each side's share of the other's, of all recorded flows; the value known last; years added up."""

from __future__ import annotations

import pytest

from foedus.questions.dependence import answer
from foedus.record import Record
from tests.questions.ask import ask, figure, one, record_of
from tests.rows import Row


def flow(subject: str, partner: str, value: float, year: int = 2009, name: str = "goods_exports", **given: str) -> Row:
    return figure(subject, year, value, name, partner=partner, **given)


def with_flows(*rows: Row) -> Record:
    record = record_of("AAA", "BBB")
    record.add("indicator", list(rows))
    return record


def test_both_directions_are_told_with_their_difference() -> None:
    record = with_flows(
        flow("AAA", "HUB", 30),
        flow("HUB", "AAA", 20),
        flow("AAA", "OUT", 40),
        flow("OUT", "AAA", 10),  # AAA trades 100 in all, half of it with the hub
        flow("HUB", "OUT", 300),
        flow("OUT", "HUB", 150),  # the hub trades 500 in all, a tenth of it with AAA
    )
    own = one(ask(answer, record), "goods trade, both ways", "AAA")
    assert own.value == pytest.approx(0.4)
    assert own.sentence == (
        "HUB made 50% of AAA's recorded goods trade in 2009; AAA made 10% of HUB's, a difference of 40%."
    )
    assert own.n == 2
    assert len(own.evidence) == 2
    assert "cannot be told" not in one(ask(answer, record), "trade with the hub").sentence


def test_the_value_known_last_counts_and_once() -> None:
    record = with_flows(
        flow("AAA", "HUB", 90),
        flow("AAA", "HUB", 50, known_on="2010-06-01"),
        flow("AAA", "OUT", 50),
        flow("HUB", "OUT", 50),
    )
    assert one(ask(answer, record), "goods trade, both ways", "AAA").value == pytest.approx(0.5 - 0.5)


def test_arms_of_five_years_go_one_way() -> None:
    rows = [flow("AAA", "HUB", 10, year, "arms_deliveries") for year in range(2003, 2010)]
    record = with_flows(
        *rows, flow("AAA", "OUT", 50, 2009, "arms_deliveries"), flow("HUB", "OUT", 5, 2009, "arms_deliveries")
    )
    own = one(ask(answer, record), "arms imports, both ways", "AAA")
    assert own.value == pytest.approx(0.5)
    assert "from 2005 to 2009" in own.sentence
    assert len(own.evidence) == 5


def test_flows_of_long_ago_are_not_carried_forward() -> None:
    record = with_flows(flow("AAA", "HUB", 30, 2004), flow("HUB", "AAA", 20, 2004))
    assert not [it for it in ask(answer, record) if "both ways" in it.measure]
