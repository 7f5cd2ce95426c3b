"""Landscape theory: the published Syria case, and equality with the definition on every split."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.measures.network import frustration as frustration_index
from foedus.whatif import minima as search
from foedus.whatif.landscape import BadLandscape, Landscape, landscape
from tests.whatif.syria import ACTORS, OPTIMA, PROPENSITIES, ROWS, STRENGTHS


def syria(scenario: str) -> Landscape:
    return landscape(ACTORS, PROPENSITIES, STRENGTHS[scenario])


def sides_of(index: int, actors: tuple[str, ...]) -> list[str]:
    """The side without the first actor in a split of this number."""
    return [actor for k, actor in enumerate(actors[1:]) if index >> k & 1]


@pytest.mark.parametrize("scenario", STRENGTHS)
def test_the_published_optima_of_syria(scenario: str) -> None:
    lowest, other_side, us_alone = OPTIMA[scenario]
    made = syria(scenario)
    energies = made.energies()
    assert len(energies) == made.n_splits == 1024
    assert energies.min() == lowest
    (only,) = made.minima()
    assert (only.energy, set(only.sides[1]), only.is_strict, only.basin) == (lowest, other_side, True, 1.0)
    assert "US" in only.sides[0]
    assert made.energy(["US"]) == us_alone
    assert made.energy([]) == made.energy(ACTORS) == 0


@pytest.mark.parametrize(("with_us", "energy", "frustrations"), ROWS)
def test_published_energies_and_frustrations_of_single_splits(
    with_us: tuple[str, ...], energy: int, frustrations: tuple[int, ...]
) -> None:
    made = syria("base")
    assert made.energy(["US", *with_us]) == energy
    assert made.frustration(["US", *with_us]) == dict(zip(ACTORS, frustrations, strict=True))


@pytest.mark.parametrize("scenario", STRENGTHS)
def test_all_energies_and_frustrations_of_syria_follow_from_the_definition(scenario: str) -> None:
    """Both scenarios: 2 * 1,024 * (1 energy + 11 frustrations) = 24,576 numbers, each by a loop over ordered pairs."""
    made, strength = syria(scenario), STRENGTHS[scenario]
    energies, frustrations = made.energies(), made.frustrations()
    n_checked = 0
    for index in range(1024):
        apart = [0] + [index >> k & 1 for k in range(10)]
        rows = [
            sum(strength[i] * strength[j] * PROPENSITIES[i][j] for j in range(11) if apart[i] != apart[j])
            for i in range(11)
        ]
        assert frustrations[index].tolist() == rows
        assert energies[index] == sum(rows)
        n_checked += 12
    assert n_checked == 24_576 // 2


def test_the_retyped_case_is_that_of_the_shared_file(shared: Path) -> None:
    told = json.loads((shared / "data" / "checks" / "landscape_syria.json").read_text())
    assert tuple(told["actors"]) == ACTORS
    assert [[it and it - 3 for it in row] for row in told["raw"]] == PROPENSITIES
    assert {name.replace(" ", "_").lower(): list(it) for name, it in STRENGTHS.items()} == told["strength"]


@st.composite
def landscapes(draw: st.DrawFn, most: int = 9) -> Landscape:
    n = draw(st.integers(0, most))
    # Whole numbers, so that ties and plateaus are many; or decimal fractions, so that sums leave dust.
    number: st.SearchStrategy[Any] = draw(st.sampled_from([st.integers(-2, 2), st.sampled_from((-0.3, 0.1, 0.2, 0.7))]))
    pairs = {(str(i), str(j)): draw(number) for i, j in combinations(range(n), 2)}
    strengths = draw(st.lists(st.sampled_from((0, 1, 2, 0.5)), min_size=n, max_size=n))
    return landscape([str(i) for i in range(n)], pairs, strengths)


@settings(max_examples=50, deadline=None)
@given(landscapes(most=6))
def test_minima_are_those_of_every_split_tried(made: Landscape) -> None:
    energies = made.energies()
    wanted = {}
    for index in range(made.n_splits):
        side = sides_of(index, made.actors)
        assert made.energy(side) == pytest.approx(energies[index], abs=1e-9)
        moved = {a: made.energy(sorted(set(side) ^ {a})) - made.energy(side) for a in made.actors}
        assert made.barrier(side) == pytest.approx(moved, abs=1e-9)
        if all(it >= -1e-9 for it in moved.values()):
            wanted[frozenset(side)] = moved
    found = made.minima()
    assert {frozenset(it.sides[1]) for it in found} == set(wanted)
    assert len(found) == len(wanted)
    assert [it.energy for it in found] == sorted(it.energy for it in found)
    for it in found:
        assert it.barrier == pytest.approx(wanted[frozenset(it.sides[1])], abs=1e-9)
        assert it.is_strict == all(rise > 1e-9 for rise in it.barrier.values())
    assert found[0].energy == pytest.approx(energies.min(), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(landscapes())
def test_every_split_ends_in_one_minimum(made: Landscape) -> None:
    shares = [it.basin for it in made.minima()]
    assert all(it is not None and it > 0 for it in shares)
    assert sum(it or 0 for it in shares) == pytest.approx(1)


@settings(max_examples=40, deadline=None)
@given(landscapes(), st.randoms(use_true_random=False))
def test_the_order_of_actors_and_the_unit_of_strength_change_nothing(made: Landscape, random: Any) -> None:
    order = list(made.actors)
    random.shuffle(order)
    place = {actor: k for k, actor in enumerate(made.actors)}
    again = landscape(
        order,
        [[made.propensities[place[a]][place[b]] for b in order] for a in order],
        [3 * made.strengths[place[a]] for a in order],
    )

    def told(it: Landscape, unit: float) -> set[tuple[frozenset[frozenset[str]], float]]:
        return {(frozenset(map(frozenset, m.sides)), round(m.energy / unit, 6) + 0.0) for m in it.minima()}

    assert told(again, 9) == told(made, 1)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 7), st.data())
def test_the_deepest_minimum_of_signs_is_the_frustration_index(n: int, data: st.DataObject) -> None:
    """Equal strengths and propensities of 1 and -1: broken plus edges less kept minus edges is half the energy."""
    nodes = tuple(str(i) for i in range(n))
    signs = {pair: data.draw(st.sampled_from((1, -1, 0))) for pair in combinations(nodes, 2)}
    signs = {pair: sign for pair, sign in signs.items() if sign}
    lowest = landscape(nodes, signs).minima()[0].energy
    n_minus = sum(sign < 0 for sign in signs.values())
    assert lowest / 2 + n_minus == frustration_index(nodes, signs)


def test_thirty_actors_who_all_like_each_other_are_looked_through_at_once() -> None:
    # 536,870,912 splits: only looking at pairs of actors together keeps the search from following most of them.
    nodes = [str(i) for i in range(30)]
    pairs = {pair: 0.3 + (hash_of(pair) % 50) / 100 for pair in combinations(nodes, 2)}
    (only,) = landscape(nodes, pairs).minima()
    assert (only.sides[1], only.energy, only.basin) == ((), 0, None)


def hash_of(pair: tuple[str, str]) -> int:
    return int(pair[0]) * 31 + int(pair[1]) * 17


def test_two_blocs_of_twenty_four() -> None:
    nodes = [f"N{i:02}" for i in range(24)]
    pairs = {(a, b): 1.0 if (a < "N08") == (b < "N08") else -1.0 for a, b in combinations(nodes, 2)}
    lowest, *others = landscape(nodes, pairs).minima()
    assert others == []
    assert set(map(len, lowest.sides)) == {8, 16}
    assert lowest.energy == -2 * 8 * 16


def test_blocks_are_split_and_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made = landscape(
        [str(i) for i in range(12)],
        {(str(i), str(j)): ((i * 7 + j * 5) % 9) - 4 for i, j in combinations(range(12), 2)},
    )
    whole = made.minima()
    monkeypatch.setattr(search, "BLOCK", 2)
    assert made.minima() == whole


def test_a_search_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    enemies = landscape([str(i) for i in range(8)], dict.fromkeys(combinations(map(str, range(8)), 2), -1))
    assert len(enemies.minima()) == 35  # 8 over 4, halved
    monkeypatch.setattr(search, "MOST_MINIMA", 34)
    with pytest.raises(search.TooMany, match="more than 34 local minima"):
        enemies.minima()
    monkeypatch.setattr(search, "MOST_BEGINNINGS", 10)
    with pytest.raises(search.TooMany, match="take too long"):
        enemies.minima()


def test_nobody_one_and_two() -> None:
    assert [it.sides for it in landscape([], []).minima()] == [((), ())]
    assert [it.sides for it in landscape(["A"], [[0]]).minima()] == [(("A",), ())]
    (apart,) = landscape(["A", "B"], {("B", "A"): -2}, {"A": 3}).minima()
    assert (apart.sides, apart.energy, apart.barrier) == ((("A",), ("B",)), -12, {"A": 12, "B": 12})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((["A", "A"], [[0, 0], [0, 0]]), "actor A is named twice"),
        ((["A", "B"], [[0, 1]]), "2 actors need 2 rows of 2"),
        ((["A", "B"], [[0, 1], [2, 0]]), "differ by direction, 2 and 1"),
        ((["A", "B"], [[1, 1], [1, 0]]), "A has a propensity towards itself, 1"),
        ((["A", "B"], [[0, float("nan")], [float("nan"), 0]]), "B and A is nan"),
        ((["A", "B"], {("A", "X"): 1}), "A and X names an actor that is not listed"),
        ((["A", "B"], {("A", "B"): 1, ("B", "A"): 2}), "A and B have two propensities"),
        ((["A", "B"], {}, [1]), "2 actors need as many strengths, not 1"),
        ((["A", "B"], {}, {"X": 1}), "X has a strength but is no actor"),
        ((["A", "B"], {}, [1, -1]), "strength of B is -1"),
        ((["A", "B"], {}, [1, float("inf")]), "strength of B is inf"),
    ],
)
def test_what_makes_no_landscape_is_refused(given: tuple[Any, ...], words: str) -> None:
    with pytest.raises(BadLandscape, match=words):
        landscape(*given)


def test_limits_are_told() -> None:
    many = landscape([str(i) for i in range(65)], {})
    for told in (many.energies, many.frustrations, many.minima):
        with pytest.raises(BadLandscape, match="65 actors are too many"):
            told()
    with pytest.raises(BadLandscape, match="X is no actor"):
        landscape(["A"], [[0]]).energy(["X"])
