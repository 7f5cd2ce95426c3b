"""Odds of an alliance and its members as of a day, from the coefficients that ship: three methods side by side, and drivers.

Needs the core only. Coefficients are those of the last vintage that ended before the as-of day, so that no later exit touches
a number. Exit comes from all alliances of ATOP; notice and freeze from the acts of the embedded record, which are few. Not
here: how odds are said (`saying`), and how the coefficients were made (`shipped`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import exp, log, prod, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from foedus.assessment import Driver, Drivers, MethodOdds, Odds, OutcomeOdds, Sign
from foedus.measures.gamma import gamma_quantile
from foedus.odds import saying
from foedus.odds.outcomes import Spell
from foedus.odds.present import SIGNS, Present, Rate
from foedus.questions.panel import Panel

FILE = Path(__file__).with_name("shipped.json")
HORIZONS = (1, 2, 5)
LEVEL = 0.9
Z90 = 1.6448536269514722
LEAST_MEMBERS = 3
MOST = 0.95
"""No chance of a year is said to be higher."""


class Hazard(NamedTuple):
    """A yearly chance with the ends of its 90% interval, and the events and member-years behind it."""

    method: str
    chance: float
    low: float
    high: float
    n_events: int
    n_years: float


def odds(panel: Panel) -> Odds:
    """Question 9 for an alliance as of a day; where there can be no odds, why."""
    now = Present(panel)
    vintage = vintage_of(panel.day.year)
    members = now.members if vintage else []
    if vintage is None:
        return Odds(False, f"No odds: the first year from which they can be learned is {_first()}.")
    if len(members) < LEAST_MEMBERS:
        return Odds(
            False,
            "No odds: the methods learned from alliances of three members or more, and this one has "
            f"{len(members) or 'none'} on this day.",
        )
    hazards = {
        (outcome, spell.member): of
        for spell, known in members
        for outcome, of in _of_member(now, vintage, spell, known)
    }
    bases = {outcome: _base(now, vintage, outcome) for outcome in ("exit", "notice", "freeze")}
    found = [
        _outcome(panel, outcome, member, years, own, bases[outcome])
        for (outcome, member), own in hazards.items()
        for years in HORIZONS
    ]
    lost = [_lost(panel, hazards, members, years, bases["exit"]) for years in HORIZONS]
    ends = [
        _outcome(panel, "end by break", None, years, [_broken(vintage)], _share(vintage["broken"]))
        for years in HORIZONS
    ]
    drivers = tuple(_drivers(panel, vintage, spell, known) for spell, known in members)
    outcomes = (*lost, *ends, *_hollow(now), *found)
    return Odds(
        True,
        saying.headline(panel, outcomes),
        outcomes,
        drivers,
        tuple(_sign(now, act) for act in SIGNS),
        saying.score_words(head()["score"]),
        saying.limits(now, vintage, members),
    )


@cache
def shipped() -> dict[str, Any]:
    """What ships, as plain data."""
    made: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return made


@cache
def _lines() -> list[str]:
    """The file by lines: the head, a line a vintage, the end. A brief needs one vintage, and reading all takes longer."""
    return FILE.read_text(encoding="utf-8").splitlines()


@cache
def head() -> dict[str, Any]:
    """What ships beside the vintages: covariates, classes, scores."""
    made: dict[str, Any] = json.loads(_lines()[0].removesuffix(', "vintages": [') + "}")
    return made


@cache
def vintage_of(year: int) -> dict[str, Any] | None:
    """The last vintage that ended before a year began; None before the first."""
    vintages = _lines()[1:-1]
    place = min(year - _first(), len(vintages) - 1)
    if place < 0:
        return None
    made: dict[str, Any] = json.loads(vintages[place].removesuffix(","))
    return made


@cache
def _first() -> int:
    """The first year before which a vintage ended: there is one for every year from then on."""
    return int(json.loads(_lines()[1].removesuffix(","))["year"]) + 1


def linear(vintage: Mapping[str, Any], known: Mapping[str, float | None]) -> tuple[list[float], float, float]:
    """What each covariate adds to the log odds, their sum with the intercept, and the standard error of the sum.

    A covariate that is not known adds nothing, and the spread that it has over all member-years to the error.
    """
    names, beta = head()["covariates"], vintage["beta"]
    scaled = [
        None if known[name] is None else ((known[name] or 0.0) - mean) / sd
        for name, mean, sd in zip(names, vintage["mean"], vintage["sd"], strict=True)
    ]
    parts = [0.0 if value is None else value * slope for value, slope in zip(scaled, beta[1:], strict=True)]
    row = [1.0, *(value or 0.0 for value in scaled)]
    variance = _quadratic(row, vintage["covariance"])
    variance += sum(slope**2 for value, slope in zip(scaled, beta[1:], strict=True) if value is None)
    return parts, beta[0] + sum(parts), sqrt(max(variance, 0.0))


def _quadratic(row: Sequence[float], upper: Sequence[float]) -> float:
    """The variance of a weighted sum, from the upper triangle of a covariance matrix, row by row."""
    total, place = 0.0, 0
    for i, x in enumerate(row):
        for j in range(i, len(row)):
            total += (1 if i == j else 2) * x * row[j] * upper[place]
            place += 1
    return total


def _of_member(
    now: Present, vintage: Mapping[str, Any], spell: Spell, known: Mapping[str, float | None]
) -> list[tuple[str, list[Hazard]]]:
    """For each outcome of a member, what the three methods say of a year."""
    _, log_odds, error = linear(vintage, known)
    place, own = now.kind(spell.alliance), Rate(len(now.exits[spell.alliance]), now.years(spell.alliance))
    events, years = vintage["n_events"], float(vintage["n_rows"])
    covariates = Hazard(
        "covariates", _expit(log_odds), _expit(log_odds - Z90 * error), _expit(log_odds + Z90 * error), events, years
    )
    of_class = Rate(vintage["class_events"][place], float(vintage["class_years"][place]))
    exits = [
        covariates,
        _gamma("reference", of_class, *vintage["class_prior"]),
        _gamma("own record", own, *vintage["own_prior"]),
    ]
    return [
        ("exit", exits),
        *((outcome, _acts(now, vintage, outcome, spell, log_odds, error)) for outcome in ("notice", "freeze")),
    ]


def _acts(
    now: Present, vintage: Mapping[str, Any], outcome: str, spell: Spell, log_odds: float, error: float
) -> list[Hazard]:
    """Notice and freeze: the record's own rate, times what the covariates say of exits; of the class; of the alliance.

    That covariates move notices and freezes as they move exits is assumed: the acts are too few to learn it from.
    """
    every = now.rate(outcome, now.multilateral)
    base = (every.events + 0.5) / (every.years + 1)
    ratio = _expit(log_odds) / ((vintage["n_events"] + 0.5) / vintage["n_rows"])
    spread = sqrt(error**2 + 1 / (every.events + 0.5))
    middle = min(MOST, base * ratio)
    kind = now.kind(spell.alliance)
    alike = [name for name in now.multilateral if now.kind(name) == kind]
    first = Hazard(
        "covariates",
        middle,
        middle * exp(-Z90 * spread),
        min(MOST, middle * exp(Z90 * spread)),
        every.events,
        every.years,
    )
    return [
        first,
        _gamma("reference", now.rate(outcome, alike), 1.0, 1 / base),
        _gamma("own record", now.rate(outcome, [spell.alliance]), 0.5, 0.5 / base),
    ]


@cache
def _gamma(method: str, rate: Rate, shape: float, years: float) -> Hazard:
    """A yearly chance from a gamma-Poisson rate, its prior being `shape` events in `years` member-years."""
    shape, years = rate.events + shape, rate.years + years
    low, high = (gamma_quantile(p, shape, years) for p in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    middle, low, high = (1 - exp(-value) for value in (shape / years, low, high))
    return Hazard(method, middle, low, high, rate.events, rate.years)


def _base(now: Present, vintage: Mapping[str, Any], outcome: str) -> float:
    """The yearly chance that holds of all: of ATOP's member-years for exit, of the record's for the others."""
    if outcome == "exit":
        return float((vintage["n_events"] + 0.5) / (vintage["n_rows"] + 1))
    every = now.rate(outcome, now.multilateral)
    return (every.events + 0.5) / (every.years + 1)


def _broken(vintage: Mapping[str, Any]) -> Hazard:
    """The yearly chance that an alliance ends by break: the rate of all alliances, the only method."""
    events, years = vintage["broken"]
    return _gamma("reference", Rate(events, float(years)), 0.5, 1.0)


def _share(counts: Sequence[int]) -> float:
    return (counts[0] + 0.5) / (counts[1] + 1)


def _outcome(
    panel: Panel, outcome: str, member: str | None, years: int, own: Sequence[Hazard], base: float
) -> OutcomeOdds:
    """The methods' chances within some years, as one row."""
    methods = tuple(
        MethodOdds(
            it.method,
            _within(it.chance, years),
            _within(it.low, years),
            _within(it.high, years),
            it.n_events,
            it.n_years,
        )
        for it in own
    )
    return _row(panel, outcome, member, years, methods, _within(base, years))


