"""Days counted from what a claim names, against the rows that tell of it; and claims of another day than the row's."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.check.judge.act import ruled
from foedus.check.judge.counted import counted, counted_parts
from foedus.check.types import Query
from tests.check.world import desk, queries

pytest.importorskip("spacy", reason="checking needs the extra `text`")


@pytest.mark.parametrize(
    ("sentence", "days", "of"),
    [
        ("It signed two days after the Armenian request.", 2.0, "the Armenian request"),
        ("A week after the summit in Minsk it left.", 7.0, "the summit in Minsk it left"),
        ("It signed 3 days before the summit in Minsk.", -3.0, "the summit in Minsk"),
        ("It signed ten days following the call, they said.", 10.0, "the call"),
    ],
)
def test_a_length_of_time_counts_from_what_is_named(sentence: str, days: float, of: str) -> None:
    found = counted(Query("act", sentence=sentence, detail=sentence))
    assert found is not None
    assert (found.days, found.of) == (days, of)


@pytest.mark.parametrize(
    "sentence",
    ["It signed two days later.", "It signed two days after that.", "It spoke a month before of war.", "It signed."],
)
def test_nothing_named_nothing_counted(sentence: str) -> None:
    assert counted(Query("act", sentence=sentence, detail=sentence)) is None


@pytest.mark.parametrize(
    ("text", "bearing"),
    [
        ("Belarus refused to sign the declaration five days after the Armenian call.", {"borne"}),
        ("Belarus refused to sign the declaration two months after the Armenian call.", {"open"}),
        ("Belarus refused to sign the declaration five days before the Armenian call.", {"open"}),
        ("Belarus refused to sign the declaration five days after the Brazilian carnival.", set()),
    ],
)
def test_against_the_rows_of_what_is_named(text: str, bearing: set[str]) -> None:
    at = desk()
    (query,) = queries(text, at)
    fact = next(it for it in at.facts if it.act == "refuse_sign")
    query = Query("act", sentence=text, detail=query.detail)
    assert {it for it, _ in counted_parts(query, fact, at)} == bearing


@pytest.mark.parametrize(
    "text",
    ["Belarus refused to sign the declaration on 12 June 1999.", "Observers were sent to Armenia on 12 June 1999."],
)
def test_another_day_is_never_borne_out(text: str) -> None:
    at = desk()
    for query in queries(text, at):
        found = ruled(query, at)
        assert found.outcome in ("partly", "contradicted")
        assert found.wrong == ("date",)


def test_rows_after_the_horizon_are_no_anchor() -> None:
    at = desk(horizon="2000-05-04")
    assert at.horizon == date(2000, 5, 4)
    fact = next(it for it in at.facts if it.act == "refuse_sign")
    text = "Belarus refused to sign the declaration two months after the Armenian call."
    assert counted_parts(Query("act", sentence=text, detail=text), fact, at) == []
