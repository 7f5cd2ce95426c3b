"""Claims of what a treaty binds its members to, however they are put: with its article or without, kind by kind."""

# ruff: noqa: RUF001 (the dashes of news)
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from foedus.check.article import Article
from foedus.check.claims.common import over, topic_of
from foedus.check.duties import DUE, GENERAL, NOUNS, STATED, TREATY, masked
from foedus.check.duties import KINDS as SAID
from foedus.check.line import Line
from foedus.check.numbers import value_of
from foedus.check.terms import terms
from foedus.check.types import Found, Query

KINDS = ("obligation",)

_NUMBERS = r"\d+(?: ?\(\d+\))?|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905
_ARTICLE = re.compile(
    rf"\barticles? (?:number )?(?P<n>{_NUMBERS})(?![\w-])|\b(?:the|its|very|treaty's) (?P<th>{'|'.join(_ORDINALS)}) article\b"
)
_OF_UN = re.compile(r"[(), \w]{0,8}? ?of the (?:un|united nations|charter of the united nations|washington|vienna)\b")
_BARE = re.compile(rf"^(?:and |but )?the (?P<th>{'|'.join(_ORDINALS)})(?:,| (?:says|provides|states|obliges|article))")
_SAME = re.compile(r"\b(?:same|that|this|the) article\b")
_PARTS = re.compile(
    r";|\s[–—]\s|:\s|,? (?:and|but|while|whereas|though|although) (?=(?:the|an?|any|each|every|all|its?|they|no|one|decisions?|members?|states?|foreign|another|both|other (?:states|members|parties)|whoever|must|has|gives?|can|may|to|allows?|lets?|permits?|requires?|demands?|bars?|forbids?|obliges?|binds?|provides?|sets?|leaves?)\b)"
)
_ASKS = re.compile(
    r"\b(?:invok\w+|trigger\w*|activat\w+|ask(?:s|ed|ing)?|request\w*|appeal\w*|turn(?:ed|s)? to|cit(?:ed|es|ing)|sought|seek\w*|convened|met|called|opened|offered|refus\w+|declin\w+)\b"
)
_OWED = re.compile(
    r"\b(?:oblig\w+|bind\w*|bound|commit\w*|requir\w+|owes?|owed|must|promis\w+|says?|guarantee\w*|provid\w+|shall|pledg\w+|undert\w+|under which|clause|if|should|whenever|when|treats?|regards?|means?|duty|unless|only)\b"
)
_DENIED = re.compile(
    r"\b(?:no|without|lacks?|contains? no(?:thing)?|hold[s]? no|has no|have no)\b (?:\w+[- ]){0,3}?(?:obligation|commitment|guarantee|promise|clause|duty|pledge|provision)\b"
    r"|\b(?:not|n't|never|nothing|nor|hardly)\b[^.;]{0,25}?\b(?:oblig\w+|bind|bound|requir\w+|commit\w*|forc\w+|promis\w+|guarantee\w*|provid\w+|contain|owe|entail|amount|mean|pledge\w*)\b|\bstops? short of\b|\bnothing in\b"
)
_LAID_DOWN = re.compile(
    rf"\b(?:la(?:id|ys?) down|set (?:out|down|forth)|enshrined|anchored|contained|codified|written|spel(?:led|t) out|stipulated|provided for|regulated|governed|found|based|rooted|embodied|stands|rests)\b(?: \w+){{0,2}}? (?:in|by|under|on) (?:(?:the|its) )?(?:\w+['’]s )?article (?:{_NUMBERS})(?![\w-])"
)
_DONE_TO = re.compile(
    r" (?:was|were|is|has been|had been|have been|be) (?:\w+ )?(?:invoked|rewritten|amended|triggered|changed|activated|used|cited|applied|reworded|revised|called|raised|rewrit\w+|never|only)\b| (?:appl\w+|came|came up|has been|had been)\b"
)
"""What was done to an article, or with it, and not what it says."""
_ITS_TREATY = re.compile(rf"(?: ?\([^)]*\))? of (?:[\w'’-]+ ){{0,4}}?{TREATY} ")
_ITS_OWN = re.compile(r"['’]s (?:own )?article", re.IGNORECASE)
_STRONG = frozenset(
    {"defence", "withdrawal-notice", "decisions", "hosting", "term", "accession", "non-aggression", "financing"}
)
"""Kinds whose own words say that a rule is meant, where members in general are spoken of."""
_FAINT = frozenset(
    {"institution", "aims", "self-defence", "compatibility", "use-of-force", "notice-to-UN", "suspension"}
)
"""Kinds whose words tell of acts as often as of rules: only what the treaty is said to provide counts."""


