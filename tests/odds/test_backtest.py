"""The whole chain on the shared data, where they are: the panel's counts, and a short back-test that beats its baseline."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from foedus.odds import hazard, report
from foedus.odds.backtest import TOGETHER, Run, clustering, run
from foedus.odds.panel import Panel, build
from foedus.odds.predict import shipped
from foedus.odds.scorecard import OTHERS_DECIDED, scorecard
from foedus.odds.signals import Signals
from foedus.record import Record, embedded
from foedus.sources import source


@pytest.fixture(scope="module")
def panel(shared: Path) -> Panel:
    """Member-years from ATOP and V-Dem of the shared folder, ideal points and conflicts that ship."""
    record = Record.open(*(embedded.DATA_FOLDER / name for name in ("un_figures", "ucdp")))
    rows = [("indicator", row) for row in record.query("SELECT * FROM indicator WHERE name = 'ideal_point'")]
    rows += [("conflict", row) for row in record.query("SELECT * FROM conflict")]
    rows += [row for row in source("vdem").load([shared / "data" / "vdem_slim.parquet"]).rows if row[0] == "indicator"]
    return build(source("atop").load([shared / "data" / "atop5_1m.csv.gz"]).rows, Signals.from_rows(rows))


@pytest.fixture(scope="module")
def made(panel: Panel) -> Run:
    """Forecasts of every year, with few draws."""
    return run(panel, n_draws=20)


def test_counts_of_the_panel(panel: Panel) -> None:
    came = panel.outcome("exit", 1)
    assert len(panel) == 19312 and int(np.isfinite(came).sum()) == 18844
    assert int(np.nansum(came)) == 46 and int(np.nansum(came[panel.years >= 1946])) == 34
    for key in OTHERS_DECIDED:
        assert ((panel.alliances == key[0]) & (panel.members == key[1]) & (panel.exit_year == key[2])).any(), key


def test_what_ships_is_what_a_fit_gives(panel: Panel) -> None:
    """To three digits: platforms differ in the last ones."""
    beta = hazard.fit(panel.seen_at(2018), "exit").coefficients[0]
    np.testing.assert_allclose(beta, shipped()["vintages"][-1]["beta"], atol=2e-3)


def test_scores_reach_what_the_page_says(panel: Panel, made: Run) -> None:
    card = scorecard(panel, made, n_resamples=60)
    one, five = card.score(), card.score(horizon=5)
    assert (one.n, one.n_events) == (16797, 34)
    assert one.auc.value == pytest.approx(0.754, abs=0.005) and five.auc.value == pytest.approx(0.730, abs=0.005)
    assert one.log_skill.value == pytest.approx(0.0665, abs=0.005)
    assert 0.8 <= one.slope.value <= 1.26
    assert [it.first for it in card.decades if not it.is_inside] == [1970]
    assert len(card.misses) == 10 and card.misses[0].member == "EGY"
    assert card.score(TOGETHER, 1, "quiet members").n_events == 12


def test_a_report_is_three_files_that_say_the_same(panel: Panel, made: Run, tmp_path: Path) -> None:
    import json

    card = scorecard(panel, made, n_resamples=25)
    table, whole, chart = report.save(card, tmp_path)
    told = json.loads(whole.read_text(encoding="utf-8"))
    assert len(told["scores"]) == len(table.read_text(encoding="utf-8").splitlines()) - 1 == len(card.scores)
    drawn = chart.read_text(encoding="utf-8")
    assert drawn.count("<circle") == len(card.bins[1]) + len(card.decades)
    assert "<script" not in drawn and drawn.startswith("<svg") and drawn.endswith("</svg>\n")


def test_exits_come_together_in_the_past_of_every_decade(panel: Panel) -> None:
    assert all(clustering(panel.seen_at(year), "exit") >= 2 for year in (1949, 1979, 2009))
