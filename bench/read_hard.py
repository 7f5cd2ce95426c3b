"""The hard sentences of our own: how many traps are taken as actual, and how many expected events are found.

`python bench/read_hard.py [--errors]` reads tests/reading/hard.jsonl and prints both shares by class, with exact 95%
intervals; with `--errors` the sentences themselves. The sentences were written by the authors and the rules were tuned on
them, so that the share on other texts is higher. Exits 1 where more than 3% of traps are taken.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.reading.test_hard import HARD, _found, _read, _taken

from foedus.measures.intervals import share_interval

BAR = 0.03


def told(what: str, n: int, of: int) -> str:
    """A share with its interval in words."""
    low, high = share_interval(n, of)
    return f"{what}: {n} of {of} ({n / of:.3f}, 95% {low:.3f} to {high:.3f})"


def main() -> int:
    """Print the shares; returns the exit code."""
    traps = [row for row in HARD if row["traps"]]
    taken = [row for row in traps if _taken(row)]
    expected = [(row, one) for row in HARD for one in row["expect"]]
    missed = [row["text"] for row, one in expected if not _found(one, _read(row))]
    print(f"{len(HARD)} sentences")
    print(told("traps taken as actual", len(taken), len(traps)) + f" (bar {BAR})")
    print(told("expected events found", len(expected) - len(missed), len(expected)))
    by_class = Counter(row["class"] for row in traps)
    of_taken = Counter(row["class"] for row in taken)
    for name, n in sorted(by_class.items()):
        print(f"  {name:24} {of_taken[name]:3} of {n}")
    if "--errors" in sys.argv:
        for text in (*(row["text"] for row in taken), *missed):
            print(" ", text)
    return 0 if len(taken) <= BAR * len(traps) else 1


if __name__ == "__main__":
    raise SystemExit(main())
