"""A small record of the CSTO, and texts read over it, for the tests of this folder."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foedus.intake.inputs import Input
from foedus.intake.job import Options, Outcome, read_one
from foedus.record import Record
from foedus.record.schema import TABLES
from foedus.rows import row_id
from tests.rows import ORIGIN, act, add, membership

pytest.importorskip("spacy", reason="reading needs the extra `text`")

STATES = {"RUS": "Russia", "ARM": "Armenia", "KAZ": "Kazakhstan", "BLR": "Belarus", "TJK": "Tajikistan"}


def world() -> Record:
    """Five members since 1994, one call of Armenia, one refusal to sign; followed to the end of November 2022."""
    record = Record.in_memory()
    own = {"code": "CSTO", "name": "Collective Security Treaty Organization", "hub": "RUS"}
    record.add("alliance", [own | ORIGIN | {"known_on": "1994-05-01"}])
    names = [{"code": code, "name": name, "actor_kind": "state"} | ORIGIN for code, name in STATES.items()]
    record.add("actor", names)
    record.add(
        "membership",
        [membership(code, alliance="CSTO", from_on="1994-04-20", known_on="1994-05-01") for code in STATES],
    )
    held(
        record,
        "ARM",
        "CSTO",
        "2022-09-13",
        "call",
        "REQUEST",
        "Armenia requested military assistance from the alliance.",
    )
    held(
        record,
        "ARM",
        "CSTO",
        "2022-11-23",
        "refuse_sign",
        "REJECT",
        "The prime minister refused to sign the declaration.",
    )
    return record


def held(
    record: Record, actor: str, recipient: str, day: str, what: str, plover: str, sentence: str, **more: Any
) -> str:
    """Add an act by hand to the record."""
    row = act(actor, recipient, day, what, alliance="CSTO", plover_type=plover, sentence=sentence, **more)
    return add(record, "event", **row)


def text(words: str, day: str | None = "2022-11-24", outlet: str = "Wire", name: str = "") -> tuple[str, Outcome]:
    """A text that was read, under its name."""
    head = f"DATELINE: {day} | {outlet}\n" if day else ""
    called = name or f"{outlet}-{day}-{words[:12]}"
    return called, read_one(Input(called, called, data=f"{head}{words}\n".encode()), Options())


def read_row(actor: str, recipient: str, day: str, what: str, **more: Any) -> dict[str, Any]:
    """An event row as intake makes it, with its id."""
    row = act(actor, recipient, day, what, alliance="CSTO", method="reader@0.1", is_verified=False, **more)
    whole = {column.name: row.get(column.name) for column in TABLES["event"].columns}
    return whole | {"id": row_id("ev", row), "known_on": date.fromisoformat(row["known_on"])}
