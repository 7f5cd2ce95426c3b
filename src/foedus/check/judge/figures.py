"""How a claim stands to all rows that it may be about, as figures: what they bear out, exclude and leave open, and who else fits."""

from __future__ import annotations

from typing import NamedTuple

from foedus.check.desk import Desk, Fact, gap_days
from foedus.check.judge import bearing, foretold
from foedus.check.judge.act import Held, is_whole
from foedus.check.judge.another import states_of
from foedus.check.judge.bearing import Claimed
from foedus.check.judge.likeness import scored
from foedus.check.lexicon import contraries
from foedus.check.numbers import quantities
from foedus.check.types import Query

AROUND = 40
"""How many of the rows nearest to a claim are looked at for the one that has most of it."""


def figures(query: Query, rows: list[Held], desk: Desk) -> dict[str, float]:
    """The figures of `doubt.WEIGHTS`; `rows` are the likely ones with their parts. What is not told is 0."""
    claim = bearing.claimed(query, desk)
    found = _ledger(rows) | {
        "with_number": float(bool(quantities(query.detail))),
        "with_verb": float(bool(claim.verb)),
    }
    if rows:
        found |= _top(claim, rows, desk)
    return found | _joint(claim, desk) | _later(query, desk)


def _ledger(rows: list[Held]) -> dict[str, float]:
    """How likely the claim is about rows that exclude it, leave it open or bear it out."""
    full = [it for it in rows if not it.of("excluded") and not it.of("open")]
    return {
        "excluded_p": sum(it.p for it in rows if it.of("excluded") and it.of("borne")),
        "open_p": sum(it.p for it in rows if it.of("open") and not it.of("excluded")),
        "full_p": sum(it.p for it in full),
        "whole_p": sum(it.p for it in full if is_whole({one.name for one in it.of("borne")})),
        "top_p": max((it.p for it in rows), default=0.0),
        "date_lacking_p": sum(it.p for it in rows if _has(it, "date", "open") or _has(it, "date", "excluded")),
    }


def _has(row: Held, name: str, bearing_: str) -> bool:
    return any(it.name == name and it.bearing == bearing_ for it in row.parts)


def _top(claim: Claimed, rows: list[Held], desk: Desk) -> dict[str, float]:
    """What the likeliest row leaves open, excludes and bears out, as likely as it is meant, and contraries in any."""
    best = max(rows, key=lambda it: it.p)
    actors = states_of(claim.query.actors, desk)
    return {
        "top_act_open": best.p * _has(best, "act", "open"),
        "top_actor_excluded": best.p * _has(best, "actor", "excluded"),
        "top_date_excluded": best.p * _has(best, "date", "excluded"),
        "top_number_borne": best.p * _has(best, "number", "borne"),
        "top_number_open": best.p * _has(best, "number", "open"),
        "top_number_excluded": best.p * _has(best, "number", "excluded"),
        "other_actor": float(bool(actors) and len(best.fact.actor) == 3 and best.fact.actor not in actors),
        "contrary_p": sum(it.p for it in rows if contraries(claim.text, it.fact.stripped)),
    }


def _joint(claim: Claimed, desk: Desk) -> dict[str, float]:
    """By how much more of the claim, taken together, one row has than the next."""
    query = claim.query
    near = sorted(scored(query, desk), key=lambda it: (-it.p, it.fact.id))[:AROUND]
    actors = states_of(query.actors, desk)
    wants = _Wants(
        sorted(actors)[:2],
        sorted(states_of((*query.actors, *query.own), desk) - actors)[:3],
        sorted({it.value for it in quantities(query.detail)})[:2],
        sorted(claim.told.names)[:2],
    )
    shares = sorted((_share(claim, wants, it.fact, desk) for it in near), reverse=True)
    return {"joint_gap": shares[0] - (shares[1] if len(shares) > 1 else 0.0)} if shares else {}


class _Wants(NamedTuple):
    """What of a claim a row may have: states that act, others, numbers and names."""

    actors: list[str]
    others: list[str]
    numbers: list[float]
    names: list[str]


def _share(claim: Claimed, wants: _Wants, fact: Fact, desk: Desk) -> float:
    """Share of a claim's words and parts that one row has."""
    query = claim.query
    held = fact.states | {fact.actor, fact.recipient}
    values = {it.value for it in fact.numbers}
    parts = [(2.0, desk.covered(query.topic, fact))]
    for it in wants.actors:
        is_by = it == fact.actor or desk.same_state(it, frozenset({fact.actor}))
        parts.append((1.0, 1.0 if is_by else 0.5 if it in held else 0.0))
    parts += [(0.7, float(it in held or desk.same_state(it, held))) for it in wants.others]
    parts += [(0.8, float(it in values)) for it in wants.numbers]
    parts += [(0.6, float(it in fact.told.names or it in fact.text)) for it in wants.names]
    if query.is_dated and query.on:
        parts.append((1.0, float(gap_days(fact.first, fact.last, query.on) <= 1)))
    if claim.verb:
        parts.append((1.0, float(bearing.acts_shared(claim, fact.stripped) > 0)))
    return sum(weight * has for weight, has in parts) / sum(weight for weight, _ in parts)


def _later(query: Query, desk: Desk) -> dict[str, float]:
    """How likely the claim is about rows of after the article's own day, where such rows are known."""
    if desk.horizon >= desk.day:
        return {}
    later = [it for it in foretold.on_any_day(query, desk) if it.fact.first > desk.horizon]
    p = sum(it.p for it in later)
    return {
        "later_told_p": sum(it.p for it in later if foretold.is_told(it, query.is_sure)),
        "news_later": p * foretold.is_news(query),
        "lately_later": p * foretold.is_lately(query),
    }
