"""Dates that a text gives, resolved against the day of the text, each with its granularity and the rule that read it.

A date is never made finer than the words make it: `last month` is a month, and a week is the month that holds its Thursday,
with its days in the rule. A day of the week is the last such day at or before the day of the text, unless the verb beside it
looks ahead or the words do (`next`, `by`, `until`). Without a day of the text, only what stands alone is resolved.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from foedus.reading.tense import looks_ahead
from foedus.reading.types import Dating, Granularity, Span

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {"a": 1, "an": 1} | {word: n for n, word in enumerate(_COUNTED, 1)}
_M = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"  # noqa: E501
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?P<year>1[5-9]\d\d|20\d\d|21\d\d)"
_W = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_N = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PART = r"(?:(?:the )?(?:beginning|start|end|middle) of |early |late |mid-|mid )?"


class Context(NamedTuple):
    """What a rule may look at: the sentence, the day of the text, and the last date before the words."""

    text: str
    day: date | None
    anchor: date | None


Rule = Callable[[re.Match[str], Context], "tuple[str, Granularity, str] | None"]


def dating(text: str, day: date | None = None, anchor: date | None = None) -> list[Dating]:
    """The dates of a sentence in order, spans from its start.

    `day` is the day of the text, None where unknown. `anchor` is the last date before the sentence, to which `two days
    earlier` counts; the day of the text where there is none. Words whose date can't be told give a `Dating` with `on` empty.
    """
    claimed: list[tuple[int, int, re.Match[str], Rule]] = []
    starts: list[int] = []
    for pattern, rule in _RULES:
        for match in pattern.finditer(text):
            first, last = _span_of(match)
            spot = bisect_right(starts, first)
            if (spot and claimed[spot - 1][1] > first) or (spot < len(starts) and starts[spot] < last):
                continue
            starts.insert(spot, first)
            claimed.insert(spot, (first, last, match, rule))
    return _settled(text, list(_resolved(text, claimed, day, anchor)))


def _span_of(match: re.Match[str]) -> tuple[int, int]:
    return match.span("x") if "x" in match.re.groupindex else match.span()


def _resolved(
    text: str, claimed: list[tuple[int, int, re.Match[str], Rule]], day: date | None, anchor: date | None
) -> Iterator[Dating]:
    for first, last, match, rule in claimed:
        told = rule(match, Context(text, day, anchor))
        if told is None:
            continue
        on, granularity, why = told
        if len(on) == 10:
            anchor = date.fromisoformat(on)
        yield Dating(text[first:last], on, granularity, why, Span(first, last))


def _settled(text: str, found: list[Dating]) -> list[Dating]:
    """Two dates that explain each other: `two days earlier, on Nov. 21`, and `from Monday to Thursday`."""
    for n, (one, after) in enumerate(pairwise(found)):
        if one.span is None or after.span is None or len(one.on) != 10 or len(after.on) != 10:
            continue
        between = text[one.span.end : after.span.start]
        if (
            re.fullmatch(r",? (?:on )?", between)
            and one.text.endswith(("earlier", "before", "ago"))
            and _DIGIT.search(after.text)
        ):
            found[n] = one._replace(on=after.on, rule=f"{one.text}: the date beside it")
        elif re.fullmatch(r" (?:to|until|through) |[-–]", between) and one.on > after.on and "such day" in one.rule:
            sooner = date.fromisoformat(one.on) - timedelta(days=7)
            if one.text.split()[-1] in _DAY_NAMES:
                found[n] = one._replace(on=str(sooner), rule=f"{one.text}: before {after.text}")
    return found


_DIGIT = re.compile(r"\d")
_DAY_NAMES = frozenset(name.title() for name in WEEKDAYS)


# --- shapes ------------------------------------------------------------------------------------------------------------


def month_number(word: str) -> int:
    """1 to 12 for a month's name or its short form."""
    low = word.lower().rstrip(".")[:3]
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(low))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _month_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    if count < 12:
        return date.min
    return date(count // 12, count % 12 + 1, 1)


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def week_of(day: date, weeks: int) -> tuple[str, Granularity, str] | None:
    """The month that holds the Thursday of a week, counted from that of `day`; its days are in the rule."""
    monday = _moved(day, 7 * weeks - day.weekday())
    thursday = _moved(monday, 3) if monday else None
    sunday = _moved(monday, 6) if monday else None
    if monday is None or thursday is None or sunday is None:
        return None
    month = min(thursday, day) if weeks <= 0 else thursday
    return f"{month:%Y-%m}" if month.year > 999 else "", "month", f"week of {monday} to {sunday}"


# --- rules -------------------------------------------------------------------------------------------------------------


def _iso(match: re.Match[str], _: Context) -> tuple[str, Granularity, str] | None:
    year, month, day = int(match["year"]), int(match["m"]), match["d"]
    if day is None:
        return (f"{year}-{month:02}", "month", "ISO month") if 1 <= month <= 12 else None
    known = _day(year, month, int(day))
    return (str(known), "day", "ISO date") if known else None


def _full(match: re.Match[str], _: Context) -> tuple[str, Granularity, str] | None:
    known = _day(int(match["year"]), month_number(match["month"]), int(match["day"]))
    return (str(known), "day", "day, month and year") if known else None


def _numeric(match: re.Match[str], _: Context) -> tuple[str, Granularity, str] | None:
    known = _day(int(match["year"]), int(match["m"]), int(match["d"]))
    return (str(known), "day", "day.month.year") if known else None


def _day_month(match: re.Match[str], at: Context) -> tuple[str, Granularity, str] | None:
    number = int(match["day"])
    if not 1 <= number <= 31:
        return None
    if at.day is None:
        return "", "day", "day and month; the year needs a dateline"
    month = month_number(match["month"])
    ahead = _ahead(match, at)
    years = range(at.day.year, at.day.year + 5) if ahead else range(at.day.year, at.day.year - 5, -1)
    for year in years:
        known = _day(year, month, number)
        if known and ((ahead and known >= at.day) or (not ahead and known <= at.day)):
            return str(known), "day", f"day and month: {'next' if ahead else 'last'} such day {_beside(at.day)}"
    return None


def _month_year(match: re.Match[str], _: Context) -> tuple[str, Granularity, str] | None:
    return f"{match['year']}-{month_number(match['month']):02}", "month", "month and year"


def _month(match: re.Match[str], at: Context) -> tuple[str, Granularity, str] | None:
    lead = (match["lead"] or "").lower()
    if at.day is None:
        return "", "month", "month; the year needs a dateline"
    month, year = month_number(match["month"]), at.day.year
    if "next" in lead:
        year += month <= at.day.month
        return f"{year}-{month:02}", "month", f"next such month after {at.day}"
    if "last" in lead:
        year -= month >= at.day.month
        return f"{year}-{month:02}", "month", f"last such month before {at.day}"
    if lead.startswith(("by", "until", "till")) or looks_ahead(at.text, *_span_of(match)):
        year += month < at.day.month
        return f"{year}-{month:02}", "month", f"month: next such one {_beside(at.day)}"
    year -= month > at.day.month
    return f"{year}-{month:02}", "month", f"month: last such one {_beside(at.day)}"


def _year(match: re.Match[str], at: Context) -> tuple[str, Granularity, str] | None:
    if match.group().startswith(("and ", "to ", "through ")) and not _SPAN_OF_YEARS.search(
        at.text[: match.start()][-24:]
    ):
        return None
    return match["year"], "year", "year"


_SPAN_OF_YEARS = re.compile(
    rf"(?:from|between)\s(?:early |late |mid-)?{_Y.replace('?P<year>', '?:')}\s$", re.IGNORECASE
)


def _weekday(match: re.Match[str], at: Context) -> tuple[str, Granularity, str] | None:
    if at.day is None:
        return "", "day", "day of the week; needs a dateline"
    wanted = WEEKDAYS.index(match["weekday"].lower())
    lead, tail = (match["lead"] or "").lower().split(), (match["tail"] or "").lower()
    back = (at.day.weekday() - wanted) % 7
    ahead = (wanted - at.day.weekday()) % 7
    if tail:
        weeks = {"last": -1, "next": 1, "this": 0}[tail.split()[0]]
        known = _moved(at.day, 7 * weeks - at.day.weekday() + wanted)
        return (str(known), "day", f"day of the week, {tail}") if known else None
    if {"next", "coming"} & set(lead):
        known, why = _moved(at.day, ahead or 7), "next such day after"
    elif "last" in lead or "past" in lead:
        known, why = _moved(at.day, -(back or 7)), "last such day before"
    elif {"by", "until", "till", "for"} & set(lead) or looks_ahead(at.text, *_span_of(match)):
        known, why = _moved(at.day, ahead), "next such day at or after"
    else:
        known, why = _moved(at.day, -back), "last such day at or before"
    return (str(known), "day", f"{match['weekday']}: {why} {at.day}") if known else None


_UP_TO = re.compile(r"\b(?:to|until|till|than|of|from|even)\s$", re.IGNORECASE)
"""`Right up to today`, `the Russia of today`: no day of an act."""


def _near(match: re.Match[str], at: Context) -> tuple[str, Granularity, str] | None:
    if at.day is None:
        return "", "day", "needs a dateline"
    word = match.group().lower()
    if word == "today" and _UP_TO.search(at.text[: match.start()][-12:]):
        return None
    steps = {"day before yesterday": -2, "day after tomorrow": 2, "yesterday": -1, "tomorrow": 1}
    step = next((n for key, n in steps.items() if key in word), 0)
    known = _moved(at.day, step)
    return (str(known), "day", f"{word}, from {at.day}") if known else None


def _ago(match: re.Match[str], at: Context) -> tuple[str, Granularity, str] | None:
    unit, way = match["unit"].lower(), match["way"].lower()
    is_ago = "ago" in way
    start = at.day if is_ago else at.anchor or at.day
    if start is None:
        return "", "day", "counts from a date that is not known"
    sign = 1 if way.startswith(("later", "after")) else -1
    n = sign * _number(match["n"])
    why = f"{match.group()}, from {start}"
    if unit == "year":
        year = start.year + n
        return (str(year), "year", why) if 1000 <= year <= 9999 else None
    if unit == "month":
        month = _month_before(start, -n)
        return (f"{month:%Y-%m}", "month", why) if month.year >= 1000 else None
    if unit == "week":
        return _at_granularity(_moved(start, 7 * n), "month" if is_ago else "day", why)
    return _at_granularity(_moved(start, n), "day", why)


def _at_granularity(day: date | None, granularity: Granularity, why: str) -> tuple[str, Granularity, str] | None:
    if day is None or day.year < 1000:
        return None
    return str(day)[: {"day": 10, "month": 7, "year": 4}[granularity]], granularity, why


def _day_beside(match: re.Match[str], at: Context) -> tuple[str, Granularity, str] | None:
    start = at.anchor or at.day
    if start is None:
        return "", "day", "counts from a date that is not known"
    step = 1 if re.search(r"next|following|later|after", match.group().lower()) else -1
    if step > 0 and at.anchor is None:
        return None
    return _at_granularity(_moved(start, step), "day", f"{match.group().lower()}, from {start}")


def _this_last(match: re.Match[str], at: Context) -> tuple[str, Granularity, str] | None:
    unit, which = match["unit"].lower(), match["which"].lower()
    if at.day is None:
        return "", "year" if unit == "year" else "month", "needs a dateline"
    step = {
        "last": -1,
        "past": 0,
        "previous": -1,
        "this": 0,
        "the current": 0,
        "next": 1,
        "the coming": 1,
        "coming": 1,
    }[which]
    why = f"{which} {unit}, from {at.day}"
    if unit == "year":
        return str(at.day.year + step), "year", why
    if unit == "month":
        return f"{_month_before(at.day, -step):%Y-%m}", "month", why
    if unit == "weekend":
        saturday = _moved(at.day, (5 - at.day.weekday()) % 7 if step > 0 else -((at.day.weekday() - 5) % 7))
        return _at_granularity(saturday, "month", f"weekend of {saturday}")
    if unit == "week":
        return week_of(at.day, step)
    return _season(unit, step, at.day)


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}


