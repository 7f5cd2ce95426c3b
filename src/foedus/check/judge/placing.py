"""Which article of which treaty holds a duty: the one whose words are markedly more like the claim's decides."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from foedus.check.claims.obligations import roman
from foedus.check.desk import Desk
from foedus.check.judge.ruling import NOTHING, Ruling
from foedus.check.topic import topic
from foedus.check.types import Query
from foedus.rows import Row

LIKE, MARKEDLY = 0.25, 1.6
"""How alike the words of an article must be to hold a duty told of another, and how many times as alike as that one's."""
OWN = 1.2
"""How many times as alike as every other the article named must be to bear out a duty told by its words alone."""

FORM = topic("article treaty charter pact says provides obliges requires")
"""Words in which any duty is told."""


@cache
def numbers(article: str) -> frozenset[int]:
    """The numbers of articles that a row names: `4(1)`, `IV(2)`, `22 to 26`, `5 and 6`."""
    bare = re.sub(r"\([^)]*\)", "", article)
    spans = re.findall(r"(\d+) ?(?:-|to) ?(\d+)", bare)
    found = {n for one, other in spans for n in range(int(one), int(other) + 1)}
    found |= {int(it) for it in re.findall(r"\d+", bare)}
    return frozenset(found | {roman(it.lower()) for it in re.findall(r"\b[IVX]+\b", bare)})


def told(row: Row) -> str:
    """A row in words: instrument, article, content."""
    return f"{row['instrument']}, Article {row['article']}: {row['paraphrase'].rstrip('.')}"


def of_article(query: Query, rows: list[Row]) -> list[Row]:
    """The rows of the article that a claim names; none where it names none."""
    return [it for it in rows if query.article and int(query.article) in numbers(it["article"])]


def candidates(query: Query, kinds: tuple[str, ...], desk: Desk) -> list[Query]:
    """The claim for each alliance that may be meant: those first that have the article with such a duty, then with any."""

    def rank(one: Query) -> tuple[bool, bool]:
        own = [it for it in desk.obligations if it["alliance"] == one.alliance]
        named = of_article(one, own)
        return (not any(it["obligation_kind"] in kinds for it in named), not named)

    found = [replace(query, alliance=it, others=()) for it in dict.fromkeys((query.alliance, *query.others)) if it]
    return sorted(found, key=rank) if query.article else found


def placed(query: Query, named: list[Row], rows: list[Row], desk: Desk, is_whole: bool) -> Ruling:
    """The article named against the others of its instrument, by their words; `is_whole`: these alone may bear it out."""
    about = desk.about(query.detail) - FORM
    own = max(named, key=lambda it: _alike(about, it, desk), default=None)
    if own is None:
        return NOTHING
    others = [it for it in rows if it["instrument"] == own["instrument"] and it not in named and numbers(it["article"])]
    other = max(others, key=lambda it: _alike(about, it, desk), default=None)
    mine, its = _alike(about, own, desk), _alike(about, other, desk) if other is not None else 0.0
    if other is not None and its >= max(LIKE, MARKEDLY * mine):
        why = f"Another article says so: {told(other)}; {told(own)}."
        return Ruling("contradicted", why, (other["id"], own["id"]), ("article",))
    if is_whole and mine >= max(LIKE, OWN * its):
        return Ruling("supported", f"{told(own)}.", (own["id"],))
    return NOTHING


def _alike(about: frozenset[str], row: Row, desk: Desk) -> float:
    return desk.weights.alike(about, topic(row["paraphrase"]))
