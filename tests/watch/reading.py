"""Texts put into a watch without a network, as feeds of a test."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

from foedus.intake.feeds import Entry
from foedus.watch import ingest, items
from foedus.watch.ingest import Put
from foedus.watch.state import State

LONG = " The talks in the capital went on for some hours, and the delegations had dinner at a restaurant by the lake."


def entry(number: int, words: str, told: str = "2026-11-20", guid: str = "") -> Entry:
    """An item whose own text is the article, since it has no link."""
    return Entry(guid or f"urn:test:{number}", f"Item {number}", "", told, words)


def note(
    state: State, entries: Sequence[Entry], seen_on: str = "2026-11-27", feed: str = "https://a.example/rss"
) -> int:
    """Entries of a feed noted in the state."""
    with state.whole():
        return items.note(state, [items.of_entry(one, feed, feed) for one in entries], feed, time.time(), seen_on)


def put(state: State, world: ingest.World, today: date = date(2026, 11, 27)) -> Put:
    """Everything that is ready, read and put."""
    found = ingest.read_batch(state, items.ready(state, 100), None, lambda: False)
    return ingest.put(state, world, found, time.time(), today)
