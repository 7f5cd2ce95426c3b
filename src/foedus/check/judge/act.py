"""Acts, meetings and fighting: the row that tells of the same act is looked for, then each part is held against it.

The same act: who, when, what about and which alliance act agree well enough. Then a part that differs is wrong, unless another
row bears the whole claim out. Without such a row nothing is excluded.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from foedus.check.desk import Desk, Fact, gap_days, spans
from foedus.check.families import ONCE
from foedus.check.judge.ruling import NOTHING, Ruling, told
from foedus.check.numbers import Quantity, holds, quantities
from foedus.check.senses import agreement, of_row
from foedus.check.topic import topic
from foedus.check.types import Found, Query

KINDS = ("act", "meeting", "clash", "date")

TOLERANCE_DAYS = 2
"""An act may be dated a day or two apart by two reports: time zones, the day of the news."""

OFTEN = frozenset({"meet", "exercise", "criticise", "clash", "support", "pressure", "outside_tie", ""})
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
    if right:
        return right[0]._replace(rows=tuple(id_ for it in right for id_ in it.rows[:1]))
    return each[0][1]


def _one(query: Query, desk: Desk) -> Ruling:
    if query.family == "give_notice" and query.actors and not query.is_negated:
        none = denied(query, desk)
        if none is not None:
            return none
    matches = _matches(query, desk)
    same = [it for it in matches if _is_same(it, query)]
    if same:
        return _compared(query, same, desk)
    return _excluded(query, matches, desk)


def nearest(found: Found, desk: Desk) -> tuple[str, ...]:
    """Rows that speak of the same matter as an opinion, for the reader to look at; empty where none comes near."""
    close = [it for it in _matches(found.query, desk) if it.alike >= 0.3 and it.actor is not False]
    return tuple(it.fact.id for it in close[:2])


def _matches(query: Query, desk: Desk) -> list[Match]:
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


def _is_same(it: Match, query: Query) -> bool:
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


def _compared(query: Query, same: list[Match], desk: Desk) -> Ruling:
    """Rows of the same act: numbers, directions, places and days are still to be looked at, over all rows that tell of them."""
    best = same[0]
    if query.kind == "clash":
        best = next((it for it in same if it.fact.act == "clash"), best)
    close = same[:12] if query.kind == "clash" else [it for it in same[:8] if it.alike >= 0.5 * best.alike]
    by_actor = [it for it in same if it.fact.actor in query.actors] or close
    bearing: list[Match] = []
    parts = (
        ("number", _number_fits, close),
        ("act", _way_fits, by_actor),
        ("place", _place_fits, close),
        ("recipient", _recipient_fits, by_actor),
    )
    for part, asked, rows in parts:
        told_by = [(it, asked(query, it.fact, desk)) for it in rows]
        if any(fits is True for _, fits in told_by):
            bearing += [it for it, fits in told_by if fits is True and part == "number"][:1]
            continue
        against = next((it for it, fits in told_by if fits is False and _may_exclude(it, best, query)), None)
        if against is not None and (against.alike >= 0.15 or against.on):
            return Ruling("contradicted", f"{_WORDS[part]} {told(against.fact)}.", (against.fact.id,), (part,))
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
    """Whether a row that differs may count: near enough, and of a day that the words around the claim give, where they give any."""
    if query.nearby and not any(gap_days(it.fact.first, it.fact.last, on) <= TOLERANCE_DAYS for on in query.nearby):
        return False
    return it.alike >= 0.6 * best.alike or query.kind == "clash"


_WORDS = {
    "number": "The record has another number.",
    "act": "The record has it the other way round.",
    "place": "The record has another place.",
    "recipient": "The record has it towards another.",
}


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


def _way_fits(query: Query, fact: Fact, desk: Desk) -> bool | None:
    """Whether a row points the same way: came or stayed away, signed or not."""
    text = str(fact.row.get("sentence") or fact.row.get("content") or fact.text)
    plover = str(fact.row.get("plover_type") or "")
    act = fact.act
    if fact.table == "answer":
        act = {"declined": "refuse_help", "force": "deploy_for"}.get(fact.row["answer_class"], "")
    return agreement(query.detail, of_row(text, act, plover))


def _number_fits(query: Query, fact: Fact, desk: Desk) -> bool | None:
    """Whether the numbers of a row allow those claimed in the same unit; None where it gives none."""
    fits: bool | None = None
    for claimed in quantities(query.detail):
        same = _same_unit(claimed, fact, query)
        if not same:
            continue
        total = sum(it.value for it in same)
        if any(holds(claimed.value, claimed.bound, *_range(it), 0.02) for it in same) or holds(
            claimed.value, claimed.bound, total, total, 0.02
        ):
            fits = True if fits is None else fits
        elif len(same) <= 2 and not (
            claimed.unit == "deaths" and claimed.value < total and len(re.findall(r"\d+", query.detail)) > 1
        ):
            # Each side's own dead are fewer than those of both.
            fits = False
    return fits


def _same_unit(claimed: Quantity, fact: Fact, query: Query) -> list[Quantity]:
    found = [it for it in fact.numbers if it.unit == claimed.unit]
    if claimed.unit in DAYS:
        return [
            it._replace(value=it.value * DAYS[it.unit] / DAYS[claimed.unit]) for it in fact.numbers if it.unit in DAYS
        ]
    if claimed.unit == "things":
        own = topic(claimed.words)
        found = [it for it in found if own & topic(it.words)]
    if claimed.unit in ("members", "documents", "years", "calls"):
        found = [it for it in found if topic(claimed.words) == topic(it.words) or it.value == claimed.value]
    if not found and claimed.unit in ("deaths", "people"):
        found = [it for it in fact.numbers if it.unit in ("deaths", "people")]
    if fact.table == "conflict" and claimed.unit in ("deaths", "people"):
        for name in ("deaths_best", "deaths_low", "deaths_high"):
            if fact.row.get(name) is not None:
                bound = "at least" if name == "deaths_low" else "exactly"
                return [Quantity(float(fact.row[name]), bound, "deaths", 0, 0, f"{fact.row[name]} deaths")]
    return found


def _range(it: Quantity) -> tuple[float, float]:
    """The values that a number of the record may stand for."""
    if it.bound in ("at least", "more than"):
        return it.value, it.value * 2
    if it.bound in ("at most", "less than"):
        return 0.0, it.value
    slack = 0.1 * it.value if it.bound == "about" else 0.0
    return it.value - slack, it.value + slack


def _place_fits(query: Query, fact: Fact, desk: Desk) -> bool | None:
    """Whether a meeting or a signing was where it is claimed to have been, as far as capitals tell."""
    if query.family not in ("meet", "found") or not query.places or fact.act not in ("meet", "found"):
        return None
    capitals = desk.state_names.capitals
    claimed = [it for it in query.places if it in capitals]
    held = [it for it in capitals if re.search(rf"\b{re.escape(it)}\b", fact.text)]
    return bool(set(claimed) & set(held)) if claimed and held else None


TOWARDS = frozenset({"criticise", "pressure", "support", "refuse_help", "base", "withdraw_from"})
"""Families of acts that are done to somebody."""


def _recipient_fits(query: Query, fact: Fact, desk: Desk) -> bool | None:
    """Whether an act was towards the state that the claim names; None where either names no single one."""
    named = [it for it in query.recipients if len(it) == 3 and it not in desk.alliances.rows]
    if query.family not in TOWARDS or len(named) != 1 or fact.actor not in query.actors or len(fact.recipient) != 3:
        return None
    if fact.recipient in desk.alliances.rows or fact.act not in query.acts:
        return None
    return named[0] in fact.states


def _excluded(query: Query, matches: list[Match], desk: Desk) -> Ruling:
    """No row bears the claim out: does one exclude it, by another date or another actor of what must be the same act?"""
    narrow = bool(query.on) and all((end - begin).days <= 31 for begin, end in spans(query.on))
    inside = {query.alliance, *query.others, query.main}
    matches = [it for it in matches if it.fact.alliance in inside and _is_telling(query, it.fact)]
    turned = [
        it for it in matches
        if it.fact.actor in query.actors and it.on and query.date_from != "running" and it.alike >= 0.1 and _way_fits(query, it.fact, desk) is False
    ]  # fmt: skip
    if turned and not any(_way_fits(query, it.fact, desk) for it in matches if it.fact.actor in query.actors and it.on):
        return Ruling("contradicted", f"{_WORDS['act']} {told(turned[0].fact)}.", (turned[0].fact.id,), ("act",))
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


DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4, "years": 365.25}
"""Days in each unit of time."""

SUCCESSORS = (
    frozenset({"DEU", "DDR"}),
    frozenset({"RUS", "SUN"}),
    frozenset({"CZE", "SVK", "CSK"}),
    frozenset({"SRB", "YUG", "SCG"}),
)
"""States that texts call by one name."""


def _is_rival(query: Query, fact: Fact, desk: Desk) -> bool:
    """Whether two actors exclude each other: state and state, or body and body; a member may act for its alliance."""
    bodies = desk.alliances.rows
    claimed = [it for it in query.actors if it in bodies or len(it) == 3]
    if not claimed or any({one, fact.actor} <= group for one in claimed for group in SUCCESSORS):
        return False
    if any(it in bodies for it in claimed) and not any(it.code in claimed for it in desk.alliances.find(query.detail)):
        return False
    if fact.recipient in claimed or set(claimed) & set(query.named) & fact.states:
        return False
    return all((it in bodies) == (fact.actor in bodies) for it in claimed) and (
        fact.actor in bodies or len(fact.actor) == 3
    )


def _is_telling(query: Query, fact: Fact) -> bool:
    """Whether a claim says enough for another row to exclude it: two words in common prove nothing."""
    return len(query.topic) >= 3 and len(query.topic & fact.topic) >= 2


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
    """Whether the claimed actor has a row of its own that comes near the same act."""
    return any(
        it.actor
        and it.on is not False
        and it.alike >= 0.6 * kin.alike
        and ({it.fact.actor, it.fact.recipient} & set(query.actors) or it.alike >= kin.alike)
        for it in matches
    )
