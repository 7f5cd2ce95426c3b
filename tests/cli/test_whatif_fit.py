"""`foedus fit-whatif`: what it saves and prints, and what it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from foedus.errors import FoedusError
from foedus.whatif.model import NAMES
from foedus.whatif.shipped import posterior, read_file
from tests.cli.run import foedus, refused

DAY = "1964-12-31"


def test_a_fit_is_saved_and_told(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    done = foedus("fit-whatif", "--as-of", DAY, "-o", str(path))
    assert done.code == 0, done
    assert "do not tell whether lost belief in the hub moves" in done.out
    assert str(path) in done.err
    made = read_file(path, date(1970, 1, 1))
    ours = posterior(date.fromisoformat(DAY))
    assert (made.day, made.n_answers, made.n_acts) == (ours.day, ours.n_answers, ours.n_acts)
    with pytest.raises(FoedusError, match="no draws learned by 1960-01-01"):
        read_file(path, date(1960, 1, 1))


def test_a_what_if_uses_the_saved_draws(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    assert foedus("fit-whatif", "--as-of", DAY, "-o", str(path)).code == 0
    asked = ("whatif", "warsaw-pact", "--load", "=3", "--posterior", str(path), "--runs", "1000")
    done = foedus(*asked, "--as-of", "1970-01-01")
    assert done.code == 0, done
    assert "31 December 1964" in " ".join(done.out.split())
    assert "no draws learned by 1960-01-01" in refused(*asked, "--as-of", "1960-01-01")
    assert "cannot be read" in refused(*asked[:-3], str(tmp_path / "none.json"), "--as-of", "1970-01-01")


def test_rows_of_another_form(tmp_path: Path) -> None:
    rows = json.loads(foedus("fit-whatif", "--as-of", DAY, "--format", "json").out)
    assert tuple(row["parameter"] for row in rows) == NAMES
    assert all(row["meaning"] and row["spread_left"] > 0 for row in rows)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_done_is_one_sentence(tmp_path: Path) -> None:
    assert "is no folder" in refused("fit-whatif", "--as-of", DAY, "-o", str(tmp_path / "none" / "own.json"))
    assert "foedus data get atop" in refused("fit-whatif", "--as-of", DAY, "--atop")
    assert "is not a date" in refused("fit-whatif", "--as-of", "yesterday")
    assert refused("fit-whatif", "--record", str(tmp_path / "none"))


def test_a_day_before_any_case_says_so() -> None:
    done = foedus("fit-whatif", "--as-of", "1900-01-01")
    assert done.code == 0, done
    assert "No case was known by the day" in done.out
