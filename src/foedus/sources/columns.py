"""Chosen columns of a table, read row by row, whether the file is CSV (plain, gzip, in a zip) or Parquet.

Nothing here knows a data set. Cells come as text, empty where the file has none; every fault is a `BadSource`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from foedus.dates import PartialDate
from foedus.errors import BadDate
from foedus.sources.card import BadSource, check_header
from foedus.sources.tabular import Member, check_width, header_of, lines, members

BATCH = 20_000
"""Rows taken from DuckDB at a time, so that memory does not grow with the file."""

MISSING = frozenset({"", "NA", "NaN", "nan", "NULL"})
"""How R, Stata and pandas write a missing value."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a table: its file, its number (line of a CSV, row of a Parquet file, from 1) and the chosen cells."""

    file: str
    number: int
    values: dict[str, str]

    @property
    def where(self) -> str:
        """The place of the row, for locators and errors."""
        return f"{self.file}, {'row' if self.file.endswith('.parquet') else 'line'} {self.number}"

    def text(self, column: str) -> str:
        """The cell without blanks around it, empty where the value is missing."""
        value = self.values[column].strip()
        return "" if value in MISSING else value

    def whole(self, column: str) -> int | None:
        """The cell as an integer (`2` or `2.0`), None where missing; raises `BadSource` for anything else."""
        value = self.number_of(column)
        if value is None:
            return None
        if not value.is_integer():
            raise self.bad(column, "is not a whole number")
        return int(value)

    def needed(self, column: str) -> int:
        """The cell as an integer; raises `BadSource` where it is missing too."""
        value = self.whole(column)
        if value is None:
            raise self.bad(column, "is empty where a number is needed")
        return value

    def number_of(self, column: str) -> float | None:
        """The cell as a finite number, None where missing; raises `BadSource` for anything else."""
        text = self.text(column)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            raise self.bad(column, "is not a number") from None
        if value - value != 0:
            raise self.bad(column, "is not a number")
        return value

    def day(self, column: str) -> PartialDate | None:
        """The cell as a day (a time after it is passed over), None where missing; raises `BadSource` for anything else."""
        text = self.text(column)
        if not text:
            return None
        try:
            return PartialDate.parse(text[:10])
        except BadDate:
            raise self.bad(column, "is not a date YYYY-MM-DD") from None

    def bad(self, column: str, what: str) -> BadSource:
        """An error that names file, row, column and value."""
        return BadSource(
            f'{self.where}, column `{column}`: "{self.values[column]}" {what}; the file is damaged or of '
            "another version"
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A file or a member of a zip, with its header read."""

    member: Member
    header: tuple[str, ...]

    @property
    def name(self) -> str:
        """How errors and locators call it."""
        return self.member.name

    def has(self, *columns: str) -> bool:
        """Whether the header holds all these columns."""
        return set(columns) <= set(self.header)

    def rows(self, needed: Sequence[str], hint: str, optional: Sequence[str] = ()) -> Iterator[Cells]:
        """The rows with the needed columns and those of `optional` that are there (empty text where one is not).

        Raises `BadSource` where there is a header and no row: no publisher offers such a file.
        """
        check_header(self.name, self.header, needed, hint)
        wanted = [*needed, *(name for name in optional if name in self.header)]
        absent = dict.fromkeys((name for name in optional if name not in self.header), "")
        found = _parquet_rows(self, wanted) if _is_parquet(self.member.path) else _text_rows(self, wanted)
        number = 0
        for number, cells in found:
            yield Cells(self.name, number, dict(zip(wanted, cells, strict=True)) | absent)
        if not number:
            raise BadSource(f"{self.name}: the file has a header and no rows; download it again")


def tables(path: Path, is_wanted: Callable[[str], bool] = lambda name: name.lower().endswith(".csv")) -> list[Table]:
    """The tables of a path: the file itself, or those files of a zip that `is_wanted` takes; raises `BadSource`."""
    return [Table(member, _header(member)) for member in members(path, is_wanted)]


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() == ".parquet"


def _header(member: Member) -> tuple[str, ...]:
    """The names of the columns, in lower case: publishers changed the case between versions."""
    if _is_parquet(member.path):
        with duckdb.connect() as connection:
            try:
                found = connection.execute("DESCRIBE SELECT * FROM read_parquet($path)", {"path": str(member.path)})
                return tuple(str(row[0]).lower() for row in found.fetchall())
            except duckdb.Error:
                raise _damaged(member) from None
    with member.opened() as text:
        return tuple(name.strip().lower() for name in header_of(member, lines(member, text)).cells)


def _damaged(member: Member) -> BadSource:
    return BadSource(f"{member.name}: the file is cut short, damaged or no Parquet; download it again")


def _text_rows(table: Table, wanted: list[str]) -> Iterator[tuple[int, list[str]]]:
    places = [table.header.index(name) for name in wanted]
    width = len(table.header)
    with table.member.opened() as text:
        found = lines(table.member, text)
        next(found)
        for line in found:
            check_width(table.member, line, width)
            yield line.number, [line.cells[place] for place in places]


def _parquet_rows(table: Table, wanted: list[str]) -> Iterator[tuple[int, list[str]]]:
    columns = ", ".join(f"coalesce(CAST({_quoted(name)} AS VARCHAR), '')" for name in wanted)
    with duckdb.connect() as connection:
        try:
            found = connection.execute(
                f"SELECT {columns} FROM read_parquet($path)",  # noqa: S608 (names from our own lists)
                {"path": str(table.member.path)},
            )
            number = 0
            while batch := found.fetchmany(BATCH):
                for cells in batch:
                    number += 1
                    yield number, list(cells)
        except duckdb.Error:
            raise _damaged(table.member) from None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
