"""Dates known to the day, the month or the year, ordered and compared only by what is known.

A partial date is the interval of days it may be. It is never silently set to the first of anything.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from foedus.errors import BadDate

Basis = Literal["day", "month", "year"]

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class PartialDate:
    """A day, month or year as the source gave it, with the first and the last day it may be."""

    text: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; raises `BadDate` for anything else."""
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise BadDate(f'"{text}" is not a date: write YYYY-MM-DD, YYYY-MM or YYYY')
        year, month, day = match.groups()
        try:
            if day:
                first = last = date(int(year), int(month), int(day))
            elif month:
                first = date(int(year), int(month), 1)
                last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
            else:
                first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        except ValueError as bad:
            raise BadDate(f'"{text}" is not a date in the calendar: {bad}') from None
        return cls(text, first, last)

    @property
    def basis(self) -> Basis:
        """How much is known: `day`, `month` or `year`."""
        if len(self.text) == 10:
            return "day"
        return "month" if len(self.text) == 7 else "year"

    @property
    def day_after(self) -> date:
        """The first day that is certainly later."""
        return self.last + timedelta(days=1)

    @property
    def listing_key(self) -> tuple[date, date]:
        """A key for lists: it never contradicts `before`, and puts a vague date after the days it may be."""
        return (self.last, self.first)

    def before(self, other: PartialDate) -> bool | None:
        """Whether this is earlier than `other`: True, False, or None where the two dates cannot tell."""
        if self.last < other.first:
            return True
        if self.first >= other.last:
            return False
        return None

    def days_until(self, other: PartialDate) -> tuple[int, int]:
        """The fewest and the most days from this date to `other`; equal where both are known to the day."""
        return (other.first - self.last).days, (other.last - self.first).days

    def __str__(self) -> str:
        return self.text


def month_of(day: date) -> int:
    """The number of a day's month, counted from the year 0: `year * 12 + month - 1`."""
    return day.year * 12 + day.month - 1


def months_back(day: date, months: int) -> date:
    """The same day of the month that many months earlier (later where negative), or that month's last day."""
    year, month = divmod(month_of(day) - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def in_year(text: str, year: int) -> str | None:
    """The same partial date in another year; None where that year has no such day."""
    try:
        return PartialDate.parse(f"{year:04}{text[4:]}").text
    except BadDate:
        return None


def years_on(text: str, years: int) -> str | None:
    """The same partial date some years later (earlier where negative); None where that year has no such day."""
    return in_year(text, int(text[:4]) + years)


def parse_day(text: str) -> date:
    """Read a full day `YYYY-MM-DD`, as an as-of date must be; raises `BadDate`."""
    known = PartialDate.parse(text)
    if known.basis != "day":
        raise BadDate(f'"{text}" is not a full day: an as-of date needs YYYY-MM-DD')
    return known.first
