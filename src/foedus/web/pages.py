"""The pages of the review queue: what stands on them, and the templates that make them; everything from a record is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from foedus.brief.words import date_words, one_line, safe_url
from foedus.errors import UnknownName
from foedus.record import Record
from foedus.record.schema import TABLES
from foedus.review import decisions as reviewed
from foedus.review.queue import STATES, Item, items
from foedus.review.reasons import reasons

if TYPE_CHECKING:
    from jinja2 import Environment

PAGE = 50
STATE_WORDS = {"open": "to review", "accept": "accepted", "correct": "corrected", "reject": "rejected"}
TABLE_WORDS = {"event": "act", "statement": "statement", "link": "told twice"}
FIELD_WORDS = {
    "happened_on": "date",
    "said_on": "date",
    "plover_type": "PLOVER type",
    "plover_mode": "PLOVER mode",
    "alliance_act": "act in the alliance",
    "is_direct": "verbatim",
    "content": "words",
    "sentence": "our sentence",
}

_READER = Lock()
"""The parser is one for all threads."""


def render(name: str, told: dict[str, Any]) -> str:
    """One page."""
    return _environment().get_template(f"{name}.html.j2").render(told)


def queue(folder: Path, asked: dict[str, str], place: int) -> dict[str, Any]:
    """What stands on the list: a page of rows, the counts by state, and the filters in force."""
    record = Record.open(folder)
    every = items(record, {"state": "all"})
    found = items(record, asked)
    n_pages = max(1, -(-len(found) // PAGE))
    at = min(max(place, 1), n_pages)
    return {
        "rows": found[(at - 1) * PAGE : at * PAGE],
        "n": len(found),
        "counts": {state: sum(it.state == state for it in every) for state in STATES},
        "asked": asked,
        "page": at,
        "n_pages": n_pages,
        "links": {n: "?" + urlencode(asked | {"page": str(n)}) for n in (at - 1, at + 1) if 1 <= n <= n_pages},
        "tables": reviewed.REVIEWED,
    }


def row(folder: Path, id_: str) -> dict[str, Any]:
    """What stands on the page of one row."""
    record = Record.open(folder)
    item = _find(record, id_)
    with _READER:
        why = reasons(item)
    past = [it for it in reviewed.history(record) if it["row_id"] == id_]
    waiting = [it.id for it in items(record)]
    corrected = item.decision.corrected_id if item.decision else None
    return {
        "item": item,
        "why": why,
        "past": past,
        "fields": [_field(item, name) for name in reviewed.CORRECTABLE.get(item.table, ())],
        "seen": item.decision.id if item.decision else "none",
        "next": next((one for one in _after(waiting, id_) if one != id_), None),
        "n_waiting": len(waiting),
        "corrected": record.query(f"SELECT * FROM {item.table} WHERE id = $id", {"id": corrected})[0]  # noqa: S608
        if corrected
        else None,
    }


def decisions(folder: Path) -> dict[str, Any]:
    """What stands on the page of decisions, the latest first."""
    record = Record.open(folder)
    rows = {it.id: it for it in items(record, {"state": "all"})}
    return {"past": reviewed.history(record)[::-1], "rows": rows}


def decided(folder: Path, id_: str, form: dict[str, str], who: str) -> str:
    """Take the decision of a form and save it; returns the address to go on to."""
    action = form.get("action", "")
    seen = form.get("seen", "")
    before = Record.open(folder)
    item = _find(before, id_)
    values = _values(item, form) if action == "correct" else None
    waiting = [it.id for it in items(before)]

    def change(record: Record) -> reviewed.Decision:
        if action == "undo":
            return reviewed.undo(record, id_, who)
        # A form without `seen` is compared as if nothing had been seen.
        was = None if seen in ("", "none") else seen
        return reviewed.decide(
            record, id_, action, who, values=values, reason=form.get("reason", "").strip() or None, seen=was
        )

    made = reviewed.kept(folder, change)
    said = f"{made.verdict} {id_}"
    if action == "undo":
        return f"/row/{id_}?" + urlencode({"said": said})
    following = next((one for one in _after(waiting, id_) if one != id_), None)
    return (f"/row/{following}?" if following else "/?") + urlencode({"said": said})


def _values(item: Item, form: dict[str, str]) -> dict[str, Any]:
    """The fields that the form says otherwise than the row."""
    told = {name: form[name].strip() for name in reviewed.CORRECTABLE.get(item.table, ()) if name in form}
    return {name: value for name, value in told.items() if value != _as_text(item.row[name])}


def _field(item: Item, name: str) -> dict[str, Any]:
    """One field of the form of a correction; a choice where the schema gives one."""
    column = TABLES[item.table].column(name)
    choices = list(column.choices or ()) if column else []
    if column is not None and column.kind == "boolean":
        choices = ["true", "false"]
    return {
        "name": name,
        "label": FIELD_WORDS.get(name, name.replace("_", " ")),
        "value": _as_text(item.row[name]),
        "choices": choices,
        "is_needed": bool(column and column.required),
        "hint": column.meaning if column else "",
        "is_long": name in ("content", "sentence"),
    }


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _after(waiting: list[str], id_: str) -> list[str]:
    """What waits, from the row after this one on, then from the beginning."""
    at = waiting.index(id_) + 1 if id_ in waiting else 0
    return [*waiting[at:], *waiting[:at]]


def _find(record: Record, id_: str) -> Item:
    found = next((it for it in items(record, {"state": "all"}) if it.id == id_), None)
    if found is None:
        raise UnknownName(f"{one_line(id_)[:40]} is not in the review queue.")
    return found


@cache
def css() -> str:
    """The style sheet."""
    return (files("foedus.web") / "templates" / "style.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("foedus.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(states=STATE_WORDS, table_words=TABLE_WORDS, safe_url=safe_url)
    made.filters.update(line=one_line, day=lambda day: date_words(str(day)))
    return made
