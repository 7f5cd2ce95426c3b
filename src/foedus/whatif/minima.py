"""The search for local minima of a landscape: every one of them, without looking at every split.

Actors take sides one after another. As soon as one that has taken a side would rather be on the other, whatever those
still to come do, no split that goes on from there is a local minimum, and none of them is looked at; the same for two
that cannot both be content. What is left after the last actor is exactly the set of local minima. Many beginnings are
followed at once as rows of arrays, in blocks, so that memory is bounded whatever the landscape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

BLOCK = 1 << 13
"""Beginnings followed at once: some 2 MB for 24 actors, and at most one block waits for each actor."""

MOST_MINIMA = 20_000
MOST_BEGINNINGS = 100_000_000
"""Where the search stops and says so: about a minute of work."""


class TooMany(FoedusError):
    """A landscape whose minima, or the beginnings that lead to them, are too many."""


class _Block(NamedTuple):
    """Beginnings of equal length: sides taken (1 or -1, 0 not yet) and the pull on each actor so far."""

    length: int
    signs: Numbers
    pulls: Numbers


def local_minima(weights: Numbers, dust: float) -> Numbers:
    """Rows of 1 and -1, one for each local minimum, the first actor at 1; `weights` is symmetric with diagonal 0.

    Differences of energy up to `dust` are none, so a split on a plateau without a way down is a minimum. Raises `TooMany`.
    """
    import numpy as np

    n = len(weights)
    if not n:
        return np.ones((1, 0), np.int8)
    # The strongest first: whoever pulls most settles soonest what the others can do.
    order = np.argsort(-abs(weights).sum(axis=1), kind="stable")
    ordered = weights[np.ix_(order, order)]
    # What those after actor k can still do to each actor at most.
    to_come = np.concatenate((np.cumsum(abs(ordered)[:, ::-1], axis=1)[:, ::-1], np.zeros((n, 1))), axis=1)
    stack = [_Block(1, np.ones((1, 1), np.int8), ordered[None, 0].copy())]
    found: list[Numbers] = []
    n_found = n_seen = 0
    while stack:
        block = stack.pop()
        if block.length == n:
            found.append(block.signs)
            n_found += len(block.signs)
        elif len(block.signs) > BLOCK:
            stack += [_Block(block.length, s, p) for s, p in _halves(block)]
        else:
            longer = _with_next(block, ordered, to_come[:, block.length + 1], dust)
            n_seen += 2 * len(block.signs)
            if len(longer.signs):
                stack.append(longer)
        _stop_in_time(n, n_found, n_seen)
    return _in_first_order(np.concatenate(found), order)


def _halves(block: _Block) -> list[tuple[Numbers, Numbers]]:
    middle = len(block.signs) // 2
    return [(block.signs[:middle], block.pulls[:middle]), (block.signs[middle:], block.pulls[middle:])]


def _with_next(block: _Block, weights: Numbers, to_come: Numbers, dust: float) -> _Block:
    """The beginnings that go on with the next actor on either side and may still end in a minimum."""
    import numpy as np

    k = block.length
    both = []
    for sign in (1, -1):
        pulls = block.pulls + sign * weights[k]
        signs = np.concatenate((block.signs, np.full((len(block.signs), 1), sign, np.int8)), axis=1)
        longer = _hopeful_alone(_Block(k + 1, signs, pulls), to_come, dust)
        both.append(_hopeful_in_pairs(longer, weights, dust))
    return _Block(k + 1, *(np.concatenate([it[field] for it in both]) for field in (1, 2)))


def _hopeful_alone(block: _Block, to_come: Numbers, dust: float) -> _Block:
    """Those in which no actor would rather be on the other side whatever the actors to come do."""
    k = block.length
    # Changing sides raises the energy by twice this; twice the dust would be no rise.
    kept = (block.signs * block.pulls[:, :k] + to_come[:k] >= -dust / 2).all(axis=1)
    return _Block(k, block.signs[kept], block.pulls[kept])


def _hopeful_in_pairs(block: _Block, weights: Numbers, dust: float) -> _Block:
    """Those in which the last actor and each before it may both be content with their sides.

    Whoever comes pulls both: two on different sides cannot both win by a third that likes both. Without this, actors who
    all like each other would be followed through nearly every split.
    """
    import numpy as np

    last = block.length - 1
    after = weights[:, block.length :]
    together = abs(after[:last] + after[last]).sum(axis=1)
    apart = abs(after[:last] - after[last]).sum(axis=1)
    own = block.signs * block.pulls[:, : block.length]
    most = np.where(block.signs[:, :last] == block.signs[:, last:], together, apart)
    kept = (own[:, :last] + own[:, last:] + most >= -dust).all(axis=1)
    return _Block(block.length, block.signs[kept], block.pulls[kept])


def _stop_in_time(n: int, n_found: int, n_seen: int) -> None:
    if n_found > MOST_MINIMA:
        raise TooMany(
            f"these {n} actors have more than {MOST_MINIMA:,} local minima; leave out actors without propensities"
        )
    if n_seen > MOST_BEGINNINGS:
        raise TooMany(f"the minima of these {n} actors take too long to find; leave out some actors")


def _in_first_order(signs: Numbers, order: Numbers) -> Numbers:
    """Columns as the actors were given, and the first actor at 1."""
    import numpy as np

    back = np.empty_like(signs)
    back[:, order] = signs
    return np.asarray(back * back[:, :1])


def basins(energies: Numbers, minima: Numbers, dust: float) -> list[float | None]:
    """For each minimum, the share of all splits from which steepest single moves end in it.

    `energies` are numbered as in `Landscape.energies`. Of equal moves that of the first actor is made. Where minima share a
    plateau, a split counts for the one it comes to first.
    """
    import numpy as np

    ends = _steepest(energies, minima.shape[1], dust)
    while True:
        further = ends[ends]
        if (further == ends).all():
            break
        ends = further
    count = np.bincount(ends, minlength=len(energies))
    numbers = (minima[:, 1:] < 0) @ (1 << np.arange(max(0, minima.shape[1] - 1)))
    return [float(it) for it in count[numbers] / len(energies)]


def _steepest(energies: Numbers, n: int, dust: float) -> Numbers:
    """For each split the one to which its steepest single move leads, or itself where no move lowers the energy."""
    import numpy as np

    here = np.arange(len(energies), dtype=np.int32)
    best, least = here.copy(), energies - dust
    for actor in range(n):
        # Sides have no names: the first actor changing sides is all others changing.
        there = here ^ (len(energies) - 1 if actor == 0 else 1 << (actor - 1))
        lower = energies[there] < least
        best[lower], least[lower] = there[lower], energies[there][lower]
    return best
