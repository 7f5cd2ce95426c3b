"""Arguments and options that several commands share, each said once."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]

ROW_FORMS = ("table", "json", "csv")


def add_alliance(parser: ArgumentParser) -> None:
    """The alliance, by any of its names."""
    parser.add_argument(
        "alliance", metavar="ALLIANCE", help="an alliance by short name, full name or alias, such as csto"
    )


def add_as_of(parser: ArgumentParser) -> None:
    """The day beyond which nothing is known."""
    parser.add_argument(
        "--as-of", metavar="DATE", help="nothing known after this day (YYYY-MM-DD) is used; default: today"
    )


def add_member(parser: ArgumentParser) -> None:
    """One member only."""
    parser.add_argument("--member", metavar="ISO3", help="only this member, by ISO 3166 alpha-3 code or by name")


def add_record(parser: ArgumentParser) -> None:
    """Another record than the embedded one."""
    parser.add_argument("--record", metavar="DIR", type=Path, help="a record folder; default: the embedded record")


def add_row_form(parser: ArgumentParser) -> None:
    """How rows are printed."""
    parser.add_argument(
        "--format", dest="form", choices=ROW_FORMS, default="table", help="how to print; default: table"
    )
