"""From when an item was known: the day it says it was published, where that can be; else the day it was first seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

EARLIEST = date(1999, 3, 15)
"""The month of RSS 0.90: no feed gave an item before, so an earlier day is a default such as 1 January 1970."""


class Known(NamedTuple):
    """The day from which a text counts as known, whether that is its own day of publication, and what to say of it."""

    on: date
    is_told: bool
    note: str


def known(seen_on: date, told: str, day_told: str, day_of_page: date | None) -> Known:
    """The day of a text that was first seen on `seen_on` (UTC).

    `told` is what the feed says in its own words and `day_told` the day in it, `day_of_page` what the page says of itself.
    A day after the one on which it was seen is no day of publication; one day more is the other side of the date line,
    and counts as the day on which it was seen.
    """
    given = [day for day in (_parsed(day_told), day_of_page) if day is not None]
    for day in given:
        if EARLIEST <= day <= seen_on + timedelta(days=1):
            return Known(min(day, seen_on), True, "")
    if given:
        why = f"it gives {given[0]}, which cannot be the day of publication"
    elif told.strip():
        why = f'its date "{told.strip()[:60]}" cannot be read'
    else:
        why = "it gives no date"
    return Known(seen_on, False, f"{why}: known from {seen_on}, when it was first seen")


def _parsed(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
