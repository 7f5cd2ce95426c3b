"""The back-test: at the end of each year every method learns from what was known and foretells; years later it is scored.

Rolling origin: the forecast for the years after t is made from `panel.seen_at(t)`, in which nothing after t exists. Several
years compound the year's hazard. Recalibration learns from forecasts whose year is over, of a trailing window. Not here:
measures (`scores`), and the report of them (`scorecard`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import fsum, lgamma, log

import numpy as np
from numpy.typing import NDArray

from foedus.odds import hazard, own, reference
from foedus.odds.baselines import BASELINES
from foedus.odds.methods import Method, compounded, grouped, learned
from foedus.odds.panel import Panel
from foedus.odds.scores import Weights, calibration, log_loss

Floats = NDArray[np.float64]

METHODS: tuple[Method, ...] = (hazard, reference, own)
TOGETHER = "together"
"""The mean of the methods' chances: a linear pool, each with the same weight."""

FIRST, LAST = 1950, 2017
"""Years of the first and the last forecast: the last has one year left in ATOP 5.1, which ends in 2018."""

TRAILING = 30
"""Years of past forecasts from which recalibration learns."""

PULL = 4.0
"""Weight with which recalibration is pulled to none: a prior sd of .5 on intercept and slope."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Forecasts of one back-test, a row each member-year of `panel` that was foretold.

    `chance` are one-year chances by method, baseline and `together`; `recalibrated` the latter put right by its own past;
    `drawn` its draws, rows x draws, for predictive intervals of counts.
    """

    panel: Panel
    outcome: str
    chance: dict[str, Floats]
    drawn: Floats
    n_steps: list[int] = field(default_factory=list)

    def horizon(self, name: str, years: int) -> Floats:
        """Chances within some years."""
        return compounded(self.chance[name], years)


def run(
    panel: Panel,
    outcome: str = "exit",
    *,
    first: int = FIRST,
    last: int = LAST,
    n_draws: int = 100,
    seed: int = 20221128,
    methods: Sequence[Method] = METHODS,
) -> Run:
    """Foretell every member-year from `first` to `last`, each from what was known at its end."""
    found: dict[str, list[Floats]] = {}
    drawn: list[Floats] = []
    steps: list[int] = []
    models: dict[str, object] = {}
    for year in range(first, last + 1):
        past, now = panel.seen_at(year), panel.where(panel.years == year)
        pool = []
        for method in methods:
            models[method.NAME] = model = method.fit(past, outcome, n_draws, seed, models.get(method.NAME))
            told = method.predict(model, now)
            found.setdefault(method.NAME, []).append(told.chance)
            pool.append(told)
            steps.append(getattr(model, "n_steps", 0))
        found.setdefault(TOGETHER, []).append(np.mean([one.chance for one in pool], axis=0))
        drawn.append(np.mean([one.draws for one in pool], axis=0))
        for name, baseline in BASELINES.items():
            found.setdefault(name, []).append(baseline(past, outcome, now))
    rows = panel.where((panel.years >= first) & (panel.years <= last))
    chance = {name: np.concatenate(parts) for name, parts in found.items()}
    chance["recalibrated"] = recalibrated(rows, outcome, chance[TOGETHER])
    return Run(rows, outcome, chance, np.concatenate(drawn), steps)


def recalibrated(rows: Panel, outcome: str, chance: Floats) -> Floats:
    """Chances put right, year by year, by intercept and slope learned from the trailing window of past forecasts."""
    made, came = chance.copy(), rows.outcome(outcome, 1)
    for year in np.unique(rows.years).tolist():
        past = (rows.years < year) & (rows.years >= year - TRAILING) & np.isfinite(came)
        if not came[past].any():
            continue
        (intercept,), (slope,) = calibration(came[past], chance[past], _alone(int(past.sum())), PULL)
        here = rows.years == year
        odds = np.log(chance[here] / (1 - chance[here]))
        made[here] = 1 / (1 + np.exp(-(intercept + slope * odds)))
    return made


def _alone(n_rows: int) -> Weights:
    return Weights(np.zeros(n_rows, np.int64), np.ones((1, 1)))


def best_baseline(made: Run, names: Iterable[str] = tuple(BASELINES)) -> str:
    """The baseline with the best log score at one year."""
    came = made.panel.outcome(made.outcome, 1)
    known = np.isfinite(came)
    return min(names, key=lambda name: float(log_loss(came[known], made.chance[name][known]).mean()))


SPREADS = tuple(0.25 * 2.0**step for step in range(8))
"""Variances that are tried for the factor that an alliance's members share over ten years."""


def clustering(past: Panel, outcome: str) -> float:
    """How much exits of one alliance come together: the likeliest variance of a gamma factor, mean 1, on its ten-year counts.

    Counts of the past alone, against the rate of all (negative binomial). Six left SEATO in 1972-77, two the Arab League
    twice.
    """
    rows, came = learned(past, outcome)
    names = np.char.add(np.char.add(rows.alliances, "|"), ((rows.years + 1) // 10).astype(np.str_))
    places = grouped(names)[1]
    events, expected = np.bincount(places, came), np.bincount(places) * came.mean()

    def likelihood(spread: float) -> float:
        shape = 1 / spread
        pairs = zip(events.tolist(), expected.tolist(), strict=True)
        return fsum(
            lgamma(k + shape) - lgamma(shape) + shape * log(shape / (shape + m)) + k * log(m / (shape + m))
            for k, m in pairs
        )

    return max(SPREADS, key=likelihood)


def counts(made: Run, chosen: NDArray[np.bool_], spread: float, seed: int = 1, per_draw: int = 40) -> NDArray[np.int64]:
    """Drawn numbers of exits among chosen rows, each within a year: from the draws of the methods, then of who exits.

    Members of one alliance share a gamma factor of variance `spread`, as their exits come together.
    """
    random = np.random.default_rng(seed)
    names, places = grouped(made.panel.alliances[chosen])
    sums = np.zeros((len(names), made.drawn.shape[1]))
    np.add.at(sums, places, made.drawn[chosen])
    shared = random.gamma(1 / spread, spread, (per_draw, *sums.shape))
    drawn: NDArray[np.int64] = random.poisson((shared * sums).sum(axis=1)).ravel()
    return drawn
