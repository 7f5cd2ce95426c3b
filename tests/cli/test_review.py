"""`foedus review` and `foedus read --score` as a user runs them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .run import PLAIN, foedus, refused

pytest.importorskip("spacy", reason="reading needs the extra `text`")

TEXT = "DATELINE: 2022-11-24 | Wire\nTajikistan refused to attend a CSTO exercise on Wednesday. Kazakhstan criticised the CSTO.\n"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    done = foedus("read", str(folder / "article.txt"), "--into", str(folder / "record"))
    assert done.code == 0, done.err
    return folder / "record"


@pytest.fixture
def record(base: Path, tmp_path: Path) -> Path:
    assert foedus("record", "export", str(tmp_path / "record"), "--record", str(base)).code == 0
    return tmp_path / "record"


def listed(record: Path, *filters: str) -> list[dict[str, str]]:
    more = [part for one in filters for part in ("--filter", one)]
    done = foedus("review", "--record", str(record), "--list", "--format", "json", *more)
    assert done.code == 0, done.err
    found: list[dict[str, str]] = json.loads(done.out)
    return found


def typed(record: Path, said: str) -> str:
    """Go through the queue and type; what the terminal shows."""
    done = subprocess.run(
        [sys.executable, "-m", "foedus", "review", "--record", str(record), "--by", "Ana"],
        input=said,
        capture_output=True,
        text=True,
        env=os.environ | PLAIN,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_sitting_in_the_terminal(record: Path) -> None:
    out = typed(record, "w\na\nc\nactor=BLR\n\nu\nr\n")
    assert "[refused to attend" in out
    assert "outer verb:" in out
    assert "undone: correct" in out
    assert "2 decided, 0 left." in out
    states = {it["what"][:3]: it["state"] for it in listed(record, "state=all")}
    assert states == {"TJK": "accept", "KAZ": "reject"}


def test_what_was_decided_before_the_end_of_input_is_kept(record: Path) -> None:
    assert "1 decided, 1 left." in typed(record, "a\nc\n")
    assert [it["state"] for it in listed(record, "state=decided")] == ["accept"]


def test_decisions_by_command_are_kept_with_who(record: Path, tmp_path: Path) -> None:
    one, other = (it["id"] for it in listed(record))
    own = ("--record", str(record), "--by", "Ana")
    assert foedus("review", "accept", one, *own).out == f"accept {one} by Ana\n"
    assert "now ev-" in foedus("review", "correct", other, "actor=BLR", "--reason", "the subject", *own).out
    assert listed(record) == []
    assert "decided already" in refused("review", "reject", one, *own)
    assert foedus("review", "reject", one, "--again", *own).code == 0
    assert foedus("review", "undo", one, *own).code == 0
    assert [it["id"] for it in listed(record)] == [one]
    file = tmp_path / "decisions.csv"
    assert foedus("review", "--record", str(record), "--export", str(file)).code == 0
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    assert [row["verdict"] for row in rows] == ["accept", "correct", "undo", "reject", "undo"]
    assert {row["decided_by"] for row in rows} == {"Ana"}


def test_gold_of_decisions_scores_the_reader(record: Path, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    assert "no sentence is wholly decided" in refused("review", "--record", str(record), "--gold", str(file))
    one, other = (it["id"] for it in listed(record))
    own = ("--record", str(record), "--by", "Ana")
    foedus("review", "accept", one, *own)
    foedus("review", "reject", other, *own)
    assert foedus("review", "--record", str(record), "--gold", str(file)).code == 0
    done = foedus("read", "--score", str(file))
    assert done.code == 0, done.err
    assert "2 sentences, 1 events in gold, 2 read" in done.out
    assert "extra events a record    0.500" in done.out
    assert "dyad and type            1.000" in done.out


def test_refusals_are_one_sentence(record: Path, tmp_path: Path) -> None:
    own = ("--record", str(record))
    assert "needs the ID of a row" in refused("review", "accept", *own)
    assert "holds no row" in refused("review", "accept", "ev-000000000000", *own)
    assert "write it as name=value" in refused("review", "--list", "--filter", "actor", *own)
    assert "takes no FIELD=VALUE" in refused("review", "accept", "ev-000000000000", "a=b", *own)
    assert "is not a record" in refused("review", "--list", "--record", str(tmp_path / "none"))
    assert "end its name in .csv or .jsonl" in refused("review", "--export", "x.doc", *own)
    assert "nothing to read" in refused("read")
