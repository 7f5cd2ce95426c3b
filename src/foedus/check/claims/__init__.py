"""Finders of claims, one file a kind: each offers `KINDS` and `find(article)`; a new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from foedus.check.article import Article
from foedus.check.claims import (
    acts,
    answers,
    calls,
    comparisons,
    memberships,
    moves,
    obligations,
    outlook,
    rosters,
    sizes,
    standing,
    statements,
    treaties,
    votes,
)
from foedus.check.claims.among import OUTSIDE
from foedus.check.families import ONCE
from foedus.check.line import states_in
from foedus.check.types import Found

FINDERS = (memberships, rosters, moves, standing, sizes, treaties, obligations, votes, calls, answers, comparisons, outlook, acts, statements)  # fmt: skip
"""In order of how exactly they read: what an earlier one has claimed, a later one does not take again."""


def find(article: Article) -> list[Found]:
    """Every claim of an article, in order of the text."""
    kept: list[Found] = []
    for finder in FINDERS:
        kept += [one for one in finder.find(article) if not _is_taken(one, kept)]
    kept = [one for one in kept if not _is_excepted(one, kept)]
    kept = [
        replace(
            one,
            query=replace(
                one.query,
                main=article.main,
                date_from=_date_from(one, article),
                nearby=_nearby(one, article),
                named=states_in(article.lines[one.sentence - 1].shape),
                sentence=article.sentence(one.sentence - 1).text,
            ),
        )
        for one in kept
    ]
    return sorted(_once(kept), key=lambda it: (it.sentence, it.start, it.end, it.query.kind))


def _date_from(one: Found, article: Article) -> str:
    """Where a claim's date stands: in its own clause, elsewhere in its sentence, or before it."""
    if not one.query.on:
        return ""
    if one.query.is_dated:
        return "own"
    return "sentence" if any(it.on == one.query.on for it in article.dates[one.sentence - 1]) else "running"


def _nearby(one: Found, article: Article) -> tuple[str, ...]:
    """Every date that may have been meant: those of the sentence, and the last one before it."""
    n = one.sentence - 1
    return tuple(dict.fromkeys(filter(None, (*(it.on for it in article.dates[n]), article.running[n]))))


def _is_taken(one: Found, kept: list[Found]) -> bool:
    """Whether an act, which is the loosest reading, only repeats what was read more exactly."""
    if one.query.kind not in ("act", "opinion"):
        return False
    for other in kept:
        if other.sentence != one.sentence or other.query.kind in ("statement", "number", "comparison"):
            continue
        is_told = one.query.family in ONCE or (one.query.is_sure and (one.query.is_dated or bool(one.query.family)))
        if other.query.kind == "opinion" and one.query.kind == "act" and is_told:
            continue
        if (
            other.query.kind == "membership"
            and one.query.kind == "act"
            and other.end - other.start < 0.6 * (one.end - one.start)
        ):
            continue
        shared = min(one.end, other.end) - max(one.start, other.start)
        if shared > 0.5 * (one.end - one.start):
            return one.query.kind == "opinion" or other.query.kind in ("opinion", "odds", "trend")
    return False


def _is_excepted(one: Found, kept: list[Found]) -> bool:
    """Whether it tells as done by some what the same words tell as done by all but them."""
    return one.query.unit != OUTSIDE and any(
        it.query.unit == OUTSIDE
        and it.sentence == one.sentence
        and bool(one.query.actors)
        and set(one.query.actors) <= set(it.query.actors)
        and min(one.end, it.end) > max(one.start, it.start)
        for it in kept
    )


def _once(found: list[Found]) -> Iterator[Found]:
    seen: set[tuple[object, ...]] = set()
    for one in found:
        query = one.query
        key: tuple[object, ...] = (
            one.sentence,
            query.kind,
            query.family,
            query.actors,
            query.number,
            query.article,
            query.alliance,
            query.addressee,
            query.basis,
        )
        if query.kind in ("act", "meeting", "clash", "statement", "opinion", "odds"):
            key = (one.sentence, query.kind, one.start, one.end)
        if key not in seen:
            seen.add(key)
            yield one
