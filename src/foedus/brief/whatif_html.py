"""An outlook as one HTML file in the looks of the brief: no script, no network, charts as inline SVG beside their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from foedus.brief import whatif_outline as outline
from foedus.brief.html import page
from foedus.whatif.words import share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.whatif.outlook import Outlook

SHEETS = ("brief.css", "whatif.css")

LEFT, RIGHT, TOP, BOTTOM = 34.0, 256.0, 8.0, 112.0
"""Edges of a chart inside its view box of 260 by 130."""

STEPS = (1, 2, 2.5, 5, 10)
"""Round numbers that marks of an axis are multiples of."""


class Drawn(NamedTuple):
    """One line of a chart as SVG paths, and its last value in words."""

    name: str
    place: int
    d: str
    band: str
    last: str


class Panel(NamedTuple):
    """One small chart, ready to draw."""

    name: str
    lines: tuple[outline.Line, ...]
    drawn: tuple[Drawn, ...]
    ticks: tuple[dict[str, Any], ...]
    marks: tuple[dict[str, Any], ...]


def render(outlook: Outlook) -> str:
    """The outlook as one self-contained page in HTML 5."""
    return page(
        "whatif.html.j2",
        sheets=SHEETS,
        o=outlook,
        t=outline.trace(outlook),
        w=outline,
        is_many=len(outlook.scenarios) > 1,
        is_banded=len(outlook.scenarios) == 1,
        compared=outline.compared(outlook),
        months=outline.table_months(outlook),
        leave=_panels(outlook, "leave"),
        freeze=_panels(outlook, "freeze"),
        told=[
            {
                "it": scenario,
                "rows": outline.rows(outlook, scenario),
                "luck": outline.luck(outlook, scenario),
                "carried": outline.carried(scenario),
                "off": outline.switched_off(outlook, scenario),
            }
            for scenario in outlook.scenarios
        ],
    )


def _panels(outlook: Outlook, outcome: str) -> tuple[Panel, ...]:
    return tuple(_panel(chart, outlook.months) for chart in outline.charts(outlook, outcome))


def _panel(chart: outline.Chart, months: int) -> Panel:
    ticks = axis(chart.top)
    top = ticks[-1]
    drawn = tuple(
        Drawn(
            line.name,
            line.place,
            "M" + _points(line.path.value, top, months),
            f"M{_points(line.path.high, top, months)}L{_points(line.path.low, top, months, is_back=True)}Z",
            share(line.path.value[-1]),
        )
        for line in chart.lines
    )
    marks = (
        {"x": LEFT, "anchor": "start", "label": "now"},
        {"x": (LEFT + RIGHT) / 2, "anchor": "middle", "label": f"{months / 2:g}"},
        {"x": RIGHT, "anchor": "end", "label": f"{months} months"},
    )
    return Panel(
        chart.name,
        chart.lines,
        drawn,
        tuple({"y": round(_y(tick, top), 1), "label": f"{100 * tick:.3g}%"} for tick in ticks),
        marks,
    )


def axis(top: float) -> tuple[float, ...]:
    """Three to six round marks from 0 to at least `top`; 0 and 1% where all is nought."""
    if top <= 0:
        return (0.0, 0.01)
    unit = 10.0 ** (len(f"{int(1 / top)}") * -1) if top < 1 else 0.1
    step = next(unit * scale * k for k in (0.1, 1, 10) for scale in STEPS if unit * scale * k * 4 >= top)
    n = next(n for n in range(1, 6) if n * step >= top * 0.999)
    return tuple(step * place for place in range(n + 1))


def _points(values: Sequence[float], top: float, months: int, *, is_back: bool = False) -> str:
    """Points of a path from month 0, where every chance is 0, to the last."""
    every = [(LEFT, _y(0, top))]
    every += [(LEFT + (RIGHT - LEFT) * month / months, _y(value, top)) for month, value in enumerate(values, start=1)]
    return " ".join(f"{x:.1f} {y:.1f}" for x, y in (reversed(every) if is_back else every))


def _y(value: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top
