"""From an alliance on a day and some stories to an outlook: the worlds, their runs, and everything said of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from foedus._version import __version__
from foedus.assessment import Claim, Odds
from foedus.errors import FoedusError
from foedus.questions.help import class_words, outcomes
from foedus.questions.wording import day_words, number
from foedus.record.trace import evidence
from foedus.whatif import amounts, compare, shares, shipped
from foedus.whatif import world as worlds
from foedus.whatif.amounts import Names
from foedus.whatif.apart import told_apart
from foedus.whatif.change import Turned, could_change, member_of, turn
from foedus.whatif.levers import EVERY, GIVEN, MOST_MONTHS, parse
from foedus.whatif.needed import needed, thinned
from foedus.whatif.outlook import MARK, OUTLOOK_VERSION, Carriers, Mechanism, Outcome, Outlook, Scenario, State
from foedus.whatif.saying import WHAT
from foedus.whatif.scenario import Story
from foedus.whatif.simulate import simulate
from foedus.whatif.words import capital

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.questions.panel import Panel
    from foedus.whatif.model import Floats, World
    from foedus.whatif.simulate import Paths
    from foedus.whatif.world import Ground

LEAST_RUNS, MOST_RUNS = 1_000, 10_000_000
MOST_THREADS = 64
MOST_STORIES = 12
MECHANISM_RUNS, MECHANISM_DRAWS = 5_000, 100
ON_ITS_OWN = 2
"""Of so many members that levers touch it is said unasked what would halve their odds: more would keep a reader waiting."""


class Runs(NamedTuple):
    """How much is run."""

    runs: int
    months: int
    seed: int
    threads: int


def check(how: Runs) -> None:
    """Raise `FoedusError` where so much cannot, or need not, be run."""
    if not LEAST_RUNS <= how.runs <= MOST_RUNS:
        raise FoedusError(f"{how.runs:,} runs: ask for {LEAST_RUNS:,} to {MOST_RUNS:,}")
    if not 1 <= how.months <= MOST_MONTHS:
        raise FoedusError(f"{how.months} months: ask for 1 to {MOST_MONTHS}")
    if how.seed < 0:
        raise FoedusError(f"{how.seed} is no seed: it is a whole number from 0 up")
    if not 1 <= how.threads <= MOST_THREADS:
        raise FoedusError(f"{how.threads} threads: ask for 1 to {MOST_THREADS}")


def ask(
    panel: Panel,
    find: Callable[[str], str],
    stories: Sequence[Story],
    how: Runs,
    wanted: Sequence[str] | None,
    own: Path | None = None,
) -> Outlook:
    """What follows from each story, all against the same world before.

    `find` gives a member's code from its code or name. `wanted`: members of whom to say what would halve their odds, `*` for all;
    None: those that the only story touches, where they are few. `own` is a file of draws to be used instead of those that ship.
    """
    check(how)
    if len(stories) > MOST_STORIES:
        raise FoedusError(f"{len(stories)} scenarios are too many for one table: ask for {MOST_STORIES} at most")
    dates = {row["id"]: row["called_on"] for row in panel.calls}
    names = Names(find, panel.names, panel.hub or "", day_words(panel.day.isoformat()), dates)
    _early(panel, names, stories)
    learned = shipped.read_file(own, panel.day) if own else shipped.posterior(panel.day)
    ground = _classed(panel, worlds.build(panel, learned))
    names = names._replace(hub=ground.hub)
    turned = [_turned(ground, story, names, how) for story in stories]
    asked = _wanted(ground, names, turned, wanted)
    world, draws = thinned(ground.world, ground.draws, how.runs)
    before, *after = simulate(
        [world, *(_as(world, it.world) for it in turned)],
        draws,
        runs=how.runs,
        months=how.months,
        seed=how.seed,
        threads=how.threads,
    )
    told = [
        _scenario(ground, story, it, (world, draws, before, ran), how, names)
        for story, it, ran in zip(stories, turned, after, strict=True)
    ]
    states = tuple(_state(ground, names, place) for place in range(len(world.members)))
    rows, sources = evidence(panel.view, _cited(states, told))
    return Outlook(
        outlook_version=OUTLOOK_VERSION,
        foedus_version=__version__,
        mark=MARK,
        alliance=panel.alliance,
        alliance_name=panel.row["name"],
        hub=names.hub,
        hub_name=panel.bare_name(names.hub),
        as_of=panel.day.isoformat(),
        months=how.months,
        runs=-(-how.runs // len(draws)) * len(draws),
        n_draws=len(draws),
        seed=how.seed,
        members=states,
        before=compare.paths_of(before, compare.beyond(before)),
        scenarios=tuple(told),
        needed=needed(ground, asked, names, months=how.months, seed=how.seed, threads=how.threads) if asked else (),
        told_apart=told_apart(learned),
        notes=(*ground.notes, *dict.fromkeys(note for it in turned for note in it.notes)),
        evidence=rows,
        sources=sources,
    )


def _classed(panel: Panel, ground: Ground) -> Ground:
    """The ground with calls classed as question 2 classes them, where that is as much help: a refusal before mere words."""
    told = {it.call["id"]: it.overall_class for it in outcomes(panel)}
    calls = (
        replace(call, answer_class=told[call.id])
        if GIVEN.get(told.get(call.id, ""), 0.0) == call.given and call.id in told
        else call
        for call in ground.calls
    )
    return replace(ground, calls=tuple(calls))


def _early(panel: Panel, names: Names, stories: Sequence[Story]) -> None:
    """Raise for what can be told to be wrong before anything is read for the model, which takes seconds."""
    for story in stories:
        if not story.levers:
            members = {code: panel.bare_name(code) for code in panel.members if code != panel.hub}
            raise FoedusError(f"nothing to change was named: {could_change(members)}")
        for text in story.levers:
            try:
                lever = parse(text)
                if lever.member is not None and lever.member not in EVERY:
                    member_of(lever, names, panel.members)
            except FoedusError as bad:
                raise _placed(story, bad) from None


def _placed(story: Story, bad: FoedusError) -> FoedusError:
    """What is wrong with a lever of a file, told with the file."""
    return type(bad)(f"{story.where}: {bad}") if story.where else bad


def _turned(ground: Ground, story: Story, names: Names, how: Runs) -> Turned:
    """A story's world."""
    try:
        return turn(ground, story.levers, names, months=how.months)
    except FoedusError as bad:
        raise _placed(story, bad) from None


