"""What it would take: found where the answer is known by hand, and not found where it is out of reach."""

from __future__ import annotations

import math

import numpy as np
import pytest

from foedus.whatif.change import turn
from foedus.whatif.needed import needed, thinned
from foedus.whatif.outlook import Need
from foedus.whatif.simulate import simulate
from tests.whatif.ground import NAMED, draws, ground, world


def found(members: tuple[str, ...] = ("AAA",), **fixed: float) -> dict[str, Need]:
    return {it.name: it for it in needed(ground(**fixed), members, NAMED, months=24, seed=3)}


def test_options_outside_that_halve_the_odds_are_those_that_the_equation_gives() -> None:
    need = found(outside=8.0, disbelief=0.0, dependence=0.0)["outside"]
    assert need.lever is not None
    value = float(need.lever.partition("=")[2])
    # The odds go with exp(8 x): half of them at log(2) / 8 below, from 0.25; rare, so that the chance is nearly in proportion.
    assert value == pytest.approx(0.25 - math.log(2) / 8, abs=0.004)
    assert "halves its chance to leave within 24 months" in need.sentence


def test_the_lever_that_is_named_does_halve_the_chance() -> None:
    made = ground(outside=8.0)
    need = next(it for it in needed(made, ["AAA"], NAMED, months=24, seed=3) if it.name == "outside")
    assert need.lever is not None
    after = turn(made, [need.lever], NAMED, months=24).world
    one, two = simulate([made.world, after], made.draws, runs=4000, months=24, seed=3)
    assert two.left[:, 0, -1].mean() == pytest.approx(one.left[:, 0, -1].mean() / 2, rel=0.03)


def test_what_the_model_gives_no_weight_is_out_of_reach() -> None:
    every = found(outside=0.0, disbelief=0.0, dependence=0.0)
    assert {it.lever for it in every.values()} == {None}
    assert all("not within reach" in it.sentence for it in every.values())
    assert set(every) == {"dependence", "outside", "attention", "threat", "answer-chance"}


def test_one_that_has_frozen_its_part_cannot_be_moved_by_calls() -> None:
    made = ground(2.0, world(frozen=(0,)))
    assert {it.name for it in needed(made, ["AAA"], NAMED, months=12, seed=0)} == {"dependence", "outside"}


def test_thinning_keeps_rates_and_draws_together() -> None:
    made = world()
    few, some = thinned(made, draws(), 10)
    assert some.shape[0] == few.leave.shape[1] == few.freeze.shape[1] == 10
    kept = [int(np.flatnonzero((draws() == row).all(axis=1))[0]) for row in some]
    assert np.array_equal(few.leave, made.leave[:, kept])
    assert few.dissent is made.dissent
    assert thinned(made, draws(), 1000)[0] is made
