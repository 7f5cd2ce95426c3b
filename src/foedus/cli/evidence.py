"""`foedus evidence`: one row of the record with its source, and how and when it became known."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from foedus.cli.options import add_as_of, add_record, add_row_form

if TYPE_CHECKING:
    from foedus.cli.options import Commands


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "show a row of the record with its source"
    parser = commands.add_parser("evidence", help=about, description=f"{about.capitalize()}.")
    parser.add_argument("row", metavar="ID", help="a row's id, such as ev-0123456789ab, or its key, such as csto-0159")
    add_as_of(parser)
    add_record(parser)
    add_row_form(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Find the row and print it."""
    from foedus.build import find_evidence, open_view
    from foedus.cli.output import print_rows

    shown, sources, columns = find_evidence(open_view(arguments.as_of, arguments.record), arguments.row)
    everything = {name: value for name, value in columns.items() if value is not None}
    if arguments.form != "table":
        whole = asdict(shown) | {"sources": [asdict(source) for source in sources], "row": everything}
        print_rows([whole], (), arguments.form)
        return
    lines = [{"field": name, "value": value} for name, value in asdict(shown).items() if value is not None]
    lines += [{"field": name, "value": value} for name, value in everything.items() if name not in asdict(shown)]
    for source in sources:
        parts = (source.title, source.publisher, source.published, source.url)
        lines.append({"field": "source", "value": "; ".join(part for part in parts if part)})
    print_rows(lines, ("field", "value"), arguments.form)
