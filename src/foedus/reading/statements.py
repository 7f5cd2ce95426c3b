"""Who said what: statements in direct and reported speech, each with its speaker, verbatim words and reasons.

Works on the surface: quotations are masked, words of speech are looked for in what is left, the speaker is the phrase
beside the word, and the speech is the quotation, the `that` clause or the clause in front. One statement is one stretch of
words that stands together in the text, so a quotation that its speaker's name breaks in two gives two, of one speaker.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from foedus.reading.cast import Cast
from foedus.reading.direct import fragment, loose, quote_left, quote_right
from foedus.reading.phrases import Found, left_phrase, right_phrase
from foedus.reading.quotes import HOLE, Quote, masked, quotes
from foedus.reading.reported import according, clause_left, clause_right, headline
from foedus.reading.speakers import Speaker, identify
from foedus.reading.speech import Cue, cues, takes_that
from foedus.reading.stance import stance
from foedus.reading.stretches import Said, Stretch, Talk, stretches
from foedus.reading.types import Mention, Reason, Sentence, Span, Statement

_MOST_CUES = 40
"""Words of speech looked at in one stretch; prose has at most four or five."""
_AND = re.compile(r"(?:\band|\bbut)(?:\s(?:has|have|had|also|then|later))*$")


def statements(
    text: str, sentences: Sequence[Sentence], docs: Sequence[Any] = (), mentions: Sequence[Mention] = ()
) -> list[Statement]:
    """All statements of a text in order of their words. `docs` may be empty: nothing here rests on the parse."""
    found = quotes(text)
    mask = masked(text, found)
    cast = Cast(text, mask, mentions)
    talk = Talk()
    made: list[Statement] = []
    before = 0
    for stretch in stretches(text, sentences, found):
        said, talk = _read(cast, stretch, talk, before)
        made += [_made(cast, sentences, one) for one in sorted(said, key=lambda one: one.words)]
        for one in said:
            if one.kind == "direct":
                made += _nested(cast.inside_quotes(), sentences, found, one)
        before = stretch.start
    return _unique(made)


def _nested(cast: Cast, sentences: Sequence[Sentence], found: Sequence[Quote], outer: Said) -> list[Statement]:
    """What a quotation says that somebody else, named in it, has said: `"It was then that A reminded B that ..."`."""
    if outer.words.end - outer.words.start < 40:
        return []
    made = []
    first = _place(sentences, outer.words.start)
    for one in sentences[first:]:
        start, end = max(one.span.start, outer.words.start), min(one.span.end, outer.words.end)
        if start >= outer.words.end:
            break
        low = bisect_left(found, start, key=lambda quote: quote.span.start)
        high = bisect_left(found, end, key=lambda quote: quote.span.start)
        inner = [quote for quote in found[low:high] if quote.within]
        said, _ = _read(cast, Stretch(start, end, inner, False), Talk(), start)
        for new in said:
            named = new.speaker.name and new.speaker.code != "UNK" and not new.speaker.why.startswith("`")
            if named and new.words.end - new.words.start < end - start and new.why != "clause before its speaker":
                made.append(
                    _made(cast, sentences, new._replace(why=f"{new.why}, within the words of {outer.speaker.name}"))
                )
    return made


# --- one stretch -----------------------------------------------------------------------------------------------------


def _read(cast: Cast, stretch: Stretch, talk: Talk, since: int) -> tuple[list[Said], Talk]:
    said: list[Said] = []
    done = stretch.start
    last = talk.last
    subject: Found | None = None
    for n, cue in enumerate(cues(cast.mask, stretch.start, stretch.end)):
        if n >= _MOST_CUES:
            break
        if cue.start < done and not cue.word.startswith("according"):
            continue
        phrase = _phrase(cast, stretch, cue, done, subject)
        if phrase is None:
            continue
        who = identify(cast, phrase.span.start, phrase.span.end, last, since)
        new = _content(cast, stretch, cue, phrase, who, done)
        if subject is None or phrase.side == "left":
            subject = phrase
        if not new:
            continue
        said += new
        last = who if who.name else last
        done = max(cue.end, *(one.words.end for one in new))
    said += loose(cast, stretch, said, talk._replace(last=last) if said else talk, since)
    said = _distinct(said) or headline(cast, stretch)
    if not said:
        return [], _announced(cast, stretch, talk, subject, since)
    final = max(said, key=lambda one: one.words)
    is_open = bool(stretch.quotes) and stretch.quotes[-1].goes_on
    return said, Talk(final.speaker if final.speaker.name else talk.last, stretch.end, is_open)


def _announced(cast: Cast, stretch: Stretch, talk: Talk, subject: Found | None, since: int) -> Talk:
    """`X said in his address:` at the end of a line: the quotations that follow are of X."""
    words = cast.mask[stretch.start : stretch.end].rstrip()
    if not words.endswith(":"):
        return talk
    subject = subject or left_phrase(cast, stretch.start, stretch.start + len(words) - 1, first=True)
    if subject is None:
        return talk
    who = identify(cast, subject.span.start, subject.span.end, talk.last, since)
    return Talk(who, stretch.end, True) if who.name else talk


def _phrase(cast: Cast, stretch: Stretch, cue: Cue, done: int, subject: Found | None) -> Found | None:
    """The words that name the speaker of a cue: right of `said` behind a quotation, else left, else those of the cue before."""
    mask = cast.mask
    if cue.kind == "source" or cue.word == "in the words of":
        return right_phrase(cast, cue.end, stretch.end, is_source=True)
    before = mask[stretch.start : cue.start].rstrip()
    if mask[cue.start : cue.start + 3] == "as ":
        return _quoted(cast, stretch, cue)
    if before.endswith((HOLE, HOLE + ",")) or (before.endswith(",") and _is_lost(cast, stretch, cue)):
        return right_phrase(cast, cue.end, stretch.end) or subject
    if cue.word.endswith("ing"):
        own = left_phrase(cast, max(done, stretch.start), cue.start)
        if own is not None and cast.mask[max(0, own.span.start - 9) : own.span.start].endswith(("with ", "with the ")):
            return own
    if cue.word.endswith("ing") or _AND.search(before):
        return subject or left_phrase(cast, stretch.start, cue.start, first=True)
    left = left_phrase(cast, max(done, stretch.start), cue.start)
    if left is None and before.endswith(","):
        return right_phrase(cast, cue.end, stretch.end)
    return left


def _quoted(cast: Cast, stretch: Stretch, cue: Cue) -> Found | None:
    """`Z quoted X as saying`, `X was quoted by Z, ..., as saying`: X."""
    before = list(_QUOTED.finditer(cast.mask, stretch.start, cue.start))
    if not before:
        return None
    found = before[-1]
    if found.group(1):
        return left_phrase(cast, stretch.start, found.start())
    return left_phrase(cast, found.end(), cue.start)


_QUOTED = re.compile(r"(\b(?:was|were|is|are|been)\s)?\b(?:quot|cit)(?:ed|es|ing)\s")


def _is_lost(cast: Cast, stretch: Stretch, cue: Cue) -> bool:
    return any(one.span.end <= cue.start and not one.is_closed for one in stretch.quotes)


def _content(cast: Cast, stretch: Stretch, cue: Cue, phrase: Found, who: Speaker, done: int) -> list[Said]:
    """The words that the cue reports, in the order of trust: a quotation beside it, a clause behind it, one before it."""
    if cue.kind == "source":
        return according(cast, stretch, cue, phrase, who, done)
    first = phrase.start if phrase.start >= done else phrase.span.start
    left_edge = min(cue.start, first) if first >= done else cue.start
    right_edge = max(cue.end, phrase.span.end if phrase.span.start >= cue.end else 0, phrase.end)
    behind = quote_right(cast, stretch, cue, right_edge, who)
    ahead = quote_left(cast, stretch, cue, phrase, who, done, left_edge)
    if ahead:
        return [*ahead, *[one for one in behind if one.kind == "direct"]]
    if behind:
        return behind
    if takes_that(cast.mask, cue, stretch.end):
        clause = clause_right(cast, stretch, cue, phrase, who)
        if clause:
            return clause
    if cue.kind == "call":
        return fragment(cast, stretch, cue, who)
    found = clause_left(cast, stretch, cue, phrase, who, done, left_edge)
    return found or (
        fragment(cast, stretch, cue, who) if cue.kind in ("say", "tell") and phrase.span.start < cue.start else []
    )


def _distinct(said: list[Said]) -> list[Said]:
    """Without what lies inside words already taken."""
    kept: list[Said] = []
    for one in said:
        if one.words.end > one.words.start and not any(
            one.words.start < other.words.end and other.words.start < one.words.end for other in kept
        ):
            kept.append(one)
    return kept


def _made(cast: Cast, sentences: Sequence[Sentence], one: Said) -> Statement:
    text = cast.text
    n = sentences[_place(sentences, one.words.start)].n
    words = one.words.of(text)
    about, view, view_reasons = stance(cast, one.words, one.speaker, one.cue)
    first, last = min(one.words.start, one.speaker.span.start), max(one.words.end, one.speaker.span.end)
    is_far = last - first > len(words) + 400
    span = one.words if is_far else Span(first, last)
    reasons = (
        Reason("frame", f"{one.why} ({one.cue})" if one.cue else one.why, one.words),
        Reason("actor", f"speaker: {one.speaker.why}", one.speaker.span),
        *view_reasons,
    )
    mark = hashlib.sha256(f"{one.speaker.name}|{one.words.start}|{words}".encode()).hexdigest()[:16]
    return Statement(
        f"st_{mark}", n, span, one.speaker.code, one.speaker.role, one.speaker.name, one.kind, words, one.words, about,
        view, reasons,
    )  # fmt: skip


def _place(sentences: Sequence[Sentence], at: int) -> int:
    """Index of the sentence that holds a place of the text."""
    return max(0, min(bisect_right(sentences, at, key=lambda one: one.span.end), len(sentences) - 1))


def _unique(made: list[Statement]) -> list[Statement]:
    seen: set[str] = set()
    return [one for one in made if not (one.id in seen or seen.add(one.id))]  # type: ignore[func-returns-value]
