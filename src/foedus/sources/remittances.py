"""Bilateral remittance estimates of the World Bank (KNOMAD): from state to state, one year a file or several.

Reads the Data360 file `WB_KNOMAD_BRE.csv` (one row per pair and year), or one matrix saved as CSV from the older workbook
(`bilateral_remittance_matrix_2021.xlsx`: senders down, receivers across), with the year in its name.

A trap: Data360 writes `UNIT_MULT` 0, but its values are million USD, as the indicator's label says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from foedus.rows import Row
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.naming import Place, coded, named
from foedus.sources.origin import Known, Origin, end_of_year, origin
from foedus.sources.tabular import Line, Member, check_width, checked_header, header_of, lines, members, number

DATA360 = ("INDICATOR", "REF_AREA", "COMP_BREAKDOWN_1", "TIME_PERIOD", "OBS_VALUE")
INDICATOR = "WB_KNOMAD_BRE"
OTHERS = {
    "WB_KNOMAD_MRI": "another indicator: inflows",
    "WB_KNOMAD_MRO": "another indicator: outflows",
    "WB_KNOMAD_MIG": "another indicator: migrants",
}
FIRST_MATRIX = end_of_year(2007)
"""Ratha and Shaw 2007, South-South Migration and Remittances, World Bank working paper 102: the method's first matrix."""

_CORNER = re.compile(
    r"(receiving|remittance-receiving).*(sending|remittance-sending)|sending_country", re.IGNORECASE | re.DOTALL
)
_WORLD = re.compile(r"world|total|wld", re.IGNORECASE)

CARD = Card(
    name="remittances",
    title="Bilateral Remittance Estimates",
    publisher="World Bank, KNOMAD",
    version="as read",
    home="https://data360.worldbank.org/en/indicator/WB_KNOMAD_BRE",
    files=(
        FileSpec(
            name="WB_KNOMAD_BRE.csv",
            what="all pairs as one list; or one matrix saved as CSV from the workbook",
            url="https://data360files.worldbank.org/data360-data/data/WB_KNOMAD/WB_KNOMAD_BRE.csv",
            sha256=None,
            size_mb=3,
            columns=DATA360,
        ),
    ),
    licence="CC BY 4.0",
    may_redistribute=True,
    citation=(
        "World Bank/KNOMAD. Bilateral Remittance Matrix, with the year. Method: Ratha, Dilip, and William Shaw. 2007. "
        "South-South Migration and Remittances. World Bank Working Paper 102."
    ),
    coverage="about 214 economies; matrices of single years, the last 2021",
    units="file: million current USD; rows: current USD",
    lag="the matrix of year t came out in the course of t+1 (2021: December 2022), taken as known on 31 December of t+1",
    says="how the recorded remittances of a receiving state may divide among the states its emigrants live in",
    cannot_say=(
        "measured flows: the pairs are modelled from migrant stocks and incomes, so they are no evidence of migration; transfers "
        "outside banks; changes from year to year, which follow from new stocks and method as much as from money"
    ),
    expected=("10,619 rows in the Data360 file of 2021",),
    tables=("indicator",),
)


def known(year: int) -> Known:
    """When the estimates of a year were known: by the end of the year after, never before the method was published."""
    rule = end_of_year(year + 1)
    return rule if rule.on > FIRST_MATRIX.on else FIRST_MATRIX


def load(files: Sequence[Path]) -> Loaded:
    """Indicator rows `remittances_received` (subject receives from partner); counts are rows of the list, cells of a matrix."""
    if not files:
        raise BadSource("remittances: give WB_KNOMAD_BRE.csv, or a matrix saved as CSV")
    report = Report()
    found = [member for path in files for member in members(Path(path), lambda name: name.lower().endswith(".csv"))]
    return Loaded(rows=_rows(found, report), report=report)


def _rows(found: list[Member], report: Report) -> Iterator[tuple[str, Row]]:
    for member in found:
        if member.path.suffix.lower() in (".xlsx", ".xls"):
            raise BadSource(f"{member.name}: a workbook; save its sheet as CSV, or take WB_KNOMAD_BRE.csv from Data360")
        with member.opened() as text:
            table = lines(member, text)
            first = header_of(member, table)
            is_list = "REF_AREA" in {name.strip() for name in first.cells}
            yield from _of_list(member, first, table, report) if is_list else _of_matrix(member, first, table, report)


