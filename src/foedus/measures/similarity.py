"""Similarity of states' votes and of their alliance portfolios, for all dyads at once, by NumPy matrix products.

For a dyad with n common roll calls and votes scored 1 yes, 2 abstain, 3 no:

    agree = share of common votes that are equal
    S     = 1 - 2 * (sum of distances) / (n * largest distance)       Signorino and Ritter (1999), equal weights
    kappa = 1 - D_o / D_e, D_e from each state's own shares of votes   Cohen (1960), weighted: Cohen (1968)
    pi    = 1 - D_o / D_e, D_e from the two states' pooled shares      Scott (1955)

D_o is the mean observed distance, D_e the mean distance if the two voted independently. Distance is |a - b| in names
that end in `_abs` and (a - b)^2 in those that end in `_sq`. S compares with the worst case, so that it is high for any two
states in years when nearly all votes are yes; kappa and pi compare with chance (Häge 2011, who proposed them for this).

Abstention is half-way between yes and no. That is the three-point scale on which S is computed for UN votes (Signorino
and Ritter 1999; Häge 2011): an abstention is a milder disapproval than a no, not a missing opinion (Voeten 2013).
`agree` alone takes the three as mere categories, so that yes against abstain counts as much as yes against no.

Absence is missing, not a fourth position: the roll call is dropped for that dyad only, and the shares of both states are
taken over what is left, so that a state's shares differ from dyad to dyad (Voeten 2013 leaves absences out as well).
Staying away can be meant (Morse and Coggins 2024); whoever wants that must count it elsewhere.

NaN means undefined: no common vote, or for kappa and pi no expected distance, where both cast one and the same vote
throughout. Absent data are never filled. What does not belong here: reading files, choosing roll calls, dates, names.

Cohen 1960, Educ. Psychol. Meas. 20; Cohen 1968, Psychol. Bull. 70; Häge 2011, Political Analysis 19(3); Morse and Coggins
2024, Rev. Int. Organizations 19(3); Scott 1955, Public Opinion Quarterly 19; Signorino and Ritter 1999, International
Studies Quarterly 43; Voeten 2013, in Reinalda (ed.), Routledge Handbook of International Organization.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.measures.agreement import ABSENT, ABSTAIN

Index = NDArray[np.intp]
Floats = NDArray[np.float64]
Floating = NDArray[np.floating]

MOST_EXACT_IN_SINGLE = 1448
"""Roll calls up to which no integer below passes 8 * n^2 <= 2^24, the last that single precision holds exactly."""


@dataclass(frozen=True, slots=True, eq=False)
class VoteMatrix:
    """Votes as a matrix: `votes` (states x roll calls; 0 absent, 1 yes, 2 abstain, 3 no), with the names of both sides.

    `states` and `roll_calls` are sorted; row i of `votes` is `states[i]`, column k is `roll_calls[k]`.
    """

    votes: NDArray[np.int8]
    states: NDArray[Any]
    roll_calls: NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class VoteSimilarity:
    """Similarity of all dyads of a vote matrix; every array has one entry for each dyad, n_states * (n_states - 1) / 2.

    Dyads are the upper triangle row by row: (0, 1), (0, 2), ... (1, 2), ...; `first` < `second` are rows of the matrix.
    `n` counts common votes. `agree` is in 0..1, all others in -1..1, 1 being equal votes throughout; 0 is halfway for
    `s_abs`, and what chance alone would give for kappa and pi. NaN where undefined. Formulas: see the module.
    """

    first: Index
    second: Index
    n: NDArray[np.int32]
    agree: Floats
    s_abs: Floats
    s_sq: Floats
    kappa_abs: Floats
    kappa_sq: Floats
    pi_abs: Floats
    pi_sq: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PortfolioSimilarity:
    """Similarity of all dyads of alliance portfolios; arrays and order of dyads as in `VoteSimilarity`.

    `s_abs`, `s_sq`, `kappa_abs`, `kappa_sq` are over the four values; `pi_nom` is Scott's pi with the values as mere
    categories; `s_bin`, `kappa_bin`, `pi_bin` are over tie or no tie, whatever its value. All in -1..1. NaN where undefined.
    """

    first: Index
    second: Index
    s_abs: Floats
    s_sq: Floats
    kappa_abs: Floats
    kappa_sq: Floats
    pi_nom: Floats
    s_bin: Floats
    kappa_bin: Floats
    pi_bin: Floats


def vote_matrix(states: ArrayLike, roll_calls: ArrayLike, votes: ArrayLike) -> VoteMatrix:
    """The matrix of votes listed one by one: who (`states`), on what (`roll_calls`), and 1 yes, 2 abstain, 3 no.

    A pair that is not listed is absent, 0. Raises ValueError where a state has two votes on one roll call.
    """
    listed = np.asarray(votes)
    rows, row = np.unique(np.asarray(states), return_inverse=True)
    columns, column = np.unique(np.asarray(roll_calls), return_inverse=True)
    times = np.bincount(row * len(columns) + column, minlength=1)
    if times.max() > 1:
        twice_row, twice_column = divmod(int(times.argmax()), len(columns))
        raise ValueError(f"state {rows[twice_row]} has several votes on roll call {columns[twice_column]}; keep one")
    matrix = np.zeros((len(rows), len(columns)), np.int8)
    matrix[row, column] = _checked(listed, "vote", "0 absent, 1 yes, 2 abstain or 3 no")
    return VoteMatrix(matrix, rows, columns)


def vote_similarity(votes: ArrayLike) -> VoteSimilarity:
    """Similarity of all dyads of a matrix of votes: states x roll calls; 0 absent, 1 yes, 2 abstain, 3 no.

    Raises ValueError for another shape or score. Every share is one division of exact whole numbers, so that the order of
    states and of roll calls makes no difference, not even in the last digit.
    """
    matrix = _matrix(votes, "vote", "0 absent, 1 yes, 2 abstain or 3 no")
    first, second, *_ = _dyads(len(matrix))
    sums = _common_sums(matrix)
    n = sums[0].astype(np.int32)
    return VoteSimilarity(first, second, n, *_shares(sums))


def portfolio_similarity(portfolios: ArrayLike) -> PortfolioSimilarity:
    """Similarity of all dyads of alliance portfolios: a matrix of states x partners, all equally weighted.

    Values rank a state's strongest obligation towards each partner (ATOP, after Chiba, Johnson and Leeds 2015): 3 defence
    or offence, 2 neutrality or consultation, 1 non-aggression, 0 none. Give every state of the system as a partner, the
    state itself included, with 3 (Signorino and Ritter 1999). Raises ValueError for another shape or value.
    """
    ties = _matrix(portfolios, "tie", "0 none, 1 non-aggression, 2 neutrality or consultation, 3 defence or offence")
    first, second, *_ = _dyads(len(ties))
    rank = np.arange(4.0)
    gap = np.abs(rank[:, None] - rank)
    tied = np.abs(np.sign(rank)[:, None] - np.sign(rank))
    absolute, squared = _Weighted(ties, gap), _Weighted(ties, gap**2)
    nominal, binary = _Weighted(ties, np.sign(gap)), _Weighted(ties, tied)
    values = (
        *(absolute.s(), squared.s(), absolute.kappa(), squared.kappa(), nominal.pi()),
        *(binary.s(), binary.kappa(), binary.pi()),
    )
    return PortfolioSimilarity(first, second, *(value[first, second] for value in values))


class _Weighted:
    """Measures of all pairs of rows under one symmetric table of distances between the values 0..3; all n x n."""

    def __init__(self, ties: NDArray[np.int8], distance: Floats) -> None:
        n_states, self.n = ties.shape
        is_value = np.eye(4)[ties]
        self.largest = distance.max()
        # The distance of a state's tie from each value, times whether the other state's tie has that value.
        self.observed = distance[ties].reshape(n_states, -1) @ is_value.reshape(n_states, -1).T
        counts = is_value.sum(axis=1)
        self.expected = counts @ distance @ counts.T

    def s(self) -> Floats:
        return _ratio(self.n * self.largest - 2 * self.observed, self.n * self.largest)

    def kappa(self) -> Floats:
        return _ratio(self.expected - self.n * self.observed, self.expected)

    def pi(self) -> Floats:
        own = self.expected.diagonal()
        pooled = (own[:, None] + own + 2 * self.expected) / 4
        return _ratio(pooled - self.n * self.observed, pooled)


def _ratio(above: Floats, below: Floats | float) -> Floats:
    with np.errstate(invalid="ignore"):
        return np.divide(above, below)


@lru_cache(maxsize=64)
def _dyads(n_states: int) -> tuple[Index, Index, Index, Index]:
    """Rows and columns of the upper triangle of an n x n matrix, and its flat places in the matrix and its transpose.

    All results of one size share these arrays, so they are read-only; the 64 sizes kept are at most some 40 MB at 200 states.
    """
    rows, lengths = np.arange(n_states), np.arange(n_states - 1, -1, -1)
    first = np.repeat(rows, lengths)
    second = np.arange(len(first)) - np.repeat(np.cumsum(lengths) - lengths - rows - 1, lengths)
    index = (first, second, first * n_states + second, second * n_states + first)
    for array in index:
        array.flags.writeable = False
    return index


def _matrix(values: ArrayLike, word: str, meaning: str) -> NDArray[np.int8]:
    matrix = np.asarray(values)
    if matrix.ndim != 2:
        raise ValueError(f"a matrix of states x columns is needed, not an array of shape {matrix.shape}")
    return _checked(matrix, word, meaning)


def _checked(values: NDArray[Any], word: str, meaning: str) -> NDArray[np.int8]:
    if not np.issubdtype(values.dtype, np.integer):
        raise ValueError(f"{word}s are whole numbers ({meaning}), not {values.dtype}")
    if values.size and not (values.min() >= 0 and values.max() <= 3):
        raise ValueError(f"{word} {values[(values < 0) | (values > 3)][0]} is not {meaning}")
    return values.astype(np.int8, copy=False)


def _coded(votes: NDArray[np.int8]) -> Floating:
    """Presence, then the square of the vote, then the vote as -1 yes, 0 abstain or absent, 1 no: 3 x n x roll calls."""
    kind = np.float32 if votes.shape[1] <= MOST_EXACT_IN_SINGLE else np.float64
    coded = np.empty((3, *votes.shape), kind)
    here, square, vote = coded
    np.not_equal(votes, ABSENT, out=here, casting="unsafe")
    np.subtract(votes, ABSTAIN, out=vote, casting="unsafe")
    vote *= here
    np.multiply(vote, vote, out=square)
    return coded


def _products(coded: Floating) -> tuple[Floating, Floating]:
    """The five matrix products that hold all that the nine cells of every dyad's contingency table hold.

    3 x n x n sums over common roll calls of 1, (ab)^2, ab, of which BLAS computes one half; 2n x n sums of a^2 and of a.
    """
    _, n_states, n_roll_calls = coded.shape
    return coded @ coded.transpose(0, 2, 1), coded[1:].reshape(2 * n_states, n_roll_calls) @ coded[0].T


def _common_sums(votes: NDArray[np.int8]) -> Floating:
    """Sums of 1, (ab)^2, ab, a^2, a, b^2, b over each dyad's common roll calls, 7 x dyads, exact whole numbers."""
    _, _, above, below = _dyads(len(votes))
    both, one = _products(_coded(votes))
    cells = len(votes) ** 2
    sums = np.empty((7, len(above)), both.dtype)
    # Any other mode writes through a copy; no index is outside.
    both.reshape(3, cells).take(above, axis=1, out=sums[:3], mode="clip")
    one.reshape(2, cells).take(above, axis=1, out=sums[3:5], mode="clip")
    one.reshape(2, cells).take(below, axis=1, out=sums[5:], mode="clip")
    return sums


