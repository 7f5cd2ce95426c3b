"""The expected-utility model: the published emission-standards case, and what holds of every run."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.whatif.expected_utility import READINGS, BadActors, Rules, Stakeholder, rounds

# Scholz, Calbert and Smith 2011 after Bueno de Mesquita 1994, table of input: capability, position in years, salience.
EMISSIONS = (
    Stakeholder("Netherlands", 0.08, 4, 0.8),
    Stakeholder("Belgium", 0.08, 7, 0.4),
    Stakeholder("Luxembourg", 0.03, 4, 0.2),
    Stakeholder("Germany", 0.16, 4, 0.8),
    Stakeholder("France", 0.16, 10, 0.6),
    Stakeholder("Italy", 0.16, 10, 0.6),
    Stakeholder("UK", 0.16, 10, 0.9),
    Stakeholder("Ireland", 0.05, 7, 0.1),
    Stakeholder("Denmark", 0.05, 4, 1.0),
    Stakeholder("Greece", 0.08, 7, 0.7),
)

# From the public replication jmckib/bdm-scholz-expected-utility-model, retyped; the beginning and ten rounds.
MEDIANS = [7.0, 8.4159, 9.6109, 9.962, 9.962, 9.962, 7.472, 8.8246, 9.6711, 9.6711, 7.0]
MEANS = [7.39, 7.4613, 7.5525, 7.5901, 7.3581, 7.3492, 7.4149, 7.5105, 7.5724, 7.325, 7.2421]


def test_the_matching_reading_gives_every_published_median_and_mean() -> None:
    told = rounds(EMISSIONS, 10, reading="matching")
    assert [it.number for it in told] == list(range(11))
    assert [round(it.median, 4) for it in told] == MEDIANS
    assert [round(it.mean, 4) for it in told] == MEANS


def test_the_published_values_are_those_of_the_shared_file(shared: Path) -> None:
    told = json.loads((shared / "data" / "checks" / "emission_standards.json").read_text())
    assert {it.name: list(it[1:]) for it in EMISSIONS} == told["actors"]
    assert (told["median_by_round"], told["mean_by_round"]) == (MEDIANS, MEANS)


def test_the_printed_reading_stays_at_the_first_median() -> None:
    told = rounds(EMISSIONS, 10, reading="printed")
    assert [it.median for it in told] == [7.0] * 11
    means = [7.39, 7.5502, 7.4231, 7.2756, 7.2546, 7.2358, 7.2228, 7.2184, 7.3024, 7.2295, 7.1994]
    assert [round(it.mean, 4) for it in told] == means


def test_neither_rule_alone_matches() -> None:
    wide = rounds(EMISSIONS, reading=Rules("all pairs", "least change"))
    assert [round(it.median, 4) for it in wide[:3]] == [7.0, 8.4159, 9.4747]
    narrow = rounds(EMISSIONS, reading=Rules("this pair", "lowest mean"))
    assert {it.median for it in narrow} == {7.0}
    assert round(narrow[2].mean, 4) == 7.0266


def test_two_actors_by_hand() -> None:
    """Positions 0 and 1, weights 2 and 1: each votes for itself, so the chances are 2/3 and 1/3 of this pair."""
    pair = [Stakeholder("A", 2, 0, 1), Stakeholder("B", 1, 1, 1)]
    start, after = rounds(pair, 1, reading="printed")
    assert (start.median, start.mean) == (0, 1 / 3)
    # Everybody resists, so challenging is worth p * 2 + (1 - p) * -2: 2/3 for A, -2/3 for B. B is in most danger, so its
    # exponent is 1/2 and A's is 2.
    assert after.exponents == pytest.approx({"A": 2.0, "B": 0.5})
    # As B sees it with exponent 1/2: success 2, failure -2, as it is 2 - 4 * .5 ** .5. With exponents 2 and 1/2 each still
    # votes with its whole weight, so the chances stay.
    as_is = 2 - 4 * 0.5**0.5
    assert as_is == pytest.approx(-0.8284, abs=1e-4)
    own, other = -2 / 3 - as_is, 2 / 3 - as_is
    assert other > own > 0
    (move,) = after.moves
    assert (move.actor, move.towards, move.kind, move.position) == ("B", "A", "confrontation", 0)


@st.composite
def casts(draw: st.DrawFn) -> list[Stakeholder]:
    n = draw(st.integers(1, 6))
    some = st.floats(0.1, 5)
    return [Stakeholder(f"A{i}", draw(some), draw(st.integers(0, 8)), draw(st.floats(0.05, 1))) for i in range(n)]


@settings(max_examples=60, deadline=None)
@given(casts(), st.sampled_from(sorted(READINGS)))
def test_what_holds_of_every_run(cast: list[Stakeholder], reading: Literal["printed", "matching"]) -> None:
    told = rounds(cast, 4, reading=reading)
    low, high = min(it.position for it in cast), max(it.position for it in cast)
    for it in told:
        for value in (it.median, it.mean, *it.positions.values()):
            assert low - 1e-9 <= value <= high + 1e-9
        assert all(0.5 - 1e-9 <= r <= 2 + 1e-9 for r in it.exponents.values())
        for move in it.moves:
            assert it.positions[move.actor] == move.position
    for before, after in pairwise(told):
        still = set(before.positions) - {move.actor for move in after.moves}
        assert all(before.positions[name] == after.positions[name] for name in still)


@settings(max_examples=40, deadline=None)
@given(casts(), st.sampled_from(sorted(READINGS)))
def test_the_units_of_capability_and_position_change_nothing(
    cast: list[Stakeholder], reading: Literal["printed", "matching"]
) -> None:
    # Powers of two, so that not even the last digit may differ.
    other = [it._replace(capability=4 * it.capability, position=2 * it.position) for it in cast]
    for one, two in zip(rounds(cast, 3, reading=reading), rounds(other, 3, reading=reading), strict=True):
        assert two.median == pytest.approx(2 * one.median)
        assert two.mean == pytest.approx(2 * one.mean)


def test_who_agree_stay() -> None:
    told = rounds([Stakeholder("A", 1, 3, 1), Stakeholder("B", 2, 3, 0.5)], 2)
    assert [(it.median, it.mean, it.moves) for it in told] == [(3, 3, ())] * 3


GOOD = Stakeholder("A", 1, 0, 1)


@pytest.mark.parametrize(
    ("actors", "words"),
    [
        ([], "there is no actor"),
        ([GOOD, GOOD], "A is named twice"),
        ([GOOD._replace(capability=0)], "capability of A is 0"),
        ([GOOD._replace(salience=1.5)], "salience of A is 1.5"),
        ([GOOD._replace(salience=0)], "salience of every actor is 0"),
        ([GOOD._replace(position=float("nan"))], "position of A is nan"),
    ],
)
def test_what_the_model_cannot_take_is_refused(actors: list[Stakeholder], words: str) -> None:
    with pytest.raises(BadActors, match=words):
        rounds(actors)


def test_rounds_and_readings_are_checked() -> None:
    with pytest.raises(BadActors, match="-1 rounds"):
        rounds([GOOD], -1)
    with pytest.raises(BadActors, match='no reading "other"; choose printed or matching'):
        rounds([GOOD], reading="other")  # type: ignore[arg-type]
    assert set(get_args(Literal["printed", "matching"])) == set(READINGS)