def _season(name: str, step: int, day: date) -> tuple[str, Granularity, str] | None:
    first = _SEASONS[name]
    year = day.year + (step if step > 0 else 0)
    if step < 0 and day.month < first + 3:
        year -= 1
    return str(year), "year", f"{name} of {year}"


def _weekend(_: re.Match[str], at: Context) -> tuple[str, Granularity, str] | None:
    if at.day is None:
        return "", "month", "needs a dateline"
    saturday = _moved(at.day, -((at.day.weekday() - 5) % 7))
    return _at_granularity(saturday, "month", f"weekend of {saturday}")


def _day_of_month(match: re.Match[str], at: Context) -> tuple[str, Granularity, str] | None:
    if at.day is None:
        return "", "day", "day of the month; needs a dateline"
    for back in range(3):
        month = _month_before(at.day, back)
        known = _day(month.year, month.month, int(match["day"]))
        if known and known <= at.day:
            return str(known), "day", f"day of the month: last such day {_beside(at.day)}"
    return None


def _beside(day: date) -> str:
    return f"beside {day}"


def _ahead(match: re.Match[str], at: Context) -> bool:
    lead = (match["lead"] or "").lower()
    return bool({"next", "by", "until", "till"} & set(lead.split())) or looks_ahead(at.text, *_span_of(match))