def _of_list(member: Member, header: Line, table: Iterator[Line], report: Report) -> Iterator[tuple[str, Row]]:
    place = checked_header(
        member, header, DATA360, "foedus reads the long form that Data360 offers as CSV, not the wide one"
    )
    made = origin(CARD, member.path, "data360", FIRST_MATRIX)
    yield "source", made.source
    multiplier = place.get("UNIT_MULT")
    for line in table:
        report.n_read += 1
        check_width(member, line, len(header.cells))
        cell = {name: line.cells[where].strip() for name, where in place.items()}
        if cell["INDICATOR"] in OTHERS:
            report.left_out[OTHERS[cell["INDICATOR"]]] += 1
            continue
        _check(member, line, cell, multiplier is not None)
        receiver = cell["COMP_BREAKDOWN_1"].removeprefix("WB_KNOMAD_")
        if "WLD" in (receiver, cell["REF_AREA"]):
            report.left_out["total of other rows"] += 1
            continue
        year = int(cell["TIME_PERIOD"])
        places = coded(receiver, "iso3", year), coded(cell["REF_AREA"], "iso3", year)
        yield from _flow(
            made, line, f"{member.name}, line {line.number}", places, year, (member, cell["OBS_VALUE"]), report
        )


def _check(member: Member, line: Line, cell: dict[str, str], has_multiplier: bool) -> None:
    where = f"{member.name}, line {line.number}"
    if cell["INDICATOR"] != INDICATOR:
        raise BadSource(f'{where}, column `INDICATOR`: "{cell["INDICATOR"]}" is not {INDICATOR}')
    if has_multiplier and cell["UNIT_MULT"] not in ("", "0", "6"):
        raise BadSource(
            f'{where}, column `UNIT_MULT`: "{cell["UNIT_MULT"]}"; foedus knows this file in million USD (0 or 6)'
        )
    if not re.fullmatch(r"\d{4}", cell["TIME_PERIOD"]):
        raise BadSource(f'{where}, column `TIME_PERIOD`: "{cell["TIME_PERIOD"]}" is not a year')


def _of_matrix(member: Member, first: Line, table: Iterator[Line], report: Report) -> Iterator[tuple[str, Row]]:
    """The older matrix: a line or two of title, then receivers across and senders down; totals check that nothing is cut."""
    header: Line | None = first
    while header is not None and not _CORNER.search(header.cells[0]):
        header = next(table, None) if header.number < 10 else None
    if header is None:
        raise BadSource(
            f"{member.name}: neither the Data360 list (`REF_AREA`) nor a matrix, whose first cell reads `receiving (across) / "
            "sending (down)`"
        )
    dated = re.search(r"(?:19|20)\d{2}", member.name) or re.search(r"(?:19|20)\d{2}", " ".join(first.cells))
    if dated is None:
        raise BadSource(
            f"{member.name}: which year is this matrix of? put it into the file's name, as in matrix_2021.csv"
        )
    year = int(dated[0])
    made = origin(CARD, member.path, dated[0], FIRST_MATRIX)
    yield "source", made.source
    receivers = [name.strip() for name in header.cells[1:]]
    is_whole = False
    for line in table:
        check_width(member, line, len(header.cells))
        sender = line.cells[0].strip()
        if not sender or not any(cell.strip() for cell in line.cells[1:]):
            continue
        is_whole = is_whole or bool(_WORLD.fullmatch(sender))
        for name, cell in zip(receivers, line.cells[1:], strict=False):
            if not name:
                continue
            report.n_read += 1
            if _WORLD.fullmatch(name) or _WORLD.fullmatch(sender):
                report.left_out["total of other rows"] += 1
                continue
            places = named(name, year), named(sender, year)
            where = f"{member.name}, line {line.number}, {name}"
            yield from _flow(made, line, where, places, year, (member, cell), report)
    if not is_whole:
        raise BadSource(f"{member.name}: the matrix has no last row WORLD; it is cut short")


def _flow(
    made: Origin,
    line: Line,
    locator: str,
    places: tuple[Place, Place],
    year: int,
    value: tuple[Member, str],
    report: Report,
) -> Iterator[tuple[str, Row]]:
    """One row, or a reason: a value of 0 is used, an empty one or a state with itself is not."""
    receiver, sender = places
    member, text = value[0], value[1].strip().replace(",", "")
    lost = "no value" if text in ("", "..", "-", "N/A") else receiver.why_not or sender.why_not
    lost = lost or ("a state with itself" if receiver.code == sender.code else "")
    if lost:
        report.left_out[lost] += 1
        return
    report.n_used += 1
    yield (
        "indicator",
        made.row(
            locator,
            known(year),
            subject=receiver.code,
            partner=sender.code,
            year=year,
            name="remittances_received",
            value=round(number(member, line, "value", text) * 1_000_000, 2),
            unit="current USD",
            note="modelled from migrant stocks and incomes",
        ),
    )
