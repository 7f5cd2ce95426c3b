"""The hub-and-member model: its ten parameters with their priors, and the inputs of one alliance.

Each month each member stays, dissents, freezes or leaves by what it believes of the hub; then a threat may come to a member,
who may call; the hub helps or does not; all members move their belief. Equations, sources and fits are in docs/whatif.md.
Nothing here runs or fits it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MONTHS = 60
"""How far paths go unless told otherwise."""

Shape = Literal["normal", "lognormal", "beta"]


class Parameter(NamedTuple):
    """One parameter: its symbol and meaning, unit, the range it may take, and its prior.

    `prior` holds mean and standard deviation (normal), the same of the logarithm (lognormal), or both shapes (beta).
    """

    name: str
    symbol: str
    meaning: str
    unit: str
    low: float
    high: float
    shape: Shape
    prior: tuple[float, float]
    moved_by: str


INF = float("inf")
PARAMETERS = (
    Parameter(
        "call",
        "gamma",
        "chance that a member under threat calls for help",
        "per month of threat",
        0,
        1,
        "beta",
        (2, 2),
        "threats with and without a call",
    ),
    Parameter(
        "answer",
        "alpha_0",
        "log odds that a call is answered, at average attention, stakes and load",
        "log odds",
        -INF,
        INF,
        "normal",
        (0, 1.5),
        "calls and their answers",
    ),
    Parameter(
        "attention",
        "alpha_A",
        "what the hub's attention to the caller adds",
        "log odds per doubling",
        -INF,
        INF,
        "normal",
        (0, 1),
        "calls and their answers",
    ),
    Parameter(
        "stakes",
        "alpha_S",
        "what the hub's forces on the caller's soil add",
        "log odds, none to all",
        -INF,
        INF,
        "normal",
        (0, 1),
        "calls and their answers",
    ),
    Parameter(
        "load",
        "alpha_L",
        "what the hub's own wars elsewhere add",
        "log odds per log(1 + wars)",
        -INF,
        INF,
        "normal",
        (0, 1),
        "calls and their answers",
    ),
    Parameter(
        "half_life",
        "h",
        "months after which a member has forgotten half of what it saw",
        "months",
        0,
        INF,
        "lognormal",
        (3.6, 0.7),
        "how long dissent stays changed after a call",
    ),
    Parameter(
        "spill",
        "sigma",
        "weight of how another member was treated, against one's own case",
        "share",
        0,
        1,
        "beta",
        (1.5, 3),
        "dissent of others after a call",
    ),
    Parameter(
        "disbelief",
        "beta_B",
        "what lost belief in the hub adds to dissent, freeze and leaving",
        "log odds, full belief to none",
        -INF,
        INF,
        "normal",
        (0, 2),
        "dissent, freezes and exits after calls",
    ),
    Parameter(
        "dependence",
        "beta_D",
        "what dependence on the hub adds to freeze and leaving",
        "log odds, none to all",
        -INF,
        INF,
        "normal",
        (0, 1.5),
        "freezes and exits",
    ),
    Parameter(
        "outside",
        "beta_O",
        "what outside options add to freeze and leaving",
        "log odds, none to all",
        -INF,
        INF,
        "normal",
        (0, 1.5),
        "freezes and exits",
    ),
)
"""The parameters, in the order of the columns of every array of draws."""

NAMES = tuple(it.name for it in PARAMETERS)
COLUMN = {name: place for place, name in enumerate(NAMES)}


@dataclass(frozen=True)
class Past:
    """What became of one earlier call: whose it was, how many months before the first month, how much help was given (0 to 1)."""

    member: int
    months_ago: float
    given: float


@dataclass(frozen=True)
class Shock:
    """A call that a scenario makes happen: in which month (from 1), whose, with how much help (0 to 1; None: the hub decides)."""

    month: int
    member: int
    given: float | None


@dataclass(frozen=True)
class World:
    """The inputs of one alliance: arrays have a place per member, and levers a row per month where they change.

    `threat_shape` and `threat_years`: gamma of the yearly rate of threat months. `attention` in doublings of the average,
    `stakes`, `dependence` and `outside` from 0 to 1, `load` log(1 + wars), all less the means of the cases that the parameters
    were learned from. `dissent`, `freeze`, `leave`: rate a month at average belief, dependence and options, either a value a
    member or (members, draws).
    `belief` is the share of calls that members expect to be answered before they saw any, `weight` the number of calls that
    this counts for, `help` how much an answer of the hub gives (0 to 1).
    """

    members: tuple[str, ...]
    threat_shape: Floats
    threat_years: Floats
    attention: Floats
    stakes: Floats
    load: Floats
    dependence: Floats
    outside: Floats
    dissent: Floats
    freeze: Floats
    leave: Floats
    belief: float
    weight: float
    help: float
    frozen: tuple[int, ...] = ()
    """Members (their places) that have frozen already: they make no calls and do not dissent, and may leave."""
    past: tuple[Past, ...] = ()
    shocks: tuple[Shock, ...] = ()
    threat_times: Mapping[int, Floats] = field(default_factory=dict)
    """From which month (from 1) on threats come how many times as often."""
    attention_plus: Mapping[int, Floats] = field(default_factory=dict)
    """From which month on attention is how many doublings higher."""
    load_plus: Mapping[int, Floats] = field(default_factory=dict)
    """From which month on load is how much higher."""
    answered: Mapping[int, Floats] = field(default_factory=dict)
    """From which month on calls are answered with this chance whatever the hub would choose; NaN: the hub chooses."""
    dependence_plus: Mapping[int, Floats] = field(default_factory=dict)
    """From which month on dependence is how much higher."""
    outside_plus: Mapping[int, Floats] = field(default_factory=dict)
    """From which month on outside options are how much higher."""

    @property
    def starts(self) -> tuple[int, ...]:
        """Months in which a lever changes something, the first month among them."""
        levers = (
            self.threat_times,
            self.attention_plus,
            self.load_plus,
            self.answered,
            self.dependence_plus,
            self.outside_plus,
        )
        return tuple(sorted({1, *(month for lever in levers for month in lever)}))


def prior_draws(n: int, seed: int) -> Floats:
    """Draws from the priors: (n, parameters)."""
    import numpy as np

    rng = np.random.default_rng(seed)
    columns = []
    for it in PARAMETERS:
        a, b = it.prior
        columns.append(
            rng.normal(a, b, n)
            if it.shape == "normal"
            else rng.lognormal(a, b, n)
            if it.shape == "lognormal"
            else rng.beta(a, b, n)
        )
    return np.column_stack(columns)
