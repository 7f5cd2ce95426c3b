"""What reviewers decide of rows that a machine read: accept, correct, reject, undo; each kept with who and when.

A decision is about the reading: whether the row says what the text says. The text was public on its day whether or not anybody
had looked at our reading of it by then, and a misreading was never public knowledge. So a decision holds in every as-of view in
which the row exists (its links are known from the row's own day), and a corrected row is known from the day of its text. When
it was decided stands in `decided_at` and moves no view. What became known later about the act itself (the paper took it
back, the party denied it) is no decision of this kind: it is a row of its own with its own day.

Nothing is deleted. A rejection is a decision that supersedes the row, a correction a row by hand that does; to undo one, its
links are superseded in turn. Deciding again first undoes what was decided before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from foedus.errors import FoedusError, RecordBusy, UnknownName
from foedus.intake.rows import as_told
from foedus.record import Record
from foedus.record.asof import holding
from foedus.record.checks import checked, table_of
from foedus.record.schema import TABLES
from foedus.review.told import Parties, match, match_said
from foedus.rows import Row, made_by

T = TypeVar("T")

REVIEWED = ("event", "statement", "link")
"""Tables whose machine-read rows are reviewed; calls and answers follow the acts that they were made of."""
CORRECTABLE = {
    "event": (
        "alliance",
        "happened_on",
        "actor",
        "recipient",
        "plover_type",
        "plover_mode",
        "alliance_act",
        "modality",
        "sentence",
    ),
    "statement": ("alliance", "said_on", "speaker", "office", "is_direct", "content", "about", "stance"),
}
"""What a reviewer can correct: what the text says. Not when it was known, nor where it stands."""
TRIES, PAUSE_SECONDS = 40, 0.1


class Decided(FoedusError):
    """A row of which somebody else decided meanwhile."""


class Decision(NamedTuple):
    """One decision that was made."""

    id: str
    row_id: str
    verdict: str
    by: str
    at: datetime
    corrected_id: str | None
    reason: str | None


def kept(folder: Path, change: Callable[[Record], T]) -> T:
    """Open a record, change it and save it, again from the start where somebody else wrote meanwhile.

    All of the change or nothing is written. Raises what `change` raises, and `RecordBusy` where others write for seconds.
    """
    from time import sleep

    for n in range(TRIES):
        record = Record.open(folder)
        result = change(record)
        try:
            record.save()
        except RecordBusy:
            if n == TRIES - 1:
                raise
            sleep(PAUSE_SECONDS)
        else:
            return result
    raise AssertionError("unreachable")


def decide(
    record: Record,
    row_id: str,
    verdict: str,
    by: str,
    *,
    values: Mapping[str, Any] | None = None,
    reason: str | None = None,
    at: datetime | None = None,
    seen: str | None = "",
) -> Decision:
    """Add a decision on a machine-read row to a record (not yet saved); `values` are what a correction says instead.

    `seen` is the id of the decision that the reviewer saw as standing, None for none: raises `Decided` where another stands.
    Left out, nothing is compared. Raises `UnknownName`, `BadRow` or `FoedusError` for what cannot be decided.
    """
    now = (at or datetime.now(UTC)).replace(tzinfo=None)
    table, row = _reviewed(record, row_id)
    _check(table, verdict, by, values)
    before = standing(record, [row["id"]]).get(row["id"])
    if seen != "" and (before.id if before else None) != seen:
        raise Decided(_decided_words(row["id"], before))
    if before is not None:
        _undo(record, before, row, by, now)
    corrected = _corrected(record, table, row, values or {}, by, now) if verdict == "correct" else None
    if corrected is not None:
        record.add(table, [corrected])
    made = _add(record, row, verdict, by, now, reason=reason, corrected_id=corrected["id"] if corrected else None)
    if verdict == "reject":
        _reject(record, table, row, made)
    elif corrected is not None:
        _link(record, corrected["id"], "supersedes", row, made.id)
        _still_told(record, table, row, corrected, made)
        if table == "event" and any(
            corrected[name] != row[name] for name in ("actor", "recipient", "alliance_act", "happened_on")
        ):
            _drop_made_of(record, row, made)
    return made


def undo(record: Record, row_id: str, by: str, *, at: datetime | None = None) -> Decision:
    """Take back what stands decided of a row; raises `FoedusError` where nothing does."""
    _, row = _reviewed(record, row_id)
    _check("", "undo", by, None)
    before = standing(record, [row["id"]]).get(row["id"])
    if before is None:
        raise FoedusError(f"{row_id}: nothing is decided of it, so that there is nothing to undo")
    return _undo(record, before, row, by, (at or datetime.now(UTC)).replace(tzinfo=None))


def standing(record: Record, row_ids: Iterable[str] | None = None) -> dict[str, Decision]:
    """The decision that stands on each of these rows (default: on all), by the row's id: the last that was not undone."""
    sql = "SELECT * FROM decision"
    wanted = list(row_ids) if row_ids is not None else None
    rows = (
        record.query(sql)
        if wanted is None
        else record.query(f"{sql} WHERE list_contains($ids, row_id)", {"ids": wanted})
    )
    undone = {row["undoes"] for row in rows}
    listed = sorted(rows, key=lambda row: (row["decided_at"], row["id"]))
    return {row["row_id"]: _decision(row) for row in listed if row["verdict"] != "undo" and row["id"] not in undone}