def _as(world: World, turned: World) -> World:
    """A turned world with the rates of `world`, which may have been thinned."""
    return replace(turned, dissent=world.dissent, freeze=world.freeze, leave=world.leave)


def _wanted(ground: Ground, names: Names, turned: Sequence[Turned], wanted: Sequence[str] | None) -> list[str]:
    """Codes of the members of whom to say what would halve their odds."""
    members = ground.world.members
    if wanted is None:
        touched = [members[place] for place in turned[0].places] if len(turned) == 1 else []
        return touched if len(touched) <= ON_ITS_OWN else []
    if EVERY & set(wanted):
        return list(members)
    codes = list(dict.fromkeys(map(names.find, wanted)))
    odd = next((code for code in codes if code not in members), None)
    if odd is not None:
        why = "is the hub" if odd == names.hub else f"is no member as of {names.as_of}"
        raise FoedusError(f"what it would take can be said of members only, and {names.name(odd)} {why}")
    return codes


Ran = tuple["World", "Floats", "Paths", "Paths"]
"""The world before, the draws, and the runs before and after."""


def _scenario(ground: Ground, story: Story, turned: Turned, ran: Ran, how: Runs, names: Names) -> Scenario:
    world, draws, before, after = ran
    found = compare.changes(before, after, base_rates(ground.odds), names.name)
    return Scenario(
        name=story.name,
        about=story.about,
        levers=turned.said,
        headline=compare.headline(found, [world.members[place] for place in turned.places], names.name),
        changes=found,
        luck=compare.luck(before, after),
        paths=compare.paths_of(after, compare.beyond(before)),
        carriers=tuple(_carriers(world, draws, before, after, names, how.months)),
        mechanisms=_mechanisms(world, _as(world, turned.world), draws, before, after, how),
    )


