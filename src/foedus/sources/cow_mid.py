"""Militarized Interstate Disputes 5.0: pairs of states on opposing sides, as conflict rows and hostility levels.

Reads the two files of the user's own download together: `MIDA 5.0.csv` (one row per dispute) and `MIDB 5.0.csv` (one row per
participant). MIDA counts the participants of each side, so a MIDB that is cut short shows.

A dispute may have many sides' members. Each pair across sides whose days in the dispute overlap gives an indicator row,
`mid_hostility`; it gives a conflict row too where either used force, since threats and shows of force are no violence. MIDB
states each participant's own highest hostility and own deaths in the whole dispute, against anybody: so a pair's deaths are
filled only where the dispute has two participants, or where both lost nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from foedus.dates import PartialDate
from foedus.errors import BadDate
from foedus.rows import Row
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.fatality import BANDS, Losses, of_pair
from foedus.sources.naming import Place, on_day
from foedus.sources.origin import Known, Origin, end_of_year, origin
from foedus.sources.tabular import Line, Member, check_width, checked_header, header_of, lines, members, whole_number

MIDA = (
    *(
        "dispnum",
        "stday",
        "stmon",
        "styear",
        "endday",
        "endmon",
        "endyear",
        "outcome",
        "settle",
        "fatality",
        "fatalpre",
    ),
    *("maxdur", "mindur", "hiact", "hostlev", "recip", "numa", "numb", "ongo2014", "version"),
)
MIDB = (
    *("dispnum", "stabb", "ccode", "stday", "stmon", "styear", "endday", "endmon", "endyear", "sidea", "revstate"),
    *("revtype1", "revtype2", "fatality", "fatalpre", "hiact", "hostlev", "orig", "version"),
)

LEVELS = {1: "no militarized action", 2: "threat of force", 3: "display of force", 4: "use of force", 5: "war"}
FORCE = 4

RELEASED = (
    (1976, end_of_year(1984)),
    (1992, end_of_year(1996)),
    (2001, end_of_year(2004)),
    (2010, end_of_year(2014)),
    (2014, end_of_year(2020)),
)
"""Last year covered and the year in which a version that covered it was out: Gochman and Maoz 1984 (MID 1); Jones, Bremer and
Singer 1996 (MID 2.1); Ghosn, Palmer and Bremer 2004 (MID 3); Palmer and others (MID 4, 2013-14); MID 5, November 2020."""

CARD = Card(
    name="cow_mid",
    title="Militarized Interstate Disputes",
    publisher="Correlates of War Project",
    version="5.0",
    home="https://correlatesofwar.org/data-sets/mids/",
    files=(
        FileSpec(name="MIDA 5.0.csv", what="disputes", url=None, sha256=None, size_mb=0.2, columns=MIDA),
        FileSpec(name="MIDB 5.0.csv", what="participants", url=None, sha256=None, size_mb=0.4, columns=MIDB),
    ),
    licence="no licence stated; free for research with citation, not to be passed on",
    may_redistribute=False,
    citation=(
        "Palmer, Glenn, Roseanne W. McManus, Vito D'Orazio, Michael R. Kenwick, Mikaela Karstens, Chase Bloch, Nick Dietrich, "
        "Kayla Kahn, Kellan Ritter and Michael J. Soules. 2022. The MID5 Dataset, 2011-2014: Procedures, Coding Rules, and "
        "Description. Conflict Management and Peace Science 39(4): 470-482."
    ),
    coverage="disputes among members of the interstate system, 1816-2014",
    units="pairs of opposing participants; hostility level 1 to 5; deaths in bands",
    lag="a dispute is known when a version that covers its last year was out: between 1984 and 2020",
    says="which states threatened, displayed or used force against each other, when, and how far each went",
    cannot_say=(
        "who fought whom inside a dispute of many; how deaths divide among opponents; disputes with states outside the system "
        "or with armed groups; anything after 2014"
    ),
    expected=("2,436 disputes in MIDA 5.0",),
    tables=("conflict", "indicator"),
)


@dataclass(frozen=True, slots=True)
class Participant:
    """One row of MIDB: a state in a dispute, with its days, side, hostility and own deaths."""

    dispute: int
    abbreviation: str
    cow: int
    began: PartialDate
    ended: PartialDate
    is_side_a: bool
    fatality: int
    deaths: int | None
    hostility: int
    line: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is needed of one row of MIDA: how many took part, and whether it went on at the end of 2014."""

    n_participants: int
    is_ongoing: bool


