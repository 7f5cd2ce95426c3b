"""A small made-up alliance for tests of levers: three members, five calls, some draws, no record behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from foedus.assessment import Odds
from foedus.errors import UnknownName
from foedus.whatif.amounts import Names
from foedus.whatif.model import NAMES, Past, World, prior_draws
from foedus.whatif.shipped import NOTHING
from foedus.whatif.world import Ground, KnownCall

MEMBERS = ("AAA", "BBB", "CCC")
STATES = {"AAA": "Aland", "BBB": "Borduria", "CCC": "Carpania", "DDD": "Dorn", "HUB": "Hubland"}
DRAWS = 40

CALLS = (
    KnownCall("ca-1", "AAA", date(1999, 1, 1), "material", 0.5, 0),
    KnownCall("ca-2", "AAA", date(2021, 5, 12), "declined", 0.0, 1),
    KnownCall("ca-3", "BBB", date(2021, 6, 1), "force", 1.0, 3),
    KnownCall("ca-4", "AAA", date(2022, 9, 13), "mission", 0.5, 4),
)
DATES = {"ca-1": "1999", "ca-2": "2021-05-12", "ca-3": "2021-06", "ca-4": "2022-09-13"}
PAST = (Past(0, 280, 0.5), Past(0, 18, 0.0), Past(-1, 17, 1.0), Past(1, 17, 1.0), Past(0, 2, 0.5))


def find(name: str) -> str:
    """A code from a code or name."""
    for code, state in STATES.items():
        if name.casefold() in (code.casefold(), state.casefold()):
            return code
    raise UnknownName(f'"{name}" is no member of XYZ as of 2022-11-28; members then or before: AAA')


NAMED = Names(find, STATES, "HUB", "28 November 2022", DATES)


def world(**changed: Any) -> World:
    """The world, with what the test says changed."""
    rng = np.random.default_rng(5)
    made = World(
        members=MEMBERS,
        threat_shape=np.array([5.0, 2.0, 2.0]),
        threat_years=np.array([20.0, 40.0, 40.0]),
        attention=np.array([0.2, -1.0, 0.0]),
        stakes=np.array([0.1, 0.0, 0.0]),
        load=np.full(3, 0.4),
        dependence=np.array([0.1, -0.2, 0.0]),
        outside=np.array([0.05, -0.1, 0.0]),
        dissent=np.full(3, 0.02),
        freeze=rng.uniform(0.0003, 0.0006, (3, DRAWS)),
        leave=rng.uniform(0.0007, 0.0010, (3, DRAWS)),
        belief=0.5,
        weight=2.0,
        help=0.85,
        past=PAST,
    )
    return replace(made, **changed)


def draws(n: int = DRAWS, /, **fixed: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Draws from the priors, with some parameters held at a value."""
    made = prior_draws(n, 3)
    for name, value in fixed.items():
        made[:, NAMES.index(name)] = value
    return made


def ground(wars: float = 2.0, made: World | None = None, /, **fixed: float) -> Ground:
    """The alliance: dependence and outside options of `CCC` are not known, and means 0.5 and 0.2 stand for them."""
    return Ground(
        world=made or world(),
        draws=draws(**fixed),
        hub="HUB",
        calls=CALLS,
        dependence=np.array([0.6, 0.3, np.nan]),
        outside=np.array([0.25, 0.1, np.nan]),
        attention=np.zeros(3),
        stakes=np.zeros(3),
        wars=wars,
        odds=Odds(False, "none"),
        notes=(),
        evidence={"AAA": ("me-a", "in-a"), "BBB": ("me-b",)},
        centre=replace(NOTHING, dependence=0.5, outside=0.2),
    )
