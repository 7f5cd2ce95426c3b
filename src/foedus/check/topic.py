"""What a sentence is about: its words as concepts, names of states and dates aside, and how alike two sentences are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt

from foedus.check.lexicon import concepts


def topic(text: str, leave_out: frozenset[str] = frozenset()) -> frozenset[str]:
    """The concepts of a text; words of `leave_out` (lower case) do not count, nor do numbers."""
    return concepts(re.sub(r"<@?[A-Z-]+>", " ", text), leave_out)


UNKNOWN = 1.5
"""Weight of a concept that the record does not know; the rarest that it knows weighs about 8."""


class Weights:
    """How telling each concept is among the rows of a record: rare ones weigh more."""

    def __init__(self, topics: Iterable[frozenset[str]]) -> None:
        known = list(topics)
        counted = Counter(word for one in known for word in one)
        self._all = max(len(known), 1)
        self._weights: Mapping[str, float] = {word: log(1 + self._all / n) for word, n in counted.items()}

    def of(self, word: str) -> float:
        """The weight of a concept; one that no row holds is the article's own way of putting it, and weighs little."""
        return self._weights.get(word, UNKNOWN)

    def size(self, one: frozenset[str]) -> float:
        """Sum of the weights of a topic."""
        return sum(self.of(word) for word in one)

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """0 where two sentences share no concept, 1 where they hold the same ones: the cosine of their weighted concepts."""
        if not one or not other:
            return 0.0
        return self.size(one & other) / sqrt(self.size(one) * self.size(other))
