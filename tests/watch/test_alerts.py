"""An alert carries what moved and by which rows; it fires once, for news and not for what was held, never from the future."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foedus.watch import ingest
from foedus.watch.alerts import Watcher
from foedus.watch.state import State, WatchError, opened
from foedus.watch.wording import line
from tests.watch.reading import entry, note, put

REFUSED = (
    "Armenia refused to sign the declaration of the CSTO summit on 18 November 2026. Rain fell on the old town all day."
)
TOLD_AGAIN = "At the CSTO summit on 18 November 2026 Armenia refused to sign the declaration. Reporters waited outside for hours."
OLD = "Armenia froze its participation in the CSTO on 22 February 2024. The archive of the ministry holds the papers."
NEUTRAL = "Kazakhstan sent aid to Tajikistan on Tuesday. Trucks with flour crossed at the southern post before noon."
"""The first text of a day moves the span of months that is counted to that day; it comes before what is to be noticed."""

TODAY = date(2026, 11, 27)
RULES = ("dissent ARM rises", "any dissent ARM", "any freeze")


@pytest.fixture(scope="module")
def world() -> ingest.World:
    return ingest.World()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with opened(tmp_path / "record") as made:
        made.set_meta("name", "test")
        yield made


def watcher_of(
    state: State, world: ingest.World, rules: tuple[str, ...], day: date, is_sending: bool = False
) -> Watcher:
    """A watcher over a record that already reaches to the days of the tests."""
    note(state, [entry(99, NEUTRAL, "2026-11-18")], feed="https://z.example/rss")
    put(state, world)
    made = Watcher(state, "csto", rules, day, is_sending)
    assert made.judge(0.5, day) == 0, "nothing is new yet"
    return made


def told(state: State) -> list[dict[str, Any]]:
    return [json.loads(row["body"]) for row in state.rows("SELECT body FROM outbox ORDER BY rowid")]


def test_a_new_act_fires_once_with_its_rows_and_sources(state: State, world: ingest.World) -> None:
    watcher = watcher_of(state, world, RULES, TODAY, is_sending=True)
    note(state, [entry(1, REFUSED, "2026-11-19")])
    put(state, world)
    assert state.meta("is_to_judge")
    assert watcher.judge(2.0, TODAY) == 2
    assert watcher.judge(3.0, TODAY) == 0
    assert not state.meta("is_to_judge")
    rises, act = sorted(told(state), key=lambda it: it["question"], reverse=True)
    assert (rises["alert"], rises["member"], rises["measure"]) == ("dissent ARM rises", "ARM", "dissenting acts")
    assert rises["after"]["value"] > rises["before"]["value"]
    assert rises["before"]["low"] < rises["before"]["value"] < rises["before"]["high"]
    assert rises["after"]["to"] == rises["before"]["to"] == "2026-11-27"
    assert rises["sentence"].startswith("Armenia:")
    assert rises["is_within_noise"] is True, "one act more is no proof"
    (row,) = act["rows"]
    assert row["date"] == "2026-11-18"
    assert (row["known_on"], row["is_verified"], row["is_single_source"]) == ("2026-11-19", False, True)
    assert row["source"]["publisher"] == "a.example"
    assert row["id"] in {it["id"] for it in rises["rows"]}
    assert len({it["id"] for it in told(state)}) == 2
    shown = line(rises)
    assert "ALERT CSTO, dissent ARM rises, as of 2026-11-27" in shown
    assert "single source, read by machine, not verified" in shown
    assert "chance may explain it" in shown


def test_a_copy_and_a_second_report_move_nothing_but_the_number_of_sources(state: State, world: ingest.World) -> None:
    watcher = watcher_of(state, world, RULES, TODAY)
    note(state, [entry(1, REFUSED, "2026-11-19")])
    note(state, [entry(2, REFUSED, "2026-11-19")], feed="https://b.example/rss")
    put(state, world)
    watcher.judge(1.0, TODAY)
    assert {row["n_sources"] for it in told(state) for row in it["rows"]} == {1}, "a copy is no second source"
    n = len(told(state))
    note(state, [entry(3, TOLD_AGAIN, "2026-11-20")], feed="https://c.example/rss")
    put(state, world)
    assert watcher.judge(2.0, TODAY) == 0
    assert len(told(state)) == n


def test_two_independent_reports_are_two_sources(state: State, world: ingest.World) -> None:
    watcher = watcher_of(state, world, RULES[1:2], TODAY)
    note(state, [entry(1, REFUSED, "2026-11-19")])
    note(state, [entry(3, TOLD_AGAIN, "2026-11-20")], feed="https://c.example/rss")
    put(state, world)
    watcher.judge(1.0, TODAY)
    (alert,) = told(state)
    assert [(row["n_sources"], row["is_single_source"]) for row in alert["rows"]] == [(2, False)]
    assert "2 independent sources" in line(alert)


def test_the_retelling_of_an_act_that_the_record_holds_is_no_news(state: State, world: ingest.World) -> None:
    watcher = watcher_of(state, world, RULES, TODAY)
    note(state, [entry(1, OLD, "2026-11-20")])
    assert put(state, world).n_events == 1
    assert watcher.judge(1.0, TODAY) == 0


def test_what_is_known_later_moves_nothing_earlier(state: State, world: ingest.World) -> None:
    eve = date(2026, 11, 18)
    watcher = watcher_of(state, world, RULES, eve)
    note(state, [entry(1, REFUSED, "2026-11-19")])
    put(state, world)
    assert watcher.judge(1.0, eve) == 0
    assert watcher.judge(2.0, date(2026, 11, 19)) == 2


def test_levels_outlive_the_program_and_a_new_rule_starts_from_now(state: State, world: ingest.World) -> None:
    watcher_of(state, world, RULES[:1], TODAY)
    note(state, [entry(1, REFUSED, "2026-11-19")])
    put(state, world)
    watcher = Watcher(state, "csto", RULES[:2], TODAY, is_sending=False)
    assert watcher.judge(1.0, TODAY) == 1, "the batch before the kill is judged; the new rule begins after it"
    assert told(state)[0]["alert"] == "dissent ARM rises"


def test_an_end_before_the_outbox_is_whole_rings_the_bell_the_next_time(
    state: State, world: ingest.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher = watcher_of(state, world, RULES, TODAY)
    note(state, [entry(1, REFUSED, "2026-11-19")])
    put(state, world)
    with monkeypatch.context() as patched:
        patched.setattr(watcher, "_post", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            watcher.judge(1.0, TODAY)
    assert told(state) == []
    assert watcher.judge(2.0, TODAY) == 2


def test_a_bad_rule_is_told_before_anything_is_asked(state: State) -> None:
    with pytest.raises(WatchError, match="to watch of ARM"):
        Watcher(state, "csto", ("weather ARM rises",), TODAY, is_sending=False)


def test_a_far_shift_of_the_days_counted_is_told(
    state: State, world: ingest.World, caplog: pytest.LogCaptureFixture
) -> None:
    """A watch that was not run for long: the span moves to the present, and acts of years ago fall out."""
    watcher = Watcher(state, "csto", RULES, date(2026, 3, 1), is_sending=False)
    note(state, [entry(1, REFUSED, "2026-11-19")])
    put(state, world)
    watcher.judge(1.0, TODAY)
    assert "any dissent ARM" in {it["alert"] for it in told(state)}
    assert "the days counted now end on 2026-11-27" in caplog.text


def test_a_watch_counts_to_its_own_day_though_the_record_it_began_with_ends_earlier(
    state: State, world: ingest.World
) -> None:
    watcher = Watcher(state, "csto", RULES, TODAY, is_sending=False)
    note(state, [entry(1, REFUSED, "2026-11-19")])
    put(state, world)
    assert watcher.judge(1.0, TODAY) == 2
    assert {it["alert"] for it in told(state)} == {"dissent ARM rises", "any dissent ARM"}
