"""Independent sources behind machine-read rows: publishers count once, reprints count once, and nothing of later days counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from foedus.record import Record
from foedus.record.corroboration import n_independent, sources_read
from foedus.record.trace import evidence
from tests.rows import ORIGIN, act, add, link, small_record

READER: dict[str, Any] = {"method": "reader@0.1", "is_verified": False}
SENTENCES = (
    "Armenia declined to sign the paper that the summit had before it",
    "No signature was given by the prime minister, who found the draft wanting",
    "At the end of a long day one leader left the text without his name",
    "The declaration went unsigned after an objection from the host of the meeting",
)


def article(record: Record, publisher: str | None, day: str, **more: Any) -> str:
    own = {"title": f"{publisher} {day} {more}", "kind": "article", "publisher": publisher}
    return add(record, "source", **(ORIGIN | READER | own | {"known_on": day} | more))


def telling(record: Record, source: str, sentence: str, day: str) -> str:
    row = act("AAA", "HUB", "2020-01-10", "refuse_sign", source_id=source, original_text=sentence)
    return add(record, "event", **(row | READER | {"known_on": day}))


def told(*papers: tuple[str | None, str, str]) -> tuple[Record, list[str]]:
    """A record in which each paper tells one act with a sentence, known on a day; the first telling stands."""
    record = small_record("AAA")
    ids = [telling(record, article(record, paper, day), sentence, day) for paper, sentence, day in papers]
    for again, (_, _, day) in zip(ids[1:], papers[1:], strict=True):
        known = max(day, papers[0][2])
        record.add("link", [link(again, "duplicates", ids[0], known, **READER)])
    return record, ids


def counted(record: Record, id_: str, day: str) -> int:
    view = record.as_of(date.fromisoformat(day))
    return sources_read(view, [("event", row) for row in view.rows_by_id("event", [id_])]).get(id_, 0)


def test_one_telling_is_one_source() -> None:
    record, (first,) = told(("Wire", SENTENCES[0], "2020-01-11"))
    assert counted(record, first, "2020-02-01") == 1


def test_two_publishers_with_words_of_their_own_are_two() -> None:
    record, ids = told(("Wire", SENTENCES[0], "2020-01-11"), ("Courier", SENTENCES[1], "2020-01-12"))
    assert counted(record, ids[0], "2020-02-01") == 2


def test_one_publisher_twice_is_one() -> None:
    record, ids = told(("Wire", SENTENCES[0], "2020-01-11"), ("WIRE", SENTENCES[1], "2020-01-12"))
    assert counted(record, ids[0], "2020-02-01") == 1


def test_the_same_words_in_two_papers_are_one() -> None:
    record, ids = told(("Wire", SENTENCES[0], "2020-01-11"), ("Courier", f"{SENTENCES[0]}, reports say", "2020-01-12"))
    assert counted(record, ids[0], "2020-02-01") == 1


def test_a_text_linked_as_a_reprint_is_one_with_what_it_reprints() -> None:
    record, ids = told(("Wire", SENTENCES[0], "2020-01-11"), ("Courier", SENTENCES[1], "2020-01-12"))
    sources = {row["publisher"]: row["id"] for row in record.query("SELECT id, publisher FROM source")}
    record.add("link", [link(sources["Courier"], "duplicates", sources["Wire"], "2020-01-12", **READER)])
    assert counted(record, ids[0], "2020-02-01") == 1


def test_papers_without_a_name_are_told_apart_by_their_address() -> None:
    record = small_record("AAA")
    hosts = ("https://a.example/1", "https://www.a.example/2", "https://b.example/1")
    sources = [article(record, None, "2020-01-11", url=url) for url in hosts]
    ids = [telling(record, one, text, "2020-01-11") for one, text in zip(sources, SENTENCES, strict=False)]
    for again in ids[1:]:
        record.add("link", [link(again, "duplicates", ids[0], "2020-01-11", **READER)])
    assert counted(record, ids[0], "2020-02-01") == 2


def test_a_telling_of_a_later_day_does_not_count_before_it() -> None:
    record, ids = told(("Wire", SENTENCES[0], "2020-01-11"), ("Courier", SENTENCES[1], "2020-01-20"))
    assert counted(record, ids[0], "2020-01-19") == 1
    assert counted(record, ids[0], "2020-01-20") == 2


def test_a_row_by_hand_counts_those_that_tell_it_too_and_not_itself() -> None:
    record = small_record("AAA")
    own = add(record, "event", **act("AAA", "HUB", "2020-01-10", "refuse_sign"))
    assert counted(record, own, "2020-02-01") == 0
    read = telling(record, article(record, "Wire", "2020-01-12"), SENTENCES[0], "2020-01-12")
    record.add("link", [link(read, "duplicates", own, "2020-01-12", **READER)])
    assert counted(record, own, "2020-02-01") == 1
    assert counted(record, read, "2020-02-01") == 1
    (shown,), _ = evidence(record.as_of(date(2020, 2, 1)), [own])
    assert (shown.made, shown.n_sources_read) == ("hand", 1)


ROWS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(SENTENCES)), min_size=1, max_size=6)


@given(ROWS, st.randoms(use_true_random=False))
def test_between_1_and_the_number_of_papers_in_any_order(told_by: list[tuple[str, str]], chance: Any) -> None:
    rows = [{"source_id": paper, "original_text": sentence} for paper, sentence in told_by]
    papers = {letter: letter for letter in "abcd"}
    n = n_independent(rows, papers)
    assert 1 <= n <= len({paper for paper, _ in told_by})
    assert n <= len({sentence for _, sentence in told_by})
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert n_independent(shuffled, papers) == n
