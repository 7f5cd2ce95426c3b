"""IMF Direction of Trade Statistics: yearly exports and imports of goods as each state reported them.

Reads the `DOT_<time>_timeSeries.csv` of the IMF's bulk download: one row per reporter, indicator, partner and attribute, one
column per period. BACI (`trade`) reconciles the two sides' reports; here each side's own report stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from foedus.rows import Row
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.naming import named
from foedus.sources.origin import Known, Origin, end_of_year, origin
from foedus.sources.tabular import Line, Member, check_width, checked_header, header_of, lines, members, number

COLUMNS = (
    *("Country Name", "Country Code", "Indicator Name", "Indicator Code"),
    *("Counterpart Country Name", "Counterpart Country Code", "Attribute"),
)
INDICATORS = {
    "TXG_FOB_USD": "goods_exports_reported",
    "TMG_CIF_USD": "goods_imports_reported",
}
"""Exports free on board; imports with cost, insurance and freight. Both in current USD."""

IGNORED = {
    "TMG_FOB_USD": "imports free on board: few states report them",
    "TBG_USD": "trade balance: the difference of two other rows",
}

CARD = Card(
    name="dots",
    title="Direction of Trade Statistics",
    publisher="International Monetary Fund",
    version="as dated in the file's name",
    home="https://data.imf.org/DOT",
    files=(
        FileSpec(
            name="DOT_timeSeries.csv",
            what="bulk download, time series",
            url=None,
            sha256=None,
            size_mb=200,
            columns=COLUMNS,
        ),
    ),
    licence="IMF terms of use: free for non-commercial use with citation; not to be passed on in bulk",
    may_redistribute=False,
    citation="International Monetary Fund. Direction of Trade Statistics, with the date of the file.",
    coverage="reporting states and partners, 1948 to the year before the file (many gaps)",
    units="current USD",
    lag="a value for year t is taken as known on 31 December of t+1; values are those of the file read, revisions are not told",
    says="what a state reported to have exported to, or imported from, another in a year",
    cannot_say="what the partner reported; services; values of states that do not report are the IMF's estimates",
    expected=(),
    tables=("indicator",),
)


def known(year: int) -> Known:
    """When the trade of a year was known: by the end of the year after."""
    return end_of_year(year + 1)


def load(files: Sequence[Path]) -> Loaded:
    """Indicator rows of one file (subject reports trade with partner); the report counts yearly values, empty ones included."""
    if len(files) != 1:
        raise BadSource("dots: give one file, DOT_<time>_timeSeries.csv")
    member = members(Path(files[0]), lambda name: name.endswith("timeSeries.csv"))[0]
    report = Report()
    return Loaded(rows=_rows(member, _years(member), report), report=report)


def _years(member: Member) -> dict[int, int]:
    """Where each year stands; quarters and months are not read."""
    with member.opened() as text:
        header = header_of(member, lines(member, text))
    if "Time Period" in header.cells:
        raise BadSource(f"{member.name}: this is the panel form of the IMF's download; choose the time series form")
    checked_header(member, header, COLUMNS, "foedus reads the IMF's bulk download in its time series form")
    years = {int(name): place for place, name in enumerate(header.cells) if re.fullmatch(r"\d{4}", name.strip())}
    if not years:
        raise BadSource(f"{member.name}, line 1: no column is a year; download yearly values")
    return years


def _rows(member: Member, years: dict[int, int], report: Report) -> Iterator[tuple[str, Row]]:
    dated = re.search(r"DOT_(\d{2})-(\d{2})-(\d{4})", member.name)
    published = f"{dated[3]}-{dated[1]}-{dated[2]}" if dated else None
    made = origin(CARD, member.path, published or "undated", known(min(years)))
    yield "source", made.source
    with member.opened() as text:
        table = lines(member, text)
        header = header_of(member, table)
        place = checked_header(member, header, COLUMNS, "")
        for line in table:
            check_width(member, line, len([name for name in header.cells if name.strip()]))
            yield from _of_line(made, member, line, place, years, report)


def _of_line(
    made: Origin, member: Member, line: Line, place: dict[str, int], years: dict[int, int], report: Report
) -> Iterator[tuple[str, Row]]:
    report.n_read += len(years)
    code, attribute = line.cells[place["Indicator Code"]], line.cells[place["Attribute"]]
    if code not in INDICATORS and code not in IGNORED:
        raise BadSource(
            f'{member.name}, line {line.number}, column `Indicator Code`: "{code}" is not one of '
            f"{', '.join([*INDICATORS, *IGNORED])}"
        )
    if attribute not in ("Value", "Status"):
        raise BadSource(f'{member.name}, line {line.number}, column `Attribute`: "{attribute}" is not Value or Status')
    if code in IGNORED or attribute == "Status":
        report.left_out[IGNORED.get(code, "status of values")] += len(years)
        return
    names = line.cells[place["Country Name"]], line.cells[place["Counterpart Country Name"]]
    for year, where in years.items():
        cell = line.cells[where].strip()
        reporter, partner = (named(name, year) for name in names)
        lost = "no value" if not cell else reporter.why_not or partner.why_not
        if lost:
            report.left_out[lost] += 1
            continue
        report.n_used += 1
        yield (
            "indicator",
            made.row(
                f"{member.name}, line {line.number}, {year}",
                known(year),
                subject=reporter.code,
                partner=partner.code,
                year=year,
                name=INDICATORS[code],
                value=number(member, line, str(year), cell),
                unit="current USD",
            ),
        )
