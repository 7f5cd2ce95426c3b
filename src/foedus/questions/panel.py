"""What every question reads: one alliance as of one day, with its members, hub, names and windows of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from foedus.assessment import Finding
from foedus.errors import UnknownName
from foedus.record import AsOf
from foedus.rows import Row

DAYS_PER_YEAR = 365.2425

RECENT_MONTHS = 24
EARLIER_MONTHS = 60
"""Change is read as the last 24 months against the 60 before them: about one term of office against the one before."""


@dataclass(frozen=True, slots=True)
class Window:
    """A span of days, both included."""

    first: date
    last: date

    @property
    def years(self) -> float:
        """Length in years."""
        return ((self.last - self.first).days + 1) / DAYS_PER_YEAR

    @property
    def months(self) -> float:
        """Length in months."""
        return self.years * 12


class Panel:
    """One alliance seen through an as-of view. Questions get everything from here."""

    def __init__(self, view: AsOf, alliance: str) -> None:
        self.view = view
        self.day = view.day
        found = view.query("SELECT * FROM alliance WHERE code = $code", {"code": alliance})
        if not found:
            raise UnknownName(f"the record holds no alliance {alliance} as of {view.day}")
        self.row: Row = found[0]
        self.alliance = alliance
        self.hub: str | None = self.row["hub"]

    def finding(
        self,
        question: str,
        measure: str,
        *,
        sentence: str,
        label: str,
        value: float | None,
        unit: str,
        method: str,
        rows: Iterable[Row],
        member: str | None = None,
        window: Window | None = None,
        bounds: tuple[float, float] | None = None,
        n: int | None = None,
        is_thin: bool = False,
    ) -> Finding:
        """A finding of one question; evidence is the ids of `rows`, and `n` their number unless given."""
        evidence = tuple(dict.fromkeys(row["id"] for row in rows))
        period = window or Window(self.founded, self.day)
        return Finding(
            question=question,
            measure=measure,
            member=member,
            period_from=period.first.isoformat(),
            period_to=period.last.isoformat(),
            sentence=sentence,
            label=label,
            value=value,
            unit=unit,
            n=len(evidence) if n is None else n,
            method=method,
            evidence=evidence,
            low=bounds[0] if bounds else None,
            high=bounds[1] if bounds else None,
            is_thin=is_thin,
        )

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows as of the day, with `$alliance`, `$hub` and `$day` set where the query names them."""
        own = {"alliance": self.alliance, "hub": self.hub, "day": self.day}
        named = {name: value for name, value in (own | dict(parameters or {})).items() if f"${name}" in sql}
        return self.view.query(sql, named)

    @cached_property
    def spells(self) -> list[Row]:
        """Every membership spell known by the day, by member and spell; `happened_from` is its first day."""
        return self.query("SELECT * FROM membership WHERE alliance = $alliance ORDER BY member, spell")

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Codes of the states that are members on the day, in alphabetical order."""
        return tuple(sorted(row["member"] for row in self.spells if _covers(row, self.day)))

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each actor by code, as of the day."""
        return {row["code"]: row["name"] for row in self.query("SELECT code, name FROM actor ORDER BY code")}

    def name(self, code: str) -> str:
        """The name of an actor, or the code where the record has no name for it."""
        return self.names.get(code, code)

    def names_of(self, codes: Iterable[str]) -> str:
        """Several names as one phrase: `Armenia, Belarus and Kazakhstan`."""
        names = [self.name(code) for code in codes]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"

    @cached_property
    def recent(self) -> Window:
        """The last 24 months up to the day."""
        return Window(_months_back(self.day, RECENT_MONTHS) + timedelta(days=1), self.day)

    @cached_property
    def earlier(self) -> Window:
        """The 60 months before the recent window, cut where the alliance's own record begins."""
        last = self.recent.first - timedelta(days=1)
        first = max(_months_back(last, EARLIER_MONTHS) + timedelta(days=1), self.founded)
        return Window(min(first, last), last)

    @cached_property
    def founded(self) -> date:
        """First day on which the treaty was certainly in force, or signed where entry into force is unknown."""
        rows = self.query(
            "SELECT min(happened_to) AS first FROM membership WHERE alliance = $alliance",
        )
        first: date | None = rows[0]["first"]
        return first or self.day


def inside(rows: Iterable[Row], window: Window) -> list[Row]:
    """Rows whose date lies in the window whichever day of its span it was."""
    return [row for row in rows if row["happened_from"] >= window.first and row["happened_to"] <= window.last]


def _covers(spell: Row, day: date) -> bool:
    """Whether a spell certainly began by the day and is not known to have ended by it."""
    return bool(spell["happened_to"] <= day) and (spell["ended_from"] is None or spell["ended_from"] > day)


def _months_back(day: date, months: int) -> date:
    """The same day of the month, that many months earlier, or the month's last day."""
    from calendar import monthrange

    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
