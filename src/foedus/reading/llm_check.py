"""From the model's items to events and statements: each is held against the text, and what does not stand there is refused.

The model gives words and choices; codes, roles, dates, spans, kinds of speech and ids are made here, by the same gazetteer
and the same rules of dates and speakers as the reader's. Nothing here asks the model anything.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Any

from foedus.reading import when
from foedus.reading.lint import MODES
from foedus.reading.llm_page import NOBODY, Page, Party, stripped
from foedus.reading.llm_schema import EVENT_FIELDS, NONE, STATEMENT_FIELDS, fault
from foedus.reading.speakers import NOBODY as NO_SPEAKER
from foedus.reading.speakers import identify
from foedus.reading.types import Dating, Event, Reason, Span, Stance, Statement, StatementKind

TRUST = 0.6
"""Confidence in an item whose words all stand in the text; a model's own figure would be no better founded."""
_LONGEST_WORDS = 240
_LONGEST_QUOTE = 3000
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NOT = re.compile(r"(?:\bnot(?!\s+only)|n['\u2019]t|\bnever|\bneither|\bnor)\s+(?:\w+\s+)?$", re.IGNORECASE)
_INNER = {"REJECT": "negated", "THREATEN": "threatened", "REQUEST": "demanded", "AGREE": "future"}


class Unfounded(Exception):
    """An item that the text does not bear out; the words say why."""


def event(item: object, page: Page, first: int, last: int, method: str) -> Event:
    """The event of one item about sentences `first` to `last`. Raises `Unfounded`."""
    told = _formed(item, EVENT_FIELDS, first, last)
    n = told["sentence"]
    act = _find(page, told, "act_words", n, 1, 1)
    if not _LETTERS.search(act.of(page.text)):
        raise Unfounded("act_words name no act")
    home = page.sentence_at(act.start)
    if not first <= home.n <= last:
        raise Unfounded(f"act_words stand in sentence {home.n}, which was context")
    actor = _party(page, told, "actor_words", home.n)
    recipient = _party(page, told, "recipient_words", home.n)
    source = _party(page, told, "source_words", home.n)
    if {actor.code, recipient.code} <= {"UNK"}:
        raise Unfounded("neither of the two is known to the gazetteer")
    if actor.span is not None and actor.span == recipient.span:
        raise Unfounded("doer and recipient are the same words")
    if act in (actor.span, recipient.span):
        raise Unfounded("the act is no more than the name of a party")
    kind, modality = told["plover_type"], told["modality"]
    if (
        modality == "actual"
        and kind != "REJECT"
        and _NOT.search(page.text[max(home.span.start, act.start - 40) : act.start])
    ):
        raise Unfounded("the words before the act deny it")
    dating = _dating(page, told, home.n)
    place = _find(page, told, "place_words", home.n, 0, 0).of(page.text) if told["place_words"].strip() else ""
    mode, why_mode = _mode(kind, told["plover_mode"])
    alliance_act = "" if told["alliance_act"] == NONE else told["alliance_act"]
    inner = "" if told["inner_type"] == NONE or kind not in _INNER else told["inner_type"]
    reasons = [
        Reason("frame", f"{method}: {kind}{why_mode}", act),
        Reason("modality", f"{method}: {modality}" + (f", told by {source.text}" if source.span else ""), source.span),
        Reason("actor", _named(actor), actor.span),
    ]
    if recipient.span is not None:
        reasons.append(Reason("recipient", _named(recipient), recipient.span))
    if alliance_act:
        reasons.append(Reason("alliance", f"{method}: {alliance_act}", act))
    reasons.append(Reason("date", dating.rule, dating.span))
    code = recipient.code if recipient.span is not None else ""
    trust = TRUST * (0.7 if actor.code == "UNK" else 1.0) * (0.85 if not code else 1.0)
    return Event(
        _id("ev-", 12, method, act.start, actor.code, code, kind, modality, home.text),
        home.n,
        act,
        actor.code,
        code,
        kind,
        mode,
        alliance_act,
        modality,
        dating,
        place,
        round(trust, 2),
        tuple(reasons),
        actor.role,
        recipient.role,
        source.code if source.code != "UNK" else "",
        actor.text,
        recipient.text,
        inner,
        _INNER[kind] if inner else "",
    )


