"""Towards whom a statement speaks, and how: supports, criticises, neutral or unclear, with the words that say so.

A small list of words, with negation; a statement that praises and blames at once, or that has no such word but names an
actor, is not forced: the first is unclear, the second neutral.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.reading.lexicon import words
from foedus.reading.types import Reason, Span, Stance

if TYPE_CHECKING:
    from foedus.reading.cast import Cast
    from foedus.reading.speakers import Speaker

_FOR = re.compile(
    r"\b(?:support\w*|back(?:s|ed|ing)?(?! by| to| from| home| out| in)|stand(?:s|ing)? (?:by|with)|prais\w*|thank\w*|"
    r"grateful|gratitude|welcom\w*|"
    r"(?:our|good|close|true|old|been our|been a) friends?|"
    r"friendship|ally|partners?|brother\w*|(?<!dis)trust\w*|admir\w*|solidarity|commend\w*|hail\w*|applaud\w*|appreciat\w*|defend\w*|"
    r"guarantee\w*|not leave|not abandon|loyal\w*|reliable|stronger than ever|success\w*|helped)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:aggress\w*|betray\w*|fail\w*|neglect\w*|condemn\w*|denounc\w*|blam\w*|accus\w*|critici[sz]\w*|violat\w*|"
    r"unacceptable|shame\w*|disgrace\w*|barbar\w*|crimes?|criminal\w*|terroris\w*|lies?|lying|liar\w*|provocat\w*|threat\w*|"
    r"illegal\w*|unlawful\w*|occup(?:y|ied|ation|ier\w*)|harm\w*|snub\w*|weak\w*|depressing|disappoint\w*|farce|reject\w*|"
    r"broke|broken|irresponsib\w*|reckless\w*|hostil\w*|isolat\w*|los(?:e|es|ing) (?:its|his)|slow to|refus\w*|attack\w*|"
    r"shell(?:ed|ing)|invad\w*|invasion|abandon\w*|did not (?:help|come|answer|deter)|not managed|useless|empty|paper only|"
    r"dead|dictator\w*|vassal\w*|treats? us|warned|unfriendly|cynical|absurd|massacre\w*|genocid\w*|killed)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:\bnot?|n['’]t|\bnever|\bno longer|\bwithout|\bnor|\bneither|\bhardly)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_CUES_AGAINST = words(
    """condemned condemns condemning denounced denounces denouncing criticised criticized criticises criticizes accused
    accuses blamed blames slammed slams blasted blasts lambasted decried deplored mocked ridiculed dismissed
    rejects rejected complained"""
)
_CUES_FOR = frozenset(["praised", "praises", "hailed", "hails", "thanked", "welcomed", "welcomes"])


def stance(cast: Cast, words: Span, speaker: Speaker, cue: str) -> tuple[str, Stance, tuple[Reason, ...]]:
    """Code of whom the words are about (empty for nobody known), the stance, and the reasons."""
    about, why = _about(cast, words, speaker, cue)
    marks = [(match, 1) for match in _FOR.finditer(cast.text, words.start, words.end)]
    marks += [(match, -1) for match in _AGAINST.finditer(cast.text, words.start, words.end)]
    signs = set()
    reasons = [why] if why else []
    for match, sign in marks[:12]:
        is_not = bool(_NOT.search(cast.text[max(words.start, match.start() - 30) : match.start()]))
        is_not = is_not and "not" not in match.group().split()
        signs.add(-sign if is_not else sign)
        reasons.append(
            Reason("alliance", f"stance: {match.group()}" + (" (negated)" if is_not else ""), Span(*match.span()))
        )
    if cue in _CUES_AGAINST | _CUES_FOR:
        signs = {-1 if cue in _CUES_AGAINST else 1}
        reasons.append(Reason("alliance", f"stance: verb {cue}"))
    if not about:
        return "", "unclear" if signs else "neutral", tuple(reasons)
    if len(signs) > 1:
        return about, "unclear", tuple(reasons)
    return about, ("supports" if 1 in signs else "criticises" if signs else "neutral"), tuple(reasons)


def _about(cast: Cast, words: Span, speaker: Speaker, cue: str) -> tuple[str, Reason | None]:
    """The actor named most often in the words, other than the speaker's own; else, beside a verb of judgement, its object."""
    counts: dict[str, int] = {}
    spans: dict[str, Span] = {}
    named = [one for one in cast.inside(words.start, words.end) if one.code not in ("UNK", speaker.code)]
    if not named and cue in _CUES_AGAINST | _CUES_FOR:
        named = [
            one for one in cast.inside(max(0, words.start - 120), words.start) if one.code not in ("UNK", speaker.code)
        ][-1:]
    for one in named:
        counts[one.code] = counts.get(one.code, 0) + 1
        spans.setdefault(one.code, one.span)
    if not counts:
        return "", None
    code = max(counts, key=lambda key: (counts[key], -spans[key].start))
    return code, Reason("recipient", f"about: {code}, named {counts[code]} times in the words", spans[code])
