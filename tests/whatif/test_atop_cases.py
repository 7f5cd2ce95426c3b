"""Attacks on members of defence pacts and who joined: from small rows, and from ATOP where it is at hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.record import Record, embedded
from foedus.sources import source
from foedus.whatif.atop_cases import from_rows
from tests.rows import Row, conflict, indicator, membership

PACT = "ATOP 9001"


def treaties(*members: str) -> list[tuple[str, Row]]:
    """A defence pact of these states since 1990."""
    spells = [("membership", membership(member, alliance=PACT, method="atop@5.1")) for member in members]
    code = indicator("POL", 1990, 1.0, name="atop_defense", partner=PACT)
    return [*spells, ("indicator", code)]


def war(a: str, b: str, year: int, number: int = 7, kind: str = "between states", helper: str = "") -> Row:
    """A conflict-year, known in June of the year after."""
    note = f"UCDP conflict {number}, {kind}: 25 deaths or more in the year" + (
        f"; {helper} sent troops in support" if helper else ""
    )
    return conflict(
        a, b, str(year), note=note, method="ucdp@25.1", known_on=date(year + 1, 6, 30), id=f"co-{a}{b}{year}"
    )


def test_an_attack_is_answered_where_the_hub_sends_troops_in_that_year_or_the_next() -> None:
    pact = treaties("USA", "POL", "TUR")
    rows = [war("POL", "IRN", 2003), war("IRN", "USA", 2004, helper="USA"), war("POL", "IRN", 2004)]
    made = from_rows(pact, rows)
    assert list(zip(made.callers, made.hubs, made.kinds, made.given, made.hub_given, strict=True)) == [
        ("290", "2", "outside", 1.0, 1.0)
    ]
    assert from_rows(pact, [rows[0]]).given.tolist() == [0.0]
    assert from_rows(pact, rows, date(2005, 6, 29)).given.tolist() == [0.0], "the answer was published a day later"
    assert from_rows(pact, rows, date(2004, 6, 29)).given.tolist() == []


def test_an_ally_that_is_not_the_hub_counts_as_help_by_an_ally_only() -> None:
    made = from_rows(treaties("USA", "POL", "TUR"), [war("POL", "IRN", 2003), war("IRN", "TUR", 2003, helper="TUR")])
    assert (made.given.tolist(), made.hub_given.tolist()) == ([1.0], [0.0])


def test_wars_inside_and_among_members_are_told_apart_and_the_hubs_own_left_out() -> None:
    pact = treaties("USA", "POL", "TUR")
    rows = [war("POL", "rebels", 2003, 1, "inside a state"), war("POL", "TUR", 2004, 2), war("IRN", "USA", 2005, 3)]
    made = from_rows(pact, rows)
    assert sorted(zip(made.callers, made.kinds, strict=True)) == [
        ("290", "inside"),
        ("290", "member"),
        ("640", "member"),
    ]


def test_atop_and_ucdp_as_they_are(shared: Path) -> None:
    path = shared / "data" / "atop5_1m.csv.gz"
    if not path.exists():
        pytest.skip("needs atop5_1m.csv.gz in the shared data folder")
    record = Record.open(*embedded.folders())
    rows = record.query("SELECT * FROM conflict WHERE starts_with(method, 'ucdp@')")
    made = from_rows(list(source("atop").load([path]).rows), rows)
    outside = (made.kinds == "outside") & (made.hubs != "")
    assert (len(made), int(outside.sum()), int(made.hub_given[outside].sum())) == (408, 18, 0)
