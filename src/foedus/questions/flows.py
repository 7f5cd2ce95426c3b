"""Trade, arms and remittances of a member and the hub as shares of all their flows, in both directions: a part of question 5.

Reads bilateral flows of installed data sets; where none is known by the day it says nothing. A share is of the flows that
the data hold: partners that do not report are missing from it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from foedus.assessment import Finding
from foedus.questions.panel import Panel, Window
from foedus.questions.wording import percent
from foedus.rows import Row

QUESTION = "dependence"
OLD_YEARS = 4


class Flow(NamedTuple):
    """One kind of flow: the indicator, words, years added up, and whether both directions make one sum."""

    name: str
    words: str
    measure: str
    years: int
    is_two_way: bool


FLOWS = (
    Flow("goods_exports", "goods trade", "goods trade, both ways", 1, True),
    Flow("goods_exports_reported", "goods trade", "goods trade as reported, both ways", 1, True),
    Flow("arms_deliveries", "arms imports", "arms imports, both ways", 5, False),
    Flow("remittances_received", "remittances received", "remittances, both ways", 1, False),
)

SHARES = """
WITH known AS (
  SELECT subject, partner, year, max_by(value, known_on) AS value
  FROM indicator WHERE name = $name AND partner IS NOT NULL GROUP BY subject, partner, year
), flow AS (
  SELECT subject AS state, partner AS other, year, value FROM known
  UNION ALL
  SELECT partner, subject, year, value FROM known WHERE $is_two_way
), last AS (
  SELECT max(year) AS year FROM flow WHERE state = $hub
)
SELECT state, other, last.year AS year, sum(value) AS value, sum(sum(value)) OVER (PARTITION BY state) AS total
FROM flow, last
WHERE flow.year > last.year - $years AND flow.year <= last.year
GROUP BY state, other, last.year
QUALIFY (state = $hub AND list_contains($members, other)) OR (other = $hub AND list_contains($members, state))
ORDER BY state, other
"""
"""Each member's flow with the hub and the hub's with each member, with the total of whose flow it is."""


def findings(panel: Panel) -> list[Finding]:
    """A finding for each member and kind of flow for which both shares are known."""
    held = {name for name, _, partner in panel.series if partner}
    return [it for flow in FLOWS if flow.name in held for it in _of(panel, flow)]


def _of(panel: Panel, flow: Flow) -> list[Finding]:
    others = [member for member in panel.members if member != panel.hub]
    values: dict[str, Any] = {"name": flow.name, "years": flow.years, "is_two_way": flow.is_two_way, "members": others}
    rows = panel.query(SHARES, values)
    shares = {(row["state"], row["other"]): row["value"] / row["total"] for row in rows if row["total"]}
    year = max((row["year"] for row in rows), default=0)
    if panel.hub is None or panel.day.year - year > OLD_YEARS:
        return []
    return [_finding(panel, flow, member, year, shares) for member in others if (member, panel.hub) in shares]


def _finding(panel: Panel, flow: Flow, member: str, year: int, shares: dict[tuple[str, str], float]) -> Finding:
    hub = str(panel.hub)
    own, back = shares[member, hub], shares.get((hub, member), 0.0)
    name, its = panel.name(member), panel.name(hub)
    when = f"in {year}" if flow.years == 1 else f"from {year - flow.years + 1} to {year}"
    return panel.finding(
        QUESTION,
        flow.measure,
        member=member,
        sentence=(
            f"{its} made {percent(own)} of {name}'s recorded {flow.words} {when}; {name} made {percent(back)} of {its}'s, "
            f"a difference of {percent(abs(own - back))}{' the other way' if back > own else ''}."
        ),
        label=f"{flow.words} {percent(own)} / {percent(back)}"[:60],
        value=own - back,
        unit="difference of shares",
        n=2 if back else 1,
        method="flow with the partner over all recorded flows; the value known last of each pair and year",
        rows=_pair(panel, flow, member, hub, year),
        window=Window(date(year - flow.years + 1, 1, 1), date(year, 12, 31)),
    )


def _pair(panel: Panel, flow: Flow, member: str, hub: str, year: int) -> list[Row]:
    """The rows of the two states' flows with each other in the years of the sum."""
    series = (panel.series.get((flow.name, *pair), {}) for pair in ((member, hub), (hub, member)))
    return [row for years in series for at, row in sorted(years.items()) if year - flow.years < at <= year]
