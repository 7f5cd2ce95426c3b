"""What every row of a record has in common: an origin, two clocks and an id made from its claim.

A row is a plain mapping from column to value. What columns a table has is said in `foedus.record.schema`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

Row = dict[str, Any]

KnownBasis = Literal["published_day", "published_month", "published_year", "inferred"]
"""How `known_on` was found: the day, the last day of the month or year of publication, or the day after the act."""

NOT_PART_OF_CLAIM = frozenset({"id", "recorded_at"})
"""Columns that may differ between two fetches of the same claim."""


MACHINE = ("reader@", "llm:")
"""How the methods of rows begin that a machine read out of a text."""


def made_by(method: str) -> str:
    """How a row came to be, from its method: `hand`, `machine` (read out of a text) or `data set`."""
    if method.startswith(MACHINE):
        return "machine"
    return "hand" if method == "hand" else "data set"


def row_id(prefix: str, row: Mapping[str, Any]) -> str:
    """The id of a row: its table's prefix and 12 hex digits of a hash of its claim.

    The hash leaves out when the row was recorded, so that loading the same claim twice adds nothing.
    Missing values do not count, so that a column added later does not change old ids.
    """
    claim = {name: _plain(value) for name, value in row.items() if name not in NOT_PART_OF_CLAIM and value is not None}
    text = json.dumps(claim, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _plain(value: Any) -> Any:
    """A value as it stands in the hashed text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
