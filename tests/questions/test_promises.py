"""What did they promise: obligations by kind, the notice for leaving, and since when each member is bound."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.questions.promises import answer
from foedus.record import Record
from tests.questions.ask import (
    DAY,
    THIN_RECORDS,
    ask,
    ask_panel,
    evidence_of,
    one,
    quick,
    record_of,
    rejoined,
    thin_panel,
    what_is_known_later_changes_nothing,
)
from tests.rows import ids, link, obligation


def treaty() -> Record:
    """Two clauses of defence, one of aid, one on leaving that was not read, and what must not count."""
    record = record_of("AAA", "BBB")
    record.add(
        "obligation",
        [
            obligation("defence", "4(1)", key="4(1)"),
            obligation(
                "defence", "2", key="p2", instrument="Protocol 2000", signed_on="2000-05", known_on="2000-06-01"
            ),
            obligation("aid", "4(2)", key="4(2)"),
            obligation("withdrawal-notice", "11", key="11", notice_months=6, is_verified=False),
            obligation("aid", "1", key="other", alliance="ABC"),
            obligation("aid", "9", key="later", known_on="2011-01-01"),
        ],
    )
    return record


def test_obligations_are_counted_by_kind_and_instrument() -> None:
    record = treaty()
    found = one(ask(answer, record), "obligations")
    assert found.sentence == (
        "The record holds 4 obligations of XYZ in 2 instruments (Treaty 1990, Protocol 2000), by kind: defence 2, aid 1, "
        "withdrawal-notice 1; for 1 of them no page was opened."
    )
    assert (found.value, found.n, found.unit, found.label) == (4.0, 4, "obligations", "4 obligations")
    assert evidence_of(found, record) == {"4(1)", "4(2)", "p2", "11"}
    assert not found.is_thin


def test_each_clause_of_help_is_shown_with_its_article() -> None:
    found = ask(answer, treaty())
    clauses = [(it.measure, it.sentence, it.n) for it in found if it.measure.endswith("clause")]
    assert clauses == [
        ("defence clause", "Treaty 1990, Article 4(1) (defence): Members are bound by Article 4(1).", 1),
        ("defence clause", "Protocol 2000, Article 2 (defence): Members are bound by Article 2.", 1),
        ("aid clause", "Treaty 1990, Article 4(2) (aid): Members are bound by Article 4(2).", 1),
    ]


def test_a_corrected_clause_and_one_told_twice_count_once() -> None:
    record = record_of("AAA")
    for number, paraphrase in enumerate(("Right.", "Wrong.", "Right again.")):
        record.add("obligation", [obligation("aid", "4", key=str(number), paraphrase=paraphrase)])
    right, wrong, again = (record.as_of(DAY).find(str(number))[1]["id"] for number in range(3))
    record.add("link", [link(right, "supersedes", wrong, "1995-01-01"), link(again, "duplicates", right, "1996-01-01")])
    assert evidence_of(one(ask(answer, record), "obligations"), record) == {"0"}
    assert one(ask(answer, record, date(1994, 1, 1)), "obligations").n == 3


@pytest.mark.parametrize(
    ("months", "sentence", "label"),
    [
        ((6,), "On leaving (Treaty 1990, Article 1): Members are bound by Article 1.", "6 months' notice"),
        ((1,), "On leaving (Treaty 1990, Article 1): Members are bound by Article 1.", "1 month's notice"),
        (
            (12, 6),
            "On leaving (Treaty 1990, Article 1; Treaty 1990, Article 2): Members are bound by Article 1. "
            "Members are bound by Article 2.",
            "12 months' notice",
        ),
        (
            (),
            "The record does not say what notice a member of XYZ must give before leaving.",
            "notice not in the record",
        ),
    ],
)
def test_the_notice_for_leaving(months: tuple[int, ...], sentence: str, label: str) -> None:
    record = record_of("AAA")
    rows = [obligation("withdrawal-notice", str(n), notice_months=it) for n, it in enumerate(months, start=1)]
    record.add("obligation", rows)
    found = one(ask(answer, record), "notice to leave")
    assert (found.sentence, found.label, found.n) == (sentence, label, len(months))
    assert found.value == (max(months) if months else None)
    assert set(found.evidence) == set(ids(record, "obligation"))
    assert found.is_thin is not bool(months)


def test_each_member_is_bound_since_its_present_spell() -> None:
    record = rejoined()
    record.add("obligation", [obligation("defence", "4"), obligation("term", "11", notice_months=6)])
    found = ask(answer, record)
    # AAA left in 2005 and came back on 1 July 2009; one clause is on defence or aid.
    again, always = one(found, "bound since", "AAA"), one(found, "bound since", "BBB")
    assert again.sentence == (
        "AAA has been a member since 1 July 2009; the record holds 1 clause on defence or aid that binds the members."
    )
    assert (again.label, always.label) == ("since 2009, 6 months' notice", "since 1990, 6 months' notice")
    assert (again.value, again.n) == (1.0, 1)
    assert [it.member for it in ask(answer, record, date(2007, 1, 1)) if it.member] == ["BBB", "HUB"]


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_a_record_without_obligations_says_so(name: str) -> None:
    found = one(ask_panel(answer, thin_panel(name)), "obligations")
    assert found.sentence == "The record holds no obligation of XYZ known by 31 December 2010."
    assert (found.value, found.n, found.evidence, found.is_thin) == (0.0, 0, (), True)


@given(st.data())
@quick
def test_later_knowledge_changes_nothing(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(answer, data)
