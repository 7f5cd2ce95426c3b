"""Claims of votes: which states voted which way, how many, who was the only one, and by how many votes a text passed."""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.check.article import Article
from foedus.check.ballots import ABOUT, Cast, casts, tallies, tally_spans
from foedus.check.claims.common import over, topic_of
from foedus.check.line import Line
from foedus.check.numbers import NUMBER, value_of
from foedus.check.types import Found, Query

KINDS = ("vote",)

_GROUP = r"(?:allies|members?|partners|states|countries|of them|capitals|governments|of the (?:six|five|members|allies)|members of the (?:bloc|alliance|organi[sz]ation))"
_COUNT = re.compile(
    rf"\b(?P<n>{NUMBER}|none|nobody|no (?:ally|member|one)|both)\b(?! (?:days?|weeks?|months?|years?|times?|hours?))"
)
_EVERY = re.compile(rf"\b(?:all|every)\b (?:of )?(?:the |its |other )*(?:{_GROUP}|ally|member)[^.;]{{0,30}}$")
_ONLY = re.compile(r"\b(?:only|sole|alone|lone|solitary|single)\b")
_SAME = re.compile(
    r"\b(?:the same|both|these|those|the) (?:two|three|four|five|six|pair|states|countries)\b|\bthey\b|\bboth\b"
)
REACH = 4
"""From how many sentences before a ballot may be what a sentence still speaks of."""


def find(article: Article) -> Iterator[Found]:
    """Votes sentence by sentence, where it or those just before it speak of a ballot."""
    for line in article.lines:
        text = line.sentence.text.replace("\n", " ")
        context = _before(article, line)
        if not ABOUT.search(f"{context} {text}"):
            continue
        found = [it for it in casts(text) if not _is_ahead(line, text, it)]
        is_told = re.search(r"\b(?:vot\w+|abst\w+|ballots?|resolution|motion)\b", text, re.IGNORECASE)
        if not found or not (is_told or re.search(r"\b(?:vot\w+|ballots?|abst\w+)\b", context[-600:], re.IGNORECASE)):
            continue
        yield from _in_line(article, line, text, context, found)


def _before(article: Article, line: Line) -> str:
    """The words of the sentences before, in the same paragraph and the one above."""
    return " ".join(it.sentence.text for it in article.lines[max(0, line.n - REACH) : line.n]).replace("\n", " ")


def _is_ahead(line: Line, text: str, cast: Cast) -> bool:
    return bool(
        re.search(
            r"\b(?:will|would|could|might|may|if|to|should|expected|urged)\b(?: not)?\W*$", text[: cast.start].lower()
        )
    ) and not re.search(r"\b(?:only|alone|sole|first|last)\b[^.;]{0,40}\bto\W*$", text[: cast.start].lower())


def _in_line(article: Article, line: Line, text: str, context: str, found: list[Cast]) -> Iterator[Found]:
    named = _named(article, line)
    base = line.sentence.span.start
    told: list[str] = []
    last = 0
    tally = tallies(text)
    if len(tally) > 1 or (tally and re.search(r"\bby (?:a majority of )?\S+ votes?\b|\bmajority of\b", text)):
        spans = list(tally_spans(text))
        yield over(article, line.n, base + min(a for a, _ in spans), base + max(b for _, b in spans), "a count of votes",
                   _query(article, line, (), "tally", text, context, unit="votes"))  # fmt: skip
    for n, cast in enumerate(found):
        behind = found[n + 1].start if n + 1 < len(found) else len(text)
        piece = text[last : cast.start].lower()
        if _CHAMBER.search(piece):
            continue
        states, spot = _run([(code, at) for code, at in named if last <= at < cast.start], text)
        after = _after(named, text, cast, behind)
        number, unit = _number(text[spot : cast.start].lower() if states else piece)
        if number is not None or unit:
            states = []
        if not states and not number and _SAME.search(piece):
            states = _same(article, line)
        states = states or after
        first = last + _lead(text[last : cast.start])
        end = max(cast.end, *(at + 1 for code, at in named if code in after and cast.end <= at < behind), cast.end)
        only = "only" if _ONLY.search(text[max(0, cast.start - 40) : cast.end + 12].lower()) and states else unit
        if states or number is not None:
            query = _query(
                article,
                line,
                tuple(dict.fromkeys(states)),
                cast.how,
                text,
                context,
                unit=only,
                number=number,
                at=cast.start,
            )
            yield over(
                article, line.n, base + first, base + end, f"{', '.join(states) or 'members'}: {cast.how}", query
            )
        told = states or told
        last = end
        yield from _likewise(article, line, text, context, cast, named, last, behind)


def _named(article: Article, line: Line) -> list[tuple[str, int]]:
    base, end = line.sentence.span
    return [
        (it.code, it.span.start - base) for it in article.reading.mentions
        if base <= it.span.start < end and len(it.code) == 3 and it.code not in ("UNK", "NSA") and it.kind != "body" and it.code not in article.alliances.rows
    ]  # fmt: skip


