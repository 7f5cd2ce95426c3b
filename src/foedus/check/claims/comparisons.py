"""Claims that compare or count in order: shares of trade and arms, `the first to`, `the second time`, who depends on whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.check.article import Article
from foedus.check.claims.common import made, over, topic_of, when
from foedus.check.line import Line
from foedus.check.numbers import quantities
from foedus.check.types import Found, Query

KINDS = ("comparison",)

_DEPENDS = re.compile(
    r"(?P<who><[A-Z]{3}>)(?:[^<]{0,80}) (?:be )?(?:\w+ )?(?:dependent|depend|rely|reliant) (?:\w+ )?(?:up)?on (?P<whom><[A-Z]{3}>)"
)
_DEPENDS_LATE = re.compile(r"(?:dependent|depend|rely|reliant) (?:\w+ )?(?:up)?on (?P<whom><[A-Z]{3}>)")
_SHARE = re.compile(r"\b(?:trade|arm|weapon|export|import|remittance|gas|energy|budget|gdp)\b")
_MOST = re.compile(r"\b(?:most|fast|faster|fastest|more than any|largest|heaviest|biggest)\b")


def find(article: Article) -> Iterator[Found]:
    """Dependence, shares, votes, and who does most."""
    for line in article.lines:
        yield from _depends(article, line)
        yield from _shares(article, line)


def _depends(article: Article, line: Line) -> Iterator[Found]:
    for pattern in (_DEPENDS, _DEPENDS_LATE):
        for match in pattern.finditer(line.shape):
            clause = line.clause_at(match.start("whom"))
            if clause is None or clause.modal:
                continue
            whom = match["whom"].strip("<>")
            before = re.findall(r"<([A-Z]{3})>", line.shape[: match.start("whom")])
            states = [it for it in before if it != whom]
            if not states:
                continue
            told = re.findall(r"<([A-Z]{3})>(?= ?(?:-|–|—|,)? which)", line.shape[: match.start("whom")])  # noqa: RUF001
            states = [it for it in told if it != whom] or states
            query = Query("comparison", article.main, actors=(states[-1],), recipients=(whom,), family="depends")
            yield made(article, line, match.start(), match.end(), f"{states[-1]} depends on {whom}", query)
            return


def _shares(article: Article, line: Line) -> Iterator[Found]:
    named = re.findall(r"<([A-Z]{3})>", line.shape)
    if len(set(named)) < 1 or not _SHARE.search(line.shape):
        return
    for it in quantities(line.sentence.text):
        if it.unit not in ("percent", "people", "dollars"):
            continue
        clause = line.clauses[0] if line.clauses else None
        on, own = when(article, clause, line.n)
        base = line.sentence.span.start
        query = Query(
            "comparison",
            article.main,
            actors=tuple(dict.fromkeys(named)),
            family="share",
            number=it.value,
            bound=it.bound,
            unit=it.unit,
            on=on,
            is_dated=own,
            topic=topic_of(line.tokens),
            detail=line.shape,
        )
        yield over(article, line.n, base + it.start, base + it.end, f"a share of {it.value:g} {it.unit}", query)
