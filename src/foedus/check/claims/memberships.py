"""Claims of membership: who belongs and who does not, who was a member once."""

# ruff: noqa: RUF001 (the dashes of news)
from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.check.article import Article
from foedus.check.claims.belonging import member_claim, with_list
from foedus.check.claims.common import made
from foedus.check.line import ALLIANCE, LIST, STATE, Line, states_in
from foedus.check.types import Found, Query

KINDS = ("membership",)

_A = rf"(?:the )?(?P<ally>{ALLIANCE})"
_X = rf"(?P<who>{LIST})"
_MEMBER = r"(?:(?:full|founding|original|fellow|present|current|other|new|old|smaller?|european|active) )*(?:member|member state|signatory|party)"
IS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_X} (?:, )?(?:be|remain|become) (?P<not>not |no long(?:er)? |never |no )?(?:also |still |now |once )?(?:an? |one of the |all )?{_MEMBER} (?:state )?(?:of|to|in) {_A}",
        rf"{_X} , (?:also |itself |once |now |still )?(?:an? )?{_MEMBER} (?:state )?(?:of|to|in) {_A}",
        rf"(?:fellow )?{_A} (?:'s )?(?:fellow )?{_MEMBER} {_X}",
        rf"{_X} 's (?:\w+ )?membership (?:in|of) {_A}",
        rf"{_A}(?: 's)? (?:\w+ ){{0,3}}{_MEMBER}s? ?(?:be|include|,|:|-|–|—)+ {_X}",
        rf"{_MEMBER} of {_A} ?(?:be|include|,|:|-|–|—)* {_X}",
        rf"{_A} ?,? (?:which |that )?(?:include|comprise|bring together|group|link|unite|consist of|be make up of|be compose of|also include) (?:the )?{_X}",
        rf"{_A} ,? (?:to|in) which {_X} (?P<not>not |no long(?:er)? |never |no )?belong",
        rf"{_X} (?:also )?(?:do )?(?P<not>not |no long(?:er)? |never |no )?belong to {_A}",
    )
)  # fmt: skip
_AMONG = re.compile(rf"(?:among (?:they|them|its members?|the members?|these|which)|include|including|such as) {_X}")
_NO_LONGER = re.compile(
    rf"(?P<who>{STATE}|it|the country) (?:\w+ )?(?:be|remain) (?P<not>not|no long(?:er)?|never) (?:\w+ )?(?:a |in |part of )?(?:member|party)(?! of (?:the )?(?:<[A-Z]{{3}}>|parliament|council))"
)
_IN_PASSING = re.compile(
    r"(?P<who><[A-Z]{3}>) , (?:likewise |itself |also |still |like them )(?:an? )?(?:\w+ )?(?:member|member state|party) ?,"
    r"|(?P<who2><[A-Z]{3}>) , (?:an? )?(?:\w+ )?(?:member|member state|party) (?:to this day|ever since|too|as well) ?,"
)
"""`Azerbaijan, a member to this day,`: of the alliance that the article is about."""
_FORMER = re.compile(
    rf"(?:former|ex-?) ?{_A} member (?P<who>{LIST})|(?P<who2>{LIST}) , (?:a |once a )?former {_A.replace('ally', 'ally2')} member"
)
_ONLY = re.compile(rf"(?P<who>{STATE}) (?:'s|have|its) (?:only|sole) (?:\w+ )?(?:alliance|ally|pact|military alliance)")


def find(article: Article) -> Iterator[Found]:
    """Memberships, and the alliance's own beginning."""
    for line in article.lines:
        yield from _is(article, line)
        yield from _in_passing(article, line)
        yield from _listed(article, line)
        yield from _among(article, line)


def _is(article: Article, line: Line) -> Iterator[Found]:
    for pattern in IS:
        for match in pattern.finditer(line.shape):
            told = (match.groupdict().get("not") or "").strip()
            ally = _code(match["ally"])
            states = states_in(match["who"])
            if re.search(r"> , (?:\w+ )?an? ", match.group()):
                states = states[-1:]  # `X and Y, a member`: one of them.
            for state in states:
                family = {"": "member", "never": "never"}.get(told, "not_member")
                yield with_list(_member(article, line, match, state, ally, family), states_in(match["who"]))
    for match in _FORMER.finditer(line.shape):
        for state in states_in(match["who"] or match["who2"]):
            yield _member(article, line, match, state, _code(match["ally"] or match["ally2"]), "former")
    for match in _ONLY.finditer(line.shape):
        state = states_in(match["who"])[0]
        query = Query("membership", article.main, actors=(state,), family="only")
        yield made(article, line, match.start(), match.end(), f"{state} is in no other alliance", query)
    for match in _NO_LONGER.finditer(line.shape):
        states = states_in(match["who"]) or article.states_before(line, match.start() + 1)
        for state in [it for it in states if it not in article.alliances.rows][:1]:
            yield _member(article, line, match, state, article.main, "not_member")


def _in_passing(article: Article, line: Line) -> Iterator[Found]:
    """A state called a member beside its name, of the alliance that the article is about."""
    for match in _IN_PASSING.finditer(line.shape) if article.main else ():
        yield _member(article, line, match, (match["who"] or match["who2"]).strip("<>"), article.main, "member")


_WHO_ARE = re.compile(
    r"\bwho (?:its|the|their) member be\b|\bits member be\b[^<]{0,12}$|\bwho belong to (?:it|<@[A-Z-]+>)[^<]{0,8}$"
)
_LISTED = re.compile(r"(?:^ |, (?:and )?|\band )<([A-Z]{3})>(?= (?:-|–|—|,|which|\.))")


def _listed(article: Article, line: Line) -> Iterator[Found]:
    """A sentence of states behind one that says who the members are."""
    if not line.n or not _WHO_ARE.search(article.lines[line.n - 1].shape):
        return
    ally, _ = article.alliance_of(*article.sentence(line.n - 1).span, line.n - 1)
    for match in _LISTED.finditer(line.shape):
        start = match.start(1) - 1
        query = Query("membership", ally, actors=(match.group(1),), family="member", detail=line.shape)
        yield made(article, line, start, match.end(), f"{match.group(1)} is a member of {ally}", query)


def _among(article: Article, line: Line) -> Iterator[Found]:
    """`six members today, among them X and Y`: a list behind a word for members."""
    for match in _AMONG.finditer(line.shape):
        before = line.shape[: match.start()]
        if not re.search(r"member|party to|signator", before[-70:]):
            continue
        start, _ = line.span(match.start(), match.end())
        ally, _ = article.alliance_of(start, start + 1, line.n)
        for state in states_in(match["who"]):
            yield _member(article, line, match, state, ally, "member")


def _member(article: Article, line: Line, match: re.Match[str], state: str, ally: str, family: str) -> Found:
    return member_claim(article, line, match, state, ally, family)


def _code(words: str) -> str:
    return words.strip("<@>")
