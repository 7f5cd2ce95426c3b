"""`foedus odds show`, and what is said where ATOP is not installed."""

from __future__ import annotations

import json

import pytest

from tests.cli.run import foedus, refused


def test_coefficients_are_listed_with_errors_and_words() -> None:
    rows = json.loads(foedus("odds", "show", "--format", "json").out)
    assert rows[0]["covariate"] == "intercept"
    assert {"covariate", "log_odds_per_sd", "se", "odds_ratio", "words"} <= rows[1].keys()
    assert all(row["se"] > 0 for row in rows)


def test_a_vintage_that_does_not_ship_is_one_sentence() -> None:
    assert "1950 to 2018" in refused("odds", "show", "--year", "1900")


@pytest.mark.parametrize("command", [("backtest",), ("odds", "fit")])
def test_without_atop_it_is_said_how_to_get_it(command: tuple[str, ...]) -> None:
    assert "foedus data get atop" in refused(*command)
