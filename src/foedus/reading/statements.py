"""Who said what: statements in direct and reported speech, each with its speaker, verbatim words and reasons.

Works on the surface: quotations are masked, words of speech are looked for in what is left, the speaker is the phrase
beside the word, and the speech is the quotation, the `that` clause or the clause in front. One statement is one stretch of
words that stands together in the text, so a quotation that its speaker's name breaks in two gives two, of one speaker.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from foedus.reading.lexicon import words
from foedus.reading.phrases import Found, left_phrase, right_phrase
from foedus.reading.quotes import HOLE, Quote, masked, quotes
from foedus.reading.speakers import NOBODY, Cast, Speaker, identify
from foedus.reading.speech import CLAUSE, FINITE, LEAD, NOUNS, Cue, cues, that_after
from foedus.reading.stance import stance
from foedus.reading.types import Mention, Reason, Sentence, Span, Statement, StatementKind

_MOST_CUES = 40
"""Words of speech looked at in one stretch; prose has at most four or five."""
_MOST_QUOTES = 60
"""Quotations looked at in one stretch."""
_LONGEST = 900
"""Letters of a reported clause; what is longer is no clause but a page without stops."""
_ENOUGH = re.compile(r"[^\W\d_]{2}")
_CUT = re.compile(
    r";\s|:\s*(?=\ue000)|,\s+(?:adding|saying|noting|claiming|insisting|stressing|warning|arguing|according to)\b"
    r"|,?\s+(?:and|but)\s+(?:also\s+|then\s+)?(?:said|says|added|adds|promised|warned|claimed|vowed|insisted|pledged|urged|called|told|"
    r"stressed|noted|denied|announced|argued|declared|praised|accused|condemned|demanded|rejected|thanked|blamed|welcomed|described|"
    r"criticised|criticized|denounced|dismissed|expressed|voiced)\b"
)
_AND = re.compile(r"(?:\band|\bbut)(?:\s(?:has|have|had|also|then|later))*$")
_JOINT = re.compile(r",\s+(?:but|while|whereas|and)\s+$")
_DATELINE = re.compile(r"^[A-Z][\w .,/]{2,40}?(?:\([\w /]+\)\s*)?\s(?:-|–|—)\s+")
_TAIL = re.compile(r"[\s.,;:!?–—-]*$")
_HOLES = re.compile(f"{HOLE}+")


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
    said += _loose(cast, stretch, said, talk._replace(last=last) if said else talk, since)
    said = _distinct(said)
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
    if before.endswith((HOLE, HOLE + ",")) or (before.endswith(",") and _is_lost(cast, stretch, cue)):
        return right_phrase(cast, cue.end, stretch.end) or subject
    if cue.word.endswith("ing") or _AND.search(before):
        return subject or left_phrase(cast, stretch.start, cue.start, first=True)
    left = left_phrase(cast, max(done, stretch.start), cue.start)
    if left is None and before.endswith(","):
        return right_phrase(cast, cue.end, stretch.end)
    return left


def _is_lost(cast: Cast, stretch: Stretch, cue: Cue) -> bool:
    return any(one.span.end <= cue.start and not one.is_closed for one in stretch.quotes)


def _content(cast: Cast, stretch: Stretch, cue: Cue, phrase: Found, who: Speaker, done: int) -> list[Said]:
    """The words that the cue reports, in the order of trust: a quotation beside it, a clause behind it, one before it."""
    if cue.kind == "source":
        return _according(cast, stretch, cue, phrase, who, done)
    left_edge = min(cue.start, phrase.span.start) if phrase.span.start >= done else cue.start
    right_edge = max(cue.end, phrase.span.end if phrase.span.start >= cue.end else 0, phrase.end)
    behind = _quote_right(cast, stretch, cue, right_edge, who)
    ahead = _quote_left(cast, stretch, cue, phrase, who, done, left_edge)
    if ahead:
        return [*ahead, *[one for one in behind if one.kind == "direct"]]
    if behind:
        return behind
    if cue.kind in ("say", "tell"):
        clause = _clause_right(cast, stretch, cue, phrase, who)
        if clause:
            return clause
        if re.match(r"\s(?:of|against|about)\s", cast.mask[cue.end : cue.end + 9]):
            return _fragment(cast, stretch, cue, who)
    if cue.kind == "call":
        return _fragment(cast, stretch, cue, who)
    return _clause_left(cast, stretch, cue, phrase, who, done, left_edge)


def _quote_left(
    cast: Cast, stretch: Stretch, cue: Cue, phrase: Found, who: Speaker, done: int, edge: int
) -> list[Said]:
    """`"...," said X`, `"...," X said`, and `X's army will stand by Y "to the end", Z said`."""
    before = [one for one in stretch.quotes if one.span.end <= edge and one.span.end > done]
    if not before or cue.kind == "call":
        return []
    quote = before[-1]
    between = cast.mask[quote.span.end : edge].strip()
    if between not in ("", ",", "-", "–", "—"):
        return []
    first = before[0]
    start = max(done, stretch.start)
    outside = cast.mask[start : first.span.start].strip(" ,-–—\n")
    lead = _DATELINE.match(cast.mask[start : first.span.start])
    if lead:
        outside = outside[lead.end() :]
    gaps = _HOLES.sub(" ", cast.mask[start : quote.span.end])
    if len(outside.split()) < 2 and len(gaps.split()) < 3:
        return [_direct(one, who, cue) for one in before]
    if outside.endswith(":") or (outside[-1:] in ".!?" and outside):
        return [_direct(quote, who, cue)]
    if cue.kind != "say":
        return [_direct(quote, who, cue)] if len(quote.inner.of(cast.text).split()) > 3 else []
    words = _trimmed(cast.text, start + len(cast.mask[start:]) - len(cast.mask[start:].lstrip(" ,")), quote.span.end)
    return [Said(words, who, "mixed", cue.word, "clause with a quotation, before its speaker")]


def _quote_right(cast: Cast, stretch: Stretch, cue: Cue, edge: int, who: Speaker) -> list[Said]:
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
        return [_direct(quote, who, cue)]
    full = words[-1:] in ".!?…," or not rest or HOLE in rest[:1]
    capital = words[:1].isupper() or not quote.is_closed
    if says and between.endswith(",") and (full or capital) and not FINITE.search(between) and between.count(",") <= 2:
        return [_direct(quote, who, cue)]
    if between in ("", ",") and says and (full and len(words.split()) >= 3):
        return [_direct(quote, who, cue)]
    later = re.search(r"(?:^|\s)and\s*$|^,?\s*\w+(?: \w+){0,2},$", between)
    if later and capital and cue.kind in ("say", "quote") and full and not FINITE.search(between):
        return [_direct(quote, who, cue)]
    return []


def _clause_right(cast: Cast, stretch: Stretch, cue: Cue, phrase: Found, who: Speaker) -> list[Said]:
    """`X said (on Tuesday) (that) clause`."""
    mask = cast.mask
    if phrase.span.start >= cue.end:
        return []
    at = that_after(mask, cue.end, stretch.end)
    why = "clause behind `that`"
    if at < 0:
        at, why = _bare_clause(mask, cue, stretch.end), "clause behind the verb"
    if at < 0:
        return []
    end = _clause_end(cast, at, stretch.end)
    words = _trimmed(cast.text, at, end)
    if words.end - words.start < 4 or not _ENOUGH.search(words.of(cast.text)):
        return []
    kind: StatementKind = "mixed" if HOLE in mask[words.start : words.end] else "indirect"
    return [Said(words, who, kind, cue.word, why)]


def _bare_clause(mask: str, cue: Cue, end: int) -> int:
    """Where a clause begins right behind the verb, without `that`; -1 where what follows is no clause."""
    at = cue.end
    lead = LEAD.match(mask, at, end)
    at = lead.end() if lead else at
    while at < end and mask[at] == " ":
        at += 1
    window = mask[at : min(end, at + 160)]
    if cue.kind == "tell" or not window[:1].strip() or window[:1] in ",.:;)" or _NO_CLAUSE.match(window):
        return -1
    if cue.word in NOUNS or (
        cue.word.endswith("ing") and cue.word not in ("saying", "adding", "claiming", "insisting")
    ):
        return -1
    sign = (CLAUSE if cue.word in _FREE else FINITE).search(window, 1)
    if sign is None:
        return -1
    head = window[: sign.start()]
    if re.search(r"\b(?:that|which|who|whose|to|where|when|,)\s*(?:\w+\s+)?$|[,;]\s", head) and cue.word not in _FREE:
        return -1
    return at


_NO_CLAUSE = re.compile(
    r"(?:to|at|in|on|during|after|before|by|from|for|with|of|about|as|so|nothing|little|much|goodbye|"
    r"yes|no)\b|\w+ing\s(?:to|the|a)\b"
)
_FREE = words(
    """say says said add adds added claim claims claimed insist insists insisted saying adding claiming insisting"""
)


def _clause_end(cast: Cast, at: int, end: int) -> int:
    """Where a reported clause ends: at the next speech of the same or another speaker, else with the sentence."""
    end = min(end, at + _LONGEST)
    cut = _CUT.search(cast.mask, at, end)
    if cut:
        end = cut.start()
    for cue in cues(cast.mask, at, end):
        phrase = left_phrase(cast, at, cue.start)
        if phrase is not None and _JOINT.search(cast.mask[at : phrase.span.start]):
            return phrase.span.start - len(_JOINT.search(cast.mask[at : phrase.span.start]).group())  # type: ignore[union-attr]
    return end


def _clause_left(
    cast: Cast, stretch: Stretch, cue: Cue, phrase: Found, who: Speaker, done: int, edge: int
) -> list[Said]:
    """`Clause, X said.` and `Half a clause, X said, the other half.`"""
    mask = cast.mask
    start = max(done, stretch.start)
    before = mask[start:edge]
    if cue.kind != "say" or not before.rstrip().endswith((",", " -", " –", " —")):
        return []
    dateline = _DATELINE.match(before)
    scene = (
        re.match(r"\s(?:in|at|on|after|during|while|before|to)\s[^,]{1,70},(?=\s)", before)
        if done > stretch.start
        else None
    )
    start += dateline.end() if dateline else scene.end() if scene else 0
    before = mask[start:edge]
    start += len(before) - len(before.lstrip(" ,;–—-"))
    joint = re.match(r"(?:and|but|while)\s", mask[start:edge])
    start += joint.end() if joint and start > stretch.start else 0
    words = _trimmed(cast.text, start, edge)
    clause = words.of(mask)
    behind = mask[max(cue.end, phrase.end) : stretch.end]
    if (
        behind.startswith(",")
        and re.match(r",\s+(?!and|but|who|which|adding|saying|an?|the)[a-z]", behind)
        and phrase.span.end <= cue.start
    ):
        end = _clause_end(cast, cue.end + 1, stretch.end)
        if FINITE.search(mask[cue.end : end]) and (not FINITE.search(clause) or len(clause.split()) < 4):
            return [Said(_trimmed(cast.text, start, end), who, "indirect", cue.word, "clause around its speaker")]
    is_short = len(clause.split()) < (2 if start > stretch.start else 3)
    if is_short or not (CLAUSE.search(clause) or start > stretch.start) or _SCENE.match(clause):
        return []
    kind: StatementKind = "mixed" if HOLE in clause else "indirect"
    return [Said(words, who, kind, cue.word, "clause before its speaker")]


_SCENE = re.compile(
    r"(?:As|When|Asked|Speaking|After|Before|While|In|On|At|During|Earlier|Later|Commenting|Responding|Following|For|"
    r"Addressing|Writing|Meanwhile|However|If asked|Pressed|Since)\b(?!.*,.*\b(?:is|are|was|were|will|would|has|have|had)\b)"
)


def _according(cast: Cast, stretch: Stretch, cue: Cue, phrase: Found, who: Speaker, done: int) -> list[Said]:
    """`According to X, clause.` and `Clause, according to X.`"""
    if cue.word[0] == "a" and cast.mask[cue.start] == "A":
        start, end = phrase.end, _clause_end(cast, phrase.end, stretch.end)
    else:
        start, end = max(stretch.start, done if done <= cue.start else stretch.start), cue.start
        start += match.end() if (match := _DATELINE.match(cast.mask[start:end])) else 0
    words = _trimmed(cast.text, start + len(cast.text[start:end]) - len(cast.text[start:end].lstrip(" ,\n")), end)
    if not CLAUSE.search(words.of(cast.mask)) and HOLE not in words.of(cast.mask):
        return []
    inside = [one for one in stretch.quotes if one.span.start >= words.start and one.span.end <= words.end + 1]
    if inside and not words.of(cast.mask).strip(HOLE + " ,."):
        return [_direct(one, who, cue) for one in inside]
    return [Said(words, who, "mixed" if inside else "indirect", cue.word, "clause beside `according to`")]


def _fragment(cast: Cast, stretch: Stretch, cue: Cue, who: Speaker) -> list[Said]:
    """`X called it "a farce"`: the quoted words alone, where they follow within the clause."""
    for quote in stretch.quotes:
        if quote.span.start >= cue.end:
            between = cast.mask[cue.end : quote.span.start]
            if len(between.split()) <= 12 and not re.search(r"[;:]|\bwho\b|,\s", between):
                kind: StatementKind = "direct" if len(quote.inner.of(cast.text).split()) > 8 else "mixed"
                return [Said(quote.inner, who, kind, cue.word, "quoted words in a clause of judgement")]
            return []
    return []


def _loose(cast: Cast, stretch: Stretch, said: list[Said], talk: Talk, since: int) -> list[Said]:
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
    before = cast.mask[max(stretch.start, quote.span.start - _LONGEST) : quote.span.start].strip()
    after = cast.mask[quote.span.end : min(stretch.end, quote.span.end + _LONGEST)].strip()
    if said:
        earlier = [one for one in said if one.words.end <= quote.span.start + 1]
        is_tail = not after.strip(" .,;") and before.endswith((",", ":", ", and", HOLE))
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


# --- making it -------------------------------------------------------------------------------------------------------


def _direct(quote: Quote, who: Speaker, cue: Cue) -> Said:
    return Said(quote.inner, who, "direct", cue.word, "quotation beside the verb")


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space, and without the stop of the sentence at its end."""
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    tail = _TAIL.search(words)
    return Span(start + lead, max(start + lead, start + (tail.start() if tail else len(words))))


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
