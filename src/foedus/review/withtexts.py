"""An assessment with texts of the user's own: read, laid over the record, compared with the assessment without them.

Nothing is kept unless `keep` is called. `assess_with` reads texts from where they are; `assess_with_read` takes what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from foedus.assessment import Assessment, RowRead, Texts
from foedus.build import assess, open_panel
from foedus.intake.inputs import inputs
from foedus.intake.job import Options, Outcome, Told, read_all
from foedus.record import Record
from foedus.record.trace import evidence
from foedus.review.moved import moved
from foedus.review.scratch import HELD, NEW, TABLE_ORDER, TWICE, Scratch, Setting, scratch
from foedus.rows import Row


class With(NamedTuple):
    """An assessment with texts (`after.texts` says what they did), the one without, and the scratch record."""

    before: Assessment
    after: Assessment
    scratch: Scratch


def assess_with(
    alliance: str,
    texts: Sequence[str],
    as_of: date | str | None = None,
    *,
    member: str | None = None,
    record: Record | Path | None = None,
    options: Options | None = None,
    told: Told | None = None,
) -> With:
    """Assess an alliance with texts: files, folders, addresses, feeds, or `-` for standard input.

    The record that is given is not changed. A text that cannot be read, or that is of after the day, is left out and named.
    The same errors as `foedus.assess`; `InputError` where a name leads to no text.
    """
    listed = list(inputs(texts))
    read = dict(read_all(listed, options or Options(), told))
    named = [(one.name, read[place]) for place, one in enumerate(listed)]
    return assess_with_read(alliance, named, as_of, member=member, record=record)


def assess_with_read(
    alliance: str,
    outcomes: Sequence[tuple[str, Outcome]],
    as_of: date | str | None = None,
    *,
    member: str | None = None,
    record: Record | Path | None = None,
) -> With:
    """The same with texts that were read before, each outcome with the name of its text."""
    panel = open_panel(alliance, as_of, record)
    base = opened(record)
    setting = Setting(panel.view, panel.alliance, panel.hub, frozenset(panel.members))
    laid = scratch(outcomes, base, setting, date.today())
    before = assess(panel.alliance, panel.day, member=member, record=base)
    after = assess(panel.alliance, panel.day, member=member, record=laid.record)

    def without(id_: str) -> Assessment:
        return assess(panel.alliance, panel.day, member=member, record=_lacking(base, laid, id_))

    new = [
        row["id"] for table in TABLE_ORDER for row in laid.rows[table] if laid.became.get(row["id"], ("",))[0] == NEW
    ]
    shifts = moved(before, after, new, without)
    return With(before, _told(after, laid, Texts(_sentence(laid, shifts), laid.texts, (), shifts)), laid)


def opened(record: Record | Path | None) -> Record:
    """A record from what a caller gave: where nothing, the embedded one with the data sets that are installed."""
    from foedus.record import embedded
    from foedus.shelf.place import folders as installed

    if isinstance(record, Record):
        return record
    return Record.open(record) if record else Record.open(*embedded.folders(installed()))


def keep(laid: Scratch, folder: Path, base: Record) -> dict[str, int]:
    """Write the scratch rows into a record folder; returns how many rows were new, by table. All rows or none.

    A folder that is not there yet becomes a copy of the record that was assessed, with the rows in it, so that
    `--record` reads it. In a record that is there, links to rows which it does not hold are left out.
    """
    if (folder / "manifest.json").exists():
        record = Record.open(folder)
    else:
        Record.create(folder)
        record = base.copy()
        (folder / "manifest.json").unlink()
    new = {}
    for table in TABLE_ORDER:
        rows = laid.rows[table]
        if table in ("link", "answer"):
            rows = [row for row in rows if _is_whole(record, table, row)]
        new[table] = record.add(table, rows, where="texts") if rows else 0
    record.save(folder)
    return {table: n for table, n in new.items() if n}


def _is_whole(record: Record, table: str, row: Row) -> bool:
    """Whether the record holds the rows that a link or an answer names."""
    from foedus.record.checks import table_of

    ids = [row["call_id"]] if table == "answer" else [row["from_id"], row["to_id"]]
    return all(record.query(f"SELECT id FROM {table_of(id_).name} WHERE id = $id", {"id": id_}) for id_ in ids)  # noqa: S608


def _lacking(base: Record, laid: Scratch, id_: str) -> Record:
    """The scratch record without one row, and without the rows and links that hang on it."""
    record = base.copy()
    gone = {id_}
    for table in TABLE_ORDER:
        rows = []
        for row in laid.rows[table]:
            named = {row.get(name) for name in ("id", "event_id", "call_id", "from_id", "to_id")}
            if named & gone:
                gone.add(row["id"])
            else:
                rows.append(row)
        if rows:
            record.add(table, rows, where="texts")
    return record


def _told(after: Assessment, laid: Scratch, texts: Texts) -> Assessment:
    """The assessment with what was read, and with the rows and sources that this names among its evidence."""
    view = laid.record.as_of(date.fromisoformat(after.as_of))
    named = [row for table in ("event", "statement", "call", "answer") for row in laid.rows[table]]
    ids = [row["id"] for row in named] + [it.same_as for it in laid.became.values() if it.same_as]
    ids += [row for one in texts.moved for row in one.rows] + [row.id for row in after.evidence]
    shown, sources = evidence(view, ids)
    words = {row.id: row.text for row in shown}
    read = tuple(
        RowRead(row["id"], table, words[row["id"]], row["original_text"] or "", *laid.became[row["id"]])
        for table in ("event", "statement", "call", "answer")
        for row in laid.rows[table]
        if row["id"] in words
    )
    names = after.names | _names(laid, after, read)
    return replace(after, texts=replace(texts, rows=read), evidence=shown, sources=sources, names=names)


def _names(laid: Scratch, after: Assessment, read: Iterable[RowRead]) -> dict[str, str]:
    codes = {
        row.get(side) for table in ("event", "statement") for row in laid.rows[table] for side in ("actor", "recipient")
    }
    rows = laid.record.as_of(date.fromisoformat(after.as_of)).query(
        "SELECT code, name FROM actor WHERE list_contains($codes, code) ORDER BY from_on NULLS FIRST",
        {"codes": sorted(str(code) for code in codes if code)},
    )
    return {row["code"]: row["name"] for row in rows if row["code"] not in after.names}


def _sentence(laid: Scratch, shifts: Sequence[object]) -> str:
    """What the texts did, in one sentence."""
    n_texts = sum(text.left_out is None for text in laid.texts)
    count = dict.fromkeys((NEW, HELD, TWICE), 0)
    for table in ("event", "statement"):
        for row in laid.rows[table]:
            count[laid.became[row["id"]].what] += 1
    n_read = sum(count.values())
    if not n_texts:
        return "No text was taken in; nothing moved."
    read = f"{_count(n_texts, 'text')} read, {_count(n_read, 'act or statement', 'acts or statements')} told"
    parts = [f"{count[NEW]} new" if count[NEW] else "", f"{count[HELD]} already in the record" if count[HELD] else ""]
    parts += [f"{count[TWICE]} told twice by these texts" if count[TWICE] else ""]
    of_them = ", ".join(part for part in parts if part)
    if not n_read:
        return f"{_count(n_texts, 'text')} read, with no act and no statement to take in; nothing moved."
    if not shifts:
        why = "all of them already in the record" if not count[NEW] else of_them
        return f"Nothing moved: {read}, {why}."
    return f"{_count(len(shifts), 'thing')} moved: {read}, {of_them}."


def _count(n: int, singular: str, plural: str | None = None) -> str:
    return f"{n} {singular}" if n == 1 else f"{n} {plural or f'{singular}s'}"
