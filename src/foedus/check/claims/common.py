"""What several finders need: the speaker of words, and the claim made from a match on a line."""

from __future__ import annotations

import re
from typing import Any

from foedus.check.article import Article, dates_of
from foedus.check.clauses import Clause
from foedus.check.line import Line, alliances_in, states_in
from foedus.check.topic import topic
from foedus.check.types import Found, Query
from foedus.questions.wording import MONTHS
from foedus.reading.tree import is_verb

_PLACE = re.compile(r"\b(?:in|at|to)\s(?:the\s)?(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)")  # noqa: RUF001
_LEAD = re.compile(r"(?:[\s,;:–—-]|(?:and|but|so)\b)*\s*")  # noqa: RUF001
_NO_PLACE = frozenset(
    [
        *MONTHS,
        "Article",
        "Articles",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "President",
        "Council",
        "NATO",
        "CSTO",
        "Parliament",
        "Prime",
    ]
)


def made(
    article: Article, line: Line, first: int, last: int, says: str, query: Query, clause: Clause | None = None
) -> Found:
    """A claim over the words between two characters of a line."""
    start, end = line.span(first, last)
    return over(article, line.n, start, end, says, query)


def over(article: Article, n: int, start: int, end: int, says: str, query: Query) -> Found:
    """A claim over a span of the text, without the comma or `and` before it, with who is made to say it."""
    lead = _LEAD.match(article.text[start:end])
    start += lead.end() if lead and lead.end() < end - start else 0
    said_by, speaker = speaker_of(article, start, end)
    return Found(sentence=n + 1, start=start, end=end, says=says, query=query, said_by=said_by, speaker=speaker)


def speaker_of(article: Article, start: int, end: int) -> tuple[str, str]:
    """Name and code of whose statement a span stands in; empty where the article says it itself."""
    statement = article.statement_at(start, end)
    if statement is None:
        return "", ""
    return statement.speaker_name or statement.speaker_role or statement.speaker, statement.speaker


def when(article: Article, clause: Clause | None, n: int) -> tuple[str, bool]:
    """The date of a clause and whether it is its own; else the one date that the sentence gives."""
    if clause is None:
        return "", False
    return dates_of(clause, article.dates[n], article.running[n])


def by_when(article: Article, clause: Clause | None, n: int) -> tuple[str, bool]:
    """The same for what holds by a day: `was out by 2014`, `had ten members until 1990`; a deadline is its date too."""
    bounds = [it.on for it in clause.deadlines if it.on] if clause is not None and not clause.dates else []
    return ("|".join(dict.fromkeys(bounds)), True) if bounds else when(article, clause, n)


def places_in(text: str, article: Article) -> tuple[str, ...]:
    """Capitalised words behind `in` or `at`: places, as far as words tell."""
    found = []
    for match in _PLACE.finditer(text):
        place = match["place"]
        if place.split()[0] not in _NO_PLACE and article.alliances.of_word(place) is None:
            found.append(place)
    return tuple(found)


def topic_of(tokens: list[Any]) -> frozenset[str]:
    """The concepts of some words: names of states, alliances and persons aside, places with them."""
    words = []
    for one in tokens:
        mention = one.doc.user_data["mentions"].get(one.i)
        if mention is not None and mention.kind == "place" and one.dep_ in ("nsubj", "nsubj:pass"):
            continue  # `Bishkek says`: the government, and no place.
        if (
            mention is None
            or mention.kind == "place"
            or (mention.kind == "body" and mention.code in ("UN", "UNGA", "UNK"))
        ):
            words.append(one.text)
        elif mention.kind == "person" and mention.code != "UNK":
            words.append(one.text.split()[-1])
        elif mention.code == "UNK" or mention.role in ("MIL", "LEG", "COP", "JUD"):
            words += one.text.split()[1:] or [one.text]
    return topic(" ".join(words))


BEHIND = 5
"""Words behind a verb that may still be of it: `put no money into`, `take part in`."""


def doing_of(clause: Clause, behind: int) -> str:
    """The verb with what stands before it as part of it and the few words behind it: what is done, and not to what."""
    head = clause.head
    copula = [one for one in head.children if one.dep_ == "cop"]
    if not is_verb(head) and not (copula and head.tag_.startswith(("JJ", "RB"))):
        return ""
    parts = {
        one.i
        for one in head.children
        if one.dep_ in ("aux", "aux:pass", "cop", "advmod", "compound:prt") and one.i < head.i
    }
    subject = [one for one in head.children if one.dep_.startswith("nsubj")]
    no = [one.i for it in subject for one in (it, *it.children) if one.lower_ in NOBODY]
    first = min([head.i, *parts])
    kept = [one.text for one in clause.tokens if first <= one.i <= head.i + behind or one.i in no]
    return " ".join(kept)


NOBODY = frozenset({"no", "none", "neither", "nobody"})


def is_sure(clause: Clause) -> bool:
    """Whether the actors of a clause are its own subject, in words, and not a guess from around."""
    return bool(clause.subjects) and not clause.is_guessed


def who(article: Article, line: Line, clause: Clause, place: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts and towards whom: the clause's subject, else the last name before the word; then everybody else."""
    actors = clause.subjects
    if not actors:
        first = line.place_of(clause.start)
        before = line.shape[first:place]
        named = re.findall(r"<@?([A-Z-]+)>", before)
        actors = (named[-1],) if named and not clause.is_passive else ()
    inside = " ".join(one for one in (clause.shape, line.shape[place : place + 160]))
    others = (*states_in(inside), *alliances_in(inside), *clause.others)
    return actors, tuple(dict.fromkeys(code for code in others if code not in actors))
