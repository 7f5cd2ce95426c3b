"""The dates of a claim beside a row: its days against those that the row is of or names, its deadlines against later ones."""

from __future__ import annotations

import re
from datetime import date

from foedus.check.deadlines import deadlines_in, has_deadline
from foedus.check.desk import Desk, Fact, dates_in, gap_days, spans
from foedus.check.judge.part import Part
from foedus.check.types import Query
from foedus.dates import PartialDate, in_year
from foedus.questions.wording import MONTHS

NEAR_DAYS = 1
"""An act may be dated a day apart by two reports: time zones, the day of the news. That leaves the day open."""
_THAT = re.compile(rf"\bthat (?:same )?(?:{'|'.join(MONTHS)}|spring|summer|autumn|winter)\b")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def when(query: Query, fact: Fact, desk: Desk) -> list[Part]:
    """Each of the claim's own days against the row's, and against those that the row's words name."""
    if not query.on or query.date_from == "running":
        return []
    rows = desk.beside(fact)
    return [it for on in query.days or (query.on,) for it in _on(on, query, rows, desk.horizon)]


def _on(on: str, query: Query, rows: tuple[Fact, ...], day: date) -> list[Part]:
    if any(gap_days(it.first, it.last, on) == 0 or in_text(on, it) for it in rows):
        return [Part("date", "borne", on)]
    if query.kind == "statement" and any(gap_days(it.row["known_on"], it.row["known_on"], on) == 0 for it in rows):
        return [Part("date", "borne", on)]  # `reported on 18 October` of what was done before.
    if any(gap_days(it.first, it.last, other) == 0 for it in rows for other in query.nearby):
        return [Part("date", "open", on)] if query.is_dated else []
    if not query.is_dated:
        return []
    if _THAT.search(query.detail) and not _YEAR.search(query.detail):
        # Which year `that December` is of was told before, and may be taken from the wrong place.
        months = {it.first.month for it in rows}
        return [] if any(begin.month in months for begin, _ in spans(on)) else [Part("date", "open", on)]
    is_one = len(spans(on)) <= 2 and not any(gap_days(it.first, it.last, on) <= NEAR_DAYS for it in rows)
    if not query.is_past and any(first > day for first, _ in spans(on)):
        is_one = False  # What is told in the present of a day to come is a plan, and rows of before exclude none.
    return [Part("date", "excluded" if is_one else "open", on)]


def bounds(query: Query, fact: Fact, desk: Desk) -> list[Part]:
    """Each deadline of the claim against the later dates that the row's words give; where they give none, it lies before."""
    if not query.deadlines:
        return []
    rows = desk.beside(fact)
    told = [(first, last) for it in rows for first, last in dates_in(it.text) if last > it.last]
    told += [span for it in rows for span in deadlines_in(it.sentence, it.first)]
    is_silent = not told and not any(has_deadline(it.sentence) for it in rows)
    found = []
    for on in query.deadlines:
        is_before = is_silent and query.is_past and any(fact.last <= last for _, last in spans(on))
        is_met = is_before or any(gap_days(first, last, on) == 0 for first, last in told)
        found.append(Part("date", "borne" if is_met else "open", on))
    return found


def in_text(on: str, fact: Fact) -> bool:
    """Whether the row's words give the date too: `until 30 June 1996`."""
    told = (*dates_in(fact.text), *_yearless(fact))
    return any(
        begin <= last and first <= end and (last - first).days <= (end - begin).days + 40
        for begin, end in spans(on)
        for first, last in told
    )


_DAY_OF = re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)})\b(?! \d{{4}})")


def _yearless(fact: Fact) -> list[tuple[date, date]]:
    """Days that a row's words give without a year: in the row's own, the year of what is told beside it."""
    found = []
    for match in _DAY_OF.finditer(fact.sentence):
        on = in_year(f"0000-{MONTHS.index(match['month']) + 1:02}-{int(match['day']):02}", fact.first.year)
        day = PartialDate.parse(on).first if on else None
        found += [(day, day)] if day else []
    return found
