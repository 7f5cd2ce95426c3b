"""Votes held against roll calls, and against rows that tell how members of an alliance voted on its own decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from foedus.check.ballots import casts, tallies
from foedus.check.desk import Desk, Fact, gap_days
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.judge.ruling import told as told_of
from foedus.check.topic import topic
from foedus.check.types import Found, Query
from foedus.rows import Row

KINDS = ("vote",)

NEAR_DAYS = 3
"""How many days a vote may lie from the date that is told."""
ALIKE, ALIKE_BEFORE = 0.2, 0.3
"""From which likeness on words name a resolution by its subject: those of the sentence, and those before it."""
_NEXT = re.compile(
    r"\bthe (?:next|following|second) (?:one|resolution|vote|ballot|text)\b|\bon the next\b", re.IGNORECASE
)
_WORDS = {"yes": "voted yes", "no": "voted no", "abstain": "abstained", "absent": "cast no vote"}


class _Resolution(NamedTuple):
    """One resolution with the votes that the record has on it, by member."""

    title: str
    number: str
    on: date
    words: str
    votes: dict[str, Row]


def judge(found: Found, desk: Desk) -> Ruling:
    """Which resolution is meant, and how those named voted on it; else what rows tell of votes in an alliance."""
    query = found.query
    if query.family == "tally":
        return _tally(query, desk)
    meant = _meant(query, desk)
    if meant is not None:
        return (
            _members(query, meant, desk)
            if query.number is not None or query.unit == "all"
            else _states(query, meant, desk)
        )
    return _in_alliance(query, desk)


# --- roll calls -------------------------------------------------------------------------------------------------------


def _resolutions(desk: Desk) -> list[_Resolution]:
    grouped: dict[str, list[Row]] = {}
    for row in desk.votes:
        grouped.setdefault(row["resolution_id"], []).append(row)
    made = [
        _Resolution(
            f"{rows[0]['body']} {rows[0]['number'].partition(' (')[0]}", rows[0]["number"], rows[0]["happened_from"],
            f"{rows[0]['subject']} {rows[0]['body']}", {it["member"]: it for it in rows},
        )
        for rows in grouped.values()
    ]  # fmt: skip
    return sorted(made, key=lambda it: it.on)


def _meant(query: Query, desk: Desk) -> _Resolution | None:
    """The resolution that words mean: by its number, its day, or its subject, in the sentence first and then before it."""
    known = _resolutions(desk)
    text = query.around
    named = [it for it in known if _is_numbered(it, text)]
    if named:
        return named[0]
    if _NEXT.search(text):
        dated = [it for it in known if query.since and gap_days(it.on, it.on, query.since) <= NEAR_DAYS]
        before = dated[-1] if dated else _by_words(query.detail, query.since, known, desk, ALIKE_BEFORE)
        later = [it for it in known if before is not None and it.on > before.on]
        return later[0] if later else None
    if query.is_dated:
        close = [it for it in known if gap_days(it.on, it.on, query.on) <= NEAR_DAYS]
        return _alike(text, close, desk, 0.0) if close else None
    own = _by_words(text, query.on, known, desk, ALIKE)
    if own is not None:
        return own
    earlier = [it for it in known if _is_numbered(it, query.detail)]
    return earlier[0] if earlier else _by_words(query.detail, query.on, known, desk, ALIKE_BEFORE)


def _is_numbered(one: _Resolution, text: str) -> bool:
    bare = one.number.lower().removeprefix("a/res/")
    return (
        re.match(r"unnumbered", bare) is None
        and re.search(rf"(?<![\w/]){re.escape(bare)}(?![\w/])", text.lower()) is not None
    )


def _by_words(text: str, on: str, known: list[_Resolution], desk: Desk, least: float) -> _Resolution | None:
    """By subject; a date that the text gave before narrows it down."""
    dated = [it for it in known if on and gap_days(it.on, it.on, on) <= NEAR_DAYS]
    best = _alike(text, known, desk, least)
    if best is not None and (not dated or best in dated):
        return best
    return _alike(text, dated, desk, 0.0) or best


def _alike(text: str, known: Iterable[_Resolution], desk: Desk, least: float) -> _Resolution | None:
    about = topic(desk.state_names.stripped(text))
    scored = [(desk.weights.alike(about, topic(desk.state_names.stripped(it.words))), it) for it in known]
    scored = [it for it in scored if it[0] >= least]
    if not scored:
        return None
    top = max(scored, key=lambda it: it[0])
    rivals = [it for score, it in scored if score > 0.95 * top[0] and it is not top[1]]
    return None if rivals and least > 0 else top[1]


def _states(query: Query, meant: _Resolution, desk: Desk) -> Ruling:
    known = {it: meant.votes[it] for it in query.actors if it in meant.votes}
    if not known:
        return NOTHING
    rows = tuple(row["id"] for row in known.values())
    told = _told(meant, known.values(), desk)
    wrong = [it for it, row in known.items() if row["vote"] != query.family]
    if wrong:
        return Ruling("contradicted", told, rows, ("vote",))
    if query.unit == "only":
        others = [row for it, row in meant.votes.items() if row["vote"] == query.family and it not in known]
        rivals = [row for row in others if row["member"] != _hub(query, desk)]
        if rivals:
            return Ruling(
                "contradicted", _told(meant, [*known.values(), *rivals], desk), (*rows, rivals[0]["id"]), ("number",)
            )
    if len(known) < len(query.actors):
        return Ruling("partly", f"The record does not tell of all of them. {told}", rows, ("member",))
    return Ruling("supported", told, rows)


def _members(query: Query, meant: _Resolution, desk: Desk) -> Ruling:
    """How many members voted so: with the hub or without it, as `allies` may mean either."""
    cast = [row for row in meant.votes.values() if row["vote"] == query.family]
    others = [row for row in cast if row["member"] != _hub(query, desk)]
    all_others = [it for it in meant.votes if it != _hub(query, desk)]
    rows = tuple(row["id"] for row in (cast or meant.votes.values()))
    told = _told(meant, meant.votes.values(), desk)
    if query.unit == "all":
        return (
            Ruling("supported", told, rows)
            if len(others) == len(all_others)
            else Ruling("contradicted", told, rows, ("number",))
        )
    if query.number in (len(cast), len(others)):
        return Ruling("supported", told, rows)
    return Ruling("contradicted", told, rows, ("number",))


def _hub(query: Query, desk: Desk) -> str:
    row = desk.alliances.rows.get(query.alliance or query.main)
    return str(row["hub"] or "") if row else ""


def _told(meant: _Resolution, votes: Iterable[Row], desk: Desk) -> str:
    grouped: dict[str, list[str]] = {}
    for row in votes:
        grouped.setdefault(row["vote"], []).append(row["member"])
    parts = [f"{desk.names_of(sorted(members))} {_WORDS[how]}" for how, members in grouped.items()]
    return f"{meant.title}, {meant.on}: {'; '.join(parts)}."


# --- votes in an alliance ---------------------------------------------------------------------------------------------


def _in_alliance(query: Query, desk: Desk) -> Ruling:
    """Acts that tell how a member voted on a decision of its alliance."""
    if query.number is not None:
        return _counted(query, {query.family: query.number}, desk)
    told = [(it, {cast.how for cast in casts(it.text)}) for it in _near(query, desk)]
    first = {
        actor: next((one for one in told if one[0].actor == actor and len(one[1]) == 1), None) for actor in query.actors
    }
    own = [one for one in first.values() if one is not None]
    if own:
        fact = own[0][0]
        if all(query.family in ways for _, ways in own):
            rows = tuple(it.id for it, _ in own)
            known = {it for act, _ in own for it in act.states}
            missing = [it for it in query.actors if it not in known]
            if missing:
                why = f"The record does not tell it of {desk.names_of(missing)}. {told_of(fact)}."
                return Ruling("partly", why, rows, ("actor",))
            return Ruling("supported", f"{told_of(fact)}.", rows)
        fact = next(it for it, ways in own if query.family not in ways)
        return Ruling("contradicted", f"The record has it the other way. {told_of(fact)}.", (fact.id,), ("vote",))
    if query.unit == "only":
        for fact, how in told:
            sole = re.search(r"\b(?:only|sole|alone|lone)\b", fact.text) and query.family in how
            if sole and query.actors and not fact.states & set(query.actors) and len(query.on) >= 7:
                return Ruling("contradicted", f"The record has another. {told_of(fact)}.", (fact.id,), ("actor",))
    return NOTHING


def _near(query: Query, desk: Desk) -> list[Fact]:
    """Acts of the alliance that tell of a vote, by day where one is told, else by subject; the nearest first."""
    found = [
        it for it in desk.events if it.alliance in (query.alliance, query.main) and (casts(it.text) or tallies(it.text))
    ]
    dated = [it for it in found if query.on and gap_days(it.first, it.last, query.on) <= NEAR_DAYS]
    if query.is_dated:
        found = dated
    about = query.topic | query.context | topic(desk.state_names.stripped(query.detail))
    scored = [(_closeness(query, about, it, desk), it) for it in found]
    scored = [(score + (2.0 if it in dated else 0.0), it) for score, it in scored if it in dated or score >= ALIKE]
    return [it for _, it in sorted(scored, key=lambda it: -it[0])]


def _closeness(query: Query, about: frozenset[str], fact: Fact, desk: Desk) -> float:
    """How alike a claim is to a row: by its words with those before it, or by its own words where the row is of its states."""
    alike = desk.weights.alike(about, fact.topic)
    own = desk.weights.alike(query.topic, fact.topic) if fact.actor in query.actors else 0.0
    return max(alike, own)


def _tally(query: Query, desk: Desk) -> Ruling:
    """Numbers of votes against those of the decision that is meant."""
    return _counted(query, tallies(query.around), desk)


def _counted(query: Query, claimed: dict[str, float], desk: Desk) -> Ruling:
    for fact in _near(query, desk):
        known = tallies(fact.text)
        shared = claimed.keys() & known.keys()
        if not shared:
            continue
        if any(claimed[name] != known[name] for name in shared):
            return Ruling("contradicted", f"The record has other numbers. {told_of(fact)}.", (fact.id,), ("number",))
        if claimed.keys() - known.keys():
            return Ruling("partly", f"The record does not give all numbers. {told_of(fact)}.", (fact.id,), ("number",))
        return Ruling("supported", f"{told_of(fact)}.", (fact.id,))
    return NOTHING
