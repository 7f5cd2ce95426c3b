"""The same act or words told again in a later batch: links from what is new to what the record holds.

`foedus.reading.same` links what is read together; here the rows of a record stand in for the texts read before, by the same
two measures: words alike, dates near. Of a copy of a known story every act that stands in the original is the same act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from foedus.dates import PartialDate
from foedus.reading.same import likeness, words_of
from foedus.rows import Row

if TYPE_CHECKING:
    from foedus.record import Record

NEWS_DAYS = 3
SAME_ACT, SAME_WORDS = 0.5, 0.6
MOST = 400
"""Tellings with which one is compared, so that time stays linear in what is read."""

_BY_MACHINE = "(starts_with(method, 'reader@') OR starts_with(method, 'llm:'))"
_STANDING = "id NOT IN (SELECT from_id FROM link WHERE relation = 'duplicates')"

Key = tuple[str, ...]


class _Told(NamedTuple):
    row: Row
    words: frozenset[str]
    first: date
    last: date


def links(
    record: Record,
    events: Sequence[Row],
    statements: Sequence[Row],
    copies: Mapping[str, str],
    method: str,
    batch: Set[str],
) -> Iterator[Row]:
    """Links from new events and statements, whose `id` is set and that no link of their batch hides, to standing rows.

    `copies` gives for the source of each copy the source of the original; `batch` holds the ids of all rows of the batch, also
    of those that its own links hide: to link to one of these would close a circle in which nothing stands.
    """
    for table, rows, date_name in (("event", events, "happened_on"), ("statement", statements, "said_on")):
        known = _known(record, table, date_name, rows, copies, batch)
        for row in rows:
            one = _told(row, date_name, table)
            first, why = _first(one, known.get(_key(row, table), []), copies)
            if first is not None:
                yield link(row, first.row, why, method)


def link(row: Row, first: Row, why: str, method: str) -> Row:
    """A link from a telling to an earlier one; known when both are."""
    return {
        "from_id": row["id"],
        "relation": "duplicates",
        "to_id": first["id"],
        "reason": why,
        "method": method,
        "known_on": max(row["known_on"], first["known_on"]),
        "known_basis": "inferred",
        "is_verified": False,
    }


def _known(
    record: Record, table: str, date_name: str, rows: Sequence[Row], copies: Mapping[str, str], batch: Set[str]
) -> dict[Key, list[_Told]]:
    """Standing machine-read rows of the record that may be the same as new ones: of near days, or of an original."""
    if not rows:
        return {}
    days = [PartialDate.parse(row[date_name]) for row in rows]
    reach = timedelta(days=NEWS_DAYS)
    who = "actor" if table == "event" else "speaker"
    sql = (
        f"SELECT * FROM {table} WHERE {_BY_MACHINE} AND {_STANDING} AND {who} IN (SELECT unnest($who)) "  # noqa: S608
        f"AND (({date_name} <= $high AND {date_name} >= CASE length({date_name}) WHEN 10 THEN $low WHEN 7 THEN left($low, 7) "
        f"ELSE left($low, 4) END) OR source_id IN (SELECT unnest($sources))) ORDER BY known_on, id"
    )
    found = record.query(
        sql,
        {
            "who": sorted({row[who] for row in rows}),
            "low": str(min(day.first for day in days) - reach),
            "high": str(max(day.last for day in days) + reach),
            "sources": sorted(set(copies.values())),
        },
    )
    originals = set(copies.values())
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in found:
        if row["id"] not in batch:
            groups[_key(row, table)].append(row)
    wanted = {_key(row, table) for row in rows}
    return {
        key: [
            _told(row, date_name, table)
            for n, row in enumerate(group, start=MOST - len(group))
            if n >= 0 or row["source_id"] in originals
        ]
        for key, group in groups.items()
        if key in wanted
    }


def _key(row: Row, table: str) -> Key:
    if table == "statement":
        office = str(row.get("office") or "").casefold().split()
        return (row["speaker"], office[-1] if office else "")
    return (row["actor"], row["plover_type"] or "", row["alliance_act"], row["modality"])


def _told(row: Row, date_name: str, table: str) -> _Told:
    day = PartialDate.parse(row[date_name])
    words = row["content"] if table == "statement" else row.get("original_text") or ""
    return _Told(row, words_of(words), day.first, day.last)


def _first(one: _Told, known: Sequence[_Told], copies: Mapping[str, str]) -> tuple[_Told | None, str]:
    """The earlier telling of the same thing, and why it is the same; of the original first, then the latest."""
    original = copies.get(one.row["source_id"])
    for other in known:
        if original and other.row["source_id"] == original and _is_same_in_copy(one, other):
            return other, "the same in the story of which this text is a copy"
    for other in known[-MOST:]:
        why = _why(one, other)
        if why:
            return other, why
    return None, ""


def _is_same_in_copy(one: _Told, other: _Told) -> bool:
    if "content" in one.row:
        return likeness(one.words, other.words) >= SAME_WORDS
    return bool(one.row["recipient"] == other.row["recipient"]) and _apart(one, other) <= NEWS_DAYS


def _why(one: _Told, other: _Told) -> str:
    apart, alike = _apart(one, other), likeness(one.words, other.words)
    if apart > NEWS_DAYS:
        return ""
    if "content" in one.row:
        is_same = alike >= SAME_WORDS and min(len(one.words), len(other.words)) >= 2
        return f"same speaker, words alike ({alike:.2f})" if is_same else ""
    if one.row["recipient"] != other.row["recipient"]:
        return ""
    if alike >= SAME_ACT:
        return f"same actors and type, dates within {apart} days, words alike ({alike:.2f})"
    is_day = one.first == one.last == other.first == other.last
    return f"same actors and type on {one.first}" if is_day and one.row["actor"] != one.row["recipient"] else ""


def _apart(one: _Told, other: _Told) -> int:
    """The fewest days between two partial dates."""
    return max((one.first - other.last).days, (other.first - one.last).days, 0)
