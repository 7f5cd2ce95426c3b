"""Who is, was, or never was a member: held against the spells of the closed list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from foedus.check.desk import Desk, covers, gap_days, spans
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.types import Query
from foedus.questions.wording import day_words
from foedus.rows import Row

TOLERANCE_DAYS = 1
"""A day's difference is the clock's, not the article's."""


def day_of(query: Query, desk: Desk) -> tuple[date, date]:
    """The day that the words date a membership by; the day of the judging where they date it by none, or by a later one."""
    known = spans(query.on) if query.is_dated else []
    return known[0] if known and known[0][0] <= desk.day else (desk.day, desk.day)


def days_of(query: Query, desk: Desk) -> list[tuple[date, date]]:
    """The days for which a membership may be meant, the surest first."""
    own = day_of(query, desk)
    if query.is_dated and own != (desk.day, desk.day):
        return [own]
    around = (
        [it for on in query.nearby for it in spans(on) if it[0] <= desk.day]
        if query.recipients or query.unit == "around"
        else []
    )
    return [own, *around]


def is_member(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """A member on the day that the words give, on the article's own day, or on a day that the words around speak of."""
    days = days_of(query, desk)
    for first, last in days:
        now = [it for it in own if covers(it, first) or covers(it, last) or first <= it["happened_from"] <= last]
        if now:
            why = f"{desk.name(state)} is on the list of members ({spell_words(now[-1])})."
            return Ruling("supported", why, (now[-1]["id"],))
    begun = [it for it in own if it["happened_from"] <= desk.day]
    if query.unit == "past" and not query.is_dated and begun:
        return Ruling("supported", f"{desk.name(state)} was a member ({spell_words(begun[-1])}).", (begun[-1]["id"],))
    return no_member(query, state, own, days[0][1], desk)


def no_member(query: Query, state: str, own: list[Row], last: date, desk: Desk) -> Ruling:
    ended = [it for it in own if it["ended_to"] is not None and it["ended_to"] <= last]
    if ended:
        why = f"{desk.name(state)} was no member then: its membership ended ({spell_words(ended[-1])})."
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
    from foedus.check.desk import SUCCESSORS

    members = desk.members_ever(alliance)
    return any(state in group and group & members for group in SUCCESSORS)


def is_not(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """The other way round; `since` a day means to this day."""
    lasting = [it for it in own if covers(it, desk.day)]
    if query.since and lasting:
        why = f"The record has {desk.name(state)} as a member: {spell_words(lasting[-1])}."
        return Ruling("contradicted", why, (lasting[-1]["id"],), ("member",))
    gone = [
        it
        for it in own
        if it["ended_to"] is not None and query.on and gap_days(it["ended_from"], it["ended_to"], query.on) == 0
    ]
    if gone:  # The day of the end itself: from then on it is none.
        return Ruling("supported", f"{desk.name(state)}: {spell_words(gone[-1])}.", (gone[-1]["id"],))
    said = is_member(query, state, own, desk)
    if said.outcome == "supported":
        return Ruling(
            "contradicted", f"The record has {desk.name(state)} as a member: {said.why}", said.rows, ("member",)
        )
    return said._replace(outcome="supported", wrong=()) if said.outcome == "contradicted" else said


def never(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """No spell at all by the day."""
    begun = [it for it in own if it["happened_from"] <= desk.day]
    if begun:
        why = f"{desk.name(state)} was a member ({spell_words(begun[-1])})."
        return Ruling("contradicted", why, tuple(it["id"] for it in begun), ("member",))
    said = is_member(replace(query, unit=""), state, own, desk)
    return said._replace(outcome="supported", wrong=()) if said.outcome == "contradicted" else said


def unbroken(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """A member now and, since the day claimed or from the first, at all times."""
    begun = [it for it in own if it["happened_from"] <= desk.day]
    if not begun or not covers(begun[-1], desk.day):
        return no_member(query, state, own, desk.day, desk)
    known = spans(query.since)
    breaks = [it for it in begun if it["ended_from"] is not None and it["ended_to"] <= desk.day]
    if known:
        breaks = [it for it in breaks if it["ended_from"] > known[0][1]]
    if breaks:
        why = f"{desk.name(state)} was not a member throughout: {spell_words(breaks[-1])}."
        return Ruling("contradicted", why, tuple(it["id"] for it in begun), ("member",))
    return Ruling("supported", f"{desk.name(state)}: {spell_words(begun[-1])}.", (begun[-1]["id"],))


def former(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """A member once and no longer."""
    ended = [it for it in own if it["ended_to"] is not None and it["ended_from"] <= desk.day]
    lasting = [it for it in own if covers(it, desk.day)]
    if lasting and (not ended or lasting[-1]["happened_from"] > ended[-1]["ended_from"]):
        return Ruling(
            "contradicted",
            f"{desk.name(state)} is a member still ({spell_words(lasting[-1])}).",
            (lasting[-1]["id"],),
            ("member",),
        )
    if ended:
        return Ruling("supported", f"{desk.name(state)} was a member ({spell_words(ended[-1])}).", (ended[-1]["id"],))
    return is_member(query, state, own, desk)


def spell_words(row: Row) -> str:
    """A spell in words: since when, until when, and how it ended."""
    text = f"member since {day_words(row['from_on'])}"
    if row["to_on"]:
        text += f" until {day_words(row['to_on'])} ({(row['end_mode'] or 'end not classed').replace('-', ' ')})"
    return text
