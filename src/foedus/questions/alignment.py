"""How members' votes at the United Nations lie to the hub's, or to each other's: level, drift over five years, all states.

A part of question 6. Reads yearly figures that were computed from roll calls (`foedus.figures`); nothing here counts votes.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from foedus.assessment import Finding
from foedus.questions.panel import EVERYONE, Panel, Window
from foedus.questions.wording import count_of, signed
from foedus.rows import Row

QUESTION = "dissent"
BACK_YEARS = 5
OLDEST_YEARS = 3
"""Votes of a year longer ago than this say nothing of today."""

Z95 = NormalDist().inv_cdf(0.975)


class Drift(NamedTuple):
    """A value now and five years before, with the 95% interval of the change where one can be given."""

    year: int
    now: float
    before: float | None
    bounds: tuple[float, float] | None
    rows: list[Row]

    @property
    def change(self) -> float | None:
        """Now less before; None where the value before is not known."""
        return None if self.before is None else self.now - self.before

    @property
    def is_clear(self) -> bool:
        """Whether the interval of the change leaves out zero."""
        return self.bounds is not None and (self.bounds[0] > 0 or self.bounds[1] < 0)


def findings(panel: Panel) -> list[Finding]:
    """For the alliance the drift of all members and their cohesion, then each member's votes and ideal point beside the hub's."""
    partner = panel.hub or panel.alliance
    others = [member for member in panel.members if member != panel.hub]
    votes = {member: it for member in others if (it := _s(panel, member, partner))}
    return [
        *_of_members(panel, votes),
        *_cohesion(panel),
        *(_votes(panel, member, it) for member, it in votes.items()),
        *(it for member in others for it in _position(panel, member)),
    ]


def _latest(panel: Panel, name: str, subject: str, partner: str | None) -> int | None:
    years = panel.series.get((name, subject, partner), {})
    year = max(years, default=None)
    return year if year is not None and panel.day.year - year <= OLDEST_YEARS else None


def _s(panel: Panel, member: str, partner: str) -> Drift | None:
    """S of a member with the hub (an interval from the spread of single votes), or its mean with the other members (none)."""
    year = _latest(panel, "vote_s", member, partner)
    if year is None:
        return None
    series = panel.series[("vote_s", member, partner)]
    now, before = series[year], series.get(year - BACK_YEARS)
    rows = [row for row in (now, before) if row]
    if before is None:
        return Drift(year, now["value"], None, None, rows)
    equal = panel.series.get(("vote_agreement", member, partner), {})
    bounds = None
    if year in equal and year - BACK_YEARS in equal:
        rows += [equal[year], equal[year - BACK_YEARS]]
        error = sqrt(_variance(now, equal[year]) + _variance(before, equal[year - BACK_YEARS]))
        change = now["value"] - before["value"]
        bounds = (change - Z95 * error, change + Z95 * error)
    return Drift(year, now["value"], before["value"], bounds, rows)


def _variance(s: Row, equal: Row) -> float:
    """Variance of S as the mean of single votes: each adds 1, 0 or -1 for a distance of 0, 1 or 2."""
    gap = 1 - s["value"]
    opposite = max(0.0, gap - (1 - equal["value"]))
    one = max(0.0, 1 - equal["value"] - opposite)
    return float(max(0.0, one + 4 * opposite - gap**2) / s["n_cases"])


def _background(panel: Panel, partner: str, year: int) -> tuple[float | None, list[Row]]:
    """The change of the median S of all UN members with the hub, over the same years."""
    series = panel.series.get(("vote_s", EVERYONE, partner), {})
    now, before = series.get(year), series.get(year - BACK_YEARS)
    return (now["value"] - before["value"], [now, before]) if now and before else (None, [])


def _votes(panel: Panel, member: str, it: Drift) -> Finding:
    name, beside = panel.name(member), panel.name(panel.hub) if panel.hub else "the other members"
    rows, more = list(it.rows), ""
    n = int(it.rows[0]["n_cases"])
    if panel.hub:
        extra = [panel.series.get((one, member, panel.hub), {}).get(it.year) for one in ("vote_kappa", "vote_pi")]
        rows += [row for row in extra if row]
        shown = [f"{word} {row['value']:.2f}" for word, row in zip(("kappa", "pi"), extra, strict=True) if row]
        more = f" over {n} common votes{'; ' + ', '.join(shown) if shown else ''}"
    what = f"S with {beside} {it.now:.2f}" if panel.hub else f"mean S with {beside} {it.now:.2f} ({n} pairs)"
    sentence = f"{name}, UN votes of {it.year}: {what}{more}"
    change, background = it.change, ""
    if change is None or it.before is None:
        sentence += f"; for {it.year - BACK_YEARS} the record has no figure to compare."
    else:
        moved, of_all = _background(panel, panel.hub, it.year) if panel.hub else (None, [])
        rows += of_all
        if moved is not None:
            background = f" The median of all UN members with {beside} moved by {signed(moved)} over the same years."
        interval = f", 95% interval {signed(it.bounds[0])} to {signed(it.bounds[1])}" if it.bounds else ""
        sentence += f"; in {it.year - BACK_YEARS} {it.before:.2f}, a change of {signed(change)}{interval}.{background}"
    return panel.finding(
        QUESTION,
        "UN votes with the hub" if panel.hub else "UN votes with the others",
        member=member,
        sentence=sentence,
        label=f"UN votes {it.year}: S {it.now:.2f}" + (f" ({signed(change)} in 5 years)" if change is not None else ""),
        value=change,
        unit="change of S in five years",
        bounds=it.bounds,
        n=n,
        method="S (Signorino and Ritter 1999); interval as if roll calls were a sample"
        if panel.hub
        else "mean of S over pairs with the other members",
        rows=rows,
        window=_years(it.year),
        is_thin=panel.hub is not None and n < 30,
    )


def _years(year: int) -> Window:
    from datetime import date

    return Window(date(year - BACK_YEARS, 1, 1), date(year, 12, 31))


def _of_members(panel: Panel, votes: dict[str, Drift]) -> list[Finding]:
    """How many members moved clearly away from the hub, beside the median of all states."""
    told = {member: it for member, it in votes.items() if it.bounds}
    if not panel.hub or not told:
        return []
    year = max(it.year for it in told.values())
    told = {member: it for member, it in told.items() if it.year == year}
    away = sorted(member for member, it in told.items() if it.is_clear and (it.change or 0) < 0)
    closer = sorted(member for member, it in told.items() if it.is_clear and (it.change or 0) > 0)
    moved, rows = _background(panel, panel.hub, year)
    hub = panel.name(panel.hub)
    beyond = (
        sorted(member for member in told if (told[member].bounds or (0, 0))[1] < moved) if moved is not None else []
    )
    beside = (
        f" The median of all UN members moved by {signed(moved)}; the interval of "
        f"{panel.names_of(beyond) if beyond else 'no member'} lies wholly below that."
        if moved is not None
        else ""
    )
    return [
        panel.finding(
            QUESTION,
            "UN votes of the members with the hub",
            sentence=(
                f"In UN votes from {year - BACK_YEARS} to {year} S with {hub} fell beyond its 95% interval for "
                f"{len(away) or 'none'} of {count_of(len(told), 'member')}{_in_brackets(panel, away)} and rose so for "
                f"{len(closer) or 'none'}{_in_brackets(panel, closer)}.{beside}"
            ),
            label=f"{len(away)} of {len(told)} moved away since {year - BACK_YEARS}",
            value=len(away) / len(told),
            unit="share of members",
            n=len(told),
            method="S (Signorino and Ritter 1999) in both years; normal interval of the change",
            rows=[*rows, *(row for it in told.values() for row in it.rows)],
            window=_years(year),
        )
    ]


def _in_brackets(panel: Panel, members: list[str]) -> str:
    return f" ({panel.names_of(members)})" if members else ""


def _cohesion(panel: Panel) -> list[Finding]:
    """Mean S over all pairs of members, beside that over all pairs of states."""
    year = _latest(panel, "vote_cohesion_s", panel.alliance, None)
    if year is None:
        return []
    series = panel.series[("vote_cohesion_s", panel.alliance, None)]
    everyone = panel.series.get(("vote_cohesion_s", EVERYONE, None), {})
    now, before = series[year], series.get(year - BACK_YEARS)
    rows = [row for row in (now, before, everyone.get(year), everyone.get(year - BACK_YEARS)) if row]
    of_all = f"; over all pairs of UN members {everyone[year]['value']:.2f}" if year in everyone else ""
    then = ""
    if before and year - BACK_YEARS in everyone:
        then = (
            f" In {year - BACK_YEARS} they were {before['value']:.2f} and {everyone[year - BACK_YEARS]['value']:.2f}."
        )
    pairs = "pair" if now["n_cases"] == 1 else "pairs"
    return [
        panel.finding(
            QUESTION,
            "cohesion in UN votes",
            sentence=(
                f"UN votes of {year}: mean S over {now['n_cases']} {pairs} of members {now['value']:.2f}{of_all}.{then}"
            ),
            label=f"cohesion S {now['value']:.2f} in {year}",
            value=now["value"],
            unit="index -1 to 1",
            n=int(now["n_cases"]),
            method="mean of S (Signorino and Ritter 1999) over pairs of members of 31 December of the year",
            rows=rows,
            window=_years(year),
        )
    ]


def _position(panel: Panel, member: str) -> list[Finding]:
    """Distance of a member's ideal point from the hub's, now and five years before in one vintage."""
    if not panel.hub:
        return []
    points = [panel.series.get((name, code, None), {}) for code in (member, panel.hub) for name in _POINTS]
    year = max(points[0], default=None)
    if year is None or panel.day.year - year > OLDEST_YEARS or not all(year in one for one in points):
        return []
    now, error = _distance([one[year] for one in points])
    rows = [one[year] for one in points]
    hub, back = panel.name(panel.hub), year - BACK_YEARS
    sentence = (
        f"{panel.name(member)}'s ideal point in UN votes up to {year} lies {now:.2f} standard deviations from {hub}'s"
    )
    change: float | None = None
    bounds: tuple[float, float] | None = None
    if all(back in one for one in points):
        before, error_before = _distance([one[back] for one in points])
        change, spread = now - before, Z95 * sqrt(error**2 + error_before**2)
        bounds = (change - spread, change + spread)
        rows += [one[back] for one in points]
        sentence += (
            f"; in {back} it lay {before:.2f} away, a change of {signed(change)} (95% interval {signed(bounds[0])} to "
            f"{signed(bounds[1])})"
        )
        of_all = panel.series.get(("ideal_point_distance", EVERYONE, panel.hub), {})
        if year in of_all and back in of_all:
            rows += [of_all[year], of_all[back]]
            moved = of_all[year]["value"] - of_all[back]["value"]
            sentence += f"; the median distance of all UN members from {hub} moved by {signed(moved)}"
    label = f"ideal point {now:.2f} sd from {panel.hub}'s" + (f" ({signed(change)})" if change is not None else "")
    return [
        panel.finding(
            QUESTION,
            "ideal points apart",
            member=member,
            sentence=f"{sentence}.",
            label=label,
            value=change,
            unit="change of distance in five years, standard deviations",
            bounds=bounds,
            n=int(points[0][year]["n_cases"]),
            method="dynamic ordinal ideal points (Bailey, Strezhnev and Voeten 2017) from votes up to the year alone",
            rows=rows,
            window=_years(year),
        )
    ]


_POINTS = ("ideal_point", "ideal_point_error")


def _distance(cells: list[Row]) -> tuple[float, float]:
    """Distance of two positions and its standard error, from position and error of one state, then of the other."""
    one, its_error, other, other_error = (row["value"] for row in cells)
    return abs(one - other), sqrt(its_error**2 + other_error**2)
