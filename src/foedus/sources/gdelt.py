"""GDELT 2.0 event files: machine-coded events of the world's news, every 15 minutes, as event rows between states.

Reads `YYYYMMDDHHMMSS.export.CSV` and its zip: tab-separated, 61 columns, no header (codebook 2.0 of 19 February 2015). CAMEO
codes become PLOVER types through `foedus.sources.cameo`. Files of GDELT 1.0 have 58 columns and are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from foedus.rows import Row
from foedus.sources.acts import act
from foedus.sources.cameo import plover
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.naming import Place, on_day
from foedus.sources.origin import Known, Origin, origin
from foedus.sources.tabular import Line, Member, lines, members

WIDTH, WIDTH_OF_1 = 61, 58
ID, DAY, ACTOR, RECIPIENT, IS_ROOT, CODE, N_MENTIONS, N_SOURCES, N_ARTICLES, ADDED, URL = (
    *(0, 1, 7, 17, 25, 26, 31, 32, 33, 59, 60),
)
"""Places in a row: GlobalEventID, Day, Actor1CountryCode, Actor2CountryCode, IsRootEvent, EventCode, NumMentions, NumSources,
NumArticles, DATEADDED, SOURCEURL (codebook, pages 2 to 8)."""

OTHER_CODES = {"TMP": "TLS"}
"""CAMEO country codes that are not ISO's and that the gazetteer does not know as former ones."""

ADDRESS = "http://data.gdeltproject.org/gdeltv2"

FIRST_DAY = Known(date(2015, 2, 18), "published_day")
"""The first file of GDELT 2.0."""

CARD = Card(
    name="gdelt",
    title="GDELT 2.0 Event Database",
    publisher="The GDELT Project",
    version="2.0",
    home="https://www.gdeltproject.org/data.html",
    files=(
        FileSpec(
            name="20221128090000.export.CSV.zip",
            what="events found in 15 minutes; 96 files a day, fetched by day",
            url=None,
            sha256=None,
            size_mb=0.1,
            columns=(),
        ),
    ),
    licence="free for any use, with citation and a link to gdeltproject.org",
    may_redistribute=True,
    citation=(
        "Leetaru, Kalev, and Philip A. Schrodt. 2013. GDELT: Global Data on Events, Location, and Tone, 1979-2012. ISA Annual "
        "Convention. The GDELT Project, https://www.gdeltproject.org."
    ),
    coverage="events in news found since 18 February 2015, some 285,000 a day",
    units="one act of one state towards another",
    lag="known on the day the record was added (`DATEADDED`, UTC), within 15 minutes of the article",
    says="which acts between actors of two states a machine found in the news, with the CAMEO code made into PLOVER",
    cannot_say=(
        "whether the machine was right, which it often is not; what the news did not report. Articles that look back give events "
        "of a year or ten years ago; one act may stand many times; volume grows with the web, so counts are no behaviour"
    ),
    expected=("61 columns in every row",),
    tables=("event",),
)


def files_of(day: date) -> tuple[FileSpec, ...]:
    """The 96 files of one day, named by the end of their quarter of an hour (UTC); raises `BadSource` before the first day."""
    if day < FIRST_DAY.on:
        raise BadSource(f"gdelt: GDELT 2.0 begins on {FIRST_DAY.on}; {day} is earlier")
    starts = [datetime(day.year, day.month, day.day) + timedelta(minutes=15 * number) for number in range(96)]
    names = [f"{start:%Y%m%d%H%M%S}.export.CSV.zip" for start in starts]
    return tuple(FileSpec(name, "events found in 15 minutes", f"{ADDRESS}/{name}") for name in names)


def load(files: Sequence[Path], alliance: str = "ALL") -> Loaded:
    """Event rows of acts between two states, in the order of the files; counts are rows of the files."""
    if not files:
        raise BadSource("gdelt: give files YYYYMMDDHHMMSS.export.CSV or their zips")
    found = [one for path in files for one in members(Path(path), lambda name: name.upper().endswith(".EXPORT.CSV"))]
    report = Report()
    return Loaded(rows=_rows(found, alliance, report), report=report)


def _rows(found: list[Member], alliance: str, report: Report) -> Iterator[tuple[str, Row]]:
    for member in found:
        made = origin(CARD, member.path, CARD.version, FIRST_DAY, is_verified=False)
        yield "source", made.source
        with member.opened(encoding="utf-8", errors="replace") as text:
            for line in lines(member, text, delimiter="\t", is_quoted=False):
                report.n_read += 1
                yield from _of_line(made, member, line, alliance, report)


def _of_line(made: Origin, member: Member, line: Line, alliance: str, report: Report) -> Iterator[tuple[str, Row]]:
    cells = line.cells
    if len(cells) != WIDTH:
        told = "a file of GDELT 1.0; take 2.0" if len(cells) == WIDTH_OF_1 else "the file is cut short or another one"
        raise BadSource(f"{member.name}, line {line.number}: {len(cells)} columns where GDELT 2.0 has {WIDTH}: {told}")
    if not cells[ID].isdigit():
        raise BadSource(f'{member.name}, line {line.number}: "{cells[ID]}" in column 1 is not the number of an event')
    day, added = _day(member, line, DAY, cells[DAY], 8), _day(member, line, ADDED, cells[ADDED], 14)
    coded = plover(cells[CODE])
    actor, recipient = (_state(cells[place], day) for place in (ACTOR, RECIPIENT))
    if coded is None:
        report.left_out[f"no CAMEO code: {cells[CODE]}"] += 1
        return
    if coded.type is None:
        report.left_out["CAMEO 01, public statements: no PLOVER type"] += 1
        return
    if why := _why_not(actor, recipient):
        report.left_out[why] += 1
        return
    if coded.is_swapped:
        actor, recipient = recipient, actor
    report.n_used += 1
    note = (
        f"coded by machine: CAMEO {cells[CODE]}{', first in its article' if cells[IS_ROOT] == '1' else ''}; "
        f"{cells[N_MENTIONS]} mentions in {cells[N_ARTICLES]} articles of {cells[N_SOURCES]} sources"
    )
    locator = f"{member.name}, event {cells[ID]}, {cells[URL]}"
    yield "event", act(made, locator, day, added, actor, recipient, coded.type, coded.mode, alliance, note)


def _day(member: Member, line: Line, place: int, text: str, width: int) -> date:
    try:
        if len(text) != width or not text.isdigit():
            raise ValueError
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        raise BadSource(
            f'{member.name}, line {line.number}, column {place + 1}: "{text}" is not a day of {width} digits'
        ) from None


def _state(code: str, day: date) -> Place:
    if not code:
        return Place(None, "", "")
    return on_day(OTHER_CODES.get(code, code), "iso3", day)


def _why_not(actor: Place, recipient: Place) -> str:
    for what, place in (("actor", actor), ("recipient", recipient)):
        if place.code is None:
            return place.why_not or f"no state named as {what}"
    return "inside one state" if actor.code == recipient.code else ""
