"""Text tables as publishers write them: plain, gzip or zip, header checked, row by row with line numbers.

Nothing here knows a data set. Every fault is a `BadSource` that names file and line.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from foedus.sources.card import BadSource

csv.field_size_limit(10_000_000)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: the number of its (last) line in the file, and its cells."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Member:
    """One text file: a file of its own, or one inside a zip."""

    path: Path
    inside: str | None = None

    @property
    def name(self) -> str:
        """How errors and locators call it."""
        return f"{self.path.name}/{self.inside}" if self.inside else self.path.name

    @contextmanager
    def opened(self, encoding: str = "utf-8-sig", errors: str = "strict") -> Iterator[io.TextIOBase]:
        """The text, decompressed; raises `BadSource` where it is damaged or in another encoding."""
        try:
            if self.inside is not None:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.inside) as raw:
                    yield io.TextIOWrapper(raw, encoding, errors, newline="")
            elif self.path.suffix == ".gz":
                with gzip.open(self.path, "rb") as packed:
                    yield io.TextIOWrapper(packed, encoding, errors, newline="")
            else:
                with self.path.open(encoding=encoding, errors=errors, newline="") as text:
                    yield text
        except UnicodeDecodeError as bad:
            raise BadSource(
                f"{self.name}: byte {bad.start} is not {encoding} text; take the file as the publisher offers it, not saved "
                "again by a spreadsheet"
            ) from None
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as bad:
            raise BadSource(f"{self.name}: the file is cut short or damaged ({bad}); download it again") from None


def members(path: Path, is_wanted: Callable[[str], bool] = lambda _: True) -> list[Member]:
    """The text files of a path: itself, or what a zip holds and `is_wanted` takes; raises `BadSource` where there are none."""
    if not path.is_file():
        raise BadSource(f"{path}: there is no such file")
    if path.stat().st_size == 0:
        raise BadSource(f"{path.name}: the file is empty; download it again")
    if path.suffix.lower() != ".zip":
        return [Member(path)]
    try:
        with zipfile.ZipFile(path) as archive:
            inside = sorted(name for name in archive.namelist() if not name.endswith("/") and is_wanted(name))
    except zipfile.BadZipFile:
        raise BadSource(f"{path.name}: the zip is cut short or damaged; download it again") from None
    if not inside:
        raise BadSource(f"{path.name}: the zip holds no file of this data set")
    return [Member(path, name) for name in inside]


def lines(member: Member, text: io.TextIOBase, delimiter: str = ",", is_quoted: bool = True) -> Iterator[Line]:
    """The rows of a table; blank lines are passed over. Raises `BadSource` where quotes do not close."""
    if is_quoted:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
    else:
        reader = csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as bad:
            raise BadSource(
                f"{member.name}, line {reader.line_num}: {bad}; the file is cut short or damaged, download it again"
            ) from None
        if any(cell.strip() for cell in cells):
            yield Line(reader.line_num, cells)


def header_of(member: Member, table: Iterator[Line]) -> Line:
    """The next row, taken as the header; raises `BadSource` where the file holds no rows or is no text."""
    header = next(table, None)
    if header is None:
        raise BadSource(f"{member.name}: the file holds nothing but blank lines; download it again")
    if any("\0" in cell for cell in header.cells):
        raise BadSource(
            f"{member.name}, line {header.number}: this is no text; take the file as the publisher offers it"
        )
    return header


def checked_header(member: Member, line: Line, needed: Sequence[str], hint: str) -> dict[str, int]:
    """Where each needed column stands; raises `BadSource` naming the columns that are missing."""
    found = {name.strip(): place for place, name in reversed(list(enumerate(line.cells)))}
    missing = [name for name in needed if name not in found]
    if missing:
        raise BadSource(
            f"{member.name}, line {line.number}: column{'s' if len(missing) > 1 else ''} "
            f"{', '.join(f'`{name}`' for name in missing)} not found; {hint}"
        )
    return found


def check_width(member: Member, line: Line, width: int) -> None:
    """Raise `BadSource` where a row has not as many cells as the header; empty cells beyond the header do no harm."""
    beyond = line.cells[width:]
    if len(line.cells) < width or any(cell.strip() for cell in beyond):
        raise BadSource(
            f"{member.name}, line {line.number}: {len(line.cells)} cells where the header has {width}; the file is cut short "
            "or damaged, download it again"
        )


def whole_number(member: Member, line: Line, column: str, text: str) -> int:
    """The cell as an integer; raises `BadSource` with file, line and column."""
    try:
        return int(text)
    except ValueError:
        raise _not_a_number(member, line, column, text) from None


def number(member: Member, line: Line, column: str, text: str) -> float:
    """The cell as a finite number; raises `BadSource` with file, line and column."""
    try:
        value = float(text)
    except ValueError:
        raise _not_a_number(member, line, column, text) from None
    if value != value or value in (float("inf"), float("-inf")):
        raise _not_a_number(member, line, column, text)
    return value


def _not_a_number(member: Member, line: Line, column: str, text: str) -> BadSource:
    return BadSource(
        f'{member.name}, line {line.number}, column `{column}`: "{text}" is not a number; the file is damaged or of another '
        "version"
    )


def sha256_of(path: Path) -> str:
    """The hash of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while piece := handle.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
