"""Granted or refused: what the rows say became of a wish, an offer or a demand, read from their own words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from foedus.check.desk import Desk, Fact
from foedus.check.judge.likeness import likely
from foedus.check.judge.ruling import Ruling, told
from foedus.check.topic import topic
from foedus.check.types import Query

Reply = Literal["granted", "refused", ""]

_REFUSED = re.compile(
    r"\b(?:refus\w+|reject\w*|turn(?:s|ed)? (?:\w+ ){0,3}?down|declin(?:e|es|ed|ing)|rul(?:e|es|ed) out|veto\w*|block(?:s|ed)|oppos(?:e|es|ed)"
    r"|(?:does|did|do|would|will|could|can|was|were|is|are) not|cannot|no (?:troops|forces?|soldiers|help|measures|agreement|such)|not (?:adopted|agreed|accepted|granted|allowed)"
    r"|stopp?(?:s|ed)? short of|without (?:a )?decision|stay(?:s|ed)? (?:out|away)|far fewer|unwilling|not be allowed|dismiss(?:es|ed)|none has been sent)\b",
    re.IGNORECASE,
)
_GRANTED = re.compile(
    r"\b(?:accept(?:s|ed)?|agree(?:s|d)?|approv(?:e|es|ed)|adopt(?:s|ed)|grant(?:s|ed)|consent(?:s|ed)?|back(?:s|ed)|set up|decid(?:e|es|ed) (?:to|on)"
    r"|as (?:the )?(?:\w+ ){1,3}had (?:wished|asked|requested|wanted)|at the (?:request|wish) of|sends?|sent|placed|offer(?:s|ed)|would be put to use|promis(?:e|es|ed)|stood ready"
    r"|invoked?|ordered)\b",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[;:]|, (?:and|but|while|so that) |, (?=[A-Z])")
ENOUGH = 0.12
"""How likely a row must be meant for its words to decide what became of the wish."""


def reply_in(text: str) -> Reply:
    """What a row's words say became of a wish: the refusal where they hold one in each piece that tells; empty for neither, or both."""
    return _one({_reply(it) for it in _PIECES.split(text)})


def _one(told_of: set[Reply]) -> Reply:
    """The reply that several pieces give; empty where they give none, or both."""
    given: set[Reply] = told_of - {""}
    return given.pop() if len(given) == 1 else ""


def _reply(piece: str) -> Reply:
    if _REFUSED.search(piece):
        return "refused"
    return "granted" if _GRANTED.search(piece) else ""


def reply_by(who: tuple[str, ...], fact: Fact, desk: Desk) -> Reply:
    """The same, of those who are said to have replied: by a row of theirs, or by the piece of a row that names them."""
    if fact.actor in who:
        return reply_in(fact.sentence)
    states = frozenset(it for it in who if it not in desk.alliances.rows)
    return _one({_reply_of(states, it, desk) for it in _PIECES.split(fact.sentence)})


def _reply_of(states: frozenset[str], piece: str, desk: Desk) -> Reply:
    """What a piece says of the reply, where it names those states before the verb."""
    held = _reply(piece)
    found = (_REFUSED if held == "refused" else _GRANTED).search(piece) if held else None
    return held if found and states & desk.state_names.in_text(piece[: found.start()]) else ""


def judged(query: Query, desk: Desk) -> Ruling | None:
    """An offer said to be accepted or refused by a state, against what the rows of that matter say of the state's reply."""
    if not query.around or not query.actors:
        return None
    words = f"{query.around} {query.detail}"
    about = replace(query, topic=topic(desk.state_names.stripped(words)), detail=words)
    claimed: Reply = "refused" if query.family in ("declined", "none") else "granted"
    for it in likely(about, desk):
        if it.p < ENOUGH:
            continue
        for fact in (it.fact, *_own(query, it.fact, desk)):
            held = reply_by(query.actors, fact, desk)
            if held == claimed:
                return Ruling("supported", f"{told(fact)}.", (fact.id,))
            if held:
                return Ruling("contradicted", f"It was {held}. {told(fact)}.", (fact.id,), ("answer",))
    return None


