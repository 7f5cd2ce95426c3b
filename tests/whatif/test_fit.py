"""The likelihood against one written out plainly, and fits of invented cases whose truth is known."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.whatif.design import DISSENT, FREEZE, LEAVE, QUARTER, Centre, Design, Rows, ToldCalls, build
from foedus.whatif.fit import ANSWER, CHOICE, FRAILTY, SHAPE, WEIGHT, Choices, fit, of_answers
from foedus.whatif.invent import Skeleton, happen, invent, plain
from foedus.whatif.model import COLUMN, NAMES, prior_draws

Floats = NDArray[np.float64]

THETA = dict(zip(NAMES, (0.6, -0.3, 0.5, 0.3, -0.5, 30.0, 0.4, 2.5, -1.0, 1.5), strict=True))


def stories(*, is_grouped: bool) -> tuple[Skeleton, Rows, ToldCalls, Design]:
    """Two alliances of three members over ten years, with much happening; ungrouped by options that differ by nothing much."""
    rng = np.random.default_rng(3)
    bones = plain(rng, alliances=2, members=3, months=120)
    bones = replace(bones, centre=replace(bones.centre, freeze=0.03, leave=0.01))
    if not is_grouped:
        bones.held[:, 0] += np.arange(len(bones.held)) * 1e-9
    it = happen(bones, THETA, np.random.default_rng(4))
    rows = Rows(
        bones.alliances[it.kept],
        bones.members[it.kept],
        bones.months[it.kept],
        it.choice[it.kept],
        it.at_risk[it.kept],
        bones.held[it.kept],
    )
    made = build(
        rows,
        it.calls,
        covariates=np.zeros((0, 3)),
        answered=np.zeros(0, bool),
        n_threats=0,
        n_calls=0,
        centre=bones.centre,
        dispersion=1.5,
    )
    return bones, rows, it.calls, made


def written_out(theta: dict[str, float], rows: Rows, calls: ToldCalls, centre: Centre, dispersion: float) -> float:
    """Equations (6), (12) and (13) month by month."""
    acts: dict[tuple[int, str], float] = {}
    exposed: dict[tuple[int, str], float] = {}
    told = 0.0
    for at in range(len(rows.choice)):
        z = seen = 0.0
        for call in range(len(calls.months)):
            lag = int(rows.months[at] - calls.months[call])
            if calls.alliances[call] == rows.alliances[at] and lag > 0:
                share = 2 ** (-lag / theta["half_life"])
                share *= 1 if calls.callers[call] == rows.members[at] else theta["spill"]
                z, seen = z + share * (centre.belief - calls.given[call]), seen + share
        push = theta["disbelief"] * z / (WEIGHT + seen)
        pull = push + theta["dependence"] * rows.held[at, 0] + theta["outside"] * rows.held[at, 1]
        member, league = f"{rows.alliances[at]} {rows.members[at]}", str(rows.alliances[at])
        for column, (kind, group, of) in enumerate(
            ((DISSENT, member, push), (FREEZE, league, pull), (LEAVE, league, pull))
        ):
            key = (kind, group)
            divisor = dispersion if kind == DISSENT else 1.0
            exposed[key] = exposed.get(key, 0.0) + rows.at_risk[at, column] * exp(of) / divisor
            if rows.choice[at] == kind:
                acts[key] = acts.get(key, 0.0) + 1 / divisor
                told += of / divisor
    for key, amount in exposed.items():
        kind = key[0]
        shape, mean = {
            DISSENT: (SHAPE, centre.dissent),
            FREEZE: (FRAILTY, centre.freeze),
            LEAVE: (FRAILTY, centre.leave),
        }[kind]
        told -= (acts.get(key, 0.0) + shape) * log(shape / mean + amount)
    return told


def several() -> list[dict[str, float]]:
    """Values of the parameters to compare at, none extreme."""
    return [
        THETA,
        THETA | {"disbelief": -2.0, "half_life": 9.0},
        THETA | {"spill": 0.9, "outside": -2.0},
        THETA | {"half_life": 120.0, "dependence": 2.0},
    ]


def test_the_likelihood_of_choices_is_that_written_out() -> None:
    bones, rows, calls, made = stories(is_grouped=False)
    assert len(made.choice) == len(rows.choice), "no months are put together"
    assert min(made.n_acts) > 0
    ours = Choices(made)(np.array([[it[p.name] for p in CHOICE] for it in several()]))
    theirs = np.array([written_out(it, rows, calls, bones.centre, 1.5) for it in several()])
    # Single precision, and half-lives between the nodes of the grid.
    assert ours - ours[0] == pytest.approx(theirs - theirs[0], abs=0.03)


def test_quarters_stand_for_their_months_with_little_error() -> None:
    _, rows, calls, made = stories(is_grouped=True)
    bones = stories(is_grouped=True)[0]
    assert len(made.choice) < len(rows.choice) / 2
    assert made.times.sum(axis=0) == pytest.approx(rows.at_risk.sum(axis=0)), "no month is lost"
    ours = Choices(made)(np.array([[it[p.name] for p in CHOICE] for it in several()]))
    theirs = np.array([written_out(it, rows, calls, bones.centre, 1.5) for it in several()])
    assert ours - ours[0] == pytest.approx(theirs - theirs[0], abs=0.1)
    assert QUARTER == 3


def test_the_likelihood_of_answers_is_that_written_out() -> None:
    design = invent(plain(np.random.default_rng(1)), THETA, np.random.default_rng(2))
    theta = prior_draws(5, 1)[:, [COLUMN[it.name] for it in ANSWER]]
    expected = []
    for row in theta:
        chances = [1 / (1 + exp(-(row[0] + sum(row[1:] * x)))) for x in design.covariates]
        expected.append(sum(log(p if y else 1 - p) for p, y in zip(chances, design.answered, strict=True)))
    assert of_answers(theta, design) == pytest.approx(expected)


@pytest.fixture(scope="module")
def planted() -> Floats:
    """Draws learned from many invented cases."""
    rng = np.random.default_rng(11)
    bones = plain(rng, alliances=5, members=6, months=300)
    bones = replace(bones, centre=replace(bones.centre, dissent=0.06, freeze=0.004, leave=0.002))
    return fit(invent(bones, THETA, rng), seed=1, draws=300).draws


def test_planted_parameters_are_found(planted: Floats) -> None:
    inside = {}
    for place, name in enumerate(NAMES):
        low, high = np.quantile(planted[:, place], [0.02, 0.98])
        inside[name] = bool(low <= THETA[name] <= high)
    assert sum(inside.values()) >= 9, inside
    assert np.quantile(planted[:, COLUMN["disbelief"]], 0.05) > 0
    assert np.quantile(planted[:, COLUMN["attention"]], 0.05) > 0


def test_what_much_is_known_of_is_narrower_than_its_prior(planted: Floats) -> None:
    prior = prior_draws(2000, 0)
    for name, share in (("call", 0.3), ("answer", 0.3), ("attention", 0.5), ("disbelief", 0.7)):
        assert planted[:, COLUMN[name]].std() < share * prior[:, COLUMN[name]].std(), name


def test_a_fit_is_the_same_with_the_same_seed() -> None:
    design = invent(plain(np.random.default_rng(1), alliances=1, members=3, months=60), THETA, np.random.default_rng(2))
    one, same, other = (fit(design, seed=seed, draws=60).draws for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_bursts_make_the_draws_wider() -> None:
    rng = np.random.default_rng(5)
    design = invent(plain(rng, alliances=3, members=5, months=240), THETA, rng)
    one, other = (
        fit(replace(design, dispersion=value), seed=1, draws=300).draws[:, COLUMN["disbelief"]].std()
        for value in (1.0, 4.0)
    )
    assert other > 1.1 * one


def test_answers_that_do_not_matter_are_told_from_answers_that_do() -> None:
    """Members that dissent after unanswered calls alone, against members that dissent after any call."""
    found = []
    for answers_matter in (True, False):
        rng = np.random.default_rng(8)
        bones = plain(rng, alliances=4, members=6, months=300)
        bones = replace(bones, centre=replace(bones.centre, dissent=0.05))
        theta = THETA | {"disbelief": 4.0, "answer": 0.0}
        if answers_matter:
            design = invent(bones, theta, rng)
        else:
            # All calls go unanswered when the choices are made; afterwards half are told as answered.
            unanswered = invent(replace(bones, centre=replace(bones.centre, help=0.0)), theta, rng)
            helped = rng.random(len(unanswered.blow)) < 0.5
            design = replace(unanswered, blow=np.where(helped, unanswered.centre.belief - 0.8, unanswered.blow))
        told = fit(design, seed=1, draws=200, is_weighed=True).log_alike
        assert told is not None
        found.append(told)
    assert found[0] < -3
    assert found[1] > 3
