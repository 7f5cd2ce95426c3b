"""A change is told only where the record follows the time before; shares do not grow with denser reporting."""

from __future__ import annotations

import pytest

from foedus.measures.intervals import probability_share_rose
from foedus.questions.dissent import answer
from foedus.questions.pace import LEAST_EVENTS
from tests.questions.ask import ask, one, record_of
from tests.rows import Row, act, small_record


def refusals(*days: str) -> list[Row]:
    return [act("AAA", "XYZ", day, "refuse_sign") for day in days]


MANY = refusals(*(f"2010-0{month}-01" for month in range(1, 8)))


def test_where_the_time_before_is_not_followed_no_change_is_told() -> None:
    record = small_record("AAA")
    record.add("event", [act("XYZ", "XYZ", "2010-12-30", "meet"), *MANY])
    found = one(ask(answer, record), "dissenting acts")
    assert "the record holds no events of any kind in the time before, too few to tell a change" in found.sentence
    assert not [it for it in ask(answer, record) if it.measure == "change point"]


def test_where_it_is_followed_the_change_is_told() -> None:
    found = one(ask(answer, record_of("AAA", acts=MANY)), "dissenting acts")
    assert "almost certainly rose" in found.sentence
    assert len(record_of("AAA").query("SELECT * FROM event WHERE happened_on < '2009'")) >= LEAST_EVENTS


def test_dissent_as_a_share_of_what_members_did() -> None:
    before = [act("AAA", "XYZ", f"200{year}-05-01", "support") for year in range(4, 8)]
    acts = [*before, *refusals("2008-05-01"), *MANY, act("AAA", "HUB", "2010-11-01", "support")]
    found = one(ask(answer, record_of("AAA", acts=acts)), "share of acts that dissent")
    assert (found.value, found.n) == (7 / 8, 8)
    assert "of 5 in the 60 months before 1 (20%)" in found.sentence
    assert f"(probability that it rose {probability_share_rose(1, 5, 7, 8):.2f})" in found.sentence


def test_too_few_acts_give_no_share() -> None:
    found = ask(answer, record_of("AAA", acts=refusals("2010-05-01")))
    assert not [it for it in found if it.measure == "share of acts that dissent"]


@pytest.mark.parametrize(("before", "n_before", "after", "n_after"), [(0, 0, 0, 0), (2, 9, 2, 9), (0, 7, 0, 7)])
def test_equal_shares_tell_nothing(before: int, n_before: int, after: int, n_after: int) -> None:
    assert probability_share_rose(before, n_before, after, n_after) == pytest.approx(0.5)
