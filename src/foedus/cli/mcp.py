"""`foedus mcp`: a Model Context Protocol server, for a client that starts it and talks to it over standard input and output."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.options import add_record
from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.cli.options import Commands


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "serve foedus to a language model (Model Context Protocol)"
    parser = commands.add_parser(
        "mcp",
        help=about,
        description=f"{about.capitalize()}, over standard input and output: a client starts this. Nothing is written and no file "
        "is opened unless an option says so.",
    )
    add_record(parser)
    parser.add_argument(
        "--write",
        metavar="DIR",
        type=Path,
        help="offer tools that add articles to this record, made where there is none",
    )
    parser.add_argument(
        "--allow-paths", metavar="DIR", type=Path, help="let `check` open texts in this folder by name; never addresses"
    )
    parser.add_argument(
        "--http", metavar="PORT", type=_port, help="serve at http://127.0.0.1:PORT/mcp instead, to this machine only"
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Check the folders and serve until the client goes away."""
    if arguments.http is not None and (arguments.write or arguments.allow_paths):
        raise FoedusError(
            "--http goes with neither --write nor --allow-paths: every program of this machine could use it, without a password"
        )
    try:
        import mcp  # noqa: F401
    except ImportError as missing:
        raise FoedusError('the server needs the MCP SDK: install it with `pip install "foedus[mcp]"`') from missing
    from foedus.mcp import server
    from foedus.mcp.records import Desk, check_folders

    desk = Desk(arguments.record, arguments.write, arguments.allow_paths)
    check_folders(desk)
    if arguments.http is not None:
        server.check_port(arguments.http)
        sys.stderr.write(f"foedus: http://127.0.0.1:{arguments.http}/mcp; Ctrl-C ends it\n")
        server.serve_http(desk, arguments.http)
        return
    if sys.stdin.isatty():
        sys.stderr.write("foedus: waiting for a client on standard input, as docs/mcp.md tells; Ctrl-C ends it\n")
    server.serve_stdio(desk)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise ArgumentTypeError(f'"{text}" is no port: give a number from 1 to 65535')
    return int(text)
