"""What tests of sources share: the files written to published codebooks, and rows put into a record and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from foedus.record import Record
from foedus.rows import Row
from foedus.sources.card import Loaded

FILES = Path(__file__).parent / "files"


def taken(loaded: Loaded) -> dict[str, list[Row]]:
    """All rows by table, the source row first; every row of the file is used or left out by a named reason."""
    rows: dict[str, list[Row]] = defaultdict(list)
    order = []
    for table, row in loaded.rows:
        rows[table].append(row)
        order.append(table)
    assert order[0] == "source"
    report = loaded.report
    assert report.n_read == report.n_used + sum(report.left_out.values()), report
    assert all(report.left_out)
    return rows


def in_record(rows: dict[str, list[Row]]) -> Record:
    """A record that holds the rows: the schema accepts them, and taking them in twice adds nothing."""
    record = Record.in_memory()
    for table in sorted(rows, key=lambda name: (name != "source", name == "link")):
        assert record.add(table, rows[table]) == len(rows[table])
        assert record.add(table, rows[table]) == 0
    return record


def first_known(rows: Iterable[Row]) -> date:
    """The earliest day on which one of the rows is known."""
    days: list[date] = [row["known_on"] for row in rows]
    return min(days)


def assert_planted(rows: dict[str, list[Row]], table: str, chosen: Callable[[Row], bool]) -> None:
    """A chosen value is in the record on the day of its release, and is not there the day before; its source is."""
    record = in_record(rows)
    planted = [row for row in rows[table] if chosen(row)]
    assert planted
    day = first_known(planted)
    for on, expected in ((day, [row for row in planted if row["known_on"] == day]), (day - timedelta(days=1), [])):
        seen = record.as_of(on).query(f"SELECT * FROM {table}")
        assert sorted(row["locator"] for row in seen if chosen(row)) == sorted(row["locator"] for row in expected)
    view = record.as_of(day)
    assert view.rows_by_id("source", [planted[0]["source_id"]])


def changed(tmp_path: Path, name: str, change: Callable[[str], str], new_name: str | None = None) -> Path:
    """A copy of one of the files with its text changed."""
    raw = (FILES / name).read_bytes().decode("utf-8-sig")
    path = tmp_path / (new_name or name)
    path.write_bytes(change(raw).encode())
    return path
