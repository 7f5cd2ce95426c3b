"""World Bank indicators: yearly values of states, from the API's bulk CSV or from pages of its JSON.

Reads `API_<indicator>_DS2_en_csv_v2_<number>.csv` (four lines before the header; also inside its zip) and pages of
`api.worldbank.org/v2/country/all/indicator/<indicator>?format=json`. Only the indicators of `INDICATORS` are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from foedus.rows import Row
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.naming import coded
from foedus.sources.origin import Known, earlier, end_of_year, origin
from foedus.sources.tabular import Line, Member, check_width, lines, members, number

INDICATORS = {
    "NY.GDP.MKTP.CD": ("gdp", "current USD"),
    "NY.GDP.MKTP.KD": ("gdp_constant", "constant {base} USD"),
    "SP.POP.TOTL": ("population", "persons"),
    "MS.MIL.XPND.GD.ZS": ("military_expenditure_share_of_gdp", "percent of GDP"),
    "BX.TRF.PWKR.DT.GD.ZS": ("remittances_received_share_of_gdp", "percent of GDP"),
    "NE.TRD.GNFS.ZS": ("trade_share_of_gdp", "percent of GDP"),
}
"""World Bank code to our name and unit; the base year of constant prices is read from the indicator's name in the file."""

HEADER = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")
FIRST_EDITION = Known(date(1978, 12, 31), "published_year")
"""World Development Indicators came first with the World Development Report of 1978."""

CARD = Card(
    name="wdi",
    title="World Development Indicators",
    publisher="World Bank",
    version="as dated in the file",
    home="https://databank.worldbank.org/source/world-development-indicators",
    files=tuple(
        FileSpec(
            name=f"API_{code}_DS2_en_csv_v2.zip",
            what=name,
            url=f"https://api.worldbank.org/v2/en/indicator/{code}?downloadformat=csv",
            sha256=None,
            size_mb=0.2,
            columns=HEADER,
        )
        for code, (name, _) in INDICATORS.items()
    ),
    licence="CC BY 4.0",
    may_redistribute=True,
    citation="World Bank. World Development Indicators. Washington, DC: World Bank, with the date of the file.",
    coverage="about 217 economies, 1960 to the year before the file's date",
    units="current or constant USD, persons, percent of GDP",
    lag=(
        "a value for year t is taken as known on 31 December of t+1, or on the file's date of update where that is earlier; "
        "nothing before 1978. Values are those of the file read: earlier editions may have said otherwise"
    ),
    says="what the World Bank holds for a state and year, in the edition of the file",
    cannot_say=(
        "what an earlier edition said (values are revised for decades back); which part of a sum went to whom; military "
        "expenditure is SIPRI's, remittances are the IMF's and the Bank's estimates"
    ),
    expected=("266 lines in each CSV: economies and aggregates, Zimbabwe last",),
    tables=("indicator",),
)


@dataclass(slots=True)
class Edition:
    """The values of one file: the day of its last update, and each cell with its place."""

    member: Member
    updated: date
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: where it stands, which economy, indicator and year; None where the file has none."""

    locator: str
    economy: str
    code: str
    indicator: str
    year: int
    value: float | None


def known(year: int, updated: date) -> Known:
    """When a value for a year was known: by the end of the year after, or by the file's update; never before 1978."""
    rule = earlier(end_of_year(year + 1), updated)
    return rule if rule.on > FIRST_EDITION.on else FIRST_EDITION


def load(files: Sequence[Path]) -> Loaded:
    """Indicator rows of CSV files, zips or JSON pages in any mixture; the report counts values, empty ones included."""
    if not files:
        raise BadSource("wdi: no file given; give the CSV, its zip, or all pages of the JSON")
    editions = [edition for path in files for edition in _editions(Path(path))]
    _check_pages([Path(path) for path in files if Path(path).suffix.lower() == ".json"])
    report = Report()
    return Loaded(rows=_rows(editions, report), report=report)


def _editions(path: Path) -> Iterator[Edition]:
    for member in members(path, lambda name: name.rsplit("/", 1)[-1].startswith("API_") and name.endswith(".csv")):
        yield _from_json(member) if member.name.lower().endswith(".json") else _from_csv(member)


def _from_csv(member: Member) -> Edition:
    with member.opened() as text:
        table = lines(member, text)
        first, second = next(table, None), next(table, None)
        if not first or first.cells[0] != "Data Source" or not second or second.cells[0] != "Last Updated Date":
            raise BadSource(
                f"{member.name}: this is not the World Bank's bulk CSV, whose first lines are `Data Source` and `Last Updated "
                "Date`; download it from the indicator's page under CSV, and do not edit it"
            )
        edition = Edition(member, _day(member, second.cells[1]))
        header = next(table, None)
        if not header or tuple(header.cells[:4]) != HEADER:
            raise BadSource(
                f"{member.name}, line {header.number if header else second.number}: the header must begin with "
                f"{', '.join(HEADER)}; the format has changed or the file is cut short"
            )
        names = [name.strip() for name in header.cells]
        economies = set()
        for line in table:
            check_width(member, line, 4 + sum(name.isdigit() for name in names))
            economies.add(line.cells[1])
            edition.cells.extend(_of_line(member, line, names))
    if "ZWE" not in economies:
        raise BadSource(
            f"{member.name}: the file ends before Zimbabwe, its last line; it is cut short, download it again"
        )
    return edition


