"""Makes `docs/record.md` from the schema: `python -m foedus.record.pages > docs/record.md`; a test fails when it is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from foedus.record.schema import ALLIANCE_ACTS, ANSWER_CLASSES, SCHEMA_VERSION, TABLES, Column, Table

INTRODUCTION = f"""# The record

This page is made from `foedus.record.schema` (schema version {SCHEMA_VERSION}); do not edit it by hand.

One folder is one record: a file of Parquet for each table below, and `manifest.json`, which names each file with its
hash and number of rows, the schema version and the licences of the sources. The folder can be zipped, mailed and opened
elsewhere with `--record DIR` or `foedus.Record.open(DIR)`.

Rules that hold for every table:

- **Rows are added, never changed.** A correction is a new row and a `link` that says `supersedes`; a duplicate is linked
  to the row that stands for both. Both stay readable.
- **`id`** is a hash of the claim: all columns but `id` and `recorded_at`. The same claim loaded twice is one row.
- **Partial dates** are text: `2022-09-13`, `2022-09` or `2022`. They mean the span of days they may be. Views as of a day
  give its bounds as `happened_from` and `happened_to` (and `ended_from`, `ended_to`). A vague date is never read as the first
  of the month or year.
- **`known_on`** is the first day on which the public could have known the row, and `known_basis` says how it was found:
  `published_day` (the source is dated to the day), `published_month` or `published_year` (the last day of the month or
  year in which the source was published), `inferred` (no date of publication: the day after the act).
- **As of a day** nothing with a later `known_on` exists: `record.as_of(day)` gives views named like the tables
  (what is believed on that day) and `TABLE_all` (every row known by then, with `superseded_by` and `duplicate_of`).
- A missing value is null. There is no zero that means unknown.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([INTRODUCTION, *(part for table in TABLES.values() for part in _table(table)), *_lists()])


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield f"A row is {table.meaning}. Ids begin with `{table.prefix}-`.\n"
    yield "| column | type | needed | meaning |"
    yield "|---|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {column.kind.replace('_', ' ')} | {'yes' if column.required else ''} | {_meaning(column)} |"
    yield ""


def _meaning(column: Column) -> str:
    parts = [column.meaning]
    if column.refers_to:
        parts.append(f"id of a row of `{column.refers_to}`")
    if column.choices:
        parts.append("one of " + ", ".join(f"`{choice}`" for choice in column.choices))
    if column.unit:
        parts.append(f"unit: {column.unit}")
    if column.low is not None or column.high is not None:
        parts.append(
            f"range: {'' if column.low is None else f'{column.low:g}'}..{'' if column.high is None else f'{column.high:g}'}"
        )
    return "; ".join(parts)


def _lists() -> Iterator[str]:
    yield "## Alliance acts\n"
    yield from (f"- `{name}`: {meaning}" for name, meaning in ALLIANCE_ACTS.items())
    yield "\n## Classes of answer\n"
    yield "Strongest first; a call with no answer in the record is of class `none`.\n"
    yield from (f"- `{name}`: {meaning}" for name, meaning in ANSWER_CLASSES.items())
    yield ""


if __name__ == "__main__":
    sys.stdout.write(page())
