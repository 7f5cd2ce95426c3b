"""What claims of membership share: which alliance words speak of, the claim itself, and the words for members."""

from __future__ import annotations

import re
from dataclasses import replace

from foedus.check.article import Article
from foedus.check.claims.common import by_when, made
from foedus.check.line import ALLIANCE, STATE, Line
from foedus.check.numbers import value_of
from foedus.check.types import Found, Query
from foedus.reading.when import MONTHS

MONTH = rf"(?:{'|'.join(MONTHS)})"
"""The name of a month in a shape of lemmas."""
MEMBER = (
    r"(?:(?:full|founding|found|founder|original|fellow|present|current|other|another|new|old|small|large|young|late|long|stand|european|active|equal|"
    r"-|nato|loyal|poor|rich|baltic|gulf|arab|african|treaty) )*(?:member|member state|member country|member nation|signatory|party|co - signatory|partner in the treaty)"
)
"""A word for a member in a shape of lemmas, with adjectives before it."""
OF = rf"(?: (?:of|to|in) (?:the )?(?:(?P<ally>{ALLIANCE})|(?P<it>(?:\w+ ){{0,2}}?(?:treaty|pact|charter|community|league|union|group|council|club|commonwealth|association|accord|six|seven|bloc)|it(?= [,.;)]))\b))"
"""`of the bloc`: the alliance behind a word for members, by name or by a word that stands for it."""
ENDS = r"(?= (?:,|\.|;|:|\)|–|—|-|and|but|since|until|from|in|at|today|now|with|as|for|while|who|which|that|the|after|before|ever)\b| [,.;:)–—-])"  # noqa: RUF001
OTHER_BODIES = re.compile(
    r"\b(?:parliament|security council|un council|delegation|crew|team|commission|cabinet|board|jury|family|household|opposition|party of|faction)\b"
)
"""Words behind `member` that make it no member of an alliance."""
SAYS = {
    "member": "is a member of", "not_member": "is not a member of", "never": "was never a member of", "joined": "joined", "left": "left",
    "not_joined": "did not join", "signed": "signed the treaty of", "not_signed": "did not sign the treaty of", "not_left": "did not leave",
    "former": "was once a member of", "founder": "was a founder of", "roster": "with those listed makes up", "not_founder": "was no founder of", "returned": "came back to",
    "not_returned": "did not come back to", "nth": "came in its turn to", "denounced": "gave notice to", "not_denounced": "gave no notice to",
    "unbroken": "has belonged without a break to", "suspended": "is suspended from",
}  # fmt: skip
"""How each claim of membership is put."""


def code_of(words: str) -> str:
    """The code in `<@CSTO>`."""
    return words.strip("<@>")


def ally_of(article: Article, line: Line, match: re.Match[str]) -> str:
    """The alliance that a match names; else the one named in its sentence, the one spoken of last, or the article's own."""
    groups = match.groupdict()
    named = groups.get("ally") or groups.get("ally2")
    if named:
        return code_of(named)
    start, end = line.span(match.start(), match.end())
    if groups.get("it") and article.main:
        return article.main
    before = re.findall(ALLIANCE, line.shape[: match.start()])
    if before:
        return code_of(before[-1])
    return article.main or article.alliance_of(start, end, line.n)[0]


def date_after(article: Article, line: Line, place: int) -> str:
    """The date that stands right behind a place of the shape: a clause may hold two moves with a date each."""
    _, end = line.span(place - 2, place)
    for one in article.dates[line.n]:
        if one.span is not None and one.on and 0 <= one.span.start - end <= 14:
            return one.on
    return ""


_YEARS_LATER = re.compile(
    r"^ ?(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) year (?:late|after that)\b(?! (?:by|than))"
)


def years_later(article: Article, line: Line, place: int) -> tuple[bool, str]:
    """Whether `two years later` stands behind a place, and the year that it comes to by the last date before it."""
    match = _YEARS_LATER.match(line.shape[place:])
    if match is None:
        return False, ""
    return True, _year(article, line, place, 1 if match["n"] in ("a", "an") else value_of(match["n"]))


_BY_WORD = {"that year": 0, "the same year": 0, "the next year": 1, "the following year": 1, "the follow year": 1}
_BY_DAY = {"last year": 1, "this year": 0}


def year_of(article: Article, line: Line, place: int, words: str) -> str:
    """The year of `last year` or `the following year`, by the article's own day or the last date before; empty where unknown."""
    if words in _BY_DAY:
        return str(article.day.year - _BY_DAY[words]) if article.day else ""
    return _year(article, line, place, _BY_WORD[words])


