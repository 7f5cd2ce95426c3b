"""`foedus backtest`: how good the odds would have been, from installed data, each year's forecast from what was known then."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.options import add_row_form

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.odds.backtest import Run
    from foedus.odds.panel import Panel
    from foedus.odds.scorecard import Scorecard

SHOWN = ("forecast", "horizon", "among", "n", "events", "expected", "auc", "log_skill", "brier_skill", "slope", "ece")
DRAWS = 100


def add(commands: Commands) -> None:
    """Say what the command takes."""
    about = "score the odds on the past, each forecast made from what was known then"
    parser = commands.add_parser(
        "backtest",
        help=about,
        description=f"{about.capitalize()}. Needs ATOP on the shelf (`foedus data get atop`), and the extra `stats`.",
    )
    parser.add_argument(
        "--first", metavar="YEAR", type=int, default=1950, help="year of the first forecast; default: 1950"
    )
    parser.add_argument(
        "--last", metavar="YEAR", type=int, default=2017, help="year of the last forecast; default: 2017"
    )
    parser.add_argument(
        "--draws", metavar="N", type=int, default=DRAWS, help=f"bootstrap draws a fit; default: {DRAWS}"
    )
    parser.add_argument("--seed", metavar="N", type=int, default=20221128, help="seed of all draws; default: 20221128")
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, help="save the table, JSON and chart in this folder"
    )
    add_row_form(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> None:
    """Make the panel, foretell, score, and print the scores."""
    from foedus.cli.output import print_rows
    from foedus.odds import report

    _, _, card = tested(arguments.first, arguments.last, arguments.draws, arguments.seed)
    if arguments.output:
        for path in report.save(card, arguments.output):
            sys.stderr.write(f"{path}\n")
    found = [
        {
            "forecast": one.name,
            "horizon": one.horizon,
            "among": one.among,
            "n": one.n,
            "events": one.n_events,
            "expected": f"{one.expected:.1f}",
            "auc": report.said(one.auc, "{:.2f}"),
            "log_skill": report.said(one.log_skill, "{:+.1%}"),
            "brier_skill": report.said(one.brier_skill, "{:+.2%}"),
            "slope": report.said(one.slope, "{:.2f}"),
            "ece": report.said(one.calibration_error, "{:.4f}"),
        }
        for one in card.scores
    ]
    print_rows(found, SHOWN, arguments.form)
    if arguments.form == "table":
        sys.stdout.write("\n".join(("", *_words(card), "")))


def tested(first: int, last: int, n_draws: int, seed: int) -> tuple[Panel, Run, Scorecard]:
    """The panel of installed data, the run of the back-test, and its scorecard."""
    try:
        from foedus.odds import backtest, data, panel, scorecard
    except ImportError as missing:
        from foedus.errors import FoedusError

        raise FoedusError(f"a back-test needs {missing.name}: install foedus with its extra `stats`") from None
    had = data.installed()
    for what in had.missing:
        sys.stderr.write(f"not installed: {what}\n")
    sys.stderr.write("making member-years\n")
    made = panel.build(had.treaties, had.signals)
    sys.stderr.write(f"{len(made):,} member-years; forecasts of {first} to {last}\n")
    forecasts = backtest.run(made, first=first, last=last, n_draws=n_draws, seed=seed)
    return made, forecasts, scorecard.scorecard(made, forecasts)


def _words(card: Scorecard) -> list[str]:
    lines = [
        f"Best baseline: {card.best}. Intervals: 95%, bootstrap over {card.n_alliances} alliances.",
        "",
        "Exits by decade",
    ]
    for one in card.decades:
        where = "inside" if one.is_inside else "OUTSIDE"
        lines.append(
            f"{one.first}-{one.last}: {one.came} came, {one.expected:.1f} expected, 90% {one.low} to {one.high}: {where}"
        )
    lines += ["", "Reliability within a year"]
    lines += [f"{one.chance:.2%} foretold, {one.share:.2%} came ({one.came} of {one.n})" for one in card.bins[1]]
    lines += ["", "The exits that were given least chance"]
    lines += [
        f"{one.alliance} {one.member} {one.year}: {one.chance:.2%}, above {one.share_below:.0%} of members; {one.why}"
        for one in card.misses
    ]
    return lines
