"""Memberships and numbers of members: a closed list, so that who is not on it is no member."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from foedus.check.desk import Desk, covers, gap_days, spans
from foedus.check.judge import roster, sizes
from foedus.check.judge.ruling import NOTHING, Ruling, told
from foedus.check.types import Found, Query
from foedus.dates import PartialDate
from foedus.questions.wording import day_words
from foedus.rows import Row

KINDS = ("membership",)

TOLERANCE_DAYS = 1
"""A day's difference is the clock's, not the article's."""


def judge(found: Found, desk: Desk) -> Ruling:
    """Hold a claim of membership, joining, leaving or number of members against the spells of the record."""
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
    return _RULES[query.family](query, state, own, desk)


def _is_state(code: str, desk: Desk) -> bool:
    from foedus.states.gazetteer import gazetteer

    return len(code) == 3 and code.isupper() and (code in desk.names or ("iso3", code) in gazetteer().by_code)


def _day(query: Query, desk: Desk) -> tuple[date, date]:
    known = spans(query.on) if query.is_dated else []
    return known[0] if known and known[0][0] <= desk.day else (desk.day, desk.day)


def _is(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """A member on the day that the words give, on the article's own day, or on a day that the words around speak of."""
    days = _days(query, desk)
    for first, last in days:
        now = [it for it in own if covers(it, first) or covers(it, last) or first <= it["happened_from"] <= last]
        if now:
            why = f"{desk.name(state)} is on the list of members ({_spell(now[-1])})."
            return Ruling("supported", why, (now[-1]["id"],))
    begun = [it for it in own if it["happened_from"] <= desk.day]
    if query.unit == "past" and not query.is_dated and begun:
        return Ruling("supported", f"{desk.name(state)} was a member ({_spell(begun[-1])}).", (begun[-1]["id"],))
    return _no_member(query, state, own, days[0][1], desk)


def _days(query: Query, desk: Desk) -> list[tuple[date, date]]:
    """The days for which a membership may be meant, the surest first."""
    own = _day(query, desk)
    if query.is_dated and own != (desk.day, desk.day):
        return [own]
    around = (
        [it for on in query.nearby for it in spans(on) if it[0] <= desk.day]
        if query.recipients or query.unit == "around"
        else []
    )
    return [own, *around]


def _no_member(query: Query, state: str, own: list[Row], last: date, desk: Desk) -> Ruling:
    ended = [it for it in own if it["ended_to"] is not None and it["ended_to"] <= last]
    if ended:
        why = f"{desk.name(state)} was no member then: its membership ended ({_spell(ended[-1])})."
        return Ruling("contradicted", why, (ended[-1]["id"],), ("member",))
    if is_heir(query.alliance, state, desk):
        return NOTHING
    listed = list(desk.members_on(query.alliance, last).values())
    if not listed:
        ever = {it["member"]: it["id"] for it in desk.spells_of(query.alliance)}
        if not ever or own:
            return NOTHING
        why = f"{desk.name(state)} is not among those who ever were members of {query.alliance}: {desk.names_of(sorted(ever))}."
        return Ruling("contradicted", why, tuple(ever.values()), ("member",))
    return Ruling(
        "contradicted",
        f"{desk.name(state)} is not among the members of {query.alliance} on {day_words(last.isoformat())}: "
        f"{desk.names_of(sorted(it['member'] for it in listed))}.",
        tuple(it["id"] for it in listed),
        ("member",),
    )


def is_heir(alliance: str, state: str, desk: Desk) -> bool:
    """Whether texts may call by this name another state that is on the list: Russia and the Soviet Union."""
    from foedus.check.judge.excluding import SUCCESSORS

    members = desk.members_ever(alliance)
    return any(state in group and group & members for group in SUCCESSORS)


def _is_not(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    said = _is(query, state, own, desk)
    if said.outcome == "supported":
        return Ruling(
            "contradicted", f"The record has {desk.name(state)} as a member: {said.why}", said.rows, ("member",)
        )
    return said._replace(outcome="supported", wrong=()) if said.outcome == "contradicted" else said


def _never(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    begun = [it for it in own if it["happened_from"] <= desk.day]
    if begun:
        why = f"{desk.name(state)} was a member ({_spell(begun[-1])})."
        return Ruling("contradicted", why, tuple(it["id"] for it in begun), ("member",))
    said = _is(replace(query, unit=""), state, own, desk)
    return said._replace(outcome="supported", wrong=()) if said.outcome == "contradicted" else said


def _returned(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """A second spell, or a row of coming back; who never left did not return."""
    begun = [it for it in own if it["happened_from"] <= desk.day]
    again = begun[1:]
    acts = [
        it for it in desk.events
        if it.alliance == query.alliance and state in it.states and it.act in ("join", "restore") and it.first <= desk.day
        and any(one["ended_from"] is not None and one["ended_from"] <= it.first for one in begun)
    ]  # fmt: skip
    acts += [it for it in desk.events if it.alliance == query.alliance and state in it.states and it.act == "restore"]
    fits = [
        it["id"]
        for it in again
        if not query.on or gap_days(it["happened_from"], it["happened_to"], query.on) <= TOLERANCE_DAYS
    ]
    fits += [it.id for it in acts if not query.on or gap_days(it.first, it.last, query.on) <= TOLERANCE_DAYS]
    if fits:
        return Ruling("supported", f"{desk.name(state)} came back ({_spell(begun[-1])}).", tuple(fits[:3]))
    if again and query.is_dated:
        why = f"{desk.name(state)} came back at another time: {_spell(again[-1])}."
        return Ruling("contradicted", why, (again[-1]["id"],), ("date",))
    if again:
        return Ruling("supported", f"{desk.name(state)} came back ({_spell(again[-1])}).", (again[-1]["id"],))
    if not begun or acts:
        return _is(query, state, own, desk) if not begun else NOTHING
    if begun[-1]["ended_from"] is None:
        return NOTHING
    why = f"{desk.name(state)} has not come back: {_spell(begun[-1])}."
    return Ruling("contradicted", why, (begun[-1]["id"],), ("member", "act"))


def _not_returned(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    said = _returned(replace(query, on="", is_dated=False), state, own, desk)
    if said.outcome == "supported":
        return said._replace(outcome="contradicted", wrong=("member", "act"))
    return said._replace(outcome="supported", wrong=()) if said.outcome == "contradicted" else said


def _denounced(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """Notice given, or the end of a membership, on the day claimed."""
    acts = [
        it for it in desk.events
        if it.alliance == query.alliance and it.actor == state and it.act in ("give_notice", "leave", "freeze", "suspend")
    ]  # fmt: skip
    fits = [it for it in acts if not query.on or gap_days(it.first, it.last, query.on) <= TOLERANCE_DAYS]
    if fits:
        return Ruling("supported", f"{told(fits[0])}.", tuple(it.id for it in fits[:2]))
    return NOTHING if not own else _left(query, state, own, desk)


def _former(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    ended = [it for it in own if it["ended_to"] is not None and it["ended_from"] <= desk.day]
    lasting = [it for it in own if covers(it, desk.day)]
    if lasting and (not ended or lasting[-1]["happened_from"] > ended[-1]["ended_from"]):
        return Ruling(
            "contradicted",
            f"{desk.name(state)} is a member still ({_spell(lasting[-1])}).",
            (lasting[-1]["id"],),
            ("member",),
        )
    if ended:
        return Ruling("supported", f"{desk.name(state)} was a member ({_spell(ended[-1])}).", (ended[-1]["id"],))
    return _is(query, state, own, desk)


def _joined(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    acts = [
        it
        for it in desk.events
        if it.alliance == query.alliance
        and it.act in ("join", "found", "restore")
        and (it.actor == state or state in it.states)
    ]
    begun = [it for it in own if it["happened_from"] <= desk.day]
    if not begun:
        listed = list(desk.members_on(query.alliance, desk.day).values())
        if not listed:
            return NOTHING
        return Ruling(
            "contradicted", f"The record knows no membership of {desk.name(state)} in {query.alliance}.",
            tuple(it["id"] for it in listed), ("member",),
        )  # fmt: skip
    if not query.on:
        return Ruling("supported", f"{desk.name(state)} joined ({_spell(begun[-1])}).", tuple(it["id"] for it in begun))
    fits = [it["id"] for it in begun if gap_days(it["happened_from"], it["happened_to"], query.on) <= TOLERANCE_DAYS]
    fits += [
        it["id"] for it in begun if any(gap_days(*known, query.on) <= TOLERANCE_DAYS for known in _basis_dates(it))
    ]
    fits += [it.id for it in acts if gap_days(it.first, it.last, query.on) <= TOLERANCE_DAYS]
    if fits:
        return Ruling("supported", f"{desk.name(state)}: {_spell(begun[-1])}; the date fits.", tuple(fits))
    if not query.is_dated:
        return Ruling("supported", f"{desk.name(state)} joined ({_spell(begun[-1])}).", tuple(it["id"] for it in begun))
    return Ruling(
        "contradicted", f"{desk.name(state)} joined at another time: {_spell(begun[-1])}.",
        (*(it["id"] for it in begun), *(it.id for it in acts[:2])), ("date",),
    )  # fmt: skip


def _left(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    ended = [it for it in own if it["ended_from"] is not None and it["ended_from"] <= desk.day]
    if not own:
        return _is(query, state, own, desk)
    if not ended:
        acts = [
            it
            for it in desk.events
            if it.alliance == query.alliance
            and it.actor == state
            and it.act in ("leave", "give_notice", "freeze", "threaten_leave")
        ]
        return Ruling(
            "contradicted", f"{desk.name(state)} is a member still ({_spell(own[-1])}): the record holds no end of its membership.",
            (own[-1]["id"], *(it.id for it in acts[-2:])), ("act",),
        )  # fmt: skip
    fits = [
        it for it in ended if not query.on or gap_days(it["ended_from"], it["ended_to"], query.on) <= TOLERANCE_DAYS
    ]
    acts = [
        it for it in desk.events
        if it.alliance == query.alliance and (it.actor == state or state in it.states) and it.act in ("leave", "give_notice", "suspend", "freeze", "threaten_leave")
        and (not query.on or gap_days(it.first, it.last, query.on) <= TOLERANCE_DAYS)
    ]  # fmt: skip
    if fits and re.search(r"\bexpel", query.detail) and "expulsion" not in str(fits[-1]["end_mode"]):
        return Ruling(
            "partly", f"It was no expulsion. {desk.name(state)}: {_spell(fits[-1])}.", (fits[-1]["id"],), ("act",)
        )
    if fits:
        return Ruling(
            "supported", f"{desk.name(state)}: {_spell(fits[-1])}.", (fits[-1]["id"], *(it.id for it in acts[:2]))
        )
    if acts and query.on:
        return Ruling(
            "supported", f"{told(acts[0])}; {desk.name(state)}: {_spell(ended[-1])}.", (acts[0].id, ended[-1]["id"])
        )
    if not query.is_dated:
        return Ruling("supported", f"{desk.name(state)}: {_spell(ended[-1])}.", (ended[-1]["id"],))
    return Ruling(
        "contradicted", f"{desk.name(state)} left at another time: {_spell(ended[-1])}.", (ended[-1]["id"],), ("date",)
    )


def _signed(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """Signing the treaty: those who are or were parties may have, by day; who never was one did not."""
    from foedus.check.judge.same_act import TOLERANCE_DAYS as NEAR

    acts = [
        it for it in desk.events
        if it.alliance == query.alliance and state in it.states and re.search(r"\bsign|\bput (?:their|its) name", it.text)
        and (not query.on or gap_days(it.first, it.last, query.on) <= NEAR)
    ]  # fmt: skip
    if acts:
        return NOTHING
    if not own:
        return _joined(query, state, own, desk)
    return NOTHING


def _not_left(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    said = _left(query, state, own, desk)
    if said.outcome == "supported":
        return said._replace(outcome="contradicted", wrong=("act",))
    return said._replace(outcome="supported", wrong=()) if said.outcome == "contradicted" and own else said


_RULES = {
    "member": _is,
    "not_member": _is_not,
    "former": _former,
    "joined": _joined,
    "not_joined": _is_not,
    "signed": _signed,
    "not_signed": lambda *_: NOTHING,
    "never": _never,
    "returned": _returned,
    "not_returned": _not_returned,
    "denounced": _denounced,
    "not_denounced": lambda *_: NOTHING,
    "founder": roster.founder,
    "not_founder": roster.not_founder,
    "nth": roster.nth,
    "left": _left,
    "not_left": _not_left,
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


def _basis_dates(spell: Row) -> list[tuple[date, date]]:
    """Days that the basis of a spell names: when the treaty was signed or ratified."""
    found = []
    for text in re.findall(r"\d{4}-\d\d-\d\d", spell["from_basis"] or ""):
        known = PartialDate.parse(text)
        found.append((known.first, known.last))
    return found


def _spell(row: Row) -> str:
    text = f"member since {day_words(row['from_on'])}"
    if row["to_on"]:
        text += f" until {day_words(row['to_on'])} ({(row['end_mode'] or 'end not classed').replace('-', ' ')})"
    return text
