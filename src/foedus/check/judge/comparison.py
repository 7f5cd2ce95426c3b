"""Shares, dependence and votes, held against indicators and roll calls."""

from __future__ import annotations

from foedus.check.desk import Desk
from foedus.check.judge import act
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.numbers import holds
from foedus.check.topic import topic
from foedus.check.types import Found, Query
from foedus.rows import Row

KINDS = ("comparison",)

MUCH = {
    "arms_import_share_from_partner_5y": 50.0,
    "trade_with_partner_share_of_gdp": 15.0,
    "gas_from_partner_share_of_energy": 40.0,
}
"""From which percentage on a share is called heavy dependence here; the row itself is shown."""


def judge(found: Found, desk: Desk) -> Ruling:
    """Hold a share, a dependence or a vote against the record."""
    query = found.query
    if query.family == "depends":
        return _depends(query, desk)
    return _share(found, desk)


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
    scored = [
        (desk.weights.alike(query.topic, topic(f"{it['name'].replace('_', ' ')} {it['unit']}")), it) for it in rows
    ]
    close = [it for score, it in scored if score > 0.1]
    if not close or query.number is None:
        return act.judge(found, desk)
    if any(holds(query.number, query.bound, it["value"], it["value"], 0.03) for it in close):
        it = next(it for it in close if holds(query.number, query.bound, it["value"], it["value"], 0.03))
        return Ruling("supported", f"{_told(it)}.", (it["id"],))
    latest = max(
        close, key=lambda it: (desk.weights.alike(query.topic, topic(it["name"].replace("_", " "))), it["year"])
    )
    is_same = (
        len({it["name"] for it in close}) == 1
        or desk.weights.alike(query.topic, topic(latest["name"].replace("_", " "))) > 0.3
    )
    if is_same and abs(latest["value"] - query.number) > 0.15 * max(latest["value"], 1):
        return Ruling("contradicted", f"{_told(latest)}.", (latest["id"],), ("number",))
    return NOTHING


def _years(on: str) -> set[int]:
    return {int(one[:4]) for one in on.split("|") if one[:4].isdigit()}


def _unit(row: Row) -> str:
    unit = row["unit"]
    return (
        "percent"
        if unit.startswith("percent")
        else "people"
        if unit == "persons"
        else "dollars"
        if "USD" in unit
        else unit
    )


def _told(row: Row) -> str:
    return f"{row['subject']}, {row['year']}: {row['name'].replace('_', ' ')} {row['value']:g} {row['unit']}"
