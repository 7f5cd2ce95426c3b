"""A batch into the record: once, whatever ends in between; copies and retellings linked; days honest; nothing verified."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from foedus.intake.inputs import Input
from foedus.intake.job import Options, Outcome, read_one
from foedus.record import Record
from foedus.watch import ingest, items
from foedus.watch.state import State, opened
from tests.watch.reading import LONG, entry, note, put

WIRE = (
    "Armenia refused to sign the declaration of the Collective Security Treaty Organization in Yerevan on Wednesday. "
    "Prime Minister Nikol Pashinyan said the text lacked a clear assessment of the attack on Armenia. The summit ended without "
    "a joint statement, and the leaders left for the airport one after the other in the evening."
)
OTHER = "Kazakhstan sent aid to Tajikistan on Tuesday. Trucks with flour and tents crossed at the southern post before noon."


@pytest.fixture(scope="module")
def world() -> ingest.World:
    return ingest.World()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with opened(tmp_path / "record") as made:
        yield made


def test_an_item_is_noted_once_however_often_it_is_listed(state: State) -> None:
    assert note(state, [entry(1, WIRE), entry(2, OTHER), entry(1, WIRE)]) == 2
    assert note(state, [entry(2, OTHER), entry(1, WIRE)]) == 0
    assert note(state, [entry(1, WIRE + LONG)]) == 1, "a text that changed is a new one"


def test_one_guid_for_all_items_and_one_link_for_all_lose_nothing() -> None:
    keys = {items.key_of("1", f"https://a.example/{n}", "f") for n in range(5)}
    keys |= {items.key_of(f"g{n}", "https://a.example/", "f") for n in range(5)}
    assert len(keys) == 10
    assert items.key_of("1", "", "f") != items.key_of("1", "", "g"), "a number is the feed's own"
    assert items.key_of("", "https://A.example/x?utm_source=b&id=3#top", "f") == "https://a.example/x?id=3"


def test_a_feed_that_changes_an_item_all_the_time_is_read_a_few_times_only(state: State) -> None:
    assert sum(note(state, [entry(1, f"{WIRE} {n} readers")]) for n in range(50)) == items.MOST_VERSIONS


def test_rows_are_machine_read_unverified_and_known_from_their_day(state: State, world: ingest.World) -> None:
    note(state, [entry(1, WIRE), entry(2, OTHER, "Thu, 01 Jan 1970 00:00:00 GMT")], seen_on="2026-11-25")
    done = put(state, world)
    assert (done.n_sources, done.n_copies) == (2, 0)
    record = Record.open(state.folder)
    rows = record.query("SELECT * FROM event UNION ALL BY NAME SELECT * FROM statement")
    assert rows
    assert all(row["method"].startswith("reader@") and not row["is_verified"] for row in rows)
    good, bad = record.query("SELECT * FROM source ORDER BY known_on")
    assert (good["known_on"], good["known_basis"], good["note"]) == (date(2026, 11, 20), "published_day", None)
    assert (bad["known_on"], bad["known_basis"], bad["published"]) == (date(2026, 11, 25), "inferred", None)
    assert "which cannot be the day of publication: known from 2026-11-25" in bad["note"]
    assert good["publisher"] == "a.example"


def test_nothing_is_seen_before_its_day(state: State, world: ingest.World) -> None:
    note(state, [entry(1, WIRE, "2026-11-20")])
    put(state, world)
    record = Record.open(state.folder)
    for day, n in ((date(2026, 11, 19), 0), (date(2026, 11, 20), 1)):
        view = record.as_of(day)
        assert len(view.query("SELECT * FROM source")) == n
        assert bool(view.query("SELECT * FROM event")) == bool(n)


def test_an_end_between_record_and_state_puts_nothing_in_twice(
    state: State, world: ingest.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(state, [entry(1, WIRE), entry(2, OTHER)])
    save = Record.save

    def saved_and_gone(self: Record, folder: Path | None = None) -> Path:
        save(self, folder)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Record, "save", saved_and_gone)
        with pytest.raises(KeyboardInterrupt):
            put(state, world)
    before = Record.open(state.folder).counts()
    assert before["source"] == 2
    assert items.counts(state) == {"ready": 2}
    put(state, world, today=date(2026, 11, 28))
    assert Record.open(state.folder).counts() == before, "not even on the next day"
    assert items.counts(state) == {"put": 2}
    note(state, [entry(3, WIRE)])
    assert put(state, world).n_copies == 1, "and the story is known to later copies"


def test_a_newer_reader_does_not_put_a_text_in_again(state: State, world: ingest.World) -> None:
    note(state, [entry(1, WIRE)])
    put(state, world)
    state.do("UPDATE item SET status = 'ready', body = ?", __import__("zlib").compress(
        items.of_entry(entry(1, WIRE), "f", "f").body or b""))  # fmt: skip
    before = Record.open(state.folder).counts()
    assert put(state, world).n_sources == 0
    assert Record.open(state.folder).counts() == before


def test_a_wire_copy_of_another_batch_is_no_second_source(state: State, world: ingest.World) -> None:
    note(state, [entry(1, WIRE)])
    put(state, world)
    note(
        state, [entry(2, WIRE.replace("on Wednesday", "Wednesday") + LONG, "2026-11-21")], feed="https://b.example/rss"
    )
    assert put(state, world).n_copies == 1
    view = Record.open(state.folder).as_of(date(2026, 11, 27))
    assert len(view.query("SELECT * FROM source")) == 1
    acts = "SELECT * FROM event WHERE alliance_act = 'refuse_sign'"
    assert len(view.query(acts)) == 1
    assert len(Record.open(state.folder).query(acts)) == 2, "kept, and linked"
    early = Record.open(state.folder).as_of(date(2026, 11, 20))
    assert len(early.query("SELECT * FROM source")) == 1, "the link is not known before the copy is"


def test_one_act_told_by_two_stories_in_two_batches_counts_once(state: State, world: ingest.World) -> None:
    first = "Armenia refused to sign the declaration of the CSTO summit on 23 November 2026. Rain fell on the old town."
    again = "At the CSTO summit on 23 November 2026 Armenia refused to sign the declaration. Reporters waited for hours outside."
    for number, text in enumerate((first, again)):
        note(state, [entry(number, text, "2026-11-24")], feed=f"https://{number}.example/rss")
        assert put(state, world).n_copies == 0
    record = Record.open(state.folder)
    acts = "SELECT id FROM event WHERE alliance_act = 'refuse_sign' AND actor = 'ARM'"
    assert len(record.query(acts)) == 2
    assert len(record.as_of(date(2026, 11, 27)).query(acts)) == 1


def test_a_text_that_trips_the_reader_ends_nothing(
    state: State, world: ingest.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tripping(one: Input, options: Options) -> Outcome:
        return read_one(one, options) if b"Item 1" not in (one.data or b"") else 1 / 0  # type: ignore[return-value]

    monkeypatch.setattr(ingest, "read_one", tripping)
    note(state, [entry(1, WIRE), entry(2, OTHER)])
    assert put(state, world).n_sources == 1
    assert items.counts(state) == {"given up": 1, "put": 1}
    assert "ZeroDivisionError" in state.one("SELECT why FROM item WHERE status = 'given up'")


def test_a_text_that_ends_the_program_again_and_again_is_given_up(state: State) -> None:
    note(state, [entry(1, WIRE)])
    for n in range(ingest.MOST_CRASHES):
        assert items.counts(state) == {"ready": 1}, n
        state.set_meta("reading", "1")
        ingest.count_crash(state)
    assert items.counts(state) == {"given up": 1}
    ingest.count_crash(state)


def test_what_is_no_text_or_no_article_is_given_up_with_its_reason(state: State, world: ingest.World) -> None:
    note(state, [entry(1, "word " * 50_000)])
    put(state, world)
    assert "no article" in state.one("SELECT why FROM item")