SHORT = 18
"""What is shorter than this many characters holds no rule of its own."""


class _Part(NamedTuple):
    """A piece of a sentence with where it begins in it."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find(article: Article) -> Iterator[Found]:
    """Parts of sentences that say what members owe or may do under the treaty or one of its articles."""
    for line in article.lines:
        yield from _in_line(article, line)


def _in_line(article: Article, line: Line) -> Iterator[Found]:
    low = _masked(article, line)
    seen: set[tuple[str, int]] = set()
    for part in _parts(low):
        for kind, pattern in SAID:
            match = pattern.search(part.text)
            if (
                match is None
                or (kind, part.start) in seen
                or (kind in _FAINT and any(at == part.start for _, at in seen))
            ):
                continue
            if not _is_rule(article, line, kind, part, match, low):
                continue
            seen |= {(kind, part.start), (_FELLOWS.get(kind, kind), part.start)}
            yield from _made(article, line, kind, part, match.span(), low)
        if not any(at == part.start for _, at in seen):
            yield from _by_article(article, line, part, low)


def _by_article(article: Article, line: Line, part: _Part, low: str) -> Iterator[Found]:
    """What an article is said to lay down, in words that tell of no kind of duty otherwise."""
    match = _LAID_DOWN.search(part.text)
    if match is not None:
        kind = next((name for name, pattern in NOUNS if pattern.search(part.text[: match.start()])), "article")
        yield from _made(article, line, kind, part, match.span(), low)
        return
    match = _ARTICLE.search(part.text)
    if match is None or _OF_UN.match(part.text[match.end() :]):
        return
    first = part.start + match.end() + (of.end() if (of := _ITS_TREATY.match(part.text[match.end() :])) else 1)
    verb = next((it for it in line.tokens if it.idx == first), None)
    if verb is not None and verb.tag_ in ("VBZ", "VBD", "VBP", "VBN") and not _DONE_TO.match(part.text[match.end() :]):
        yield from _made(article, line, "article", part, (match.start(), len(part.text)), low)


_FELLOWS = {"defence": "aid", "withdrawal-notice": "term", "hosting": "accession", "accession": "decisions", "financing": "suspension",
            "suspension": "decisions", "non-aggression": "exclusivity"}  # fmt: skip
"""A kind that the same words would be read as once more."""


def _masked(article: Article, line: Line) -> str:
    base, end = line.sentence.span
    states = [
        (it.span.start - base, it.span.end - base)
        for it in article.reading.mentions
        if base <= it.span.start < end and it.code not in ("UNK", "") and it.kind not in ("person", "body")
    ]
    allies = [(it.start - base, it.end - base) for it in article.named if base <= it.start < end]
    return masked(line.sentence.text, states, allies)


def _parts(low: str) -> Iterator[_Part]:
    """The pieces of a sentence that may each hold a rule of their own."""
    at = 0
    for match in _PARTS.finditer(low):
        if match.start() - at > SHORT:
            yield _Part(low[at : match.start()], at)
            at = match.end()
    yield _Part(low[at:], at)


def _is_rule(article: Article, line: Line, kind: str, part: _Part, match: re.Match[str], low: str) -> bool:
    """Whether words tell of a rule, and not of an act that was done."""
    is_stated = bool(STATED.search(low) or _ARTICLE.search(low) or (_BARE.match(low) and _earlier(article, line)))
    is_general = bool(GENERAL.search(part.text))
    is_act = _is_act(line, part, match)
    if not _is_whole(kind, part.text):
        return False
    text = low[: part.end] if kind == "term" and _ELIDED.match(part.text) else part.text
    own = _by_kind(kind, text, match.group(), is_stated, is_general, is_act)
    if own is not None:
        return own
    if is_act and not (is_stated and (is_general or kind in _STRONG)):
        return False
    if is_stated:
        return bool(kind in _STRONG or kind == "aid" or DUE.search(part.text) or is_general)
    return is_general and (kind in _STRONG or bool(DUE.search(part.text)))


def _is_whole(kind: str, text: str) -> bool:
    """Whether words give the terms without which a kind is no claim: a length of time, or who must agree."""
    said = terms(text)
    if kind in ("withdrawal-notice", "term"):
        return bool(said.term) if kind == "term" else bool(said.notice or said.after)
    if kind in ("decisions", "hosting", "accession"):
        return bool(said.rules or said.binds or _ALLOWS.search(text))
    return kind not in ("consultation", "aid") or not _ASKS.search(text) or bool(_OWED.search(text))


def _by_kind(kind: str, text: str, hit: str, is_stated: bool, is_general: bool, is_act: bool) -> bool | None:
    """What decides for some kinds; None for all others."""
    if kind == "term":
        return (
            bool(terms(hit).term)
            and not _PROLONGED.search(text)
            and bool(re.search(r"\b(?:treaty|pact|charter|it|term)\b|¤", text))
        )
    if kind == "withdrawal-notice":
        is_leaving = bool(_WILL_BE_OUT.search(text) or ("§" not in text.partition(hit)[0] and _LEAVING.search(text)))
        return not _TROOPS.search(text) and (is_stated or is_general or is_leaving)
    if kind == "defence" and (_EQUATES.search(hit) or (_CLAUSE.match(hit) and not is_act)):
        return True
    if kind == "aims" and _AIMS.search(text):
        return "§" not in text
    if kind in _FAINT and not is_stated:
        return bool(is_general and DUE.search(text) and kind in ("suspension", "aims") and "§" not in text)
    return None


_ELIDED = re.compile(r"(?:has|had|lasts?|runs?|ran|holds?|is|was)\b")
"""A part whose subject stands in the part before it."""
_AIMS = re.compile(r"\b(?:aims?|goals?|purposes?|objectives?) (?:are|is|include|were|was|of)\b")
_ALLOWS = re.compile(
    r"\b(?:right to|may|can|could|allows?|lets?|grants?|open to|entitle\w*|forbid\w*|bars?|bans?|prohibit\w*)\b"
)


_PROLONGED = re.compile(r"\b(?:was|were|been) (?:\w+ )?(?:prolonged|extended|renewed)\b")
"""What was done to a treaty once, and no term that it sets."""
_CLAUSE = re.compile(r"(?:mutual|collective|common|guarantee|promise|commitment|obligation|duty|pledge)\b(?!.*§)")
_TROOPS = re.compile(r"\b(?:soldiers?|troops?|forces?|contingents?|peacekeepers?|battalions?|units?|base)\b")
_WILL_BE_OUT = re.compile(
    r"\b(?:will|may|can|could|would|shall)\b[^.;]{0,25}?\b(?:leave|withdraw|quit|go|be (?:out|free|gone|released))\b[^.;]{0,25}?"
    r"\b(?:days?|weeks?|months?|years?) after\b[^.;]{0,40}?\b(?:noti\w+|not(?:e|es)|letter|telling|informing|denunciation)\b"
)
"""What the rules of leaving come to for the one who leaves."""
_LEAVING = re.compile(r"\b(?:leaving|withdrawal|exit|departure|denunciation|farewell|quitting|withdrawing|departing)\b")
_EQUATES = re.compile(
    r"\b(?:on|against) (?:the (?:territory|sovereignty|forces|soil|borders) of )?(?:any |only )?(?:one|any|another|either|a single|a member|a party|an ally|each)\b.*\b(?:all|others?|every|rest|whole|each|both|danger|them|either)\b"
)


def _is_act(line: Line, part: _Part, match: re.Match[str]) -> bool:
    """Whether the clause tells of what a named state did."""
    spot = line.place_of(line.sentence.span.start + part.start + match.start())
    clause = line.clause_at(spot)
    return clause is not None and bool(clause.subjects) and not clause.modal and clause.head.tag_ in ("VBD", "VBN")


def _made(article: Article, line: Line, kind: str, part: _Part, spot: tuple[int, int], low: str) -> Iterator[Found]:
    base = line.sentence.span.start
    start, end = base + part.start + spot[0], base + part.start + spot[1]
    for clause in line.clauses:
        if clause.start < end and start < clause.end:
            start, end = min(start, max(clause.start, base + part.start)), max(end, min(clause.end, base + part.end))
    ally, others = alliance(article, start, end, line.n)
    if not ally:
        return
    text = line.sentence.text.replace("\n", " ")[part.start : part.end]
    said = terms(text)
    number_of = _article(article, line, part, low)
    if number_of and not is_named_beside(article, line):
        # `Article 11` says of itself which treaty it is of, if only one that the article speaks of has it.
        others = tuple(dict.fromkeys((*others, article.main, *(it.code for it in article.named))))
    number = (said.notice or tuple(it * 12 for it in said.term))[:1]
    query = Query(
        "obligation",
        ally,
        others=others,
        recipients=_told(article, line, part),
        family=kind,
        acts=(kind,),
        article=number_of,
        number=number[0] if number and kind in ("withdrawal-notice", "term") else None,
        unit="months" if number and kind in ("withdrawal-notice", "term") else "",
        is_negated=bool(_DENIED.search(part.text)),
        topic=topic_of([it for it in line.tokens if part.start <= it.idx < part.end]),
        detail=text,
        around=line.sentence.text,
    )
    yield over(article, line.n, start, end, f"{ally} binds its members: {kind.replace('-', ' ')}", query)


def is_named_beside(article: Article, line: Line) -> bool:
    """Whether the sentence names an alliance, and not only as the one whose own article is compared: `NATO's Article 5`."""
    base, end = line.sentence.span
    inside = [it for it in article.named if base <= it.start < end]
    return any(not _ITS_OWN.match(article.text[it.end : it.end + 20]) for it in inside)


def alliance(article: Article, start: int, end: int, n: int) -> tuple[str, tuple[str, ...]]:
    """The alliance that words speak of; where their sentence names none, that of the sentences just before, else the article's."""
    span = article.sentence(n).span
    if any(span.start <= it.start < span.end for it in article.named):
        return article.alliance_of(start, end, n)
    first = max(article.sentence(max(0, n - 2)).span.start, article.text.rfind("\n\n", 0, span.start))
    recent = [it.code for it in article.named if first <= it.start < span.start]
    return article.main if article.main in recent or not recent else recent[-1], ()


