"""Small rows for tests: each function gives a valid row of one table, with what the test says changed."""

from __future__ import annotations

from typing import Any

from foedus.record import Record

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
    return {"side_a": side_a, "side_b": side_b, "began_on": began_on} | ORIGIN | {"known_on": began_on} | given


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
        | {"known_on": called_on}
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
        | {"known_on": answered_on}
        | given
    )


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
