"""Agreement of votes by year: of members with the hub of their alliance, or with each other where it has none, beside all states.

A year's figure is known on 1 January of the next: each vote is public on its day. Members are those of 31 December.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.figures.votes import Votes
from foedus.measures.similarity import VoteSimilarity, vote_matrix, vote_similarity
from foedus.rows import Row
from foedus.sources.origin import Known, Origin

MEASURES = {
    "vote_agreement": "agree",
    "vote_s": "s_abs",
    "vote_kappa": "kappa_abs",
    "vote_pi": "pi_abs",
}
"""Names of indicators and the fields of `VoteSimilarity` they hold; distances are absolute throughout."""

COHESION = "vote_cohesion_s"
ALL = "UN members"
UNITS = {"vote_agreement": "share of common votes"}
UNIT = "index -1 to 1"
LEAST_COMMON = 10
"""Below this many common votes a pair has no figure for the year."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """An alliance on 31 December of one year: its code, its hub and its members then."""

    alliance: str
    hub: str | None
    members: tuple[str, ...]


def agreement_rows(
    votes: Votes, hubs: Mapping[str, frozenset[str]], blocs: Mapping[int, Sequence[Bloc]], made: Origin
) -> Iterator[Row]:
    """Indicator rows of every year: each hub with the states given for it and its median over all, then blocs of the year.

    A hub's states are those of all years, so that a member's votes from before it joined can be compared.
    """
    for year in np.unique(votes.years).tolist():
        yield from _Year(votes, year, made).rows(hubs, blocs.get(year, ()))


class _Year:
    """Similarity of all pairs of one year."""

    def __init__(self, votes: Votes, year: int, made: Origin) -> None:
        here = votes.of(year)
        matrix = vote_matrix(here.states.astype(str), here.roll_calls, here.scores)
        self.year, self.made = year, made
        self.known = Known(date(year + 1, 1, 1), "inferred")
        self.places = {str(code): place for place, code in enumerate(matrix.states)}
        self.similarity = vote_similarity(matrix.votes)
        self.enough = self.similarity.n >= LEAST_COMMON
        self.squares: dict[str, NDArray[np.float64]] = {}

    def rows(self, hubs: Mapping[str, frozenset[str]], blocs: Sequence[Bloc]) -> Iterator[Row]:
        for hub in sorted(hubs.keys() & self.places.keys()):
            yield from self._with_hub(hub, hubs[hub])
        for bloc in blocs:
            yield from self._bloc(bloc)
        everyone = self._square("s_abs")[np.triu_indices(len(self.places), 1)]
        if np.isfinite(everyone).any():
            yield self._row(ALL, None, COHESION, float(np.nanmean(everyone)), int(np.isfinite(everyone).sum()))

    def _with_hub(self, hub: str, states: frozenset[str]) -> Iterator[Row]:
        column = self.places[hub]
        for name, field in MEASURES.items():
            values = self._square(field)[column]
            for code in sorted(states - {hub}):
                place = self.places.get(code)
                if place is not None and np.isfinite(values[place]):
                    yield self._row(code, hub, name, float(values[place]), self._common(place, column))
            others = values[np.isfinite(values)]
            if others.size:
                yield self._row(ALL, hub, name, float(np.median(others)), int(others.size))

    def _bloc(self, bloc: Bloc) -> Iterator[Row]:
        here = [self.places[code] for code in bloc.members if code in self.places]
        if len(here) < 2:
            return
        square = self._square("s_abs")[np.ix_(here, here)]
        pairs = square[np.triu_indices(len(here), 1)]
        if np.isfinite(pairs).any():
            n = int(np.isfinite(pairs).sum())
            yield self._row(bloc.alliance, None, COHESION, float(np.nanmean(pairs)), n)
        if bloc.hub is None and len(here) > 2:
            for place, values in zip(here, square, strict=True):
                if np.isfinite(values).any():
                    n = int(np.isfinite(values).sum())
                    code = next(one for one in bloc.members if self.places.get(one) == place)
                    yield self._row(code, bloc.alliance, "vote_s", float(np.nanmean(values)), n)

    def _square(self, field: str) -> NDArray[np.float64]:
        """One measure as a matrix of states by states; NaN on the diagonal and where common votes are too few."""
        if field not in self.squares:
            found: VoteSimilarity = self.similarity
            square = np.full((len(self.places), len(self.places)), np.nan)
            values = np.where(self.enough, getattr(found, field), np.nan)
            square[found.first, found.second] = square[found.second, found.first] = values
            self.squares[field] = square
        return self.squares[field]

    def _common(self, one: int, other: int) -> int:
        first, second = min(one, other), max(one, other)
        # Dyads are listed row by row of the upper triangle.
        n = len(self.places)
        return int(self.similarity.n[first * n - first * (first + 1) // 2 + second - first - 1])

    def _row(self, subject: str, partner: str | None, name: str, value: float, n: int) -> Row:
        return self.made.row(
            f"votes of {self.year}",
            self.known,
            subject=subject,
            partner=partner,
            year=self.year,
            name=name,
            value=round(value, 4),
            unit=UNITS.get(name, UNIT),
            n_cases=n,
        )
