"""Whether a row excludes a claim that no row bears out: another day or another actor of what must be the same act."""

from __future__ import annotations

import re

from foedus.check.desk import Desk, Fact, gap_days, spans
from foedus.check.families import ONCE
from foedus.check.judge.parts import way_fits
from foedus.check.judge.ruling import NOTHING, WORDS, Ruling, told
from foedus.check.judge.same_act import OFTEN, TOLERANCE_DAYS, Match
from foedus.check.types import Query


def excluded(query: Query, matches: list[Match], desk: Desk) -> Ruling:
    """No row bears the claim out: does one exclude it, by another date or another actor of what must be the same act?"""
    narrow = bool(query.on) and all((end - begin).days <= 31 for begin, end in spans(query.on))
    inside = {query.alliance, *query.others, query.main}
    inside_all = [it for it in matches if it.fact.alliance in inside]
    turned = _turned(query, inside_all, desk)
    if turned is not None:
        return Ruling("contradicted", f"{WORDS['act']} {told(turned.fact)}.", (turned.fact.id,), ("act",))
    matches = [it for it in inside_all if _is_telling(query, it.fact)]
    by_date = [
        it for it in matches if it.actor is not False and it.on is False and query.is_dated and _is_kin(it, query)
    ]
    by_actor = [
        it
        for it in matches
        if it.actor is False
        and it.on is not False
        and _is_kin_other(it, query, narrow)
        and _is_rival(query, it.fact, desk)
    ]
    if query.is_negated:
        return NOTHING
    if by_actor and (not by_date or by_actor[0].score >= by_date[0].score):
        it = by_actor[0]
        if not _acted(query, it, matches):
            why = f"The record has {desk.name(it.fact.actor)} do it, not {desk.names_of(query.actors)}."
            return Ruling("contradicted", f"{why} {told(it.fact)}.", (it.fact.id,), ("actor",))
    by_date = [it for it in by_date if not _is_dated_elsewhere(query, it, matches)]
    if by_date:
        it = by_date[0]
        return Ruling("contradicted", f"The record has another date. {told(it.fact)}.", (it.fact.id,), ("date",))
    return NOTHING


UNDATED = 0.22
"""How alike a row of the same member must be to point the other way where the claim gives no date."""


def _turned(query: Query, matches: list[Match], desk: Desk) -> Match | None:
    """A row of the same member that points the other way, where none of its rows points the claim's way."""
    own = [it for it in matches if it.fact.actor in query.actors and it.on is not False]
    ways = [(it, way_fits(query, it.fact, desk)) for it in own]
    if any(fits is True for it, fits in ways if it.alike >= 0.1):
        return None
    for it, fits in ways:
        if fits is not False or not query.is_sure:
            continue
        is_dated = it.on is True and query.date_from != "running"
        shares = bool(query.context & it.fact.topic)
        if (is_dated and it.alike >= 0.1) or (it.alike >= UNDATED and shares and it.fact.table == "event"):
            return it
    return None


SUCCESSORS = (
    frozenset({"DEU", "DDR"}),
    frozenset({"RUS", "SUN"}),
    frozenset({"CZE", "SVK", "CSK"}),
    frozenset({"SRB", "YUG", "SCG"}),
)
"""States that texts call by one name."""


def _is_rival(query: Query, fact: Fact, desk: Desk) -> bool:
    """Whether two actors exclude each other: state and state, or body and body; a member may act for its alliance."""
    from foedus.states.gazetteer import gazetteer

    bodies, states = desk.alliances.rows, gazetteer().by_code
    claimed = list(query.actors)
    if not claimed or not all(it in bodies or ("iso3", it) in states for it in (*claimed, fact.actor)):
        return False
    if any({one, fact.actor} <= group for one in claimed for group in SUCCESSORS):
        return False
    if fact.recipient in claimed or set(claimed) & set(query.named) & fact.states:
        return False
    if any(it in bodies and (re.search(rf"\b{it}\b", fact.text) or not _is_named(it, query, desk)) for it in claimed):
        return False
    return all((it in bodies) == (fact.actor in bodies) for it in claimed)


