"""The gold set keeps its bars: speaker F1 and quote overlap, on what was tuned on and on what was held out."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "reading_statements.py"
GOLD = Path(__file__).with_name("statements.jsonl")


@pytest.mark.parametrize(("held_out", "f1", "overlap"), [(False, 0.95, 0.95), (True, 0.80, 0.80)])
def test_bars(held_out: bool, f1: float, overlap: float) -> None:
    bench = runpy.run_path(str(BENCH))
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    tallies = [bench["tally"](row, False) for row in rows if row["held_out"] == held_out]
    found_f1, found_overlap, *_ = bench["figures"](tallies)
    assert found_f1 >= f1
    assert found_overlap >= overlap


def test_gold_words_are_verbatim() -> None:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert all(one["quote"] in row["text"] for one in row["statements"])
