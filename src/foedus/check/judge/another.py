"""Another did it: a row that fits a claim in all but who acts, where no row has the claim's own state doing that.

Such a row does not exclude the claim, since two may do the same; it leaves open who did it, and names the one whom the record has.
"""

from __future__ import annotations

import re
from dataclasses import replace

from foedus.check.desk import Desk, Fact
from foedus.check.doings import doings
from foedus.check.judge import bearing
from foedus.check.judge.bearing import NO_STATES, Claimed
from foedus.check.judge.likeness import Likely, likely
from foedus.check.judge.ruling import Ruling, told
from foedus.check.types import Query

MEANT, PLAINLY = 0.33, 0.6
"""How likely a row of another must be meant, once nobody is named as acting: to be shown, and to outweigh a row that bears out."""
RIVAL = 4.0
"""By how much it must be likelier than all rows of the claim's own state that tell of the act."""
COVERED = 0.55
"""Share of a claim's words, by weight, that a row must hold to bear it out where it shares no act, day or number with it."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STATE = re.compile(r"[A-Z]{3}")


def another(query: Query, desk: Desk, least: float = MEANT) -> Ruling | None:
    """Who did it by the record, where that is not the one whom the claim names; None where nothing tells."""
    states = states_of(query.actors, desk)
    if not states or states != set(query.actors) or not query.is_sure:
        return None
    bare = replace(query, actors=(), is_sure=False, own=tuple(it for it in query.own if it not in states))
    best = _meant(bare, desk, least)
    if best is None and query.on and not _YEAR.search(query.detail):
        # The year is taken from somewhere before: `the next day`, `that December`.
        best = _meant(replace(bare, on="", days=(), is_dated=False, date_from="", nearby=()), desk, least)
    if best is None:
        return None
    claim = bearing.claimed(bare, desk)
    doers = states_of(_doers(claim, best.fact), desk)
    if not doers or doers & (states | set(query.named)) or desk.same_state(min(states), frozenset(doers)):
        return None
    if best.p < RIVAL * _theirs(claim, states, likely(query, desk), best.fact):
        return None
    why = f"In the record it is {desk.names_of(sorted(doers))} that did it. {told(best.fact)}."
    return Ruling("partly", why, (best.fact.id,), ("actor",))


def _meant(query: Query, desk: Desk, least: float) -> Likely | None:
    """The row that is likely meant by a claim of which it bears out every part; the likeliest."""
    claim = bearing.claimed(query, desk)
    found = [it for it in likely(query, desk) if it.p >= least and _fits(claim, it.fact, desk)]
    return max(found, key=lambda it: it.p, default=None)


def states_of(codes: tuple[str, ...] | frozenset[str], desk: Desk) -> set[str]:
    """Those of some codes that are states."""
    return {it for it in codes if _STATE.fullmatch(it) and it not in NO_STATES and it not in desk.alliances.rows}


def _fits(claim: Claimed, fact: Fact, desk: Desk) -> bool:
    """Whether a row bears out all parts of a claim without its doer, the act or a number among them."""
    parts = [it for it in bearing.parts(claim, fact, desk) if it.name != "name"]
    is_told = any(it.name in ("act", "number") for it in parts) or desk.covered(claim.query.topic, fact) >= COVERED
    return is_told and all(it.bearing == "borne" for it in parts)


def _doers(claim: Claimed, fact: Fact) -> frozenset[str]:
    """Who does in a row what a claim tells: the subjects of its clauses on that act, else the row's own actor."""
    doing = [it for it in doings(fact.sentence, fact.first) if bearing.acts_shared(claim, it.text)]
    return frozenset(code for it in doing for code in it.who) or frozenset({fact.actor})


def _theirs(claim: Claimed, states: set[str], rows: list[Likely], best: Fact) -> float:
    """How likely rows of the claim's own states are meant that tell as much of the act as the best row of another does."""
    wanted = bearing.acts_shared(claim, best.stripped)
    return sum(
        it.p for it in rows
        if it.fact.actor in states and bearing.acts_shared(claim, it.fact.stripped) >= max(wanted, 1)
    )  # fmt: skip
