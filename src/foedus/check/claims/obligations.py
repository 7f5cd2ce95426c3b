"""Claims of what a treaty binds its members to: article by article, notice and terms, an attack on one and on all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.check.article import Article
from foedus.check.claims.common import over, topic_of
from foedus.check.line import Line
from foedus.check.numbers import quantities, value_of
from foedus.check.types import Found, Query

KINDS = ("obligation",)

_ARTICLE = re.compile(r"\barticle (?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b")
_BINDS = re.compile(
    r"\b(?:oblige|obligation|bind|commit|commitment|require|promise|pledge|guarantee|provide for|provide that|provision|stipulate|state that|say that|call for|must|owe|shall|undertake|regard as|treat as|consider|deem|count as|entitle|allow|forbid|prohibit|mean that|right to|charter|treaty|pact|clause|unanim\w+|consensus)\b"
)
_ONE_ALL = re.compile(
    r"\b(?:attack|aggression|assault)\b.{0,40}\b(?:one|any|a member|single|against a|sovereignty of one)\b.{0,50}\b(?:all|others?|every|rest)\b|\bone for all\b|mutual defen[cs]e|collective defen[cs]e (?:clause|guarantee|pledge|pact)"
)
_NOTICE = re.compile(
    r"\b(?:leave|withdraw|withdrawal|quit|exit|go|depart\w*)\b.{0,70}\b(?:notice|ahead|advance|beforehand|notify|announce)\b|\b(?:notice)\b.{0,60}\b(?:leave|withdraw\w*|quit|exit)\b|\b(?:year|month)s? 's notice\b|\b(?:ahead|in advance)\b"
)
_TERM = re.compile(r"\bterm of\b|\b(?:first|initial) term\b|\bfor a (?:term|period)\b|\brun for\b")
_INVOKES = re.compile(
    r"\b(?:invoke|trigger|activate|ask|request|appeal|call|turn|use|refer|cite|seek|consultation under)\b"
)
_KINDS = (
    ("defence", _ONE_ALL),
    ("withdrawal-notice", _NOTICE),
    ("term", _TERM),
    ("consultation", re.compile(r"\bconsult|\bconfer\b|\btalk\b|\bdiscuss")),
    ("aid", re.compile(r"\b(?:help|assist\w*|aid|support|come to|troops?|armed)\b")),
    ("non-aggression", re.compile(r"\brenounce\b.{0,30}\bforce\b|\bnot (?:to )?(?:use|threaten)\b.{0,20}\bforce\b|non-aggression|force against (?:each|one)")),
    ("hosting", re.compile(r"\b(?:base|facilit\w+)\b.{0,60}\b(?:soil|territory|consent|agree|object|all)\b|\bforeign (?:base|military)")),
    ("decisions", re.compile(r"\bunanim\w+|\bconsensus\b|\bveto\b")),
    ("financing", re.compile(r"\b(?:contribution|dues|arrears)\b.{0,60}\b(?:vote|lose)\b|\bpay\b.{0,30}\b(?:must|dues)\b")),
    ("suspension", re.compile(r"\b(?:suspend|expel|exclude)\w*\b.{0,60}\b(?:duty|obligation|fulfil|member)\b")),
    ("aims", re.compile(r"\brespect\b.{0,40}\bsovereignty\b|\bterritorial integrity\b")),
    ("exclusivity", re.compile(r"\bno (?:other )?(?:alliance|bloc)\b|\bstay out of\b|\bnot (?:to )?join\b")),
)  # fmt: skip


def find(article: Article) -> Iterator[Found]:
    """Clauses that say what members owe under the treaty or one of its articles."""
    for line in article.lines:
        yield from _in_line(article, line)


def _in_line(article: Article, line: Line) -> Iterator[Found]:
    shape = line.shape
    named = _ARTICLE.search(shape)
    kinds = [kind for kind, pattern in _KINDS if pattern.search(shape)]
    one_all = bool(_ONE_ALL.search(shape))
    binds = _BINDS.search(shape)
    if not kinds or not (
        one_all
        or (kinds[0] == "term" and "term of" in shape)
        or (
            binds
            and (
                named
                or set(kinds)
                & {"withdrawal-notice", "term", "hosting", "non-aggression", "decisions", "aims", "financing"}
                or _treaty(shape)
            )
        )
    ):
        return
    if named and _INVOKES.search(shape) and not one_all and not _owed(shape):
        return
    if "term" in kinds and not quantities(line.sentence.text):
        return
    if not one_all and not _treaty(shape) and not named and not set(kinds) & {"withdrawal-notice", "hosting", "term"}:
        return
    start, end = line.sentence.span
    trigger = _ONE_ALL.search(shape) or next(p.search(shape) for k, p in _KINDS if k == kinds[0])
    clause = line.clause_at(trigger.start()) if trigger else None
    if trigger is not None and clause is not None and clause.end - clause.start > 30:
        start, end = min(clause.start, line.span(trigger.start(), trigger.end())[0]), clause.end
    ally, others = article.alliance_of(start, end, line.n)
    if not ally:
        return
    number = _number(line.sentence.text, kinds)
    topic = topic_of(line.tokens)
    query = Query(
        "obligation",
        ally,
        others=others,
        family=kinds[0],
        acts=tuple(kinds),
        article=_article(named["n"]) if named else _before(article, line),
        number=number[0] if number else None,
        unit=number[1] if number else "",
        bound=number[2] if number else "exactly",
        topic=topic,
        detail=shape,
    )
    yield over(article, line.n, start, end, f"{ally} binds its members: {kinds[0].replace('-', ' ')}", query)


def _owed(shape: str) -> bool:
    return bool(re.search(r"\b(?:oblige|bind|commit|require|owe|must|promise|say|guarantee|provide)\b", shape))


def _treaty(shape: str) -> bool:
    return bool(re.search(r"\b(?:treaty|pact|charter|agreement|clause|protocol|text|article)\b|<@", shape))


def _before(article: Article, line: Line) -> str:
    """`under the same article`: the one that a sentence before named."""
    if not re.search(r"\bsame article\b|\bthat article\b|\bthe article\b", line.shape):
        return ""
    for earlier in reversed(article.lines[: line.n]):
        named = _ARTICLE.search(earlier.shape)
        if named:
            return _article(named["n"])
    return ""


def _article(words: str) -> str:
    return f"{value_of(words):g}" if value_of(words) is not None else words


def _number(text: str, kinds: list[str]) -> tuple[float, str, str] | None:
    """Months of notice or years of a term."""
    if not {"withdrawal-notice", "term"} & set(kinds):
        return None
    for it in quantities(re.sub(r"\ba (year|month)\b", r"one \1", text.replace("’", "'"))):  # noqa: RUF001
        if it.unit in ("months", "years", "days", "weeks"):
            scale = {"years": 12.0, "months": 1.0, "days": 1 / 30, "weeks": 7 / 30}[it.unit]
            return (
                round(it.value * scale, 2),
                "months",
                "exactly" if it.bound in ("at least", "more than") else it.bound,
            )
    return None
