"""The command `foedus`: its sub-commands, and the one place where failures become words and exit codes.

Exit codes: 0 done; 1 a bug of ours, with its traceback; 2 something the user can mend, in one sentence; 130 stopped by
the user; 141 the reader of our output went away.
"""

from __future__ import annotations

import argparse
import os
import sys

from foedus._version import __version__
from foedus.cli import (
    actors,
    alliances,
    assess,
    backtest,
    check,
    data,
    evidence,
    explain,
    landscape,
    mcp,
    odds,
    read,
    record,
    review,
    timeline,
    watch,
    whatif,
    whatif_fit,
)
from foedus.errors import FoedusError

COMMANDS = (
    assess,
    alliances,
    evidence,
    timeline,
    check,
    read,
    explain,
    actors,
    review,
    watch,
    odds,
    whatif,
    whatif_fit,
    landscape,
    backtest,
    record,
    data,
    mcp,
)
"""Modules of one command each: `add(subparsers)` says its arguments and which function runs it."""


def parser() -> argparse.ArgumentParser:
    """The whole command line. The standard library's parser, because others load longer than `foedus --help` may take."""
    made = argparse.ArgumentParser(
        prog="foedus",
        description="Read the public record of an alliance and say, member by member, with the evidence beside every claim, "
        "whether it is holding.",
        epilog="Example: foedus assess csto --as-of 2022-11-28",
    )
    made.add_argument("--version", action="version", version=f"foedus {__version__}")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return made


def run() -> None:
    """Run the command line and leave the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets a question mark, not a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    raise SystemExit(_code())


def _code() -> int:
    arguments = parser().parse_args(sys.argv[1:] or ["--help"])
    try:
        arguments.run(arguments)
        sys.stdout.flush()
    except FoedusError as wrong:
        sys.stderr.write(f"foedus: {wrong}\n")
        return 2
    except BrokenPipeError:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    return 0
