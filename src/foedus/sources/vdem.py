"""V-Dem: indices of democracy by state and year, as indicator rows.

Reads the country-year files of V-Dem 15 (`V-Dem-CY-Core-v15.csv`, `V-Dem-CY-Full+Others-v15.csv`, or their zips) and the slim
Parquet of the R package democracyData. Of some four thousand columns four are read: the two indices and the bounds of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

from foedus.rows import Row
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.columns import Cells, Table, tables
from foedus.sources.naming import Place, coded
from foedus.sources.origin import Known, Origin, end_of_month, end_of_year, origin
from foedus.states import System

INDICES = {
    "v2x_polyarchy": "electoral_democracy",
    "v2x_polyarchy_codelow": "electoral_democracy_low",
    "v2x_polyarchy_codehigh": "electoral_democracy_high",
    "v2x_libdem": "liberal_democracy",
}
"""Columns and our names. The bounds hold about 68% of the model's estimates."""

PUBLISHED = ("country_name", "country_text_id", "year", "cowcode", *INDICES)
SLIM = ("vdem_country_name", "country_text_id", "year", "cown", *INDICES)
BEFORE = {316: 315, 255: 260, 679: 678}
"""V-Dem goes on under one number where COW has another for the years before: Czechia for Czechoslovakia, Germany for the Federal
Republic to 1990, Yemen for the Yemen Arab Republic."""

VERSION = "15"

RELEASED = (
    (2015, end_of_year(2016)),
    (2016, end_of_month(2017, 5)),
    (2017, end_of_month(2018, 4)),
    (2018, end_of_month(2019, 4)),
)
"""Last year covered and when a version that covered it was out: version 6 in 2016, 7 in May 2017, 8 in April 2018, 9 in April
2019. From version 10 on, in March of the year after."""

CARD = Card(
    name="vdem",
    title="Varieties of Democracy, country-year",
    publisher="V-Dem Institute, University of Gothenburg",
    version=VERSION,
    home="https://www.v-dem.net/data/the-v-dem-dataset/country-year-v-dem-core-v15/",
    files=(
        FileSpec(
            name="V-Dem-CY-Core-v15_csv.zip",
            what="country-years, core",
            url="https://www.v-dem.net/media/datasets/V-Dem-CY-Core-v15_csv.zip",
            sha256=None,
            size_mb=15,
            columns=PUBLISHED,
        ),
    ),
    licence="CC BY-SA 4.0",
    may_redistribute=True,
    citation=(
        "Coppedge, Michael, John Gerring, Carl Henrik Knutsen, Staffan I. Lindberg, Jan Teorell, and others. 2025. V-Dem "
        "[Country-Year] Dataset v15. Varieties of Democracy (V-Dem) Project. https://doi.org/10.23696/vdemds25; Pemstein, "
        "Daniel, and others. 2025. The V-Dem Measurement Model. V-Dem Working Paper 21."
    ),
    coverage="states, and colonies that foedus leaves out, 1789-2024 (slim file: from 1900)",
    units="indices from 0 to 1",
    lag=(
        "a value for year t is known at the end of March of t+1; of 2018 and 2017 in April, of 2016 in May, of 2015 and before "
        "at the end of 2016. Values are those of version 15: earlier versions may have said otherwise"
    ),
    says="how democratic experts hold a state to be in a year, with the model's bounds",
    cannot_say="what earlier versions said (every version estimates all years anew); anything on less than a year",
    expected=("slim file: 19,678 rows, 1900-2024", "Core v15: 27,913 rows, 1789-2024"),
    tables=("indicator",),
)

HINT = f"foedus reads the country-year CSV of V-Dem {VERSION} (v-dem.net)"


SYSTEMS: tuple[System, System] = ("cow", "gw")


def known(year: int) -> Known:
    """When a value for a year was known."""
    for covered, release in RELEASED:
        if year <= covered:
            return release
    return end_of_month(year + 1, 3)


def load(files: Sequence[Path]) -> Loaded:
    """Indicator rows of all files given; the report counts country-years, left out where foedus knows no state then."""
    if not files:
        raise BadSource(f"vdem: no file given; {HINT}")
    found = [table for path in files for table in tables(Path(path), _is_wanted)]
    report = Report()
    return Loaded(rows=chain.from_iterable([_file_rows(table, report) for table in found]), report=report)


def _is_wanted(name: str) -> bool:
    last = name.rsplit("/", 1)[-1].lower()
    return last.startswith("v-dem-cy") and last.endswith(".csv")


def _file_rows(table: Table, report: Report) -> Iterator[tuple[str, Row]]:
    version = re.search(r"v-dem-c[yd]-.*?v([0-9]+(?:\.[0-9]+)?)", table.name.lower())
    if version and version[1] != VERSION:
        raise BadSource(f"{table.name}: this is V-Dem {version[1]}; {HINT}, as every version estimates all years anew")
    if table.has("historical_date") and "v-dem-cd" in table.name.lower():
        raise BadSource(f"{table.name}: these are country-dates; {HINT}")
    columns = SLIM if table.has("cown") and not table.has("cowcode") else PUBLISHED
    rows = table.rows(columns, HINT)
    made = origin(CARD, table.member.path, VERSION, RELEASED[0][1])
    yield "source", made.source
    for cells in rows:
        report.n_read += 1
        yield from _indicators(made, cells, columns, report)


def _indicators(made: Origin, cells: Cells, columns: tuple[str, ...], report: Report) -> Iterator[tuple[str, Row]]:
    name, text_id, year = cells.text(columns[0]), cells.text(columns[1]), cells.needed("year")
    place = _place(cells.whole(columns[3]), name, year)
    if not place.exists:
        report.left_out[place.why_not] += 1
        return
    values = {column: cells.number_of(column) for column in INDICES}
    if all(value is None for value in values.values()):
        report.left_out["no value of the indices read"] += 1
        return
    report.n_used += 1
    for column, value in values.items():
        if value is None:
            continue
        if not 0 <= value <= 1:
            raise cells.bad(column, "is not between 0 and 1")
        own = {
            "subject": place.code or place.name,
            "year": year,
            "name": INDICES[column],
            "value": value,
            "unit": "index 0 to 1",
        }
        yield "indicator", made.row(f"{cells.where} ({text_id} {year})", known(year), **own)


@lru_cache(maxsize=50_000)
def _place(cow: int | None, name: str, year: int) -> Place:
    """The state by its COW number, else by the same number of Gleditsch and Ward, else by the number it had before.

    V-Dem's letters are no ISO codes: RUS stands for the Soviet Union too, SRB for Yugoslavia, VDR for *South* Vietnam. What has
    no number (Hong Kong, Palestine in parts, Somaliland) is no state of either list.
    """
    if cow is None:
        return Place(None, name, f"no COW number: {name}", exists=False)
    numbers = [str(cow), *([str(BEFORE[cow])] if cow in BEFORE else [])]
    found = (coded(number, system, year) for number in numbers for system in SYSTEMS)
    return next((place for place in found if place.exists), Place(None, name, f"no state then: {name}", exists=False))
