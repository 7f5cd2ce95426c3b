"""Question 3: did it deter? Fighting between members and outsiders per year under obligation."""

from __future__ import annotations

from foedus.assessment import Finding, Meaning
from foedus.measures.intervals import rate_interval
from foedus.questions import disputes, wars
from foedus.questions.pace import pace
from foedus.questions.panel import Panel, Window
from foedus.questions.wording import THIN, count_of, day_words, number, span_words, years_words
from foedus.rows import Row

MEANING = Meaning(
    number=3,
    question="deterrence",
    title="Did it deter?",
    asks="How often a member under obligation fought with an outsider, and whether that changed.",
    formula=(
        "Conflict rows with one side certainly a member on that date and the other certainly not, divided by member-years; "
        "exact gamma interval. Change: gamma-Poisson probability, Jeffreys priors, that the rate of the last 24 months that "
        "the record covers is above that of the 60 before; told where both hold 12 months or more. Wars: UCDP conflict-years "
        "between a member and an outside state, per member-year, beside the same states' years since 1946 before they joined."
    ),
    reading=(
        "0: no such fighting in the record. The record does not say who began, so this is not a count of attacks; and "
        "members may be members because they were in danger: a higher rate under obligation than before is no proof against "
        "deterrence. There is no comparison with the region."
    ),
    literature=(
        "Garwood 1936, Biometrika 28: exact interval of a Poisson rate",
        "Leeds 2003, American Journal of Political Science 47: defence pacts and attacks on members",
        "Johnson and Leeds 2011, Foreign Policy Analysis 7: defence pacts and deterrence",
    ),
)


def answer(panel: Panel) -> list[Finding]:
    """The rate for members other than the hub, its change, then each member's own rate."""
    rows = [row | {"member": members[0]} for row, members in panel.fights if len(members) == 1]
    others = [row for row in rows if row["member"] != panel.hub]
    return [
        _overall(panel, others),
        _change(panel, others),
        *wars.with_outsiders(panel),
        *disputes.with_outsiders(panel),
        *(_member(panel, member, [row for row in rows if row["member"] == member]) for member in panel.members),
    ]


def _overall(panel: Panel, rows: list[Row]) -> Finding:
    whole = Window(panel.founded, panel.day)
    years = panel.member_years(_others(panel), whole)
    if years <= 0:
        return _no_exposure(panel)
    low, high = rate_interval(len(rows), years)
    who = f"members other than {panel.name(panel.hub)}" if panel.hub else "members"
    return panel.finding(
        MEANING.question,
        "fighting with outsiders",
        sentence=(
            f"In {_member_years(years)} the record holds {count_of(len(rows), 'dated outbreak')} of fighting between {who} "
            f"and outsiders: {number(len(rows) / years)} a member-year (95% interval {number(low)} to {number(high)}). "
            "It does not say who began, and holds no such series from before the treaty."
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


def _others(panel: Panel) -> set[str]:
    """Every state that is or was a member, but the hub."""
    return {row["member"] for row in panel.spells} - {panel.hub}


def _member_years(years: float) -> str:
    return f"{years:.0f} member-years" if years >= 9.5 else f"{years:.1f} member-years"


def _no_exposure(panel: Panel) -> Finding:
    return panel.finding(
        MEANING.question,
        "fighting with outsiders",
        sentence=(
            f"The record holds no time of membership in {panel.alliance}{' but of its hub' if panel.hub else ''} known by "
            f"{day_words(panel.day.isoformat())}."
        ),
        label="no member-years",
        value=None,
        unit="per member-year",
        method="exact gamma interval",
        rows=[],
        is_thin=True,
    )


def _change(panel: Panel, rows: list[Row]) -> Finding:
    it = pace(panel, rows, _others(panel))
    recent, earlier = span_words(panel.recent.years), span_words(panel.earlier.years)
    earlier_years = panel.earlier.years
    before = (
        f"{len(it.earlier) or 'none'} in the {earlier} before"
        if earlier_years > 0
        else "with no earlier time to compare"
    )
    return panel.finding(
        MEANING.question,
        "change in fighting with outsiders",
        sentence=(
            f"The record holds {count_of(len(it.recent), 'such outbreak')} in the {recent} to "
            f"{day_words(panel.recent.last.isoformat())}, {before}; {it.change_words()}."
        ),
        label=f"{len(it.recent)} in {recent}"
        + (f", {len(it.earlier)} in {earlier} before" if earlier_years > 0 else ""),
        value=it.p_rose,
        unit="probability",
        n=len(it.rows),
        method="gamma-Poisson, Jeffreys priors",
        rows=it.rows,
        window=it.window,
        is_thin=it.is_thin,
    )


def _member(panel: Panel, member: str, rows: list[Row]) -> Finding:
    years = panel.member_years([member], Window(panel.founded, panel.day))
    low, high = rate_interval(len(rows), years)
    last = f", the latest of {day_words(rows[-1]['began_on'])}" if rows else ""
    return panel.finding(
        MEANING.question,
        "fighting with outsiders",
        member=member,
        sentence=(
            f"{panel.name(member)}: {count_of(len(rows), 'dated outbreak')} of fighting with outsiders in "
            f"{years_words(years)} under obligation ({number(len(rows) / years)} a year, 95% interval {number(low)} to "
            f"{number(high)}){last}."
        ),
        label=f"{len(rows) or 'none'} in {years_words(years)}",
        value=len(rows) / years,
        unit="per year",
        bounds=(low, high),
        n=len(rows),
        method="exact gamma interval",
        rows=rows,
        is_thin=len(rows) < THIN,
    )
