"""The state: one watch a folder, what a kill leaves behind cleared, old things forgotten, wrong clocks survived."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foedus.record import Record
from foedus.record.folder import LOCK
from foedus.watch import items
from foedus.watch.asking import Asking
from foedus.watch.fetch import Limits
from foedus.watch.pace import Pace
from foedus.watch.state import FILE, WatchError, ahead, opened, prune
from tests.watch.reading import entry, note


def test_a_new_folder_becomes_a_record_and_one_that_is_there_is_kept(tmp_path: Path) -> None:
    with opened(tmp_path / "a" / "b") as state:
        note(state, [entry(1, "Words.")])
    with opened(tmp_path / "a" / "b") as state:
        assert items.counts(state) == {"ready": 1}
    assert Record.open(tmp_path / "a" / "b").counts()["source"] == 0


def test_two_watches_do_not_run_on_one_folder(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from foedus.watch.state import opened\nwith opened(Path(sys.argv[1])): pass"
    with opened(tmp_path / "r"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "r")], capture_output=True, text=True, check=False
        )
        assert "is being watched by another foedus" in done.stderr
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "r")], check=False).returncode == 0


def test_the_lock_of_a_record_that_a_killed_watch_left_is_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    with opened(folder):
        pass
    for left in (f"{os.getpid()}\n", "999999999\n", ""):
        (folder / LOCK).write_text(left)
        with opened(folder):
            assert not (folder / LOCK).exists(), left


def test_the_lock_of_another_program_that_runs_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    with opened(folder):
        pass
    (folder / LOCK).write_text(f"{os.getppid()}\n")
    with opened(folder):
        assert (folder / LOCK).exists()


def test_a_damaged_state_and_one_of_another_version_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    with opened(folder) as state:
        state.do("PRAGMA user_version = 99")
    with pytest.raises(WatchError, match="another version"), opened(folder):
        pass
    for path in folder.glob(f"{FILE}*"):
        path.unlink()
    (folder / FILE).write_bytes(b"no database" * 1_000)
    with pytest.raises(WatchError, match="is damaged"), opened(folder):
        pass
    (tmp_path / "file").write_text("x")
    with pytest.raises(WatchError, match="cannot be made"), opened(tmp_path / "file" / "r"):
        pass


def test_old_items_that_are_done_with_are_forgotten_and_others_never(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as state:
        note(state, [entry(n, f"Words {n}.") for n in range(4)])
        state.do("UPDATE item SET status = 'put' WHERE id <= 2")
        state.do("UPDATE item SET listed_at = 0 WHERE id IN (1, 3)")
        assert prune(state, time.time(), kept_days=90, most_stories=10) == 1
        assert items.counts(state) == {"put": 1, "ready": 2}


def test_what_is_still_listed_is_kept_in_mind(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as state:
        note(state, [entry(1, "Words.")])
        state.do("UPDATE item SET status = 'put', listed_at = 0")
        note(state, [entry(1, "Words.")])
        assert prune(state, time.time(), 90, 10) == 0


def test_a_time_far_ahead_was_written_by_a_wrong_clock() -> None:
    assert ahead(1_500.0, 1_000.0) == 1_500.0
    assert ahead(1e12, 1_000.0) == 1_000.0


def test_how_long_a_host_is_left_alone_outlives_the_program(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as state:
        now = time.time()
        for name, due_at in (("a", now + 500), ("b", now - 500), ("c", now + 1e9)):
            state.do("INSERT INTO host VALUES (?, ?, 3, NULL, NULL, ?)", name, due_at, now)
        asking = Asking(state, Pace(1.0), Limits(), 1)
        assert 495 < asking.wait_seconds("a") <= 500
        assert asking.wait_seconds("b") == asking.wait_seconds("c") == asking.wait_seconds("new") == 0
        assert asking.pace.of("a").n_failed == 3
        assert (asking.room("a") == 0) and asking.room("new") > 0
