"""Who held which office on a day, and which person a name means on a day.

Terms of office come from `actor_rows.terms()`. A term covers a day for certain where its partial dates leave no doubt, and
perhaps where the day lies in the month or year of a date that is not known better. Nothing is guessed: where two persons
may have held an office on a day and neither did for certain, `holder` is None. On the day of a handover the new holder counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from foedus.reading.actor_rows import Days, Term, terms

HEADS = ("president", "monarch", "leader", "prime_minister", "head")
"""Offices whose holder speaks for the whole state or body."""
KNOWN_UNTIL = date(2025, 12, 31)
"""The terms were compiled with the knowledge of this day; later ones are few, and an open term may have ended since."""
LETTERS = str.maketrans("ŁłØøĐđıß", "LlOoDdis") | dict.fromkeys((0x2018, 0x2019, 0x02BB), "'") | {0x2013: "-"}
"""Letters that Unicode does not take apart, and the marks written for an apostrophe or a hyphen."""


class Person(NamedTuple):
    """One person with every term that the gazetteer knows, in order of their first days."""

    name: str
    code: str
    surname: str
    terms: tuple[Term, ...]

    def on(self, day: date | None) -> Term | None:
        """The term that counts on a day: of those that cover it the weightiest office; None where none covers it."""
        held = [one for one in self.terms if covers(one.days, day)]
        return min(held, key=_weight) if held else None

    def nearest(self, day: date | None) -> Term:
        """The term that covers the day, else the last begun by then, else the first to come."""
        held = self.on(day)
        if held is not None:
            return held
        begun = [one for one in self.terms if day is None or _begins(one) <= day]
        return begun[-1] if begun else self.terms[0]

    def words(self) -> Iterable[str]:
        """Every way of writing the whole name."""
        return dict.fromkeys([self.name, *(name for one in self.terms for name in one.other_names)])


def covers(days: Days, day: date | None) -> bool:
    """Whether the row may hold on the day; without a day, whether it holds today."""
    if day is None:
        return days.last is None
    return (days.first is None or days.first.first <= day) and (days.last is None or day <= days.last.last)


def surely(days: Days, day: date) -> bool:
    """Whether the row holds on the day whatever the true dates behind its partial ones are."""
    return (days.first is None or days.first.last <= day) and (days.last is None or day <= days.last.first)


def holder(code: str, office: str, day: date | None) -> Term | None:
    """The term of the one who holds an office on a day; None where nobody is known or where two may be meant."""
    return _holder(by_office().get((code, office), ()), day)


def _holder(of_office: Iterable[Term], day: date | None) -> Term | None:
    held = [one for one in of_office if covers(one.days, day)]
    if len(held) > 1 and day is not None:
        held = [one for one in held if surely(one.days, day)][-1:]
    return held[-1] if held else None


@cache
def by_office() -> dict[tuple[str, str], tuple[Term, ...]]:
    """Terms of each office of each state or body, in order of their first days."""
    found: dict[tuple[str, str], list[Term]] = {}
    for one in terms():
        found.setdefault((one.code, one.office), []).append(one)
    return {key: tuple(sorted(value, key=_begins)) for key, value in found.items()}


@cache
def persons() -> tuple[Person, ...]:
    """All persons of the gazetteer: terms of one code under one name are one person."""
    found: dict[tuple[str, str], list[Term]] = {}
    for one in terms():
        found.setdefault((one.code, one.person), []).append(one)
    return tuple(
        Person(name, code, held[0].surname, tuple(sorted(held, key=_begins))) for (code, name), held in found.items()
    )


@cache
def by_surname() -> dict[str, tuple[Person, ...]]:
    """Persons by their surname without accents."""
    found: dict[str, list[Person]] = {}
    for one in persons():
        found.setdefault(plain(one.surname), []).append(one)
    return {name: tuple(value) for name, value in found.items()}


def plain(name: str) -> str:
    """A name without accents and with straight apostrophes and hyphens; its case is kept."""
    straight = name.translate(LETTERS)
    if straight.isascii():
        return straight
    return "".join(mark for mark in unicodedata.normalize("NFKD", straight) if not unicodedata.combining(mark))


def _begins(one: Term) -> date:
    return one.days.first.first if one.days.first else date.min


def _weight(one: Term) -> tuple[int, int]:
    rank = HEADS.index(one.office) if one.office in HEADS else len(HEADS)
    return rank, -_begins(one).toordinal()


def described(term: Term, day: date | None = None) -> str:
    """A term in words: `prime_minister of ARM: Hovik Abrahamyan (2014-04-13 to 2016-09-08)`, with file and line before it."""
    is_stale = term.days.last is None and day is not None and day > KNOWN_UNTIL
    doubt = f"; known to {KNOWN_UNTIL.year}" if is_stale and _begins(term) <= KNOWN_UNTIL else ""
    return f"{term.where}: {term.office} of {term.code}: {term.person} ({term.days}{doubt})"
