"""That somebody said something: looked up among statements and acts of speech; what was said is judged apart."""

from __future__ import annotations

from foedus.check.desk import Desk, Fact, gap_days
from foedus.check.judge.ruling import Ruling, told
from foedus.check.types import Found

KINDS = ("statement",)

SPEECH = (
    "criticise",
    "threaten_leave",
    "other",
    "support",
    "refuse_sign",
    "refuse_align",
    "refuse_help",
    "pressure",
    "freeze",
)


def judge(found: Found, desk: Desk) -> Ruling:
    """A row of the same speaker, with the same substance, not later than the claim."""
    query = found.query
    rows = [
        it for it in desk.facts
        if it.table in ("statement", "event") and (it.actor in query.actors or (query.actors and set(query.actors) & it.states))
        and (it.table == "statement" or it.act in SPEECH) and it.first <= desk.horizon
    ]  # fmt: skip
    best = max(rows, key=lambda it: _score(it, found, desk), default=None)
    if best is None or _score(best, found, desk) < 0.3:
        return Ruling("not_in_record", "The record holds no such statement; what was said is judged apart.")
    return Ruling("supported", f"The record has it said: {told(best)}.", (best.id,))


def _score(it: Fact, found: Found, desk: Desk) -> float:
    query = found.query
    alike = desk.weights.alike(query.topic, it.topic)
    near = 0.0
    if query.on:
        near = 0.1 if gap_days(it.first, it.last, query.on) <= 3 else -0.15
    own = 0.05 if it.actor in query.actors else 0.0
    return alike + near + own if alike > 0.1 else 0.0
