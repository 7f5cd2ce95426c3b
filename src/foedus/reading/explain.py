"""Why an event is what it is, in words: the sentence with the words marked, then each rule that was used."""

from __future__ import annotations

from foedus.reading import frames
from foedus.reading.types import Event, Reading, Span

_TITLES = {
    "frame": "frame",
    "outer": "outer verb",
    "actor": "actor",
    "recipient": "recipient",
    "date": "date",
    "modality": "standing",
    "alliance": "alliance act",
}


def explain(event: Event, reading: Reading) -> str:
    """The reasons of one event as lines of text."""
    sentence = next(one for one in reading.sentences if one.n == event.sentence)
    lines = [marked(reading.text, sentence.span, event.span), ""]
    inner = f" ({event.inner} {event.inner_type})" if event.inner_type else ""
    lines.append(
        f"{event.actor} {event.plover_type}{inner} {event.recipient or '-'}, {event.modality}, confidence {event.confidence}"
    )
    for reason in event.reasons:
        words = f' "{reason.span.of(reading.text)}"' if reason.span is not None else ""
        lines.append(f"  {_TITLES[reason.kind]}:{words} {reason.text}")
        if reason.kind == "frame":
            lines.extend(f"    for example: {one}" for one in _example(reason.text))
    return "\n".join(lines)


def marked(text: str, sentence: Span, words: Span) -> str:
    """The sentence with the words of the act between brackets."""
    return f"{text[sentence.start : words.start]}[{words.of(text)}]{text[words.end : sentence.end]}"


def _example(place: str) -> list[str]:
    return [one.example for one in (*frames.verb_frames(), *frames.noun_frames()) if one.place == place]
