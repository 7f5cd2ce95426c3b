"""Attacks of ATOP beside a record's calls: which count, what they say, and what they change."""

from __future__ import annotations

from datetime import date
from math import log
from pathlib import Path

import numpy as np
import pytest

from foedus.record import Record, embedded
from foedus.sources import source
from foedus.whatif.atop_cases import from_rows
from foedus.whatif.attacks import Attacks, attacks, fit_with
from foedus.whatif.cases import cases
from foedus.whatif.design import Design, from_cases
from foedus.whatif.fit import fit
from foedus.whatif.model import COLUMN
from tests.rows import call, small_record
from tests.whatif.test_atop_cases import treaties, war

CALL, ANSWER = COLUMN["call"], COLUMN["answer"]


def told(n: int, n_helped: int) -> Attacks:
    return Attacks(np.zeros(n), np.arange(n) < n_helped, 0)


def design() -> Design:
    """The design of a record without a case of its own."""
    return from_cases(cases(small_record("AAA"), day=date(2010, 12, 31)))


def test_only_attacks_from_outside_on_pacts_with_a_hub_and_once_a_war() -> None:
    pact = treaties("USA", "POL", "TUR")
    rows = [
        war("POL", "IRN", 2003, 1),
        war("POL", "TUR", 2004, 2),
        war("POL", "rebels", 2005, 3, "inside a state"),
        war("IRN", "IRQ", 2008, 9),
    ]
    found = from_rows(pact, rows)
    made = attacks(found, cases(small_record("AAA"), day=date(2010, 12, 31)), design().centre)
    assert (len(made), made.helped.tolist(), made.n_known) == (1, [False], 0)
    assert made.load.tolist() == pytest.approx([0 - design().centre.load])


def test_what_the_record_holds_already_does_not_count_twice() -> None:
    record = small_record("POL")
    record.add("call", [call("POL", "2003-05-10", adversary="Iran")])
    found = from_rows(treaties("USA", "POL", "TUR"), [war("POL", "IRN", 2003), war("IRN", "IRQ", 2008, 9)])
    made = attacks(found, cases(record, day=date(2010, 12, 31)), design().centre)
    assert (len(made), made.n_known) == (0, 1)


def test_no_attack_changes_nothing() -> None:
    made = design()
    assert np.array_equal(fit_with(made, told(0, 0), draws=50).draws, fit(made, draws=50).draws)


def test_help_says_both_called_and_answered_and_its_absence_neither_for_sure() -> None:
    base = fit(design(), seed=1, draws=400).draws
    helped, unhelped = (fit_with(design(), told(12, n), seed=1, draws=400).draws for n in (12, 0))
    for place in (CALL, ANSWER):
        assert helped[:, place].mean() > base[:, place].mean() > unhelped[:, place].mean()
    assert helped[:, CALL].mean() > 0.8
    # Not asked, or asked in vain: the two stand against each other.
    assert np.corrcoef(unhelped[:, CALL], unhelped[:, ANSWER])[0, 1] < -0.2


def test_the_chance_of_help_is_that_of_the_closed_form() -> None:
    """With gamma p alone in the likelihood: against a grid over both parameters."""
    made = fit_with(design(), told(6, 2), seed=1, draws=2000).draws
    call_, answer = np.meshgrid(np.linspace(0.0025, 0.9975, 400), np.linspace(-7, 7, 561), indexing="ij")
    p = call_ / (1 + np.exp(-answer))
    log_weight = log(1) + np.log(call_) + np.log1p(-call_) - answer**2 / (2 * 1.5**2) + 2 * np.log(p) + 4 * np.log1p(-p)
    weight = np.exp(log_weight - log_weight.max())
    expected = float((weight * call_).sum() / weight.sum()), float((weight * answer).sum() / weight.sum())
    assert (made[:, CALL].mean(), made[:, ANSWER].mean()) == pytest.approx(expected, abs=0.09)


def test_atop_as_it_is(shared: Path) -> None:
    path = shared / "data" / "atop5_1m.csv.gz"
    if not path.exists():
        pytest.skip("needs atop5_1m.csv.gz in the shared data folder")
    day = date(1969, 12, 31)
    record = Record.open(*embedded.folders())
    conflicts = record.query("SELECT * FROM conflict WHERE starts_with(method, 'ucdp@')")
    found = from_rows(list(source("atop").load([path]).rows), conflicts)
    made = cases(record.as_of(day))
    chosen = attacks(found, made, from_cases(made).centre)
    assert len(chosen) > 0
    assert len(chosen) + chosen.n_known <= 18
    assert np.isfinite(chosen.load).all()
    assert not chosen.helped.any()
