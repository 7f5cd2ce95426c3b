"""Numbers of a claim that count no unit (`a majority of fifteen`, `the third meeting`), and whose each number is.

A claim may not be called supported with a number in it that no row gives. What a number counts is the matter of `counts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from foedus.check.desk import Desk, Fact
from foedus.check.judge.counts import bare, numerals
from foedus.check.numbers import NUMBER, WORDS, quantities, value_of
from foedus.check.types import Query
from foedus.questions.wording import MONTHS

LEAST = 3
"""Below this a number is told in passing too often to hold it against rows: `two states`, `one of them`, `a second time`."""
_ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11,
    "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_LOOSE = re.compile(
    rf"(?<![\w/.,:-])(?P<n>{NUMBER}|{'|'.join(_ORDINALS)}|\d{{1,2}}(?=th\b|rd\b))(?:th|rd)?(?![\w/:%]|[.,]\d|-\w)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?:articles?|resolutions?|protocols?|chapters?|no\.?|number|section|paragraph|decision|zone|group)(?: \d+,?(?: and)?)* $",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
PAIR_LETTERS = 45
"""How far behind a number the state may stand whose it is: `63 people in Kyrgyzstan`."""


def loose_parts(query: Query, fact: Fact, desk: Desk) -> list[tuple[str, str]]:
    """`borne` or `open` for each number without a unit; `excluded` where the row gives the same numbers of other states."""
    whose = [("excluded", "whose")] if swapped(query.detail, fact, desk) else []
    given = loose(query.detail)
    if not given:
        return whose
    rows = desk.beside(fact)
    told = frozenset().union(*(numbers_in(it.text) for it in rows))
    counted = told | _counts(rows)
    found = [
        ("borne" if value in (told if words.lower() in _ORDINALS else counted) else "open", words)
        for value, words in given
    ]
    return [*found, *whose]


@cache
def loose(text: str) -> tuple[tuple[float, str], ...]:
    """Value and words of each number that counts no unit: no dates, years, names of articles, and no small ones."""
    taken = [(it.start, it.end) for it in [*quantities(text), *bare(text)]]
    found = []
    for match in _LOOSE.finditer(text):
        value = _value(match["n"])
        if value is None or value < LEAST or any(match.start() < end and start < match.end() for start, end in taken):
            continue
        if not _is_name_or_date(text, match):
            found.append((value, match.group()))
    return tuple(found)


def _is_name_or_date(text: str, match: re.Match[str]) -> bool:
    word, before, behind = match["n"], text[: match.start()], text[match.end() : match.end() + 12]
    is_year = word.isdigit() and len(word) == 4 and 1500 <= int(word) <= 2100
    is_day = word.isdigit() and (_DATED.match(behind.strip()) or _DATED.search(before[-14:]))
    return is_year or bool(is_day) or bool(_NAMES.search(before)) or "century" in behind


def _value(word: str) -> float | None:
    return float(_ORDINALS[word.lower()]) if word.lower() in _ORDINALS else value_of(word)


@cache
def numbers_in(text: str) -> frozenset[float]:
    """Every number that a row's words give, in digits, words or as an ordinal."""
    told = (_value(match.group()) for match in re.finditer(rf"\b(?:{'|'.join([*WORDS, *_ORDINALS])})\b", text.lower()))
    tens = (value_of(match.group()) for match in re.finditer(rf"\b{NUMBER}\b", text, re.IGNORECASE))
    return numerals(text) | {it for it in (*told, *tens) if it is not None}


def _counts(rows: Sequence[Fact]) -> frozenset[float]:
    """How many did it, and how many states each row names: what a claim may have counted itself."""
    return frozenset({float(len({it.actor for it in rows})), *(float(len(it.states)) for it in rows)})


def swapped(text: str, fact: Fact, desk: Desk) -> Fact | None:
    """The row of that day that gives a claim's numbers of two states the other way round; None for none."""
    claimed = pairs(text, desk)
    if len(claimed) < 2:
        return None
    for row in (it for it in desk.facts if it.first == fact.first and it.states & fact.states):
        held = pairs(row.sentence, desk)
        if any(held.get(state, value) != value and value in held.values() for state, value in claimed.items()):
            return row
    return None


def pairs(text: str, desk: Desk) -> dict[str, float]:
    """The number of each state where a text gives several of them one: `63 people in Kyrgyzstan and 41 in Tajikistan`."""
    found: dict[str, float] = {}
    numbers = [
        it for it in re.finditer(rf"(?<![\w/.-])(?:{NUMBER})(?![\w/-])", text, re.IGNORECASE) if value_of(it.group())
    ]
    if len(numbers) < 2:
        return found
    states = desk.state_names.places(text)
    for place, match in enumerate(numbers):
        end = numbers[place + 1].start() if place + 1 < len(numbers) else len(text)
        behind = [code for start, code in states if match.end() <= start < min(end, match.end() + PAIR_LETTERS)]
        value = value_of(match.group())
        if behind and value is not None and behind[0] not in found:
            found[behind[0]] = value
    return found
