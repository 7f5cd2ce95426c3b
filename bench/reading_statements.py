"""Statements against the gold set of `tests/reading/statements.jsonl`: `reading_statements.py [--held-out] [--errors]`.

A found statement is matched to the gold one whose words it overlaps most (more than half of the letters of both together).
Speaker F1 counts a match as right where the last word of the speaker's name is the same. Quote overlap is the mean over
gold statements of shared letters by all letters of the two (0 where none is matched).
"""

# ruff: noqa: RUF001 (the marks of news are curly)
from __future__ import annotations

import json
import random
import sys
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from foedus.reading import actors
from foedus.reading.sentences import sentences
from foedus.reading.statements import statements
from foedus.reading.types import Statement

GOLD = Path(__file__).parents[1] / "tests" / "reading" / "statements.jsonl"


class Tally(NamedTuple):
    """One record's counts."""

    gold: int
    found: int
    right: int
    coded: int
    code_right: int
    kind_right: int
    overlap: float
    overlap_matched: float
    matched: int


def read(row: dict[str, Any]) -> list[Statement]:
    """The statements that foedus finds in one record."""
    text = row["text"]
    return statements(text, sentences(text), [], actors.mentions(text, date.fromisoformat(row["day"])))


def name_of(text: str) -> str:
    """The last word of a name, for comparing."""
    words = text.casefold().replace("’", "'").split()
    return words[-1].removesuffix("'s").strip(".,") if words else ""


def span_of(text: str, quote: str) -> tuple[int, int]:
    """Where gold words stand, without marks and stops at their ends."""
    at = text.index(quote)
    bare = quote.strip("\"“”‘’'., ") if quote[0] in "\"“‘'" and quote[-1] in "\"”’'." else quote
    first = at + quote.index(bare)
    last = first + len(bare)
    return first, last


def overlap(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Shared letters by all letters."""
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared else 0.0


def tally(row: dict[str, Any], errors: bool) -> Tally:
    """Counts for one record."""
    found = read(row)
    free = list(found)
    right = coded = code_right = kind_right = matched = 0
    total = hit = 0.0
    for gold in row["statements"]:
        span = span_of(row["text"], gold["quote"])
        best = max(free, key=lambda one: overlap(span, tuple(one.quote_span)), default=None)
        share = overlap(span, tuple(best.quote_span)) if best else 0.0
        if best is None or share <= 0.5:
            if errors:
                print(row["id"], "MISSED", gold["name"], "|", gold["quote"], "|", best and best.quote)
            continue
        free.remove(best)
        matched += 1
        total += share
        hit += share
        ok = name_of(best.speaker_name) == name_of(gold["name"])
        right += ok
        kind_right += best.kind == gold["kind"]
        if gold["code"]:
            coded += 1
            code_right += best.speaker == gold["code"]
        if errors and (not ok or (gold["code"] and best.speaker != gold["code"]) or share < 0.95):
            print(
                row["id"],
                "DIFFERS",
                gold["name"],
                gold["code"],
                "|",
                best.speaker_name,
                best.speaker,
                f"{share:.2f}",
                best.quote,
            )
    if errors:
        for one in free:
            print(row["id"], "INVENTED", one.speaker_name, "|", one.quote)
    return Tally(len(row["statements"]), len(found), right, coded, code_right, kind_right, total, hit, matched)


def figures(tallies: list[Tally]) -> tuple[float, float, float, float, float]:
    """Speaker F1, mean overlap over gold, mean overlap where matched, right codes, right kinds."""
    gold, found, right, coded, code_right, kinds, total, hit, matched = (
        sum(column) for column in zip(*tallies, strict=True)
    )
    return (
        2 * right / (gold + found),
        total / gold,
        hit / max(1, matched),
        code_right / max(1, coded),
        kinds / max(1, matched),
    )


def main(held_out: bool, errors: bool) -> None:
    """Print the table for one part, with 95% intervals over records."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    tallies = [tally(row, errors) for row in rows if row["held_out"] == held_out]
    draw = random.Random(1)  # noqa: S311
    draws = [figures(draw.choices(tallies, k=len(tallies))) for _ in range(1000)]
    names = ("speaker F1", "quote overlap", "overlap, matched", "code right", "kind right")
    print("held out" if held_out else "tuned on", len(tallies), "texts", sum(one.gold for one in tallies), "statements",
          sum(one.found for one in tallies), "found")  # fmt: skip
    for n, (name, value) in enumerate(zip(names, figures(tallies), strict=True)):
        low, high = sorted(one[n] for one in draws)[25], sorted(one[n] for one in draws)[974]
        print(f"{name:18}{value:6.3f}  [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    main("--held-out" in sys.argv, "--errors" in sys.argv)
