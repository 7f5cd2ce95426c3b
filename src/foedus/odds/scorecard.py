"""What a back-test came to, as plain data: scores with intervals, calibration, counts by decade, hard cases, the worst misses.

Not here: the forecasts (`backtest`), the measures (`scores`), and files (`report`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedus.odds import scores
from foedus.odds.backtest import TOGETHER, Run, best_baseline, clustering, counts
from foedus.odds.baselines import BASELINES
from foedus.odds.covariates import CLASSES
from foedus.odds.methods import grouped
from foedus.odds.panel import NEVER, Panel
from foedus.odds.reference import classes
from foedus.odds.scores import Bin, Estimate, Murphy

Floats = NDArray[np.float64]

HORIZONS = (1, 2, 5)
N_RESAMPLES = 500
ERAS = ((1950, 1969), (1970, 1989), (1990, 2018))
N_MISSES = 10

QUIET_DRIFT = 0.25
"""A member whose ideal point moved from the hub by more, beyond all states, in five years is not quiet."""

OTHERS_DECIDED = {
    ("ATOP 3015", "EGY", 1979): "suspended by the Arab League after its peace with Israel",
    ("ATOP 3205", "EGY", 1979): "suspended with its membership of the Arab League",
    ("ATOP 3015", "SYR", 2011): "suspended by the Arab League",
    ("ATOP 3205", "SYR", 2011): "suspended with its membership of the Arab League",
    ("ATOP 3150", "CUB", 1962): "its government excluded by the Organization of American States",
    ("ATOP 3075", "CUB", 1962): "its government excluded by the American states",
    ("ATOP 3740", "YUG", 1992): "suspended by the Conference on Security and Co-operation in Europe",
}
"""Ends that ATOP codes like withdrawals and that others decided. They count as exits here; scores without them stand beside."""


class Score(NamedTuple):
    """One forecast against the best baseline, over one set of member-years and one horizon."""

    name: str
    horizon: int
    among: str
    n: int
    n_events: int
    expected: float
    auc: Estimate
    log_skill: Estimate
    brier_skill: Estimate
    slope: Estimate
    intercept: Estimate
    calibration_error: Estimate
    murphy: Murphy


class Decade(NamedTuple):
    """Exits of ten years against forecasts each made a year ahead; `low` and `high` hold 90% of what was foretold."""

    first: int
    last: int
    came: int
    expected: float
    low: int
    high: int
    pit: float

    @property
    def is_inside(self) -> bool:
        """Whether what came lies inside the interval."""
        return self.low <= self.came <= self.high


class Miss(NamedTuple):
    """An exit that was given little chance: its rank among members of the year (1 the likeliest), and what the model saw."""

    alliance: str
    member: str
    year: int
    chance: float
    share_below: float
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Scorecard:
    """Everything a back-test says of itself."""

    outcome: str
    first: int
    last: int
    best: str
    n_alliances: int
    scores: tuple[Score, ...]
    bins: dict[int, list[Bin]]
    decades: tuple[Decade, ...]
    pits: tuple[float, ...]
    misses: tuple[Miss, ...]

    def score(self, name: str = TOGETHER, horizon: int = 1, among: str = "all") -> Score:
        """One of the scores."""
        return next(one for one in self.scores if (one.name, one.horizon, one.among) == (name, horizon, among))


def scorecard(panel: Panel, made: Run, *, n_resamples: int = N_RESAMPLES, seed: int = 1) -> Scorecard:
    """Score a run whose member-years come from `panel`; all forecasts, and parts of them for `together`."""
    best = best_baseline(made)
    every = np.ones(len(made.panel), bool)
    names = [*(name for name in made.chance if name not in BASELINES), *BASELINES]
    found = [_score(made, best, name, h, "all", every, n_resamples, seed) for h in HORIZONS for name in names]
    for among, chosen in parts(made).items():
        found += [_score(made, best, TOGETHER, h, among, chosen, n_resamples, seed) for h in HORIZONS]
    decades, pits = _decades(panel, made, seed)
    return Scorecard(
        made.outcome,
        int(made.panel.years.min()),
        int(made.panel.years.max()),
        best,
        len(np.unique(made.panel.alliances)),
        tuple(one for one in found if one.n_events),
        {h: _bins(made, h) for h in HORIZONS},
        decades,
        pits,
        misses(made),
    )


def parts(made: Run) -> dict[str, NDArray[np.bool_]]:
    """Sets of member-years that are scored apart: quiet members, eras, classes, exits that others decided left out."""
    rows = made.panel
    found = {"quiet members": quiet(rows), "members with trouble": ~quiet(rows)}
    found |= {f"{a}-{b}": (rows.years + 1 >= a) & (rows.years + 1 <= b) for a, b in ERAS}
    places = classes(rows)
    for place, name in enumerate(CLASSES):
        found[name] = places == place
    decided = np.array([key in OTHERS_DECIDED for key in _keys(rows)]) & (rows.exit_year - rows.years <= max(HORIZONS))
    found["without exits that others decided"] = ~decided
    return found


def quiet(rows: Panel) -> NDArray[np.bool_]:
    """Members without trouble in five years: no fight with a member, no war, no other exit, regime steady, no drift."""

    def value(name: str) -> Floats:
        return np.nan_to_num(rows.column(name), nan=0.0)

    calm = (value("war_inside") == 0) & (value("war") == 0) & (value("others_left") == 0)
    made: NDArray[np.bool_] = (
        calm & (value("left_elsewhere") == 0) & (value("regime_change") < 0.1) & (value("drift") < QUIET_DRIFT)
    )
    return made


def misses(made: Run, most: int = N_MISSES) -> tuple[Miss, ...]:
    """The exits within a year that were given the least chance, least first."""
    rows, chance = made.panel, made.chance[TOGETHER]
    came = np.flatnonzero(rows.outcome(made.outcome, 1) == 1)
    found = []
    for place in came[np.argsort(chance[came], kind="stable")][:most].tolist():
        same = rows.years == rows.years[place]
        key = (str(rows.alliances[place]), str(rows.members[place]), int(rows.exit_year[place]))
        share = float((chance[same] < chance[place]).mean())
        found.append(Miss(*key, float(chance[place]), share, OTHERS_DECIDED.get(key, _seen(rows, place))))
    return tuple(found)


def _seen(rows: Panel, place: int) -> str:
    told = dict(zip(rows.names, rows.values[place].tolist(), strict=True))
    said = [f"{np.exp(told['members']):.0f} members"]
    if np.isfinite(told["drift"]):
        said.append(f"drift {told['drift']:+.2f}")
    if np.isfinite(told["autocracy"]):
        said.append(f"democracy {1 - told['autocracy']:.2f}")
    said.append("quiet for five years" if quiet(rows)[place] else "with trouble in five years")
    return ", ".join(said)


def _keys(rows: Panel) -> list[tuple[str, str, int]]:
    columns = (rows.alliances.tolist(), rows.members.tolist(), rows.exit_year.tolist())
    return [(a, m, y) if y != NEVER else ("", "", 0) for a, m, y in zip(*columns, strict=True)]


def _score(
    made: Run, best: str, name: str, horizon: int, among: str, chosen: NDArray[np.bool_], n_resamples: int, seed: int
) -> Score:
    came = made.panel.outcome(made.outcome, horizon)
    known = np.isfinite(came) & chosen
    came, years = came[known], made.panel.years[known]
    chance, base = made.horizon(name, horizon)[known], made.horizon(best, horizon)[known]
    weights = scores.resampled(grouped(made.panel.alliances[known])[1], n_resamples, seed)
    none = Estimate(float("nan"), float("nan"), float("nan"))
    if not came.sum():
        nothing = Murphy(0.0, 0.0, 0.0)
        return Score(
            name, horizon, among, len(came), 0, float(chance.sum()), none, none, none, none, none, none, nothing
        )
    log_loss, squared = scores.log_loss(came, chance), scores.squared_loss(came, chance)
    log_base, squared_base = scores.log_loss(came, base), scores.squared_loss(came, base)
    intercepts, slopes = scores.calibration(came, chance, weights)
    return Score(
        name,
        horizon,
        among,
        len(came),
        int(came.sum()),
        float(chance.sum()),
        scores.estimate(scores.within_year_auc(came, chance, years, weights)),
        scores.estimate(scores.skill(log_loss, log_base, weights)),
        scores.estimate(scores.skill(squared, squared_base, weights)),
        scores.estimate(slopes),
        scores.estimate(intercepts),
        scores.estimate(scores.calibration_error(came, chance, weights)),
        scores.murphy(came, chance),
    )


def _bins(made: Run, horizon: int) -> list[Bin]:
    came = made.panel.outcome(made.outcome, horizon)
    known = np.isfinite(came)
    return scores.reliability(came[known], made.horizon(TOGETHER, horizon)[known])


def _decades(panel: Panel, made: Run, seed: int) -> tuple[tuple[Decade, ...], tuple[float, ...]]:
    """Counts by decade with intervals from what was known at its start of how exits cluster; PIT of the counts of two years."""
    random = np.random.default_rng(seed)
    years, came = made.panel.years + 1, made.panel.outcome(made.outcome, 1)
    found, pits = [], []
    for first in range(int(years.min()) // 10 * 10, int(years.max()) + 1, 10):
        spread = clustering(panel.seen_at(first - 1), made.outcome)
        here = (years >= first) & (years < first + 10)
        drawn, n = counts(made, here, spread, seed), int(came[here].sum())
        low, high = scores.count_interval(drawn)
        expected = float(made.chance[TOGETHER][here].sum())
        last = min(first + 9, int(years.max()))
        found.append(Decade(first, last, n, expected, low, high, scores.pit(drawn, n, random)))
        for since in range(first, last + 1, 2):
            two = (years >= since) & (years < since + 2)
            pits.append(scores.pit(counts(made, two, spread, seed), int(came[two].sum()), random))
    return tuple(found), tuple(pits)
