"""Words and numbers that everything said of a what-if shares."""

from __future__ import annotations

from foedus.odds import saying
from foedus.questions.wording import tidy

OUTCOMES = {
    "leave": "leaves",
    "freeze": "freezes its part or leaves",
    "dissent": "is expected to dissent",
}
"""Each outcome as a predicate."""

HEADS = {"leave": "Leaves", "freeze": "Freezes or leaves", "dissent": "Dissenting acts"}
"""Each outcome as the head of a column."""

IDLE = 0.99
"""A lever that leaves this much of a chance does nothing worth telling."""


def share(chance: float) -> str:
    """A chance as question 9 writes it; exactly 0 and 1 as such."""
    return "0%" if chance <= 0 else "100%" if chance >= 1 else saying.share(chance)


def points(difference: float) -> str:
    """A difference of chances in percentage points."""
    much = 100 * difference
    if much < 0.005:
        return "under 0.01 points"
    return f"{much:.1f} points" if much >= 0.95 else f"{much:.2g} points"


def signed(value: float) -> str:
    """A difference with its sign: one decimal from 1 on, else two; `0` where that is nought."""
    text = f"{value:+.1f}" if abs(value) >= 1 else f"{value:+.2f}"
    return "0" if not float(text) else text.replace("-", "\N{MINUS SIGN}")


def capital(sentence: str) -> str:
    """A sentence with a capital at its head."""
    return tidy(sentence[:1].upper() + sentence[1:])
