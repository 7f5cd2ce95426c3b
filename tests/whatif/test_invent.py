"""Invented stories: as many calls, answers and acts as the parameters say, and rules that no story breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.record import Record, embedded
from foedus.whatif.cases import cases
from foedus.whatif.design import DISSENT, FREEZE, LEAVE, from_cases
from foedus.whatif.invent import Skeleton, happen, invent, lost, plain, skeleton_of
from foedus.whatif.model import NAMES

THETA = dict(zip(NAMES, (0.6, -0.5, 0.0, 0.0, 0.0, 30.0, 0.4, 0.0, 0.0, 0.0), strict=True))


def bones(**centre: float) -> Skeleton:
    made = plain(np.random.default_rng(1), alliances=4, members=5, months=180)
    return replace(made, centre=replace(made.centre, **centre))


def test_shares_of_calls_and_answers_are_those_of_the_parameters() -> None:
    skeleton, rng = bones(), np.random.default_rng(2)
    made = [happen(skeleton, THETA, rng) for _ in range(12)]
    n = len(skeleton.threat_months) * 12
    called = sum(it.called.sum() for it in made) / n
    answered = np.mean(np.concatenate([it.answered for it in made]))
    assert called == pytest.approx(0.6, abs=4 * (0.24 / n) ** 0.5)
    assert answered == pytest.approx(1 / (1 + np.exp(0.5)), abs=4 * (0.25 / n) ** 0.5)


def test_rates_of_acts_are_those_of_the_centre_where_nothing_moves_them() -> None:
    skeleton, rng = bones(dissent=0.03, freeze=0.0, leave=0.0), np.random.default_rng(2)
    told = np.array([(happen(skeleton, THETA, rng).choice == DISSENT).mean() for _ in range(16)])
    assert told.mean() == pytest.approx(0.03, abs=4 * told.std() / 16**0.5)


def test_nobody_acts_after_leaving_nor_dissents_while_frozen() -> None:
    skeleton = bones(dissent=0.2, freeze=0.02, leave=0.02)
    made = happen(skeleton, THETA, np.random.default_rng(3))
    names = np.char.add(np.char.add(skeleton.alliances, "|"), skeleton.members)
    assert (made.choice == LEAVE).any()
    for name in np.unique(names):
        own = np.flatnonzero(names == name)
        left = own[(made.choice[own] == LEAVE) & made.kept[own]]
        assert len(left) <= 1
        if len(left):
            assert not made.kept[own[own > left[0]]].any()
        frozen = own[(made.choice[own] == FREEZE) & made.kept[own]]
        assert len(frozen) <= 1
        if len(frozen):
            after = own[(own > frozen[0]) & made.kept[own]]
            assert set(made.choice[after].tolist()) <= {0, LEAVE}
            assert (made.at_risk[after] == [0, 0, 1]).all()


def test_lost_belief_goes_with_dissent_where_the_parameter_says_so() -> None:
    skeleton = bones(dissent=0.05, freeze=0.0, leave=0.0)
    theta = THETA | {"disbelief": 4.0}
    made = happen(skeleton, theta, np.random.default_rng(3))
    of = lost(skeleton, made.calls, theta)
    assert of[made.choice == DISSENT].mean() > of[made.choice != DISSENT].mean()


def test_an_invented_design_counts_what_happened() -> None:
    skeleton = bones()
    made, story = (job(skeleton, THETA, np.random.default_rng(4)) for job in (invent, happen))
    kept = story.choice[story.kept]  # type: ignore[union-attr]
    assert made.n_acts == tuple(int((kept == kind).sum()) for kind in (DISSENT, FREEZE, LEAVE))  # type: ignore[union-attr]
    assert made.n_calls == len(made.answered) == story.called.sum()  # type: ignore[union-attr]


def test_the_skeleton_of_a_record_has_its_months_and_calls() -> None:
    found = cases(Record.open(*embedded.folders()).as_of(date(1969, 12, 31)))
    design = from_cases(found)
    made = skeleton_of(found, design.centre)
    assert len(made.months) == len(found.months)
    assert len(made.threat_months) == len(design.answered)
    assert made.covariates == pytest.approx(design.covariates)
    assert made.fixed is not None
    led = np.isin(found.calls.alliances, np.unique(found.months.alliances))
    assert len(made.threat_months) + len(made.fixed.months) == led.sum()
    story = happen(made, THETA | {"call": 1.0}, np.random.default_rng(1))
    assert story.called.all()
    assert len(story.calls.months) == led.sum()
    assert sorted(story.calls.months.tolist()) == sorted(found.calls.months[led].tolist())
