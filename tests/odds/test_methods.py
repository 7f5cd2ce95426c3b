"""The three methods: fits against closed forms, draws by cluster, and no future in a forecast."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.odds import hazard, own, reference
from foedus.odds.backtest import run
from foedus.odds.baselines import BASELINES
from foedus.odds.logit import Scale, cluster_weights, firth_fit, ridge_fit
from foedus.odds.methods import Floats, Method, compounded
from foedus.odds.panel import Panel, build
from tests.odds.world import member, signals, treaties

METHODS: tuple[Method, ...] = (hazard, reference, own)


def panel(last: int = 1980) -> Panel:
    return build(treaties(), signals(), first=1950, last=last)


def sample(n: int = 400, width: int = 3, seed: int = 1) -> tuple[Floats, Floats]:
    random = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), random.normal(size=(n, width))])
    came = (random.random(n) < 1 / (1 + np.exp(2.5 - design[:, 1]))).astype(float)
    return design, came


def test_a_ridge_fit_is_where_its_gradient_vanishes() -> None:
    design, came = sample()
    ridge = np.array([0.0, 4.0, 4.0, 4.0])
    beta = ridge_fit(design, came, np.ones((400, 1)), ridge).coefficients[0]
    chance = 1 / (1 + np.exp(-design @ beta))
    np.testing.assert_allclose(design.T @ (came - chance) - ridge * beta, 0, atol=1e-8)


def test_all_draws_at_once_are_the_draws_one_by_one() -> None:
    design, came = sample()
    weights = cluster_weights(np.arange(400) // 10, 5, 3)
    ridge = np.array([0.0, 1.0, 1.0, 1.0])
    together = ridge_fit(design, came, weights, ridge).coefficients
    for draw in range(6):
        alone = ridge_fit(design, came, weights[:, [draw]], ridge).coefficients[0]
        np.testing.assert_allclose(together[draw], alone, atol=1e-7)


def test_a_fit_that_leaps_comes_back() -> None:
    """A covariate with one huge value, by which a whole Newton step would swing for ever."""
    design, came = sample(width=1)
    design[0, 1], came[0] = 400.0, 0.0
    found = ridge_fit(design, came, np.ones((400, 1)), np.array([0.0, 1e-6]))
    assert found.n_steps < 40 and np.isfinite(found.coefficients).all()


def test_firth_is_finite_where_the_outcome_is_separated() -> None:
    design = np.column_stack([np.ones(40), np.r_[np.zeros(20), np.ones(20)]])
    came = np.r_[np.zeros(20), np.ones(20)]
    beta = firth_fit(design, came, np.ones((40, 1))).coefficients[0]
    # Firth in a saturated table adds half an event to each cell: log odds of 20.5 to .5.
    np.testing.assert_allclose([beta[0], beta[0] + beta[1]], [-np.log(41), np.log(41)], atol=1e-6)


def test_no_event_is_an_error() -> None:
    design, _ = sample()
    with pytest.raises(ValueError, match="with the outcome"):
        ridge_fit(design, np.zeros(400), np.ones((400, 1)), np.zeros(4))


def test_missing_values_stand_at_the_mean() -> None:
    scale = Scale.of(np.array([[1.0, np.nan], [3.0, np.nan]]))
    assert scale.design(np.array([[np.nan, 5.0]])).tolist() == [[1.0, 0.0, 5.0]]


def test_an_alliance_shares_its_weight_in_every_draw() -> None:
    weights = cluster_weights(np.array([0, 0, 1, 1, 2]), 50, 1)
    assert (weights[:, 0] == 1).all()
    assert (weights[0] == weights[1]).all() and (weights[2] == weights[3]).all()


@pytest.mark.parametrize("method", METHODS, ids=lambda one: one.NAME)
def test_every_method_gives_chances_and_draws(method: Method) -> None:
    made = panel()
    told = method.predict(method.fit(made.seen_at(1975), "exit", 7, 1), made.where(made.years == 1975))
    assert told.chance.shape == (10,) and told.draws.shape == (10, 7) and told.n_events == 2
    assert ((told.chance > 0) & (told.chance < 1)).all() and ((told.draws > 0) & (told.draws < 1)).all()


@pytest.mark.parametrize("method", METHODS, ids=lambda one: one.NAME)
def test_rates_are_those_worked_by_hand(method: Method) -> None:
    """Two exits in A (a small led defence pact); B, unled and no defence pact, has none."""
    model = method.fit(panel().seen_at(1975), "exit")
    if method is reference:
        assert model.events[0] == 2 and model.events[3] == 0
        assert model.years[3] == 4 * 20  # 1955 to 1974
    if method is own:
        assert model.events["A"] == 2
        assert method.predict(model, panel().where(panel().alliances == "A")).chance[0] == pytest.approx(
            1 - np.exp(-(2 + model.shape) / (model.years["A"] + model.rate))
        )


def test_nothing_after_a_forecast_moves_it() -> None:
    """An exit planted in 1971 changes no forecast to 1970, and those of 1971 on."""
    later = [one for one in treaties() if not (one[1].get("alliance") == "B" and one[1].get("member") == "COL")]
    later.append(member("B", "COL", "1955-01-01", "1971-05-05", "withdrawal"))
    planted = build(later, signals(), first=1950, last=1980)
    one, other = (run(it, first=1962, last=1975, n_draws=3) for it in (panel(), planted))
    early = one.panel.years <= 1970
    for name in one.chance:
        np.testing.assert_array_equal(one.chance[name][early], other.chance[name][: early.sum()], err_msg=name)
    assert not np.allclose(
        one.chance["together"][one.panel.years == 1974][:5], other.chance["together"][other.panel.years == 1974][:5]
    )


def test_every_baseline_is_sure_of_nothing() -> None:
    made = panel()
    for name, baseline in BASELINES.items():
        chance = baseline(made.seen_at(1970), "exit", made.where(made.years == 1970))
        assert ((chance > 0) & (chance < 1)).all(), name


@settings(deadline=None)
@given(st.floats(1e-6, 0.9), st.integers(1, 5))
def test_longer_horizons_are_never_less_likely(chance: float, years: int) -> None:
    once, later = compounded(np.array([chance]), years), compounded(np.array([chance]), years + 1)
    assert once <= later <= 1
