"""Founders, and the order in which members came in: by the rows of the founding and the first spells of the list."""

from __future__ import annotations

from datetime import date, timedelta

from foedus.check.desk import Desk, Fact, spans
from foedus.check.judge.belonging import is_heir
from foedus.check.judge.ruling import NOTHING, Ruling, told
from foedus.check.types import Query
from foedus.dates import PartialDate
from foedus.questions.wording import day_words
from foedus.rows import Row

SOON_DAYS = 400
"""Founders may ratify one after another: within this many days of the first a member may still be a founder."""
LATE_DAYS = 60
"""Who joined by a row of its own this long after the founding is no founder."""


def foundings(alliance: str, desk: Desk) -> list[Fact]:
    """The rows of an alliance's founding: acts of founding within half a year of the first, and none later."""
    acts = sorted((it for it in desk.events if it.alliance == alliance and it.act == "found"), key=lambda it: it.first)
    return [it for it in acts if (it.first - acts[0].first).days <= 180]


def founder(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """A founder is named by a founding row or is on the list from its first day; who came later by a row of its own is none."""
    unsigned = _kept_away(query, state, desk)
    if unsigned is not None:
        return Ruling("contradicted", f"{told(unsigned)}.", (unsigned.id,), ("act", "member"))
    acts = foundings(query.alliance, desk)
    spells = desk.spells_of(query.alliance)
    naming = [it for it in acts if state in it.states]
    if naming:
        return Ruling("supported", f"{told(naming[0])}.", (naming[0].id,))
    if not spells:
        return NOTHING
    first = min(it["happened_from"] for it in spells)
    began = min([first, *(it.first for it in acts)])
    joined = [
        it for it in desk.events
        if it.alliance == query.alliance and it.act == "join" and state in it.states and it.first > began + timedelta(days=LATE_DAYS)
    ]  # fmt: skip
    rows = tuple(it["id"] for it in own) or tuple(it["id"] for it in spells if it["happened_from"] == first)
    if not own:
        if is_heir(query.alliance, state, desk):
            return NOTHING
        why = f"The record knows no membership of {desk.name(state)} in {query.alliance}."
        return Ruling("contradicted", why, (*rows, *(it.id for it in acts[:1])), ("member",))
    if joined and not any("ratif" in it.text for it in joined[:1]) and not _is_same_day(own, first, acts):
        why = f"{desk.name(state)} came in later. {told(joined[0])}."
        return Ruling("contradicted", why, (joined[0].id, *rows), ("member",))
    if own[0]["happened_from"] == first or (own[0]["happened_from"] - first).days <= SOON_DAYS:
        return Ruling(
            "supported", f"{desk.name(state)} is on the list from the beginning, {day_words(own[0]['from_on'])}.", rows
        )
    if _listed(acts, desk) or (own[0]["happened_from"] - first).days > 12 * SOON_DAYS:
        why = f"{desk.name(state)} was a member from {day_words(own[0]['from_on'])} only."
        return Ruling("contradicted", why, rows, ("member",))
    return NOTHING


def _kept_away(query: Query, state: str, desk: Desk) -> Fact | None:
    """The row by which a state did not sign, in a year that the words speak of; None where they speak of no signatories."""
    if "signator" not in query.detail:
        return None
    years = {it[0].year for on in (query.on, *query.nearby) for it in spans(on)}
    return next(
        (
            it
            for it in desk.events
            if it.alliance == query.alliance
            and it.act == "refuse_sign"
            and it.actor == state
            and it.first.year in years
        ),
        None,
    )


def _is_same_day(own: list[Row], first: object, acts: list[Fact]) -> bool:
    return own[0]["happened_from"] == first and not acts


def _listed(acts: list[Fact], desk: Desk) -> bool:
    """Whether a founding row names those who founded."""
    return any(len([it for it in one.states if it not in desk.alliances.rows]) > 1 for one in acts)


def not_founder(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """The other way round."""
    said = founder(query, state, own, desk)
    if said.outcome == "supported":
        return said._replace(outcome="contradicted", wrong=("member",))
    return said._replace(outcome="supported", wrong=()) if said.outcome == "contradicted" else said


def nth(query: Query, state: str, own: list[Row], desk: Desk) -> Ruling:
    """The place in the order of accession: those who came on the same day share theirs."""
    spells = desk.spells_of(query.alliance)
    begun = [it for it in own if it["happened_from"] <= desk.day]
    if not begun:
        if not spells or not desk.members_on(query.alliance, desk.day):
            return NOTHING
        why = f"The record knows no membership of {desk.name(state)} in {query.alliance} by then."
        return Ruling(
            "contradicted",
            why,
            tuple(it["id"] for it in desk.members_on(query.alliance, desk.day).values()),
            ("member",),
        )
    day = begun[0]["happened_from"]
    firsts: dict[str, date] = {}
    for it in sorted(spells, key=lambda one: one["happened_from"]):
        firsts.setdefault(it["member"], it["happened_from"])
    low = 1 + sum(it < day for it in firsts.values())
    high = sum(it <= day for it in firsts.values())
    there = len(desk.members_on(query.alliance, PartialDate.parse(begun[0]["from_on"]).last))
    assert query.number is not None  # noqa: S101 (the finder gives one)
    place = f"{low}" if low == high else f"{low} to {high}"
    if low <= query.number <= high or query.number == there:
        return Ruling(
            "supported", f"{desk.name(state)} was number {place} in the order of accession.", (begun[0]["id"],)
        )
    why = f"{desk.name(state)} was number {place} in the order of accession, {day_words(begun[0]['from_on'])}."
    return Ruling("contradicted", why, (begun[0]["id"],), ("number",))


def complete(query: Query, desk: Desk) -> Ruling:
    """A list that claims to name every member: whom it leaves out. Names that are wrong are claims of their own."""
    days = [desk.day, *(it[0] for it in spans(query.on) if query.is_dated)]
    listed = {day: desk.members_on(query.alliance, day) for day in days if day <= desk.day}
    named = set(query.actors)
    best = min((it for it in listed.values() if it), key=lambda it: len(named ^ set(it)), default=None)
    if best is None or len(named & set(best)) < 0.6 * len(best):
        return NOTHING
    rows = tuple(it["id"] for it in best.values())
    missing = sorted(set(best) - named)
    if missing:
        why = f"The list leaves out {desk.names_of(missing)}; {query.alliance} has {len(best)} members: {desk.names_of(sorted(best))}."
        return Ruling("partly", why, rows, ("member",))
    if named - set(best):
        return NOTHING
    return Ruling("supported", f"{query.alliance} has {len(best)} members: {desk.names_of(sorted(best))}.", rows)


def closest(query: Query, desk: Desk) -> str:
    """The alliance that a list of members fits best, where the words do not name one: by members in common."""
    named = {*query.actors, *query.recipients}
    if len(named) < 3:
        return query.alliance
    fits = {query.alliance: 0.0}
    for code in desk.alliances.rows:
        members = set(desk.members_on(code, desk.day))
        if members:
            fits[code] = len(named & members) / len(named | members)
    if query.is_sure:
        fits = {code: fit for code, fit in fits.items() if code == query.alliance or f"<@{code}>" in query.detail}
    best = max(sorted(fits), key=lambda code: fits[code])
    return best if fits[best] >= 0.5 and fits[best] > fits[query.alliance] + 0.1 else query.alliance
