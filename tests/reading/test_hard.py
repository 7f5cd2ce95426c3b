"""Hard sentences of our own (`hard.jsonl`): what did not happen is not taken as done, what happened is found.

A trap is a sentence that names an act which, by its words, was not done: denied, refused, planned, threatened, demanded,
or no political act at all. It is taken where a row gives that type (any row, for `*`) with modality `actual`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from foedus.reading import Event, read

HARD: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "hard.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def _events(text: str, day: str) -> tuple[Event, ...]:
    return read(text, dateline=day).events


def _read(row: dict[str, Any]) -> tuple[Event, ...]:
    return _events(row["text"], row.get("date", "2022-11-28"))


def _taken(row: dict[str, Any]) -> bool:
    if row["traps"] == ["*"]:
        return bool(_read(row))
    return any(one.modality == "actual" and one.plover_type in row["traps"] for one in _read(row))


def _found(expected: dict[str, str], found: tuple[Event, ...]) -> bool:
    for one in found:
        if one.plover_type not in expected["type"].split("|") or one.modality != expected["modality"]:
            continue
        pairs = [(one.actor, one.recipient)]
        if one.plover_type in ("CONSULT", "COOPERATE", "SUPPORT", "AGREE"):
            pairs.append((one.recipient, one.actor))
        if any(expected["actor"] in ("", pair[0]) and expected["recipient"] in ("", pair[1]) for pair in pairs):
            return True
    return False


def test_size() -> None:
    assert len(HARD) >= 200
    assert len({row["class"] for row in HARD}) >= 9


def test_traps() -> None:
    traps = [row for row in HARD if row["traps"]]
    taken = [row["text"] for row in traps if _taken(row)]
    assert len(taken) <= 0.03 * len(traps), taken


def test_nothing_to_code() -> None:
    assert [row["text"] for row in HARD if row["class"] == "nothing" and _read(row)] == []


def test_expected() -> None:
    expected = [(row, one) for row in HARD for one in row["expect"]]
    missed = [(row["text"], one) for row, one in expected if not _found(one, _read(row))]
    assert len(missed) <= 0.05 * len(expected), missed


def test_plain() -> None:
    """Beside each trap a plain sentence of the same words that did happen: a reader that finds nothing fails here."""
    plain = [row for row in HARD if "plain" in row]
    missed = [(row["text"], row["plain"]) for row in plain if not _found(row["plain"], _read(row))]
    assert len(plain) >= 500
    assert len(missed) <= 0.18 * len(plain), missed


@pytest.mark.parametrize("row", [row for row in HARD if "act" in row], ids=lambda row: row["text"])
def test_alliance_acts(row: dict[str, Any]) -> None:
    assert row["act"] in {one.alliance_act for one in _read(row)}
