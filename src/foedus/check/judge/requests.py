"""Requests that the record tells as acts of a day, and not among the calls: who asked, and whom, in the row's own words."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from foedus.check.desk import Desk, Fact, gap_days
from foedus.check.judge.ruling import Ruling, told
from foedus.check.types import Query

ALIKE, SAME = 0.2, 0.3
"""How alike a claim must be to a request to be borne out by it, and to be taken for it where the caller differs."""
NEAR_DAYS = 2
_ASKS = re.compile(
    r"\b(?:asks?|asked|request(?:s|ed)|call(?:s|ed) (?:on|for|in|upon|together)|appeal(?:s|ed)|invok(?:es|ed)|invit(?:es|ed)|"
    r"seeks|sought|turn(?:s|ed) to|wishes|wanted)\b"
)
_AT = re.compile(
    r"\b(?:request|wish|appeal|plea|invitation|call) (?:of|by|from) (?:the )?(?P<who>[^.,;]{3,60})"
    r"|\bas (?:the )?(?P<had>[^.,;]{3,40}?) had (?:asked|requested|wished)"
    r"|\bAs (?P<it>[A-Z][\w ]{2,30}?) had (?:asked|requested|wished)"
)
_NONE = re.compile(r"\b(?:no (?:such )?(?:\w+ )?request|not (?:asked|requested)|never (?:asked|used)|made no)\b")


class Request(NamedTuple):
    """One request: its row, who asked, and the words that name them where it was at their request that another acted."""

    fact: Fact
    askers: frozenset[str]
    words: str


def requests(desk: Desk) -> tuple[Request, ...]:
    """Every act of the record that tells of a request, calls for help aside, known on the desk's day."""
    return _requests(desk)


@cache
def _requests(desk: Desk) -> tuple[Request, ...]:
    found = []
    for it in desk.events:
        if it.act == "call" or _NONE.search(it.sentence):
            continue
        at = _AT.search(it.sentence)
        if at is not None:
            words = next(one for one in at.groups() if one)
            found.append(Request(it, frozenset(_named(words, desk)), words))
        elif _ASKS.search(it.sentence):
            found.append(Request(it, frozenset({it.actor}), ""))
    return tuple(found)


def _named(words: str, desk: Desk) -> set[str]:
    """States and alliances that some words name."""
    return set(desk.state_names.in_text(words)) | {it.code for it in desk.alliances.find(words)}


def borne_out(query: Query, desk: Desk) -> Fact | None:
    """A request by the claimed caller on the day claimed; None for none."""
    if not query.on or not query.is_dated:
        return None
    fits = [it for it in _near(query, desk) if it.askers & set(query.actors)]
    return next((it.fact for it in fits if desk.weights.alike(query.topic, it.fact.topic) >= ALIKE), None)


def excluded(query: Query, desk: Desk) -> Ruling | None:
    """A request of the time claimed that is like the one claimed, by another: the claimed caller is excluded."""
    if not query.on or not query.actors or not query.is_sure:
        return None
    near = _near(query, desk)
    if any(it.askers & set(query.actors) for it in near):
        return None
    like = [(max(desk.weights.alike(query.topic, it.fact.topic), _covered(query, it.fact, desk)), it) for it in near]
    like = [(alike, it) for alike, it in like if alike >= SAME and (it.askers or it.words)]
    if not like:
        return None
    best = max(like, key=lambda it: (it[0], it[1].fact.id))[1]
    who = desk.names_of(sorted(best.askers)) if best.askers else best.words
    why = f"The record has another who asked: {who}. {told(best.fact)}."
    return Ruling("contradicted" if query.date_from != "running" else "partly", why, (best.fact.id,), ("caller",))


def _covered(query: Query, fact: Fact, desk: Desk) -> float:
    """Half the share of the claim's words that a row holds: rows say much that a short claim leaves out."""
    return desk.covered(query.topic, fact) / 2


def _near(query: Query, desk: Desk) -> list[Request]:
    wanted = {query.alliance, query.main, *query.others} - {""}
    return [
        it for it in requests(desk)
        if it.fact.first <= desk.horizon and gap_days(it.fact.first, it.fact.last, query.on) <= NEAR_DAYS
        and (it.fact.alliance in wanted or not wanted)
    ]  # fmt: skip
