"""Answers to calls: who answered, with what, how soon, held against the record's answers to the call that is meant."""

from __future__ import annotations

import re
from dataclasses import replace

from foedus.check.desk import Desk, Fact, gap_days
from foedus.check.judge import act, answer_classes, answer_parts, means, replies
from foedus.check.judge.likeness import likely
from foedus.check.judge.meant import AFTER_DAYS, meant
from foedus.check.judge.ruling import NOTHING, WORDS, Ruling, told
from foedus.check.topic import topic
from foedus.check.types import Found, Query

KINDS = ("answer",)


def judge(found: Found, desk: Desk) -> Ruling:
    """What the answers come to; where they say nothing, whether a row says that the state told as helping stayed out."""
    ruling = _judged(found, desk)
    never = answer_classes.never_came(found.query, desk) if found.query.family == "mission" else None
    if never is not None and ruling.outcome in ("not_in_record", "partly"):
        return Ruling("contradicted", f"None was sent. {told(never)}.", (never.id,), ("answer",))
    return (replies.stayed_out(found.query, desk) or ruling) if ruling.outcome == "not_in_record" else ruling


def _judged(found: Found, desk: Desk) -> Ruling:
    """Find the call that is meant, then hold what is claimed of the answer against its answers."""
    query = found.query
    replied = replies.judged(query, desk)
    if replied is not None:
        return replied
    call = meant(query, desk)
    if query.family in ("leave", "term"):
        return _leave(query, call, desk)
    # An act is known by its own clause's words; the call that is meant, by those of the whole sentence.
    about = topic(desk.state_names.stripped(query.detail))
    found = replace(found, query=replace(query, topic=about)) if len(about) > 1 else found
    if call is None:
        return _not_elsewise(query, act.judge(found, desk), desk)
    answers = [it for it in desk.answers.get(call.id, []) if it.first <= desk.horizon]
    if not answers and query.family in ("none", "declined"):
        why = f"The record has no answer to this call; that none was given is not proven. {told(call)}."
        return Ruling("not_in_record", why, (call.id,))
    if not answers or _is_outsider(query, call, answers, desk):
        return _not_elsewise(query, act.judge(found, desk), desk)
    elsewhere = _elsewhere(query, call, answers, desk)
    if elsewhere is not None:
        return elsewhere
    if query.number is not None:
        timed = answer_parts.timed(query, call, answers, desk)
        if timed is not None:
            return timed
    return _held(found, call, answers, desk)


def _leave(query: Query, call: Fact | None, desk: Desk) -> Ruling:
    """Force said to be allowed or ruled out, or a mission's limit in time: by the answers to the call, else by the likely rows."""
    answers = [it for it in desk.answers.get(call.id, []) if it.first <= desk.horizon] if call is not None else []
    rows = [it.fact for it in likely(query, desk) if it.p >= replies.ENOUGH]
    near = [it for it in answers if not query.on or gap_days(it.first, it.last, query.on) <= AFTER_DAYS]
    read = replies.force_allowed if query.family == "leave" else replies.limited
    return read(query, [*near, *rows]) or NOTHING


def _held(found: Found, call: Fact, answers: list[Fact], desk: Desk) -> Ruling:
    """By the classes of the answers; a row of the same act counts where these say nothing or name no such responder."""
    query = found.query
    ruling = answer_classes.classed(query, call, answers, desk)
    own = act.judge(found, desk)
    if ruling.outcome == "not_in_record" or not answer_parts.own_answers(query, call, answers, desk):
        bears = own.outcome == "supported" and _is_of_class(query, own, desk) and _is_after(own, call, desk)
        if bears and not _is_excluded(ruling, own, desk):
            return _with_parts(query, own, desk)
        if ruling.outcome == "not_in_record" and _is_against(own) and not _is_opposed(query, own, desk):
            return own
    return _with_parts(query, ruling, desk) if ruling.outcome == "supported" else ruling


def _is_against(own: Ruling) -> bool:
    """Whether a row tells the contrary of what was done."""
    return own.outcome == "contradicted" or (own.outcome == "partly" and own.why.startswith(WORDS["act"]))


def _is_outsider(query: Query, call: Fact, answers: list[Fact], desk: Desk) -> bool:
    """A state that was neither asked, nor a member, nor among those who answered: its troops are no answer to the call."""
    states = [it for it in query.actors if it not in desk.alliances.rows and it != call.actor]
    members = desk.members_on(call.alliance, call.first)
    known = {call.recipient, *(it.actor for it in answers)}
    return (
        (query.is_sure or query.family == "none")
        and bool(states)
        and len(states) == len(query.actors)
        and not any(it in members or it in known for it in states)
    )


def _is_after(own: Ruling, call: Fact, desk: Desk) -> bool:
    """Whether the row that seems to bear a claim out is of this call: of its caller, in the months behind it."""
    fact = desk.by_id.get(own.rows[0]) if own.rows else None
    if fact is None:
        return False
    return (
        (fact.last - call.first).days >= -3
        and (fact.first - call.last).days <= AFTER_DAYS
        and call.actor in fact.states
    )


def _is_excluded(ruling: Ruling, own: Ruling, desk: Desk) -> bool:
    """Whether the answers to the call say the contrary, by a row nearer than the one that seems to bear the claim out."""
    fact = desk.by_id.get(own.rows[0]) if own.rows else None
    return ruling.outcome == "contradicted" and (fact is None or fact.table != "answer")


