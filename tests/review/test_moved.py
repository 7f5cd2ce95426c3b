"""What differs between two assessments, and which rows did it."""

from __future__ import annotations

from dataclasses import replace

from foedus.assessment import Assessment, Claim
from foedus.review.moved import moved
from tests.brief.sample import sample


def changed(**changes: object) -> Assessment:
    """The sample with another value and sentence for its first finding."""
    made = sample()
    first = replace(made.findings[0], **changes)  # type: ignore[arg-type]
    return replace(made, findings=(first, *made.findings[1:]))


def test_nothing_moves_where_nothing_differs() -> None:
    assert moved(sample(), sample(), ["ev-1"]) == ()


def test_a_row_among_the_evidence_moved_it_directly() -> None:
    after = changed(sentence="Otherwise.", evidence=(*sample().findings[0].evidence, "ev-new"))
    (it,) = moved(sample(), after, ["ev-new", "ev-other"])
    assert (it.rows, it.is_direct, it.after) == (("ev-new",), True, "Otherwise.")


def test_without_evidence_the_rows_are_left_out_in_turn() -> None:
    after = changed(sentence="Otherwise.", value=9.0)
    asked: list[str] = []

    def without(id_: str) -> Assessment:
        asked.append(id_)
        return sample() if id_ == "ev-b" else after

    (it,) = moved(sample(), after, ["ev-a", "ev-b"], without)
    assert (it.rows, it.is_direct, asked) == (("ev-b",), False, ["ev-a", "ev-b"])


def test_a_value_moves_where_the_sentence_does_not() -> None:
    before = sample().findings[0]
    (it,) = moved(sample(), changed(value=(before.value or 0) + 1), [])
    assert it.value_after == (it.value_before or 0) + 1


def test_a_line_of_the_headline_that_goes_is_told() -> None:
    after = replace(sample(), headline=sample().headline[1:])
    assert any(it.kind == "headline" and it.after is None for it in moved(sample(), after, []))


def test_a_line_that_repeats_a_finding_is_told_once() -> None:
    def with_line(sentence: str) -> Assessment:
        made = changed(sentence=sentence)
        return replace(made, headline=(*made.headline, Claim(sentence, ())))

    assert [it.kind for it in moved(with_line("One act."), with_line("Two acts."), [])] == ["finding"]
