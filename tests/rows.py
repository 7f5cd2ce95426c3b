"""Small rows for tests: each function gives a valid row of one table, with what the test says changed."""

from __future__ import annotations

from typing import Any

from foedus.dates import PartialDate
from foedus.record import Record
from foedus.record.checks import checked
from foedus.record.schema import TABLES

Row = dict[str, Any]

ORIGIN: Row = {"method": "hand", "known_on": "2000-01-02", "known_basis": "inferred", "is_verified": True}


def event(**given: Any) -> Row:
    """An event of alliance `XYZ` on 1 January 2000, known the day after."""
    return (
        {
            "alliance": "XYZ",
            "happened_on": "2000-01-01",
            "actor": "AAA",
            "recipient": "HUB",
            "alliance_act": "other",
            "modality": "actual",
            "sentence": "Something happened.",
        }
        | ORIGIN
        | given
    )


def act(actor: str, recipient: str, happened_on: str, alliance_act: str = "other", **given: Any) -> Row:
    """An act of one state towards another, known the day after it must have happened."""
    said = f"{actor} towards {recipient}, {happened_on}: {alliance_act}."
    own = {"actor": actor, "recipient": recipient, "alliance_act": alliance_act, "sentence": said}
    return event(**({"happened_on": happened_on, "known_on": day_after(happened_on)} | own | given))


def membership(member: str, **given: Any) -> Row:
    """An open spell of a member of `XYZ` from 1 January 1990."""
    return (
        {
            "alliance": "XYZ",
            "member": member,
            "spell": 1,
            "from_on": "1990-01-01",
        }
        | ORIGIN
        | {"known_on": "1990-01-02"}
        | given
    )


def conflict(side_a: str, side_b: str, began_on: str, **given: Any) -> Row:
    """Fighting between two sides, known at once."""
    return (
        {"side_a": side_a, "side_b": side_b, "began_on": began_on} | ORIGIN | {"known_on": last_day(began_on)} | given
    )


def call(caller: str, called_on: str, **given: Any) -> Row:
    """A formal call to the alliance `XYZ`, known at once."""
    return (
        {
            "alliance": "XYZ",
            "called_on": called_on,
            "caller": caller,
            "addressee": "XYZ",
            "situation": "an attack",
            "is_formal": True,
        }
        | ORIGIN
        | {"known_on": last_day(called_on)}
        | given
    )


def answer(call_id: str, answered_on: str, answer_class: str, **given: Any) -> Row:
    """An answer of `XYZ` to a call, known at once."""
    return (
        {
            "call_id": call_id,
            "answered_on": answered_on,
            "responder": "XYZ",
            "answer_class": answer_class,
            "content": f"The answer was {answer_class}.",
        }
        | ORIGIN
        | {"known_on": last_day(answered_on)}
        | given
    )


def obligation(kind: str, article: str, **given: Any) -> Row:
    """An article of the Treaty of 1990, known the day after its signature."""
    return (
        {
            "alliance": "XYZ",
            "instrument": "Treaty 1990",
            "article": article,
            "obligation_kind": kind,
            "paraphrase": f"Members are bound by Article {article}.",
            "signed_on": "1990-01-01",
        }
        | ORIGIN
        | {"known_on": "1990-01-02"}
        | given
    )


def resolution(number: str, voted_on: str, **given: Any) -> Row:
    """A resolution put to the vote, known at once."""
    return (
        {"body": "Assembly", "number": number, "voted_on": voted_on, "subject": "a subject"}
        | ORIGIN
        | {"known_on": last_day(voted_on)}
        | given
    )


def vote(resolution_id: str, member: str, vote: str, voted_on: str, **given: Any) -> Row:
    """One state's vote, known at once."""
    return (
        {"resolution_id": resolution_id, "member": member, "vote": vote, "voted_on": voted_on}
        | ORIGIN
        | {"known_on": last_day(voted_on)}
        | given
    )


def statement(speaker: str, said_on: str, **given: Any) -> Row:
    """What a state said, in our words, known at once."""
    return (
        {
            "alliance": "XYZ",
            "said_on": said_on,
            "speaker": speaker,
            "is_direct": False,
            "content": f"{speaker} said so.",
            "is_version": False,
        }
        | ORIGIN
        | {"known_on": last_day(said_on)}
        | given
    )


def indicator(subject: str, year: int, value: float, **given: Any) -> Row:
    """A share from the literature, known from the year after."""
    return (
        {"subject": subject, "year": year, "name": "share_honoured", "value": value, "unit": "share"}
        | ORIGIN
        | {"known_on": f"{year + 1}-01-01"}
        | given
    )


def link(from_id: str, relation: str, to_id: str, known_on: str, **given: Any) -> Row:
    """A correction (`supersedes`) or a second telling (`duplicates`)."""
    return (
        {"from_id": from_id, "relation": relation, "to_id": to_id, "reason": "a test"}
        | ORIGIN
        | {"known_on": known_on}
        | given
    )


def day_after(happened_on: str) -> str:
    """The first day that is certainly later than a partial date."""
    return PartialDate.parse(happened_on).day_after.isoformat()


def last_day(happened_on: str) -> str:
    """The last day that a partial date may be."""
    return PartialDate.parse(happened_on).last.isoformat()


def decision(row_id: str, verdict: str = "accept", **given: Any) -> Row:
    """A reviewer's decision on a row."""
    made = {"row_id": row_id, "verdict": verdict, "decided_by": "Ana", "decided_at": "2026-11-27T00:00:00"}
    return made | ORIGIN | given


def add(record: Record, table: str, **row: Any) -> str:
    """Add one row and return its id."""
    record.add(table, [row])
    return str(checked(TABLES[table], row, table)["id"])


def small_record(*members: str) -> Record:
    """A record with the alliance `XYZ`, its hub `HUB` and the members given."""
    record = Record.in_memory()
    record.add(
        "alliance",
        [
            {"code": "XYZ", "name": "Example Pact", "hub": "HUB", "aliases": "Pact of Example"}
            | ORIGIN
            | {"known_on": "1990-01-02"}
        ],
    )
    record.add("membership", [membership(member) for member in ("HUB", *members)])
    return record


def ids(record: Record, table: str) -> list[str]:
    """Ids of a table in order."""
    return [row["id"] for row in record.query(f"SELECT id FROM {table} ORDER BY id")]
