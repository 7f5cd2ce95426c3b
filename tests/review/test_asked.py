"""Calls and answers made of read acts: by parties and dates, none that is in the record, none twice."""

from __future__ import annotations

from typing import Any

from foedus.review.asked import Asked, rows

from .world import read_row

MEMBERS = frozenset({"ARM", "KAZ", "RUS"})


def asked(calls: tuple[dict[str, Any], ...] = (), answers: tuple[dict[str, Any], ...] = ()) -> Asked:
    return Asked("CSTO", "RUS", MEMBERS, calls, answers)


def made(*events: dict[str, Any], known: Asked | None = None) -> list[tuple[str, dict[str, Any]]]:
    return list(rows(events, known or asked()))


CALL = read_row("ARM", "CSTO", "2022-09-13", "call")
HELD = {"id": "ca-1", "caller": "ARM", "called_on": "2022-09-13"}


def test_a_member_that_asks_the_alliance_or_its_hub_calls() -> None:
    ((table, row),) = made(CALL)
    assert (table, row["caller"], row["addressee"], row["is_formal"]) == ("call", "ARM", "CSTO", False)
    assert [it[0] for it in made(read_row("KAZ", "RUS", "2022-01-05", "call"))] == ["call"]


def test_others_and_other_acts_do_not_call() -> None:
    assert made(read_row("ARM", "FRA", "2022-09-13", "call")) == []
    assert made(read_row("AZE", "CSTO", "2022-09-13", "call")) == []
    assert made(read_row("RUS", "CSTO", "2022-09-13", "call")) == []
    assert made(read_row("ARM", "CSTO", "2022-09-13", "call", modality="announced")) == []


def test_a_call_that_the_record_holds_is_not_made_again() -> None:
    assert made(CALL, known=asked((HELD,))) == []


def test_a_refusal_answers_the_latest_call_of_the_weeks_before() -> None:
    refusal = read_row("RUS", "ARM", "2022-09-20", "refuse_help")
    ((table, row),) = made(refusal, known=asked((HELD,)))
    assert (table, row["call_id"], row["answer_class"], row["responder"]) == ("answer", "ca-1", "declined", "RUS")
    assert made(read_row("RUS", "ARM", "2022-12-20", "refuse_help"), known=asked((HELD,))) == []
    assert made(read_row("RUS", "ARM", "2022-09-01", "refuse_help"), known=asked((HELD,))) == []
    assert made(read_row("FRA", "ARM", "2022-09-20", "refuse_help"), known=asked((HELD,))) == []


def test_a_refusal_answers_a_call_that_was_read_too() -> None:
    found = made(CALL, read_row("RUS", "ARM", "2022-09-14", "refuse_help"))
    assert [table for table, _ in found] == ["call", "answer"]


def test_an_answer_that_the_record_holds_is_not_made_again() -> None:
    answer = {"call_id": "ca-1", "answer_class": "declined", "answered_on": "2022-09-19"}
    assert made(read_row("RUS", "ARM", "2022-09-20", "refuse_help"), known=asked((HELD,), (answer,))) == []
