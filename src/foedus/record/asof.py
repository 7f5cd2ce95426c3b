"""The record as of a day: views in which later knowledge does not exist.

Every question, model and brief reads through this. Each table of the schema appears three ways:
`event` (what is believed on that day: no superseded rows, no duplicates), `event_all` (every row known by then,
with `superseded_by` and `duplicate_of`). Both have `happened_from` and `happened_to`, the first and last day its date may
be, and, where the table knows an end, `ended_from` and `ended_to`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

from foedus.errors import UnknownName
from foedus.record.schema import TABLES, Table
from foedus.rows import MACHINE, Row
from foedus.shown import shown

if TYPE_CHECKING:
    import duckdb

HELD = 100_000
"""Tables of at most this many rows are held when they are read again; larger ones are filtered in each query."""

WHOLE = frozenset({"id", "key", "method", "known_on", "known_basis", "is_verified", "note", "recorded_at"})
"""Columns by which a query's rows are known to be whole rows of a table."""

_LINK = f"{TABLES['link'].prefix}-"
_BEGINS_WITH = re.compile(r"\s*WITH\b", re.IGNORECASE)
_NUMBERS = count(1)
_NAMES = re.compile(rf"\b(?:{'|'.join(TABLES)})(?:_all)?\b")


@shown
class AsOf:
    """A record as the public could know it at the end of `day`, and as it stood when a table was first read.

    Rows added to the record later want a new view. `relation` gives, for a table's name, the SQL to read it from and
    its number of rows.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, day: date, relation: Callable[[str], tuple[str, int]]
    ) -> None:
        self.day = day
        self._connection = connection
        self._relation = relation
        self._read: set[str] = set()
        self._held: set[str] = set()
        self._seen: dict[str, Row] = {}
        self._told: dict[str, list[Row]] = {}
        # One schema a view object: two as-of views of one record never see each other's.
        self._schema = f"asof_{next(_NUMBERS)}"
        connection.execute(f"CREATE SCHEMA {self._schema}; SET search_path = '{self._schema}'")

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Rows of a query over the as-of views; parameters are named `$name`. One without parameters is run once."""
        if not parameters and sql in self._told:
            return self._told[sql]
        result = self._connection.execute(self._with_tables(sql), parameters or {})
        names = [column[0] for column in result.description or ()]
        rows = [dict(zip(names, values, strict=True)) for values in result.fetchall()]
        if set(names) >= WHOLE:
            self._seen.update((row["id"], row) for row in rows)
        if not parameters:
            self._told[sql] = rows
        return rows

    def _with_tables(self, sql: str) -> str:
        """The query with what it reads: a table read for the first time stands before it, one read again is held.

        Most tables are read once, and planning a query twice (to hold and to read) costs more than reading a small file.
        """
        first = []
        for name in dict.fromkeys(_NAMES.findall(sql)):
            if name in self._held:
                continue
            _, n_rows = self._relation(name.removesuffix("_all"))
            if n_rows > HELD or (name not in self._read and not _BEGINS_WITH.match(sql)):
                self._read.add(name)
                first.append(f"{name} AS ({self._sql(name)})")
            else:
                self._held.add(name)
                self._connection.execute(f"CREATE TABLE {self._schema}.{name} AS {self._sql(name)}")
        return f"WITH {', '.join(first)} {sql}" if first else sql

    def _sql(self, name: str) -> str:
        """What a table, or its `_all`, holds as of the day."""
        table = TABLES[name.removesuffix("_all")]
        sql = known_sql(table, self._relation(table.name)[0], self.day)
        hidden = self._hidden.get(table.prefix, [])
        if name != table.name:
            return (
                with_links_sql(sql, self._standing, is_linked=True)
                if hidden
                else with_links_sql(sql, "", is_linked=False)
            )
        return f"{sql} AND id NOT IN ({', '.join(map(_quoted, hidden))})" if hidden else sql

    @cached_property
    def _links(self) -> list[tuple[str, str, str]]:
        """Links known by the day: from, relation, to. A link is never known before the row that stands (see checks)."""
        return [(from_id, relation, to_id) for _, from_id, relation, to_id, _ in self._holding_links]

    @cached_property
    def _holding_links(self) -> list[tuple[str, str, str, str, str]]:
        """Id, from, relation, to and method of the links known by the day, but those that were taken back."""
        relation, _ = self._relation("link")
        known = f"WHERE known_on <= DATE '{self.day.isoformat()}'"
        sql = f"SELECT id, from_id, relation, to_id, method FROM {relation} {known}"
        return holding(self._connection.execute(sql).fetchall())

    @cached_property
    def told_by_machine(self) -> dict[str, tuple[str, ...]]:
        """For each standing row, the ids of the rows that a machine linked to it as duplicates."""
        told: dict[str, list[str]] = {}
        for _, from_id, relation, _, method in self._holding_links:
            if relation == "duplicates" and method.startswith(MACHINE):
                told.setdefault(self.standing[from_id], []).append(from_id)
        return {end: tuple(sorted(ids)) for end, ids in told.items()}

    @cached_property
    def _hidden(self) -> dict[str, list[str]]:
        """Ids of rows that are superseded or told twice, by the prefix of their table."""
        hidden: dict[str, list[str]] = {}
        for from_id, relation, to_id in self._links:
            id_ = to_id if relation == "supersedes" else from_id
            hidden.setdefault(id_.partition("-")[0], []).append(id_)
        return hidden

    @cached_property
    def standing(self) -> dict[str, str]:
        """For each row that was corrected or told twice by the day, the row that stands in its place in the end."""
        pairs = {(t if what == "supersedes" else f): (f if what == "supersedes" else t) for f, what, t in self._links}
        ends: dict[str, str] = {}
        for first in pairs:
            seen, last = {first}, pairs[first]
            while last in pairs and last not in seen:
                seen.add(last)
                last = pairs[last]
            ends[first] = last
        return ends

    @cached_property
    def _standing(self) -> str:
        """The name of a table of the links known by the day."""
        lists = {"f": [k[0] for k in self._links], "w": [k[1] for k in self._links], "t": [k[2] for k in self._links]}
        self._connection.execute(
            f"CREATE TABLE {self._schema}.known_link AS SELECT unnest(CAST($f AS VARCHAR[])) AS from_id, "
            "unnest(CAST($w AS VARCHAR[])) AS relation, unnest(CAST($t AS VARCHAR[])) AS to_id",
            lists,
        )
        return f"{self._schema}.known_link"

    def find(self, id_or_key: str) -> tuple[str, Row]:
        """The table and the row of an id or key known by the day, superseded rows and duplicates included.

        Raises `UnknownName` where the record holds no such row as of the day.
        """
        parts = [f"SELECT '{name}' AS table_name, id FROM {name}_all WHERE id = $it OR key = $it" for name in TABLES]
        found = self.query(" UNION ALL ".join(parts) + " LIMIT 1", {"it": id_or_key})
        if not found:
            raise UnknownName(f"the record holds no row {id_or_key} as of {self.day}")
        table_name = str(found[0]["table_name"])
        return table_name, self.rows_by_id(table_name, [found[0]["id"]])[0]

    def rows_by_id(self, table_name: str, ids: Iterable[str]) -> list[Row]:
        """The rows of one table with these ids that are known by the day, in order of id.

        Rows that an earlier query already brought whole are not asked for again.
        """
        wanted = set(ids)
        found = {id_: self._seen[id_] for id_ in wanted & self._seen.keys()}
        missing = sorted(wanted - found.keys())
        if missing:
            # Where no links point into a table, the table itself holds every known row.
            every = f"{table_name}_all" if TABLES[table_name].prefix in self._hidden else table_name
            sql = f"SELECT * FROM {every} WHERE id IN (SELECT unnest($ids))"
            found.update((row["id"], row) for row in self.query(sql, {"ids": missing}))
        return [found[id_] for id_ in sorted(found)]


