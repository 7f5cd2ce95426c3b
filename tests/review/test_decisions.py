"""Decisions: kept with who and when, holding in every view of the row, undone without a trace in the numbers, never lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.build import assess
from foedus.errors import BadRow, FoedusError, UnknownName
from foedus.record import Record
from foedus.record.trace import evidence
from foedus.review.decisions import Decided, decide, history, kept, standing, undo
from foedus.review.queue import items
from foedus.review.withtexts import assess_with_read, keep

from .world import text, world

DAY = date(2022, 11, 30)
SENTENCES = (
    "Kazakhstan refused to attend the CSTO exercise on Tuesday.",
    "Tajikistan asked the CSTO for military help on Monday.",
    "Armenia refused to sign the declaration of the CSTO on Wednesday.",
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with the acts of two papers, of which the first act is told by both."""
    folder = tmp_path_factory.mktemp("review") / "base"
    record = world()
    again = text("Kazakhstan refused to attend the exercise of the CSTO, it was said.", "2022-11-25", "Courier")
    made = assess_with_read("csto", [text(" ".join(SENTENCES)), again], DAY, record=record)
    keep(made.scratch, folder, record)
    return folder


@pytest.fixture
def record(base: Path) -> Record:
    return Record.open(base).copy()


def row(record: Record, actor: str, act: str) -> dict[str, Any]:
    """The machine-read act of an actor."""
    sql = "SELECT * FROM event WHERE actor = $actor AND alliance_act = $act AND method LIKE 'reader%' ORDER BY known_on"
    return record.query(sql, {"actor": actor, "act": act})[0]


def acts(record: Record, day: date = DAY) -> set[tuple[str, str, str]]:
    """What a view of a day holds."""
    rows = record.as_of(day).query("SELECT actor, recipient, alliance_act FROM event")
    return {(it["actor"], it["recipient"], it["alliance_act"]) for it in rows}


def numbers(record: Record, day: date = DAY) -> list[tuple[Any, ...]]:
    """Everything that a brief counts."""
    made = assess("csto", day, record=record)
    return [(it.question, it.measure, it.member, it.value, it.label) for it in made.findings]


def test_a_rejected_row_is_in_no_view_and_stays_in_the_record(record: Record) -> None:
    it = row(record, "TJK", "call")
    made = decide(record, it["id"], "reject", "Ana", reason="it asked for nothing")
    assert ("TJK", "CSTO", "call") not in acts(record)
    assert record.query("SELECT id FROM event WHERE id = $id", {"id": it["id"]})
    (told,) = history(record)
    assert (told["decided_by"], told["verdict"], told["reason"], told["decided_at"]) == (
        "Ana",
        "reject",
        "it asked for nothing",
        made.at,
    )


def test_the_call_that_was_made_of_it_goes_with_it(record: Record) -> None:
    assert record.as_of(DAY).query("SELECT * FROM call")
    decide(record, row(record, "TJK", "call")["id"], "reject", "Ana")
    assert record.as_of(DAY).query("SELECT * FROM call") == []


def test_a_decision_is_about_the_reading_and_holds_whenever_the_row_does(record: Record) -> None:
    """Decided years later, the misreading is gone as of the day of the article too; before it nothing changes."""
    it = row(record, "TJK", "call")
    before = acts(record, date(2022, 11, 23))
    decide(record, it["id"], "reject", "Ana", at=datetime(2026, 11, 27, 12))
    assert ("TJK", "CSTO", "call") not in acts(record, it["known_on"])
    assert acts(record, date(2022, 11, 23)) == before


def test_a_correction_is_known_from_the_day_of_the_text_and_not_before(record: Record) -> None:
    it = row(record, "KAZ", "refuse_attend")
    made = decide(record, it["id"], "correct", "Ana", values={"actor": "BLR"})
    assert made.corrected_id
    assert ("BLR", "CSTO", "refuse_attend") in acts(record, it["known_on"])
    assert ("KAZ", "CSTO", "refuse_attend") not in acts(record)
    assert ("BLR", "CSTO", "refuse_attend") not in acts(record, date(2022, 11, 23))
    (new,) = record.query("SELECT * FROM event WHERE id = $id", {"id": made.corrected_id})
    assert (new["method"], new["is_verified"], new["known_on"]) == ("hand", True, it["known_on"])
    assert "Ana" in new["note"]
    assert new["sentence"].startswith("Belarus to")


