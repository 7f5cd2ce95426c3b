"""Checks on rows before they enter a record: right columns, right values, references that exist.

Built from the schema; pydantic does the checking and is imported only when rows are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from foedus.dates import PartialDate
from foedus.errors import BadDate, BadRow
from foedus.record.schema import TABLES, Column, Table
from foedus.rows import Row, row_id

if TYPE_CHECKING:
    from pydantic import BaseModel


def checked(table: Table, row: Mapping[str, Any], where: str) -> Row:
    """The row with every column of the table, its values in their own types and its id made.

    `where` names the row in an error (`votes.csv, row 812`). Empty text counts as missing. An id that
    is given must be the id of the claim. Raises `BadRow`.
    """
    given = {name: value for name, value in row.items() if value not in ("", None)}
    values = _validated(table, given, where)
    made = row_id(table.prefix, values)
    if values["id"] not in (None, made):
        raise BadRow(f"{where}: id {values['id']} does not match the row, whose id is {made}; leave id empty")
    return values | {"id": made}


def check_references(table: Table, rows: Iterable[Row], exists: Callable[[str, str], bool]) -> None:
    """Raise `BadRow` for the first row that refers to a row which is neither in the record nor in the batch."""
    referring = [column for column in table.columns if column.refers_to]
    for number, row in enumerate(rows, start=1):
        for column in referring:
            target = row[column.name]
            if target is not None and not exists(str(column.refers_to), target):
                raise BadRow(
                    f"{table.name}, row {number}, column `{column.name}`: {target} is not a row of "
                    f"{column.refers_to}; add that row first"
                )


def check_links(rows: Iterable[Row], known_on: Callable[[str, str], date | None]) -> None:
    """Raise `BadRow` for the first link to a row that is not there, or known before the row that is to stand.

    `known_on` gives the day on which a row of a table became known. A link that is known earlier than its standing row
    would hide the other row while nothing stands in its place.
    """
    for number, row in enumerate(rows, start=1):
        for name in ("from_id", "to_id"):
            known = known_on(table_of(row[name]).name, row[name])
            if known is None:
                raise BadRow(f"link, row {number}, column `{name}`: {row[name]} is not in the record; add it first")
            is_standing = name == ("from_id" if row["relation"] == "supersedes" else "to_id")
            if is_standing and row["known_on"] < known:
                raise BadRow(
                    f"link, row {number}, column `known_on`: {row['known_on']} is before {known}, the day on which "
                    f"{row[name]} became known; a link cannot be known before the row that stands"
                )


def table_of(any_id: str) -> Table:
    """The table that an id belongs to, by its prefix; raises `BadRow`."""
    prefix = any_id.partition("-")[0]
    for table in TABLES.values():
        if table.prefix == prefix:
            return table
    raise BadRow(f"{any_id} is not the id of a row: no table has ids that begin with {prefix}-")


def _validated(table: Table, given: Mapping[str, Any], where: str) -> Row:
    from pydantic import ValidationError

    try:
        return _model(table.name).model_validate(dict(given)).model_dump()
    except ValidationError as errors:
        first = errors.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        raise BadRow(f"{where}, column `{name}`: {_in_words(table, name, first, given)}") from None


def _in_words(table: Table, name: str, error: Any, given: Mapping[str, Any]) -> str:
    """One clause that says what is wrong with a value and what to write instead."""
    column = table.column(name)
    if column is None:
        return f"{table.name} has no such column; its columns are listed in docs/record.md"
    if error["type"] == "missing":
        return f"a value is needed: {column.meaning}"
    value = given.get(name)
    if column.choices:
        return f'"{value}" is not one of {", ".join(column.choices)}'
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return f'"{value}" does not fit ({error["msg"].lower()}); needed: {column.meaning}'


@cache
def _model(table_name: str) -> type[BaseModel]:
    """The pydantic model of one table."""
    from pydantic import ConfigDict, create_model

    table = TABLES[table_name]
    fields: dict[str, Any] = {column.name: _field(column) for column in table.columns}
    return create_model(f"{table_name.title()}Row", __config__=ConfigDict(extra="forbid"), **fields)


def _field(column: Column) -> tuple[Any, Any]:
    from pydantic import Field

    kind: Any = Literal[column.choices] if column.choices else _python_type(column)
    bounds: dict[str, Any] = {"ge": column.low, "le": column.high} if column.kind in ("integer", "number") else {}
    is_required = column.required and column.name != "id"
    if is_required:
        return (kind, Field(**bounds))
    return (kind | None, Field(default=None, **bounds))


def _python_type(column: Column) -> Any:
    from pydantic import AfterValidator, BeforeValidator, StringConstraints

    if column.kind == "partial_date":
        return Annotated[str, AfterValidator(_is_partial_date)]
    if column.kind == "text":
        return Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    if column.kind == "utc_time":
        return Annotated[datetime, BeforeValidator(_as_utc)]
    return {"day": date, "integer": int, "number": float, "boolean": bool}[column.kind]


def _is_partial_date(text: str) -> str:
    try:
        PartialDate.parse(text)
    except BadDate as bad:
        raise ValueError(str(bad)) from None
    return text


def _as_utc(value: Any) -> Any:
    """A time with a zone becomes naive UTC, as the store keeps it."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None)
    return value
