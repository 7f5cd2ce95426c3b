"""Signed networks: how far a set of plus and minus relations is from two camps."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

Signs = Mapping[tuple[str, str], int]
"""Alphabetical pairs of nodes, each with +1 or -1; pairs without a relation are left out."""

MOST_NODES = 20


def frustration(nodes: tuple[str, ...], signs: Signs) -> int:
    """Fewest edges whose sign must change for the network to be balanced (Aref and Wilson 2018), exact.

    Every split of the nodes into two camps is tried. Unit: edges. Raises ValueError above 20 nodes.
    """
    if len(nodes) > MOST_NODES:
        raise ValueError(f"{len(nodes)} nodes are too many to try every split; at most {MOST_NODES}")
    place = {node: index for index, node in enumerate(nodes)}
    edges = [(place[a], place[b], sign) for (a, b), sign in signs.items()]
    return min(
        sum((((split >> a) ^ (split >> b)) & 1) == (sign > 0) for a, b, sign in edges)
        for split in range(1 << max(len(nodes) - 1, 0))
    )


def triangles(signs: Signs) -> tuple[int, int]:
    """Balanced triangles, whose signs multiply to plus (Cartwright and Harary 1956), and all triangles."""
    nodes = sorted({node for pair in signs for node in pair})
    products = [
        signs[(a, b)] * signs[(b, c)] * signs[(a, c)]
        for a, b, c in combinations(nodes, 3)
        if (a, b) in signs and (b, c) in signs and (a, c) in signs
    ]
    return sum(product > 0 for product in products), len(products)
