"""Shares, strengths, leases, dependence and who has more, held against the record's indicators."""

from __future__ import annotations

from foedus.check.desk import Desk
from foedus.check.judge import act
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.numbers import holds
from foedus.check.topic import topic
from foedus.check.types import Found, Query
from foedus.errors import FoedusError
from foedus.questions.panel import inside
from foedus.rows import Row

KINDS = ("comparison",)

MUCH = {
    "arms_import_share_from_partner_5y": 50.0,
    "trade_with_partner_share_of_gdp": 15.0,
    "gas_from_partner_share_of_energy": 40.0,
}
"""From which percentage on a share is called heavy dependence here; the row itself is shown."""
_BARE = frozenset({"share", "percent", "partner", "of"})
"""Words of names of indicators that tell none from another."""
NEAR, FAR = 0.1, 0.3
"""How far a strength may lie from a row that bears it out, and how far from all rows that exclude it, as a share."""


def judge(found: Found, desk: Desk) -> Ruling:
    """Hold a claim about values against the indicators, each kind in its own way."""
    query = found.query
    if query.family == "share":
        return _share(found, desk)
    rules = {"depends": _depends, "troops": _troops, "lease": _lease, "bulk": _bulk}
    return rules.get(query.family, _ranked)(query, desk)


def _depends(query: Query, desk: Desk) -> Ruling:
    rows = [
        it for it in desk.indicators
        if it["subject"] in query.actors and it["partner"] in query.recipients and it["name"] in MUCH
    ]  # fmt: skip
    heavy = [it for it in rows if it["value"] >= MUCH[it["name"]]]
    if heavy:
        latest = {it["name"]: it for it in heavy}
        shown = [latest[name] for name in MUCH if name in latest]
        return Ruling("supported", f"{'; '.join(map(_told, shown))}.", tuple(it["id"] for it in shown))
    return NOTHING


def _share(found: Found, desk: Desk) -> Ruling:
    """A value with a name: the indicator that its words mean, of a state that they name."""
    query = found.query
    rows = [it for it in desk.indicators if it["subject"] in query.actors and _unit(it) == query.unit]
    if query.on:
        rows = [it for it in rows if it["year"] in _years(query.on)] or rows
    scored = [(_alike(query, it, desk), it) for it in rows]
    close = [it for score, it in scored if score > 0.1]
    if not close or query.number is None:
        return act.judge(found, desk)
    fits = [it for it in close if holds(query.number, query.bound, it["value"], it["value"], 0.03)]
    if fits:
        return Ruling("supported", f"{_told(fits[0])}.", (fits[0]["id"],))
    latest = max(close, key=lambda it: (_alike(query, it, desk), it["year"]))
    is_same = len({it["name"] for it in close}) == 1 or _alike(query, latest, desk) > 0.3
    if is_same and abs(latest["value"] - query.number) > 0.15 * max(latest["value"], 1):
        return Ruling("contradicted", f"{_told(latest)}.", (latest["id"],), ("number",))
    return NOTHING


def _alike(query: Query, row: Row, desk: Desk) -> float:
    """How much the words are about an indicator; where the sentence says nothing, those before it count."""
    name = topic(f"{row['name'].replace('_', ' ')} {row['unit']}", _BARE)
    return desk.weights.alike(query.topic, name) or 0.9 * desk.weights.alike(query.context, name)


def _troops(query: Query, desk: Desk) -> Ruling:
    """How many soldiers of a partner stay in a country, or its workers abroad."""
    assert query.number is not None  # noqa: S101 (the finder gives one)
    rows = [it for it in desk.indicators if it["subject"] in query.actors and it["name"] == "partner_troops"]
    rows = [it for it in rows if not query.recipients or it["partner"] in query.recipients]
    gaps = [(abs(it["value"] - query.number) / max(it["value"], 1), it) for it in rows]
    if not gaps:
        return NOTHING
    gap, row = min(gaps, key=lambda it: (it[0], -it[1]["year"]))
    if gap <= NEAR:
        return Ruling("supported", f"{_told(row)}.", (row["id"],))
    if gap > FAR:
        return Ruling("contradicted", f"{_told(rows[-1])}.", (rows[-1]["id"],), ("number",))
    return Ruling("partly", f"{_told(row)}.", (row["id"],), ("number",))


def _lease(query: Query, desk: Desk) -> Ruling:
    """Until which year a base may stay."""
    ends = [it for it in desk.indicators if it["name"] == "partner_base_agreement_end"]
    host = next((state for state in query.actors if any(it["subject"] == state for it in ends)), "")
    rows = [it for it in ends if it["subject"] == host]
    if not rows:
        return NOTHING
    fits = [it for it in rows if it["value"] == query.number]
    if fits:
        return Ruling("supported", f"{_told(fits[0])}.", (fits[0]["id"],))
    return Ruling("contradicted", f"{_told(rows[0])}.", (rows[0]["id"],), ("date",))


def _ranked(query: Query, desk: Desk) -> Ruling:
    """More or less than another state, or the most or the least of all that the record has a value of."""
    state = query.actors[0]
    rows = [it for it in desk.indicators if _alike(query, it, desk) > 0.1]
    own = [it for it in rows if it["subject"] == state]
    if not own:
        return NOTHING
    mine = max(own, key=lambda it: (_alike(query, it, desk), it["year"]))
    others = [
        it for it in desk.indicators
        if it["name"] == mine["name"] and it["year"] == mine["year"] and it["partner"] == mine["partner"] and it["subject"] != state
    ]  # fmt: skip
    if query.family in ("more", "less"):
        others = [it for it in others if it["subject"] in query.recipients]
    if not others:
        return NOTHING
    is_up = query.family in ("more", "most")
    best = max(others, key=lambda it: it["value"] if is_up else -it["value"])
    holds_true = mine["value"] > best["value"] if is_up else mine["value"] < best["value"]
    why, ids = f"{_told(mine)}; {_told(best)}.", (mine["id"], best["id"])
    if holds_true:
        return Ruling("supported", why, ids)
    return Ruling("contradicted", why, ids, ("number",) if query.family in ("more", "less") else ("actor",))


def _bulk(query: Query, desk: Desk) -> Ruling:
    """Whether one member did most of the dissenting acts of the last 24 months that the record covers."""
    state = query.actors[0]
    if query.alliance not in desk.alliances.rows:
        return NOTHING
    try:
        panel = desk.panel(query.alliance)
    except FoedusError:
        return NOTHING
    acts = list(inside(panel.dissent, panel.recent))
    own = [it for it in acts if it["actor"] == state]
    if not acts or state not in panel.members:
        return NOTHING
    why = f"Dissenting acts in the record's last 24 months: {len(acts)}, of which {desk.name(state)} {len(own)}."
    rows = tuple(it["id"] for it in (own or acts))[-10:]
    if 2 * len(own) > len(acts):
        return Ruling("supported", why, rows)
    return Ruling("contradicted", why, rows, ("actor",))


def _years(on: str) -> set[int]:
    return {int(one[:4]) for one in on.split("|") if one[:4].isdigit()}


def _unit(row: Row) -> str:
    unit = row["unit"]
    if unit.startswith("percent"):
        return "percent"
    return "people" if unit == "persons" else "dollars" if "USD" in unit else str(unit)


def _told(row: Row) -> str:
    return f"{row['subject']}, {row['year']}: {row['name'].replace('_', ' ')} {row['value']:g} {row['unit']}"