def history(record: Record) -> list[Row]:
    """Every decision ever made, oldest first, those that were undone included."""
    return record.query("SELECT * FROM decision ORDER BY decided_at, id")


def _decision(row: Row) -> Decision:
    return Decision(
        row["id"],
        row["row_id"],
        row["verdict"],
        row["decided_by"],
        row["decided_at"],
        row["corrected_id"],
        row["reason"],
    )


def _decided_words(row_id: str, before: Decision | None) -> str:
    if before is None:
        return f"{row_id}: the decision that you saw was taken back meanwhile; look at the row again"
    return f"{row_id}: {before.by} decided meanwhile ({before.verdict}, {before.at:%Y-%m-%d %H:%M} UTC); look at the row again"


def _reviewed(record: Record, row_id: str) -> tuple[str, Row]:
    """The table and the row to decide on; raises where there is none that a machine read."""
    table = table_of(row_id).name
    found = record.query(f"SELECT * FROM {table} WHERE id = $id", {"id": row_id})  # noqa: S608 (a name of the schema)
    if not found:
        raise UnknownName(f"the record holds no row {row_id}; `foedus review --list` shows what is to be reviewed")
    row = found[0]
    if table not in REVIEWED or made_by(row["method"]) != "machine":
        raise FoedusError(
            f"{row_id} is not to be reviewed: only events, statements and links that a machine read are (its method is "
            f"{row['method']})"
        )
    return table, row


def _check(table: str, verdict: str, by: str, values: Mapping[str, Any] | None) -> None:
    if not by.strip():
        raise FoedusError("a decision needs the name of who decides: add --by NAME")
    if verdict not in ("accept", "correct", "reject", "undo"):
        raise FoedusError(f'"{verdict}" is no decision: accept, correct, reject or undo')
    if verdict != "correct":
        return
    if table not in CORRECTABLE:
        raise FoedusError("a link cannot be corrected: accept or reject it")
    if not values:
        raise FoedusError("a correction needs what the row should say: field=value")
    wrong = next((name for name in values if name not in CORRECTABLE[table]), None)
    if wrong is not None:
        raise FoedusError(f"{wrong} cannot be corrected in a review; fields: {', '.join(CORRECTABLE[table])}")


def _corrected(record: Record, table: str, row: Row, values: Mapping[str, Any], by: str, at: datetime) -> Row:
    """The row that a correction puts in place: by hand, verified, known as long as the text is."""
    said = {name: value if value != "" else None for name, value in values.items()}
    made = {name: value for name, value in row.items() if name not in ("id", "key", "recorded_at")} | said
    if all(made[name] == row[name] for name in said):
        raise FoedusError(f"{row['id']}: the correction says what the row says; accept it instead")
    if table == "event" and "sentence" not in said:
        names = {
            it["code"]: it["name"] for it in record.query("SELECT code, name FROM actor ORDER BY from_on NULLS FIRST")
        }
        actor, recipient = (str(names.get(made[side], made[side])) for side in ("actor", "recipient"))
        made["sentence"] = as_told(actor, recipient, made["plover_type"], made["alliance_act"])
    was = _in_short(table, row)
    made |= {
        "method": "hand",
        "is_verified": True,
        "note": f"corrected in review by {by}, {at:%Y-%m-%d %H:%M:%S.%f} UTC; a machine had read: {was}",
    }
    return checked(TABLES[table], made, f"correction of {row['id']}")


def _in_short(table: str, row: Row) -> str:
    if table == "statement":
        return f"{row['speaker']}, {row['stance'] or 'no stance'} {row['about'] or 'nobody'}"
    return (
        f"{row['actor']} {row['plover_type'] or 'act'} ({row['alliance_act']}) {row['recipient']}, {row['happened_on']}"
    )


