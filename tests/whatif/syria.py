"""Axelrod and Furnas's Syria 2016 case, retyped from alexanderfurnas/Landscape_Theory, commit 80515b4, which states no licence.

Facts only: ratings 1 (hostile) to 5 (friendly) of each pair, strengths, and published results.
"""

from __future__ import annotations

ACTORS = (
    "US",
    "Russia",
    "Syria",
    "Turkey",
    "Saudi Arabia",
    "Iran",
    "ISIS",
    "Hezbollah",
    "Iraqi Kurds",
    "Nusra",
    "Iraq",
)

RATINGS = """
0 2 2 5 4 2 1 1 4 2 4
2 0 4 2 3 3 1 3 2 2 4
2 4 0 1 2 4 1 4 1 2 3
5 2 1 0 3 2 2 3 2 2 3
4 3 2 3 0 1 1 3 3 2 3
2 3 4 2 1 0 2 5 3 2 2
1 1 1 2 1 2 0 2 1 2 1
1 3 4 3 3 5 2 0 3 2 3
4 2 1 2 3 3 1 3 0 2 3
2 2 2 2 2 2 2 2 2 0 2
4 4 3 3 3 2 1 3 3 2 0
"""

NEUTRAL = 3

PROPENSITIES = [
    [0 if i == j else int(rating) - NEUTRAL for j, rating in enumerate(line.split())]
    for i, line in enumerate(RATINGS.strip().splitlines())
]

STRENGTHS = {
    "base": (10, 10, 50, 10, 10, 20, 100, 20, 40, 10, 50),
    "weak Syria": (10, 10, 10, 10, 10, 20, 100, 20, 40, 10, 50),
}

# scenario: lowest energy, the side without the US, energy of the US alone against all others
OPTIMA = {
    "base": (-83200, {"Turkey", "ISIS", "Nusra"}, -4200),
    "weak Syria": (-65600, {"ISIS", "Nusra"}, -3400),
}

# base scenario, file Landscape_Results_2016-02-20.csv: who stands with the US, the energy, every actor's frustration
ROWS = (
    ((), -4200, (-2100, -100, -500, 200, 100, -200, -2000, -400, 400, -100, 500)),
    (("ISIS",), -76200, (-100, -2100, -10500, -800, -1900, -2200, -38000, -2400, -7600, -1100, -9500)),
    (("Nusra",), -10200, (-2000, -200, -1000, 100, 0, -400, -3000, -600, 0, -3100, 0)),
    (
        ("Russia", "Iran", "Hezbollah"),
        -14000,
        (-1400, -1600, 2000, -100, -300, -2800, -8000, -1200, 0, -600, 0),
    ),
    (
        ("Syria", "ISIS", "Iraqi Kurds"),
        -41400,
        (0, -2000, 500, -2200, -2400, -1200, -20000, -1400, -1200, -2000, -9500),
    ),
)