def _is_named(body: str, query: Query, desk: Desk) -> bool:
    """Whether the claim's own words name an alliance, and not only `the organisation`."""
    return any(it.code == body for it in desk.alliances.find(query.detail))


def _is_telling(query: Query, fact: Fact) -> bool:
    """Whether a claim says enough for another row to exclude it: two words in common prove nothing."""
    shared = len(query.topic & fact.topic)
    return shared >= 2 and (len(query.topic) >= 3 or (query.family in ONCE and fact.act in query.acts))


def _is_dated_elsewhere(query: Query, kin: Match, matches: list[Match]) -> bool:
    """Whether the row's date stands beside the claim after all, or another row of the claimed date comes near it too."""
    if any(gap_days(kin.fact.first, kin.fact.last, on) <= TOLERANCE_DAYS for on in query.nearby if on != query.on):
        return True
    return any(it.on and it.actor is not False and it.own >= 0.6 * kin.own for it in matches)


def _is_kin(it: Match, query: Query) -> bool:
    """Whether a row of another date must be the same act."""
    exact = bool({it.fact.actor, it.fact.recipient} & set(query.actors))
    if it.actor is None:
        return (
            query.family == "found" and it.act and it.own >= 0.35 and it.fact.alliance == query.alliance
        ) or it.own >= 0.55
    if query.family in ONCE and it.act and exact:
        return it.own >= 0.2
    return it.own >= (0.42 if query.family in OFTEN else 0.35) and exact


def _is_kin_other(it: Match, query: Query, narrow: bool) -> bool:
    """Whether a row of another actor must be the same act."""
    if query.kind == "clash":
        sides = {code for code in (*query.actors, *query.recipients) if len(code) == 3}
        return len(sides) >= 2 and bool(it.on) and narrow and it.fact.act == "clash" and it.alike >= 0.2
    if it.fact.table == "statement" and it.own < 0.5:
        return False
    if it.on and narrow and query.date_from != "running":
        return it.own >= 0.3 or (it.act and it.own >= 0.18)
    return it.own >= 0.45 and it.other is not False


_DENIED = re.compile(
    r"\bno (?:official|formal|letter|notice|request)|\bnot (?:been )?announced|\bno .{0,20}(?:letter|notice|step|move)\b|nothing official|had made no",
    re.IGNORECASE,
)


def denied(query: Query, desk: Desk) -> Ruling | None:
    """A row that says that the claimed member gave no notice: such an act is public and made in writing."""
    rows = [
        it for it in desk.facts
        if set(query.actors) & it.states and it.alliance in (query.alliance, query.main) and _DENIED.search(it.text)
        and re.search(r"withdraw|leav|letter|notice|official|step", it.text) and it.first <= desk.horizon
        and (not query.on or it.last >= min(begin for begin, _ in spans(query.on)))
    ]  # fmt: skip
    given = [
        it
        for it in desk.events
        if it.actor in query.actors
        and it.act in ("give_notice", "leave")
        and it.alliance in (query.alliance, query.main)
    ]
    if rows and not given:
        return Ruling(
            "contradicted", f"The record says that none was given. {told(rows[-1])}.", (rows[-1].id,), ("act",)
        )
    return None


def _acted(query: Query, kin: Match, matches: list[Match]) -> bool:
    """Whether the claimed actor has a row of its own that comes near the same act, or is of the same kind at the time."""
    return any(
        it.actor
        and it.on is not False
        and (
            (it.act and it.fact.actor in query.actors)
            or (
                it.alike >= 0.6 * kin.alike
                and ({it.fact.actor, it.fact.recipient} & set(query.actors) or it.alike >= kin.alike)
            )
        )
        for it in matches
    )
