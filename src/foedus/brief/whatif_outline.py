"""What an outlook shows, grouped and ordered once for all forms: tables, charts' numbers, lists of sentences.

Grouping and wording of numbers for display only. Markup is in the forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from foedus.brief import words
from foedus.brief.trace import Trace, trace_of
from foedus.whatif.words import HEADS, IDLE, share, signed

if TYPE_CHECKING:
    from foedus.whatif.outlook import Change, Outlook, Path, Scenario

EVERY = 6
"""The table behind a chart has a row for each half year."""

KIND = "What would change it: a model"

CHANCE = (
    "Odds are chances over all runs, before and after over the same random numbers. Intervals are 90% intervals over the "
    "parameters; what chance alone does is told apart from them, by single runs."
)

SIZES = (
    "A difference is called small below half a percentage point or a tenth of what was, and large from five points on, or for "
    "acts from half of what was; where the interval covers 0, the data do not show it."
)


class Cell(NamedTuple):
    """An outcome within some months: before, after."""

    months: int
    before: str
    after: str


class Row(NamedTuple):
    """One outcome of a member: its cells by horizon, the base rate at the last one, and the difference there in words."""

    name: str
    head: str
    cells: tuple[Cell, ...]
    base: str
    verdict: str
    is_shown: bool


class Compared(NamedTuple):
    """One member's outcome at the last month: before, and after each scenario with the difference in words."""

    name: str
    head: str
    before: str
    after: tuple[tuple[str, str], ...]


class Line(NamedTuple):
    """One line of a chart with its band: `place` 0 is before, then the scenarios in order."""

    name: str
    place: int
    path: Path


class Chart(NamedTuple):
    """The paths of one member's outcome in all worlds; `top` is the highest value of all charts of this outcome."""

    name: str
    lines: tuple[Line, ...]
    top: float


def trace(outlook: Outlook) -> Trace:
    """Rows and sources by number; raises `FoedusError` where a sentence names a row that the outlook lacks."""
    return trace_of(outlook.evidence, outlook.sources, _named(outlook))


def _named(outlook: Outlook) -> Iterator[tuple[str, tuple[str, ...]]]:
    for scenario in outlook.scenarios:
        for lever in scenario.levers:
            yield f'the lever "{lever.text}"', lever.evidence
    for state in outlook.members:
        for claim in state.inputs:
            yield f'the input "{claim.sentence}"', claim.evidence


def title(outlook: Outlook) -> str:
    """The alliance with its short name."""
    name, code = words.one_line(outlook.alliance_name), words.one_line(outlook.alliance)
    return name if code in name else f"{name} ({code})"


def as_of(outlook: Outlook) -> str:
    """As of when, from which hub, and how much was run."""
    return (
        f"As of {words.date_words(outlook.as_of)}. Nothing that became known later is used. Hub: {outlook.hub_name}. "
        f"{outlook.runs:,} runs of {outlook.months} months at {outlook.n_draws:,} draws of the parameters, seed {outlook.seed}."
    )


def name_of(outlook: Outlook, code: str | None) -> str:
    """A member's name; of None what stands for the alliance."""
    names = {it.code: it.name for it in outlook.members}
    return "At least one member" if code is None else words.one_line(names.get(code, code))


def rows(outlook: Outlook, scenario: Scenario) -> tuple[Row, ...]:
    """A row for each member and outcome, the alliance's first."""
    found: dict[tuple[str | None, str], list[Change]] = {}
    for it in scenario.changes:
        found.setdefault((it.member, it.outcome), []).append(it)
    return tuple(_row(outlook, some) for some in found.values())


def _row(outlook: Outlook, some: list[Change]) -> Row:
    last = some[-1]
    cells = tuple(
        Cell(it.months, quantity(it.outcome, it.before.value), quantity(it.outcome, it.after.value)) for it in some
    )
    base = "" if last.base_rate is None else quantity(last.outcome, last.base_rate)
    is_shown = last.difference.size not in ("none", "not shown")
    return Row(name_of(outlook, last.member), HEADS[last.outcome], cells, base, moved(last), is_shown)


def moved(it: Change) -> str:
    """A difference with its interval and what it amounts to, for a cell: `+0.2 points (+0.1 to +0.6), small`."""
    if it.difference.size == "none":
        return "no change"
    scale, unit = (1, "acts") if it.outcome == "dissent" else (100, "points")
    value, low, high = (signed(scale * one) for one in (it.difference.value, it.difference.low, it.difference.high))
    if (value, low, high) == ("0", "0", "0"):
        return f"less than 0.01 {unit} either way"
    return f"{value} {unit} ({low} to {high}), {it.difference.size}"


