"""`foedus odds`: forecasts saved as they were made and scored later, and the nearest past cases to a member."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.cli import fitting
from foedus.cli.options import add_alliance, add_as_of, add_member, add_record, add_row_form

if TYPE_CHECKING:
    from foedus.cli.options import Commands
    from foedus.odds.track import Group, Settled

SCORED = ("saved", "outcome", "months", "method", "n", "events", "expected", "brier_skill", "log_score_skill")
EACH = ("made_on", "alliance", "member", "outcome", "months", "range", "base_rate", "verdict", "happened")
CASES = ("alliance", "member", "on", "distance", "after", "why")


def add(commands: Commands) -> None:
    """Say what the command and its parts take."""
    about = "save forecasts and score them later; list the nearest past cases"
    parser = commands.add_parser("odds", help=about, description=f"{about.capitalize()}.")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    save = parts.add_parser(
        "save",
        help="add the odds of an alliance's members to your live record",
        description="Add the odds of an alliance's members to your live record, a file that only grows. Saving the same odds "
        "again adds nothing. Odds saved more than a week after their as-of date are scored apart.",
    )
    add_alliance(save)
    add_member(save)
    add_as_of(save)
    add_record(save)
    _file(save)
    save.set_defaults(run=save_odds)
    score = parts.add_parser(
        "score",
        help="score your live record against what happened",
        description="Score your live record against what the record of the alliances says by a day, beside the base rate.",
    )
    add_as_of(score)
    add_record(score)
    _file(score)
    score.add_argument("--each", action="store_true", help="list every forecast with what came of it")
    add_row_form(score)
    score.set_defaults(run=score_odds)
    near = parts.add_parser("analogues", help="the nearest past cases to a member, with what happened after")
    add_alliance(near)
    near.add_argument("member", metavar="MEMBER", help="a member, by ISO 3166 alpha-3 code or by name")
    add_as_of(near)
    add_record(near)
    near.add_argument("--number", metavar="N", type=int, default=8, help="how many; default: 8")
    add_row_form(near)
    near.set_defaults(run=show_analogues)
    fitting.add_to(parts)


def _file(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--file",
        metavar="FILE",
        type=Path,
        help="the live record; default: forecasts.jsonl beside the installed data sets",
    )


def save_odds(arguments: Namespace) -> None:
    """Make the forecasts and save them."""
    from foedus.build import forecasts
    from foedus.odds.live import place, save

    made = forecasts(arguments.alliance, arguments.as_of, member=arguments.member, record=arguments.record)
    report = save(made, arguments.file)
    sys.stderr.write(
        f"{arguments.file or place()}: {report.n_new} forecasts saved, {report.n_there} were there already; "
        f"last line {report.last_sha256[:16]}\n"
    )


def score_odds(arguments: Namespace) -> None:
    """Settle the live record as of a day and print the scores."""
    from foedus.build import open_view
    from foedus.cli.output import print_rows
    from foedus.odds.live import read
    from foedus.odds.track import groups, settle

    settled = settle(read(arguments.file), open_view(arguments.as_of, arguments.record))
    if arguments.each:
        rows = [_line(it) for it in settled]
        if arguments.form == "table":
            rows = [row | {"base_rate": f"{row['base_rate']:.2%}"} for row in rows]
        print_rows(rows, EACH, arguments.form)
    else:
        print_rows([row for group in groups(settled) for row in _score_rows(group)], SCORED, arguments.form)
    sys.stderr.write(f"{_counts(settled)}\n")


def _line(it: Settled) -> dict[str, Any]:
    from foedus.odds.live import BASE

    forecast = it.saved.forecast
    told = [p for name, p in forecast.probabilities.items() if name != BASE]
    low, high = min(told, default=None), max(told, default=None)
    return {
        "made_on": forecast.made_on.isoformat(),
        "saved_at": it.saved.saved_at.isoformat(timespec="seconds"),
        "alliance": forecast.alliance,
        "member": forecast.member,
        "outcome": forecast.outcome,
        "months": forecast.horizon_months,
        "base_rate": forecast.probabilities[BASE],
        "low": low,
        "high": high,
        "range": "" if low is None or high is None else f"{low:.2%} to {high:.2%}",
        "probabilities": dict(forecast.probabilities),
        "verdict": it.verdict,
        "happened": it.happened,
        "is_live": it.is_live,
        "is_over": it.is_over,
        "foedus_version": forecast.foedus_version,
        "inputs_sha256": forecast.inputs_sha256,
        "sha256": it.saved.sha256,
    }


def _score_rows(group: Group) -> list[dict[str, Any]]:
    own = {
        "saved": "live" if group.is_live else "afterwards",
        "outcome": group.outcome,
        "months": group.horizon_months,
        "n_early": group.n_early,
    }
    return [
        own
        | {
            "method": score.method,
            "n": score.n,
            "events": score.n_events,
            "distinct_events": score.n_distinct,
            "expected": round(score.expected, 3),
            "brier": round(score.brier, 6),
            "brier_base": round(score.brier_base, 6),
            "brier_skill": round(score.brier_skill, 4),
            "log_score": round(score.log_score, 6),
            "log_score_base": round(score.log_score_base, 6),
            "log_score_skill": round(score.log_score_skill, 4),
        }
        for score in group.scores
    ]


def _counts(settled: list[Settled]) -> str:
    from collections import Counter

    counted = Counter(it.verdict for it in settled)
    n_early = sum(it.y and not it.is_over for it in settled)
    told = ", ".join(f"{n} {verdict}" for verdict, n in counted.most_common()) or "none saved yet"
    early = f"; not scored yet, since the horizon has not passed: {n_early} that happened" if n_early else ""
    return f"{len(settled)} forecasts: {told}{early}"


def show_analogues(arguments: Namespace) -> None:
    """Find the nearest cases and print them."""
    from foedus.build import find_member, open_panel
    from foedus.cli.output import print_rows
    from foedus.odds.analogues import analogues, why

    panel = open_panel(arguments.alliance, arguments.as_of, arguments.record)
    found = analogues(panel.view, panel.alliance, find_member(panel, arguments.member), k=arguments.number)
    rows = [
        {
            "alliance": one.case.alliance,
            "member": one.case.member,
            "on": one.case.day.isoformat(),
            "distance": round(one.distance, 3),
            "after": one.after.words,
            "why": why(one),
            "n_shared": one.n_shared,
            "exit_on": one.after.exit_on and one.after.exit_on.isoformat(),
            "allies": list(one.allies),
        }
        for one in found.near
    ]
    if arguments.form == "table" and found.is_of_treaties:
        rows = [
            row | {"alliance": f"{row['alliance']}: {_listed(one.allies)}"}
            for row, one in zip(rows, found.near, strict=True)
        ]
    print_rows(rows, CASES, arguments.form)
    sys.stderr.write(
        f"{found.n_near_exits} of these {len(found.near)} left by their own choice within five years; of all {found.n_cases:,} "
        f"member-years compared {found.n_exits:,}. Likeness is no forecast.\n"
    )


def _listed(codes: tuple[str, ...]) -> str:
    """The first codes, and how many more there are."""
    return ", ".join(codes[:4]) + (f" and {len(codes) - 4} more" if len(codes) > 4 else "")
