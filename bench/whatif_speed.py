"""How fast the hub-and-member model runs: against the same model in Mesa, and against the drawing of its random numbers.

100,000 runs of 60 months and 6 members. Mesa's time is measured on fewer runs and scaled up; the bound is the time in which the
same generator draws the same numbers into the same blocks and does nothing else. One thread throughout; then equal results on
one and two threads. Usage: python bench/whatif_speed.py [RUNS_OF_MESA]. Needs mesa; without it the bound alone is measured.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from foedus.whatif import simulate as engine
from foedus.whatif.model import MONTHS, NAMES, Past, World

RUNS, MEMBERS, TIMES = 100_000, 6, 9
THETA = dict(zip(NAMES, (0.5, -0.5, 0.3, 0.5, -0.3, 36.0, 0.3, 2.0, -0.5, 0.5), strict=True))


def world() -> World:
    """Six members like those of a small pact: a threat every five years each, some dissent, rare exits."""
    zero = np.zeros(MEMBERS)
    return World(
        tuple("ABCDEF"),
        *(np.full(MEMBERS, 2.0), np.full(MEMBERS, 10.0), zero, zero, zero, zero, zero),
        *(np.full(MEMBERS, 0.03), np.full(MEMBERS, 0.001), np.full(MEMBERS, 0.002)),
        *(0.4, 2.0, 0.8),
        past=(Past(0, 2, 0.0), Past(3, 11, 1.0)),
    )


def seconds(job: Callable[[], object]) -> float:
    """CPU time of one try."""
    began = time.process_time()
    job()
    return time.process_time() - began


def in_turn(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float, float]:
    """Median times of two jobs run in turn, so that a change of the machine's speed meets both, and of their ratios."""
    pairs = [(seconds(first), seconds(second)) for _ in range(TIMES)]
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs)


def draw_only() -> None:
    """The random numbers of a simulation, and nothing else."""
    sizes = [min(engine.BLOCK, RUNS - first) for first in range(0, RUNS, engine.BLOCK)]
    for stream, runs in zip(np.random.SeedSequence(0).spawn(len(sizes)), sizes, strict=True):
        uniform = np.empty((2, MEMBERS, runs), dtype=np.float32)
        rng = np.random.Generator(np.random.SFC64(stream))
        rng.standard_gamma(np.full((MEMBERS, 1), 2.0), (MEMBERS, runs))
        for _ in range(MONTHS):
            rng.random(dtype=np.float32, out=uniform)


def main() -> None:
    """Measure and print."""
    of_mesa = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    one, draws = world(), np.tile(np.array(list(THETA.values())), (100, 1))
    took, bound, ratio = in_turn(lambda: engine.simulate([one], draws, runs=RUNS, threads=1), draw_only)
    print(f"foedus: {RUNS:,} runs x {MONTHS} months x {MEMBERS} members in {took:.2f} CPU s on one thread")
    print(f"drawing the same random numbers alone: {bound:.2f} s; ratio {ratio:.2f} (bar 3)")
    first, second = (engine.simulate([one], draws, runs=RUNS, threads=n)[0] for n in (1, 2))
    same = all(
        np.array_equal(getattr(first, name), getattr(second, name)) for name in ("left", "frozen", "dissent", "acts")
    )
    print(f"equal on one and two threads: {same}")
    try:
        import mesa  # type: ignore[import-not-found,unused-ignore]

        from mesa_model import run
    except ImportError:
        print("mesa is not installed: not compared")
        return
    began = time.process_time()
    told = np.array([run(one, THETA, MONTHS, seed) for seed in range(of_mesa)], dtype=float)
    each = (time.process_time() - began) / of_mesa
    whole = each * RUNS
    print(f"mesa {mesa.__version__}: {each * 1000:.1f} ms a run, {whole:,.0f} s for {RUNS:,}")
    print(f"ratio {whole / took:,.0f} (bar 100)")
    error = told[:, :, 2].std(axis=0) / np.sqrt(of_mesa)
    gap = (told[:, :, 2].mean(axis=0) - first.acts.mean(axis=0)) / error
    print(f"dissenting acts a run, mesa less foedus, in standard errors: {np.array2string(gap, precision=1)}")


if __name__ == "__main__":
    main()
