"""Quotation marks in a text: where each quotation begins and ends, and which go on over paragraphs.

Marks come smart, straight, mixed and unclosed; apostrophes look like single quotes. Each paragraph is one pass over its
marks, so that a lost mark spoils no more than its paragraph. Who said the words is for `statements`.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from foedus.reading.types import Span

HOLE = "\ue000"
"""What stands for each quoted letter in a masked text: no letter, no white space, no punctuation."""

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_MARK = re.compile(r"[\"“”„‟«»]|(?<!\w)['‘‹](?=[\w“\"])|(?<=[\w.,!?…)])['’›](?!\w)")
_CLOSES = {"“": '”"“', "„": '“”"', "‟": '”"', "«": "»", "»": "«", "‘": "’'", "'": "'’", "‹": "›", '"': '"”'}
_UNCLOSED = re.compile(r",\s(?=(?:said|says|added|told|warned|insisted|asked|replied|wrote)\s)|(?<=[.!?])\s+(?=[A-Z])")
_LONGEST_SINGLE = 700


class Quote(NamedTuple):
    """One quotation within one paragraph."""

    span: Span
    """With its marks."""
    inner: Span
    """The words between the marks, without white space at the ends."""
    is_closed: bool
    goes_on: bool
    """Left open at the end of its paragraph, to be taken up by a later one, as print does with long speeches."""
    within: bool
    """Whether it stands inside another quotation."""


def quotes(text: str) -> list[Quote]:
    """All quotations in order of where they begin; inner ones directly behind the ones they stand in."""
    found: list[Quote] = []
    paragraphs = [(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    for n, (start, end) in enumerate(paragraphs):
        following = paragraphs[n + 1 : n + 5]
        found += _in_paragraph(text, start, end, [text[first : first + 3].lstrip()[:1] for first, _ in following])
    return sorted(found, key=lambda one: (one.span.start, -one.span.end))


def masked(text: str, found: Sequence[Quote]) -> str:
    """The text with every quoted letter, and the marks, replaced by `HOLE`; as long as before."""
    parts, at = [], 0
    for one in found:
        if one.within or one.span.start < at:
            continue
        parts += [text[at : one.span.start], HOLE * (one.span.end - one.span.start)]
        at = one.span.end
    return "".join([*parts, text[at:]])


def _in_paragraph(text: str, start: int, end: int, next_marks: list[str]) -> Iterator[Quote]:
    marks = [(match.start(), match.group()) for match in _MARK.finditer(text, start, end)]
    singles = _Singles(text, marks)
    opened = -1
    opener = ""
    taken = -1
    for at, mark in marks:
        if at < taken:
            continue
        if mark in "'‘‹’›":
            close = singles.closing(at, mark) if mark in "'‘‹" else -1
            if close > 0:
                taken = close + 1
                yield _quote(text, at, close + 1, 1, closed=True, within=opened >= 0)
        elif opened >= 0 and mark in _CLOSES[opener] and not _must_open(text, at, mark, end):
            yield _quote(text, opened, at + 1, 1, closed=True, within=False)
            opened = -1
        elif opened < 0 and mark != "”" and not _must_close(text, at, start, end):
            opened, opener = at, mark
    if opened >= 0:
        yield _left_open(text, opened, opener, end, next_marks)


def _must_open(text: str, at: int, mark: str, end: int) -> bool:
    """A straight mark after a blank and before a letter can't close anything."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2] if at + 1 < end else ""
    return mark == '"' and before.isspace() and after.isalnum()


def _must_close(text: str, at: int, start: int, end: int) -> bool:
    """A straight mark after a letter and before a blank can't open anything (inches, a lost opening mark)."""
    after = text[at + 1 : at + 2] if at + 1 < end else " "
    return text[at] == '"' and at > start and not text[at - 1].isspace() and (after.isspace() or after in ".,;")


def _left_open(text: str, at: int, opener: str, end: int, next_marks: list[str]) -> Quote:
    """A quotation that its paragraph does not close: it goes on in a later one, or its mark was lost."""
    if any(mark == opener or (mark in '"“' and opener in '"“') for mark in next_marks if mark):
        return _quote(text, at, end, 0, closed=False, within=False, goes_on=True)
    lost = _UNCLOSED.search(text, at + 1, end)
    return _quote(text, at, lost.start() + 1 if lost and text[lost.start()] == "," else lost.start() if lost else end, 0,
                  closed=False, within=False)  # fmt: skip


def _quote(text: str, start: int, end: int, tail: int, *, closed: bool, within: bool, goes_on: bool = False) -> Quote:
    first, last = start + 1, end - tail
    words = text[first:last]
    first += len(words) - len(words.lstrip())
    last = max(first, last - (len(words) - len(words.rstrip())))
    return Quote(Span(start, end), Span(first, last), closed, goes_on, within)


class _Singles:
    """Where a single quote that opens may close: a mark after a stop first, one after an `s` (an owner's) last."""

    def __init__(self, text: str, marks: list[tuple[int, str]]) -> None:
        ends = [
            at for at, mark in marks if mark in "'’›" and at and (text[at - 1].isalnum() or text[at - 1] in ".,!?…)")
        ]
        self.sure = [at for at in ends if text[at - 1] in ".,!?…"]
        self.fair = [at for at in ends if text[at - 1] not in "sS"]
        self.any = ends

    def closing(self, at: int, mark: str) -> int:
        """The place of the closing mark; -1 where none is near."""
        nearest = [_next(places, at) for places in (self.sure, self.fair, self.any)]
        near = [place for place in nearest if 0 < place - at < _LONGEST_SINGLE]
        return min(near[:2]) if len(near) > 1 else near[0] if near else -1


def _next(places: list[int], at: int) -> int:
    spot = bisect_left(places, at + 1)
    return places[spot] if spot < len(places) else -1
