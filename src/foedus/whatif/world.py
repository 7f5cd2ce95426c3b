"""Stand-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from foedus.dates import PartialDate
from foedus.questions.help import outcomes
from foedus.questions.panel import Panel
from foedus.whatif.fit import Posterior
from typing import TYPE_CHECKING

from foedus.whatif.model import Past, World

if TYPE_CHECKING:
    from foedus.whatif.model import Floats


@dataclass(frozen=True)
class KnownCall:
    """A call."""

    id: str
    key: str | None
    member: str
    day: str
    answer_class: str
    given: float
    place: int


@dataclass(frozen=True)
class Ground:
    """An alliance."""

    world: World
    draws: Floats
    notes: tuple[str, ...]
    calls: tuple[KnownCall, ...]
    evidence: Mapping[str, tuple[str, ...]]
    dependence_raw: Floats
    outside_raw: Floats
    wars: float


def build(panel: Panel, posterior: Posterior) -> Ground:
    """Stand-in."""
    members = tuple(m for m in panel.members if m != panel.hub)
    n, d = len(members), len(posterior.draws)
    one = np.ones(n)
    past, calls = [], []
    for it in outcomes(panel):
        if it.call["caller"] not in members:
            continue
        ago = (panel.day - PartialDate.parse(it.call["called_on"]).first).days / 30.44
        given = {"force": 1.0, "mission": 0.5, "material": 0.5}.get(it.overall_class, 0.0)
        calls.append(
            KnownCall(
                it.call["id"],
                it.call["key"],
                it.call["caller"],
                it.call["called_on"],
                it.overall_class,
                given,
                len(past),
            )
        )
        past.append(Past(members.index(it.call["caller"]), ago, given))
    rng = np.random.default_rng(3)
    raw = np.linspace(0.2, 0.6, n)
    world = World(
        members, one * 1.5, one * 6, one * 0, one * 0.1, one * 0.2, raw - 0.4, raw - 0.4, one * 0.02,
        rng.uniform(0.0003, 0.0006, (n, d)), rng.uniform(0.0007, 0.001, (n, d)), 0.5, 2.0, 0.8, past=tuple(past),
    )  # fmt: skip
    rows = {m: (panel.spell_of(m)["id"],) for m in members}
    return Ground(world, posterior.draws, ("Stand-in.",), tuple(calls), rows, raw, raw, 1.0)
