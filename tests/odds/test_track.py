"""What came of forecasts by a day: verdicts without hindsight, and proper scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from math import log
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.dates import PartialDate
from foedus.odds.live import BASE, Forecast, Saved
from foedus.odds.track import Settled, brier, groups, horizon_end, log_score, scores, settle
from foedus.record import Record
from tests.questions.ask import bare, joined
from tests.rows import act, ids, link, membership

MADE = date(2006, 6, 30)


def saved(late_days: int = 0, **given: Any) -> Saved:
    own = Forecast(MADE, "XYZ", "AAA", "exit", 12, {BASE: 0.1, "covariates": 0.3}, "ab" * 32, "0.1.0")._replace(**given)
    at = datetime.combine(own.made_on + timedelta(days=late_days), datetime.min.time(), UTC) + timedelta(hours=18)
    return Saved(own, at, "", "", 1)


QUARTERS = [f"{year}-{month}-10" for year in range(2005, 2011) for month in ("03", "06", "09", "12")]
MEETINGS = [act("XYZ", "XYZ", day, "meet") for day in QUARTERS]


def record(closed: dict[str, Any] | None = None, acts: Sequence[dict[str, Any]] = ()) -> Record:
    """`AAA`, `BBB` and the hub, followed by a meeting every quarter from 2005 to 2010; `closed` is how `AAA` ended."""
    made = bare("HUB", *(joined(code, "1990-01-01") for code in ("AAA", "BBB", "HUB")))
    made.add("event", [*MEETINGS, *acts])
    if closed:
        end_spell(made, closed)
    return made


def end_spell(of: Record, closed: dict[str, Any]) -> None:
    """Close the spell of `AAA`, known when the row says."""
    others = set(ids(of, "membership"))
    (opened,) = [row["id"] for row in of.query("SELECT id FROM membership WHERE member = 'AAA'")]
    of.add("membership", [closed])
    (new,) = set(ids(of, "membership")) - others
    of.add("link", [link(new, "supersedes", opened, known_on=closed["known_on"])])


def left(on: str, how: str = "withdrawal") -> dict[str, Any]:
    known_on = PartialDate.parse(on).day_after.isoformat()
    return membership("AAA", to_on=on, end_mode=how, known_on=known_on)


def verdict(of: Record, on: str, **given: Any) -> str:
    late_days = given.pop("late_days", 0)
    (only,) = settle([saved(late_days, **given)], of.as_of(date.fromisoformat(on)))
    return only.verdict


@pytest.mark.parametrize(
    ("last_day", "on", "expected"),
    [
        ("2007-03-01", "2007-03-02", "happened"),
        ("2007-03-01", "2007-02-28", "open"),
        # The horizon is 30 June 2007, the first day out: included.
        ("2007-06-29", "2007-12-31", "happened"),
        ("2007-06-30", "2007-12-31", "did not happen"),
        # The first day out is the day of the forecast: it had left.
        ("2006-06-29", "2007-12-31", "unknown subject"),
        ("2006-06-30", "2007-12-31", "happened"),
    ],
)
def test_an_exit_counts_within_the_horizon_once_known(last_day: str, on: str, expected: str) -> None:
    assert verdict(record(left(last_day)), on) == expected


def test_the_end_of_a_month_is_the_end_of_a_shorter_one() -> None:
    assert horizon_end(saved(made_on=date(2008, 2, 29)).forecast) == date(2009, 2, 28)
    assert horizon_end(saved(made_on=date(2007, 12, 31), horizon_months=2).forecast) == date(2008, 2, 29)


def test_quiet_counts_when_the_horizon_has_passed_and_the_record_follows_it() -> None:
    quiet = record()
    assert verdict(quiet, "2007-06-29") == "open"
    assert verdict(quiet, "2007-06-30") == "did not happen"
    # The record ends in December 2010: after it nothing is known, and nothing is no sign of quiet.
    assert verdict(quiet, "2013-01-01", made_on=date(2010, 6, 30)) == "not followed"
    assert verdict(quiet, "2013-01-01", made_on=date(2009, 6, 30)) == "did not happen"


@pytest.mark.parametrize("how", ["dissolution", "state-ended", "succession"])
def test_a_member_that_is_gone_otherwise_can_no_longer_exit(how: str) -> None:
    ended = record(left("2006-12-31", how))
    assert verdict(ended, "2007-01-15") == "open"
    assert verdict(ended, "2007-06-30") == "did not happen"


def test_notice_and_freeze_are_told_by_acts_and_kept_apart() -> None:
    acts = [
        act("AAA", "XYZ", "2006-09-01", "give_notice"),
        act("AAA", "XYZ", "2007-02-01", "freeze", modality="announced"),
    ]
    told = record(acts=[*acts, act("AAA", "XYZ", "2006-11-01", "restore"), act("BBB", "XYZ", "2006-10-01", "freeze")])
    assert verdict(told, "2007-12-31", outcome="notice") == "happened"
    assert verdict(told, "2007-12-31", outcome="freeze") == "did not happen"
    assert verdict(told, "2007-12-31", outcome="exit") == "did not happen"
    assert verdict(told, "2007-12-31", outcome="freeze", member="BBB") == "happened"
    assert verdict(told, "2007-12-31", outcome="freeze", member=None) == "happened"


def test_a_date_that_leaves_open_whether_it_was_in_time_settles_nothing() -> None:
    vague = record(acts=[act("AAA", "XYZ", "2007", "freeze")])
    assert verdict(vague, "2008-12-31", outcome="freeze") == "undecided"
    assert verdict(vague, "2008-12-31", outcome="freeze", horizon_months=24) == "happened"
    left_in = record(left("2007"))
    assert verdict(left_in, "2008-12-31") == "undecided"
    assert verdict(left_in, "2008-12-31", horizon_months=24) == "happened"


def test_an_alliance_loses_a_member_where_one_exits() -> None:
    lost = record(left("2007-03-01"))
    assert verdict(lost, "2007-12-31", outcome="lost a member", member=None) == "happened"
    assert verdict(record(), "2007-12-31", outcome="lost a member", member=None) == "did not happen"
    assert verdict(lost, "2007-12-31", outcome="hollow", member=None) == "unknown subject"


@pytest.mark.parametrize("given", [{"member": "ZZZ"}, {"alliance": "NONE"}, {"outcome": "applause"}])
def test_what_the_record_does_not_know_is_not_scored(given: dict[str, Any]) -> None:
    assert verdict(record(), "2007-12-31", **given) == "unknown subject"


def test_a_forecast_from_after_the_day_of_scoring_is_refused() -> None:
    assert verdict(record(), "2006-06-29") == "refused"
    assert verdict(record(), "2006-06-30") == "open"
    # Made as of an earlier day, saved later.
    assert verdict(record(), "2006-12-31", late_days=300) == "refused"


def test_a_forecast_saved_long_after_its_day_is_no_live_one() -> None:
    found = settle([saved(7), saved(8, horizon_months=24)], record().as_of(date(2009, 1, 1)))
    assert [it.is_live for it in found] == [True, False]


def test_the_first_saved_of_one_subject_counts() -> None:
    again = saved(1, probabilities={BASE: 0.1, "covariates": 0.9})
    found = settle([saved(), again, saved(horizon_months=24)], record().as_of(date(2009, 1, 1)))
    assert [it.verdict for it in found] == ["did not happen", "repeated", "did not happen"]
    assert [score.n for score in scores(found)] == [2, 2]


def test_what_became_known_later_changes_no_verdict() -> None:
    """An exit in the window that the public learned of after the day of scoring, and its correction."""
    day = date(2007, 12, 31)
    plain, planted = record(), record()
    end_spell(planted, left("2007-01-01") | {"known_on": "2008-01-01"})
    planted.add(
        "event",
        [act("AAA", "XYZ", "2006-09-01", outcome, known_on="2008-01-01") for outcome in ("freeze", "give_notice")],
    )
    every = [saved(outcome=outcome) for outcome in ("exit", "notice", "freeze")]
    assert settle(every, planted.as_of(day)) == settle(every, plain.as_of(day))
    assert {it.verdict for it in settle(every, plain.as_of(day))} == {"did not happen"}


def settled(p: float, base: float, y: int, is_over: bool = True) -> Settled:
    one = saved(probabilities={BASE: base, "covariates": p})
    return Settled(one, "happened" if y else "did not happen", True, is_over, "2006-10-01" if y else None)


def test_scores_by_hand() -> None:
    base, own = scores([settled(0.3, 0.1, 1), settled(0.2, 0.1, 0), settled(0.5, 0.1, 0)])
    assert (base.method, own.method) == (BASE, "covariates")
    assert (own.n, own.n_events, own.n_distinct) == (3, 1, 1)
    assert own.expected == pytest.approx(1.0)
    assert own.brier == pytest.approx((0.49 + 0.04 + 0.25) / 3)
    assert own.log_score == pytest.approx(-(log(0.3) + log(0.8) + log(0.5)) / 3)
    assert own.brier_base == base.brier == pytest.approx((0.81 + 0.01 + 0.01) / 3)
    assert own.brier_skill == pytest.approx(1 - 0.78 / 0.83)
    assert (base.brier_skill, base.log_score_skill) == (0, 0)


def test_events_that_came_early_count_only_where_asked_for() -> None:
    both = [settled(0.3, 0.1, 1, is_over=False), settled(0.2, 0.1, 0)]
    assert [score.n_events for score in scores(both)] == [0, 0]
    assert [score.n_events for score in scores(both, is_early_in=True)] == [1, 1]
    assert scores([settled(0.3, 0.1, 1, is_over=False)]) == []


def test_groups_keep_outcomes_horizons_and_late_forecasts_apart() -> None:
    again = [saved(outcome=outcome, horizon_months=months) for outcome in ("exit", "freeze") for months in (12, 24)]
    every = [*again, saved(300, outcome="exit", member="BBB"), saved(made_on=date(2010, 11, 30))]
    frozen = record(acts=[act("AAA", "XYZ", "2007-02-01", "freeze")])
    found = groups(settle(every, frozen.as_of(date(2007, 12, 31))))
    told = [(it.is_live, it.outcome, it.horizon_months, it.n_early, len(it.scores)) for it in found]
    # Of 24 months nothing is over by then; the freeze that came is settled early.
    assert told == [
        (True, "exit", 12, 0, 2),
        (True, "freeze", 12, 0, 2),
        (True, "freeze", 24, 1, 0),
        (False, "exit", 12, 0, 2),
    ]


def test_a_method_that_was_silent_is_scored_on_what_it_said() -> None:
    silent = saved(probabilities={BASE: 0.1})
    found = scores([settled(0.3, 0.1, 1), Settled(silent, "did not happen", True, True)])
    assert [(it.method, it.n) for it in found] == [(BASE, 2), ("covariates", 1)]
    # And beside the base rate on the same forecasts.
    assert found[1].brier_base == pytest.approx(0.81)


inner = st.floats(1e-6, 1 - 1e-6)
pairs = st.lists(st.tuples(inner, st.integers(0, 1)), min_size=1, max_size=30)


@given(pairs, st.randoms())
def test_scores_are_bounded_whatever_the_order(some: list[tuple[float, int]], random: Any) -> None:
    shuffled = random.sample(some, len(some))
    assert 0 <= brier(some) <= 1
    assert log_score(some) >= 0
    assert brier(shuffled) == brier(some)
    assert log_score(shuffled) == log_score(some)
    # A change of sides: the probability that it does not happen, against its not happening.
    other = [(1 - p, 1 - y) for p, y in some]
    assert brier(other) == pytest.approx(brier(some))
    assert log_score(other) == pytest.approx(log_score(some), abs=1e-6)


@given(inner, inner)
def test_scores_are_proper(truth: float, told: float) -> None:
    """Nobody is expected to do better by saying another probability than what they hold true."""
    for score in (brier, log_score):

        def expected(p: float) -> float:
            return truth * score([(p, 1)]) + (1 - truth) * score([(p, 0)])  # noqa: B023

        assert expected(truth) <= expected(told) + 1e-12


@settings(deadline=None)
@given(st.lists(st.tuples(inner, inner, st.integers(0, 1)), min_size=1, max_size=20))
def test_skill_is_above_nought_just_where_the_base_rate_does_worse(some: list[tuple[float, float, int]]) -> None:
    base, own = scores([settled(p, b, y) for p, b, y in some])
    assert base.brier_skill == 0
    assert base.log_score_skill == 0
    assert (own.brier_skill > 0) == (own.brier < own.brier_base)
    assert (own.log_score_skill > 0) == (own.log_score < own.log_score_base)
