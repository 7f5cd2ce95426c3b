"""Who was a member of which alliance at the end of each year, from the record as it stood then; and the states of each hub."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from foedus.figures.agreement import Bloc
from foedus.record import Record


def hubs(record: Record) -> dict[str, frozenset[str]]:
    """For each hub of an alliance in the record, the states that ever were members of its alliances."""
    found: dict[str, set[str]] = {}
    sql = "SELECT DISTINCT hub, member FROM alliance a JOIN membership m ON a.code = m.alliance WHERE hub IS NOT NULL"
    for row in record.query(sql):
        found.setdefault(row["hub"], set()).add(row["member"])
    return {hub: frozenset(states) for hub, states in found.items()}


def blocs_by_year(record: Record, years: Iterable[int]) -> dict[int, list[Bloc]]:
    """The alliances of a record on 31 December of each year, with members whose spell had begun and not ended."""
    return {year: _blocs(record, date(year, 12, 31)) for year in years}


def _blocs(record: Record, day: date) -> list[Bloc]:
    view = record.as_of(day)
    of_alliance = {row["code"]: row["hub"] for row in view.query("SELECT code, hub FROM alliance")}
    members: dict[str, set[str]] = {}
    sql = "SELECT alliance, member FROM membership WHERE happened_to <= $day AND (ended_from IS NULL OR ended_from > $day)"
    for row in view.query(sql, {"day": day}):
        members.setdefault(row["alliance"], set()).add(row["member"])
    return [Bloc(code, of_alliance.get(code), tuple(sorted(states))) for code, states in sorted(members.items())]