def _add(record: Record, row: Row, verdict: str, by: str, at: datetime, **more: str | None) -> Decision:
    """Add one decision row, known as the row is that it is about; it comes after those made at the same moment."""
    (last,) = record.query("SELECT max(decided_at) AS at FROM decision WHERE decided_at >= $at", {"at": at})
    if last["at"] is not None:
        at = last["at"] + timedelta(microseconds=1)
    made = {
        "row_id": row["id"],
        "verdict": verdict,
        "decided_by": by.strip(),
        "decided_at": at,
        "method": "hand",
        "known_on": row["known_on"],
        "known_basis": row["known_basis"],
        "is_verified": True,
    } | {name: value for name, value in more.items() if value}
    whole = checked(TABLES["decision"], made, "decision")
    record.add("decision", [whole])
    return _decision(whole)


def _reject(record: Record, table: str, row: Row, made: Decision) -> None:
    """Hide a row; what it stood for stands by itself again, as one."""
    _link(record, made.id, "supersedes", row, made.id)
    if table == "link":
        return
    _drop_made_of(record, row, made)
    links = _links(record, row["id"])
    for link in links:
        _link(record, made.id, "supersedes", link, made.id)
    heirs = sorted(
        (link for link in links if link["to_id"] == row["id"]), key=lambda link: (link["known_on"], link["from_id"])
    )
    for link in heirs[1:]:
        again = _row(record, link["from_id"])
        _link(record, again["id"], "duplicates", _row(record, heirs[0]["from_id"]), made.id, known_on=link["known_on"])


def _still_told(record: Record, table: str, row: Row, corrected: Row, made: Decision) -> None:
    """Where the row was linked to one that tells the same, so is its correction, if it still fits: else it would count twice."""
    own = next(iter(record.query("SELECT hub FROM alliance WHERE code = $code", {"code": row["alliance"]})), {})
    parties = Parties(row["alliance"], own.get("hub"))
    for link in _links(record, row["id"]):
        if link["from_id"] != row["id"]:
            continue
        target = _row(record, link["to_id"])
        fits = match([corrected], [target], parties) if table == "event" else match_said([corrected], [target])
        if fits:
            _link(record, corrected["id"], "duplicates", target, made.id, known_on=link["known_on"])


def _drop_made_of(record: Record, event: Row, made: Decision) -> None:
    """Hide the calls and answers that were made of an act which is not what it was read as."""
    for table in ("call", "answer"):
        rows = record.query(f"SELECT * FROM {table} WHERE event_id = $id", {"id": event["id"]})  # noqa: S608
        for row in rows:
            if made_by(row["method"]) == "machine":
                _link(record, made.id, "supersedes", row, made.id)


def _undo(record: Record, before: Decision, row: Row, by: str, at: datetime) -> Decision:
    """Take a decision back: every link that it made holds no longer, and its corrected row is hidden."""
    made = _add(record, row, "undo", by, at, undoes=before.id)
    for link in record.query("SELECT * FROM link WHERE reason = $why ORDER BY id", {"why": _why(before.id)}):
        _link(record, made.id, "supersedes", link, made.id)
    if before.corrected_id:
        _link(record, made.id, "supersedes", _row(record, before.corrected_id), made.id)
    return made


def _links(record: Record, row_id: str) -> list[Row]:
    """Links of duplicates from or to a row that hold."""
    every = record.query("SELECT * FROM link")
    hold = {
        it[0] for it in holding([(it["id"], it["from_id"], it["relation"], it["to_id"], it["method"]) for it in every])
    }
    return [
        it
        for it in every
        if it["id"] in hold and it["relation"] == "duplicates" and row_id in (it["from_id"], it["to_id"])
    ]


def _row(record: Record, id_: str) -> Row:
    return record.query(f"SELECT * FROM {table_of(id_).name} WHERE id = $id", {"id": id_})[0]  # noqa: S608


def _link(record: Record, from_id: str, relation: str, to: Row, decision_id: str, known_on: object = None) -> None:
    """Add a link that a decision makes, known as long as the row it is about."""
    record.add(
        "link",
        [
            {
                "from_id": from_id,
                "relation": relation,
                "to_id": to["id"],
                "reason": _why(decision_id),
                "method": "hand",
                "known_on": max(known_on or to["known_on"], to["known_on"], _row(record, from_id)["known_on"]),
                "known_basis": "inferred",
                "is_verified": True,
            }
        ],
    )


def _why(decision_id: str) -> str:
    return f"decided in review ({decision_id})"
