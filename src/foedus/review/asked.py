"""Calls for help and answers to them, made of acts that were read: so that an article on a call moves question 2.

A call is an act of a member that asks the alliance or its hub. An answer is help refused, or forces sent, by the hub, the
alliance or a member to whoever called within the weeks before. Other acts make no answer: what they amounted to takes a person.
Whether a call was formal a machine cannot tell; it is counted as not formal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from foedus.dates import PartialDate
from foedus.rows import Row, row_id

ANSWERED_WITHIN_DAYS = 60
SAME_DAYS = 3
CLASSES = {"refuse_help": "declined", "deploy_for": "force"}
"""Acts that are an answer whoever reads them, with the class of answer."""
COPIED = ("source_id", "locator", "original_text", "method", "known_on", "known_basis", "is_verified")


class Asked(NamedTuple):
    """Who may call and answer, and the calls and answers that the record holds by the day."""

    alliance: str
    hub: str | None
    members: frozenset[str]
    calls: Sequence[Row]
    answers: Sequence[Row]


def rows(events: Iterable[Row], asked: Asked) -> Iterator[tuple[str, Row]]:
    """`(table, row)` of the calls, then the answers, that read acts make up; none that the record holds already."""
    listed = sorted(
        (row for row in events if row["modality"] == "actual"), key=lambda row: (row["happened_on"], row["id"])
    )
    calls = [row for event in listed for row in _call(event, asked)]
    for row in calls:
        yield "call", row
    known = [*asked.calls, *(row | {"id": row_id("ca", row)} for row in calls)]
    for event in listed:
        for row in _answer(event, known, asked):
            yield "answer", row


def _call(event: Row, asked: Asked) -> Iterator[Row]:
    is_call = event["alliance_act"] == "call" and event["recipient"] in (asked.alliance, asked.hub)
    if not is_call or event["actor"] not in asked.members - {asked.hub}:
        return
    if any(
        it["caller"] == event["actor"] and _days(it["called_on"], event["happened_on"]) <= SAME_DAYS
        for it in asked.calls
    ):
        return
    yield {name: event[name] for name in COPIED} | {
        "alliance": asked.alliance,
        "called_on": event["happened_on"],
        "caller": event["actor"],
        "addressee": event["recipient"],
        "situation": "A request for help, as an article tells it.",
        "legal_basis": None,
        "is_formal": False,
        "event_id": event["id"],
        "note": "read by machine; whether the request was formal is not known",
    }


def _answer(event: Row, calls: Sequence[Row], asked: Asked) -> Iterator[Row]:
    """An answer to the latest call of the one it is towards, made within the weeks before."""
    if event["alliance_act"] not in CLASSES or event["actor"] not in {asked.alliance, *asked.members} - {
        event["recipient"]
    }:
        return
    acted = PartialDate.parse(event["happened_on"]).last
    open_ = [
        it
        for it in calls
        if it["caller"] == event["recipient"]
        and timedelta(0) <= acted - PartialDate.parse(it["called_on"]).first <= timedelta(days=ANSWERED_WITHIN_DAYS)
    ]
    if not open_:
        return
    call = max(open_, key=lambda it: (it["called_on"], it["id"]))
    answer_class = CLASSES[event["alliance_act"]]
    own = [it for it in asked.answers if it["call_id"] == call["id"] and it["answer_class"] == answer_class]
    if any(_days(it["answered_on"], event["happened_on"]) <= SAME_DAYS for it in own):
        return
    yield {name: event[name] for name in COPIED} | {
        "call_id": call["id"],
        "answered_on": event["happened_on"],
        "responder": event["actor"],
        "answer_class": answer_class,
        "content": event["sentence"],
        "event_id": event["id"],
        "note": "read by machine; taken for an answer by its parties and its date",
    }


def _days(a: str, b: str) -> int:
    one, other = PartialDate.parse(a), PartialDate.parse(b)
    return max((other.first - one.last).days, (one.first - other.last).days, 0)
