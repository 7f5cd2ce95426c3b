"""The parts of an answer beside the record's answers: who gave it, how many were sent, who led them."""

from __future__ import annotations

import re

from foedus.check.desk import Desk, Fact
from foedus.check.judge.counts import number_fits
from foedus.check.judge.ruling import Ruling, told
from foedus.check.numbers import BOUND, NUMBER, holds, quantities, value_of
from foedus.check.types import Query
from foedus.questions.help import HELP

_ALLIES = re.compile(
    r"\b(?:allies|members|partners|leaders|ministers|council|summit|alliance|bloc|organi[sz]ation|heads of state)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:under|led by|lead|headed by|head|commanded by) (?:the )?(?P<who>(?:[\w’'-]+ ){0,4}?(?:secretary general|foreign minister|defen[cs]e minister|prime minister|president|chief of (?:the )?(?:joint )?staff|general))"  # noqa: RUF001
    r"|(?P<that>secretary general|foreign minister|defen[cs]e minister|prime minister|president|chief of the joint staff) should lead",
    re.IGNORECASE,
)


def own_answers(query: Query, call: Fact, answers: list[Fact], desk: Desk) -> list[Fact]:
    """The answers by those of whom the claim tells: a state's own, the alliance's where words such as `the allies` are meant."""
    who = (
        {it for it in query.actors if it != call.actor}
        if query.is_sure or set(query.actors) & {it.actor for it in answers}
        else set()
    )
    if who:
        mine = [it for it in answers if it.actor in who]
        if not mine and who & set(desk.alliances.rows):
            # Two alliances may act as one: the CIS for its treaty members.
            mine = [it for it in answers if it.actor in desk.alliances.rows]
        return mine
    if _ALLIES.search(query.detail):
        return [it for it in answers if it.actor in desk.alliances.rows]
    return []


def without_answer(query: Query, call: Fact, answers: list[Fact], desk: Desk) -> list[str]:
    """Those of several states told as answering whom no answer to the call gives or names, nor a row beside one."""
    if not query.is_sure or len(query.actors) < 2:
        return []
    known = {code for it in answers for row in desk.beside(it) for code in (row.actor, *row.states)}
    return [it for it in query.actors if len(it) == 3 and it not in known and not desk.same_state(it, frozenset(known))]


def names_responder(query: Query, call: Fact, desk: Desk) -> bool:
    """Whether the words say which state it was, other than the caller."""
    return (
        any(len(it) == 3 and it != call.actor and it not in desk.alliances.rows for it in query.actors)
        and query.is_sure
    )


def other_responder(query: Query, best: list[Fact], desk: Desk) -> Ruling | None:
    """A state that gave no answer, where another's answer has the very number or the very forces that are claimed of it."""
    states = [it for it in query.actors if len(it) == 3 and it not in desk.alliances.rows]
    for fact in best:
        if len(fact.actor) != 3 or fact.actor in desk.alliances.rows or any(it in fact.states for it in states):
            continue
        if _same_number(query, fact) or desk.weights.alike(query.topic, fact.topic) >= 0.4:
            why = f"It was {desk.name(fact.actor)}, not {desk.names_of(states)}. {told(fact)}."
            return Ruling("partly", why, (), ("actor",))
    return None


def _same_number(query: Query, fact: Fact) -> bool:
    return any(
        claimed.unit == held.unit and claimed.value == held.value and claimed.value > 2
        for claimed in quantities(query.detail)
        for held in fact.numbers
    )


def differing(query: Query, facts: list[Fact], desk: Desk) -> Ruling | None:
    """The part of a claim that its own rows have otherwise: how many were sent, who led; None where all fits."""
    if not facts:
        return None
    sized = _sized(query, facts, desk)
    if sized is not None:
        return sized
    fits = [(it, number_fits(query, it, desk)) for it in facts[:3]]
    if any(it is False for _, it in fits) and not any(it is True for _, it in fits):
        fact = next(it for it, fit in fits if fit is False)
        if not _held_elsewhere(query, fact, desk):
            return Ruling("contradicted", f"The record has another number. {told(fact)}.", (fact.id,), ("number",))
    led = _led(query, facts)
    if led is None and _is_untold(query, [it for it, fit in fits if fit is True], desk, facts[0]):
        why = f"The record has the act and gives no such number. {told(facts[0])}."
        return Ruling("partly", why, tuple(it.id for it in facts), ("number",))
    return led


