"""Answers to calls: who answered, with what, how soon, held against the record's answers to the call that is meant."""

from __future__ import annotations

import re
from dataclasses import replace

from foedus.check.desk import Desk, Fact, gap_days
from foedus.check.judge import act
from foedus.check.judge.ruling import NOTHING, Ruling, told
from foedus.check.numbers import holds
from foedus.check.topic import topic
from foedus.check.types import Found, Query
from foedus.questions.help import HELP

KINDS = ("answer",)

AFTER_DAYS = 200
"""An answer may come this long after its call, and the article may date either."""


def judge(found: Found, desk: Desk) -> Ruling:
    """Find the call that is meant, then hold what is claimed of the answer against its answers."""
    query = found.query
    call = _meant(query, desk)
    # An act is known by its own clause's words; the call that is meant, by those of the whole sentence.
    about = topic(desk.state_names.stripped(query.detail))
    found = replace(found, query=replace(query, topic=about)) if len(about) > 1 else found
    if call is None:
        return _not_elsewise(query, act.judge(found, desk), desk)
    answers = desk.answers.get(call.id, [])
    if not answers:
        if query.family in ("none", "declined"):
            return Ruling(
                "not_in_record",
                f"The record has no answer to this call; that none was given is not proven. {told(call)}.",
                (call.id,),
            )
        return act.judge(found, desk)
    elsewhere = _elsewhere(query, call, answers, desk)
    if elsewhere is not None:
        return elsewhere
    if query.number is not None:
        timed = _timed(query, call, answers, desk)
        if timed is not None:
            return timed
    own = act.judge(found, desk)
    if own.outcome == "supported" and _is_of_class(query, own, desk):
        return own
    ruling = _classed(query, call, answers, desk)
    return own if ruling.outcome == "not_in_record" and own.outcome == "contradicted" else ruling


def _not_elsewise(query: Query, own: Ruling, desk: Desk) -> Ruling:
    """That troops came is not borne out by a row of talk, blame or refusal."""
    fact = desk.by_id.get(own.rows[0]) if own.rows else None
    if own.outcome == "supported" and query.family == "force" and fact is not None and fact.act in TALK:
        return NOTHING
    return own


TALK = ("other", "criticise", "refuse_align", "pressure", "meet", "threaten_leave", "refuse_help", "suspend")


def _is_of_class(query: Query, own: Ruling, desk: Desk) -> bool:
    """Whether the row that seems to bear an answer out is an answer of the class claimed."""
    fact = desk.by_id.get(own.rows[0]) if own.rows else None
    if fact is None or query.family in ("none", "helped"):
        return False
    if fact.table == "answer":
        return bool(fact.row["answer_class"] == query.family)
    return fact.act in {
        "force": ("deploy_for", "aid"),
        "declined": ("refuse_help",),
        "mission": ("answer", "deploy_for"),
    }.get(query.family, ())


def _meant(query: Query, desk: Desk) -> Fact | None:
    """The call by somebody the words name, at the time they give, or the last one before."""
    named = {*query.recipients, *query.actors}
    wanted = {query.alliance, *query.others}
    calls = [it for it in desk.calls if it.actor in named and it.first <= desk.horizon]
    if not calls and not query.on:
        calls = _addressed(query, desk)
    inside = [it for it in calls if it.alliance in wanted or it.recipient in wanted] or calls
    if query.on and query.date_from != "running":
        dated = [it for it in inside if _is_near(it, query, desk)]
        return (
            max(dated, key=lambda it: (desk.weights.alike(query.topic, it.topic), it.first), default=None)
            if dated
            else None
        )
    recent = [it for it in inside if (desk.horizon - it.last).days <= 120]
    best = max(inside, key=lambda it: desk.weights.alike(query.topic, it.topic), default=None)
    if best is not None and desk.weights.alike(query.topic, best.topic) >= 0.3:
        return best
    return recent[-1] if recent else None


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


