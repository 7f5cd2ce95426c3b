"""Several members that did the same on the same day, a row each: who is named among them and is not.

A group is closed where the words give its size: as many are listed as the record has, or `one of the three` is said of three.
A row that names an exception (`Spain stood aside`) closes what `all` did for that state.
"""

from __future__ import annotations

import re

from foedus.check.desk import Desk, Fact
from foedus.check.judge.ruling import Ruling, told
from foedus.check.judge.same_act import Match
from foedus.check.numbers import value_of
from foedus.check.types import Query

ALIKE = 0.6
"""How alike the sentences of two rows must be to tell of the same act by two members."""
ALIKE_ENOUGH = 0.15
"""How alike a row must be, by the words around the claim too, for its exception to count."""
_ONE_OF = re.compile(r"\b(?:one of|among) (?:the|those|these) (?P<n>two|three|four|five|six|seven|eight|nine|ten)\b")
_INCLUDED = re.compile(r"\bincluded\b|\bincluding\b|\bwithout exception\b|\btoo\b|\bas well\b", re.IGNORECASE)


def of(fact: Fact, desk: Desk) -> list[Fact]:
    """The rows of the same day and act, of other members, in nearly the same words; with the row itself."""
    return [
        it
        for it in desk.events
        if (it.alliance, it.first, it.last, it.act) == (fact.alliance, fact.first, fact.last, fact.act)
        and len(it.actor) == 3
        and (it is fact or desk.weights.alike(it.topic, fact.topic) >= ALIKE)
    ]


def swapped(claimed: list[str], missing: str, fact: Fact, desk: Desk) -> Ruling | None:
    """A list as long as the record's, with one name that is not on it."""
    group = of(fact, desk)
    actors = {it.actor for it in group}
    if (
        len(actors) < 2
        or len(actors) != len(claimed)
        or missing in actors
        or len(actors & set(claimed)) != len(claimed) - 1
    ):
        return None
    why = f"The record has {desk.names_of(sorted(actors))} do it, not {desk.name(missing)}. {told(fact)}."
    return Ruling("contradicted", why, tuple(it.id for it in group), ("actor",))


def not_one_of(query: Query, matches: list[Match], desk: Desk) -> Ruling | None:
    """`Kuwait was one of the three`: the record's three are others."""
    said = _ONE_OF.search(query.detail)
    size = value_of(said["n"]) if said else None
    if size is None or len(query.actors) != 1 or query.is_negated or not query.on:
        return None
    for it in matches[:6]:
        group = of(it.fact, desk) if it.on and it.fact.table == "event" else []
        actors = {one.actor for one in group}
        if len(actors) == size and query.actors[0] not in actors:
            why = f"The {said['n'] if said else ''} were {desk.names_of(sorted(actors))}. {told(it.fact)}."
            return Ruling("contradicted", why, tuple(one.id for one in group), ("actor",))
    return None


def excepted(query: Query, matches: list[Match], desk: Desk) -> Ruling | None:
    """All did it, a state included, where a row says that this state stood aside."""
    if query.is_negated or not _INCLUDED.search(query.detail):
        return None
    for it in [one for one in matches[:6] if one.on is not False and one.alike >= ALIKE_ENOUGH]:
        text = str(it.fact.row.get("sentence") or it.fact.text)
        for code in (*query.actors, *query.recipients):
            if len(code) == 3 and code in it.fact.states and _stands_aside(text, code, desk):
                why = f"{desk.name(code)} was an exception. {told(it.fact)}."
                return Ruling("contradicted", why, (it.fact.id,), ("member",))
    return None


def _stands_aside(text: str, code: str, desk: Desk) -> bool:
    name = re.escape(desk.names.get(code, code))
    return bool(
        re.search(
            rf"\b{name} (?:alone )?(?:stood aside|stands aside|abstain\w*|did not|does not|took no part|opted out|sent none|objected)"
            rf"|\b(?:except|without|save|but not|apart from|all but) (?:for )?(?:the )?{name}\b",
            text,
        )
    )