_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(rf"(?<![\d-]){_Y}-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?![\d-])"), _iso),
    (re.compile(rf"\b(?:{_W},? )?{_D}(?: of)? {_M},? {_Y}\b"), _full),
    (re.compile(rf"\b(?:{_W},? )?{_M} {_D},? {_Y}\b"), _full),
    (re.compile(rf"(?<![\d.])(?P<d>[0-3]?\d)\.(?P<m>[01]?\d)\.{_Y}(?![\d.])"), _numeric),
    (re.compile(rf"(?P<lead>\b(?:next|by|until|till)\b )?(?P<x>\b(?:{_W},? )?{_D}(?: of)? {_M}(?![\w’']))"), _day_month),
    (re.compile(rf"(?P<lead>\b(?:next|by|until|till)\b )?(?P<x>\b(?:{_W},? )?{_M} {_D}(?![\d:.]\d|\d|,\d|%| (?:million|billion|percent)))"), _day_month),  # noqa: E501
    (re.compile(rf"\b{_PART}{_M},?(?: of)? {_Y}\b"), _month_year),
    (re.compile(r"\b(?:the )?day (?:before yesterday|after tomorrow)\b|\b(?:yesterday|tomorrow|today|tonight|overnight)\b", re.IGNORECASE), _near),  # noqa: E501
    (re.compile(rf"\b(?P<lead>(?:(?:on|since|by|until|till|from|for|late|early|later|this|last|next|past|coming) )*)(?P<weekday>{_W})(?P<tail>,? (?:last|next|this) week\b)?"), _weekday),  # noqa: E501
    (re.compile(rf"\b{_N} (?P<unit>day|week|month|year)s? (?P<way>ago|earlier|later|afterwards|(?:before|after)(?=\s*(?:[,.;]|$)))\b(?! than\b)", re.IGNORECASE), _ago),  # noqa: E501
    (re.compile(r"\b(?:the|a) (?:previous day|next day|following day|day before|day after|day earlier|day later)\b", re.IGNORECASE), _day_beside),  # noqa: E501
    (re.compile(r"\b(?:earlier |later |late |early )?(?P<which>last|this|next|the coming|the current|coming|previous) (?P<unit>week|weekend|month|year|spring|summer|autumn|fall)\b", re.IGNORECASE), _this_last),  # noqa: E501
    (re.compile(r"\b(?:at|over|during) the weekend\b", re.IGNORECASE), _weekend),
    (re.compile(rf"\b(?P<lead>(?:(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Bb]etween|[Dd]uring|[Oo]f|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id|and|to) )+){_PART}(?P<x>{_M})(?![\w’'-]| [A-Z])"), _month),  # noqa: E501
    (re.compile(rf"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Bb]etween|[Oo]f|[Dd]uring|[Bb]efore|[Aa]fter|and|to|early|late|mid|[Tt]he|through) (?:early |late |mid-)?(?P<x>{_Y})(?![\d’']|,\d|\.\d|-\w| (?:people|soldiers|troops|men|km|kilomet|mile|metre|civilians|refugees|tons|tonnes|dollars|euros|dead|wounded|prisoners|cases|votes|members|and \d{{3}}))"), _year),  # noqa: E501
    (re.compile(rf"\((?P<x>{_Y})\)"), _year),
    (re.compile(r"\bon the (?P<x>(?P<day>[12]?\d|3[01])(?:st|nd|rd|th))\b(?! (?:of|floor|anniversary|day|century))"), _day_of_month),  # noqa: E501
)  # fmt: skip