def _after(named: list[tuple[str, int]], text: str, cast: Cast, behind: int) -> list[str]:
    """States behind the verb: `voting against were X and Y`, `abstentions by X`, or `X included`."""
    piece = text[cast.end : behind]
    match = re.match(r"\s*(?:were|was|came from|by|from|:)\s", piece)
    if match is None and not re.search(r"\bincluded\b", piece):
        return []
    return [code for code, at in named if cast.end <= at < behind]


def _run(named: list[tuple[str, int]], text: str) -> tuple[list[str], int]:
    """The states listed last before a vote, without those that only say of what or after whom; and where the list ends."""
    run: list[tuple[str, int]] = []
    is_list = False
    for code, at in named:
        gap = text[run[-1][1] : at] if run else ""
        is_of = bool(run) and bool(_OF.search(text[: run[0][1]].lower()))
        joined = _JOINED.fullmatch(gap)
        if run and (joined is None or (is_of and not re.search(r"\b(?:and|or)\b", gap))):
            run, is_list = [], False
        is_list = is_list or bool(joined and re.search(r" (?:and|or|&|as well as) (?:the )?$", gap))
        run.append((code, at))
    if not run or _OF.search(text[: run[0][1]].lower()):
        return [], run[-1][1] if run else 0
    return [code for code, _ in (run if is_list else run[-1:])], run[-1][1]


_JOINED = re.compile(
    r"[\w’'.-]+(?: [A-Z][\w’'-]+| and Tobago| Republic)*(?:,? (?:and|or|as well as|&)|,)(?: the| and)? ?"
)
_OF = re.compile(
    r"\b(?:in|on|of|about|over|against|to|from|follow\w*|like|behind|joined|condemn\w*|suspend\w*|lose|for|with|than)\W+(?:the )?$"
)
_CHAMBER = re.compile(
    r"\b(?:parliament\w*|senate|senators|lawmakers?|deputies|duma|house|congress|referendum|voters)\b"
)


def _number(piece: str) -> tuple[float | None, str]:
    """How many voted so: the last number before the vote; `all` where each is meant without a number."""
    found = [it for it in _COUNT.finditer(piece) if not re.fullmatch(r"\d{3,}", it["n"])]
    if not found:
        return (None, "all") if _EVERY.search(piece) else (None, "")
    words = found[-1]["n"]
    if words == "one" and _ONLY.search(piece):
        return None, ""
    return 0.0 if words.startswith("no") else 2.0 if words == "both" else value_of(words), "members"


def _same(article: Article, line: Line) -> list[str]:
    """The states of the last sentence that named some with a vote."""
    for earlier in reversed(article.lines[max(0, line.n - 3) : line.n]):
        text = earlier.sentence.text
        found = casts(text)
        named = _named(article, earlier)
        if found and named:
            return [code for code, at in named if at < found[0].start] or [code for code, _ in named]
    return []


def _likewise(
    article: Article,
    line: Line,
    text: str,
    context: str,
    cast: Cast,
    named: list[tuple[str, int]],
    first: int,
    last: int,
) -> Iterator[Found]:
    """`Kazakhstan likewise`: a state behind a vote of which the same is said."""
    for code, at in named:
        if first <= at < last:
            match = re.match(r"[\w’' ]{0,24}?\b(?:likewise|did the same|followed suit)\b", text[at:])
            if match:
                query = _query(article, line, (code,), cast.how, text, context)
                base = line.sentence.span.start
                yield over(article, line.n, base + at, base + at + match.end(), f"{code}: {cast.how}", query)


def _lead(piece: str) -> int:
    """Where the words about one vote begin, behind what was told before it."""
    cut = [it.end() for it in re.finditer(r"[;:]|, (?:while|but|whereas)\b", piece)]
    return cut[-1] if cut else 0


def _query(
    article: Article, line: Line, states: tuple[str, ...], how: str, text: str, context: str, *,
    unit: str = "", number: float | None = None, at: int = 0,
) -> Query:  # fmt: skip
    base = line.sentence.span.start
    told = [it for it in article.dates[line.n] if it.on and it.span is not None]
    before = [it.on for it in told if it.span is not None and it.span.start - base < at]
    dates = before[-1:] or [it.on for it in told]
    ally, _ = article.alliance_of(*line.sentence.span, line.n)
    earlier = [it.on for one in article.dates[max(0, line.n - REACH) : line.n] for it in one if it.on]
    return Query(
        "vote", ally, actors=states, family=how, on=dates[0] if dates else (earlier[-1] if earlier else ""),
        since=earlier[-1] if earlier else "", is_dated=bool(dates), number=number, unit=unit, topic=topic_of(line.tokens), context=article.contexts[line.n],
        detail=context, around=text,
    )  # fmt: skip
