"""Arithmetic of levers: what an amount makes of the value that a member, or the hub, has on the as-of day.

Not here: which members a lever touches (`change`) and how it is told (`saying`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from foedus.questions.wording import called
from foedus.whatif.levers import Lever

if TYPE_CHECKING:
    from foedus.whatif.model import Floats, World
    from foedus.whatif.world import Ground, KnownCall

HUB = -1
"""Place of a step that is the hub's own."""


class Names(NamedTuple):
    """How members are found and called: code or name to code, code to name; the hub's code; the as-of day in words.

    `dates`: when each call was made, by its id, as exact as the source has it.
    """

    find: Callable[[str], str]
    of: Mapping[str, str]
    hub: str
    as_of: str
    dates: Mapping[str, str]

    def name(self, code: str) -> str:
        """The name as running text has it."""
        return called(self.of.get(code, code))

    def date(self, call: KnownCall) -> str:
        """The date of a call: a day, a month or a year."""
        return self.dates.get(call.id, str(call.day))


class Step(NamedTuple):
    """One lever on one member, by its place in the world; `call` is the past call that an answer is to."""

    lever: Lever
    place: int
    call: KnownCall | None = None


def threat_years(world: World, place: int) -> float:
    """Months of threat a year that a member meets on average."""
    return float(world.threat_shape[place] / world.threat_years[place])


def threat_times(world: World, step: Step) -> float:
    """How many times as often threats come after a step."""
    amount = step.lever.amount
    return amount.number if amount.kind == "times" else amount.number / threat_years(world, step.place)


def is_known(ground: Ground, name: str, place: int) -> bool:
    """Whether a member's `dependence` or `outside` options are known."""
    return not math.isnan(_raw(ground, name)[place])


def held(ground: Ground, name: str, place: int) -> float:
    """A member's `dependence` or `outside` options, 0 to 1; where they are not known the mean of all cases, as in the model."""
    middle = ground.centre.dependence if name == "dependence" else ground.centre.outside
    return float(_raw(ground, name)[place]) if is_known(ground, name, place) else middle


def after(lever: Lever, before: float) -> float:
    """What a lever makes of a value."""
    number = lever.amount.number
    made = {"times": before * number, "share": before * (1 + number), "plus": before + number, "set": number}
    return made[lever.amount.kind]


def plus(ground: Ground, step: Step) -> float:
    """How much higher a step makes `dependence` or `outside`."""
    before = held(ground, step.lever.name, step.place)
    return after(step.lever, before) - before


def wars(ground: Ground) -> float:
    """The hub's wars of its own; where they are not known the mean of all cases, as in the model."""
    return math.expm1(ground.centre.load) if math.isnan(ground.wars) else ground.wars


def load_plus(ground: Ground, lever: Lever) -> float:
    """How much higher a lever makes the hub's load, log(1 + wars)."""
    return math.log1p(after(lever, wars(ground))) - math.log1p(wars(ground))


def _raw(ground: Ground, name: str) -> Floats:
    return ground.dependence if name == "dependence" else ground.outside
