"""The expected-utility model of group decisions (Bueno de Mesquita 1994) as replicated by Scholz, Calbert and Smith 2011.

Each actor has a capability `c`, a position `x` on one scale and a salience `s`. In every round each pair weighs a
challenge, each actor receives offers from those it thinks would win, and moves to one of them. `Q`, the chance that
nothing changes without a challenge, is 1. Two readings are offered, because no single one is both printed and right:
`printed` has the equations as published, `matching` gives the published medians and means. They differ in two rules,
`Rules.denominator` and `Rules.choice`; docs/landscape.md has the equations and what each difference does.

Source of the model: Scholz, Calbert and Smith 2011, Journal of Theoretical Politics 23: 510-531.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from foedus.errors import FoedusError


class BadActors(FoedusError):
    """Actors, or a number of rounds, that the model cannot take."""


class Stakeholder(NamedTuple):
    """Who has a stake in the decision."""

    name: str
    capability: float
    """Above 0; only its ratio to that of others counts."""
    position: float
    """On the scale of the decision."""
    salience: float
    """0 to 1: the share of what it could do that it would do on this issue."""


class Rules(NamedTuple):
    """The two rules in which the readings differ."""

    denominator: Literal["this pair", "all pairs"]
    """The chance of success is the votes for the challenger over all votes cast between these two, or between every pair."""
    choice: Literal["least change", "lowest mean"]
    """Which offer is taken: that which asks for the least change; or a confrontation before a compromise before a
    capitulation, and of compromises that with the lowest mean of both positions weighed by the expected utilities."""


READINGS = {
    "printed": Rules("this pair", "least change"),
    "matching": Rules("all pairs", "lowest mean"),
}


Kind = Literal["confrontation", "compromise", "capitulation"]

KINDS: tuple[Kind, ...] = ("confrontation", "compromise", "capitulation")


class Move(NamedTuple):
    """An offer that an actor takes."""

    actor: str
    towards: str
    kind: Kind
    position: float
    """Where the actor is after it."""


class Round(NamedTuple):
    """The state after a number of rounds; 0 is the beginning."""

    number: int
    median: float
    """The position that no other beats when all vote by capability times salience times distance."""
    mean: float
    """Mean position weighed by capability times salience."""
    positions: dict[str, float]
    exponents: dict[str, float]
    """Risk exponent by actor in this round, .5 to 2; below 1 it takes risks. Empty at the beginning."""
    moves: tuple[Move, ...]


def rounds(
    actors: Sequence[Stakeholder], n_rounds: int = 10, *, reading: Literal["printed", "matching"] | Rules = "matching"
) -> list[Round]:
    """The beginning and `n_rounds` rounds. Raises `BadActors` for what the model cannot take."""
    _check(actors, n_rounds)
    if isinstance(reading, str) and reading not in READINGS:
        raise BadActors(f'there is no reading "{reading}"; choose {" or ".join(READINGS)}')
    rules = READINGS[reading] if isinstance(reading, str) else reading
    positions = [float(it.position) for it in actors]
    told = [_state(actors, positions, 0, [], [])]
    for number in range(1, n_rounds + 1):
        exponents, moves = _one_round(_Issue(actors, positions, told[0].positions), rules)
        for place, move in moves.items():
            positions[place] = move.position
        told.append(_state(actors, positions, number, exponents, list(moves.values())))
    return told


def _check(actors: Sequence[Stakeholder], n_rounds: int) -> None:
    if not actors:
        raise BadActors("there is no actor; give at least one")
    if n_rounds < 0:
        raise BadActors(f"{n_rounds} rounds cannot be run; give 0 or more")
    names = [it.name for it in actors]
    for it in actors:
        if names.count(it.name) > 1:
            raise BadActors(f"actor {it.name} is named twice; name each actor once")
        if not 0 < it.capability < float("inf"):
            raise BadActors(f"the capability of {it.name} is {it.capability:g}; give a finite number above 0")
        if not 0 <= it.salience <= 1:
            raise BadActors(f"the salience of {it.name} is {it.salience:g}; give a number from 0 to 1")
        if not abs(it.position) < float("inf"):
            raise BadActors(f"the position of {it.name} is {it.position:g}; give a finite number")
    if not any(it.salience for it in actors):
        raise BadActors("the salience of every actor is 0; give at least one above 0")


def _state(
    actors: Sequence[Stakeholder], positions: list[float], number: int, exponents: list[float], moves: list[Move]
) -> Round:
    weights = [it.capability * it.salience for it in actors]
    # Votes are linear in distance, so the position that beats every other is that with the least weighed distance.
    median = min(
        sorted(set(positions)),
        key=lambda x: sum(w * abs(own - x) for w, own in zip(weights, positions, strict=True)),
    )
    mean = sum(w * x for w, x in zip(weights, positions, strict=True)) / sum(weights)
    names = [it.name for it in actors]
    by_name = dict(zip(names, exponents, strict=True)) if exponents else {}
    return Round(number, median, mean, dict(zip(names, positions, strict=True)), by_name, tuple(moves))


class _Issue:
    """The actors at the positions of a round; the scale is that of the beginning."""

    def __init__(self, actors: Sequence[Stakeholder], positions: Sequence[float], first: dict[str, float]) -> None:
        self.actors = actors
        self.n = len(actors)
        self.x = list(positions)
        self.weights = [it.capability * it.salience for it in actors]
        self.scale = max(first.values()) - min(first.values())

    def votes(self, i: int, j: int, exponents: Sequence[float]) -> list[float]:
        """What each actor casts for the position of i against that of j; below 0 for j."""
        return [
            weight * ((abs(x - self.x[j]) / self.scale) ** r - (abs(x - self.x[i]) / self.scale) ** r)
            for weight, x, r in zip(self.weights, self.x, exponents, strict=True)
        ]

    def chances(self, exponents: Sequence[float], rules: Rules) -> list[list[float]]:
        """The chance that i, challenging j, succeeds; 0 where they agree."""
        every = range(self.n)
        cast = [[self.votes(i, j, exponents) for j in every] for i in every]
        all_cast = sum(abs(vote) for row in cast for votes in row for vote in votes)

        def chance(i: int, j: int) -> float:
            votes = cast[i][j]
            whole = all_cast if rules.denominator == "all pairs" else sum(map(abs, votes))
            return sum(vote for vote in votes if vote > 0) / whole if whole and self.x[i] != self.x[j] else 0.0

        return [[chance(i, j) for j in every] for i in every]

    def utility(self, i: int, j: int, r: float, chance: float) -> float:
        """Expected utility for i of challenging j, as an actor with risk exponent `r` sees it."""
        apart = abs(self.x[i] - self.x[j]) / self.scale
        success: float = 2 - 4 * (0.5 - 0.5 * apart) ** r
        failure: float = 2 - 4 * (0.5 + 0.5 * apart) ** r
        as_is: float = 2 - 4 * 0.5**r
        resists = self.actors[j].salience
        return resists * (chance * success + (1 - chance) * failure) + (1 - resists) * success - as_is


def _one_round(issue: _Issue, rules: Rules) -> tuple[list[float], dict[int, Move]]:
    """The risk exponents of a round and the moves by the actor's place."""
    if not issue.scale:
        return [1.0] * issue.n, {}
    exponents = _exponents(issue, rules)
    chances = issue.chances(exponents, rules)
    moves: dict[int, Move] = {}
    for i in range(issue.n):
        offers = [offer for j in range(issue.n) if (offer := _offer(issue, i, j, exponents[i], chances))]
        if offers:
            moves[i] = _chosen(issue.x[i], offers, rules)
    return exponents, moves


