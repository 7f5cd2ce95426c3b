"""Forecasts of held-out cases: made of what was known before each, and scored as worked by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.record import Record, embedded
from foedus.whatif.asknown import answered_before, counted_before, read
from foedus.whatif.fit import Posterior
from foedus.whatif.heldout import Forecasts, gains, heldout
from foedus.whatif.model import COLUMN, prior_draws
from foedus.whatif.shipped import NOTHING, posterior
from tests.rows import act, answer, call, small_record

LAST = date(2010, 12, 31)


def record(known_on: str = "2008-03-15") -> Record:
    """AAA called in May 2005; help of July 2005 was told of only later."""
    made = small_record("AAA", "BBB", "CCC")
    sessions = [act("XYZ", "XYZ", f"{year}-{month}-15", "meet") for year in range(2000, 2011) for month in ("06", "12")]
    acts = [
        act("AAA", "XYZ", "2006-02-01", "criticise"),
        act("BBB", "XYZ", "2007-02-01", "criticise", known_on="2008-01-05"),
    ]
    made.add("event", [*sessions, *acts])
    made.add("call", [call("AAA", "2005-05-10", adversary="AZE"), call("BBB", "2009-05-10", situation="Mutiny.")])
    first = made.query("SELECT id FROM call WHERE caller = 'AAA'")[0]["id"]
    made.add("answer", [answer(first, "2005-07-01", "force", known_on=known_on)])
    return made


def test_an_answer_counts_from_the_month_after_it_was_told() -> None:
    past = read(record().as_of(LAST))
    months = past.months.months[past.order][past.pair_row]
    of_first = past.lag == months - (2005 * 12 + 4)
    given = dict(zip(months[of_first].tolist(), past.given[of_first].tolist(), strict=True))
    assert min(given) == 2005 * 12 + 5, "a call is seen from the month after it"
    assert given[2008 * 12 + 2] == 0.0
    assert given[2008 * 12 + 3] == 1.0


def test_an_act_counts_from_the_month_after_it_was_told() -> None:
    past = read(record().as_of(LAST))
    acted = past.months.choices[past.order] > 0
    assert past.known[acted].tolist() == [2006 * 12 + 1, 2008 * 12]


def test_answers_known_before_a_day() -> None:
    past = read(record().as_of(LAST))
    for day, expected in (
        (date(2005, 11, 10), []),
        (date(2005, 12, 1), [False]),
        (date(2008, 3, 15), [False]),
        (date(2008, 3, 16), [True]),
        (date(2010, 1, 1), [True, False]),
    ):
        assert answered_before(past, day)[1].tolist() == expected, day


def test_sums_over_earlier_months_of_a_group() -> None:
    rng = np.random.default_rng(1)
    n = 60
    values, group = rng.random((n, 3)), rng.integers(0, 4, n)
    months = rng.integers(100, 120, n)
    known = months + rng.integers(0, 6, n)
    expected = [
        values[(group == group[at]) & (months < months[at]) & (known < months[at])].sum(axis=0) for at in range(n)
    ]
    assert counted_before(values, group, months, known) == pytest.approx(np.array(expected))


def strong(_: date) -> Posterior:
    """Draws in which lost belief moves much."""
    draws = prior_draws(20, 1)
    draws[:, COLUMN["disbelief"]] = 4.0
    draws[:, COLUMN["half_life"]] = 60.0
    return Posterior(draws, NOTHING, 9, 8, 7, (3, 2, 1), day=date(2004, 12, 31))


def dissent(of: Record) -> NDArray[np.float64]:
    made = heldout(of, LAST, strong, first=date(2004, 12, 31))
    return next(it for it in made if it.what == "dissent").chances["model"]


def test_what_was_told_later_moves_later_forecasts_only() -> None:
    late, later = dissent(record("2008-03-15")), dissent(record("2009-03-15"))
    assert len(late) == len(later)
    past = read(record().as_of(LAST))
    months = past.months.months[past.order]
    months = months[months > 2004 * 12 + 11]
    moved = ~np.isclose(late, later, rtol=1e-12)
    assert months[moved].min() == 2008 * 12 + 3
    assert months[moved & (months < 2009 * 12 + 3)].max() == 2009 * 12 + 2
    members = past.months.members[past.order][past.months.months[past.order] > 2004 * 12 + 11]
    assert set(members[moved].tolist()) == {"AAA", "BBB", "CCC"}


def test_a_call_without_help_raises_the_callers_chance_of_dissent_above_its_own_rate() -> None:
    made = heldout(record(), LAST, strong, first=date(2004, 12, 31))
    told = next(it for it in made if it.what == "dissent")
    past = read(record().as_of(LAST))
    chosen = past.months.months[past.order] > 2004 * 12 + 11
    members, months = past.months.members[past.order][chosen], past.months.months[past.order][chosen]
    at = int(np.flatnonzero((members == "AAA") & (months == 2005 * 12 + 5))[0])
    assert told.chances["model"][at] > 1.2 * told.chances["own rate"][at]
    before = int(np.flatnonzero((members == "AAA") & (months == 2005 * 12 + 4))[0])
    assert told.chances["model"][before] == pytest.approx(told.chances["own rate"][before], rel=1e-2)


def forecasts(model: list[float], plain: list[float], came: list[bool]) -> Forecasts:
    codes = np.array([f"A{at % 3}" for at in range(len(came))])
    return Forecasts("answer", codes, np.array(came), {"model": np.array(model), "plain": np.array(plain)})


def test_gains_worked_by_hand() -> None:
    made = gains(forecasts([0.8, 0.4, 0.1], [0.5, 0.5, 0.5], [True, False, False]))[0]
    assert (made.n, made.n_came) == (3, 1)
    assert made.expected == pytest.approx(1.3)
    assert made.log_gain[0] == pytest.approx(np.log([0.8 / 0.5, 0.6 / 0.5, 0.9 / 0.5]).mean())
    assert made.brier_gain[0] == pytest.approx(0.25 - (0.04 + 0.16 + 0.01) / 3)
    assert made.log_gain[1] <= made.log_gain[0] <= made.log_gain[2]
    assert made.is_told


def test_forecasts_that_are_alike_gain_nothing() -> None:
    made = gains(forecasts([0.3] * 9, [0.3] * 9, [True] * 3 + [False] * 6))[0]
    assert made.log_gain == made.brier_gain == (0.0, 0.0, 0.0)
    assert not made.is_told


def test_early_cases_of_the_embedded_record() -> None:
    made = heldout(
        Record.open(*embedded.folders()), date(1969, 6, 30), posterior, first=date(1967, 12, 31), is_rolling=True
    )
    kinds = {it.what: it for it in made}
    assert set(kinds) == {"answer", "dissent", "freeze", "exit"}
    for it in made:
        for chances in it.chances.values():
            assert len(chances) == len(it.came)
            assert ((chances >= 0) & (chances <= 1)).all()
    assert kinds["dissent"].came.sum() > 0
