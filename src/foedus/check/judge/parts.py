"""The parts of a claim beside a row of the same act: numbers, directions, places, recipients; None where either says nothing."""

from __future__ import annotations

import re

from foedus.check.desk import Desk, Fact
from foedus.check.numbers import Quantity, holds, quantities
from foedus.check.senses import agreement, of_row
from foedus.check.topic import topic
from foedus.check.types import Query

_POSSESSIVE = re.compile(r"\W*(?:its|his|her|their)\b", re.IGNORECASE)
"""`its ambassador attended`: another than the state itself may act."""


def way_fits(query: Query, fact: Fact, desk: Desk) -> bool | None:
    """Whether a row points the same way: came or stayed away, signed or not."""
    if _POSSESSIVE.match(query.detail):
        return None
    text = str(fact.row.get("sentence") or fact.row.get("content") or fact.text)
    plover = str(fact.row.get("plover_type") or "")
    act = fact.act
    if fact.table == "answer":
        act = {"declined": "refuse_help", "force": "deploy_for"}.get(fact.row["answer_class"], "")
    return agreement(query.detail, of_row(text, act, plover))


def number_fits(query: Query, fact: Fact, desk: Desk) -> bool | None:
    """Whether the numbers of a row allow those claimed in the same unit; None where it gives none."""
    fits: bool | None = None
    for claimed in quantities(query.detail):
        same = _same_unit(claimed, fact, query)
        if not same:
            continue
        total = sum(it.value for it in same)
        if any(holds(claimed.value, claimed.bound, *_range(it), 0.02) for it in same) or holds(
            claimed.value, claimed.bound, total, total, 0.02
        ):
            fits = True if fits is None else fits
        elif len(same) <= 2 and not (
            claimed.unit == "deaths" and claimed.value < total and len(re.findall(r"\d+", query.detail)) > 1
        ):
            # Each side's own dead are fewer than those of both.
            fits = False
    return fits


def _same_unit(claimed: Quantity, fact: Fact, query: Query) -> list[Quantity]:
    found = [it for it in fact.numbers if it.unit == claimed.unit]
    if claimed.unit in DAYS:
        return [
            it._replace(value=it.value * DAYS[it.unit] / DAYS[claimed.unit]) for it in fact.numbers if it.unit in DAYS
        ]
    if claimed.unit == "things":
        own = topic(claimed.words)
        found = [it for it in found if own & topic(it.words)]
    if claimed.unit in ("members", "documents", "years", "calls"):
        found = [it for it in found if topic(claimed.words) == topic(it.words) or it.value == claimed.value]
    if not found and claimed.unit in ("deaths", "people"):
        found = [it for it in fact.numbers if it.unit in ("deaths", "people")]
    if fact.table == "conflict" and claimed.unit in ("deaths", "people"):
        for name in ("deaths_best", "deaths_low", "deaths_high"):
            if fact.row.get(name) is not None:
                bound = "at least" if name == "deaths_low" else "exactly"
                return [Quantity(float(fact.row[name]), bound, "deaths", 0, 0, f"{fact.row[name]} deaths")]
    return found


def _range(it: Quantity) -> tuple[float, float]:
    """The values that a number of the record may stand for."""
    if it.bound in ("at least", "more than"):
        return it.value, it.value * 2
    if it.bound in ("at most", "less than"):
        return 0.0, it.value
    slack = 0.1 * it.value if it.bound == "about" else 0.0
    return it.value - slack, it.value + slack


def place_fits(query: Query, fact: Fact, desk: Desk) -> bool | None:
    """Whether a meeting or a signing was where it is claimed to have been, as far as capitals tell."""
    if query.family not in ("meet", "found") or not query.places or fact.act not in ("meet", "found"):
        return None
    capitals = desk.state_names.capitals
    claimed = [it for it in query.places if it in capitals]
    held = [it for it in capitals if re.search(rf"\b{re.escape(it)}\b", fact.text)]
    return bool(set(claimed) & set(held)) if claimed and held else None


TOWARDS = frozenset({"criticise", "pressure", "support", "refuse_help", "base", "withdraw_from"})
"""Families of acts that are done to somebody."""


def recipient_fits(query: Query, fact: Fact, desk: Desk) -> bool | None:
    """Whether an act was towards the state that the claim names; None where either names no single one."""
    named = [it for it in query.recipients if len(it) == 3 and it not in desk.alliances.rows]
    if query.family not in TOWARDS or len(named) != 1 or fact.actor not in query.actors or len(fact.recipient) != 3:
        return None
    if fact.recipient in desk.alliances.rows or fact.act not in query.acts:
        return None
    return named[0] in fact.states


DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4, "years": 365.25}
"""Days in each unit of time."""
