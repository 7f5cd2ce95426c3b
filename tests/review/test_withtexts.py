"""An assessment with texts: what moves and why, what the record holds already, what is left out, what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from foedus.assessment import Assessment, Moved, Texts
from foedus.brief import html, jsonform, markdown, terminal
from foedus.build import assess
from foedus.intake.job import Outcome
from foedus.record import Record
from foedus.review.withtexts import With, assess_with, assess_with_read, keep

from .world import held, text, world

DAY = "2022-11-30"
NEW = "Kazakhstan refused to attend the CSTO exercise on Tuesday."
HELD = "Armenia refused to sign the declaration of the CSTO on Wednesday."


def assessed(*texts: tuple[str, Outcome], day: str = DAY, record: Record | None = None) -> With:
    return assess_with_read("csto", list(texts), day, record=record or world())


def told(made: With) -> Texts:
    assert made.after.texts is not None
    return made.after.texts


def moved(made: With, what: str, member: str | None = None) -> Moved:
    return next(it for it in told(made).moved if it.what == what and it.member == member)


def bare(assessment: Assessment) -> tuple[object, ...]:
    return (assessment.headline, assessment.findings, assessment.calls, assessment.timeline, assessment.odds)


def test_a_new_act_moves_a_finding_and_its_sentence_is_named() -> None:
    made = assessed(text(NEW))
    it = moved(made, "dissent: dissenting acts", "KAZ")
    assert it.is_direct
    assert it.value_before == 0 != it.value_after
    (row,) = [row for row in told(made).rows if row.id in it.rows]
    assert (row.sentence, row.became) == (NEW, "new")


def test_an_act_that_the_record_holds_moves_nothing_and_is_said_to_be_there() -> None:
    made = assessed(text(HELD))
    assert bare(made.before) == bare(made.after)
    assert told(made).moved == ()
    assert "already in the record" in told(made).sentence
    (row,) = told(made).rows
    assert row.became == "already in the record"
    assert row.same_as in {it.id for it in made.after.timeline}


def test_an_act_told_by_two_papers_counts_once_and_has_two_sources() -> None:
    one, two = text(NEW), text("Kazakhstan refused to attend the exercises of the CSTO.", "2022-11-23", "Courier")
    made = assessed(one, two)
    assert [it.became for it in told(made).rows].count("new") == 1
    (shown,) = [
        it for it in made.after.evidence if it.made == "machine" and it.id in {row.id for row in made.after.timeline}
    ]
    assert shown.n_sources_read == 2
    assert (
        moved(made, "dissent: dissenting acts", "KAZ").value_after
        == moved(assessed(one), "dissent: dissenting acts", "KAZ").value_after
    )


def test_a_reprint_adds_no_source() -> None:
    rest = " The exercise was to begin in the south of the country after the harvest, and six states had announced troops for it."
    made = assessed(text(NEW + rest), text(NEW + rest + " More follows.", outlet="Courier"))
    machine = [it for it in made.after.evidence if it.made == "machine"]
    assert {it.n_sources_read for it in machine} == {1}


def test_nothing_read_becomes_a_fact_unmarked() -> None:
    made = assessed(text(NEW))
    read = {it.id for it in made.after.evidence if it.made == "machine"}
    assert read
    for finding in made.after.findings:
        assert finding.n_machine_read == len(read & set(finding.evidence))
    assert any(set(gap.evidence) & read and "read by machine" in gap.sentence for gap in made.after.gaps)


@pytest.mark.parametrize("form", ["terminal", "html", "markdown"])
def test_every_form_shows_what_moved_and_the_mark(form: str) -> None:
    after = assessed(text(NEW), text(HELD), text("Belarus left the CSTO.", "2023-01-01")).after
    page = {
        "terminal": lambda: terminal.render(after, 200),
        "html": lambda: html.render(after),
        "markdown": lambda: markdown.render(after),
    }
    shown = page[form]()
    for words in (
        "What the texts moved",
        "machine-read, one source",
        NEW,
        "already in the record",
        "after the as-of day",
        "machine-read",
    ):
        assert words in shown, words


def test_the_json_form_gives_it_back() -> None:
    after = assessed(text(NEW)).after
    assert jsonform.parse(jsonform.render(after)) == after


def test_a_text_of_after_the_day_is_left_out_and_named() -> None:
    made = assessed(text(NEW, "2022-12-01"))
    (it,) = told(made).texts
    assert "2022-12-01, after the as-of day 2022-11-30" in str(it.left_out)
    assert bare(made.before) == bare(made.after)


def test_a_text_without_a_date_is_known_from_today_only() -> None:
    (it,) = told(assessed(text(NEW, None))).texts
    assert "gives no date" in str(it.left_out)


def test_the_same_text_twice_is_taken_once() -> None:
    made = assessed(text(NEW, name="a"), text(NEW, name="b"))
    assert [it.left_out for it in told(made).texts] == [None, "it is the same text as a"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_row_known_later_changes_neither_numbers_nor_matches(order: Sequence[int]) -> None:
    """The act that the text tells stands in the record too, but became known only after the day."""
    record = world()
    late = (date.fromisoformat(DAY) + timedelta(days=1)).isoformat()
    held(
        record,
        "KAZ",
        "CSTO",
        "2022-11-22",
        "refuse_attend",
        "REJECT",
        "Kazakhstan stayed away from the exercise.",
        known_on=late,
    )
    texts = [text(NEW), text(HELD)]
    with_later = assessed(*(texts[at] for at in order), record=record)
    without = assessed(*(texts[at] for at in order))
    assert bare(with_later.after) == bare(without.after)
    assert told(with_later) == told(without)
    the_day_after = assessed(text(NEW), day=late, record=record)
    assert told(the_day_after).moved == ()


def test_one_late_article_does_not_move_every_rate() -> None:
    """The record ends in November 2022; an article of a year later must not make the year between look quiet."""
    made = assessed(text("Kazakhstan refused to attend the CSTO exercise.", "2023-11-20"), day="2023-11-30")
    assert [it for it in told(made).moved if it.kind == "finding"] == []
    assert any("in no rate" in gap.sentence for gap in made.after.gaps)
    assert any(it.date == "2023-11-20" for it in made.after.timeline)


def test_an_article_on_a_call_moves_the_calls() -> None:
    made = assessed(text("Tajikistan asked the CSTO for military help on Tuesday."))
    assert (
        moved(made, "help: calls answered with help", "TJK").label_after
        == "0 of 1 with help; last: no answer in the record"
    )
    assert any(it.kind == "call" and it.before is None for it in told(made).moved)


def test_what_was_read_is_not_in_the_record_that_was_given() -> None:
    record = world()
    before = record.counts()
    assessed(text(NEW), record=record)
    assert record.counts() == before


def test_kept_in_a_new_folder_it_can_be_assessed(tmp_path: Path) -> None:
    base = world()
    made = assess_with_read("csto", [text(NEW), text(HELD)], DAY, record=base)
    keep(made.scratch, tmp_path / "kept", base)
    again = assess("csto", DAY, record=tmp_path / "kept")
    assert bare(again) == bare(made.after)
    assert keep(made.scratch, tmp_path / "kept", base) == {}, "kept twice adds nothing"


def test_kept_in_a_record_of_other_rows_leaves_out_links_to_what_it_does_not_hold(tmp_path: Path) -> None:
    Record.create(tmp_path / "own")
    made = assessed(text(HELD))
    keep(made.scratch, tmp_path / "own", world())
    assert Record.open(tmp_path / "own").counts()["link"] == 0
    assert Record.open(tmp_path / "own").counts()["event"] == 1


def test_a_folder_of_texts_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"DATELINE: 2022-11-24 | Wire\n{NEW}\n", encoding="utf-8")
    made = assess_with("csto", [str(tmp_path)], DAY, record=world())
    assert moved(made, "dissent: dissenting acts", "KAZ").rows
