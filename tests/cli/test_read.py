"""`foedus read`, `explain` and `actors` as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.cli.run import Done, foedus, refused

pytest.importorskip("spacy", reason="reading needs the extra `text`")

TEXT = (
    "DATELINE: 2022-11-24 | Wire\nArmenia asked the CSTO for military help. Russia refused to send troops to Armenia.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def lines(done: Done) -> list[dict[str, object]]:
    assert done.code == 0, done
    return [json.loads(line) for line in done.out.splitlines()]


def test_json_lines_hold_the_fields(article: Path) -> None:
    call, refusal = lines(foedus("read", str(article), "--format", "jsonl"))
    assert (call["doc"], call["actor"], call["recipient"], call["act"], call["date"]) == (
        "article",
        "ARM",
        "CSTO",
        "call",
        "2022-11-24",
    )
    assert (refusal["actor"], refusal["event_type"], refusal["act"]) == ("RUS", "REJECT", "refuse_help")
    for name in ("sentence_text", "modality", "confidence", "why"):
        assert refusal[name]


def test_csv_parquet_and_the_listing(article: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(foedus("read", str(article), "--format", "csv").out)))
    assert [row["actor"] for row in rows] == ["ARM", "RUS"]
    target = tmp_path / "out.parquet"
    assert foedus("read", str(article), "-o", str(target)).code == 0
    assert duckdb.execute(f"SELECT count(*) FROM '{target}'").fetchall() == [(2,)]
    assert "RUS REJECT ARM" in foedus("read", str(article)).out


def test_date_goes_before_what_the_text_says(article: Path) -> None:
    found = lines(foedus("read", str(article), "--date", "2020-01-02", "--format", "jsonl"))
    assert {line["date"] for line in found} == {"2020-01-02"}


def test_a_bad_file_is_named_the_rest_goes_on_and_the_exit_code_says_so(article: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 binary")
    done = foedus("read", str(bad), str(article), "--format", "jsonl")
    assert done.code == 2
    assert [json.loads(line)["actor"] for line in done.out.splitlines()] == ["ARM", "RUS"]
    assert "bad.pdf: is a PDF" in done.err
    assert "1 of 2 texts could not be read" in done.err
    assert "Traceback" not in done.err


def test_into_a_record_and_again_and_explained(article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "record"
    first = foedus("read", str(article), "--into", str(folder))
    assert (first.code, first.out) == (0, "")
    assert "2 new in event" in first.err
    assert "nothing new; 1 texts were there already" in foedus("read", str(article), "--into", str(folder)).err
    (row,) = duckdb.execute(f"SELECT id FROM '{folder}/event-*.parquet' WHERE alliance_act = 'refuse_help'").fetchall()
    told = foedus("explain", row[0], "--record", str(folder))
    assert told.code == 0, told
    for word in ("refused", "outer verb", "frame", "actor"):
        assert word in told.out


def test_explain_of_an_event_of_a_text(article: Path) -> None:
    event = str(lines(foedus("read", str(article), "--format", "jsonl"))[1]["id"])
    assert "[refused" in foedus("explain", event, "--in", str(article)).out
    assert "holds no event ev-0" in refused("explain", "ev-0", "--in", str(article))


def test_what_is_wrong_gets_one_sentence(article: Path, tmp_path: Path) -> None:
    assert "there is no such file" in refused("read", str(tmp_path / "none.txt"))
    assert "end its name in" in refused("read", str(article), "-o", str(tmp_path / "out.xyz"))
    assert "Parquet needs a file" in refused("read", str(article), "--format", "parquet")
    assert "YYYY-MM-DD" in refused("read", str(article), "--date", "yesterday")


def test_a_text_with_nothing_to_code(tmp_path: Path) -> None:
    path = tmp_path / "soup.txt"
    path.write_text("Chop the onions, fry them gently, and add the stock. Serve hot with bread.")
    assert "Nothing to code" in foedus("read", str(path)).out


def test_actors_are_found_as_of_a_day_and_added(article: Path, tmp_path: Path) -> None:
    env = {"FOEDUS_DATA": str(tmp_path / "data")}
    assert "Hovik Abrahamyan" in foedus("actors", "search", "armenia", "prime", "minister", "--as-of", "2016-04-02").out
    assert "Pashinyan" in foedus("actors", "search", "armenia", "prime", "minister", "--as-of", "2022-11-28").out
    assert "holds no name" in refused("actors", "search", "zzyzx")
    assert foedus("actors", "add", "Arnor", "ARN", "--sort", "state", "--also", "Arnorian", env=env).code == 0
    path = tmp_path / "arnor.txt"
    path.write_text("DATELINE: 2022-11-24 | Wire\nArnor attacked Armenia.\n")
    (found,) = lines(foedus("read", str(path), "--format", "jsonl", env=env))
    assert (found["actor"], found["event_type"], found["recipient"]) == ("ARN", "ASSAULT", "ARM")


def test_without_the_extra_the_user_is_told_what_to_install(article: Path) -> None:
    code = (
        "import sys; sys.modules['spacy'] = None; sys.argv = ['foedus', 'read', sys.argv[1]]; "
        "from foedus.cli.main import run; run()"
    )
    done = subprocess.run([sys.executable, "-c", code, str(article)], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done
    assert 'pip install "foedus[text]"' in done.stderr
    assert "Traceback" not in done.stderr
