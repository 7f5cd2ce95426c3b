"""The same story told twice, word for word or nearly: MinHash over the words (Broder 1997), found again by banding (LSH).

A wire report printed by ten papers is one source. Written on hashlib, since the libraries for it bring numpy and scipy, and
one story costs a few milliseconds here. Signatures live in the state's file, never all in memory; a pair found by its bands is
judged by the whole signature.
"""

from __future__ import annotations

import array
import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from foedus.watch.state import State

N_MARKS = 128
"""Hashes a signature: the estimate of a likeness of .4 has a standard error of .04."""

ROWS, N_BANDS = 2, 32
"""Hashes a band, and bands: two stories of a likeness of .3 share one of them in 95 of 100 cases, of .45 in 99.9."""

SHINGLE = 3
"""Words a shingle."""

ALIKE = 0.45
"""Likeness (Jaccard) from which two stories are one."""

CONTAINED = 0.6
"""Share of the shorter story that stands in the longer one, from which they are one: papers cut wire reports from below."""

SHORTEST = 20
"""Shingles under which a text is one with another only if its words are the same."""

MOST_CANDIDATES = 64

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")


class Sketch(NamedTuple):
    """What is kept of a story's words."""

    marks: tuple[int, ...]
    """`N_MARKS` smallest hashes, each 32 bits."""
    n: int
    """Different shingles."""
    numbers: frozenset[str]
    """Numbers in the text: daily bulletins differ in nothing else, and are no copies."""
    words: str
    """Hash of all words in order."""


class Story(NamedTuple):
    """A story known before: its source row, and how alike the two are."""

    source_id: str
    known_on: str
    likeness: float


def sketch(text: str) -> Sketch:
    """The sketch of a text; empty marks where it has no word."""
    words = _WORD.findall(text.casefold())
    last = max(len(words) - SHINGLE + 1, 1)
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(last)} if words else set()
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=16).hexdigest()
    rows = [_hashes(one) for one in sorted(shingles)]
    marks = tuple(min(column) for column in zip(*rows, strict=True)) if rows else ()
    return Sketch(marks, len(shingles), frozenset(_NUMBER.findall(text)), digest)


_SALTS = tuple(bytes([number]) * 8 for number in range(N_MARKS // 16))


def _hashes(shingle: str) -> array.array[int]:
    """`N_MARKS` independent hashes of a shingle: 64 bytes of BLAKE2b give 16 of them."""
    raw = shingle.encode()
    return array.array("I", b"".join(hashlib.blake2b(raw, salt=salt).digest() for salt in _SALTS))


def likeness(one: Sketch, other: Sketch) -> float:
    """The estimated share of shingles that two stories have in common (Jaccard), 0 to 1."""
    if not one.marks or not other.marks:
        return 0.0
    return sum(a == b for a, b in zip(one.marks, other.marks, strict=True)) / N_MARKS


def is_copy(one: Sketch, other: Sketch) -> bool:
    """Whether two texts tell one story in the same words, whole or cut."""
    if one.words == other.words:
        return bool(one.marks)
    if min(one.n, other.n) < SHORTEST or not _numbers_agree(one.numbers, other.numbers):
        return False
    alike = likeness(one, other)
    shared = alike * (one.n + other.n) / (1 + alike)
    return alike >= ALIKE or shared / min(one.n, other.n) >= CONTAINED


def _numbers_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether most numbers of the text that has fewer stand in the other too."""
    fewer = min(len(one), len(other))
    return fewer == 0 or len(one & other) >= 0.6 * fewer


def find(state: State, new: Sketch) -> Story | None:
    """The story of which a text is a copy: the likest one known; None where it is new."""
    if not new.marks:
        return None
    same = state.rows("SELECT * FROM story WHERE words = ? LIMIT 1", new.words)
    if same:
        return Story(same[0]["source_id"], same[0]["known_on"], 1.0)
    if new.n < SHORTEST:
        return None
    bands = _bands(new)
    marks = ", ".join("?" * len(bands))
    found = state.rows(
        f"SELECT story.* FROM (SELECT story, count(*) AS n FROM band WHERE hash IN ({marks}) GROUP BY story "  # noqa: S608
        "ORDER BY n DESC, story LIMIT ?) JOIN story ON story.id = story",
        *bands,
        MOST_CANDIDATES,
    )
    likest = [(likeness(new, told), row) for row in found if is_copy(new, told := _told(row))]
    if not likest:
        return None
    best, row = max(likest, key=lambda pair: (pair[0], -pair[1]["id"]))
    return Story(row["source_id"], row["known_on"], best)


def keep(state: State, new: Sketch, source_id: str, known_on: str, now: float) -> None:
    """Keep a new story; one that is there already is left as it is."""
    if not new.marks or state.one("SELECT id FROM story WHERE source_id = ?", source_id) is not None:
        return
    state.do(
        "INSERT INTO story (source_id, known_on, seen_at, n, marks, numbers, words) VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(source_id, known_on, now, new.n, array.array("I", new.marks).tobytes()),
        *(" ".join(sorted(new.numbers)[:200]), new.words),
    )
    id_ = state.one("SELECT last_insert_rowid()")
    state.connection.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(one, id_) for one in _bands(new)])


def _told(row: object) -> Sketch:
    """A kept story's sketch."""
    kept: dict[str, object] = dict(row)  # type: ignore[call-overload]
    marks = array.array("I")
    marks.frombytes(kept["marks"])  # type: ignore[arg-type]
    return Sketch(tuple(marks), int(str(kept["n"])), frozenset(str(kept["numbers"]).split()), str(kept["words"]))


def _bands(one: Sketch) -> list[int]:
    """One number a band: its place and its hashes, in 63 bits."""
    return list(dict.fromkeys(_band(at, one.marks[at : at + ROWS]) for at in range(0, N_BANDS * ROWS, ROWS)))


def _band(at: int, marks: Iterable[int]) -> int:
    raw = hashlib.blake2b(array.array("I", [at, *marks]).tobytes(), digest_size=8).digest()
    return int.from_bytes(raw) >> 1
