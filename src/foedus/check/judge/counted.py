"""Days counted from what a claim names: `two days after the Turkish request` held against the rows that tell of the request."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from foedus.check.desk import Desk, Fact
from foedus.check.numbers import value_of
from foedus.check.types import Query

_COUNTED = re.compile(
    r"\b(?P<n>[Aa]n?|\d+|[a-z]+(?:-[a-z]+)?) (?:full |whole |more )?(?P<unit>day|week|fortnight|month|year)s? "
    r"(?P<way>after|before|following)\s+(?P<of>(?:the|an?|its|his|her|their|that|[A-Z]\w+)\s+[^,;:.—–]{3,60})",  # noqa: RUF001
)
_DAYS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.4, "year": 365.25}
_SLACK = {"day": 1.0, "week": 3.5, "fortnight": 5.0, "month": 18.0, "year": 200.0}
"""By how many days a length of time in words may be off."""
NAMED = 0.5
"""Share of the words of what is counted from that a row must hold to tell of it."""
FAR_DAYS = 1500
"""Rows further off than that are of another matter."""


_ASKED = "call, request, appeal, plea, invocation"
"""What a row of a call is called, whatever its own words."""


class Counted(NamedTuple):
    """How many days after (before: below 0) what is named, give or take `slack`, with the words."""

    days: float
    slack: float
    of: str
    words: str


def counted(query: Query) -> Counted | None:
    """The first length of time in the claim's own words that counts from what its sentence names; None for none."""
    for match in _COUNTED.finditer(query.sentence):
        lead = f"{match['n']} {match['unit']}"
        if lead not in query.detail:
            continue
        n = 1.0 if match["n"].lower() in ("a", "an") else value_of(match["n"])
        if n is None:
            continue
        unit = match["unit"].lower()
        sign = -1 if match["way"].lower() == "before" else 1
        return Counted(sign * n * _DAYS[unit], _SLACK[unit] * max(1.0, n**0.5), match["of"], match.group())
    return None


def counted_parts(query: Query, fact: Fact, desk: Desk) -> list[tuple[str, str]]:
    """`borne` where a row of what is named lies that long before, `open` where all that tell of it lie otherwise."""
    one = counted(query)
    if one is None or fact.last - fact.first > timedelta(days=3 + one.slack):
        return []
    anchors = [it for it in _anchors(one.of, fact, desk) if abs((it.first - fact.first).days) <= FAR_DAYS]
    if not anchors:
        return []
    days = [(fact.first - it.first).days for it in anchors]
    return [("borne" if any(abs(it - one.days) <= one.slack for it in days) else "open", one.words)]


def _anchors(of: str, fact: Fact, desk: Desk) -> list[Fact]:
    """Rows of the same alliance that tell of what is named: its states and most of its other words."""
    states = desk.state_names.in_text(of)
    about = desk.about(of)
    asked = desk.about(_ASKED)
    return [
        it
        for it in desk.facts
        if it.alliance == fact.alliance
        and it.first <= desk.horizon
        and states <= it.states
        and about
        and (desk.covered(about, it) >= NAMED or (it.act == "call" and about <= asked))
    ]
