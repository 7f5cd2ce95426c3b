"""The noun phrase beside a word of speech: who is said to speak, as a span of the text.

Left of the verb it ends at the verb, apart from adverbs and what stands between commas; right of it (`said X, the Y of Z`)
it ends at the first comma or preposition of circumstance. Whether the phrase can speak at all is asked of `speakers`.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from typing import NamedTuple

from foedus.reading.cast import Cast
from foedus.reading.names import is_speaker
from foedus.reading.quotes import HOLE
from foedus.reading.speech import AUXILIARY
from foedus.reading.types import Span

_REACH = 320
_HARD = re.compile(rf"[;:{HOLE}(]|\s[–—-]\s|\n|(?<=[a-z]{{3}}[.!?])\s")
_BRACKET = re.compile(r"\s*\([^()\n]{1,25}\)\s*$")
"""A short name behind the full one: `the World Food Program (WFP) said`."""
_WHEN = re.compile(
    r"\s(?:on\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|here|earlier)(?:\s(?:night|morning|evening))?$"
)
_VERB = re.compile(r"(?:[a-z]+(?:ed|es)|said|says|told|is|was|has|had|were|are|have|went|met|will|would|calls|leads)")
_ACTS = re.compile(r"\s[a-z]{3,}ed\s(?:to|the|a|an|over|on|by|for|in)\s")
_ARTICLES = frozenset(("the", "a", "an", "The", "A", "its", "his", "her", "their"))
_TOKEN = re.compile(r"[^\s]+")
_COMMA = re.compile(r",\s+|,$")
_LEADING = re.compile(
    r"^(?:(?:But|And|So|Yet|Still|Then|Now|However|Meanwhile|Earlier|Later|Also|and|but|yet|or|while|as|when|after|though|"
    r"although|because|that|if|since|before|As|with|With|Asked|Speaking|whereas|whom|what|which)\s+|"
    r"(?:On|Last|Late on|Early on)\s+\w+day\s+|At the \w+ of the \w+\s+|"
    r"(?:\w+\s)?(?:[Mm]inutes|[Hh]ours|[Dd]ays|[Ww]eeks) (?:later|earlier|after|before)\b[^,]{0,40},\s+|"
    r"(?:In|On|At|During|After|Speaking|Asked|Addressing)\s[^,]{1,80},\s+(?=\w+\s\w))+"
)
_INNER = re.compile(
    r"\s(?:that|when|after|because|while|where|if|whether|since|before|although|though|but|or|as|which|what)\s+"
)
_RELATIVE = re.compile(r"\s(?:who|which|that|whose|familiar|briefed|close to|speaking|involved)\s")
_APPOSED = re.compile(r"(?:an?|the|who|which|whose|its|his|her|their|\d+$|\d+,|speaking|[a-z])[\w’'-]*\b", re.UNICODE)
_RIGHT_END = re.compile(
    rf"[,;:{HOLE}(\n!?]|\.(?=\s*$)|(?<=[a-z]{{3}})\.\s|\s(?:at|in|on|during|after|before|as|when|while|following|who|whose|which|but|by|"
    r"under|because|through|via|late|early|yesterday|today|last|this|and (?=said|added)|with|"
    r"from|about|to|that|last|amid|issued|released|published|obtained|seen|carried)\b|"
    r"\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_VERBLIKE = re.compile(r"\b(?:is|are|was|were|will|would|has|have|had|can|could|did|does|do|must|should)\b")


class Found(NamedTuple):
    """The phrase, on which side of the verb it stands, and where it ends with its apposition."""

    span: Span
    side: str
    end: int
    start: int = -1
    """Where the office set before a name begins, where it is apart from the name: `its head, X, said`."""


def left_phrase(cast: Cast, low: int, at: int, *, first: bool = False) -> Found | None:
    """The phrase that ends at a verb; with `first`, the one that the clause begins with (for `..., saying`, `and said`)."""
    low = max(low, at - _REACH)
    window = cast.mask[low:at]
    tail = _BRACKET.search(window)
    hard = [match.end() for match in _HARD.finditer(window, 0, tail.start() if tail else len(window))]
    if not first:
        cut = hard[-1] if hard else 0
        window, low = window[cut:], low + cut
        return _last_phrase(cast, window, low)
    return _first_phrase(cast, window, low)


def _last_phrase(cast: Cast, window: str, low: int) -> Found | None:
    window = _BRACKET.sub("", window)
    while match := AUXILIARY.search(window):
        window = window[: match.start()]
    window = window.rstrip()
    pieces = _pieces(window)
    if window.endswith(","):
        return _behind_apposition(cast, pieces, low)
    if not pieces:
        return None
    start, end = pieces[-1]
    found = _fitting(cast, low + start, low + end)
    if found is not None or len(pieces) < 2:
        return found
    return None


def _behind_apposition(cast: Cast, pieces: list[tuple[int, int]], low: int) -> Found | None:
    """`X, the Y of Z, said`: X, or X with a name set beside it."""
    for n in range(len(pieces) - 1, -1, -1):
        start, end = pieces[n]
        words = cast.mask[low + start : low + end]
        if n and (_APPOSED.match(words) or n == len(pieces) - 1):
            continue
        name_after = n + 1 < len(pieces) and cast.name_in(low + pieces[n + 1][0], low + pieces[n + 1][1])
        own = _fitting(cast, low + start, low + end)
        if name_after and not cast.name_in(low + start, low + end):
            name = Span(low + pieces[n + 1][0], low + pieces[n + 1][1])
            return Found(name, "left", name.end, own.span.start if own is not None else -1)
        return own
    return None


def _first_phrase(cast: Cast, window: str, low: int) -> Found | None:
    """The subject that a clause begins with, up to its first verb."""
    lead = _LEADING.match(window)
    skip = lead.end() if lead else 0
    end = skip
    before = ""
    for n, match in enumerate(_TOKEN.finditer(window, skip)):
        is_verb = n and before not in _ARTICLES and _VERB.fullmatch(match.group().rstrip(",;:"))
        if n > 12 or is_verb:
            break
        before = match.group()
        end = match.end()
        if match.group()[-1] in ",;:":
            break
    return _fitting(cast, low + skip, low + skip + len(window[skip:end].rstrip(" ,;:"))) if end > skip else None


def _pieces(window: str) -> list[tuple[int, int]]:
    """The stretches between commas, as offsets."""
    found, start = [], 0
    for match in _COMMA.finditer(window):
        if match.start() > start:
            found.append((start, match.start()))
        start = match.end()
    if start < len(window):
        found.append((start, len(window)))
    return found


def _fitting(cast: Cast, start: int, end: int) -> Found | None:
    """The part of a stretch that can be the speaker: without conjunctions in front, relative clauses behind."""
    words = cast.mask[start:end]
    lead = _LEADING.match(words + " ")
    start += min(lead.end(), len(words)) if lead else 0
    words = cast.mask[start:end]
    relative = _RELATIVE.search(words)
    is_short = (
        relative is not None
        and len(words[: relative.start()].split()) <= 9
        and not _ACTS.search(words[: relative.start()])
    )
    if (
        relative
        and is_short
        and is_speaker(words[: relative.start()], bool(cast.inside(start, start + relative.start())))
    ):
        end = start + relative.start()
        words = cast.mask[start:end]
    else:
        inner = [match.end() for match in _INNER.finditer(words)]
        start += inner[-1] if inner else 0
        words = cast.mask[start:end]
    joint = [match.end() for match in re.finditer(r"\sand\s", words)]
    if joint and (_VERBLIKE.search(words[: joint[-1]]) or len(words[: joint[-1]].split()) > 5):
        start += joint[-1]
        words = cast.mask[start:end]
    words = _WHEN.sub("", words)
    end = start + len(words)
    if _VERBLIKE.search(words):
        return None
    gap = len(words) - len(words.lstrip())
    start, words = start + gap, words.strip()
    end = start + len(words)
    if not words or HOLE in words:
        return None
    if not is_speaker(words, any(one.span.end <= end + 3 for one in cast.inside(start, end))):
        return None
    return Found(Span(start, end), "left", end)


def right_phrase(cast: Cast, at: int, high: int, *, is_source: bool = False) -> Found | None:
    """The phrase behind a verb, or behind `according to`, with a name or an office set beside it."""
    high = min(high, at + _REACH)
    while at < high and cast.mask[at] in " ,-–—":
        at += 1
    window = cast.mask[at:high]
    stop = _RIGHT_END.search(window, 1) if window else None
    end = at + (stop.start() if stop else len(window.rstrip(" .")))
    words = cast.mask[at:end]
    if not is_speaker(words, bool(cast.inside(at, end))):
        return None
    reach = end
    if cast.mask[end : end + 2] == ", ":
        second = _RIGHT_END.search(cast.mask, end + 2, high)
        last = second.start() if second else end + 2 + len(cast.mask[end + 2 : high].rstrip(" ."))
        beside = cast.mask[end + 2 : last]
        named = cast.name_in(end + 2, last)
        if not is_source and (_APPOSED.match(beside) or named):
            reach = last
        if named and not cast.name_in(at, end) and beside.strip() == named.strip():
            return Found(Span(end + 2, last), "right", last)
    return Found(Span(at, end), "right", reach)
