"""Runs of the hub-and-member model, many at a time, seeded; one or two worlds over the same random numbers.

The loop over months works on blocks of runs that fit a core's cache, in single precision; a block has its own stream of random
numbers, so that results are the same on any number of threads. Equations (1) to (9) are in docs/whatif.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.whatif.model import COLUMN, MONTHS, World

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

BLOCK = 6000
"""Runs worked on together: long enough that numpy's overhead is small, short enough that the arrays stay in a core's cache."""

YEAR = 12
"""Months after which forgetting is applied to the sums; between, it is carried as a factor (see `_State`)."""


@dataclass(frozen=True)
class Paths:
    """What came of the runs of one world. D draws, M members, T months.

    `left`, `frozen` (D, M, T): chance to have left, or frozen or left, by the end of each month. They are sums of the chances
    that a run met (its compensator) and not counts of what fell, which has the same mean and less noise. `dissent` (D, M, T):
    dissenting acts expected in the month. `belief` (D, M, T): mean belief in the hub. `answered` (D, M): chance that a call
    is answered in the first month. `any_left` (D, T): chance that at least one member has left, counted.
    `acts` (runs, M): dissenting acts of each run over all months, of which quantiles show chance.
    """

    members: tuple[str, ...]
    left: Floats
    frozen: Floats
    dissent: Floats
    belief: Floats
    answered: Floats
    any_left: Floats
    acts: NDArray[np.uint8]


def simulate(
    worlds: Sequence[World],
    draws: Floats,
    *,
    runs: int = 100_000,
    months: int = MONTHS,
    seed: int = 0,
    threads: int = 2,
) -> list[Paths]:
    """Run each world `runs` times over the same random numbers, the runs shared out evenly over the draws (D, parameters).

    Runs are rounded up to a whole number a draw. Raises `FoedusError` where worlds differ in members, or nothing is asked for.
    """
    if runs < 1 or months < 1 or not len(draws):
        raise FoedusError("a simulation needs at least one run, one month and one draw of the parameters")
    if len({world.members for world in worlds}) != 1:
        raise FoedusError("worlds that are compared need the same members")
    each = -(-runs // len(draws))
    per_block = max(1, BLOCK // each)
    groups = [slice(place, min(place + per_block, len(draws))) for place in range(0, len(draws), per_block)]
    streams = np.random.SeedSequence(seed).spawn(len(groups))

    def one(place: int) -> list[_Counts]:
        span, rng = groups[place], np.random.Generator(np.random.SFC64(streams[place]))
        return _block(worlds, draws[span], span, each, months, rng)

    if threads < 2:
        done = [one(place) for place in range(len(groups))]
    else:
        with ThreadPoolExecutor(threads) as pool:
            done = list(pool.map(one, range(len(groups))))
    return [_paths(world, [block[place] for block in done]) for place, world in enumerate(worlds)]


class _Counts(NamedTuple):
    left: Floats
    frozen: Floats
    dissent: Floats
    belief: Floats
    answered: Floats
    any_left: Floats
    acts: NDArray[np.uint8]


def _paths(world: World, blocks: Sequence[_Counts]) -> Paths:
    return Paths(world.members, *(np.concatenate(parts) for parts in zip(*blocks, strict=True)))


def _block(
    worlds: Sequence[World], draws: Floats, span: slice, each: int, months: int, rng: np.random.Generator
) -> list[_Counts]:
    """All months of one block of runs: every world sees the same threats and the same luck."""
    n = len(worlds[0].members)
    luck = rng.standard_gamma(worlds[0].threat_shape[:, None], (n, len(draws) * each))
    states = [_State(world, draws, span, each, months, luck) for world in worlds]
    uniform = np.empty((2, n, len(draws), each), dtype=np.float32)
    for month in range(1, months + 1):
        rng.random(dtype=np.float32, out=uniform)
        for state in states:
            state.step(month, uniform[0], uniform[1])
    return [state.counts() for state in states]


class _State:
    """A block of runs of one world. Arrays of runs are (members, draws, runs of a draw).

    What is the same for all runs of a draw stands once for each of them where whole arrays meet it: numpy's inner loops are then
    long, which gains more than the memory costs.

    All sums are forgotten at one pace, so that not the sums shrink each month but what is new grows, and the prior weight with
    it: the same quotient for one pass over memory instead of two. Once a year the factor is brought back to 1.
    """

    def __init__(self, world: World, draws: Floats, span: slice, each: int, months: int, luck: Floats) -> None:
        self.world, self.span, self.each = world, span, each
        self.n, self.runs = len(world.members), len(draws) * each
        self.of: Mapping[str, Floats] = {name: draws[:, place] for name, place in COLUMN.items()}
        self.luck = luck
        self.starts = frozenset(world.starts)
        self.shocks = {
            month: [it for it in world.shocks if it.month == month] for month in {s.month for s in world.shocks}
        }
        self.fade = self._wide(2.0 ** (1 / self.of["half_life"]))
        self.grown = np.ones_like(self.fade)
        self.slope = self._wide(-self.of["disbelief"])
        self.ones = np.ones((self.n, len(draws), each), dtype=np.float32)
        self.spill = self.of["spill"].astype(np.float32)
        whole = (self.n, len(draws), each)
        self.z, self.seen = (
            np.array(np.broadcast_to(it[:, :, None], whole), np.float32) for it in lost_belief(world, draws)
        )
        self.alive, self.active = np.ones(whole, dtype=np.float32), np.ones(whole, dtype=np.float32)
        self.taking_part = np.ones(whole, dtype=bool)
        for frozen in world.frozen:
            self.active[frozen], self.taking_part[frozen] = 0, False
        self.fell = np.zeros(whole, dtype=bool)
        self.acts = np.zeros(whole, dtype=np.uint8)
        self.d, self.t, self.x = (np.empty(whole, dtype=np.float32) for _ in range(3))
        shape = (months, self.n, len(draws))
        self.met_alive, self.met_active, self.lost = (np.empty(shape) for _ in range(3))
        self.menus: list[tuple[Floats, Floats, Floats]] = []
        self.any_left = np.empty((months, len(draws)))
        self.gone = np.zeros(self.runs, dtype=bool)
        self.share_gone = np.zeros(len(draws))
        self.first_chance = self._chances(1)

    def _wide(self, of_draws: Floats) -> Singles:
        """A value a draw, or a member and draw, for each of the draw's runs: (members or 1, draws, runs of a draw)."""
        return np.repeat(np.atleast_2d(of_draws).astype(np.float32)[:, :, None], self.each, axis=2)

    def _menu(self, month: int) -> None:
        """Equation (8): weights of leaving, freezing and dissenting against staying, before belief, from this month on."""
        world, of = self.world, self.of
        held = of["dependence"] * (world.dependence + _now(world.dependence_plus, month, 0.0, self.n))[:, None]
        held = held + of["outside"] * (world.outside + _now(world.outside_plus, month, 0.0, self.n))[:, None]
        factor = np.exp(held)
        leave, freeze = self._rate(world.leave) * factor, self._rate(world.freeze) * factor
        dissent = np.broadcast_to(self._rate(world.dissent), leave.shape)
        self.menu = (leave, freeze, dissent)
        self.to_leave = leave.astype(np.float32)
        self.to_freeze, self.to_act = self._wide(leave + freeze), self._wide(leave + freeze + dissent)

    def _rate(self, of: Floats) -> Floats:
        """A rate that is one a member, or one a member and draw, as (members, draws of this block or 1)."""
        return of[:, None] if of.ndim == 1 else of[:, self.span]

    def _chances(self, month: int) -> Floats:
        """Equation (3): the chance that the hub answers, (members, draws)."""
        world, of = self.world, self.of
        attention = world.attention + _now(world.attention_plus, month, 0.0, self.n)
        load = world.load + _now(world.load_plus, month, 0.0, self.n)
        logit = (
            of["answer"]
            + of["attention"] * attention[:, None]
            + of["stakes"] * world.stakes[:, None]
            + of["load"] * load[:, None]
        )
        told = _now(world.answered, month, np.nan, self.n)[:, None]
        return np.where(np.isnan(told), 1 / (1 + np.exp(-logit)), told)

    def _threats(self, month: int) -> None:
        """Equations (1) to (3): the chances of a call, and of a call that is answered, from this month on."""
        times = _now(self.world.threat_times, month, 1.0, self.n)
        rate = self.luck * (times / self.world.threat_years / 12)[:, None]
        called = -np.expm1(-rate).reshape(self.n, -1, self.each) * self.of["call"][:, None]
        self.to_call = called.astype(np.float32)
        self.help = self._chances(month).astype(np.float32)

    def step(self, month: int, threat: Singles, choice: Singles) -> None:
        """One month: choice by the belief that earlier months left, then calls and answers. Both arrays are uniform on 0 to 1."""
        if month in self.starts:
            self._menu(month)
            self._threats(month)
        if month % YEAR == 0:
            self.z /= self.grown
            self.seen /= self.grown
            self.grown[:] = 1
        self.grown *= self.fade
        np.add(self.seen, np.float32(self.world.weight) * self.grown, out=self.d)
        np.divide(self.z, self.d, out=self.d)
        self.lost[month - 1] = np.vecdot(self.d, self.ones) / self.each
        np.multiply(self.d, self.slope, out=self.t)
        np.exp(self.t, out=self.t)
        self.t += self.to_act
        np.multiply(choice, self.t, out=self.x)
        np.reciprocal(self.t, out=self.t)
        self.met_alive[month - 1] = np.vecdot(self.alive, self.t) / self.each
        self.met_active[month - 1] = np.vecdot(self.active, self.t) / self.each
        self.menus.append(self.menu)
        self._choose()
        self.any_left[month - 1] = self.share_gone
        self._calls(threat)
        for shock in self.shocks.get(month, ()):
            self._shock(shock, threat)

    def _calls(self, threat: Singles) -> None:
        """Equations (2) to (5): who calls, whether help comes, and what all members make of it."""
        hit = np.flatnonzero(threat < self.to_call)
        hit = hit[self.taking_part.ravel()[hit]]
        if len(hit):
            member, draw = hit // self.runs, hit % self.runs // self.each
            helped = threat.ravel()[hit] < self.to_call.ravel()[hit] * self.help[member, draw]
            self._learn(hit, helped * np.float32(self.world.help))

    def _shock(self, shock: Any, threat: Singles) -> None:
        """A call that the scenario makes happen, where the member still takes part; where it leaves the answer to the hub,
        the month's own uniform number decides, stretched over the whole range."""
        runs = np.flatnonzero(self.taking_part[shock.member])
        if shock.given is None:
            chance = self._chances(shock.month)[shock.member][runs // self.each]
            given = (1 - threat[shock.member].ravel()[runs] < chance) * np.float32(self.world.help)
        else:
            given = np.full(len(runs), shock.given, dtype=np.float32)
        self._learn(shock.member * self.runs + runs, given)

    def _learn(self, hit: NDArray[np.intp], given: Singles) -> None:
        """Equation (5): each call counts one for the caller and the spill-over for the others."""
        run = hit % self.runs
        weight, spill = self.grown.ravel()[run], self.spill[run // self.each]
        blow = (np.float32(self.world.belief) - given) * weight
        shared, counted = blow * spill, weight * spill
        z, seen = self.z.ravel(), self.seen.ravel()
        z[hit] += blow - shared
        seen[hit] += weight - counted
        self.z += np.bincount(run, shared, self.runs).astype(np.float32).reshape(-1, self.each)
        self.seen += np.bincount(run, counted, self.runs).astype(np.float32).reshape(-1, self.each)

    def _choose(self) -> None:
        """Equation (9): what falls, by the month's second uniform number; to freeze and to leave is to dissent too."""
        np.less(self.x, self.to_act, out=self.fell)
        self.fell &= self.taking_part
        self.acts += self.fell.view(np.uint8)
        hit = np.flatnonzero(self.x < self.to_freeze)
        active, alive = self.active.ravel(), self.alive.ravel()
        active[hit], self.taking_part.ravel()[hit] = 0, False
        leaves = hit[self.x.ravel()[hit] < self.to_leave[hit // self.runs, hit % self.runs // self.each]]
        if len(leaves):
            alive[leaves] = 0
            self.gone[leaves % self.runs] = True
            self.share_gone = np.count_nonzero(self.gone.reshape(-1, self.each), axis=1) / self.each

    def counts(self) -> _Counts:
        """Sums over the months, by draw."""
        leave, freeze, dissent = (np.stack([menu[k] for menu in self.menus]) for k in range(3))
        left = np.cumsum(self.met_alive * leave, axis=0)
        frozen = np.cumsum(self.met_active * (freeze + leave), axis=0)
        for member in self.world.frozen:
            frozen[:, member] = 1
        order = (2, 1, 0)
        return _Counts(
            np.minimum(left, 1).transpose(order),
            np.minimum(frozen, 1).transpose(order),
            (self.met_active * dissent).transpose(order),
            (self.world.belief - self.lost).transpose(order),
            self.first_chance.T,
            self.any_left.T,
            self.acts.reshape(self.n, -1).T,
        )


def lost_belief(world: World, draws: Floats) -> tuple[Floats, Floats]:
    """Equation (6) for the calls before the first month: what is left of the blows and of their number, (members, draws)."""
    keep = 2.0 ** (-1 / draws[:, COLUMN["half_life"]])
    spill = draws[:, COLUMN["spill"]]
    z, seen = np.zeros((len(world.members), len(draws))), np.zeros((len(world.members), len(draws)))
    for past in world.past:
        left = keep**past.months_ago
        for member in range(len(world.members)):
            share = left if member == past.member else left * spill
            z[member] += share * (world.belief - past.given)
            seen[member] += share
    return z, seen


def _now(lever: Mapping[int, Floats], month: int, otherwise: float, n: int) -> Floats:
    """What a lever says in a month: its latest step by then."""
    steps = [start for start in lever if start <= month]
    return np.asarray(lever[max(steps)], dtype=float) if steps else np.full(n, otherwise)
