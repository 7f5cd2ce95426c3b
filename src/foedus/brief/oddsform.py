"""The odds section as rows and sentences that every form of the brief shows: members by outcome and horizon, and drivers.

Not here: any number, and how a form draws rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from foedus.assessment import Assessment, OutcomeOdds

OUTCOMES = ("exit", "notice", "freeze")
HORIZONS = (1, 2, 5)
HEADS = {"exit": "Exit", "notice": "Notice", "freeze": "Freeze"}
MEANS = (
    "Exit: membership ends by the member's own choice. Notice: formal announcement of leaving. Freeze: it stops taking part "
    "while membership stays in law. Each cell is the range over three methods."
)


class OddsRow(NamedTuple):
    """A member's cells, by outcome then horizon, and what drives its odds; the last row of a table is the base rate."""

    name: str
    cells: tuple[str, ...]
    driver: str


def share(chance: float) -> str:
    """A chance as a percentage: two digits where it is small, no more than .01% of precision."""
    percent = 100 * chance
    if percent >= 9.95:
        return f"{percent:.0f}%"
    return f"{percent:.1f}%" if percent >= 0.95 else f"{max(percent, 0.01):.2f}%"


def span(low: float, high: float) -> str:
    """A range as `0.9-1.2%`, or one value where both ends read alike."""
    first, last = share(low), share(high)
    return first if first == last else f"{first.removesuffix('%')}\N{EN DASH}{last}"


def columns() -> tuple[str, ...]:
    """Heads of the cells: outcome and years."""
    return tuple(f"{HEADS[outcome]}, {years} y" for outcome in OUTCOMES for years in HORIZONS)


def rows(assessment: Assessment) -> tuple[OddsRow, ...]:
    """Members, the likeliest to exit first."""
    by_key: dict[tuple[str | None, str, int], OutcomeOdds] = {
        (it.member, it.outcome, it.horizon_years): it for it in assessment.odds.outcomes if it.member
    }
    drivers = {it.member: it.sentence for it in assessment.odds.drivers}
    members = {
        it.member: it.middle for it in by_key.values() if (it.outcome, it.horizon_years) == ("exit", HORIZONS[-1])
    }
    names = {it.code: it.name for it in assessment.members}
    ordered = sorted(members, key=lambda code: (-members[code], names.get(code or "", code or "")))
    return tuple(
        OddsRow(
            names.get(code or "", code or ""),
            tuple(_cell(by_key.get((code, outcome, years))) for outcome in OUTCOMES for years in HORIZONS),
            drivers.get(code or "", ""),
        )
        for code in ordered
    )


def base_row(assessment: Assessment) -> OddsRow | None:
    """What holds of all alliances, in the same columns."""
    base = {(it.outcome, it.horizon_years): it.base_rate for it in assessment.odds.outcomes if it.member}
    if not base:
        return None
    return OddsRow("Base rate", tuple(share(base[o, y]) for o in OUTCOMES for y in HORIZONS), "")


def of_alliance(assessment: Assessment) -> tuple[str, ...]:
    """What is said of the alliance: a member lost, an end by break, help not given."""
    return tuple(it.sentence for it in assessment.odds.outcomes if it.member is None)


def _cell(row: OutcomeOdds | None) -> str:
    return "\N{EN DASH}" if row is None else span(row.low, row.high)
