"""SIPRI arms transfers: yearly volume of major arms delivered by one state to another, in trend-indicator values (TIV).

Reads what the user downloads from armstransfers.sipri.org: the trade register in its form since 2025 (one row per delivery
year, 17 columns) or a TIV table of one supplier or one recipient (partners down, years across). Both begin with lines of text.
The register's older form names all delivery years of a deal in one cell and gives one value for them: it is refused, since
nobody can say how much came in which year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from foedus.rows import Row
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.naming import Place, named
from foedus.sources.origin import Known, earlier, end_of_month, end_of_year, origin
from foedus.sources.tabular import Line, Member, check_width, checked_header, lines, members, whole_number

REGISTER = (
    *("SIPRI AT Database ID", "Supplier", "Recipient", "Designation", "Description", "Armament category", "Order date"),
    *("Order date is estimate", "Numbers delivered", "Numbers delivered is estimate", "Delivery year"),
    *(
        "Delivery year is estimate",
        "Status",
        "SIPRI estimate",
        "TIV deal unit",
        "TIV delivery values",
        "Local production",
    ),
)
_OLD_REGISTER = "Year(s) of delivery"
_GENERATED = re.compile(r"(?:Data generated|generated):? *(\d{1,2} [A-Z][a-z]+ \d{4})")
_TITLE = re.compile(r"TIV of arms exports (from|to) (.+?), \d{4}-\d{4}")
_PREAMBLE = 20
"""Lines within which the header must stand; SIPRI's text before it has nine to twelve."""

FIRST_YEARBOOK = end_of_year(1969)
"""SIPRI's first yearbook, of November 1969, held the first register of arms transfers."""

CARD = Card(
    name="sipri",
    title="SIPRI Arms Transfers Database",
    publisher="Stockholm International Peace Research Institute",
    version="as generated",
    home="https://www.sipri.org/databases/armstransfers",
    files=(
        FileSpec(
            name="trade-register.csv",
            what="trade register as CSV, or a TIV table of one supplier or recipient",
            url=None,
            sha256=None,
            size_mb=4,
            columns=REGISTER,
        ),
    ),
    licence="SIPRI terms: free for non-commercial use with citation; not to be passed on in substantial part",
    may_redistribute=False,
    citation="SIPRI Arms Transfers Database, Stockholm International Peace Research Institute, with the date generated.",
    coverage="deliveries of major conventional arms, 1950 to the year before the file",
    units="million TIV: the military value of what was delivered, not its price",
    lag=(
        "deliveries of year t are published in March of t+1, taken as known on 31 March of t+1 (deliveries before 2009: 31 "
        "December of t+1; none before 1969), or on the day the file was generated where that is earlier"
    ),
    says="how much major arms SIPRI counts as delivered from one state to another in a year, second-hand arms included",
    cannot_say=(
        "prices; small arms, ammunition, spare parts, services; secret deliveries; whether arms were paid for. Numbers and years "
        "may be estimates; earlier years are revised without notice. A year without a row is no proof of no deliveries"
    ),
    expected=(),
    tables=("indicator",),
)


@dataclass(slots=True)
class Flow:
    """Deliveries of one pair and year: their volume, how many rows of the file, how many with an estimated number or year."""

    tiv: Decimal = Decimal(0)
    n_rows: int = 0
    n_estimated: int = 0
    ids: list[str] = field(default_factory=list)


def known(year: int, generated: date | None) -> Known:
    """When the deliveries of a year were known, by SIPRI's habit or because the file was generated earlier."""
    rule = end_of_month(year + 1, 3) if year >= 2009 else end_of_year(year + 1)
    rule = earlier(rule, generated) if generated else rule
    return rule if rule.on > FIRST_YEARBOOK.on else FIRST_YEARBOOK


def load(files: Sequence[Path]) -> Loaded:
    """Indicator rows `arms_deliveries` (subject receives from partner); counts are rows of a register, cells of a table."""
    if not files:
        raise BadSource("sipri: give the trade register or TIV tables, as CSV")
    found = [_opened(member) for path in files for member in members(Path(path))]
    report = Report()
    return Loaded(rows=_rows(found, report), report=report)


@dataclass(frozen=True, slots=True)
class Export:
    """A file as read: its text before the header, the header, and the rows after it."""

    member: Member
    preamble: str
    header: Line
    rows: list[Line]

    @property
    def generated(self) -> date | None:
        """The day that SIPRI's site wrote into the file."""
        found = _GENERATED.search(self.preamble)
        if not found:
            return None
        day, month, year = found[1].split()
        return datetime.strptime(f"{day} {month[:3]} {year}", "%d %b %Y").date()

    @property
    def years(self) -> dict[int, int]:
        """Where each year stands in a TIV table."""
        return {
            int(name): place for place, name in enumerate(self.header.cells) if re.fullmatch(r"\d{4}", name.strip())
        }


def _opened(member: Member) -> Export:
    with member.opened(encoding=_encoding(member)) as text:
        rows = list(lines(member, text))
    for place, line in enumerate(rows[:_PREAMBLE]):
        names = {name.strip() for name in line.cells}
        if _OLD_REGISTER in names:
            raise BadSource(
                f"{member.name}, line {line.number}: the old form of the trade register, which gives all delivery years of a "
                "deal in one cell; download it again (the form since 2025 has `Delivery year`), or take a TIV table"
            )
        is_table = sum(bool(re.fullmatch(r"\d{4}", name)) for name in names) > 0 and len(names) > 1
        if {"Supplier", "Recipient"} <= names or is_table:
            before = "\n".join(",".join(one.cells) for one in rows[:place])
            return Export(member, before, line, rows[place + 1 :])
    raise BadSource(
        f"{member.name}: no header of a trade register (`Supplier`, `Recipient`, `Delivery year`) nor of a TIV table (years) in "
        f"its first {_PREAMBLE} lines; download it as CSV from armstransfers.sipri.org"
    )


