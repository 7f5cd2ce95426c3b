"""Short articles with tables beside them, on the embedded record: every planted falsehood is found, no true claim denied."""

from __future__ import annotations

from pathlib import Path

import pytest

import check as bench

pytest.importorskip("spacy", reason="checking needs the extra `text`")

OWN = Path(__file__).parent / "articles" / "own"


@pytest.fixture(scope="module")
def scored() -> list[bench.Scored]:
    return bench.articles(OWN)


def test_there_are_enough(scored: list[bench.Scored]) -> None:
    assert len({it.row.article for it in scored}) >= 15
    assert sum(it.row.planted for it in scored) >= 15


def test_planted_falsehoods_are_found(scored: list[bench.Scored]) -> None:
    planted = [it for it in scored if it.row.planted]
    missed = [(it.row.article, it.row.words) for it in planted if not it.is_found]
    assert len(missed) <= 0.1 * len(planted), missed


def test_true_claims_are_not_called_contradicted(scored: list[bench.Scored]) -> None:
    assert [(it.row.article, it.row.words) for it in scored if it.is_false] == []
