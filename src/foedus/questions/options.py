"""Question 8: who can walk away? Other alliances and outside ties, regime and strength and the hub's, and what leaving takes."""

from __future__ import annotations

from datetime import date

from foedus.assessment import Finding, Meaning
from foedus.questions.panel import Panel, Window, inside
from foedus.questions.wording import THIN, count_of, day_words, number, span_words
from foedus.rows import Row

MEANING = Meaning(
    number=8,
    question="options",
    title="Who can walk away?",
    asks="Which other alliances and outside ties a member has, how its regime and strength compare with the hub's, and what "
    "leaving would take.",
    formula=(
        "Other alliances: memberships in force on the day in the alliances that the record holds. Outside ties: event rows of "
        "that alliance act in the last 24 months that the record covers. Regime distance: difference of V-Dem's electoral "
        "democracy index, with the widest difference that the two published "
        "bounds (one standard deviation, about 68%) allow. Capability ratio: the member's "
        "military expenditure (GDP times its military share of GDP) over the hub's."
    ),
    reading=(
        "None of these is a probability of leaving. Regime distance 0: the same score; 1: one state at either end. Ratio 1: "
        "as strong as the hub. No other alliance means none among those that the record holds, which is not all there are."
    ),
    literature=(
        "Leeds and Savun 2007, Journal of Politics 69: change of power and regime, and the end of alliances",
        "Snyder 1984, World Politics 36: alternatives, abandonment and entrapment",
        "Coppedge and others 2025: V-Dem; Pemstein and others 2025: its measurement model",
    ),
)

INDEX = "electoral_democracy"
OLD_YEARS = 4


def answer(panel: Panel) -> list[Finding]:
    """Ties outside by member, then regime distance and capability ratio where the record has values for both sides."""
    rows = panel.memberships_elsewhere
    hub = panel.hub if panel.hub in panel.members else None
    others = [member for member in panel.members if member != hub]
    return [
        *_spread(panel, rows),
        *(_ties(panel, member, [row for row in rows if row["member"] == member]) for member in panel.members),
        *(it for member in others for it in _regime(panel, member, hub)),
        *(it for member in others for it in _capability(panel, member, hub)),
    ]


def _spread(panel: Panel, rows: list[Row]) -> list[Finding]:
    """How many members are in another alliance of the record."""
    if not panel.members:
        return []
    held = sorted({row["member"] for row in rows})
    without = [member for member in panel.members if member not in held]
    most = max(sorted(held), key=lambda member: sum(row["member"] == member for row in rows), default=None)
    n_most = sum(row["member"] == most for row in rows)
    return [
        panel.finding(
            MEANING.question,
            "members in other alliances",
            sentence=(
                f"{len(held)} of {count_of(len(panel.members), 'member')} belong to another alliance that the record holds"
                + (f"; most to {panel.name(most)}, {n_most}" if most else "")
                + (f"; to none: {panel.names_of(without)}" if held and without else "")
                + "."
            ),
            label=f"{len(held)} of {len(panel.members)} elsewhere too",
            value=len(held) / len(panel.members),
            unit="share of members",
            n=len(panel.members),
            method="memberships in force on the day",
            rows=rows or [panel.spell_of(member) for member in panel.members],
        )
    ]


def _ties(panel: Panel, member: str, rows: list[Row]) -> Finding:
    acts = [
        row
        for row in inside(panel.events, panel.recent)
        if row["alliance_act"] == "outside_tie" and row["actor"] == member and row["modality"] != "disputed"
    ]
    name = panel.name(member)
    names = {row["code"]: row["name"] for row in panel.alliances}
    held = (
        f"is in {', '.join(names[row['alliance']] for row in rows)}"
        if rows
        else "is in no other alliance of the record"
    )
    span = f"the {span_words(panel.recent.years)} to {day_words(panel.recent.last.isoformat())}"
    latest = f", the latest on {day_words(acts[-1]['happened_on'])}" if acts else ""
    notice = max((row["notice_months"] for row in panel.obligations if row["notice_months"] is not None), default=None)
    leaving = [f"leaving takes {notice} {'month' if notice == 1 else 'months'}' notice"] if notice is not None else []
    troops = panel.series.get(("partner_troops", member, panel.hub), {}) if panel.hub else {}
    if troops:
        year = max(troops)
        leaving.append(f"{panel.name(panel.hub or '')} had {troops[year]['value']:,.0f} troops on its soil ({year})")
    return panel.finding(
        MEANING.question,
        "ties outside",
        member=member,
        sentence=(
            f"{name} {held}; the record holds {count_of(len(acts), 'act')} of tying itself to outsiders in {span}{latest}"
            f"{'; ' + '; '.join(leaving) if leaving else ''}."
        ),
        label=f"{count_of(len(rows), 'other alliance')}, {count_of(len(acts), 'outside tie')}",
        value=float(len(rows)),
        unit="other alliances",
        n=len(rows) + len(acts),
        method="memberships in force on the day; count of events",
        rows=[*rows, *acts, *([troops[max(troops)]] if troops else [])] or [panel.spell_of(member)],
        is_thin=len(rows) + len(acts) < THIN,
    )


