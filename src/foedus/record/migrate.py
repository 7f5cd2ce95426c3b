"""From older schema versions to this one: each step is a list of SQL statements over staged tables.

Before a column is renamed or moved, its step is written here and tested; a table that an old record lacks stays empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.errors import RecordError
from foedus.record.schema import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

STEPS: dict[int, tuple[str, ...]] = {1: ()}
"""Statements that bring a record of schema version N, staged in the schema `older`, to version N + 1.

1 to 2: the table `decision` was added, which an older record does not have.
"""


def is_readable(version: int) -> bool:
    """Whether the files of a version can be read where they are: no step since then changed any table."""
    return all(STEPS.get(step) == () for step in range(version, SCHEMA_VERSION)) and version >= 1


def load_older(connection: duckdb.DuckDBPyConnection, files: Mapping[str, str], version: int) -> None:
    """Stage the files of an older record, run the steps up to this version, and fill the tables.

    Raises `RecordError` where a step is missing.
    """
    missing = [step for step in range(version, SCHEMA_VERSION) if step not in STEPS]
    if missing or version < 1:
        raise RecordError(
            f"this record has schema version {version}, from which no step to version {SCHEMA_VERSION} exists: "
            "open and save it with an earlier foedus first"
        )
    connection.execute("CREATE SCHEMA older")
    for name, path in files.items():
        connection.execute(f"CREATE TABLE older.{name} AS SELECT * FROM read_parquet($path)", {"path": path})
    for step in range(version, SCHEMA_VERSION):
        for statement in STEPS[step]:
            connection.execute(statement)
    staged = connection.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'older'")
    for (name,) in staged.fetchall():
        if name in TABLES:
            connection.execute(f"INSERT INTO main.{name} BY NAME SELECT * FROM older.{name}")
    connection.execute("DROP SCHEMA older CASCADE")
