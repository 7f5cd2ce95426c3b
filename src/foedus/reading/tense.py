"""Whether the verb beside a date looks ahead: `will meet on Wednesday` against `met on Wednesday`.

The nearest verb before the words decides; where a sentence opens with the date, the first verb behind it does.
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import re

_AHEAD = (
    r"will|shall|won['’]t|(?:plan|hope|intend|want|aim|agree|vow|pledge|promise|threaten|expect|prepare)(?:s|d|ed|ing|ned)? to|"
    r"(?:is|are|was|were) (?:to|due|set|scheduled|expected|planned|about|going)|due (?:to|on|in|for)|scheduled|set to|"
    r"expected|planned|upcoming|'ll|would|should|must|may|could|can"
)
_BACK = (
    r"said|says|told|met|was|were|had|has|have|did|began|went|came|took|gave|held|left|broke|fell|rose|led|won|lost|made|sent|"
    r"signed|spoke|wrote|saw|shot|struck|fought|hit|killed|\w{2,}ed"
)
_MARK = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))(?![\w’'])", re.IGNORECASE)
_BE = re.compile(r"\b(?:be|get)\s+$", re.IGNORECASE)
_NOUNLIKE = re.compile(
    r"^(?:united|armed|red|need|indeed|speed|feed|seed|unprecedented|allied|alleged|so-called)$", re.IGNORECASE
)
_CLAUSE = re.compile(r"[;:]|,\s+(?:and|but|while|who|which|when|after|as)\s|\s(?:after|before|when|while)\s")


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the words at `start:end` of a sentence go with a verb of the future, a plan, or a modal."""
    low = max(0, start - 110)
    before = text[low:start]
    cuts = list(_CLAUSE.finditer(before))
    before = before[cuts[-1].end() :] if cuts else before
    verdict = None
    for match in _MARK.finditer(before):
        if match["back"] and (_NOUNLIKE.match(match["back"]) or _BE.search(before[: match.start()])):
            continue
        verdict = match["ahead"] is not None
    if verdict is not None:
        return verdict
    for match in _MARK.finditer(text, end, min(len(text), end + 110)):
        if match["back"] and _NOUNLIKE.match(match["back"]):
            continue
        return match["ahead"] is not None and match["ahead"].lower() not in (
            "may",
            "could",
            "can",
            "must",
            "should",
            "would",
        )
    return False
