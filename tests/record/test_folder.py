"""A record on disk: the same after saving and opening, whole or not there, and clear about what is wrong with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foedus.errors import RecordBusy, RecordError
from foedus.record import Record, folder, migrate, schema
from tests.rows import event


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A record of two events in a folder."""
    record = Record.create(tmp_path / "record")
    record.add("event", [event(), event(happened_on="1999", sentence='Ünïcode, "quoted"\nand broken.')])
    return record.save()


def manifest(of: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((of / "manifest.json").read_text())
    return found


def change(of: Path, **given: Any) -> None:
    (of / "manifest.json").write_text(json.dumps(manifest(of) | given))


def test_what_is_saved_is_what_is_opened(saved: Path, tmp_path: Path) -> None:
    opened = Record.open(saved)
    assert opened.counts()["event"] == 2
    opened.save(tmp_path / "copy")
    query = "SELECT * FROM event ORDER BY id"
    assert Record.open(tmp_path / "copy").query(query) == Record.open(saved).query(query)


def test_a_record_can_be_moved(saved: Path, tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "mailed"), "zip", saved)
    shutil.unpack_archive(archive, tmp_path / "elsewhere")
    assert Record.open(tmp_path / "elsewhere").counts()["event"] == 2


def test_the_manifest_tells_version_hashes_rows_and_licences(saved: Path) -> None:
    record = Record.open(saved)
    record.add(
        "source",
        [
            {"title": "A data set", "kind": "dataset", "licence": "CC0", "method": "hand"}
            | {"known_on": "2000-01-01", "known_basis": "inferred", "is_verified": True}
        ],
    )
    record.save()
    found = manifest(saved)
    assert (found["format"], found["schema_version"]) == ("foedus-record", schema.SCHEMA_VERSION)
    assert found["licences"] == ["CC0"]
    assert found["tables"]["event"]["rows"] == 2
    assert set(found["tables"]) == {"event", "source"}, "a table without rows has no file"


def test_saving_keeps_the_files_of_this_state_and_the_one_before(saved: Path) -> None:
    record = Record.open(saved)
    reader = Record.open(saved).as_of(date(2001, 1, 1))
    for actor in ("BBB", "CCC", "DDD"):
        record.add("event", [event(actor=actor)])
        record.save()
        if actor == "BBB":
            assert len(reader.query("SELECT * FROM event")) == 2, "whoever had the old state open can still read it"
        assert len(list(saved.glob("event-*.parquet"))) == 2
        assert not list(saved.glob("vote-*.parquet"))
    assert not list(saved.glob(".*"))


def test_a_crash_while_saving_leaves_the_last_good_state(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record.open(saved)
    record.add("event", [event(actor="BBB")])

    def crash(path: Path, raw: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folder, "_replace", crash)
    with pytest.raises(KeyboardInterrupt):
        record.save()
    monkeypatch.undo()
    opened = Record.open(saved)
    assert opened.counts()["event"] == 2
    opened.add("event", [event(actor="CCC")])
    opened.save()
    assert Record.open(saved).counts()["event"] == 3


def test_nothing_is_overwritten_that_somebody_else_wrote(saved: Path) -> None:
    ours, theirs = Record.open(saved), Record.open(saved)
    theirs.add("event", [event(actor="BBB")])
    theirs.save()
    ours.add("event", [event(actor="CCC")])
    with pytest.raises(RecordError, match="was changed by another program"):
        ours.save()
    assert Record.open(saved).counts()["event"] == 3


def test_two_writers_at_once_are_refused(saved: Path) -> None:
    (saved / "writing.lock").write_text("1")
    with pytest.raises(RecordError, match=r"is being written by another program.*delete"):
        Record.open(saved).save()


def test_a_folder_that_is_no_record_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(RecordError, match=r"is not a record: it has no manifest\.json"):
            Record.open(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "is not JSON"), ("[]", "is not the manifest"), ('{"format": "other", "tables": {}}', "is not the manifest")],
)
def test_a_damaged_manifest_is_named(saved: Path, text: str, said: str) -> None:
    (saved / "manifest.json").write_text(text)
    with pytest.raises(RecordError, match=said):
        Record.open(saved)


