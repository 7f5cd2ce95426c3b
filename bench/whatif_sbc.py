"""Simulation-based calibration of the fit of the hub-and-member model (Talts and others 2018, arXiv:1804.06788).

Parameters are drawn from their priors, cases invented with them, the fit run on those, and the true value ranked among the draws
of the posterior: ranks are uniform where the fit is right. Prints the chi-square test of each parameter's ranks, and writes
the rank histograms. Usage: python bench/whatif_sbc.py [CASES] [-o ranks.svg]
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from foedus.measures.gamma import gamma_below
from foedus.whatif.fit import fit
from foedus.whatif.invent import invent, plain
from foedus.whatif.model import NAMES, PARAMETERS, prior_draws

CASES, DRAWS, THINNED, BINS, SEED = 400, 250, 99, 20, 20221128
WIDTH, HEIGHT, GAP = 150, 80, 26


def ranks(case: int) -> NDArray[np.int64]:
    """The rank of each parameter's true value among thinned draws, 0 to 99."""
    rng = np.random.default_rng([SEED, case])
    theta = prior_draws(CASES_MOST, SEED)[case]
    design = invent(plain(rng, members=4, months=180), dict(zip(NAMES, theta, strict=True)), rng)
    found = fit(design, seed=case, draws=DRAWS).draws
    kept = rng.choice(DRAWS, THINNED, replace=False)
    return np.asarray((found[kept] < theta).sum(axis=0))


CASES_MOST = 5000


def chi_square(of: NDArray[np.int64]) -> tuple[float, float]:
    """The statistic and its p for ranks that should fill the bins alike."""
    counts = np.bincount(of * BINS // (THINNED + 1), minlength=BINS)
    expected = len(of) / BINS
    value = float(((counts - expected) ** 2 / expected).sum())
    return value, 1 - gamma_below((BINS - 1) / 2, value / 2)


def picture(of: NDArray[np.int64]) -> str:
    """Rank histograms of all parameters as SVG, with the band that holds 99% of the bars of a right fit."""
    expected = len(of) / BINS
    spread = 2.576 * sqrt(expected * (1 - 1 / BINS))
    top = 2 * expected
    parts = []
    for place, it in enumerate(PARAMETERS):
        x, y = place % 5 * (WIDTH + GAP) + 8, place // 5 * (HEIGHT + 48) + 24
        counts = np.bincount(of[:, place] * BINS // (THINNED + 1), minlength=BINS)
        low, high = (y + HEIGHT * (1 - min((expected + sign * spread) / top, 1)) for sign in (-1, 1))
        parts.append(f'<text x="{x}" y="{y - 6}">{it.name.replace("_", " ")}</text>')
        parts.append(f'<rect x="{x}" y="{high:.1f}" width="{WIDTH}" height="{low - high:.1f}" fill="#d7e3f4"/>')
        for n, count in enumerate(counts):
            tall, wide = HEIGHT * min(count / top, 1), WIDTH / BINS
            box = f'x="{x + n * wide:.1f}" y="{y + HEIGHT - tall:.1f}" width="{wide - 1:.1f}" height="{tall:.1f}"'
            parts.append(f'<rect {box} fill="#35618e"/>')
        parts.append(f'<text x="{x}" y="{y + HEIGHT + 14}" class="p">p = {chi_square(of[:, place])[1]:.2f}</text>')
    wide, tall = 5 * (WIDTH + GAP), 2 * (HEIGHT + 48) + 24
    style = "<style>text{font:12px sans-serif;fill:#222}.p{font-size:11px;fill:#555}</style>"
    title = (
        f"<title>Ranks of the true value among draws of the posterior, {len(of)} invented cases, band of 99%</title>"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" role="img">{title}{style}'
    return f'{head}<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'


def main() -> None:
    """Run, print, draw; exits 1 where a parameter's ranks are not uniform at 1%."""
    arguments = sys.argv[1:]
    output = Path(arguments.pop(arguments.index("-o") + 1)) if "-o" in arguments else None
    numbers = [it for it in arguments if it != "-o"]
    n = int(numbers[0]) if numbers else CASES
    with ProcessPoolExecutor(2) as pool:
        of = np.array(list(pool.map(ranks, range(n), chunksize=4)))
    worst = 1.0
    for place, name in enumerate(NAMES):
        value, p = chi_square(of[:, place])
        worst = min(worst, p)
        print(f"{name:11} chi-square {value:5.1f} of {BINS - 1} degrees, p = {p:.3f}")
    print(f"{n} cases; least p {worst:.3f} (bar .01 each)")
    if output:
        output.write_text(picture(of), encoding="utf-8")
    raise SystemExit(worst <= 0.01)


if __name__ == "__main__":
    main()