def test_a_corrected_row_that_the_record_holds_does_not_count_twice(record: Record) -> None:
    before = sum(1 for it in acts(record) if it[2] == "refuse_sign")
    decide(record, row(record, "ARM", "refuse_sign")["id"], "correct", "Ana", values={"plover_mode": "sign"})
    rows = record.as_of(DAY).query("SELECT id FROM event WHERE alliance_act = 'refuse_sign'")
    assert len(rows) == before == 1


def test_another_telling_of_a_rejected_act_stands_by_itself(record: Record) -> None:
    it = row(record, "KAZ", "refuse_attend")
    decide(record, it["id"], "reject", "Ana")
    (left,) = record.as_of(DAY).query("SELECT * FROM event WHERE alliance_act = 'refuse_attend'")
    assert left["id"] != it["id"]
    (shown,), _ = evidence(record.as_of(DAY), [left["id"]])
    assert shown.n_sources_read == 1, "the rejected telling is no source any more"


def test_an_accepted_row_counts_as_before_and_says_who_accepted_it(record: Record) -> None:
    it, before = row(record, "KAZ", "refuse_attend"), numbers(record)
    decide(record, it["id"], "accept", "Ana")
    assert numbers(record) == before
    (shown,), _ = evidence(record.as_of(DAY), [it["id"]])
    assert (shown.review, shown.made, shown.is_verified) == ("accepted by Ana", "machine", False)


@pytest.mark.parametrize("verdict", ["accept", "reject", "correct"])
def test_undone_everything_is_as_before(record: Record, verdict: str) -> None:
    it, before = row(record, "KAZ", "refuse_attend"), numbers(record)
    values = {"actor": "BLR"} if verdict == "correct" else None
    decide(record, it["id"], verdict, "Ana", values=values)
    undo(record, it["id"], "Ben")
    assert numbers(record) == before
    assert standing(record) == {}
    assert [told["verdict"] for told in history(record)] == [verdict, "undo"]
    decide(record, it["id"], verdict, "Ana", values=values)
    assert standing(record)[it["id"]].verdict == verdict


STEPS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["accept", "reject", "correct", "undo"])), max_size=6)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_after_any_steps_the_record_is_as_if_only_what_stands_had_been_decided(
    base: Path, steps: list[tuple[int, str]]
) -> None:
    one, other = Record.open(base).copy(), Record.open(base).copy()
    every = [it.id for it in items(one, {"table": "event", "state": "all"})]
    last: dict[str, str] = {}
    for n, (place, verdict) in enumerate(steps):
        id_ = every[place % len(every)]
        at = datetime(2026, 1, 1, 0, 0, n)
        if verdict == "undo":
            if last.pop(id_, None):
                undo(one, id_, "Ana", at=at)
            continue
        decide(one, id_, verdict, "Ana", values={"actor": "BLR"} if verdict == "correct" else None, at=at)
        last[id_] = verdict
    for id_, verdict in last.items():
        decide(other, id_, verdict, "Ana", values={"actor": "BLR"} if verdict == "correct" else None)
    assert {it: made.verdict for it, made in standing(one).items()} == last
    # Which of several tellings stands for all may differ with the order; what is told does not.
    assert acts(one) == acts(other)
    assert len(history(one)) >= len(last)


def test_somebody_who_saw_something_else_is_told(record: Record) -> None:
    it = row(record, "KAZ", "refuse_attend")
    first = decide(record, it["id"], "accept", "Ana", seen=None)
    with pytest.raises(Decided, match="Ana decided meanwhile"):
        decide(record, it["id"], "reject", "Ben", seen=None)
    decide(record, it["id"], "reject", "Ben", seen=first.id)
    assert standing(record)[it["id"]].by == "Ben"


