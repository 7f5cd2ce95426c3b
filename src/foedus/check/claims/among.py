"""Who was one of those that did it: `X was among those that signed`, `one of the twelve`, `with X among them`, `all but X`.

Such words say of a state what the words beside them say of the others: a claim on that state, held against the rows of the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from foedus.check.article import Article
from foedus.check.claims.common import BEHIND, doing_of, topic_of
from foedus.check.clauses import Clause, absolutes
from foedus.check.families import family_of
from foedus.check.line import LIST, Line, states_in
from foedus.check.numbers import NUMBER
from foedus.check.types import Found, Kind, Query
from foedus.reading.tree import is_verb, lemma

_GROUP = r"(?:signatory|state|country|party|government|member|nation|voter|capital|leader|ally|delegation)"
_OF = re.compile(
    rf"\bbe (?:not )?(?:\w+ly |also |itself |not )?(?:among|one of|part of|count among|number among) "
    rf"(?:the |its |all )?(?:that|they|(?P<n>{NUMBER})(?: {_GROUP})?|{_GROUP}|other|rest|group|majority|minority)(?: of (?:\w+ )?{NUMBER})? [.,;]? ?$"
)
"""A clause that says of its subject only that it belongs to those told of."""
_WITH = re.compile(
    rf"(?:\b(?:with|include|and) |, )(?:the )?(?P<who>{LIST}) (?:be )?(?:(?:also )?among they|(?:also )?among the number|at (?:their|its) head|in the lead|"
    rf"first among they|, too,? among they|lead they)\b"
)
_BUT = re.compile(
    rf"\b(?:all|every|each|everybody|everyone|any)\b[^<.;]{{0,40}}? (?:but|except(?: for)?|save|bar|apart from) (?:the )?(?P<who>{LIST}) "
)


_ARE = re.compile(
    rf"^ ?(?:the|those|these|that) (?P<n>{NUMBER})(?: {_GROUP})? (?:be|include|:) (?:the )?(?P<who>{LIST})"
)
OUTSIDE = "outside"
"""Unit of a claim that says of its states that they were not among those that did it."""
_BELONGS = frozenset({"belong", "remain", "be", "join", "have", "include", "comprise", "number", "leave"})
"""Of whom such is said, they are members, and did nothing."""


class Told(NamedTuple):
    """One more claim that a clause makes: who, the span of its words, and what is done."""

    who: tuple[str, ...]
    start: int
    end: int
    did: Clause


def meant(article: Article, line: Line, clause: Clause) -> Clause | None:
    """The clause that tells what those did to whom a clause says that its subject belongs; None where it says no such thing."""
    match = _OF.search(clause.shape)
    if match is None or not clause.subjects:
        return None
    behind = [it for it in line.clauses if it.parent is clause and it.head.dep_ == "acl:relcl"]
    if behind:
        return behind[0]
    told = [it for it in line.clauses if it.start < clause.start]
    told = told or (list(article.lines[line.n - 1].clauses) if line.n else [])
    number = match["n"]
    named = [it for it in told if number and re.search(rf"\b{number}\b", it.shape)]
    if number and not named:
        return None
    found = named or told
    return found[-1] if found and found[-1].head.tag_.startswith("VB") else None


def doers(article: Article, line: Line, clause: Clause) -> tuple[tuple[str, ...], Clause] | None:
    """`The five were X, Y and Z`, behind words that tell what five did: who, and the clause that tells it; None for neither."""
    match = _ARE.match(clause.shape)
    if match is None or not line.n:
        return None
    for did in article.lines[line.n - 1].clauses:
        before = did.shape[: did.shape.find(f" {lemma(did.head)} ") + 1]
        if re.search(rf"\b{match['n']}\b", before) and is_verb(did.head) and lemma(did.head) not in _BELONGS:
            return states_in(match["who"]), did
    return None


def joined(query: Query, clause: Clause, did: Clause) -> Query:
    """What a clause says of its subject, with what those did to whom it says that the subject belongs."""
    told = _of(query, query.actors, did.text if clause.is_negated else f"{clause.text} {did.text}", did)
    return replace(told, topic=query.topic | told.topic, unit=OUTSIDE if clause.is_negated else "")


def listed(query: Query, clause: Clause, who: tuple[str, ...], did: Clause) -> Query:
    """A list of doers with what they did, told in the sentence before."""
    return _of(query, who, f"{clause.text} {did.text}", did)


def excepted(query: Query, clause: Clause) -> Query:
    """A clause of all but some, read as what those few did not do: `all members but X signed`."""
    match = _BUT.search(clause.shape)
    if match is None:
        return query
    did = clause.text[clause.head.idx - clause.tokens[0].idx :]
    return replace(_of(query, states_in(match["who"]), did, clause), unit=OUTSIDE)


def read(query: Query, article: Article, line: Line, clause: Clause) -> Query:
    """A clause's claim, with what is done where its words only say who belongs to those that did it, or does not."""
    several = doers(article, line, clause)
    if several is not None:
        return listed(query, clause, *several)
    did = meant(article, line, clause)
    return joined(query, clause, did) if did is not None else excepted(query, clause)


def more(found: Found, line: Line, clause: Clause) -> Iterator[Found]:
    """Claims that a clause makes of others beside its subject, from the claim that it makes of that."""
    base = line.sentence.span.start
    for told in (*_with(line, clause), *_absolute(line, clause)):
        text = line.sentence.text[told.start - base : told.end - base]
        detail = f"{text} {clause.text}" if told.did is clause else text
        query = _of(found.query, told.who, detail, told.did)
        says = f"{', '.join(told.who)}: {told.did.text}"
        yield replace(found, start=told.start, end=told.end, says=says, query=query)


def _of(query: Query, who: tuple[str, ...], detail: str, did: Clause) -> Query:
    family, acts = family_of(did.shape, did.shape)
    kind: Kind = "clash" if family == "clash" else "meeting" if family == "meet" else "act"
    return replace(
        query,
        kind=kind,
        family=family,
        acts=acts,
        actors=who,
        recipients=tuple(it for it in did.others if it not in who),
        own=who,
        is_sure=True,
        is_negated=did.is_negated,
        topic=topic_of(did.tokens),
        doing=doing_of(did, BEHIND),
        verb=doing_of(did, 2),
        detail=detail,
    )


def _with(line: Line, clause: Clause) -> Iterator[Told]:
    for match in _WITH.finditer(line.shape):
        if line.clause_at(match.start("who")) is clause:
            yield Told(states_in(match["who"]), *line.span(match.start(), match.end()), clause)


def _absolute(line: Line, clause: Clause) -> Iterator[Told]:
    for it in absolutes(line.sentence, clause):
        yield Told(it.subjects, it.start, it.end, it)