def compared(outlook: Outlook) -> tuple[Compared, ...]:
    """Every outcome at the last month under all scenarios."""
    each = [[it for it in scenario.changes if it.months == outlook.months] for scenario in outlook.scenarios]
    return tuple(
        Compared(
            name_of(outlook, some[0].member),
            HEADS[some[0].outcome],
            quantity(some[0].outcome, some[0].before.value),
            tuple((quantity(it.outcome, it.after.value), moved(it)) for it in some),
        )
        for some in zip(*each, strict=True)
    )


def quantity(outcome: str, value: float) -> str:
    """A chance as a percentage, a number of acts with two digits."""
    return words.number(value) if outcome == "dissent" else share(value)


def luck(outlook: Outlook, scenario: Scenario) -> tuple[str, ...]:
    """What chance alone does, a sentence for all members of whom it is the same."""
    found: dict[str, list[str]] = {}
    for it in scenario.luck:
        before, after = _span(it.before_low, it.before_high), _span(it.after_low, it.after_high)
        said = f"in nine of ten runs {before} dissenting acts within {outlook.months} months before, {after} after."
        found.setdefault(said, []).append(name_of(outlook, it.member))
    return tuple(f"{', '.join(names)}: {said}" for said, names in found.items())


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def carried(scenario: Scenario) -> tuple[str, ...]:
    """Which parameter carries the difference, for the two members that it moves most."""
    last = {it.member: abs(it.difference.value) for it in scenario.changes if it.outcome == "leave"}
    most = sorted(scenario.carriers, key=lambda it: -last.get(it.member, 0.0))[:2]
    return tuple(it.sentence for it in most)


def switched_off(outlook: Outlook, scenario: Scenario) -> tuple[str, ...]:
    """What is left of the difference of the member that moves most, with each mechanism off."""
    some = scenario.mechanisms
    if not some:
        return ()
    who = name_of(outlook, some[0].member)
    first = (
        f"{who}, leaves within {outlook.months} months: {signed(100 * some[0].difference)} points with all of them on."
    )
    return (first, *(f"{words.first_up(it.words)}: {signed(100 * it.without)} points." for it in some))


def needed(outlook: Outlook) -> tuple[str, ...]:
    """What would halve each member's chance to leave; levers that do nothing for it in one sentence."""
    found: dict[str, list[str]] = {}
    idle: dict[str, list[str]] = {}
    for it in outlook.needed:
        some = found.setdefault(it.member, [])
        if it.lever is None and it.furthest >= IDLE * it.before:
            idle.setdefault(it.member, []).append(it.words)
        else:
            some.append(it.sentence)
    for member, what in idle.items():
        found[member].append(
            f"{name_of(outlook, member)}, {', '.join(what)}: no setting lowers its chance by as much as a hundredth."
        )
    return tuple(sentence for some in found.values() for sentence in some)


def charts(outlook: Outlook, outcome: str) -> tuple[Chart, ...]:
    """A chart for each member (the alliance first, where it has that outcome), all to one scale but the alliance's own."""
    worlds = [("Before", outlook.before), *((it.name, it.paths) for it in outlook.scenarios)]
    found: dict[str | None, list[Line]] = {}
    for place, (name, paths) in enumerate(worlds):
        for path in paths:
            if path.outcome == outcome:
                found.setdefault(path.member, []).append(Line(name, place, path))
    is_banded = len(outlook.scenarios) == 1
    tops = {
        code: max(max(it.path.high if is_banded else it.path.value) for it in lines) for code, lines in found.items()
    }
    shared = max((top for code, top in tops.items() if code is not None), default=0.0)
    return tuple(
        Chart(name_of(outlook, code), tuple(lines), tops[None] if code is None else shared)
        for code, lines in found.items()
    )


def table_months(outlook: Outlook) -> tuple[int, ...]:
    """Months that the table behind a chart has rows for."""
    return tuple(dict.fromkeys((*range(EVERY, outlook.months + 1, EVERY), outlook.months)))


def told(path: Path, month: int) -> str:
    """A path's value in a month with its interval over the parameters."""
    at = month - 1
    return f"{share(path.value[at])} ({share(path.low[at])}\N{EN DASH}{share(path.high[at])})"


SPARKS = "▁▂▃▄▅▆▇█"


def sparkline(values: Iterable[float], top: float, n: int = 20) -> str:
    """A path in `n` characters, from 0 to `top`."""
    some = list(values)
    picked = (
        [some[round((place + 1) * len(some) / n) - 1] for place in range(min(n, len(some)))] if len(some) > n else some
    )
    return "".join(SPARKS[min(7, int(8 * value / top))] if top > 0 else SPARKS[0] for value in picked)
