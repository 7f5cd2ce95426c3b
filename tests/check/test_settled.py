"""One clause read twice, exactly and as a plain act: which of the two readings is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foedus.check.run import settled
from foedus.check.types import Claim, Kind, Outcome, Verdict


def _claim(kind: Kind, then: Outcome, now: Outcome | None = None, start: int = 0, end: int = 40) -> Claim:
    first, last = (Verdict(it, "", "2020-01-01", (), ()) for it in (then, now or then))
    return Claim(f"cl-{kind}-{start}", 1, start, end, "words", kind, "says", "", {}, "rules", first, last)


@pytest.mark.parametrize("kind", ["call", "answer", "vote", "membership", "obligation", "date"])
def test_an_exact_reading_that_rows_decide_is_told_alone(kind: Kind) -> None:
    kept = settled([_claim(kind, "contradicted"), _claim("act", "supported")])
    assert [it.kind for it in kept] == [kind]


def test_an_exact_reading_that_only_later_rows_decide_is_told_alone() -> None:
    kept = settled([_claim("answer", "not_in_record", "contradicted"), _claim("act", "supported")])
    assert [it.kind for it in kept] == ["answer"]


@pytest.mark.parametrize("outcome", ["supported", "partly", "contradicted"])
def test_where_no_row_decides_the_exact_reading_rows_may_decide_the_act(outcome: Outcome) -> None:
    kept = settled([_claim("answer", "not_in_record"), _claim("act", outcome)])
    assert [it.kind for it in kept] == ["act"]


def test_where_no_row_decides_either_the_exact_reading_stands() -> None:
    kept = settled([_claim("vote", "not_in_record"), _claim("act", "not_in_record")])
    assert [it.kind for it in kept] == ["vote"]


def test_clauses_beside_each_other_are_both_told() -> None:
    claims = [_claim("call", "supported", end=40), _claim("act", "not_in_record", start=30, end=90)]
    assert settled(claims) == tuple(claims)


def test_both_readings_stay_where_one_is_borne_out_and_the_plain_one_is_excluded() -> None:
    kept = settled([_claim("call", "supported"), _claim("act", "contradicted")])
    assert [it.kind for it in kept] == ["call", "act"]


@pytest.mark.parametrize(("wrong", "kinds"), [("number", ["call", "act"]), ("act", ["call"])])
def test_a_number_that_only_the_plain_reading_sees_is_told_too(wrong: str, kinds: list[str]) -> None:
    plain = _claim("act", "partly")
    plain = replace(plain, then=replace(plain.then, wrong=(wrong,)))
    assert [it.kind for it in settled([_claim("call", "supported"), plain])] == kinds
