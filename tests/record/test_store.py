"""The store: rows are added once, never changed, and what does not fit is refused in one sentence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.errors import BadRow, UnknownName
from foedus.record import Record
from foedus.record.checks import checked
from foedus.record.schema import TABLES
from tests.rows import ORIGIN, event, ids


def test_adding_the_same_rows_twice_changes_nothing() -> None:
    record = Record.in_memory()
    rows = [event(), event(actor="BBB"), event()]
    assert record.add("event", rows) == 2
    before = record.query("SELECT * FROM event ORDER BY id")
    assert record.add("event", rows) == 0
    assert record.query("SELECT * FROM event ORDER BY id") == before


def test_the_id_does_not_depend_on_when_a_row_was_recorded() -> None:
    record = Record.in_memory()
    record.add("event", [event(recorded_at="2026-01-01T00:00:00Z")])
    assert record.add("event", [event(recorded_at="2027-01-01T00:00:00Z")]) == 0


def test_ids_are_stable_across_versions() -> None:
    row = checked(TABLES["event"], event(), "a test")
    assert row["id"] == "ev-7b31a951776d"


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1)


@given(words, words, st.sampled_from(("2000", "2000-01", "2000-01-01")))
@settings(max_examples=30, deadline=None)
def test_any_text_comes_back_as_it_went_in(actor: str, sentence: str, happened_on: str) -> None:
    record = Record.in_memory()
    record.add("event", [event(actor=actor, sentence=sentence, happened_on=happened_on)])
    (row,) = record.query("SELECT * FROM event")
    assert (row["actor"], row["sentence"], row["happened_on"]) == (actor, sentence, happened_on)
    assert record.add("event", [{name: value for name, value in row.items() if name != "recorded_at"}]) == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"happened_on": "2000-13"}, 'events.csv, row 1, column `happened_on`: "2000-13" is not a date'),
        ({"happened_on": None}, "column `happened_on`: a value is needed"),
        ({"plover_type": "HUG"}, 'column `plover_type`: "HUG" is not one of AGREE, CONSULT'),
        ({"modality": ""}, "column `modality`: a value is needed"),
        ({"colour": "red"}, "column `colour`: event has no such column"),
        ({"known_on": "soon"}, 'column `known_on`: "soon" does not fit'),
        ({"is_verified": "perhaps"}, 'column `is_verified`: "perhaps" does not fit'),
        ({"source_id": "so-000000000000"}, "column `source_id`: so-000000000000 is not a row of source"),
        ({"id": "ev-000000000000"}, "does not match the row"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_place(given: dict[str, Any], said: str) -> None:
    record = Record.in_memory()
    with pytest.raises(BadRow) as refused:
        record.add("event", [event(**given)], where="events.csv")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert record.counts()["event"] == 0


def test_one_bad_row_keeps_the_whole_batch_out() -> None:
    record = Record.in_memory()
    with pytest.raises(BadRow, match="row 2"):
        record.add("event", [event(), event(actor=None)])
    assert record.counts()["event"] == 0


def test_a_key_names_one_claim_only() -> None:
    record = Record.in_memory()
    record.add("event", [event(key="k")])
    with pytest.raises(BadRow, match="the key k already names a row with another claim"):
        record.add("event", [event(key="k", actor="BBB")])


def test_a_link_needs_both_its_rows() -> None:
    record = Record.in_memory()
    record.add("event", [event()])
    (known,) = ids(record, "event")
    link = {"from_id": known, "relation": "supersedes", "to_id": "ev-000000000000", "reason": "a test"} | ORIGIN
    with pytest.raises(BadRow, match="ev-000000000000 is not in the record"):
        record.add("link", [link])
    with pytest.raises(BadRow, match="no table has ids that begin with zz-"):
        record.add("link", [link | {"to_id": "zz-1"}])


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(UnknownName, match='"events" is not a table'):
        Record.in_memory().add("events", [])


def test_an_event_may_refer_to_another_of_the_same_batch() -> None:
    record = Record.in_memory()
    cause = checked(TABLES["event"], event(), "a test")
    assert record.add("event", [event(actor="HUB", recipient="AAA", responds_to=cause["id"]), cause]) == 2
