"""BACI bilateral trade: yearly exports of goods from state to state, summed over products.

Reads the yearly files of one release (`BACI_HS92_Y2021_V202501.csv`: t,i,j,k,v,q) with its `country_codes_V202501.csv`, or the
release's zip. A year has some ten million rows, so DuckDB sums them, in exact decimals: the sum does not depend on the order.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from foedus.rows import Row
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.naming import Place, coded
from foedus.sources.origin import Known, end_of_month, origin
from foedus.sources.tabular import Member, check_width, checked_header, header_of, lines, members, whole_number

FLOWS = ("t", "i", "j", "k", "v", "q")
COUNTRIES = ("country_code", "country_name", "country_iso3")
_FLOWS_NAME = re.compile(r"BACI_HS(\d{2})_Y(\d{4})_V(\d{6}[a-z]?)\.csv")
_COUNTRIES_NAME = re.compile(r"country_codes_V(\d{6}[a-z]?)\.csv")

FIRST_RELEASE = end_of_month(2010, 10)
"""BACI was presented in Gaulier and Zignago 2010, CEPII working paper 2010-23 (October); earlier years are not known earlier."""

CARD = Card(
    name="trade",
    title="BACI: International Trade Database at the Product-Level",
    publisher="CEPII",
    version="as named in the file (V202501 is the release of January 2025)",
    home="https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
    files=(
        FileSpec(
            name="BACI_HS92_V202501.zip",
            what="yearly flows by product, with country_codes_V202501.csv",
            url="https://www.cepii.fr/DATA_DOWNLOAD/baci/data/BACI_HS92_V202501.zip",
            sha256=None,
            size_mb=2300,
            columns=FLOWS,
        ),
    ),
    licence="Etalab Open Licence 2.0",
    may_redistribute=True,
    citation=(
        "Gaulier, Guillaume, and Soledad Zignago. 2010. BACI: International Trade Database at the Product-Level. The 1994-2007 "
        "Version. CEPII Working Paper 2010-23."
    ),
    coverage="about 200 economies, HS 1992 products, 1995 to two years before the release",
    units="file: thousand current USD; rows: current USD",
    lag=(
        "a year t is in the release of January or February of t+2, taken as known on 28 February of t+2; nothing before October "
        "2010. Values are those of the release read: earlier ones are reconciled anew"
    ),
    says="goods exported from one state to another in a year, reconciled from what both reported, free on board",
    cannot_say=(
        "services, smuggling, transit declared as trade; what a state itself reported; trade of states that neither they nor "
        "their partners report; Taiwan, which stands under `Other Asia, not elsewhere specified`"
    ),
    expected=("238 rows of country codes in V202501",),
    tables=("indicator",),
)


def known(year: int) -> Known:
    """When the trade of a year was known: with the first release that held it, in January or February two years later."""
    rule = Known(date(year + 2, 2, 28), "published_month")
    return rule if rule.on > FIRST_RELEASE.on else FIRST_RELEASE


def load(files: Sequence[Path]) -> Loaded:
    """Indicator rows `goods_exports` (subject exports to partner) of the years given; the report counts rows of the files."""
    found = [one for path in files for one in members(Path(path), _is_ours)]
    codes = [one for one in found if _COUNTRIES_NAME.search(one.name)]
    years = sorted((one for one in found if _FLOWS_NAME.search(one.name)), key=lambda one: one.name)
    strange = [one.name for one in found if one not in codes and one not in years]
    if strange or len(codes) != 1 or not years:
        raise BadSource(
            f"baci: {', '.join(strange) or 'the files given'}: give BACI_HS92_Y<year>_V<release>.csv files and the one "
            "country_codes_V<release>.csv of the same release, under the names CEPII gave them, or their zip"
        )
    version = _version(codes[0], years)
    countries = _countries(codes[0])
    report = Report()
    return Loaded(rows=_rows(years, version, countries, report), report=report)


def _is_ours(name: str) -> bool:
    return bool(_FLOWS_NAME.search(name) or _COUNTRIES_NAME.search(name))


def _version(codes: Member, years: list[Member]) -> str:
    """The one release that all files are of."""
    found = set(_COUNTRIES_NAME.findall(codes.name))
    for member in years:
        products, _, release = _FLOWS_NAME.findall(member.name)[0]
        if products != "92":
            raise BadSource(f"{member.name}: products in HS{products}; foedus reads HS92, which goes back to 1995")
        found.add(release)
    if len(found) > 1:
        raise BadSource(
            f"baci: files of releases {', '.join(sorted(found))} together; releases differ in values, give one"
        )
    return str(found.pop())


def _countries(member: Member) -> dict[int, tuple[str, str]]:
    """Each economy's number with its ISO code and name."""
    with member.opened(errors="replace") as text:
        table = lines(member, text)
        header = header_of(member, table)
        place = checked_header(member, header, COUNTRIES, "foedus reads country_codes as released since 2022")
        found = {}
        for line in table:
            check_width(member, line, len(header.cells))
            code = whole_number(member, line, "country_code", line.cells[place["country_code"]])
            found[code] = (line.cells[place["country_iso3"]].strip(), line.cells[place["country_name"]].strip())
    return found


