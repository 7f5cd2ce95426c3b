"""From when an item is known: its own day of publication where that can be, else the day on which it was first seen."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from foedus.intake.feeds import day_of
from foedus.watch.days import EARLIEST, known

SEEN = date(2026, 11, 27)


def test_a_plausible_day_of_the_feed_stands() -> None:
    assert known(SEEN, "Mon, 28 Nov 2022 10:00:00 GMT", "2022-11-28", date(2022, 11, 30)) == (
        date(2022, 11, 28),
        True,
        "",
    )


def test_the_other_side_of_the_date_line_is_no_future() -> None:
    assert known(SEEN, "x", "2026-11-28", None) == (SEEN, True, "")


def test_the_pages_own_day_stands_in() -> None:
    assert known(SEEN, "1 Jan 1970", "1970-01-01", date(2026, 11, 2)).on == date(2026, 11, 2)


def test_bad_days_fall_back_to_the_day_first_seen_and_say_so() -> None:
    for told, words in (
        ("2126-01-01", "which cannot be the day of publication"),
        ("1970-01-01", "which cannot be the day of publication"),
        ("soonish", 'its date "soonish" cannot be read'),
        ("", "it gives no date"),
    ):
        found = known(SEEN, told, day_of(told), None)
        assert (found.on, found.is_told) == (SEEN, False)
        assert words in found.note
        assert "known from 2026-11-27, when it was first seen" in found.note


def test_dates_of_feeds_are_read_in_their_forms() -> None:
    assert day_of("Mon, 28 Nov 2022 23:00:00 -0500") == "2022-11-28"
    assert day_of("2022-11-28T10:00:00Z") == "2022-11-28"
    assert [day_of(bad) for bad in ("2022-13-45", "x", "", "Mon, 99 Nov 2022", "2022-")] == [""] * 5


@given(some.dates(), some.one_of(some.none(), some.dates()), some.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_nothing_is_ever_known_after_it_was_seen_nor_before_feeds_were(
    told: date, page: date | None, seen: date
) -> None:
    found = known(seen, str(told), str(told), page)
    assert EARLIEST <= found.on <= seen
    assert found.is_told or found.on == seen
    assert found.is_told == any(it and EARLIEST <= it <= seen + timedelta(days=1) for it in (told, page))
