"""The design of cases: which months are put together, which calls lie before which months, what stands for what is unknown."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.record import Record
from foedus.whatif.cases import cases
from foedus.whatif.design import (
    DISSENT,
    FREEZE,
    LEAVE,
    OUTSIDE_LAG,
    STAY,
    Centre,
    Design,
    Rows,
    ToldCalls,
    at_risk_of,
    build,
    from_cases,
    held_of,
)
from tests.rows import act, answer, call, conflict, indicator, small_record

CENTRE = Centre(0, 0, 0, 0, 0, belief=0.4, help=1.0, dissent=0.01, freeze=0.001, leave=0.001)
DAY = date(2010, 12, 31)


def rows_of(choice: list[int], start: int = 0) -> Rows:
    """One member's months from `start`."""
    n = len(choice)
    return Rows(
        np.full(n, "X"),
        np.full(n, "AAA"),
        np.arange(start, start + n),
        np.array(choice),
        np.ones((n, 3)),
        np.zeros((n, 2)),
    )


def told(*given: tuple[str, int, float]) -> ToldCalls:
    """Calls in the alliance by caller, month and help."""
    return ToldCalls(
        np.full(len(given), "X"),
        np.array([it[0] for it in given], np.str_),
        np.array([it[1] for it in given], np.int64),
        np.array([it[2] for it in given], np.float64),
    )


def design(rows: Rows, calls: ToldCalls) -> Design:
    nothing: NDArray[np.float64] = np.zeros((0, 3))
    return build(rows, calls, covariates=nothing, answered=np.zeros(0, bool), n_threats=0, n_calls=0, centre=CENTRE)


def test_quiet_months_before_any_call_are_one_row_and_quarters_after() -> None:
    made = design(rows_of([STAY] * 12), told(("AAA", 5, 0.0)))
    # Months 0 to 5 see no call; the call of month 5 is seen from month 6: quarters 6-8 and 9-11.
    assert made.times[:, 0].tolist() == [6, 3, 3]
    assert made.lag.tolist() == [2, 5], "the middle month of each quarter stands for it"
    assert made.is_own.tolist() == [True, True]
    assert made.blow.tolist() == [0.4, 0.4]


def test_a_month_with_an_act_stands_alone() -> None:
    made = design(rows_of([STAY, STAY, DISSENT, STAY, STAY]), told())
    assert made.times[:, 0].tolist() == [2, 1, 2]
    assert made.choice.tolist() == [STAY, DISSENT, STAY]
    assert made.n_acts == (1, 0, 0)


def test_a_call_is_not_seen_in_its_own_month() -> None:
    made = design(rows_of([DISSENT, DISSENT]), told(("BBB", 0, 1.0)))
    assert made.pair_row.tolist() == [1]
    assert made.is_own.tolist() == [False]
    assert made.blow == pytest.approx([-0.6])


def test_what_could_be_chosen_after_stepping_aside() -> None:
    found = at_risk_of(
        np.array([STAY, STAY, DISSENT, FREEZE, LEAVE], np.int8), np.array([False, True, True, True, True])
    )
    assert found.tolist() == [[1, 1, 1], [0, 0, 1], [1, 1, 1], [1, 1, 1], [0, 0, 1]]


def record() -> Record:
    """Two members over eleven years: two calls, one answered; some dissent, one freeze."""
    made = small_record("AAA", "BBB")
    sessions = [act("XYZ", "XYZ", f"{year}-{month}-15", "meet") for year in range(2000, 2011) for month in ("06", "12")]
    acts = [act("AAA", "XYZ", when, "criticise") for when in ("2006-02-01", "2006-03-01", "2006-05-01")]
    made.add("event", [*sessions, *acts, act("BBB", "XYZ", "2007-03-01", "freeze")])
    made.add("call", [call("AAA", "2005-05-10", adversary="AZE"), call("BBB", "2006-05-10", situation="Mutiny.")])
    first = made.query("SELECT id FROM call WHERE caller = 'AAA'")[0]["id"]
    made.add("answer", [answer(first, "2005-05-11", "force")])
    made.add("conflict", [conflict("AAA", "AZE", "2005-05-09"), conflict("BBB", "DDD", "2002-05-09")])
    return made


def test_counts_and_means_of_a_small_record() -> None:
    made = from_cases(cases(record(), day=DAY))
    assert made.answered.tolist() == [True, False]
    assert made.n_calls == 2
    # The attack of AZE with its call, that of DDD without, and the mutiny, which no arrival from outside stands for.
    assert made.n_threats == 3
    assert made.centre.belief == pytest.approx(1.5 / 3)
    assert made.centre.help == 1.0
    assert made.n_acts == (3, 1, 0)
    assert np.isfinite(made.covariates).all()
    assert made.covariates == pytest.approx(np.zeros((2, 3))), "unknown values stand at the mean"
    assert made.dispersion > 1, "three dissents in four months are a burst"


def test_calls_a_year_do_not_jump_when_conflict_years_become_known() -> None:
    """Before the first release of conflict-years the record's own fights and calls count, over all years of membership."""
    early = from_cases(cases(record(), day=DAY))
    later = record()
    ucdp = {"method": "ucdp@25.1", "note": "UCDP conflict 9, between states: 25 deaths"}
    later.add("conflict", [conflict("EEE", "FFF", "2009", known_on=date(2010, 6, 30), **ucdp)])
    covered = from_cases(cases(later, day=DAY))

    def calls_a_year(of: Design) -> float:
        return of.threats_a_year * of.n_calls / of.n_threats

    assert calls_a_year(early) == pytest.approx(calls_a_year(covered), rel=0.1)


def test_outside_options_are_those_of_two_years_before() -> None:
    made = record()
    made.add(
        "indicator",
        [
            indicator(
                "AAA", year, value, name="vote_s", partner="HUB", method="un_figures@1", known_on=f"{year + 1}-01-15"
            )
            for year, value in ((2003, 1.0), (2004, -1.0), (2005, -1.0))
        ],
    )
    months = cases(made, day=DAY).months
    held = held_of(months)
    own = months.members == "AAA"
    now = dict(zip(months.months[own].tolist(), months.outside[own].tolist(), strict=True))
    lagged = dict(zip(months.months[own].tolist(), held[own, 1].tolist(), strict=True))
    at = 2007 * 12
    assert lagged[at] == now[at - OUTSIDE_LAG] != now[at]
    assert np.isnan(lagged[min(now)])


def test_an_empty_record_makes_an_empty_design() -> None:
    made = from_cases(cases(Record.in_memory(), day=DAY))
    assert (len(made.choice), len(made.answered), made.n_threats, made.n_acts) == (0, 0, 0, (0, 0, 0))
    assert made.dispersion == 1
