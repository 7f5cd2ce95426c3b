"""Landscape theory (Axelrod and Bennett 1993): which two sides actors take that would like some and not others beside them.

Symbols: `s_i` strength of actor i, `p_ij` propensity of i and j to be on one side (negative: to be on two), symmetric;
`d_ij` 1 where i and j are on different sides, else 0. Frustration of i: `F_i = sum_j s_i s_j p_ij d_ij`; energy:
`E = sum_i F_i`, so that every pair counts twice. Axelrod and Bennett write the frustration without `s_i` and put it
into the energy; the row sum used here is that of Axelrod and Furnas's Syria 2016 case. Low energy is a split that keeps
likers together and dislikers apart. A local minimum is a split from which no actor, alone, can lower the energy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

MOST_LISTED = 24
"""Actors for which the energy of every split is listed: 2**23 numbers, 64 MB."""

MOST_FLOWED = 20
"""Actors for which the basins of the minima are measured by default: 2**19 splits."""

MOST_ACTORS = 64
"""Actors for which local minima are looked for; the work, not this number, is the limit that dense cases meet."""

SAME = 1e-9
"""Energies closer than this share of all weights together are the same: sums of decimal fractions leave dust."""


class BadLandscape(FoedusError):
    """Actors, strengths or propensities that make no landscape."""


class Minimum(NamedTuple):
    """A local minimum: no actor, alone, lowers the energy by changing sides."""

    sides: tuple[tuple[str, ...], tuple[str, ...]]
    """Both sides, each in the order of the actors; the first holds the first actor, the second may be empty."""
    energy: float
    """`E`, in units of strength squared times propensity; 0 is everybody on one side."""
    frustration: dict[str, float]
    """`F_i` by actor: above 0 it is kept from those it would be with, below 0 it is rid of those it would not."""
    barrier: dict[str, float]
    """By actor, how much the energy rises if this one alone changes sides; never below 0."""
    is_strict: bool
    """Whether every single change of side raises the energy; else some leave it as it is."""
    basin: float | None
    """Share of all splits from which the steepest single moves end here; None where not measured."""


@dataclass(frozen=True, eq=False)
class Landscape:
    """Actors with strengths and propensities; made by `landscape`, which checks them."""

    actors: tuple[str, ...]
    strengths: tuple[float, ...]
    propensities: tuple[tuple[float, ...], ...]
    """Symmetric, by the order of the actors; the diagonal is 0."""

    @property
    def n_splits(self) -> int:
        """How many ways there are to split the actors into two sides without names, all on one side included."""
        return 1 << max(0, len(self.actors) - 1)

    def energy(self, side: Sequence[str]) -> float:
        """The energy of the split into these actors and all others."""
        return sum(self.frustration(side).values())

    def frustration(self, side: Sequence[str]) -> dict[str, float]:
        """Frustration by actor in the split into these actors and all others."""
        signs = self._signs(side)
        apart = [[a != b for b in signs] for a in signs]
        return {
            actor: float(sum(w for w, is_apart in zip(row, cut, strict=True) if is_apart))
            for actor, row, cut in zip(self.actors, self._weights, apart, strict=True)
        }

    def barrier(self, side: Sequence[str]) -> dict[str, float]:
        """By actor, the change of the energy if it alone changes sides, from the split into these actors and all others."""
        signs = self._signs(side)
        return {
            actor: 2.0 * own * sum(w * sign for w, sign in zip(row, signs, strict=True))
            for actor, row, own in zip(self.actors, self._weights, signs, strict=True)
        }

    def energies(self) -> Numbers:
        """The energy of every split, as float64: bit k - 1 of the index is the side of actor k, the first is on side 0.

        Raises `BadLandscape` above `MOST_LISTED` actors.
        """
        import numpy as np

        if len(self.actors) > MOST_LISTED:
            raise BadLandscape(
                f"the energies of {len(self.actors)} actors are too many to list; give at most {MOST_LISTED}"
            )
        weights = self._matrix
        found = np.zeros(1)
        for k in range(1, len(self.actors)):
            # The pull of those before on actor k, for every split of them, built by doubling as the energies are.
            pull = np.full(1, weights[k, 0])
            for j in range(1, k):
                pull = np.concatenate((pull + weights[k, j], pull - weights[k, j]))
            total = weights[k, :k].sum()
            found = np.concatenate((found + (total - pull), found + (total + pull)))
        return found

    def frustrations(self) -> Numbers:
        """Frustration of every actor (columns) in every split (rows, numbered as in `energies`), as float64."""
        import numpy as np

        if len(self.actors) > MOST_FLOWED:
            raise BadLandscape(
                f"the frustrations of {len(self.actors)} actors are too many to list; give at most {MOST_FLOWED}"
            )
        signs = self._all_signs()
        weights = self._matrix
        return np.asarray((weights.sum(axis=1) - signs * (signs @ weights)) / 2)

    def minima(self, *, with_basins: bool | None = None) -> list[Minimum]:
        """Every local minimum, lowest energy first, exact; `with_basins` is by default up to `MOST_FLOWED` actors.

        Raises `BadLandscape` where there are too many actors, minima or splits to look through.
        """
        from foedus.whatif.minima import basins, local_minima

        if len(self.actors) > MOST_ACTORS:
            raise BadLandscape(f"{len(self.actors)} actors are too many for all minima; give at most {MOST_ACTORS}")
        signs = local_minima(self._matrix, self.dust)
        flows = len(self.actors) <= MOST_FLOWED if with_basins is None else with_basins
        shares = basins(self.energies(), signs, self.dust) if flows else [None] * len(signs)
        found = [self._minimum(row.tolist(), share) for row, share in zip(signs, shares, strict=True)]
        return sorted(found, key=lambda it: (it.energy, it.sides))

    @cached_property
    def dust(self) -> float:
        """Differences of energy up to this are none."""
        return SAME * sum(abs(w) for row in self._weights for w in row)

    @cached_property
    def _weights(self) -> list[list[float]]:
        """`s_i s_j p_ij`."""
        return [
            [a * b * p for b, p in zip(self.strengths, row, strict=True)]
            for a, row in zip(self.strengths, self.propensities, strict=True)
        ]

    @cached_property
    def _matrix(self) -> Numbers:
        import numpy as np

        return np.array(self._weights, dtype=np.float64).reshape(len(self.actors), len(self.actors))

    def _signs(self, side: Sequence[str]) -> list[int]:
        unknown = sorted(set(side) - set(self.actors))
        if unknown:
            raise BadLandscape(f"{unknown[0]} is no actor of this landscape; its actors are {', '.join(self.actors)}")
        chosen = set(side)
        return [-1 if actor in chosen else 1 for actor in self.actors]

    def _all_signs(self) -> Numbers:
        import numpy as np

        index = np.arange(self.n_splits)[:, None]
        bits = (index >> np.arange(max(0, len(self.actors) - 1))) & 1
        first = np.zeros((self.n_splits, min(1, len(self.actors))), dtype=bits.dtype)
        return 1.0 - 2.0 * np.concatenate((first, bits), axis=1)

    def _minimum(self, signs: list[int], basin: float | None) -> Minimum:
        first = tuple(actor for actor, sign in zip(self.actors, signs, strict=True) if sign > 0)
        second = tuple(actor for actor, sign in zip(self.actors, signs, strict=True) if sign < 0)
        frustration = self.frustration(second)
        barrier = {actor: 0.0 if abs(it) <= self.dust else it for actor, it in self.barrier(second).items()}
        return Minimum(
            sides=(first, second),
            energy=sum(frustration.values()),
            frustration=frustration,
            barrier=barrier,
            is_strict=all(it > 0 for it in barrier.values()),
            basin=basin,
        )


def landscape(
    actors: Sequence[str],
    propensities: Sequence[Sequence[float]] | Mapping[tuple[str, str], float],
    strengths: Sequence[float] | Mapping[str, float] | None = None,
) -> Landscape:
    """A landscape of actors, from a symmetric matrix of propensities or from those of pairs (a pair without one: 0).

    Propensities are any numbers, above 0 for those that would be on one side; strengths are at least 0, by default 1.
    Raises `BadLandscape` for what does not fit.
    """
    if len(set(actors)) < len(actors):
        double = next(actor for actor in actors if list(actors).count(actor) > 1)
        raise BadLandscape(f"actor {double} is named twice; name each actor once")
    if isinstance(propensities, Mapping):
        matrix = _of_pairs(actors, propensities)
    else:
        matrix = [[float(p) for p in row] for row in propensities]
    _check(actors, matrix)
    return Landscape(tuple(actors), _strengths(actors, strengths), tuple(map(tuple, matrix)))


def _of_pairs(actors: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> list[list[float]]:
    place = {actor: index for index, actor in enumerate(actors)}
    matrix = [[0.0] * len(actors) for _ in actors]
    for (a, b), p in pairs.items():
        if a not in place or b not in place:
            raise BadLandscape(f"the propensity of {a} and {b} names an actor that is not listed; list both")
        if (b, a) in pairs and pairs[(b, a)] != p:
            raise BadLandscape(f"{a} and {b} have two propensities, {p} and {pairs[(b, a)]}; give one")
        matrix[place[a]][place[b]] = matrix[place[b]][place[a]] = float(p)
    return matrix


def _check(actors: Sequence[str], matrix: list[list[float]]) -> None:
    if len(matrix) != len(actors) or any(len(row) != len(actors) for row in matrix):
        raise BadLandscape(f"{len(actors)} actors need {len(actors)} rows of {len(actors)} propensities")
    for i, a in enumerate(actors):
        if matrix[i][i] != 0:
            raise BadLandscape(f"{a} has a propensity towards itself, {matrix[i][i]:g}; the diagonal must be 0")
        for j in range(i):
            if not abs(matrix[i][j]) < float("inf"):
                raise BadLandscape(f"the propensity of {a} and {actors[j]} is {matrix[i][j]}; give a finite number")
            if matrix[i][j] != matrix[j][i]:
                told = f"{matrix[i][j]:g} and {matrix[j][i]:g}"
                raise BadLandscape(f"the propensities of {a} and {actors[j]} differ by direction, {told}; give one")


def _strengths(actors: Sequence[str], given: Sequence[float] | Mapping[str, float] | None) -> tuple[float, ...]:
    if isinstance(given, Mapping):
        unknown = sorted(set(given) - set(actors))
        if unknown:
            raise BadLandscape(f"{unknown[0]} has a strength but is no actor; the actors are {', '.join(actors)}")
        found = [float(given.get(actor, 1.0)) for actor in actors]
    else:
        found = [1.0] * len(actors) if given is None else [float(it) for it in given]
    if len(found) != len(actors):
        raise BadLandscape(f"{len(actors)} actors need as many strengths, not {len(found)}")
    for actor, it in zip(actors, found, strict=True):
        if not 0 <= it < float("inf"):
            raise BadLandscape(f"the strength of {actor} is {it:g}; give a finite number of at least 0")
    return tuple(found)
