"""Calls and acts as they were known month by month, seen from a later day: what a test on held-out cases may look at.

Cases as of a late day tell what came of each call in the end. A forecast for a month may use only what was known before the month
began: which calls had been made, which answers had come, which acts had been reported. Rows that a correction replaced count from
the correction, which can only take knowledge away. Not here: forecasts and their scores (`heldout`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from foedus.dates import month_of, months_back
from foedus.record import AsOf
from foedus.whatif import facts as read_facts
from foedus.whatif.calls import WEIGHTS, Calls, calls, class_of, in_time
from foedus.whatif.design import DISSENT, FREEZE, LEAVE, STAY
from foedus.whatif.facts import Facts
from foedus.whatif.months import Months, months

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Past:
    """All calls and member-months known by a late day, the months by alliance, member and month, with when each was known.

    `known` (R): the month in which the act behind a choice other than stay became known. `pair_row`, `pair_call`: each
    member-month with each call of its alliance that was known before it; `given`, `lag`, `is_own` beside them: how much help had
    come by answers known before that month, how many months before it the call was, and whether it was the member's own.
    """

    facts: Facts
    calls: Calls
    months: Months
    order: Ints
    known: Ints
    pair_row: Ints
    given: Floats
    lag: Floats
    is_own: NDArray[np.bool_]


def read(view: AsOf) -> Past:
    """Everything known by the day of a view, with the months in which it became known."""
    facts = read_facts.read(view)
    made, held = calls(facts), months(facts, view)
    order = np.lexsort((held.months, held.members, held.alliances))
    row, given, lag, own = [], [], [], []
    for at in range(len(made)):
        later, told = _seen(facts, made, held, order, at)
        row.append(later)
        given.append(told)
        lag.append((held.months[order][later] - made.months[at]).astype(float))
        own.append(held.members[order][later] == made.callers[at])
    return Past(
        facts,
        made,
        held,
        order,
        _known_in(view, held, order),
        np.concatenate([*row, np.zeros(0, np.int64)]).astype(np.int64),
        np.concatenate([*given, np.zeros(0)]),
        np.concatenate([*lag, np.zeros(0)]),
        np.concatenate([*own, np.zeros(0, bool)]).astype(bool),
    )


def _seen(facts: Facts, made: Calls, held: Months, order: Ints, at: int) -> tuple[Ints, Floats]:
    """The member-months that come after a call was known, and what was known in each of the help given."""
    call = next(row for row in facts.calls if row["id"] == made.evidence[at][0])
    since = max(int(made.months[at]), month_of(call["known_on"]))
    later = np.flatnonzero((held.alliances[order] == made.alliances[at]) & (held.months[order] > since))
    answers = in_time(call, facts.answers.get(call["id"], ()))
    steps = sorted({month_of(row["known_on"]) for row in answers})
    values = [0.0]
    for step in steps:
        told, _ = class_of([row for row in answers if month_of(row["known_on"]) <= step])
        values.append(WEIGHTS.get(told, 0.0))
    place = np.searchsorted(np.array(steps, np.int64), held.months[order][later], side="left")
    return later, np.array(values)[place]


def _known_in(view: AsOf, held: Months, order: Ints) -> Ints:
    """The month in which the act behind each choice became known; the month itself where nothing happened."""
    known = held.months[order].copy()
    days: dict[str, date] = {
        row["id"]: row["known_on"]
        for table in ("event", "membership")
        for row in view.query(f"SELECT id, known_on FROM {table}")
    }
    for at in np.flatnonzero(held.choices[order] != STAY):
        ids = held.evidence[order[at]]
        # The latest of a month's acts: an exit stands last among them, and none may count before it was told.
        known[at] = max(known[at], month_of(max(days[id_] for id_ in ids)))
    return np.asarray(known, np.int64)


def answered_before(past: Past, day: date) -> tuple[Ints, NDArray[np.bool_]]:
    """Places of calls that a hub had to answer and whose six months were over before a day, and whether help had come by then."""
    eve = day - timedelta(days=1)
    rows = {row["id"]: row for row in past.facts.calls}
    places, helped = [], []
    for at in range(len(past.calls)):
        call = rows[past.calls.evidence[at][0]]
        if past.calls.answerers[at] != "hub" or call["known_on"] > eve or months_back(eve, 6) < call["happened_to"]:
            continue
        known = [row for row in in_time(call, past.facts.answers.get(call["id"], ())) if row["known_on"] <= eve]
        places.append(at)
        helped.append(WEIGHTS.get(class_of(known)[0], 0.0) > 0)
    return np.array(places, np.int64), np.array(helped, bool)


def counted_before(values: Floats, group: Ints, months: Ints, known: Ints) -> Floats:
    """For each row, the sum over rows of its group in earlier months, and known before its month, of (rows, draws) values."""
    first, last = int(months.min()), int(max(months.max(), known.max()))
    width = last - first + 2
    sums = np.zeros(((int(group.max()) + 1) * width, values.shape[1]))
    np.add.at(sums, group * width + known - first, values)
    sums = sums.reshape(-1, width, values.shape[1]).cumsum(axis=1).reshape(-1, values.shape[1])
    at = months - first - 1
    found = sums[np.maximum(group * width + at, 0)]
    found[at < 0] = 0
    return np.asarray(found)


KINDS = {"dissent": DISSENT, "freeze": FREEZE, "exit": LEAVE}
