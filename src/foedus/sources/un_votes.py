"""Roll calls of the UN General Assembly: resolutions (and amendments, paragraphs) put to a vote, and each state's vote.

Reads `UNVotes.csv` of Erik Voeten's Dataverse (one row per state and roll call, states that are no members included), or the
same votes in two files of the Parquet kind of the R package fpsim: votes (`resid`, `ccode`, `vote`) and roll calls (`resid`,
`date`, `session`).

Stored days are wrong before 2003 (none is after the 7th of its month in 1985-2002), so only the year is taken there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from pathlib import Path

from foedus.dates import PartialDate
from foedus.rows import Row, row_id
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.columns import Cells, Table, tables
from foedus.sources.naming import Place, coded
from foedus.sources.origin import Known, Origin, end_of_year, origin

BODY = "UN General Assembly"
VOTES = {1: "yes", 2: "abstain", 3: "no", 8: "absent"}
NO_MEMBER = 9
DAYS_FROM = 2003
"""First year whose days are right."""

ISSUES = {
    "me": "Palestinian conflict",
    "nu": "nuclear weapons and nuclear material",
    "di": "arms control and disarmament",
    "hr": "human rights",
    "co": "colonialism",
    "ec": "economic development",
}

SEATS = {369: "UKR", 370: "BLR", 750: "IND", 713: "CHN"}
"""States that voted before COW counts them: the Ukrainian and Byelorussian republics and India were founding members; China's
seat of 1946-48 stands under the number that COW gives Taiwan from 1949."""

PUBLISHED = ("rcid", "ccode", "vote", "session", "date", "unres", "amend", "para", "short", *ISSUES, "resid")
SLIM_VOTES = ("resid", "ccode", "vote")
SLIM_ROLLCALLS = ("resid", "date", "session")
ABOUT = ("unres", "short", "amend", "para", "issues")

CARD = Card(
    name="un_votes",
    title="United Nations General Assembly Voting Data",
    publisher="Erik Voeten, Anton Strezhnev and Michael Bailey, Harvard Dataverse",
    version="as dated by its last vote",
    home="https://doi.org/10.7910/DVN/LEJUQZ",
    files=(
        FileSpec(
            name="UNVotes.csv",
            what="one row per state and roll call; the Dataverse page offers it among other files",
            url=None,
            sha256=None,
            size_mb=300,
            columns=PUBLISHED,
        ),
    ),
    licence="CC0 1.0",
    may_redistribute=True,
    citation=(
        "Voeten, Erik, Anton Strezhnev and Michael Bailey. 2009. United Nations General Assembly Voting Data. Harvard Dataverse, "
        "doi:10.7910/DVN/LEJUQZ; Bailey, Michael A., Anton Strezhnev and Erik Voeten. 2017. Estimating Dynamic State Preferences "
        "from United Nations Voting Data. Journal of Conflict Resolution 61(2): 430-456."
    ),
    coverage="roll calls of regular sessions since January 1946; January to October 2022 is missing, 2024 is too thin to use",
    units="yes, no, abstain, absent; one row per state and roll call",
    lag="a vote is public: known the day after it; before 2003, where days are wrong, on 31 December of its year",
    says="how each member of the United Nations voted on each roll call of the General Assembly",
    cannot_say=(
        "decisions without a vote; emergency special sessions (the file of fpsim has none, so not ES-11/1 of 2 March 2022); in "
        "the slim files whether a state without a vote was absent or no member; the day of a vote before 2003; why a state "
        "voted as it did"
    ),
    expected=("UNVotes.csv to 2023: 1,266,486 rows, 1,011,080 of them of members", "fpsim to June 2024: 855,887 votes"),
    tables=("resolution", "vote"),
)

HINT = "foedus reads UNVotes.csv of doi:10.7910/DVN/LEJUQZ, or votes with resid, ccode, vote and roll calls with resid, date"


@dataclass(frozen=True, slots=True)
class RollCall:
    """A resolution row with its id, and what its votes share."""

    row: Row
    id: str
    voted_on: str
    year: int
    known: Known


def known(voted_on: date, session: int) -> Known:
    """When a vote was known: the day after; before 2003 at the end of its year (of the session's year, where that is later)."""
    if voted_on.year >= DAYS_FROM:
        return Known(voted_on + timedelta(days=1), "inferred")
    opened = 1945 + session if session < 100 else voted_on.year
    return end_of_year(max(voted_on.year, opened))


def load(files: Sequence[Path]) -> Loaded:
    """Resolutions, each before its votes; the report counts rows of votes, and of roll calls where they have their own file."""
    found = [table for path in files for table in tables(Path(path), _is_wanted)]
    report = Report()
    whole = [table for table in found if table.has("rcid", "ccode")]
    votes = [table for table in found if table not in whole and table.has(*SLIM_VOTES)]
    calls = [table for table in found if table.has(*SLIM_ROLLCALLS) and not table.has("vote")]
    if whole:
        return Loaded(chain.from_iterable(_published(table, report) for table in whole), report)
    if len(votes) == 1 and len(calls) == 1:
        return Loaded(_slim(votes[0], calls[0], report), report)
    if len(votes) + len(calls) == 1:
        missing = "roll calls (resid, date, session)" if votes else "votes (resid, ccode, vote)"
        raise BadSource(f"{(votes or calls)[0].name}: the file of {missing} is missing; give both together")
    names = ", ".join(f"{table.name} ({', '.join(table.header[:4])} ...)" for table in found) or "nothing"
    raise BadSource(f"un_votes: no votes in {names}; {HINT}")


def _is_wanted(name: str) -> bool:
    return name.lower().endswith(".csv")


def _published(table: Table, report: Report) -> Iterator[tuple[str, Row]]:
    """UNVotes.csv: a roll call stands in the first of its rows."""
    made = origin(CARD, table.member.path, "UNVotes", end_of_year(1946))
    yield "source", made.source
    calls: dict[str, RollCall] = {}
    for cells in table.rows(PUBLISHED, HINT):
        report.n_read += 1
        number = cells.text("resid") or f"rcid {cells.text('rcid')}"
        call = calls.get(number)
        if call is None:
            about = "; ".join(words for code, words in ISSUES.items() if cells.text(code) in ("1", "1.0"))
            call = calls[number] = _roll_call(made, cells, number, about)
            yield "resolution", call.row
        yield from _vote(made, cells, call, report)


def _slim(votes: Table, calls: Table, report: Report) -> Iterator[tuple[str, Row]]:
    made = origin(CARD, votes.member.path, "fpsim", end_of_year(1946))
    of_calls = origin(CARD, calls.member.path, "fpsim", end_of_year(1946))
    yield "source", made.source
    yield "source", of_calls.source
    by_number: dict[str, RollCall] = {}
    for cells in calls.rows(SLIM_ROLLCALLS, HINT, optional=ABOUT):
        report.n_read += 1
        report.n_used += 1
        call = _roll_call(of_calls, cells, cells.text("resid"), cells.text("issues"))
        by_number[cells.text("resid")] = call
        yield "resolution", call.row
    for cells in votes.rows(SLIM_VOTES, HINT):
        report.n_read += 1
        found = by_number.get(cells.text("resid"))
        if found is None:
            raise cells.bad("resid", f"is no roll call of {calls.name}; take both files from one version")
        yield from _vote(made, cells, found, report)


def _roll_call(made: Origin, cells: Cells, number: str, issues: str) -> RollCall:
    day = cells.day("date")
    if day is None or day.basis != "day":
        raise cells.bad("date", "is no day; every roll call needs one")
    session = cells.needed("session")
    is_exact = day.first.year >= DAYS_FROM
    when = known(day.first, session)
    kind = "amendment: " if cells.text("amend") in ("1", "1.0") else ""
    kind = "paragraph: " if cells.text("para") in ("1", "1.0") else kind
    voted_on = day.text if is_exact else PartialDate.parse(str(day.first.year)).text
    row = made.row(
        f"{cells.file}, roll call {number}",
        when,
        body=BODY,
        number=cells.text("unres") or f"roll call {number}",
        voted_on=voted_on,
        subject=f"{kind}{cells.text('short') or 'no title in the file'}",
        note=f"session {session}{'; issues: ' + issues if issues else ''}",
    )
    return RollCall(row, row_id("re", row), voted_on, day.first.year, when)


def _vote(made: Origin, cells: Cells, call: RollCall, report: Report) -> Iterator[tuple[str, Row]]:
    code = cells.whole("vote")
    if code == NO_MEMBER:
        report.left_out["no member of the United Nations then"] += 1
        return
    if code not in VOTES:
        raise cells.bad("vote", "is none of 1 yes, 2 abstain, 3 no, 8 absent, 9 no member")
    cow = cells.whole("ccode")
    if cow is None:
        report.left_out["no COW code in the file"] += 1
        return
    place = _member(cow, call.year)
    if not place.exists:
        report.left_out[place.why_not] += 1
        return
    report.n_used += 1
    yield (
        "vote",
        {
            "resolution_id": call.id,
            "member": place.code or place.name,
            "vote": VOTES[code],
            "voted_on": call.voted_on,
            "source_id": made.source_id,
            "locator": cells.where,
            "method": made.method,
            "known_on": call.known.on,
            "known_basis": call.known.basis,
            "is_verified": made.is_verified,
        },
    )


@lru_cache(maxsize=50_000)
def _member(cow: int, year: int) -> Place:
    place = coded(str(cow), "cow", year)
    if place.exists or cow not in SEATS:
        return place
    return Place(SEATS[cow], SEATS[cow])
