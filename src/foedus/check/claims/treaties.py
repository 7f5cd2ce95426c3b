"""Claims of an alliance's own dates: when and where its treaty was signed, came into force, and when the alliance ended."""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from foedus.check.article import Article
from foedus.check.claims.common import over
from foedus.check.claims.obligations import alliance, is_named_beside
from foedus.check.duties import masked
from foedus.check.line import Line, states_in
from foedus.check.types import Found, Query
from foedus.questions.wording import MONTHS

KINDS = ("date",)

_NOUN = r"(?:treaty|pact|charter|constitutive act|founding act|alliance|organi[sz]ation|bloc|grouping|union|community|league|association|council|arrangements|convention|communiqu[eé])"
_KIND = r"(?:(?:founding|collective|security|mutual|defen[cs]e|assistance|revised|constitutive|joint|bilateral|basic|original|common|regional|military|tripartite|underlying|defunct|sister|modified|first|own|guarantees?|north atlantic|five-power) )*"
_WHAT = rf"(?:(?:the|its|their|this|that|whose|a|an) (?:\d{{4}} )?{_KIND}(?:\d{{4}} )?{_NOUN}|(?:the |its |a |\d{{4}} )*(?:revised |modified |founding )?¤+(?: (?:of|in) ¤+)?(?:['’]s)?(?: (?:founding )?{_NOUN})?)"
_SIGNED = r"(?:signed|concluded|adopted|put (?:their|its|his) (?:names?|signatures?) to|inked|agreed)"
_FOUNDED = r"(?:founded|established|created|formed|set up|launched|born|came into being|dat(?:es|ing|ed)(?: back)? (?:from|to)|grew out of|was made|in existence since|has existed since|took over from|replaced|succeeded|took the place of)"
_FORCE = r"(?:(?:enter|came|com|go|went|bec|put|brought|is|was|been|be)\w* (?:formally |legally |only |finally )?(?:in|into) force|in force|(?:took|takes?|taking|taken) (?:legal )?effect|became (?:effective|binding)|effective)"
_ENDED = r"(?:dissolved|wound up|disbanded|lapsed|expired|ceased to exist|ran out|terminated|abolished|came to an end|was ended|were ended|formally ended|closed down|closed its doors|folded|shut down|was buried|went out of (?:business|existence)|liquidated|dissolution|demise)"
_FAMILIES = {"signed": _SIGNED, "founded": _FOUNDED, "in_force": _FORCE, "ended": _ENDED}
_BETWEEN = r"(?:(?:,[^,.;:]{0,60},)?[^.;:]{0,45}?)"
_FIRST = {
    name: re.compile(rf"\b(?P<what>{_WHAT})(?P<gap>{_BETWEEN})\b(?P<verb>{verb})\b") for name, verb in _FAMILIES.items()
}
"""`the treaty, signed in 1992`."""
_LATER = {
    "signed": re.compile(rf"\b(?P<verb>signed|concluded|adopted|put (?:their|its) (?:names?|signatures?) to|inked|signing of|signature of) (?P<what>{_WHAT})"),
    "founded": re.compile(rf"\b(?P<verb>founded|established|created|formed|set up|founding of|creation of) (?P<what>{_WHAT})"),
    "in_force": re.compile(rf"\b(?P<verb>entry into force of|brought into force|put into force) (?P<what>{_WHAT})"),
    "ended": re.compile(rf"\b(?P<verb>dissolved|wound up|disbanded|ended|abolished|dissolution of|end of|demise of) (?P<what>{_WHAT})"),
}  # fmt: skip
"""`six states signed the treaty in 1992`."""
_AHEAD = re.compile(
    rf"^(?:and |but )?(?P<verb>signed|concluded|founded|established|created|formed|set up|launched|dissolved|in force since|adopted)\b[^.;]{{0,60}}?, (?P<what>{_WHAT}|it)\b"
)
"""`Signed in 1992, the treaty`."""
_OTHER = re.compile(
    r"\b(?:protocols?|amendments?|changes|agreement (?:on|about|for)|declaration|decision|law|denunciation|withdrawal|exit|accession|deadline|ceasefire|sanctions|bill|members?|membership|force|contingent|mission|exercise|statement|memorandum|plan|programme|by)\b"
)
_STATED_DATE = 60
"""How many characters behind the verb a date may begin."""
_PLACE = re.compile(r"\b(?:in|at) (?P<place>[A-Z][\w’'é-]+(?: (?:[A-Z]|de |es )[\w’'é-]*)*)")


