"""Deadlines and days to come: what must be over by a date did not happen on it, and what is planned is not told as done."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.check import check
from foedus.check.deadlines import deadlines_in, has_deadline, is_bound
from foedus.record import Record
from foedus.record.embedded import folders as folders_of
from foedus.shelf.place import folders
from tests.check.world import desk, queries

pytest.importorskip("spacy", reason="checking needs the extra `text`")


@pytest.fixture(scope="module")
def embedded() -> Record:
    """The record that ships."""
    return Record.open(*folders_of(folders()))


@pytest.mark.parametrize(
    ("before", "is_deadline"),
    [
        ("decided to move by the end of ", True),
        ("prolonged until ", True),
        ("no later than ", True),
        ("to be out by mid-", True),
        ("ahead of ", True),
        ("attacked by the army on ", False),
        ("decided in ", False),
        ("since ", False),
    ],
)
def test_what_stands_before_a_date_makes_it_a_deadline(before: str, is_deadline: bool) -> None:
    assert is_bound(f"{before}July 2024", len(before)) is is_deadline


def test_a_deadline_is_no_date_of_the_act() -> None:
    text = "Belarus promised in May 2000 to sign the declaration by 30 June 2000."
    (query,) = queries(text, desk())
    assert query.days == ("2000-05",)
    assert query.deadlines == ("2000-06-30",)


def test_deadlines_of_a_row_count_from_its_day() -> None:
    found = deadlines_in("Twelve members decide to move the seat by the end of October.", date(1990, 9, 10))
    assert found == ((date(1990, 10, 1), date(1990, 10, 31)),)
    assert has_deadline("Soviet troops would leave by the middle of the following year.")
    assert not has_deadline("It was attacked by the army in 1990.")


@pytest.mark.parametrize(
    ("day", "alliance", "text", "outcomes"),
    [
        (
            "1990-09-11",
            "arab-league",
            "Twelve members decided to move the seat to Cairo by the end of October.",
            {"supported"},
        ),
        (
            "1990-09-11",
            "arab-league",
            "Twelve members decided to move the seat to Cairo by the end of November.",
            {"partly"},
        ),
        (
            "1996-02-01",
            "csto",
            "On 19 January 1996 the mandate of the peacekeepers was prolonged until 31 December.",
            {"partly"},
        ),
        (
            "1996-02-01",
            "csto",
            "On 19 January 1996 the mandate of the peacekeepers was prolonged until 30 June.",
            {"supported"},
        ),
        (
            "2024-01-29",
            "ecowas",
            "The mandate of the mission was extended until July 2024.",
            {"not_in_record", "partly"},
        ),
        ("2022-11-28", "csto", "Belarus takes over the chairmanship on 1 January 2023.", {"not_in_record", "partly"}),
        (
            "2022-01-12",
            "csto",
            "The peacekeepers leave Kazakhstan on 13 January.",
            {"supported", "partly", "not_in_record"},
        ),
    ],
)
def test_deadlines_and_plans_against_the_record(
    embedded: Record, day: str, alliance: str, text: str, outcomes: set[str]
) -> None:
    claims = check(text, dateline=day, alliance=alliance, as_of=day, record=embedded).claims
    assert claims
    assert {it.then.outcome for it in claims} <= outcomes


def test_what_is_told_as_done_of_a_day_to_come_is_later_knowledge(embedded: Record) -> None:
    text = "Belarus took over the chairmanship on 1 January 2023."
    claims = check(text, dateline="2022-11-28", alliance="csto", as_of="2022-11-28", record=embedded).claims
    assert [(it.then.outcome, it.then.wrong) for it in claims] == [("contradicted", ("knowledge",))]


SENT = "The allies sent peacekeepers"


@pytest.mark.parametrize(
    ("day", "alliance", "text", "kind", "outcomes"),
    [
        ("1990-08-13", "arab-league", "Egyptian and Moroccan units were arriving by Saturday.", "answer", {"supported"}),
        ("2022-01-12", "csto", f"{SENT} to Kazakhstan on 6 January.", "answer", {"supported"}),
        ("2022-01-12", "csto", f"{SENT} to Kazakhstan on 9 January.", "answer", {"partly"}),
        ("2001-05-20", "csto", "A memorandum on making the treaty work better was agreed in Minsk in May 2000.", "date", set()),
        ("1989-12-27", "warsaw-pact", "The pact was prolonged in April 1985 for two decades.", "act", {"supported"}),
        ("1989-12-27", "warsaw-pact", "The pact was prolonged in April 1985 for three decades.", "act", {"contradicted"}),
        ("2018-12-01", "sadc", "The bloc wound up its force in Lesotho, which departed on 20 November.", "membership", set()),
    ],
)  # fmt: skip
def test_days_and_terms_of_what_was_done(
    embedded: Record, day: str, alliance: str, text: str, kind: str, outcomes: set[str]
) -> None:
    claims = check(text, dateline=day, alliance=alliance, as_of=day, record=embedded).claims
    found = {it.then.outcome for it in claims if it.kind == kind}
    assert found <= outcomes
    assert bool(found) == bool(outcomes)


def test_what_was_over_by_a_day_that_has_passed_is_no_later_knowledge(embedded: Record) -> None:
    text = "Russian peacekeepers left Kazakhstan by 19 January 2022."
    claims = check(text, dateline="2022-11-28", alliance="csto", as_of="2026-11-27", record=embedded).claims
    assert "contradicted" not in {it.now.outcome for it in claims}


@pytest.mark.parametrize(
    "words",
    [
        "on 29 February",
        "will leave on 29 February",
        "had left by 29 February",
        "by 29 February",
        "until 29 February",
        "on 29 February last year",
    ],
)
@pytest.mark.parametrize("day", ["2022-11-28", "2023-03-01", "2024-02-20", "2024-03-10"])
@pytest.mark.parametrize("before", ["", "In 2021 they had come. "])
def test_a_leap_day_without_its_year_is_read(embedded: Record, words: str, day: str, before: str) -> None:
    text = f"{before}The peacekeepers of the CSTO went home {words}."
    assert check(text, dateline=day, alliance="csto", as_of=day, record=embedded).dateline == day
