"""The card of a data set, what loading it gives, and the errors of a file that is not the one the card describes.

Every module of `foedus.sources` offers `CARD` and `load(files) -> Loaded`. Not here: how any file is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from foedus.errors import FoedusError
from foedus.rows import Row


class BadSource(FoedusError):
    """A file that is not what the card describes: another version, cut short, changed, empty, or another file altogether."""


@dataclass(frozen=True, slots=True)
class FileSpec:
    """One file that the publisher offers: its usual name, what it holds and where it is."""

    name: str
    what: str
    url: str | None = None
    """Where `foedus data get` finds it; None where the user must fetch it himself."""
    sha256: str | None = None
    """Hash of the file, where the publisher does not change it under the same address."""
    size_mb: float | None = None
    """Approximate size in millions of bytes."""
    columns: tuple[str, ...] = ()
    """Columns its header must have; empty for files without a header."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a data set is, where it is, under which licence, when its values become known, and what it cannot say."""

    name: str
    """Name of the module and of the folder on the shelf."""
    title: str
    publisher: str
    version: str
    home: str
    """Address of the publisher's page."""
    files: tuple[FileSpec, ...]
    licence: str
    may_redistribute: bool
    """Whether the licence allows to pass the data on; where it does not, nothing of them is ever shipped."""
    citation: str
    coverage: str
    units: str
    lag: str
    """The rule by which a value becomes known, in words; the module's own function has it in code."""
    says: str
    cannot_say: str
    expected: tuple[str, ...]
    """Counts that the right file gives, in words."""
    tables: tuple[str, ...]
    """Tables of the record that it fills, besides `source`."""

    @property
    def is_fetched(self) -> bool:
        """Whether every file has an address; otherwise the user downloads it himself."""
        return bool(self.files) and all(spec.url for spec in self.files)

    @property
    def size_mb(self) -> float | None:
        """Size of all files together, None where one is unknown."""
        sizes = [spec.size_mb for spec in self.files]
        return None if not sizes or None in sizes else sum(size for size in sizes if size is not None)


@dataclass(slots=True)
class Report:
    """What became of the rows of a file: each is used, or left out for a named reason. Whole only after the last row is taken."""

    n_read: int = 0
    n_used: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """How many rows were left out, by reason."""
    notes: list[str] = field(default_factory=list)
    """Remarks on rows that were used, such as codes put right."""

    @property
    def is_complete(self) -> bool:
        """Whether every row read was used or left out by name."""
        return self.n_read == self.n_used + self.left_out.total()


@dataclass(slots=True)
class Loaded:
    """Rows of a data set, made while they are taken: `(table, row)`, the `source` row first; and the report on the file."""

    rows: Iterator[tuple[str, Row]]
    report: Report


def check_header(file_name: str, found: Sequence[str], needed: Sequence[str], hint: str) -> None:
    """Raise `BadSource` where a header lacks columns; says which, and whether any was found at all."""
    present = {name.strip() for name in found}
    missing = [name for name in needed if name not in present]
    if not missing:
        return
    if len(missing) == len(needed):
        shown = ", ".join(list(found)[:5]) or "nothing"
        raise BadSource(
            f"{file_name}, line 1: none of the columns of this data set is there (it begins with {shown}); {hint}"
        )
    raise BadSource(
        f"{file_name}, line 1: column{'s' if len(missing) > 1 else ''} {', '.join(f'`{name}`' for name in missing)} not "
        f"found; {hint}"
    )