class _Hit(NamedTuple):
    family: str
    what: str
    start: int
    end: int
    verb: int
    on: str
    is_active: bool = False


def find(article: Article) -> Iterator[Found]:
    """Dates of treaties and alliances, each with what stands beside it."""
    for line in article.lines:
        base, end = line.sentence.span
        allies = [(it.start - base, it.end - base) for it in article.named if base <= it.start < end]
        low = masked(line.sentence.text, [], allies)
        seen: set[tuple[str, str]] = set()
        for hit in _hits(article, line, low):
            if (hit.family, hit.on) not in seen:
                seen.add((hit.family, hit.on))
                made = _made(article, line, hit)
                if made is not None:
                    yield made


def _hits(article: Article, line: Line, low: str) -> Iterator[_Hit]:
    for family, pattern in _FIRST.items():
        for match in pattern.finditer(low):
            if not _OTHER.search(match["gap"]) and not _is_ahead(low, match.start("verb")):
                yield from _dated(article, line, low, family, match, what=_nearest(match))
        verbs = [it for it in re.finditer(rf"\b{_FAMILIES[family]}\b", low) if it.start() > 0]
        yield from _beside(article, line, low, family, verbs)
    for family, pattern in _LATER.items():
        for match in pattern.finditer(low):
            yield from _dated(article, line, low, family, match, before=True)
    for match in re.finditer(rf"\b(?P<what>{_WHAT})(?= of )", low):
        on = _date(article, line, low, match.end() + 4)
        if on is not None and line.sentence.text[match.end() + 4 :].startswith(on[2]):
            # `the treaty of 1997` may be any other one: a date so told bears out, and excludes where it goes with a name.
            what = match["what"] if "¤" in match["what"] else "a treaty"
            yield _Hit("signed", what, match.start(), on[1], match.start(), on[0])
    ahead = _AHEAD.match(low)
    if ahead is not None:
        yield from _dated(article, line, low, _AHEAD_FAMILIES.get(ahead["verb"], "founded"), ahead)


_AHEAD_FAMILIES = {"signed": "signed", "concluded": "signed", "adopted": "signed", "dissolved": "ended", "in force since": "in_force"}  # fmt: skip


def _nearest(match: re.Match[str]) -> str:
    """The last instrument named before the verb: `the Union State will have its own treaty, signed ...`."""
    inside = re.findall(rf"\b{_WHAT}", match["gap"])
    return inside[-1] if inside else match["what"]


def _beside(article: Article, line: Line, low: str, family: str, verbs: list[re.Match[str]]) -> Iterator[_Hit]:
    """`The treaty, signed in May 1992, entered into force in April 1994`: a second verb of the same subject."""
    first = re.match(
        rf"^(?:\W|and |but )*(?P<what>{_WHAT}|it)(?=,| (?:was|were|had|has|entered|came|took|went|lapsed|expired))", low
    )
    if first is None:
        return
    for match in verbs:
        gap = low[first.end() : match.start()]
        if (
            len(gap) < 160
            and not _OTHER.search(re.sub(r"\bby\b", " ", gap))
            and not re.search(r"[;:]|\bwhich\b|\bwhose\b", gap)
            and not _is_ahead(low, match.start())
        ):
            on = _date(article, line, low, match.end())
            if on is not None:
                yield _Hit(family, first["what"], match.start(), on[1], match.start(), on[0])


