"""What the data tell and do not tell: from draws made so that the answer is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import exp, log, sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.whatif.apart import learned, mattering, together, told_apart
from foedus.whatif.fit import Posterior
from foedus.whatif.model import COLUMN, NAMES, prior_draws
from foedus.whatif.shipped import NOTHING

N = 20_000


def posterior(**columns: NDArray[np.float64]) -> Posterior:
    """Draws from the priors with some columns as given, said to be learned from a few cases."""
    draws = prior_draws(N, 1)
    for name, values in columns.items():
        draws[:, COLUMN[name]] = values
    return Posterior(draws, NOTHING, 9, 8, 7, (3, 2, 1), day=date(2022, 6, 30))


def normal(mean: float, spread: float) -> NDArray[np.float64]:
    return np.random.default_rng(2).normal(mean, spread, N)


def test_draws_of_the_priors_have_learned_nothing() -> None:
    for line in learned(posterior()):
        assert line.share_left == pytest.approx(1, abs=0.02), line.name
        assert line.posterior == pytest.approx(line.prior, rel=0.05, abs=0.05), line.name
        if line.p_positive is not None:
            assert line.p_positive == pytest.approx(0.5, abs=0.02)
        if line.bayes_factor is not None:
            assert line.bayes_factor == pytest.approx(1, abs=0.03)
    assert {line.name for line in learned(posterior()) if line.p_positive is None} == {"call", "half_life", "spill"}


def test_the_bayes_factor_is_that_of_the_closed_form() -> None:
    """Prior N(0, 2), posterior N(3, 1): the ratio of the densities at 0, with an error that covers it."""
    line = next(it for it in learned(posterior(disbelief=normal(3, 1))) if it.name == "disbelief")
    expected = (1 / 2) / exp(-(3**2) / 2)
    assert line.bayes_factor is not None
    assert line.log_error is not None
    assert abs(log(line.bayes_factor) - log(expected)) < 4 * line.log_error
    assert line.log_error == pytest.approx(sqrt((9 + (9 - 1) ** 2 / 2) / N), rel=0.1)
    assert line.p_positive == pytest.approx(0.99865, abs=0.001)
    assert line.share_left == pytest.approx(0.5, abs=0.01)


def test_the_error_of_the_bayes_factor_is_that_over_sets_of_draws() -> None:
    found, errors = [], []
    for seed in range(200):
        draws = prior_draws(128, seed)
        draws[:, COLUMN["disbelief"]] = np.random.default_rng(seed).normal(2, 1, 128)
        line = learned(Posterior(draws, NOTHING, 9, 8, 7, (3, 2, 1)))[COLUMN["disbelief"]]
        assert line.bayes_factor is not None
        assert line.log_error is not None
        found.append(log(line.bayes_factor))
        errors.append(line.log_error)
    assert np.std(found) == pytest.approx(np.mean(errors), rel=0.15)


def test_which_of_two_mechanisms_matters() -> None:
    even = mattering(posterior(), ("dependence", "outside"))
    assert even == pytest.approx({"dependence": 0.5, "outside": 0.5}, abs=0.02)
    one = mattering(posterior(outside=normal(4, 0.8)), ("dependence", "outside"))
    assert one["outside"] > 0.99
    assert one["dependence"] == pytest.approx(0.5, abs=0.03)
    none = mattering(posterior(outside=normal(0, 0.1)), ("dependence", "outside"))
    assert none["outside"] < 0.1


def test_two_that_share_an_effect_are_each_less_sure_than_either_alone() -> None:
    """Only the sum is known: one of the two matters, and it is not told which."""
    rng = np.random.default_rng(3)
    half, rest = rng.normal(1.5, 0.2, N), rng.normal(0, 1, N)
    told = posterior(dependence=half + rest, outside=half - rest)
    found = mattering(told, ("dependence", "outside"))
    assert all(0.4 < chance < 0.95 for chance in found.values())
    assert together(told)[0][:2] == ("dependence", "outside")
    assert together(told)[0][2] < -0.9
    assert any("stand for each other" in it and "dependence and outside options" in it for it in told_apart(told))


def test_sentences_name_what_is_not_told_and_nothing_else() -> None:
    said = " ".join(told_apart(posterior()))
    assert "known by 30 June 2022" in said
    assert "9 months of threat, 8 calls on a hub in them, 7 calls with what came of them" in said
    for words in ("attention", "forces on the spot", "wars elsewhere", "dependence", "outside options", "lost belief"):
        assert words in said
    assert "hardly tell how long a call is remembered or how far others' treatment counts" in said
    rng = np.random.default_rng(4)
    tested = ("attention", "stakes", "load", "disbelief", "dependence", "outside")
    sure = {name: rng.normal(5, 0.5, N) for name in tested}
    memory = {"half_life": rng.lognormal(3, 0.1, N), "spill": rng.beta(60, 60, N)}
    told = told_apart(posterior(**sure, **memory))
    assert len(told) == 1, told


@pytest.mark.parametrize(
    ("log_alike", "words"),
    [
        (None, None),
        (-2.0, None),
        (-1.0, "2.7 times better with regard to the answer than without"),
        (0.2, "alike with and without regard to the answer"),
        (1.2, "3.3 times better without regard to the answer than with"),
    ],
)
def test_neglect_is_told_from_having_called_only_where_it_foretells_better(
    log_alike: float | None, words: str | None
) -> None:
    said = " ".join(told_apart(replace(posterior(), log_alike=log_alike)))
    assert ("having called at all" in said) == (words is not None)
    assert words is None or words in said


def test_without_a_case_that_alone_is_said() -> None:
    said = told_apart(Posterior(prior_draws(100, 1), NOTHING, 0, 0, 0, (0, 0, 0)))
    assert len(said) == 1
    assert said[0].startswith("No case was known by the day")


def test_a_line_for_every_parameter_in_their_order() -> None:
    assert tuple(line.name for line in learned(posterior())) == NAMES
