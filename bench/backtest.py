"""How long the rolling back-test takes, against refitting statsmodels' Logit for each origin and bootstrap draw.

Run with a Python that has foedus, numpy and statsmodels: `python bench/backtest.py [DRAWS]`. It reads ATOP and V-Dem from the
shared folder beside the repository, or from `FOEDUS_SHARED`; ideal points and conflicts are those that ship. BLAS is held to
one thread.

Both fit the same rows, covariates and weights. Ours runs every origin from 1950 to 2017 with all draws in step, each year
begun from the one before. Statsmodels is fitted on a sample of origins and draws and extrapolated: `Logit` knows no weights,
so a draw resamples whole alliances with replacement and is fitted on the rows it drew, with Newton's method (a first try that
fails is taken at its cost). Coefficients are compared where the two must agree: one draw, next to no penalty, on the latest
origin. Exits 1 where the bar is missed.
"""

from __future__ import annotations

import os
import sys
import time
import warnings
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import statsmodels.api as sm  # type: ignore[import-untyped,import-not-found,unused-ignore]

from foedus.odds import hazard
from foedus.odds.backtest import FIRST, LAST
from foedus.odds.logit import Scale, ridge_fit
from foedus.odds.methods import grouped, learned
from foedus.odds.panel import Panel, build
from foedus.odds.signals import Signals
from foedus.record import Record, embedded
from foedus.sources import source

Array = np.ndarray[Any, Any]

BAR = 20
DRAWS = 100
ORIGINS = (1950, 1967, 1984, 2000, 2017)
SAMPLE = 12
SEED = 20221128
DATA = Path(os.environ.get("FOEDUS_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"


def panel() -> Panel:
    """Member-years from the shared files and from what ships."""
    record = Record.open(*(embedded.DATA_FOLDER / name for name in ("un_figures", "ucdp")))
    rows = [("indicator", row) for row in record.query("SELECT * FROM indicator WHERE name = 'ideal_point'")]
    rows += [("conflict", row) for row in record.query("SELECT * FROM conflict")]
    rows += [row for row in source("vdem").load([DATA / "vdem_slim.parquet"]).rows if row[0] == "indicator"]
    return build(source("atop").load([DATA / "atop5_1m.csv.gz"]).rows, Signals.from_rows(rows))


def design(made: Panel, year: int) -> tuple[Array, Array, Array]:
    """Standardised covariates, outcomes and the place of each row's alliance, of all that is known at the end of a year."""
    rows, came = learned(made.seen_at(year), "exit")
    values = hazard.columns(rows)
    return Scale.of(values).design(values), came, grouped(rows.alliances)[1]


def ours(made: Panel, n_draws: int) -> float:
    """Seconds for every origin and draw."""
    start, model = time.process_time(), None
    for year in range(FIRST, LAST + 1):
        model = hazard.fit(made.seen_at(year), "exit", n_draws, SEED, model)
    return time.process_time() - start


def theirs(made: Panel) -> tuple[float, int, int]:
    """Mean seconds of one fit, over origins spread evenly; how many fits, and how many failed."""
    random, spent, n_failed = np.random.default_rng(SEED), [], 0
    for year in ORIGINS:
        x, y, places = design(made, year)
        varying = np.r_[True, x[:, 1:].std(axis=0) > 0]
        for _ in range(SAMPLE):
            times = np.bincount(random.integers(0, places.max() + 1, places.max() + 1), minlength=places.max() + 1)
            drawn = np.repeat(np.arange(len(y)), times[places])
            start = time.process_time()
            try:
                sm.Logit(y[drawn], x[drawn][:, varying]).fit(disp=0)
            except (np.linalg.LinAlgError, sm.tools.sm_exceptions.PerfectSeparationError):
                n_failed += 1
            spent.append(time.process_time() - start)
    return float(np.mean(spent)), len(spent), n_failed


def agreement(made: Panel) -> float:
    """The largest difference of coefficients on the last origin, without weights and with next to no penalty."""
    x, y, _ = design(made, LAST)
    mine = ridge_fit(x, y, np.ones((len(y), 1)), np.full(x.shape[1], 1e-9)).coefficients[0]
    return float(np.abs(mine - sm.Logit(y, x).fit(disp=0, maxiter=100).params).max())


def main() -> int:
    """Print both clocks, their ratio, and whether the bar is met."""
    warnings.simplefilter("ignore")
    n_draws = int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS
    start = time.process_time()
    made = panel()
    n_origins = LAST - FIRST + 1
    print(f"{len(made):,} member-years made in {time.process_time() - start:.1f} s, not counted below")
    print(f"largest difference of coefficients from statsmodels: {agreement(made):.1e}")
    mine = ours(made, n_draws)
    n_fits = n_origins * (n_draws + 1)
    print(f"ours: {n_origins} origins x {n_draws + 1} draws in {mine:.1f} s, {1e3 * mine / n_fits:.2f} ms a fit")
    each, n_sampled, n_failed = theirs(made)
    ratio = each * n_fits / mine
    print(
        f"statsmodels Logit: {1e3 * each:.1f} ms a fit on {n_sampled} sampled ({n_failed} failed), {each * n_fits:.0f} s "
        f"for all; ratio {ratio:.1f} (bar {BAR}: {'met' if ratio >= BAR else 'MISSED'})"
    )
    return 0 if ratio >= BAR else 1


if __name__ == "__main__":
    raise SystemExit(main())
