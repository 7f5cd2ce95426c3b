"""Arguments and options that several commands share, each said once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import click


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


alliance_argument = click.argument("alliance")
as_of_option = click.option(
    "--as-of", metavar="DATE", help="Nothing known after this day (YYYY-MM-DD) is used.  [default: today]"
)
member_option = click.option("--member", metavar="ISO3", help="Only this member, by ISO 3166 alpha-3 code or by name.")
record_option = click.option(
    "--record",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A record folder.  [default: the embedded record]",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    callback=lambda context, parameter, value: Format(value),
    default=Format.table.value,
    show_default=True,
    help="How to print.",
)
