"""Correlates of War state system membership: which states there were, and when, as actor rows.

Reads `states2016.csv` (one row per spell, to the day) or `system2016.csv` (one row per state and year, to the year), of
release 2011, 2016 or 2024. The gazetteer of foedus (`foedus.states`) holds the same days; this is the published file beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foedus.rows import Row, row_id
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.naming import Place, coded, on_day
from foedus.sources.origin import Known, Origin, end_of_year, origin
from foedus.sources.tabular import Line, Member, check_width, checked_header, header_of, lines, members, whole_number

STATES = ("stateabb", "ccode", "statenme", "styear", "stmonth", "stday", "endyear", "endmonth", "endday", "version")
SYSTEM = ("stateabb", "ccode", "year", "version")
VERSIONS = {2011: 2011, 2016: 2016, 2024: 2024}
"""Release and the year through which it counts; a spell that lasts to 31 December of it had not ended."""

RELEASED = (
    (1940, Known(date(1966, 1, 31), "published_month")),
    (1967, Known(date(1968, 9, 30), "published_month")),
    (1980, end_of_year(1982)),
    (2008, end_of_year(2009)),
    (2011, end_of_year(2012)),
    (2016, end_of_year(2017)),
    (2024, end_of_year(2025)),
)
"""Last year covered, and when a list that covered it was out: Singer and Small 1966, World Politics 18; Russett, Singer and
Small 1968, American Political Science Review 62; Small and Singer 1982, Resort to Arms; versions 2008.1, 2011, 2016, 2024 (the
year after, since the days of release are not certain)."""

CARD = Card(
    name="cow_system",
    title="State System Membership List",
    publisher="Correlates of War Project",
    version="2016",
    home="https://correlatesofwar.org/data-sets/state-system-membership/",
    files=(
        FileSpec(
            name="states2016.csv",
            what="membership spells; or system2016.csv, membership by year",
            url=None,
            sha256=None,
            size_mb=0.02,
            columns=STATES,
        ),
    ),
    licence="no licence stated; free for research with citation",
    may_redistribute=False,
    citation=(
        "Correlates of War Project. 2017. State System Membership List, v2016. Online, http://correlatesofwar.org."
    ),
    coverage="members of the interstate system, 1816 to the year of the release",
    units="spells of days (states file) or of years (system file)",
    lag="a spell is known when a list that covers its beginning was out; its end likewise, as a later row that supersedes",
    says="when the project counts a state as a member of the system: population, and recognition or UN membership",
    cannot_say="recognition by any one state; states below the population limit before 1920; what came after the release",
    expected=("243 spells of 217 states in version 2016",),
    tables=("actor", "link"),
)


@dataclass(frozen=True, slots=True)
class Spell:
    """One spell of membership as read; `last` is the last day or year, `is_open` whether it went on at the release."""

    cow: int
    name: str
    first: str
    last: str
    is_open: bool
    locator: str

    @property
    def place(self) -> Place:
        """The state of the spell: on its first day, or in its first year where only that is known or the lists differ by days."""
        found = on_day(str(self.cow), "cow", date.fromisoformat(self.first)) if len(self.first) == 10 else None
        return found if found and found.exists else coded(str(self.cow), "cow", int(self.first[:4]))


def known(year: int) -> Known:
    """When the membership of a year was known: with the first list that covered the year."""
    for covered, release in RELEASED:
        if year <= covered:
            return release
    raise BadSource(f"cow_system: a spell begins or ends in {year}, after the last release foedus knows of ({covered})")


def load(files: Sequence[Path]) -> Loaded:
    """Actor rows of one file, either form; a spell whose end became known later than its beginning gives two rows and a link."""
    if len(files) != 1:
        raise BadSource("cow_system: give one file, states2016.csv (days) or system2016.csv (years)")
    path = Path(files[0])
    member = _member(path)
    spells, version, n_read = _read(member)
    report = Report(n_read=n_read)
    return Loaded(rows=_rows(path, spells, version, report), report=report)


def _member(path: Path) -> Member:
    found = members(path, lambda name: name.lower().endswith(".csv") and "majors" not in name.lower())
    spells = [one for one in found if "state" in (one.inside or one.name).rsplit("/", 1)[-1].lower()]
    return (spells or found)[0]


def _read(member: Member) -> tuple[list[Spell], int, int]:
    with member.opened() as text:
        table = lines(member, text)
        header = header_of(member, table)
        header = Line(header.number, [name.strip().lower() for name in header.cells])
        is_states = "styear" in header.cells
        hint = "foedus reads states2011, states2016 or states2024.csv, or the system file of the same release"
        place = checked_header(member, header, STATES if is_states else SYSTEM, hint)
        rows = list(table)
    for line in rows:
        check_width(member, line, len(header.cells))
    if not rows:
        raise BadSource(f"{member.name}: the file has a header and no rows; download it again")
    version = _version(member, rows, place)
    spells = _spells(member, rows, place, version) if is_states else _runs(member, rows, place, version)
    return spells, version, len(rows)


def _version(member: Member, rows: list[Line], place: dict[str, int]) -> int:
    found = {whole_number(member, line, "version", line.cells[place["version"]]) for line in rows}
    if len(found) != 1 or not found <= VERSIONS.keys():
        raise BadSource(
            f"{member.name}, column `version`: {', '.join(map(str, sorted(found)))}; foedus knows the releases "
            f"{', '.join(map(str, VERSIONS))}"
        )
    return found.pop()


def _spells(member: Member, rows: list[Line], place: dict[str, int], version: int) -> list[Spell]:
    """Spells of the states file; the last day of the release stands for states that went on."""
    end_of_list = f"{VERSIONS[version]}-12-31"
    found = []
    for line in rows:
        first, last = (_day(member, line, place, which) for which in ("st", "end"))
        if last < first:
            raise BadSource(f"{member.name}, line {line.number}: the spell ends on {last}, before it begins on {first}")
        cow = whole_number(member, line, "ccode", line.cells[place["ccode"]])
        name = line.cells[place["statenme"]].strip()
        found.append(Spell(cow, name, first, last, last == end_of_list, f"{member.name}, line {line.number}"))
    return found


def _day(member: Member, line: Line, place: dict[str, int], which: str) -> str:
    year, month, day = (
        whole_number(member, line, which + part, line.cells[place[which + part]]) for part in ("year", "month", "day")
    )
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise BadSource(
            f"{member.name}, line {line.number}: {year}-{month}-{day} (`{which}year`, `{which}month`, `{which}day`) is no day"
        ) from None


def _runs(member: Member, rows: list[Line], place: dict[str, int], version: int) -> list[Spell]:
    """Spells of the system file: runs of years. The name is the project's abbreviation, the only one there."""
    years: dict[tuple[int, str], list[int]] = {}
    for line in rows:
        cow = whole_number(member, line, "ccode", line.cells[place["ccode"]])
        year = whole_number(member, line, "year", line.cells[place["year"]])
        years.setdefault((cow, line.cells[place["stateabb"]].strip()), []).append(year)
    found = []
    for (cow, name), own in sorted(years.items()):
        for first, last in _consecutive(sorted(own)):
            locator = f"{member.name}, ccode {cow}, {first} to {last}"
            found.append(Spell(cow, name, str(first), str(last), last == VERSIONS[version], locator))
    return found