def holding(links: list[tuple[str, str, str, str, str]]) -> list[tuple[str, str, str, str, str]]:
    """The links that hold: a link that another supersedes does not, unless that other one was itself superseded."""
    against: dict[str, list[str]] = {}
    for id_, _, relation, to_id, _ in links:
        if relation == "supersedes" and to_id.startswith(_LINK):
            against.setdefault(to_id, []).append(id_)
    holds: dict[str, bool] = {}
    # Ids are hashes of claims that name their targets, so that no chain of links comes back to itself.
    waiting = list(against)
    while waiting:
        id_ = waiting[-1]
        open_ = [one for one in against.get(id_, ()) if one not in holds]
        if open_:
            waiting.extend(open_)
            continue
        holds[id_] = not any(holds[one] for one in against.get(id_, ()))
        waiting.pop()
    return [link for link in links if holds.get(link[0], True)]


def tables_in(sql: str) -> list[str]:
    """Tables that a query may read: every table whose name, or name with `_all`, stands in it as a word."""
    return list(dict.fromkeys(name.removesuffix("_all") for name in _NAMES.findall(sql)))


def known_sql(table: Table, relation: str, day: date) -> str:
    """The rows of a table known by a day, with the bounds of their dates."""
    dates = {"happened": table.happened, "ended": table.ended}
    bounds = "".join(
        f", {first_day_sql(column)} AS {name}_from, {last_day_sql(column)} AS {name}_to"
        for name, column in dates.items()
        if column
    )
    return f"SELECT *{bounds} FROM {relation} WHERE known_on <= DATE '{day.isoformat()}'"


def with_links_sql(known: str, links: str, *, is_linked: bool) -> str:
    """The known rows of a table with what supersedes each and which row it is a duplicate of."""
    none = "CAST(NULL AS VARCHAR)"
    if not is_linked:
        return f"SELECT *, {none} AS superseded_by, {none} AS duplicate_of FROM ({known})"
    found = "SELECT {own} AS id, min({other}) AS other FROM {links} WHERE relation = '{relation}' GROUP BY {own}"
    superseded = found.format(own="to_id", other="from_id", relation="supersedes", links=links)
    duplicate = found.format(own="from_id", other="to_id", relation="duplicates", links=links)
    return (
        f"SELECT t.*, s.other AS superseded_by, d.other AS duplicate_of FROM ({known}) t "
        f"LEFT JOIN ({superseded}) s USING (id) LEFT JOIN ({duplicate}) d USING (id)"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def first_day_sql(column: str) -> str:
    """SQL for the first day a partial date may be."""
    return f"CAST(CASE length({column}) WHEN 4 THEN {column} || '-01-01' WHEN 7 THEN {column} || '-01' ELSE {column} END AS DATE)"


def last_day_sql(column: str) -> str:
    """SQL for the last day a partial date may be."""
    return (
        f"CASE length({column}) WHEN 4 THEN CAST({column} || '-12-31' AS DATE) "
        f"WHEN 7 THEN last_day(CAST({column} || '-01' AS DATE)) ELSE CAST({column} AS DATE) END"
    )
