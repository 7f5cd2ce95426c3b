"""How well `foedus.watch.copies` tells a copy of a story from another story of the same event.

    python bench/copies.py

The stories are made up here: two independent reports of each of eight events, and bulletins that differ in day and numbers only.
Copies are made from each report in the ways papers make them. Plain Jaccard over word threes, with the best threshold that can be
found on the same pairs, is the peer.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from foedus.watch.copies import SHINGLE, is_copy, sketch

_STORIES = Path(__file__).with_name("stories.txt")
"""One event a paragraph: two reports of it, a line each."""

EVENTS: list[tuple[str, str]] = [
    (one, other)
    for event in _STORIES.read_text(encoding="utf-8").strip().split("\n\n")
    for one, other in [event.splitlines()]
]

BULLETIN = (
    "The ministry of defence reports that on {day} November units of the armed forces opened fire {n} times on positions in "
    "the eastern sector of the border. Losses on the side of the defenders: {dead} dead and {hurt} wounded. As of {hour}:00 "
    "the situation on the line is relatively stable. The ministry calls on residents to follow official channels only and "
    "will inform the public of further developments in due time."
)
SYNONYMS = {
    "said": "stated",
    "officials": "authorities",
    "soldiers": "troops",
    "country": "state",
    "told": "informed",
    "villages": "settlements",
    "months": "weeks",
    "decision": "choice",
    "step": "move",
    "president": "head of state",
    "minister": "secretary",
    "new": "fresh",
    "road": "highway",
    "agreed": "consented",
    "spoke": "talked",
    "showed": "revealed",
    "expected": "awaited",
}


class Pair(NamedTuple):
    """Two texts, whether one is a copy of the other, and how the pair was made."""

    one: str
    other: str
    is_copy: bool
    kind: str


def pairs(seed: int = 5) -> list[Pair]:
    """Every pair of the test: copies of all kinds, and stories that are no copies."""
    chance = random.Random(seed)  # noqa: S311 (no secret hangs on it)
    reports = [report for event in EVENTS for report in event]
    made = [Pair(it, edit(it, chance), True, kind) for it in reports for kind, edit in EDITS.items()]
    made += [Pair(*event, False, "another report of the event") for event in EVENTS]
    made += [Pair(_opening(a, 2), _opening(b, 2), False, "short reports of the event") for a, b in EVENTS]
    made += [Pair(a, b, False, "bulletins of two days") for a, b in _bulletins(chance)]
    quoted = [(a, f"{b} {_sentences(a)[-1]}") for a, b in EVENTS]
    made += [Pair(a, b, False, "another report with one sentence taken over") for a, b in quoted]
    made += [
        Pair(a, b, False, "two events")
        for n, a in enumerate(reports)
        for b in reports[n + 1 :: 5]
        if not _is_event(a, b)
    ]
    return made


def _is_event(one: str, other: str) -> bool:
    return any({one, other} == set(event) for event in EVENTS)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) ", text)


def _opening(text: str, n: int) -> str:
    return " ".join(_sentences(text)[:n])


def _bulletins(chance: random.Random) -> Iterator[tuple[str, str]]:
    made = [
        BULLETIN.format(
            day=day, n=chance.randint(3, 60), dead=chance.randint(0, 9), hurt=chance.randint(0, 30), hour=hour
        )
        for day, hour in ((4, 8), (5, 9), (9, 8), (12, 20), (17, 8), (18, 21))
    ]
    return ((a, b) for n, a in enumerate(made) for b in made[n + 1 :])


def _cut(text: str, _: random.Random) -> str:
    return _opening(text, max(len(_sentences(text)) * 6 // 10, 3))


def _framed(text: str, _: random.Random) -> str:
    return f"Agencies have the following story from our partners. {text} Read more about this topic in our weekend edition."


def _reworded(text: str, _: random.Random) -> str:
    return re.sub(r"[A-Za-z]+", lambda found: SYNONYMS.get(found.group(), found.group()), text)


def _moved(text: str, chance: random.Random) -> str:
    first, *rest = _sentences(text)
    chance.shuffle(rest)
    return " ".join([first, *rest])


def _thinned(text: str, chance: random.Random) -> str:
    kept = _sentences(text)
    kept.pop(chance.randrange(1, len(kept)))
    return " ".join(kept)


def _lengthened(text: str, _: random.Random) -> str:
    more = (
        "The story is developing. Our correspondent adds that shops in the capital were open as usual and that prices at the "
        "bazaar had not changed. Traders there said they follow the news on their telephones and go on with their work."
    )
    return f"{text} {more}"


def _mangled(text: str, _: random.Random) -> str:
    return text.upper().replace(", ", " - ").replace(". ", ".\n\n")


def _again(text: str, chance: random.Random) -> str:
    return _framed(_reworded(_thinned(text, chance), chance), chance)


EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "cut to six tenths": _cut,
    "framed": _framed,
    "some words changed": _reworded,
    "sentences moved": _moved,
    "a sentence left out": _thinned,
    "a paragraph added": _lengthened,
    "capitals and other marks": _mangled,
    "left out, changed and framed": _again,
}


def jaccard(one: str, other: str) -> float:
    """Shared word threes by all word threes, exactly."""
    a, b = (_shingles(text) for text in (one, other))
    return len(a & b) / len(a | b)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


class Score(NamedTuple):
    """Copies found, copies missed, and other stories taken for copies."""

    found: int
    missed: int
    wrong: int

    @property
    def recall(self) -> float:
        """Share of copies found."""
        return self.found / (self.found + self.missed)

    @property
    def precision(self) -> float:
        """Share of what was found that is a copy."""
        return self.found / max(self.found + self.wrong, 1)


def score(some: list[Pair], judge: Callable[[str, str], bool]) -> tuple[Score, Counter[str]]:
    """How a judge does, and the kinds of pairs that it got wrong."""
    told = [(pair, judge(pair.one, pair.other)) for pair in some]
    wrong = Counter(pair.kind for pair, is_told in told if pair.is_copy != is_told)
    found = sum(pair.is_copy and is_told for pair, is_told in told)
    return Score(found, sum(it.is_copy for it in some) - found, sum(t and not p.is_copy for p, t in told)), wrong


def ours(one: str, other: str) -> bool:
    """The judgement of `foedus.watch.copies`."""
    return is_copy(sketch(one), sketch(other))


def _at_least(threshold: float) -> Callable[[str, str], bool]:
    return lambda one, other: jaccard(one, other) >= threshold


def main() -> int:
    """Print both scores."""
    some = pairs()
    n_copies = sum(pair.is_copy for pair in some)
    print(f"{n_copies} copies of {len(EDITS)} kinds, {len(some) - n_copies} pairs that are none")
    mine, wrong = score(some, ours)
    print(f"foedus: recall {mine.recall:.3f}, precision {mine.precision:.3f}; wrong: {dict(wrong) or 'none'}")
    by_level = [(score(some, _at_least(at / 100))[0], at / 100) for at in range(10, 95, 5)]
    best, at = max(by_level, key=lambda it: it[0].found - it[0].wrong)
    print(f"exact Jaccard at its best threshold {at:.2f}: recall {best.recall:.3f}, precision {best.precision:.3f}")
    return int(mine.recall < 0.95 or mine.precision < 0.98)


if __name__ == "__main__":
    sys.exit(main())
