"""Balance of signed networks: cases worked by hand, and equality with trying every change of signs."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.network import Signs, frustration, triangles


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


def test_too_many_nodes_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        frustration(tuple(map(str, range(21))), {})
