"""Question 3: did it deter? Fighting between members and outsiders per year under obligation."""

from __future__ import annotations

from foedus.assessment import Finding, Meaning
from foedus.measures.intervals import probability_rate_rose, rate_interval
from foedus.questions.panel import DAYS_PER_YEAR, Panel, Window, inside
from foedus.questions.wording import THIN, count_of, day_words, number, rose_words
from foedus.rows import Row

MEANING = Meaning(
    number=3,
    question="deterrence",
    title="Did it deter?",
    asks="How often a member under obligation fought with an outsider, and whether that changed.",
    formula=(
        "Conflict rows with one side a member on that date and the other not, divided by member-years; exact gamma "
        "interval. Change: gamma-Poisson probability that the rate of the last 24 months is above that of the 60 before."
    ),
    reading=(
        "0: no such fighting in the record. The record does not say who began, so this is not a count of attacks; and "
        "members may be members because they were in danger. The record holds no series from before the treaty and none "
        "of the region to compare with."
    ),
    literature=(
        "Garwood 1936, Biometrika 28: exact interval of a Poisson rate",
        "Leeds 2003, American Journal of Political Science 47: defence pacts and attacks on members",
        "Johnson and Leeds 2011, Foreign Policy Analysis 7: defence pacts and deterrence",
    ),
)

CONFLICTS_WITH_OUTSIDERS = """
SELECT DISTINCT c.*, m.member
FROM conflict c
JOIN membership m ON m.alliance = $alliance AND m.member IN (c.side_a, c.side_b)
  AND m.happened_to <= c.happened_from AND (m.ended_from IS NULL OR m.ended_from > c.happened_to)
WHERE NOT EXISTS (
  SELECT 1 FROM membership o
  WHERE o.alliance = $alliance AND o.member <> m.member AND o.member IN (c.side_a, c.side_b)
    AND o.happened_to <= c.happened_from AND (o.ended_from IS NULL OR o.ended_from > c.happened_to))
ORDER BY c.happened_to, c.id
"""


def answer(panel: Panel) -> list[Finding]:
    """The rate for members other than the hub, its change, then each member's own rate."""
    rows = panel.query(CONFLICTS_WITH_OUTSIDERS)
    others = [row for row in rows if row["member"] != panel.hub]
    return [
        _overall(panel, others),
        _change(panel, others),
        *(_member(panel, member, [row for row in rows if row["member"] == member]) for member in panel.members),
    ]


def _years(spells: list[Row], window: Window) -> float:
    """Member-years of these spells inside a window, counting from the last day a vague start may be."""
    days = 0
    for spell in spells:
        days += max(
            0, (min(spell["ended_from"] or window.last, window.last) - max(spell["happened_to"], window.first)).days
        )
    return days / DAYS_PER_YEAR


def _overall(panel: Panel, rows: list[Row]) -> Finding:
    whole = Window(panel.founded, panel.day)
    years = _years([spell for spell in panel.spells if spell["member"] != panel.hub], whole)
    if years <= 0:
        return _no_exposure(panel)
    low, high = rate_interval(len(rows), years)
    who = f"members other than {panel.name(panel.hub)}" if panel.hub else "members"
    return panel.finding(
        MEANING.question,
        "fighting with outsiders",
        sentence=(
            f"In {years:.0f} member-years the record holds {count_of(len(rows), 'dated outbreak')} of fighting between {who} "
            f"and outsiders: {number(len(rows) / years)} a member-year (95% interval {number(low)} to {number(high)}). "
            "It does not say who began, and holds no series from before the treaty or of the region to compare with."
        ),
        label=f"{number(len(rows) / years)} a member-year",
        value=len(rows) / years,
        unit="per member-year",
        bounds=(low, high),
        n=len(rows),
        method="exact gamma interval",
        rows=rows,
        is_thin=len(rows) < THIN,
    )


def _no_exposure(panel: Panel) -> Finding:
    return panel.finding(
        MEANING.question,
        "fighting with outsiders",
        sentence=f"The record holds no member-years of {panel.alliance} known by {day_words(panel.day.isoformat())}.",
        label="no member-years",
        value=None,
        unit="per member-year",
        method="exact gamma interval",
        rows=[],
        is_thin=True,
    )


def _change(panel: Panel, rows: list[Row]) -> Finding:
    spells = [spell for spell in panel.spells if spell["member"] != panel.hub]
    recent, earlier = inside(rows, panel.recent), inside(rows, panel.earlier)
    recent_years, earlier_years = _years(spells, panel.recent), _years(spells, panel.earlier)
    p_rose = (
        probability_rate_rose(len(earlier), earlier_years, len(recent), recent_years)
        if min(recent_years, earlier_years) > 0
        else None
    )
    change = (
        f"on these counts the rate {rose_words(p_rose)} (probability that it rose {p_rose:.2f})"
        if p_rose is not None
        else "too short a time to tell a change"
    )
    return panel.finding(
        MEANING.question,
        "change in fighting with outsiders",
        sentence=(
            f"The last 24 months hold {count_of(len(recent), 'such outbreak')}, the 60 months before them {len(earlier)}: "
            f"{change}."
        ),
        label=f"{len(recent)} in 24 months, {len(earlier)} in 60 before",
        value=p_rose,
        unit="probability",
        n=len(recent) + len(earlier),
        method="gamma-Poisson, flat priors",
        rows=[*earlier, *recent],
        window=Window(panel.earlier.first, panel.recent.last),
        is_thin=len(recent) + len(earlier) < THIN,
    )


def _member(panel: Panel, member: str, rows: list[Row]) -> Finding:
    spells = [spell for spell in panel.spells if spell["member"] == member]
    years = _years(spells, Window(panel.founded, panel.day))
    bounds = rate_interval(len(rows), years) if years > 0 else None
    last = f", the latest of {day_words(rows[-1]['began_on'])}" if rows else ""
    rate = (
        f" ({number(len(rows) / years)} a year, 95% interval {number(bounds[0])} to {number(bounds[1])})"
        if bounds
        else ""
    )
    return panel.finding(
        MEANING.question,
        "fighting with outsiders",
        member=member,
        sentence=(
            f"{panel.name(member)}: {count_of(len(rows), 'dated outbreak')} of fighting with outsiders in {years:.0f} years "
            f"under obligation{rate}{last}."
        ),
        label=f"{len(rows)} in {years:.0f} years",
        value=len(rows) / years if years > 0 else None,
        unit="per year",
        bounds=bounds,
        n=len(rows),
        method="exact gamma interval",
        rows=rows or spells[-1:],
        is_thin=len(rows) < THIN,
    )