def known(year: int) -> Known:
    """When a dispute whose last year is this was known."""
    for covered, release in RELEASED:
        if year <= covered:
            return release
    raise BadSource(f"cow_mid: a dispute ends in {year}, after the last year of version 5.0 ({covered})")


def load(files: Sequence[Path]) -> Loaded:
    """Conflict and indicator rows of MIDA and MIDB 5.0, in the order of the disputes; the report counts rows of MIDB."""
    found = [one for path in files for one in members(Path(path), _is_table)]
    disputes_file = _the(found, "MIDA", MIDA)
    participants_file = _the(found, "MIDB", MIDB)
    disputes = _disputes(disputes_file)
    participants = _participants(participants_file)
    _compare(participants_file, disputes, participants)
    report = Report(n_read=len(participants))
    return Loaded(rows=_rows(participants_file, disputes, participants, report), report=report)


def _is_table(name: str) -> bool:
    last = name.rsplit("/", 1)[-1].upper()
    return last.startswith(("MIDA", "MIDB")) and last.endswith(".CSV")


def _the(found: list[Member], which: str, columns: tuple[str, ...]) -> Member:
    """The one file whose first row is the header of MIDA or MIDB."""
    for member in found:
        with member.opened() as text:
            header = next(lines(member, text), None)
        names = {name.strip() for name in header.cells} if header else set()
        if ("numa" in names) == (which == "MIDA") and ("sidea" in names) == (which == "MIDB") and header:
            checked_header(member, header, columns, f"foedus reads {which} 5.0 of November 2020")
            return member
    raise BadSource(
        f"cow_mid: no {which} 5.0.csv among {', '.join(one.name for one in found) or 'the files given'}; give MIDA 5.0.csv and "
        "MIDB 5.0.csv together, both are in the same zip of correlatesofwar.org"
    )


def _table(member: Member) -> Iterator[tuple[Line, dict[str, int]]]:
    """Each row with its whole numbers by column; abbreviations are left out."""
    with member.opened() as text:
        table = lines(member, text)
        header = header_of(member, table)
        names = [name.strip() for name in header.cells]
        for line in table:
            check_width(member, line, len(names))
            values = {
                name: whole_number(member, line, name, cell)
                for name, cell in zip(names, line.cells, strict=False)
                if name and name not in ("stabb", "version")
            }
            version = line.cells[names.index("version")].strip()
            if version not in ("5", "5.0"):
                raise BadSource(
                    f'{member.name}, line {line.number}, column `version`: "{version}"; foedus reads version 5 only: '
                    "older versions differ in disputes and codes"
                )
            yield line, values


def _disputes(member: Member) -> dict[int, Dispute]:
    return {row["dispnum"]: Dispute(row["numa"] + row["numb"], row["ongo2014"] == 1) for _, row in _table(member)}


def _participants(member: Member) -> list[Participant]:
    found = []
    for line, row in _table(member):
        if row["fatality"] not in BANDS or row["hostlev"] not in LEVELS or row["sidea"] not in (0, 1):
            raise BadSource(
                f"{member.name}, line {line.number}: fatality {row['fatality']}, hostlev {row['hostlev']} or sidea "
                f"{row['sidea']} is not in the codebook of 5.0"
            )
        found.append(
            Participant(
                dispute=row["dispnum"],
                abbreviation=line.cells[1].strip(),
                cow=row["ccode"],
                began=_date(member, line, row, "st"),
                ended=_date(member, line, row, "end"),
                is_side_a=row["sidea"] == 1,
                fatality=row["fatality"],
                deaths=row["fatalpre"] if row["fatalpre"] >= 0 else None,
                hostility=row["hostlev"],
                line=line.number,
            )
        )
    return sorted(found, key=lambda one: (one.dispute, one.line))


def _date(member: Member, line: Line, row: dict[str, int], which: str) -> PartialDate:
    """A date as far as it is known: -9 stands for a day or month that is not."""
    year, month, day = row[f"{which}year"], row[f"{which}mon"], row[f"{which}day"]
    text = f"{year:04d}" if month < 0 else f"{year:04d}-{month:02d}" if day < 0 else f"{year:04d}-{month:02d}-{day:02d}"
    try:
        return PartialDate.parse(text)
    except BadDate as bad:
        raise BadSource(f"{member.name}, line {line.number}, column `{which}day`: {bad}") from None


def _compare(member: Member, disputes: dict[int, Dispute], participants: list[Participant]) -> None:
    """Raise `BadSource` where MIDB holds fewer participants than MIDA counts; more there may be, as states re-enter."""
    n_rows = Counter(one.dispute for one in participants)
    for one in participants:
        if one.dispute not in disputes:
            raise BadSource(
                f"{member.name}, line {one.line}: dispute {one.dispute} is not in MIDA; take both from one zip"
            )
    for number, dispute in disputes.items():
        if n_rows[number] < dispute.n_participants:
            raise BadSource(
                f"{member.name}: dispute {number} has {n_rows[number]} participants where MIDA counts "
                f"{dispute.n_participants}; the file is cut short or changed, download it again"
            )


