"""Balance of signed networks: cases worked by hand, and equality with trying every change of signs."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.measures.network import MOST_NODES, Signs, TooManyNodes, frustration, largest_part, triangles


def test_friends_with_a_common_enemy_are_balanced() -> None:
    signs = {("A", "B"): 1, ("A", "C"): -1, ("B", "C"): -1}
    assert triangles(signs) == (1, 1)
    assert frustration(("A", "B", "C"), signs) == 0


def test_three_enemies_are_not() -> None:
    signs = {("A", "B"): -1, ("A", "C"): -1, ("B", "C"): -1}
    assert triangles(signs) == (0, 1)
    assert frustration(("A", "B", "C"), signs) == 1


def test_no_relations_no_frustration() -> None:
    assert triangles({}) == (0, 0)
    assert frustration(("A", "B"), {}) == 0
    assert frustration((), {}) == 0


NODES = ("A", "B", "C", "D", "E")


@given(st.dictionaries(st.sampled_from(list(combinations(NODES, 2))), st.sampled_from((1, -1))))
def test_frustration_is_the_fewest_changed_signs(signs: Signs) -> None:
    pairs = list(signs)

    def is_balanced(changed: tuple[tuple[str, str], ...]) -> bool:
        camp: dict[str, int] = {}
        edges = {pair: -sign if pair in changed else sign for pair, sign in signs.items()}

        def spread(node: str, side: int) -> bool:
            if node in camp:
                return camp[node] == side
            camp[node] = side
            around = [(b if a == node else a, s) for (a, b), s in edges.items() if node in (a, b)]
            return all(spread(other, side * sign) for other, sign in around)

        return all(node in camp or spread(node, 1) for node in NODES)

    fewest = next(n for n in range(len(pairs) + 1) if any(is_balanced(some) for some in combinations(pairs, n)))
    assert frustration(NODES, signs) == fewest


def test_twenty_nodes_in_two_camps_are_answered_at_once() -> None:
    # 190 edges that fit two camps of ten, but for one: trying all 524,288 splits edge by edge would take a minute.
    nodes = tuple(f"N{i:02}" for i in range(20))
    signs = {(a, b): 1 if (a < "N10") == (b < "N10") else -1 for a, b in combinations(nodes, 2)}
    signs[("N03", "N07")] = -1
    assert frustration(nodes, signs) == 1


def test_a_dense_part_that_is_too_large_is_refused_and_a_large_sparse_network_is_not() -> None:
    nodes = tuple(map(str, range(100, 400)))
    dense = dict.fromkeys(combinations(nodes[: MOST_NODES + 1], 2), -1)
    assert largest_part(dense) == MOST_NODES + 1
    with pytest.raises(TooManyNodes, match="29 nodes hang together"):
        frustration(nodes, dense)
    # Ninety-nine triangles of enemies, each with one sign too many, side by side; then one long path, which hangs by its ends.
    triangles_of = [nodes[i : i + 3] for i in range(0, 297, 3)]
    sparse = {pair: -1 for three in triangles_of for pair in combinations(three, 2)}
    assert frustration(nodes, sparse) == 99
    assert frustration(nodes, dict.fromkeys(pairwise(nodes), -1)) == 0
    assert largest_part(dict.fromkeys(pairwise(nodes), -1)) == 0


@pytest.mark.parametrize(
    ("signs", "words"),
    [
        ({("A", "A"): 1}, "no pair"),
        ({("A", "X"): 1}, "no pair"),
        ({("A", "B"): 1, ("B", "A"): 1}, "named twice"),
        ({("A", "B"): 2}, "neither 1 nor -1"),
        ({("A", "B"): 0}, "neither 1 nor -1"),
    ],
)
def test_what_is_no_signed_network_is_refused(signs: Signs, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        frustration(("A", "B"), signs)


@st.composite
def networks(draw: st.DrawFn) -> tuple[tuple[str, ...], dict[tuple[str, str], int]]:
    """Up to 14 nodes with any mixture of plus, minus and no edge, isolated nodes and parts that do not touch included."""
    n = draw(st.integers(0, 14))
    nodes = tuple(f"N{i:02}" for i in range(n))
    kinds = draw(st.sampled_from([(0, 1, -1), (1, -1), (0, 0, 0, 1, -1), (-1, 0), (-1, -1, -1, 1)]))
    pairs = list(combinations(nodes, 2))
    drawn = draw(st.lists(st.sampled_from(kinds), min_size=len(pairs), max_size=len(pairs)))
    return nodes, {pair: sign for pair, sign in zip(pairs, drawn, strict=True) if sign}


def by_every_split(nodes: tuple[str, ...], signs: Signs) -> int:
    """The definition: over all splits into two camps, the fewest plus edges between them and minus edges within."""
    place = {node: i for i, node in enumerate(nodes)}
    edges = [(1 << place[a], 1 << place[b], sign) for (a, b), sign in signs.items()]
    return min(
        sum((bool(camp & a) == bool(camp & b)) != (sign > 0) for a, b, sign in edges)
        for camp in range(1 << max(0, len(nodes) - 1))
    )


@settings(max_examples=30, deadline=None)
@given(networks())
def test_frustration_is_that_of_every_split_tried(network: tuple[tuple[str, ...], dict[tuple[str, str], int]]) -> None:
    nodes, signs = network
    assert frustration(nodes, signs) == by_every_split(nodes, signs)


@settings(max_examples=60, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_names_order_and_switching_change_nothing(
    network: tuple[tuple[str, ...], dict[tuple[str, str], int]], random: Random
) -> None:
    nodes, signs = network
    switched = {node for node in nodes if random.random() < 0.5}
    # Turning all signs of a node moves it to the other camp of every split, and keeps what is broken.
    turned = {(b, a): s if (a in switched) == (b in switched) else -s for (a, b), s in reversed(signs.items())}
    assert frustration(tuple(reversed(nodes)), turned) == frustration(nodes, signs)
