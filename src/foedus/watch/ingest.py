"""A batch of items read, and put into the record: sources, events, statements, and links where something is told again.

The record is saved first and the state marked after: a kill in between makes the same rows again, whose ids are hashes of
what they claim, so nothing stands twice; and a text whose source is in the record is not put in again even by a newer reader.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from foedus.errors import FoedusError
from foedus.intake.feeds import day_of
from foedus.intake.inputs import Input
from foedus.intake.job import Failed, Options, read_one
from foedus.intake.rows import Alliances, Document, rows
from foedus.record import Record, embedded
from foedus.rows import Row, row_id
from foedus.watch import again, copies, items
from foedus.watch.days import known
from foedus.watch.state import State

if TYPE_CHECKING:
    from foedus.watch.copies import Sketch

LOG = logging.getLogger("foedus.watch")

LONGEST_LETTERS = 200_000
"""A longer text is no article; the parser would be busy with it for minutes."""

MOST_CRASHES = 4
"""Times that the program may end while it reads one item, before the item is given up."""


class Read(NamedTuple):
    """An item that was read."""

    id: int
    document: Document
    sketch: Sketch


class Put(NamedTuple):
    """What a batch added."""

    n_sources: int = 0
    n_copies: int = 0
    n_events: int = 0
    n_statements: int = 0
    n_given_up: int = 0


class World:
    """Names and memberships of the embedded record, read once: they say which alliance an act concerns."""

    def __init__(self) -> None:
        record = Record.open(*embedded.folders())
        actors = record.query("SELECT code, name FROM actor ORDER BY from_on NULLS FIRST")
        self.names: dict[str, str] = {row["code"]: row["name"] for row in actors}
        self.alliances = Alliances(record)


def read_batch(
    state: State, batch: Sequence[sqlite3.Row], actors: Path | None, is_over: Callable[[], bool]
) -> list[Read]:
    """The items read, in order; one that cannot be read is given up with its reason. Stops early when `is_over`."""
    found = []
    for row in batch:
        if is_over():
            break
        state.set_meta("reading", str(row["id"]))
        one = _read(state, row, actors)
        if one is not None:
            found.append(one)
    state.set_meta("reading", "")
    return found


def count_crash(state: State) -> None:
    """At the start: an item in whose reading the program ended last time is counted, and given up after several times."""
    id_ = state.meta("reading")
    if not id_:
        return
    with state.whole():
        state.do("UPDATE item SET n_crashes = n_crashes + 1 WHERE id = ?", id_)
        if (state.one("SELECT n_crashes FROM item WHERE id = ?", id_) or 0) >= MOST_CRASHES:
            items.give_up(state, int(id_), f"the program ended {MOST_CRASHES} times while reading it")
        state.set_meta("reading", "")


def _read(state: State, row: sqlite3.Row, actors: Path | None) -> Read | None:
    try:
        return _made(row, items.text_of(state, row), actors)
    except (FoedusError, OSError) as bad:
        why = str(bad)
    except Exception as bug:  # one text that trips the reader must not end a watch of weeks: told, and kept in the log
        LOG.exception("%s: reading failed", row["address"] or row["title"])
        why = f"reading failed ({type(bug).__name__}); the log has the rest"
    items.give_up(state, row["id"], why)
    LOG.warning("%s: given up: %s", row["address"] or row["title"], why)
    return None


def _made(row: sqlite3.Row, data: bytes, actors: Path | None) -> Read:
    from foedus.reading.source import source

    seen_on = date.fromisoformat(row["seen_on"])
    is_web = row["address"].startswith(("http://", "https://"))
    name = row["address"] or row["title"]
    clean = source(data, name, seen_on)
    if len(clean.text) > LONGEST_LETTERS:
        raise FoedusError(f"{name}: longer than {LONGEST_LETTERS:,} letters: no article")
    day = known(seen_on, row["told"], day_of(row["told"]), clean.on)
    outlet = clean.outlet or _host(row["address"]) or _host(row["feed"])
    title = clean.title or row["title"]
    one = Input(name, title, url=row["address"] if is_web else None, data=data)
    document = read_one(one, Options(on=day.on, outlet=outlet, actors=actors))
    if not isinstance(document, Document):
        raise FoedusError(document.why if isinstance(document, Failed) else f"{name}: was read before")
    remark = "; ".join(it for it in (day.note, row["why"]) if it)
    return Read(
        row["id"],
        document._replace(remark=remark, is_day_told=day.is_told),
        copies.sketch(_body(clean.text, clean.title)),
    )


def _body(text: str, title: str) -> str:
    """The text without its headline, which every outlet writes anew."""
    return text.removeprefix(title) if title else text


def _host(address: str) -> str:
    """The host of an address, as the name of an outlet that does not name itself; empty for a file."""
    host = urlsplit(address).hostname if address.startswith(("http://", "https://")) else None
    return (host or "").removeprefix("www.")


def put(state: State, world: World, found: Sequence[Read], now: float, today: date) -> Put:
    """Put what was read into the folder's record and mark it; returns what was new."""
    record = Record.open(state.folder)
    there = _there(record, found)
    new = [one for one in found if _place(one.document) not in there]
    by_table: dict[str, list[Row]] = {}
    documents = [one.document for one in new]
    for table, row in rows(documents, world.alliances, world.names, today) if new else ():
        by_table.setdefault(table, []).append(row)
    sources = [row | {"id": row_id("so", row)} for row in by_table.get("source", [])]
    of_all = {one.id: row for one, row in zip(new, sources, strict=True)}
    of_all |= {one.id: there[_place(one.document)] for one in found if _place(one.document) in there}
    told = _originals(state, found, of_all, now)
    counts = {table: record.add(table, by_table.get(table, [])) for table in ("source", "event", "statement")}
    if new:
        record.add("link", _links(record, by_table, sources, told))
        record.save()
    with state.whole():
        for one in found:
            row = of_all[one.id]
            if row["id"] not in told:
                copies.keep(state, one.sketch, row["id"], str(row["known_on"]), now)
            state.do("UPDATE item SET status = 'put', body = NULL, summary = NULL WHERE id = ?", one.id)
        state.set_meta("is_to_judge", "1")
    return Put(counts["source"], len(told), counts["event"], counts["statement"])


