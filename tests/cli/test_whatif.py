"""`foedus whatif` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.run import foedus, refused

CSTO = ("whatif", "csto", "--as-of", "2022-11-28")
FEW = ("--runs", "1,000")


def test_it_prints_the_odds_before_and_after() -> None:
    done = foedus(*CSTO, "--answer", "ARM=force", "--threat", "ARM=x2", *FEW)
    assert done.code == 0, done.err
    for words in (
        "a model",
        "Armenia's call of 13 September 2022",
        "Odds before and after",
        "base rate",
        "90% interval",
    ):
        assert words in done.out
    assert "2023" not in done.out


def test_scenario_files_are_compared_in_a_file(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(f'name = "Story {name}"\n[[step]]\nload = "x2"\n', encoding="utf-8")
    target = tmp_path / "csto.json"
    stories = (str(tmp_path / "one.toml"), str(tmp_path / "two.toml"))
    done = foedus(*CSTO, "--scenario", *stories, *FEW, "-o", str(target))
    assert (done.code, done.out) == (0, ""), done.err
    told = json.loads(target.read_text(encoding="utf-8"))
    assert [it["name"] for it in told["scenarios"]] == ["Story one", "Story two"]
    assert told["outlook_version"] == 1


def test_what_cannot_be_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert "nothing to change was named" in refused(*CSTO)
    assert "less than never" in refused(*CSTO, "--threat", "ARM=x-2")
    assert "between 0 and 1" in refused(*CSTO, "--answer-chance", "ARM=1.1")
    assert "1,000 to 10,000,000" in refused(*CSTO, "--threat", "ARM=x2", "--runs", "3")
    assert "end it in .html" in refused(*CSTO, "--threat", "ARM=x2", "-o", str(tmp_path / "x.txt"))


def test_a_number_that_is_none_is_refused() -> None:
    done = foedus(*CSTO, "--threat", "ARM=x2", "--runs", "many")
    assert done.code == 2 and '"many" is not a whole number' in done.err
