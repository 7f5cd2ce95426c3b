"""Alliances, member spells and states in force on 31 December of every year: from ATOP as foedus loads it, beside the check file.

Run with the Python that has foedus installed: `python bench/atop_counts.py`. It reads the member file and the counts from the
shared folder beside the repository, or from `FOEDUS_SHARED`. The check file counts the publisher's rows with yrent <= year and
(yrexit = 0 or yrexit > year); ours counts spells of the record, for which `to_on` is the day before the exit, or its month or
year where no more is known. Exits 1 where a year differs or a row of the file is neither used nor reported.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

from foedus.dates import PartialDate
from foedus.rows import Row, row_id
from foedus.sources import source

DATA = Path(os.environ.get("FOEDUS_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"


def spells_of(rows: list[tuple[str, Row]]) -> list[Row]:
    """Membership rows that no later row supersedes."""
    old = {row["to_id"] for table, row in rows if table == "link"}
    return [row for table, row in rows if table == "membership" and row_id("me", row) not in old]


def is_in_force(spell: Row, year: int) -> bool:
    """Whether a spell holds 31 December of a year."""
    if PartialDate.parse(spell["from_on"]).first.year > year:
        return False
    if "to_on" not in spell:
        return True
    last = PartialDate.parse(spell["to_on"])
    return last.text >= f"{year}-12-31" if last.basis == "day" else last.first.year > year


def counts(spells: list[Row], year: int) -> tuple[int, int, int]:
    """Alliances with a member in force, their member spells, and their states."""
    own = [spell for spell in spells if is_in_force(spell, year)]
    return len({spell["alliance"] for spell in own}), len(own), len({spell["member"] for spell in own})


def main() -> int:
    """Print the table, the number of years that differ, and what became of the rows of the file."""
    loaded = source("atop").load([DATA / "atop5_1m.csv.gz"])
    spells = spells_of(list(loaded.rows))
    with (DATA / "checks" / "atop_counts.csv").open(newline="", encoding="utf-8") as handle:
        checks = [tuple(int(cell) for cell in row) for row in list(csv.reader(handle))[1:]]
    print(f"{'':6}{'alliances':>16}{'member spells':>18}{'states':>14}")
    print(f"{'year':6}" + f"{'ours':>8}{'theirs':>8}{'ours':>10}{'theirs':>8}{'ours':>7}{'theirs':>7}")
    n_differing = 0
    for year, *theirs in checks:
        ours = counts(spells, year)
        differs = ours != tuple(theirs)
        n_differing += differs
        cells = zip(ours, theirs, (8, 10, 7), (8, 8, 7), strict=True)
        print(f"{year:<6}" + "".join(f"{a:>{w}}{b:>{v}}" for a, b, w, v in cells) + (" differs" if differs else ""))
    report = loaded.report
    print(f"{n_differing} of {len(checks)} years differ; {report.n_used} of {report.n_read} rows used", end="")
    print("" if report.is_complete else "; SOME ROWS NEITHER USED NOR REPORTED")
    return 1 if n_differing or not report.is_complete else 0


if __name__ == "__main__":
    raise SystemExit(main())