def _exponents(issue: _Issue, rules: Rules) -> list[float]:
    """Risk exponents from how much others expect to gain by challenging: who is safest has taken no risks (exponent 2)."""
    neutral = [1.0] * issue.n
    chances = issue.chances(neutral, rules)
    danger = [sum(issue.utility(j, i, 1.0, chances[j][i]) for j in range(issue.n) if j != i) for i in range(issue.n)]
    most, least = max(danger), min(danger)
    if most == least:
        return neutral
    shares = [(2 * it - most - least) / (most - least) for it in danger]
    return [(1 - share / 3) / (1 + share / 3) for share in shares]


class _Offer(NamedTuple):
    move: Move
    mean: float
    """Of both positions, weighed by the sizes of the expected utilities."""


def _offer(issue: _Issue, i: int, j: int, r: float, chances: list[list[float]]) -> _Offer | None:
    """What i would have to do for j, as i sees it; None where j has nothing to demand."""
    if issue.x[i] == issue.x[j]:
        return None
    own, other = issue.utility(i, j, r, chances[i][j]), issue.utility(j, i, r, chances[j][i])
    there = issue.x[j]
    kind: Kind
    if other > own > 0:
        kind = "confrontation"
    elif other > 0 > own and other > -own:
        kind, there = "compromise", issue.x[i] + (issue.x[j] - issue.x[i]) * -own / other
    elif other > 0 > own:
        kind = "capitulation"
    else:
        return None
    mean = (abs(own) * issue.x[i] + abs(other) * issue.x[j]) / (abs(own) + abs(other))
    return _Offer(Move(issue.actors[i].name, issue.actors[j].name, kind, there), mean)


def _chosen(here: float, offers: list[_Offer], rules: Rules) -> Move:
    def rank(offer: _Offer) -> tuple[int, float]:
        change = abs(offer.move.position - here)
        if rules.choice == "least change":
            return 0, change
        return KINDS.index(offer.move.kind), offer.mean if offer.move.kind == "compromise" else change

    return min(offers, key=rank).move
