"""The sides that an alliance's members would take by landscape theory, from the record as of a day.

Two landscapes, since they answer two questions: `by_acts` has only what members did to each other of late, `by_all` also
what they have in common. Members that hang together by no propensity at all form landscapes apart, and one without any is
loose: where it would stand the record does not say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from foedus.errors import FoedusError
from foedus.questions.friction import Pair
from foedus.questions.panel import Panel
from foedus.whatif.landscape import Landscape, Minimum, landscape
from foedus.whatif.propensities import Propensity, propensities

MARK = (
    "A model, not a forecast: landscape theory (Axelrod and Bennett 1993) knows two sides only, lets one member move at a "
    "time, and takes propensities as given. Here they and the strengths are chosen, not measured."
)

CRITIQUE = (
    'Galam (1998, British Journal of Political Science 28: 411-412) on the theory: "The model is shown not to include most of '
    'its claimed results." What comes out follows from the propensities put in; enemies of one enemy are put together even '
    "where they are no friends."
)


class BadSides(FoedusError):
    """Members or strengths that do not fit the alliance."""


class Part(NamedTuple):
    """Members that hang together by propensities, and every local minimum of their landscape."""

    members: tuple[str, ...]
    n_splits: int
    minima: tuple[Minimum, ...]
    """Lowest energy first."""


def against_the_grain(minimum: Minimum, values: Mapping[Pair, float]) -> list[tuple[Pair, float]]:
    """Pairs that a minimum puts together though they pull apart, or apart though they pull together, strongest first."""
    other = set(minimum.sides[1])
    own = set(minimum.sides[0]) | other
    cut = {pair: len(set(pair) & other) == 1 for pair in values if set(pair) <= own}
    wrong = [(pair, values[pair]) for pair, is_cut in cut.items() if (values[pair] > 0) == is_cut and values[pair]]
    return sorted(wrong, key=lambda it: (-abs(it[1]), it[0]))


class Split(NamedTuple):
    """How members would fall into sides; the sides of one part say nothing of those of another."""

    parts: tuple[Part, ...]
    loose: tuple[str, ...]
    """Members without any propensity."""


class Sides(NamedTuple):
    """The sides that members of an alliance would take."""

    alliance: str
    as_of: date
    members: tuple[str, ...]
    left_out: tuple[str, ...]
    strengths: dict[str, float]
    window: tuple[date, date]
    """First and last day of the acts."""
    pairs: tuple[Propensity, ...]
    by_all: Split
    by_acts: Split
    mark: str
    critique: str

    @property
    def by_all_values(self) -> dict[Pair, float]:
        """The propensities of `by_all`."""
        return {it.pair: it.value for it in self.pairs}

    @property
    def by_acts_values(self) -> dict[Pair, float]:
        """The propensities of `by_acts`: 0 where the record holds no act."""
        return {it.pair: it.acts or 0.0 for it in self.pairs}


def sides(panel: Panel, *, strengths: Mapping[str, float] | None = None, without: Sequence[str] = ()) -> Sides:
    """The sides as of the panel's day, for all members but those in `without`; every strength not given is 1.

    Members are named by code. Raises `BadSides` for who is no member then, `BadLandscape` or `TooMany` for strengths below
    0 or more members than can be looked through.
    """
    given = dict(strengths or {})
    for code in (*given, *without):
        if code not in panel.members:
            listed = ", ".join(panel.members) or "none"
            raise BadSides(f"{code} is no member of {panel.alliance} on {panel.day}; members then: {listed}")
    both = sorted(set(given) & set(without))
    if both:
        raise BadSides(f"{both[0]} is given a strength and left out at once; drop one of the two")
    members = tuple(one for one in panel.members if one not in without)
    if len(members) < 2:
        raise BadSides(
            f"{panel.alliance} has {len(members) or 'no'} {'member' if len(members) == 1 else 'members'} to take sides on "
            f"{panel.day}; at least two are needed"
        )
    weight = {one: float(given.get(one, 1.0)) for one in members}
    pairs = propensities(panel, members)
    return Sides(
        alliance=panel.alliance,
        as_of=panel.day,
        members=members,
        left_out=tuple(sorted(set(without))),
        strengths=weight,
        window=(panel.recent.first, panel.recent.last),
        pairs=tuple(pairs),
        by_all=split(members, {it.pair: it.value for it in pairs}, weight),
        by_acts=split(members, {it.pair: it.acts or 0.0 for it in pairs}, weight),
        mark=MARK,
        critique=CRITIQUE,
    )


def split(members: Sequence[str], values: Mapping[Pair, float], strengths: Mapping[str, float]) -> Split:
    """The landscapes of members that hang together by propensities other than 0."""
    parts, loose = [], []
    for group in _together(members, values, strengths):
        if len(group) == 1:
            loose.append(group[0])
            continue
        inside = {pair: value for pair, value in values.items() if set(pair) <= set(group)}
        made: Landscape = landscape(group, inside, {one: strengths[one] for one in group})
        parts.append(Part(tuple(group), made.n_splits, tuple(made.minima())))
    return Split(tuple(parts), tuple(loose))


def _together(members: Sequence[str], values: Mapping[Pair, float], strengths: Mapping[str, float]) -> list[list[str]]:
    """Members in groups that hang together, in the order given; one of strength 0 pulls nobody and is pulled by nobody."""
    group = {one: {one} for one in members}
    for (a, b), value in values.items():
        if value and strengths[a] and strengths[b] and group[a] is not group[b]:
            joined = group[a] | group[b]
            group.update(dict.fromkeys(joined, joined))
    told: list[list[str]] = []
    for one in members:
        if not any(one in others for others in told):
            told.append([other for other in members if other in group[one]])
    return told
