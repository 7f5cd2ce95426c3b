"""Whose people died, by the words of a claim and of a row: `cost an Armenian serviceman his life`, `a guard of Kyrgyzstan was killed`."""

from __future__ import annotations

import re

from foedus.check.desk import Desk, Fact
from foedus.check.types import Query

_PERSON = re.compile(
    r"\b(?:service(?:man|men|woman|women)|soldiers?|troops|conscripts?|guards?|guardsm[ae]n|officers?|civilians?|villagers?|policem[ae]n|"
    r"pilots?|peacekeepers?|sailors?|fighters?|citizens?|nationals?|recruits?|marines?|airm[ae]n|crewm[ae]n)\b"
)
_BEFORE = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|cost(?:s|ing)?|deaths? of|loss of|lives of|life of|shot dead|slew)\s(?!by\s)(?:[\w’'-]+\s){0,5}$"  # noqa: RUF001
)
_NAMED = r"(?:\s(?:of|from)\s(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)?"  # noqa: RUF001
_BEHIND = re.compile(
    rf"^{_NAMED}\s(?:(?:had\s|has\s|have\s|reportedly\s)*(?:died|dies|dying|perished|fell|lost\s(?:his|her|their)\sli)|(?:his|her|their)\sli[fv]e"
    r"|(?:(?:was|were|is|are|had|has|have|been|being|reportedly|also)\s)+(?:killed|shot\sdead|slain|dead)"
    r"|(?:killed|shot\sdead|slain)(?=[.,;]|$|\s(?:in|on|by|at|during|and|over|near|when|there)\b))"
)
_WORDS = re.compile(r"(?:[\w’'-]+\s){0,3}$")  # noqa: RUF001
_OF = re.compile(r"^\s(?:of|from)\s(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?")  # noqa: RUF001


def victims(text: str, desk: Desk) -> frozenset[str]:
    """States whose people a text tells to have died; empty where it does not say whose they were."""
    found: set[str] = set()
    for person in _PERSON.finditer(text):
        before, behind = text[: person.start()], text[person.end() :]
        if not (_BEHIND.match(behind) or _BEFORE.search(before)):
            continue
        near = _WORDS.search(before)
        of = _OF.match(behind)
        told = f"{near.group() if near else ''} {of.group() if of else ''}"
        found |= desk.state_names.in_text(told)
    return frozenset(found)


def excluded(query: Query, fact: Fact, desk: Desk) -> bool:
    """Whether a row tells whose people died, and they are none of those that the claim tells."""
    claimed = victims(query.detail, desk)
    held = victims(fact.sentence, desk)
    return bool(claimed and held) and not any(it in held or desk.same_state(it, held) for it in claimed)