def _place(document: Document) -> tuple[str, str]:
    """What tells one source from another: its bytes, and where they were, or what it is called where it has no address."""
    return document.sha256, document.url or document.reading.title or document.doc


def _there(record: Record, found: Sequence[Read]) -> dict[tuple[str, str], Row]:
    """Sources of the record that are some of the texts: put in before a kill, or by `foedus read`."""
    sql = (
        "SELECT id, known_on, sha256, coalesce(url, title) AS place FROM source WHERE sha256 IN (SELECT unnest($found))"
    )
    told = record.query(sql, {"found": [one.document.sha256 for one in found]})
    return {(row["sha256"], row["place"]): row for row in told}


def _originals(
    state: State, found: Sequence[Read], sources: Mapping[int, Row], now: float
) -> dict[str, tuple[Row, float]]:
    """For each source that is a copy: the original, as id and the day it was known, and how alike the two are.

    Stories of the batch itself are kept while it is looked through, and rolled back: they are kept for good with its marks.
    """
    told: dict[str, tuple[Row, float]] = {}
    state.do("BEGIN IMMEDIATE")
    try:
        for one in found:
            row, story = sources[one.id], copies.find(state, one.sketch)
            if story is None:
                copies.keep(state, one.sketch, row["id"], str(row["known_on"]), now)
            elif story.source_id != row["id"]:
                first = {"id": story.source_id, "known_on": date.fromisoformat(story.known_on)}
                told[row["id"]] = (first, story.likeness)
    finally:
        state.do("ROLLBACK")
    return told


def _links(
    record: Record,
    by_table: Mapping[str, Sequence[Row]],
    sources: Sequence[Row],
    told: Mapping[str, tuple[Row, float]],
) -> list[Row]:
    """Links of the batch itself, of copies to their originals, and of acts and words to what the record holds."""
    made = list(by_table.get("link", []))
    hidden = {row["from_id"] for row in made}
    by_id = {row["id"]: row for row in sources}
    sql = "SELECT id FROM source WHERE id IN (SELECT unnest($ids))"
    there = {row["id"] for row in record.query(sql, {"ids": [first["id"] for first, _ in told.values()]})}
    originals = {id_: pair for id_, pair in told.items() if id_ in by_id and pair[0]["id"] in there}
    for id_, (first, alike) in originals.items():
        row = by_id[id_]
        made.append(again.link(row, first, f"the same story: {alike:.2f} of its words in threes", row["method"]))
    events, statements = (
        [one | {"id": row_id(prefix, one)} for one in by_table.get(table, [])]
        for table, prefix in (("event", "ev"), ("statement", "st"))
    )
    batch = {row["id"] for row in (*events, *statements)}
    events, statements = ([row for row in some if row["id"] not in hidden] for some in (events, statements))
    if sources:
        of = {id_: first["id"] for id_, (first, _) in originals.items()}
        made += again.links(record, events, statements, of, sources[0]["method"], batch)
    return made