def _elsewhere(query: Query, call: Fact, answers: list[Fact], desk: Desk) -> Ruling | None:
    """Another alliance is said to have answered: the record's answers come from those whom the member asked."""
    responders = {it.actor for it in answers}
    claimed = [it for it in query.actors if it in desk.alliances.rows]
    if (
        not claimed
        or set(claimed) & (responders | {call.alliance, call.recipient})
        or query.family in ("none", "declined")
    ):
        return None
    acted = [
        it
        for it in desk.facts
        if it.actor in claimed and call.actor in it.states and abs((it.first - call.first).days) <= AFTER_DAYS
    ]
    if acted:
        return None
    why = f"The answer came from {desk.names_of(sorted(responders))}, not from {desk.names_of(claimed)}. {told(answers[0])}."
    return Ruling("contradicted", why, (call.id, *(it.id for it in answers[:3])), ("actor",))


def _timed(query: Query, call: Fact, answers: list[Fact], desk: Desk) -> Ruling | None:
    of_class = [it for it in answers if it.row["answer_class"] == query.family] or [
        it for it in answers if it.row["answer_class"] in HELP
    ]
    if not of_class or query.family in ("none", "declined"):
        return None
    first = of_class[0]
    low, high = (first.first - call.last).days, (first.last - call.first).days
    assert query.number is not None  # noqa: S101 (asked before)
    slack = 1 if query.number < 14 else query.number * 0.2
    if query.family == "force" and not any(it.row["answer_class"] == "force" for it in answers):
        return None
    rows = (call.id, first.id)
    if holds(query.number, query.bound, low - slack, high + slack):
        return Ruling("supported", f"It took {_days(low, high)}. {told(first)}.", rows)
    return Ruling(
        "contradicted", f"It took {_days(low, high)}, not {query.number:g}. {told(first)}.", rows, ("number",)
    )


def _days(low: int, high: int) -> str:
    return f"{high} day{'' if high == 1 else 's'}" if low == high else f"{low} to {high} days"


def _classed(query: Query, call: Fact, answers: list[Fact], desk: Desk) -> Ruling:
    """The class of answer that is claimed against the classes that were given."""
    given = {it.row["answer_class"] for it in answers}
    by = [it for it in answers if it.actor in query.actors] or answers
    own = {it.row["answer_class"] for it in by}
    rows = (call.id, *(it.id for it in by[:4]))
    what = f"The record's answers: {', '.join(sorted(given))}. {told(by[0])}"
    if query.family == "none":
        return _none(query, given, rows, what)
    wanted = {
        "force": {"force"},
        "mission": {"mission"},
        "declined": {"declined"},
        "helped": set(HELP),
        "political": {"political"},
    }[query.family]
    if wanted & own or (wanted & given and not [it for it in answers if it.actor in query.actors]):
        best = [it for it in by if it.row["answer_class"] in wanted] or by
        return Ruling("supported", f"{told(best[0])}.", (call.id, *(it.id for it in best[:3])))
    if query.family == "force":
        return Ruling("contradicted", f"No force was sent. {what}.", rows, ("answer",))
    if query.family == "helped" and not given & set(HELP):
        return Ruling("contradicted", f"No help of that kind was given. {what}.", rows, ("answer",))
    if query.family == "declined" and "force" in given:
        return Ruling("contradicted", f"Force was sent. {what}.", rows, ("answer",))
    if query.family == "mission" and given & {"force"}:
        return Ruling("partly", f"Force was sent. {what}.", rows, ("answer",))
    return NOTHING


_FORCE = re.compile(r"\b(?:troops?|soldiers?|forces?|military|peacekeepers?|contingent|brigade)\b")


def _none(query: Query, given: set[str], rows: tuple[str, ...], what: str) -> Ruling:
    if "force" in given:
        return Ruling("contradicted", f"The call was answered with force. {what}.", rows, ("answer",))
    if given & {"mission", "material"}:
        if _FORCE.search(query.detail):
            return Ruling("supported", f"No force was sent. {what}.", rows)
        return Ruling("partly", f"Something was sent. {what}.", rows, ("answer",))
    return Ruling("supported", f"Nothing was sent. {what}.", rows)