def _latest(panel: Panel, name: str, subject: str) -> Row | None:
    """The value of the last year, where that is not too long ago."""
    years = panel.series.get((name, subject, None), {})
    year = max(years, default=0)
    return years[year] if panel.day.year - year <= OLD_YEARS else None


def _regime(panel: Panel, member: str, hub: str | None) -> list[Finding]:
    """The member's democracy index, beside the hub's where there is one, and its own five years before."""
    own = _latest(panel, INDEX, member)
    if own is None:
        return []
    year = own["year"]
    own_bounds = _bounds(panel, member, year)
    series = panel.series[(INDEX, member, None)]
    before = series.get(year - 5)
    moved = f", {before['value']:.2f} in {year - 5}" if before else ""
    rows = [own, *own_bounds, *([before] if before else [])]
    sentence = f"{panel.name(member)}'s electoral democracy index is {own['value']:.2f} in {year}{moved}"
    value, bounds = own["value"], _span(own_bounds)
    label, unit = f"democracy {own['value']:.2f}", "index 0 to 1"
    beside = panel.series.get((INDEX, hub, None), {}).get(year) if hub else None
    if hub and beside:
        hub_bounds = _bounds(panel, hub, year)
        rows += [beside, *hub_bounds]
        value, bounds = abs(own["value"] - beside["value"]), _apart(_span(own_bounds), _span(hub_bounds))
        interval = f" ({number(bounds[0])} to {number(bounds[1])} by the published bounds)" if bounds else ""
        sentence += f"; {panel.name(hub)}'s is {beside['value']:.2f}, a distance of {value:.2f}{interval}"
        label, unit = f"regime distance {value:.2f}", "difference of index 0 to 1"
    return [
        panel.finding(
            MEANING.question,
            "regime distance" if hub and beside else "regime",
            member=member,
            sentence=f"{sentence} (0 to 1, V-Dem).",
            label=label,
            value=value,
            unit=unit,
            bounds=bounds,
            level=0.68,
            n=len(rows),
            method="electoral democracy index of V-Dem with its published bounds, about one standard deviation either way",
            rows=rows,
            window=Window(date(year, 1, 1), date(year, 12, 31)),
        )
    ]


def _bounds(panel: Panel, subject: str, year: int) -> list[Row]:
    found = [panel.series.get((f"{INDEX}_{end}", subject, None), {}).get(year) for end in ("low", "high")]
    return [row for row in found if row]


def _span(bounds: list[Row]) -> tuple[float, float] | None:
    return (bounds[0]["value"], bounds[1]["value"]) if len(bounds) == 2 else None


def _apart(one: tuple[float, float] | None, other: tuple[float, float] | None) -> tuple[float, float] | None:
    """Least and greatest distance of a point of one interval from a point of the other."""
    if one is None or other is None:
        return None
    return max(0.0, one[0] - other[1], other[0] - one[1]), max(one[1] - other[0], other[1] - one[0])


def _capability(panel: Panel, member: str, hub: str | None) -> list[Finding]:
    """The member's military expenditure over the hub's, in a year for which all four values are known."""
    if hub is None:
        return []
    names = ("gdp", "military_expenditure_share_of_gdp")
    series = [panel.series.get((name, code, None), {}) for code in (member, hub) for name in names]
    years = set.intersection(*(set(one) for one in series))
    year = max(years, default=0)
    if panel.day.year - year > OLD_YEARS:
        return []
    rows = [one[year] for one in series]
    own, hubs = rows[0]["value"] * rows[1]["value"], rows[2]["value"] * rows[3]["value"]
    if not hubs > 0:
        return []
    return [
        panel.finding(
            MEANING.question,
            "capability ratio",
            member=member,
            sentence=(
                f"{panel.name(member)}'s military expenditure was {number(own / hubs)} times {panel.name(hub)}'s in {year}."
            ),
            label=f"{number(own / hubs)} of the hub's means",
            value=own / hubs,
            unit="ratio",
            n=4,
            method="GDP times military share of GDP, over the hub's",
            rows=rows,
            window=Window(date(year, 1, 1), date(year, 12, 31)),
        )
    ]
