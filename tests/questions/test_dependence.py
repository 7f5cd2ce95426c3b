"""Question 5: the latest published value of each tie, both directions kept apart, nothing where nothing is known."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.questions.dependence import answer
from foedus.record import Record
from tests.questions.ask import ask as ask_on_the_day
from tests.questions.ask import one, record_of, thin_panel
from tests.rows import indicator

TRADE = {"name": "trade_with_partner_share_of_gdp", "unit": "percent of GDP", "partner": "HUB"}


def tie(subject: str, year: int, value: float, **given: Any) -> dict[str, Any]:
    return indicator(subject, year, value, **(TRADE | given))


def told(record: Record, *rows: dict[str, Any]) -> list[Any]:
    record.add("indicator", list(rows))
    return ask_on_the_day(answer, record)


def test_the_latest_year_known_by_the_day_is_told() -> None:
    found = told(
        record_of("AAA", "BBB"),
        tie("AAA", 2005, 30.0),
        tie("AAA", 2008, 20.5),
        tie("AAA", 2009, 99.0, known_on="2011-01-01"),  # the year is past, the value not yet published
        tie("BBB", 2001, 7.0),
    )
    own = one(found, "ties with the hub", "AAA")
    assert (own.value, own.n, own.label) == (20.5, 1, "trade 20.5% of GDP")
    assert own.sentence == "AAA, latest values known: trade with HUB 20.5 percent of GDP (2008)."
    assert one(found, "ties with the hub", "BBB").sentence == (
        "BBB, latest values known: trade with HUB 7 percent of GDP (2001, old)."
    )
    ranking = one(found, "trade with the hub")
    assert (ranking.value, ranking.n) == (20.5, 2)
    assert "AAA 20.5 (2008), BBB 7 (2001)" in ranking.sentence
    assert "cannot be told" in ranking.sentence


def test_ties_with_others_and_the_hubs_own_do_not_count() -> None:
    found = told(record_of("AAA"), tie("AAA", 2008, 50.0, partner="OUT"), tie("HUB", 2008, 5.0, partner="AAA"))
    own = one(found, "ties with the hub", "AAA")
    assert (own.value, own.n, own.is_thin, own.label) == (None, 0, True, "no value")
    assert own.sentence == "The record holds no value of AAA's ties with HUB."
    assert (
        one(found, "trade with the hub").sentence
        == "The record holds no trade of a member with HUB known by 31 December 2010."
    )


def test_forces_on_a_members_soil_stand_apart() -> None:
    record = record_of("AAA", "BBB")
    found = told(
        record,
        tie("AAA", 2009, 3500.0, name="partner_troops", unit="persons"),
        tie("AAA", 2044, 2044.0, name="partner_base_agreement_end", unit="year", known_on="2009-01-01"),
    )
    own = one(found, "forces of the hub", "AAA")
    assert own.sentence == "AAA: troops of HUB on its soil 3,500 persons (2009); base of HUB agreed until 2044."
    assert (own.value, own.label, own.is_thin) == (3500.0, "3,500 troops (2009)", False)
    assert not [it for it in found if it.measure == "forces of the hub" and it.member == "BBB"]
    assert len(own.evidence) == 2


@pytest.mark.parametrize("name", ["no hub", "hub no member"])
def test_without_a_hub_among_the_members_there_is_no_dependence_on_one(name: str) -> None:
    assert answer(thin_panel(name)) == []


@pytest.mark.parametrize("value", [0.0, 12.25, 1234567.0])
def test_values_are_told_as_published(value: float) -> None:
    found = told(record_of("AAA"), tie("AAA", 2009, value))
    assert one(found, "ties with the hub", "AAA").value == value
