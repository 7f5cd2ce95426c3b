"""How long all local minima of a landscape take, and the frustration index, against plain Python that tries every split.

Run with a Python that has foedus and numpy: `python bench/landscape.py [RUNS]`. The plain loop does what the definition
says for each of the 524,288 splits of 20 actors: for each actor, the change of the energy if it alone changes sides, and
on to the next split as soon as one would lower it. (A loop that also works out every energy and frustration takes several
times as long; it is not the peer.) Both must find the same minima. Ours is the median of RUNS; the plain loop runs once
a landscape. Memory is the peak that tracemalloc sees, numpy's arrays included, in a run of its own. Exits 1 where the
ratio is below 100 in any of the landscapes.
"""

from __future__ import annotations

import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from itertools import combinations
from random import Random
from statistics import median

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from foedus.measures.network import Signs, frustration
from foedus.whatif.landscape import Landscape, landscape
from foedus.whatif.minima import local_minima

RUNS = 9
SEED = 20221128
ACTORS = 20
BAR = 100


def random_landscape(n: int, kind: str) -> Landscape:
    """Whole numbers -2 to 2 as in the Syria case with unequal strengths, or normal deviates, or friends of all degrees."""
    random = Random(f"{SEED} {n} {kind}")  # noqa: S311
    names = [f"N{i:02}" for i in range(n)]
    draw: dict[str, Callable[[], float]] = {
        "ratings": lambda: random.randint(-2, 2),
        "normal": lambda: random.gauss(0, 1),
        "friends": lambda: random.uniform(0.2, 0.9),
    }
    strengths = [random.choice((10, 20, 50, 100)) if kind == "ratings" else 1 for _ in names]
    return landscape(names, {pair: draw[kind]() for pair in combinations(names, 2)}, strengths)


def plain(made: Landscape) -> set[frozenset[int]]:
    """The loop over every split: places of the actors on the side without the first."""
    n = len(made.actors)
    weights = [[made.strengths[i] * made.strengths[j] * made.propensities[i][j] for j in range(n)] for i in range(n)]
    found = set()
    for split in range(1 << (n - 1)):
        side = [1] + [-1 if split >> k & 1 else 1 for k in range(n - 1)]
        for i in range(n):
            row, rise = weights[i], 0.0
            for j in range(n):
                rise += row[j] * side[j]
            if rise * side[i] < 0:
                break
        else:
            found.add(frozenset(k for k in range(n) if side[k] < 0))
    return found


def ours(made: Landscape) -> set[frozenset[int]]:
    """The same by `local_minima`."""
    return {
        frozenset(k for k, sign in enumerate(row) if sign < 0) for row in local_minima(made._matrix, made.dust).tolist()
    }


def seconds(made: Landscape, runs: int) -> float:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        ours(made)
        taken.append(time.perf_counter() - begun)
    return median(taken)


def peak_megabytes(made: Landscape) -> float:
    tracemalloc.start()
    ours(made)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def against_plain(runs: int) -> float:
    """The lowest ratio over the kinds of landscapes."""
    lowest = float("inf")
    for kind in ("ratings", "normal", "friends"):
        made = random_landscape(ACTORS, kind)
        begun = time.perf_counter()
        wanted = plain(made)
        slow = time.perf_counter() - begun
        if ours(made) != wanted:
            raise SystemExit(f"{kind}: the minima differ")
        fast = seconds(made, runs)
        lowest = min(lowest, slow / fast)
        print(
            f"{ACTORS} actors, {kind:8}: {len(wanted):3} minima; plain loop {slow:6.2f} s, ours {fast * 1000:6.1f} ms "
            f"({slow / fast:,.0f} times as fast), {peak_megabytes(made):.1f} MB at most"
        )
    return lowest


def larger() -> None:
    for n in (22, 24, 28):
        for kind in ("ratings", "normal", "friends"):
            made = random_landscape(n, kind)
            fast = seconds(made, 3)
            print(
                f"{n} actors, {kind:8}: {len(ours(made)):3} minima; {fast * 1000:7.1f} ms, "
                f"{peak_megabytes(made):5.1f} MB at most"
            )


def frustration_by_every_split(nodes: tuple[str, ...], signs: Signs) -> int:
    place = {node: k for k, node in enumerate(nodes)}
    edges = [(place[a], place[b], sign) for (a, b), sign in signs.items()]
    return min(
        sum(((split >> a ^ split >> b) & 1) == (sign > 0) for a, b, sign in edges)
        for split in range(1 << (len(nodes) - 1))
    )


def frustrations() -> None:
    for n in (14, 16, 20, 24, 28):
        random = Random(SEED + n)  # noqa: S311
        nodes = tuple(f"N{k:02}" for k in range(n))
        signs = {pair: random.choice((1, -1)) for pair in combinations(nodes, 2)}
        begun = time.perf_counter()
        index = frustration(nodes, signs)
        fast = time.perf_counter() - begun
        told = f"frustration of {n} nodes with all signs at random: {index}, {fast * 1000:.1f} ms"
        if n <= 16:
            begun = time.perf_counter()
            same = frustration_by_every_split(nodes, signs) == index
            slow = time.perf_counter() - begun
            told += (
                f"; every split {slow:.2f} s ({slow / fast:,.0f} times as long), {'the same' if same else 'DIFFERS'}"
            )
        print(told)


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    lowest = against_plain(runs)
    larger()
    frustrations()
    print(f"lowest ratio {lowest:,.0f}; the bar is {BAR}")
    return 0 if lowest >= BAR else 1


if __name__ == "__main__":
    raise SystemExit(main())
