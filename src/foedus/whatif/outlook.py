"""What a what-if says: the odds of one alliance before and after a change, with intervals, paths, and what carries the change.

Plain data, made by `foedus.build.whatif` and shown by the `whatif_*` forms of the brief. Nothing here computes or renders.
A chance is from 0 to 1; a month counts from 1, the month after the as-of day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from foedus.assessment import Claim, Evidence, Source
from foedus.shown import shown

OUTLOOK_VERSION = 1

MARK = (
    "This is a model, not a forecast of events: a hub and its members in monthly steps, with ten parameters learned from past "
    "calls and answers. It says what would follow if the model held, and its intervals cover its parameters, not its own error."
)
"""Stands at the head of every form."""

Outcome = Literal["leave", "freeze", "dissent"]
"""Leaves; freezes or leaves; dissenting acts short of both."""

Size = Literal["none", "not shown", "small", "moderate", "large"]
"""Of a difference: exactly none; its interval covers 0; and by the table in `foedus.whatif.compare`."""


@dataclass(frozen=True)
class Spread:
    """A mean over the draws of the parameters, and the 5% and 95% quantiles over them."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """After less before, draw by draw over the same random numbers; `share_higher`: of the draws in which it is above 0."""

    value: float
    low: float
    high: float
    share_higher: float
    size: Size


@dataclass(frozen=True)
class Change:
    """One outcome of a member (None: of at least one of them) within some months, before and after.

    Chances for `leave` and `freeze`, acts expected for `dissent`. `base_rate` is what holds of all alliances, None where no
    such rate is known.
    """

    member: str | None
    outcome: Outcome
    months: int
    before: Spread
    after: Spread
    difference: Difference
    base_rate: float | None
    sentence: str


@dataclass(frozen=True)
class Luck:
    """What chance alone does: dissenting acts, freezing and leaving counted, that 5% and 95% of the runs stay below."""

    member: str
    before_low: int
    before_high: int
    after_low: int
    after_high: int


@dataclass(frozen=True)
class Path:
    """A chance month by month, from the first: mean, and the 5% and 95% quantiles over the draws of the parameters."""

    member: str | None
    outcome: Outcome
    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Share:
    """How much of the variance of a difference over the draws one parameter stands for, from 0 to 1."""

    parameter: str
    words: str
    share: float


@dataclass(frozen=True)
class Carriers:
    """Why the difference of a member's outcome is uncertain, the largest share first; shares and `unexplained` add up to 1."""

    member: str
    outcome: Outcome
    months: int
    shares: tuple[Share, ...]
    unexplained: float
    sentence: str


@dataclass(frozen=True)
class Mechanism:
    """The difference of one member's chance to leave with one mechanism of the model switched off, in both worlds."""

    member: str
    mechanism: str
    words: str
    difference: float
    without: float


@dataclass(frozen=True)
class Said:
    """One lever as it was given, what it means for this alliance on this day, and the rows it rests on."""

    text: str
    sentence: str
    from_month: int
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """One set of levers and what follows."""

    name: str
    about: str
    levers: tuple[Said, ...]
    headline: tuple[str, ...]
    changes: tuple[Change, ...]
    luck: tuple[Luck, ...]
    paths: tuple[Path, ...]
    carriers: tuple[Carriers, ...]
    mechanisms: tuple[Mechanism, ...]


@dataclass(frozen=True)
class Need:
    """The smallest change of one lever that halves a member's chance to leave; None where even the furthest does not.

    `lever` is what to write on the command line, `furthest` the chance that the furthest setting leaves.
    """

    member: str
    name: str
    words: str
    lever: str | None
    before: float
    furthest: float
    sentence: str


@dataclass(frozen=True)
class State:
    """A member as the model takes it on the as-of day, with the rows that this rests on."""

    code: str
    name: str
    is_frozen: bool
    inputs: tuple[Claim, ...]


@shown
@dataclass(frozen=True)
class Outlook:
    """Everything a what-if says of an alliance as of a day; `scenarios` in the order given, all against the same `before`."""

    outlook_version: int
    foedus_version: str
    mark: str
    alliance: str
    alliance_name: str
    hub: str
    hub_name: str
    as_of: str
    months: int
    runs: int
    n_draws: int
    seed: int
    members: tuple[State, ...]
    before: tuple[Path, ...]
    scenarios: tuple[Scenario, ...]
    needed: tuple[Need, ...]
    told_apart: tuple[str, ...]
    notes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
