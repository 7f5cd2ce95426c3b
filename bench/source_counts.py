"""Rows of the larger files of the shared folder as foedus loads them: read, used, left out by reason, beside what is expected.

Run with the Python that has foedus installed: `python bench/source_counts.py`. The folder is the one beside the repository, or
`FOEDUS_SHARED`. Tests load these files for chosen years only. Exits 1 where a count differs or a row is dropped in silence.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

from foedus.sources import source

DATA = Path(os.environ.get("FOEDUS_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"

FILES = (
    ("atop", ("atop5_1m.csv.gz",), 2_510),
    ("atop", ("atop5_1_ddyr_slim.parquet",), 273_296),
    ("un_votes", ("un_votes.parquet", "un_rollcalls.parquet"), 855_887 + 6_132),
    ("ucdp", ("ucdp_acd.csv",), 5_652),
    ("vdem", ("vdem_slim.parquet",), 19_678),
)


def main() -> int:
    """Print a line for each data set; return how many of them are wrong."""
    n_wrong = 0
    for name, files, expected in FILES:
        started = time.perf_counter()
        loaded = source(name).load([DATA / file for file in files])
        tables = Counter(table for table, _ in loaded.rows)
        report = loaded.report
        is_right = report.is_complete and report.n_read == expected
        n_wrong += not is_right
        print(
            f"{' and '.join(files)}: {report.n_read:,} rows read (expected {expected:,}), {report.n_used:,} used",
            end="",
        )
        print(f", {time.perf_counter() - started:.1f} s{'' if is_right else ' WRONG'}")
        print("  rows made: " + ", ".join(f"{count:,} {table}" for table, count in tables.items()))
        for why, count in Counter(why.partition(":")[0] for why in report.left_out.elements()).items():
            print(f"  left out: {count:,} {why}")
    return n_wrong


if __name__ == "__main__":
    raise SystemExit(main())
