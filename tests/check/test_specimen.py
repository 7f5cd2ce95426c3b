"""The specimen, sentence by sentence; nothing of its text is here."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.check import Checked, check

pytest.importorskip("spacy", reason="checking needs the extra `text`")


@pytest.fixture(scope="module")
def specimen(shared: Path) -> Checked:
    return check(next((shared / "specimen").glob("*.txt")).read_bytes(), name="specimen", as_of="2026-02-28")


def keys(found: Checked, ids: tuple[str, ...]) -> set[str]:
    by_id = {it.id: it.key or it.id for it in found.evidence}
    return {by_id[it] for it in ids}


@pytest.mark.parametrize(
    ("sentence", "kind", "outcome", "row"),
    [
        (2, "membership", "contradicted", "union-state-me-RUS-1"),
        (2, "odds", "prediction", None),
        (4, "meeting", "supported", "csto-0188"),
        (6, "answer", "partly", "call-11"),
        (7, "clash", "supported", "co-0158b"),
        (8, "membership", "supported", "me-ARM-1"),
        (8, "statement", "not_in_record", None),
        (9, "clash", "partly", "csto-0158"),
        (10, "opinion", "opinion", None),
        (11, "statement", "not_in_record", None),
        (14, "membership", "supported", "me-BLR-1"),
        (14, "comparison", "supported", "in-ARM-2020-arms-import-share-from-russia-5y"),
        (14, "clash", "supported", "co-0161b"),
        (15, "trend", "supported", "csto-0189"),
        (16, "odds", "prediction", None),
        (18, "act", "supported", "csto-0189"),
        (19, "call", "supported", "csto-0123"),
    ],
)
def test_verdicts(specimen: Checked, sentence: int, kind: str, outcome: str, row: str | None) -> None:
    claims = [it for it in specimen.claims if it.sentence == sentence and it.kind == kind]
    assert outcome in {it.then.outcome for it in claims}, [
        (it.kind, it.then) for it in specimen.claims if it.sentence == sentence
    ]
    if row is not None:
        told = set().union(*(keys(specimen, it.then.evidence) for it in claims if it.then.outcome == outcome))
        assert row in told, told


def test_a_prediction_brings_the_odds(specimen: Checked) -> None:
    claim = next(it for it in specimen.claims if it.sentence == 2 and it.kind == "odds")
    assert "%" in claim.then.why


def test_only_few_are_called_contradicted(specimen: Checked) -> None:
    assert {it.sentence for it in specimen.claims if it.then.outcome == "contradicted"} == {2}