def test_what_cannot_be_decided_is_said(record: Record) -> None:
    it = row(record, "KAZ", "refuse_attend")["id"]
    hand = record.query("SELECT id FROM event WHERE method = 'hand'")[0]["id"]
    refused: list[tuple[tuple[Any, ...], dict[str, Any], type[Exception], str]] = [
        (("ev-000000000000", "accept", "Ana"), {}, UnknownName, "holds no row"),
        ((hand, "reject", "Ana"), {}, FoedusError, "is not to be reviewed"),
        ((it, "accept", " "), {}, FoedusError, "--by NAME"),
        ((it, "correct", "Ana"), {}, FoedusError, "needs what the row should say"),
        ((it, "correct", "Ana"), {"values": {"known_on": "2020-01-01"}}, FoedusError, "cannot be corrected"),
        ((it, "correct", "Ana"), {"values": {"alliance_act": "dance"}}, BadRow, "is not one of"),
        ((it, "correct", "Ana"), {"values": {"happened_on": "soon"}}, BadRow, "is not a date"),
        ((it, "correct", "Ana"), {"values": {"actor": "KAZ"}}, FoedusError, "says what the row says"),
        ((it, "burn", "Ana"), {}, FoedusError, "is no decision"),
    ]
    for given_, more, error, words in refused:
        with pytest.raises(error, match=words):
            decide(record, *given_, **more)
    with pytest.raises(FoedusError, match="nothing to undo"):
        undo(record, it, "Ana")
    assert history(record) == []


def test_a_rejected_link_lets_both_count(record: Record) -> None:
    before = len(record.as_of(DAY).query("SELECT id FROM event WHERE alliance_act = 'refuse_attend'"))
    link = next(it for it in items(record, {"table": "link"}) if it.ends[0].get("alliance_act") == "refuse_attend")
    decide(record, link.id, "reject", "Ana")
    assert len(record.as_of(DAY).query("SELECT id FROM event WHERE alliance_act = 'refuse_attend'")) == before + 1
    undo(record, link.id, "Ana")
    assert len(record.as_of(DAY).query("SELECT id FROM event WHERE alliance_act = 'refuse_attend'")) == before


def copied(base: Path, folder: Path) -> Path:
    Record.open(base).save(folder)
    return folder


REVIEWER = """
import sys
from pathlib import Path
from foedus.review.decisions import decide, kept

folder, who, *ids = sys.argv[1:]
for id_ in ids:
    kept(Path(folder), lambda record: decide(record, id_, "accept", who))
    print(id_, flush=True)
"""


def reviewer(folder: Path, who: str, ids: list[str]) -> subprocess.Popen[str]:
    """A process that accepts rows one after the other, and says of each when it is saved."""
    command = [sys.executable, "-c", REVIEWER, str(folder), who, *ids]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_reviewers_at_once_lose_nothing(base: Path, tmp_path: Path) -> None:
    folder = copied(base, tmp_path / "two")
    ids = [it.id for it in items(Record.open(folder))]
    both = [reviewer(folder, who, ids[n::2]) for n, who in enumerate(("Ana", "Ben"))]
    said = [one.communicate(timeout=60)[0].split() for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert sorted([*said[0], *said[1]]) == sorted(ids)
    assert {made.by for made in standing(Record.open(folder)).values()} == {"Ana", "Ben"}
    assert set(standing(Record.open(folder))) == set(ids)


def test_killed_in_the_middle_nothing_that_was_said_to_be_saved_is_lost(base: Path, tmp_path: Path) -> None:
    folder = copied(base, tmp_path / "killed")
    ids = [it.id for it in items(Record.open(folder))]
    n_said = 0
    for n_lines in (1, 4):
        process = reviewer(folder, "Ana", ids * 40)
        assert process.stdout is not None
        for _ in range(n_lines):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        n_said += n_lines + len(process.communicate(timeout=20)[0].split())
        assert n_said <= sum(it["verdict"] == "accept" for it in history(Record.open(folder)))
    kept(folder, lambda record: decide(record, ids[0], "reject", "Ben"))
    assert standing(Record.open(folder))[ids[0]].by == "Ben", "the lock of a dead process does not close the record"
