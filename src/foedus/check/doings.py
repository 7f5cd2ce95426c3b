"""Who does what in a sentence of the record: its clauses, each with its subjects and acts, parsed as an article's are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from foedus.check.clauses import clauses
from foedus.reading.types import Mention


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
    first = _leading(text, mentions)
    for sentence, doc in zip(parts, parser.parse(parts, mentions), strict=True):
        for clause in clauses(doc, sentence, ()):
            subjects = frozenset(clause.subjects) or (
                first if clause.start == 0 and not clause.is_passive else frozenset()
            )
            others = frozenset(clause.codes_doing) - subjects
            yield Doing(subjects, others, clause.text)


_JOINS = re.compile(r"(?:, | and |, and )(?:the )?")


def _leading(text: str, mentions: list[Mention]) -> frozenset[str]:
    """The names that a text begins with, where they are a list: a parser may miss it for the subject that it is."""
    named = sorted((it for it in mentions if it.code not in ("UNK", "")), key=lambda it: it.span.start)
    found: list[str] = []
    last = 0
    for it in named:
        between = text[last : it.span.start]
        if not (_JOINS.fullmatch(between) if found else between in ("", "The ")):
            break
        found.append(it.code)
        last = it.span.end
    return frozenset(found) if len(found) > 1 and not text[last:].startswith(("’s", "'s")) else frozenset()  # noqa: RUF001
