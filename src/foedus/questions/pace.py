"""How often something happened lately and before: the counting that deterrence, attention and dissent share.

Two windows, the time of membership in each, the rate now and whether it rose. What counts as an act is not said here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from foedus.measures.intervals import probability_rate_rose, rate_interval
from foedus.questions.panel import Panel, Window, inside
from foedus.questions.wording import THIN, chance, count_of, day_words, number, rose_words, span_words
from foedus.rows import Row

LEAST_YEARS = 0.99
"""A change is told only where both windows hold about 12 months: an empty week before would look like a fall."""


LEAST_EVENTS = 10
"""A change is told only where the record holds this many events of any kind in the five years before: two a year."""


class Pace(NamedTuple):
    """Rows of the recent and the earlier window, with the years in which they could have happened."""

    recent: list[Row]
    earlier: list[Row]
    recent_years: float
    earlier_years: float
    window: Window
    """From the first day of the earlier window to the last of the recent one."""
    n_before: int
    """Events of any kind that the record holds for the alliance in the earlier window."""

    @property
    def rows(self) -> list[Row]:
        """All rows counted, oldest first."""
        return [*self.earlier, *self.recent]

    @property
    def rate(self) -> float | None:
        """Rows per year lately; None where there was no time for any."""
        return len(self.recent) / self.recent_years if self.recent_years > 0 else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """95% interval of the rate."""
        return rate_interval(len(self.recent), self.recent_years) if self.recent_years > 0 else None

    @property
    def p_rose(self) -> float | None:
        """Probability that the rate rose; None where there is nothing to tell it from."""
        if not self.rows or min(self.recent_years, self.earlier_years) < LEAST_YEARS or self.is_blank_before:
            return None
        return probability_rate_rose(len(self.earlier), self.earlier_years, len(self.recent), self.recent_years)

    @property
    def is_blank_before(self) -> bool:
        """Whether the record hardly follows the earlier window: then few acts in it are no sign that there were few."""
        return self.n_before < LEAST_EVENTS

    @property
    def is_thin(self) -> bool:
        """Whether fewer rows are counted than a reader should rest anything on."""
        return len(self.rows) < THIN

    def change_words(self, what: str = "the rate") -> str:
        """`on these counts the rate very likely rose (probability that it rose 0.93)`, or why that cannot be said."""
        if self.p_rose is not None and self.is_thin:
            return f"too few to call a change (probability that {what} rose, on these counts, {chance(self.p_rose)})"
        if self.p_rose is not None:
            return f"on these counts {what} {rose_words(self.p_rose)} (probability that it rose {chance(self.p_rose)})"
        if min(self.recent_years, self.earlier_years) < LEAST_YEARS:
            return "too short a time to tell a change"
        if self.rows and self.is_blank_before:
            return f"the record holds {count_of(self.n_before, 'event')} of any kind in the time before, too few to tell a change"
        return "with none in either there is no change to tell"

    def words(self, what: str, about: str = "", subject: str = "the rate") -> str:
        """The counts of both windows, the rate and the change, as one phrase; `about` says more of the recent rows."""
        span = f"{span_words(self.recent_years)} to {day_words(self.window.last.isoformat())}"
        if self.rate is None or self.bounds is None:
            return f"no time of membership that the record covers, up to {day_words(self.window.last.isoformat())}"
        low, high = self.bounds
        extra = f"{about}; " if about and self.recent else ""
        return (
            f"{count_of(len(self.recent), what)} in the {span} ({extra}{number(self.rate)} a year, 95% interval "
            f"{number(low)} to {number(high)}), {self._before_words()}; {self.change_words(subject)}"
        )

    def _before_words(self) -> str:
        if self.earlier_years <= 0:
            return "with no earlier time to compare"
        return f"{len(self.earlier) or 'none'} in the {span_words(self.earlier_years)} before"

    def label(self, singular: str) -> str:
        """The counts in a few words."""
        if self.recent_years <= 0:
            return "no time covered"
        before = f" ({len(self.earlier)} in {span_words(self.earlier_years)} before)" if self.earlier_years > 0 else ""
        return f"{count_of(len(self.recent), singular)} in {span_words(self.recent_years)}{before}"


def pace(panel: Panel, rows: Iterable[Row], members: Iterable[str] | None = None) -> Pace:
    """Rows in the recent and the earlier window; time is that of these members together, or the calendar's where None."""
    listed = list(rows)
    recent_years, earlier_years = panel.recent.years, panel.earlier.years
    if members is not None:
        codes = set(members)
        recent_years, earlier_years = (panel.member_years(codes, it) for it in (panel.recent, panel.earlier))
    return Pace(
        inside(listed, panel.recent),
        inside(listed, panel.earlier),
        recent_years,
        earlier_years,
        Window(min(panel.earlier.first, panel.recent.first), panel.recent.last),
        len(inside(panel.events, panel.earlier)),
    )
