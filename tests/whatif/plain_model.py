"""The hub-and-member model written out run by run, for tests: equations (1) to (9), with levers that change by month."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedus.whatif.model import World


class Run(NamedTuple):
    """What came of one run, by member: whether it left, whether it froze or left, its acts, its belief in the last month."""

    left: list[bool]
    aside: list[bool]
    acts: list[int]
    belief: list[float]


def now(lever: Mapping[int, NDArray[np.float64]], month: int, otherwise: float, member: int) -> float:
    """What a lever says of a member in a month."""
    steps = sorted(start for start in lever if start <= month)
    return float(lever[steps[-1]][member]) if steps else otherwise


class Alliance:
    """The state of one run."""

    def __init__(self, world: World, theta: Mapping[str, float], seed: int) -> None:
        self.world, self.theta = world, theta
        self.rng = np.random.default_rng(seed)
        self.n = range(len(world.members))
        self.keep = 2 ** (-1 / theta["half_life"])
        self.rate = self.rng.gamma(world.threat_shape) / world.threat_years / 12
        self.z, self.seen = np.zeros(len(self.n)), np.zeros(len(self.n))
        self.is_in = [True for _ in self.n]
        self.takes_part = [i not in world.frozen for i in self.n]
        self.acts = [0 for _ in self.n]
        self.belief = [0.0 for _ in self.n]
        for past in world.past:
            self.learn(past.member, past.given, self.keep**past.months_ago)

    def learn(self, of: int, given: float, share: float) -> None:
        """What all members make of a call: the caller counts it whole, the others in part."""
        for i in self.n:
            weight = share if i == of else share * self.theta["spill"]
            self.z[i] += weight * (self.world.belief - given)
            self.seen[i] += weight

    def given(self, i: int, month: int) -> float:
        """How much help comes."""
        world, theta = self.world, self.theta
        chance = now(world.answered, month, math.nan, i)
        if math.isnan(chance):
            logit = theta["answer"] + theta["stakes"] * world.stakes[i]
            logit += theta["attention"] * (world.attention[i] + now(world.attention_plus, month, 0.0, i))
            logit += theta["load"] * (world.load[i] + now(world.load_plus, month, 0.0, i))
            chance = 1 / (1 + math.exp(-logit))
        return world.help if self.rng.random() < chance else 0.0

    def choose(self, i: int, month: int) -> None:
        """Forget a month; stay, dissent, freeze or leave."""
        world, theta = self.world, self.theta
        self.z[i], self.seen[i] = self.z[i] * self.keep, self.seen[i] * self.keep
        lost = self.z[i] / (world.weight + self.seen[i])
        self.belief[i] = world.belief - lost
        if not self.is_in[i]:
            return
        held = theta["dependence"] * (world.dependence[i] + now(world.dependence_plus, month, 0.0, i))
        held += theta["outside"] * (world.outside[i] + now(world.outside_plus, month, 0.0, i))
        push = math.exp(theta["disbelief"] * lost)
        leave, freeze = (float(of[i]) * push * math.exp(held) for of in (world.leave, world.freeze))
        dissent = float(world.dissent[i]) * push
        x = self.rng.random() * (1 + leave + freeze + dissent)
        self.acts[i] += self.takes_part[i] and x < leave + freeze + dissent
        if x < leave + freeze:
            self.takes_part[i] = False
            self.is_in[i] = x >= leave

    def call(self, i: int, month: int) -> None:
        """A threat may come; the member may call."""
        times = now(self.world.threat_times, month, 1.0, i)
        chance = -math.expm1(-self.rate[i] * times) * self.theta["call"]
        if self.takes_part[i] and self.rng.random() < chance:
            self.learn(i, self.given(i, month), 1.0)


def run(world: World, theta: Mapping[str, float], months: int, seed: int) -> Run:
    """One run."""
    it = Alliance(world, theta, seed)
    for month in range(1, months + 1):
        for i in it.n:
            it.choose(i, month)
        for i in it.n:
            it.call(i, month)
        for shock in world.shocks:
            if shock.month == month and it.takes_part[shock.member]:
                it.learn(shock.member, it.given(shock.member, month) if shock.given is None else shock.given, 1.0)
    return Run([not x for x in it.is_in], [not x for x in it.takes_part], it.acts, it.belief)