def _of_line(member: Member, line: Line, names: list[str]) -> Iterator[Cell]:
    _, code, title, indicator = line.cells[:4]
    _check_indicator(member, indicator)
    for name, cell in zip(names[4:], line.cells[4:], strict=False):
        if not name and not cell.strip():
            continue
        if not re.fullmatch(r"\d{4}", name):
            raise BadSource(f'{member.name}, line {line.number}: a value stands under "{name}", which is no year')
        value = number(member, line, name, cell) if cell.strip() else None
        yield Cell(f"{member.name}, line {line.number}, {name}", code, indicator, title, int(name), value)


def _from_json(member: Member) -> Edition:
    head, rows = _page(member)
    edition = Edition(member, _day(member, str(head.get("lastupdated", ""))))
    for place, row in enumerate(rows, start=1):
        try:
            code, title = row["indicator"]["id"], row["indicator"]["value"]
            economy, year, value = row["countryiso3code"] or row["country"]["id"], row["date"], row["value"]
        except (KeyError, TypeError):
            raise BadSource(
                f"{member.name}, row {place}: not a row of the API's version 2 (indicator, country, countryiso3code, date, value)"
            ) from None
        _check_indicator(member, code)
        if not re.fullmatch(r"\d{4}", year) or not isinstance(value, int | float | None):
            raise BadSource(f'{member.name}, row {place}: year "{year}" or value "{value}" is not of a yearly series')
        edition.cells.append(Cell(f"{member.name}, row {place}", economy, code, title, int(year), value))
    return edition


def _page(member: Member) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The head and the rows of one page; raises `BadSource` where the answer is an error or is cut short."""
    with member.opened() as text:
        try:
            answer = json.load(text)
        except ValueError as bad:
            raise BadSource(
                f"{member.name}: the JSON is cut short or damaged ({bad}); download the page again"
            ) from None
    if isinstance(answer, list) and answer and isinstance(answer[0], dict) and "message" in answer[0]:
        raise BadSource(f"{member.name}: the World Bank answered with an error: {answer[0]['message']}")
    is_page = isinstance(answer, list) and len(answer) == 2 and isinstance(answer[0], dict) and "pages" in answer[0]
    if not is_page or not isinstance(answer[1], list):
        raise BadSource(f"{member.name}: this is not a page of api.worldbank.org/v2 with format=json")
    return answer[0], answer[1]


def _check_pages(paths: Iterable[Path]) -> None:
    """Raise `BadSource` unless the JSON files are all pages of what they are pages of, with all rows."""
    seen: dict[str, dict[int, int]] = {}
    totals: dict[str, tuple[int, int]] = {}
    for path in paths:
        head, rows = _page(Member(path))
        code = rows[0]["indicator"]["id"] if rows else ""
        seen.setdefault(code, {})[int(head["page"])] = len(rows)
        totals[code] = (int(head["pages"]), int(head["total"]))
    for code, pages in seen.items():
        n_pages, total = totals[code]
        missing = [str(page) for page in range(1, n_pages + 1) if page not in pages]
        if missing or sum(pages.values()) != total:
            raise BadSource(
                f"wdi: of {code} {sum(pages.values())} of {total} rows are there"
                f"{', without page ' + ', '.join(missing) if missing else ''}; give all pages, or use per_page=20000"
            )


def _day(member: Member, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadSource(f'{member.name}: the date of the last update, "{text}", is not a date YYYY-MM-DD') from None


def _check_indicator(member: Member, code: str) -> None:
    if code not in INDICATORS:
        raise BadSource(f'{member.name}: "{code}" is not an indicator foedus reads; it reads {", ".join(INDICATORS)}')


def _rows(editions: list[Edition], report: Report) -> Iterator[tuple[str, Row]]:
    for edition in editions:
        made = origin(CARD, edition.member.path, edition.updated.isoformat(), FIRST_EDITION)
        yield "source", made.source
        for cell in edition.cells:
            report.n_read += 1
            place = coded(cell.economy, "iso3", cell.year)
            if cell.value is None:
                report.left_out["no value"] += 1
            elif place.code is None:
                report.left_out[place.why_not] += 1
            else:
                report.n_used += 1
                name, unit = _named(cell)
                yield (
                    "indicator",
                    made.row(
                        cell.locator,
                        known(cell.year, edition.updated),
                        subject=place.code,
                        year=cell.year,
                        name=name,
                        value=float(cell.value),
                        unit=unit,
                    ),
                )


def _named(cell: Cell) -> tuple[str, str]:
    name, unit = INDICATORS[cell.code]
    if "{base}" not in unit:
        return name, unit
    base = re.search(r"constant (\d{4})", cell.indicator)
    if base is None:
        raise BadSource(f'{cell.locator}: the base year of constant prices is not in "{cell.indicator}"')
    return name, unit.format(base=base[1])
