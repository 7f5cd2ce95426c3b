"""How votes are told of: who voted which way, and by how many votes; the same reading for articles and for rows."""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from foedus.check.numbers import NUMBER, value_of

_TEXT = r"(?:the |that |this |a |any |its |another )?(?:\w+ ){0,2}?(?:resolutions?|motions?|texts?|drafts?|measures?|ballots?|proposals?|it)\b"
CASTS = (
    ("absent", r"cast(?:s|ing)? no vote|(?:did|does|do|had) ?n[o'’]t (?:\w+ )?(?:vote\b|cast a vote|take part)|(?:was|were|is|are) absent|(?:takes?|took|taking) no part|(?:stay|stays|stayed|staying) away|left the (?:hall|room|chamber) before|(?:did|does) not show up|missed the vote|no vote was cast|not take part|was not in the hall"),
    ("abstain", r"abstain\w*|abstention\w*"),
    ("no", rf"vot(?:e|ed|es|ing)(?: \w+)? (?:against|no\b|down)|(?:said|saying|says|say) ['‘\"“]?no\b|cast(?:s|ing)? (?:\w+ ){{0,3}}(?:votes? )?against|cast(?:s|ing)? (?:\w+ ){{0,3}}no vote|(?:was|were|came out|stood|ballots?|votes?) against|oppos(?:e|ed|es|ing) (?:{_TEXT})|reject(?:ed|s|ing)? (?:{_TEXT})|no votes? (?:from|by|of)|two opposed|\bopposed\b"),
    ("yes", rf"vot(?:e|ed|es|ing)(?: \w+)? (?:for\b|in favou?r|yes\b|with\b|to (?:adopt|approve|condemn|support|suspend))|(?:said|saying|says|say) ['‘\"“]?yes\b|cast(?:s|ing)? (?:\w+ ){{0,3}}(?:votes? )?(?:for|in favou?r)|(?:was|were|came out) in favou?r|(?:back|support|endors|approv)\w* (?:{_TEXT})|yes votes? (?:from|by|of)|in favou?r"),
)  # fmt: skip
"""Which way a vote goes, with the words for it; `absent`: no vote was cast."""
_CAST = tuple((name, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for name, words in CASTS)
_COUNTED = re.compile(rf"\b{NUMBER} $", re.IGNORECASE)
ABOUT = re.compile(
    r"\b(?:general assembly|assembly|resolution\w*|ballots?|roll[- ]call|votes?|voted|voting|motion|human rights council|security council|united nations)\b",
    re.IGNORECASE,
)
_N = rf"(?P<n>{NUMBER}|none|nobody|no)"
_TALLIES = (
    ("yes", rf"\b(?:by|with) (?:a vote of )?{_N} votes?\b"),
    ("yes", rf"\bby a majority of {_N}\b"),
    ("yes", rf"\b{_N}(?: (?:states|members|countries|governments|votes|parties|nations|delegations))? ?(?:vot\w+ |cast |were |was |came out )?in favou?r"),
    ("no", rf"\bvotes? (?:to|against) {_N}\b"),
    ("no", rf"\b{_N}(?: (?:states|members|countries|votes))? ?(?:vot\w+ |were )?against\b"),
    ("abstain", rf"\b{_N}(?: (?:states|members|countries|governments|parties|others))? ?(?:abstain\w*|abstention\w*)"),
)  # fmt: skip
_TALLY = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _TALLIES)


class Cast(NamedTuple):
    """One way of voting with where its words stand."""

    how: str
    start: int
    end: int


def casts(text: str) -> list[Cast]:
    """Every way of voting that a text tells of, in order; where words overlap, the first kind of `CASTS` holds."""
    found: list[Cast] = []
    for how, pattern in _CAST:
        for match in pattern.finditer(text):
            if _COUNTED.search(text[: match.start()]) and match.group().lower().startswith("votes"):
                continue  # `by 16 votes against one` counts, and tells of nobody's vote.
            if not any(it.start < match.end() and match.start() < it.end for it in found):
                found.append(Cast(how, match.start(), match.end()))
    return sorted(found, key=lambda it: it.start)


def tallies(text: str) -> dict[str, float]:
    """Numbers of votes for, against and of abstentions, as far as a text gives them."""
    found: dict[str, float] = {}
    for name, pattern in _TALLY:
        for match in pattern.finditer(text):
            words = match["n"].lower()
            value = 0.0 if words in ("none", "nobody", "no") else value_of(words)
            if value is not None and name not in found:
                found[name] = value
    return found


def tally_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers of votes stand."""
    for _, pattern in _TALLY:
        for match in pattern.finditer(text):
            yield match.span()
