"""What `the Moscow-led bloc` and `the alliance` mean in a text that names the body elsewhere.

Only a body that the text names is meant: the one that the leading power heads, else the one of the right sort named last
before. Plain words (`the bloc`) need a body named before them; nothing is read from the world.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from foedus.reading.types import Mention, Span

_LED = re.compile(
    r"\b(?P<lead>Moscow|Kremlin|Russian?|US|U\.S\.|Washington|American|Saudi|Riyadh)[- ](?:led|dominated)\s+"
    r"(?:[a-z-]+\s+){0,3}?(?:bloc|alliance|pact|group|grouping|organi[sz]ation|union)"
    r"(?:\s+of\s+(?:(?:ex|former|post)[- ]?Soviet)\s+(?:states|countries|nations|republics))?\b"
)
_PLAIN = re.compile(
    r"\b[Tt]he\s+(?:(?:military|security|defen[cs]e|regional|western|post-Soviet|ex-Soviet|[a-z]+-(?:nation|member|strong|state))\s+){0,2}"
    r"(?P<word>bloc|alliance|pact|organi[sz]ation|grouping)\b(?!\s+of\b|\s+with\b|\s+between\b|-)"
)
_HEADED = {
    "RUS": ("CSTO", "EAEU", "CIS"),
    "USA": ("NATO",),
    "SAU": ("GCC",),
}
_LEADERS = {
    "Mos": "RUS",
    "Kre": "RUS",
    "Rus": "RUS",
    "US": "USA",
    "U.S": "USA",
    "Was": "USA",
    "Ame": "USA",
    "Sau": "SAU",
    "Riy": "SAU",
}
_ALLIANCES = frozenset(("CSTO", "NATO", "AES", "AUKUS", "GCC", "SCO", "Warsaw Pact"))
_BLOCS = _ALLIANCES | {
    "EU",
    "ECOWAS",
    "AU",
    "ASEAN",
    "EAEU",
    "CIS",
    "SADC",
    "EAC",
    "Mercosur",
    "BRICS",
    "Arab League",
    "CARICOM",
}


def with_aliases(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with those that such words add."""
    bodies = [one for one in mentions if one.kind == "body" or one.code in _BLOCS]
    if not bodies:
        return list(mentions)
    named = {one.code for one in bodies}
    starts = [one.span.start for one in bodies]
    added: list[Mention] = []
    for match in _LED.finditer(text):
        lead = match["lead"]
        codes = _HEADED[_LEADERS.get(lead[:3], _LEADERS.get(lead[:2], "RUS"))]
        code = next((one for one in codes if one in named), "")
        if code:
            added.append(_made(match, code, f"led by {lead}; the text names {code}"))
    for match in _PLAIN.finditer(text):
        wanted = _ALLIANCES if match["word"] in ("alliance", "pact") else _BLOCS
        before = [one for one in bodies[: bisect_left(starts, match.start())][-12:] if one.code in wanted]
        if not before and len(named & _BLOCS) == 1:
            before = [one for one in bodies if one.code in wanted]
        if before:
            added.append(_made(match, before[-1].code, f"{before[-1].text}, named in the text"))
    taken = [one.span for one in added]
    kept = [
        one for one in mentions if not any(span.start < one.span.end and one.span.start < span.end for span in taken)
    ]
    return sorted([*kept, *_apart(added)], key=lambda one: one.span.start)


def _apart(added: Sequence[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for one in sorted(added, key=lambda one: one.span.start):
        if not found or one.span.start >= found[-1].span.end:
            found.append(one)
    return found


def _made(match: re.Match[str], code: str, rule: str) -> Mention:
    start, end = match.span()
    words = match[0]
    if words[:4].lower() == "the ":
        start, words = start + 4, words[4:]
    return Mention(Span(start, end), words, code, "body", None, rule)
