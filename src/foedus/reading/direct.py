"""Direct speech: quotations beside a verb of speech, and those that stand alone behind words of the same speaker."""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re

from foedus.reading.cast import Cast
from foedus.reading.phrases import Found, left_phrase, right_phrase
from foedus.reading.quotes import HOLE, Quote
from foedus.reading.speakers import NOBODY, Speaker, identify
from foedus.reading.speech import FINITE, Cue, that_after
from foedus.reading.stretches import DATELINE, LONGEST, Said, Stretch, Talk, trimmed
from foedus.reading.types import StatementKind

_HOLES = re.compile(f"{HOLE}+")


def quote_left(cast: Cast, stretch: Stretch, cue: Cue, phrase: Found, who: Speaker, done: int, edge: int) -> list[Said]:
    """`"...," said X`, `"...," X said`, and `X's army will stand by Y "to the end", Z said`."""
    before = [one for one in stretch.quotes if one.span.end <= edge and one.inner.end > done]
    if not before or cue.kind == "call":
        return []
    quote = before[-1]
    between = cast.mask[quote.span.end : edge].strip()
    if between not in ("", ",", "-", "–", "—"):
        return []
    first = before[0]
    start = max(done, stretch.start)
    outside = cast.mask[start : first.span.start].strip(" ,-–—\n")
    lead = DATELINE.match(cast.mask[start : first.span.start])
    if lead:
        outside = outside[lead.end() :]
    gaps = _HOLES.sub(" ", cast.mask[start : quote.span.end])
    if len(outside.split()) < 2 and len(gaps.split()) < 3:
        return [direct(one, who, cue) for one in before]
    if outside.endswith(":") or (outside[-1:] in ".!?" and outside):
        return [direct(quote, who, cue)]
    if cue.kind != "say":
        return [direct(quote, who, cue)] if len(quote.inner.of(cast.text).split()) > 3 else []
    words = trimmed(cast.text, start + len(cast.mask[start:]) - len(cast.mask[start:].lstrip(" ,")), quote.span.end)
    return [Said(words, who, "mixed", cue.word, "clause with a quotation, before its speaker")]


def quote_right(cast: Cast, stretch: Stretch, cue: Cue, edge: int, who: Speaker) -> list[Said]:
    """`X said: "..."`, `X told reporters, "..."`, `X said, "..." and "..."`."""
    after = [one for one in stretch.quotes if one.span.start >= edge]
    if not after:
        return []
    quote = after[0]
    between = cast.mask[edge : quote.span.start].strip()
    rest = cast.mask[quote.span.end : stretch.end].strip(" .,;!?\n")
    words = quote.inner.of(cast.text)
    says = cue.kind != "call" and len(between.split()) <= 14
    if says and between.endswith(":"):
        if cue.kind in ("say", "tell") and (
            that_after(cast.mask, edge, quote.span.start) > 0 or FINITE.search(between)
        ):
            return []
        return [direct(quote, who, cue)]
    full = words[-1:] in ".!?…," or not rest or HOLE in rest[:1]
    capital = words[:1].isupper() or not quote.is_closed
    if says and between.endswith(",") and (full or capital) and not FINITE.search(between) and between.count(",") <= 2:
        return [direct(quote, who, cue)]
    if between in ("", ",") and says and (full and len(words.split()) >= 3):
        return [direct(quote, who, cue)]
    later = re.search(r"(?:^|\s)and\s*$|^,?\s*\w+(?: \w+){0,2},$", between)
    if later and capital and cue.kind in ("say", "quote") and full and not FINITE.search(between):
        return [direct(quote, who, cue)]
    return []


def fragment(cast: Cast, stretch: Stretch, cue: Cue, who: Speaker) -> list[Said]:
    """`X called it "a farce"`: the quoted words alone, where they follow within the clause."""
    for quote in stretch.quotes:
        if quote.span.start >= cue.end:
            between = cast.mask[cue.end : quote.span.start]
            if len(between.split()) <= 12 and not re.search(r"[;:]|\bwho\b|,\s", between):
                kind: StatementKind = "direct" if len(quote.inner.of(cast.text).split()) > 8 else "mixed"
                return [Said(quote.inner, who, kind, cue.word, "quoted words in a clause of judgement")]
            return []
    return []


def loose(cast: Cast, stretch: Stretch, said: list[Said], talk: Talk, since: int) -> list[Said]:
    """Quotations that no word of speech has taken: the second half, the next sentence, `X: "..."`, `"..." - X`."""
    taken = [one.words for one in said]
    found: list[Said] = []
    for quote in stretch.quotes:
        if any(words.start < quote.span.end and quote.span.start < words.end for words in taken):
            continue
        who, why = _speaker_of(cast, stretch, quote, said, talk, since)
        if who is not None and who.name and _is_speech(cast, quote, why):
            found.append(Said(quote.inner, who, "direct", "", why))
    return found


def _speaker_of(
    cast: Cast, stretch: Stretch, quote: Quote, said: list[Said], talk: Talk, since: int
) -> tuple[Speaker | None, str]:
    before = cast.mask[max(stretch.start, quote.span.start - LONGEST) : quote.span.start].strip()
    after = cast.mask[quote.span.end : min(stretch.end, quote.span.end + LONGEST)].strip()
    if said:
        earlier = [one for one in said if one.words.end <= quote.span.start + 1]
        is_tail = not after.strip(" .,;") and before.endswith((",", ":", ", and", HOLE, ".", "!", "?"))
        return (earlier[-1].speaker, "goes on from the words before") if earlier and is_tail else (None, "")
    if before.endswith(":"):
        phrase = left_phrase(cast, stretch.start, quote.span.start - len(cast.mask[: quote.span.start]) + len(
            cast.mask[: quote.span.start].rstrip()) - 1, first=True)  # fmt: skip
        if phrase is None:
            return (
                talk.last if talk.last.name and stretch.start - talk.at < 300 else None
            ), "colon behind its speaker's act"
        return identify(cast, phrase.span.start, phrase.span.end, talk.last, since), "colon before the quotation"
    if not before and re.match(r"[-–—]\s*[A-Z]", after) and len(after.split()) <= 6:
        phrase = right_phrase(cast, cast.mask.index(after[0], quote.span.end) + 1, stretch.end)
        return (identify(cast, phrase.span.start, phrase.span.end, NOBODY, since) if phrase else None), "dash behind"
    dash = re.search(f"{HOLE}\\s*[-–—]\\s+(?=[A-Z][\\w .]+$)", cast.mask[stretch.start : stretch.end])
    if dash and stretch.end - stretch.start < 200:
        phrase = right_phrase(cast, stretch.start + dash.end(), stretch.end)
        return (identify(cast, phrase.span.start, phrase.span.end, NOBODY, since) if phrase else None), "headline: dash"
    if not before and not after.strip(" .,;"):
        near = stretch.start - talk.at < (1500 if talk.is_open else 4 if stretch.opens_paragraph else 300)
        return (
            talk.last if near else None
        ), "speech goes on" if talk.is_open else "stands behind words of the same speaker"
    return None, ""


def _is_speech(cast: Cast, quote: Quote, why: str) -> bool:
    words = quote.inner.of(cast.text)
    return len(words.split()) >= (2 if why else 4) or words[-1:] in ".!?"


def direct(quote: Quote, who: Speaker, cue: Cue) -> Said:
    return Said(quote.inner, who, "direct", cue.word, "quotation beside the verb")
