"""ATOP 5.1, Alliance Treaty Obligations and Provisions: alliances, memberships, obligations and codes of provisions.

Reads what atopdata.org offers for version 5.1, one or more at a time, as CSV, gzip or the publisher's zip: `atop5_1m` (one row
per member and phase), `atop5_1a` (one row per alliance), `atop5_1sy` (state-years), `atop5_1ddyr` (directed dyad-years; also
the slim Parquet of the R package peacesciencer). How member rows become spells is said in `foedus.sources.atop_members`.

An alliance is called `ATOP 3180` after its number: ATOP gives alliances no names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from foedus.rows import Row
from foedus.sources import atop_members, atop_years
from foedus.sources.atop_codes import FIRST_RELEASE, MEMBERS, PAIRS, SLIM, STATES, WHOLE
from foedus.sources.card import BadSource, Card, FileSpec, Loaded, Report
from foedus.sources.columns import Table, tables
from foedus.sources.origin import origin

CARD = Card(
    name="atop",
    title="Alliance Treaty Obligations and Provisions",
    publisher="ATOP, Rice University",
    version="5.1",
    home="http://www.atopdata.org/data.html",
    files=(
        FileSpec(
            name="atop_5.1__.csv_.zip",
            what="all levels as CSV; member, alliance, state-year and directed dyad-year are read",
            url="http://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip",
            sha256=None,
            size_mb=20,
            columns=MEMBERS,
        ),
    ),
    licence="no licence stated; free for research with citation, not to be passed on",
    may_redistribute=False,
    citation=(
        "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell and Andrew G. Long. 2002. Alliance Treaty Obligations "
        "and Provisions, 1815-1944. International Interactions 28: 237-260."
    ),
    coverage="military alliances of the world, 1815-2018",
    units="alliances, members by phase, state-years, directed dyad-years; codes of the codebook",
    lag=(
        "an entry, exit or code of year t is known at the end of the year in which a version that covers t came out: 2002 (to "
        "1944), 2005 (to 2003), 2018 (to 2016), 2022 (to 2018); alliances that version 5 added or revised are known in 2022"
    ),
    says="who was bound to whom by which kind of promise, from when to when, and provisions of the treaty in codes",
    cannot_say=(
        "what the treaty's articles say; its name; anything after 2018; whether a member that left before the others withdrew, "
        "was suspended or was expelled (ATOP codes the three alike); what versions before 5.1 had coded otherwise"
    ),
    expected=(
        "2,510 rows of members in 789 alliances",
        "273,296 directed dyad-years",
        "31 December 2018: 372 alliances with 1,146 members in force",
    ),
    tables=("alliance", "membership", "obligation", "indicator", "link"),
)

HINT = "foedus reads the files of ATOP 5.1 as atopdata.org offers them"


def load(files: Sequence[Path]) -> Loaded:
    """Rows of all files given: alliances, memberships and obligations first, then codes by year; the report counts file rows."""
    if not files:
        raise BadSource(f"atop: no file given; {HINT}")
    found = [table for path in files for table in tables(Path(path), _is_wanted)]
    kinds = [(_kind(table), table) for table in found]
    report = Report()
    return Loaded(rows=chain.from_iterable(_file_rows(kind, table, report) for kind, table in kinds), report=report)


def _is_wanted(name: str) -> bool:
    """The levels that are read; phases, dyads without direction and state-years without non-aggression say nothing more."""
    last = name.rsplit("/", 1)[-1].lower()
    return last.endswith(".csv") and any(last.startswith(f"atop5_1{level}.") for level in ("m", "a", "sy", "ddyr"))


def _kind(table: Table) -> str:
    """Which level a file is of, by its header; raises `BadSource` where it is of none."""
    for kind, columns in (
        ("members", ("atopid", "member", "yrent")),
        ("alliances", ("atopid", "begyr")),
        ("pairs", PAIRS),
        ("slim", SLIM),
        ("states", ("state", "year")),
    ):
        if table.has(*columns):
            return kind
    raise BadSource(f"{table.name}, line 1: columns of no level of ATOP ({', '.join(table.header[:5])} ...); {HINT}")


def _file_rows(kind: str, table: Table, report: Report) -> Iterator[tuple[str, Row]]:
    made = origin(CARD, table.member.path, CARD.version, FIRST_RELEASE)
    yield "source", made.source
    if kind == "members":
        yield from atop_members.member_rows(made, table.rows(MEMBERS, HINT), report)
    elif kind == "alliances":
        yield from atop_members.alliance_rows(made, table.rows(WHOLE, HINT), report)
    elif kind == "states":
        yield from atop_years.state_years(made, table.rows(STATES, HINT, optional=("version",)), report)
    else:
        columns = PAIRS if kind == "pairs" else SLIM
        yield from atop_years.pair_years(made, table.rows(columns, HINT, optional=("version",)), columns, report)