def test_a_changed_or_cut_or_absent_file_is_named(saved: Path) -> None:
    path = saved / manifest(saved)["tables"]["event"]["file"]
    raw = path.read_bytes()
    path.write_bytes(raw[:-9])
    with pytest.raises(RecordError, match=r"event-\w+\.parquet is not the file that the manifest lists"):
        Record.open(saved)
    path.unlink()
    with pytest.raises(RecordError, match="cannot be read: No such file"):
        Record.open(saved)


def test_a_file_that_is_no_parquet_is_named_even_with_the_right_hash(saved: Path) -> None:
    import hashlib

    tables = manifest(saved)["tables"]
    (saved / tables["event"]["file"]).write_bytes(b"not parquet")
    tables["event"]["sha256"] = hashlib.sha256(b"not parquet").hexdigest()
    change(saved, tables=tables)
    with pytest.raises(RecordError, match="is damaged"):
        Record.open(saved)


def test_a_manifest_cannot_name_files_outside_its_folder(saved: Path) -> None:
    tables = manifest(saved)["tables"]
    tables["event"]["file"] = "../secret.parquet"
    change(saved, tables=tables)
    with pytest.raises(RecordError, match="names a file outside its folder"):
        Record.open(saved)


def test_a_newer_record_asks_for_an_upgrade(saved: Path) -> None:
    change(saved, schema_version=schema.SCHEMA_VERSION + 1, made_by="foedus 9.0")
    with pytest.raises(RecordError, match=r"written by a newer foedus \(foedus 9\.0, schema .*upgrade foedus"):
        Record.open(saved)


def test_an_older_record_goes_through_its_steps(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As if this version had renamed a column of the last one: the step turns the old shape into the new.
    monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    for module in (folder, migrate):
        monkeypatch.setattr(module, "SCHEMA_VERSION", schema.SCHEMA_VERSION)
    with pytest.raises(RecordError, match="no step to version"):
        Record.open(saved)
    step = ("UPDATE older.event SET sentence = 'Moved: ' || sentence",)
    monkeypatch.setitem(migrate.STEPS, schema.SCHEMA_VERSION - 1, step)
    opened = Record.open(saved)
    assert all(row["sentence"].startswith("Moved: ") for row in opened.query("SELECT sentence FROM event"))
    opened.save()
    assert manifest(saved)["schema_version"] == schema.SCHEMA_VERSION


def test_a_record_needs_an_empty_place(saved: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="is not empty"):
        Record.create(saved)
    with pytest.raises(RecordError, match="already holds a record"):
        Record.in_memory().save(saved)
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordError, match=r"is a file: a record needs a folder|cannot be written"):
        Record.in_memory().save(tmp_path / "file")
    with pytest.raises(RecordError, match="has no folder yet"):
        Record.in_memory().save()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_can_be_read_and_says_that_it_cannot_be_written(saved: Path) -> None:
    saved.chmod(0o555)
    try:
        record = Record.open(saved)
        assert len(record.as_of(date(2001, 1, 1)).query("SELECT * FROM event")) == 2
        with pytest.raises(RecordError, match="cannot be written: Permission denied"):
            record.save()
    finally:
        saved.chmod(0o755)


def test_a_full_disk_is_one_sentence(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, "_write_table", full)
    record = Record.open(saved)
    record.add("event", [event(actor="BBB")])
    with pytest.raises(RecordError, match="cannot be written: No space left on device"):
        record.save()
    assert Record.open(saved).counts()["event"] == 2


def test_a_record_of_version_1_is_read_where_it_is(saved: Path) -> None:
    change(saved, schema_version=1)
    opened = Record.open(saved)
    assert opened.counts()["event"] == 2
    assert opened.counts()["decision"] == 0
    assert opened._in_files, "its files are read in place, not brought into memory"
    opened.save()
    assert manifest(saved)["schema_version"] == schema.SCHEMA_VERSION


def test_the_lock_of_a_dead_process_of_this_machine_closes_nothing(saved: Path) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    lock = saved / "writing.lock"
    lock.write_bytes(folder._holder(int(dead.stdout)))
    Record.open(saved).save()
    assert not lock.exists()


@pytest.mark.parametrize("held", [b"1\n", b"1 another-machine\n", b"", b"what is this"])
def test_any_other_lock_is_respected(saved: Path, held: bytes) -> None:
    (saved / "writing.lock").write_bytes(held)
    with pytest.raises(RecordBusy, match="being written by another program"):
        Record.open(saved).save()
    assert (saved / "writing.lock").read_bytes() == held
