"""An article ready for the finders: its reading, parsed sentences, clauses, dates, and the alliances it speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from foedus.check.clauses import Clause, clauses, pronoun_subject
from foedus.check.deadlines import is_bound, is_deadline, marked
from foedus.check.line import Line
from foedus.check.names import Alliances, Named, blocs
from foedus.check.relative import after_something, moved, nth_of, with_year_behind
from foedus.check.seasons import more_dates
from foedus.dates import in_year, years_on
from foedus.reading import Reading, Statement
from foedus.reading.types import Dating, Sentence

_LATER = re.compile(
    r"\b(?:later|earlier|after|before|next day|following day|previous day|last|next|this)\b", re.IGNORECASE
)
_WIRE = re.compile(r"[A-Z][A-Z .,'’-]{2,40}(?:,|\s)[^.–—]{0,30}?(?:\([\w .&/-]{2,40}\)\s*[-–—]+|\s[-–—]+\s)")  # noqa: RUF001
_WOULD = re.compile(r"\bwould\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_TO_COME = re.compile(
    r"\b(?:will|next|by|until|till|upcoming|scheduled|planned|is to|are to|due|to be held)\b", re.IGNORECASE
)
_YEARLESS = re.compile(r"day and month|month: last such|last such")


Closeness = Callable[[frozenset[str], frozenset[str]], dict[str, float]]
"""From the concepts and states of a sentence to alliances, each with how near its nearest row comes."""


@dataclass
class Article:
    """What the finders see. `main` is the alliance that the article is about; empty where none is named."""

    reading: Reading
    alliances: Alliances
    main: str
    day: date | None

    @property
    def text(self) -> str:
        """The clean text."""
        return self.reading.text

    @cached_property
    def docs(self) -> list[Any]:
        """One parsed sentence each, in order."""
        from foedus.reading.parser import parse

        return list(parse(self.reading.sentences, self.reading.mentions))

    @cached_property
    def named(self) -> list[Named]:
        """Every alliance named in the text, in order."""
        return self.alliances.find(self.text)

    @cached_property
    def dates(self) -> list[tuple[Dating, ...]]:
        """The dates of each sentence; a day without a year may also lie in a year that the text named just before."""
        from foedus.reading.types import Span
        from foedus.reading.when import dating

        found: list[tuple[Dating, ...]] = []
        anchor: date | None = None
        year, coarse, last = "", "", ""
        for n, sentence in enumerate(self.reading.sentences):
            own = []
            for one in dating(sentence.text, self.day, anchor):
                wire = _WIRE.match(sentence.text)
                if one.span is None or not one.on or (wire is not None and one.span.end <= wire.end()):
                    continue
                span = Span(one.span.start + sentence.span.start, one.span.end + sentence.span.start)
                years = re.findall(r"\b(?:1[6-9]|20)\d\d\b", sentence.text[: one.span.start])
                behind = sentence.text[one.span.end :]
                one = one._replace(on=self._past(one, one.on, n))
                on = one.on if "|" in one.on else _with_year(one, behind, years[-1] if years else year)
                if ", from " in one.rule and _LATER.search(one.text):
                    if after_something(one, sentence.text):
                        continue
                    on = moved(coarse, one.text) if coarse else on
                on = nth_of(one, sentence.text, self.day) or with_year_behind(one, sentence.text, self.day) or on
                if not on:
                    continue
                own.append(one._replace(on=on, span=span))
                days = [it for it in on.split("|") if len(it) == 10]
                if days and len(days) == on.count("|") + 1:
                    anchor, coarse = date.fromisoformat(days[0]), ""
                elif "|" not in on and not _LATER.search(one.text):
                    coarse = on
            own = more_dates(sentence, year, self.day, own, last)
            last = own[-1].on if own else last
            years = re.findall(r"\b(?:1[6-9]|20)\d\d\b", sentence.text)
            year = years[-1] if years else year
            found.append(marked(own, self.text))
        return found

    def _past(self, one: Dating, on: str, n: int) -> str:
        """A day without a year lies behind the article's own day, unless the words look ahead; with `would` it may be either."""
        if self.day is None or "|" in on or not on[:4].isdigit():
            return on
        if "last such day beside" in one.rule:
            return self._soon(on, n)
        if "next such" not in one.rule:
            return on
        text = self.reading.sentences[n].text
        if _WEEKDAY.search(one.text):
            return self._last_such(on) if self._is_told_as_past(n) else on
        is_later = on[: len(str(self.day))] > str(self.day)[: len(on)]
        before = (years_on(on, -1) or on) if is_later else on
        if _WOULD.search(text) or (one.span is not None and is_bound(text, one.span.start)):
            return f"{before}|{on}" if before != on else on
        return on if _TO_COME.search(text) and not self._is_told_as_past(n) else before

    def _last_such(self, on: str) -> str:
        """The day of the week told, at or before the article's own day."""
        known = date.fromisoformat(on)
        while self.day is not None and known > self.day:
            known -= timedelta(days=7)
        return known.isoformat()

    def _soon(self, on: str, n: int) -> str:
        """A day and month told in the present that come again within weeks are those to come: `they leave on 13 January`."""
        ahead = years_on(on, 1)
        if ahead is None or self.day is None or self._is_told_as_past(n):
            return on
        return ahead if 0 < (date.fromisoformat(ahead) - self.day).days <= SOON_DAYS else on

    def _is_told_as_past(self, n: int) -> bool:
        """Whether a sentence's verbs are all past and none looks ahead."""
        tags = {one.tag_ for one in self.docs[n]}
        return "VBD" in tags and not tags & {"MD", "VBZ", "VBP"}

    @cached_property
    def clauses(self) -> list[list[Clause]]:
        """The clauses of each sentence; pronouns stand for who was spoken of last."""
        found: list[list[Clause]] = []
        last: tuple[str, ...] = ()
        for sentence, doc, dates in zip(self.reading.sentences, self.docs, self.dates, strict=True):
            made = clauses(doc, sentence, dates)
            for clause in made:
                clause.subjects = self.known(clause.subjects)
                clause.others = self.known(clause.others)
                if not clause.subjects and last and pronoun_subject(clause):
                    inside = len(last) > 1 and any(it.subjects == last for it in made if it is not clause)
                    clause.subjects, clause.is_guessed = last, not inside
                last = self._last(clause) or last
            found.append(made)
        return found

    @cached_property
    def lines(self) -> list[Line]:
        """Each sentence as a line of lemmas."""
        return [
            Line(doc, sentence, self._named_in(sentence), own, frozenset(self.alliances.rows))
            for sentence, doc, own in zip(self.reading.sentences, self.docs, self.clauses, strict=True)
        ]

    def _named_in(self, sentence: Sentence) -> list[Named]:
        """Alliances named in a sentence, and phrases such as `the bloc`, which stand for the article's own."""
        first, last = sentence.span
        found = [it for it in self.named if first <= it.start < last]
        before = [it.code for it in self.named if it.start < first]
        own = self.main or (before[-1] if before else "")
        for start, end in blocs(sentence.text) if own else ():
            if not any(it.start < first + end and first + start < it.end for it in found):
                found.append(Named(own, first + start, first + end))
        return sorted(found, key=lambda it: it.start)

    @cached_property
    def running(self) -> list[str]:
        """For each sentence the last date given before it in its paragraph; empty for none."""
        found, last, end = [], "", 0
        for sentence, own in zip(self.reading.sentences, self.dates, strict=True):
            if "\n\n" in self.text[end : sentence.span.start]:
                last = ""
            found.append(last)
            told = [it.on for it in own if not is_deadline(it)]
            last = told[-1] if told else last
            end = sentence.span.end
        return found

    @cached_property
    def contexts(self) -> list[frozenset[str]]:
        """For each sentence its concepts and those of the sentence before it."""
        from foedus.check.claims.common import topic_of

        own = [topic_of(line.tokens) for line in self.lines]
        return [one | (own[n - 1] if n else frozenset()) for n, one in enumerate(own)]

    def known(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Codes with bodies under the code that the record has for them as alliances."""
        return tuple(dict.fromkeys(self.alliances.of_word(code) or code for code in codes))

    def states_before(self, line: Line, place: int) -> tuple[str, ...]:
        """The state last spoken of as a subject before a place: whom `it` or `the country` may mean."""
        for earlier in reversed(self.lines[max(0, line.n - 3) : line.n + 1]):
            for clause in reversed(earlier.clauses):
                if earlier is line and earlier.place_of(clause.start) >= place:
                    continue
                states = tuple(it for it in clause.subjects if it not in self.alliances.rows and len(it) == 3)
                if states:
                    return states
        return ()

    def alliance_before(self, start: int) -> str:
        """The alliance last named before a place; the article's own where none is."""
        before = [it.code for it in self.named if it.start < start]
        return before[-1] if before else self.main

    def _last(self, clause: Clause) -> tuple[str, ...]:
        return clause.subjects

    def sentence(self, n: int) -> Sentence:
        """The sentence with a number from 0."""
        return self.reading.sentences[n]

    def alliance_of(self, start: int, end: int, sentence: int) -> tuple[str, tuple[str, ...]]:
        """The alliance that words speak of, and others named there: in them, in the sentence, or else the article's."""
        span = self.sentence(sentence).span
        inside = [it.code for it in self.named if start <= it.start < end]
        around = [it.code for it in self.named if span.start <= it.start < span.end]
        if not inside and any(
            span.start + a < end and start < span.start + b for a, b in blocs(self.sentence(sentence).text)
        ):
            before = [it.code for it in self.named if it.start < start]
            inside = [self.main or (before[-1] if before else "")]
        codes = list(dict.fromkeys([*inside, *around])) or ([self.main] if self.main else [])
        return (codes[0], tuple(codes[1:])) if codes else ("", ())

    def statement_at(self, start: int, end: int) -> Statement | None:
        """The statement inside whose words a span stands; the innermost."""
        inside = [
            it for it in self.reading.statements if it.quote_span.start <= start + 1 and end <= it.quote_span.end + 2
        ]
        return min(inside, key=lambda it: it.quote_span.end - it.quote_span.start, default=None)


def _with_year(one: Dating, after: str, year: str) -> str:
    """The date, with the same day in the year named before as another way to read it; `of that year` leaves only that."""
    if not year or not _YEARLESS.search(one.rule) or one.on.startswith(year) or re.search(r"\d{4}", one.text):
        return one.on
    if "day of the week" in one.rule or re.search(r"day:", one.rule) or _LATER.search(one.text):
        return one.on
    beside = re.match(r"\sof the (following|next|previous|preceding) year\b", after)
    if beside:
        return in_year(one.on, int(year) + (1 if beside.group(1) in ("following", "next") else -1)) or one.on
    if re.match(r"\s(?:of )?(?:that|the same) year\b", after) or re.search(r"\bthat\b", one.text):
        return in_year(one.on, int(year)) or one.on
    other = in_year(one.on, int(year))
    return f"{one.on}|{other}" if other else one.on


def open_article(
    text: str,
    day: date | None,
    alliances: Alliances,
    main: str | None,
    outlet: str = "",
    title: str = "",
    closeness: Closeness | None = None,
    members: Callable[[str], frozenset[str]] | None = None,
) -> Article:
    """Read a clean text; `main` names the alliance where known, `closeness` tells which rows sentences come near.

    `members` gives all states that ever belonged to an alliance.
    """
    from foedus.reading import read

    reading = read(text, dateline=day, outlet=outlet, title=title)
    article = Article(reading, alliances, main or "", day)
    if not main:
        article.main = _main(article, closeness, members)
    return article


def _main(article: Article, closeness: Closeness | None, members: Callable[[str], frozenset[str]] | None = None) -> str:
    """The alliance that the article is about: what it names counts, and whose rows its sentences come near.

    An article may speak of `the bloc` all along and name another alliance once; it is about one to which states that it
    speaks of belong.
    """
    counted: dict[str, float] = defaultdict(float)
    for it in article.named:
        counted[it.code] += NAMED
    codes = (article.alliances.of_word(it.code) for it in article.reading.mentions if it.kind == "body")
    for code in codes:
        if code:
            counted[code] += NAMED / 2
    if closeness is not None:
        from foedus.check.claims.common import topic_of

        for doc in article.docs:
            states = {it.code for it in doc.user_data["mentions"].values() if it.code != "UNK"}
            for code, weight in closeness(topic_of(list(doc)), frozenset(states)).items():
                counted[code] += weight
    if not counted or max(counted.values()) < LEAST:
        return ""
    spoken = [
        it.code
        for it in article.reading.mentions
        if len(it.code) == 3 and it.code not in ("UNK", *article.alliances.rows)
    ]
    if members is not None and spoken:
        for code in counted:
            belong = members(code)
            counted[code] *= OUTSIDE + sum(it in belong for it in spoken) / len(spoken)
    return max(counted, key=lambda code: (counted[code], code))


OUTSIDE = 0.3
"""What an alliance counts of which no state in the text was ever a member, beside 1.3 where all were."""
NAMED, LEAST = 0.5, 0.5
"""What one naming counts beside a row that a sentence comes near, and the least that makes an article be about an alliance."""


SOON_DAYS = 60
"""A day without a year that comes that soon after the article's own is meant where the words are not all of the past."""


def dates_of(clause: Clause, around: Sequence[Dating], running: str = "") -> tuple[str, bool]:
    """The date of a clause, and whether it stands in the clause itself; else that of the words around it, empty for none."""
    own = [it for it in clause.dates if it.on]
    if own:
        return "|".join(dict.fromkeys(it.on for it in own)), True
    parent = clause.parent
    while parent is not None:
        if parent.dates:
            return parent.dates[0].on, False
        parent = parent.parent
    known = {it.on for it in around if it.on and not is_deadline(it)}
    return (next(iter(known)), False) if len(known) == 1 else (running if not known else "", False)
