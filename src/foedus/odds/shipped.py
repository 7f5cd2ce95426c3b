"""Make what ships: coefficients, rates and their covariance for every year from 1950, and what the back-test came to.

A vintage holds what could be learned by the end of its year, so that odds of a day long past use no later exit. `foedus odds
fit` runs this; the file `shipped.json` is committed. Not here: odds from it (`predict`, which needs no numpy).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from foedus.odds import hazard, own, reference
from foedus.odds.covariates import CLASSES
from foedus.odds.panel import Panel
from foedus.odds.scorecard import Scorecard

FORM = 1
FIRST = 1950
FILE = Path(__file__).with_name("shipped.json")
DIGITS = 5


def make(
    panel: Panel,
    card: Scorecard | None = None,
    *,
    n_draws: int = 200,
    seed: int = 20221128,
    told: Callable[[int], object] | None = None,
) -> dict[str, Any]:
    """All vintages of a panel as plain data; `told` hears each year."""
    vintages, model = [], None
    for year in range(FIRST, panel.last_year + 1):
        if told:
            told(year)
        past = panel.seen_at(year)
        model = hazard.fit(past, "exit", n_draws, seed, model)
        vintages.append({"year": year} | _hazard(model) | _rates(past))
    return {
        "form": FORM,
        "outcome": "exit",
        "covariates": list(hazard.NAMES),
        "classes": list(CLASSES),
        "score": _score(card) if card else {},
        "vintages": vintages,
    }


def text(made: dict[str, Any]) -> str:
    """As JSON, a line a vintage, so that a change of one shows as one line."""
    head = {name: value for name, value in made.items() if name != "vintages"}
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in made["vintages"])
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "vintages": [\n{lines}\n]}}\n'


def differences(ours: dict[str, Any], theirs: dict[str, Any]) -> list[tuple[str, float, float]]:
    """Coefficients of the last vintage that both have, by covariate: one's and the other's."""
    years = {one["year"] for one in ours["vintages"]} & {one["year"] for one in theirs["vintages"]}
    if not years:
        return []
    first, second = (next(v for v in made["vintages"] if v["year"] == max(years)) for made in (ours, theirs))
    names = ["intercept", *ours["covariates"]]
    found = dict(zip(["intercept", *theirs["covariates"]], second["beta"], strict=True))
    return [(name, value, found.get(name, float("nan"))) for name, value in zip(names, first["beta"], strict=True)]


def _hazard(model: hazard.Model) -> dict[str, Any]:
    spread = np.atleast_2d(np.cov(model.coefficients[1:].T))
    return {
        "n_rows": model.n_rows,
        "n_events": model.n_events,
        "mean": _short(model.scale.mean),
        "sd": _short(model.scale.sd),
        "beta": _short(model.coefficients[0]),
        "covariance": _short(spread[np.triu_indices(len(spread))], 3),
    }


def _rates(past: Panel) -> dict[str, Any]:
    classes, record = reference.fit(past, "exit"), own.fit(past, "exit")
    ends = {
        (a, y) for a, y in zip(past.alliances.tolist(), past.broken_year.tolist(), strict=True) if y <= past.last_year
    }
    years = set(zip(past.alliances.tolist(), past.years.tolist(), strict=True))
    return {
        "class_events": [int(k) for k in classes.events],
        "class_years": [int(n) for n in classes.years],
        "class_prior": _short(np.array([classes.shape, classes.rate])),
        "own_prior": _short(np.array([record.shape, record.rate])),
        "broken": [len(ends), len(years)],
    }


def _score(card: Scorecard) -> dict[str, Any]:
    one, five = card.score(), card.score(horizon=5)
    return {
        "first": card.first,
        "last": card.last,
        "best_baseline": card.best,
        "n": one.n,
        "n_events": one.n_events,
        "auc": _short(np.array(one.auc), 3),
        "log_skill": _short(np.array(one.log_skill), 3),
        "slope": _short(np.array(one.slope), 3),
        "auc_5": _short(np.array(five.auc), 3),
        "log_skill_5": _short(np.array(five.log_skill), 3),
        "decades_inside": sum(decade.is_inside for decade in card.decades),
        "decades": len(card.decades),
    }


def _short(values: Any, digits: int = DIGITS) -> list[float]:
    """Numbers to some significant digits: a file to be read by people too."""
    return [float(f"{value:.{digits}g}") for value in np.asarray(values, float).tolist()]
