"""Gold sentences made of decisions: the texts' sentences with what reviewers say is in them, for scoring the reader.

A sentence becomes gold once every row that was read from it is decided: accepted rows and corrections are what is there,
rejected rows are what is not. What the reader missed is not in it, unless a reviewer put it in: recall against such gold is
recall of what was found once. The form is that of the scorer (`foedus.reading.scorer`), one JSON object a line.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import Any

from foedus.record import Record
from foedus.review.decisions import standing
from foedus.review.queue import Item, items
from foedus.rows import Row


def gold(record: Record) -> list[dict[str, Any]]:
    """One gold record a sentence that is wholly decided, in order of its text and place."""
    by_sentence: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items(record, {"state": "all"}):
        if item.table in ("event", "statement") and item.sentence:
            by_sentence[str(item.row["source_id"]), item.sentence].append(item)
    decided = standing(record)
    corrected = _corrected(record, [it.corrected_id for it in decided.values() if it.corrected_id])
    made = [
        _record(source, sentence, some, corrected)
        for (source, sentence), some in by_sentence.items()
        if all(it.state != "open" for it in some)
    ]
    return sorted(made, key=lambda one: (one["date"], one["id"]))


def _corrected(record: Record, ids: list[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for table in ("event", "statement"):
        rows = record.query(f"SELECT * FROM {table} WHERE list_contains($ids, id)", {"ids": ids})  # noqa: S608
        found.update((row["id"], row) for row in rows)
    return found


def _record(source: str, sentence: str, some: list[Item], corrected: dict[str, Row]) -> dict[str, Any]:
    rows = []
    for item in sorted(some, key=lambda it: it.id):
        if item.state == "accept":
            rows.append((item.table, item.row))
        elif item.decision is not None and item.decision.corrected_id:
            rows.append((item.table, corrected[item.decision.corrected_id]))
    digest = hashlib.sha256(f"{source}\n{sentence}".encode()).hexdigest()[:12]
    return {
        "id": f"gold-{digest}",
        "text": sentence,
        "date": some[0].row["known_on"].isoformat(),
        "events": [_event(row) for table, row in rows if table == "event"],
        "statements": [_statement(row, sentence) for table, row in rows if table == "statement"],
        "decided_by": sorted({it.decision.by for it in some if it.decision}),
    }


def _event(row: Row) -> dict[str, Any]:
    """An act as the scorer takes it; an act without recipient has its actor for one in the record."""
    recipient = [] if row["recipient"] == row["actor"] else [_entity(row["recipient"])]
    return {"actor": [_entity(row["actor"])], "recipient": recipient, "type": row["plover_type"]}


def _entity(code: str) -> dict[str, str]:
    """A state by its code; a body or a name by its words, as the scorer compares them."""
    return {"code": code} if len(code) == 3 and code.isalpha() and code.isupper() else {"text": code}


def _statement(row: Row, sentence: str) -> dict[str, Any]:
    words = row["content"] if row["content"] in sentence else ""
    kind = "direct" if row["is_direct"] else "indirect"
    return {"name": row["office"] or row["speaker"], "code": row["speaker"], "kind": kind, "quote": words}
