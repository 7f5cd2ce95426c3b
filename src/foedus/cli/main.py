"""The command `foedus`: its sub-commands, and the one place where failures become words and exit codes.

Exit codes: 0 done; 1 a bug of ours, with its traceback; 2 something the user can mend, in one sentence; 130 stopped by
the user; 141 the reader of our output went away.
"""

from __future__ import annotations

import os
import sys

import click

from foedus._version import __version__
from foedus.cli import assess, evidence, record, timeline
from foedus.errors import FoedusError


class ReaderGone(Exception):
    """Whoever read our output closed it."""


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        """Run a command; Click would end with exit code 1 where the reader of our output went away."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise ReaderGone from None
        return result


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: foedus assess csto --as-of 2022-11-28",
)
@click.version_option(__version__, prog_name="foedus", message="%(prog)s %(version)s")
def app() -> None:
    """Read the public record of an alliance and say, member by member, with the evidence beside every claim, whether it
    is holding."""


app.add_command(assess.command)
app.add_command(evidence.command)
app.add_command(timeline.command)
app.add_command(record.group)


def run() -> None:
    """Run the command line and leave the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets a question mark, not a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    raise SystemExit(_code())


def _code() -> int:
    try:
        code = app.main(prog_name="foedus", standalone_mode=False)
    except FoedusError as wrong:
        click.echo(f"foedus: {wrong}", err=True)
        return 2
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except ReaderGone:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (KeyboardInterrupt, click.Abort):
        return 130
    return code if isinstance(code, int) else 0
