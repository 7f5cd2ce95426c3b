"""Lists of words written as running text: the one way in which the stages on the surface keep them."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())