def _is_ahead(low: str, verb: int) -> bool:
    """Whether what is told is still to come, or is denied."""
    return bool(
        re.search(
            r"\b(?:will|would|to be|not|never|n['’]t|if|unless|until|could|should|may|before)\b[^.;,]{0,20}$",
            low[:verb],
        )
    )


def _dated(
    article: Article, line: Line, low: str, family: str, match: re.Match[str], *, before: bool = False, what: str = ""
) -> Iterator[_Hit]:
    on = _date(article, line, low, match.end("verb") if not before else match.end())
    if on is not None:
        yield _Hit(
            family,
            what or match["what"],
            match.start(),
            max(on[1], match.end("verb")),
            match.start("verb"),
            on[0],
            before,
        )
    elif before and not _is_ahead(low, match.start("verb")):
        clause = line.clause_at(line.place_of(line.sentence.span.start + match.start("verb")))
        dates = [it for it in clause.dates if it.on] if clause else []
        if len(dates) == 1:
            yield _Hit(family, match["what"], match.start(), match.end(), match.start("verb"), dates[0].on, before)


def _date(article: Article, line: Line, low: str, after: int) -> tuple[str, int, str] | None:
    """The first date behind a word, where nothing else that is done comes between."""
    base = line.sentence.span.start
    for one in article.dates[line.n]:
        if one.span is None or not one.on:
            continue
        start, end = one.span.start - base, one.span.end - base
        if 0 <= start - after <= _STATED_DATE:
            gap = low[after:start]
            if re.search(
                r"[;:]|\b(?:and|but|which|who|while|after|before|until|by the|for an?)\b(?! (?:the|its))|\bago\b", gap
            ):
                return None
            return one.on, end, one.text
    return None


_ITS_SUBJECT = re.compile(r"<[A-Z]{3}>(?: , [^<,]*,)? (?:have |also |then |only |itself )*$")
"""A state right before the verb: `Belarus having signed`."""


_OF_ANOTHER = re.compile(r"\b(?:on|about|to|from|under|with|for|\w+ing) (?:the |its |a )?$")
"""What stands before a treaty that is not itself what was signed: `a memorandum on making the treaty ...`, `exit from the pact`."""


def _made(article: Article, line: Line, hit: _Hit) -> Found | None:
    base = line.sentence.span.start
    start, end = base + hit.start, base + hit.end
    ally, _ = alliance(article, start, end, line.n)
    sentence = line.sentence.text.replace("\n", " ")
    behind = re.match(r",? (?:in|at) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*|,? by [^.;]{0,40}", sentence[hit.end :])
    text = sentence[hit.verb : hit.end + (behind.end() if behind else 0)]
    if not ally:
        return None
    names = re.findall(_NOUN, hit.what) or re.findall(_NOUN, line.sentence.text[hit.start : hit.end].lower())
    if _OF_ANOTHER.search(sentence[: hit.start]):
        return None
    # `Azerbaijan signed the treaty in 1993` tells of one party, which may have come later.
    before = line.shape[: line.place_of(base + hit.verb)]
    if (hit.is_active and states_in(before[-90:])) or _ITS_SUBJECT.search(before):
        return None
    what = names[-1] if names else "it" if hit.what == "it" else "alliance"
    is_open = what in ("treaty", "pact") and not is_named_beside(article, line)
    query = Query(
        "date", ally, others=tuple(dict.fromkeys(it.code for it in article.named)) if is_open else (), family=hit.family, on=hit.on, is_dated=True, article=what, is_sure=not hit.what.startswith(("a ", "an ")),
        places=tuple(it["place"] for it in _PLACE.finditer(text) if not any(month.startswith(it["place"].split()[0]) for month in MONTHS)), detail=text, around=line.sentence.text,
    )  # fmt: skip
    year = re.search(r"\b(1[89]\d\d|20\d\d)\b", hit.what)
    query = replace(query, since=year.group() if year else "")
    words = {"signed": "was signed", "founded": "began", "in_force": "came into force", "ended": "ended"}[hit.family]
    return over(article, line.n, start, end, f"the {what} of {ally} {words} in {hit.on}", query)