def _is_opposed(query: Query, own: Ruling, desk: Desk) -> bool:
    """A row that declines cannot deny that help was declined: words like `not` stand on either side."""
    fact = desk.by_id.get(own.rows[0]) if own.rows else None
    return query.family in ("declined", "none") and fact is not None and fact.act in ("refuse_help", "answer")


def _with_parts(query: Query, ruling: Ruling, desk: Desk) -> Ruling:
    """A ruling that supports, unless a part of the claim differs from the rows it rests on: number, or who led."""
    facts = [desk.by_id[it] for it in ruling.rows if it in desk.by_id and desk.by_id[it].table != "call"]
    return answer_parts.differing(query, facts, desk) or _of_other_means(query, facts, desk) or ruling


def _of_other_means(query: Query, facts: list[Fact], desk: Desk) -> Ruling | None:
    """Ships where infantry is claimed: excluded where a row denies it, open where the rows name another kind alone."""
    held = [(it, means.bearing(query, it, desk)) for it in facts[:3]]
    if not held or any(not it for _, it in held):
        return None
    fact = next((one for one, it in held if it == "excluded"), None)
    if fact is not None:
        return Ruling("contradicted", f"It was of another kind. {told(fact)}.", (fact.id,), ("answer",))
    return Ruling("partly", f"What was sent is told otherwise. {told(facts[0])}.", (facts[0].id,), ("answer",))


OPPOSED = {"declined": ("force", "mission", "material", "humanitarian"), "none": ("force",)}
"""Classes of answer that cannot bear out that help was declined, or that none came."""


def _not_elsewise(query: Query, own: Ruling, desk: Desk) -> Ruling:
    """A row of talk, blame or refusal does not bear out that troops came, nor a row of help that it was refused."""
    fact = desk.by_id.get(own.rows[0]) if own.rows else None
    if fact is None:
        return own
    held = _class_of(fact, desk)
    if (
        _is_against(own)
        and query.family in ("declined", "none")
        and (held == "declined" or "o troops were sent" in fact.text)
    ):
        return Ruling("supported", f"{told(fact)}.", (fact.id,))
    if own.outcome != "supported":
        return own
    if query.family in ("declined", "helped") and held not in ("declined", "political"):
        read = _as_read(query, fact)
        if read is not None:
            return read
    if query.family == "declined" and held == "political" and replies.reply_in(fact.sentence) == "granted":
        return Ruling("partly", f"Whether it was refused is not told. {told(fact)}.", (fact.id,), ("answer",))
    if query.family in BEARING and not held and fact.act not in BEARING[query.family]:
        return NOTHING
    if held and held in OPPOSED.get(query.family, ()):
        return _opposed(query, own, fact)
    if query.family in ("force", "mission", "helped") and held in ("declined", "political"):
        return NOTHING
    return own


def _as_read(query: Query, fact: Fact) -> Ruling | None:
    """A row that is of no class of answer, by what its own words say became of the wish."""
    reply = replies.reply_in(fact.sentence)
    if reply == ("granted" if query.family == "declined" else "refused"):
        return Ruling("contradicted", f"It was {reply}. {told(fact)}.", (fact.id,), ("answer",))
    if query.family == "declined" and not reply and not fact.act.startswith("refuse_"):
        return Ruling("partly", f"Whether it was refused is not told. {told(fact)}.", (fact.id,), ("answer",))
    return None


def _opposed(query: Query, own: Ruling, fact: Fact) -> Ruling:
    """A row of help where help is said to have been refused."""
    if re.search(r"\bno (?:troops|forces|soldiers|help)\b", fact.text):
        return own
    if set(query.actors) & {fact.actor}:
        return Ruling("contradicted", f"The record has the contrary. {told(fact)}.", (fact.id,), ("answer",))
    return NOTHING


def _class_of(fact: Fact, desk: Desk) -> str:
    """The class of answer that a row is, by itself or as the event of an answer; empty for none."""
    if fact.table == "answer":
        return str(fact.row["answer_class"])
    for answers in desk.answers.values():
        for it in answers:
            if it.row["event_id"] == fact.id:
                return str(it.row["answer_class"])
    return {"deploy_for": "force", "aid": "material", "refuse_help": "declined"}.get(fact.act, "")


BEARING = {
    "force": ("deploy_for", "aid", "answer", "clash", "withdraw_from", "base"),
    "pledged": ("deploy_for", "aid", "answer", "support"),
    "mission": ("deploy_for", "aid", "answer"),
    "relief": ("aid", "deploy_for", "answer"),
    "helped": ("deploy_for", "aid", "answer", "support", "meet", "found", "restore"),
}
"""Acts of the record that may bear out an answer of each family."""


def _is_of_class(query: Query, own: Ruling, desk: Desk) -> bool:
    """Whether the row that seems to bear an answer out is an answer of the class claimed."""
    fact = desk.by_id.get(own.rows[0]) if own.rows else None
    if fact is None or query.family in ("none", "helped", "political", "pledged"):
        return False
    if fact.table == "answer":
        return bool(
            fact.row["answer_class"] == query.family
            or (query.family == "relief" and fact.row["answer_class"] in ("humanitarian", "material"))
        )
    return fact.act in {
        "force": ("deploy_for", "aid"),
        "declined": ("refuse_help",),
        "mission": ("answer", "deploy_for"),
        "relief": ("aid", "answer"),
    }.get(query.family, ())


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
