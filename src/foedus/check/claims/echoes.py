"""Answers told without their verb: `so did South Africa`, `Zambia followed suit`, `with some 200 men from Botswana`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from foedus.check.article import Article
from foedus.check.claims.common import over
from foedus.check.clauses import Clause
from foedus.check.line import LIST, Line, states_in
from foedus.check.numbers import BOUND, NUMBER
from foedus.check.types import Found, Query

_ASIDE = r"(?: , [^,;<>]{2,50} ,)?"
_HAVE = r"(?:have |would )?(?:also |soon |then |later |quickly |immediately |itself )?"
SAME = re.compile(
    rf"(?P<a>{LIST}){_ASIDE} {_HAVE}do (?:so|likewise|the same|as much)\b"
    rf"|\bas (?:do|have|be) (?:also )?(?P<b>{LIST})"
    rf"|\bso (?:do|have|be) (?P<c>{LIST})"
    rf"|(?P<d>{LIST}){_ASIDE} {_HAVE}(?:follow suit|follow its example|follow their example|join in|join (?:it|they|he))\b"
    rf"|(?P<e>{LIST}) ,? ?(?:too|as well|likewise)(?= [.;,])"
    rf"|\bjoin by (?P<f>{LIST})(?! 's)"
)
OTHERWISE = re.compile(
    rf"\b(?:neither|nor) (?:do|have|be) (?P<a>{LIST})|(?P<b>{LIST}){_ASIDE} (?:do|have) not(?= [.;,])"
    rf"|(?:, |; )(?:but |though |and )?not (?P<c>{LIST})|\b(?:unlike|except|save for|without) (?P<d>{LIST})"
)
_PEOPLE = r"(?:man|soldiers?|troops?|police(?:men)?|officers?|peacekeepers?|paratroopers?|marines?|personnel|guards?)"
ATTACHED = re.compile(
    rf"\b(?:follow|join|reinforce|accompany|back|support|assist) by (?P<what>(?:(?:{BOUND}) )?(?:a (?:further|additional|other) )?(?:{NUMBER}) (?:\w+ )?{_PEOPLE} (?:from|of) (?:the )?(?P<who><[A-Z]{{3}}>))"
    rf"|\b(?:follow|join|reinforce|accompany|back|support|assist) by (?P<some>(?:(?:{BOUND}) )?(?:{NUMBER}) (?P<from><[A-Z]{{3}}>) (?:\w+ )?{_PEOPLE})"
    rf"|\b(?P<drawn>(?:draw|recruit|muster) from (?P<list>{LIST}))"
    rf"|, (?P<among>(?P<of><[A-Z]{{3}}>) (?:\w+ )?(?:{_PEOPLE}|frigates?|warships?|ships?|vessels?|aircraft|jets?|planes?)) among (?:they|it)\b",
    re.IGNORECASE,
)  # fmt: skip
"""Men of another state told beside those of the clause's own subject."""
Reader = Callable[[Clause, re.Match[str]], Query]
"""Reads the query of an answer from a clause and the words matched in it."""
_NUMBERS = re.compile(rf"\b(?:(?:{BOUND}) )?(?:{NUMBER})\b(?! \d| January| February| March| April| May| June| July| August| September| October| November| December)", re.IGNORECASE)  # fmt: skip
_OPPOSITE = {"force": "none", "mission": "none", "helped": "none", "pledged": "none", "material": "none", "relief": "none"}  # fmt: skip


def echoes(article: Article, line: Line, told: list[Found]) -> Iterator[Found]:
    """What a line says of others by pointing to the answer told last: the same of them, or the contrary.

    `told` are the answers of this line and of the one before it, in order of the text.
    """
    for pattern in (SAME, OTHERWISE):
        for match in pattern.finditer(line.shape):
            who = states_in(next(it for it in match.groups() if it))
            start, end = line.span(match.start(), match.end())
            last = next((it for it in reversed(told) if it.start < start), None)
            if last is None or not who or set(who) & set(last.query.actors) or _is_far(article, last, start):
                continue
            query = replace(
                last.query,
                actors=who,
                recipients=tuple(it for it in (*last.query.recipients, *last.query.actors) if it not in who),
                is_sure=True,
                is_negated=False,
                number=None,
                unit="",
                addressee="",
                detail=_NUMBERS.sub("", last.query.detail),
            )
            if pattern is OTHERWISE:
                query = replace(query, family=_OPPOSITE.get(query.family, query.family))
                if query.family == last.query.family:
                    continue
            verb = "did so too" if pattern is SAME else "did not"
            yield over(article, line.n, start, end, f"{' '.join(who)} {verb}", query)


def _is_far(article: Article, last: Found, start: int) -> bool:
    """Whether something else was told between the answer and the words that point to it."""
    between = article.text[last.end : start]
    return between.count(".") > 1 or len(between) > 80


def attached(article: Article, line: Line, read: Reader) -> Iterator[Found]:
    """Men of another state who came with those of whom the clause tells, as an answer of their own."""
    for match in ATTACHED.finditer(line.shape):
        clause = line.clause_at(match.start())
        if clause is None or clause.is_conditional or clause.modal:
            continue
        who = states_in(match["who"] or match["from"] or match["list"] or match["of"])
        told = next(it for it in ("what", "some", "drawn", "among") if match[it])
        start, end = line.span(*match.span(told))
        query = read(clause, match)
        query = replace(
            query,
            actors=who,
            recipients=tuple(it for it in query.recipients if it not in who),
            family="force",
            is_sure=True,
            detail=f"troops {article.text[start:end]} came",
        )
        yield over(article, line.n, *line.span(match.start(), match.end()), f"{who[0]} sent forces", query)
