"""One sentence as a line of lemmas on which finders match: states stand as `<ARM>`, alliances of the record as `<@CSTO>`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from foedus.check.clauses import Clause
from foedus.check.names import Named
from foedus.reading.tree import lemma
from foedus.reading.types import Sentence

Token = Any

STATE = r"<(?:[A-Z]{3})>"
ALLIANCE = r"<@[A-Z-]+>"
LIST = rf"(?:the )?{STATE}(?:(?: ,)?(?: and| as well as| or| ,| &)?(?: the)? {STATE})*"
"""States joined by commas and `and`."""


class Line:
    """A sentence's shape, with the way back from its characters to tokens and to offsets in the text."""

    def __init__(
        self, doc: Any, sentence: Sentence, named: Sequence[Named], clauses: Sequence[Clause], alliances: frozenset[str]
    ) -> None:
        self.n, self.sentence, self.clauses = sentence.n, sentence, clauses
        self.tokens: list[Token] = []
        self._starts: list[int] = []
        parts: list[str] = []
        at = 1
        for token, word in _words(doc, sentence, named, alliances):
            self.tokens.append(token)
            self._starts.append(at)
            parts.append(word)
            at += len(word) + 1
        self.shape = " " + " ".join(parts) + " "
        self._clause_of = {one.i: clause for clause in clauses for one in clause.tokens}

    def token_at(self, place: int) -> Token:
        """The token that a character of the shape belongs to."""
        return self.tokens[max(0, min(bisect_right(self._starts, place) - 1, len(self.tokens) - 1))]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the whole text of the words between two characters of the shape."""
        one, other = self.token_at(first), self.token_at(max(first, last - 2))
        base = self.sentence.span.start
        return base + one.idx, base + max(one.idx + len(one), other.idx + len(other))

    def clause_at(self, place: int) -> Clause | None:
        """The clause that a character of the shape belongs to."""
        return self._clause_of.get(self.token_at(place).i) or (self.clauses[0] if self.clauses else None)

    def place_of(self, offset: int) -> int:
        """The character of the shape at which the word at an offset of the text begins."""
        base = self.sentence.span.start
        spots = [start for start, one in zip(self._starts, self.tokens, strict=True) if base + one.idx <= offset]
        return spots[-1] if spots else 1


def states_in(text: str) -> tuple[str, ...]:
    """Codes of the states in a piece of a shape, in order, each once."""
    return tuple(dict.fromkeys(re.findall(r"<([A-Z]{3})>", text)))


def alliances_in(text: str) -> tuple[str, ...]:
    """Codes of the alliances in a piece of a shape, in order, each once."""
    return tuple(dict.fromkeys(re.findall(r"<@([A-Z-]+)>", text)))


def _words(doc: Any, sentence: Sentence, named: Sequence[Named], alliances: frozenset[str]) -> list[tuple[Token, str]]:
    known = doc.user_data["mentions"]
    base = sentence.span.start
    found: list[tuple[Token, str]] = []
    seen: set[Named] = set()
    for token in doc:
        if token.is_space:
            continue
        start, end = base + token.idx, base + token.idx + len(token)
        own = next((it for it in named if it.start < end and start < it.end), None)
        if own is not None:
            if own not in seen:
                seen.add(own)
                found.append((token, f"<@{own.code}>"))
            if own.end < end - 2:
                found.append((token, token.text[own.end - start :].strip().lower() or "'s"))
            continue
        found.append((token, _word(token, known.get(token.i), alliances)))
    return found


def _word(token: Token, mention: Any, alliances: frozenset[str]) -> str:
    if mention is not None and mention.code not in ("UNK", ""):
        word = f"<@{mention.code}>" if mention.code in alliances and mention.kind == "body" else f"<{mention.code}>"
        if " " in token.text and mention.role in ("MIL", "COP", "LEG", "JUD"):
            return word + " " + " ".join(token.text.lower().split()[1:])
        return word
    if " " in token.text:
        return " ".join(token.text.lower().split())
    return lemma(token) if not token.is_punct else token.text
