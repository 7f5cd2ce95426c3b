"""Dates that only need the year around them: seasons, parts of a year, `that September`, `In January Prague said`.

A season or a part of a year is the months that it may mean, joined by `|`, one more on either side: where a season begins is
told differently, and a date made too wide excludes nothing that it should not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from foedus.reading.types import Dating, Sentence, Span
from foedus.reading.when import MONTHS, month_number

_M = "|".join(one.title() for one in MONTHS)
_Y = r"1[6-9]\d\d|20\d\d"
_SEASON_MONTHS = {
    "spring": (2, 3, 4, 5, 6),
    "summer": (5, 6, 7, 8, 9),
    "autumn": (8, 9, 10, 11, 12),
    "fall": (8, 9, 10, 11, 12),
    "winter": (1, 2, 3, 11, 12),
}
_PART_MONTHS = {"early": (1, 2, 3, 4, 5), "mid": (4, 5, 6, 7, 8, 9), "late": (8, 9, 10, 11, 12)}
_PARTS = {
    "start": "early", "beginning": "early", "outset": "early", "middle": "mid", "end": "late", "close": "late", "mid": "mid",
    "early": "early", "late": "late",
}  # fmt: skip
_WHICH = r"that|the same|the following|the next|the previous|last|this"
_SEASON = re.compile(
    rf"\b(?:(?P<which>{_WHICH}) |the |in )?(?P<name>spring|summer|autumn|winter|fall(?= of (?:{_Y})))"
    rf"(?: (?:of |in )?(?P<year>{_Y}))?\b"
)
_PART = re.compile(
    rf"\b(?:the (?:very )?)?(?P<part>start|beginning|outset|middle|end|close|mid|early|late)(?: of | in |-| )"
    rf"(?P<year>{_Y})\b(?!-\d)"
)
_MONTH = re.compile(
    rf"\b(?:(?P<which>[Tt]hat|[Tt]he same|(?:[Tt]he )?[Ff]ollowing) (?P<x>{_M})\b|(?:In|By|Since) (?P<y>{_M})(?= [A-Z]))(?! \d)"
)


def more_dates(sentence: Sentence, year: str, day: date | None, own: Sequence[Dating], last: str = "") -> list[Dating]:
    """The dates of a sentence with those that need the year or the date `last` told before; in order of the text."""
    found = [*_seasons(sentence, year, day), *_parts(sentence), *_months(sentence, year, day, own, last)]
    kept = [it for it in own if not any(_meet(it, one) for one in found)]
    return sorted([*kept, *found], key=lambda it: it.span.start if it.span else 0)


def year_before(text: str, place: int, year: str) -> str:
    """The last year told before a place of a sentence; else the one carried there."""
    years = re.findall(rf"\b(?:{_Y})\b", text[:place])
    return str(years[-1]) if years else year


def _seasons(sentence: Sentence, year: str, day: date | None) -> Iterator[Dating]:
    for match in _SEASON.finditer(sentence.text):
        name, which = match["name"], match["which"] or ""
        told = match["year"] or _year_of(which, name, year_before(sentence.text, match.start(), year), day)
        if told:
            yield _made(sentence, match, _joined(int(told), _SEASON_MONTHS[name], name == "winter"), "season")


def _year_of(which: str, name: str, year: str, day: date | None) -> str:
    """The year of `that spring`, `last autumn`; empty where words do not tell."""
    if which in ("that", "the same"):
        return year
    if which in ("last", "this") and day is not None:
        first = _SEASON_MONTHS[name][1]
        back = which == "last" and (name == "winter" or day.month < first + 3)
        return "" if name == "winter" else str(day.year - back)
    return ""


def _parts(sentence: Sentence) -> Iterator[Dating]:
    for match in _PART.finditer(sentence.text):
        months = _PART_MONTHS[_PARTS[match["part"]]]
        yield _made(sentence, match, _joined(int(match["year"]), months), "part of a year")


def _months(sentence: Sentence, year: str, day: date | None, own: Sequence[Dating], last: str) -> Iterator[Dating]:
    for match in _MONTH.finditer(sentence.text):
        name = match["x"] or match["y"]
        if match["x"] and match["which"].lower().endswith("following"):
            place = sentence.span.start + match.start()
            earlier = [it.on for it in own if it.span and it.span.end <= place]
            on = _first_after(month_number(name), (earlier or [last])[-1])
        else:
            told = year_before(sentence.text, match.start(), year) if match["x"] else _last_year(name, day)
            on = f"{told}-{month_number(name):02}" if told else ""
        made = _made(sentence, match, on, "month of the year before") if on else None
        if made is not None and not any(_meet(it, made) for it in own):
            yield made


def _first_after(month: int, before: str) -> str:
    """`the following June`: the first June after the date told before it, of either year where that has no month."""
    told = before.split("|")[0]
    if len(told) < 7:
        return f"{told}-{month:02}|{int(told) + 1}-{month:02}" if told.isdigit() else ""
    return f"{int(told[:4]) + (month <= int(told[5:7]))}-{month:02}"


def _last_year(name: str, day: date | None) -> str:
    return str(day.year - (month_number(name) > day.month)) if day is not None else ""


def _joined(year: int, months: Sequence[int], is_winter: bool = False) -> str:
    told = [f"{year}-{month:02}" for month in months]
    if is_winter:
        told += [f"{year - 1}-11", f"{year - 1}-12", f"{year + 1}-01", f"{year + 1}-02", f"{year + 1}-03"]
    return "|".join(told)


def _made(sentence: Sentence, match: re.Match[str], on: str, rule: str) -> Dating:
    base = sentence.span.start
    return Dating(match.group(), on, "month", rule, Span(base + match.start(), base + match.end()))


def _meet(one: Dating, other: Dating) -> bool:
    return bool(one.span and other.span and one.span.start < other.span.end and other.span.start < one.span.end)
