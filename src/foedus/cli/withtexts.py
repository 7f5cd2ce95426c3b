"""The part of `foedus assess` that takes texts: read, show what moved, and keep or drop what was read."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.assessment import Assessment
    from foedus.review.withtexts import With


def assess_with_texts(arguments: Namespace, show: Callable[[Assessment], None]) -> None:
    """Assess with the texts of the command line, show it, then keep or drop what was read.

    What is shown is shown before anything is written. Where a person sits at the terminal and neither --keep nor --drop was
    given, they are asked; else what was read is dropped.
    """
    from foedus.cli.read import progress
    from foedus.dates import parse_day
    from foedus.intake.inputs import inputs
    from foedus.intake.job import Options, read_all
    from foedus.review.withtexts import assess_with_read
    from foedus.shelf import root

    day = parse_day(arguments.date) if arguments.date else None
    options = Options(on=day, outlet=arguments.outlet, actors=root() / "actors")
    listed = list(inputs(arguments.texts))
    with progress(len(listed)) as told:
        read = dict(read_all(listed, options, told))
    outcomes = [(one.name, read[place]) for place, one in enumerate(listed)]
    made = assess_with_read(
        arguments.alliance, outcomes, arguments.as_of, member=arguments.member, record=arguments.record
    )
    show(made.after)
    sys.stdout.flush()
    _say(made)
    if (folder := _where(arguments)) is not None:
        _keep(made, folder, arguments.record)


def _say(made: With) -> None:
    """On standard error what the texts did, and which were left out: the form shown may be a file."""
    texts = made.after.texts
    assert texts is not None  # noqa: S101 (made with texts)
    sys.stderr.write(f"{texts.sentence}\n")
    sys.stderr.writelines(f"foedus: {one.name}: {one.left_out}\n" for one in texts.texts if one.left_out)
    if all(one.left_out for one in texts.texts):
        raise FoedusError("none of the texts could be taken in, as told above; the brief is as without them")


def _where(arguments: Namespace) -> Path | None:
    """The folder to keep what was read in; None where it is to be dropped."""
    if arguments.keep or arguments.drop or "-" in arguments.texts or not sys.stdin.isatty():
        keep: Path | None = arguments.keep
        return keep
    own: Path | None = arguments.record
    where = f" into {own}" if own else ""
    sys.stderr.write(f"Keep what was read{where}? [y/N{'' if own else ', or a folder'}] ")
    sys.stderr.flush()
    said = sys.stdin.readline().strip()
    if said.casefold() in ("", "n", "no"):
        return None
    if said.casefold() not in ("y", "yes"):
        return Path(said)
    if own is None:
        raise FoedusError("nothing was kept: no record folder was given; repeat with --keep DIR")
    return own


def _keep(made: With, folder: Path, base: Path | None) -> None:
    from foedus.review.withtexts import keep, opened

    new = keep(made.scratch, folder, opened(base))
    told = ", ".join(f"{n} new in {table}" for table, n in new.items()) or "nothing new"
    sys.stderr.write(f"{folder}: {told}\n")
