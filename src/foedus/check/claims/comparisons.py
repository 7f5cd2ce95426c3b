"""Claims of dependence, of shares and strengths with a value, of who has more than whom, and of who does most."""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.check.article import Article
from foedus.check.claims.common import made, over, topic_of, when
from foedus.check.line import Line, states_in
from foedus.check.numbers import quantities
from foedus.check.types import Found, Query

KINDS = ("comparison",)

_DEPENDS = re.compile(
    r"(?P<who><[A-Z]{3}>).{0,60}?\b(?:be|remain|become) (?:\w+ )?(?:dependent|depend|rely|reliant) (?:\w+ )?(?:up)?on (?P<whom><[A-Z]{3}>)"
)
_DEPENDS_LATE = re.compile(r"(?:dependent|depend|rely|reliant) (?:\w+ )?(?:up)?on (?P<whom><[A-Z]{3}>)")
_SHARE = re.compile(
    r"\b(?:trade|arm|weapon|weaponry|export|import|remittance|gas|energy|budget|gdp|output|economy|turnover|contribution|due)\b"
)
_FRACTION = re.compile(
    r"\b(?P<near>about|almost|nearly|some|roughly|more than|over|less than|under|around)? ?(?:a |one )?(?P<n>half|two[- ]thirds|three[- ]quarters|third|quarter|fifth|tenth) (?:of|as)\b"
)
_FRACTIONS = {"half": 50.0, "two-thirds": 66.7, "two thirds": 66.7, "three-quarters": 75.0, "three quarters": 75.0,
              "third": 33.3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}  # fmt: skip
_BOUNDS = {"more than": "more than", "over": "more than", "less than": "less than", "under": "less than"}
_TROOPS = re.compile(
    r"\b(?:serve|station|base|garrison|keep|post|quarter|house|host|strong|deploy|number|count|maintain)\b"
)
_MANNED = re.compile(r"\b(?:soldier|troop|serviceman|servicemen|personnel|man|force|worker|migrant|citizen)s?\b")
_LEASE = re.compile(
    r"\b(?P<what>base|lease|facility|garrison|military presence|division|airfield|installation)\b[^.;]{0,90}?\b(?:until|till|to|through|before) (?:at least |the end of )?(?P<year>20\d\d)\b"
)
_MORE = re.compile(
    r"(?P<one><[A-Z]{3}>)[^.;]{0,50}?\b(?P<how>high|higher|great|greater|large|larger|big|bigger|more|low|lower|small|smaller|less|exceed|top|outstrip|surpass)\b[^.;]{0,30}?\b(?:than|even than|that of)?\b ?(?:that of |the )?(?P<other><[A-Z]{3}>)"
)
_MORE_FOR = re.compile(
    r"\b(?P<how>high|higher|great|greater|large|larger|big|bigger|more|low|lower|small|smaller|less)\b[^.;]{0,20}?\b(?:for|in|of|with) (?P<one><[A-Z]{3}>)[^.;]{0,20}?\bthan (?:for |in |of |with |that of )?(?P<other><[A-Z]{3}>)"
)
_TOP = re.compile(
    r"\b(?P<how>high|highest|large|largest|big|biggest|great|greatest|heavy|heaviest|most|low|lowest|small|smallest|least)\b"
)
_AMONG = re.compile(
    r"\b(?:among|of (?:all|the)|in the (?:bloc|alliance|organi[sz]ation)|any member|member|ally|all|six)\b"
)
_BULK = re.compile(
    r"\b(?:most|bulk|majority|nearly all|almost all|all|lion's share|large part|most part|half) of (?:it|that|this|these|they|the dissent|the act)\b[^.;]{0,60}?(?P<who><[A-Z]{3}>)"
)
_DISSENT = re.compile(r"\b(?:dissent|defiance|criticism|discontent|refusal|opposition)\b")
_DOWN = frozenset({"low", "lower", "lowest", "small", "smaller", "smallest", "less", "least"})


