"""Acts, meetings and fighting: the row that tells of the same act is looked for, then each part is held against it.

The same act: who, when, what about and which alliance act agree well enough. Then a part that differs is wrong, unless another
row bears the whole claim out. Without such a row nothing is excluded.
"""

from __future__ import annotations

import re
from dataclasses import replace

from foedus.check.desk import Desk, gap_days
from foedus.check.judge import group
from foedus.check.judge.excluding import SUCCESSORS, denied, excluded
from foedus.check.judge.parts import number_fits, place_fits, recipient_fits, way_fits
from foedus.check.judge.ruling import WORDS, Ruling, told
from foedus.check.judge.same_act import TOLERANCE_DAYS, Match, is_same, matches_of
from foedus.check.types import Found, Query

KINDS = ("act", "meeting", "clash", "date")


def judge(found: Found, desk: Desk) -> Ruling:
    """Look for the row of the same act; support, or say which part differs. Several actors are looked at one by one."""
    query = found.query
    states = [it for it in query.actors if it not in desk.alliances.rows]
    if len(states) < 2 or not query.is_sure or query.kind == "clash":
        return _one(query, desk)
    each = [(it, _one(replace(query, actors=(it,)), desk)) for it in states[:6]]
    wrong = [(it, ruling) for it, ruling in each if ruling.outcome == "contradicted"]
    right = [ruling for _, ruling in each if ruling.outcome == "supported"]
    if wrong and len(wrong) < len(each):
        who, ruling = wrong[0]
        return Ruling(
            "contradicted" if right else ruling.outcome, f"Not {desk.name(who)}: {ruling.why}", ruling.rows, ("actor",)
        )
    if wrong:
        return wrong[0][1]
    unknown = [it for it, ruling in each if ruling.outcome == "not_in_record"]
    if len(right) > 0 and len(unknown) == 1 and right[0].rows[0] in desk.by_id:
        other = group.swapped(states, unknown[0], desk.by_id[right[0].rows[0]], desk)
        if other is not None:
            return other
    if right:
        return right[0]._replace(rows=tuple(id_ for it in right for id_ in it.rows[:1]))
    return each[0][1]


def _one(query: Query, desk: Desk) -> Ruling:
    if query.family == "give_notice" and query.actors and not query.is_negated:
        none = denied(query, desk)
        if none is not None:
            return none
    matches = matches_of(query, desk)
    same = [it for it in matches if is_same(it, query)]
    closed = group.not_one_of(query, matches, desk) or group.excepted(query, matches, desk)
    if closed is not None:
        return closed
    if same:
        return _compared(query, same, desk)
    return excluded(query, matches, desk)


def nearest(found: Found, desk: Desk) -> tuple[str, ...]:
    """Rows that speak of the same matter as an opinion, for the reader to look at; empty where none comes near."""
    close = [it for it in matches_of(found.query, desk) if it.alike >= 0.3 and it.actor is not False]
    return tuple(it.fact.id for it in close[:2])


def _compared(query: Query, same: list[Match], desk: Desk) -> Ruling:
    """Rows of the same act: numbers, directions, places and days are still to be looked at, over all rows that tell of them."""
    best = same[0]
    if query.kind == "clash":
        best = next((it for it in same if it.fact.act == "clash"), best)
    close = same[:12] if query.kind == "clash" else [it for it in same[:8] if it.alike >= 0.5 * best.alike]
    by_actor = [it for it in same if it.fact.actor in query.actors] or close
    bearing: list[Match] = []
    parts = (
        ("number", number_fits, close),
        ("act", way_fits, by_actor),
        ("place", place_fits, close),
        ("recipient", recipient_fits, by_actor),
    )
    for part, asked, rows in parts:
        told_by = [(it, asked(query, it.fact, desk)) for it in rows]
        if any(fits is True for _, fits in told_by):
            bearing += [it for it, fits in told_by if fits is True and part == "number"][:1]
            continue
        against = next((it for it, fits in told_by if fits is False and _may_exclude(it, best, query)), None)
        if against is not None and (against.alike >= 0.15 or against.on):
            return Ruling("contradicted", f"{WORDS[part]} {told(against.fact)}.", (against.fact.id,), (part,))
    if (
        query.is_dated
        and query.on
        and best.on
        and not any(gap_days(it.fact.first, it.fact.last, query.on) == 0 for it in close)
    ):
        return Ruling(
            "partly", f"The record dates it a day or two apart. {told(best.fact)}.", (best.fact.id,), ("date",)
        )
    swapped = _swapped(query, best, same, desk)
    if swapped is not None:
        return swapped
    if _is_said_elsewhen(query, best, close):
        return Ruling(
            "partly", f"The record has it said on another day. {told(best.fact)}.", (best.fact.id,), ("date",)
        )
    return _supported(query, best, [*bearing, *same], desk)


