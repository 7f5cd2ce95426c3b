"""Which call for help an answer belongs to: told of before, named, dated, or known by who answered it."""

from __future__ import annotations

from foedus.check.desk import Desk, Fact, gap_days
from foedus.check.types import Query

AFTER_DAYS = 200
"""An answer may come this long after its call, and the article may date either."""
YEAR_DAYS = 400
"""Another call of the same state is meant rather than the one told of before only if it lies this near to it."""


def meant(query: Query, desk: Desk) -> Fact | None:
    """The call by somebody the words name, at the time they give, or the last one before."""
    named = {*query.recipients, *query.actors}
    wanted = {query.alliance, *query.others}
    calls = [it for it in desk.calls if it.actor in named and it.first <= desk.horizon]
    if not calls and not query.on:
        calls = _addressed(query, desk)
    inside = [it for it in calls if it.alliance in wanted or it.recipient in wanted] or calls
    told_of = [
        it
        for it in calls
        if query.since and gap_days(it.first, it.last, query.since) <= 3 and it.actor in query.recipients
    ]
    own_named = set(query.named) - set(query.actors)
    if query.is_dated and query.on and any(_is_near(it, query, desk) for it in inside):
        told_of = [it for it in told_of if _is_near(it, query, desk)]
    if told_of and (own_named & {it.actor for it in told_of} or not own_named & {it.actor for it in inside}):
        own = max(told_of, key=lambda it: (it.actor == query.recipients[0], desk.weights.alike(query.topic, it.topic)))
        return own if query.is_dated else _closer(own, inside, query, desk)
    if query.on and query.date_from != "running":
        dated = [it for it in inside if _is_near(it, query, desk)] or [it for it in calls if _is_near(it, query, desk)]
        return (
            max(dated, key=lambda it: (desk.weights.alike(query.topic, it.topic), it.first), default=None)
            if dated
            else None
        )
    inside = [it for it in inside if it.actor in own_named] or inside
    best: Fact | None = max(inside, key=lambda it: desk.weights.alike(query.topic, it.topic), default=None)
    least = 0.2 if best is not None and best.actor in own_named else 0.3
    if best is not None and desk.weights.alike(query.topic, best.topic) >= least:
        return best if query.is_dated else _closer(best, inside, query, desk)
    answered = _answered(query, desk) if query.is_sure else None
    if answered is not None:
        return answered
    near = [it for it in inside if query.on and gap_days(it.first, it.last, query.on) <= 45]
    recent = near or [it for it in inside if (desk.horizon - it.last).days <= 120]
    if near:
        nearest = max(near, key=lambda it: desk.weights.alike(query.topic, it.topic))
        return nearest if query.is_dated else _closer(nearest, inside, query, desk)
    return recent[-1] if recent else _on_that_day(query, desk)


def _on_that_day(query: Query, desk: Desk) -> Fact | None:
    """The call of the day of the one told of before, where the article has its caller wrong."""
    known = [
        it
        for it in desk.calls
        if query.since
        and it.alliance == query.alliance
        and it.first <= desk.horizon
        and gap_days(it.first, it.last, query.since) <= 1
        and (it.last - it.first).days <= 3
        and len(query.since) == len("2022-09-13")
    ]
    return known[0] if len(known) == 1 else None


CLOSER = 0.15
"""By how much more alike a call with its answers must be to be meant in the place of the one told of before."""


def _likeness(call: Fact, query: Query, desk: Desk) -> float:
    """How alike what is claimed is to a call or to one of its answers."""
    return max(desk.weights.alike(query.topic, it.topic) for it in (call, *desk.answers.get(call.id, [])))


def _closer(best: Fact, calls: list[Fact], query: Query, desk: Desk) -> Fact:
    """A later call of the same state in the year behind, where the answer claimed is far more like its own."""
    own = _likeness(best, query, desk)
    later = [it for it in calls if it.actor == best.actor and 0 < (it.first - best.first).days <= YEAR_DAYS]
    other = max(later, key=lambda it: _likeness(it, query, desk), default=None)
    return other if other is not None and _likeness(other, query, desk) >= own + CLOSER else best


def _answered(query: Query, desk: Desk) -> Fact | None:
    """The call that those of whom the answer is told answered, at the time the words give or in the alliance they speak of."""
    known = [
        it
        for it in desk.calls
        if it.first <= desk.horizon
        and it.alliance in (query.alliance, *query.others)
        and any(one.actor in query.actors for one in desk.answers.get(it.id, []))
        and it.actor not in query.actors
    ]
    if query.on:
        known = [
            it
            for it in known
            if any(
                one.actor in query.actors and gap_days(one.first, one.last, query.on) <= AFTER_DAYS
                for one in desk.answers[it.id]
            )
        ]
    beside = [
        it for it in known if any(one.actor in query.recipients for one in desk.answers[it.id] if one.actor != it.actor)
    ]
    known = beside or known
    told_of = [it for it in known if desk.weights.alike(query.context, it.topic) >= 0.1]
    best = max(told_of or known, key=lambda it: desk.weights.alike(query.context, it.topic), default=None)
    return best if best is not None and (told_of or query.on or len(known) == 1) else None


def _addressed(query: Query, desk: Desk) -> list[Fact]:
    """Calls to whoever is said to answer, of which the words before the claim speak."""
    known = [it for it in desk.calls if it.recipient in query.actors and it.first <= desk.horizon]
    told_of = {it.id: desk.by_id.get(str(it.row["event_id"] or "")) or it for it in known}
    return [
        it for it in known if max(desk.weights.alike(query.context, one.topic) for one in (it, told_of[it.id])) >= 0.2
    ]


def _is_near(call: Fact, query: Query, desk: Desk) -> bool:
    if gap_days(call.first, call.last, query.on) <= 3:
        return True
    return any(gap_days(it.first, it.last, query.on) <= 1 for it in desk.answers.get(call.id, []))
