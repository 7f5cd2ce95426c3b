"""Militarized disputes between states, inside and with outsiders: parts of questions 3 and 7, where the data set is installed.

Reads pairs of opponents in the disputes of the Correlates of War Project: threats and shows of force count as well as its use.
They are never added to wars or to the record's own outbreaks, which they overlap.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from foedus.assessment import Finding
from foedus.measures.intervals import rate_interval
from foedus.questions.panel import Panel, Window
from foedus.questions.wars import share_of_year
from foedus.questions.wording import THIN, count_of, number
from foedus.rows import Row

DATA_SET, NAME = "cow_mid", "mid_hostility"
FORCE = 4
"""Hostility from which force was used (Palmer and others 2022)."""

DISPUTES = f"""
SELECT *, (SELECT max(year) FROM indicator WHERE name = '{NAME}') AS covered_to
FROM indicator
WHERE name = '{NAME}' AND (list_contains($ever, subject) OR list_contains($ever, partner))
ORDER BY year, subject, partner, id
"""

METHOD = (
    "pairs of opponents in militarized interstate disputes (Palmer and others 2022), by the year in which they began"
)


def with_outsiders(panel: Panel) -> list[Finding]:
    """Disputes of members other than the hub with outside states, per hundred member-years."""
    rows = _rows(panel)
    others = {row["member"] for row in panel.spells} - {panel.hub}
    found = [row for row in rows if len(_inside(panel, row)) == 1 and _inside(panel, row) <= others]
    last = date(rows[0]["covered_to"], 12, 31) if rows else panel.day
    exposure = panel.member_years(others, Window(panel.founded, last))
    if not rows or exposure <= 0:
        return []
    rate, (low, high) = len(found) / exposure, rate_interval(len(found), exposure)
    who = f"members other than {panel.name(panel.hub)}" if panel.hub else "members"
    return [
        panel.finding(
            "deterrence",
            "militarized disputes with outside states",
            sentence=(
                f"Up to {last.year} the Correlates of War Project counts {count_of(len(found), 'pair')} of opponents in "
                f"militarized disputes between {who} and outside states in {exposure:.0f} member-years{_listed(panel, found)}: "
                f"{number(rate * 100)} a hundred member-years (95% interval {number(low * 100)} to {number(high * 100)}, as if "
                f"disputes were independent); {count_of(_forceful(found), 'pair')} of them used force."
            ),
            label=f"{number(rate * 100)} disputes per 100",
            value=rate * 100,
            unit="pairs in disputes per 100 member-years",
            bounds=(low * 100, high * 100),
            n=len(found),
            method=METHOD,
            rows=found or [row for row in panel.spells if row["member"] in others],
            window=Window(panel.founded, max(panel.founded, last)),
            is_thin=len(found) < THIN,
        )
    ]


def between_members(panel: Panel) -> list[Finding]:
    """Disputes between two states that were both members all year."""
    rows = _rows(panel)
    if not rows or panel.founded.year > rows[0]["covered_to"]:
        return []
    found = [row for row in rows if len(_inside(panel, row)) == 2]
    last = date(rows[0]["covered_to"], 12, 31)
    return [
        panel.finding(
            "friction",
            "militarized disputes between members",
            sentence=(
                f"Up to {last.year} the Correlates of War Project counts {count_of(len(found), 'pair')} of members on opposite "
                f"sides of a militarized dispute{_listed(panel, found)}; {count_of(_forceful(found), 'pair')} of them used force."
            ),
            label=count_of(len(found), "dispute"),
            value=float(len(found)),
            unit="pairs in disputes",
            n=len(found),
            method=METHOD,
            rows=found or list(panel.spells),
            window=Window(panel.founded, max(panel.founded, last)),
            is_thin=len(found) < THIN,
        )
    ]


def _rows(panel: Panel) -> list[Row]:
    if DATA_SET not in panel.data_sets:
        return []
    return panel.query(DISPUTES, {"ever": sorted({row["member"] for row in panel.spells})})


def _inside(panel: Panel, row: Row) -> set[str]:
    """The two opponents, those of them that were members all through the year in which the dispute began."""
    return {code for code in (row["subject"], row["partner"]) if share_of_year(panel, code, row["year"]) == "all"}


def _forceful(rows: list[Row]) -> int:
    return sum(row["value"] >= FORCE for row in rows)


def _listed(panel: Panel, rows: list[Row]) -> str:
    """The pairs with their number, most first, at most six."""
    pairs = Counter(tuple(sorted((row["subject"], row["partner"]))) for row in rows)
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    told = "; ".join(f"{panel.name(a)} and {panel.name(b)} {n}" for (a, b), n in ranked[:6])
    more = f"; {count_of(len(ranked) - 6, 'other pair')}" if len(ranked) > 6 else ""
    return f" ({told}{more})" if told else ""
