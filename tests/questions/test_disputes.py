"""Militarized disputes of an installed data set: counted apart from wars and outbreaks, only where membership is certain."""

from __future__ import annotations

import pytest

from foedus.questions import deterrence, dissent, friction, options
from foedus.questions.headline import ADDS, gaps
from foedus.record import Record
from tests.questions.ask import ask, bare, figure, joined, one, panel_of, record_of
from tests.rows import ORIGIN, Row, conflict, membership

DATA_SET = {
    "title": "MID",
    "kind": "dataset",
    "method": "cow_mid@5.0",
    "known_on": "2000-01-02",
    "known_basis": "inferred",
    "is_verified": True,
}
OUTSIDE, INSIDE = "militarized disputes with outside states", "militarized disputes between members"


def dispute(subject: str, partner: str, year: int, level: float = 4) -> Row:
    return figure(subject, year, level, "mid_hostility", partner=partner, unit="level 1 to 5", method="cow_mid@5.0")


def disputed(record: Record, *rows: Row) -> Record:
    record.add("source", [DATA_SET])
    record.add("indicator", list(rows))
    return record


def test_disputes_with_outsiders_are_a_rate_of_member_years() -> None:
    record = disputed(record_of("AAA"), dispute("AAA", "OUT", 2005), dispute("AAA", "OUT", 2006, 2))
    it = one(ask(deterrence.answer, record), OUTSIDE)
    assert it.n == 2
    assert it.value == pytest.approx(200 / record_years(), rel=0.02)
    assert "(AAA and OUT 2)" in it.sentence
    assert "1 pair of them used force" in it.sentence


def record_years() -> float:
    """From the joining of AAA in the small record to the last year that the disputes cover."""
    return 2006 + 1 - float(membership("AAA")["from_on"][:4])


def test_disputes_between_members_are_friction_and_not_deterrence() -> None:
    record = disputed(record_of("AAA", "BBB"), dispute("BBB", "AAA", 2005))
    assert one(ask(friction.answer, record), INSIDE).value == 1
    assert one(ask(deterrence.answer, record), OUTSIDE).n == 0


def test_the_year_of_joining_and_disputes_of_the_hub_count_nowhere() -> None:
    record = bare("HUB", membership("HUB"), joined("AAA", "2000-07-01"))
    disputed(record, dispute("AAA", "OUT", 2000), dispute("HUB", "OUT", 2003))
    assert one(ask(deterrence.answer, record), OUTSIDE).n == 0


def test_without_the_data_set_nothing_is_said_and_the_gap_is_named() -> None:
    record = record_of("AAA")
    assert not [it for it in ask(deterrence.answer, record) if it.measure == OUTSIDE]
    panel = panel_of(record)
    (told,) = [it.sentence for it in gaps(panel, [], []) if "not installed" in it.sentence]
    assert all(name in told for name in ADDS)
    record.add("source", [DATA_SET])
    (told,) = [it.sentence for it in gaps(panel_of(record), [], []) if "not installed" in it.sentence]
    assert "cow_mid" not in told


def test_dispute_rows_are_no_outbreaks_of_the_record() -> None:
    record = record_of("AAA")
    record.add("conflict", [conflict("AAA", "OUT", "2005-03-01", method="cow_mid@5.0")])
    assert one(ask(deterrence.answer, record), "fighting with outsiders").n == 0


def test_alliances_known_by_number_only_are_no_ties_outside() -> None:
    record = record_of("AAA")
    numbered = {"code": "ATOP 1", "name": "Alliance 1 of ATOP"} | ORIGIN
    record.add("alliance", [numbered])
    record.add("membership", [membership("AAA") | {"alliance": "ATOP 1", "method": "atop@5.1"}])
    assert one(ask(options.answer, record), "ties outside", "AAA").value == 0


def test_roll_calls_of_a_data_set_are_not_the_chosen_resolutions() -> None:
    from tests.rows import resolution, vote

    record = record_of("AAA")
    text = resolution("r", "2009-05-01")
    record.add("resolution", [text])
    ids = [row["id"] for row in record.query("SELECT id FROM resolution")]
    record.add(
        "vote", [vote(ids[0], member, "yes", "2009-05-01") | {"method": "un_votes@1"} for member in ("AAA", "HUB")]
    )
    assert not [it for it in ask(dissent.answer, record) if it.measure == "votes with the hub"]
