"""`foedus alliances`: the alliances that the record holds as of a day."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from foedus.cli.options import add_as_of, add_record, add_row_form

if TYPE_CHECKING:
    from foedus.cli.options import Commands


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "list the alliances that the record holds"
    parser = commands.add_parser("alliances", help=about, description=f"{about.capitalize()}, as of a day.")
    add_as_of(parser)
    add_record(parser)
    add_row_form(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """List them."""
    from foedus.build import list_alliances, open_view
    from foedus.cli.output import print_rows

    rows = list_alliances(open_view(arguments.as_of, arguments.record))
    print_rows(rows, ("code", "name", "in_force_on", "ended_on", "hub", "members"), arguments.form)
