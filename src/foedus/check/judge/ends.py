"""The two ends of a way or a row: moved from one place to another, the first or the last of several."""

from __future__ import annotations

import re

from foedus.check.keys import key

_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"  # noqa: RUF001
_WAY = re.compile(rf"\bfrom (?:the )?(?P<from>{_NAME}) to (?:the )?(?P<to>{_NAME})")
_MOVED = re.compile(rf"\b(?:mov|shift|transfer|relocat)\w+ (?:[a-z]+ ){{0,4}}?to (?:the )?(?P<to>{_NAME})")
_ORDER = re.compile(
    r"\b(?P<end>first|last|final|latest|earliest)(?: (?:such|ever|joint|big|large|full))? (?P<noun>[a-z]{4,})"
)
_LATE = frozenset({"last", "final", "latest"})
_SPANS = frozenset(
    {"week", "month", "year", "time", "days", "weeks", "months", "years", "spring", "summer", "autumn", "winter"}
)


def is_turned(claim: str, row: str) -> bool:
    """Whether a row has the same way with another end, or the same thing as last where the claim has it as first."""
    return _other_way(claim, row) or _other_end(claim, row)


def _other_way(claim: str, row: str) -> bool:
    held = [(it["from"], it["to"]) for it in _WAY.finditer(row)]
    ways = [(it["from"], it["to"]) for it in _WAY.finditer(claim)]
    if not held:
        return False
    if ways:
        return any(
            way not in held and any((way[0] == it[0]) != (way[1] == it[1]) or way == it[::-1] for it in held)
            for way in ways
        )
    return any(it["to"] in {start for start, _ in held} for it in _MOVED.finditer(claim))


def _other_end(claim: str, row: str) -> bool:
    """`the last exercise` where the row has the first."""
    mine, theirs = _ends(claim), _ends(row)
    return any(noun in theirs and not ends & theirs[noun] for noun, ends in mine.items())


def _ends(text: str) -> dict[str, set[bool]]:
    found: dict[str, set[bool]] = {}
    for it in _ORDER.finditer(text):
        if it["noun"] not in _SPANS:
            found.setdefault(key(it["noun"]), set()).add(it["end"] in _LATE)
    return found