def _own(query: Query, fact: Fact, desk: Desk) -> list[Fact]:
    """What those who replied did of the same matter in the weeks around."""
    return [
        it
        for it in desk.facts
        if it.actor in query.actors
        and it.alliance == fact.alliance
        and it.first <= desk.horizon
        and abs((it.first - fact.first).days) <= 45
        and (desk.weights.alike(it.topic, fact.topic) >= 0.1 or it.recipient == fact.actor)
    ]


_STAYED_OUT = re.compile(
    r"\b(?:sen(?:t|ds) (?:none|no |nobody)|took no part|takes no part|stay(?:s|ed) (?:out|away)|ke(?:pt|eps) out|(?:did|does) not (?:send|join|take part)"
    r"|declin(?:es|ed)|refus(?:es|ed)|had no part)\b"
)


def stayed_out(query: Query, desk: Desk) -> Ruling | None:
    """A state told as helping of which a row of that matter says that it sent none; None where no row does."""
    states = frozenset(it for it in query.actors if it not in desk.alliances.rows)
    if len(states) != 1 or not query.is_sure or query.family not in ("force", "mission", "material"):
        return None
    about = replace(query, topic=desk.about(query.sentence), detail=query.sentence)
    for it in likely(about, desk):
        if it.p >= ENOUGH and out_of_it(states, it.fact, desk):
            return Ruling("contradicted", f"It sent none. {told(it.fact)}.", (it.fact.id,), ("answer",))
    return None


def out_of_it(states: frozenset[str], fact: Fact, desk: Desk) -> frozenset[str]:
    """Those of some states of which a row says that they stayed out: `Germany sent none`."""
    found = frozenset[str]()
    for piece in _PIECES.split(fact.sentence):
        match = _STAYED_OUT.search(piece)
        found |= states & desk.state_names.in_text(piece[: match.start()]) if match else frozenset()
    return found


_UNLIMITED = re.compile(
    r"\b(?:open-ended|indefinite\w*|unlimited|no (?:time )?limit|without (?:a |any )?(?:time )?limit|no end date)\b",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:limited (?:duration|time|period|in time)|time-limited|for (?:up to )?(?:\w+|\d+) (?:weeks|months)|until \d)\b",
    re.IGNORECASE,
)


def limited(query: Query, facts: list[Fact]) -> Ruling | None:
    """Whether a mission was for a limited time, by what the rows of it say; None where they say nothing."""
    for fact in facts:
        held = "unlimited" if _UNLIMITED.search(fact.text) else "limited" if _LIMITED.search(fact.text) else ""
        if held:
            if (held == "unlimited") == query.is_negated:
                return Ruling("supported", f"{told(fact)}.", (fact.id,))
            return Ruling("contradicted", f"It was {held} in time. {told(fact)}.", (fact.id,), ("answer",))
    return None


_FORCE_USED = re.compile(
    r"\b(?:leave to use force|us(?:e|ing) (?:of )?(?:armed )?force|let (?:\w+ )?members use force|armed force|by force)\b",
    re.IGNORECASE,
)
_NO_FORCE = re.compile(
    r"\bno (?:use of )?force\b|\bforce (?:is|was) not\b|\bwithout (?:the )?(?:use of )?force\b|\b(?:rul\w+ out|exclud\w+) (?:the )?(?:use of )?force\b",
    re.IGNORECASE,
)


def force_allowed(query: Query, facts: list[Fact]) -> Ruling | None:
    """Whether force may be used, by what the rows of the decision say of it; None where they say nothing."""
    for fact in facts:
        held = False if _NO_FORCE.search(fact.text) else True if _FORCE_USED.search(fact.text) else None
        if held is None:
            continue
        if held != query.is_negated:
            return Ruling("supported", f"{told(fact)}.", (fact.id,))
        why = "Force was allowed." if held else "Force was not allowed."
        return Ruling("contradicted", f"{why} {told(fact)}.", (fact.id,), ("answer",))
    return None
