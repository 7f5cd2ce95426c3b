"""The fast runs against the model written out run by run, and what must hold of any run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.whatif.model import NAMES, Past, Shock, World, prior_draws
from foedus.whatif.simulate import Paths, simulate
from tests.whatif.plain_model import run

Floats = NDArray[np.float64]

THETA = dict(zip(NAMES, (0.7, -0.4, 0.5, 0.6, -0.5, 14.0, 0.35, 2.5, -0.8, 1.2), strict=True))
ONE = np.array([list(THETA.values())])
FEW = settings(max_examples=12, deadline=None)


def world(**changed: Any) -> World:
    """Three members with much threat, some dissent, and exits that come often enough to be counted."""
    made = World(
        members=("AAA", "BBB", "CCC"),
        threat_shape=np.array([3.0, 2.0, 1.0]),
        threat_years=np.array([2.0, 4.0, 4.0]),
        attention=np.array([0.5, -0.5, 0.0]),
        stakes=np.array([0.3, 0.0, -0.2]),
        load=np.full(3, 0.4),
        dependence=np.array([0.2, -0.2, 0.0]),
        outside=np.array([-0.1, 0.3, 0.0]),
        dissent=np.array([0.05, 0.03, 0.02]),
        freeze=np.array([0.006, 0.004, 0.003]),
        leave=np.array([0.005, 0.006, 0.002]),
        belief=0.45,
        weight=2.0,
        help=0.85,
        past=(Past(0, 3, 0.0), Past(-1, 10, 0.5), Past(1, 20, 1.0)),
    )
    return replace(made, **changed)


LEVERS: dict[str, Any] = {
    "threat_times": {7: np.array([2.0, 1.0, 0.5])},
    "attention_plus": {1: np.array([1.0, 0.0, 0.0])},
    "load_plus": {5: np.array([0.5, 0.5, 0.5])},
    "answered": {9: np.array([np.nan, 1.0, 0.2])},
    "dependence_plus": {4: np.array([-0.3, 0.0, 0.0])},
    "outside_plus": {13: np.array([0.0, 0.5, 0.0])},
    "shocks": (Shock(3, 2, 0.0), Shock(8, 0, None), Shock(8, 1, 1.0)),
    "frozen": (2,),
}


@pytest.mark.parametrize("levers", [{}, LEVERS], ids=["plain", "levers"])
def test_equal_in_distribution_to_the_model_written_out(levers: dict[str, Any]) -> None:
    made, months, n = world(**levers), 24, 2000
    told = [run(made, THETA, months, seed) for seed in range(n)]
    paths = simulate([made], ONE, runs=40_000, months=months, seed=1)[0]
    pairs = {
        "left": (np.array([it.left for it in told]), paths.left[0, :, -1]),
        "aside": (np.array([it.aside for it in told]), paths.frozen[0, :, -1]),
        "acts": (np.array([it.acts for it in told]), paths.acts.mean(axis=0)),
        "belief": (np.array([it.belief for it in told]), paths.belief[0, :, -1]),
        "any left": (np.array([[any(it.left)] for it in told]), paths.any_left[0, -1:]),
    }
    for name, (theirs, ours) in pairs.items():
        error = np.hypot(theirs.std(axis=0) / n**0.5, theirs.std(axis=0) / 40_000**0.5) + 1e-4
        assert (np.abs(ours - theirs.mean(axis=0)) / error).max() < 4.5, name


def test_the_compensator_has_the_mean_of_the_counted_share() -> None:
    one = {
        name: getattr(world(), name)[:1]
        for name in ("threat_shape", "threat_years", "attention", "stakes", "load", "dependence", "outside", "dissent")
    }
    alone = world(members=("AAA",), **one, freeze=np.array([0.01]), leave=np.array([0.01]), past=(Past(0, 3, 0.0),))
    paths = simulate([alone], ONE, runs=40_000, seed=2)[0]
    counted, summed = paths.any_left[0], paths.left[0, 0]
    error = np.sqrt(counted * (1 - counted) / 40_000) + 1e-6
    assert (np.abs(counted - summed) / error).max() < 4.5


def test_dissent_expected_is_dissent_counted() -> None:
    made = world(freeze=np.zeros(3), leave=np.zeros(3))
    paths = simulate([made], ONE, runs=40_000, months=24, seed=2)[0]
    expected, counted = paths.dissent[0].sum(axis=1), paths.acts.mean(axis=0)
    assert counted == pytest.approx(expected, abs=4.5 * float(paths.acts.std(axis=0).max()) / 200)


def same(one: Paths, other: Paths) -> bool:
    names = ("left", "frozen", "dissent", "belief", "answered", "any_left", "acts")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


def test_a_seed_decides_everything_whatever_the_threads() -> None:
    draws = prior_draws(30, 1)
    made = [
        simulate([world(**LEVERS)], draws, runs=30_000, months=30, seed=seed, threads=threads)[0]
        for seed, threads in ((5, 1), (5, 2), (5, 7), (6, 2))
    ]
    assert same(made[0], made[1])
    assert same(made[0], made[2])
    assert not same(made[0], made[3])


def test_worlds_share_their_random_numbers() -> None:
    first, again, moved = simulate(
        [world(), world(), world(shocks=(Shock(1, 0, 0.0),))], ONE, runs=4000, months=36, seed=1
    )
    assert same(first, again)
    assert not same(first, moved)
    one, other = (
        simulate([world(shocks=it)], ONE, runs=4000, months=36, seed=seed)[0]
        for it, seed in (((), 2), ((Shock(1, 0, 0.0),), 3))
    )
    apart = np.std(other.acts[:, 1].astype(float) - one.acts[:, 1])
    together = np.std(moved.acts[:, 1].astype(float) - first.acts[:, 1])
    assert together < apart / 1.5, "differences over the same luck vary less"


def test_what_is_asked_of_no_world_is_refused() -> None:
    with pytest.raises(FoedusError, match="at least one run"):
        simulate([world()], ONE, runs=0)
    with pytest.raises(FoedusError, match="at least one run"):
        simulate([world()], ONE[:0])
    with pytest.raises(FoedusError, match="same members"):
        simulate([world(), world(members=("AAA", "BBB", "DDD"))], ONE, runs=1)


def test_who_has_frozen_does_nothing_but_leave() -> None:
    paths = simulate([world(frozen=(0,), leave=np.array([0.02, 0.0, 0.0]))], ONE, runs=4000, months=24)[0]
    assert (paths.frozen[0, 0] == 1).all()
    assert (paths.dissent[0, 0] == 0).all()
    assert not paths.acts[:, 0].any()
    assert paths.left[0, 0, -1] > 0.2


def test_a_lever_changes_nothing_before_its_month() -> None:
    later = world(
        answered={13: np.ones(3)},
        threat_times={13: np.full(3, 3.0)},
        outside_plus={13: np.full(3, 0.5)},
        shocks=(Shock(13, 1, 0.0),),
    )
    before, after = simulate([world(), later], ONE, runs=4000, months=24)
    assert np.array_equal(before.belief[..., :13], after.belief[..., :13]), (
        "belief of the month itself is that of earlier ones"
    )
    assert np.array_equal(before.left[..., :12], after.left[..., :12])
    assert not np.array_equal(before.left[..., 12], after.left[..., 12])
    assert not np.array_equal(before.belief[..., 13], after.belief[..., 13])


def test_a_step_holds_until_the_next() -> None:
    for_a_year = world(dissent=np.full(3, 0.02), outside_plus={1: np.full(3, 1.0), 13: np.zeros(3)})
    plain = world(dissent=np.full(3, 0.02))
    made = simulate([plain, for_a_year], ONE, runs=2000, months=24)
    hazard = [np.diff(it.left[0, 0], prepend=0) for it in made]
    assert (hazard[1][:12] > hazard[0][:12] * 2).all()
    assert hazard[1][13] < hazard[0][13] * 1.1


def test_a_call_that_the_hub_decides_is_answered_with_its_chance() -> None:
    """With threats off, a shock in month 1 moves the mean belief of month 2 by what the chance of an answer says."""
    quiet = world(threat_years=np.full(3, 1e12), freeze=np.zeros(3), leave=np.zeros(3), past=())
    made = simulate([replace(quiet, shocks=(Shock(1, 0, None),))], ONE, runs=40_000, months=2)[0]
    chance = float(made.answered[0, 0])
    left = 2 ** (-1 / THETA["half_life"])
    expected = quiet.belief - (quiet.belief - chance * quiet.help) * left / (quiet.weight + left)
    assert made.belief[0, 0, 1] == pytest.approx(expected, abs=0.003)
    assert made.answered[0, 0] > made.answered[0, 1], "more attention and stakes, a better chance"


STILL = {"freeze": np.zeros(3), "leave": np.zeros(3)}
"""Nobody leaves, so that the same threats fall on the same members in both worlds."""

CHANCES = st.floats(0, 1)


@given(low=CHANCES, high=CHANCES, seed=st.integers(0, 10**6))
@FEW
def test_likelier_answers_never_lower_belief_nor_raise_dissent(low: float, high: float, seed: int) -> None:
    low, high = sorted((low, high))
    draws = prior_draws(20, seed)
    draws[:, NAMES.index("disbelief")] = np.abs(draws[:, NAMES.index("disbelief")])
    less, more = simulate(
        [world(**STILL, answered={1: np.full(3, p)}) for p in (low, high)], draws, runs=400, months=18, seed=seed
    )
    assert (more.belief >= less.belief - 1e-5).all()
    assert (more.dissent <= less.dissent * (1 + 1e-4) + 1e-7).all()


@given(times=st.floats(1, 10), seed=st.integers(0, 10**6))
@FEW
def test_more_threats_that_nobody_answers_never_raise_belief(times: float, seed: int) -> None:
    unanswered = world(**STILL, answered={1: np.zeros(3)})
    less, more = simulate(
        [unanswered, replace(unanswered, threat_times={1: np.full(3, times)})],
        prior_draws(20, seed),
        runs=400,
        months=18,
        seed=seed,
    )
    assert (more.belief <= less.belief + 1e-5).all()


@given(low=CHANCES, high=CHANCES, member=st.integers(0, 2), month=st.integers(1, 10), seed=st.integers(0, 10**6))
@FEW
def test_more_help_given_never_lowers_belief(low: float, high: float, member: int, month: int, seed: int) -> None:
    low, high = sorted((low, high))
    less, more = simulate(
        [world(**STILL, shocks=(Shock(month, member, x),)) for x in (low, high)],
        prior_draws(20, seed),
        runs=200,
        months=12,
        seed=seed,
    )
    assert (more.belief >= less.belief - 1e-5).all()


@given(seed=st.integers(0, 10**6), months=st.integers(1, 40))
@FEW
def test_chances_lie_between_0_and_1_and_never_fall(seed: int, months: int) -> None:
    paths = simulate([world(**LEVERS)], prior_draws(10, seed), runs=200, months=months, seed=seed)[0]
    for of in (paths.left, paths.frozen, paths.any_left):
        assert (of >= 0).all()
        assert (of <= 1).all()
        assert (np.diff(of, axis=-1) >= -1e-6).all()
    assert paths.left.shape == (10, 3, months)
    assert np.isfinite(paths.belief).all()
    assert (paths.belief > world().belief - 1).all()
    assert (paths.belief < world().belief + 1).all()
