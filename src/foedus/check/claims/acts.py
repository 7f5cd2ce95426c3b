"""Claims of acts: every clause that tells something as done, with whatever it says of who, whom, when, where, how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from foedus.check.article import Article
from foedus.check.claims import among
from foedus.check.claims.common import BEHIND, doing_of, is_sure, over, places_in, topic_of, when, who
from foedus.check.clauses import Clause
from foedus.check.families import family_of
from foedus.check.line import Line, alliances_in, states_in
from foedus.check.numbers import quantities
from foedus.check.types import Found, Kind, Query
from foedus.reading.tree import lemma

KINDS = ("act", "meeting", "clash", "number")

_SPEECH = frozenset(
    [
        "say",
        "tell",
        "add",
        "note",
        "claim",
        "argue",
        "explain",
        "recall",
        "insist",
        "stress",
        "admit",
        "reply",
        "ask",
        "think",
        "believe",
        "know",
        "mean",
        "remember",
        "suggest",
        "seem",
        "appear",
        "look",
        "wonder",
        "hope",
        "fear",
        "feel",
        "expect",
        "comment",
        "joke",
        "conclude",
        "write",
        "report",
        "describe",
    ]
)
_DATE_LINE = re.compile(r"[\w,]{1,12} ?[\w,]{1,12}? ?\d{4}\W*")


def find(article: Article) -> Iterator[Found]:
    """One claim a clause, unless the clause only introduces speech."""
    for line in article.lines:
        for clause in line.clauses:
            found = _act(article, line, clause)
            if found is None:
                continue
            yield replace(found, query=among.read(found.query, article, line, clause))
            yield from among.more(found, line, clause)


_ARTICLE = re.compile(r"\bArticles? \d")
DENIES = frozenset({"deny", "dispute", "doubt", "reject", "refute", "dismiss"})


def _words(article: Article, clause: Clause) -> str:
    """The clause's words, with the verb before them where it denies them."""
    above = clause.parent
    if (
        above is None
        or clause.head.dep_ not in ("ccomp", "csubj", "acl", "acl:relcl")
        or lemma(above.head) not in DENIES
    ):
        return clause.text
    base = article.sentence(clause.sentence).span.start
    start = min(clause.start, base + above.head.idx)
    return " ".join(article.text[start : clause.end].split())


def _act(article: Article, line: Line, clause: Clause) -> Found | None:
    if (
        clause.is_conditional
        or clause.modal in ("could", "will", "should", "must", "can")
        or len(clause.tokens) < 3
        or not re.search(r"[a-z]{3}", clause.text)
        or _DATE_LINE.fullmatch(clause.text)
    ):
        return None
    if (
        lemma(clause.head) in _SPEECH
        and len(clause.tokens) < 12
        and not clause.is_dated
        and any(it.parent is clause for it in line.clauses)
    ):
        return None
    place = line.place_of(line.sentence.span.start + clause.head.idx)
    actors, others = who(article, line, clause, place)
    around = line.shape if len(line.clauses) == 1 else clause.shape
    named = tuple(dict.fromkeys((*actors, *states_in(around), *alliances_in(around), *clause.others)))
    if (
        not is_sure(clause)
        and not clause.is_dated
        and not clause.codes_own
        and len(topic_of(clause.tokens)) < 3
        and not quantities(clause.text)
        and not _ARTICLE.search(clause.text)
    ):
        return None
    family, acts = family_of(clause.shape, line.shape if len(line.clauses) == 1 else clause.shape)
    about = topic_of(clause.tokens)
    if len(about) < 3 and clause.parent is not None:
        # A short clause (`a pull-out that began in January`) says what it is about in the words before it.
        first = clause.tokens[0].i
        about |= topic_of([it for it in line.tokens if first - 9 <= it.i < first])
        if not family:
            family, acts = family_of(clause.parent.shape, clause.parent.shape)
    if not named:
        others = states_in(line.shape)
    if (
        not named
        and len(about) < 3
        and not clause.is_dated
        and not quantities(clause.text)
        and not _ARTICLE.search(clause.text)
    ):
        return None
    on, own = when(article, clause, line.n)
    ally, more = article.alliance_of(clause.start, clause.end, line.n)
    kind: Kind = "clash" if family == "clash" else "meeting" if family == "meet" else "act"
    query = Query(
        kind,
        ally,
        others=more,
        actors=actors,
        recipients=tuple(it for it in others if it not in actors),
        family=family,
        acts=acts,
        on=on,
        is_dated=own,
        places=places_in(clause.text, article),
        is_negated=clause.is_negated,
        topic=about,
        context=article.contexts[line.n],
        is_sure=is_sure(clause),
        own=article.known(clause.codes_doing),
        days=tuple(dict.fromkeys(it.on for it in clause.dates if it.on)),
        deadlines=tuple(dict.fromkeys(it.on for it in clause.deadlines if it.on)),
        is_past=clause.is_past,
        doing=doing_of(clause, BEHIND),
        verb=doing_of(clause, 2),
        detail=_words(article, clause),
    )
    return over(article, line.n, clause.start, clause.end, clause.text, query)
