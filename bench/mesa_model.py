"""The hub-and-member model as one would write it in Mesa: the peer that `bench/whatif_speed.py` times. Needs mesa.

A plain model: an agent per member, one step a month, no tricks either way. It follows equations (1) to (9) of docs/whatif.md
one by one, for levers that do not change in time.
"""

from __future__ import annotations

import math
from typing import Any

import mesa  # type: ignore[import-not-found,unused-ignore]

from foedus.whatif.model import World


class Member(mesa.Agent):  # type: ignore[misc,unused-ignore]
    """A member: what it has seen of the hub, whether it takes part, and what it does."""

    def __init__(self, model: Alliance, place: int) -> None:
        super().__init__(model)
        world = model.world
        self.place = place
        self.rate = model.random.gammavariate(world.threat_shape[place], 1 / world.threat_years[place]) / 12
        self.lost = self.seen = 0.0
        for past in world.past:
            share = model.keep**past.months_ago * (1 if past.member == place else model.theta["spill"])
            self.lost += share * (world.belief - past.given)
            self.seen += share
        self.is_in = self.takes_part = True
        self.acts = 0

    def call(self) -> None:
        """A threat may come; the member may call; the hub may help."""
        world, theta = self.model.world, self.model.theta
        if not self.takes_part or self.random.random() >= -math.expm1(-self.rate):
            return
        if self.random.random() >= theta["call"]:
            return
        logit = theta["answer"] + theta["attention"] * world.attention[self.place]
        logit += theta["stakes"] * world.stakes[self.place] + theta["load"] * world.load[self.place]
        given = world.help if self.random.random() < 1 / (1 + math.exp(-logit)) else 0.0
        self.model.answers.append((self.place, given))

    def learn(self) -> None:
        """Count this month's calls, one's own whole and those of others by the spill-over."""
        for place, given in self.model.answers:
            share = 1.0 if place == self.place else self.model.theta["spill"]
            self.lost += share * (self.model.world.belief - given)
            self.seen += share

    def choose(self) -> None:
        """Forget a month; stay, dissent, freeze or leave."""
        world, theta = self.model.world, self.model.theta
        self.lost *= self.model.keep
        self.seen *= self.model.keep
        if not self.is_in:
            return
        push = math.exp(theta["disbelief"] * self.lost / (world.weight + self.seen))
        hold = theta["dependence"] * world.dependence[self.place] + theta["outside"] * world.outside[self.place]
        leave = world.leave[self.place] * push * math.exp(hold)
        freeze = world.freeze[self.place] * push * math.exp(hold)
        dissent = world.dissent[self.place] * push
        drawn = self.random.random() * (1 + leave + freeze + dissent)
        if drawn < leave:
            self.acts += self.takes_part
            self.is_in = self.takes_part = False
        elif drawn < leave + freeze:
            self.acts += self.takes_part
            self.takes_part = False
        elif drawn < leave + freeze + dissent:
            self.acts += self.takes_part


class Alliance(mesa.Model):  # type: ignore[misc,unused-ignore]
    """The members of one world under one set of parameters."""

    def __init__(self, world: World, theta: dict[str, float], seed: int) -> None:
        super().__init__(rng=seed) if "rng" in mesa.Model.__init__.__code__.co_varnames else super().__init__(seed=seed)
        self.world, self.theta = world, theta
        self.keep = 2 ** (-1 / theta["half_life"])
        self.answers: list[tuple[int, float]] = []
        for place in range(len(world.members)):
            Member(self, place)

    def step(self) -> None:
        """One month."""
        self.answers = []
        self.agents.do("choose")
        self.agents.do("call")
        self.agents.do("learn")


def run(world: World, theta: dict[str, float], months: int, seed: int) -> list[tuple[bool, bool, int]]:
    """One run: for each member whether it has left, whether it froze or left, and its dissenting acts."""
    model: Any = Alliance(world, theta, seed)
    for _ in range(months):
        model.step()
    return [(not it.is_in, not it.takes_part, it.acts) for it in model.agents]