def _rows(
    years: list[Member], version: str, countries: dict[int, tuple[str, str]], report: Report
) -> Iterator[tuple[str, Row]]:
    for member in years:
        year = int(_FLOWS_NAME.findall(member.name)[0][1])
        made = origin(CARD, member.path, f"V{version}", FIRST_RELEASE)
        yield "source", made.source
        for exporter, importer, thousand_usd, n_rows in _sums(member, year):
            report.n_read += n_rows
            places = [_place(member, countries, code, year) for code in (exporter, importer)]
            lost = next((place.why_not for place in places if place.code is None), None)
            if lost is not None:
                report.left_out[lost] += n_rows
                continue
            report.n_used += n_rows
            yield (
                "indicator",
                made.row(
                    f"{member.name}, i={exporter} j={importer}",
                    known(year),
                    subject=places[0].code,
                    partner=places[1].code,
                    year=year,
                    name="goods_exports",
                    value=float(thousand_usd * 1000),
                    unit="current USD",
                ),
            )


def _place(member: Member, countries: dict[int, tuple[str, str]], code: int, year: int) -> Place:
    if code not in countries:
        raise BadSource(f"{member.name}: economy {code} is not in country_codes; take both files from one release")
    iso3, name = countries[code]
    place = coded(iso3, "iso3", year) if re.fullmatch("[A-Z]{3}", iso3) else Place(None, name, "")
    return place if place.code else Place(None, name, f"no state then: {name}")


def _sums(member: Member, year: int) -> list[tuple[int, int, Decimal, int]]:
    """Exporter, importer, thousand USD and number of rows of each pair in a year's file."""
    _check_first_line(member)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as memory:
        path = _unpacked(member, Path(folder))
        try:
            found = memory.execute(_SUMS, {"file": str(path)}).fetchall()
        except duckdb.Error as bad:
            told = " ".join(str(bad).split())[:200]
            raise BadSource(
                f"{member.name}: not every row can be read ({told}); the file is cut short or damaged"
            ) from None
    wrong = [row for row in found if row[0] != year]
    if wrong or not found:
        raise BadSource(
            f"{member.name}: rows of year {wrong[0][0]} under a name that says {year}"
            if wrong
            else f"{member.name}: the file has a header and no rows; download it again"
        )
    return [(i, j, v, n) for _, i, j, v, n in found]


_SUMS = """
SELECT CAST(trim(t) AS INTEGER) AS t, CAST(trim(i) AS INTEGER) AS i, CAST(trim(j) AS INTEGER) AS j,
       sum(CAST(trim(v) AS DECIMAL(18, 3))) AS v, count(*) AS n
FROM read_csv($file, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
              columns = {'t': 'VARCHAR', 'i': 'VARCHAR', 'j': 'VARCHAR', 'k': 'VARCHAR', 'v': 'VARCHAR', 'q': 'VARCHAR'})
GROUP BY ALL ORDER BY t, i, j
"""


def _check_first_line(member: Member) -> None:
    with member.opened() as text:
        header = next(lines(member, text), None)
    if header is None or tuple(name.strip() for name in header.cells) != FLOWS:
        raise BadSource(f"{member.name}, line 1: the header must be {','.join(FLOWS)}; the format has changed")


def _unpacked(member: Member, folder: Path) -> Path:
    """The file itself: out of the zip into a folder, since DuckDB reads no zip."""
    if member.inside is None:
        return member.path
    try:
        with zipfile.ZipFile(member.path) as archive:
            return Path(archive.extract(member.inside, folder))
    except (EOFError, zlib.error, zipfile.BadZipFile) as bad:
        raise BadSource(f"{member.name}: the zip is cut short or damaged ({bad}); download it again") from None
