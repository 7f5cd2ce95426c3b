"""A text as the model's answers are held against it: where words stand, who is named there, and what speaks to a machine.

Words are found letter for letter, apart from white space and from the shapes of quotation marks, apostrophes and dashes.
What reads as an instruction to a machine is blanked before anything is sent and counts as no part of the text, so that no
words can be taken from it.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from foedus.reading import actors, parser
from foedus.reading.actor_rows import Row
from foedus.reading.cast import Cast
from foedus.reading.quotes import Quote, masked, quotes
from foedus.reading.sentences import sentences as sentences_of
from foedus.reading.types import Mention, Sentence, Span

BLANK = "\0"
_FOLDED = str.maketrans("‘’‛ʼ`´“”„‟«»–—‑‐−", "''''''\"\"\"\"\"\"-----")
_MARKS = " \t\r\n\"'“”‘’„«»"

# Commands about a model's orders or output, forged turns of a conversation, and names of this form's own fields. Narrow on
# purpose: `ignored instructions from Moscow` and `must respond with force` are news, and what is blanked is lost to the reading.
_BEGINS = r"(?:^|[.!?:;,(\[\"“'‘]\s*|\b(?:please|now|then|you\s+(?:must|should|will))\s+)"
_MACHINE = r"(?:ai|llm|(?:large\s+)?language\s+model|ai\s+(?:model|assistant|agent)|chatbot|coder|annotator)s?\b"
_ORDERS = re.compile(
    rf"""{_BEGINS}(?P<a>(?:ignore|disregard|forget|override|bypass)\s+(?:[\w-]+\s+){{0,5}}?
          (?:instructions?|prompts?|directions?|guidelines|rules|system\s+messages?)\b)
      | {_BEGINS}(?P<b>(?:output|print|emit)\s+
          (?:that|only|exactly|the\s+following|(?:an?\s+)?(?:\w+\s+)?(?:json|events?|items?))\b)
      | {_BEGINS}(?P<c>(?:return|respond|reply|answer|generate|append|add)\s+(?:\w+\s+){{0,3}}?json\b)
      | (?P<d>\b(?:new|updated|hidden|secret)\s+(?:system\s+)?(?:instructions?|prompts?)\s*: | \bsystem\s+prompts?\b
      | \byou\s+are\s+(?:now\s+)?(?:an?|the)\s+(?:\w+\s+){{0,3}}?(?:{_MACHINE}|helpful\s+assistant\b)
      | \b(?:notes?|message|instructions?|attention|dear|hey|hello)\b[,:]?\s+(?:(?:to|for)\s+)?(?:(?:the|any|all)\s+)?{_MACHINE}
      | <\|[a-z_]{{2,20}}\|> | \[/?INST\] | </?(?:system|assistant|user|instructions?)> | <<<ARTICLE | ARTICLE\s[0-9a-f]{{16}}>>>
      | (?:^|\n)\s*\#{{0,4}}\s*(?:system|assistant)\s*:
      | \bplover_(?:type|mode)\b | \bact_words\b | \bactor_words\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Party(NamedTuple):
    """Who is named by some words, by the gazetteer."""

    code: str
    """As in `Mention.code`; UNK where no row fits."""
    role: str
    text: str
    span: Span | None
    why: str


NOBODY = Party("UNK", "", "", None, "nobody named")


class Page:
    """One text, ready to be asked about; reads the text alone, never an answer."""

    def __init__(self, text: str, day: date | None, own: Sequence[Row] = ()) -> None:
        self.text = text
        self.day = day
        self.sentences: list[Sentence] = sentences_of(text)
        named = actors.mentions(text, day, own)
        self.mentions: list[Mention] = [one for one in named if one.text.lower() not in parser.WEEKDAYS]
        self._starts = [one.span.start for one in self.sentences]
        self._named = [one.span.start for one in self.mentions]
        self.orders: list[tuple[int, Span]] = [
            (one.n, span) for one in self.sentences for span in orders(text, one.span)
        ]
        self.shown = _blanked(text, [span for _, span in self.orders])
        """The text with instructions blanked, as long as before."""
        self._plain = text.translate(_FOLDED)
        self._folded = self.shown.translate(_FOLDED)

    @cached_property
    def quotes(self) -> list[Quote]:
        """All quotations."""
        return quotes(self.text)

    @cached_property
    def cast(self) -> Cast:
        """Who is named in the text, for speakers."""
        return Cast(self.text, masked(self.text, self.quotes), self.mentions)

    def sentence_at(self, at: int) -> Sentence:
        """The sentence that holds a place, or the last before it."""
        return self.sentences[max(0, bisect_right(self._starts, at) - 1)]

    def find(self, words: str, n: int, before: int, after: int) -> Span | None:
        """Where words stand: in sentence `n` itself, else in the nearest of so many before and after it; None for nowhere."""
        return self._found(self._folded, words, n, before, after)

    def is_order(self, words: str, n: int, before: int, after: int) -> bool:
        """Whether words that `find` doesn't find stand in what speaks to a machine."""
        return self._found(self._plain, words, n, before, after) is not None

    def _found(self, text: str, words: str, n: int, before: int, after: int) -> Span | None:
        pattern = _pattern(words)
        if pattern is None:
            return None
        last = len(self.sentences) - 1
        low = self.sentences[max(0, n - before)].span.start
        high = self.sentences[min(last, n + after)].span.end
        home = self.sentences[n].span
        spans = [Span(*match.span()) for match in pattern.finditer(text, low, high)]
        return min(spans, key=lambda one: (_distance(one, home), one.start)) if spans else None

    def party(self, span: Span) -> Party:
        """Who the words of a span name: the last mention before the first preposition or comma, else the first behind it."""
        words = span.of(self.text)
        found = self.inside(span)
        cut = re.search(r",|\s(?:of|in|from|for|at|on|to|with|by|near|against)\s", words)
        head = [one for one in found if cut is None or one.span.start < span.start + cut.start()]
        ordered = [*reversed(head), *found[len(head) :]]
        best = next((one for one in ordered if one.code != "UNK"), ordered[0] if ordered else None)
        if best is None:
            return Party("UNK", "", words, span, "no row of the gazetteer")
        role = best.role or next((one.role for one in ordered if one.role), None)
        return Party(best.code, role or "", words, span, best.rule)

    def inside(self, span: Span) -> list[Mention]:
        """Mentions that share a letter with a span."""
        first = max(0, bisect_right(self._named, span.start) - 1)
        found = []
        for one in self.mentions[first:]:
            if one.span.start >= span.end:
                break
            if one.span.end > span.start:
                found.append(one)
        return found


def orders(text: str, sentence: Span) -> list[Span]:
    """What in a sentence speaks to a machine: from the first word of command to the end of its bracket, or of the sentence."""
    words = sentence.of(text)
    found = []
    at = 0
    while match := _ORDERS.search(words, at):
        start = next(match.start(name) for name in "abcd" if match[name] is not None)
        end = len(words)
        for opens, closes in ("()", "[]"):
            if words.rfind(opens, at, start + 1) > words.rfind(closes, at, start + 1):
                close = words.find(closes, match.end())
                end = min(end, close + 1) if close >= 0 else end
        found.append(Span(sentence.start + start, sentence.start + end))
        at = end
    return found


def stripped(words: str) -> str:
    """Words without the quotation marks and white space around them."""
    return words.strip(_MARKS)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], BLANK * (span.end - span.start)]
        at = span.end
    return "".join([*parts, text[at:]]) if spans else text


def _distance(span: Span, home: Span) -> int:
    """Letters between a span and the sentence it should be in; 0 within it. What comes before is nearer than what comes after."""
    if span.start >= home.end:
        return 2 * (span.start - home.end) + 1
    return max(0, home.start - span.start)


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = words.translate(_FOLDED).split()
    if not parts or BLANK in words:
        return None
    first = r"(?<!\w)" if parts[0][0].isalnum() else ""
    last = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return re.compile(first + r"\s+".join(re.escape(part) for part in parts) + last)
