"""Claims that somebody said something: the saying is one claim, what was said is judged apart by the other finders."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.check.article import Article, dates_of
from foedus.check.claims.acts import DENIES
from foedus.check.topic import topic
from foedus.check.types import Found, Query
from foedus.reading.tree import lemma

KINDS = ("statement",)


def find(article: Article) -> Iterator[Found]:
    """One claim a statement that the reader found."""
    for it in article.reading.statements:
        line = article.lines[it.sentence]
        place = max(it.span.start, line.sentence.span.start)
        clause = line.clause_at(line.place_of(place))
        on, own = dates_of(clause, article.dates[it.sentence], article.running[it.sentence]) if clause else ("", False)
        ally, more = article.alliance_of(line.sentence.span.start, line.sentence.span.end, it.sentence)
        query = Query(
            "statement",
            ally,
            others=more,
            actors=(it.speaker,) if it.speaker not in ("", "UNK") else (),
            recipients=(it.about,) if it.about else (),
            family="direct" if it.kind == "direct" else "reported",
            on=on,
            is_dated=own or bool(clause and clause.dates),
            topic=topic(it.quote),
            context=article.contexts[it.sentence],
            days=tuple(dict.fromkeys(one.on for one in clause.dates if one.on)) if clause else (),
            detail=f"denied that {it.quote}" if clause is not None and lemma(clause.head) in DENIES else it.quote,
        )
        start, end = it.quote_span.start, min(it.quote_span.end, max(line.sentence.span.end, it.quote_span.start + 1))
        who = it.speaker_name or it.speaker_role or it.speaker
        yield Found(it.sentence + 1, start, end, f"{who} said so", query)
