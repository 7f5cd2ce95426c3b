"""POLECAT: machine-coded political events of the world's news in PLOVER, 2018 to now, as event rows between states.

Reads the weekly files (`ngecEvents.20230103111842.Release603.DV.txt`), the yearly ones (`ngecEvents.DV.2022.txt`,
`ngecEventsDV-2022.txt.zip` with a file a month), tab-separated. Some published files are malformed in two known ways, both read:
empty cells at the end of rows, and headers with names (`Headline` ...) that have no cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from foedus.rows import Row
from foedus.sources.acts import act
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.naming import Place, on_day
from foedus.sources.origin import Known, Origin, origin
from foedus.sources.tabular import Line, Member, check_width, checked_header, header_of, lines, members

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name"),
    *("Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw"),
    *("Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector"),
    *("Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City"),
    *("District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type"),
    *("Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
NEEDED = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Actor Country", "Primary Actor Sector"),
    *("Recipient Country", "Primary Recipient Sector", "Source", "Publication Date", "Version"),
)
TYPES = frozenset(
    {
        *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST"),
        *("ACCUSE", "REJECT", "THREATEN", "SANCTION", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT"),
    }
)
FIRST_DAY = Known(date(2018, 1, 1), "inferred")
"""Coverage begins; the articles were public on their days, the coding came out from 2023 on."""

CARD = Card(
    name="polecat",
    title="POLECAT Weekly Data",
    publisher="Harvard Dataverse (Halterman, Bagozzi, Beger, Schrodt, Scarborough and others)",
    version="as named in the file",
    home="https://doi.org/10.7910/DVN/AJGVIT",
    files=(
        FileSpec(
            name="ngecEvents.DV.2022.txt",
            what="events of a week, a month or a year",
            url=None,
            sha256=None,
            size_mb=400,
            columns=COLUMNS,
        ),
    ),
    licence="CC0 1.0 with the Dataverse's terms; check the page of the version downloaded",
    may_redistribute=False,
    citation=(
        "Scarborough, Grace I., Benjamin E. Bagozzi, Andreas Beger, John Berrie, Andrew Halterman, Philip A. Schrodt and Jevon "
        "Spivey. 2023. POLECAT Weekly Data. Harvard Dataverse. https://doi.org/10.7910/DVN/AJGVIT. Halterman, Andrew, and "
        "others. 2023. PLOVER and POLECAT: A New Political Event Ontology and Dataset."
    ),
    coverage="events reported in some 1,000 sources in seven languages since January 2018",
    units="one act of one state towards another",
    lag=(
        "an event is known on the day its article was published; the coding itself came out later (weekly since 2023), so a "
        "back-test before 2023 uses codes that nobody had"
    ),
    says="which acts between actors of two states a machine found in the news, with PLOVER type and mode",
    cannot_say=(
        "whether the machine was right; what the news did not report; how much was reported about a state changes with the "
        "sources, so counts of a state are to be compared with its own past only. One act may stand several times"
    ),
    expected=(),
    tables=("event",),
)


def load(files: Sequence[Path], alliance: str = "ALL") -> Loaded:
    """Event rows of every pair of states in each event, in the order of the files; counts are rows of the files."""
    if not files:
        raise BadSource("polecat: give the files ngecEvents... as downloaded from the Dataverse")
    found = [one for path in files for one in members(Path(path), lambda name: name.lower().endswith(".txt"))]
    report = Report()
    return Loaded(rows=_rows(found, alliance, report), report=report)


def _rows(found: list[Member], alliance: str, report: Report) -> Iterator[tuple[str, Row]]:
    for path in dict.fromkeys(member.path for member in found):
        made = origin(CARD, path, "weekly", FIRST_DAY, is_verified=False)
        yield "source", made.source
        for member in (one for one in found if one.path == path):
            yield from _of_file(made, member, alliance, report)


def _of_file(made: Origin, member: Member, alliance: str, report: Report) -> Iterator[tuple[str, Row]]:
    # Names of people and places may be in any encoding; the columns used here are codes and dates.
    with member.opened(errors="replace") as text:
        table = lines(member, text, delimiter="\t")
        header = header_of(member, table)
        place = checked_header(member, header, NEEDED, "foedus reads the POLECAT files of the Harvard Dataverse")
        if "Headline" in place:
            place = {name: at for at, name in enumerate(COLUMNS)}
        width = max(place[name] for name in NEEDED) + 1
        names = len(COLUMNS) if "Headline" in header.cells else len([name for name in header.cells if name.strip()])
        for line in table:
            report.n_read += 1
            check_width(member, line, max(width, names))
            yield from _of_line(made, member, line, place, alliance, report)


def _of_line(
    made: Origin, member: Member, line: Line, place: dict[str, int], alliance: str, report: Report
) -> Iterator[tuple[str, Row]]:
    cell = {name: _given(line.cells[place[name]]) for name in NEEDED}
    kind = (cell["Event Type"] or "").upper()
    if kind not in TYPES:
        raise BadSource(
            f'{member.name}, line {line.number}, column `Event Type`: "{cell["Event Type"]}" is none of the 16 types of PLOVER'
        )
    day, reported = (_day(member, line, name, cell[name]) for name in ("Event Date", "Publication Date"))
    if day is None or reported is None:
        report.left_out["no date"] += 1
        return
    why, pairs = _pairs(cell["Actor Country"], cell["Recipient Country"], day)
    if not pairs:
        report.left_out[why] += 1
        return
    report.n_used += 1
    sectors = f"sectors {cell['Primary Actor Sector'] or 'none'} to {cell['Primary Recipient Sector'] or 'none'}"
    note = f"coded by machine, version {cell['Version'] or 'not stated'}; {sectors}; source {cell['Source'] or 'not stated'}"
    for actor, recipient in pairs:
        yield (
            "event",
            act(
                made,
                f"{member.name}, event {cell['Event ID']}",
                day,
                reported,
                actor,
                recipient,
                kind,
                (cell["Event Mode"] or "").lower() or None,
                alliance,
                note,
            ),
        )


def _given(text: str) -> str | None:
    """A cell, or None for the file's ways of saying nothing."""
    text = text.strip()
    return None if text in ("", "None", "nan", "NaN") else text


def _day(member: Member, line: Line, column: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise BadSource(f'{member.name}, line {line.number}, column `{column}`: "{text}" is not a date') from None


def _pairs(actors: str | None, recipients: str | None, day: date) -> tuple[str, list[tuple[Place, Place]]]:
    """Each actor with each recipient that is another state, or why there is none."""
    if actors is None or recipients is None:
        return f"no state named as {'actor' if actors is None else 'recipient'}", []
    left, right = (_states(codes, day) for codes in (actors, recipients))
    for places in (left, right):
        if not any(place.code for place in places):
            return places[0].why_not, []
    pairs = [(a, b) for a in left for b in right if a.code and b.code and a.code != b.code]
    return "inside one state", pairs


def _states(codes: str, day: date) -> list[Place]:
    """The states of a cell, each once; several are separated by semicolons."""
    return [on_day(code, "iso3", day) for code in dict.fromkeys(code.strip() for code in codes.split(";")) if code]
