"""Before and after: intervals over the draws, what is called small, and what the data do not show."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pytest

from foedus.whatif import compare
from foedus.whatif.change import turn
from foedus.whatif.outlook import Change
from foedus.whatif.simulate import Paths, simulate
from tests.whatif.ground import NAMED, STATES, draws, ground, world


def ran(*levers: str, months: int = 24, **fixed: float) -> tuple[Paths, Paths]:
    before = ground(**fixed)
    after = turn(before, levers, NAMED, months=months).world
    one, two = simulate([before.world, after], before.draws, runs=4000, months=months, seed=1)
    return one, two


def told(*levers: str, months: int = 24, **fixed: float) -> dict[tuple[str | None, str, int], Change]:
    found = compare.changes(*ran(*levers, months=months, **fixed), {(True, "leave", 12): 0.01}, STATES.__getitem__)
    return {(it.member, it.outcome, it.months): it for it in found}


def test_where_nothing_differs_nothing_changes() -> None:
    (one,) = simulate([world()], draws(), runs=2000, months=12)
    found = compare.changes(one, one, {}, str)
    assert {it.difference.size for it in found} == {"none"}
    assert all(it.sentence.endswith("nothing changes.") for it in found)


def test_more_options_outside_raise_the_chance_to_leave_where_the_parameter_says_so() -> None:
    found = told("outside AAA=+0.3", outside=4.0)
    moved = found["AAA", "leave", 24]
    assert moved.difference.low > 0 and moved.difference.share_higher == 1
    assert moved.before.low < moved.before.value < moved.before.high
    assert moved.after.value - moved.before.value == pytest.approx(moved.difference.value)
    assert moved.difference.size == "large"
    assert "points higher" in moved.sentence
    assert found[None, "leave", 24].difference.value > 0


def test_at_least_one_of_one_member_is_that_member() -> None:
    alone = world(
        members=("AAA",),
        past=(),
        **{name: getattr(world(), name)[:1] for name in ARRAYS},
    )
    tied = replace(alone, outside_plus={1: np.array([0.2])})
    one, two = simulate([alone, tied], draws(), runs=2000, months=24)
    of_one, of_all = (
        next(
            it
            for it in compare.changes(one, two, {}, str)
            if it.member == member and it.months == 24 and it.outcome == "leave"
        )
        for member in ("AAA", None)
    )
    assert astuple(of_all.difference)[:3] == pytest.approx(astuple(of_one.difference)[:3])
    assert astuple(of_all.before) == pytest.approx(astuple(of_one.before))


ARRAYS = (
    *("threat_shape", "threat_years", "attention", "stakes", "load", "dependence", "outside"),
    *("dissent", "freeze", "leave"),
)


def test_where_the_sign_is_open_the_data_do_not_show_it() -> None:
    found = told("dependence AAA=+0.3")["AAA", "leave", 24]
    assert found.difference.low < 0 < found.difference.high
    assert found.difference.size == "not shown"
    assert "the data do not show that it changes" in found.sentence


def test_the_base_rate_stands_beside_where_it_is_known() -> None:
    found = told("threat AAA=x2")
    assert "(base rate 1.0%)" in found["AAA", "leave", 12].sentence
    assert found["AAA", "leave", 24].base_rate is None


def test_horizons_end_with_the_last_month() -> None:
    assert compare.horizons(60) == (12, 24, 60)
    assert compare.horizons(12) == (12,)
    assert compare.horizons(36) == (12, 24, 36)
    assert compare.horizons(240) == (12, 24, 60, 240)


def test_at_least_one_is_likelier_than_each_and_counted_as_the_runs_have_it() -> None:
    one, _ = ran("threat AAA=x2")
    first = compare.series(one, compare.beyond(one))[0]
    assert first.member is None
    assert first.by_draw.mean(axis=0) == pytest.approx(one.any_left.mean(axis=0), abs=1e-9)
    assert (first.by_draw.mean(axis=0) >= one.left.mean(axis=0).max(axis=0) - 0.005).all()


@pytest.mark.parametrize(
    ("was", "now", "size"),
    [
        (0.05, 0.05, "none"),
        (0.05, 0.054, "small"),  # less than half a point
        (0.30, 0.32, "small"),  # less than a tenth of what was
        (0.05, 0.06, "moderate"),
        (0.05, 0.12, "large"),
    ],
)
def test_sizes_of_a_chance(was: float, now: float, size: str) -> None:
    assert compare.difference(np.full(9, was), np.full(9, now), is_chance=True).size == size


@pytest.mark.parametrize(("was", "now", "size"), [(2.0, 2.1, "small"), (2.0, 2.5, "moderate"), (2.0, 3.1, "large")])
def test_sizes_of_a_count(was: float, now: float, size: str) -> None:
    assert compare.difference(np.full(9, was), np.full(9, now), is_chance=False).size == size


def test_chance_alone_is_told_by_single_runs() -> None:
    one, two = ran("threat AAA=x2")
    told_ = {it.member: it for it in compare.luck(one, two)}
    acts = np.sort(one.acts[:, 0])
    assert told_["AAA"].before_low <= int(np.median(acts)) <= told_["AAA"].before_high
    assert (acts <= told_["AAA"].before_high).mean() >= 0.94


def test_the_headline_names_who_is_touched_and_what_is_not_shown() -> None:
    found = compare.changes(*ran("dependence AAA=+0.3"), {}, STATES.__getitem__)
    lines = compare.headline(found, ["AAA"], STATES.__getitem__)
    assert lines[0].startswith("At least one member leaves within 24 months")
    assert lines[1].startswith("Aland leaves within 24 months")
    assert "The data do not show that this changes any member's odds of leaving." in lines
    strong = [replace(it, difference=replace(it.difference, size="large")) for it in found]
    assert not [line for line in compare.headline(strong, [], STATES.__getitem__) if "do not show that this" in line]
