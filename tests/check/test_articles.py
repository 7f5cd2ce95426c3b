"""The expected tables hold together: words where they are said to be, keys that exist, and rows known by the day.

A table that is wrong would make every score held against it wrong. Run with `-s` to see the counts.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from foedus.reading.sentences import sentences
from foedus.reading.source import source
from foedus.record import Record, embedded
from foedus.record.schema import TABLES
from tests.check.tables import EXPECTED, KINDS, PARTS, SPECIMEN, WRONG_PARTS, Claim, day_of, table, texts

SPECIMEN_DAY = date(2022, 11, 28)
ALL = [text for part in PARTS for text in texts(part)]
CLOSED = ("supported", "contradicted", "partly")
"""Verdicts that rest on rows."""


@pytest.fixture(scope="module")
def known() -> dict[str, date]:
    """First public day of every embedded row that has a key."""
    record = Record.open(embedded.FOLDER)
    return {
        row["key"]: row["known_on"]
        for name in TABLES
        for row in record.query(f"SELECT key, known_on FROM {name} WHERE key IS NOT NULL")
    }


def _fits_the_lists(one: Claim) -> bool:
    is_wrong = one.expected in ("contradicted", "partly")
    return (
        one.kind in KINDS
        and one.expected in EXPECTED
        and (one.wrong_part in WRONG_PARTS if is_wrong else not one.wrong_part)
        and (is_wrong or not one.is_planted)
        and (bool(one.keys) or one.expected not in CLOSED)
    )


def _faults(one: Claim, day: date, known: dict[str, date]) -> list[str]:
    """What is wrong with the keys of a claim, seen from the day on which it is judged."""
    missing = [f"{key}: no such row" for key in one.keys if key not in known]
    if missing or one.is_today or one.expected not in CLOSED:
        return missing
    later = [f"{key}: known {known[key]}, the text is of {day}" for key in one.keys if known[key] > day]
    if one.wrong_part == "knowledge":
        return [] if len(later) == len(one.keys) else [f"{one.words}: known by then, so no later knowledge"]
    return later


@pytest.mark.parametrize("text", ALL, ids=lambda text: text.stem)
def test_words_and_sentences(text: Path) -> None:
    whole = text.read_text(encoding="utf-8")
    found = sentences(source(whole.encode(), text.name, date(2026, 1, 1)).text)
    for one in table(text.with_suffix(".csv")):
        assert whole.count(one.words) == 1, f"{one.words!r} is found {whole.count(one.words)} times"
        assert one.words in found[one.sentence - 1].text, f"{one.words!r} is not in sentence {one.sentence}"


@pytest.mark.parametrize("text", ALL, ids=lambda text: text.stem)
def test_verdicts_rest_on_rows_of_their_day(text: Path, known: dict[str, date]) -> None:
    for one in table(text.with_suffix(".csv")):
        assert _fits_the_lists(one), one
        assert not _faults(one, day_of(text), known), one


def test_specimen_table(known: dict[str, date]) -> None:
    claims = table(SPECIMEN)
    assert len(claims) >= 25
    for one in claims:
        assert not one.words and one.note, "the specimen is told in our own words, by sentence only"
        assert _fits_the_lists(one), one
        assert not _faults(one, SPECIMEN_DAY, known), one


def test_specimen_is_not_quoted(shared: Path) -> None:
    (file,) = (shared / "specimen").glob("*.txt")
    words = re.findall(r"[a-z]+", file.read_text(encoding="utf-8").lower())
    runs = {tuple(words[at : at + 4]) for at in range(len(words) - 3)}
    for one in table(SPECIMEN):
        own = re.findall(r"[a-z]+", one.note.lower())
        assert not runs & {tuple(own[at : at + 4]) for at in range(len(own) - 3)}, one.note
    n_sentences = len(sentences(source(file.read_bytes(), file.name, date(2026, 1, 1)).text))
    assert all(1 <= one.sentence <= n_sentences for one in table(SPECIMEN))


def test_later_knowledge_can_be_seen(known: dict[str, date]) -> None:
    claim = Claim(1, "x", "act", "supported", "", False, ("csto-0189",), False, "")
    assert not _faults(claim, date(2022, 11, 24), known)
    assert _faults(claim, date(2022, 11, 23), known)
    assert _faults(claim._replace(wrong_part="knowledge", expected="contradicted"), date(2022, 11, 24), known)
    assert _faults(claim._replace(keys=("csto-9999",)), date(2026, 1, 1), known)


@pytest.mark.parametrize("part", PARTS)
def test_enough_of_each(part: str) -> None:
    claims = [one for text in texts(part) for one in table(text.with_suffix(".csv"))]
    planted = [one for one in claims if one.is_planted]
    sys.stdout.write(f"\n{part}: {len(texts(part))} articles, {len(claims)} claims, {len(planted)} planted\n")
    for told, values in (
        ("kind", [one.kind for one in claims]),
        ("expected", [one.expected for one in claims]),
        ("wrong part of planted", [one.wrong_part for one in planted]),
    ):
        counts = ", ".join(f"{value} {n}" for value, n in Counter(values).most_common())
        sys.stdout.write(f"  {told}: {counts}\n")
    assert len(texts(part)) >= 10
    kinds, expected = {one.kind for one in claims}, {one.expected for one in claims}
    wrong = {one.wrong_part for one in planted}
    if part.startswith("news"):  # Plain news: no trends, odds or verdicts between.
        assert kinds <= set(KINDS)
        assert expected >= set(EXPECTED) - {"partly"}
        assert wrong >= set(WRONG_PARTS) - {"recipient"}
    else:
        assert kinds == set(KINDS)
        assert expected == set(EXPECTED)
        assert wrong == set(WRONG_PARTS)
    assert 0.25 <= len(planted) / len(claims) <= 0.4


def test_two_articles_hide_an_instruction() -> None:
    orders = [
        text.stem
        for text in ALL
        if re.search(r"(?i)mark (every|each) (statement|sentence)[^.]* as supported", text.read_text("utf-8"))
    ]
    assert orders == ["agency_kursk_secretariat", "page_how_the_allies_voted"]
    assert all(any(one.is_planted for one in table(text.with_suffix(".csv"))) for text in ALL)
