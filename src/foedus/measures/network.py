"""Signed networks: how far a set of plus and minus relations is from two camps.

The frustration index is the line index of balance of Harary (1959, Behavioral Science 4: 316-323); exact computation is
treated by Aref and Wilson (2018, Journal of Complex Networks 6: 566-595, and 2019, 7: 163-189).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

Signs = Mapping[tuple[str, str], int]
"""Pairs of nodes, each once, with +1 or -1; pairs without a relation are left out. There are no weights."""

MOST_NODES = 28
"""Nodes in one part, after those that hang by one edge are taken off: dense random signs on 28 take a second or two."""


class TooManyNodes(ValueError):
    """A part of a signed network that is too large to be sure of its frustration index."""


def frustration(nodes: tuple[str, ...], signs: Signs) -> int:
    """Fewest edges whose sign must change for the network to be balanced: line index of balance, exact.

    Nodes without edges, or that hang by one edge, change nothing; parts that do not touch add up. In each part nodes join
    one of two camps in turn, and a split is given up once it cannot become better than the best found, however the rest
    join. Unit: edges. Raises `TooManyNodes` where a part keeps more than `MOST_NODES` nodes, ValueError for a pair that is
    no pair of `nodes` or is named twice, or a sign that is not +1 or -1.
    """
    _check(nodes, signs)
    if (largest := largest_part(signs)) > MOST_NODES:
        raise TooManyNodes(f"{largest} nodes hang together, too many to be sure of the fewest; at most {MOST_NODES}")
    return sum(_Part(part, signs).fewest() for part in _parts(signs))


def largest_part(signs: Signs) -> int:
    """Nodes of the largest part that hangs together once nodes with one edge are taken off, again and again; 0 for a forest."""
    return max(map(len, _parts(signs)), default=0)


def _check(nodes: tuple[str, ...], signs: Signs) -> None:
    known = set(nodes)
    for (a, b), sign in signs.items():
        if a == b or a not in known or b not in known:
            raise ValueError(f"({a}, {b}) is no pair of the nodes given")
        if (b, a) in signs:
            raise ValueError(f"the pair of {a} and {b} is named twice")
        if sign not in (1, -1):
            raise ValueError(f"the sign of {a} and {b} is {sign}, which is neither 1 nor -1")


def _parts(signs: Signs) -> list[list[str]]:
    """The connected parts of what is left when nodes with at most one edge are taken off until none is left."""
    around: dict[str, set[str]] = {}
    for a, b in signs:
        around.setdefault(a, set()).add(b)
        around.setdefault(b, set()).add(a)
    hanging = [node for node, others in around.items() if len(others) <= 1]
    while hanging:
        node = hanging.pop()
        for other in around.pop(node, ()):
            around[other].discard(node)
            if len(around[other]) == 1:
                hanging.append(other)
            elif not around[other]:
                del around[other]
    parts = []
    while around:
        reached = [next(iter(around))]
        for node in reached:
            reached += around.pop(node) - set(reached)
        parts.append(sorted(reached))
    return parts


class _Part:
    """A connected part with its signs as sets of bits, and the search for its fewest broken edges."""

    def __init__(self, nodes: list[str], signs: Signs) -> None:
        place = {node: index for index, node in enumerate(nodes)}
        self.friends = [0] * len(nodes)
        self.enemies = [0] * len(nodes)
        self.best = 0
        for (a, b), sign in signs.items():
            if a in place and b in place:
                side = self.friends if sign > 0 else self.enemies
                side[place[a]] |= 1 << place[b]
                side[place[b]] |= 1 << place[a]
                # All in one camp breaks every minus.
                self.best += sign < 0

    def fewest(self) -> int:
        """The fewest broken edges over all splits into two camps."""
        self._go_on(0, 0, (1 << len(self.friends)) - 1, 0)
        return self.best

    def _go_on(self, one: int, other: int, free: int, broken: int) -> None:
        """Lower `best` to the fewest broken edges over all ways to go on from these camps, where that is below it."""
        least, chosen = broken, (-1, 0, 0, 0)
        rest = free
        while rest:
            bit = rest & -rest
            rest ^= bit
            friends, enemies = self.friends[bit.bit_length() - 1], self.enemies[bit.bit_length() - 1]
            in_one = (friends & other).bit_count() + (enemies & one).bit_count()
            in_other = (friends & one).bit_count() + (enemies & other).bit_count()
            # Edges to those placed already are each of one free node, so these costs add up.
            least += min(in_one, in_other)
            # Next comes whoever has most to lose by the wrong camp.
            chosen = max(chosen, (abs(in_one - in_other), bit, in_one, in_other))
        if least >= self.best:
            return
        _, bit, in_one, in_other = chosen
        if not free:
            self.best = broken
            return
        ways = [(in_one, one | bit, other), (in_other, one, other | bit)]
        # Camps have no names, so the first node needs one only.
        for cost, a, b in sorted(ways) if one | other else ways[:1]:
            self._go_on(a, b, free ^ bit, broken + cost)


def triangles(signs: Signs) -> tuple[int, int]:
    """Balanced triangles, whose signs multiply to plus (Cartwright and Harary 1956), and all triangles."""
    nodes = sorted({node for pair in signs for node in pair})
    products = [
        signs[(a, b)] * signs[(b, c)] * signs[(a, c)]
        for a, b, c in combinations(nodes, 3)
        if (a, b) in signs and (b, c) in signs and (a, c) in signs
    ]
    return sum(product > 0 for product in products), len(products)
