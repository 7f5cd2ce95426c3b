"""Later knowledge: acts that an article tells as done and that came about only after its own day.

Rows of after the day are set beside those of before. Two ways to tell: the later rows are far likelier meant by everything that
the claim says (`likeness`); or the claim is told as news (`has since`, `has`) without a day of its own, and the row whose words
and names are markedly nearer is one of after the day, whatever its age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from foedus.check.desk import Desk, Fact, spans
from foedus.check.judge import bearing
from foedus.check.judge.act import Held, held
from foedus.check.judge.likeness import NONE, scored
from foedus.check.types import Query

LENIENT = 2.5
"""By how much less a claim need look like a row, where the question is only whether it is of before or of after."""
FORETOLD, HINTED = 0.5, 0.2
"""How likely a claim must be about acts after the article's day, to be taken for one of them; and where it says `has since`."""
RIVAL = 2.0
"""How much likelier the later acts must be than those of before that bear it out as well."""
SURE = 0.5
"""How likely a later act must be that the claim tells in words of another group."""
NEAR, MARKED = 4.0, 1.0
"""How much the later row must be like the claim, and by how much more than any of before: weights of `likeness` without age."""
_SINCE = re.compile(
    r"\b(?:since|now|meanwhile|already|also|just|recently|too|in the meantime)\b|\b(?:has|have|'ve) (?:\w+ ){0,2}\w+(?:ed|en|t|n)\b"
)
_LATELY = re.compile(
    r"\b(?:has|have|'s|'ve) (?:\w+ ){0,1}?(?:since|now|already|just|meanwhile|nonetheless|nevertheless|recently|lately|finally)\b"
    r"|\b(?:has|have) (?:\w+ ){0,1}?taken (?:its|their|his|her|effect)\b"
)
"""A perfect told as news: what it tells came about not long before the article."""
_PERFECT = re.compile(
    r"\b(?:has|have|['’]ve) (?:(?!no\b|not\b|never\b|to\b|yet\b)[\w-]+ ){0,3}?\w+(?:ed|en|[tngkmdp]|ne|de)\b"  # noqa: RUF001
    r"|\b(?:is|are) now\b|\bnow (?:is|are)\b"
)
"""What was done by now, in the perfect."""
_GOES_ON = re.compile(r"(?:, )?(?:and|but|or) \w+(?:ed|en|d|t|n)\b")
"""A second verb under the same `has`: `and heard its report`."""


def foretold(query: Query, desk: Desk, is_borne: bool) -> Fact | None:
    """The act of after the article's own day that a claim tells as done; None where it is about none."""
    is_over = any(last <= desk.horizon for on in query.deadlines for _, last in spans(on))
    if query.is_negated or is_over:
        return None  # What was over by a day that has passed came about before it.
    horizon = desk.horizon
    rows = on_any_day(query, desk)
    with _unbounded(desk):
        nearer = _nearer(query, desk, horizon)
    is_hinted = bool(_SINCE.search(query.detail)) and not is_borne
    told_of = [it for it in rows if is_told(it, query.is_sure)]
    if is_lately(query):
        is_hinted = True
        told_of += [
            it for it in rows if it.p >= SURE and it.fact.first > horizon and it not in told_of and _is_theirs(it)
        ]
    later = [it for it in told_of if it.fact.first > horizon]
    p_later = sum(it.p for it in later)
    p_before = sum(it.p for it in told_of if it.fact.first <= horizon)
    if p_later < (HINTED if is_hinted else FORETOLD) or p_later < RIVAL * p_before:
        return nearer
    return max(later, key=lambda it: it.p).fact


@contextmanager
def _unbounded(desk: Desk) -> Iterator[None]:
    """Rows of after the article's own day are looked at too."""
    horizon, desk.horizon = desk.horizon, desk.day
    try:
        yield
    finally:
        desk.horizon = horizon


def on_any_day(query: Query, desk: Desk) -> list[Held]:
    """The likely rows with their parts, those of after the article's own day among them."""
    with _unbounded(desk):
        return held(query, desk, NONE - LENIENT)


def is_lately(query: Query) -> bool:
    """Whether a claim is told as come about not long before."""
    return bool(_LATELY.search(query.detail))


def is_news(query: Query) -> bool:
    """Whether a claim is told as done by now, with no day of its own."""
    if query.is_dated:
        return False
    before = query.sentence.partition(query.detail)[0] if query.detail else ""
    goes_on = bool(_GOES_ON.match(query.detail) and _PERFECT.search(before))
    return goes_on or bool(_PERFECT.search(query.detail))


def _nearer(query: Query, desk: Desk, own: date) -> Fact | None:
    """The act of after a day that is markedly more like news than all of before are; None where none is."""
    if not is_news(query):
        return None
    undated = replace(query, on="", days=(), nearby=(), date_from="")
    found = scored(undated, desk, aged=False)
    later = max((it for it in found if it.fact.first > own), key=lambda it: it.p, default=None)
    before = max((it.p for it in found if it.fact.first <= own), default=0.0)
    if later is None or later.p < max(NEAR, before + MARKED):
        return None
    row = Held(later.fact, later.p, bearing.parts(bearing.claimed(undated, desk), later.fact, desk))
    tells = is_told(row, query.is_sure) or _is_counted(row) or (is_lately(query) and _is_theirs(row))
    return later.fact if tells else None


def _is_counted(it: Held) -> bool:
    """Whether a row bears out every number that a claim gives, and excludes nothing of it."""
    numbers = {part.bearing for part in it.parts if part.name == "number"}
    return numbers == {"borne"} and not it.of("excluded")


def _is_theirs(it: Held) -> bool:
    """Whether a row is the act of a state that the claim names as its doer."""
    return not any(part.name == "actor" and part.bearing != "borne" for part in it.parts) and any(
        part.name == "actor" and len(part.words) == 3 and part.words == it.fact.actor for part in it.parts
    )


def is_told(it: Held, is_sure: bool) -> bool:
    """Whether the row tells of the act itself, and not only of the same matter; an actor who is a guess may be another."""
    if it.of("excluded") or {part.name for part in it.of("open")} & ({"act", "actor"} if is_sure else {"act"}):
        return False
    return bool({"act", "number", "actor"} & {part.name for part in it.of("borne")})
