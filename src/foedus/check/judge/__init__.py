"""Judges of claims, one file a kind: each offers `KINDS` and `judge(found, desk)`; a new one is one file and one line here.

A contradiction needs rows that exclude the claim, or a list that is complete by its nature (members of an alliance, parties to
a treaty). That no row tells of something is `not_in_record`, never a contradiction.
"""

from __future__ import annotations

from foedus.check.desk import Desk, gap_days
from foedus.check.judge import act, answer, call, comparison, membership, obligation, outlook, statement, treaty, vote
from foedus.check.judge.counts import number_parts
from foedus.check.judge.days import NEAR_DAYS, in_text
from foedus.check.judge.ruling import WORDS, Ruling, told
from foedus.check.types import Found, Verdict

JUDGES = {
    kind: module
    for module in (act, answer, call, comparison, membership, obligation, outlook, statement, vote)
    for kind in module.KINDS
}


def judge(found: Found, desk: Desk) -> Verdict:
    """What the record says of a claim as of the desk's day."""
    query = found.query
    module = membership if query.kind == "number" and query.unit == "members" else JUDGES[query.kind]
    if query.kind == "date" and query.family in treaty.FAMILIES:
        module = treaty
    ruling: Ruling = module.judge(found, desk)
    if module in (call, answer) and ruling.outcome == "supported":
        ruling = _states_held(found, _dates_held(found, _numbers_held(found, ruling, desk), desk), desk)
    return Verdict(
        outcome=ruling.outcome,
        why=ruling.why,
        as_of=desk.day.isoformat(),
        evidence=tuple(dict.fromkeys(ruling.rows)),
        wrong=tuple(dict.fromkeys(ruling.wrong)),
    )


def _numbers_held(found: Found, ruling: Ruling, desk: Desk) -> Ruling:
    """Numbers beside a call or an answer are held against its rows too."""
    facts = [desk.by_id[it] for it in ruling.rows if it in desk.by_id]
    parts = [dict.fromkeys(bearing for bearing, _ in number_parts(found.query, it, desk)) for it in facts]
    if any("excluded" in it for it in parts) and not any("borne" in it for it in parts):
        return Ruling("contradicted", f"{WORDS['number']} {told(facts[0])}.", ruling.rows, ("number",))
    return ruling


def _dates_held(found: Found, ruling: Ruling, desk: Desk) -> Ruling:
    """The day of an answer, where its own words give one, is that of a row it rests on, of one beside, or of the same call."""
    query = found.query
    facts = [desk.by_id[it] for it in ruling.rows if it in desk.by_id]
    if ruling.outcome != "supported" or query.kind != "answer" or not (query.is_dated and query.on and facts):
        return ruling
    rows = [row for it in facts for row in (*desk.beside(it), *desk.answers.get(it.id, ()))]
    if any(gap_days(it.first, it.last, query.on) <= NEAR_DAYS or in_text(query.on, it) for it in rows):
        return ruling
    return Ruling("partly", f"The date is not borne out. {told(facts[-1])}.", ruling.rows, ("date",))


def _states_held(found: Found, ruling: Ruling, desk: Desk) -> Ruling:
    """Every state that the words of a call or an answer name is one that its rows, or those beside them, name too."""
    facts = [desk.by_id[it] for it in ruling.rows if it in desk.by_id]
    if ruling.outcome != "supported" or not facts:
        return ruling
    rows = [beside for it in facts for beside in desk.beside(it)]
    held = frozenset().union(*(it.states | {it.actor, it.recipient} for it in rows))
    named = desk.state_names.in_text(found.query.detail)
    lacking = [it for it in named if len(it) == 3 and it not in held and not desk.same_state(it, held)]
    if not any(it not in desk.alliances.rows for it in lacking):
        return ruling
    return Ruling(
        "partly", f"The rows do not name {desk.names_of(sorted(lacking))}. {told(facts[0])}.", ruling.rows, ("actor",)
    )
