"""Levers in sentences: what is changed, for whom, from when, and what it was."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from foedus.questions.help import class_words
from foedus.questions.wording import count_of, day_words, number, percent
from foedus.whatif import amounts
from foedus.whatif.amounts import Names, Step
from foedus.whatif.words import capital

if TYPE_CHECKING:
    from foedus.whatif.world import Ground

WHAT = {"dependence": "dependence on the hub", "outside": "options outside the alliance"}


def sentence(ground: Ground, step: Step, names: Names) -> str:
    """One lever on one member, in a sentence."""
    since = f" from month {step.lever.month} on" if step.lever.month > 1 and step.lever.name != "call" else ""
    return capital(f"{_SAID[step.lever.name](ground, step, names)}{since}.")


def _who(ground: Ground, step: Step, names: Names) -> str:
    return names.name(ground.world.members[step.place])


def _answer(ground: Ground, step: Step, names: Names) -> str:
    call = step.call
    assert call is not None, step  # noqa: S101 - `change` never makes an answer without its call
    when = f"of {day_words(names.date(call))}"
    told, was = class_words(step.lever.amount.word), class_words(call.answer_class)
    what = f"{_who(ground, step, names)}'s call {when} is taken as answered thus: {told}"
    return f"{what}, as the record has it" if told == was else f"{what} (in the record: {was})"


def _answer_chance(ground: Ground, step: Step, names: Names) -> str:
    chance = percent(step.lever.amount.number)
    return f"calls of {_who(ground, step, names)} are answered with a chance of {chance}, whatever the hub would choose"


def _threat(ground: Ground, step: Step, names: Names) -> str:
    before = amounts.threat_years(ground.world, step.place)
    after = before * amounts.threat_times(ground.world, step)
    who = _who(ground, step, names)
    return f"{who} meets {number(after)} months of threat a year on average (now {number(before)})"


def _attention(ground: Ground, step: Step, names: Names) -> str:
    times = number(step.lever.amount.number)
    return f"{names.name(names.hub)} attends to {_who(ground, step, names)} {times} times as much"


def _share(ground: Ground, step: Step, names: Names) -> str:
    before = amounts.held(ground, step.lever.name, step.place)
    after, what = amounts.after(step.lever, before), WHAT[step.lever.name]
    verb = "come" if step.lever.name == "outside" else "comes"
    was = (
        f"now {before:.2f}"
        if amounts.is_known(ground, step.lever.name, step.place)
        else f"not known, and taken as {before:.2f}"
    )
    return f"on a scale of 0 to 1 {_who(ground, step, names)}'s {what} {verb} to {after:.2f} ({was})"


def _load(ground: Ground, step: Step, names: Names) -> str:
    after = amounts.after(step.lever, amounts.wars(ground))
    now = "not known" if math.isnan(ground.wars) else f"now {_wars(ground.wars)}"
    return f"{names.name(names.hub)} has {_wars(after)} of its own ({now})"


def _wars(n: float) -> str:
    return count_of(round(n), "war") if n == int(n) else f"{n:.1f} wars"


def _call(ground: Ground, step: Step, names: Names) -> str:
    told = step.lever.amount
    what = (
        "the hub decides on its answer" if math.isnan(told.number) else f"it is answered thus: {class_words(told.word)}"
    )
    return f"{_who(ground, step, names)} calls in month {step.lever.month}, and {what}"


_SAID: dict[str, Callable[[Ground, Step, Names], str]] = {
    "answer": _answer,
    "answer-chance": _answer_chance,
    "threat": _threat,
    "attention": _attention,
    "dependence": _share,
    "outside": _share,
    "load": _load,
    "call": _call,
}