def find(article: Article) -> Iterator[Found]:
    """Dependence, shares, strengths, leases, and who has more or most."""
    for line in article.lines:
        yield from _depends(article, line)
        yield from _shares(article, line)
        yield from _troops(article, line)
        yield from _leases(article, line)
        yield from _more(article, line)
        yield from _bulk(article, line)


def _depends(article: Article, line: Line) -> Iterator[Found]:
    for pattern in (_DEPENDS, _DEPENDS_LATE):
        for match in pattern.finditer(line.shape):
            clause = line.clause_at(match.start("whom"))
            if clause is None or clause.modal:
                continue
            whom = match["whom"].strip("<>")
            states = [it for it in states_in(line.shape[: match.start("whom")]) if it != whom]
            if not states:
                continue
            told = re.findall(r"<([A-Z]{3})>(?= ?(?:-|–|—|,)? which)", line.shape[: match.start("whom")])
            states = [it for it in told if it != whom] or states
            query = Query("comparison", article.main, actors=(states[-1],), recipients=(whom,), family="depends")
            yield made(article, line, match.start(), match.end(), f"{states[-1]} depends on {whom}", query)
            return


def _values(line: Line) -> Iterator[tuple[float, str, str, int, int]]:
    """Each value that may be a share: number, bound, unit, and where it stands in the sentence."""
    text = line.sentence.text
    for it in quantities(text):
        if it.unit in ("percent", "people", "dollars"):
            yield it.value, it.bound, it.unit, it.start, it.end
    for match in _FRACTION.finditer(text.lower()):
        bound = _BOUNDS.get(match["near"] or "", "about")
        yield _FRACTIONS[match["n"]], bound, "percent", match.start(), match.end("n")


def _shares(article: Article, line: Line) -> Iterator[Found]:
    named = states_in(line.shape) or article.states_before(line, len(line.shape))
    if not named or not (_SHARE.search(line.shape) or _SHARE.search(_before(article, line))):
        return
    for value, bound, unit, start, end in _values(line):
        if unit == "people" and not re.search(r"\b(?:worker|migrant|citizen|national)\b", line.shape):
            continue
        yield _valued(
            article, line, _nearest(article, line, start, end) or named, "share", value, bound, unit, start, end
        )


def _troops(article: Article, line: Line) -> Iterator[Found]:
    if not (_TROOPS.search(line.shape) and _MANNED.search(line.shape)) or not states_in(line.shape):
        return
    if any(it.head.tag_ in ("VBD",) and it.dates for it in line.clauses):
        return
    for it in re.finditer(
        r"\b(?:\d{1,3}(?:,\d{3})+|\d{3,6})\b(?!\s?(?:percent|%|km|dollars|roubles))", line.sentence.text
    ):
        value = float(it.group().replace(",", ""))
        near = _place(article, line, it.end())
        if near and not (1900 <= value <= 2100 and "," not in it.group()):
            yield _valued(article, line, near, "troops", value, "about", "people", it.start(), it.end())


def _valued(
    article: Article, line: Line, states: tuple[str, ...], family: str, value: float, bound: str, unit: str, start: int, end: int
) -> Found:  # fmt: skip
    base = line.sentence.span.start
    clause = line.clause_at(line.place_of(base + start))
    on, own = when(article, clause, line.n)
    query = Query(
        "comparison", article.main, actors=states, family=family, number=value, bound=bound, unit=unit, on=on, is_dated=own,
        topic=topic_of(line.tokens), detail=line.shape, context=article.contexts[line.n],
        recipients=tuple(it for it in states_in(line.shape) if it not in states), around=line.sentence.text,
    )  # fmt: skip
    return over(article, line.n, base + start, base + end, f"a {family} of {value:g} {unit}", query)


