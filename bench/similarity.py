"""How long all dyads and years of the UN record take, against a pandas loop over dyads and against the bare products.

Run with a Python that has foedus, numpy and pandas: `python bench/similarity.py [RUNS]`. It reads the votes from the
shared folder beside the repository, or from `FOEDUS_SHARED`. BLAS is held to one thread unless the environment says
otherwise: on matrices this small a second one gains nothing, and on a busy machine the two wait for each other.

Three clocks, taken in turn so that a change of the machine's speed meets all alike: ours, from vote matrices to all
measures; the bare products, which are the very matrix products that ours makes, on input that is already coded; and
the loop, on a random sample of dyads, extrapolated. Figures are medians; a ratio is the median of the ratios of each
turn. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import duckdb
import numpy as np
import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]

from foedus.measures import similarity
from foedus.measures.similarity import VoteMatrix, VoteSimilarity

Array = np.ndarray[Any, Any]

RUNS = 15
SAMPLE = 2000
SEED = 20221128
BAR_LOOP, BAR_BARE = 100, 3.0
ROOT = Path(__file__).resolve().parent.parent
SCORES = [1, 2, 3]
GAP = abs(np.subtract.outer(SCORES, SCORES))
MEASURES = ("n", "agree", "s_abs", "s_sq", "kappa_abs", "kappa_sq", "pi_abs", "pi_sq")


def load(shared: Path) -> list[VoteMatrix]:
    """One matrix of votes for each calendar year of the stored date; its states cast a vote in that year."""
    data = shared / "data"
    rows = duckdb.execute(
        "select year(date) as year, v.resid, ccode, vote from read_parquet(?) v join read_parquet(?) using (resid)",
        [str(data / "un_votes.parquet"), str(data / "un_rollcalls.parquet")],
    ).fetchnumpy()
    years = [rows["year"] == year for year in np.unique(rows["year"])]
    return [similarity.vote_matrix(rows["ccode"][here], rows["resid"][here], rows["vote"][here]) for here in years]


def by_pandas(wide: pd.DataFrame, first: int, second: int) -> tuple[float, ...]:
    """The obvious way: the two states' columns of a year, rows with both present, measures from their frequencies."""
    both = wide[[first, second]].dropna()
    a, b = both[first], both[second]
    gap = (a - b).abs()
    own_a, own_b = (x.value_counts(normalize=True).reindex(SCORES, fill_value=0).to_numpy() for x in (a, b))
    pooled = (own_a + own_b) / 2
    measures = [len(both), (gap == 0).mean(), 1 - gap.mean(), 1 - (gap**2).mean() / 2]
    for one, other in ((own_a, own_b), (pooled, pooled)):
        for power in (1, 2):
            expected = one @ GAP**power @ other
            # Frequencies are rounded: a table with one filled cell may leave an expectation just above 0.
            measures.append(1 - (gap**power).mean() / expected if expected > 1e-12 else np.nan)
    return tuple(measures)


def sample(ours: list[VoteSimilarity]) -> list[tuple[int, int]]:
    """Random dyad-years as (year, place in that year's arrays), each equally likely."""
    ends = np.cumsum([len(year.n) for year in ours])
    drawn = np.random.default_rng(SEED).choice(ends[-1], SAMPLE, replace=False)
    years = np.searchsorted(ends, drawn, side="right")
    return [(int(year), int(place - ends[year] + len(ours[year].n))) for year, place in zip(years, drawn, strict=True)]


def loop(record: list[VoteMatrix], ours: list[VoteSimilarity]) -> float:
    """Seconds of the pandas loop for one dyad-year; raises where it and ours differ by more than 1e-9."""
    frames = [pd.DataFrame(year.votes.T, columns=year.states).astype(float).replace(0, np.nan) for year in record]
    drawn = sample(ours)
    dyads = [(frames[y], record[y].states[ours[y].first[k]], record[y].states[ours[y].second[k]]) for y, k in drawn]
    start = time.process_time()
    theirs = [by_pandas(*dyad) for dyad in dyads]
    spent = time.process_time() - start
    mine = [[getattr(ours[y], name)[k] for name in MEASURES] for y, k in drawn]
    np.testing.assert_allclose(np.array(mine), np.array(theirs), rtol=0, atol=1e-9)
    return spent / SAMPLE


def dropped(work: Callable[[Array], object], years: list[Array]) -> None:
    """Every year in turn, its result released before the next."""
    for year in years:
        work(year)


def kept(work: Callable[[Array], object], years: list[Array]) -> list[object]:
    """Every year, all results in memory at the end."""
    return [work(year) for year in years]


def in_turn(matrices: list[Array], runs: int) -> dict[str, list[float]]:
    """Seconds of each run of ours and of the bare products, with results dropped and kept."""
    coded = [similarity._coded(votes) for votes in matrices]
    jobs: dict[str, Callable[[], object]] = {
        "ours": lambda: dropped(similarity.vote_similarity, matrices),
        "bare": lambda: dropped(similarity._products, coded),
        "ours kept": lambda: kept(similarity.vote_similarity, matrices),
        "bare kept": lambda: kept(similarity._products, coded),
    }
    clocks: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            start = time.process_time()
            job()
            clocks[name].append(time.process_time() - start)
    return clocks


def against_bare(clocks: dict[str, list[float]], suffix: str = "") -> tuple[str, float]:
    """Both medians in milliseconds as words, and the median of their ratios."""
    ours, bare = clocks["ours" + suffix], clocks["bare" + suffix]
    ratio = median(one / other for one, other in zip(ours, bare, strict=True))
    words = f"ours{suffix} {median(ours) * 1e3:.1f} ms; bare products{suffix} {median(bare) * 1e3:.1f} ms"
    return f"{words}; ratio {ratio:.2f}", ratio


def main() -> int:
    """Print the three clocks, their ratios and whether the bars are met."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    start = time.process_time()
    record = load(Path(os.environ.get("FOEDUS_SHARED", ROOT.parent / "shared")))
    print(f"{len(record)} years read and pivoted in {time.process_time() - start:.2f} s, not counted below")
    ours = [similarity.vote_similarity(year.votes) for year in record]
    dyads = sum(len(year.n) for year in ours)
    print(f"{dyads:,} dyad-years, {sum(int(np.count_nonzero(year.n)) for year in ours):,} with a common vote")
    each = loop(record, ours)
    del ours
    clocks = in_turn([year.votes for year in record], runs)
    print(f"medians of {runs} runs, {os.environ['OPENBLAS_NUM_THREADS']} BLAS thread(s)")
    line, over_bare = against_bare(clocks)
    print(f"{line} (bar {BAR_BARE}: {'met' if over_bare <= BAR_BARE else 'MISSED'})")
    print(against_bare(clocks, " kept")[0])
    over_loop = each * dyads / median(clocks["ours"])
    print(
        f"pandas loop {each * 1e3:.2f} ms a dyad-year on {SAMPLE}, all alike to 1e-9; extrapolated {each * dyads:.0f} s; "
        f"ratio {over_loop:,.0f} (bar {BAR_LOOP}: {'met' if over_loop >= BAR_LOOP else 'MISSED'})"
    )
    return 0 if over_bare <= BAR_BARE and over_loop >= BAR_LOOP else 1


if __name__ == "__main__":
    raise SystemExit(main())
