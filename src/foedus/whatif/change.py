"""What levers mean for one alliance on one day: another world, and each lever in a sentence with the rows it rests on.

Every amount is measured against the as-of day, also where a lever holds from a later month only. Not here: how levers are
written (`levers`) and what follows (`compare`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from foedus.errors import FoedusError
from foedus.whatif import amounts
from foedus.whatif.amounts import HUB, Names, Step
from foedus.whatif.levers import EVERY, EXAMPLES, Lever, parse
from foedus.whatif.model import Past, Shock, World
from foedus.whatif.outlook import Said
from foedus.whatif.saying import WHAT, sentence

if TYPE_CHECKING:
    from foedus.whatif.model import Floats
    from foedus.whatif.world import Ground, KnownCall

OF_CALLS = frozenset({"threat", "attention", "answer-chance", "call"})
"""Levers that work through a member's future calls, of which one that has frozen its part makes none."""


@dataclass(frozen=True)
class Turned:
    """The world after the levers, the levers in words, and what could not be applied to every member."""

    world: World
    said: tuple[Said, ...]
    notes: tuple[str, ...]
    places: tuple[int, ...]
    """Members that levers touch, by their places."""


def turn(ground: Ground, levers: Sequence[str], names: Names, *, months: int) -> Turned:
    """The world that levers make of the one on the as-of day; raises `FoedusError` for what cannot be, in one sentence."""
    notes: list[str] = []
    steps = [step for lever in map(parse, levers) for step in _expand(ground, lever, names, months, notes)]
    _contradictions(ground, steps, names)
    said = (Said(it.lever.text, sentence(ground, it, names), it.lever.month, _rows(ground, it)) for it in steps)
    touched = sorted({step.place for step in steps} - {HUB})
    return Turned(_world(ground, steps), tuple(said), tuple(notes), tuple(touched))


def could_change(members: Mapping[str, str]) -> str:
    """Levers and members, by code and name, in a clause."""
    first = next(iter(members), "M")
    listed = ", ".join(f"{code} ({name})" for code, name in members.items())
    levers = "; ".join(f"--{example.replace('ARM', first)}" for example in EXAMPLES.values())
    return f"add at least one of {levers}; members are {listed}"


def _expand(ground: Ground, lever: Lever, names: Names, months: int, notes: list[str]) -> Iterable[Step]:
    """A step for every member that a lever names; of `*` those that it cannot be applied to are noted."""
    if lever.month > months:
        raise _wrong(lever, f"month {lever.month} lies beyond the {months} months that are run")
    if lever.member is None:
        why = _why_no_load(ground, lever, names)
        if why is not None:
            raise _wrong(lever, why)
        return [Step(lever, HUB)]
    places = _places(ground, lever, names)
    is_every = lever.member in EVERY
    found = []
    for place in places:
        why = _why_not(ground, lever, place, names)
        if why is None:
            call = _call_of(ground, lever, place, names) if lever.name == "answer" else None
            found.append(Step(lever, place, call))
        elif not is_every:
            raise _wrong(lever, why)
        else:
            notes.append(f"{lever.text}: {why}.")
    if not found:
        raise _wrong(lever, "it can be applied to no member")
    return found


def _places(ground: Ground, lever: Lever, names: Names) -> Sequence[int]:
    members = ground.world.members
    return range(len(members)) if lever.member in EVERY else (members.index(member_of(lever, names, members)),)


def member_of(lever: Lever, names: Names, members: Sequence[str]) -> str:
    """The code of the one member that a lever names; raises `FoedusError` for the hub and for a state that is no member."""
    code = names.find(lever.member or "")
    if code == names.hub:
        raise _wrong(lever, f"{names.name(code)} is the hub; levers are on its members, and load on the hub itself")
    if code not in members:
        raise _wrong(lever, f"{names.name(code)} is no longer a member as of {names.as_of}")
    return code


def _why_not(ground: Ground, lever: Lever, place: int, names: Names) -> str | None:
    """Why a lever cannot be applied to a member, or None where it can."""
    name = names.name(ground.world.members[place])
    if lever.name == "answer":
        own = [call for call in ground.calls if call.member == ground.world.members[place]]
        if not own:
            return f"the record holds no call by {name} as of {names.as_of}"
        if _call_of(ground, lever, place, names) is None:
            dates = ", ".join(map(names.date, own))
            return f"the record holds no call by {name} dated {lever.call}; its calls are of {dates}"
    if lever.name in OF_CALLS and place in ground.world.frozen:
        return f"{name} has frozen its part, and the model lets it make no calls"
    if lever.name in ("dependence", "outside"):
        return _why_no_share(ground, lever, place, name, names.as_of)
    return None


def _why_no_load(ground: Ground, lever: Lever, names: Names) -> str | None:
    """Why wars cannot be multiplied, or None where they can."""
    if lever.amount.kind != "times" or ground.wars > 0:
        return None
    if math.isnan(ground.wars):
        return f"how many wars {names.name(names.hub)} has is not known as of {names.as_of}: write how many (=1)"
    return f"{names.name(names.hub)} has no war of its own as of {names.as_of}: write how many (=1)"


