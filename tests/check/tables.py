"""The expected tables of articles, as typed rows: what a careful reader of the record says about each claim.

The format is told in `articles/README.md`. Nothing here judges a claim.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent
ARTICLES = FOLDER / "articles"
SPECIMEN = FOLDER / "specimen.csv"
PARTS = ("dev", "heldout", *(f"news_{it}" for it in "abcdefghijklmn"))

HEADER = ("sentence", "words", "kind", "expected", "wrong_part", "planted", "keys", "as_of", "note")
KINDS = (
    "membership",
    "obligation",
    "act",
    "call",
    "answer",
    "number",
    "date",
    "clash",
    "trend",
    "comparison",
    "odds",
    "opinion",
    "prediction",
    "statement",
)
EXPECTED = ("supported", "contradicted", "partly", "not_in_record", "opinion", "prediction")
WRONG_PARTS = ("date", "actor", "recipient", "number", "member", "act", "caller", "answer", "knowledge")


class Claim(NamedTuple):
    """One row of a table; `sentence` counts from 1, `as_of` is None where the day of the article holds."""

    sentence: int
    words: str
    kind: str
    expected: str
    wrong_part: str
    is_planted: bool
    keys: tuple[str, ...]
    is_today: bool
    note: str


def texts(part: str) -> list[Path]:
    """The articles of one part, in order of name."""
    return sorted((ARTICLES / part).glob("*.txt"))


def day_of(text: Path) -> date:
    """The day in the first line of an article: `DATELINE: YYYY-MM-DD | outlet`."""
    label, day, *_ = text.read_text(encoding="utf-8").split(maxsplit=2)
    if label != "DATELINE:":
        raise ValueError(f"{text.name}: the first line is no DATELINE")
    return date.fromisoformat(day)


def table(file: Path) -> list[Claim]:
    """The claims of one table, in its order; a wrong header or flag raises."""
    with file.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle, strict=True)
        if tuple(reader.fieldnames or ()) != HEADER:
            raise ValueError(f"{file.name}: the header is not {','.join(HEADER)}")
        return [_claim(row, file) for row in reader]


def _claim(row: dict[str, str], file: Path) -> Claim:
    if row["planted"] not in ("true", "false") or row["as_of"] not in ("", "today"):
        raise ValueError(f"{file.name}: planted is true or false, as_of is empty or today: {row}")
    return Claim(
        int(row["sentence"]),
        row["words"],
        row["kind"],
        row["expected"],
        row["wrong_part"],
        row["planted"] == "true",
        tuple(key for key in row["keys"].split(";") if key),
        row["as_of"] == "today",
        row["note"],
    )
