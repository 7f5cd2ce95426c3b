"""Who joined, left, came back, signed or gave notice, and when: spells of the closed list, and the rows of the acts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from foedus.check.desk import Desk, covers, gap_days
from foedus.check.judge.belonging import TOLERANCE_DAYS, is_member, spell_words
from foedus.check.judge.ruling import NOTHING, Ruling, told
from foedus.check.types import Query
from foedus.dates import PartialDate
from foedus.rows import Row

_EFFECT = (("become",), ("take",), ("come",))
"""First words of ways to say that a departure took effect: notice given on that day is not meant."""
NEAR_DAYS = 2
"""Two reports may date a signature this many days apart."""


def joined(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """A spell that began, or a row of joining, founding or ratifying, on the day claimed."""
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
    if query.since and not covers(begun[-1], desk.day):
        why = f"{desk.name(state)} is a member no longer: {spell_words(begun[-1])}."
        return Ruling("contradicted", why, (begun[-1]["id"],), ("member",))
    if not query.on:
        return Ruling(
            "supported", f"{desk.name(state)} joined ({spell_words(begun[-1])}).", tuple(it["id"] for it in begun)
        )
    fits = [it["id"] for it in begun if gap_days(it["happened_from"], it["happened_to"], query.on) <= TOLERANCE_DAYS]
    fits += [
        it["id"] for it in begun if any(gap_days(*known, query.on) <= TOLERANCE_DAYS for known in _basis_dates(it))
    ]
    fits += [it.id for it in acts if gap_days(it.first, it.last, query.on) <= TOLERANCE_DAYS]
    if fits:
        return Ruling("supported", f"{desk.name(state)}: {spell_words(begun[-1])}; the date fits.", tuple(fits))
    if not query.is_dated:
        return Ruling(
            "supported", f"{desk.name(state)} joined ({spell_words(begun[-1])}).", tuple(it["id"] for it in begun)
        )
    return Ruling(
        "contradicted", f"{desk.name(state)} joined at another time: {spell_words(begun[-1])}.",
        (*(it["id"] for it in begun), *(it.id for it in acts[:2])), ("date",),
    )  # fmt: skip


def left(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """A spell that ended, or a row of leaving, notice or suspension, on the day claimed."""
    ended = [it for it in own if it["ended_from"] is not None and it["ended_from"] <= desk.day]
    if not own:
        return is_member(query, state, own, desk)
    if not ended:
        acts = [
            it
            for it in desk.events
            if it.alliance == query.alliance
            and it.actor == state
            and it.act in ("leave", "give_notice", "freeze", "threaten_leave")
        ]
        return Ruling(
            "contradicted", f"{desk.name(state)} is a member still ({spell_words(own[-1])}): the record holds no end of its membership.",
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
            "partly", f"It was no expulsion. {desk.name(state)}: {spell_words(fits[-1])}.", (fits[-1]["id"],), ("act",)
        )
    if fits:
        return Ruling(
            "supported", f"{desk.name(state)}: {spell_words(fits[-1])}.", (fits[-1]["id"], *(it.id for it in acts[:2]))
        )
    if acts and query.on and query.acts[:1] not in _EFFECT:
        return Ruling(
            "supported",
            f"{told(acts[0])}; {desk.name(state)}: {spell_words(ended[-1])}.",
            (acts[0].id, ended[-1]["id"]),
        )
    if not query.is_dated:
        return Ruling("supported", f"{desk.name(state)}: {spell_words(ended[-1])}.", (ended[-1]["id"],))
    return Ruling(
        "contradicted",
        f"{desk.name(state)} left at another time: {spell_words(ended[-1])}.",
        (ended[-1]["id"],),
        ("date",),
    )


def signed(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """Signing the treaty: those who are or were parties may have, by day; who never was one did not."""
    acts = [
        it for it in desk.events
        if it.alliance == query.alliance and state in it.states and re.search(r"\bsign|\bput (?:their|its) name", it.text)
        and (not query.on or gap_days(it.first, it.last, query.on) <= NEAR_DAYS)
    ]  # fmt: skip
    if acts:
        return NOTHING
    if not own:
        return joined(query, state, own, desk)
    return NOTHING


def not_left(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """The other way round."""
    said = left(query, state, own, desk)
    if said.outcome == "supported":
        return said._replace(outcome="contradicted", wrong=("act",))
    return said._replace(outcome="supported", wrong=()) if said.outcome == "contradicted" and own else said


def returned(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
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
        return Ruling("supported", f"{desk.name(state)} came back ({spell_words(begun[-1])}).", tuple(fits[:3]))
    if again and query.is_dated:
        why = f"{desk.name(state)} came back at another time: {spell_words(again[-1])}."
        return Ruling("contradicted", why, (again[-1]["id"],), ("date",))
    if again:
        return Ruling("supported", f"{desk.name(state)} came back ({spell_words(again[-1])}).", (again[-1]["id"],))
    if not begun or acts:
        return is_member(query, state, own, desk) if not begun else NOTHING
    if begun[-1]["ended_from"] is None:
        return NOTHING
    why = f"{desk.name(state)} has not come back: {spell_words(begun[-1])}."
    return Ruling("contradicted", why, (begun[-1]["id"],), ("member", "act"))


def not_returned(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """The other way round, whatever the day; who is a member now has come back."""
    lasting = [it for it in own if covers(it, desk.day)]
    if len(own) == 1 and lasting:
        why = f"The record has {desk.name(state)} as a member: {spell_words(lasting[-1])}."
        return Ruling("contradicted", why, (lasting[-1]["id"],), ("member",))
    said = returned(replace(query, on="", is_dated=False), state, own, desk)
    if said.outcome == "supported":
        return said._replace(outcome="contradicted", wrong=("member", "act"))
    return said._replace(outcome="supported", wrong=()) if said.outcome == "contradicted" else said


def suspended(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """A suspension that no row of lifting it has followed."""
    rows = sorted(
        (it for it in desk.events if it.alliance == query.alliance and state in it.states and it.first <= desk.day),
        key=lambda it: it.first,
    )
    begun = [it for it in rows if it.act == "suspend"]
    if not begun:
        return NOTHING
    lifted = [it for it in rows if it.act in ("restore", "join") and it.first > begun[-1].first]
    if lifted:
        return Ruling("contradicted", f"{told(lifted[-1])}.", (lifted[-1].id, begun[-1].id), ("member", "act"))
    if own and not any(covers(it, desk.day) for it in own):
        return NOTHING
    return Ruling("supported", f"{told(begun[-1])}.", (begun[-1].id,))


def denounced(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """Notice given, or the end of a membership, on the day claimed."""
    acts = [
        it for it in desk.events
        if it.alliance == query.alliance and it.actor == state and it.act in ("give_notice", "leave", "freeze", "suspend")
    ]  # fmt: skip
    fits = [it for it in acts if not query.on or gap_days(it.first, it.last, query.on) <= TOLERANCE_DAYS]
    if fits:
        return Ruling("supported", f"{told(fits[0])}.", tuple(it.id for it in fits[:2]))
    return NOTHING if not own else left(query, state, own, desk)


def _basis_dates(spell: Row) -> list[tuple[date, date]]:
    """Days that the basis of a spell names: when the treaty was signed or ratified."""
    found = []
    for text in re.findall(r"\d{4}-\d\d-\d\d", spell["from_basis"] or ""):
        known = PartialDate.parse(text)
        found.append((known.first, known.last))
    return found
