"""What an assessment says otherwise than another of the same alliance and day, and which new rows made it so.

Compared are findings, headline lines, calls and odds, each by what it says. A row that was added moves a thing directly where the
thing rests on it. Where nothing new stands among its evidence (a share whose other acts grew, a window that shifted), rows are
left out one by one: those without which it would read as before moved it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from foedus.assessment import Assessment, Call, Claim, Finding, Moved, OutcomeOdds

MOST_LEFT_OUT = 12
"""Rows that are left out in turn at most: each takes an assessment of its own."""


class Thing(NamedTuple):
    """One thing that an assessment says, in a form that two assessments can be compared by."""

    kind: str
    what: str
    member: str | None
    sentence: str
    label: str | None
    value: float | None
    unit: str
    evidence: tuple[str, ...]


Key = tuple[str, str, str | None, int]


def moved(
    before: Assessment, after: Assessment, new_rows: Iterable[str], without: Callable[[str], Assessment] | None = None
) -> tuple[Moved, ...]:
    """What differs, in the order of the brief; `without` gives the assessment that lacks one of the new rows."""
    new = tuple(dict.fromkeys(new_rows))
    old_things, new_things = things(before), things(after)
    keys = (*new_things, *(one for one in old_things if one not in new_things))
    found = [
        (key, old_things.get(key), new_things.get(key))
        for key in keys
        if _said(old_things.get(key)) != _said(new_things.get(key))
    ]
    direct = {key: _direct(now, was, new) for key, was, now in found}
    unclear = [key for key, _, _ in found if not direct[key]]
    by_leaving_out = _left_out(unclear, new_things, new, without) if unclear and without else {}
    return tuple(_moved(was, now, direct[key], by_leaving_out.get(key, ())) for key, was, now in found)


def things(assessment: Assessment) -> dict[Key, Thing]:
    """Everything that is compared, by kind, name and member; of several with one name each by its place."""
    found: dict[Key, Thing] = {}
    for one in _every(assessment):
        place = 0
        while (key := (one.kind, one.what, one.member, place)) in found:
            place += 1
        found[key] = one
    return found


def _every(assessment: Assessment) -> Iterator[Thing]:
    told = {finding.sentence for finding in assessment.findings}
    for number, claim in enumerate(assessment.headline):
        # A line that repeats a finding moves with it, and would only be told twice.
        if claim.sentence not in told:
            yield _headline(number, claim)
    for finding in assessment.findings:
        yield _finding(finding)
    for call in assessment.calls:
        yield _call(call)
    for odds in assessment.odds.outcomes:
        yield _odds(odds)


def _headline(number: int, claim: Claim) -> Thing:
    """A line of the headline, named by how it begins: lines come and go."""
    head = " ".join(re.sub(r"[0-9]+", "", claim.sentence).split()[:3]) if number else "members"
    return Thing("headline", head, None, claim.sentence, None, None, "", claim.evidence)


def _finding(it: Finding) -> Thing:
    what = f"{it.question}: {it.measure}"
    return Thing("finding", what, it.member, it.sentence, it.label, it.value, it.unit, it.evidence)


def _call(it: Call) -> Thing:
    came = f"{it.overall_class}, {len(it.answers)} answers" if len(it.answers) != 1 else f"{it.overall_class}, 1 answer"
    rows = (it.id, *(answer.id for answer in it.answers))
    sentence = f"Call of {it.caller} to {it.addressee}, {it.date}: {it.situation.rstrip('.')}. What came of it: {came}."
    return Thing("call", it.id, it.caller, sentence, came, None, "", rows)


def _odds(it: OutcomeOdds) -> Thing:
    horizon = f" within {it.horizon_years} years" if it.horizon_years else ""
    return Thing("odds", f"{it.outcome}{horizon}", it.member, it.sentence, it.word, it.middle, "probability", ())


def _said(thing: Thing | None) -> tuple[str | None, ...] | None:
    """What must be the same for a thing to stand still."""
    return (
        None if thing is None else (thing.sentence, thing.label, None if thing.value is None else f"{thing.value:.9g}")
    )


def _direct(now: Thing | None, was: Thing | None, new: tuple[str, ...]) -> tuple[str, ...]:
    if now is None:
        return ()
    before = set(was.evidence) if was else set()
    return tuple(id_ for id_ in new if id_ in now.evidence and id_ not in before)


def _left_out(
    keys: Iterable[Key], after: Mapping[Key, Thing], new: tuple[str, ...], without: Callable[[str], Assessment]
) -> dict[Key, tuple[str, ...]]:
    """For each thing the rows without any one of which it would read otherwise than it does with all of them."""
    if len(new) > MOST_LEFT_OUT:
        return {}
    found: dict[Key, tuple[str, ...]] = dict.fromkeys(keys, ())
    for id_ in new:
        lacking = things(without(id_))
        for key in found:
            if _said(lacking.get(key)) != _said(after.get(key)):
                found[key] = (*found[key], id_)
    return found


def _moved(was: Thing | None, now: Thing | None, direct: tuple[str, ...], left_out: tuple[str, ...]) -> Moved:
    one = now or was
    assert one is not None  # noqa: S101 (one of the two is there)
    return Moved(
        kind=one.kind,
        what=one.what,
        member=one.member,
        before=was.sentence if was else None,
        after=now.sentence if now else None,
        label_before=was.label if was else None,
        label_after=now.label if now else None,
        value_before=was.value if was else None,
        value_after=now.value if now else None,
        unit=one.unit,
        rows=direct or left_out,
        is_direct=bool(direct),
    )