def _consecutive(years: list[int]) -> Iterator[tuple[int, int]]:
    first = last = years[0]
    for year in years[1:]:
        if year != last + 1:
            yield first, last
            first = year
        last = year
    yield first, last


def _rows(path: Path, spells: list[Spell], version: int, report: Report) -> Iterator[tuple[str, Row]]:
    first = min((known(int(spell.first[:4])) for spell in spells), key=lambda one: one.on)
    made = origin(CARD, path, f"v{version}", first)
    yield "source", made.source
    for spell in spells:
        n_rows = 1 if len(spell.first) == 10 else int(spell.last) - int(spell.first) + 1
        place = spell.place
        if place.code is None:
            report.left_out[place.why_not] += n_rows
            continue
        report.n_used += n_rows
        yield from _actor(made, spell, place.code, place.name)


def _actor(made: Origin, spell: Spell, code: str, name: str) -> Iterator[tuple[str, Row]]:
    columns = {"code": code, "name": name, "actor_kind": "state", "cow": spell.cow, "from_on": spell.first}
    if spell.name != name:
        columns["note"] = f"the list names it {spell.name}"
    begun = known(int(spell.first[:4]))
    if spell.is_open:
        yield "actor", made.row(spell.locator, begun, **columns)
        return
    ended = known(int(spell.last[:4]))
    whole = made.row(spell.locator, ended, **columns, to_on=spell.last)
    if ended.on > begun.on:
        part = made.row(spell.locator, begun, **columns)
        yield "actor", part
        yield "actor", whole
        yield (
            "link",
            made.row(
                spell.locator,
                ended,
                from_id=row_id("ac", whole),
                relation="supersedes",
                to_id=row_id("ac", part),
                reason="a later release of the list states the end",
            ),
        )
    else:
        yield "actor", whole
