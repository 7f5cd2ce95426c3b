"""Memberships and numbers of members: a closed list, so that who is not on it is no member."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from foedus.check.desk import Desk, covers
from foedus.check.judge import belonging, moves, roster, sizes
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.types import Found, Query
from foedus.dates import PartialDate
from foedus.rows import Row

KINDS = ("membership",)


def judge(found: Found, desk: Desk) -> Ruling:
    """Hold a claim of membership, joining, leaving, founding or number of members against the spells of the record."""
    query = found.query
    if query.alliance not in desk.alliances.rows:
        return NOTHING
    if query.unit == "members":
        return sizes.judge(query, desk)
    if query.family == "only":
        return _only(query, desk)
    if query.family in ("member", "roster"):
        query = replace(query, alliance=roster.closest(query, desk))
    if query.family == "roster":
        return roster.complete(query, desk)
    state = query.actors[0] if query.actors else ""
    if not state or not _is_state(state, desk):
        return NOTHING
    own = desk.spells_of(query.alliance, state)
    if not own and query.family in ("left", "not_left"):
        # `It left` without a name may mean any alliance that the article speaks of.
        other = next((it for it in (query.main, *query.others) if desk.spells_of(it, state)), "")
        if other:
            query, own = replace(query, alliance=other), desk.spells_of(other, state)
    return _of_any(query, state, desk) if query.acts and query.others else _RULES[query.family](query, state, own, desk)


def _of_any(query: Query, state: str, desk: Desk) -> Ruling:
    """Where more than one alliance may be meant, one that bears the claim out is enough, and each must exclude it."""
    told = [
        _RULES[query.family](replace(query, alliance=it), state, desk.spells_of(it, state), desk)
        for it in (query.alliance, *query.others)
        if it in desk.alliances.rows
    ]
    borne = next((it for it in told if it.outcome == "supported"), None)
    if borne is not None:
        return borne
    return told[0] if all(it.outcome == told[0].outcome for it in told) else NOTHING


def _is_state(code: str, desk: Desk) -> bool:
    from foedus.states.gazetteer import gazetteer

    return len(code) == 3 and code.isupper() and (code in desk.names or ("iso3", code) in gazetteer().by_code)


_RULES = {
    "member": belonging.is_member,
    "not_member": belonging.is_not,
    "never": belonging.never,
    "unbroken": belonging.unbroken,
    "suspended": moves.suspended,
    "former": belonging.former,
    "joined": moves.joined,
    "not_joined": belonging.is_not,
    "signed": moves.signed,
    "not_signed": lambda *_: NOTHING,
    "left": moves.left,
    "not_left": moves.not_left,
    "returned": moves.returned,
    "not_returned": moves.not_returned,
    "denounced": moves.denounced,
    "not_denounced": lambda *_: NOTHING,
    "founder": roster.founder,
    "not_founder": roster.not_founder,
    "nth": roster.nth,
}


def _only(query: Query, desk: Desk) -> Ruling:
    """Whether a state is in one alliance only."""
    state = query.actors[0]
    lasting = {
        it["alliance"]: it["id"] for it in desk.spells
        if it["member"] == state and covers(it, desk.day) and not _is_over(desk.alliances.rows[it["alliance"]], desk.day)
    }  # fmt: skip
    others = sorted(code for code in lasting if code != query.alliance)
    if query.alliance not in lasting:
        return NOTHING
    rows = (lasting[query.alliance], *(lasting[code] for code in others))
    if others:
        return Ruling("contradicted", f"{desk.name(state)} is also in {', '.join(others)}.", rows, ("number",))
    return Ruling("supported", f"The record has {desk.name(state)} in no other alliance.", rows)


def _is_over(alliance: Row, day: date) -> bool:
    return bool(alliance["ended_on"]) and PartialDate.parse(alliance["ended_on"]).first <= day
