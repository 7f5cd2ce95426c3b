"""What a claim and a row share, as figures from which their likeness is reckoned: words, states, days, acts, numbers, names."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

from foedus.check.desk import Desk, Fact, gap_days, spans
from foedus.check.lexicon import contraries
from foedus.check.numbers import quantities
from foedus.check.parts import Told, told_in
from foedus.check.types import Query


class Side(NamedTuple):
    """What of a claim does not change from row to row."""

    query: Query
    told: Told
    text: str
    own: dict[str, float]
    sentence: dict[str, float]
    context: dict[str, float]
    numbers: frozenset[tuple[str, float]]
    states: frozenset[str]
    alliances: frozenset[str]


def side(query: Query, desk: Desk) -> Side:
    """A claim made ready to be set beside rows."""
    text = desk.state_names.stripped(query.detail)
    states = frozenset(it for it in (*query.actors, *query.own) if len(it) == 3 and it not in desk.alliances.rows)
    about = desk.about(query.sentence)
    return Side(
        query,
        told_in(text),
        text,
        desk.similar(query.topic),
        desk.similar(about),
        desk.similar(query.context or about),
        frozenset((it.unit, it.value) for it in quantities(query.detail)),
        states,
        frozenset((query.alliance, query.main, *query.others)) - {""},
    )


def features(one: Side, fact: Fact, desk: Desk) -> list[float]:
    """The figures of `FEATURES` for a claim and a row."""
    query = one.query
    actors = set(query.actors)
    others = one.states - actors
    shared = len(one.told.ways.keys() & fact.told.ways.keys())
    numbers = {(it.unit, it.value) for it in fact.numbers}
    day = _day(query, fact)
    exact = bool(actors & {fact.actor}) or (fact.table == "answer" and fact.alliance in actors)
    named = bool(actors & (fact.states | {fact.alliance, fact.recipient}))
    return [
        one.own.get(fact.id, 0.0),
        one.sentence.get(fact.id, 0.0),
        one.context.get(fact.id, 0.0),
        desk.covered(query.topic, fact),
        float(exact),
        float(named and not exact),
        float(bool(actors) and query.is_sure and not named),
        float(min(2, len(others & fact.states))),
        float(min(2, len(others - fact.states))),
        *day,
        float(min(3, shared)),
        float(bool(contraries(one.text, fact.stripped))) if shared or one.own.get(fact.id, 0.0) > 0.1 else 0.0,
        float(bool(query.acts) and fact.act in query.acts),
        float(min(2, len(one.numbers & numbers))),
        float(bool(one.numbers - numbers)),
        float(min(3, len(one.told.names & fact.told.names))),
        float(fact.alliance not in one.alliances),
        float(fact.table == "statement"),
        float(fact.table == "answer"),
        float(fact.table == "call"),
        log(1 + max(0, (desk.horizon - fact.last).days) / 30) / 5,
        _near(query, fact),
    ]


def _day(query: Query, fact: Fact) -> tuple[float, float, float, float, float, float]:
    """Day, month and year that fit; a day of the claim's own that does not; one beside it or running on that does."""
    if query.on and query.date_from != "running":
        gap = gap_days(fact.first, fact.last, query.on)
        if gap <= 1:
            width = min(((end - begin).days for begin, end in spans(query.on)), default=400)
            width = max(width, (fact.last - fact.first).days)
            return (float(width <= 3), float(3 < width <= 93), float(width > 93), 0.0, 0.0, 0.0)
        beside = any(gap_days(fact.first, fact.last, on) <= 1 for on in query.nearby)
        return (0.0, 0.0, 0.0, float(not beside), float(beside), 0.0)
    running = any(gap_days(fact.first, fact.last, on) <= 1 for on in (*query.nearby, query.on) if on)
    return (0.0, 0.0, 0.0, 0.0, 0.0, float(running))


def _near(query: Query, fact: Fact) -> float:
    """How near in time a row is that does not fit the claim's day: 1 within a week, half within a quarter, 0 beyond a year."""
    if not query.on:
        return 0.0
    gap = gap_days(fact.first, fact.last, query.on)
    return 1.0 if gap <= 7 else 0.7 if gap <= 35 else 0.4 if gap <= 120 else 0.2 if gap <= 366 else 0.0


WEIGHTS = {
    "own_words": 1.76,
    "sentence_words": 2.79,
    "context_words": 1.82,
    "covered": 2.29,
    "actor": 2.39,
    "actor_named": 0.86,
    "actor_missing": -0.66,
    "others_shared": 1.18,
    "others_missing": -0.45,
    "day": 2.55,
    "month": 2.03,
    "year": 1.57,
    "day_missing": 0.35,
    "day_beside": 1.24,
    "day_running": 0.70,
    "acts_shared": 0.60,
    "acts_contrary": 0.71,
    "family": 1.48,
    "numbers_shared": 2.35,
    "numbers_missing": -1.01,
    "names_shared": 1.06,
    "alliance_other": -2.03,
    "statement": -2.09,
    "answer": -0.84,
    "call": 0.13,
    "age": -1.81,
    "day_near": 2.43,
}
"""Weight of each figure, in the order of `features`, in a conditional logit (McFadden 1974) of which row a claim is about."""
FEATURES = tuple(WEIGHTS)
"""Their names."""
NONE = 4.87
"""What `no row of the record` weighs beside the rows."""


class Likely(NamedTuple):
    """A row and the probability that it is the one a claim is about, all rows and `none` being one."""

    fact: Fact
    p: float


def likely(query: Query, desk: Desk, none: float = NONE, least: float = 0.02) -> list[Likely]:
    """Rows by the probability that the claim is about them, most likely first; rows under `least` are left out."""
    rows = scored(query, desk)
    top = max([none, *(score for _, score in rows)])
    total = exp(none - top) + sum(exp(score - top) for _, score in rows)
    found = [Likely(fact, exp(score - top) / total) for fact, score in rows]
    return sorted((it for it in found if it.p >= least), key=lambda it: (-it.p, it.fact.id))


def scored(query: Query, desk: Desk, *, aged: bool = True) -> list[Likely]:
    """Every row that may be meant with the sum of its weighted figures in the place of `p`; `aged`: an old row counts less."""
    asked = (query, desk.horizon, aged)
    if asked in desk.scores:
        return desk.scores[asked]
    one = side(query, desk)
    weights = [weight if aged or name != "age" else 0.0 for name, weight in WEIGHTS.items()]
    found = [
        Likely(fact, sum(weight * it for weight, it in zip(weights, features(one, fact, desk), strict=True)))
        for fact in desk.facts
        if fact.first <= desk.horizon and (fact.alliance in one.alliances or one.own.get(fact.id, 0.0) >= OTHER)
    ]
    if len(desk.scores) >= KEPT:
        desk.scores.pop(next(iter(desk.scores)))
    desk.scores[asked] = found
    return found


KEPT = 8
"""How many claims a desk remembers with their rows: each is asked for several times in a row."""
OTHER = 0.3
"""How alike a row of an alliance that is not spoken of must be to be looked at."""
