"""As of a day, later knowledge does not exist: rows, corrections, duplicates and ends of membership alike."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.errors import BadRow, UnknownName
from foedus.record import AsOf, Record
from foedus.record.asof import holding
from tests.rows import ORIGIN, Row, event, ids, membership


def sentences(view: AsOf, table: str = "event") -> list[str]:
    return [row["sentence"] for row in view.query(f"SELECT sentence FROM {table} ORDER BY sentence")]


def test_a_row_is_there_from_the_day_it_became_known() -> None:
    record = Record.in_memory()
    record.add("event", [event(known_on="2000-06-30", known_basis="published_month")])
    assert sentences(record.as_of(date(2000, 6, 29))) == []
    assert sentences(record.as_of(date(2000, 6, 30))) == ["Something happened."]


@given(
    st.lists(st.dates(date(2000, 1, 2), date(2003, 1, 1)), max_size=12), st.dates(date(2000, 1, 1), date(2003, 6, 1))
)
@settings(max_examples=40, deadline=None)
def test_exactly_the_rows_known_by_the_day_are_there(known: list[date], day: date) -> None:
    record = Record.in_memory()
    record.add("event", [event(known_on=on, sentence=f"Number {i}.") for i, on in enumerate(known)])
    expected = sorted(f"Number {i}." for i, on in enumerate(known) if on <= day)
    assert sentences(record.as_of(day)) == expected


def corrected() -> Record:
    """A row of January, corrected by a row of March, with the link of March."""
    record = Record.in_memory()
    record.add("event", [event(sentence="Ten fell."), event(sentence="Twelve fell.", known_on="2000-03-01")])
    by_sentence = {row["sentence"]: row["id"] for row in record.query("SELECT id, sentence FROM event")}
    link(record, by_sentence["Twelve fell."], "supersedes", by_sentence["Ten fell."], "2000-03-01")
    return record


def link(record: Record, from_id: str, relation: str, to_id: str, known_on: str) -> None:
    row: Row = {"from_id": from_id, "relation": relation, "to_id": to_id, "reason": "a test"} | ORIGIN
    record.add("link", [row | {"known_on": known_on}])


def test_a_correction_counts_from_the_day_it_became_known() -> None:
    record = corrected()
    assert sentences(record.as_of(date(2000, 2, 1))) == ["Ten fell."]
    assert sentences(record.as_of(date(2000, 3, 1))) == ["Twelve fell."]


def test_both_the_old_and_the_new_row_can_be_shown() -> None:
    record = corrected()
    after = record.as_of(date(2000, 3, 1))
    assert sentences(after, "event_all") == ["Ten fell.", "Twelve fell."]
    (old,) = after.query("SELECT superseded_by FROM event_all WHERE sentence = 'Ten fell.'")
    (new,) = after.query("SELECT id FROM event")
    assert old["superseded_by"] == new["id"]


def test_a_link_cannot_be_known_before_the_row_that_stands() -> None:
    record = Record.in_memory()
    record.add("event", [event(sentence="Old."), event(sentence="New.", known_on="2001-01-01")])
    by_sentence = {row["sentence"]: row["id"] for row in record.query("SELECT id, sentence FROM event")}
    with pytest.raises(BadRow, match="cannot be known before the row that stands"):
        link(record, by_sentence["New."], "supersedes", by_sentence["Old."], "2000-06-01")
    with pytest.raises(BadRow, match="cannot be known before the row that stands"):
        link(record, by_sentence["Old."], "duplicates", by_sentence["New."], "2000-06-01")
    link(record, by_sentence["New."], "supersedes", by_sentence["Old."], "2001-01-01")
    assert sentences(record.as_of(date(2000, 7, 1))) == ["Old."]
    assert sentences(record.as_of(date(2001, 1, 1))) == ["New."]


def test_a_duplicate_counts_once() -> None:
    record = Record.in_memory()
    record.add(
        "event", [event(sentence="As one paper says."), event(sentence="As another says.", known_on="2000-01-05")]
    )
    by_sentence = {row["sentence"]: row["id"] for row in record.query("SELECT id, sentence FROM event")}
    link(record, by_sentence["As another says."], "duplicates", by_sentence["As one paper says."], "2000-01-05")
    after = record.as_of(date(2000, 2, 1))
    assert sentences(after) == ["As one paper says."]
    assert len(sentences(after, "event_all")) == 2


def test_the_end_of_a_membership_is_not_known_beforehand() -> None:
    record = Record.in_memory()
    ended = membership("AAA", to_on="1999-04-20", end_mode="lapse", known_on="1999-04-30")
    record.add("membership", [membership("AAA"), ended])
    spells = {row["to_on"]: row["id"] for row in record.query("SELECT id, to_on FROM membership")}
    link(record, spells["1999-04-20"], "supersedes", spells[None], "1999-04-30")
    query = "SELECT to_on, ended_from FROM membership"
    assert record.as_of(date(1999, 4, 29)).query(query) == [{"to_on": None, "ended_from": None}]
    assert record.as_of(date(1999, 4, 30)).query(query) == [{"to_on": "1999-04-20", "ended_from": date(1999, 4, 20)}]


@pytest.mark.parametrize(
    ("happened_on", "first", "last"),
    [
        ("2000", date(2000, 1, 1), date(2000, 12, 31)),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29)),
        ("2000-02-03", date(2000, 2, 3), date(2000, 2, 3)),
    ],
)
def test_views_give_the_bounds_of_a_partial_date(happened_on: str, first: date, last: date) -> None:
    record = Record.in_memory()
    record.add("event", [event(happened_on=happened_on, known_on="2001-01-01")])
    (row,) = record.as_of(date(2001, 1, 1)).query("SELECT happened_on, happened_from, happened_to FROM event")
    assert row == {"happened_on": happened_on, "happened_from": first, "happened_to": last}


def test_two_views_of_one_record_do_not_see_each_other() -> None:
    record = Record.in_memory()
    record.add("event", [event(known_on="2000-06-30")])
    later, earlier = record.as_of(date(2000, 7, 1)), record.as_of(date(2000, 6, 1))
    assert (len(sentences(later)), len(sentences(earlier)), len(sentences(later))) == (1, 0, 1)


def test_a_row_not_yet_known_cannot_be_found_by_id_or_key() -> None:
    record = Record.in_memory()
    record.add("event", [event(key="k", known_on="2000-06-30")])
    (known,) = ids(record, "event")
    day_before = record.as_of(date(2000, 6, 30) - timedelta(days=1))
    for name in (known, "k"):
        assert record.as_of(date(2000, 6, 30)).find(name)[1]["id"] == known
        with pytest.raises(UnknownName, match="holds no row"):
            day_before.find(name)


LINKS = st.lists(st.integers(0, 7), max_size=8)


@given(LINKS)
def test_a_link_holds_unless_one_that_holds_is_against_it(targets: list[int]) -> None:
    """Link n supersedes an earlier link, or, as the first does, a row: as a chain of decisions and undoings makes them."""
    links = [
        (f"li-{n}", f"de-{n}", "supersedes", "ev-1" if n == 0 else f"li-{min(target, n - 1)}", "hand")
        for n, target in enumerate(targets)
    ]
    held = {it[0] for it in holding(links)}
    for id_, *_ in links:
        against = [it[0] for it in links if it[3] == id_]
        assert (id_ in held) == (not any(one in held for one in against))
    assert holding(links[::-1]) == holding(links)[::-1]
