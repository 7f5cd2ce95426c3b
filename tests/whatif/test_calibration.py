"""Simulation-based calibration in short: ranks of the truth among draws are uniform. The full run is bench/whatif_sbc.py."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from foedus.measures.gamma import gamma_below
from foedus.whatif.fit import fit
from foedus.whatif.invent import invent, plain
from foedus.whatif.model import NAMES, prior_draws

CASES, DRAWS, THINNED, BINS, SEED = 60, 120, 39, 5, 7
LEAST_P = 0.001


def ranks(case: int) -> NDArray[np.int64]:
    """The rank of each parameter's true value among thinned draws, 0 to `THINNED`."""
    rng = np.random.default_rng([SEED, case])
    theta = prior_draws(CASES, SEED)[case]
    bones = plain(rng, alliances=2, members=3, months=120)
    bones = replace(bones, centre=replace(bones.centre, dissent=0.05, freeze=0.01, leave=0.005))
    found = fit(invent(bones, dict(zip(NAMES, theta, strict=True)), rng), seed=case, draws=DRAWS).draws
    return np.asarray((found[rng.choice(DRAWS, THINNED, replace=False)] < theta).sum(axis=0), np.int64)


def p_of(of: NDArray[np.int64]) -> float:
    """The p of the chi-square test that ranks fill the bins alike."""
    counts = np.bincount(of * BINS // (THINNED + 1), minlength=BINS)
    expected = len(of) / BINS
    return 1 - gamma_below((BINS - 1) / 2, float(((counts - expected) ** 2 / expected).sum()) / 2)


def test_the_truth_ranks_uniformly_among_the_draws() -> None:
    found = np.array([ranks(case) for case in range(CASES)])
    told = {name: p_of(found[:, place]) for place, name in enumerate(NAMES)}
    assert min(told.values()) > LEAST_P, told


def test_the_test_would_see_draws_that_are_too_narrow_or_off() -> None:
    rng = np.random.default_rng(1)
    truth = rng.standard_normal(CASES)
    seen = truth + rng.standard_normal(CASES)
    for shift, spread in ((0.0, 0.25), (0.8, 1.0)):
        draws = seen[:, None] / 2 + shift + spread * 0.5**0.5 * rng.standard_normal((CASES, THINNED))
        assert p_of((draws < truth[:, None]).sum(axis=1)) < LEAST_P
    right = seen[:, None] / 2 + 0.5**0.5 * rng.standard_normal((CASES, THINNED))
    assert p_of((right < truth[:, None]).sum(axis=1)) > 0.01
