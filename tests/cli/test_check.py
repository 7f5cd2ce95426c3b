"""`foedus check` as a user runs it, on good and on odd input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import foedus, refused

pytest.importorskip("spacy", reason="checking needs the extra `text`")

TEXT = "DATELINE: 2022-11-24 | Wire\nGeorgia is a member of the CSTO. Armenia is a member of the CSTO.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_terminal_and_files(article: Path, tmp_path: Path) -> None:
    done = foedus("check", str(article))
    assert done.code == 0, done
    assert "contradicted (member)" in done.out
    assert "me-ARM-1" in done.out
    page = tmp_path / "out.html"
    assert foedus("check", str(article), "-o", str(page)).code == 0
    assert "<!DOCTYPE html>" in page.read_text(encoding="utf-8")
    told = json.loads(foedus("check", str(article), "--format", "json").out)
    assert told["dateline"] == "2022-11-24"
    assert told["alliances"] == ["CSTO"]


def test_odd_input_gets_a_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("\n \n", encoding="utf-8")
    assert "empty" in refused("check", str(empty))
    binary = tmp_path / "binary.bin"
    binary.write_bytes(bytes(range(256)) * 40)
    assert "not text" in refused("check", str(binary))
    assert "no such file" in refused("check", str(tmp_path / "gone.txt"))


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.txt"
    foreign.write_text("Der Rat tagte gestern in Bonn und beriet lange.\n", encoding="utf-8")
    done = foedus("check", str(foreign))
    assert done.code == 0
    assert "names no alliance" in done.out
    assert "no day of its own" in done.out


def test_a_bad_one_among_good_ones(article: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.bin"
    bad.write_bytes(bytes(range(256)) * 40)
    done = foedus("check", str(article), str(bad), "--as-of", "2025-01-01")
    assert done.code == 2
    assert "contradicted" in done.out
    assert "1 of 2 articles" in done.err


def test_bad_options(article: Path, tmp_path: Path) -> None:
    assert "full day" in refused("check", str(article), "--as-of", "2025")
    assert "no alliance" in refused("check", str(article), "--alliance", "Atlantis Pact")
    assert "html or .json" in refused("check", str(article), "-o", str(tmp_path / "x.doc"))
