"""`foedus record`: what a record holds, a copy of it in a folder of one's own, and rows added from a CSV file."""

from __future__ import annotations

from pathlib import Path

import click

from foedus.cli.options import Format, format_option, record_option


@click.group("record")
def group() -> None:
    """Look into, copy or extend a record."""


@group.command("info")
@record_option
@format_option
def info(record: Path | None, form: Format) -> None:
    """Count the rows of each table."""
    from foedus.cli.output import print_rows
    from foedus.record import Record, embedded

    opened = Record.open(record or embedded.FOLDER)
    rows = [{"table": name, "rows": n} for name, n in opened.counts().items()]
    print_rows(rows, ("table", "rows"), form)


@group.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@record_option
def export(folder: Path, record: Path | None) -> None:
    """Copy a record to DIR, a new folder of Parquet files with a manifest."""
    from foedus.record import Record, embedded

    opened = Record.open(record or embedded.FOLDER)
    opened.save(folder)
    click.echo(f"{folder}: {sum(opened.counts().values())} rows", err=True)


@group.command("add")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("table")
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
def add(folder: Path, table: str, file: Path) -> None:
    """Add the rows of FILE.csv to TABLE of the record in DIR, all or none.

    The header names the table's columns, which docs/record.md lists. Rows that are already there add nothing.
    """
    from foedus.record import Record
    from foedus.record.texts import read_rows

    opened = Record.open(folder)
    new = opened.add(table, read_rows(table, file), where=file.name)
    opened.save()
    click.echo(f"{folder}: {new} new rows in {table}", err=True)
