"""Which rows may tell of the same act as a claim: who, when, what about and which alliance act, put into one score."""

from __future__ import annotations

from typing import NamedTuple

from foedus.check.desk import Desk, Fact, gap_days, spans
from foedus.check.types import Query

TOLERANCE_DAYS = 2
"""An act may be dated a day or two apart by two reports: time zones, the day of the news."""

OFTEN = frozenset(
    "meet exercise criticise clash support pressure outside_tie deploy_for withdraw_from threaten_leave recognise base".split()  # noqa: SIM905
) | {""}
"""Families of acts that recur: a date that no row has is another act rather than a wrong date."""


OWN, AROUND = 0.7, 0.4
"""How much a claim's own words count beside those around them."""


class Match(NamedTuple):
    """A row beside a claim: how alike they are (`own`: by the claim's own words), and which parts agree (None: not said)."""

    fact: Fact
    alike: float
    actor: bool | None
    other: bool | None
    on: bool | None
    act: bool
    score: float
    own: float


def matches_of(query: Query, desk: Desk) -> list[Match]:
    own, around = desk.similar(query.topic), desk.similar(query.context or query.topic)
    who, acts = set(query.actors), set(query.acts)
    found = []
    for fact in desk.facts:
        alike = OWN * own.get(fact.id, 0.0) + AROUND * around.get(fact.id, 0.0)
        if fact.first <= desk.horizon and (alike >= 0.08 or (fact.act in acts and (not who or who & fact.states))):
            found.append(_match(query, fact, desk, alike, own.get(fact.id, 0.0)))
    found = [it for it in found if it.score > 0.8]
    return sorted(found, key=lambda it: (-it.score, it.fact.id))[:60]


def _match(query: Query, fact: Fact, desk: Desk, alike: float, own: float) -> Match:
    actor = _actor(query, fact)
    exact = fact.actor in query.actors
    named = [it for it in query.recipients if it not in desk.alliances.rows]
    other = None if not named else bool(set(named) & fact.states)
    on = None if not query.on else gap_days(fact.first, fact.last, query.on) <= TOLERANCE_DAYS
    if on is False and not query.is_dated:
        on = None
    act = bool(query.acts) and fact.act in query.acts
    close = not query.alliance or fact.alliance in (query.alliance, *query.others)
    score = (
        2.4 * alike
        + (0.8 if actor and exact else 0.4 if actor else 0.0)
        + (0.3 if other else 0.0)
        + 0.6 * act
        + (0.3 if close else 0.0)
    )
    score += _date_score(query, fact, on)
    return Match(fact, alike, actor, other, on, act, score, own)


def _date_score(query: Query, fact: Fact, on: bool | None) -> float:
    if on is None:
        return 0.0
    if not on:
        return -0.5
    widths = [(end - begin).days for begin, end in spans(query.on)]
    return 1.0 if min(widths, default=400) <= 1 else 0.7 if min(widths) <= 31 else 0.4


def _actor(query: Query, fact: Fact) -> bool | None:
    if not query.actors:
        return None
    bodies = {fact.alliance} if fact.actor in (fact.alliance, "") or fact.table == "answer" else set()
    if set(query.actors) & ({fact.actor} | bodies | fact.states):
        return True
    return False if query.is_sure else None


def is_same(it: Match, query: Query) -> bool:
    """Whether a row bears out who, when and what, as far as the claim says it."""
    if it.fact.alliance not in ("", query.alliance, query.main, *query.others) and (it.own < 0.4 or not it.actor):
        return False
    if it.actor is False or (it.on is False and (query.is_dated or it.alike < 0.35)):
        return False
    narrow = it.on and min(((end - begin).days for begin, end in spans(query.on)), default=400) <= 1
    if query.kind == "clash":
        return _is_same_clash(it, query)
    if it.actor is None:
        return it.alike >= (0.2 if narrow else 0.3)
    exact = bool({it.fact.actor, it.fact.recipient} & set(query.actors))
    if it.own < 0.08 and not it.act:
        return False
    if narrow:
        return it.alike >= (0.1 if exact else 0.2) or (it.act and exact)
    if it.on:
        return it.alike >= (0.18 if exact else 0.28) or (it.act and exact and it.alike >= 0.06)
    return it.alike >= (0.26 if exact else 0.36) or (it.act and exact and it.alike >= 0.14)


def _is_same_clash(it: Match, query: Query) -> bool:
    sides = {code for code in (*query.actors, *query.recipients) if len(code) == 3}
    if it.fact.act != "clash" and it.alike < 0.3:
        return False
    shared = sides & it.fact.states
    if len(sides) >= 2:
        return len(shared) >= 2 and it.on is not False
    return bool(shared) and it.on is not False and (it.alike >= 0.15 or bool(it.on))
