"""An article that nobody here wrote: every reported event, statement and dated claim is found, and none invented.

The article is in the shared folder and is not part of the project; the table below says in codes what it tells.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.reading import Reading, read

DAY = "2022-11-28"

EVENTS = {
    # actor, type, recipient, act, standing, source, date; the body for what was not signed at its summit
    ("CSTO", "CONSULT", "", "meet", "actual", "", "2022-11-23"),
    ("ARM", "ACCUSE", "RUS", "criticise", "actual", "", DAY),
    ("RUS", "REJECT", "ARM", "refuse_help", "actual", "", DAY),
    ("ARM", "ASSAULT", "AZE", "clash", "actual", "", "2022-09"),
    ("AZE", "ASSAULT", "ARM", "clash", "reported", "ARM", DAY),
    ("ARM", "ASSAULT", "AZE", "clash", "reported", "UNK", DAY),
    ("KGZ", "ASSAULT", "TJK", "clash", "reported", "UNK", DAY),
    ("RUS", "ACCUSE", "", "criticise", "actual", "", DAY),
    ("ARM", "REJECT", "CSTO", "refuse_sign", "reported", "UNK", DAY),
    ("TJK", "REQUEST", "", "pressure", "reported", "UNK", DAY),
}
"""What is told. Two events of the quoted analyst have no code of his: he speaks for no state."""

MAY_BE = {("RUS", "ASSAULT", "BLR", "reported"), ("RUS", "SUPPORT", "TJK", "reported")}
"""Opinions that may be read, as opinions."""

SPEAKERS = {
    # code, words of the name, kind, and how the quotation begins
    ("ARM", "Pashinyan", "direct", "It is depressing"),
    ("ARM", "Pashinyan", "direct", "Right up to today"),
    ("UNK", "Stepanenko", "indirect", "the summit shows"),
    ("UNK", "Stepanenko", "direct", "The CSTO gathering"),
    ("UNK", "Stepanenko", "direct", "When considering"),
    ("UNK", "Stepanenko", "direct", "Despite their"),
    ("UNK", "Stepanenko", "direct", "Armenia"),
    ("TJK", "Tajikistan", "indirect", "although small"),
    ("UNK", "two sides", "indirect", "more than 200"),
}


@pytest.fixture(scope="module")
def reading(shared: Path) -> Reading:
    files = sorted((shared / "specimen").glob("*.txt"))
    if not files:
        pytest.skip("the specimen is not in the shared folder")
    return read(files[0].read_text(encoding="utf-8"), dateline=DAY)


def test_events(reading: Reading) -> None:
    found = {
        (one.actor, one.plover_type, one.recipient, one.alliance_act, one.modality, one.source, one.when.on)
        for one in reading.events
    }
    assert found >= EVENTS, EVENTS - found
    others = {(one[0], one[1], one[2], one[4]) for one in found - EVENTS}
    assert others <= MAY_BE, others - MAY_BE


def test_dated_claims(reading: Reading) -> None:
    told = {(one.when.on, one.when.granularity) for one in reading.events if one.when.text}
    assert told == {("2022-11-23", "day"), ("2022-09", "month")}


def test_place(reading: Reading) -> None:
    assert [one.place for one in reading.events if one.plover_type == "CONSULT"] == ["Yerevan"]


def test_statements(reading: Reading) -> None:
    found = [(one.speaker, one.speaker_name, one.kind, one.quote) for one in reading.statements]
    for code, name, kind, begins in SPEAKERS:
        assert any(
            speaker == code and name in said_by and of == kind and quote.startswith(begins)
            for speaker, said_by, of, quote in found
        ), (name, begins)
    assert len(found) == len(SPEAKERS)
