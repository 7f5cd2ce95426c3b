"""The page on odds names every covariate and says of the back-test what ships."""

from __future__ import annotations

from pathlib import Path

from foedus.odds import predict
from foedus.odds.covariates import COVARIATES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "odds.md").read_text(encoding="utf-8")


def test_every_covariate_is_in_the_table() -> None:
    for one in COVARIATES:
        assert f"| `{one.name}` | {one.words} | {one.unit} | {one.source} |" in PAGE


def test_scores_are_those_that_ship() -> None:
    score = predict.shipped()["score"]
    auc, low, high = (f"{value:.3f}".removeprefix("0") for value in score["auc"])
    assert f"{auc} ({low} to {high})" in PAGE
    assert f"{score['n']:,} member-years, {score['n_events']} exits" in PAGE
    assert f"{score['slope'][0]:.2f} (" in PAGE
