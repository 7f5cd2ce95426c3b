"""`foedus explain`: why an event that was read by machine is what it is."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.options import add_record
from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.reading import Event, Reading


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "say why an event that was read is what it is: the words, the frame, the names, the outer verbs, the date"
    parser = commands.add_parser("explain", help=about, description=f"{about.capitalize()}.")
    parser.add_argument(
        "event", metavar="EVENT", help="an id that `foedus read` printed, or that of a row it put into a record"
    )
    parser.add_argument(
        "--in", dest="text", metavar="FILE", help="the text it was read from; else it is looked up in the record"
    )
    parser.add_argument("--date", metavar="DATE", help="day of the text, as given to `foedus read`")
    add_record(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Read the words again and print the reasons."""
    from foedus.reading.explain import explain

    for event, reading in _of_text(arguments) if arguments.text else _of_record(arguments.event, arguments.record):
        sys.stdout.write(f"{explain(event, reading)}\n")


def _of_text(arguments: Namespace) -> list[tuple[Event, Reading]]:
    from foedus.dates import parse_day
    from foedus.intake.inputs import inputs
    from foedus.intake.job import Failed, Options, Passed, read_all
    from foedus.shelf import root

    options = Options(on=parse_day(arguments.date) if arguments.date else None, actors=root() / "actors")
    for _, outcome in read_all(list(inputs([arguments.text])), options):
        if isinstance(outcome, Failed | Passed):
            raise FoedusError(outcome.why if isinstance(outcome, Failed) else f"{outcome.name} was passed over")
        found = [(it, outcome.reading) for it in outcome.reading.events if it.id == arguments.event]
        if found:
            return found
        ids = ", ".join(it.id for it in outcome.reading.events[:6]) or "none"
        raise FoedusError(f"{arguments.text} holds no event {arguments.event}; its events: {ids}")
    raise FoedusError(f"{arguments.text}: nothing to read")


def _of_record(event: str, folder: Path | None) -> list[tuple[Event, Reading]]:
    from foedus.build import find_evidence, open_view
    from foedus.reading import read

    _, _, row = find_evidence(open_view(None, folder), event)
    if not row.get("original_text") or not str(row["method"]).startswith("reader@"):
        raise FoedusError(
            f"{event} was not read by machine (method {row['method']}): `foedus evidence {event}` shows it"
        )
    reading = read(row["original_text"], dateline=row["known_on"])
    own = [it for it in reading.events if it.plover_type == row["plover_type"] and it.actor.upper() == row["actor"]]
    if not own:
        raise FoedusError(f"{event}: this version of foedus reads that sentence otherwise; read the article again")
    return [(it, reading) for it in own]
