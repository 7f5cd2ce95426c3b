"""The store: a record in DuckDB, opened from one folder of Parquet files or several, and saved to one.

Rows are added, never changed or deleted. What is read for a finding goes through `Record.as_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from foedus.errors import BadRow, RecordError, UnknownName
from foedus.record import folder as folders
from foedus.record import migrate
from foedus.record.asof import AsOf, tables_in
from foedus.record.schema import SQL_TYPES, TABLES, Table, create_sql
from foedus.rows import Row
from foedus.shown import shown

SMALL = 200_000
"""Below this many rows in all, one thread is quicker than the starting of more."""


@shown
class Record:
    """One record. Make it with `Record.open`, `Record.create` or `Record.in_memory`.

    Tables of an opened folder stay in their files until they are asked for or added to.
    """

    def __init__(
        self,
        folder: Path | None = None,
        files: Mapping[str, tuple[str, ...]] | None = None,
        n_rows: Mapping[str, int] | None = None,
    ) -> None:
        self._in_files = dict(files or {})
        self._n_rows = dict(n_rows or {})
        config: dict[str, str | bool | int | float | list[str]] = (
            {"threads": 1} if sum(self._n_rows.values()) < SMALL else {}
        )
        self._connection = duckdb.connect(":memory:", config=config)
        self._ready: set[str] = set()
        self._manifest_hash: str | None = None
        self.folder = folder

    @classmethod
    def in_memory(cls) -> Record:
        """An empty record that lives in this process."""
        return cls()

    @classmethod
    def create(cls, folder: Path) -> Record:
        """An empty record in a new folder; raises `RecordError` where the folder already holds something."""
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RecordError(f"{folder} is not empty: choose a new folder, or open the record that is there")
        record = cls.in_memory()
        record.save(folder)
        return record

    @classmethod
    def open(cls, folder: Path, *more: Path) -> Record:
        """The record in a folder, read together with those of `more` folders, such as installed data sets.

        Nothing is written; raises `RecordError` for a damaged or newer record. One of several folders is saved to a new
        one only.
        """
        found = [folders.read(one) for one in (folder, *more)]
        n_rows = {name: sum(one.n_rows.get(name, 0) for one in found) for name in TABLES}
        if all(migrate.is_readable(one.version) for one in found):
            files = {name: tuple(one.files[name] for one in found if name in one.files) for name in TABLES}
            record = cls(None if more else folder, {name: paths for name, paths in files.items() if paths}, n_rows)
        else:
            record = cls(None if more else folder, n_rows=n_rows)
            record._prepare(TABLES)
            for one in found:
                migrate.load_older(record._connection, one.files, one.version)
        record._manifest_hash = None if more else found[0].manifest_hash
        return record

    def copy(self) -> Record:
        """The same record in memory, without a folder: rows added to the copy are not in this one."""
        made = Record(None, self._in_files, self._n_rows)
        for name in self._ready - self._in_files.keys():
            made._hold(name)
            made._insert(name, self.query(f"SELECT * FROM {name}"))
        return made

    def add(self, table_name: str, rows: Iterable[Mapping[str, Any]], where: str | None = None) -> int:
        """Add rows to one table, all or none, and return how many were new.

        A row whose id is already there adds nothing. Raises `BadRow` for the first row that does not fit.
        """
        from foedus.record import checks

        if table_name not in TABLES:
            raise UnknownName(f'"{table_name}" is not a table of a record; tables: {", ".join(TABLES)}')
        table = TABLES[table_name]
        self._hold(table_name)
        name = where or table_name
        ready = [checks.checked(table, row, f"{name}, row {number}") for number, row in enumerate(rows, start=1)]
        new = self._new_rows(table_name, ready)
        batch = {row["id"] for row in new}
        there = self._present(table, new)
        checks.check_references(table, new, lambda _, id_: id_ in batch or id_ in there)
        if table_name == "link":
            checks.check_links(new, self._known_on)
        self._check_keys(table_name, new)
        self._insert(table_name, new)
        return len(new)

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a query over the whole record, later knowledge included. Findings use `as_of` instead."""
        self._prepare(tables_in(sql))
        return rows_of(self._connection.execute(sql, parameters or {}))

    def as_of(self, day: date) -> AsOf:
        """A view of the record in which nothing known after `day` exists."""
        return AsOf(self._connection.cursor(), day, self._relation)

    def counts(self) -> dict[str, int]:
        """Rows in each table, superseded ones and duplicates included."""
        sql = " UNION ALL ".join(f"SELECT '{name}' AS name, count(*) AS n FROM {name}" for name in TABLES)
        return {row["name"]: row["n"] for row in self.query(sql)}

    def save(self, folder: Path | None = None) -> Path:
        """Write the record to its folder, or to another one, in one step: readers see the old state or the new.

        Raises `RecordError` where the folder cannot be written or was changed by somebody else meanwhile.
        """
        target = folder or self.folder
        if target is None:
            raise RecordError("this record has no folder yet: say where to save it")
        self._prepare(TABLES)
        expected = self._manifest_hash if target == self.folder else None
        self._manifest_hash = folders.write_from(
            self._connection,
            target,
            expected,
            is_new=target != self.folder,
            unchanged={name: paths[0] for name, paths in self._in_files.items() if len(paths) == 1},
        )
        self.folder = target
        return target

    def _relation(self, name: str) -> tuple[str, int]:
        """The SQL to read a table from, and how many rows it has."""
        if name in self._in_files:
            return _parquet_sql(self._in_files[name]), self._n_rows.get(name, 0)
        self._prepare([name])
        counted = self._connection.execute(f"SELECT count(*) FROM main.{name}").fetchone()
        return f"main.{name}", counted[0] if counted else 0

    def _prepare(self, names: Iterable[str]) -> None:
        """Make these tables ready to be read: empty tables, or views of their files."""
        for name in names:
            if name in self._ready:
                continue
            paths = self._in_files.get(name)
            if paths is None:
                self._connection.execute(create_sql(TABLES[name]))
            else:
                with folders.told_as_damaged(paths[0]):
                    self._connection.execute(f"CREATE VIEW main.{name} AS SELECT * FROM {_parquet_sql(paths)}")
            self._ready.add(name)

    def _hold(self, name: str) -> None:
        """Bring a table out of its file, so that rows can be added to it."""
        self._prepare([name])
        paths = self._in_files.pop(name, None)
        if paths is not None:
            self._connection.execute(f"DROP VIEW main.{name}")
            self._connection.execute(create_sql(TABLES[name]))
            with folders.told_as_damaged(paths[0]):
                self._connection.execute(f"INSERT INTO main.{name} BY NAME SELECT * FROM {_parquet_sql(paths)}")

    def _new_rows(self, table_name: str, ready: list[Row]) -> list[Row]:
        """Rows not yet in the table, each id once."""
        ids = [row["id"] for row in ready]
        known = self.query(f"SELECT id FROM {table_name} WHERE id IN (SELECT unnest($ids))", {"ids": ids})
        seen = {row["id"] for row in known}
        new = []
        for row in ready:
            if row["id"] not in seen:
                seen.add(row["id"])
                new.append(row | {"recorded_at": row["recorded_at"] or datetime.now(UTC).replace(tzinfo=None)})
        return new

    def _check_keys(self, table_name: str, new: list[Row]) -> None:
        keys = [row["key"] for row in new if row["key"]]
        taken = {key for key in keys if keys.count(key) > 1}
        sql = f"SELECT key FROM {table_name} WHERE key IN (SELECT unnest($keys))"
        taken.update(row["key"] for row in self.query(sql, {"keys": keys}))
        if taken:
            raise BadRow(
                f"{table_name}: the key {min(taken)} already names a row with another claim; "
                "rows are never changed: add the correction under a new key and a link that supersedes the old row"
            )

    def _insert(self, table_name: str, rows: list[Row]) -> None:
        if not rows:
            return
        columns = TABLES[table_name].columns
        # One list a column and one statement: a statement a row is a hundred times slower.
        lists = {f"c{i}": [row[column.name] for row in rows] for i, column in enumerate(columns)}
        cells = ", ".join(f"unnest(CAST($c{i} AS {SQL_TYPES[column.kind]}[]))" for i, column in enumerate(columns))
        self._connection.begin()
        try:
            self._connection.execute(f"INSERT INTO main.{table_name} SELECT {cells}", lists)
        except duckdb.Error:
            self._connection.rollback()
            raise
        self._connection.commit()

    def _known_on(self, table_name: str, id_: str) -> date | None:
        found = self.query(f"SELECT known_on FROM {table_name} WHERE id = $id", {"id": id_})
        return found[0]["known_on"] if found else None

    def _present(self, table: Table, rows: list[Row]) -> set[str]:
        """Ids that the rows refer to and that the record holds: one query a table, since one a row is slow."""
        there: set[str] = set()
        for column in table.columns:
            if column.refers_to:
                ids = list({row[column.name] for row in rows if row[column.name] is not None})
                sql = f"SELECT id FROM {column.refers_to} WHERE id IN (SELECT unnest($ids))"
                there.update(row["id"] for row in self.query(sql, {"ids": ids}))
        return there


def _parquet_sql(paths: Iterable[str]) -> str:
    """The SQL that reads files of one table as one relation."""
    quoted = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{quoted}])"


def rows_of(result: duckdb.DuckDBPyConnection) -> list[Row]:
    """The rows of a result as mappings from column to value."""
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, values, strict=True)) for values in result.fetchall()]
