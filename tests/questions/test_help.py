"""Was help asked for, and given: the class of each call, the share helped, the wait, and rates of the literature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.intervals import share_interval
from foedus.questions.help import answer, outcomes, wait_words
from foedus.record import Record
from tests.questions.ask import (
    DAY,
    THIN_RECORDS,
    ask,
    ask_panel,
    evidence_of,
    one,
    panel_of,
    quick,
    record_of,
    thin_panel,
    what_is_known_later_changes_nothing,
)
from tests.rows import act, add, call, indicator, link, obligation
from tests.rows import answer as reply


def called(record: Record, caller: str, called_on: str, *answers: tuple[str, str], **given: object) -> str:
    """A call, with the date and class of each answer to it; keys are the date, and the date and class."""
    made = add(record, "call", **call(caller, called_on, key=f"{caller} {called_on}", **given))
    for answered_on, answer_class in answers:
        key = f"{caller} {called_on} {answer_class}"
        record.add("answer", [reply(made, answered_on, answer_class, key=key)])
    return made


def five_calls() -> Record:
    record = record_of("AAA", "BBB")
    called(record, "AAA", "2000-01-01", ("2000-01-04", "political"), ("2000-01-11", "force"))
    called(record, "AAA", "2005-03-01", ("2005-03-01", "mission"), ("2005-03-02", "declined"))
    called(record, "AAA", "2009-09-13")
    called(record, "BBB", "2003", ("2003-06-01", "material"), addressee="HUB")
    called(record, "BBB", "2010-05-05", ("2010-05-04", "declined"), ("2010-05-06", "humanitarian"), is_formal=False)
    return record


def test_a_call_is_worth_the_strongest_class_of_its_answers() -> None:
    # The order is force, mission, material, declined, political, humanitarian.
    told = [(it.call["called_on"], it.overall_class, it.wait_days) for it in outcomes(panel_of(five_calls()))]
    assert told == [
        ("2000-01-01", "force", (10, 10)),
        ("2003", "material", (-213, 151)),
        ("2005-03-01", "mission", (0, 0)),
        ("2009-09-13", "none", None),
        ("2010-05-05", "declined", (-1, -1)),
    ]


def test_the_share_of_calls_answered_with_help() -> None:
    record = five_calls()
    found = one(ask(answer, record), "calls answered with help")
    # Force, mission and material: 3 of 5.
    assert (found.value, found.n, (found.low, found.high)) == (0.6, 5, share_interval(3, 5))
    assert found.sentence == (
        "Of 5 calls for help by members, to the alliance or to the hub, 3 were answered with force, a mission or material "
        "(60%, 95% interval 15% to 95%), 1 of them with force."
    )
    assert evidence_of(found, record) == {
        "AAA 2000-01-01",
        "AAA 2000-01-01 force",
        "AAA 2005-03-01",
        "AAA 2005-03-01 mission",
        "AAA 2009-09-13",
        "BBB 2003",
        "BBB 2003 material",
        "BBB 2010-05-05",
        "BBB 2010-05-05 declined",
    }


def test_formal_calls_to_the_alliance_are_counted_apart() -> None:
    # BBB called the hub in 2003, and informally in 2010: AAA's three are left, two of them helped.
    found = one(ask(answer, five_calls()), "formal calls answered with help")
    assert (found.value, found.n) == pytest.approx((2 / 3, 3))
    assert found.sentence.startswith("Of 3 calls made formally to the alliance itself, 2 were answered with")


def test_the_median_wait_is_over_calls_dated_closely() -> None:
    record = five_calls()
    found = one(ask(answer, record), "days to answer")
    # -1, 0 and 10 days; the call of "2003" may have come before or after its answer, and one has none.
    assert (found.value, found.n, found.label) == (0.0, 3, "median 0 days")
    assert found.sentence == (
        "Over 3 calls where both dates are known closely, the deciding answer came on the day of the call at the median "
        "(from 1 day before it to 10 days after it). Calls without an answer are not in it."
    )
    assert not {"BBB 2003", "AAA 2009-09-13"} & evidence_of(found, record)


def test_one_wait_has_no_median() -> None:
    record = record_of("AAA")
    called(record, "AAA", "2009-01-01", ("2009-01-02", "political"))
    found = one(ask(answer, record), "days to answer")
    assert found.sentence.startswith(
        "Over 1 call where both dates are known closely, the deciding answer came 1 day after it."
    )
    assert (found.label, found.value) == ("1 day", 1.0)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "on the day of the call"),
        (1, "1 day after it"),
        (-1, "1 day before it"),
        (-30, "30 days before it"),
        (2.5, "2.5 days after it"),
    ],
)
def test_a_wait_below_zero_is_said_as_before(days: float, words: str) -> None:
    assert wait_words(days) == words


@pytest.mark.parametrize(
    ("answers", "sentence", "label"),
    [
        ((), "AAA called once; none were answered with force, a mission or material. Its latest call, of 5 May 2009, has no "
         "answer in the record.", "0 of 1 with help; last: no answer in the record"),
        ((("2009-05", "political"),), "AAA called once; none were answered with force, a mission or material. Its latest "
         "call, of 5 May 2009, was answered by XYZ in May 2009: political only.", "0 of 1 with help; last: political only"),
        ((("2009-05-06", "mission"),), "AAA called once; 1 was answered with force, a mission or material. Its latest call, "
         "of 5 May 2009, was answered by XYZ on 6 May 2009: a mission, no force.",
         "1 of 1 with help; last: a mission, no force"),
    ],
)  # fmt: skip
def test_a_members_calls(answers: tuple[tuple[str, str], ...], sentence: str, label: str) -> None:
    record = record_of("AAA")
    called(record, "AAA", "2009-05-05", *((on, name) for on, name in answers))
    found = one(ask(answer, record), "calls answered with help", "AAA")
    assert (found.sentence, found.label, found.n) == (sentence, label, 1)
    none = one(ask(answer, record), "calls answered with help", "HUB")
    assert (none.sentence, none.value, none.low) == ("The record holds no call for help by HUB.", None, None)


def test_the_answer_of_whoever_was_asked_decides_before_that_of_another() -> None:
    record = record_of("AAA")
    made = called(record, "AAA", "2009-01-01")
    record.add("answer", [reply(made, "2009-01-02", "force", responder="BBB"), reply(made, "2009-01-09", "force")])
    (it,) = outcomes(panel_of(record))
    assert it.deciding is not None
    assert (it.deciding["responder"], it.wait_days) == ("XYZ", (8, 8))


def test_answers_to_a_corrected_call_or_one_told_twice_are_kept() -> None:
    record = record_of("AAA")
    old = called(record, "AAA", "2009-01-01", ("2009-01-05", "force"))
    new = called(record, "AAA", "2009-01-02")
    again = called(record, "AAA", "2009-01-03", ("2009-01-06", "political"))
    assert len(outcomes(panel_of(record))) == 3
    record.add("link", [link(new, "supersedes", old, "2009-02-01"), link(again, "duplicates", new, "2009-02-01")])
    (it,) = outcomes(panel_of(record))
    assert (it.call["id"], it.overall_class, len(it.answers)) == (new, "force", 2)
    found = one(ask(answer, record), "calls answered with help")
    assert (found.n, found.value) == (1, 1.0)


def test_a_corrected_answer_counts_once() -> None:
    record = record_of("AAA")
    made = called(record, "AAA", "2009-01-01", ("2009-01-05", "force"))
    called(record, "AAA", "2009-02-01")
    right = add(record, "answer", **reply(made, "2009-01-05", "political"))
    wrong = record.as_of(DAY).find("AAA 2009-01-01 force")[1]["id"]
    record.add("link", [link(right, "supersedes", wrong, "2009-02-01")])
    found = one(ask(answer, record), "calls answered with help")
    assert (found.value, found.n) == (0.0, 2)
    # None of 2: the upper bound is 1 - .025 ** (1 / 2) = .84.
    assert found.sentence == (
        "Of 2 calls for help by members, to the alliance or to the hub, none were answered with force, a mission or material "
        "(0%, 95% interval 0% to 84%)."
    )


def test_rates_of_the_literature_have_intervals_where_they_have_counts() -> None:
    record = record_of("AAA")
    counted = indicator("commitments in war", 1990, 0.5, n_events=5, n_cases=10)
    old, late = indicator("commitments of old", 1990, 0.75), indicator("commitments of late", 1990, 0.7, n_cases=9)
    record.add("indicator", [counted, old, late, indicator("trade", 1990, 3.0, name="trade_usd")])
    record.add("indicator", [indicator("neutrality pacts in war", 1990, 0.8)])
    found = {it.label: it for it in ask(answer, record) if it.measure == "rate in the literature"}
    assert found["50%"].sentence == (
        "For comparison, by the study's own definition of honouring a commitment: commitments in war, 50% (5 of 10, 95% "
        "interval 19% to 81%)."
    )
    assert (found["50%"].n, found["75%"].n, found["75%"].low) == (10, 0, None)
    assert found["75%"].sentence.endswith("commitments of old, about 75% (not recomputed here).")
    assert set(found) == {"50%", "75%", "70%"}, "a rate of a kind of pact that this one is not is left out"


@pytest.mark.parametrize("name", THIN_RECORDS)
def test_a_record_without_calls_says_so(name: str) -> None:
    found = one(ask_panel(answer, thin_panel(name)), "calls answered with help")
    assert found.sentence == (
        "The record holds no call for help by members, to the alliance or to the hub known by 31 December 2010."
    )
    assert (found.value, found.n, found.evidence, found.is_thin) == (None, 0, (), True)


@given(st.data())
@quick
def test_later_knowledge_changes_nothing(data: st.DataObject) -> None:
    what_is_known_later_changes_nothing(answer, data)


def test_a_call_for_consultation_is_met_by_a_meeting() -> None:
    record = record_of("AAA", "BBB")
    record.add("obligation", [obligation("consultation", "4"), obligation("defence", "5")])
    for on, basis, answered in (
        ("2005-01-01", "Article 4 of the treaty", "political"),
        ("2006-01-01", "Article 4 of the treaty", None),
        ("2007-01-01", "Article 5 of the treaty", "political"),
        ("2008-01-01", "Articles 4 and 5", "political"),
    ):
        called(record, "AAA", on, *([(on, answered)] if answered else []), legal_basis=basis)
    found = one(ask(answer, record), "calls for consultation that were met")
    assert (found.value, found.n) == (0.5, 2)
    assert found.sentence.startswith(
        "2 calls of these invoked an article that promises consultation, not help; 1 of them was"
    )


def test_a_member_that_joined_the_call_of_another_did_not_stay_silent() -> None:
    record = record_of("AAA", "BBB", acts=[act("BBB", "XYZ", "2010-02-01", "call")])
    found = one(ask(answer, record), "calls answered with help", "BBB")
    assert found.sentence == (
        "The record holds no call by BBB alone; it joined one that another made, the latest on 1 February 2010."
    )