def _told(article: Article, line: Line, part: _Part) -> tuple[str, ...]:
    """States that are told of a notice: those named behind `notify`, `inform`, `notice to`."""
    match = re.search(r"\b(?:notif\w+|inform\w*|notice (?:\w+ )*to|tell\w*|deposit\w*)\b", part.text)
    if match is None:
        return ()
    first = line.sentence.span.start + part.start + match.end()
    last = line.sentence.span.start + part.end
    found = (it.code for it in article.reading.mentions if first <= it.span.start < min(last, first + 60))
    return tuple(dict.fromkeys(it for it in found if len(it) == 3 and it != "UNK"))


def _article(article: Article, line: Line, part: _Part, low: str) -> str:
    """The number of the article that a part of a sentence speaks of; empty for none."""
    inside = list(_ARTICLE.finditer(part.text)) or [it for it in _ARTICLE.finditer(low) if not _is_apart(low, it, part)]
    if inside:
        match = inside[0]
        if _OF_UN.match(inside[0].string[match.end() :]):
            return ""
        return _plain(match["n"]) if match["n"] else str(_ORDINALS.index(match["th"]) + 1)
    earlier = _earlier(article, line)
    bare = _BARE.match(low)
    if bare and earlier:
        return str(_ORDINALS.index(bare["th"]) + 1)
    if _SAME.search(part.text) and earlier:
        last = list(_ARTICLE.finditer(earlier[-1].sentence.text.lower()))[-1]
        return _plain(last["n"]) if last["n"] else str(_ORDINALS.index(last["th"]) + 1)
    return ""


def _is_apart(low: str, article: re.Match[str], part: _Part) -> bool:
    """Whether a semicolon parts an article from what is told: `Article 5 says so; either may leave after a year`."""
    between = (
        low[article.end() : part.start + 1] if article.start() < part.start else low[part.end - 1 : article.start()]
    )
    return ";" in between and ":" not in low[: part.start]


def _earlier(article: Article, line: Line) -> list[Line]:
    """The sentences just before that name an article."""
    return [it for it in article.lines[max(0, line.n - 3) : line.n] if _ARTICLE.search(it.sentence.text.lower())]


def _plain(words: str) -> str:
    """`iv`, `four` and `4(1)` as the number of the article."""
    if re.fullmatch(r"[ivx]+", words):
        return str(roman(words))
    value = value_of(words.split("(")[0].strip())
    return f"{value:g}" if value is not None else words


def roman(words: str) -> int:
    """The number that small Roman figures say."""
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50}[it] for it in words]
    return sum(-one if one < max(worth[i:]) else one for i, one in enumerate(worth))