def _why_no_share(ground: Ground, lever: Lever, place: int, name: str, as_of: str) -> str | None:
    what, before = WHAT[lever.name], amounts.held(ground, lever.name, place)
    if lever.amount.kind in ("share", "times") and not amounts.is_known(ground, lever.name, place):
        return f"the {what} of {name} is not known as of {as_of} and cannot be changed by a share of it: write +0.1 or =0.4"
    after = amounts.after(lever, before)
    if not 0 <= after <= 1:
        return (
            f"the {what} of {name} would be {after:.2f}, and it lies between 0 and 1 (it is {before:.2f} as of {as_of})"
        )
    return None


def _call_of(ground: Ground, lever: Lever, place: int, names: Names) -> KnownCall | None:
    """The latest call of a member, or the latest of a date that was named."""
    own = [call for call in ground.calls if call.member == ground.world.members[place]]
    dated = [call for call in own if lever.call is None or names.date(call).startswith(lever.call)]
    return max(dated, key=lambda call: call.day, default=None)


def _contradictions(ground: Ground, steps: Sequence[Step], names: Names) -> None:
    """Raise where two levers say different things of one member and month, or one makes the other idle."""
    seen: dict[tuple[object, ...], Lever] = {}
    for step in steps:
        key = (step.lever.name, step.place, step.call.place if step.call else step.lever.month)
        first = seen.setdefault(key, step.lever)
        if first.amount != step.lever.amount and repr(first.amount) != repr(step.lever.amount):
            who = names.name(ground.world.members[step.place]) if step.place != HUB else "the hub"
            raise FoedusError(
                f'levers "{first.text}" and "{step.lever.text}" contradict each other on {who}: keep one of them'
            )
    told: dict[int, Lever] = {}
    for step in sorted((it for it in steps if it.lever.name == "answer-chance"), key=lambda it: it.lever.month):
        told.setdefault(step.place, step.lever)
    for step in steps:
        other = _told_instead(ground, step, told)
        if other is not None:
            raise FoedusError(
                f'levers "{step.lever.text}" and "{other.text}" contradict each other: where the chance of an answer is told, '
                f"{step.lever.name} decides nothing; keep one of them"
            )


def _told_instead(ground: Ground, step: Step, told: Mapping[int, Lever]) -> Lever | None:
    """The lever that tells the chance of an answer where attention, or the load of the hub, would decide it; None for none."""
    if step.lever.name == "attention":
        others = [told.get(step.place)]
    elif step.lever.name == "load":
        others = [told.get(place) for place in range(len(ground.world.members)) if place not in ground.world.frozen]
    else:
        return None
    first = [it for it in others if it is not None and it.month <= step.lever.month]
    return first[0] if first and len(first) == len(others) else None


def _world(ground: Ground, steps: Sequence[Step]) -> World:
    """The world with every step taken."""
    world = ground.world
    by_name: dict[str, list[Step]] = {name: [] for name in EXAMPLES}
    for step in steps:
        by_name[step.lever.name].append(step)

    def mapped(name: str, otherwise: float, value: Callable[[Step], float]) -> dict[int, Floats]:
        now, found = np.full(len(world.members), otherwise), {}
        for month in sorted({step.lever.month for step in by_name[name]}):
            now = now.copy()
            for step in by_name[name]:
                if step.lever.month == month:
                    now[step.place if step.place != HUB else slice(None)] = value(step)
            found[month] = now
        return found

    return replace(
        world,
        past=_past(world.past, by_name["answer"]),
        shocks=tuple(Shock(step.lever.month, step.place, _given(step.lever.amount.number)) for step in by_name["call"]),
        threat_times=mapped("threat", 1.0, lambda step: amounts.threat_times(world, step)),
        attention_plus=mapped("attention", 0.0, lambda step: math.log2(step.lever.amount.number)),
        answered=mapped("answer-chance", math.nan, lambda step: step.lever.amount.number),
        dependence_plus=mapped("dependence", 0.0, lambda step: amounts.plus(ground, step)),
        outside_plus=mapped("outside", 0.0, lambda step: amounts.plus(ground, step)),
        load_plus=mapped("load", 0.0, lambda step: amounts.load_plus(ground, step.lever)),
    )


def _past(past: tuple[Past, ...], answers: Sequence[Step]) -> tuple[Past, ...]:
    told = {step.call.place: step.lever.amount.number for step in answers if step.call}
    return tuple(replace(it, given=told[place]) if place in told else it for place, it in enumerate(past))


def _given(number: float) -> float | None:
    return None if math.isnan(number) else number


def _rows(ground: Ground, step: Step) -> tuple[str, ...]:
    if step.call:
        return (step.call.id,)
    return tuple(ground.evidence.get(ground.world.members[step.place], ())) if step.place != HUB else ()


def _wrong(lever: Lever, why: str) -> FoedusError:
    return FoedusError(f'lever "{lever.text}": {why}')
