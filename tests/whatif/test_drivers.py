"""What followed calls: counts worked by hand, planted effects found, uniform p-values without one."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from math import exp, log

import numpy as np
import pytest

from foedus.record import Record
from foedus.whatif import drivers, neglect
from foedus.whatif import facts as read_facts
from foedus.whatif.aftermath import Aftermath, aftermath
from foedus.whatif.calls import Calls, calls
from foedus.whatif.months import months
from tests.rows import act, answer, call, membership, small_record

DAY = date(2012, 12, 31)


def invented(before: list[int], after: list[int], time: int = 24) -> Aftermath:
    """Calls with these counts of the caller's dissent and equal times."""
    n = len(before)
    numbers = {"before": before, "after": after, "months_before": [time] * n, "months_after": [time] * n}
    numbers |= {"place": list(range(n)), "acts_before": [10] * n, "acts_after": [10] * n}
    arrays = {}
    for one in fields(Aftermath):
        if one.name in ("callers", "alliances"):
            arrays[one.name] = np.array(["AAA"] * n)
        elif one.name.startswith("is_"):
            arrays[one.name] = np.zeros(n, bool)
        elif one.name != "evidence":
            arrays[one.name] = np.array(numbers.get(one.name, [0] * n), np.int64)
    return Aftermath(**arrays, evidence=((),) * n)


def test_a_change_by_hand() -> None:
    """Unanswered 4 then 12, answered 6 then 6: the ratio of ratios is that of the table, with half an event added."""
    it = drivers.own_dissent(invented([2, 2, 3, 3], [6, 6, 3, 3]), np.array([True, True, False, False]), n_draws=2000)
    assert (it.before, it.after) == ({"unanswered": 4, "answered": 6}, {"unanswered": 12, "answered": 6})
    assert it.ratio == pytest.approx((12.5 / 4.5) / (6.5 / 6.5))
    assert it.rates_after["unanswered"] == pytest.approx(12 * 12 / 48)
    assert it.low < 3 < it.high
    assert it.p == pytest.approx(2 / 6, abs=0.06), "the true labels are one of six ways to choose two of four calls"


def test_unequal_times_are_allowed_for() -> None:
    """The same rate in twice the time is no change, and the exact test says so."""
    n = np.array([6, 6]), np.array([12, 6])
    it = drivers.change(*n, np.array([12, 12]), np.array([24, 12]), np.array([True, False]), n_draws=9)
    assert it.ratio == pytest.approx(exp(log(12.5 / 6.5) - log(2)))
    assert it.p_exact > 0.9
    assert it.low < 1 < it.high


def test_a_planted_effect_is_found() -> None:
    random = np.random.default_rng(4)
    missed = np.arange(40) < 20
    made = invented(random.poisson(1.0, 40).tolist(), random.poisson(np.where(missed, 5.0, 1.0)).tolist())
    it = drivers.own_dissent(made, missed, n_draws=999)
    assert it.p < 0.01
    assert 2.5 < it.ratio < 10


def test_without_an_effect_p_values_are_uniform_even_where_calls_differ_much() -> None:
    """Counts with a gamma spread between calls: the exact Poisson test finds too much, relabelling does not."""
    random = np.random.default_rng(5)
    missed = np.arange(20) < 10
    relabelled, exact = [], []
    for seed in range(100):
        level = random.gamma(0.5, 2.0, 20)
        made = invented(random.poisson(3 * level).tolist(), random.poisson(3 * random.gamma(0.5, 2.0, 20)).tolist())
        it = drivers.own_dissent(made, missed, n_draws=99, seed=seed)
        relabelled.append(it.p)
        exact.append(it.p_exact)
    assert np.mean(np.array(relabelled) <= 0.05) <= 0.10
    assert np.mean(np.array(relabelled) <= 0.5) == pytest.approx(0.5, abs=0.15)
    assert np.mean(np.array(exact) <= 0.05) > 0.2


def test_shares_by_hand() -> None:
    it = drivers.shares(np.array([True, True, False, False]), np.array([True, True, True, False]))
    assert (it.k, it.n) == ({"unanswered": 2, "answered": 0}, {"unanswered": 3, "answered": 1})
    assert it.p_exact == pytest.approx(1.0)


def test_dissent_before_the_call_is_compared_too() -> None:
    it = drivers.dissent_before(invented([3, 3, 0, 0], [0] * 4), np.array([True, True, False, False]), n_draws=99)
    assert it.rates == pytest.approx({"unanswered": 12 * 6 / 48, "answered": 0.0})
    assert it.ratio == pytest.approx(6.5 / 0.5)


def test_power_grows_with_the_effect_and_is_the_level_without_one() -> None:
    made, missed = invented([1] * 20, [1] * 20), np.arange(20) < 10
    none, strong = (
        drivers.power(made, missed, ratio, spread=0.0, n_worlds=40, n_draws=99, seed=1) for ratio in (1.0, 8.0)
    )
    assert none <= 0.12
    assert strong > 0.8


