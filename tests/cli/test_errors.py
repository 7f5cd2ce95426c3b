"""What users do wrong gets one clear sentence and exit code 2; nothing is half written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from foedus.record import Record, embedded
from tests.cli.run import foedus, refused


def test_unknown_alliance_names_near_ones() -> None:
    assert refused("assess", "cstoo") == (
        'the record holds no alliance "cstoo" as of ' + _today() + "; did you mean CSTO?"
    )


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


def test_unknown_member_lists_the_members() -> None:
    said = refused("assess", "csto", "--member", "FRA", "--as-of", "2022-11-28")
    assert said.startswith('"FRA" is no member of CSTO as of 2022-11-28; members then or before: ARM (Armenia)')


@pytest.mark.parametrize("day", ["2022-13-01", "2022-11", "yesterday", "28.11.2022", ""])
def test_a_bad_as_of_day_says_how_to_write_it(day: str) -> None:
    assert "YYYY-MM-DD" in refused("assess", "csto", "--as-of", day) or "calendar" in refused(
        "assess", "csto", "--as-of", day
    )


def test_before_the_alliance_was_known_there_is_none() -> None:
    assert "holds no alliance" in refused("assess", "csto", "--as-of", "1980-01-01")


def test_an_unknown_row_is_named_with_the_day() -> None:
    assert refused("evidence", "csto-9999", "--as-of", "2022-11-28") == (
        "the record holds no row csto-9999 as of 2022-11-28"
    )
    assert "holds no row csto-0224" in refused("evidence", "csto-0224", "--as-of", "2022-11-28")


def test_a_record_that_is_not_there_or_damaged_or_newer(tmp_path: Path) -> None:
    assert "is not a record" in refused("assess", "csto", "--record", str(tmp_path / "none"))
    copy = Record.open(embedded.FOLDER).save(tmp_path / "copy")
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps(manifest | {"schema_version": 99}))
    assert "upgrade foedus" in refused("assess", "csto", "--record", str(copy))
    (copy / "manifest.json").write_text(json.dumps(manifest))
    next(copy.glob("event-*.parquet")).write_bytes(b"PAR1")
    assert "restore it from a copy" in refused("timeline", "csto", "--record", str(copy))


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    target = tmp_path / "absent" / "brief.html"
    assert refused("assess", "csto", "-o", str(target)).endswith("cannot be written: No such file or directory")
    assert "the form cannot be told from the name" in refused("assess", "csto", "-o", str(tmp_path / "brief.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_a_record_can_be_read_from_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    copy = Record.open(embedded.FOLDER).save(tmp_path / "copy")
    before = sorted((path.name, path.stat().st_mtime_ns) for path in copy.iterdir())
    copy.chmod(0o555)
    try:
        assert foedus("assess", "csto", "--as-of", "2022-11-28", "--record", str(copy)).code == 0
    finally:
        copy.chmod(0o755)
    assert sorted((path.name, path.stat().st_mtime_ns) for path in copy.iterdir()) == before


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("arguments", [("timeline", "csto", "--format", "json"), ("assess", "csto")])
def test_a_reader_that_goes_away_is_no_error(arguments: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "foedus", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(60) in (0, 128 + signal.SIGPIPE)
    assert said == ""


def test_a_bad_option_is_a_users_mistake() -> None:
    done = foedus("assess", "csto", "--colour", "red")
    assert done.code == 2
    assert "unrecognized arguments: --colour red" in done.err
    assert "Traceback" not in done.err


def test_a_bug_keeps_its_traceback_and_exits_with_1() -> None:
    code = (
        "import sys, foedus.build; foedus.build.assess = lambda *a, **k: 1 / 0; "
        "sys.argv = ['foedus', 'assess', 'csto']; from foedus.cli.main import run; run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
