"""The ledger of calls: newest first, each with its answers, what they amount to, and each side's version."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.questions.ledger import ledger
from tests.questions.ask import (
    THIN_RECORDS,
    panel_of,
    quick,
    record_of,
    thin_panel,
    what_is_known_later_changes_nothing,
)
from tests.rows import act, add, answer, call, link, statement


def test_calls_are_listed_newest_first_with_their_answers_oldest_first() -> None:
    record = record_of("AAA", "BBB")
    first = add(record, "call", **call("AAA", "2005-03-01"))
    add(record, "call", **call("BBB", "2009-05", known_on="2009-06-01"))
    replies = [answer(first, "2005-03-20", "force"), answer(first, "2005-03-02", "political", responder="HUB")]
    record.add("answer", replies)
    newest, oldest = ledger(panel_of(record))
    assert (newest.date, newest.overall_class, newest.answered_on, newest.wait_days_low) == (
        "2009-05",
        "none",
        None,
        None,
    )
    assert [(it.date, it.responder, it.answer_class) for it in oldest.answers] == [
        ("2005-03-02", "HUB", "political"),
        ("2005-03-20", "XYZ", "force"),
    ]
    # From 1 to 20 March.
    assert (oldest.overall_class, oldest.answered_on) == ("force", "2005-03-20")
    assert (oldest.wait_days_low, oldest.wait_days_high) == (19, 19)


@pytest.mark.parametrize(
    ("called_on", "answered_on", "low", "high"),
    [
        ("2009-03-01", "2009-03-01", 0, 0),
        ("2009-03-02", "2009-03-01", -1, -1),
        # 10 March to 1 and to 30 April.
        ("2009-03-10", "2009-04", 22, 51),
        # Some day of March to some day of March.
        ("2009-03", "2009-03", -30, 30),
    ],
)
def test_the_wait_is_as_wide_as_the_dates_are_vague(called_on: str, answered_on: str, low: int, high: int) -> None:
    record = record_of("AAA")
    made = add(record, "call", **call("AAA", called_on))
    record.add("answer", [answer(made, answered_on, "mission")])
    (it,) = ledger(panel_of(record))
    assert (it.wait_days_low, it.wait_days_high) == (low, high)


def test_with_a_member_only_its_own_calls() -> None:
    record = record_of("AAA", "BBB")
    record.add(
        "call", [call("AAA", "2009-01-01"), call("BBB", "2009-01-02"), call("AAA", "2009-01-03", alliance="ABC")]
    )
    assert [it.date for it in ledger(panel_of(record), "AAA")] == ["2009-01-01"]


def test_an_answer_is_there_from_the_day_it_became_known() -> None:
    record = record_of("AAA")
    made = add(record, "call", **call("AAA", "2009-01-01"))
    record.add("answer", [answer(made, "2009-01-05", "force", known_on="2009-02-01")])
    for day, overall in ((date(2009, 1, 31), "none"), (date(2009, 2, 1), "force")):
        (it,) = ledger(panel_of(record, day))
        assert it.overall_class == overall


def test_versions_belong_to_the_calls_own_event() -> None:
    record = record_of("AAA", "BBB")
    old, new = (add(record, "event", **act("AAA", "XYZ", "2009-01-01", "call", sentence=text)) for text in ("A.", "B."))
    record.add("call", [call("AAA", "2009-01-01", event_id=new), call("BBB", "2009-01-02")])
    said = [statement("HUB", "2009-01-02", event_id=old), statement("HUB", "2009-01-03", content="Of no event.")]
    record.add("statement", [row | {"is_version": True} for row in said])
    record.add("link", [link(new, "supersedes", old, "2009-01-04")])
    without, with_one = ledger(panel_of(record))
    # What was said of the corrected row is said of the one that stands; a version of no event belongs to no call.
    assert (without.caller, without.versions) == ("BBB", ())
    assert [version.sentence for version in with_one.versions] == ["HUB said so."]


def test_a_call_told_twice_is_one_call_with_the_answers_of_both() -> None:
    record = record_of("AAA")
    first, second = (
        add(record, "call", **call("AAA", "2009-01-01", situation=text)) for text in ("as one", "as another")
    )
    record.add("answer", [answer(first, "2009-01-02", "political"), answer(second, "2009-01-03", "mission")])
    record.add("link", [link(second, "duplicates", first, "2009-02-01")])
    (it,) = ledger(panel_of(record))
    assert (it.id, it.overall_class, len(it.answers)) == (first, "mission", 2)


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_a_record_without_calls_has_an_empty_ledger(name: str) -> None:
    assert ledger(thin_panel(name)) == ()


@given(st.data())
@quick
def test_later_knowledge_changes_nothing(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(ledger, data)