def _row(
    panel: Panel, outcome: str, member: str | None, years: int, methods: tuple[MethodOdds, ...], base: float
) -> OutcomeOdds:
    chances = [it.chance for it in methods]
    low, high = min(chances), max(chances)
    is_apart = all(it.low > base for it in methods) or all(it.high < base for it in methods)
    made = OutcomeOdds(
        outcome=outcome,
        member=member,
        horizon_years=years,
        low=low,
        high=high,
        middle=sum(chances) / len(chances),
        widest_low=min(it.low for it in methods),
        widest_high=max(it.high for it in methods),
        base_rate=base,
        word=saying.word(low, high),
        is_apart=is_apart,
        methods=methods,
        sentence="",
    )
    return saying.told(panel, made)


def _lost(
    panel: Panel,
    hazards: Mapping[tuple[str, str], list[Hazard]],
    members: Sequence[tuple[Spell, Mapping[str, float | None]]],
    years: int,
    base: float,
) -> OutcomeOdds:
    """At least one member exits: members taken as independent, which they are not (see the limits)."""
    each = [hazards["exit", spell.member] for spell, _ in members]

    def any_of(pick: Callable[[Hazard], float], place: int) -> float:
        return 1 - prod((1 - pick(own[place])) ** years for own in each)

    methods = tuple(
        MethodOdds(
            it.method,
            any_of(lambda one: one.chance, place),
            any_of(lambda one: one.low, place),
            any_of(lambda one: one.high, place),
            it.n_events,
            it.n_years,
        )
        for place, it in enumerate(each[0])
    )
    return _row(panel, "lost a member", None, years, methods, 1 - (1 - base) ** (years * len(each)))


