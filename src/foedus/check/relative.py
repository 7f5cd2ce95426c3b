"""Dates that count from another: `three years later` behind a month or a year, `on the 19th` behind the name of a month."""

from __future__ import annotations

import re
from datetime import date

from foedus.check.numbers import value_of
from foedus.dates import in_year
from foedus.reading.types import Dating
from foedus.reading.when import MONTHS, month_number

_SPAN = re.compile(
    r"\b(?P<n>an?|\d+|[a-z]+(?:-[a-z]+)?)? ?(?P<unit>day|week|fortnight|month|year|decade)s? "
    r"(?P<way>later|earlier|after|before|afterwards)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?P<way>following|next|previous|preceding|same) (?P<unit>day|week|month|year|spring|summer|autumn|winter)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\b(?:after|before)\W*$", re.IGNORECASE)
_NTH = re.compile(r"(?:(?:on )?the )?(?P<day>\d{1,2})(?:st|nd|rd|th)", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?P<name>{'|'.join(one.title() for one in MONTHS)})\b(?: (?P<year>\d{{4}}))?")


def after_something(one: Dating, text: str) -> bool:
    """Whether a date counts from what its own clause names (`a day after the request`), which no calendar tells."""
    if one.span is None or not _AFTER.search(one.text):
        return False
    return bool(re.match(r"\s+(?!that\b|this\b|then\b)\w", text[one.span.end :]))


def moved(coarse: str, words: str) -> str:
    """A month or year (`1962-05`, `1962`) moved by words such as `three years later`, as exactly as both allow; else empty."""
    year, _, month = coarse.partition("-")
    if not year.isdigit() or not (month.isdigit() or not month):
        return ""
    by = _months(words)
    if by is None:
        return ""
    months, is_exact = by
    if not month and not months and not _NEXT.search(words):
        return ""  # a day from some day of a year
    if not month:
        return (
            str(int(year) + round(months / 12))
            if abs(months) >= 12
            else f"{year}|{int(year) + (1 if months >= 0 else -1)}"
        )
    at = int(year) * 12 + int(month) - 1 + months
    told = f"{at // 12}-{at % 12 + 1:02}"
    if abs(months) >= 12:
        return f"{told}|{at // 12}"
    after = at + (1 if months >= 0 else -1)
    return told if is_exact else f"{told}|{after // 12}-{after % 12 + 1:02}"


def _months(words: str) -> tuple[int, bool] | None:
    """Months to go, backwards below 0, and whether they are whole months."""
    found = _SPAN.search(words)
    if found:
        n = 1.0 if (found["n"] or "a").lower() in ("a", "an") else value_of(found["n"])
        if n is None:
            return None
        sign = -1 if found["way"].lower() in ("earlier", "before") else 1
        unit = found["unit"].lower()
        size = {"month": 1.0, "year": 12.0, "decade": 120.0, "week": 0.23, "fortnight": 0.46, "day": 0.033}[unit]
        return int(sign * n * size), unit in ("month", "year", "decade")
    found = _NEXT.search(words)
    if found:
        sign = {"following": 1, "next": 1, "same": 0}.get(found["way"].lower(), -1)
        size = {"month": 1, "year": 12}.get(found["unit"].lower(), 0)
        return sign * size, found["unit"].lower() in ("month", "year")
    return None


def nth_of(one: Dating, text: str, day: date | None) -> str:
    """`the 19th` of the month that the sentence names before it; empty where it names none."""
    match = _NTH.fullmatch(one.text.strip())
    if match is None or one.span is None or day is None:
        return ""
    named = list(_MONTH.finditer(text[: one.span.start]))
    if not named:
        return ""
    month = month_number(named[-1]["name"].lower())
    year = int(named[-1]["year"] or day.year - (month > day.month))
    return f"{year}-{month:02}-{int(match['day']):02}"


_LAST_YEAR = re.compile(r"\s(?:of )?(?P<which>last|this) year\b")


def with_year_behind(one: Dating, text: str, day: date | None) -> str:
    """`in March last year`: the month or day with the year that the words behind it give; empty where they give none."""
    if (
        one.span is None
        or day is None
        or not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", one.on)
        or re.search(r"\d{4}", one.text)
    ):
        return ""
    match = _LAST_YEAR.match(text[one.span.end :])
    if match is None:
        return ""
    return in_year(one.on, day.year - (match["which"] == "last")) or ""
