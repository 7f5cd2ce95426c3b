"""Roll-call votes as arrays: what all figures of votes are computed from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.rows import Row
from foedus.states.actors import actor

SCORES = {"yes": 1, "abstain": 2, "no": 3}
LEAST_ROLL_CALLS = 20
"""Years with fewer roll calls have no figures: 1964 had one, and of 2024 the data hold a handful."""


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Votes cast, one entry a vote: the state's code in that year, the same actor through all its codes, year, roll call, score.

    `scores` are 1 yes, 2 abstain, 3 no; who was absent has no entry. Years with too few roll calls are left out.
    """

    states: NDArray[Any]
    actors: NDArray[Any]
    years: NDArray[np.int64]
    roll_calls: NDArray[np.int64]
    scores: NDArray[np.int64]

    def up_to(self, year: int) -> Votes:
        """The votes of this year and those before."""
        return self._where(self.years <= year)

    def of(self, year: int) -> Votes:
        """The votes of one year."""
        return self._where(self.years == year)

    def _where(self, chosen: NDArray[np.bool_]) -> Votes:
        return Votes(
            self.states[chosen],
            self.actors[chosen],
            self.years[chosen],
            self.roll_calls[chosen],
            self.scores[chosen],
        )


def from_rows(rows: Iterable[tuple[str, Row]]) -> Votes:
    """Votes from `(table, row)` pairs as `foedus.sources.un_votes` makes them; other tables are passed over."""
    numbers: dict[str, int] = {}
    found: list[tuple[str, str, int, int, int]] = []
    for table, row in rows:
        if table == "vote" and row["vote"] in SCORES:
            year = int(row["voted_on"][:4])
            call = numbers.setdefault(row["resolution_id"], len(numbers))
            found.append((row["member"], actor(row["member"], year), year, call, SCORES[row["vote"]]))
    states, actors, years, calls, scores = zip(*found, strict=True) if found else ((), (), (), (), ())
    votes = Votes(
        np.array(states, dtype=object),
        np.array(actors, dtype=object),
        np.array(years, np.int64),
        np.array(calls, np.int64),
        np.array(scores, np.int64),
    )
    of_year = dict(zip(votes.roll_calls.tolist(), votes.years.tolist(), strict=True))
    counted = np.bincount(np.array(list(of_year.values()), np.int64), minlength=1)
    return votes._where(counted[votes.years] >= LEAST_ROLL_CALLS) if found else votes
