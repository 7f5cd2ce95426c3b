"""The review queue: rows that a machine read, with the text's sentence, what stands decided, and what weighs most first.

Weight: an act that counts as dissent, a call or an answer moves findings; then what the reader was least sure of; then the
oldest. Listing changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from foedus.errors import FoedusError
from foedus.record import Record
from foedus.record.schema import DISSENTING_ACTS, TABLES
from foedus.record.trace import TEXT
from foedus.review.decisions import REVIEWED, Decision, standing
from foedus.rows import MACHINE, Row

STATES = ("open", "accept", "correct", "reject")
WEIGHTY = DISSENTING_ACTS | {"call", "answer", "refuse_help", "deploy_for", "suspend", "clash"}
FILTERS = ("state", "table", "actor", "act", "alliance", "source", "since", "until", "by", "words")
"""What a queue can be filtered by; each is one value."""

_CONFIDENCE = re.compile(r"confidence ([0-9.]+)")


class Item(NamedTuple):
    """One row to review; `state` is `open` or what stands decided."""

    table: str
    row: Row
    text: str
    state: str
    decision: Decision | None
    confidence: float | None
    source: Row | None
    ends: tuple[Row, ...]
    """For a link the rows that it calls one, the duplicate first."""

    @property
    def id(self) -> str:
        """Id of the row."""
        return str(self.row["id"])

    @property
    def sentence(self) -> str:
        """The text's own words."""
        return str(self.row.get("original_text") or "")


def items(record: Record, filters: dict[str, str] | None = None) -> list[Item]:
    """The queue, the weightiest first; raises `FoedusError` for a filter that does not exist."""
    wanted = dict(filters or {})
    unknown = next((name for name in wanted if name not in FILTERS), None)
    if unknown is not None:
        raise FoedusError(f'"{unknown}" is nothing to filter by; filters: {", ".join(FILTERS)}')
    _one_of("state", wanted.get("state"), (*STATES, "decided", "all"))
    _one_of("table", wanted.get("table"), REVIEWED)
    decided = standing(record)
    sources = {row["id"]: row for row in record.query("SELECT * FROM source WHERE kind = 'article'")}
    found = [
        it
        for table in REVIEWED
        if wanted.get("table", table) == table
        for it in _of_table(record, table, decided, sources)
    ]
    return sorted((it for it in found if _is_wanted(it, wanted)), key=_weight)


def find(record: Record, row_id: str) -> Item:
    """One row of the queue; raises `FoedusError` where it is not in it."""
    for item in items(record, {"state": "all"}):
        if item.id == row_id:
            return item
    raise FoedusError(f"{row_id} is not in the review queue; `foedus review --list --filter state=all` shows what is")


def counts(record: Record) -> dict[str, int]:
    """How many rows are in each state."""
    every = [it.state for it in items(record, {"state": "all"})]
    return {state: every.count(state) for state in STATES}


def _of_table(record: Record, table: str, decided: dict[str, Decision], sources: dict[str, Row]) -> Iterator[Item]:
    machine = " OR ".join(f"starts_with(method, '{one}')" for one in MACHINE)
    rows = record.query(f"SELECT * FROM {table} WHERE {machine}")  # noqa: S608 (names of our own)
    ends = _ends(record, rows) if table == "link" else {}
    for row in rows:
        decision = decided.get(row["id"])
        both = tuple(ends[id_] for id_ in (row["from_id"], row["to_id"]) if id_ in ends) if table == "link" else ()
        told = _CONFIDENCE.search(row["note"] or "")
        source = sources.get(row.get("source_id") or (both[0].get("source_id") if both else None) or "")
        yield Item(
            table,
            row,
            in_words(table, row, both),
            decision.verdict if decision else "open",
            decision,
            float(told.group(1).rstrip(".")) if told else None,
            source,
            both,
        )


def _ends(record: Record, links: Sequence[Row]) -> dict[str, Row]:
    """The rows that links join, by id."""
    ids = sorted({id_ for row in links for id_ in (row["from_id"], row["to_id"])})
    found: dict[str, Row] = {}
    for table in TABLES:
        own = [id_ for id_ in ids if id_.startswith(f"{TABLES[table].prefix}-")]
        if own:
            rows = record.query(f"SELECT * FROM {table} WHERE list_contains($ids, id)", {"ids": own})  # noqa: S608
            found.update((row["id"], row) for row in rows)
    return found


def in_words(table: str, row: Row, ends: Sequence[Row] = ()) -> str:
    """One row as a line: who did what to whom and when, who said what, or what a link calls one."""
    if table == "event":
        act = "" if row["alliance_act"] == "other" else f", {row['alliance_act'].replace('_', ' ')}"
        kind = row["plover_type"] or "no type"
        return f"{row['actor']} → {row['recipient']}: {kind}{act}, {row['modality']}, {row['happened_on']}"
    if table == "statement":
        who = f"{row['speaker']} ({row['office']})" if row["office"] else row["speaker"]
        about = f", {row['stance']} {row['about']}" if row["about"] else ""
        return f"{who} said{about}: {row['content']}"
    told = " = ".join(_short(one) for one in ends)
    return f"one and the same: {told}" if told else TEXT["link"].format_map(row)


def _short(row: Row) -> str:
    return str(row.get("key") or row.get("original_text") or row.get("content") or row.get("title") or row["id"])


def _weight(item: Item) -> tuple[bool, int, float, date, str]:
    is_light = item.row.get("alliance_act") not in WEIGHTY
    known: date = item.row["known_on"]
    return is_light, REVIEWED.index(item.table), item.confidence or 1.0, known, item.id


def _is_wanted(item: Item, wanted: dict[str, str]) -> bool:
    state = wanted.get("state", "open")
    if state not in ("all", item.state) and not (state == "decided" and item.state != "open"):
        return False
    row, source = item.row, item.source or {}
    sides = {row.get(name) for name in ("actor", "recipient", "speaker", "about")}
    checks: dict[str, Any] = {
        "actor": lambda it: it.upper() in {str(side).upper() for side in sides if side},
        "act": lambda it: it in (row.get("alliance_act"), str(row.get("plover_type") or "").lower()),
        "alliance": lambda it: it.upper() == str(row.get("alliance") or "").upper(),
        "source": lambda it: it.casefold() in f"{source.get('publisher')} {source.get('title')}".casefold(),
        "since": lambda it: row["known_on"].isoformat() >= it,
        "until": lambda it: row["known_on"].isoformat() <= it,
        "by": lambda it: item.decision is not None and item.decision.by.casefold() == it.casefold(),
        "words": lambda it: it.casefold() in f"{item.sentence} {item.text}".casefold(),
    }
    return all(checks[name](value) for name, value in wanted.items() if name in checks)


def _one_of(name: str, value: str | None, choices: Sequence[str]) -> None:
    if value is not None and value not in choices:
        raise FoedusError(f'{name}="{value}" is not one of {", ".join(choices)}')
