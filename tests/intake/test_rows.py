"""Readings as rows: nothing verified, nothing known before the day of the text, nothing that did not happen, nothing twice."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from foedus.intake.inputs import Input
from foedus.intake.job import Failed, Options, Passed, hashes, put, read_all, read_one
from foedus.intake.rows import Document
from foedus.record import Record

pytest.importorskip("spacy", reason="reading needs the extra `text`")

TEXT = (
    "DATELINE: 2022-11-24 | Wire\n"
    "Armenia asked the CSTO for military help. Russia refused to send troops to Armenia. "
    "Kazakhstan could leave the CSTO. "
    '"We were left alone," the Armenian prime minister said.\n'
)


def document(text: str = TEXT, doc: str = "one") -> Document:
    made = read_one(Input(doc, doc, data=text.encode()), Options())
    assert isinstance(made, Document), made
    return made


@pytest.fixture
def record(tmp_path: Path) -> Record:
    put([document()], tmp_path / "record")
    return Record.open(tmp_path / "record")


def test_every_row_is_unverified_and_known_from_the_day_of_the_text(record: Record) -> None:
    for table in ("source", "event", "statement"):
        rows = record.query(f"SELECT * FROM {table}")
        assert rows, table
        assert {(row["is_verified"], row["known_on"]) for row in rows} == {(False, date(2022, 11, 24))}
        assert all(row["method"].startswith("reader@") for row in rows)


def test_the_day_before_the_text_nothing_is_there(record: Record) -> None:
    assert record.as_of(date(2022, 11, 23)).query("SELECT * FROM event") == []
    assert record.as_of(date(2022, 11, 24)).query("SELECT * FROM event") != []


def test_what_could_happen_is_no_event(record: Record) -> None:
    acts = {(row["actor"], row["alliance_act"]) for row in record.query("SELECT * FROM event")}
    assert ("KAZ", "leave") not in acts
    assert ("ARM", "call") in acts
    assert ("RUS", "refuse_help") in acts


def test_the_alliance_is_the_one_that_the_act_concerns(record: Record) -> None:
    assert {row["alliance"] for row in record.query("SELECT alliance FROM event WHERE actor IN ('ARM', 'RUS')")} == {
        "CSTO"
    }


def test_the_words_of_the_article_stand_beside_our_sentence(record: Record) -> None:
    (row,) = record.query("SELECT * FROM event WHERE alliance_act = 'refuse_help'")
    assert row["original_text"] == "Russia refused to send troops to Armenia."
    assert row["sentence"] != row["original_text"]
    (said,) = record.query("SELECT * FROM statement WHERE is_direct")
    assert said["content"] == "We were left alone,".rstrip(",") or said["content"].startswith("We were left alone")


def test_the_same_text_twice_adds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    assert put([document()], folder)["event"] > 0
    assert put([document()], folder) == {"source": 0, "event": 0, "statement": 0}
    assert hashes(folder) == {hashlib.sha256(TEXT.encode()).hexdigest()}


def test_the_same_act_in_two_articles_is_linked(tmp_path: Path) -> None:
    other = "DATELINE: 2022-11-24 | Herald\nRussia on Thursday refused to send troops to Armenia, officials said.\n"
    new = put([document(), document(other, "two")], tmp_path / "record")
    assert new.get("link", 0) >= 1
    view = Record.open(tmp_path / "record").as_of(date(2022, 12, 1))
    assert len(view.query("SELECT * FROM event WHERE alliance_act = 'refuse_help'")) == 1


def test_a_bad_text_stops_no_other_and_is_named() -> None:
    texts = [Input("good", "good", data=TEXT.encode()), Input("bad.pdf", "bad", data=b"%PDF-1.7 ...")]
    outcomes = dict(read_all(texts, Options()))
    assert isinstance(outcomes[0], Document)
    assert isinstance(outcomes[1], Failed)
    assert "pdftotext" in outcomes[1].why


def test_a_text_that_was_read_before_is_passed_over() -> None:
    known = frozenset({hashlib.sha256(TEXT.encode()).hexdigest()})
    assert isinstance(read_one(Input("one", "one", data=TEXT.encode()), Options(known=known)), Passed)


def test_blanks_at_the_ends_of_a_name_do_not_stop_a_text(tmp_path: Path) -> None:
    assert put([document(doc="a name with a blank ")], tmp_path / "record")["source"] == 1
    assert put([document(doc="a name with a blank ")], tmp_path / "record") == {"source": 0, "event": 0, "statement": 0}
