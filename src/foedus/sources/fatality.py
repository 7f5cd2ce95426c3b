"""Fatality levels of the Militarized Interstate Disputes as deaths: of one state, and of a pair where they can be told."""

from __future__ import annotations

from dataclasses import dataclass

BANDS: dict[int, tuple[int, int | None] | None] = {
    0: (0, 0),
    1: (1, 25),
    2: (26, 100),
    3: (101, 250),
    4: (251, 500),
    5: (501, 999),
    6: (1000, None),
    -9: None,
}
"""Levels of the codebook as lowest and highest deaths; the last level has no upper end, -9 is missing."""


@dataclass(frozen=True, slots=True)
class Losses:
    """One state's deaths in a dispute: the level, and the number where the data state it."""

    level: int
    exact: int | None

    @property
    def best(self) -> int | None:
        """The number stated; none lost is a number too."""
        return self.exact if self.exact is not None else 0 if self.level == 0 else None

    @property
    def low(self) -> int | None:
        """The lowest number; None where the level is missing."""
        band = BANDS[self.level]
        return self.best if self.best is not None else band[0] if band else None

    @property
    def high(self) -> int | None:
        """The highest number; None where it is missing or has no upper end."""
        band = BANDS[self.level]
        return self.best if self.best is not None else band[1] if band else None

    @property
    def words(self) -> str:
        """The losses in words, for a note."""
        if self.best is not None:
            return f"{self.best} deaths" if self.best else "no deaths"
        if self.low is None:
            return "deaths not known"
        return f"{self.low} to {self.high} deaths" if self.high is not None else f"{self.low} deaths or more"


def of_pair(one: Losses, other: Losses, is_bilateral: bool) -> tuple[int | None, int | None, int | None]:
    """Lowest, best and highest deaths of two opponents together.

    In a dispute of more than two states only "none at all" can be said of a pair, for each state's deaths are those of the
    whole dispute. A missing side counts as at least 0, and leaves best and highest empty.
    """
    both = (one, other)
    if not is_bilateral and any(losses.best != 0 for losses in both):
        return None, None, None
    lows = [losses.low for losses in both if losses.low is not None]
    return sum(lows) if lows else None, _sum(one.best, other.best), _sum(one.high, other.high)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
