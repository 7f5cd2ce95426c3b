"""How much two texts share of their words in a row: what tells a reprint from a report of one's own.

Shingles are runs of words (Broder 1997, On the resemblance and containment of documents). Nothing here knows what a text says.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")

Shingles = frozenset[tuple[str, ...]]


def shingles(text: str, n_words: int) -> Shingles:
    """Every run of `n_words` words of a text, in small letters; a shorter text is one run; one without words has none."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) <= n_words:
        return frozenset({tuple(words)} if words else ())
    return frozenset(tuple(words[at : at + n_words]) for at in range(len(words) - n_words + 1))


def contained(a: Shingles, b: Shingles) -> float:
    """The share of the shorter text's shingles that the longer one holds too, 0 to 1; 0 where one has none."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
