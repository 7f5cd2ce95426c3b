"""The dependency parse: spaCy with the pipeline that ships in `model/`, loaded when first used.

Known names are merged into one token before parsing, and a name of several words is shown to the tagger in the shape of
a name that it has seen, so that "United Arab Emirates" parses as "Russia" does. Offsets stay those of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError
from foedus.reading.types import Mention, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = Path(__file__).parent / "model"
LONGEST = 120
"""Tokens of a sentence that are parsed; what stands behind them is cut off, because no sentence of prose is longer."""

_FAMILIAR = {"name": "russia", "people": "russian"}


@cache
def pipeline(path: Path = MODEL) -> Language:
    """The shipped pipeline; raises `FoedusError` where spaCy is not installed."""
    try:
        import spacy
    except ImportError as missing:
        raise FoedusError('reading needs spaCy: install it with `pip install "foedus[read]"`') from missing
    return spacy.load(path)


def parse(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Doc]:
    """One parsed Doc a sentence, known names merged; token offsets count from the start of the sentence.

    `doc.user_data["mentions"]` maps the index of a token to its mention.
    """
    nlp = pipeline()
    docs = [_tokens(nlp, sentence, inside) for sentence, inside in _dealt(sentences, mentions)]
    return list(nlp.pipe(docs, batch_size=128))


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


def _tokens(nlp: Language, sentence: Sentence, mentions: Iterable[Mention]) -> Doc:
    from spacy.tokens import Doc

    plain = nlp.tokenizer(sentence.text)
    begins = {token.idx: token.i for token in plain}
    ends = {token.idx + len(token): token.i for token in plain}
    words: list[str] = []
    spaces: list[bool] = []
    found: dict[int, Mention] = {}
    next_free = 0
    for mention in mentions:
        start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
        if start not in begins or end not in ends or begins[start] < next_free:
            continue
        first, last = begins[start], ends[end]
        for token in plain[next_free:first]:
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
        found[len(words)] = mention
        words.append(sentence.text[start:end])
        spaces.append(bool(plain[last].whitespace_))
        if last > first:
            _disguise(nlp, words[-1])
        next_free = last + 1
    for token in plain[next_free:]:
        words.append(token.text)
        spaces.append(bool(token.whitespace_))
    doc = Doc(nlp.vocab, words=words[:LONGEST], spaces=spaces[:LONGEST])
    doc.user_data["mentions"] = {at: one for at, one in found.items() if at < LONGEST}
    return doc


def _disguise(nlp: Language, text: str) -> None:
    """Gives a name of several words the shape of one that the tagger knows; the text itself stays."""
    lexeme: Any = nlp.vocab[text]
    people = text.rsplit(" ", 1)[-1].endswith(("an", "ese", "ish", "ic", "i")) and not text.isupper()
    model = _FAMILIAR["people" if people else "name"]
    lexeme.norm_ = model
    lexeme.prefix_ = model[0].upper()
    lexeme.suffix_ = model[-3:]
    lexeme.shape_ = "Xxxxx"
