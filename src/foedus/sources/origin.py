"""What every row made from a data set carries: the source row of its file, method, and the day it became known.

The rules by which each data set's values become known stand in its own module.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from foedus.rows import KnownBasis, Row, row_id
from foedus.sources.card import Card
from foedus.sources.tabular import sha256_of


@dataclass(frozen=True, slots=True)
class Known:
    """The first day on which a value could be known, and how that day was found."""

    on: date
    basis: KnownBasis


@dataclass(frozen=True, slots=True)
class Origin:
    """The source row of one file, and the columns that the rows made from it share."""

    source: Row
    source_id: str
    method: str
    is_verified: bool

    def row(self, locator: str, known: Known, **columns: Any) -> Row:
        """A row with its origin; columns that are None are left away."""
        own = {name: value for name, value in columns.items() if value is not None}
        return own | {
            "source_id": self.source_id,
            "locator": locator,
            "method": self.method,
            "known_on": known.on,
            "known_basis": known.basis,
            "is_verified": self.is_verified,
        }


def origin(card: Card, path: Path, version: str, first: Known, is_verified: bool = True) -> Origin:
    """The origin of the rows of one file.

    The source row stands for the data set through its versions, so it is known as early as its earliest rows (`first`);
    `version` and the hash say which file was read; a day of publication would be later than the row. `is_verified` is False
    where a machine coded what nobody read.
    """
    method = f"{card.name}@{version}"
    row: Row = {
        "title": f"{card.title}, {version}: {path.name}",
        "publisher": card.publisher,
        "url": card.home,
        "licence": card.licence,
        "sha256": sha256_of(path),
        "kind": "dataset",
        "method": method,
        "known_on": first.on,
        "known_basis": first.basis,
        "is_verified": is_verified,
    }
    return Origin(row, row_id("so", row), method, is_verified)


def end_of_year(year: int) -> Known:
    """Known by the last day of a year, when no better is known of the release."""
    return Known(date(year, 12, 31), "published_year")


def end_of_month(year: int, month: int) -> Known:
    """Known by the last day of a month."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return Known(after - timedelta(days=1), "published_month")


def earlier(known: Known, day: date) -> Known:
    """A day of publication, where that is earlier than the rule says: the file itself shows that the value was out."""
    return Known(day, "published_day") if day < known.on else known