def _rows(
    member: Member, disputes: dict[int, Dispute], participants: list[Participant], report: Report
) -> Iterator[tuple[str, Row]]:
    made = origin(CARD, member.path, CARD.version, RELEASED[0][1])
    yield "source", made.source
    for number, group in groupby(participants, key=lambda one: one.dispute):
        own = list(group)
        used: set[int] = set()
        why: dict[int, str] = {}
        for one, other in ((a, b) for a in own if a.is_side_a for b in own if not b.is_side_a and a.cow != b.cow):
            first, second = _place(one), _place(other)
            span = _together(one, other)
            if not first or not second:
                why |= {who.line: reason for who, reason in ((one, _why(one)), (other, _why(other)))}
            elif span is None:
                why |= {who.line: "no day in common with an opponent" for who in (one, other)}
            else:
                used |= {one.line, other.line}
                yield from _pair(made, member, disputes[number], len(own), (one, first), (other, second), span)
        for participant in own:
            if participant.line in used:
                report.n_used += 1
            else:
                report.left_out[why.get(participant.line, "no opponent in the file")] += 1


def _place(one: Participant) -> Place | None:
    """The state of a participant on a day of its part in the dispute; None where foedus knows none."""
    for day in (one.began.last, one.ended.first, one.began.first):
        place = on_day(str(one.cow), "cow", day)
        if place.exists:
            return place
    return None


def _why(one: Participant) -> str:
    return (
        f"no state then: COW {one.cow} ({one.abbreviation})" if _place(one) is None else "its opponent is no state then"
    )


def _together(one: Participant, other: Participant) -> tuple[PartialDate, PartialDate] | None:
    """First and last day that both took part, as vague as the dates are; None where they certainly share no day."""
    began = _vague(max(one.began.first, other.began.first), max(one.began.last, other.began.last))
    ended = _vague(min(one.ended.first, other.ended.first), min(one.ended.last, other.ended.last))
    return None if ended.last < began.first else (began, ended)


def _vague(first: date, last: date) -> PartialDate:
    """The partial date that holds both days: the day, the month or the year (the dates compared share one)."""
    text = last.isoformat()
    if first != last:
        text = text[:7] if (first.year, first.month) == (last.year, last.month) else text[:4]
    return PartialDate.parse(text)


def _pair(
    made: Origin,
    member: Member,
    dispute: Dispute,
    n_participants: int,
    one: tuple[Participant, Place],
    other: tuple[Participant, Place],
    span: tuple[PartialDate, PartialDate],
) -> Iterator[tuple[str, Row]]:
    (left, left_name), (right, right_name) = sorted(
        ((who, place.code or place.name) for who, place in (one, other)), key=lambda side: side[1]
    )
    level = max(left.hostility, right.hostility)
    when = known(max(left.ended, right.ended, key=lambda day: day.last).last.year)
    locator = f"{member.name}, dispute {left.dispute}, {left.abbreviation} and {right.abbreviation}"
    yield (
        "indicator",
        made.row(
            locator,
            when,
            subject=left_name,
            partner=right_name,
            year=span[0].first.year,
            name="mid_hostility",
            value=float(level),
            unit="level 1 to 5",
            note=f"MID dispute {left.dispute}: {left_name} {LEVELS[left.hostility]}, {right_name} {LEVELS[right.hostility]}",
        ),
    )
    if level < FORCE:
        return
    low, best, high = of_pair(_losses(left), _losses(right), is_bilateral=n_participants == 2)
    is_over = not (dispute.is_ongoing and span[1].last >= date(2014, 12, 31))
    yield (
        "conflict",
        made.row(
            locator,
            when,
            side_a=left_name,
            side_b=right_name,
            began_on=span[0].text,
            ended_on=span[1].text if is_over else None,
            deaths_low=low,
            deaths_best=best,
            deaths_high=high,
            note=(
                f"MID dispute {left.dispute}: highest act {LEVELS[level]}; in the whole dispute, against anybody: "
                f"{left_name} {LEVELS[left.hostility]}, {_losses(left).words}; "
                f"{right_name} {LEVELS[right.hostility]}, {_losses(right).words}"
            ),
        ),
    )


def _losses(one: Participant) -> Losses:
    return Losses(one.fatality, one.deaths)