def _hollow(now: Present) -> list[OutcomeOdds]:
    """The chance that a call gets no help: of this alliance's calls, and of all calls of the record."""
    own, every = now.unanswered()
    if not every.years:
        return []
    base = (every.events + 0.5) / (every.years + 1)
    methods = [_call("reference", every, 0.5, 0.5)]
    if own.years:
        # The rate of all counts like two calls of the alliance's own.
        methods.append(_call("own record", own, 2 * base, 2 * (1 - base)))
    return [_row(now.panel, "hollow", None, 0, tuple(methods), base)]


def _call(method: str, counted: Rate, yes: float, no: float) -> MethodOdds:
    """A share with a Beta prior; the interval is that of two gamma variables, by a normal of their log ratio."""
    a, b = counted.events + yes, counted.years - counted.events + no
    middle, error = a / (a + b), sqrt(1 / a + 1 / b)
    low, high = (_expit(log(a / b) + sign * Z90 * error) for sign in (-1, 1))
    return MethodOdds(method, middle, low, high, counted.events, counted.years)


def _drivers(panel: Panel, vintage: Mapping[str, Any], spell: Spell, known: Mapping[str, float | None]) -> Drivers:
    """What each covariate adds, the largest first."""
    parts, total, _ = linear(vintage, known)
    drivers = [
        Driver(name, saying.covariate(name), known[name], mean, part)
        for name, mean, part in zip(head()["covariates"], vintage["mean"], parts, strict=True)
    ]
    ordered = tuple(sorted(drivers, key=lambda one: -abs(one.log_odds)))
    return Drivers(spell.member, vintage["beta"][0], total, ordered, saying.driver_words(panel, spell.member, ordered))


def _sign(now: Present, act: str) -> Sign:
    """How often an act was followed by an exit, and where it was seen in the alliance of late."""
    seen, left = now.followed(act)
    recent = now.recent(act)
    return Sign(
        act, seen, left, saying.sign_words(now.panel, act, seen, left, recent), tuple(row["id"] for row in recent)
    )


def _within(chance: float, years: int) -> float:
    return 1 - (1 - chance) ** years if chance < 1 else 1.0


def _expit(x: float) -> float:
    return 1 / (1 + exp(-x)) if x > -700 else 0.0