def record() -> Record:
    """`XYZ`, met every half year: AAA called in May 2005 for nothing, BBB in May 2006 and got force."""
    made = small_record("AAA", "BBB", "CCC")
    sessions = [act("XYZ", "XYZ", f"{year}-{month}-15", "meet") for year in range(2000, 2013) for month in ("06", "12")]
    acts = [
        act("AAA", "XYZ", "2005-01-10", "criticise"),
        act("AAA", "XYZ", "2005-05-10", "criticise"),
        act("AAA", "XYZ", "2005-09-10", "refuse_sign"),
        act("AAA", "HUB", "2006-09-10", "criticise"),
        act("AAA", "XYZ", "2007-05-11", "criticise"),
        act("CCC", "XYZ", "2005-10-10", "criticise"),
        act("HUB", "AAA", "2005-10-10", "criticise"),
        act("AAA", "XYZ", "2009-05-10", "give_notice"),
    ]
    made.add("event", [*sessions, *acts])
    made.add("call", [call("AAA", "2005-05-10", key="a"), call("BBB", "2006-05-10", key="b")])
    helped = made.query("SELECT id FROM call WHERE key = 'b'")[0]["id"]
    made.add("answer", [answer(helped, "2006-05-11", "force")])
    return made


def read(made: Record, day: date = DAY) -> tuple[Calls, Aftermath]:
    view = made.as_of(day)
    facts = read_facts.read(view)
    found = calls(facts)
    return found, aftermath(facts, view, found)


def test_what_followed_a_call_is_counted_by_day_and_by_whom() -> None:
    _, it = read(record())
    assert it.callers.tolist() == ["AAA", "BBB"]
    assert (it.before[0], it.after[0], it.deeds_after[0]) == (1, 2, 1)
    assert (it.others_before[0], it.others_after[0]) == (0, 1), (
        "neither the hub's acts nor the caller's are the others'"
    )
    assert (it.months_before[0], it.months_after[0]) == (24, 24)
    assert (it.others_months_after[0], it.acts_after[0]) == (48, 2)
    assert it.is_aside.tolist() == [True, False]
    assert it.is_any_aside.tolist() == [True, True]


def test_arms_and_eligibility() -> None:
    found, it = read(record())
    arm = drivers.arms(found)
    assert arm.tolist() == ["unanswered", "answered"]
    assert drivers.arms(found, ("material",)).tolist() == ["unanswered", "unanswered"]
    assert drivers.eligible(found, it).all()
    assert drivers.eligible(found, it, 25).tolist() == [False, False]


def test_a_second_call_within_two_years_is_no_first_call() -> None:
    made = record()
    made.add("call", [call("AAA", "2006-08-10", situation="again"), call("AAA", "2009-08-10", situation="later")])
    found, it = read(made)
    assert drivers.first_calls(found, it).tolist() == [True, True, False, True]
    assert drivers.first_calls(found, it, of_alliance=True).tolist() == [True, False, False, True]


def test_nothing_known_later_moves_what_followed() -> None:
    made = record()
    made.add("event", [act("AAA", "XYZ", "2005-11-10", "criticise", known_on="2013-01-01")])
    made.add("membership", [membership("DDD", known_on="2013-01-01")])
    before, after = read(record())[1], read(made)[1]
    assert after.after.tolist() == before.after.tolist()
    assert after.others_months_after.tolist() == before.others_months_after.tolist()
    assert read(made, date(2013, 1, 1))[1].after[0] == before.after[0] + 1


def test_columns_of_neglect_begin_the_month_after_a_call_and_last_two_years() -> None:
    made = record()
    view = made.as_of(DAY)
    facts = read_facts.read(view)
    found, member = calls(facts), months(facts, view)
    arm = drivers.arms(found)
    names = ("unanswered", "answered", "unanswered_others", "answered_others", "trend", "overlap_lagged")
    x = neglect.columns(found, member, arm, names)
    own = (member.members == "AAA") & (x[:, 0] == 1)
    assert (member.months[own].min(), member.months[own].max()) == (2005 * 12 + 5, 2007 * 12 + 4)
    assert x[member.members == "CCC"][:, :2].sum() == 0
    assert x[member.members == "CCC"][:, 2:4].sum(axis=0).tolist() == [24, 24]
    assert np.isnan(x[member.months < 2002 * 12 + 5][:, 5]).all()
    assert neglect.outcome(member).sum() == 7
    group, cluster = neglect.groups(member)
    assert (group.max(), cluster.max()) == (2, 0)


def test_the_contrast_of_arms_finds_a_planted_difference() -> None:
    """Twelve members call once each; those without help dissent every third month of the two years after, the others never."""
    names = [f"M{number:02d}" for number in range(12)]
    made = small_record(*names)
    meets = [act("XYZ", "XYZ", f"{year}-{month:02d}-15", "meet") for year in range(2000, 2009) for month in (6, 12)]
    wrath = [
        act(who, "XYZ", f"{2004 + at // 12}-{at % 12 + 1:02d}-20", "criticise")
        for who in names[:6]
        for at in range(5, 28, 3)
    ]
    base = [act(who, "XYZ", "2002-03-20", "criticise") for who in names]
    made.add("event", [*meets, *wrath, *base])
    made.add("call", [call(who, "2004-05-10", key=who) for who in names])
    ids = {row["key"]: row["id"] for row in made.query("SELECT id, key FROM call")}
    made.add("answer", [answer(ids[who], "2004-05-11", "force") for who in names[6:]])
    view = made.as_of(DAY)
    facts = read_facts.read(view)
    found, member = calls(facts), months(facts, view)
    controls = np.zeros((len(member), 0))
    ratio, p = neglect.contrast(
        found, member, drivers.arms(found), controls, np.ones(len(member), bool), n_draws=99, seed=1
    )
    assert ratio > 5
    assert p <= 0.05
