"""`foedus odds`: saving, scoring and analogues from the command line."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from foedus.odds.live import BASE, Forecast, save
from tests.cli.run import foedus, refused


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """Forecasts of Armenia and Belarus in the CSTO as of 28 November 2022, saved that day."""
    path = tmp_path / "live.jsonl"
    made = [
        Forecast(
            date(2022, 11, 28), "CSTO", member, outcome, months, {BASE: 0.01, "own record": 0.05}, "ab" * 32, "0.1.0"
        )
        for member in ("ARM", "BLR")
        for outcome in ("freeze", "exit")
        for months in (24, 60)
    ]
    save(made, path, now=datetime(2022, 11, 28, 18, tzinfo=UTC))
    return path


def test_scores_of_a_live_record(live: Path) -> None:
    """Armenia's freeze of February 2024 came within both horizons; only that of two years is over by November 2025."""
    done = foedus("odds", "score", "--file", str(live), "--as-of", "2025-11-30", "--format", "json")
    assert done.code == 0, done.err
    rows = {(row["outcome"], row["months"], row["method"]): row for row in json.loads(done.out)}
    assert set(rows) == {(outcome, 24, method) for outcome in ("freeze", "exit") for method in (BASE, "own record")}
    freeze = rows["freeze", 24, "own record"]
    assert (freeze["n"], freeze["events"], freeze["expected"], freeze["saved"], freeze["n_early"]) == (
        2,
        1,
        0.1,
        "live",
        0,
    )
    assert freeze["log_score_skill"] > 0 > rows["exit", 24, "own record"]["log_score_skill"]
    assert done.err == (
        "8 forecasts: 3 did not happen, 3 open, 2 happened; not scored yet, since the horizon has not passed: 1 that happened\n"
    )


def test_every_forecast_with_what_came_of_it(live: Path) -> None:
    before = foedus("odds", "score", "--each", "--file", str(live), "--as-of", "2022-11-27")
    assert before.code == 0, before.err
    assert before.err == "8 forecasts: 8 refused\n"
    after = foedus("odds", "score", "--each", "--file", str(live), "--as-of", "2025-11-30", "--format", "json")
    told = {(row["member"], row["outcome"], row["months"]): row["verdict"] for row in json.loads(after.out)}
    assert told["ARM", "freeze", 60] == "happened"
    assert told["BLR", "freeze", 24] == "did not happen"
    assert told["BLR", "exit", 60] == "open"
    table = foedus("odds", "score", "--each", "--file", str(live), "--as-of", "2025-11-30")
    assert "1.00%" in table.out


def test_a_live_record_that_was_changed_is_refused(live: Path) -> None:
    live.write_text(live.read_text(encoding="utf-8").replace("0.05", "0.95", 1), encoding="utf-8")
    assert "line 1: changed after it was saved" in refused("odds", "score", "--file", str(live))


def test_an_empty_live_record_says_so(tmp_path: Path) -> None:
    done = foedus("odds", "score", "--file", str(tmp_path / "none.jsonl"))
    assert (done.code, done.err) == (0, "0 forecasts: none saved yet\n")


def test_analogues_of_a_member() -> None:
    done = foedus("odds", "analogues", "csto", "Armenia", "--as-of", "2022-11-28", "--number", "3", "--format", "json")
    assert done.code == 0, done.err
    rows = json.loads(done.out)
    assert len(rows) == 3
    assert all(row["on"] <= "2017-01-01" for row in rows)
    assert "Likeness is no forecast." in done.err
    assert "no member" in refused("odds", "analogues", "csto", "Uzbekistan", "--as-of", "2022-11-28")
