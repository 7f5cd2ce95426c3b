"""Later knowledge moves nothing that the server says as of a day."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.mcp.records import Desk
from foedus.record import Record, embedded
from mcp import MCPError
from tests.mcp.conftest import Talk
from tests.rows import answer, call, event

DAY = "2022-11-28"
LATER = {"known_on": "2022-11-29", "known_basis": "published_day"}

ASKED: list[tuple[str, dict[str, object]]] = [
    ("alliances", {}),
    ("assess", {"alliance": "csto"}),
    ("assess", {"alliance": "csto", "part": "findings"}),
    ("assess", {"alliance": "csto", "part": "calls"}),
    ("timeline", {"alliance": "csto"}),
    ("odds", {"alliance": "csto"}),
]


@pytest.fixture
def planted(tmp_path: Path) -> tuple[Path, str]:
    """The embedded record with rows known a day later, and the id of one of them."""
    record = Record.open(*embedded.folders())
    record.add(
        "event",
        [
            event(
                alliance="CSTO",
                actor="ARM",
                recipient="CSTO",
                happened_on="2022-11-20",
                alliance_act="give_notice",
                sentence="A planted notice.",
                **LATER,
            )
        ],
    )
    asked = call("ARM", "2022-11-21", alliance="CSTO", addressee="CSTO", situation="A planted call.", **LATER)
    record.add("call", [asked])
    (made,) = record.query("SELECT id FROM call WHERE situation = 'A planted call.'")
    record.add("answer", [answer(made["id"], "2022-11-22", "force", responder="CSTO", **LATER)])
    record.save(tmp_path / "record")
    return tmp_path / "record", str(made["id"])


def test_no_answer_moves_for_a_row_known_a_day_later(local: Callable[[Desk], Talk], planted: tuple[Path, str]) -> None:
    folder, planted_id = planted
    before, after = local(Desk()), local(Desk(record=folder))
    for name, arguments in ASKED:
        assert after.told(name, as_of=DAY, **arguments) == before.told(name, as_of=DAY, **arguments), name
    assert "holds no row" in after.refused("evidence", ids=[planted_id], as_of=DAY)
    assert after.told("evidence", ids=[planted_id], as_of="2022-11-29")["rows"][0]["id"] == planted_id
    with pytest.raises(MCPError, match="holds no row"):
        after.resource(f"foedus://evidence/{planted_id}?as_of={DAY}")
    assert "planted" in str(after.told("timeline", alliance="csto", as_of="2022-11-29"))


def test_a_source_lists_only_rows_known_by_the_day(local: Callable[[Desk], Talk]) -> None:
    talk = local(Desk())
    row = json.loads(talk.resource("foedus://evidence/csto-0159?as_of=2022-11-28"))
    source = row["rows"][0]["source_id"]
    then, now = (json.loads(talk.resource(f"foedus://source/{source}{more}")) for more in (f"?as_of={DAY}", ""))
    assert then["as_of"] == DAY
    assert then["n_rows"] <= now["n_rows"]
    assert set(then["rows"]) <= set(now["rows"])