def _nearest(article: Article, line: Line, start: int, end: int) -> tuple[str, ...]:
    """The state that a value belongs to: `48.6 percent of Belarusian output`, `17 percent of Armenia's`."""
    behind = re.match(r"\W*(?:of|in|for|by) (?:the )?", line.sentence.text[end:])
    after = _place(article, line, end + behind.end() - 1, 3) if behind else ()
    if after:
        return after
    base = line.sentence.span.start
    first = max((it.start for it in line.clauses if it.start <= base + start), default=base)
    before = [
        it.code
        for it in article.reading.mentions
        if first <= it.span.start < base + start and len(it.code) == 3 and it.code != "UNK"
    ]
    return (
        tuple(before[-1:])
        if before and re.search(r"\bhalf|third|quarter|fifth|tenth\b", line.sentence.text[start:end].lower())
        else ()
    )


def _place(article: Article, line: Line, end: int, reach: int = 60) -> tuple[str, ...]:
    """The first state named `in` or `of` shortly behind a value; within three letters where only the next word counts."""
    base = line.sentence.span.start
    for it in article.reading.mentions:
        gap = it.span.start - base - end
        if 0 <= gap <= reach and len(it.code) == 3 and it.code != "UNK":
            between = line.sentence.text[end : it.span.start - base]
            if reach < 10 or re.search(r"\b(?:in|of|at)\W+(?:the )?$", between):
                return (it.code,)
    return ()


def _leases(article: Article, line: Line) -> Iterator[Found]:
    for match in _LEASE.finditer(line.shape):
        # The nearest state first: whose base it is may stand between it and its host.
        before = states_in(line.shape[: match.end()])[::-1] or article.states_before(line, match.start())
        query = Query(
            "comparison", article.main, actors=before, family="lease", number=float(match["year"]), unit="year",
            topic=topic_of(line.tokens), detail=line.shape, on=match["year"],
        )  # fmt: skip
        yield made(article, line, match.start(), match.end(), f"a base may stay until {match['year']}", query)


def _more(article: Article, line: Line) -> Iterator[Found]:
    match = _MORE_FOR.search(line.shape) or _MORE.search(line.shape)
    text = f"{line.shape} {_before(article, line)}"
    if not re.search(
        r"\b(?:figure|share|trade|export|import|remittance|arm|budget|contribution|troop|dependence|gas|turnover|percent)\b",
        text,
    ):
        return
    about = topic_of(line.tokens) | article.contexts[line.n]
    if match is not None and re.search(r"\bthan\b|exceed|top|outstrip|surpass", match.group()):
        one, other = match["one"].strip("<>"), match["other"].strip("<>")
        query = Query("comparison", article.main, actors=(one,), recipients=(other,), family="less" if match["how"] in _DOWN else "more",
                      topic=about, detail=line.shape, around=_before(article, line))  # fmt: skip
        yield made(article, line, match.start(), match.end(), f"{one} has {query.family} than {other}", query)
        return
    top = _TOP.search(line.shape)
    states = states_in(line.shape)
    if top is not None and len(states) in (1, 2) and _AMONG.search(line.shape) and _SHARE.search(line.shape):
        query = Query("comparison", article.main, actors=states[:1], family="least" if top["how"] in _DOWN else "most",
                      topic=about, detail=line.shape, around=_before(article, line))  # fmt: skip
        yield over(article, line.n, *line.span(top.start(), top.end()), f"{states[0]} has {query.family}", query)


def _bulk(article: Article, line: Line) -> Iterator[Found]:
    match = _BULK.search(line.shape)
    near = f"{_before(article, line)} {line.shape}"
    if match is not None and _DISSENT.search(near):
        state = match["who"].strip("<>")
        query = Query(
            "comparison", article.main, actors=(state,), family="bulk", detail="dissent", topic=topic_of(line.tokens)
        )
        yield made(article, line, match.start(), match.end(), f"most dissent comes from {state}", query)


def _before(article: Article, line: Line) -> str:
    """The sentence before, as a line."""
    return article.lines[line.n - 1].shape if line.n else ""
