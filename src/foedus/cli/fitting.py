"""`foedus odds fit` and `foedus odds show`: the coefficients that ship, made anew from installed data, and as they are."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.options import add_row_form

if TYPE_CHECKING:
    from foedus.cli.options import Commands

COMPARED = ("covariate", "ours", "shipped", "difference")
SHOWN = ("covariate", "log_odds_per_sd", "se", "odds_ratio", "mean", "sd", "words")


def add_to(parts: Commands) -> None:
    """Add the two to the parts of `foedus odds`."""
    about = "rebuild the coefficients from installed data, and show how they differ from those that ship"
    fit = parts.add_parser(
        "fit",
        help=about,
        description=f"{about.capitalize()}. Needs ATOP on the shelf and the extra `stats`; V-Dem of all years makes it the same.",
    )
    fit.add_argument("-o", "--output", metavar="FILE", type=Path, help="write what would ship to this file")
    fit.add_argument("--draws", metavar="N", type=int, default=200, help="bootstrap draws a fit; default: 200")
    fit.add_argument("--no-backtest", action="store_true", help="leave out the back-test, whose scores ship beside")
    add_row_form(fit)
    fit.set_defaults(run=fit_odds)
    show = parts.add_parser("show", help="list the coefficients that ship")
    show.add_argument("--year", metavar="YEAR", type=int, help="the vintage of this year; default: the last")
    add_row_form(show)
    show.set_defaults(run=show_odds)


def fit_odds(arguments: Namespace) -> None:
    """Fit all vintages and compare the last with what ships."""
    from foedus.cli.backtest import DRAWS, tested
    from foedus.cli.output import print_rows
    from foedus.odds import predict

    if arguments.no_backtest:
        from foedus.odds import data, panel

        had = data.installed()
        made, card = panel.build(had.treaties, had.signals), None
    else:
        made, _, card = tested(1950, 2017, DRAWS, 20221128)
    from foedus.odds import shipped

    fitted = shipped.make(made, card, n_draws=arguments.draws, told=lambda year: sys.stderr.write(f"\rfit to {year}"))
    sys.stderr.write("\n")
    if arguments.output:
        arguments.output.write_text(shipped.text(fitted), encoding="utf-8")
    rows = [
        {"covariate": name, "ours": ours, "shipped": theirs, "difference": round(ours - theirs, 5)}
        for name, ours, theirs in shipped.differences(fitted, predict.shipped())
    ]
    print_rows(rows, COMPARED, arguments.form)


def show_odds(arguments: Namespace) -> None:
    """List one vintage."""
    from math import exp, sqrt

    from foedus.cli.output import print_rows
    from foedus.errors import UnknownName
    from foedus.odds import predict
    from foedus.odds.saying import covariate

    vintages = {one["year"]: one for one in predict.shipped()["vintages"]}
    year = arguments.year or max(vintages)
    if year not in vintages:
        raise UnknownName(f"no coefficients of {year} ship; vintages are {min(vintages)} to {max(vintages)}")
    one, names = vintages[year], predict.shipped()["covariates"]
    width = len(names) + 1
    places = [sum(width - k for k in range(row)) for row in range(width)]
    errors = [sqrt(one["covariance"][place]) for place in places]
    first = {"covariate": "intercept", "log_odds_per_sd": one["beta"][0], "se": round(errors[0], 3)}
    rows = [dict.fromkeys(SHOWN) | first]
    rows += [
        {
            "covariate": name,
            "log_odds_per_sd": beta,
            "se": round(error, 3),
            "odds_ratio": round(exp(beta), 2),
            "mean": mean,
            "sd": sd,
            "words": covariate(name),
        }
        for name, beta, error, mean, sd in zip(names, one["beta"][1:], errors[1:], one["mean"], one["sd"], strict=True)
    ]
    print_rows(rows, SHOWN, arguments.form)
    if arguments.form == "table":
        sys.stdout.write(
            f"\nLearned to the end of {year}: {one['n_events']} exits in {one['n_rows']:,} member-years.\n"
        )
