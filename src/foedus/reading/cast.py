"""Whom a text names: persons with name, code, role and the words of their office, found once before anybody speaks.

Filled from the mentions of the gazetteer and from names in the text that no gazetteer knows. Nothing is guessed from the
world: a name gets a code only where the gazetteer or the words beside it (`Armenia's`, `of Kazakhstan`) give one.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from typing import NamedTuple

from foedus.reading.names import NAME_RUN, PERSON_NOUNS, sex_of, trailing_name
from foedus.reading.quotes import masked, quotes
from foedus.reading.types import Mention

_BEHIND = re.compile(
    r",\s+(?:\d+,\s+)?(?:an?|the|who\s+is|its|his|her|their)?\s*(?:(?!who|which|whose|[a-z]+ing\b)[a-z-]+\s+){0,3}$"
)
_STUDIES = re.compile(
    r"\s+(?:research|expert|analyst|specialist|scholar|researcher|fellow|watcher|programme|program|desk)\b"
)
_MOST_NAMES = 12
_MOST_WORDS = 60
"""Bounds of what is kept for one surname, so that time stays linear."""


class Person(NamedTuple):
    """Somebody whom the text has named."""

    at: int
    name: str
    code: str
    role: str
    words: frozenset[str]
    """Small words of the office beside the name."""
    sex: str


class Cast:
    """Whom a text names, in order, and what they are called."""

    def __init__(self, text: str, mask: str, mentions: Sequence[Mention]) -> None:
        self.text, self.mask, self.mentions = text, mask, mentions
        self.starts = [one.span.start for one in mentions]
        self.persons: list[Person] = []
        self._inner: Cast | None = None
        self._names()
        self.places = [one.at for one in self.persons]
        self.by_surname: dict[str, list[Person]] = {}
        self.by_first: dict[str, list[Person]] = {}
        for one in self.persons:
            self._remember(one)
        for rows in self.by_surname.values():
            for one in rows:
                if " " in one.name:
                    self.by_first.setdefault(one.name.split()[0].casefold(), []).append(one)

    def inside_quotes(self) -> Cast:
        """The same people over a text in which only quotations within quotations are masked."""
        if self._inner is None:
            self._inner = copy(self)
            deep = [one._replace(within=False) for one in quotes(self.text) if one.within]
            self._inner.mask = masked(self.text, deep)
        return self._inner

    def inside(self, start: int, end: int) -> list[Mention]:
        """Mentions that touch a stretch of the text."""
        at = max(0, bisect_left(self.starts, start) - 1)
        found = []
        while at < len(self.mentions) and self.starts[at] < end:
            if self.mentions[at].span.end > start:
                found.append(self.mentions[at])
            at += 1
        return found

    # --- filling it ------------------------------------------------------------------------------------------------

    def _names(self) -> None:
        spans = {(one.span.start, one.span.end) for one in self.mentions if one.kind == "person"}
        taken = sorted(spans)
        starts = [start for start, _ in taken]
        for match in NAME_RUN.finditer(self.mask):
            spot = bisect_left(starts, match.end()) - 1
            if spot < 0 or taken[spot][1] <= match.start():
                spans.add((match.start(), match.end()))
        for start, end in sorted(spans):
            name = self.name_in(start, end)
            if not name or (" " not in name and not self._is_person(start, end)):
                continue
            code, role, around = self.code_of(start, end)
            words = frozenset(word.casefold() for word in re.findall(r"[\w-]+", around))
            self.persons.append(Person(start, name, code, role, words, sex_of(words)))

    def _remember(self, one: Person) -> None:
        """One row for each name of a surname, with all the words that stood beside it; bounded, so that time stays linear."""
        known = self.by_surname.setdefault(one.name.split()[-1].casefold(), [])
        for n, other in enumerate(known):
            if other.name == one.name and "UNK" in (one.code, other.code, "UNK" if one.code == other.code else ""):
                code = other.code if other.code != "UNK" else one.code
                words = other.words | one.words if len(other.words) < _MOST_WORDS else other.words
                known[n] = Person(other.at, other.name, code, other.role or one.role, words, other.sex or one.sex)
                return
        if len(known) < _MOST_NAMES:
            known.append(one)

    def _is_person(self, start: int, end: int) -> bool:
        return any(one.kind == "person" for one in self.inside(start, end))

    def name_in(self, start: int, end: int) -> str:
        """The name of a person in a phrase, without titles and nationality; empty where there is none."""
        head = re.split(r"\s(?:for|to|from|at|who|with|on)\s|,", self.text[start:end])[0]
        phrase = re.split(r"\s(?:of|in)\s", head)
        known = [one for one in self.inside(start, end) if one.kind in ("state", "body", "place", "group")]
        states = frozenset(re.findall(r"[\w.’'-]+", " ".join(one.text for one in known)))
        for part in [*phrase[:1], *reversed(phrase[1:])]:
            name = trailing_name(part, states)
            if name:
                return name
        return ""

    def code_of(self, start: int, end: int) -> tuple[str, str, str]:
        """Code, role and the words of the office of who is named there, from the mention and those set beside it."""
        own = [one for one in self.inside(start, end) if not self._is_topic(one)]
        near = [one for one in self.inside(end, min(len(self.text), end + 90)) if self._is_beside(end, one.span.start)]
        front = self._before(start)
        found = [*own, *front, *near]
        text = self.text[min([start, *(one.span.start for one in front)]) : max([end, *(one.span.end for one in near)])]
        persons = [one for one in found if one.kind == "person"]
        known = [one for one in [*persons, *found] if one.code != "UNK"]
        role = next((one.role for one in [*persons, *found] if one.role and one.role != "MED"), "") or ""
        return (known[0].code if known else "UNK"), role, text

    def _is_topic(self, one: Mention) -> bool:
        """Whether a state is what somebody studies: `Russia research fellow`, `Iran expert`."""
        return one.kind == "state" and bool(_STUDIES.match(self.text[one.span.end : one.span.end + 30]))

    def _before(self, start: int) -> list[Mention]:
        """Mentions of the office set before a name: `Moscow's ambassador to Yerevan, X`; the owner stands first."""
        if self.text[max(0, start - 2) : start] != ", ":
            return [one for one in self.inside(max(0, start - 2), start) if self.text[one.span.end : start] == " "]
        low = max(0, start - 90)
        segment = re.split(r"[.;:,\n\ue000]\s*", self.mask[low : start - 2])[-1]
        if not PERSON_NOUNS & set(re.findall(r"[\w-]+", segment.casefold())):
            return []
        known = [one for one in self.inside(start - 2 - len(segment), start - 2) if one.code != "UNK"]
        return [one for one in known if not self._is_topic(one)][:1]

    def _is_beside(self, end: int, start: int) -> bool:
        """Whether a mention stands in apposition to the name that ends there: `X, a former Y of Z`."""
        between = self.text[end:start]
        return (
            len(between) < 60 and bool(_BEHIND.match(between + ""))
            if between.startswith(",")
            else between in (" of ", "")
        )

    # --- reading it ------------------------------------------------------------------------------------------------

    def fullest(self, name: str, at: int) -> Person | None:
        """The person of that surname with the longest name and a known code, those named before `at` first."""
        known = self.by_surname.get(name.split()[-1].casefold(), []) if name else []
        if name and " " not in name and all(" " not in one.name for one in known):
            known = [*self.by_first.get(name.casefold(), []), *known]
        if not known:
            return None
        fits = [one for one in known if set(name.casefold().split()) <= set(one.name.casefold().split())] or known
        fullest = max(fits, key=lambda one: (len(one.name), one.at <= at))
        coded = next((one for one in fits if one.code != "UNK"), fullest)
        words = frozenset().union(*(one.words for one in fits))
        roles = next((one.role for one in fits if one.role), "")
        return Person(fullest.at, fullest.name, coded.code, coded.role or roles, words, sex_of(words))

    def by_office(self, noun: str, at: int) -> Person | None:
        """The last person named before `at` with that word in the office."""
        spot = bisect_left(self.places, at)
        for one in reversed(self.persons[max(0, spot - 40) : spot]):
            if noun in one.words and at - one.at < 4000:
                return one
        return None

    def last_person(self, at: int, sex: str, since: int) -> Person | None:
        """The first person named in the sentence before, who may be meant by `he` or `she` at `at`."""
        first, last = bisect_left(self.places, since), bisect_left(self.places, at)
        fits = [one for one in self.persons[first:last] if not sex or one.sex in ("", sex)]
        return fits[0] if fits else None

    def first_after(self, at: int) -> Person | None:
        """The person named right behind a place, for a pronoun that comes before its name."""
        spot = bisect_left(self.places, at)
        return self.persons[spot] if spot < len(self.persons) and self.places[spot] - at < 60 else None
