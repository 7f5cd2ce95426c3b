"""`foedus actors`: the gazetteer that reading knows names from: look a name up, add one of your own."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from foedus.cli.options import add_as_of, add_row_form

if TYPE_CHECKING:
    from foedus.cli.options import Commands


def add(commands: Commands) -> None:
    """Say what the command and its parts take."""
    about = "look up or add names of states, bodies, groups, offices and persons"
    parser = commands.add_parser("actors", help=about, description=f"{about.capitalize()}.")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    search = parts.add_parser("search", help="rows whose names hold these words, such as `armenia prime minister`")
    search.add_argument("words", metavar="WORD", nargs="+")
    add_as_of(search)
    add_row_form(search)
    search.set_defaults(run=show)
    more = parts.add_parser("add", help="add a name of your own, used by `foedus read` from then on")
    more.add_argument("name", metavar="NAME")
    more.add_argument("code", metavar="CODE", help="what it is coded as: ISO alpha-3, a body's short name, NSA")
    more.add_argument("--sort", default="body", help="body, group, institution, place, state or person; default: body")
    more.add_argument("--also", metavar="NAME", action="append", default=[], help="another name of it; may be repeated")
    more.add_argument("--role", default="", help="PLOVER sector, such as GOV or MIL")
    more.add_argument("--home", default="", help="state that a group acts in or a place lies in")
    more.add_argument(
        "--from", dest="first", metavar="DATE", default="", help="first day, month or year under this name"
    )
    more.add_argument("--to", dest="last", metavar="DATE", default="", help="last day, month or year under this name")
    more.set_defaults(run=put)


def show(arguments: Namespace) -> None:
    """Print the rows found, as of a day where one is given."""
    from foedus.cli.output import print_rows
    from foedus.dates import parse_day
    from foedus.errors import UnknownName
    from foedus.reading.actors import search

    text = " ".join(arguments.words)
    found = search(text, parse_day(arguments.as_of) if arguments.as_of else None)
    if not found:
        raise UnknownName(f'the gazetteer holds no name with "{text}"; `foedus actors add` adds one')
    rows = [one._asdict() for one in found]
    print_rows(rows, tuple(rows[0]), arguments.form)


def put(arguments: Namespace) -> None:
    """Add one row to the user's own file."""
    from foedus.dates import PartialDate
    from foedus.reading.actor_rows import Days, Row
    from foedus.reading.actors import add as append
    from foedus.shelf import root

    first, last = (PartialDate.parse(day) if day else None for day in (arguments.first, arguments.last))
    row = Row(
        arguments.sort,
        arguments.name,
        tuple(arguments.also),
        arguments.code,
        arguments.role,
        arguments.home,
        Days(first, last),
        "",
    )
    sys.stderr.write(f"{append(row, root() / 'actors')}: {arguments.name} is {arguments.code}\n")
