"""Scenario files: steps to levers, and errors that name the file and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.errors import FoedusError
from foedus.whatif.scenario import read
from tests.conftest import ROOT


def written(folder: Path, text: str) -> Path:
    path = folder / "story.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_story_becomes_levers_with_months(tmp_path: Path) -> None:
    story = read(
        written(
            tmp_path,
            """
name = "Help comes late"
about = "One call is answered."
[[step]]
answer = "ARM@2021-05=force"
threat = ["ARM=x2", "KGZ=x3"]
[[step]]
month = 12
load = "=2"
attention = "*=0.5"
call = "ARM=none"
""",
        )
    )
    assert (story.name, story.about) == ("Help comes late", "One call is answered.")
    assert story.levers == (
        "answer ARM@2021-05=force",
        "threat ARM=x2",
        "threat KGZ=x3",
        "load =2@12",
        "attention *=0.5@12",
        "call ARM@12=none",
    )


def test_a_story_without_a_name_has_that_of_its_file(tmp_path: Path) -> None:
    assert read(written(tmp_path, '[[step]]\nload = "x2"')).name == "story"


WRONG = [
    ("name = ", "not TOML"),
    ("x = 1\n[[step]]\nload='x2'", "no key `x`"),
    ("name = 3\n[[step]]\nload='x2'", "`name` is text"),
    ("name = 'a'", "at least one [[step]]"),
    ("step = 3", "at least one [[step]]"),
    ("[[step]]\nmonth = 1", "step 1: it changes nothing"),
    ("[[step]]\nmonth = 0\nload='x2'", "step 1: `month`"),
    ("[[step]]\nmonth = 'May'\nload='x2'", "step 1: `month`"),
    ("[[step]]\nmonth = true\nload='x2'", "step 1: `month`"),
    ("[[step]]\nload='x2'\n[[step]]\nbribe='ARM=1'", "step 2: there is no lever `bribe`"),
    ("[[step]]\nthreat=2", "step 1, `threat`: write each lever as text"),
    ("[[step]]\nthreat='ARM=2'", "step 1, `threat`: lever"),
    ("[[step]]\nthreat='ARM=x2@3'", "a month of its own"),
    ("[[step]]\nmonth=2\nanswer='ARM=force'", "a call already made"),
]


@pytest.mark.parametrize(("text", "why"), WRONG)
def test_errors_name_the_file_and_the_key(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(FoedusError) as told:
        read(written(tmp_path, text))
    assert "story.toml" in str(told.value) and why in str(told.value)
    assert "\n" not in str(told.value)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(FoedusError, match="line 2"):
        read(written(tmp_path, "name = 'a'\nstep = oops\n"))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FoedusError, match="cannot be read"):
        read(tmp_path / "nowhere.toml")
    with pytest.raises(FoedusError, match="cannot be read"):
        read(tmp_path)
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FoedusError, match="UTF-8"):
        read(tmp_path / "odd.toml")


def test_the_examples_of_the_docs_can_be_read() -> None:
    stories = [read(path) for path in sorted((ROOT / "docs" / "scenarios").glob("*.toml"))]
    assert len(stories) >= 3
    assert all(story.about and story.levers for story in stories)
