"""The parts of a call beside the record's call: on which treaty it rested, whom it was addressed to, what it asked for.

Each judge hands back what is wrong, or None where the part fits or where either side says nothing.
"""

from __future__ import annotations

import re

from foedus.check.claims.callers import wanted as groups_of
from foedus.check.desk import Desk, Fact
from foedus.check.judge.counts import number_fits
from foedus.check.judge.ruling import Ruling, told
from foedus.check.types import Query

_ALLIANCE_WORDS = re.compile(
    r"\b(?:alliance|organi[sz]ation|bloc|community|council|league|members|partners|allies|union)\b", re.IGNORECASE
)


def words_of(call: Fact, desk: Desk) -> str:
    """All that the record says of a call: the call's own row and the event row of the same request."""
    event = desk.by_id.get(call.row["event_id"] or "")
    return f"{call.text} {event.text if event else ''}"


def callers(query: Query, call: Fact, desk: Desk) -> Ruling | None:
    """Who is said to have asked together, where the record lists those who did: one that is not among them is wrong."""
    told_of = words_of(call, desk)
    if len(query.actors) < 2 or not _TOGETHER.search(told_of):
        return None
    listed = desk.state_names.in_text(told_of) | {call.actor}
    others = [it for it in query.actors if it not in listed and it in desk.names]
    if not others or len(listed & desk.members_on(call.alliance, call.first).keys()) < 3:
        return None
    why = f"{desk.names_of(others)} was not among those who asked. {told(call)}."
    return Ruling("contradicted", why, (), ("caller",))


_TOGETHER = re.compile(r"\basked together\b|\bjointly\b|\bother \w+ allies\b|\bother parties\b")


def knowledge(query: Query, call: Fact, desk: Desk) -> Ruling | None:
    """A call whose date, a month or a year, takes in the article's own day, and which became known after it."""
    if not call.first <= desk.horizon < call.last or call.row["known_on"] <= desk.horizon or query.is_dated:
        return None
    why = f"It is open whether it was made before the article's own day: it became known after it. {told(call)}."
    return Ruling("partly", why, (), ("knowledge",))


def basis(query: Query, call: Fact, desk: Desk) -> Ruling | None:
    """The year of a treaty or decision on which the call is said to rest."""
    years = set(re.findall(r"\b(?:19|20)\d\d\b", str(call.row["legal_basis"] or "")))
    if not query.basis or not years or years & set(query.basis):
        return None
    why = f"The request rested on: {call.row['legal_basis']}. {told(call)}."
    return Ruling("contradicted", why, (), ("article", "date"))


def addressee(query: Query, call: Fact, desk: Desk) -> Ruling | None:
    """Whom the call is said to be addressed to: a state, the alliance, the United Nations."""
    claimed = query.addressee
    if not claimed or claimed in (call.recipient, call.row["adversary"]):
        return None
    is_alliance = claimed == "alliance" or claimed in desk.alliances.rows
    why = f"It was addressed to {desk.name(call.recipient)}. {told(call)}."
    if is_alliance:
        if call.recipient in desk.alliances.rows and (
            claimed in ("alliance", call.recipient, call.alliance) or claimed not in desk.alliances.rows
        ):
            return None
        if call.recipient in desk.alliances.rows:
            return Ruling("partly", why, (), ("recipient",))
        also = _to_alliance(query, call, desk)
        if also or claimed == "alliance":
            return None if also else Ruling("partly", why, (), ("recipient",))
        is_told = bool(_ALLIANCE_WORDS.search(words_of(call, desk)))
        return Ruling("partly" if is_told else "contradicted", why, (), ("recipient",))
    if len(claimed) == 3 and claimed not in desk.names:
        return None
    if claimed in call.states or claimed in desk.state_names.in_text(words_of(call, desk)):
        return None
    members = desk.members_on(call.alliance, call.first)
    if call.recipient in desk.alliances.rows and claimed in members and len(members) > 2:
        # A member was asked beside the alliance, perhaps: the record is silent on it.
        return Ruling("partly", why, (), ("recipient",))
    return Ruling("contradicted", why, (), ("recipient",))


def _to_alliance(query: Query, call: Fact, desk: Desk) -> bool:
    """Whether the same member also called on the alliance within a month."""
    return any(
        it.actor == call.actor and it.recipient in desk.alliances.rows and abs((it.first - call.first).days) <= 31
        for it in desk.calls
    )


def wanted(query: Query, call: Fact, desk: Desk) -> Ruling | None:
    """What was asked for, where the claim and the row name different things: observers beside troops."""
    claimed, held = groups_of(query.detail), groups_of(words_of(call, desk).lower())
    if not claimed or not held or claimed & held or re.search(r"\bhelp|assist|aid\b|support", words_of(call, desk)):
        return None
    if not query.on:
        return None
    return Ruling("partly", f"The record has it asked for something else. {told(call)}.", (), ("act",))


def number(query: Query, call: Fact, desk: Desk) -> Ruling | None:
    """Numbers that the words give beside those of the call's rows: how many had been killed, how many were asked for."""
    event = desk.by_id.get(call.row["event_id"] or "")
    fits = [number_fits(query, it, desk) for it in (call, event) if it is not None]
    if False not in fits or True in fits:
        return None
    return Ruling(
        "contradicted" if query.on else "partly", f"The record has another number. {told(call)}.", (), ("number",)
    )