SAME_ROW = 0.3
"""How alike a claim's own words must be to a row of the same day to be that row told again."""


def _swapped(query: Query, best: Match, same: list[Match], desk: Desk) -> Ruling | None:
    """The row names one state where the claim names another, and no row near it names the claim's: a part is wrong."""
    if best.own < SAME_ROW or not best.on or query.date_from == "running" or query.kind == "clash":
        return None
    own = {
        it
        for it in (*query.actors, *query.recipients)
        if len(it) == 3 and it in query.named and it not in desk.alliances.rows
    }
    held = {it for it in best.fact.states if len(it) == 3 and it not in desk.alliances.rows}
    extra, missing = own - held, held - set(query.named)
    around = {
        code
        for it in desk.facts
        if abs((it.first - best.fact.first).days) <= TOLERANCE_DAYS
        for code in it.states
        if it.alliance == best.fact.alliance
    }
    extra = {it for it in extra - around if not any({it, other} <= group for other in held for group in SUCCESSORS)}
    if not extra or not missing or not missing & {best.fact.actor, best.fact.recipient}:
        return None
    part = "actor" if extra & set(query.actors) else "recipient"
    why = f"The record names {desk.names_of(sorted(missing))} there, not {desk.names_of(sorted(extra))}. {told(best.fact)}."
    return Ruling("partly", why, (best.fact.id,), (part,))


def _is_said_elsewhen(query: Query, best: Match, close: list[Match]) -> bool:
    """Whether words dated by their sentence are in the record as said on other days only."""
    if query.date_from != "sentence" or len(query.nearby) != 1 or best.own < 0.35:
        return False
    if best.fact.table != "statement" and best.fact.act not in ("criticise", "threaten_leave", "refuse_align", "other"):
        return False
    return not any(gap_days(it.fact.first, it.fact.last, query.on) <= TOLERANCE_DAYS for it in close)


def _may_exclude(it: Match, best: Match, query: Query) -> bool:
    """Whether a row that differs may count: near enough, and of a day that the words around the claim give, where they give any.

    A date that only runs on from sentences before is none of the claim's own: a row of the same act by its own words may differ.
    """
    if query.date_from == "running" and len(query.nearby) == 1 and it.own >= 0.4 and it.fact.actor in query.actors:
        return True
    if query.nearby and not any(gap_days(it.fact.first, it.fact.last, on) <= TOLERANCE_DAYS for on in query.nearby):
        return False
    return it.alike >= 0.6 * best.alike or query.kind == "clash"


def _supported(query: Query, it: Match, same: list[Match], desk: Desk) -> Ruling:
    sides = {code for code in (*query.actors, *query.recipients) if len(code) == 3} & it.fact.states
    told_of = [it.fact.id, str(it.fact.row.get("event_id") or "")]
    versions = (
        [one for id_ in told_of for one in desk.versions.get(id_, [])]
        if query.kind == "clash" and len(sides) > 1
        else []
    )
    rows = (
        it.fact.id,
        *(
            other.fact.id
            for n, other in enumerate(same[:3])
            if other is not it and (not n or other.alike >= 0.6 * it.alike)
        ),
    )
    if versions and re.search(r"\b(?:aggress\w+|attack\w*|invad\w+|assault\w*)\b", query.detail):
        told_by = tuple(one.id for one in versions)
        why = f"The fighting is in the record; who attacked is told in {len(versions)} versions. {told(it.fact)}."
        return Ruling("partly", why, (it.fact.id, *told_by), ("version",))
    return Ruling("supported", f"{told(it.fact)}.", rows)
