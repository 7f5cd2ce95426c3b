"""`foedus fit-whatif`: the parameters of the hub-and-member model learned anew, from your record and with ATOP's attacks."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.cli.options import add_as_of, add_record, add_row_form

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.record import AsOf
    from foedus.whatif.fit import Posterior

SHOWN = ("parameter", "prior", "learned", "p_above_0", "spread_left", "unit")
DRAWS = 640
SEED = 20221128


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "learn the parameters of the what-if model from a record"
    parser = commands.add_parser(
        "fit-whatif",
        help=about,
        description=f"{about.capitalize()}, as of a day, and save draws of them for `foedus whatif --posterior FILE`. Draws that "
        "were learned from what became known after an as-of day are refused there. Needs the extra `stats`.",
    )
    add_as_of(parser)
    add_record(parser)
    parser.add_argument(
        "--atop",
        action="store_true",
        help="learn from the attacks on members of ATOP's defence pacts too; needs ATOP on the shelf (`foedus data get atop`)",
    )
    parser.add_argument("--seed", metavar="N", type=int, default=SEED, help=f"seed of all draws; default: {SEED}")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="save the draws in this file, as JSON")
    add_row_form(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Fit, save, and print what was learned."""
    try:
        import numpy as _  # noqa: F401
    except ImportError:
        from foedus.errors import FoedusError

        raise FoedusError("a fit needs numpy: install foedus with its extra `stats`") from None
    from foedus.build import open_view
    from foedus.cli.output import print_rows, write_whole
    from foedus.whatif import shipped
    from foedus.whatif.apart import learned, told_apart

    if arguments.output and not arguments.output.parent.is_dir():
        from foedus.errors import FoedusError

        raise FoedusError(f"{arguments.output.parent} is no folder to save {arguments.output.name} in")
    view = open_view(arguments.as_of, arguments.record)
    made = _fitted(view, arguments)
    if arguments.output:
        write_whole(arguments.output, shipped.text([shipped.vintage(made, view.day)]))
        sys.stderr.write(f"{arguments.output}\n")
    print_rows([_row(it) for it in learned(made)], SHOWN, arguments.form)
    if arguments.form == "table":
        sys.stdout.write("\n" + "\n".join(told_apart(made)) + "\n")


def _fitted(view: AsOf, arguments: Namespace) -> Posterior:
    """The posterior of the view's cases, with the attacks of ATOP where they are wanted."""
    from dataclasses import replace

    from foedus.whatif.attacks import attacks, fit_with
    from foedus.whatif.cases import cases
    from foedus.whatif.design import from_cases
    from foedus.whatif.fit import fit

    made = cases(view)
    design = from_cases(made)
    if not arguments.atop:
        return replace(fit(design, seed=arguments.seed, draws=DRAWS, is_weighed=True), day=view.day)
    from foedus.whatif.atop_cases import cases_from_atop

    told = attacks(cases_from_atop(view.day), made, design.centre)
    sys.stderr.write(
        f"{len(told)} attacks of ATOP and UCDP beside the record's calls, {int(told.helped.sum())} with troops of the hub; "
        f"{told.n_known} more are in the record\n"
    )
    return replace(fit_with(design, told, seed=arguments.seed, draws=DRAWS), day=view.day)


def _row(it: Any) -> dict[str, Any]:
    """One parameter as a row."""
    from foedus.whatif.model import COLUMN, PARAMETERS

    what = PARAMETERS[COLUMN[it.name]]
    return {
        "parameter": it.name,
        "prior": _interval(it.prior),
        "learned": _interval(it.posterior),
        "p_above_0": None if it.p_positive is None else round(it.p_positive, 3),
        "spread_left": round(it.share_left, 3),
        "bayes_factor": None if it.bayes_factor is None else round(it.bayes_factor, 3),
        "meaning": what.meaning,
        "unit": what.unit,
    }


def _interval(ends: tuple[float, float, float]) -> str:
    return f"{ends[1]:.2f} ({ends[0]:.2f} to {ends[2]:.2f})"