def base_rates(odds: Odds) -> compare.Rates:
    """What question 9 says of all alliances; that a member freezes or leaves is put together from both."""
    told = {(it.outcome, it.member is not None, it.horizon_years): it.base_rate for it in odds.outcomes}
    found: dict[tuple[bool, Outcome, int], float] = {}
    for years in (1, 2, 5):
        exit_, freeze, lost = (
            told.get(key) for key in (("exit", True, years), ("freeze", True, years), ("lost a member", False, years))
        )
        if exit_ is not None:
            found[True, "leave", 12 * years] = exit_
        if exit_ is not None and freeze is not None:
            found[True, "freeze", 12 * years] = 1 - (1 - exit_) * (1 - freeze)
        if lost is not None:
            found[False, "leave", 12 * years] = lost
    return found


def _carriers(
    world: World, draws: Floats, before: Paths, after: Paths, names: Names, months: int
) -> Iterable[Carriers]:
    for place in range(len(world.members)):
        was, now = before.left[:, place, -1], after.left[:, place, -1]
        found = shares.carriers(world, draws, was, now, place, "leave", names.name)
        if found is not None:
            yield replace(found, months=months)


def _mechanisms(
    world: World, turned: World, draws: Floats, before: Paths, after: Paths, how: Runs
) -> tuple[Mechanism, ...]:
    """Of the member whose chance to leave moves most: what is left of the difference without each mechanism."""
    moved = (after.left[:, :, -1] - before.left[:, :, -1]).mean(axis=0)
    place = int(np.abs(moved).argmax())
    if not moved[place]:
        return ()
    few, some = thinned(world, draws, MECHANISM_DRAWS)
    pair = (few, _as(few, turned))

    def run(changed: Floats) -> tuple[Paths, Paths]:
        old, new = simulate(
            pair, changed, runs=min(how.runs, MECHANISM_RUNS), months=how.months, seed=how.seed, threads=how.threads
        )
        return old, new

    return shares.mechanisms(world.members[place], place, some, run)


def _state(ground: Ground, names: Names, place: int) -> State:
    """A member's inputs in sentences: those that the model is fed, and each call that others saw."""
    world, code = ground.world, ground.world.members[place]
    said = [f"{number(amounts.threat_years(world, place))} months of threat a year on average"]
    if not math.isnan(ground.attention[place]):
        said.append(
            f"acts of the hub towards it {number(math.exp(ground.attention[place]))} times those towards the average member"
        )
    for name, what in (("stakes", "the hub's forces on its soil"), *WHAT.items()):
        raw = float(getattr(ground, name)[place])
        said.append(f"{what} not known" if math.isnan(raw) else f"{what} {raw:.2f} of 1")
    said.append(f"{number(float(np.mean(world.dissent[place])))} dissenting acts a month at average belief")
    claims = [Claim(capital(f"{'; '.join(said)}."), tuple(ground.evidence.get(code, ())))]
    own = [call for call in ground.calls if call.member == code]
    claims += [Claim(f"Called, {day_words(names.date(it))}: {class_words(it.answer_class)}.", (it.id,)) for it in own]
    return State(code, names.of.get(code, code), place in world.frozen, tuple(claims))


def _cited(states: Iterable[State], told: Iterable[Scenario]) -> Iterable[str]:
    for state in states:
        for claim in state.inputs:
            yield from claim.evidence
    for scenario in told:
        for lever in scenario.levers:
            yield from lever.evidence
