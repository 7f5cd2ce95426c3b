"""The scorer: worked cases, bounds, and the same figures as the scorer that the gold came with, where that is at hand."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import FoedusError
from foedus.reading.scorer import score
from foedus.reading.scoring import load, overlap, scored, statement_figures, statement_tally
from foedus.reading.types import Span, Statement


def event(actor: Any, recipient: Any, kind: str | None) -> dict[str, Any]:
    return {"actor": actor, "recipient": recipient, "type": kind}


def one(gold: list[dict[str, Any]], read: list[dict[str, Any]]) -> dict[str, Any]:
    return score({"a": {"id": "a", "events": gold}}, {"a": {"id": "a", "events": read}})[0]


@pytest.mark.parametrize(
    ("gold", "read", "kind", "dyad", "both", "extra"),
    [
        (event("ARM", "RUS", "REJECT"), event("ARM", "RUS", "REJECT"), 1, 1, 1, 0),
        (event("ARM", "RUS", "REJECT"), event("RUS", "ARM", "REJECT"), 1, 0, 0, 1),
        (event("ARM", "RUS", "CONSULT"), event("RUS", "ARM", "CONSULT"), 1, 1, 1, 0),
        (event("ARM", "RUS", "REJECT"), event("ARM", "RUS", "AID"), 0, 1, 0, 1),
        (event("Syria", "Russia", "AID"), event("Syrian troops", "the Russians", "AID"), 1, 1, 1, 0),
        (event("ARM", [], "AID"), event("ARM", "RUS", "AID"), 1, 1, 1, 0),
        (event("ARM", "RUS", "DEMAND"), event("ARM", "RUS", "REQUEST"), 1, 1, 1, 0),
        (event("ARM", "RUS", "YIELD"), event("ARM", "RUS", "RETREAT"), 1, 1, 1, 0),
    ],
)
def test_worked_cases(gold: dict[str, Any], read: dict[str, Any], kind: int, dyad: int, both: int, extra: int) -> None:
    out = one([gold], [read])
    accuracy = out["accuracy"]
    assert (accuracy["type"], accuracy["dyad"], accuracy["dyad_type"]) == (kind, dyad, both)
    assert out["extra_events_per_record"] == extra


def test_a_record_of_nothing_is_right_when_nothing_is_read() -> None:
    assert one([], [])["accuracy"]["exact_record"] == 1
    assert one([], [event("ARM", "RUS", "AID")])["extra_events_per_record"] == 1


def test_a_missing_prediction_counts_as_no_events() -> None:
    out, errors = score({"a": {"events": [event("ARM", "RUS", "AID")]}}, {})
    assert (out["accuracy"]["type"], errors) == (0, ["a"])


SIDES = st.sampled_from(["ARM", "RUS", "CSTO summit", "Syria", [], [{"code": "KAZ", "text": "Kazakh"}]])
EVENTS = st.lists(st.builds(event, SIDES, SIDES, st.sampled_from(["AID", "REJECT", "CONSULT"])), max_size=4)


@given(EVENTS, EVENTS)
def test_shares_lie_between_0_and_1_and_both_is_never_above_either(gold: list[Any], read: list[Any]) -> None:
    accuracy = one(gold, read)["accuracy"]
    assert all(value is None or 0 <= value <= 1 for value in accuracy.values())
    if accuracy["dyad_type"] is not None:
        assert accuracy["dyad_type"] <= min(accuracy["type"], accuracy["dyad"])


@given(EVENTS)
def test_gold_read_as_gold_has_no_error(gold: list[Any]) -> None:
    typed = [it for it in gold if it["actor"]]
    out = one(typed, typed)
    assert out["extra_events_per_record"] == 0
    assert out["accuracy"]["exact_record"] == 1


def test_the_same_figures_as_the_scorer_of_the_gold(shared: Path) -> None:
    file = shared / "reading" / "score_events.py"
    spec = importlib.util.spec_from_file_location("score_events", file)
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    gold = load(shared / "reading" / "gsr_dev.jsonl") | load(shared / "reading" / "petrarch_dev.jsonl")
    chance = random.Random(1)  # noqa: S311 (not for secrets)
    read = {key: {"id": key, "events": [_wrong(it, chance) for it in row["events"]]} for key, row in gold.items()}
    for is_strict in (False, True):
        assert score(gold, read, is_strict) == theirs.score(gold, read, is_strict)


def _wrong(it: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A gold event as a reader may get it: now and then with sides swapped or of another type."""
    actor, recipient = it["actor"], it["recipient"]
    if chance.random() < 0.2:
        actor, recipient = recipient, actor
    return event(actor, recipient, "CONSULT" if chance.random() < 0.2 else it.get("type") or "AID")


def said(text: str, words: str, speaker: str) -> Statement:
    at = text.index(words)
    span = Span(at, at + len(words))
    return Statement("st-1", 0, span, speaker, "", "", "direct", words, span, "", "neutral", ())


def test_statements_are_matched_by_words_and_judged_by_speaker() -> None:
    text = "Armenia said it was left alone. Russia said nothing."
    gold = [{"name": "Armenia", "code": "ARM", "kind": "indirect", "quote": "it was left alone"}]
    assert statement_figures([statement_tally(text, gold, [said(text, "it was left alone", "ARM")])]) == (1.0, 1.0)
    assert statement_figures([statement_tally(text, gold, [said(text, "it was left alone", "RUS")])]) == (0.0, 1.0)
    assert statement_figures([statement_tally(text, gold, [said(text, "nothing", "ARM")])]) == (0.0, 0.0)


@given(st.tuples(st.integers(0, 9), st.integers(1, 9)), st.tuples(st.integers(0, 9), st.integers(1, 9)))
def test_overlap_is_the_same_both_ways(a: tuple[int, int], b: tuple[int, int]) -> None:
    one_, other = (a[0], a[0] + a[1]), (b[0], b[0] + b[1])
    assert 0 <= overlap(one_, other) == overlap(other, one_) <= 1
    assert overlap(one_, one_) == 1


def test_intervals_hold_the_value_and_the_same_seed_gives_the_same() -> None:
    gold = {str(n): {"id": str(n), "events": [event("ARM", "RUS", "AID")]} for n in range(20)}
    read = {str(n): {"id": str(n), "events": [event("ARM", "RUS", "AID" if n % 3 else "REJECT")]} for n in range(20)}
    _, first = scored(gold, read, draws=50)
    assert scored(gold, read, draws=50)[1] == first
    for it in first:
        assert it.value is not None
        assert it.low is not None
        assert it.high is not None
        assert it.low <= it.value <= it.high


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "holds no gold record"),
        ("no json", "line 1: is not JSON"),
        ('{"id": "a"}', "line 1: a gold record needs"),
        ('{"id": "a", "text": "x", "events": [], "date": "soon"}', "is not a date"),
    ],
)
def test_bad_gold_is_named(tmp_path: Path, words: str, told: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(words, encoding="utf-8")
    with pytest.raises(FoedusError, match=told):
        load(file)
