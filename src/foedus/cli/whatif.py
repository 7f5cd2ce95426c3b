"""`foedus whatif`: an alliance before and after a change, by a model."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.options import add_alliance, add_as_of, add_record

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.whatif.outlook import Outlook

LEVERS = {
    "answer": (
        "M=CLASS",
        "a member's latest call was answered so (force, mission, material, declined, none); M@2021-05=CLASS: that call",
    ),
    "answer-chance": ("M=CHANCE", "from now on its calls are answered with this chance, whatever the hub would choose"),
    "threat": ("M=x2", "threats come to it so many times as often, or (1.5/year) so many months of them a year"),
    "attention": ("M=0.5", "the hub attends to it so many times as much"),
    "dependence": ("M=-20%", "its dependence on the hub, 0 to 1: a share more or less, +0.1, or =0.4"),
    "outside": ("M=+0.1", "its options outside the alliance, written likewise"),
    "load": ("x2", "the hub's own wars elsewhere: so many times as many, or =3"),
    "call": ("M@6=CLASS", "it calls in that month and is answered so, or (hub) as the hub decides"),
}
"""Each lever's form and meaning. `@6` at the end: from month 6 on. `*` for M: every member."""

MOST_DIGITS = 12


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "say what would change an alliance's odds, by a model"
    parser = commands.add_parser(
        "whatif",
        help=about,
        description=f"{about.capitalize()}: the odds before and after with intervals, and what carries the difference.",
        epilog="M is a member by code or name, or * for all. Levers may be repeated; @6 at the end means from month 6 on. "
        "Example: foedus whatif csto --as-of 2022-11-28 --answer ARM=force --threat ARM=x2",
    )
    add_alliance(parser)
    add_as_of(parser)
    levers = parser.add_argument_group("levers")
    for name, (form, meaning) in LEVERS.items():
        levers.add_argument(f"--{name}", metavar=form, action="append", default=[], help=meaning)
    parser.add_argument(
        "--scenario", metavar="FILE", type=Path, nargs="+", action="extend", default=[], help="scenario files, compared"
    )
    parser.add_argument(
        "--needed",
        metavar="MEMBER",
        nargs="?",
        const="*",
        action="append",
        help="say what would halve this member's, or every member's, chance to leave",
    )
    parser.add_argument("--months", type=_whole, metavar="N", default=60, help="how far to run; default: 60")
    parser.add_argument("--runs", type=_whole, metavar="N", default=100_000, help="default: 100000")
    parser.add_argument("--seed", type=_whole, metavar="N", default=0, help="of the random numbers; default: 0")
    parser.add_argument(
        "--threads", type=_whole, metavar="N", default=2, help="results are the same on any number; default: 2"
    )
    parser.add_argument(
        "--posterior", metavar="FILE", type=Path, help="draws of `foedus fit-whatif` instead of those that ship"
    )
    add_record(parser)
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write to FILE.html, FILE.md or FILE.json")
    parser.add_argument(
        "--format",
        dest="form",
        choices=("terminal", "html", "md", "json"),
        help="the form; default: by FILE's ending, else terminal",
    )
    parser.set_defaults(run=run)


def _whole(text: str) -> int:
    """A whole number; thousands may be set off by commas."""
    plain = text.replace(",", "")
    if not plain.isascii() or not plain.isdigit() or len(plain) > MOST_DIGITS:
        raise ArgumentTypeError(f'"{text}" is not a whole number from 0 up')
    return int(plain)


def run(arguments: Namespace) -> None:
    """Run the model and show what follows."""
    from foedus.cli.assess import form_of

    form = form_of(arguments.output, arguments.form)
    from foedus.build import whatif

    outlook = whatif(
        arguments.alliance,
        arguments.as_of,
        levers=[f"{name} {value}" for name in LEVERS for value in getattr(arguments, name.replace("-", "_"))],
        scenarios=arguments.scenario,
        months=arguments.months,
        runs=arguments.runs,
        seed=arguments.seed,
        threads=arguments.threads,
        needed=arguments.needed,
        posterior=arguments.posterior,
        record=arguments.record,
    )
    if form == "terminal":
        _print(outlook)
        return
    text = _rendered(outlook, form)
    if arguments.output is None:
        sys.stdout.write(text)
        return
    from foedus.cli.output import write_whole

    write_whole(arguments.output, text)
    sys.stderr.write(f"{arguments.output}: {outlook.alliance} as of {outlook.as_of}, a model\n")


def _print(outlook: Outlook) -> None:
    from foedus.brief import whatif_terminal
    from foedus.cli.output import console, is_coloured, width

    if is_coloured():
        whatif_terminal.show(outlook, console())
    else:
        sys.stdout.write(whatif_terminal.render(outlook, width()))


def _rendered(outlook: Outlook, form: str) -> str:
    from importlib import import_module

    name = {"html": "html", "md": "markdown", "json": "json"}[form]
    text: str = import_module(f"foedus.brief.whatif_{name}").render(outlook)
    return text
