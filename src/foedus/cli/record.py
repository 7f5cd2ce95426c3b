"""`foedus record`: what a record holds, a copy of it in a folder of one's own, and rows added from a CSV file."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.options import add_record, add_row_form

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.record import Record


def add(commands: Commands) -> None:
    """Say what the command and its parts take."""
    about = "look into, copy or extend a record"
    parser = commands.add_parser("record", help=about, description=f"{about.capitalize()}.")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    info = parts.add_parser("info", help="count the rows of each table")
    add_record(info)
    add_row_form(info)
    info.set_defaults(run=show_info)
    export = parts.add_parser("export", help="copy a record to a new folder of Parquet files with a manifest")
    export.add_argument("folder", metavar="DIR", type=Path, help="a new folder")
    add_record(export)
    export.set_defaults(run=export_copy)
    extend = parts.add_parser(
        "add",
        help="add the rows of a CSV file, all or none",
        description="Add the rows of a CSV file, all or none. Rows that are already there add nothing.",
    )
    extend.add_argument("folder", metavar="DIR", type=Path, help="the record to extend")
    extend.add_argument("table", metavar="TABLE", help="a table that docs/record.md lists")
    extend.add_argument("file", metavar="FILE.csv", type=Path, help="rows, with the table's columns as header")
    extend.set_defaults(run=add_rows)


def show_info(arguments: Namespace) -> None:
    """Count the rows of each table."""
    from foedus.cli.output import print_rows

    opened = _opened(arguments.record)
    rows = [{"table": name, "rows": n} for name, n in opened.counts().items()]
    print_rows(rows, ("table", "rows"), arguments.form)


def export_copy(arguments: Namespace) -> None:
    """Copy a record to a new folder."""
    opened = _opened(arguments.record)
    opened.save(arguments.folder)
    sys.stderr.write(f"{arguments.folder}: {sum(opened.counts().values())} rows\n")


def _opened(folder: Path | None) -> Record:
    """The record in a folder; where none is given the embedded one, with the data sets that are installed."""
    from foedus.record import Record, embedded
    from foedus.shelf import folders

    return Record.open(*([folder] if folder else embedded.folders(folders())))


def add_rows(arguments: Namespace) -> None:
    """Add the rows of a CSV file to a record."""
    from foedus.record import Record
    from foedus.record.texts import read_rows

    opened = Record.open(arguments.folder)
    new = opened.add(arguments.table, read_rows(arguments.table, arguments.file), where=arguments.file.name)
    opened.save()
    sys.stderr.write(f"{arguments.folder}: {new} new rows in {arguments.table}\n")
