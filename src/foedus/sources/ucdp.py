"""UCDP: the UCDP/PRIO Armed Conflict Dataset (conflict-years) and the Georeferenced Event Dataset (events), as conflict rows.

Reads `UcdpPrioConflict_v25_1.csv` and `GEDEvent_v25_1.csv` or their zips, one or both, and the slim conflict-years of the R
package peacesciencer (one row per combination of states, sides that are no states unnamed). Files are read row by row, so that
memory does not grow with GED. How rows become sides and dates is said in `foedus.sources.ucdp_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from foedus.rows import Row
from foedus.sources import ucdp_rows
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.columns import Cells, Table, tables
from foedus.sources.origin import Known, end_of_month, end_of_year, origin

CARD = Card(
    name="ucdp",
    title="UCDP/PRIO Armed Conflict Dataset and UCDP Georeferenced Event Dataset",
    publisher="Uppsala Conflict Data Program and Peace Research Institute Oslo",
    version="25.1",
    home="https://ucdp.uu.se/downloads/",
    files=(
        FileSpec(
            name="ucdp-prio-acd-251-csv.zip",
            what="conflict-years since 1946",
            url="https://ucdp.uu.se/downloads/ucdpprio/ucdp-prio-acd-251-csv.zip",
            sha256=None,
            size_mb=0.2,
            columns=ucdp_rows.YEARS,
        ),
        FileSpec(
            name="ged251-csv.zip",
            what="events since 1989",
            url="https://ucdp.uu.se/downloads/ged/ged251-csv.zip",
            sha256=None,
            size_mb=45,
            columns=ucdp_rows.EVENTS,
        ),
    ),
    licence="CC BY 4.0",
    may_redistribute=True,
    citation=(
        "Gleditsch, Nils Petter, Peter Wallensteen, Mikael Eriksson, Margareta Sollenberg and Håvard Strand. 2002. Armed "
        "Conflict 1946-2001: A New Dataset. Journal of Peace Research 39(5): 615-637; Davies, Shawn, Therése Pettersson, "
        "Margareta Sollenberg and Magnus Öberg. 2025. Organized violence 1989-2024. Journal of Peace Research 62(4); Sundberg, "
        "Ralph, and Erik Melander. 2013. Introducing the UCDP Georeferenced Event Dataset. Journal of Peace Research 50(4)."
    ),
    coverage="armed conflicts with a state on one side at least, 1946-2024; events of organized violence, 1989-2024",
    units="conflict-years by pair of sides, deaths as 25 and more or 1,000 and more; events with low, best and high deaths",
    lag=(
        "a conflict-year t is known at the end of June of t+1 (the yearly release); before 2016 at the end of t+1; nothing "
        "before the first release, 2002; the day on which fighting ended a year later, since a year without fighting must pass. "
        "An event likewise, and not before the end of 2016, the first global release (Syria: 2018)"
    ),
    says="who fought whom, from when to when, and how many died, for fighting that killed 25 in a year at least",
    cannot_say=(
        "who began; how deaths of a conflict-year divide among several pairs of sides; fighting below the threshold (conflict-"
        "years); what the year's earlier releases had coded otherwise"
    ),
    expected=("25.1: 2,752 conflict-years; slim file: 5,652 rows",),
    tables=("conflict", "link"),
)

HINT = "foedus reads the CSV of UCDP/PRIO Armed Conflict and of GED, versions 18.1 and later, from ucdp.uu.se/downloads"

_FIRST_YEARS = end_of_year(2002)
_FIRST_EVENTS = end_of_year(2016)
_FIRST_SYRIA = end_of_year(2018)
SYRIA = 652


def known_year(year: int) -> Known:
    """When a conflict-year was known: with the release of June in the year after; before 2016 releases came later in the year."""
    rule = end_of_month(year + 1, 6) if year >= 2016 else end_of_year(year + 1)
    return rule if rule.on > _FIRST_YEARS.on else _FIRST_YEARS


def known_event(year: int, country: int | None) -> Known:
    """When an event was known: as a conflict-year is, but not before GED covered the world (2016) or Syria (2018)."""
    first = _FIRST_SYRIA if country == SYRIA else _FIRST_EVENTS
    rule = known_year(year)
    return rule if rule.on > first.on else first


def load(files: Sequence[Path]) -> Loaded:
    """Conflict rows of all files given; the report counts file rows, and each is used or left out by name."""
    if not files:
        raise BadSource(f"ucdp: no file given; {HINT}")
    found = [table for path in files for table in tables(Path(path))]
    report = Report()
    return Loaded(rows=chain.from_iterable([_file_rows(_kind(table), table, report) for table in found]), report=report)


def _kind(table: Table) -> str:
    if table.has("type_of_violence", "date_start"):
        return "events"
    if table.has("conflict_id", "intensity_level"):
        return "years" if table.has("side_a") or table.has("location") else "slim"
    if table.has("dyad_id") or table.has("bd_best"):
        raise BadSource(f"{table.name}: these are UCDP's dyads or battle deaths, which foedus does not read; {HINT}")
    raise BadSource(f"{table.name}, line 1: no columns of UCDP ({', '.join(table.header[:5])} ...); {HINT}")


def _file_rows(kind: str, table: Table, report: Report) -> Iterator[tuple[str, Row]]:
    if kind == "events":
        rows = table.rows(ucdp_rows.EVENTS, HINT)
        made = origin(CARD, table.member.path, _version(table.name), _FIRST_EVENTS)
        yield "source", made.source
        yield from ucdp_rows.event_rows(made, rows, known_event, report)
        return
    columns, more = (ucdp_rows.YEARS, ()) if kind == "years" else (ucdp_rows.SLIM, ucdp_rows.YEARS)
    rows = table.rows(columns, HINT, optional=[name for name in more if name not in columns])
    first = next(rows)
    made = origin(CARD, table.member.path, _version_of(first) or CARD.version, _FIRST_YEARS)
    yield "source", made.source
    yield from ucdp_rows.year_rows(made, chain((first,), rows), known_year, report)


def _version(name: str) -> str:
    """The version in a file's name (`GEDEvent_v25_1.csv`); monthly candidate files are refused, as they are provisional."""
    numbers = re.search(r"_v([0-9]+(?:_[0-9]+)+)", name)
    if numbers is None:
        return CARD.version
    parts = numbers[1].split("_")
    if len(parts) > 2 or parts[1] == "0":
        raise BadSource(f"{name}: this is a candidate release, whose events are provisional; take the yearly GED")
    return ".".join(parts)


def _version_of(row: Cells) -> str:
    """The version a row states; raises `BadSource` for those before 18.1, whose ids and codes differ."""
    version = row.text("version")
    if version and (not re.fullmatch(r"[0-9]{2}\.[0-9]", version) or float(version) < 18):
        raise row.bad("version", "is not a version that foedus reads (18.1 and later)")
    return version