_SIZE = re.compile(
    rf"\b(?:mission|force|contingent|detachment|battalion|brigade|team|group|unit) of (?:(?P<bound>{BOUND}) )?(?P<n>{NUMBER})\b(?! (?:states|countries|nations|members|months|days|weeks))",
    re.IGNORECASE,
)  # fmt: skip
"""`a mission of 258`: how many came, without a word for what they were."""


def _sized(query: Query, facts: list[Fact], desk: Desk) -> Ruling | None:
    """How many a mission or force is said to number, against the number that its row gives."""
    claimed = [value for it in _SIZE.finditer(query.detail) if (value := value_of(it["n"])) is not None]
    if len(query.actors) == 1 and facts[0].actor == query.actors[0]:
        # One state's own men are not those of another's row beside it.
        claimed += [
            it.value for it in quantities(query.detail) if it.unit == "people" and it.bound in ("exactly", "about")
        ]
        claimed = [] if _held_elsewhere(query, facts[0], desk) else claimed
    for fact in facts[:3] if claimed else []:
        held = [value for it in _SIZE.finditer(fact.sentence) if (value := value_of(it["n"])) is not None]
        held += [it.value for it in fact.numbers if it.unit == "people"]
        if held and not any(abs(one - it) <= 0.1 * it for one in claimed for it in held):
            return Ruling("contradicted", f"The record has another number. {told(fact)}.", (fact.id,), ("number",))
        if held:
            return None
    return None


def _is_untold(query: Query, fitting: list[Fact], desk: Desk, fact: Fact) -> bool:
    """Whether the claim gives a number of people, aircraft or ships on which the rows are silent."""
    given = [it for it in quantities(query.detail) if it.unit in ("people", "aircraft", "ships") and it.value > 2]
    return bool(given) and not fitting and not _held_elsewhere(query, fact, desk)


def _held_elsewhere(query: Query, fact: Fact, desk: Desk) -> bool:
    """Whether another row of the same weeks has the number: forces grow."""
    claimed = [it for it in quantities(query.detail) if it.unit in ("people", "aircraft", "ships")]
    near = [
        it
        for it in desk.facts
        if abs((it.first - fact.first).days) <= 60
        and (it.actor == fact.actor or (it.alliance == fact.alliance and fact.actor not in query.actors))
    ]
    return any(
        one.unit == held.unit and holds(one.value, one.bound, held.value * 0.98, held.value * 1.02)
        for one in claimed
        for it in near
        for held in it.numbers
    )


def _led(query: Query, facts: list[Fact]) -> Ruling | None:
    if not query.addressee:
        return None
    for fact in facts[:3]:
        match = _OFFICE.search(str(fact.row.get("content") or fact.text))
        if match is None:
            continue
        held = (match["who"] or match["that"]).lower().replace("defence", "defense")
        if _office(held) != _office(query.addressee):
            return Ruling("contradicted", f"Another led it. {told(fact)}.", (fact.id,), ("actor",))
        return None
    return None


def _office(words: str) -> str:
    """The bare office in some words."""
    found = re.search(
        r"secretary general|foreign minister|defense minister|prime minister|president|chief|general|ambassador|chairman",
        words,
    )
    return found.group() if found else words


def timed(query: Query, call: Fact, answers: list[Fact], desk: Desk) -> Ruling | None:
    """How soon the first answer of the class came after the call; None where no such answer is there to time."""
    of_class = [it for it in answers if it.row["answer_class"] == query.family] or [
        it for it in answers if it.row["answer_class"] in HELP
    ]
    if not of_class or query.family in ("none", "declined"):
        return None
    first = of_class[0]
    low, high = (first.first - call.last).days, (first.last - call.first).days
    assert query.number is not None  # noqa: S101 (asked before)
    slack = 1 if query.number < 14 else query.number * 0.2
    if query.family == "force" and not any(it.row["answer_class"] == "force" for it in answers):
        return None
    rows = (call.id, first.id)
    if holds(query.number, query.bound, low - slack, high + slack):
        return Ruling("supported", f"It took {_days(low, high)}. {told(first)}.", rows)
    return Ruling(
        "contradicted", f"It took {_days(low, high)}, not {query.number:g}. {told(first)}.", rows, ("number",)
    )


def _days(low: int, high: int) -> str:
    return f"{high} day{'' if high == 1 else 's'}" if low == high else f"{low} to {high} days"
