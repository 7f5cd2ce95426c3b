"""Scores against values worked by hand, and what must hold of all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.odds import scores
from foedus.odds.scores import (
    Weights,
    calibration,
    count_interval,
    murphy,
    pit,
    reliability,
    resampled,
    skill,
    within_year_auc,
)

YEARS = np.array([1, 1, 1, 2, 2])
CAME = np.array([1.0, 0.0, 0.0, 1.0, 0.0])


def alone(n: int) -> Weights:
    return Weights(np.zeros(n, np.int64), np.ones((1, 1)))


def test_auc_compares_within_years_alone() -> None:
    """Year 1: above one of two, tied with the other (.75); year 2: below (0)."""
    chance = np.array([0.3, 0.3, 0.1, 0.1, 0.9])
    assert within_year_auc(CAME, chance, YEARS, alone(5))[0] == pytest.approx(0.375)


@given(st.lists(st.floats(0.001, 0.999), min_size=5, max_size=5))
def test_auc_turns_round_with_the_chances(chance: list[float]) -> None:
    told = np.array(chance)
    there = within_year_auc(CAME, told, YEARS, alone(5))[0]
    back = within_year_auc(CAME, -told, YEARS, alone(5))[0]
    assert 0 <= there <= 1 and there + back == pytest.approx(1)


def test_skill_is_nought_against_itself_and_one_when_perfect() -> None:
    loss = scores.log_loss(CAME, np.full(5, 0.4))
    assert skill(loss, loss, alone(5))[0] == 0
    assert skill(scores.squared_loss(CAME, CAME), scores.squared_loss(CAME, np.full(5, 0.4)), alone(5))[0] == 1


def test_calibration_finds_the_line_by_which_chances_were_bent() -> None:
    random = np.random.default_rng(1)
    true = 1 / (1 + np.exp(-random.normal(-2, 1, 60_000)))
    came = (random.random(60_000) < true).astype(float)
    bent = 1 / (1 + np.exp(-(0.5 + 2 * np.log(true / (1 - true)))))
    intercept, slope = calibration(came, bent, alone(60_000))
    assert slope[0] == pytest.approx(0.5, abs=0.03) and intercept[0] == pytest.approx(-0.25, abs=0.06)


def test_recalibration_with_few_events_stays_near_none() -> None:
    intercept, slope = calibration(np.array([1.0, 0, 0, 0]), np.full(4, 0.2), alone(4), prior=4.0)
    assert abs(intercept[0]) < 0.3 and abs(slope[0] - 1) < 0.3


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0006, 0.0015, 0.003, 0.02, 0.2])), min_size=2, max_size=60))
def test_murphys_parts_add_up_to_the_brier_score(pairs: list[tuple[bool, float]]) -> None:
    came, chance = (np.array([float(pair[place]) for pair in pairs]) for place in (0, 1))
    parts = murphy(came, chance)
    brier = float(scores.squared_loss(came, chance).mean())
    assert parts.reliability - parts.resolution + parts.uncertainty == pytest.approx(brier, abs=1e-12)
    assert sum(one.n for one in reliability(came, chance)) == len(came)


def test_calibration_error_is_the_mean_distance_in_bins() -> None:
    chance, came = np.array([0.001, 0.001, 0.1, 0.1]), np.array([0.0, 0.0, 1.0, 0.0])
    assert scores.calibration_error(came, chance, alone(4))[0] == pytest.approx((2 * 0.001 + 2 * 0.4) / 4)


def test_clusters_are_drawn_whole() -> None:
    weights = resampled(np.array([0, 0, 1, 2]), 40, 1)
    assert (weights.of(np.array([0])) == weights.of(np.array([1]))).all()
    assert (weights.drawn.sum(axis=0) == 3).all()


def test_an_interval_holds_the_middle_of_what_was_drawn() -> None:
    assert count_interval(np.arange(101)) == (5, 95)
    assert 0 <= pit(np.zeros(10, np.int64), 0, np.random.default_rng(1)) <= 1
