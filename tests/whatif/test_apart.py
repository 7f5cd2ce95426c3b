"""What the data do not tell: read off draws that were made so."""

from __future__ import annotations

from typing import Any

import numpy as np

from foedus.whatif.apart import told_apart
from foedus.whatif.fit import Posterior
from foedus.whatif.model import COLUMN, prior_draws
from foedus.whatif.shares import SHORT
from foedus.whatif.shipped import NOTHING


def learned(draws: np.ndarray[Any, np.dtype[np.float64]]) -> str:
    return " ".join(told_apart(Posterior(draws, NOTHING, 9, 8, 7, (3, 2, 1))))


def test_priors_say_no_more_than_was_assumed() -> None:
    said = learned(prior_draws(2000, 1))
    assert "hardly say more than was assumed beforehand of" in said
    assert all(words in said for name, words in SHORT.items() if name != "odds")
    assert "learned from 9 months of threat, 8 calls" in said


def test_a_parameter_that_is_known_is_not_named() -> None:
    draws = prior_draws(2000, 1)
    draws[:, COLUMN["outside"]] = np.random.default_rng(1).normal(4, 0.1, 2000)
    assert SHORT["outside"] not in learned(draws)


def test_two_that_stand_for_each_other_are_named_together() -> None:
    draws = prior_draws(2000, 1)
    draws[:, COLUMN["dependence"]] = -draws[:, COLUMN["outside"]]
    said = learned(draws)
    assert f"cannot tell {SHORT['dependence']} from {SHORT['outside']}" in said
    assert "against each other (correlation -1.00)" in said


def test_without_cases_that_is_said() -> None:
    assert told_apart(Posterior(prior_draws(100, 1), NOTHING, 0, 0, 0, (0, 0, 0)))[0].startswith("No case was known")
