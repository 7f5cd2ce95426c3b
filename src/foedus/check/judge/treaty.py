"""Dates of treaties and of alliances, with place and number of signatories, held against the alliance's row and its instruments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from foedus.check.desk import Desk, Fact, gap_days, spans
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.judge.ruling import told as told_of
from foedus.check.numbers import quantities
from foedus.check.types import Found, Query
from foedus.dates import PartialDate
from foedus.questions.wording import day_words

FAMILIES = ("signed", "founded", "in_force", "ended")
TOLERANCE_DAYS = 1
"""A day's difference is the clock's, not the article's."""

_TELLS = {
    "signed": r"\bsign|put (?:their|its) names?|agree|adopt|signator|modified",
    "founded": r"\bfound|form|sign|establish|put (?:their|its) names?|announce|takes the place|agree|declared",
    "in_force": r"\bforce\b|effect|binding",
    "ended": r"dissol|wound up|lapse|end of the treaty|signed the end|disband|ran out|runs? out",
}
"""Words of rows that tell of each."""
_TREATIES = ("treaty", "pact", "convention", "it")
_BODIES = ("alliance", "bloc", "organisation", "organization", "grouping", "union", "community", "league", "association", "council", "arrangements")  # fmt: skip


class _Known(NamedTuple):
    """A date that the record gives of an instrument: of which row, in which words."""

    on: str
    id: str
    words: str
    signed: str


def judge(found: Found, desk: Desk) -> Ruling:
    """The treaty of the alliance spoken of; of `the treaty` without a name another that the article names may be meant."""
    first = _judged(found.query, desk)
    if first.outcome == "supported":
        return first
    others = (_judged(replace(found.query, alliance=it), desk) for it in found.query.others)
    return next((it for it in others if it.outcome == "supported"), first)


def _judged(query: Query, desk: Desk) -> Ruling:
    """Hold the date first, then place and number."""
    if query.alliance not in desk.alliances.rows:
        return NOTHING
    events = _events(query, desk)
    known = [*_of_alliance(query, desk), *_of_articles(query, desk)]
    if query.since:
        known = [it for it in known if it.signed.startswith(query.since)]
    fitting = [it for it in known if _fits(it.on, query.on)]
    acts = [it for it in events if gap_days(it.first, it.last, query.on) <= TOLERANCE_DAYS]
    if fitting or acts:
        return _parts(query, acts, fitting)
    exact = [it for it in known if len(it.on) >= len(query.on.split("|")[0])]
    if not exact or not query.is_sure or (query.article in _BODIES and query.family == "signed"):
        return NOTHING
    if query.family == "founded" and query.article not in ("alliance", *_BODIES):
        return NOTHING
    why = f"The record has another date. {exact[0].words}"
    rows = (exact[0].id, *(it.id for it in events[:2]))
    return Ruling("contradicted", f"{why}.", rows, ("date",))


def _fits(known: str, claimed: str) -> bool:
    one = PartialDate.parse(known)
    return bool(spans(claimed)) and gap_days(one.first, one.last, claimed) <= TOLERANCE_DAYS


def _of_alliance(query: Query, desk: Desk) -> Iterator[_Known]:
    """Dates of the alliance's own row."""
    row = desk.alliances.rows[query.alliance]
    treaty = (row["treaty"] or "").lower()
    if query.article not in (*_TREATIES, *_BODIES) and query.article not in treaty:
        return
    names = {"signed": ("signed_on",), "in_force": ("in_force_on",), "ended": ("ended_on",), "founded": ("signed_on", "in_force_on")}  # fmt: skip
    words = {"signed_on": "signed", "in_force_on": "in force", "ended_on": "ended"}
    for name in names[query.family]:
        if row[name] and PartialDate.parse(row[name]).first <= desk.day:
            yield _Known(
                row[name],
                row["id"],
                f"{row['treaty'] or query.alliance}: {words[name]} {day_words(row[name])}",
                row["signed_on"],
            )


def _of_articles(query: Query, desk: Desk) -> Iterator[_Known]:
    """Dates of the instruments whose articles the record holds, where the noun of the claim is theirs."""
    name = {"signed": "signed_on", "in_force": "in_force_on", "founded": "signed_on"}.get(query.family)
    if name is None:
        return
    for row in desk.obligations:
        own = row["instrument"].lower()
        same = query.article in own or (query.article in _TREATIES and re.search(r"treaty|pact", own))
        if row["alliance"] == query.alliance and row[name] and same and PartialDate.parse(row[name]).first <= desk.day:
            yield _Known(row[name], row["id"], f"{row['instrument']}: {'in force' if name == 'in_force_on' else 'signed'} {day_words(row[name])}", row["signed_on"])  # fmt: skip


def _events(query: Query, desk: Desk) -> list[Fact]:
    """Acts that tell of it: of the instrument where it is a charter, else of any."""
    pattern = re.compile(_TELLS[query.family], re.IGNORECASE)
    found = [
        it for it in desk.events
        if it.alliance == query.alliance and it.act in ("found", "other", "leave") and pattern.search(it.text) and it.actor in (query.alliance, *it.states)
    ]  # fmt: skip
    if query.article in _TREATIES or query.article in _BODIES:
        return [it for it in found if it.act != "leave" or query.family == "ended"]
    return [it for it in found if query.article in it.text.lower()]


def _parts(query: Query, acts: list[Fact], fitting: list[_Known]) -> Ruling:
    """The date holds: does the place, and the number of those who signed?"""
    rows = (*(it.id for it in acts[:2]), *(it.id for it in fitting[:1]))
    told = told_of(acts[0]) if acts else fitting[0].words
    if query.family in ("signed", "founded"):
        places = [set(_places(it.text)) for it in acts]
        for place in query.places:
            if acts and any(places) and not any(place.lower() in it.text.lower() for it in acts):
                if not query.is_sure:
                    return NOTHING
                return Ruling("contradicted", f"The record has another place. {told}.", rows, ("place",))
        wrong = _number(query, acts)
        if wrong:
            return Ruling("contradicted", f"The record has another number. {told}.", rows, ("number",))
    return Ruling("supported", f"{told}.", rows)


def _places(text: str) -> list[str]:
    return re.findall(r"\b(?:[Ii]n|[Aa]t) ([A-Z][\wéü-]+)", text)


def _number(query: Query, acts: list[Fact]) -> bool:
    """Whether a number of signatories is claimed that every row excludes."""
    match = re.search(r"\bby (?:the )?(?:its )?(?P<rest>.*)", query.detail)
    claimed = [it for it in quantities(match.group()) if it.unit == "members"] if match else []
    known = [it.value for fact in acts for it in fact.numbers if it.unit == "members"]
    return bool(claimed and known and all(it.value not in known for it in claimed))
