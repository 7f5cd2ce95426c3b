"""Many texts read side by side: one process a core, each text by itself, so that a bad one stops no other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from foedus.errors import FoedusError
from foedus.intake.inputs import Input, opened
from foedus.intake.rows import Document

if TYPE_CHECKING:
    from foedus.reading import Reading
    from foedus.reading.actor_rows import Row

Told = Callable[[int, int], None]
"""Hears of progress: texts done, and texts in all."""


class Options(NamedTuple):
    """How every text of one call is read."""

    on: date | None = None
    """Day of texts that give none themselves, or of all where the user says so."""
    outlet: str = ""
    actors: Path | None = None
    """Folder of the user's own gazetteer."""
    is_llm: bool = False
    known: frozenset[str] = frozenset()
    """Hashes of texts that were read before, and are passed over."""


class Failed(NamedTuple):
    """A text that could not be read, and why."""

    name: str
    why: str


class Passed(NamedTuple):
    """A text that was read before."""

    name: str


Outcome = Document | Failed | Passed


def read_all(texts: Sequence[Input], options: Options, told: Told | None = None) -> Iterator[tuple[int, Outcome]]:
    """What became of each text, with its place in the order given, as they are done.

    One text is read in this process, several in as many processes as there are cores.
    """
    hear = told or (lambda done, whole: None)
    n_workers = min(len(texts), os.cpu_count() or 1)
    if n_workers < 2:
        for place, one in enumerate(texts):
            yield place, read_one(one, options)
            hear(place + 1, len(texts))
        return
    with ProcessPoolExecutor(n_workers) as pool:
        waiting: dict[Future[Outcome], int] = {pool.submit(read_one, one, options): n for n, one in enumerate(texts)}
        for done, future in enumerate(as_completed(waiting), start=1):
            place = waiting[future]
            try:
                outcome = future.result()
            except BrokenProcessPool:
                outcome = Failed(texts[place].name, "the process that read it was stopped, perhaps for want of memory")
            yield place, outcome
            hear(done, len(texts))


def read_one(one: Input, options: Options) -> Outcome:
    """One text, opened, cleaned and read; a fault of the text becomes `Failed`."""
    from foedus.reading import read
    from foedus.reading.actors import user_rows
    from foedus.reading.source import source

    try:
        data = opened(one)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in options.known:
            return Passed(one.name)
        clean = source(data, one.name, options.on or date.today())
        day = options.on or clean.on
        own = user_rows(options.actors) if options.actors else []
        notes: tuple[str, ...] = ()
        if options.is_llm:
            reading, notes = _by_model(clean.text, day, options.outlet or clean.outlet, clean.title, own)
        else:
            reading = read(
                clean.text, dateline=day, outlet=options.outlet or clean.outlet, title=clean.title, actors=own
            )
    except FoedusError as bad:
        return Failed(one.name, str(bad))
    return Document(one.doc, reading, sha256, one.url, notes)


def _by_model(
    text: str, day: date | None, outlet: str, title: str, own: Sequence[Row]
) -> tuple[Reading, tuple[str, ...]]:
    """The reading of a language model, with what it took; never one of the rules in its place."""
    from foedus.reading.llm import read_with_llm, settings

    made = read_with_llm(text, dateline=day, outlet=outlet, title=title, settings=settings(), actors=own)
    took = made.report.usage
    cost = f", cost {took.cost:g}" if took.cost is not None else ""
    least = "" if took.is_complete else "at least "
    notes = [
        f"{took.requests} requests, {took.cached} answers from the cache, {least}{took.prompt_tokens} + "
        f"{took.completion_tokens} tokens{cost}"
    ]
    notes += [f"refused: {it.kind}, {it.reason}" for it in made.report.rejected]
    return made, (*notes, *made.report.notes)


def put(documents: Sequence[Document], folder: Path, alliance: str | None = None) -> dict[str, int]:
    """Put readings into the record of a folder, made where there is none; returns how many rows were new, by table.

    The record's alliances and names are those of the folder and of the embedded record together. All rows or none.
    """
    from foedus.intake.rows import Alliances, rows
    from foedus.record import Record, embedded

    own = Record.open(folder) if (folder / "manifest.json").exists() else Record.create(folder)
    world = Record.open(*embedded.folders())
    actors = world.query("SELECT code, name FROM actor ORDER BY from_on NULLS FIRST")
    names = {row["code"]: row["name"] for row in actors}
    by_table: dict[str, list[dict[str, Any]]] = {}
    for table, row in rows(documents, Alliances(world), names, date.today(), alliance):
        by_table.setdefault(table, []).append(row)
    new: dict[str, int] = {}
    for table in ("source", "event", "statement", "link"):
        if table in by_table:
            new[table] = own.add(table, by_table[table], where="reading")
    own.save()
    return new


def hashes(folder: Path) -> frozenset[str]:
    """Hashes of the texts that a record was made from; empty where there is no record yet."""
    from foedus.record import Record

    if not (folder / "manifest.json").exists():
        return frozenset()
    rows = Record.open(folder).query("SELECT sha256 FROM source WHERE kind = 'article' AND sha256 IS NOT NULL")
    return frozenset(str(row["sha256"]) for row in rows)
