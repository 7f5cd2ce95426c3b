"""A scratch record: readings laid over a record in memory, each act that the record holds already linked to it.

Nothing is written. Texts of after the day asked about are left out whole, as are texts that are in the record and those given
twice; each is named with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from foedus.assessment import TextRead
from foedus.intake.job import Failed, Outcome, Passed
from foedus.intake.rows import Alliances, Document
from foedus.intake.rows import rows as rows_of
from foedus.measures.overlap import contained, shingles
from foedus.record import AsOf, Record
from foedus.record.schema import TABLES
from foedus.review import asked, told
from foedus.rows import Row, row_id

REPRINT = 0.5
"""Share of runs of four words from which one text is taken for a reprint of another: see `bench/told.py`."""
TABLE_ORDER = ("source", "event", "statement", "call", "answer", "link")


class Became(NamedTuple):
    """What became of a read row: the row of the record or of the texts that tells the same, if any, and why."""

    what: str
    same_as: str | None = None
    why: str | None = None


NEW, HELD, TWICE = "new", "already in the record", "told twice"


class Scratch(NamedTuple):
    """A record with the readings in it, and what was laid over it: rows by table with their ids, and what became of each."""

    record: Record
    rows: dict[str, list[Row]]
    became: dict[str, Became]
    texts: tuple[TextRead, ...]


class Setting(NamedTuple):
    """The alliance that is assessed, as of the day."""

    view: AsOf
    alliance: str
    hub: str | None
    members: frozenset[str]


def scratch(outcomes: Sequence[tuple[str, Outcome]], base: Record, setting: Setting, today: date) -> Scratch:
    """Lay what was read over a copy of `base`; each outcome comes with the name of its text."""
    kept, refused = _sorted_out(outcomes, base, setting.view.day, today)
    documents = [one for _, one in kept]
    world = base.query("SELECT code, name FROM actor ORDER BY from_on NULLS FIRST")
    names = {row["code"]: row["name"] for row in world}
    made: dict[str, list[Row]] = {name: [] for name in TABLE_ORDER}
    for table, row in rows_of(documents, Alliances(base, setting.alliance), names, today):
        _put(made, table, row)
    for row in _reprints(documents, made["source"]):
        _put(made, "link", row)
    became = _linked(made, setting)
    _ask(made, became, setting)
    record = base.copy()
    for table in TABLE_ORDER:
        if made[table]:
            record.add(table, made[table], where="texts")
    texts = [(name, _text(name, one, made)) for name, one in kept]
    by_name = dict(refused) | dict(texts)
    return Scratch(record, made, became, tuple(by_name[name] for name in dict.fromkeys(name for name, _ in outcomes)))


def _put(made: dict[str, list[Row]], table: str, row: Mapping[str, object]) -> None:
    """Add a row with its id and every column of its table, unless it is there."""
    whole: Row = {column.name: row.get(column.name) for column in TABLES[table].columns}
    whole["id"] = row_id(TABLES[table].prefix, row)
    if all(whole["id"] != other["id"] for other in made[table]):
        made[table].append(whole)


def _sorted_out(
    outcomes: Sequence[tuple[str, Outcome]], base: Record, day: date, today: date
) -> tuple[list[tuple[str, Document]], list[tuple[str, TextRead]]]:
    """The readings to lay over the record, and the texts that are left out with the reason."""
    rows = base.query("SELECT sha256 FROM source WHERE kind = 'article' AND sha256 IS NOT NULL")
    hashes = {str(row["sha256"]): "it is in the record already" for row in rows}
    kept: list[tuple[str, Document]] = []
    refused: list[tuple[str, TextRead]] = []
    for name, one in outcomes:
        why = _why_left_out(one, hashes, day, today)
        if why is None and isinstance(one, Document):
            hashes[one.sha256] = f"it is the same text as {name}"
            kept.append((name, one))
        else:
            refused.append((name, _left_out(name, one, why or "")))
    return kept, refused


def _why_left_out(one: Outcome, hashes: Mapping[str, str], day: date, today: date) -> str | None:
    if isinstance(one, Failed):
        return one.why.removeprefix(f"{one.name}: ")
    if isinstance(one, Passed):
        return "it is in the record already"
    if one.sha256 in hashes:
        return hashes[one.sha256]
    if one.reading.dateline and date.fromisoformat(one.reading.dateline) > day:
        return f"it is of {one.reading.dateline}, after the as-of day {day}"
    if not one.reading.dateline and today > day:
        return f"it gives no date, so that nothing says it was known by {day}; --date gives one"
    return None


def _left_out(name: str, one: Outcome, why: str) -> TextRead:
    if isinstance(one, Document):
        reading = one.reading
        return TextRead(name, reading.title or one.doc, reading.outlet or None, reading.dateline or None, 0, why, None)
    return TextRead(name, name, None, None, 0, why, None)


def _text(name: str, one: Document, made: Mapping[str, list[Row]]) -> TextRead:
    source = next(row for row in made["source"] if row["sha256"] == one.sha256)
    n_rows = sum(row["source_id"] == source["id"] for table in ("event", "statement") for row in made[table])
    return TextRead(name, source["title"], source["publisher"], source["published"], n_rows, None, source["id"])


def _reprints(documents: Sequence[Document], sources: Sequence[Row]) -> Iterator[Row]:
    """Links from a text to an earlier one of these whose words it repeats: together they are one source."""
    runs = [shingles(one.reading.text, 4) for one in documents]
    for at in range(len(documents)):
        for before in range(at):
            share = contained(runs[at], runs[before])
            if share >= REPRINT:
                why = f"a reprint: {share:.0%} of the shorter text stands in the other word for word"
                yield _link(sources[at], sources[before], why, sources[at]["method"])
                break


def _linked(made: dict[str, list[Row]], setting: Setting) -> dict[str, Became]:
    """What became of each event and statement, with the links that say so added to what was made."""
    parties = told.Parties(setting.alliance, setting.hub)
    first = {row["from_id"]: (row["to_id"], row["reason"]) for row in made["link"]}
    held = _held(setting, "event", made["event"], ("actor", "recipient"))
    said = _held(setting, "statement", made["statement"], ("speaker",))
    matches = [*told.match(made["event"], held.values(), parties), *told.match_said(made["statement"], said.values())]
    held_as: dict[str, told.Told] = {}
    for one in matches:
        held_as.setdefault(first.get(one.read_id, (one.read_id, ""))[0], one)
    became: dict[str, Became] = {}
    for row in (*made["event"], *made["statement"]):
        end = first.get(row["id"], (row["id"], ""))[0]
        if end in held_as:
            became[row["id"]] = Became(HELD, held_as[end].record_id, held_as[end].why)
        elif end != row["id"]:
            became[row["id"]] = Became(TWICE, end, first[row["id"]][1])
        else:
            became[row["id"]] = Became(NEW)
    by_id = {row["id"]: row for row in (*made["event"], *made["statement"])}
    for id_, one in held_as.items():
        record_row = (held | said)[one.record_id]
        _put(made, "link", _link(by_id[id_], record_row, one.why, by_id[id_]["method"]))
    return became


def _held(setting: Setting, table: str, read: Iterable[Row], sides: Sequence[str]) -> dict[str, Row]:
    """Rows of the record, known by the day, in which a party of the read rows, the alliance or its hub takes part."""
    codes = sorted({row[side] for row in read for side in sides} | {setting.alliance, setting.hub or setting.alliance})
    # Bodies stand in a record by their names too, so that only states and codes narrow it down.
    within = " OR ".join(f"list_contains($codes, {side}) OR length({side}) > 3" for side in sides)
    rows = setting.view.query(f"SELECT * FROM {table} WHERE {within}", {"codes": codes})  # noqa: S608 (names of our own)
    return {row["id"]: row for row in rows}


def _ask(made: dict[str, list[Row]], became: dict[str, Became], setting: Setting) -> None:
    """Add the calls and answers that new acts make up."""
    calls, answers = (setting.view.query(f"SELECT * FROM {table} ORDER BY id") for table in ("call", "answer"))  # noqa: S608
    of_alliance = [row for row in calls if row["alliance"] == setting.alliance]
    new = [row for row in made["event"] if became[row["id"]].what == NEW and row["alliance"] == setting.alliance]
    known = asked.Asked(setting.alliance, setting.hub, setting.members, of_alliance, answers)
    for table, row in asked.rows(new, known):
        _put(made, table, row)
        became[made[table][-1]["id"]] = Became(NEW)


def _link(again: Row, first: Row, why: str, method: str) -> Row:
    return {
        "from_id": again["id"],
        "relation": "duplicates",
        "to_id": first["id"],
        "reason": why,
        "method": method,
        "known_on": max(again["known_on"], first["known_on"]),
        "known_basis": "inferred",
        "is_verified": False,
    }
