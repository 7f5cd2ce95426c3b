"""The dependency parse: spaCy with the pipeline that ships in `model/`, loaded when first used.

The parser was trained on web text and trips over what news is full of, so two things are done before it sees a sentence.
Known names are merged into one token, and a name of several words is shown in the shape of a name that the tagger has
seen ("United Arab Emirates" parses as "Russia" does). Bare time phrases ("on Tuesday", "today") and short brackets
("(PLO)") are set aside, and hung back on the tree afterwards; offsets stay those of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from foedus.errors import FoedusError
from foedus.reading.again import mended
from foedus.reading.types import Mention, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = Path(__file__).parent / "model"
LONGEST = 120
"""Tokens of a sentence that are parsed; what stands behind them is cut off, because no sentence of prose is longer."""

_MOST_CHARACTERS = 3000
_LONG_RUN = re.compile(r"\S{80,}")
"""Characters without a space that are no word: cut out before the tokenizer, whose rules try each of them anew."""

_HALF = re.compile("[\ud800-\udfff]")
"""Halves of a character that a broken file leaves behind; spaCy cannot hash them."""

_PEOPLE_ENDINGS = ("an", "ese", "ish", "ic", "li")
WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_DAYS = frozenset(["today", "yesterday", "tomorrow", "tonight"])
_SPANS = frozenset(["week", "month", "year", "night", "weekend", "summer", "winter", "autumn", "spring"])
_LEADS = frozenset(["on", "late", "early", "earlier", "last", "this", "next", "since", "by"])
_PARTS = frozenset(["morning", "afternoon", "evening", "night"])


class Word(NamedTuple):
    """One token before the parse."""

    text: str
    space: bool
    mention: Mention | None


@cache
def pipeline(path: Path = MODEL) -> Language:
    """The shipped pipeline; raises `FoedusError` where spaCy is not installed."""
    try:
        import spacy
    except ImportError as missing:
        raise FoedusError('reading needs spaCy: install it with `pip install "foedus[text]"`') from missing
    return spacy.load(path)


@cache
def _seen() -> frozenset[str]:
    """Words that the pipeline was shipped with, taken before it reads anything."""
    return frozenset(pipeline().vocab.strings)


def parse(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Doc]:
    """One parsed Doc a sentence, known names merged; token offsets count from the start of the sentence.

    `doc.user_data["mentions"]` maps the index of a token to its mention.
    """
    nlp = pipeline()
    from spacy.tokens import Doc

    _seen()
    worded = [_words(nlp, sentence, inside) for sentence, inside in _dealt(sentences, mentions)]
    aside = [_set_aside(words) for words in worded]
    short = []
    for words, away in zip(worded, aside, strict=True):
        kept = [word for i, word in enumerate(words) if i not in away]
        short.append(Doc(nlp.vocab, words=[word.text for word in kept], spaces=[word.space for word in kept]))
    parsed = mended(nlp, list(nlp.pipe(short, batch_size=128)))
    return [_whole(words, away, doc) for words, away, doc in zip(worded, aside, parsed, strict=True)]


def _dealt(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Iterator[tuple[Sentence, list[Mention]]]:
    """Each sentence with the mentions that lie in it; both come in order."""
    at = 0
    for sentence in sentences:
        while at < len(mentions) and mentions[at].span.start < sentence.span.start:
            at += 1
        inside = []
        while at < len(mentions) and mentions[at].span.end <= sentence.span.end:
            inside.append(mentions[at])
            at += 1
        yield sentence, inside


def _words(nlp: Language, sentence: Sentence, mentions: Sequence[Mention]) -> list[Word]:
    text = _HALF.sub("\ufffd", sentence.text)
    plain = nlp.tokenizer(_LONG_RUN.sub(lambda run: "x" * len(run[0]), text[:_MOST_CHARACTERS]))
    begins = {token.idx: token.i for token in plain}
    ends = {token.idx + len(token): token.i for token in plain}
    words: list[Word] = []
    next_free = 0
    for mention in mentions:
        start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
        if start not in begins or end not in ends or begins[start] < next_free:
            continue
        first, last = begins[start], ends[end]
        words.extend(_word(text, token) for token in plain[next_free:first])
        words.append(Word(text[start:end], bool(plain[last].whitespace_), mention))
        if last > first or text[start:end] not in _seen():
            _disguise(nlp, mention, words[-1].text)
        next_free = last + 1
    words.extend(_word(text, token) for token in plain[next_free:])
    return words[:LONGEST]


def _word(text: str, token: Any) -> Word:
    return Word(text[token.idx : token.idx + len(token)], bool(token.whitespace_), None)


def _disguise(nlp: Language, mention: Mention, text: str) -> None:
    """Gives a name of several words the shape of one that the tagger knows; the text itself stays."""
    lexeme: Any = nlp.vocab[text]
    people = mention.role is None and ("demonym" in mention.rule or (" " in text and text.endswith(_PEOPLE_ENDINGS)))
    model = "UN" if text.isupper() else "Russian" if people else "Russia"
    lexeme.norm_ = model.lower()
    lexeme.prefix_ = model[0]
    lexeme.suffix_ = model[-3:]
    lexeme.shape_ = "XX" if model == "UN" else "Xxxxx"


# --- set aside, and hung back ------------------------------------------------------------------------------------------


def _set_aside(words: Sequence[Word]) -> dict[int, str]:
    """Indices of words that the parser is not shown, each with why: `time` or `bracket`."""
    away: dict[int, str] = {}
    lower = [word.text.lower() for word in words]
    i = _lead(words)
    away.update(dict.fromkeys(range(i), "bracket"))
    while i < len(words):
        end, why = _time_phrase(lower, i), "time"
        if end == i:
            end, why = _bracket(lower, i), "bracket"
        for at in range(i, end):
            away[at] = why
        i = max(end, i + 1)
    return away if len(away) < len(words) - 2 else {}


def _lead(words: Sequence[Word]) -> int:
    """One past the dash of a dateline (`RIYADH, Feb 18 (AFP) -`) that opens a sentence; 0 for none."""
    if not words or not words[0].text.isupper() or len(words[0].text) < 4:
        return 0
    for at in range(1, min(16, len(words) - 4)):
        if words[at].text in ("-", "--", "\u2013", "\u2014"):
            return at + 1 if words[at - 1].text == ")" or any(word.text.isdigit() for word in words[:at]) else 0
    return 0


def _time_phrase(lower: Sequence[str], start: int) -> int:
    """One past the last word of a time phrase that begins here; `start` where none does."""
    end = start
    while end < len(lower) and lower[end] in _LEADS and end - start < 3:
        end += 1
    if end >= len(lower):
        return start
    led = end > start
    named = lower[end] in WEEKDAYS or (lower[end] in _DAYS and not led)
    if not named and not (led and lower[end] in _SPANS and lower[end - 1] in ("last", "this", "next")):
        return start
    end += 1
    if end < len(lower) and lower[end] in _PARTS:
        end += 1
    following = lower[end] if end < len(lower) else ""
    return start if following.startswith(("'", "\u2019")) or following == "-" else end


def _bracket(lower: Sequence[str], start: int) -> int:
    """One past a closing bracket with up to four words in it; `start` where none opens here."""
    if lower[start] != "(":
        return start
    for end in range(start + 1, min(start + 6, len(lower))):
        if lower[end] == ")":
            return end + 1
        if lower[end] == "(":
            break
    return start


def _whole(words: Sequence[Word], away: dict[int, str], parsed: Doc) -> Doc:
    """The parse with the words that were set aside hung back: time phrases on a verb, brackets on the word before."""
    mentions = {i: word.mention for i, word in enumerate(words) if word.mention is not None}
    if not away:
        parsed.user_data["mentions"] = mentions
        return parsed
    from spacy.tokens import Doc

    kept = [i for i in range(len(words)) if i not in away]
    heads, deps, tags, lemmas, morphs = (
        [0] * len(words),
        [""] * len(words),
        [""] * len(words),
        [""] * len(words),
        [""] * len(words),
    )
    for token, i in zip(parsed, kept, strict=True):
        heads[i], deps[i], tags[i], lemmas[i] = kept[token.head.i], token.dep_, token.tag_, token.lemma_
        morphs[i] = str(token.morph)
    roots = [i for i in kept if heads[i] == i]
    for i, why in away.items():
        heads[i] = _anchor(i, why, kept, tags, roots)
        deps[i] = "obl:tmod" if why == "time" else "dep"
        tags[i], lemmas[i] = ("RB" if why == "time" else "FW"), words[i].text.lower()
    whole = Doc(
        parsed.vocab,
        words=[word.text for word in words],
        spaces=[word.space for word in words],
        heads=heads,
        deps=deps,
        tags=tags,
        lemmas=lemmas,
        morphs=morphs,
    )
    whole.user_data["mentions"] = mentions
    return whole


def _anchor(i: int, why: str, kept: Sequence[int], tags: Sequence[str], roots: Sequence[int]) -> int:
    before = [k for k in kept if k < i]
    if why == "bracket" and before:
        return before[-1]
    verbs = [k for k in before if tags[k].startswith("VB")]
    return verbs[-1] if verbs else roots[0] if roots else i
