"""The same act or the same words told twice: duplicates linked across sentences and articles, nothing thrown away.

Two events may be one if actors, type and inner act agree and their dates can be the same day; they are one if also the
words are alike, or both dates are the same day and the recipient too. Two statements are one if the speakers agree and the
words do. Everything is kept: a link names the first telling, and why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from foedus.dates import PartialDate
from foedus.reading.types import Event, Reading, Statement

_SAME_ACT = 0.5
_SAME_WORDS = 0.6
_NEWS_DAYS = 3
"""Days by which two outlets may date one act apart where the words are alike."""
_WORD = re.compile(r"[^\W_]{3,}")
_EMPTY = frozenset(
    ("the", "and", "that", "for", "with", "was", "were", "has", "have", "had", "its", "his", "her", "their", "from", "said", "will",  # noqa: E501
     "would", "not", "but", "this", "are", "been", "they", "who", "which", "into", "over", "after", "than")
)  # fmt: skip
_MOST = 400
"""Tellings compared with one another in one group, so that time stays linear in the number of articles."""


class Link(NamedTuple):
    """One telling that repeats another: numbers of the reading and ids of the rows, the first telling last."""

    reading: int
    id: str
    first_reading: int
    first_id: str
    kind: str
    """`event` or `statement`."""
    why: str


class _Told(NamedTuple):
    reading: int
    row: Event | Statement
    words: frozenset[str]


def links(readings: Sequence[Reading]) -> list[Link]:
    """Links from each repeated event and statement to its first telling, in order of the readings."""
    found = [*_linked(_events(readings), "event"), *_linked(_statements(readings), "statement")]
    return sorted(found, key=lambda one: (one.reading, one.kind, one.id))


def words_of(text: str) -> frozenset[str]:
    """The words that tell two sentences apart: three letters or more, in small letters, without the commonest."""
    return frozenset(word.casefold()[:7] for word in _WORD.findall(text)) - _EMPTY


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared words by the words of the shorter and the longer together (Dice), 0 to 1; 0 where one has none."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _events(readings: Sequence[Reading]) -> Iterator[tuple[tuple[str, ...], _Told]]:
    for n, reading in enumerate(readings):
        texts = {one.n: one.text for one in reading.sentences}
        for row in reading.events:
            key = (row.actor, row.plover_type, row.inner_type, _standing(row))
            yield key, _Told(n, row, words_of(texts.get(row.sentence, "")))


def _standing(row: Event) -> str:
    """An act done, reported and told by somebody may be one; a denial, a plan and the act never are."""
    return "done" if row.modality in ("actual", "reported") else row.modality


def _statements(readings: Sequence[Reading]) -> Iterator[tuple[tuple[str, ...], _Told]]:
    for n, reading in enumerate(readings):
        for row in reading.statements:
            speaker = row.speaker_name.casefold().split()
            yield (speaker[-1] if speaker else row.speaker,), _Told(n, row, words_of(row.quote))


def _linked(told: Iterator[tuple[tuple[str, ...], _Told]], kind: str) -> Iterator[Link]:
    groups: dict[tuple[str, ...], list[_Told]] = defaultdict(list)
    for key, one in told:
        why, first = next(((why, other) for other in groups[key][-_MOST:] if (why := _why(one, other))), ("", None))
        if first is None:
            groups[key].append(one)
        else:
            yield Link(one.reading, one.row.id, first.reading, first.row.id, kind, why)


def _why(one: _Told, first: _Told) -> str:
    """Why two tellings are of one thing; empty where they are not."""
    alike = likeness(one.words, first.words)
    if isinstance(one.row, Statement) or isinstance(first.row, Statement):
        contained = bool(one.words) and len(one.words) >= 4 and (one.words <= first.words or first.words <= one.words)
        is_same = alike >= _SAME_WORDS or contained
        return (
            f"same speaker, words alike ({alike:.2f})" if is_same and min(len(one.words), len(first.words)) >= 2 else ""
        )
    a, b = one.row, first.row
    if a.recipient != b.recipient and a.recipient and b.recipient:
        return ""
    near = _days_apart(a.when.on, b.when.on)
    if near is None or near > _NEWS_DAYS:
        return ""
    if alike >= _SAME_ACT:
        return f"same actors and type, dates within {near} days, words alike ({alike:.2f})"
    is_day = len(a.when.on) == len(b.when.on) == 10 and near == 0
    if is_day and a.recipient and a.recipient == b.recipient:
        return f"same actors and type on {a.when.on}"
    return ""


def _days_apart(a: str, b: str) -> int | None:
    """The fewest days between two partial dates; None where one is not known."""
    if not a or not b:
        return None
    one, other = PartialDate.parse(a), PartialDate.parse(b)
    gap: timedelta = max(_gap(one.last, other.first), _gap(other.last, one.first), timedelta(0))
    return gap.days


def _gap(last: date, first: date) -> timedelta:
    return first - last
