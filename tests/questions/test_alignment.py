"""Question 6, UN votes: level, drift with interval, the drift of all states beside it; nothing carried past its year."""

from __future__ import annotations

from math import sqrt

import pytest

from foedus.questions.dissent import answer
from foedus.record import Record
from tests.questions.ask import ask, bare, figure, one, record_of
from tests.rows import Row, membership

MINUS = "\N{MINUS SIGN}"


def with_values(record: Record, *rows: Row) -> Record:
    record.add("indicator", list(rows))
    return record


def pair(year: int, s: float, agree: float, member: str = "AAA", n: int = 100) -> list[Row]:
    return [
        figure(member, year, s, "vote_s", n_cases=n),
        figure(member, year, agree, "vote_agreement", n_cases=n),
    ]


def test_a_drift_has_the_interval_of_single_votes() -> None:
    # 2004: all votes equal. 2009: of 100, 60 equal and 40 one step apart, so S = 0.6 with variance .24 / 100.
    record = with_values(record_of("AAA"), *pair(2004, 1.0, 1.0), *pair(2009, 0.6, 0.6))
    own = one(ask(answer, record), "UN votes with the hub", "AAA")
    spread = 1.959964 * sqrt(0.24 / 100)
    assert own.value == pytest.approx(-0.4)
    assert (own.low, own.high) == pytest.approx((-0.4 - spread, -0.4 + spread), abs=1e-6)
    assert own.sentence == (
        f"AAA, UN votes of 2009: S with HUB 0.60 over 100 common votes; in 2004 1.00, a change of {MINUS}0.40, "
        f"95% interval {MINUS}0.50 to {MINUS}0.30."
    )
    assert len(own.evidence) == 4


def test_the_members_drift_is_told_beside_that_of_all_states() -> None:
    record = with_values(
        record_of("AAA", "BBB"),
        *pair(2004, 0.9, 0.95),
        *pair(2009, 0.2, 0.4),
        *pair(2004, 0.5, 0.6, "BBB"),
        *pair(2009, 0.5, 0.6, "BBB"),
        figure("UN members", 2004, 0.5, "vote_s"),
        figure("UN members", 2009, 0.4, "vote_s"),
    )
    of_all = one(ask(answer, record), "UN votes of the members with the hub")
    assert (of_all.value, of_all.n) == (0.5, 2)
    assert "fell beyond its 95% interval for 1 of 2 members (AAA) and rose so for none" in of_all.sentence
    assert (
        f"The median of all UN members moved by {MINUS}0.10; the interval of AAA lies wholly below that."
        in of_all.sentence
    )


def test_opposite_votes_weigh_double() -> None:
    # Half equal, half yes against no: S = 0, variance of the distances 1.
    record = with_values(record_of("AAA"), *pair(2004, 0.0, 0.5), *pair(2009, 0.0, 0.5))
    own = one(ask(answer, record), "UN votes with the hub", "AAA")
    assert own.high == pytest.approx(1.959964 * sqrt(2 / 100), abs=1e-6)


def test_without_the_year_five_before_there_is_a_level_and_no_drift() -> None:
    own = one(ask(answer, with_values(record_of("AAA"), *pair(2009, 0.6, 0.6))), "UN votes with the hub", "AAA")
    assert (own.value, own.low) == (None, None)
    assert own.sentence.endswith("for 2004 the record has no figure to compare.")


def test_votes_of_long_ago_say_nothing_of_today() -> None:
    found = ask(answer, with_values(record_of("AAA"), *pair(2001, 0.6, 0.6), *pair(2006, 0.6, 0.6)))
    assert not [it for it in found if it.measure.startswith("UN votes")]


def test_of_two_values_of_a_year_the_one_known_last_holds() -> None:
    later = figure("AAA", 2009, 0.3, "vote_s", known_on="2010-06-01", n_cases=90)
    own = one(ask(answer, with_values(record_of("AAA"), *pair(2009, 0.6, 0.6), later)), "UN votes with the hub", "AAA")
    assert "S with HUB 0.30 over 90 common votes" in own.sentence


def test_where_there_is_no_hub_the_other_members_stand_in_its_place() -> None:
    record = with_values(
        bare(None, *(membership(code) for code in ("AAA", "BBB", "CCC"))),
        figure("AAA", 2009, 0.5, "vote_s", partner="XYZ", n_cases=2),
        figure("XYZ", 2009, 0.55, "vote_cohesion_s", partner=None, n_cases=3),
        figure("UN members", 2009, 0.25, "vote_cohesion_s", partner=None, n_cases=9000),
    )
    found = ask(answer, record)
    assert "mean S with the other members 0.50 (2 pairs)" in one(found, "UN votes with the others", "AAA").sentence
    cohesion = one(found, "cohesion in UN votes")
    assert cohesion.sentence == (
        "UN votes of 2009: mean S over 3 pairs of members 0.55; over all pairs of UN members 0.25."
    )


def points(subject: str, year: int, value: float, error: float, known_on: str = "2010-01-01") -> list[Row]:
    return [
        figure(subject, year, value, "ideal_point", partner=None, known_on=known_on),
        figure(subject, year, error, "ideal_point_error", partner=None, known_on=known_on),
    ]


def test_ideal_points_compare_within_one_vintage() -> None:
    record = with_values(
        record_of("AAA"),
        *points("AAA", 2004, 1.0, 0.03),
        *points("HUB", 2004, 1.5, 0.04),
        *points("AAA", 2009, 0.5, 0.03),
        *points("HUB", 2009, 1.5, 0.04),
        *points("AAA", 2004, 9.0, 0.1, "2005-01-01"),
        *points("HUB", 2004, -9.0, 0.1, "2005-01-01"),
    )
    own = one(ask(answer, record), "ideal points apart", "AAA")
    spread = 1.959964 * sqrt(2 * (0.03**2 + 0.04**2))
    assert own.value == pytest.approx(0.5)
    assert (own.low, own.high) == pytest.approx((0.5 - spread, 0.5 + spread), abs=1e-6)
    assert "lies 1.00 standard deviations from HUB's; in 2004 it lay 0.50 away" in own.sentence
