"""A small world for tests of odds: alliances, exits, provisions and values that a reader would make, as `(table, row)` pairs."""

from __future__ import annotations

from datetime import date
from typing import Any

from foedus.odds.signals import Signals
from foedus.rows import Row

Pairs = list[tuple[str, Row]]
KNOWN = date(2002, 12, 31)


def member(
    alliance: str, code: str, since: str, until: str | None = None, how: str | None = None, **more: Any
) -> tuple[str, Row]:
    """One spell; `until` is its last day."""
    row: Row = {"alliance": alliance, "member": code, "spell": 1, "from_on": since, "known_on": KNOWN, **more}
    if until:
        row |= {"to_on": until, "end_mode": how}
    return "membership", row


def provision(alliance: str, name: str, year: int, value: float) -> tuple[str, Row]:
    """One code of a provision from a year on."""
    own = {
        "subject": "USA",
        "partner": alliance,
        "year": year,
        "name": f"atop_{name}",
        "value": value,
        "known_on": KNOWN,
    }
    return "indicator", own


def point(code: str, year: int, vintage: int, value: float) -> tuple[str, Row]:
    """An ideal point of a session in a vintage."""
    own: Row = {"subject": code, "partner": None, "year": year, "name": "ideal_point", "value": value}
    return "indicator", own | {"known_on": date(vintage + 1, 1, 1)}


def democracy(code: str, year: int, value: float) -> tuple[str, Row]:
    """V-Dem's index of a year."""
    own: Row = {"subject": code, "partner": None, "year": year, "name": "electoral_democracy", "value": value}
    return "indicator", own | {"known_on": date(year + 1, 3, 31)}


def war(one: str, other: str, year: int) -> tuple[str, Row]:
    """A year of fighting."""
    return "conflict", {"side_a": one, "side_b": other, "began_on": str(year), "method": "ucdp@25.1"}


STATES = ("USA", "CAN", "MEX", "BRA", "ARG", "CHL", "PER", "COL")


def treaties() -> Pairs:
    """Two alliances of the Americas: A led by the United States, which Mexico leaves in 1960 and Peru in 1970; B unled."""
    made = [member("A", code, "1950-06-01") for code in STATES if code not in ("MEX", "PER")]
    made += [
        member("A", "MEX", "1950-06-01", "1960-03-31", "withdrawal"),
        member("A", "PER", "1950-06-01", "1970-03-31", "withdrawal"),
        *(member("B", code, "1955-01-01") for code in ("BRA", "ARG", "CHL", "COL")),
        provision("A", "defense", 1950, 1.0),
        provision("A", "nomicoop", 1950, 0.0),
        provision("B", "defense", 1955, 0.0),
    ]
    return made


def values(first: int = 1945, last: int = 1985) -> Pairs:
    """Values of every state and year, different from each other and drifting."""
    made: Pairs = []
    for place, code in enumerate(STATES):
        for year in range(first, last + 1):
            made.append(democracy(code, year, 0.2 + 0.05 * place + 0.001 * (year - first)))
            made += [point(code, at, year, place / 3 + 0.01 * place * (at - first)) for at in (year - 5, year)]
    return [*made, war("ARG", "CHL", 1965), war("PER", "rebels", 1968)]


def signals(more: Pairs | None = None) -> Signals:
    """Signals of these values, and of more."""
    return Signals.from_rows([*values(), *(more or [])])
