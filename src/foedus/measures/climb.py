"""Anderson acceleration of a map that climbs: the same summit as by its steps alone, in a fraction of the passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from foedus.measures.normal import Floats

MEMORY = 10  # earlier passes that a jump is made from
WINDOW = 5  # passes over which the gain is judged
RIDGE = 1e-8  # of the mean square: keeps a jump finite where passes repeat each other


@dataclass(frozen=True, slots=True)
class Climb:
    """Where a climb ended, the heights it passed (never falling), and whether it stopped because gains had ended."""

    point: Floats
    heights: tuple[float, ...]
    n_passes: int
    is_converged: bool


def climb(step: Callable[[Floats], tuple[Floats, float]], point: Floats, least_gain: float, most_passes: int) -> Climb:
    """Climb until `WINDOW` passes gain less than `least_gain`, or for `most_passes`.

    `step` returns the next point and the height of the point it was given, and never leads down. A jump (Walker and Ni
    2011, type II) that lands lower than the pass before is undone: the climb goes on from the last plain step (Henderson
    and Varadhan 2019 accelerate EM so).
    """
    points: list[Floats] = []
    steps: list[Floats] = []
    heights: list[float] = []
    for n_passes in range(1, most_passes + 1):
        after, height = step(point)
        if steps and not heights[-1] <= height < np.inf:
            point, points, steps = steps[-1], [], []
            continue
        heights.append(height)
        if len(heights) > WINDOW and height - heights[-1 - WINDOW] < least_gain:
            return Climb(after, tuple(heights), n_passes, True)
        points, steps = [*points[-MEMORY:], point], [*steps[-MEMORY:], after]
        point = _jump(points, steps)
    return Climb(steps[-1] if steps else point, tuple(heights), most_passes, False)


def _jump(points: list[Floats], steps: list[Floats]) -> Floats:
    """The mixture of recent steps whose own next move would be shortest, were the map linear."""
    if len(points) < 2:
        return steps[-1]
    moves = [after - before for before, after in zip(points, steps, strict=True)]
    bends = np.diff(moves, axis=0)
    gram = bends @ bends.T
    gram += RIDGE * np.trace(gram) / len(gram) * np.eye(len(gram))
    return np.asarray(steps[-1] - np.linalg.solve(gram, bends @ moves[-1]) @ np.diff(steps, axis=0))
