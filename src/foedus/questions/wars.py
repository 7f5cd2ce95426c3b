"""Armed conflict between states by year, before and under obligation, inside and with outsiders: parts of questions 3 and 7.

Reads the conflict-years of UCDP, which count fighting with 25 deaths or more in the year between two states that took part on
opposite sides. Dated outbreaks of the record itself are elsewhere, and never added to these.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from foedus.assessment import Finding
from foedus.measures.intervals import rate_interval
from foedus.questions.panel import Panel, Window
from foedus.questions.wording import THIN, count_of, number
from foedus.rows import Row

FIRST_YEAR = 1946
"""The first year that UCDP's conflict-years cover."""


class _Year(NamedTuple):
    """One pair of states at war in one year, its rows, and those of the two that were members all that year."""

    year: int
    pair: tuple[str, str]
    rows: tuple[Row, ...]
    inside: frozenset[str]
    maybe: frozenset[str]
    """Those that were members for a part of the year only."""


def with_outsiders(panel: Panel) -> list[Finding]:
    """War-years of members with outside states, under obligation and before it; nothing where no conflict-years are known."""
    if panel.wars_to is None:
        return []
    years = [it for it in _war_years(panel) if it.year <= panel.wars_to]
    under = [it for it in years if len(it.inside) == 1 and not it.maybe and it.inside != {panel.hub}]
    others = {row["member"] for row in panel.spells} - {panel.hub}
    before = [it for it in years if not it.inside and not it.maybe and _was_before(panel, it, others)]
    exposure, exposure_before = _under(panel, others), sum(_before(panel, code) for code in others)
    if exposure <= 0:
        return []
    rate, (low, high) = len(under) / exposure, rate_interval(len(under), exposure)
    who = f"members other than {panel.name(panel.hub)}" if panel.hub else "members"
    earlier = "The record dates no time of theirs as states before they joined."
    if exposure_before > 0:
        bounds = rate_interval(len(before), exposure_before)
        earlier = (
            f"For the same states before they joined, since {FIRST_YEAR}: {len(before) or 'none'} in {exposure_before:.0f} years "
            f"({_per100(len(before) / exposure_before)}, {_per100(bounds[0])} to {_per100(bounds[1])})."
        )
    return [
        panel.finding(
            "deterrence",
            "wars with outside states",
            sentence=(
                f"UCDP counts {count_of(len(under), 'year')} of armed conflict between {who} and outside states in "
                f"{exposure:.0f} member-years up to {panel.wars_to}{_listed(panel, under)}: {_per100(rate)} a hundred "
                f"member-years (95% interval {_per100(low)} to {_per100(high)}, as if years were independent). {earlier} It "
                "counts a state that sent troops to help a side, and does not say who began."
            ),
            label=f"{_per100(rate)} war-years per 100",
            value=rate * 100,
            unit="pair-years per 100 member-years",
            bounds=(low * 100, high * 100),
            n=len(under),
            method="UCDP/PRIO conflict-years between states; exact gamma interval",
            rows=[row for it in (*under, *before) for row in it.rows] or _spells(panel, others),
            window=Window(max(panel.founded, date(FIRST_YEAR, 1, 1)), max(panel.founded, date(panel.wars_to, 12, 31))),
            is_thin=len(under) + len(before) < THIN,
        )
    ]


def between_members(panel: Panel) -> list[Finding]:
    """War-years between two states that were both members; nothing where no conflict-years are known."""
    if panel.wars_to is None or panel.founded.year > panel.wars_to:
        return []
    inside = [it for it in _war_years(panel) if len(it.inside) == 2]
    listed = _listed(panel, inside)
    return [
        panel.finding(
            "friction",
            "wars between members",
            sentence=(
                f"Up to {panel.wars_to} UCDP counts {count_of(len(inside), 'year')} of armed conflict between two members"
                f"{listed}; it counts fighting with 25 deaths or more in the year between the two states' own forces, or where "
                "one helped the other's opponent with troops."
            ),
            label=count_of(len(inside), "war-year"),
            value=float(len(inside)),
            unit="pair-years",
            n=len(inside),
            method="UCDP/PRIO conflict-years between states",
            rows=[row for it in inside for row in it.rows] or _spells(panel, {row["member"] for row in panel.spells}),
            window=Window(max(panel.founded, date(FIRST_YEAR, 1, 1)), max(panel.founded, date(panel.wars_to, 12, 31))),
            is_thin=len(inside) < THIN,
        )
    ]


def _war_years(panel: Panel) -> list[_Year]:
    """Pairs of states by year, oldest first; several rows of one pair and year are one."""
    found: dict[tuple[int, tuple[str, str]], list[Row]] = {}
    for row in panel.wars:
        pair = (row["side_a"], row["side_b"])
        found.setdefault((row["happened_from"].year, pair), []).append(row)
    years = []
    for (year, pair), rows in sorted(found.items()):
        times = {code: share_of_year(panel, code, year) for code in pair}
        years.append(
            _Year(
                year,
                pair,
                tuple(rows),
                frozenset(code for code, share in times.items() if share == "all"),
                frozenset(code for code, share in times.items() if share == "part"),
            )
        )
    return years


def share_of_year(panel: Panel, code: str, year: int) -> str:
    """Whether a state was a member for all of a year, for a part of it, or not at all."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    share = "none"
    for spell in panel.spells:
        ended = spell["ended_to"]
        if spell["member"] != code or spell["happened_from"] > last or (ended is not None and ended < first):
            continue
        is_whole = spell["happened_to"] <= first and (spell["ended_from"] is None or spell["ended_from"] >= last)
        share = "all" if is_whole or share == "all" else "part"
    return share


def _was_before(panel: Panel, it: _Year, others: set[str]) -> bool:
    """Whether one of the pair was a state that had not joined yet."""
    return any(code in others and date(it.year, 12, 31) < _joined(panel, code) for code in it.pair)


def _joined(panel: Panel, code: str) -> date:
    return min(row["happened_from"] for row in panel.spells if row["member"] == code)  # type: ignore[no-any-return]


def _before(panel: Panel, code: str) -> float:
    """Whole years of a state since 1946 before it joined; none where the record does not date the state."""
    began = panel.exists_from.get(code)
    if began is None or panel.wars_to is None:
        return 0.0
    first = max(FIRST_YEAR, began.year if began == date(began.year, 1, 1) else began.year + 1)
    return float(max(0, min(_joined(panel, code).year, panel.wars_to + 1) - first))


def _under(panel: Panel, codes: set[str]) -> float:
    last = date(panel.wars_to or FIRST_YEAR, 12, 31)
    return panel.member_years(codes, Window(date(FIRST_YEAR, 1, 1), last))


def _listed(panel: Panel, years: list[_Year]) -> str:
    """The pairs with their years in brackets, those of most years first, at most six."""
    pairs: dict[tuple[str, str], list[int]] = {}
    for it in years:
        pairs.setdefault(it.pair, []).append(it.year)
    ranked = sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0]))
    told = [
        f"{panel.name(a)} and {panel.name(b)} {found[0]}{f' to {found[-1]}, {len(found)} years' if len(found) > 1 else ''}"
        for (a, b), found in ranked[:6]
    ]
    more = f"; {count_of(len(ranked) - 6, 'other pair')}" if len(ranked) > 6 else ""
    return f" ({'; '.join(told)}{more})" if told else ""


def _per100(rate: float) -> str:
    return number(rate * 100)


def _spells(panel: Panel, codes: set[str]) -> list[Row]:
    """A finding of no years rests on the spells in which there were none."""
    return [row for row in panel.spells if row["member"] in codes]
