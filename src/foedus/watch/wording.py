"""What a watch tells, in lines for a terminal: a batch in one, an alert with before, after and the rows that moved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MOST_ROWS = 5


def line(told: Mapping[str, Any]) -> str:
    """The line or lines of one thing told."""
    if told["kind"] == "batch":
        return _batch(told)
    if told["kind"] == "day file":
        return f"{told['file']}: {told['rows']} new rows of machine-coded acts"
    return "\n".join([_head(told), *_rows(told)])


def _batch(told: Mapping[str, Any]) -> str:
    copies = f", {told['n_copies']} of them copies of known stories" if told["n_copies"] else ""
    n = told["n_sources"]
    return f"{n} new text{'' if n == 1 else 's'}{copies}: {told['n_events']} acts, {told['n_statements']} statements"


def _head(told: Mapping[str, Any]) -> str:
    moved = ""
    if told["question"] != "any":
        moved = f" ({_level(told['before'], told['unit'])} -> {_level(told['after'], told['unit'])} {told['unit']}"
        moved += "; inside the earlier interval, so chance may explain it)" if told["is_within_noise"] else ")"
    return f"ALERT {told['alliance']}, {told['alert']}, as of {told['as_of']}{moved}: {told['sentence']}"


def _level(level: Mapping[str, Any], unit: str) -> str:
    if level["value"] is None:
        return "unknown"
    shown = _number(level["value"])
    if level["low"] is None or level["high"] is None:
        return shown
    return f"{shown} [{_number(level['low'])} to {_number(level['high'])}]"


def _number(value: float) -> str:
    return f"{value:.3g}"


def _rows(told: Mapping[str, Any]) -> Sequence[str]:
    """The new rows, each with its sources; where none is new, that it was time that moved the finding."""
    rows = told["rows"]
    if not told["n_rows_new"]:
        return ("  no row is new behind it: the span of time that is counted has moved",)
    lines = [f"  {row['id']}  {row['date']}: {row['text']} ({_sources(row)})" for row in rows[:MOST_ROWS]]
    left = told["n_rows_new"] - len(lines)
    return [*lines, f"  and {left} more new rows"] if left > 0 else lines


def _sources(row: Mapping[str, Any]) -> str:
    source = row["source"] or {}
    name = source.get("publisher") or source.get("title") or "source not named"
    many = "single source" if row["is_single_source"] else f"{row['n_sources']} independent sources"
    read = "" if row["is_verified"] else ", read by machine, not verified"
    return f"{name}, {many}{read}"
