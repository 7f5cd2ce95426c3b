"""Partial dates: spans of days, compared only by what is known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.dates import PartialDate, parse_day, years_on
from foedus.errors import BadDate

days = st.dates(date(1000, 1, 1), date(9998, 12, 31))
partials = st.builds(lambda day, length: PartialDate.parse(day.isoformat()[:length]), days, st.sampled_from((4, 7, 10)))


@pytest.mark.parametrize(
    ("text", "first", "last", "basis"),
    [
        ("2022-09-13", date(2022, 9, 13), date(2022, 9, 13), "day"),
        ("2022-09", date(2022, 9, 1), date(2022, 9, 30), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "year"),
    ],
)
def test_a_date_is_the_span_it_may_be(text: str, first: date, last: date, basis: str) -> None:
    known = PartialDate.parse(text)
    assert (known.first, known.last, known.basis, str(known)) == (first, last, basis, text)


@pytest.mark.parametrize(
    "text", ["", "22", "2022-13", "2022-02-30", "2022-9-13", "2022-09-13T00:00", "13 September 2022", "٢٠٢٢"]
)
def test_what_is_not_a_date_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(BadDate, match="is not a date"):
        PartialDate.parse(text)


def test_an_as_of_day_must_be_a_full_day() -> None:
    assert parse_day("2022-11-28") == date(2022, 11, 28)
    with pytest.raises(BadDate, match="YYYY-MM-DD"):
        parse_day("2022-11")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2022-08", "2022-09-13", True),
        ("2022-09-13", "2022-08", False),
        ("2022-09", "2022-09-13", None),
        ("2022", "2022-09", None),
        ("2022-09-13", "2022-09-13", False),
        ("2021", "2022", True),
    ],
)
def test_order_is_told_only_where_it_is_known(one: str, other: str, expected: bool | None) -> None:
    assert PartialDate.parse(one).before(PartialDate.parse(other)) is expected


@given(partials, partials)
def test_before_agrees_with_every_pair_of_days_the_dates_may_be(one: PartialDate, other: PartialDate) -> None:
    corners = {a < b for a in (one.first, one.last) for b in (other.first, other.last)}
    told = one.before(other)
    assert (told is None) == (len(corners) == 2)
    if told is not None:
        assert corners == {told}


@given(st.lists(partials, max_size=8))
def test_a_list_in_listing_order_never_contradicts_what_is_known(some: list[PartialDate]) -> None:
    listed = sorted(some, key=lambda it: it.listing_key)
    for index, earlier in enumerate(listed):
        assert all(later.before(earlier) is not True for later in listed[index:])


@given(partials, partials)
def test_days_between_are_bounds(one: PartialDate, other: PartialDate) -> None:
    low, high = one.days_until(other)
    assert low <= (other.first - one.first).days <= high
    assert (low == high) == (one.basis == other.basis == "day")


@given(partials)
def test_the_day_after_is_certainly_later(known: PartialDate) -> None:
    assert known.before(PartialDate.parse(known.day_after.isoformat())) is True


@pytest.mark.parametrize(
    ("text", "years", "moved"),
    [
        ("2022-11-23", -1, "2021-11-23"),
        ("2022-11", 1, "2023-11"),
        ("2022", 1, "2023"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2024-02-29", -1, None),
        ("0001", -1, None),
        ("9999-01-01", 1, None),
    ],
)
def test_a_date_in_another_year(text: str, years: int, moved: str | None) -> None:
    assert years_on(text, years) == moved
