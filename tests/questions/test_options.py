"""Question 8: other alliances, outside ties, regime and means beside the hub's; no value is carried past its time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.questions.options import answer
from foedus.record import Record
from tests.questions.ask import (
    THIN_RECORDS,
    ask,
    ask_panel,
    figure,
    one,
    quick,
    record_of,
    thin_panel,
    what_is_known_later_changes_nothing,
)
from tests.rows import ORIGIN, Row, act, membership, obligation


def with_values(record: Record, *rows: Row) -> Record:
    record.add("indicator", list(rows))
    return record


def other_alliance(record: Record, *members: str, **ended: str) -> None:
    record.add("alliance", [{"code": "OTH", "name": "Other Pact"} | ended | ORIGIN])
    record.add("membership", [membership(member, alliance="OTH", known_on="2000-01-02") for member in members])


def test_other_alliances_and_outside_ties_of_a_member() -> None:
    record = record_of("AAA", "BBB", acts=[act("AAA", "OUT", "2010-03-01", "outside_tie")])
    other_alliance(record, "AAA", "OUT")
    record.add("obligation", [obligation("withdrawal-notice", "9", notice_months=12)])
    found = ask(answer, record)
    own = one(found, "ties outside", "AAA")
    assert own.sentence == (
        "AAA is in Other Pact; the record holds 1 act of tying itself to outsiders in the 24 months to 31 December 2010, "
        "the latest on 1 March 2010; leaving takes 12 months' notice."
    )
    assert (own.value, own.n) == (1.0, 2)
    assert one(found, "ties outside", "BBB").value == 0
    spread = one(found, "members in other alliances")
    assert spread.sentence == (
        "1 of 3 members belong to another alliance that the record holds; most to AAA, 1; to none: BBB and HUB."
    )


def test_an_alliance_that_ended_is_no_other_alliance() -> None:
    record = record_of("AAA")
    other_alliance(record, "AAA", ended_on="1999-05-01")
    assert one(ask(answer, record), "ties outside", "AAA").value == 0


def index(subject: str, year: int, value: float, low: float, high: float) -> list[Row]:
    name = "electoral_democracy"
    return [
        figure(subject, year, amount, f"{name}{end}", partner=None)
        for end, amount in (("", value), ("_low", low), ("_high", high))
    ]


def test_regime_distance_has_the_bounds_of_both() -> None:
    record = with_values(record_of("AAA"), *index("AAA", 2009, 0.7, 0.65, 0.75), *index("HUB", 2009, 0.3, 0.2, 0.4))
    own = one(ask(answer, record), "regime distance", "AAA")
    assert (own.value, own.low, own.high) == pytest.approx((0.4, 0.25, 0.55))


def test_overlapping_bounds_allow_no_distance() -> None:
    record = with_values(record_of("AAA"), *index("AAA", 2009, 0.4, 0.3, 0.5), *index("HUB", 2009, 0.3, 0.2, 0.4))
    assert one(ask(answer, record), "regime distance", "AAA").low == 0


def test_an_index_of_long_ago_is_not_carried_forward() -> None:
    record = with_values(record_of("AAA"), *index("AAA", 2005, 0.7, 0.65, 0.75), *index("HUB", 2005, 0.3, 0.2, 0.4))
    assert not [it for it in ask(answer, record) if it.measure.startswith("regime")]


def test_capability_is_military_expenditure_over_the_hubs() -> None:
    values = {"AAA": (100.0, 2.0), "HUB": (1000.0, 4.0)}
    rows = [
        figure(code, 2009, value, name, partner=None)
        for code, pair in values.items()
        for name, value in zip(("gdp", "military_expenditure_share_of_gdp"), pair, strict=True)
    ]
    own = one(ask(answer, with_values(record_of("AAA"), *rows)), "capability ratio", "AAA")
    assert own.value == pytest.approx(0.05)
    assert own.sentence == "AAA's military expenditure was 0.05 times HUB's in 2009."


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_thin_records_are_answered(name: str) -> None:
    panel = thin_panel(name)
    if panel.members:
        assert {it.member for it in ask_panel(answer, panel)} == {None, *panel.members}
    else:
        assert answer(panel) == []


@quick
@given(st.data())
def test_what_is_known_later_changes_nothing(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(answer, data)
