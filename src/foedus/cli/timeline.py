"""`foedus timeline`: the dated acts of an alliance, or of one member."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from foedus.cli.options import add_alliance, add_as_of, add_member, add_record, add_row_form

if TYPE_CHECKING:
    from foedus.cli.options import Commands


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "list the dated acts of an alliance, oldest first"
    parser = commands.add_parser("timeline", help=about, description=f"{about.capitalize()}.")
    add_alliance(parser)
    add_member(parser)
    add_as_of(parser)
    add_record(parser)
    add_row_form(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Make the assessment and print its timeline."""
    from foedus.build import assess
    from foedus.cli.output import print_rows

    made = assess(arguments.alliance, arguments.as_of, member=arguments.member, record=arguments.record)
    rows = [asdict(item) for item in made.timeline]
    for row in rows:
        marks = [row["modality"]] if row["modality"] != "actual" else []
        marks += [] if row["is_verified"] else ["not verified"]
        row["marks"] = ", ".join(marks)
    print_rows(rows, ("date", "act", "sentence", "marks", "key"), arguments.form)
