"""The day, outlet and place of a text from its first lines: `DATELINE: 2022-11-28 | Reuters`, `YEREVAN, Nov 23 (AFP) -`.

Only the head of a text is looked at. A wire's dateline names no year; it is the last such day at or before `near` (the day
of the file, of the mail, or today), and stays unknown without one.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from foedus.reading.types import Span
from foedus.reading.when import dating

_LINES = 12
_OWN = re.compile(
    r"\s*DATELINE:[ \t]*(?P<on>\d{4}-\d{2}-\d{2})?[ \t]*(?:\|[ \t]*(?P<outlet>[^\n]*?))?[ \t]*(?:\n|$)", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:(?:first )?published|posted|updated|last updated|last modified|date|issued)(?: (?:on|at))?:?\s*", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?:(?:at|,|-|–|\||·)?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\b(?:[ap]\.?m\.?|GMT|UTC|BST|[A-Z]{2,4}T)\b|[+-]\d{2}:?\d{2}|T\d{2}:\d{2}\S*)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]{0,6})?\b\.?,?")
_WIRE = re.compile(
    r"(?P<place>[A-Z][\w.'’ -]{1,40}?(?:,\s[A-Z][\w. ]{2,30}?)??)(?:,\s+|\s+)"
    r"(?P<on>(?:\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2})?(?:,? \d{4})?)?[.,]?\s*"
    r"(?:\((?P<outlet>[A-Z][\w .&/-]{1,40})\)|/(?P<slash>[A-Z][\w .-]{1,30})/\.?)\s*(?:[-–—]{1,2}|\.|(?=[A-Z]))"
)
_PLAIN_WIRE = re.compile(
    r"(?P<place>[A-Z][A-Za-z.'’ ]{2,30}(?:,\s[A-Z][A-Za-z. ]{2,20})?),\s+"
    r"(?P<on>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?)\s*(?:[-–—]{1,2}|:)\s"
)


class Dateline(NamedTuple):
    """What the head of a text says of itself; empty where it says nothing."""

    on: date | None
    outlet: str
    place: str
    rule: str
    span: Span
    """The words it was read from."""
    is_label: bool = False
    """Whether those words are a label for foedus, to be taken off the text, and not part of the article."""


NONE = Dateline(None, "", "", "no dateline found", Span(0, 0))


def dateline(text: str, near: date | None = None) -> Dateline:
    """The dateline of a text: foedus's own label first, then a line that is a date, then a wire's."""
    own = _OWN.match(text[:2000])
    if own:
        on = _iso(own["on"])
        return Dateline(on, own["outlet"] or "", "", "label DATELINE", Span(own.start(), own.end()), True)
    wire = NONE
    at = n = 0
    for line in text[:6000].splitlines(keepends=True):
        words = line.strip()
        if words:
            n += 1
            found = _line(words, at + len(line) - len(line.lstrip()))
            if found is not None:
                return found._replace(outlet=wire.outlet, place=wire.place)
            if wire is NONE:
                wire = _wire(words, at + len(line) - len(line.lstrip()), near)
            if wire.on is not None or n >= _LINES:
                return wire
        at += len(line)
    return wire


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _line(words: str, at: int) -> Dateline | None:
    """A line that holds a full date and nothing else but a label, a clock and a day of the week."""
    if len(words) > 70:
        return None
    known = [one for one in dating(words) if len(one.on) == 10]
    if not known or known[0].span is None:
        return None
    first, last = known[0].span
    rest = _WEEKDAY.sub("", _CLOCK.sub("", _LABEL.sub("", words[:first] + " " + words[last:], count=1)))
    if len(re.sub(r"[\W_]+", "", rest)) > 3:
        return None
    return Dateline(date.fromisoformat(known[0].on), "", "", "a line that is a date", Span(at, at + len(words)))


def _wire(words: str, at: int, near: date | None) -> Dateline:
    match = _WIRE.match(words[:160]) or _PLAIN_WIRE.match(words[:160])
    if match is None:
        return NONE
    parts = match.groupdict()
    told = parts.get("on") or ""
    found = [one.on for one in dating(told, near) if len(one.on) == 10] if told else []
    on = date.fromisoformat(found[0]) if found else None
    if told and not found and not dating(told):
        return NONE
    outlet = parts.get("outlet") or parts.get("slash") or ""
    rule = "dateline of a wire" if on else "dateline of a wire, without a year that is known"
    return Dateline(on, outlet.strip(), match["place"].strip().rstrip(","), rule, Span(at, at + match.end()))
