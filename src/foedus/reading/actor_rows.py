"""The gazetteer's text files of actors, as plain rows: bodies, groups, institutions, places, titles, roles, terms of office.

The files are `gazetteer/*.csv`; a cell with several values separates them by `;`. Dates are partial dates (`2022`,
`2022-11`, `2022-11-23`); an empty `from_on` or `to_on` leaves that side open. States are not here: they are
`foedus.states`. What the rows mean together is for `actor_lint`; which row a text means is for `actors`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from foedus.dates import PartialDate
from foedus.errors import BadDate, BadRow

FOLDER = Path(__file__).parent / "gazetteer"


class Days(NamedTuple):
    """First and last day of a row as partial dates; None leaves the side open."""

    first: PartialDate | None
    last: PartialDate | None

    def __str__(self) -> str:
        return f"{self.first or ''} to {self.last or ''}".strip()


class Row(NamedTuple):
    """A name that stands for an actor: of a body, a group, an institution or a place."""

    sort: str
    """`body`, `group`, `institution` or `place`; in a user's file also `state` and `person`."""
    name: str
    other_names: tuple[str, ...]
    code: str
    """What a mention of it is coded as: ISO alpha-3, short name of a body, NSA."""
    role: str
    """PLOVER sector of the actor; empty where the name gives none."""
    home: str
    """ISO code of the state that a group acts in or a place lies in; the body that an organ belongs to."""
    days: Days
    where: str
    """File and line."""


class Term(NamedTuple):
    """One unbroken time of one person in one office."""

    code: str
    """ISO alpha-3 of the state, or short name of the body."""
    office: str
    person: str
    days: Days
    other_names: tuple[str, ...]
    surname: str
    """The word or words that stand for the person alone; for most the last word of the name."""
    source: str
    is_verified: bool
    """Whether the dates were compared with the named source; False where they are general knowledge."""
    where: str


class Title(NamedTuple):
    """Words for one who holds an office or does a job: `prime minister`, `troops`, `protesters`."""

    words: str
    """In lower case; the text's case is not asked."""
    office: str
    """Office of `Term.office` that the words name; empty for words that name no one person."""
    role: str
    kind: str
    """Kind of a mention made of these words: `person`, `state` (forces, authorities of a state) or `group`.

    `owned`, `owned-state`, `owned-group`: only beside a state, a body or a name (`head`, `forces`, `party`);
    `honorific`: only before a name (`Mr`, `General`).
    """
    code: str
    """Code of a mention where no state or body stands beside it: UNK or NSA."""
    only: tuple[str, ...]
    """States and bodies in which the words name this office; empty for all."""
    takes_name: bool
    """Whether a person's name may follow: `Foreign Minister Lavrov`, but not `troops Lavrov`."""
    where: str


class Rule(NamedTuple):
    """A name that also means something else, and the rule that tells which (`actor_rules`)."""

    name: str
    rule: str
    words: tuple[str, ...]
    where: str


@cache
def rows() -> tuple[Row, ...]:
    """All rows that name bodies, groups, institutions and places; raises `BadRow` with file and line."""
    files = {"bodies.csv": "body", "groups.csv": "group", "institutions.csv": "institution", "places.csv": "place"}
    return tuple(_row(sort, cells, where) for name, sort in files.items() for where, cells in cells_of(FOLDER / name))


@cache
def terms() -> tuple[Term, ...]:
    """All terms of office of all `offices_*.csv`, in the order of the files."""
    paths = sorted(FOLDER.glob("offices_*.csv"))
    return tuple(term(cells, where) for path in paths for where, cells in cells_of(path))


@cache
def titles() -> tuple[Title, ...]:
    """Words for offices (`titles.csv`) and for other roles (`roles.csv`)."""
    return tuple(
        _title(cells, where) for name in ("titles.csv", "roles.csv") for where, cells in cells_of(FOLDER / name)
    )


@cache
def spellings() -> tuple[tuple[str, str, str], ...]:
    """Names of states that the gazetteer of states does not keep: name, key of the state, `state` or `demonym`."""
    return tuple((cells["name"], cells["key"], cells["sort"]) for _, cells in cells_of(FOLDER / "spellings.csv"))


@cache
def words(of: str) -> frozenset[str]:
    """One of the lists of plain words that rules look for (`words.csv`)."""
    lists = {cells["list"]: parts(cells["words"]) for _, cells in cells_of(FOLDER / "words.csv")}
    return frozenset(lists[of])


@cache
def rules() -> tuple[Rule, ...]:
    """Names with a second meaning (`ambiguous.csv`)."""
    return tuple(
        Rule(cells["name"], cells["rule"], parts(cells["words"]), where)
        for where, cells in cells_of(FOLDER / "ambiguous.csv")
    )


def cells_of(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a file with file name and line; raises `BadRow` where a row has not the header's columns."""
    with path.open(newline="", encoding="utf-8") as handle:
        reader = csv.DictReader(handle, strict=True)
        for cells in reader:
            where = f"{path.name}, line {reader.line_num}"
            if None in cells or None in cells.values():
                raise BadRow(f"{where}: this row has not as many columns as the header")
            yield where, cells


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def days_of(cells: dict[str, str], where: str) -> Days:
    """The row's first and last day; raises `BadRow` for what is no date."""
    try:
        first, last = (PartialDate.parse(cells[name]) if cells[name] else None for name in ("from_on", "to_on"))
    except BadDate as bad:
        raise BadRow(f"{where}: {bad}") from None
    return Days(first, last)


def term(cells: dict[str, str], where: str) -> Term:
    """One term of office from its cells."""
    person = cells["person"]
    return Term(
        code=cells["code"],
        office=cells["office"],
        person=person,
        days=days_of(cells, where),
        other_names=parts(cells["other_names"]),
        surname=cells["surname"] or person.split()[-1],
        source=cells["source"],
        is_verified=cells["is_verified"] == "true",
        where=where,
    )


def _row(sort: str, cells: dict[str, str], where: str) -> Row:
    return Row(
        sort=sort,
        name=cells["name"],
        other_names=parts(cells["other_names"]),
        code=cells["code"],
        role=cells["role"],
        home=cells["home"],
        days=days_of(cells, where),
        where=where,
    )


def _title(cells: dict[str, str], where: str) -> Title:
    return Title(
        words=cells["words"],
        office=cells["office"],
        role=cells["role"],
        kind=cells["kind"],
        code=cells["code"],
        only=parts(cells["only"]),
        takes_name=cells["takes_name"] == "true",
        where=where,
    )
