"""What a judge hands back, and the words that all judges use."""

from __future__ import annotations

from typing import NamedTuple

from foedus.check.desk import Fact
from foedus.check.types import Outcome
from foedus.questions.wording import day_words


class Ruling(NamedTuple):
    """Outcome, one sentence why, ids of the deciding rows, and the parts that are wrong."""

    outcome: Outcome
    why: str
    rows: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


NOTHING = Ruling("not_in_record", "The record holds no row that bears this out or excludes it.")


def told(fact: Fact) -> str:
    """A row in a few words: its date and what it says."""
    text = fact.row.get("sentence") or fact.row.get("content") or fact.row.get("situation") or _fighting(fact)
    return f"{day_words(fact.on)}: {str(text).rstrip('.')}"


def _fighting(fact: Fact) -> str:
    """An outbreak of fighting in words, with its toll where the row has one."""
    from foedus.record.trace import in_words

    return in_words("conflict", fact.row).text


WORDS = {
    "number": "The record has another number.",
    "act": "The record has it the other way round.",
    "place": "The record has another place.",
    "victims": "The record has it that others died.",
    "recipient": "The record has it towards another.",
}
"""What is said first of a part that a row has otherwise."""
