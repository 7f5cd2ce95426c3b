"""Which parameter carries a difference: against shares known by hand, and against the definition over all orders."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.whatif.shares import MECHANISMS, SHORT, carriers, mechanisms, shapley
from foedus.whatif.simulate import simulate
from tests.whatif.ground import STATES, draws, world

Floats = np.ndarray[Any, np.dtype[np.float64]]


def ranks(x: Floats) -> Floats:
    made: Floats = np.argsort(np.argsort(x, axis=0), axis=0).astype(float)
    return made


def explained(x: Floats, y: Floats) -> float:
    """R2 of a regression with an intercept."""
    if not x.shape[1]:
        return 0.0
    inside = np.column_stack([np.ones(len(x)), x])
    rest = y - inside @ np.linalg.lstsq(inside, y, rcond=None)[0]
    return float(1 - rest.var() / y.var())


def test_two_independent_causes_of_one_weight_share_alike() -> None:
    x = np.random.default_rng(1).normal(size=(4000, 3))
    found = shapley(x, x[:, 0] - x[:, 1])
    assert found == pytest.approx([0.5, 0.5, 0], abs=0.04)


def test_copies_share_what_one_would_have() -> None:
    x = np.random.default_rng(1).normal(size=(500, 1))
    assert shapley(np.hstack([x, x]), x[:, 0]) == pytest.approx([0.5, 0.5], abs=1e-6)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_shares_are_the_mean_over_all_orders_and_add_up_to_r2(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(60, 4)) @ rng.normal(size=(4, 4))
    y = x @ rng.normal(size=4) + rng.normal(size=60)
    rx, ry = ranks(x), ranks(y)
    by_hand = np.zeros(4)
    for order in permutations(range(4)):
        for place, one in enumerate(order):
            before = list(order[:place])
            by_hand[one] += explained(rx[:, [*before, one]], ry) - explained(rx[:, before], ry)
    assert shapley(x, y) == pytest.approx(by_hand / 24, abs=1e-6)
    assert shapley(x, y).sum() == pytest.approx(explained(rx, ry), abs=1e-6)


def test_a_scale_does_not_matter_and_what_does_not_vary_carries_nothing() -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(200, 2))
    y = x[:, 0] + 0.3 * rng.normal(size=200)
    assert shapley(np.exp(3 * x), y) == pytest.approx(shapley(x, y))
    assert shapley(np.column_stack([x, np.ones(200)]), y)[2] == 0
    assert shapley(x, np.ones(200)).sum() == 0


def test_carriers_of_a_made_up_difference() -> None:
    some = draws(400)
    rng = np.random.default_rng(5)
    made = world(leave=rng.uniform(0.0007, 0.001, (3, 400)), freeze=rng.uniform(0.0003, 0.0006, (3, 400)))
    was = np.full(400, 0.05)
    found = carriers(made, some, was, was + 0.001 * some[:, 7], 0, "leave", STATES.__getitem__)
    assert found is not None
    assert found.shares[0].parameter == "disbelief" and found.shares[0].share > 0.9
    assert sum(it.share for it in found.shares) + found.unexplained == pytest.approx(1, abs=0.01)
    assert found.sentence.startswith("Aland, leaves: the variance") and SHORT["disbelief"] in found.sentence
    assert carriers(made, some, was, was, 0, "leave", STATES.__getitem__) is None


def test_without_belief_an_answer_moves_nothing_and_without_options_outside_ties_do_not() -> None:
    some = draws(outside=4.0, disbelief=2.0)
    answered = world(past=world().past[:-1])
    tied = world(outside_plus={1: np.array([0.3, 0, 0])})

    def off(after: Any) -> dict[str, float]:
        def run(changed: Floats) -> Any:
            return simulate([world(), after], changed, runs=800, months=24)

        found = mechanisms("AAA", 0, some, run)
        assert [it.mechanism for it in found] == list(MECHANISMS)
        assert len({it.difference for it in found}) == 1 and found[0].difference != 0
        return {it.mechanism: it.without for it in found}

    assert off(answered)["belief"] == pytest.approx(0, abs=1e-9)
    assert off(tied)["outside"] == pytest.approx(0, abs=1e-9)
    assert off(tied)["belief"] > 0
