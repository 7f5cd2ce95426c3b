"""`foedus assess --with`: what moved is shown, nothing is kept unasked, and the question is put to a person only."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from foedus.record import Record

from .run import PLAIN, foedus, refused

pytest.importorskip("spacy", reason="reading needs the extra `text`")

BASE = ("assess", "csto", "--as-of", "2022-11-28", "--with")
TEXT = "DATELINE: 2022-11-24 | Wire\nTajikistan refused to attend a CSTO exercise on Wednesday.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def asked(article: Path, said: str, *more: str) -> tuple[int, str]:
    """Run with a terminal as standard input, on which somebody types; the exit code and standard error."""
    ours, theirs = pty.openpty()
    os.write(ours, said.encode())
    done = subprocess.run(
        [sys.executable, "-m", "foedus", *BASE, str(article), *more],
        stdin=theirs,
        capture_output=True,
        text=True,
        env=os.environ | PLAIN,
        timeout=120,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    return done.returncode, done.stderr


def test_what_moved_is_shown_and_nothing_is_kept(article: Path, tmp_path: Path) -> None:
    done = foedus(*BASE, str(article))
    assert done.code == 0, done.err
    assert "What the texts moved" in done.out
    assert "Tajikistan: dissenting acts: 1 act in 24 months" in done.out
    assert "machine-read, one source" in done.out
    assert "things moved" in done.err
    assert [one.name for one in tmp_path.iterdir()] == ["article.txt"]


def test_kept_in_a_folder_it_is_there_for_the_next_assessment(article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    done = foedus(*BASE, str(article), "--keep", str(folder), "--format", "json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["texts"]["moved"]
    assert "new in event" in done.err
    again = foedus(*BASE, str(article), "--record", str(folder))
    assert again.code == 2
    assert "in the record already" in again.err


def test_a_person_is_asked(article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    code, err = asked(article, f"{folder}\n")
    assert (code, "Keep what was read?" in err) == (0, True), err
    assert Record.open(folder).query("SELECT count(*) AS n FROM event WHERE method LIKE 'reader@%'")[0]["n"] == 1


def test_a_person_who_says_no_or_was_answered_for_keeps_nothing(article: Path, tmp_path: Path) -> None:
    assert asked(article, "n\n")[0] == 0
    code, err = asked(article, "y\n", "--drop")
    assert (code, "Keep" in err) == (0, False)
    assert [one.name for one in tmp_path.iterdir()] == ["article.txt"]


def test_refusals_are_one_sentence(article: Path) -> None:
    assert "add --with TEXT" in refused("assess", "csto", "--drop")
    assert "no such file" in refused("assess", "csto", "--with", str(article.with_name("no.txt")))
    assert "is not a date" in refused(*BASE, str(article), "--date", "soon")


def test_a_text_of_later_is_named_and_the_brief_is_shown(article: Path) -> None:
    done = foedus("assess", "csto", "--as-of", "2022-11-01", "--with", str(article))
    assert done.code == 2
    assert "after the as-of day 2022-11-01" in done.err
    assert "Traceback" not in done.err
    assert "Members" in done.out
