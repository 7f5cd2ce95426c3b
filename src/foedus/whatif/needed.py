"""What it would take: for each lever the smallest change that halves a member's chance to leave, by bisection.

All worlds that are tried see the same random numbers, so that a lever's effect is smooth in its setting. A lever is taken to move
the chance one way only. Not here: how levers are written (`levers`) and what they mean (`change`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from foedus.questions.wording import count_of
from foedus.whatif import amounts
from foedus.whatif.amounts import Names
from foedus.whatif.change import turn
from foedus.whatif.outlook import Need
from foedus.whatif.simulate import simulate
from foedus.whatif.words import IDLE, capital, share

if TYPE_CHECKING:
    from foedus.whatif.model import Floats, World
    from foedus.whatif.world import Ground

DRAWS = 100
RUNS = 4000
"""Few, because only means are compared, over the same random numbers."""

STEPS = 7
"""Halvings of the way to the furthest setting: to within a hundredth of it."""

MOST_ATTENTION = 16.0
MOST_THREAT = 16.0


class _Way(NamedTuple):
    """One lever in one direction: what it is called, and how it is written this far along the way (0 to 1)."""

    name: str
    what: str
    written: Callable[[float], str]


def thinned(world: World, draws: Floats, most: int) -> tuple[World, Floats]:
    """The same world and draws with no more than so many draws, evenly picked."""
    if len(draws) <= most:
        return world, draws
    kept = np.linspace(0, len(draws) - 1, most).round().astype(int)
    some = {
        name: rate[:, kept]
        for name, rate in (("dissent", world.dissent), ("freeze", world.freeze), ("leave", world.leave))
        if rate.ndim == 2
    }
    return replace(world, **some), draws[kept]  # type: ignore[arg-type]


def needed(
    ground: Ground, members: Sequence[str], names: Names, *, months: int, seed: int, threads: int = 2
) -> tuple[Need, ...]:
    """For each of these members and every lever what halves its chance to leave within the months."""
    world, draws = thinned(ground.world, ground.draws, DRAWS)
    ground = replace(ground, world=world, draws=draws)
    places = [world.members.index(member) for member in members]
    ways = [(place, way) for place in places for way in _ways(ground, place)]

    def chances(tried: Sequence[tuple[int, str]]) -> list[float]:
        """The chance of each member to leave in the world of one lever."""
        worlds = [turn(ground, [text], names, months=months).world for _, text in tried]
        found = simulate(worlds, draws, runs=RUNS, months=months, seed=seed, threads=threads)
        return [float(paths.left[:, place, -1].mean()) for (place, _), paths in zip(tried, found, strict=True)]

    (alone,) = simulate([world], draws, runs=RUNS, months=months, seed=seed, threads=threads)
    before = alone.left[:, :, -1].mean(axis=0)
    furthest = chances([(place, way.written(1)) for place, way in ways])
    reached = [at for at, (place, _) in enumerate(ways) if furthest[at] <= before[place] / 2]
    low, high = dict.fromkeys(reached, 0.0), dict.fromkeys(reached, 1.0)
    for _ in range(STEPS if reached else 0):
        middle = {at: (low[at] + high[at]) / 2 for at in reached}
        now = chances([(ways[at][0], ways[at][1].written(middle[at])) for at in reached])
        for at, chance in zip(reached, now, strict=True):
            (high if chance <= before[ways[at][0]] / 2 else low)[at] = middle[at]
    best = _best(ways, furthest)
    return tuple(
        _need(ground, names, ways[at], float(before[ways[at][0]]), furthest[at], high.get(at), months) for at in best
    )


def _best(ways: Sequence[tuple[int, _Way]], furthest: Sequence[float]) -> list[int]:
    """Of both directions of a member's lever the one that lowers the chance further."""
    found: dict[tuple[int, str], int] = {}
    for at, (place, way) in enumerate(ways):
        key = (place, way.name)
        if key not in found or furthest[at] < furthest[found[key]]:
            found[key] = at
    return list(found.values())


def _need(
    ground: Ground,
    names: Names,
    tried: tuple[int, _Way],
    before: float,
    furthest: float,
    along: float | None,
    months: int,
) -> Need:
    place, way = tried
    member = ground.world.members[place]
    lever = None if along is None else way.written(along)
    who, within = names.name(member), f"within {count_of(months, 'month')}"
    if lever is not None:
        told = f'"{lever}" halves its chance to leave {within}, from {share(before)}'
    elif furthest < IDLE * before:
        told = f"not within reach; at best ({way.written(1)}) {share(before)} become {share(furthest)}"
    else:
        told = "not within reach; no setting lowers its chance to leave by as much as a hundredth"
    return Need(member, way.name, way.what, lever, before, furthest, capital(f"{who}, {way.what}: {told}."))


def _ways(ground: Ground, place: int) -> Iterator[_Way]:
    """Every lever of a member, in each direction that there is."""
    code = ground.world.members[place]
    for name, what in (("dependence", "dependence on the hub"), ("outside", "options outside")):
        now = amounts.held(ground, name, place)
        for end in (0.0, 1.0):
            if abs(end - now) > 0.005:
                yield _Way(name, what, _towards(f"{name} {code}=", now, end))
    if place in ground.world.frozen:
        return
    for most in (1 / MOST_ATTENTION, MOST_ATTENTION):
        yield _Way("attention", "the hub's attention", _by_factor(f"attention {code}=x", most))
    yield _Way("threat", "threats", _towards(f"threat {code}=x", 1.0, 0.0))
    yield _Way("threat", "threats", _by_factor(f"threat {code}=x", MOST_THREAT))
    for end in (0.0, 1.0):
        yield _Way("answer-chance", "calls answered from now on", _towards(f"answer-chance {code}=", 0.5, end))


def _towards(text: str, start: float, end: float) -> Callable[[float], str]:
    return lambda along: f"{text}{start + along * (end - start):.3g}"


def _by_factor(text: str, most: float) -> Callable[[float], str]:
    return lambda along: f"{text}{most**along:.3g}"
