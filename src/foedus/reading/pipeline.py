"""The stages of reading in order: sentences, mentions, parse, statements, dates, acts and events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from foedus.reading import actors, events, parser, when
from foedus.reading.aliases import with_aliases
from foedus.reading.sentences import sentences as sentences_of
from foedus.reading.statements import statements as statements_of
from foedus.reading.types import Dating, Event, Reading, Sentence, Span, Statement

if TYPE_CHECKING:
    from foedus.reading.actor_rows import Row


def read(text: str, day: date | None, outlet: str, title: str, own: Sequence[Row], method: str) -> Reading:
    """See `foedus.reading.read`."""
    sentences = sentences_of(text)
    named = [one for one in actors.mentions(text, day, own) if one.text.lower() not in parser.WEEKDAYS]
    mentions = with_aliases(text, named)
    docs = parser.parse(sentences, mentions)
    said = statements_of(text, sentences, docs, mentions)
    told = [
        events.Told(sentence, list(doc), _dates(sentence, day)) for sentence, doc in zip(sentences, docs, strict=True)
    ]
    return Reading(
        text,
        str(day) if day is not None else "",
        outlet,
        title,
        tuple(sentences),
        tuple(mentions),
        tuple(_as_told(one, said) for one in events.events(told)),
        tuple(said),
        method,
    )


def _dates(sentence: Sentence, day: date | None) -> tuple[Dating, ...]:
    """The dates that a sentence gives, in order; the day of the text where it gives none."""
    found: list[Dating] = []
    for one in when.dating(sentence.text, day):
        start = sentence.span.start
        span = Span(one.span.start + start, one.span.end + start) if one.span is not None else None
        found.append(one._replace(span=span))
    rule = "day of the text" if day else "no date known"
    return tuple(found) or (Dating("", str(day) if day else "", "day", rule),)


def _as_told(event: Event, said: Sequence[Statement]) -> Event:
    """An event that stands inside somebody's direct speech is that speaker's report of another's act."""
    for one in said:
        if one.kind == "direct" and one.quote_span.start <= event.span.start and event.span.end <= one.quote_span.end:
            is_named = one.speaker not in ("UNK", "") or bool(one.speaker_name)
            reported = event.modality == "actual" and is_named and one.speaker != event.actor
            source = one.speaker if one.speaker != "UNK" else event.source or ("UNK" if reported else "")
            return event._replace(source=source, modality="reported" if reported else event.modality)
    return event
