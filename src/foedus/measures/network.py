"""Signed networks: how far a set of plus and minus relations is from two camps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

Signs = Mapping[tuple[str, str], int]
"""Alphabetical pairs of nodes, each with +1 or -1; pairs without a relation are left out."""

MOST_NODES = 20


def frustration(nodes: tuple[str, ...], signs: Signs) -> int:
    """Fewest edges whose sign must change for the network to be balanced (Aref and Wilson 2018), exact.

    Nodes join one of two camps in turn, and a split is given up once it is no better than the best found.
    Unit: edges. Raises ValueError above 20 nodes.
    """
    if len(nodes) > MOST_NODES:
        raise ValueError(f"{len(nodes)} nodes are too many to try every split; at most {MOST_NODES}")
    # Nodes with most edges first, so that bad splits show early; nodes without any change nothing.
    degree = Counter(node for pair in signs for node in pair)
    place = {node: index for index, (node, _) in enumerate(degree.most_common())}
    before: list[list[tuple[int, int]]] = [[] for _ in place]
    for (a, b), sign in signs.items():
        near, far = sorted((place[a], place[b]))
        before[far].append((near, sign))
    return _fewest(before, [], 0, len(signs))


def _fewest(before: list[list[tuple[int, int]]], camps: list[int], broken: int, best: int) -> int:
    """The fewest broken edges over all ways to go on from these camps, or `best` where none is below it."""
    if broken >= best:
        return best
    if len(camps) == len(before):
        return broken
    edges = before[len(camps)]
    # Camps have no names, so the first node needs one side only.
    sides = ((sum(camps[near] * camp != sign for near, sign in edges), camp) for camp in ((1, -1) if camps else (1,)))
    for more, camp in sorted(sides):
        best = _fewest(before, [*camps, camp], broken + more, best)
    return best


def triangles(signs: Signs) -> tuple[int, int]:
    """Balanced triangles, whose signs multiply to plus (Cartwright and Harary 1956), and all triangles."""
    nodes = sorted({node for pair in signs for node in pair})
    products = [
        signs[(a, b)] * signs[(b, c)] * signs[(a, c)]
        for a, b, c in combinations(nodes, 3)
        if (a, b) in signs and (b, c) in signs and (a, c) in signs
    ]
    return sum(product > 0 for product in products), len(products)
