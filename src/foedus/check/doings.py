"""Who does what in a sentence of the record: its clauses, each with its subjects and acts, parsed as an article's are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from foedus.check.clauses import clauses


class Doing(NamedTuple):
    """One clause: codes of its subjects (of a passive, of its agents) and of everybody else in it."""

    who: frozenset[str]
    others: frozenset[str]
    text: str


@cache
def doings(text: str, day: date | None) -> tuple[Doing, ...]:
    """The clauses of a text as of a day, on which offices and names depend."""
    return tuple(it for part in text.split("; ") for it in _of(part, day))


def _of(text: str, day: date | None) -> Iterator[Doing]:
    """The clauses of one part of a text: semicolons part what has subjects of its own, and parsers overlook them."""
    from foedus.reading import actors, parser
    from foedus.reading.aliases import with_aliases
    from foedus.reading.sentences import sentences

    parts = sentences(text)
    mentions = with_aliases(text, list(actors.mentions(text, day, ())))
    for sentence, doc in zip(parts, parser.parse(parts, mentions), strict=True):
        for clause in clauses(doc, sentence, ()):
            others = frozenset(clause.codes_doing) - set(clause.subjects)
            yield Doing(frozenset(clause.subjects), others, clause.text)
