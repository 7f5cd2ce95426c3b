"""Agreement of two states over a few roll calls, in plain Python: for questions, which load no numerical library.

All dyads of a year, and the measures corrected for chance, are in `similarity`; how abstention and absence are treated
is argued there and is the same here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ABSENT, YES, ABSTAIN, NO = VOTES = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two states' agreement over `n` common votes; `agree` and `s` are None where there is no common vote.

    `agree` is the share of common votes that are equal, 0..1. `s` is S of Signorino and Ritter (1999) with equal weights
    and absolute distance: 1 where all votes are equal, -1 where all are yes against no, 0 halfway.
    """

    n: int
    agree: float | None
    s: float | None


def pair(votes_a: Sequence[int], votes_b: Sequence[int]) -> Agreement:
    """Agreement of two states, whose votes stand in the same order of roll calls: 0 absent, 1 yes, 2 abstain, 3 no.

    A roll call that either state missed is dropped. Raises ValueError for lists of different length or another score.
    """
    if len(votes_a) != len(votes_b):
        raise ValueError(f"{len(votes_a)} votes against {len(votes_b)}: give both states one entry for every roll call")
    for vote in (*votes_a, *votes_b):
        if vote not in VOTES:
            raise ValueError(f"vote {vote!r} is not 0 absent, 1 yes, 2 abstain or 3 no")
    gaps = [abs(a - b) for a, b in zip(votes_a, votes_b, strict=True) if ABSENT not in (a, b)]
    if not gaps:
        return Agreement(0, None, None)
    return Agreement(len(gaps), gaps.count(0) / len(gaps), 1 - 2 * sum(gaps) / (len(gaps) * (NO - YES)))
