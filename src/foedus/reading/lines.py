"""A reading as rows for JSON Lines, one event or statement each, ready for `json.dumps`."""

from __future__ import annotations

from typing import Any

from foedus.reading.types import Event, Reading, Statement


def as_lines(reading: Reading, doc: str = "") -> list[dict[str, Any]]:
    """One dict an event, then one a statement, in order of the text; `doc` names the document (a file's stem)."""
    sentences = {sentence.n: sentence.text for sentence in reading.sentences}
    rows = [_event(one, reading, doc, sentences) for one in reading.events]
    rows += [_statement(one, reading, doc, sentences) for one in reading.statements]
    return rows


def _event(one: Event, reading: Reading, doc: str, sentences: dict[int, str]) -> dict[str, Any]:
    return {
        "doc": doc,
        "id": one.id,
        "sentence": one.sentence,
        "sentence_text": sentences.get(one.sentence, ""),
        "span": list(one.span),
        "actor": one.actor,
        "actor_role": one.actor_role,
        "actor_text": one.actor_text,
        "recipient": one.recipient,
        "recipient_role": one.recipient_role,
        "recipient_text": one.recipient_text,
        "event_type": one.plover_type,
        "mode": one.plover_mode,
        "act": one.alliance_act,
        "modality": one.modality,
        "inner_type": one.inner_type,
        "inner": one.inner,
        "date": one.when.on,
        "date_granularity": one.when.granularity if one.when.on else "",
        "place": one.place,
        "source": one.source,
        "confidence": one.confidence,
        "why": [
            {"kind": why.kind, "text": why.text, "span": list(why.span) if why.span else None} for why in one.reasons
        ],
        "method": reading.method,
    }


def _statement(one: Statement, reading: Reading, doc: str, sentences: dict[int, str]) -> dict[str, Any]:
    return {
        "doc": doc,
        "statement": True,
        "id": one.id,
        "sentence": one.sentence,
        "sentence_text": sentences.get(one.sentence, ""),
        "span": list(one.span),
        "speaker": one.speaker,
        "speaker_role": one.speaker_role,
        "speaker_name": one.speaker_name,
        "kind": one.kind,
        "quote": one.quote,
        "quote_span": list(one.quote_span),
        "about": one.about,
        "stance": one.stance,
        "why": [
            {"kind": why.kind, "text": why.text, "span": list(why.span) if why.span else None} for why in one.reasons
        ],
        "method": reading.method,
    }
