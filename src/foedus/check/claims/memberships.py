"""Claims of membership: who belongs, who joined or left and when, how many members there are."""

# ruff: noqa: RUF001 (the dashes of news)
from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.check.article import Article
from foedus.check.claims.common import made, when
from foedus.check.clauses import Clause
from foedus.check.line import ALLIANCE, LIST, STATE, Line, states_in
from foedus.check.numbers import NUMBER, value_of
from foedus.check.types import Found, Query

KINDS = ("membership", "number")

_A = rf"(?:the )?(?P<ally>{ALLIANCE})"
_X = rf"(?P<who>{LIST})"
_MEMBER = r"(?:(?:full|founding|original|fellow|present|current|other|new|old|smaller?|european|active) )*(?:member|member state|signatory|party)"
IS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_X} (?:, )?(?:be|remain|become) (?P<not>not |no long(?:er)? |never )?(?:also |still |now |once )?(?:an? |one of the |all )?{_MEMBER} (?:state )?(?:of|to|in) {_A}",
        rf"{_X} , (?:also |itself |once |now |still )?(?:an? )?{_MEMBER} (?:state )?(?:of|to|in) {_A}",
        rf"(?:fellow )?{_A} (?:'s )?(?:fellow )?{_MEMBER} {_X}",
        rf"{_X} 's (?:\w+ )?membership (?:in|of) {_A}",
        rf"{_A}(?: 's)? (?:\w+ ){{0,3}}{_MEMBER}s? ?(?:be|include|,|:|-|–|—)+ {_X}",
        rf"{_MEMBER} of {_A} ?(?:be|include|,|:|-|–|—)* {_X}",
        rf"{_A} ?,? (?:which |that )?(?:include|comprise|bring together|group|link|unite|consist of|be make up of|be compose of|also include) (?:the )?{_X}",
        rf"{_A} ,? (?:to|in) which {_X} (?P<not>not |no long(?:er)? )?belong",
        rf"{_X} (?:also )?(?:do )?(?P<not>not |no long(?:er)? )?belong to {_A}",
    )
)  # fmt: skip
_AMONG = re.compile(rf"(?:among (?:they|them|its members?|the members?|these|which)|include|including|such as) {_X}")
_NO_LONGER = re.compile(
    rf"(?P<who>{STATE}|it|the country) (?:\w+ )?(?:be|remain) (?P<not>not|no long(?:er)?|never) (?:\w+ )?(?:a |in |part of )?(?:member|party)(?! of (?:the )?(?:<[A-Z]{{3}}>|parliament|council))"
)
_JOIN = re.compile(
    rf"(?P<who>{LIST}) (?:[\w,]+ ){{0,4}}?(?P<verb>join(?! by)|accede to|enter|be admit to|be admit into|become (?:a |the \w+ )?(?:full )?member of|become part of|rejoin) (?:{_A}|(?P<it>it|they)(?= (?:on|in|at|last|this|from|,|\.|a |after|before)))"
)
_ADMIT = re.compile(rf"{_A} (?:have |also |then |in \d{{4}} )*(?P<verb>admit|take in|welcome) {_X}")
_LEAVE = re.compile(
    rf"(?P<who>{LIST}|it|they) (?:[\w,]+ ){{0,5}}?(?P<verb>leave|quit|withdraw from|exit|walk out of|pull out of|drop out of|abandon) {_A}"
)
_WALK = re.compile(
    r" (?P<verb>walk out|quit|pull out|drop out|break away|stay in|leave it|leave altogether|let their membership lapse|let its membership lapse)"
    r"(?= (?:it |altogether |again |all |rather |in (?:\d{4}|january|february|march|april|may|june|july|august|september|october|november|december)|,|\.|:|and|on |at |after ))"
)
_SIGN = re.compile(
    rf"(?P<who>{LIST}) (?:also |then |never |do not |not )*(?P<verb>sign) (?:it|the (?:\w+ ){{0,2}}(?:treaty|charter|pact))(?P<ally>)(?! of friend)"
)
_STOP = re.compile(
    rf"(?P<who>{LIST}|it|they) (?:\w+ ){{0,2}}?(?:cease|stop) (?:to be|be) (?:an? )?(?:member|party|one)(?: of (?:the )?(?P<ally>{ALLIANCE}))?"
)
_FORMER = re.compile(
    rf"(?:former|ex-?) ?{_A} member (?P<who>{LIST})|(?P<who2>{LIST}) , (?:a |once a )?former {_A.replace('ally', 'ally2')} member"
)
_COUNT = re.compile(
    rf"{_A}(?: 's)? (?:(?:have|count|number|comprise|include|consist of|bring together|unite|group|be make up of) (?:(?:only|just|now|today|currently|a total of) )*)?"
    rf"(?P<n>{NUMBER})(?: -)? (?:\w+ )?(?:member|nation|country|state|republic|ally)\b(?! be| have)"
)
_COUNT_BEFORE = re.compile(
    rf"(?P<n>{NUMBER})(?: -)? (?:(?:remain|present|current|full|former soviet|ex-soviet|post-soviet|soviet) )*(?P<noun>member|nation|country|state|strong|republic)(?: state)? (?:of |in |from )?{_A}"
)
_COUNT_LATER = re.compile(
    rf"(?:have|number|count|be) (?:(?:only|just|now|today) )*(?P<n>{NUMBER}) (?:(?:full|remain) )?member(?: state| country)?(?! of <)(?: (?:today|now|at present|currently))?"
)
_ALONE = re.compile(rf"^ (?:so )?(?P<n>{NUMBER}) (?:state|member|country)s? \. $")
_ONLY = re.compile(rf"(?P<who>{STATE}) (?:'s|have|its) (?:only|sole) (?:\w+ )?(?:alliance|ally|pact|military alliance)")


