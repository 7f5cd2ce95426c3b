"""The stages of reading in order: sentences, mentions, parse, acts, dates, events, statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from foedus.reading import actors, events, parser
from foedus.reading.types import Dating, Mention, Reading, Sentence, Span, Statement

if TYPE_CHECKING:
    from foedus.reading.actor_rows import Row

_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n\s*\n")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|St|U\.S|U\.N|U\.K|[A-Z])\.\W*$")


def read(text: str, day: date | None, outlet: str, title: str, own: Sequence[Row], method: str) -> Reading:
    """See `foedus.reading.read`."""
    sentences = _sentences(text)
    mentions = [one for one in actors.mentions(text, day, own) if one.text.lower() not in parser.WEEKDAYS]
    docs = parser.parse(sentences, mentions)
    told = [events.Told(sentence, doc, _when(sentence, day)) for sentence, doc in zip(sentences, docs, strict=True)]
    return Reading(
        text,
        str(day) if day is not None else "",
        outlet,
        title,
        tuple(sentences),
        tuple(mentions),
        tuple(events.events(told)),
        tuple(_statements(text, sentences, docs, mentions)),
        method,
    )


def _module(name: str) -> Any:
    """A stage that may not be there yet."""
    return import_module(f"foedus.reading.{name}") if find_spec(f"foedus.reading.{name}") else None


def _sentences(text: str) -> list[Sentence]:
    splitter = _module("sentences")
    if splitter is not None:
        return list(splitter.sentences(text))
    found: list[Sentence] = []
    start = 0
    for match in [*_END.finditer(text), None]:
        end = match.start() if match else len(text)
        if match and _SHORT.search(text[max(0, end - 8) : end]):
            continue
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            found.append(Sentence(Span(start + lead, start + len(piece.rstrip())), piece.strip(), len(found)))
        start = match.end() if match else end
    return found


def _when(sentence: Sentence, day: date | None) -> Dating:
    """The date that a sentence gives; the day of the text where it gives none."""
    reader = _module("when")
    found: list[Dating] = reader.dating(sentence.text, day) if reader is not None else []
    if found:
        first = found[0]
        span = first.span
        moved = Span(span.start + sentence.span.start, span.end + sentence.span.start) if span is not None else None
        return first._replace(span=moved)
    return Dating("", str(day) if day else "", "day", "day of the text" if day else "no date known")


def _statements(
    text: str, sentences: Sequence[Sentence], docs: Sequence[Any], mentions: Sequence[Mention]
) -> list[Statement]:
    reader = _module("statements")
    return list(reader.statements(text, sentences, docs, mentions)) if reader is not None else []