def statement(item: object, page: Page, first: int, last: int, method: str) -> Statement:
    """The statement of one item about sentences `first` to `last`. Raises `Unfounded`."""
    told = _formed(item, STATEMENT_FIELDS, first, last)
    told["quote"] = stripped(told["quote"])
    n = told["sentence"]
    words = _find(page, told, "quote", n, 1, 10, _LONGEST_QUOTE)
    quote = words.of(page.text)
    if not _LETTERS.search(quote):
        raise Unfounded("quote holds no word")
    home = page.sentence_at(words.start)
    speaker, why = NO_SPEAKER, Reason("actor", f"{method}: no speaker named")
    if told["speaker_words"].strip():
        at = _find(page, told, "speaker_words", home.n, 5, 2)
        since = page.sentences[max(0, page.sentence_at(at.start).n - 1)].span.start
        speaker = identify(page.cast, at.start, at.end, NO_SPEAKER, since)
        if speaker.code == "UNK":
            party = page.party(at)
            speaker = speaker._replace(code=party.code, role=speaker.role or party.role)
        why = Reason("actor", f"speaker: {speaker.why}", at)
    about = _party(page, told, "about_words", home.n)
    code = about.code if about.span is not None and about.code not in ("UNK", speaker.code) else ""
    stance: Stance = (
        told["stance"] if code else "unclear" if told["stance"] in ("supports", "criticises") else "neutral"
    )
    reasons = [Reason("frame", f"{method}: words of a speaker", words), why]
    if code:
        reasons.append(Reason("recipient", f"{method}: about {code}, {stance}; {about.why}", about.span))
    near = why.span if why.span is not None and abs(why.span.start - words.start) < len(quote) + 400 else words
    return Statement(
        _id("st_", 16, method, speaker.name, words.start, quote),
        home.n,
        Span(min(words.start, near.start), max(words.end, near.end)),
        speaker.code,
        speaker.role,
        speaker.name,
        _kind(page, words),
        quote,
        words,
        code,
        stance,
        tuple(reasons),
    )


def _formed(item: object, fields: dict[str, Any], first: int, last: int) -> dict[str, Any]:
    wrong = fault(item, fields)
    if wrong or not isinstance(item, dict):
        raise Unfounded(f"the item {wrong}")
    if not first <= item["sentence"] <= last:
        raise Unfounded(f"sentence {str(item['sentence'])[:12]} is none that was asked about")
    return dict(item)


def _find(
    page: Page, told: dict[str, Any], name: str, n: int, before: int, after: int, longest: int = _LONGEST_WORDS
) -> Span:
    """Where the words of a field stand. Raises `Unfounded`."""
    words = told[name]
    if not words.strip():
        raise Unfounded(f"{name} is empty")
    if len(words) > longest:
        raise Unfounded(f"{name} is longer than {longest} letters")
    span = page.find(words, n, before, after)
    if span is None and page.is_order(words, n, before, after):
        raise Unfounded(f"{name} stands in a passage that speaks to a machine, which is not read")
    if span is None:
        raise Unfounded(f"{name} is not in the text at or near sentence {n}")
    return span


def _party(page: Page, told: dict[str, Any], name: str, n: int) -> Party:
    return page.party(_find(page, told, name, n, 3, 1)) if told[name].strip() else NOBODY


def _named(party: Party) -> str:
    return f"{party.text}: {party.code}{' ' + party.role if party.role else ''}; {party.why}".strip(": ")


def _mode(kind: str, mode: str) -> tuple[str, str]:
    if mode == NONE:
        return "", ""
    if mode in MODES.get(kind, ()):
        return mode, f", {mode}"
    return "", f" (its mode {mode} is none of that type and was left out)"


def _dating(page: Page, told: dict[str, Any], n: int) -> Dating:
    """The date that the named words give by the rules of `when`; the day of the text where none are named."""
    day: date | None = page.day
    if not told["date_words"].strip():
        return Dating("", str(day) if day else "", "day", "day of the text" if day else "no date known")
    span = _find(page, told, "date_words", n, 0, 0)
    home = page.sentences[n].span
    for one in when.dating(page.sentences[n].text, day):
        if one.span is not None:
            moved = Span(one.span.start + home.start, one.span.end + home.start)
            if moved.start < span.end and span.start < moved.end:
                return one._replace(span=moved)
    return Dating(span.of(page.text), "", "day", "no rule of dates reads these words", span)


def _kind(page: Page, words: Span) -> StatementKind:
    """Direct where all of it stands between quotation marks, mixed where some does: the marks decide, not the model."""
    touching = [one.span for one in page.quotes if one.span.start < words.end and words.start < one.span.end]
    if any(one.start <= words.start and words.end <= one.end for one in touching):
        return "direct"
    return "mixed" if touching else "indirect"


def _id(prefix: str, length: int, *claim: object) -> str:
    text = "|".join(str(part) for part in claim)
    return prefix + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:length]