def _year(article: Article, line: Line, place: int, count: float | None) -> str:
    """The year some years after the last date before a place; empty where that is unknown."""
    start, _ = line.span(place, place + 1)
    before = [it.on for it in article.dates[line.n] if it.span is not None and it.on and it.span.end <= start]
    anchor = (before or [article.running[line.n]])[-1]
    if not re.match(r"\d{4}", anchor) or "|" in anchor or count is None:
        return ""
    return str(int(anchor[:4]) + int(count))


def outer_subject(line: Line, place: int) -> str:
    """`X, which borders Y, left`: where the name at a place ends an aside, the name before the aside; empty for none."""
    match = _ASIDE.search(line.shape[:place])
    return match["outer"] if match else ""


_ASIDE = re.compile(
    rf"(?P<outer>{STATE})(?: [a-z]+){{0,2}} , (?:(?:which|who|whose|where|with|watch|see|follow|face|border|like|unlike|alarm|worry|cite|fear|after|amid|as|support|back|encourage)\b)[^,<]{{0,60}} $"
)


def member_claim(
    article: Article, line: Line, match: re.Match[str], state: str, ally: str, family: str, on: str = "", acts: str = ""
) -> Found:
    """The claim that a state belonged, joined, left: with the date right behind the words, else that of their clause."""
    verb = match.start("verb") if "verb" in match.re.groupindex and match["verb"] else match.start()
    clause = line.clause_at(verb)
    dated, own = by_when(article, clause, line.n)
    near = on or (date_after(article, line, match.end()) if family not in ("member", "not_member") else "")
    is_later, year = years_later(article, line, match.end())
    if not is_later and verb != match.start() and match["verb"].endswith(("late", "that")):
        is_later, year = years_later(article, line, verb)
    if verb != match.start() and match["verb"] in {*_BY_WORD, *_BY_DAY}:
        is_later, year = True, year_of(article, line, verb, match["verb"])
    if is_later:
        dated, own = year, bool(year)
    elif near:
        dated, own = near, True
    elif own and not _is_beside(article, line, match):
        own = False
    since = ""
    after = line.shape[match.end() : match.end() + 24]
    if family == "member" and re.match(r"\s?,?(?:ever )?(?:since|from)\b", after.strip()):
        since, family = dated, "joined"
    elif family in ("not_member", "unbroken") and " since " in line.shape[match.start() : match.end() + 24]:
        since = dated
    if own and not since and family == "member" and _is_of_now(article, line, match, dated):
        dated, own = "", False
    is_past = bool(re.search(r"> (?:be|belong) ", match.group())) and any(
        line.token_at(match.start() + it.start() + 1).tag_ == "VBD"
        for it in re.finditer(r" (?:be|belong) ", match.group())
    )
    query = Query(
        "membership", ally, actors=(state,), family=family, on=dated, since=since, is_dated=own, detail=line.shape,
        acts=(acts,) if acts else (), unit="past" if is_past else "",
    )  # fmt: skip
    return made(article, line, match.start(), match.end(), f"{state} {SAYS[family]} {ally}", query)


def _is_of_now(article: Article, line: Line, match: re.Match[str], on: str) -> bool:
    """Whether the words are in the present and the date stands elsewhere: `X was out by 2014, but Y remains a party`."""
    first, last = line.span(match.start(), match.end())
    base = line.sentence.span.start
    tags = {it.tag_ for it in line.tokens if first <= base + it.idx < last}
    if not tags & {"VBZ", "VBP"} or tags & {"VBD", "VBN"}:
        return False
    return not any(
        it.on and it.on in on and it.span is not None and first <= it.span.start < last + 24
        for it in article.dates[line.n]
    )


def _is_beside(article: Article, line: Line, match: re.Match[str]) -> bool:
    """Whether no semicolon parts the date of a clause from the words that are to be dated by it."""
    start, end = line.span(match.start(), match.end())
    text = article.text
    for one in article.dates[line.n]:
        if one.span is None or not one.on:
            continue
        between = text[one.span.end : start] if one.span.end <= start else text[end : one.span.start]
        if ";" not in between:
            return True
    return not article.dates[line.n]


def with_list(found: Found, listed: tuple[str, ...], is_named: bool = True) -> Found:
    """The claim, with all that are listed beside its state, and whether the alliance is named there."""
    others = tuple(it for it in listed if it not in found.query.actors)
    return replace(found, query=replace(found.query, recipients=others, is_sure=is_named))
