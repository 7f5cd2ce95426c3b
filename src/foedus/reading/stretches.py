"""What the stages of speech hand to each other: a stretch of text, words with their speaker, and the talk so far."""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from foedus.reading.quotes import Quote
from foedus.reading.speakers import NOBODY, Speaker
from foedus.reading.types import Sentence, Span, StatementKind

LONGEST = 900
"""Letters of a reported clause; what is longer is no clause but a page without stops."""
_MOST_QUOTES = 60
"""Quotations looked at in one stretch."""
_TAIL = re.compile(r"[\s.,;:!?–—-]*$")
DATELINE = re.compile(r"^[A-Z][\w .,/]{2,40}?(?:\([\w /]+\)\s*)?\s(?:-|–|—)\s+")


class Stretch(NamedTuple):
    """Sentences that a quotation ties together, as one piece of masked text."""

    start: int
    end: int
    quotes: list[Quote]
    opens_paragraph: bool


class Said(NamedTuple):
    """Words and speaker, before they are made a statement."""

    words: Span
    speaker: Speaker
    kind: StatementKind
    cue: str
    why: str


class Talk(NamedTuple):
    """What the stretches before have left: who spoke last, where, and whether a speech is still open."""

    last: Speaker = NOBODY
    at: int = -10_000
    is_open: bool = False


def stretches(text: str, sentences: Sequence[Sentence], found: Sequence[Quote]) -> Iterator[Stretch]:
    """Sentences in order, joined where a quotation crosses the end of one."""
    outer = [one for one in found if not one.within]
    at = n = 0
    last_end = 0
    while n < len(sentences):
        start, end = sentences[n].span
        inside: list[Quote] = []
        while at < len(outer) and outer[at].span.start < end:
            inside.append(outer[at])
            while outer[at].span.end > end and n + 1 < len(sentences):
                n += 1
                end = sentences[n].span.end
            end = max(end, outer[at].span.end) if n + 1 >= len(sentences) else end
            at += 1
        yield Stretch(start, end, inside[:_MOST_QUOTES], "\n" in text[last_end:start] or last_end == 0)
        last_end = end
        n += 1


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space, and without the stop of the sentence at its end."""
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    tail = _TAIL.search(words)
    return Span(start + lead, max(start + lead, start + (tail.start() if tail else len(words))))