def _shares(sums: Floating) -> Floats:
    """The seven measures of all dyads, 7 x dyads in the order of `VoteSimilarity`; uses `sums` up as its scratch space.

    For a, b in -1, 0, 1: |a - b| = a^2 + b^2 - ab - (ab)^2; (a - b)^2 = a^2 + b^2 - 2ab; the square is larger by 2 where
    yes meets no, by 0 elsewhere. Up to the last division all are whole numbers, or halves and quarters of such.
    """
    n, alike, above = sums[0], sums[1:3], sums[3:].reshape(2, 2, -1)
    spread = sums[3] + sums[5]
    gaps = (spread - sums[2]) - alike  # absolute, squared
    equal = gaps[1] - gaps[0]
    gaps[1] *= 0.5
    np.subtract(n, gaps, out=alike)
    equal *= 0.5
    equal += alike[0]
    gaps *= n
    gaps[1] *= 2
    spread *= n
    expected = _expected(spread, sums[3:5], sums[5:])
    np.subtract(expected, gaps, out=above)
    shares = np.empty(sums.shape)
    with np.errstate(invalid="ignore"):  # 0 / 0 is the undefined case, and NaN its answer
        np.divide(equal, n, out=shares[0], dtype=np.float64)
        np.divide(alike, n, out=shares[1:3], dtype=np.float64)
        np.divide(above, expected, out=shares[3:].reshape(above.shape), dtype=np.float64)
    return shares


def _expected(spread: Floating, own: Floating, other: Floating) -> Floating:
    """Distances under independence times n^2: 2 (kappa, pi) x 2 (absolute, squared) x dyads.

    Independence makes the mean of ab the product of the means of a and b, each state's own for kappa and the pooled one
    for pi; and so for (ab)^2. `own` holds the sums of a^2 and a, `other` those of b^2 and b.
    """
    products = np.empty((2, *own.shape), own.dtype)
    np.multiply(own, other, out=products[0])
    np.add(own, other, out=products[1])
    products[1] *= 0.5
    products[1] *= products[1]
    rest = spread - products[:, 1]
    return np.subtract(rest[:, None], products, out=products)
