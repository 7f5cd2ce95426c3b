"""With what: troops, ships, aircraft, police, observers, arms, money, relief. A claim of one kind against the kinds that a row names.

Words for any kind (`forces`, `units`, `help`) are held by every row. A kind that a row denies (`but no ground troops`) it excludes.
"""

from __future__ import annotations

import re
from typing import Literal

from foedus.check.desk import Desk, Fact
from foedus.check.lexicon import spoken
from foedus.check.types import Query

_KINDS = {
    "troops": r"ground (?:troops|forces)|land forces|infantry\w*|paratroop\w*|soldiers?|troops?|battalions?|brigades?|regiments?|tanks?|armou?r|artillery|commandos?",
    "ships": r"naval|navy|ships?|warships?|vessels?|frigates?|destroyers?|corvettes?|cruisers?|submarines?|gunboats?|flotilla|fleet|mine(?:hunters?|sweepers?)",
    "aircraft": r"aircraft|air(?:planes?|lift)|planes?|jets?|fighters?|bombers?|squadrons?|helicopters?",
    "police": r"police\w*|gendarm\w+|carabinieri",
    "observers": r"observers?|monitors?|inspectors?|fact-find\w+",
    "arms": r"weapons?|weaponry|arms|ammunition|munitions?|rifles?|shells",
    "money": r"money|cash|loans?|credits?|(?:m|b)illion (?:dollars|euros)|dollars?",
    "relief": r"relief|food|medicines?|tents?|blankets?",
}
_KIND = re.compile(
    rf"(?<![-\w])(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _KINDS.items())})\b", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:no|not|never|without|neither|nor|rather than|instead of)(?: \w+){0,2} $", re.IGNORECASE)
_SENDING = frozenset(
    "deploy send give deliver sell reinforce station help answer intervene offer_help promise join attend serve_act".split()  # noqa: SIM905
)
"""Groups of acts that are done with some means."""
FAMILIES = frozenset({"force", "mission", "material", "relief", "pledged", "helped"})
"""Families of answers that are given with some means."""


def kinds(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds that a text names, and those that it denies."""
    told, denied = set[str](), set[str]()
    for match in _KIND.finditer(text):
        (denied if _DENIED.search(text[: match.start()]) else told).add(str(match.lastgroup))
    return frozenset(told), frozenset(denied - told)


def bearing(query: Query, fact: Fact, desk: Desk) -> Literal["excluded", "open", ""]:
    """How a row stands to the kind of means that a claim of sending names; empty where it names it, or none."""
    if query.is_negated or not _is_of_sending(query):
        return ""
    claimed, _ = kinds(query.detail)
    if not claimed or (fact.actor not in query.actors and query.kind != "answer"):
        return ""
    rows = [it for it in desk.beside(fact) if it.actor == fact.actor]
    told = frozenset[str]().union(*(kinds(it.sentence)[0] for it in rows))
    denied = frozenset[str]().union(*(kinds(it.sentence)[1] for it in rows))
    if claimed & told:
        return ""
    if claimed & denied:
        return "excluded"
    return "open" if told else ""


def _is_of_sending(query: Query) -> bool:
    if query.kind == "answer":
        return query.family in FAMILIES
    return query.kind == "act" and any(spoken(query.detail).get(it) == 1 for it in _SENDING)
