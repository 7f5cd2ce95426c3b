"""A scorecard as files: a table of scores (CSV), all of it (JSON), and a chart without script or network (SVG).

Not here: what is scored (`scorecard`).
"""

from __future__ import annotations

import csv
import json
from html import escape
from math import isfinite, log10
from pathlib import Path
from typing import Any

from foedus.odds.scorecard import Scorecard
from foedus.odds.scores import Bin, Estimate

TABLE, WHOLE, CHART = "scores.csv", "backtest.json", "backtest.svg"

COLUMNS = (
    *("forecast", "horizon_years", "among", "n", "events", "expected"),
    *(f"{name}{end}" for name in ("auc", "log_skill", "brier_skill", "slope", "ece") for end in ("", "_low", "_high")),
)

WIDTH, HEIGHT, MARGIN = 760, 380, 52
LEAST, MOST = 0.0003, 0.1
"""Ends of both axes of the reliability diagram, which are logarithmic."""


def save(card: Scorecard, folder: Path) -> list[Path]:
    """Write the three files into a folder, which is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in (TABLE, WHOLE, CHART)]
    with paths[0].open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(card))
    paths[1].write_text(json.dumps(whole(card), indent=1, allow_nan=False) + "\n", encoding="utf-8")
    paths[2].write_text(chart(card), encoding="utf-8")
    return paths


def rows(card: Scorecard) -> list[dict[str, Any]]:
    """Scores as rows of the table; empty where a score cannot be had."""
    found = []
    for one in card.scores:
        row: dict[str, Any] = {
            "forecast": one.name,
            "horizon_years": one.horizon,
            "among": one.among,
            "n": one.n,
            "events": one.n_events,
            "expected": round(one.expected, 2),
        }
        measures = {
            "auc": one.auc,
            "log_skill": one.log_skill,
            "brier_skill": one.brier_skill,
            "slope": one.slope,
            "ece": one.calibration_error,
        }
        for name, it in measures.items():
            row |= {name: _number(it.value), f"{name}_low": _number(it.low), f"{name}_high": _number(it.high)}
        found.append(row)
    return found


def whole(card: Scorecard) -> dict[str, Any]:
    """Everything of a scorecard as plain data."""
    return {
        "outcome": card.outcome,
        "first": card.first,
        "last": card.last,
        "best_baseline": card.best,
        "n_alliances": card.n_alliances,
        "scores": rows(card),
        "murphy": [
            {"forecast": one.name, "horizon_years": one.horizon, "among": one.among} | one.murphy._asdict()
            for one in card.scores
        ],
        "reliability": {str(horizon): [one._asdict() for one in bins] for horizon, bins in card.bins.items()},
        "decades": [one._asdict() | {"is_inside": one.is_inside} for one in card.decades],
        "pit": [round(value, 4) for value in card.pits],
        "worst_misses": [one._asdict() for one in card.misses],
    }


def _number(value: float) -> float | None:
    return round(value, 5) if isfinite(value) else None


def chart(card: Scorecard) -> str:
    """Reliability at one year on the left, exits by decade against what was foretold on the right."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="11">'
        f"<title>Back-test of odds of exit, {card.first} to {card.last}</title>"
        "<desc>Left: chance against share that came, by bin, one year ahead. Right: exits by decade with 90% intervals.</desc>"
    )
    return "".join([head, *_reliability(card.bins[1]), *_decades(card), "</svg>\n"])


def _reliability(bins: list[Bin]) -> list[str]:
    left, right, top, bottom = MARGIN, WIDTH // 2 - 20, 40, HEIGHT - MARGIN

    def along(value: float, low: float, high: float) -> float:
        share = (log10(min(max(value, LEAST), MOST)) - log10(LEAST)) / (log10(MOST) - log10(LEAST))
        return low + share * (high - low)

    made = [
        f'<text x="{left}" y="20" font-weight="600">Chance of exit within a year, and how many left</text>',
        f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" fill="none" stroke="#bbb"/>',
        f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{top}" stroke="#999" stroke-dasharray="4 3"/>',
    ]
    for tick in (0.001, 0.01, 0.1):
        x, y = along(tick, left, right), along(tick, bottom, top)
        made.append(f'<text x="{x:.0f}" y="{bottom + 15}" text-anchor="middle">{100 * tick:g}%</text>')
        made.append(f'<text x="{left - 5}" y="{y + 4:.0f}" text-anchor="end">{100 * tick:g}%</text>')
    for one in bins:
        x, y = along(one.chance, left, right), along(one.share, bottom, top)
        note = escape(f"{one.n} forecasts, mean {one.chance:.2%}, {one.came} left ({one.share:.2%})")
        made.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + one.n**0.25:.1f}" fill="#25598c"><title>{note}</title></circle>'
        )
        made.append(f'<text x="{x:.0f}" y="{y - 12:.0f}" text-anchor="middle">{one.came}/{one.n}</text>')
    return made


def _decades(card: Scorecard) -> list[str]:
    left, right, top, bottom = WIDTH // 2 + 40, WIDTH - 15, 40, HEIGHT - MARGIN
    most = max([1, *(max(one.high, one.came) for one in card.decades)])
    step = (right - left) / max(len(card.decades), 1)

    def up(value: float) -> float:
        return bottom - (bottom - top) * value / most

    made = [
        f'<text x="{left}" y="20" font-weight="600">Exits by decade (dots), 90% foretold (bars)</text>',
        f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{bottom}" stroke="#bbb"/>',
    ]
    for place, one in enumerate(card.decades):
        x = left + (place + 0.5) * step
        note = escape(f"{one.first}-{one.last}: {one.came} left, {one.expected:.1f} expected, {one.low} to {one.high}")
        made.append(
            f'<rect x="{x - step / 5:.1f}" y="{up(one.high):.1f}" width="{step / 2.5:.1f}" '
            f'height="{max(up(one.low) - up(one.high), 1):.1f}" fill="#c9d8e8"><title>{note}</title></rect>'
        )
        made.append(
            f'<line x1="{x - 9:.0f}" x2="{x + 9:.0f}" y1="{up(one.expected):.1f}" y2="{up(one.expected):.1f}" stroke="#555"/>'
        )
        made.append(
            f'<circle cx="{x:.1f}" cy="{up(one.came):.1f}" r="4" fill="{"#25598c" if one.is_inside else "#b3261e"}"/>'
        )
        made.append(f'<text x="{x:.0f}" y="{bottom + 15}" text-anchor="middle">{one.first}s</text>')
        made.append(f'<text x="{x + 7:.0f}" y="{up(one.came) - 5:.0f}">{one.came}</text>')
    return made


def said(it: Estimate, form: str = "{:.3f}") -> str:
    """A measure with its interval, as text."""
    value, low, high = (form.format(part) if isfinite(part) else "none" for part in it)
    return f"{value} ({low} to {high})"
