"""Dates that only bound a thing: `by the end of October`, `until July 2024`. When it must be over, and not when it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from foedus.dates import PartialDate, years_on
from foedus.reading.types import Dating
from foedus.reading.when import MONTHS, WEEKDAYS

MARK = "deadline"
"""What the rule of a dating ends with where it only bounds."""
_BEFORE = r"by|until|till|before"
_LATEST = rf"{_BEFORE}|no later than|not later than"
_BOUND = re.compile(
    rf"\b(?:{_LATEST}|up to|ahead of|through)\s"
    r"(?:the\s)?(?:(?:very\s)?(?:end|start|beginning|close|middle|eve|first half|second half)\s(?:of\s)?)?"
    r"(?:the\s)?(?:early|mid|late|next|this|at least)?[\s-]?$",
    re.IGNORECASE,
)

_FIRST = re.compile(rf"(?:{_BEFORE})\b", re.IGNORECASE)
"""A date that was read together with the word that makes it a deadline."""
_UNITS = f"{'|'.join(WEEKDAYS)}|year|month|spring|summer|autumn|winter"
_ANY = re.compile(
    rf"\b(?:{_LATEST})\s(?:the\s)?"
    r"(?:(?:end|start|beginning|close|middle)\s(?:of\s)?)?(?:the\s)?"
    rf"(?:early|mid|late|next|following|same|\d|{'|'.join(MONTHS)}|{_UNITS})",
    re.IGNORECASE,
)


def is_bound(text: str, start: int) -> bool:
    """Whether the words before a date, which begins at a place of a text, make it a deadline."""
    return bool(_BOUND.search(text[max(0, start - 50) : start]))


def marked(dates: Sequence[Dating], text: str) -> tuple[Dating, ...]:
    """The dates of a text with those marked that only bound; spans are offsets of the text."""
    return tuple(
        it._replace(rule=f"{it.rule}, {MARK}") if it.span is not None and _is_bounding(it, text) else it for it in dates
    )


def _is_bounding(one: Dating, text: str) -> bool:
    return bool(_FIRST.match(one.text)) or (one.span is not None and is_bound(text, one.span.start))


def is_deadline(dating: Dating) -> bool:
    """Whether a date was marked as one that only bounds."""
    return dating.rule.endswith(MARK)


def has_deadline(text: str) -> bool:
    """Whether a row's words give any deadline, with its year or without: `by the middle of the following year`."""
    return bool(_ANY.search(text))


@cache
def deadlines_in(text: str, day: date) -> tuple[tuple[date, date], ...]:
    """First and last day of every deadline that a row's words give, those without a year counted from the row's own day."""
    from foedus.reading.when import dating

    found = []
    for one in dating(text, day, None):
        if one.span is None or not is_bound(text, one.span.start):
            continue
        for on in one.on.split("|"):
            is_ahead = bool(on) and PartialDate.parse(on).last >= day
            told = on if is_ahead or not on else years_on(on, 1)
            if told:
                known = PartialDate.parse(told)
                found.append((known.first, known.last))
    return tuple(found)