def find(article: Article) -> Iterator[Found]:
    """Memberships, joining and leaving, numbers of members, and the alliance's own beginning."""
    for line in article.lines:
        yield from _is(article, line)
        yield from _listed(article, line)
        yield from _among(article, line)
        yield from _moves(article, line)
        yield from _counts(article, line)


def _is(article: Article, line: Line) -> Iterator[Found]:
    for pattern in IS:
        for match in pattern.finditer(line.shape):
            is_not = bool(match.groupdict().get("not"))
            ally = _code(match["ally"])
            for state in states_in(match["who"]):
                yield _member(article, line, match, state, ally, "not_member" if is_not else "member")
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


def _moves(article: Article, line: Line) -> Iterator[Found]:
    for pattern, told in (
        (_JOIN, "joined"),
        (_ADMIT, "joined"),
        (_LEAVE, "left"),
        (_STOP, "left"),
        (_WALK, "left"),
        (_SIGN, "signed"),
    ):
        for match in pattern.finditer(line.shape):
            family = told
            clause = line.clause_at(match.start("verb") if "verb" in pattern.groupindex else match.start())
            if (
                clause is None
                or clause.modal in ("could", "will", "would", "should", "must", "can")
                or clause.is_conditional
            ):
                continue
            if re.search(
                r"\b(?:threaten|want|wish|refuse|decline|intend|plan|consider|think|apply|hope|try|ask|vow|promise|say|announce|declare|confirm|notify|indicate|warn|force|talk|decide|vote) (?:\w+ ){0,4}?(?:to |of |about )?\W*$",
                line.shape[: match.start("verb")] if "verb" in pattern.groupindex else "",
            ):
                continue
            states = _who(article, line, match, clause)
            ally = (
                _code(match["ally"])
                if match.groupdict().get("ally")
                else article.alliance_before(line.span(match.start(), match.end())[0])
            )
            if pattern in (_WALK, _SIGN) and re.search(r"<[A-Z]{3}>", line.shape[match.end() : match.end() + 10]):
                continue
            if pattern is _WALK and match["verb"] == "stay in":
                family = "not_left"
            for state in states:
                negated = clause.is_negated
                yield _member(article, line, match, state, ally, ("not_" if negated else "") + family)


def _who(article: Article, line: Line, match: re.Match[str], clause: Clause) -> tuple[str, ...]:
    """Who joined or left: the names before the verb, those listed behind a colon, or the last state spoken of."""
    named = states_in(match["who"]) if "who" in match.re.groupindex else ()
    listed = re.search(rf" : (?P<who>{LIST})", line.shape[match.end() :])
    if listed and match.re is _WALK:
        return states_in(listed["who"])
    subjects = tuple(it for it in clause.subjects if it not in article.alliances.rows and len(it) == 3)
    return named or subjects or article.states_before(line, match.start() + 1)


def _member(article: Article, line: Line, match: re.Match[str], state: str, ally: str, family: str) -> Found:
    clause = line.clause_at(match.start("verb") if "verb" in match.re.groupindex and match["verb"] else match.start())
    on, own = when(article, clause, line.n)
    since = ""
    after = line.shape[match.end() : match.end() + 24]
    if family == "member" and re.match(r"\s?,?(?:since|from)\b", after.strip()):
        since, family = on, "joined"
    query = Query(
        "membership", ally, actors=(state,), family=family, on=on, since=since, is_dated=own, detail=line.shape
    )
    words = {"member": "is a member of", "not_member": "is not a member of", "joined": "joined", "left": "left",
             "not_joined": "did not join", "signed": "signed the treaty of", "not_signed": "did not sign the treaty of", "not_left": "did not leave", "former": "was once a member of"}[family]  # fmt: skip
    return made(article, line, match.start(), match.end(), f"{state} {words} {ally}", query)


def _counts(article: Article, line: Line) -> Iterator[Found]:
    for pattern in (_COUNT, _COUNT_BEFORE, _COUNT_LATER, _ALONE):
        for match in pattern.finditer(line.shape):
            value = value_of(match["n"])
            before = line.shape[: match.start("n")].split()[-2:]
            if (
                value is None
                or value < 2
                or {"other", "least", "than", "of", "up", "almost", "nearly"} & set(before[-1:])
            ):
                continue
            if re.match(r"\s?(?:\w+ )?other|\sof (?:its|the|they)", line.shape[match.end("n") : match.end("n") + 14]):
                continue
            ally = (
                _code(match["ally"])
                if "ally" in pattern.groupindex
                else article.alliance_of(*line.span(match.start(), match.end()), line.n)[0]
            )
            clause = line.clause_at(match.start("n"))
            on, own = when(article, clause, line.n)
            is_past = clause is not None and any(it.tag_ == "VBD" for it in clause.tokens) and not own
            if not ally or (is_past and pattern not in (_COUNT_LATER, _ALONE)):
                continue
            query = Query(
                "number", ally, family="members", number=value, unit="members", on=on if own else "", is_dated=own
            )
            yield made(article, line, match.start(), match.end(), f"{ally} has {value:g} members", query)


def _code(words: str) -> str:
    return words.strip("<@>")
