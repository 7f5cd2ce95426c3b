"""Whether a finding crossed a line: the level against which it is read, and when it may cross again.

A line is crossed once: the finding has to come back by a margin before the same line can be crossed anew, so that a value that
trembles about it does not ring twice. All of it is plain data, kept in the state between runs.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from foedus.assessment import Assessment
from foedus.watch.rules import ACTS, ODDS, Rule

MARGIN = 0.05
"""Share of the level by which a value has to move to have risen or fallen, and to come back for a line to be armed again."""

LEAST = 1e-9

TOWARDS = frozenset({"answer", "aid", "deploy_for", "pressure", "refuse_help", "suspend"})
"""Acts of which the member that is named is the one that others act towards; of all others it is the one that acts."""


class Value(NamedTuple):
    """What an assessment says of a rule: a value with its interval, or None where it says none."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    unit: str
    sentence: str
    evidence: tuple[str, ...]
    """Ids of the rows it rests on; for `any` rules, of every act there is."""
    period: tuple[str, str] = ("", "")
    """First and last day that it counts; the last moves on as the record does."""


class Level(NamedTuple):
    """What is remembered of a rule."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    evidence: tuple[str, ...]
    as_of: str
    is_armed: bool = True
    """Whether the line of an `above` or `below` can be crossed: not from its far side."""
    n_fired: int = 0
    period: tuple[str, str] = ("", "")


def value_of(rule: Rule, assessment: Assessment) -> Value:
    """What an assessment says of a rule."""
    if rule.question == "any":
        return _acts(rule, assessment)
    if rule.question == ODDS:
        for row in assessment.odds.outcomes:
            if (row.outcome, row.member, row.horizon_years) == (rule.measure, rule.member, rule.years):
                return Value(row.middle, row.low, row.high, 0, "chance", row.sentence, ())
        return Value(None, None, None, 0, "chance", f"There are no such odds now: {assessment.odds.sentence}", ())
    for it in assessment.findings:
        if (it.question, it.measure, it.member) == (rule.question, rule.measure, rule.member):
            return Value(
                it.value, it.low, it.high, it.n, it.unit, it.sentence, it.evidence, (it.period_from, it.period_to)
            )
    return Value(None, None, None, 0, "", "The record does not say.", ())


def _acts(rule: Rule, assessment: Assessment) -> Value:
    acts = ACTS[rule.measure]
    found = [
        it
        for it in assessment.timeline
        if (it.is_dissent if rule.measure == "dissent" else it.act in acts)
        and (rule.member is None or rule.member == (it.recipient if it.act in TOWARDS else it.actor))
    ]
    ids = tuple(it.id for it in found)
    return Value(float(len(ids)), None, None, len(ids), "acts in the record", "", ids)


def first(rule: Rule, now: Value, as_of: str) -> Level:
    """The level from which a new rule starts: what holds already has been crossed before, and is no news."""
    return Level(
        now.value, now.low, now.high, now.n, now.evidence, as_of, not _is_beyond(rule, now.value, 0.0), 0, now.period
    )


def step(rule: Rule, level: Level, now: Value, as_of: str) -> tuple[Level, bool]:
    """The level after an assessment, and whether the line was crossed by it."""
    told = Level(now.value, now.low, now.high, now.n, now.evidence, as_of, level.is_armed, level.n_fired, now.period)
    if rule.condition == "any":
        is_fired = bool(set(now.evidence) - set(level.evidence))
        # An act once told is not news again when it comes back after a correction.
        told = told._replace(evidence=tuple(dict.fromkeys((*level.evidence, *now.evidence))))
    elif rule.condition in ("above", "below"):
        is_fired = level.is_armed and _is_beyond(rule, now.value, 0.0)
        is_back = now.value is not None and not _is_beyond(rule, now.value, MARGIN)
        told = told._replace(is_armed=not is_fired and (level.is_armed or is_back))
    else:
        moved = _moved(level.value, now.value)
        is_fired = _is_meant(rule.condition, moved)
        if not moved:
            # Small steps add up against the old level, which therefore stays.
            told = level
    return told._replace(n_fired=level.n_fired + is_fired), is_fired


def _is_beyond(rule: Rule, value: float | None, margin: float) -> bool:
    """Whether a value is on the far side of an `above` or `below`; with a margin also whether it is still near it there."""
    if value is None or rule.level is None:
        return False
    slack = max(abs(rule.level) * margin, LEAST if margin else 0.0)
    return value > rule.level - slack if rule.condition == "above" else value < rule.level + slack


def _moved(before: float | None, after: float | None) -> str:
    """`up`, `down`, `known`, `lost`, or empty where it did not move by the margin."""
    if before is None or after is None:
        return "" if before is after else "known" if before is None else "lost"
    if abs(after - before) <= max(abs(before) * MARGIN, LEAST):
        return ""
    return "up" if after > before else "down"


def _is_meant(condition: str, moved: str) -> bool:
    return moved in {"rises": ("up",), "falls": ("down",), "changes": ("up", "down", "known", "lost")}[condition]


def is_within_noise(before: Level, after: Value) -> bool | None:
    """Whether the new value lies inside the interval of the old one, so that chance may explain it; None without intervals."""
    if before.low is None or before.high is None or after.value is None:
        return None
    return before.low <= after.value <= before.high


def as_kept(level: Level) -> dict[str, Any]:
    """A level as JSON keeps it."""
    return level._asdict() | {"evidence": list(level.evidence)}


def from_kept(kept: dict[str, Any]) -> Level:
    """A level as it was kept."""
    return Level(**(kept | {name: tuple(kept[name]) for name in ("evidence", "period")}))
