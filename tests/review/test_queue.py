"""The queue: the weightiest first, filters, reasons, and gold of what is wholly decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.errors import FoedusError
from foedus.reading import read
from foedus.reading.scoring import load, predict, scored
from foedus.record import Record
from foedus.review.decisions import decide
from foedus.review.gold import gold
from foedus.review.queue import counts, find, items
from foedus.review.reasons import reasons
from foedus.review.withtexts import assess_with_read

from .world import text, world

WORDS = (
    "Belarus and Kazakhstan agreed to build a bridge. Kazakhstan refused to attend the CSTO exercise on Tuesday. "
    '"We were left alone," Armenian Prime Minister Nikol Pashinyan said.'
)


@pytest.fixture
def record() -> Record:
    return assess_with_read("csto", [text(WORDS)], "2022-11-30", record=world()).scratch.record


def test_dissent_comes_before_other_acts_and_acts_before_statements(record: Record) -> None:
    listed = items(record)
    assert listed[0].row["alliance_act"] == "refuse_attend"
    assert [it.table for it in listed] == sorted((it.table for it in listed), key=("event", "statement", "link").index)


def test_filters_keep_what_they_say(record: Record) -> None:
    assert {it.row["alliance_act"] for it in items(record, {"act": "refuse_attend"})} == {"refuse_attend"}
    assert all("BLR" in (it.row["actor"], it.row["recipient"]) for it in items(record, {"actor": "blr"}))
    assert {it.table for it in items(record, {"table": "statement"})} == {"statement"}
    assert items(record, {"source": "nobody"}) == []
    assert items(record, {"since": "2022-11-25"}) == []
    assert len(items(record, {"words": "bridge"})) == len([it for it in items(record) if "bridge" in it.sentence]) > 0


def test_a_filter_that_does_not_exist_is_named(record: Record) -> None:
    with pytest.raises(FoedusError, match='"colour" is nothing to filter by'):
        items(record, {"colour": "red"})
    with pytest.raises(FoedusError, match="is not one of open"):
        items(record, {"state": "done"})


def test_states_add_up(record: Record) -> None:
    first = items(record)[0].id
    decide(record, first, "reject", "Ana")
    told = counts(record)
    assert (told["reject"], sum(told.values())) == (1, len(items(record, {"state": "all"})))
    assert first not in {it.id for it in items(record)}
    assert [it.id for it in items(record, {"by": "ana", "state": "all"})] == [first]
    assert find(record, first).state == "reject"


def test_the_words_of_the_act_are_marked_and_the_rules_named(record: Record) -> None:
    told = reasons(items(record)[0])
    assert told.words.startswith("refused to attend")
    assert told.before + told.words + told.after == "Kazakhstan refused to attend the CSTO exercise on Tuesday."
    assert any(line.startswith("outer verb:") for line in told.lines)


def test_the_words_of_a_statement_are_marked(record: Record) -> None:
    (said,) = items(record, {"table": "statement"})
    assert reasons(said).words == "We were left alone,"


def test_gold_is_what_is_wholly_decided(record: Record, tmp_path: Path) -> None:
    assert gold(record) == []
    it = items(record)[0]
    decide(record, it.id, "correct", "Ana", values={"actor": "BLR"})
    ((one),) = gold(record)
    assert one["text"] == it.sentence
    assert one["events"] == [{"actor": [{"code": "BLR"}], "recipient": [{"text": "CSTO"}], "type": "REJECT"}]
    file = tmp_path / "gold.jsonl"
    import json

    file.write_text("".join(json.dumps(row) + "\n" for row in gold(record)), encoding="utf-8")
    records = load(file)
    own = {
        key: predict(row, lambda words, day, actors: read(words, dateline=day, actors=actors))
        for key, row in records.items()
    }
    out, _ = scored(records, own, draws=10)
    assert (out["accuracy"]["type"], out["accuracy"]["dyad_type"], out["extra_events_per_record"]) == (1.0, 0.0, 1.0)


def test_a_rejected_act_is_gold_of_nothing(record: Record) -> None:
    decide(record, items(record)[0].id, "reject", "Ana")
    (one,) = gold(record)
    assert one["events"] == []


def test_statements_become_gold_too(record: Record) -> None:
    (said,) = items(record, {"table": "statement"})
    decide(record, said.id, "accept", "Ana")
    (one,) = gold(record)
    assert one["statements"][0] | {"name": ""} == {
        "name": "",
        "code": "ARM",
        "kind": "direct",
        "quote": "We were left alone,",
    }
