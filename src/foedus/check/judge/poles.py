"""The poles of an act: present or absent, stays or leaves, sends or declines. What a row holds of them for the one who acts.

A text says the contrary of another by the groups of `lexicon.toml`. Where a row tells of several states at once (`stays away from
the summit, which the other attends`), its words say both; then the clause whose subject acts, and the row's own code, decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from foedus.check.desk import Fact
from foedus.check.doings import doings
from foedus.check.lexicon import contraries, groups, meant
from foedus.check.types import Query

ACT_WORDS = {
    "refuse_attend": "boycotted, stayed away",
    "refuse_sign": "refused to sign",
    "refuse_host": "cancelled, called off",
    "refuse_help": "declined to help, sent no troops",
    "refuse_align": "opposed",
    "criticise": "criticised",
    "deploy_for": "sent troops",
    "withdraw_from": "withdrew troops",
    "freeze": "froze its participation",
    "give_notice": "gave notice of withdrawal",
    "leave": "left the alliance",
    "join": "joined the alliance",
    "suspend": "suspended",
    "stop_paying": "withheld its contribution",
    "support": "supported",
    "threaten_leave": "threatened to leave",
    "meet": "met, held a summit",
    "clash": "clashed, fought",
    "exercise": "held an exercise",
    "found": "founded the alliance",
    "call": "asked for help",
    "restore": "restored, readmitted",
}
"""What an alliance act of the record says beside the words of its row."""

POLAR = frozenset(
    {"refuse_attend", "refuse_sign", "refuse_host", "refuse_help", "deploy_for", "withdraw_from", "leave", "suspend", "stop_paying", "support"}
)  # fmt: skip
"""Acts of the record whose doer cannot have done the contrary in the same matter."""
PAIRS = frozenset(
    """attend boycott sign unsign stay leave deploy deny_help pullback keep_troops impose lift open_way close_way cut_ties
    restore_ties permit forbid suspend readmit vote_yes vote_no abstain cancel hold_plan host refuse_host join stay_out
    recall_envoy return_envoy ratify unratified denounce prolong move_seat keep_seat""".split()  # noqa: SIM905
)
"""Groups that stand for one end of a pair: a row that holds no such end does not bear out a claim of one."""
_LIGHT = frozenset(
    """begin end continue decide agree agree_to vote plan say announce promise keep refuse reject resume
    decrease""".split()  # noqa: SIM905
)
"""Verbs that say nothing without what hangs on them: `completed the removal`, `voted to stay`."""
_SHARED = frozenset(
    "meet talk exercise_act adopt approve send give punish vote decide agree agree_to plan say announce refuse reject".split()  # noqa: SIM905
)
"""What a claim and a row may share though one tells of the one end and one of the other."""
_VAGUE = frozenset({"exchange_act", "trade_act", "meet", "help", "talk", "begin", "end", "give", "receive", "visit"})
"""Groups whose contrary is too loose a thing for a row to exclude a claim by."""


def contrary(text: str, fact: Fact, query: Query) -> list[str]:
    """Groups of acts on which a text and a row, or what the row says of those who act, say the contrary."""
    if _HALF.search(text):
        return []
    found = {name for other in _texts(fact, query) for name in opposed(text, other)}
    if found & _PRESENT and (_borne(text, fact, query) or (_STAND_IN.search(text) and _STAND_IN.search(fact.sentence))):
        found -= _PRESENT
    mine = meant(text)
    found = {it for it in found if mine.get(it) != -1 or all(mine.get(one) != -1 for one in groups()[it].opposite)}
    told = meant(fact.stripped)
    return sorted(it for it in found if it not in _DIVIDED or told.get(it) != 0)


def opposed(text: str, other: str) -> list[str]:
    """Groups of acts on which two texts say the contrary, the vague ones aside."""
    return [name for name in contraries(text, other) if groups()[name].part == "act" and name not in _VAGUE]


_PRESENT = frozenset({"attend", "boycott"})
_HALF = re.compile(r"\bneither \w+\W*$")
"""A half of `neither confirmed nor denied` says nothing."""
_DIVIDED = frozenset({"offer", "withdraw_offer", "offer_help", "deny_help"})
"""What a row may tell of both ways (0) and mean two things: `declines to send troops and promises aid`."""
_STAND_IN = re.compile(
    r"\b(?:ambassador|ministers?|deput(?:y|ies)|envoys?|delegat\w+|representative|instead|in his (?:place|stead)|st(?:and|ood) in)\b"
)
"""Who stays away and sends another is absent and present at once."""


def _borne(text: str, fact: Fact, query: Query) -> bool:
    """Whether one of the clauses of the claim's doer says of presence just what the claim says."""
    mine = meant(text)
    return any(mine.get(it) == 1 == meant(other).get(it) for other in own(fact, query) for it in _PRESENT)


def _texts(fact: Fact, query: Query) -> Iterator[str]:
    """A row's words, and what it says of those who act in the claim."""
    yield fact.stripped
    yield from own(fact, query)


def own(fact: Fact, query: Query) -> Iterator[str]:
    """What a row says of the claim's sure doers: the clauses whose subject they are, and its code where it is theirs."""
    if not query.is_sure:
        return
    for it in doings(fact.sentence, fact.first):
        if it.who & set(query.actors):
            yield it.text
    if fact.act in POLAR and fact.actor in query.actors:
        yield ACT_WORDS[fact.act]


def lacking(core: Mapping[str, int], row: Mapping[str, int]) -> str:
    """The end of a pair that a claim tells of, where a row shares only what both ends share: that they met, that they voted."""
    ends = [name for name, sign in core.items() if name in PAIRS and sign == 1]
    shared = {name for name, sign in core.items() if row.get(name) == sign}
    return min(ends) if ends and shared and shared <= _SHARED else ""


def light(verb: Mapping[str, int]) -> frozenset[str]:
    """Groups of a verb that tell nothing without what hangs on it; `voted to` adopts nothing yet."""
    return _LIGHT | {"adopt", "approve"} if "vote" in verb else _LIGHT