def _encoding(member: Member) -> str:
    """UTF-8, or Latin-1 as in files of before 2025."""
    try:
        with member.opened() as text:
            text.read()
    except BadSource:
        return "latin-1"
    return "utf-8-sig"


def _rows(exports: list[Export], report: Report) -> Iterator[tuple[str, Row]]:
    for export in exports:
        generated = export.generated
        made = origin(
            CARD,
            export.member.path,
            generated.isoformat() if generated else "undated",
            FIRST_YEARBOOK,
        )
        yield "source", made.source
        is_register = "Recipient" in export.header.cells and "Supplier" in export.header.cells
        flows = _of_register(export, report) if is_register else _of_table(export, report)
        for (supplier, recipient, year), flow in sorted(flows.items()):
            what = f"supplier {supplier}, recipient {recipient}, year {year}"
            yield (
                "indicator",
                made.row(
                    f"{export.member.name}, {what}" + (f", ids {', '.join(flow.ids)}" if flow.ids else ""),
                    known(year, generated),
                    subject=named(recipient, year).code,
                    partner=named(supplier, year).code,
                    year=year,
                    name="arms_deliveries",
                    value=float(flow.tiv),
                    unit="million TIV",
                    note=_note(flow),
                ),
            )


def _note(flow: Flow) -> str | None:
    if not flow.ids:
        return "0 stands for less than 0.5" if flow.tiv == 0 else None
    deliveries = "delivery" if flow.n_rows == 1 else "deliveries"
    estimated = f", {flow.n_estimated} with an estimated number or year" if flow.n_estimated else ""
    return f"sum of {flow.n_rows} {deliveries}{estimated}"


Flows = dict[tuple[str, str, int], Flow]


def _of_register(export: Export, report: Report) -> Flows:
    member = export.member
    place = checked_header(member, export.header, REGISTER, "foedus reads the register as offered since 2025")
    found: Flows = defaultdict(Flow)
    for line in export.rows:
        report.n_read += 1
        check_width(member, line, len(export.header.cells))
        cell = {name: line.cells[where].strip() for name, where in place.items()}
        if not cell["Delivery year"] or not cell["TIV delivery values"]:
            report.left_out["ordered, not delivered" if not cell["Delivery year"] else "no value: not available"] += 1
            continue
        year = whole_number(member, line, "Delivery year", cell["Delivery year"])
        pair = cell["Supplier"], cell["Recipient"]
        if why := _why_not(pair, year):
            report.left_out[why] += 1
            continue
        report.n_used += 1
        flow = found[(*pair, year)]
        flow.tiv += _tiv(member, line, "TIV delivery values", cell["TIV delivery values"])
        flow.n_rows += 1
        flow.n_estimated += "Yes" in (cell["Numbers delivered is estimate"], cell["Delivery year is estimate"])
        if cell["SIPRI AT Database ID"] not in flow.ids:
            flow.ids.append(cell["SIPRI AT Database ID"])
    return dict(found)


def _of_table(export: Export, report: Report) -> Flows:
    """A TIV table: partners down, years across, then a total; an empty cell is no deliveries found."""
    member, years = export.member, export.years
    title = _TITLE.search(export.preamble.replace('"', ""))
    if title is None:
        raise BadSource(
            f"{member.name}: the title does not say whose deliveries the table holds (`TIV of arms exports from ...` or `to "
            "...` one state); download the table of one supplier or recipient, or the trade register"
        )
    found: Flows = {}
    for line in export.rows:
        partner = line.cells[0].strip()
        is_note = len([cell for cell in line.cells if cell.strip()]) == 1 and not any(
            cell.strip() for cell in line.cells[1:]
        )
        if is_note or partner.casefold() in ("total", "totals"):
            report.n_read += len(years)
            report.left_out["a footnote" if is_note else "total of other rows"] += len(years)
            continue
        check_width(member, line, max(years.values()) + 1 + _beyond(export))
        for year, where in years.items():
            report.n_read += 1
            cell = line.cells[where].strip()
            pair = (title[2], partner) if title[1] == "from" else (partner, title[2])
            why = "no deliveries found" if not cell else _why_not(pair, year)
            if not why and _is_missing(cell):
                why = "no value: not available"
            if why:
                report.left_out[why] += 1
                continue
            report.n_used += 1
            found[(*pair, year)] = Flow(tiv=_tiv(member, line, str(year), cell), n_rows=1)
    return found


def _beyond(export: Export) -> int:
    """How many named columns stand after the last year (the total)."""
    return len([name for name in export.header.cells[max(export.years.values()) + 1 :] if name.strip()])


def _is_missing(cell: str) -> bool:
    return cell.casefold() in ("not available", "n/a", "..", "?", "-")


def _why_not(pair: tuple[str, str], year: int) -> str:
    """Why a pair cannot be two states: armed groups bear one star, organisations two, and some are unknown."""
    for name in pair:
        if name.casefold().startswith("unknown"):
            return f"not known: {name}"
        if name.endswith("**"):
            return f"an organisation: {name.rstrip('*')}"
        if name.endswith("*"):
            return f"an armed group: {name.rstrip('*')}"
        place: Place = named(name, year)
        if place.code is None:
            return place.why_not
    return ""


def _tiv(member: Member, line: Line, column: str, text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0:
        raise BadSource(f'{member.name}, line {line.number}, column `{column}`: "{text}" is not a volume in TIV')
    return value
