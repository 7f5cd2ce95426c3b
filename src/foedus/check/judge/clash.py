"""Fighting between two sides: the outbreaks that the record has, their dead, and each side's version of who attacked."""

from __future__ import annotations

import re

from foedus.check.desk import Desk, Fact, gap_days
from foedus.check.judge import victims
from foedus.check.judge.counts import number_parts
from foedus.check.judge.loose import swapped
from foedus.check.judge.ruling import WORDS, Ruling, told
from foedus.check.types import Query

_ATTACKED = re.compile(r"\b(?:aggress\w+|attack\w*|invad\w+|assault\w*)\b")
_GIVEN = re.compile(r"(?:[’']s|\bthe|\btheir|\bits) (?:\w+ )?(?:aggression|attacks?|invasion|assault)\b")  # noqa: RUF001
"""An attack that a sentence takes as given, whatever else it denies: `no answer to the aggression`."""
NEAR_DAYS = 2
SHOWN = 3


def judge(query: Query, desk: Desk) -> Ruling | None:
    """The outbreak between the sides that a claim names, on the day it gives or the last one; None where none is meant."""
    sides = {
        it for it in (*query.actors, *query.own, *query.recipients) if len(it) == 3 and it not in desk.alliances.rows
    }
    own = {it for it in query.own if it in sides}
    if len(sides) < 2 or (query.is_negated and not _GIVEN.search(query.detail)):
        return None
    fought = [it for it in desk.facts if it.act == "clash" and len(sides & it.states) >= 2 and it.first <= desk.horizon]
    fought = [it for it in fought if own & it.states or not own]
    if query.on:
        fought = [it for it in fought if gap_days(it.first, it.last, query.on) <= NEAR_DAYS]
    if not fought:
        return None
    rows = _latest(query, fought, desk)
    if query.is_negated:
        return _versions(query, rows, desk)
    dead = next((it for it in rows if victims.excluded(query, it, desk)), None)
    if dead is not None:
        return Ruling("contradicted", f"{WORDS['victims']} {told(dead)}.", (dead.id,), ("actor",))
    turned = next(filter(None, (swapped(query.detail, it, desk) for it in rows)), None)
    if turned is not None:
        return Ruling("contradicted", f"{WORDS['number']} {told(turned)}.", (turned.id,), ("number",))
    numbers = [(row, it) for row in rows for it, _ in number_parts(query, row, desk)]
    if numbers and not any(it == "borne" for _, it in numbers):
        against = next((row for row, it in numbers if it == "excluded"), None)
        if against is not None:
            return Ruling("contradicted", f"{WORDS['number']} {told(against)}.", (against.id,), ("number",))
        return None
    return _versions(query, rows, desk) or Ruling("supported", f"{told(rows[0])}.", tuple(it.id for it in rows[:SHOWN]))


def _versions(query: Query, rows: list[Fact], desk: Desk) -> Ruling | None:
    """Where the claim says who attacked and the sides tell it in two ways: both, with the fighting itself."""
    ids = [str(it) for row in rows for it in (row.id, row.row.get("event_id") or "")]
    versions = [it for id_ in ids for it in desk.versions.get(id_, ())]
    if not versions or not _ATTACKED.search(query.detail):
        return None
    why = f"The fighting is in the record; who attacked is told in {len(versions)} versions. {told(rows[0])}."
    return Ruling("partly", why, (rows[0].id, *(it.id for it in versions)), ("version",))


def _latest(query: Query, fought: list[Fact], desk: Desk) -> list[Fact]:
    """The outbreak meant, with the rows that tell of it: the nearest in words where a day is given, else the last."""
    alike = desk.similar(query.topic)
    best = max(fought, key=lambda it: (it.first if not query.on else alike.get(it.id, 0.0), alike.get(it.id, 0.0)))
    return [best, *(it for it in fought if it is not best and abs((it.first - best.first).days) <= NEAR_DAYS)]
